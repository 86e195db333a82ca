"""`schema`: a JSON Schema that takes what govlist takes, and refuses what an editor can refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from govlist.base import i18n
from govlist.validation import load

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
EXAMPLE = TESTS / "data" / "contract-example.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]

BASE = """\
title: 清单
year: 2024
units: [{name: 甲局, kind: department}]
groups: [{name: 各局, members: department, scope: every}]
sections:
  - title: 一
    tasks:
      - id: 1
        requirement: 公开
        responsible: [甲局]
        progress: {甲局: [{date: 2024-06-14, status: done, evidence: [1.pdf]}]}
"""
BROKEN = {
    "an unknown key": ("year: 2024", "yaer: 2024\nyear: 2024"),
    "an unknown key of a unit": ("kind: department}", "kind: department, phone: '1'}"),
    "an unknown key of a report": ("status: done,", "status: done, remark: 好,"),
    "no title": ("title: 清单\n", ""),
    "no kind": (", kind: department}", "}"),
    "a bad status": ("status: done", "status: finished"),
    "a bad review": ("status: done", "status: done, review: seen"),
    "a bad scope": ("scope: every", "scope: all"),
    "a bad role": ("[甲局]", "[{unit: 甲局, role: boss}]"),
    "nobody responsible": ("responsible: [甲局]", "responsible: []"),
    "no members": ("members: department", "members: []"),
    "an id of zero": ("id: 1", "id: 0"),
    "an id that is text": ("id: 1", "id: 第一项"),
    "a year that is none": ("year: 2024", "year: 24"),
    "a code of seven digits": ("year: 2024", "year: 2024\nregion_code: '3401111'"),
    "a day that is none": ("date: 2024-06-14", "date: 14 June"),
    "topics and tasks": ("    tasks:", "    topics: []\n    tasks:"),
    "neither topics nor tasks": ("title: 一\n    tasks:", "title: 一\n    task:"),
    "reports that are no list": ("[{date: 2024-06-14, status: done, evidence: [1.pdf]}]", "已完成"),
    "units that are no list": ("units: [{name: 甲局, kind: department}]", "units: 甲局"),
}
FINE = {
    "a number for a title": ("title: 清单", "title: 2024"),
    "the office's own keys": ("kind: department}", "kind: department, x-联系人: 王某}"),
    "the list's own keys": ("year: 2024", "year: 2024\nx-科室: 督查科\ntopic: 政务公开\ncity: 样例市"),
    "a code without quotes": ("year: 2024", "year: 2024\nregion_code: 340111"),
    "a code in quotes": ("year: 2024", "year: 2024\nregion_code: '340111001'"),
    "a task of the city's": ("id: 1", "city_task: 3\n        id: 1"),
    "no groups": ("groups: [{name: 各局, members: department, scope: every}]", "groups: []"),
    "members by kinds": ("members: department", "members: [department]"),
    "an empty topic": ("    tasks:", "    topics: []\n  - title: 二\n    tasks:"),
    "an entry with a role": ("[甲局]", "[{unit: 甲局, role: lead}]"),
    "a standing task": ("id: 1", "standing: true\n        id: 1"),
    "a days' list": ("year: 2024", "year: 2024\nrounds: [2024-03-25]"),
    "a higher format": ("year: 2024", "year: 2024\nformat: 1"),
}


@pytest.fixture
def schema(run: Run) -> dict[str, Any]:
    made = run("schema")
    assert (made.code, made.err) == (0, "")
    return dict(json.loads(made.out))


@pytest.fixture
def valid(schema: dict[str, Any]) -> Callable[[str], bool]:
    """Whether an editor that types plain scalars takes a text, days read as text."""
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    def check(text: str) -> bool:
        return bool(validator.is_valid(json.loads(json.dumps(yaml.safe_load(text), default=str))))

    return check


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", [SHIPPED, EXAMPLE, WEEKLY], ids=lambda path: path.parent.name)
def test_real_lists_are_valid(valid: Callable[[str], bool], path: Path) -> None:
    assert valid(path.read_text(encoding="utf-8"))


def test_the_contract_s_example_is_without_errors() -> None:
    assert load.check(str(EXAMPLE), EXAMPLE.read_bytes()).errors == ()


@pytest.mark.parametrize("name", sorted(FINE))
def test_what_govlist_takes_an_editor_takes(valid: Callable[[str], bool], name: str) -> None:
    text = BASE.replace(*FINE[name])
    assert text != BASE
    assert load.check(name, text.encode()).errors == ()
    assert valid(text)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_an_editor_refuses_govlist_refuses(valid: Callable[[str], bool], name: str) -> None:
    text = BASE.replace(*BROKEN[name])
    assert text != BASE
    assert load.check(name, text.encode()).errors
    assert not valid(text)


def test_check_jsonschema(run: Run, tmp_path: Path) -> None:
    """The command line that CI and editors use, once: what it takes and what it refuses."""
    run("schema", "-o", "schema.json")
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    names = {f"{number}.yaml": name for number, name in enumerate(sorted(BROKEN))}
    for file, name in names.items():
        (tmp_path / file).write_text(BASE.replace(*BROKEN[name]), encoding="utf-8")
    files = [*names, "base.yaml", str(SHIPPED), str(EXAMPLE), str(WEEKLY)]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", "schema.json", "-o", "json", *files],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    refused = {Path(error["filename"]).name for error in json.loads(done.stdout)["errors"]}
    assert {names[file] for file in names if file not in refused} == set()
    assert refused == set(names)


# Words --------------------------------------------------------------------------------------------


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property with the name of what it belongs to."""
    for owner, definition in {"": schema, **schema["$defs"]}.items():
        for name, value in definition.get("properties", {}).items():
            yield f"{owner}.{name}", value


def test_every_property_is_described_in_both_languages(run: Run) -> None:
    output = {}
    for language in i18n.LANGUAGES:
        i18n.use(language)
        output[language] = dict(properties(json.loads(run("schema").out)))
    assert [name for name, value in output["en"].items() if not value["description"].isascii()] == []
    assert [name for name, value in output["zh"].items() if value["description"].isascii()] == []
    assert set(output["en"]) == set(output["zh"])


def test_nothing_of_the_program_s_own_is_in_it(schema: dict[str, Any]) -> None:
    names = {name.split(".")[-1] for name, _value in properties(schema)}
    assert not names & {"extra", "omitted"}
    assert "Omitted" not in schema["$defs"]


def test_it_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    made = run("schema", "-o", "schema.json")
    assert (made.code, made.out) == (0, "")
    assert "schema.json" in made.err
    assert (tmp_path / "schema.json").read_bytes() == run("schema").out_bytes


def test_into_a_folder_that_is_not_there(run: Run) -> None:
    assert run("schema", "-o", "nowhere/schema.json").code == 3


def test_the_schema_never_takes_the_lists_place(run: Run, checklist: Callable[..., Path]) -> None:
    path = checklist(BASE)
    assert run("schema", "-o", path).code == 2
    assert path.read_text(encoding="utf-8") == BASE
    assert run("schema", "-o", "checklist.schema.json").code == 0
