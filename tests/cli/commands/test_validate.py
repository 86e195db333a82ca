"""`validate`: every fault by its rule at its line, many files, three formats, the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST
from tests.terminal import screens

from govlist.actions import validate
from govlist.base import parallel
from govlist.base.characters import CONTROL
from govlist.base.limits import MAX_REPORTED
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Place = tuple[str, int]

SHIPPED = load.shipped().read_text(encoding="utf-8")
CLEAN = LIST[: LIST.index("          - {id: 3,")].replace("  - {name: 区政府办公室, kind: office}\n", "")
"""A list without errors and without warnings."""
WARNED = [("no-owner", 14), ("no-owner", 15)]
"""What the shipped list already has, with the numbers of the tasks."""


def line_of(text: str, part: str) -> int:
    """The line of the only place of a part."""
    assert text.count(part) == 1, part
    return text.count("\n", 0, text.index(part)) + 1


def problems(run: Run, *args: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("validate", "--json", *args).out)["problems"]
    return found


def errors(run: Run, *args: object) -> list[Place]:
    return [(p["rule"], p["line"]) for p in problems(run, *args) if p["level"] == "error"]


# The shipped list and faults put into it ----------------------------------------------------------


def test_the_shipped_list_has_two_warnings(run: Run) -> None:
    found = json.loads(run("--shipped", "validate", "--json").out)["problems"]
    lines = [line_of(SHIPPED, f"- id: {number}\n") + 2 for _, number in WARNED]
    assert [(p["rule"], p["line"], p["level"]) for p in found] == [
        ("no-owner", line, "warning") for line in lines
    ]
    assert run("--shipped", "validate").code == 0
    assert run("--shipped", "validate", "--strict").code == 1


FAULTS = {
    "unknown-unit": ("responsible: [区司法局, 区政府办公室]", "responsible: [区司法局, 区政府办公厅]"),
    "duplicate-id": ("- id: 20\n            requirement: 加强", "- id: 19\n            requirement: 加强"),
    "duplicate-key": ("title: 聚焦公众参与\n", "title: 聚焦公众参与\n        title: 公众参与\n"),
    "unknown-key": ("responsible_text: 区司法局", "responsible_txt: 区司法局"),
    "bad-date": ("- id: 22\n", "- id: 22\n            due: 2024-02-30\n"),
    "bad-status": (
        "- id: 24\n",
        "- id: 24\n            progress: {区政府办公室: [{date: 2024-06-14, status: 快了}]}\n",
    ),
    "wrong-type": ("- id: 23\n", "- id: 二十三\n"),
    "anchor": ("requirement: 积极推荐", "requirement: &a 积极推荐"),
    "too-deep": (
        "requirement: 严格落实将",
        "requirement: " + "[" * 200_000 + "\n              x: 严格落实将",
    ),
}
PLUS = {"duplicate-key": 1, "bad-date": 1, "bad-status": 1}
"""How many lines below the first changed one the fault is."""


def faulty(*rules: str) -> tuple[str, list[Place]]:
    """The shipped list with these faults, and where each is."""
    text = SHIPPED
    for rule in rules:
        old, new = FAULTS[rule]
        assert text.count(old) == 1
        text = text.replace(old, new)
    places = [(rule, line_of(text, FAULTS[rule][1]) + PLUS.get(rule, 0)) for rule in rules]
    return text, sorted(places, key=lambda place: place[1])


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_reported_by_its_rule_at_its_line(run: Run, checklist: Checklist, rule: str) -> None:
    text, places = faulty(rule)
    path = checklist(text)
    assert errors(run, path) == places
    result = run("validate", path)
    assert result.code == 1
    assert re.search(rf"^{re.escape(str(path))}:{places[0][1]}:\d+ .*\b{rule}\b", result.out, re.MULTILINE)
    assert result.err == ""
    assert run("list").code == 1


@pytest.mark.parametrize("rule", FAULTS)
def test_two_faults_of_a_file_are_both_told(run: Run, checklist: Checklist, rule: str) -> None:
    other = "bad-date" if rule != "bad-date" else "unknown-unit"
    text, places = faulty(rule, other)
    assert errors(run, checklist(text)) == places


def test_all_faults_of_a_file_are_reported(run: Run, checklist: Checklist) -> None:
    text, places = faulty(*FAULTS)
    assert errors(run, checklist(text)) == places


def test_a_gbk_file_is_reported_by_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_bytes(SHIPPED.encode("gbk"))
    (problem,) = problems(run, path)
    assert (problem["rule"], problem["line"]) == ("encoding", 1)
    assert "GBK" in problem["message"]


def test_a_conflict_and_a_slip(run: Run, checklist: Checklist) -> None:
    mine, theirs = "      - title: 聚焦监督管理\n", "      - title: 聚焦监督\n"
    conflict = f"<<<<<<< HEAD\n{mine}=======\n{theirs}>>>>>>> 区教体局\n"
    text = SHIPPED.replace(mine, conflict)
    assert errors(run, checklist(text)) == [("merge-conflict", line_of(text, "<<<<<<<"))]
    text = SHIPPED.replace("year: 2024", "year：2024")
    assert errors(run, checklist(text)) == [("syntax", line_of(text, "year："))]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 50,
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b"- " * 100_000,
        b"a: &a [*a, *a]\n",
        b"{" * 99,
        b"%",
    ],
)
def test_no_file_is_too_broken_to_be_judged(run: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    result = run("validate", path)
    assert (result.code, result.err) == (1, "")
    assert len(result.out.splitlines()[0]) < 1000


# Many files ---------------------------------------------------------------------------------------


def test_a_clean_list_is_reported_in_one_line(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN)
    result = run("validate")
    assert (result.code, result.err) == (0, "")
    assert len(result.out.splitlines()) == 1
    assert run("validate", "--strict").code == 0


def test_warnings_alone_are_fine_unless_strict(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    assert run("validate").code == 0
    assert run("validate", "--strict").code == 1


def test_a_folder_means_the_lists_below_it(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "below/c.yaml"):
        checklist(LIST, f"lists/{name}")
    hidden = (".hidden.yaml", ".git/d.yaml", "below/.x/e.yml", "~$a.yml")
    for name in (*hidden, "notes.txt", "f.yaml.bak", "g.YAML.tmp"):
        checklist("[", f"lists/{name}")
    (tmp_path / "lists" / "folder.yaml").mkdir()
    found = json.loads(run("validate", "--json", tmp_path / "lists").out)
    assert found["files"] == 3
    paths = list(dict.fromkeys(p["path"] for p in found["problems"]))
    assert paths == [str(tmp_path / "lists" / name) for name in ("a.yml", "b.yaml", "below/c.yaml")]


def test_a_folder_that_is_hidden_itself_may_be_named(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(CLEAN, ".lists/a.yaml")
    assert run("validate", tmp_path / ".lists").code == 0


def test_a_folder_without_lists_cannot_be_checked(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist("", "lists/notes.txt")
    result = run("validate", tmp_path / "lists")
    assert (result.code, result.out) == (3, "")
    assert result.err


def test_all_files_are_checked_and_three_beats_one(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    good, bad = checklist(CLEAN, "good.yaml"), checklist(LIST.replace("id: 6", "id: x"), "bad.yaml")
    assert run("validate", good, bad).code == 1
    result = run("validate", tmp_path / "missing.yaml", bad, good, "--json")
    found = json.loads(result.out)
    assert (result.code, found["files"]) == (3, 2)
    assert [p["path"] for p in found["problems"] if p["level"] == "error"] == [str(bad)]
    assert "missing.yaml" in result.err
    text = run("validate", tmp_path / "missing.yaml", bad)
    assert (text.code, "wrong-type" in text.out) == (3, True)
    assert run("validate", tmp_path / "missing.yaml", good, "--strict").code == 3


def test_a_missing_file_alone(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN)
    for args in (("validate", "missing.yaml"), ("-f", "missing.yaml", "validate")):
        result = run(*args)
        assert (result.code, result.out) == (3, "")
        assert "missing.yaml" in result.err


def test_the_list_in_use_is_the_default(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("id: 6", "id: x"), "data/checklist.yaml")
    checklist(CLEAN)
    other = checklist(CLEAN, "other.yaml")
    assert run("validate").code == 1
    assert run("-f", other, "validate").code == 0


# Formats ------------------------------------------------------------------------------------------


def test_json(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("responsible: [区政府办公室]", "responsible: [区政府办公厅]"))
    found = json.loads(run("validate", "--format", "json").out)
    assert list(found) == ["files", "problems", "statistics", "ignored", "unselected", "hidden", "fixed"]
    assert found["files"] == 1
    first = next(p for p in found["problems"] if p["level"] == "error")
    assert list(first) == ["path", "line", "column", "rule", "level", "message", "hint"]
    place = LIST.split("\n").index("            responsible: [区政府办公室]") + 1
    assert (first["path"], first["line"], first["column"]) == ("checklist.yaml", place, 27)
    assert (first["rule"], first["level"]) == ("unknown-unit", "error")
    assert "区政府办公室" in first["hint"]
    assert found["problems"] == sorted(
        found["problems"], key=lambda p: (p["level"] != "error", p["line"], p["column"])
    )


def test_json_of_a_clean_list(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN)
    assert json.loads(run("validate", "--json").out) == {
        "files": 1,
        "problems": [],
        "statistics": [],
        "ignored": 0,
        "unselected": {"errors": 0, "warnings": 0},
        "hidden": 0,
        "fixed": [],
    }


def test_github(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST.replace("id: 6", "id: 'a%,:b'"), "a,b:c%.yaml")
    result = run("validate", path, "--format", "github")
    escaped = "a%2Cb%3Ac%25.yaml"
    lines = result.out.splitlines()
    assert result.code == 1
    assert all(
        re.fullmatch(r"::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[^,:]+::.+", x) for x in lines
    )
    (wrong,) = [line for line in lines if line.startswith("::error")]
    assert f"file={escaped},line={line_of(LIST, '- id: 6')},col=17,title=govlist wrong-type::" in wrong
    assert "a%25,:b" in wrong


def test_github_names_files_from_the_repositorys_root(
    run: Run, checklist: Checklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST.replace("id: 6", "id: x"), "data/checklist.yaml")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    for path in ("checklist.yaml", tmp_path / "data" / "checklist.yaml"):
        assert "::error file=data/checklist.yaml,line=" in run("validate", path, "--format", "github").out


def test_github_shows_what_could_not_be_read(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN)
    result = run("validate", "checklist.yaml", "100%,a:b.yaml", "--format", "github")
    assert result.code == 3
    assert re.fullmatch(r"::error title=govlist::[^%]*100%25,a:b.yaml[^%]*\n", result.out)


def test_github_is_chosen_inside_its_actions(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("validate").out == run("validate", "--format", "github").out
    assert run("validate", "--format", "text").out.startswith("checklist.yaml:")
    assert json.loads(run("validate", "--json").out)["files"] == 1


def test_no_colour_inside_githubs_actions(process: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("id: 6", "id: x"))
    for style in ("text", "github"):
        result = process("validate", "--format", style, env={"GITHUB_ACTIONS": "true"})
        assert result.code == 1
        assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("style", ["xml", "", "JSN", "sarif2"])
def test_a_format_that_is_not_there(run: Run, checklist: Checklist, style: str) -> None:
    checklist(CLEAN)
    result = run("validate", "--format", style)
    assert (result.code, result.out) == (2, "")


def test_what_a_file_holds_is_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(LIST.replace("id: 6", "id: '\x1b[31m[red]\u202e::error::'").encode())
    for args in ((), ("--format", "github")):
        result = run("validate", path, *args)
        assert not set("\x1b\u202e") & set(result.out)
        assert not re.search(r"^::error::", result.out, re.MULTILINE)
    assert "\\x1b[31m[red]" in run("validate", path).out


def test_a_fault_far_to_the_right_takes_no_time(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST.replace("有关部门]}", f"有关部门], due_text: {'长' * 6000}, dew: 1}}"))
    assert run("validate", path).code == 1


def test_in_a_pipe_nothing_is_cut(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST.replace("id: 6", f"id: {'长' * 300}"))
    assert "长" * 300 in run("validate", path).out.replace("\n", "")


# Patterns, many files, bounds ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("lists/*.yaml", 2),
        ("lists/**/*.yaml", 3),
        ("lists/**", 4),
        ("lists/?.yaml", 2),
        ("lists/[ab].y*ml", 3),
        ("*/below/*", 1),
        ("li*", 4),
        ("lists/*", 4),
    ],
)
def test_a_pattern_in_quotes_is_understood(run: Run, checklist: Checklist, pattern: str, files: int) -> None:
    for name in ("a.yaml", "b.yaml", "a.yml", "below/c.yaml", ".hidden.yaml", ".git/d.yaml"):
        checklist(CLEAN, f"lists/{name}")
    found = json.loads(run("validate", "--json", pattern).out)
    assert (found["files"], found["problems"]) == (files, [])


def test_a_pattern_that_fits_nothing_and_a_name_that_looks_like_one(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN, "a[1].yaml")
    assert run("validate", "a[1].yaml").code == 0
    result = run("validate", "b*.yaml", "a[1].yaml", "--json")
    assert (result.code, json.loads(result.out)["files"]) == (3, 1)
    assert "b*.yaml" in result.err


def test_every_path_that_gives_no_list_is_reported(run: Run, checklist: Checklist) -> None:
    checklist("", "empty/notes.txt")
    result = run("validate", "missing.yaml", "empty", "none*")
    assert (result.code, result.out) == (3, "")
    assert all(name in result.err for name in ("missing.yaml", "empty", "none*"))


def test_a_file_named_twice_is_reported_once(run: Run, checklist: Checklist) -> None:
    checklist(LIST, "lists/a.yaml")
    found = json.loads(run("validate", "--json", "lists", "lists/a.yaml", "./lists/*.yaml").out)
    assert found["files"] == 1
    assert len(found["problems"]) == 2


@pytest.mark.parametrize("style", ["text", "json", "sarif"])
def test_several_processes_report_what_one_reports(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    for number in range(6):
        checklist(LIST.replace("id: 6", f"id: x{number}" if number % 2 else "id: 6"), f"lists/{number}.yaml")
    checklist("[", "lists/z.yaml")
    monkeypatch.setenv("GOVLIST_JOBS", "2")
    alone = run("validate", "lists", "missing.yaml", "--format", style)
    monkeypatch.setattr(parallel, "MIN_BYTES", 0)
    used: list[int] = []
    results = parallel.results

    def counted(work: Any, items: Any, most: int) -> Any:
        used.append(most)
        return results(work, items, most)

    monkeypatch.setattr(parallel, "results", counted)
    assert run("validate", "lists", "missing.yaml", "--format", style) == alone
    monkeypatch.setenv("GOVLIST_JOBS", "1")
    assert run("validate", "lists", "missing.yaml", "--format", style) == alone
    assert used == [2, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_counts_on_a_terminal_and_is_gone_afterwards(checklist: Checklist, tmp_path: Path) -> None:
    for number in range(6):
        checklist(CLEAN, f"lists/{number}.yaml")
    for env, shown in ({}, True), ({"NO_COLOR": "1"}, False):
        (made,) = screens([["validate", "lists"]], 80, env, tmp_path)
        assert made.code == 0
        assert ("6/6" in made.raw) == shown
        assert made.raw.rstrip().splitlines()[-1].count("6") == 1


def test_no_bar_in_a_pipe(process: Run, checklist: Checklist) -> None:
    for number in range(6):
        checklist(CLEAN, f"lists/{number}.yaml")
    result = process("validate", "lists")
    assert (result.code, result.err_bytes) == (0, b"")
    assert len(result.out.splitlines()) == 1


def test_people_see_a_hundred_of_a_kind_and_scripts_all(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN + "".join(f"k{n}: 1\n" for n in range(130)))
    output = run("validate").out
    assert output.count(" unknown-key ") == 100
    assert "30" in output.splitlines()[-2]
    assert len(problems(run)) == 130


def test_output_for_scripts_is_bounded_too(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN + "".join(f"k{n}: 1\n" for n in range(MAX_REPORTED + 100)))
    found = problems(run)
    assert len(found) == MAX_REPORTED + 1
    assert {p["rule"] for p in found} == {"unknown-key"}
    assert str(MAX_REPORTED) in found[-1]["message"]


FLOODS = {
    "items": "sections: [" + "1," * 100_000 + "]\n",
    "too many values": "sections: [" + "1," * 1_010_000 + "]\n",
    "keys": "".join(f"k{n}: 1\n" for n in range(30_000)),
    "empty units": "units: [" + "{}," * 15_000 + "]\n",
    "anchors": "units: [" + "&a 1," * 30_000 + "]\n",
    "equal keys": "".join(f"k{n}: 1\n" for n in range(20_000)) * 2,
    "an endless name": f"units: [{{name: {'长' * 500_000}, kind: d, aliases: [{'a,' * 4000}]}}]\n",
    "unknown names": "units:\n"
    + "".join(f"  - {{name: 单位{n}号, kind: d}}\n" for n in range(15_000))
    + "sections:\n  - title: 一\n    tasks:\n"
    + "".join(f"      - {{id: {n}, requirement: 甲, responsible: [单位{n}]}}\n" for n in range(1, 3000)),
    "long names": "units:\n"
    + "".join(f"  - {{name: {'长' * 900}{n}, kind: d}}\n" for n in range(9000))
    + "sections:\n  - title: 一\n    tasks:\n"
    + "".join(f"      - {{id: {n}, requirement: 甲, responsible: [长{n}]}}\n" for n in range(1, 300)),
}


@pytest.mark.parametrize("scope", ["every", "concerned"])
def test_few_words_that_make_endless_pairs_are_too_many(run: Run, checklist: Checklist, scope: str) -> None:
    def crowd(tasks: int) -> str:
        units = "".join(f"  - {{name: 单位{n}, kind: d}}\n" for n in range(2000))
        listed = "".join(
            f"      - {{id: {n}, requirement: 甲, responsible: [各]}}\n" for n in range(1, tasks)
        )
        group = f"groups: [{{name: 各, members: d, scope: {scope}}}]\n"
        return f"title: 甲\nyear: 2024\nunits:\n{units}{group}sections:\n  - title: 一\n    tasks:\n{listed}"

    path = checklist(crowd(5000))
    assert [(p["rule"], p["line"]) for p in problems(run, path)] == [("too-large", 2004)]
    assert run("-f", path, "list").code == 1
    path = checklist(crowd(20))
    assert "too-large" not in {p["rule"] for p in problems(run, path)}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_faults_is_reported_in_bounded_space(run: Run, checklist: Checklist, flood: str) -> None:
    path = checklist(f"title: 甲\nyear: 2024\ngroups: []\n{FLOODS[flood]}")
    result = run("validate", path)
    assert (result.code, result.err) == (1, "")
    assert 0 < len(result.out) < 200_000
    assert len(problems(run, path)) <= 3 * (MAX_REPORTED + 1)


def test_the_limit_of_the_size_is_moved_by_the_environment(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = checklist(CLEAN)
    monkeypatch.setenv("GOVLIST_MAX_BYTES", str(path.stat().st_size))
    assert run("validate").code == 0
    monkeypatch.setenv("GOVLIST_MAX_BYTES", str(path.stat().st_size - 1))
    assert [p["rule"] for p in problems(run)] == ["too-large"]
    for wrong in ("0", "-1", "many", "1e9", "９", "9" * 30):
        monkeypatch.setenv("GOVLIST_MAX_BYTES", wrong)
        result = run("validate")
        assert (result.code, result.out) == (3, "")
        assert "GOVLIST_MAX_BYTES" in result.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of POSIX")
def test_a_file_without_end_is_read_to_the_limit_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_MAX_BYTES", "100000")
    assert [p["rule"] for p in problems(run, "/dev/zero")] == ["too-large"]


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_a_name_that_is_no_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲\udcff\x1b[31m\x9b\u202e.yaml").write_text(LIST, encoding="utf-8")
    for style in ("text", "json", "github", "gitlab", "sarif", "junit"):
        result = run("validate", ".", "--format", style)
        assert (result.code, result.err) == (0, "")
        assert CONTROL.search(result.out.replace("\n", "")) is None
    (path,) = {p["path"] for p in problems(run, ".")}
    assert Path(path.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")).exists()


def test_a_report_goes_into_a_file_and_people_see_text(
    run: Run, checklist: Checklist, tmp_path: Path
) -> None:
    checklist(LIST)
    piped = run("validate", "--format", "sarif").out_bytes
    result = run("validate", "--format", "sarif", "-o", "out.sarif")
    assert (tmp_path / "out.sarif").read_bytes() == piped
    assert result.out == run("validate").out
    assert "out.sarif" in result.err
    assert run("validate", "-o", "out.txt").code == 2
    assert not (tmp_path / "out.txt").exists()
    assert run("validate", "--format", "json", "-o", "no/folder/out.json").code == 3


@pytest.mark.parametrize("name", ["lists/a.yaml", "./lists/../lists/a.yaml", "other.yaml"])
def test_a_report_never_takes_a_lists_place(
    run: Run, checklist: Checklist, tmp_path: Path, name: str
) -> None:
    wrong = LIST.replace("status: behind", "status: 滞后")
    path = checklist(wrong, "lists/a.yaml")
    (tmp_path / "other.yaml").symlink_to(path)
    for more in ((), ("--fix",)):
        result = run("validate", "lists", "--format", "json", "-o", name, *more)
        assert (result.code, result.out) == (2, "")
        assert path.read_text(encoding="utf-8") == wrong
    assert run("validate", "lists", "--fix", "-o", "out.txt").code == 2
    assert path.read_text(encoding="utf-8") == wrong


def test_two_formats_at_once(run: Run, checklist: Checklist) -> None:
    checklist(CLEAN)
    assert run("validate", "--json", "--format", "json").code == 0
    result = run("validate", "--json", "--format", "sarif")
    assert (result.code, result.out) == (2, "")


def test_every_format_is_offered(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    result = run("validate", "--format", "xml")
    for style in validate.formats():
        assert style in result.err
        assert style in run("validate", "--help").out


# Pipes and streams --------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="a pipe of POSIX")
@pytest.mark.parametrize(
    "args", [("validate",), ("validate", "--json"), ("validate", "--format", "github"), ("list",)]
)
def test_a_closed_pipe_ends_quietly(tmp_path: Path, args: tuple[str, ...]) -> None:
    reports = "".join(
        f"                - {{date: 2024-06-14, status: done, note: 第{n}次}}\n" for n in range(3000)
    )
    path = tmp_path / "checklist.yaml"
    line = "                - {date: 2024-07-05, status: behind}\n"
    path.write_text(LIST.replace(line, reports.replace("2024-06-14", "2024-07-06")), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "govlist", "-f", str(path), *args]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=tmp_path, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_console_that_cannot_show_it_all(process: Run, checklist: Checklist) -> None:
    path = checklist(LIST.replace("id: 6", "id: 😀"))
    result = process("validate", path, env={"PYTHONIOENCODING": "gbk"})
    assert result.code == 1
    assert "wrong-type" in result.out_bytes.decode("gbk")
    made = process("validate", path, "--json", env={"PYTHONIOENCODING": "gbk"})
    (wrong,) = [p for p in json.loads(made.out_bytes)["problems"] if p["rule"] == "wrong-type"]
    assert "😀" in wrong["message"]
