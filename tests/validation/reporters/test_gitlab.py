"""`validate --format gitlab`: the keys that GitLab reads, one fingerprint a problem, the right line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.strategies import LIST

Run = Callable[..., Any]
Checklist = Callable[..., Path]


def test_every_problem_in_the_keys_that_gitlab_reads(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST.replace("[区司法局, 有关部门]", "[区司法厅, 有关部门]"), "清单/a.yaml")
    result = run("validate", tmp_path / "清单", "--format", "gitlab")
    made = json.loads(result.out)
    told = json.loads(run("validate", "清单", "--json").out)["problems"]
    assert result.code == 1
    assert [set(each) for each in made] == [
        {"description", "check_name", "fingerprint", "severity", "location"} for _ in told
    ]
    assert [(each["check_name"], each["location"]) for each in made] == [
        (p["rule"], {"path": "清单/a.yaml", "lines": {"begin": p["line"]}}) for p in told
    ]
    assert {each["severity"] for each in made} == {"major", "minor"}
    assert all(each["description"] for each in made)


def test_problems_of_one_line_have_fingerprints_of_their_own(run: Run, checklist: Checklist) -> None:
    line = "  - {name: 区司法局, kind: department}\n"
    checklist(LIST.replace(line, line * 3))
    marks = [each["fingerprint"] for each in json.loads(run("validate", "--format", "gitlab").out)]
    assert len(marks) > 2
    assert len(set(marks)) == len(marks)


def test_a_clean_list_is_an_empty_report(run: Run, checklist: Checklist) -> None:
    checklist("title: 清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n")
    assert run("validate", "--format", "gitlab").out == "[]\n"
