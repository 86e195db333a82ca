"""`validate --format junit`: valid XML for any data, and correct counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, texts

from govlist.base.errors import ExitCode, GovlistError, Level, Problem
from govlist.validation.reporters import Checked, Found, junit

Run = Callable[..., Any]
Checklist = Callable[..., Path]

CLEAN = "title: 清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"


def counted(element: ET.Element) -> tuple[int, int, int]:
    """Tests, failures and errors below an element, counted; they must be what its attributes say."""
    cases, failures, errors = (len(list(element.iter(name))) for name in ("testcase", "failure", "error"))
    assert [element.get(key) for key in ("tests", "failures", "errors")] == [
        str(count) for count in (cases, failures, errors)
    ]
    return cases, failures, errors


def test_a_suite_a_file_and_a_test_a_problem(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("[区司法局, 有关部门]", "[区司法厅, 有关部门]"), "坏.yaml")
    checklist(CLEAN, "好.yaml")
    result = run("validate", "坏.yaml", "好.yaml", "missing.yaml", "--format", "junit")
    root = ET.fromstring(result.out)
    assert result.code == ExitCode.FAILED
    assert [suite.get("name") for suite in root][:2] == ["坏.yaml", "好.yaml"]
    assert [counted(suite) for suite in root] == [(3, 1, 0), (1, 0, 0), (1, 0, 1)]
    assert counted(root) == (5, 1, 1)
    (failed,) = [case for case in root.iter("testcase") if case.find("failure") is not None]
    line = 1 + LIST[: LIST.index("id: 3,")].count("\n")
    assert failed.attrib == {"name": "unknown-unit", "classname": "坏.yaml"}
    assert f"坏.yaml:{line}:57 " in str(failed.find("failure").text)  # type: ignore[union-attr]


def test_servers_can_tell_the_tests_apart_and_know_them_again(run: Run, checklist: Checklist) -> None:
    """By class and name, as GitLab and Jenkins do; Jenkins' xUnit takes no `file` and no `line` of a test."""

    def known() -> list[tuple[str | None, str | None]]:
        cases = list(ET.fromstring(run("validate", ".", "missing", "--format", "junit").out).iter("testcase"))
        assert all(set(case.attrib) == {"name", "classname"} for case in cases)
        return [(case.get("classname"), case.get("name")) for case in cases]

    line = "  - {name: 区司法局, kind: department}\n"
    text = LIST.replace(line, line * 3)
    checklist(text)
    checklist(text, "other.yaml")
    first = known()
    assert len(set(first)) == len(first) > 6
    checklist("# 说明\n\n" + text)
    assert known() == first


def test_a_warning_fails_only_where_it_counts(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    assert counted(ET.fromstring(run("validate", "--format", "junit").out)) == (2, 0, 0)
    assert counted(ET.fromstring(run("validate", "--strict", "--format", "junit").out)) == (2, 2, 0)


@given(texts() | st.text(max_size=5), texts(), st.booleans())
def test_nothing_that_data_holds_breaks_the_xml(text: str, more: str, strict: bool) -> None:
    problem = Problem(f"{more}.yaml", 1, 1, "syntax", Level.WARNING, text, more)
    found = Found((Checked(problem.path, (problem,), {}),), (GovlistError(text, hint=more),), strict)
    made = junit.render(found)
    assert counted(ET.fromstring(made.encode("utf-8"))) == (2, int(strict), 1)
    assert "\x1b" not in made
