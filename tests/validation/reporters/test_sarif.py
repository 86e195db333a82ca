"""`validate --format sarif`: valid against the schema, whole, and the same on every machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from tests.strategies import LIST

from govlist.base import i18n, registry
from govlist.base.errors import ExitCode, GovlistError, Level, Problem
from govlist.validation.reporters import Checked, Found, sarif

Run = Callable[..., Any]
Checklist = Callable[..., Path]

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
BROKEN = LIST.replace("[区司法局, 有关部门]", "[区司法厅, 有关部门]")
"""One error and two warnings."""


def log(text: str) -> Any:
    """The run of a log that is valid."""
    whole = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    (run,) = whole["runs"]
    return run


def test_a_report_is_valid_and_every_problem_is_at_its_line(run: Run, checklist: Checklist) -> None:
    checklist(BROKEN, "清单/2024年 a#b.yaml")
    made = log(run("validate", "清单", "--format", "sarif").out)
    told = json.loads(run("validate", "清单", "--json").out)["problems"]
    assert len(told) == 3
    regions = [each["locations"][0]["physicalLocation"] for each in made["results"]]
    assert [
        (each["ruleId"], each["level"], place["region"]["startLine"], place["region"]["startColumn"])
        for each, place in zip(made["results"], regions, strict=True)
    ] == [(p["rule"], p["level"], p["line"], p["column"]) for p in told]
    assert made["columnKind"] == "unicodeCodePoints"
    for place in regions:
        uri = place["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w./%-]+", uri, re.ASCII)
        assert unquote(uri) == "清单/2024年 a#b.yaml"


def test_a_rule_brings_its_help(run: Run, checklist: Checklist) -> None:
    checklist(BROKEN)
    made = log(run("validate", "--format", "sarif").out)
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({each["ruleId"] for each in made["results"]})
    for each in made["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    (rule,) = [rule for rule in rules if rule["id"] == "unknown-unit"]
    words = registry.description(registry.get("validation.rules", "unknown-unit"))
    assert rule["shortDescription"]["text"] == words.split("\n")[0]
    assert words.split("\n\n")[-1].split("\n")[0] in rule["help"]["markdown"]
    assert "```yaml" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "error"


@pytest.mark.parametrize("name", registry.names("validation.rules"))
def test_every_rule_has_a_valid_description(name: str) -> None:
    problem = Problem("a.yaml", 1, 1, name, Level.ERROR, "甲", "乙")
    made = log(sarif.render(Found((Checked("a.yaml", (problem,), {}),))))
    (rule,) = made["tool"]["driver"]["rules"]
    assert rule["help"]["text"]
    assert len(json.dumps(rule)) < 20_000
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", rule["help"]["markdown"])


def test_a_clean_list_and_one_that_cannot_be_read(run: Run, checklist: Checklist) -> None:
    checklist(
        LIST[: LIST.index("          - {id: 3,")].replace("  - {name: 区政府办公室, kind: office}\n", "")
    )
    made = log(run("validate", "--format", "sarif").out)
    assert (made["results"], made["tool"]["driver"]["rules"]) == ([], [])
    assert made["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    result = run("validate", "checklist.yaml", "missing.yaml", "--format", "sarif")
    assert result.code == ExitCode.FAILED
    (invocation,) = log(result.out)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "missing.yaml" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_equal_files_give_equal_bytes_and_no_machine_is_named(
    run: Run, checklist: Checklist, tmp_path: Path
) -> None:
    checklist(BROKEN)
    first = run("validate", "--format", "sarif").out
    assert first == run("validate", tmp_path / "checklist.yaml", "--format", "sarif").out
    assert str(tmp_path) not in first
    assert not re.search(r"20\d\d-\d\d-\d\dT|startTime|machine", first)


def test_a_fingerprint_outlives_lines_above_and_another_language(run: Run, checklist: Checklist) -> None:
    def marks() -> list[str]:
        made = log(run("validate", "--format", "sarif").out)
        return [each["partialFingerprints"]["govlist/v1"] for each in made["results"]]

    checklist(BROKEN)
    first = marks()
    assert len(set(first)) == len(first)
    checklist("# 说明\n\n" + BROKEN)
    i18n.use("en")
    assert marks() == first
    checklist(BROKEN.replace("[有关部门]", "[ 有关部门 ]"))
    assert len(set(first) - set(marks())) == 1


def test_words_of_data_are_no_links_and_no_codes() -> None:
    problem = Problem("a.yaml", 1, 1, "syntax", Level.ERROR, "[点我](http://x.example)\x1b[31m\u202e", "")
    failure = GovlistError("[a](b)\x07", ExitCode.FAILED)
    text = sarif.render(Found((Checked("a.yaml", (problem,), {1: "\x1b"}),), (failure,)))
    made = log(text)
    assert "](" not in made["results"][0]["message"]["text"]
    assert "](" not in made["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)
    assert "\\u001b" not in text


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("a%20b.yaml", "a%2520b.yaml"),
        ("甲\udcff.yaml", "%E7%94%B2%FF.yaml"),
        ("x:y?.yaml", "x%3Ay%3F.yaml"),
    ],
)
def test_a_name_is_written_as_a_uri(path: str, uri: str) -> None:
    made = log(sarif.render(Found((Checked(path, (), {}),))))
    assert made["artifacts"] == [{"location": {"uri": uri, "uriBaseId": "%SRCROOT%"}}]


def test_a_file_elsewhere_is_named_whole(tmp_path: Path) -> None:
    path = tmp_path.parent / "elsewhere.yaml"
    made = log(sarif.render(Found((Checked(str(path), (), {}),))))
    assert made["artifacts"][0]["location"]["uri"].startswith("file:///")


def test_paths_count_from_the_repository(
    run: Run, checklist: Checklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(BROKEN, "data/checklist.yaml")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    made = log(run("validate", "checklist.yaml", "--format", "sarif").out)
    assert made["artifacts"] == [{"location": {"uri": "data/checklist.yaml", "uriBaseId": "%SRCROOT%"}}]
