"""`mark`: reports entered whole or not at all, for units by any name, in the office's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.strategies import LIST, notes

from govlist.cli import arguments
from govlist.model.checklist import Report, Task
from govlist.model.words import ACCEPTED
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST)


def tasks(path: Path) -> dict[int, Task]:
    loaded = load.check(str(path), path.read_bytes())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return {task.id: task for task in loaded.checklist.tasks()}


def last(path: Path, number: int, unit: str) -> Report:
    return tasks(path)[number].progress[unit][-1]


def added(path: Path, before: str = LIST) -> list[str]:
    """The lines that were added; no other may have changed."""
    old, new = before.split("\n"), path.read_text(encoding="utf-8").split("\n")
    made = []
    for line in new:
        if old and line == old[0]:
            old.pop(0)
        else:
            made.append(line.strip())
    assert old == []
    return made


def refused(run: Run, path: Path, *args: object, code: int = 2) -> Any:
    """The command must fail with this code, print nothing, say why, and leave the file alone."""
    before = path.read_bytes()
    result = run(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err
    assert path.read_bytes() == before
    return result


# What is written ----------------------------------------------------------------------------------


def test_a_report_is_written_in_its_order(run: Run, path: Path) -> None:
    evidence = ("--evidence", "https://www.tja.gov.cn/a", "--evidence", "佐证/9月.pdf")
    said = ("--by", "王某", "--note", "考核办法已印发", *evidence)
    assert run("mark", "4", "done", "--unit", "区政府办公室", *said).code == 0
    assert added(path) == [
        "progress:",
        "区政府办公室:",
        "- {date: 2024-09-27, status: done, note: 考核办法已印发, "
        'evidence: ["https://www.tja.gov.cn/a", 佐证/9月.pdf], by: 王某}',
    ]


def test_lines_are_added_where_they_belong(run: Run, path: Path) -> None:
    assert run("mark", "2", "behind", "--unit", "区教体局").code == 0
    assert added(path) == ["- {date: 2024-09-27, status: behind}"]
    before = path.read_text(encoding="utf-8")
    assert run("mark", "2", "behind", "--unit", "区卫健委").code == 0
    assert added(path, before) == ["区卫健委:", "- {date: 2024-09-27, status: behind}"]


def test_a_flow_task_stays_one_line(run: Run, path: Path) -> None:
    assert run("mark", "3", "behind", "--unit", "区司法局").code == 0
    progress = ", progress: {区司法局: [{date: 2024-09-27, status: behind}]}"
    assert path.read_text(encoding="utf-8") == LIST.replace("有关部门]}", f"有关部门]{progress}}}")


def test_the_diff_is_shown_and_the_result_is_reported(run: Run, path: Path) -> None:
    result = run("mark", "4", "behind", "--unit", "区政府办公室", "--diff")
    rows = result.out.splitlines()
    assert [row[1:].strip() for row in rows if row[0] == "+"][1:] == added(path)
    assert [row for row in rows if row[0] == "-"] == [f"--- {path.name}"]
    assert path.name in result.err
    assert "\x1b" not in result.out + result.err


def test_crlf_bom_and_a_missing_final_newline_stay(run: Run, path: Path) -> None:
    before = b"\xef\xbb\xbf" + LIST.rstrip("\n").replace("\n", "\r\n").encode()
    path.write_bytes(before)
    assert run("mark", "6", "behind", "--unit", "区卫健委").code == 0
    lines = ("progress:", "  区卫健委:", "    - {date: 2024-09-27, status: behind}")
    assert path.read_bytes() == before + "".join(f"\r\n            {line}" for line in lines).encode()
    assert run("unmark", "6", "--unit", "区卫健委").code == 0
    assert path.read_bytes() == before


@given(note=notes(), by=notes())
def test_any_text_comes_back_as_it_was_given(run: Run, checklist: Checklist, note: str, by: str) -> None:
    path = checklist(LIST)
    assert run("mark", "4", "done", "--unit", "区政府办公室", f"--note={note}", f"--by={by}").code == 0
    report = last(path, 4, "区政府办公室")
    assert (report.note, report.by) == (note, by)
    assert run("unmark", "4", "--unit", "区政府办公室").code == 0
    assert path.read_text(encoding="utf-8") == LIST


def test_what_a_note_holds_is_shown_and_not_obeyed(run: Run, path: Path) -> None:
    result = run("mark", "4", "done", "--unit", "区政府办公室", "--note", "[red]x[/] <b> ${HOME} 甲\u2028乙")
    assert result.code == 0
    assert "[red]x[/] <b> ${HOME}" in result.out
    assert "\u2028" not in path.read_text(encoding="utf-8")
    assert last(path, 4, "区政府办公室").note == "[red]x[/] <b> ${HOME} 甲\u2028乙"


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day"), [("2024-06-14", "2024-06-14"), ("today", "2024-09-27"), ("yesterday", "2024-09-26")]
)
def test_the_day_of_a_report(run: Run, path: Path, said: str, day: str) -> None:
    assert run("mark", "4", "behind", "--unit", "区政府办公室", "--date", said).code == 0
    assert last(path, 4, "区政府办公室").date.isoformat() == day


def test_a_late_report_goes_to_its_place(run: Run, path: Path) -> None:
    for day in ("2024-06-13", "2024-06-14", "2024-06-15"):
        said = ("--date", day, "--note", f"补录{day}")
        assert run("mark", "2", "behind", "--unit", "区教体局", *said).code == 0
    made = [(report.date.day, report.note) for report in tasks(path)[2].progress["区教体局"]]
    assert made == [
        (13, "补录2024-06-13"),
        (14, "方案已印发"),
        (14, "补录2024-06-14"),
        (15, "补录2024-06-15"),
    ]


@pytest.mark.parametrize("day", ["2024-09-28", "2025-01-01", "9999-12-31"])
def test_a_day_that_has_not_come_is_refused(run: Run, path: Path, day: str) -> None:
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", "--date", day)


@pytest.mark.parametrize(
    "period", ["7d", "this-week", "last-month", "2024Q3", "tomorrow", "2024-02-30", "6.31", "6月", ""]
)
def test_a_period_is_no_day(run: Run, path: Path, period: str) -> None:
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", "--date", period)


def test_today_can_be_fixed(run: Run, path: Path) -> None:
    assert run("--today", "2024-10-08", "mark", "4", "behind", "--unit", "区政府办公室").code == 0
    assert last(path, 4, "区政府办公室").date.isoformat() == "2024-10-08"


# Words for statuses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "status"), [(word, str(status)) for status, words in ACCEPTED.items() for word in words.split()]
)
def test_the_offices_words(run: Run, path: Path, word: str, status: str) -> None:
    assert run("mark", "4", word, "--unit", "区政府办公室").code == 0
    assert str(last(path, 4, "区政府办公室").status) == status
    assert word not in added(path)[-1]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("word", ["Done", "in-progress", "IN_PROGRESS", "已完成。", " done "])
def test_tokens_in_other_spellings(run: Run, word: str) -> None:
    assert run("mark", "4", word, "--unit", "区政府办公室").code == 0


@pytest.mark.parametrize(
    ("number", "unit", "note", "status", "kept"),
    [
        ("2", "区教体局", None, "in_progress", "已完成并长期坚持"),
        ("2", "区教体局", "开放日已办3场", "in_progress", "已完成并长期坚持。开放日已办3场"),
        ("4", "区政府办公室", None, "done", None),
        ("4", "区政府办公室", "已印发", "done", "已印发"),
    ],
)
def test_done_and_goes_on(
    run: Run, path: Path, number: str, unit: str, note: str | None, status: str, kept: str | None
) -> None:
    said = () if note is None else ("--note", note)
    assert run("mark", number, "已完成并长期坚持", "--unit", unit, *said).code == 0
    report = last(path, int(number), unit)
    assert (str(report.status), report.note) == (status, kept)


@pytest.mark.parametrize(
    "word",
    [
        "基本完成",
        "阶段性完成",
        "拟完成",
        "80%",
        "完成80％",
        "已销号",
        "销号",
        "confirmed",
        "finished",
        "",
        "看情况",
    ],
)
def test_words_that_decide_nothing_are_refused(run: Run, path: Path, word: str) -> None:
    refused(run, path, "mark", "4", word, "--unit", "区政府办公室")


# Tasks and units ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "marked"),
    [
        ("4", [4]),
        ("1,4", [1, 4]),
        ("4,1", [4, 1]),
        ("1-4", [1, 2, 3, 4]),
        ("1-2,4,1", [1, 2, 4]),
        ("1，4、2", [1, 4, 2]),
        (" 1 , 2 - 4 ", [1, 2, 3, 4]),
    ],
)
def test_numbers_of_tasks(run: Run, path: Path, ids: str, marked: list[int]) -> None:
    result = run("mark", ids, "behind", "--overall", "--json")
    assert [row["id"] for row in json.loads(result.out)["changed"]] == marked
    assert [number for number, task in tasks(path).items() if task.overall] == sorted(marked)


@pytest.mark.parametrize(
    "ids",
    ["5", "1,5", "1-6", "0", "01", "-1", "1-", "4-1", "1,,2", "", "a", "５", "1.5", "1-99999", "9" * 30],
)
def test_numbers_that_name_no_task(run: Run, path: Path, ids: str) -> None:
    refused(run, path, "mark", "--overall", "--", ids, "done")


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("区教体局", ["区教体局"]),
        ("区教育体育局", ["区教体局"]),
        ("教体", ["区教体局"]),
        ("教育体育", ["区教体局"]),
        ("区政府各部门", ["区教体局", "区司法局", "区卫健委"]),
        ("有关部门", ["区教体局", "区司法局", "区卫健委"]),
    ],
)
def test_units_by_any_name(run: Run, path: Path, name: str, units: list[str]) -> None:
    result = run("mark", "2", "behind", "--unit", name, "--json")
    assert [row["unit"] for row in json.loads(result.out)["changed"]] == units
    assert all(str(last(path, 2, unit).status) == "behind" for unit in units)


@pytest.mark.parametrize("name", ["区文旅局", "局", "街道", "", "区教体局 ", "*"])
def test_names_that_mean_nobody_or_several(run: Run, path: Path, name: str) -> None:
    refused(run, path, "mark", "2", "done", "--unit", name)


def test_near_names_are_reported(run: Run, path: Path) -> None:
    assert "区教体局" in refused(run, path, "mark", "2", "done", "--unit", "区教委局").err
    assert "区卫健委" not in refused(run, path, "mark", "2", "done", "--unit", "局").err


def test_somebody_must_report(run: Run, path: Path) -> None:
    refused(run, path, "mark", "2", "done")
    refused(run, path, "mark", "2", "done", "--overall", "--unit", "区教体局")


def test_several_tasks_and_units_at_once(run: Run, path: Path) -> None:
    result = run("mark", "1,2", "behind", "-u", "司法", "-u", "卫健", "-u", "区司法局", "--json")
    made = [(row["id"], row["unit"]) for row in json.loads(result.out)["changed"]]
    assert made == [(number, unit) for number in (1, 2) for unit in ("区司法局", "区卫健委")]
    assert set(tasks(path)[1].progress) == {"区司法局", "区卫健委"}


def test_all_or_nothing(run: Run, path: Path) -> None:
    refused(run, path, "mark", "2,4", "done", "--unit", "区教体局")
    refused(run, path, "mark", "2", "done", "--unit", "区教体局", "--unit", "田东街道")
    refused(run, path, "mark", "2,5", "done", "--unit", "区教体局")


# Who may report -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_a_candidate_claims_a_task_by_reporting(run: Run) -> None:
    assert run("mark", "6", "in_progress", "--unit", "区卫健委").code == 0
    claimed = json.loads(run("list", "--unit", "区卫健委", "--json").out)
    assert [row["basis"] for row in claimed if row["id"] == 6] == ["reported"]


@pytest.mark.parametrize("unit", ["区政府办公室", "田东街道"])
def test_an_outsider_is_refused_with_who_owes_it(run: Run, path: Path, unit: str) -> None:
    assert "区政府各部门" in refused(run, path, "mark", "2", "done", "--unit", unit).err


def test_a_candidate_that_was_settled_out_is_sent_to_assign(run: Run, path: Path) -> None:
    line = "responsible: [有关部门]\n"
    settled = "            concerned: [区卫健委]\n            settled: 2024-03-01\n"
    path.write_text(LIST.replace(line, line + settled), encoding="utf-8")
    result = refused(run, path, "mark", "6", "done", "--unit", "区司法局")
    assert "govlist assign 6 --unit 区司法局" in result.err
    assert run("mark", "6", "behind", "--unit", "区卫健委").code == 0
    assert run("assign", "6", "区司法局").code == 0
    assert run("mark", "6", "behind", "--unit", "区司法局").code == 0


def test_a_unit_that_ended_is_sent_to_its_successor(run: Run, path: Path) -> None:
    ended = "区司法局, kind: department, until: 2024-06-30, successor: 区卫健委}"
    path.write_text(
        LIST.replace("区司法局, kind: department}", ended).replace("2024-07-05", "2024-06-05"), "utf-8"
    )
    assert "区卫健委" in refused(run, path, "mark", "2", "done", "--unit", "区司法局").err
    assert run("mark", "2", "behind", "--unit", "区司法局", "--date", "2024-06-30").code == 0


# What a report may hold ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        *("ftp://a/b", "javascript:alert(1)", "file:///etc/passwd", "http://", "https:///a", "mailto:a@b"),
        *("/etc/passwd", "C:\\a.pdf", "c:/a.pdf", "佐证\\a.pdf", "../a.pdf", "佐证/../../a.pdf", "", " "),
    ],
)
def test_evidence_that_leads_nowhere_is_refused(run: Run, path: Path, link: str) -> None:
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", "--evidence", link)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b[31m", "\r", "\x7f", "\x9b", "\u202e", "\udcff"])
@pytest.mark.parametrize("option", ["--note", "--by", "--evidence"])
def test_control_characters_are_refused(run: Run, path: Path, option: str, char: str) -> None:
    result = refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", option, f"甲{char}乙")
    assert "\x1b" not in result.err


@pytest.mark.parametrize("option", ["--note", "--by"])
@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_text_is_refused(run: Run, path: Path, option: str, text: str) -> None:
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", option, text)


# Again, and not really ----------------------------------------------------------------------------


def test_the_same_report_again_adds_nothing(run: Run, path: Path) -> None:
    said = ("mark", "1,4", "behind", "--overall", "--note", "抓紧办")
    assert run(*said).code == 0
    before = path.read_bytes()
    result = run(*said)
    assert (result.code, result.out) == (0, "")
    assert result.err
    assert path.read_bytes() == before
    assert json.loads(run(*said, "--json").out)["changed"] == []


@pytest.mark.usefixtures("path")
def test_what_is_there_already_does_not_keep_the_rest_back(run: Run) -> None:
    assert run("mark", "2", "behind", "--unit", "区卫健委").code == 0
    result = run("mark", "2", "behind", "--unit", "区政府各部门", "--json")
    assert [row["unit"] for row in json.loads(result.out)["changed"]] == ["区教体局", "区司法局"]


def test_a_dry_run_shows_all_and_writes_nothing(run: Run, path: Path) -> None:
    said = ("mark", "1,2", "behind", "--unit", "区教体局")
    dry = run(*said, "--dry-run")
    dry_json = run(*said, "--dry-run", "--json")
    assert path.read_text(encoding="utf-8") == LIST
    real = run(*said)
    assert (dry.code, dry.out) == (0, real.out)
    assert [row["id"] for row in json.loads(dry_json.out)["changed"]] == [1, 2]


# JSON, the office's own paragraph, warnings -------------------------------------------------------


def test_json(run: Run, path: Path) -> None:
    result = run("mark", "2", "done", "--unit", "教体", "--date", "2024-09-20", "--json")
    assert json.loads(result.out) == {
        "changed": [{"id": 2, "unit": "区教体局", "date": "2024-09-20", "status": "done"}],
        "left_out": [],
        "file": path.name,
    }


def test_the_offices_own_paragraph(run: Run, path: Path) -> None:
    result = run("mark", "2", "in_progress", "--overall", "--note", "3家已报", "--json")
    assert json.loads(result.out)["changed"] == [
        {"id": 2, "unit": None, "date": "2024-09-27", "status": "in_progress"}
    ]
    assert added(path) == ["overall:", "- {date: 2024-09-27, status: in_progress, note: 3家已报}"]
    assert [report.note for report in tasks(path)[2].overall] == ["3家已报"]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (("2", "done", "--unit", "区卫健委"), "standing-done-early"),
        (("4", "done", "--unit", "区政府办公室"), "done-without-evidence"),
        (("4", "behind", "--unit", "区政府办公室", "--date", "2020-01-01"), "report-out-of-year"),
    ],
)
def test_warnings_that_an_edit_brings_are_shown(run: Run, said: tuple[str, ...], rule: str) -> None:
    result = run("mark", *said)
    assert result.code == 0
    assert rule in result.err
    assert "no-owner" not in result.err
    assert rule not in run("mark", "1", "behind", "--overall").err


# Files that take no edit --------------------------------------------------------------------------


def test_a_closed_list_takes_nothing(run: Run, path: Path) -> None:
    path.write_text(f"closed: 2024-09-01\n{LIST}", encoding="utf-8")
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", code=3)
    refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", "--dry-run", code=3)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (LIST.replace("id: 6", "id: x"), "wrong-type"),
        (LIST.replace("2024-07-05", "2024-02-30"), "bad-date"),
        (f"{LIST}[", "syntax"),
        ("", "empty-value"),
    ],
)
def test_a_file_with_errors_takes_nothing(run: Run, path: Path, broken: str, rule: str) -> None:
    path.write_text(broken, encoding="utf-8")
    result = refused(run, path, "mark", "4", "done", "--unit", "区政府办公室", code=1)
    assert rule in result.err


def test_a_report_after_a_block_text_that_ends_the_file_without_a_newline(run: Run, path: Path) -> None:
    open_end = LIST + "            due_text: |\n              年底前"
    path.write_text(open_end, encoding="utf-8")
    assert run("validate", path).code == 0
    assert run("mark", "6", "done", "--overall").code == 0
    assert path.read_text(encoding="utf-8").startswith(open_end + "\n            overall:")
    assert run("unmark", "6", "--overall").code == 0
    assert path.read_text(encoding="utf-8") == open_end


def test_the_shipped_copy_is_not_written(run: Run, tmp_path: Path) -> None:
    shipped = load.shipped()
    refused(run, shipped, "--shipped", "mark", "19", "done", "--unit", "区政府办公室", code=3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", ["option", "variable"])
def test_a_missing_file_is_never_another_one(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    given: tuple[str, ...] = ("-f", "missing.yaml")
    if named == "variable":
        given = ()
        monkeypatch.setenv("GOVLIST_FILE", "missing.yaml")
    refused(run, path, *given, "mark", "4", "done", "--unit", "区政府办公室", code=3)


def test_a_folder_is_no_list(run: Run, path: Path, tmp_path: Path) -> None:
    refused(run, path, "-f", tmp_path, "mark", "4", "done", "--unit", "区政府办公室", code=3)


def test_the_list_is_found_from_below(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / "佐证" / "9月").mkdir(parents=True)
    monkeypatch.chdir(path.parent / "佐证" / "9月")
    assert run("mark", "4", "behind", "--unit", "区政府办公室").code == 0
    assert str(last(path, 4, "区政府办公室").status) == "behind"


# Slips of the hand -------------------------------------------------------------------------------


def test_numbers_may_be_full_width() -> None:
    assert arguments.read_ids("３") == [3]
    assert arguments.read_ids("４，６、９～１２") == [4, 6, 9, 10, 11, 12]


def test_number_and_status_swapped_are_reported(run: Run, path: Path) -> None:
    made = refused(run, path, "mark", "已完成", "1", "--unit", "教体局")
    assert "govlist mark 1 已完成" in made.err


def test_all_refusals_are_reported_at_once_each_with_its_remedy(run: Run, checklist: Checklist) -> None:
    units = "".join(f"  - {{name: 单位{n}, kind: department}}\n" for n in range(12))
    path = checklist(
        f"title: 清单\nyear: 2024\nunits:\n{units}"
        "groups:\n  - {name: 各单位, members: department, scope: every}\n"
        "sections:\n  - title: 公开\n    tasks:\n"
        "      - {id: 1, requirement: 公开, responsible: [各单位]}\n"
        "      - {id: 2, requirement: 公开, responsible: [单位0]}\n"
    )
    output = refused(run, path, "mark", "1,2", "done", "--unit", "单位1", "--unit", "单位2").err
    assert (output.count("错误："), output.count("办法：")) == (2, 2)
    assert "2024年" not in output
    output = refused(run, path, "mark", "1,2", "done", "--unit", "各单位").err
    assert output.count("错误：") == 10
    assert "另有1处" in output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--note", " "], "--note"),
        (["--by", ""], "--by"),
        (["--evidence", ""], "--evidence"),
        (["--evidence", "C:\\a.jpg"], "https://"),
    ],
)
def test_an_option_that_says_nothing_is_named(run: Run, path: Path, args: list[str], said: str) -> None:
    output = refused(run, path, "mark", "1", "done", "--unit", "教体局", *args).err
    assert said in output
    assert "办法：" in output


# Standing tasks at the end of the year --------------------------------------------------------------

STANDING = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
  - {name: 区卫健委, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 更新目录
        responsible: [各部门]
        standing: true
        progress:
          区教体局:
            - {date: 2024-09-10, status: in_progress, evidence: [a.pdf]}
          区司法局:
            - {date: 2024-09-10, status: behind}
      - id: 2
        requirement: 答复申请
        responsible: [区教体局, {unit: 区司法局, role: support}]
        standing: true
        progress:
          区教体局:
            - {date: 2024-09-10, status: in_progress}
          区司法局:
            - {date: 2024-09-10, status: in_progress}
      - id: 3
        requirement: 公开年报
        responsible: [区教体局, 区卫健委]
        progress:
          区教体局:
            - {date: 2024-09-10, status: in_progress}
      - id: 4
        requirement: 回应关切
        responsible: [有关部门]
        standing: true
        progress:
          区卫健委:
            - {date: 2024-09-10, status: done, evidence: [b.pdf]}
            - {date: 2024-09-12, status: in_progress, review: returned, note: 缺链接}
          区教体局:
            - {date: 2024-09-10, status: not_applicable}
"""
FINISHED = "- {date: 2024-12-31, status: done"


@pytest.fixture
def standing(checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list with standing tasks in all states, on the last day of its year."""
    monkeypatch.setenv("GOVLIST_TODAY", "2024-12-31")
    return checklist(STANDING)


def test_the_standing_tasks_of_a_unit_are_finished_at_once(run: Run, standing: Path) -> None:
    assert run("mark", "--standing", "--unit", "区教体局", "--note", "全年完成").code == 0
    assert added(standing, STANDING) == [
        f"{FINISHED}, note: 全年完成, evidence: [a.pdf]}}",
        f"{FINISHED}, note: 全年完成}}",
    ]
    assert last(standing, 3, "区教体局").status == "in_progress"


@pytest.mark.parametrize("word", [[], ["done"], ["已完成"]])
def test_those_of_all_units_without_what_is_not_in_progress(
    run: Run, standing: Path, word: list[str]
) -> None:
    made = run("mark", "--standing", *word, "--all-units", "--json")
    assert made.code == 0
    data = json.loads(made.out)
    assert [(row["id"], row["unit"]) for row in data["changed"]] == [(1, "区教体局"), (2, "区教体局")]
    assert data["left_out"] == [
        {"id": 1, "unit": "区司法局"},
        {"id": 1, "unit": "区卫健委"},
        {"id": 4, "unit": "区卫健委"},
    ]
    assert "区司法局" in made.err
    assert added(standing, STANDING) == [f"{FINISHED}, evidence: [a.pdf]}}", f"{FINISHED}}}"]
    assert json.loads(run("mark", "--standing", "--all-units", "--json").out)["changed"] == []


def test_the_preview_shows_the_same_and_writes_nothing(run: Run, standing: Path) -> None:
    dry = run("mark", "--standing", "--all-units", "--dry-run")
    assert standing.read_text(encoding="utf-8") == STANDING
    wet = run("mark", "--standing", "--all-units")
    assert (dry.code, dry.out) == (wet.code, wet.out) == (0, wet.out)
    assert dry.out.count("已完成") == 2


@pytest.mark.parametrize(
    "args",
    [
        *(["--standing"], ["--standing", "-u", "区教体局", "--all-units"], ["--standing", "--overall"]),
        *(["1", "--standing", "-u", "区教体局"], ["behind", "--standing", "-u", "区教体局"]),
        *(["1", "done", "--all-units"], ["1", "done", "-u", "区教体局", "--all-units"]),
        *([], ["1"], ["-u", "区教体局"], ["1", "-u", "区教体局"]),
        ["--standing", "--all-units", "--date", "2024-12-30"],
        ["--standing", "--all-units", "--date", "2025-01-01"],
        ["--standing", "--all-units", "--evidence", " "],
    ],
)
def test_what_standing_does_not_go_with(run: Run, standing: Path, args: list[str]) -> None:
    refused(run, standing, "mark", *args)


def test_closing_says_how_standing_tasks_are_finished(run: Run, standing: Path) -> None:
    before = run("close", "--dry-run").err
    assert "长期坚持3项次" in before
    assert "govlist mark --standing --all-units --dry-run" in before
    run("mark", "--standing", "--all-units")
    assert "长期坚持1项次" in run("close", "--dry-run").err
    assert standing.exists()


@pytest.mark.parametrize("words", [("教体局", "done"), ("done", "教体局")])
def test_a_unit_beside_the_status_is_told_from_it(run: Callable[..., Any], words: tuple[str, ...]) -> None:
    made = run("mark", "8", *words)
    assert (made.code, "--unit 教体局" in made.err, "--unit done" in made.err) == (2, True, False)
