"""`validate`: which rules are reported, comments that ignore warnings, standard input, numbers by rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.base.errors import Level
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]

SAMPLE = load.shipped().parents[1].joinpath("examples", "sample.yaml").read_text(encoding="utf-8")
NO_OWNER = "responsible: [区政府有关部门]\n"
"""Ends the line of both tasks of the sample that have no owner."""
FAULTY = SAMPLE.replace("year: 2024\n", "year: 2024\ncolour: red\n")


def result(run: Run, *args: object, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("validate", "--json", *args, **more).out)
    return found


def rules(found: dict[str, Any]) -> list[str]:
    return [problem["rule"] for problem in found["problems"]]


# Selection ----------------------------------------------------------------------------------------


def test_only_the_rules_selected_are_reported(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE)
    assert rules(result(run)) == ["done-without-evidence", "no-owner", "no-owner"]
    found = result(run, "--select", "no-owner")
    assert (rules(found), found["unselected"]) == (["no-owner"] * 2, {"errors": 0, "warnings": 1})
    both = result(run, "--select", "no-owner,number-gap", "--select", "done-without-evidence")
    assert (len(rules(both)), both["unselected"]["warnings"]) == (3, 0)
    assert run("validate", "--strict", "--select", "number-gap").code == 0


def test_errors_that_are_not_selected_still_count(run: Run, checklist: Checklist) -> None:
    checklist(FAULTY)
    done = run("validate", "--select", "no-owner")
    assert done.code == 1
    assert "unknown-key" not in done.out
    assert "1处错误" in done.out.splitlines()[-1]
    assert result(run, "--select", "no-owner")["unselected"] == {"errors": 1, "warnings": 1}


def test_errors_alone_are_shown_and_warnings_counted(run: Run, checklist: Checklist) -> None:
    checklist(FAULTY)
    done = run("validate", "--errors-only")
    assert done.code == 1
    assert "unknown-key" in done.out
    assert "no-owner" not in done.out
    assert done.out.splitlines()[-1] == "已检查1个文件：1处错误；3处警告未列出"
    assert "警告" not in run("validate", "--errors-only", "--quiet").out
    found = result(run, "--errors-only")
    assert (rules(found), found["hidden"]) == (["unknown-key"], 3)
    assert [row["rule"] for row in found["statistics"]] == ["unknown-key"]
    assert "no-owner" not in run("validate", "--errors-only", "--statistics").out


@pytest.mark.parametrize("style", ["github", "gitlab", "sarif", "junit"])
def test_errors_alone_in_every_format(run: Run, checklist: Checklist, style: str) -> None:
    checklist(FAULTY)
    done = run("validate", "--errors-only", "--format", style)
    assert (done.code, "unknown-key" in done.out, "no-owner" in done.out) == (1, True, False)
    assert done.err == "3处警告未列出\n"


def test_errors_alone_of_some_rules(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE)
    assert run("validate", "--errors-only").out == "已检查1个文件：没有错误；3处警告未列出\n"
    checklist(FAULTY)
    found = result(run, "--errors-only", "--select", "no-owner", "--ignore", "done-without-evidence")
    assert (rules(found), found["hidden"], found["ignored"]) == ([], 2, 1)
    assert found["unselected"] == {"errors": 1, "warnings": 0}
    done = run("validate", "--errors-only", "--select", "no-owner")
    assert (done.code, "所选规则没有错误" in done.out) == (1, True)


def test_errors_alone_where_warnings_are_errors_are_refused(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE)
    done = run("validate", "--errors-only", "--strict")
    assert (done.code, "--strict" in done.err) == (2, True)


def test_warnings_are_ignored_and_counted(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE)
    found = result(run, "--ignore", "no-owner")
    assert (rules(found), found["ignored"]) == (["done-without-evidence"], 2)
    assert run("validate", "--strict", "--ignore", "no-owner,done-without-evidence").code == 0
    assert "略过2处警告" in run("validate", "--ignore", "no-owner").out.splitlines()[-1]


def test_a_rule_that_is_asked_for_is_shown_though_the_settings_ignore_it(
    run: Run, checklist: Checklist
) -> None:
    path = checklist(SAMPLE)
    path.with_name("govlist.toml").write_text('[validate]\nignore = ["no-owner"]\n', encoding="utf-8")
    assert rules(result(run)) == ["done-without-evidence"]
    assert rules(result(run, "--select", "no-owner")) == ["no-owner"] * 2
    assert rules(result(run, "--select", "no-owner", "--ignore", "no-owner")) == []


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_refused_with_the_nearest(run: Run, checklist: Checklist, option: str) -> None:
    checklist(SAMPLE)
    done = run("validate", option, "no-ownr")
    assert (done.code, done.out) == (2, "")
    assert "no-owner" in done.err


def test_an_error_cannot_be_ignored(run: Run, checklist: Checklist) -> None:
    checklist(FAULTY)
    done = run("validate", "--ignore", "no-owner,unknown-key")
    assert (done.code, done.out) == (2, "")
    assert "unknown-key" in done.err


# Comments -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment",
    [
        "# govlist: ignore[no-owner]",
        "#  待定，三月再议 govlist: ignore[no-owner] 办公室",
        "# govlist: ignore[ number-gap , no-owner ]",
        "# govlist:ignore[no-owner]",
    ],
)
def test_a_comment_ignores_the_warning_of_its_line(run: Run, checklist: Checklist, comment: str) -> None:
    checklist(SAMPLE.replace(NO_OWNER, f"{NO_OWNER.rstrip()}  {comment}\n", 1))
    before = [
        problem["line"] for problem in result(run, "--select", "no-owner", "-", input=SAMPLE)["problems"]
    ]
    found = result(run, "--select", "no-owner")
    assert ([problem["line"] for problem in found["problems"]], found["ignored"]) == (before[1:], 1)


def test_it_ignores_the_warning_for_every_command() -> None:
    report = "60余人参加, by: 办公室}"
    text = SAMPLE.replace(report, f"{report}  # govlist: ignore[done-without-evidence]")
    loaded = load.check("list.yaml", text.encode())
    assert [problem.rule for problem in loaded.ignored] == ["done-without-evidence"]
    assert {problem.rule for problem in loaded.problems} == {"no-owner"}


@pytest.mark.parametrize(
    ("comment", "word"),
    [
        ("govlist: ignore[number-gap]", "number-gap"),
        ("govlist: ignore[no-ownr]", "no-owner"),
        ("govlist: ignore[unknown-unit]", "unknown-unit"),
        ("govlist: ignore", "ignore[no-owner]"),
        ("govlist: ignore[]", "ignore[no-owner]"),
    ],
)
def test_a_comment_that_ignores_nothing_is_reported(
    run: Run, checklist: Checklist, comment: str, word: str
) -> None:
    checklist(SAMPLE.replace("year: 2024\n", f"year: 2024  # {comment}\n"))
    (found,) = (p for p in result(run)["problems"] if p["rule"] == "unused-ignore")
    assert found["line"] == SAMPLE[: SAMPLE.index("year: 2024\n")].count("\n") + 1
    assert word in found["message"] + found["hint"]


def test_it_is_not_reported_while_the_list_has_errors(run: Run, checklist: Checklist) -> None:
    """With errors, warnings of the parts left out are not looked for."""
    checklist(FAULTY.replace("year: 2024\n", "year: 2024  # govlist: ignore[no-owner]\n"))
    assert "unused-ignore" not in rules(result(run))


@pytest.mark.parametrize(
    "value", ["'# govlist: ignore[number-gap]'", '"a # govlist: ignore[x]"', "|-\n  # govlist: ignore[x]"]
)
def test_a_text_of_the_list_is_no_comment(value: str) -> None:
    text = SAMPLE.replace("year: 2024\n", f"year: 2024\nx-note: {value}\n")
    assert "unused-ignore" not in {p.rule for p in load.check("list.yaml", text.encode()).problems}


def test_hostile_comments_are_read_in_linear_time() -> None:
    """Each is limited; nothing is searched twice."""
    text = SAMPLE + "# " + "govlist: ignore[" * 50_000 + "\n" + "# govlist: ignore[a,b]\n" * 20_000
    found = load.check("list.yaml", text.encode())
    assert {p.level for p in found.problems} == {Level.WARNING}


# Output -------------------------------------------------------------------------------------------


def test_errors_come_before_warnings_in_every_format(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE, "lists/a.yaml")
    checklist(FAULTY, "lists/b.yaml")
    assert [p["level"] for p in result(run, "lists")["problems"]] == ["error"] + ["warning"] * 6
    assert "unknown-key" in run("validate", "lists").out.splitlines()[0]
    assert run("validate", "lists", "--format", "github").out.startswith("::error")


def test_standard_input(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE)
    done = run("validate", "-", input=FAULTY)
    assert done.code == 1
    assert done.out.startswith("-:")
    found = result(run, "-", "checklist.yaml", input=SAMPLE)
    assert (found["files"], {p["path"] for p in found["problems"]}) == (2, {"-", "checklist.yaml"})
    assert run("validate", "-", input=b"\xff\x00").code == 1
    fixed = run("validate", "--fix", "-", input=SAMPLE)
    assert (fixed.code, fixed.out) == (2, "")


def test_quiet_prints_problems_only(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE.replace("status: behind", "status: 滞后"))
    assert run("validate", "-q", "--fix").err == ""
    loud, quiet = run("validate"), run("validate", "--quiet")
    assert loud.out.startswith(quiet.out)
    assert len(loud.out.splitlines()) == len(quiet.out.splitlines()) + 1
    assert run("validate", "-q", "--select", "number-gap").out == ""


def test_statistics_count_the_problems_of_each_rule(run: Run, checklist: Checklist) -> None:
    checklist(SAMPLE, "lists/a.yaml")
    checklist(FAULTY, "lists/b.yaml")
    rows = result(run, "lists")["statistics"]
    assert rows == [
        {"rule": "unknown-key", "level": "error", "problems": 1, "files": 1},
        {"rule": "no-owner", "level": "warning", "problems": 4, "files": 2},
        {"rule": "done-without-evidence", "level": "warning", "problems": 2, "files": 2},
    ]
    shown = run("validate", "lists", "--statistics").out
    assert [line.split()[:2] for line in shown.splitlines()[1:-1]] == [
        [str(row["problems"]), row["rule"]] for row in rows
    ]
    assert run("validate", "lists", "--statistics", "--format", "sarif").code == 2


def test_fix_only_fixes_and_reports_nothing_else(run: Run, checklist: Checklist) -> None:
    path = checklist(FAULTY.replace("status: behind", "status: 滞后"))
    done = run("validate", "--fix-only")
    assert (done.code, path.read_text(encoding="utf-8")) == (0, FAULTY)
    assert "unknown-key" not in done.out + done.err
    assert run("validate", "--fix-only").out == ""
    assert run("validate", "--fix-only", "missing.yaml").code == 3
