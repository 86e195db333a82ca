"""`export`: formats, spans of days, files and their names, one file a unit."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screen

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
FORMATS = ["markdown", "csv", "tsv", "json"]

Run = Callable[..., Any]
Checklist = Callable[..., Path]


def names(folder: Path) -> list[str]:
    """The names of what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def export(run: Run) -> Run:
    """`export` of the list that uses everything."""
    return lambda *args: run("-f", WEEKLY, "export", *args)


# Formats ------------------------------------------------------------------------------------------


def test_markdown_is_the_rule(export: Run) -> None:
    assert export().out == export("--format", "markdown").out


@pytest.mark.parametrize("style", FORMATS)
def test_equal_input_gives_equal_bytes(process: Run, style: str) -> None:
    args = ["-f", WEEKLY, "export", "--format", style, "--since", "this-week"]
    made = [
        process(*args, env={"PYTHONHASHSEED": seed, "TZ": zone})
        for seed, zone in (("1", "UTC"), ("2", "HST"))
    ]
    assert [one.code for one in made] == [0, 0]
    assert made[0].out_bytes == made[1].out_bytes


def test_json_has_the_figures_and_every_task(export: Run, run: Run) -> None:
    made = json.loads(export("--format", "json").out)
    status = json.loads(run("-f", WEEKLY, "status", "--json").out)
    assert list(made) == ["title", "year", "region", "since", *status, "span", "list"]
    assert {key: made[key] for key in status} == status
    assert (made["title"], made["year"], made["region"], made["since"]) == (
        "某区2024年度政务公开重点工作清单",
        2024,
        "某区",
        None,
    )
    shown = [json.loads(run("-f", WEEKLY, "show", row["id"], "--json").out) for row in made["list"]]
    assert made["list"] == shown


@pytest.mark.parametrize(
    "args",
    [
        *(["--format", "xls"], ["--format", ""], ["--bom"], ["--bom", "--format", "json"]),
        ["--codes", "--format", "xlsx"],
        *(
            ["-o", "a.md", "--per-unit", "b"],
            ["--unit", "水利局"],
            ["--status", "基本完成"],
            ["--section", "9"],
        ),
    ],
)
def test_what_does_not_go_together_is_refused(export: Run, tmp_path: Path, args: list[str]) -> None:
    made = export(*args)
    assert (made.code, made.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "begins"), [("a.docx", b"PK"), ("a.CSV", b'"'), ("a.md", b"# "), ("a", b"# ")]
)
def test_the_ending_of_the_name_is_the_format(export: Run, tmp_path: Path, name: str, begins: bytes) -> None:
    assert export("-o", name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["a.docx", "a.md", "a.htm"])
def test_an_ending_of_another_format_is_refused(export: Run, tmp_path: Path, name: str) -> None:
    made = export("--format", "xlsx", "-o", name)
    assert (made.code, made.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        *(
            [],
            ["-u", "教体局"],
            ["-u", "各乡镇街道"],
            ["--section", "1"],
            ["--status", "done"],
            ["--missing"],
        ),
        *(["--basis", "named"], ["--overdue"], ["--search", "开放日"], ["-u", "各乡镇街道", "--missing"]),
        ["--as-of", "2024-06-30", "--status", "in_progress"],
    ],
)
def test_the_filters_of_list(export: Run, run: Run, args: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(export("--format", "csv", *args).out)))
    everyone = [] if "-u" in args else ["-u", "区政府各部门", "-u", "各乡镇街道", "-u", "区政府办公室"]
    listed = json.loads(run("-f", WEEKLY, "list", *everyone, *args, "--json").out)
    assert rows
    assert [(int(row["id"]), row["unit"]) for row in rows] == [(row["id"], row["unit"]) for row in listed]


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "since", "day"),
    [
        ([], None, "2024-09-27"),
        (["--since", "this-week"], "2024-09-23", "2024-09-27"),
        (["--since", "2024Q3"], "2024-07-01", "2024-09-27"),
        (["--since", "this-month"], "2024-09-01", "2024-09-27"),
        (["--since", "2024-09-20", "--until", "2024-10-20"], "2024-09-20", "2024-09-27"),
        (["--since", "2024-09-25"], "2024-09-25", "2024-09-27"),
        (["--since", "last-week"], "2024-09-16", "2024-09-22"),
        (["--since", "7d"], "2024-09-21", "2024-09-27"),
        (["--since", "2024-09-02", "--until", "last-week"], "2024-09-02", "2024-09-22"),
        (["--since", "last-month", "--until", "2024-09-05"], "2024-08-01", "2024-09-05"),
        (["--since", "2024-06-01", "--as-of", "2024-06-30"], "2024-06-01", "2024-06-30"),
        (["--until", "last-month"], None, "2024-08-31"),
        (["--as-of", "2024Q2"], None, "2024-06-30"),
        (["--as-of", "2024Q3"], None, "2024-09-27"),
        (["--as-of", "2024-06-14"], None, "2024-06-14"),
    ],
)
def test_spans_and_days(export: Run, args: list[str], since: str | None, day: str) -> None:
    made = json.loads(export("--format", "json", *args).out)
    assert (made["since"], made["as_of"]) == (since, day)
    assert made["total"] == json.loads(export("--format", "json", "--as-of", day).out)["total"]


@pytest.mark.parametrize(
    ("today", "span", "word"),
    [
        *(
            ("2024-09-27", "2024Q3", "季度"),
            ("2024-07-03", "三季度", "季度"),
            ("2024-07-03", "this-quarter", "季度"),
        ),
        *(("2024-09-03", "9月", "月"), ("2024-09-03", "this-month", "月"), ("2024-09-03", "this-week", "周")),
        *(("2024-09-03", "7d", "周"), ("2024-09-27", "2024-09-01", "月")),
    ],
)
def test_a_span_that_has_not_ended_is_named_after_the_whole(
    run: Run, today: str, span: str, word: str
) -> None:
    """On 3 July the third quarter is three days old, and still no week."""
    made = run("--today", today, "-f", WEEKLY, "export", "--since", span).out
    assert made.splitlines()[0].endswith(f"台账（{word}）")
    assert ("本周" in made) == (word == "周")


@pytest.mark.parametrize("option", ["--as-of", "--until"])
@pytest.mark.parametrize(("text", "due"), [("2024-09-28", "2024-09-28"), ("2024Q4", "2024-12-31")])
def test_a_day_to_come_is_refused_with_the_way_to_ask(export: Run, option: str, text: str, due: str) -> None:
    made = export(option, text)
    assert (made.code, made.out) == (2, "")
    assert f"govlist status --due {due}" in made.err


@pytest.mark.parametrize(
    "args",
    [
        *(
            ["--until", "2024-09-27", "--as-of", "2024-09-27"],
            ["--since", "2024-09-27", "--until", "2024-09-26"],
        ),
        *(["--since", "2024-10-01"], ["--since", "soon"], ["--since", ""], ["--until", ""], ["--as-of", ""]),
    ],
)
def test_days_that_do_not_go_together(export: Run, args: list[str]) -> None:
    made = export(*args)
    assert (made.code, made.out) == (2, "")


# Files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", FORMATS)
def test_into_a_file(export: Run, tmp_path: Path, style: str) -> None:
    made = export("--format", style, "-o", "out")
    assert (made.code, made.out) == (0, "")
    assert "out" in made.err
    assert (tmp_path / "out").read_bytes() == export("--format", style).out_bytes


@pytest.mark.parametrize(
    ("args", "template", "name"),
    [
        ([], "台账-{date}.md", "台账-2024-09-27.md"),
        ([], "{week}.md", "2024-W39.md"),
        (["--as-of", "2023-01-01"], "{week}.md", "2022-W52.md"),
        (["-u", "教体局"], "{unit}-{date}.md", "区教体局-2024-09-27.md"),
        (["-u", "各乡镇街道"], "{unit}.md", "各乡镇街道.md"),
        (["--since", "2024Q2"], "{date}.md", "2024-06-30.md"),
    ],
)
def test_names_are_filled_in(export: Run, tmp_path: Path, args: list[str], template: str, name: str) -> None:
    (tmp_path / "sub").mkdir()
    assert export(*args, "-o", f"sub/{template}").code == 0
    assert names(tmp_path / "sub") == [name]


def test_without_a_unit_its_place_in_the_name_is_not_empty(export: Run, tmp_path: Path) -> None:
    assert export("-o", "{unit}.md").code == 0
    (name,) = names(tmp_path)
    assert re.fullmatch(r"\w+\.md", name)


def test_an_older_file_is_replaced_whole(export: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x" * 100_000)
    assert export("-o", "out", "--force").code == 0
    assert (tmp_path / "out").read_bytes() == export().out_bytes


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.pdf", "other-list.yaml", "9.27", "a.{date}"])
@pytest.mark.parametrize("more", [[], ["--format", "docx"], ["--force"]])
def test_an_ending_that_is_no_format_is_refused(
    export: Run, tmp_path: Path, name: str, more: list[str]
) -> None:
    made = export("-o", name, *more)
    assert (made.code, made.out) == (2, "")
    assert all(ending in made.err for ending in (".docx", ".xlsx", ".html", ".md", ".csv", ".tsv", ".json"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["-o", "a.md", "-o", "b.md"],
        ["-oa.md", "--output=b.md"],
        ["--per-unit", "a", "--per-unit", "b"],
    ],
)
def test_an_output_is_given_once(export: Run, tmp_path: Path, words: list[str]) -> None:
    made = export(*words)
    assert (made.code, made.out) == (2, "")
    assert words[0][:2] in made.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["", ".", "sub", "nowhere/a.md", "/"])
def test_where_no_file_can_be(export: Run, tmp_path: Path, out: str) -> None:
    (tmp_path / "sub").mkdir()
    made = export("-o", out)
    assert made.code in (2, 3)
    assert names(tmp_path) == ["sub"]
    assert names(tmp_path / "sub") == []


@pytest.mark.parametrize("out", ["checklist.yaml", "./checklist.yaml", "sub/../checklist.yaml", "link.yaml"])
def test_the_list_itself_is_never_overwritten(
    checklist: Checklist, run: Run, tmp_path: Path, out: str
) -> None:
    path = checklist(WEEKLY.read_text(encoding="utf-8"))
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.yaml").symlink_to("checklist.yaml")
    before = path.read_bytes()
    made = run("export", "-o", out)
    assert (made.code, made.out) == (2, "")
    assert path.read_bytes() == before


def test_a_reader_writes_nothing_beside_the_list(checklist: Checklist, run: Run, tmp_path: Path) -> None:
    path = checklist(WEEKLY.read_text(encoding="utf-8"))
    before = path.stat()
    for args in (["export"], ["status"], ["list"], ["show", "1"], ["units"], ["diff"], ["validate"]):
        assert run(*args).code == 0
    assert names(tmp_path) == ["checklist.yaml"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns


# One file a unit ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "suffix"), [("markdown", ".md"), ("csv", ".csv"), ("tsv", ".tsv"), ("json", ".json")]
)
def test_a_file_a_unit(run: Run, tmp_path: Path, style: str, suffix: str) -> None:
    made = run("-f", SHIPPED, "export", "--format", style, "--per-unit", "sheets")
    assert (made.code, made.out) == (0, "")
    units = json.loads(run("-f", SHIPPED, "units", "--json").out)["units"]
    assert names(tmp_path / "sheets") == sorted(f"{unit['unit']}{suffix}" for unit in units)
    for unit in ("区教体局", "史院乡"):
        alone = run("-f", SHIPPED, "export", "--format", style, "--unit", unit).out_bytes
        assert (tmp_path / "sheets" / f"{unit}{suffix}").read_bytes() == alone


def test_the_files_together_hold_every_row(export: Run, tmp_path: Path) -> None:
    export("--format", "csv", "--per-unit", "sheets")
    parts = [
        row for file in (tmp_path / "sheets").iterdir() for row in rows_of(file.read_text(encoding="utf-8"))
    ]
    whole = rows_of(export("--format", "csv").out)
    assert min(len(row) for row in parts) >= 20
    assert sorted(row["id"] + row["unit"] + row["note"] for row in parts) == sorted(
        row["id"] + row["unit"] + row["note"] for row in whole
    )


LONG = "中共某市某区委全面深化改革" + "委员会" * 12 + "领导" + "委员会" * 12 + "办公室"
"""A name longer than a file name may be: 90 characters, 270 bytes."""


@pytest.mark.parametrize(
    "args",
    [
        ("export", "--format", "xlsx", "--to-fill", "--per-unit", "made"),
        ("export", "--per-unit", "made"),
        ("chase", "--format", "docx", "--per-unit", "made"),
    ],
)
def test_a_name_too_long_for_a_file_is_shortened_for_that_unit_alone(
    checklist: Checklist, run: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    others = ("区甲局", LONG.replace("领导", "协调"))
    all_ = ", ".join((LONG, *others))
    units = ", ".join(f"{{name: {name}, kind: d}}" for name in (LONG, *others))
    checklist(
        f"title: 清单\nyear: 2024\nunits: [{units}]\ngroups: []\nsections:\n"
        f"  - {{title: 一, tasks: [{{id: 1, requirement: 开, due: 2024-06-30, responsible: [{all_}]}}]}}\n"
    )
    made = run(*args)
    assert made.code == 0, made.err
    files = [Path(name) for name in names(tmp_path / "made")]
    assert len(files) == 3
    assert "区甲局" in [file.stem for file in files]
    long = [file.stem.rstrip("_") for file in files if file.stem != "区甲局"]
    assert all(stem.startswith(LONG[:20]) and stem.endswith(LONG[-20:]) and "…" in stem for stem in long)
    assert len(run("export", "--unit", LONG, "-o", "{unit}.md").err.splitlines()) == 1
    assert f"{long[0]}.md" in names(tmp_path)


def test_a_bar_shows_the_units_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    shutil.copyfile(SHIPPED, tmp_path / "list.yaml")
    args = ("-f", "list.yaml", "export", "--per-unit", "made")
    assert "生成" not in run(*args).err
    if sys.platform != "win32":
        bar = screen(*args, env={"COLORTERM": "truecolor"}).text
        assert "正在生成" in bar
        assert "19/19" in bar


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_only_the_units_asked_for(export: Run, tmp_path: Path) -> None:
    export("--unit", "各乡镇街道", "--per-unit", "sheets")
    assert names(tmp_path / "sheets") == ["东城街道.md", "西河镇.md"]


HOSTILE = [
    *("../x", "..\\x", "/x", "a/b", "a\\b", "..", "...", ".", "C:x", "CON", "con", "NUL.txt", "com1", "LPT9"),
    *("甲局", "甲局 ", "甲局.", "甲?局", "甲*局", '甲"局', "甲<局>", "甲|局", "~", "-x", "甲\t局", "%2e%2e"),
]
"""Names that a system would read as more than a name, or not take."""
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def test_a_unit_s_name_leads_nowhere(checklist: Checklist, run: Run, tmp_path: Path) -> None:
    """A file for each unit, all in the folder, under names that every system takes and keeps apart."""
    written = [json.dumps(name, ensure_ascii=False) for name in HOSTILE]
    units = ", ".join(f"{{name: {name}, kind: a}}" for name in written)
    checklist(
        f"title: 清单\nyear: 2024\nunits: [{units}]\ngroups: []\nsections:\n"
        f"  - {{title: 一, tasks: [{{id: 1, requirement: 公开, responsible: [{', '.join(written)}]}}]}}\n"
    )
    before = set(tmp_path.parent.rglob("*"))
    made = run("export", "--per-unit", "out/sheets")
    if made.code == 1:
        pytest.fail(f"these names are refused now: {made.err}")
    files = names(tmp_path / "out" / "sheets")
    state = tmp_path.parent / ".state"
    assert {path for path in tmp_path.parent.rglob("*") if state not in (path, *path.parents)} - before == {
        tmp_path / "out",
        tmp_path / "out" / "sheets",
        *(tmp_path / "out" / "sheets" / file for file in files),
    }
    assert len({file.casefold() for file in files}) == len(HOSTILE)
    assert [file for file in files if re.search(r'[\\/:*?"<>|\x00-\x1f]', file)] == []
    assert [file for file in files if file.split(".")[0].strip().casefold() in RESERVED] == []
    assert [file for file in files if not file.removesuffix(".md").strip(". ")] == []


def test_a_unit_s_name_leads_nowhere_in_a_template(checklist: Checklist, run: Run, tmp_path: Path) -> None:
    checklist(
        "title: 清单\nyear: 2024\nunits: [{name: ../../x, kind: a}]\ngroups: []\nsections:\n"
        "  - {title: 一, tasks: [{id: 1, requirement: 公开, responsible: [../../x]}]}\n"
    )
    (tmp_path / "sub").mkdir()
    assert run("export", "--unit", "../../x", "-o", "sub/{unit}.md").code == 0
    (file,) = (tmp_path / "sub").iterdir()
    assert file.suffix == ".md"
    assert names(tmp_path) == ["checklist.yaml", "sub"]


# The screen ---------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "govlist", "-f", str(SHIPPED), "export", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        output = child.stderr.read()
        child.wait(timeout=60)
    assert (child.returncode, output) == (0, b"")


def test_the_week_of_the_golden_day() -> None:
    assert date(2024, 9, 27).isocalendar()[:2] == (2024, 39)


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    made = run("--shipped", "export", "-o", "gone/ledger.md")
    assert (made.code, made.out) == (3, "")
    assert "没有文件夹 gone" in made.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "-"], "-o"),
        (["-o", ""], "-o"),
        (["-o", "x.docx/"], "x.docx/"),
        (["--per-unit", ""], "--per-unit"),
        (["-o", "{foo}.md"], "{week}"),
        (["-o", "{}.md"], "{unit}"),
        (["--per-unit", "{foo}"], "{date}"),
    ],
)
def test_what_names_no_file_is_refused(
    run: Run, checklist: Checklist, tmp_path: Path, words: list[str], said: str
) -> None:
    checklist(WEEKLY.read_text(encoding="utf-8"))
    before = list(tmp_path.iterdir())
    made = run("export", *words)
    assert (made.code, made.out) == (2, "")
    assert said in made.err
    assert list(tmp_path.iterdir()) == before


@pytest.mark.parametrize("folder", ["l.md", "l.md/forms"])
def test_a_file_is_no_folder(run: Run, checklist: Checklist, folder: str) -> None:
    checklist(WEEKLY.read_text(encoding="utf-8"))
    Path("l.md").write_text("mine", encoding="utf-8")
    made = run("export", "--per-unit", folder)
    assert made.code == 3
    assert "l.md 是文件，不是文件夹" in made.err
