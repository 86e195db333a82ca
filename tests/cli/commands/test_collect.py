"""`collect`: what units filled in comes back into the list whole; every fault is named by its cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import PIL.Image
import pytest
from hypothesis import given, settings
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from tests.returned import Filled, handed_out, reports, table
from tests.strategies import LIST, texts

from govlist.base import i18n
from govlist.base.characters import CONTROL, INVISIBLE
from govlist.base.text import unified
from govlist.cli import console
from govlist.model.checklist import Report
from govlist.model.states import Status

Run = Callable[..., Any]
Checklist = Callable[..., Path]
UNIT = "区教体局"
TODAY = date(2024, 9, 27)
HEAD = ["序号", "主要任务", "牵头领导", "责任科室", "落实情况", "完成状态", "填报日期"]
OPEN_DAY = "组织开展“政府开放日”活动"


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST)


@pytest.fixture
def form(path: Path) -> Filled:
    """The workbook of 区教体局: it owes task 2 and is a candidate for 1, 3 and 6."""
    return Filled(handed_out(path, UNIT))


def collected(run: Run, *args: object, code: int = 0) -> dict[str, Any]:
    """What `collect --yes --json` says."""
    result = run("collect", *args, "--yes", "--json")
    assert result.code == code, result.err
    made: dict[str, Any] = json.loads(result.out)
    return made


def faults(
    run: Run, path: Path, *args: object, code: int = 1
) -> list[tuple[str, str | None, str | None, str]]:
    """The faults: file name, sheet, cell, rule. Nothing may have been written."""
    before = path.read_bytes()
    found = collected(run, *args, code=code)
    assert found["changed"] == []
    assert path.read_bytes() == before
    assert all(problem["message"] for problem in found["problems"])
    return [(Path(p["path"]).name, p["sheet"], p["cell"], p["rule"]) for p in found["problems"]]


def rules(run: Run, path: Path, *args: object, code: int = 1) -> list[str]:
    return [rule for _file, _sheet, _cell, rule in faults(run, path, *args, code=code)]


def last(path: Path, number: int, unit: str = UNIT) -> Report:
    return reports(path)[number, unit][-1]


# A workbook that was handed out -------------------------------------------------------------------


def test_a_row_becomes_a_report(run: Run, path: Path, form: Filled) -> None:
    evidence = "https://www.tja.gov.cn/a\nhttps://www.tja.gov.cn/b；佐证/9月.pdf"
    form.fill(
        2, status="已完成", progress="活动已举办", evidence=evidence, by="王某", date=datetime(2024, 9, 20)
    )
    found = collected(run, form.saved(Path("a.xlsx")))
    assert found == {
        "changed": [{"id": 2, "unit": UNIT, "date": "2024-09-20", "status": "done"}],
        "known": 0,
        "files": 1,
        "problems": [],
        "unread": [],
        "assumed": [],
        "merged": [],
        "blank": [],
        "doubts": [],
        "units": found["units"],
        "moved": [],
        "not_moved": [],
        "file": str(path),
    } | {"file": found["file"]}
    assert last(path, 2) == Report(
        date=date(2024, 9, 20),
        status=Status.DONE,
        note="活动已举办",
        evidence=("https://www.tja.gov.cn/a", "https://www.tja.gov.cn/b", "佐证/9月.pdf"),
        by="王某",
    )


def test_nothing_filled_in_is_no_report(run: Run, path: Path, form: Filled) -> None:
    form.fill(1, by="王某")
    form.fill(2, by="王某", evidence="——")
    before = path.read_bytes()
    assert collected(run, form.saved(Path("a.xlsx")))["changed"] == []
    assert path.read_bytes() == before


def test_returned_twice_adds_nothing_twice(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", date="2024-07-01")
    file = form.saved(Path("a.xlsx"))
    assert len(collected(run, file)["changed"]) == 1
    assert run("mark", "2", "done", "--unit", UNIT, "--note", "完").code == 0
    before = path.read_bytes()
    found = collected(run, file, file)
    assert (found["changed"], found["known"], found["files"]) == ([], 1, 1)
    assert path.read_bytes() == before


def test_a_late_return_goes_to_its_place(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="滞后", date="2024.3.5")
    collected(run, form.saved(Path("a.xlsx")))
    assert [report.date.month for report in reports(path)[2, UNIT]] == [3, 6]


def test_a_candidate_that_fills_in_owes_the_task(run: Run, path: Path, form: Filled) -> None:
    form.fill(1, applies="涉及", status="序时推进")
    form.fill(3, applies="不涉及", progress="无文件库")
    form.fill(6, status="不涉及")
    collected(run, form.saved(Path("a.xlsx")))
    assert last(path, 1).status is Status.IN_PROGRESS
    assert (last(path, 3).status, last(path, 3).note) == (Status.NOT_APPLICABLE, "无文件库")
    bases = {row["id"]: row["basis"] for row in json.loads(run("status", UNIT, "--json").out)["tasks"]}
    assert bases == {1: "reported", 2: "group"}
    form.fill(1, progress="x")  # once more, a day on which 3 has no basis any more
    found = collected(run, form.saved(Path("a.xlsx")))
    assert ([row["id"] for row in found["changed"]], found["known"]) == ([1], 2)


def test_what_is_done_and_goes_on_is_in_progress_on_a_standing_task(
    run: Run, path: Path, form: Filled
) -> None:
    form.fill(2, status="已完成并长期坚持", progress="制度已建立")
    collected(run, form.saved(Path("a.xlsx")))
    assert (last(path, 2).status, last(path, 2).note) == (Status.IN_PROGRESS, "已完成并长期坚持。制度已建立")


@pytest.mark.usefixtures("path")
def test_done_without_evidence_warns_as_mark_does(run: Run, form: Filled) -> None:
    form.fill(2, status="已完成")
    result = run("collect", form.saved(Path("a.xlsx")), "--yes")
    assert result.code == 0
    assert "done-without-evidence" in result.err


def test_two_days_are_two_reports(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", date="7月1日")
    copied = [form.sheet.cell(form.row(2), column).value for column in range(1, form.sheet.max_column + 1)]
    form.sheet.append(copied)
    form.put(form.sheet.cell(form.sheet.max_row, form.column("date")).coordinate, "8月1日")
    collected(run, form.saved(Path("a.xlsx")))
    assert [report.date.month for report in reports(path)[2, UNIT]] == [6, 7, 8]


NOTE = '=HYPERLINK("http://x")\n＝1+1 <script>alert(1)</script> | a\tb | ' + "很" * 10_000


@pytest.mark.parametrize(
    "note", [NOTE, "=1+1", "＝1+1", "'引号", "-1", "@a", "+1", "010", "1:30", " 空格 ", "无"]
)
def test_a_text_comes_back_as_it_was_typed(run: Run, path: Path, form: Filled, note: str) -> None:
    form.fill(2, status="推进中", progress=note)
    collected(run, form.saved(Path("a.xlsx")))
    assert last(path, 2).note == note


@settings(max_examples=25)
@given(note=texts())
def test_any_text_comes_back_or_is_refused(run: Run, checklist: Checklist, note: str) -> None:
    """A carriage return comes back as a line feed, a radical as its character; invisible characters are
    removed, and a control character is refused."""
    path = checklist(LIST)
    note = "".join(char for char in note if char == "\t" or char >= " " or char in "\r\n").replace("\x7f", "")
    note = note.translate({0xFFFE: None, 0xFFFF: None})
    file = table(Path("区教体局.xlsx"), [HEAD, [*ROW[:4], note, *ROW[5:]]])
    said = INVISIBLE.sub("", unified(note)).replace("\r\n", "\n").replace("\r", "\n")
    refused = bool(said.strip() and CONTROL.search(said))  # a lone U+0085 is a blank
    collected(run, file, code=int(refused))
    if refused:
        assert len(reports(path)[2, UNIT]) == 1
    else:
        assert last(path, 2).note == (said if said.strip() else None)


def test_the_ticked_box_is_the_status(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="□已完成 ☑推进中 □未启动", progress="已部署")
    collected(run, form.saved(Path("a.xlsx")))
    assert last(path, 2).status is Status.IN_PROGRESS


# Faults of a row ----------------------------------------------------------------------------------

ROW_FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "status missing": ({"progress": "已印发"}, "status", "status-missing"),
    "nearly done": ({"status": "基本完成"}, "status", "status-undecided"),
    "a share": ({"status": "80%"}, "status", "status-undecided"),
    "a number as a share": ({"status": 0.8}, "status", "bad-status"),
    "struck off": ({"status": "已销号"}, "status", "struck-off"),
    "no status": ({"status": "很好"}, "status", "bad-status"),
    "two boxes ticked": ({"status": "☑已完成 ☑推进中"}, "status", "bad-status"),
    "what only govlist says": ({"status": "退回重报"}, "status", "bad-status"),
    "no day": ({"status": "推进中", "date": "上周"}, "date", "bad-date"),
    "an impossible day": ({"status": "推进中", "date": "2024-02-30"}, "date", "bad-date"),
    "a day to come": ({"status": "推进中", "date": "2024-09-28"}, "date", "future-date"),
    "a day to come without a year": ({"status": "推进中", "date": "12月1日"}, "date", "future-date"),
    "another year": ({"status": "推进中", "date": "2023.6.14"}, "date", "date-out-of-year"),
    "day missing": ({"status": "推进中", "date": None}, "date", "date-missing"),
    "bidirectional control": (
        {"status": "推进中", "progress": "甲\u202e乙"},
        "progress",
        "control-character",
    ),
    "a path of one machine": (
        {"status": "已完成", "evidence": "C:\\佐证\\8月.pdf"},
        "evidence",
        "bad-evidence",
    ),
    "a scheme": ({"status": "已完成", "evidence": "javascript:alert(1)"}, "evidence", "bad-evidence"),
    "concerned and not": ({"status": "推进中", "applies": "不涉及"}, "status", "contradiction"),
    "concerned but not applicable": ({"status": "不涉及", "applies": "涉及"}, "status", "contradiction"),
    "concerned, no status": ({"applies": "涉及"}, "status", "status-missing"),
    "perhaps concerned": ({"status": "推进中", "applies": "看情况"}, "applies", "bad-status"),
    "requirement changed": ({"status": "推进中", "requirement": "做点什么"}, "number", "requirement-changed"),
}


@pytest.mark.parametrize("name", ROW_FAULTS)
def test_a_fault_is_named_by_its_cell(run: Run, path: Path, form: Filled, name: str) -> None:
    values, key, rule = ROW_FAULTS[name]
    form.fill(1, **values)
    found = faults(run, path, form.saved(Path("a.xlsx")))
    assert found == [("a.xlsx", "填报表", form.place(1, key), rule)]


def test_all_faults_are_reported_at_once(run: Run, path: Path, form: Filled) -> None:
    form.fill(1, status="基本完成", date="上周", evidence="/etc/passwd", progress="甲\u202e")
    form.fill(2, status="已完成", date="2024-09-28")
    found = faults(run, path, form.saved(Path("a.xlsx")))
    assert [(cell, rule) for _file, _sheet, cell, rule in found] == [
        (form.place(2, "date"), "future-date"),
        (form.place(1, "status"), "status-undecided"),
        (form.place(1, "date"), "bad-date"),
        (form.place(1, "evidence"), "bad-evidence"),
        (form.place(1, "progress"), "control-character"),
    ]


def test_a_row_without_a_number(run: Run, path: Path, form: Filled) -> None:
    row = form.sheet.max_row + 1
    form.put(form.sheet.cell(row, form.column("status")).coordinate, "推进中")
    form.put(form.sheet.cell(row, form.column("date")).coordinate, "2024-09-01")
    number = form.sheet.cell(row, form.column("number")).coordinate
    assert faults(run, path, form.saved(Path("a.xlsx"))) == [("a.xlsx", "填报表", number, "no-number")]
    form.put(number, "合计")
    assert rules(run, path, form.saved(Path("a.xlsx"))) == ["no-number"]
    form.put(number, "99")
    assert rules(run, path, form.saved(Path("a.xlsx"))) == ["unknown-task"]
    form.put(number, "4")
    assert rules(run, path, form.saved(Path("a.xlsx"))) == ["no-basis"]
    form.put(number, "第2项")
    assert len(collected(run, form.saved(Path("a.xlsx")))["changed"]) == 1


def test_rows_of_one_task_that_differ(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", progress="甲")
    form.sheet.append([form.sheet.cell(form.row(2), n).value for n in range(1, form.sheet.max_column + 1)])
    file = form.saved(Path("a.xlsx"))
    row = form.sheet.max_row
    form.put(form.sheet.cell(row, form.column("progress")).coordinate, "乙")
    other = form.saved(Path("b.xlsx"))
    place = form.sheet.cell(row, form.column("number")).coordinate
    assert faults(run, path, other) == [("b.xlsx", "填报表", place, "rows-differ")]
    assert len(collected(run, file)["changed"]) == 1  # the same twice is one


def test_files_of_one_unit_that_contradict(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", progress="甲")
    form.saved(Path("回收/a.xlsx"))
    form.fill(2, progress="乙")
    form.saved(Path("回收/b.xlsx"))
    assert faults(run, path, "回收") == [("b.xlsx", "填报表", form.place(2, "number"), "files-differ")]


def test_a_formula(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中")
    form.sheet[form.place(2, "progress")] = "=1+1"
    found = faults(run, path, form.saved(Path("a.xlsx")))
    assert found == [("a.xlsx", "填报表", form.place(2, "progress"), "formula")]


def test_a_picture_in_a_cell(run: Run, path: Path) -> None:
    """As WPS embeds it: the list cannot hold it, and its formula is no evidence."""
    text = '序号,完成状态,佐证材料,填报日期\n2,已完成,"=DISPIMG(""ID_1"",1)",2024-06-14\n'
    Path(f"{UNIT}.csv").write_text(text, encoding="utf-8")
    assert rules(run, path, f"{UNIT}.csv") == ["picture"]


def test_what_is_struck_through_is_no_report(run: Run, path: Path, form: Filled) -> None:
    """The whole row is one fault, at its first cell."""
    form.fill(2, status="已完成", progress="旧稿")
    for key in ("status", "progress"):
        form.sheet[form.place(2, key)].font = Font(strike=True)
    assert faults(run, path, form.saved(Path("a.xlsx"))) == [
        ("a.xlsx", "填报表", form.place(2, "status"), "struck-out")
    ]


@pytest.mark.usefixtures("path")
def test_what_is_in_no_cell_is_reported(run: Run, form: Filled) -> None:
    form.fill(2, status="推进中")
    form.sheet["K4"].comment = Comment("已更新12次", "甲")
    assert "K4 批注“已更新12次”" in run("collect", form.saved(Path("a.xlsx")), "--dry-run").err


@pytest.mark.usefixtures("path")
def test_pictures_on_a_sheet_are_reported(run: Run, form: Filled) -> None:
    form.fill(2, status="推进中")
    picture = BytesIO()
    PIL.Image.new("L", (9, 9)).save(picture, "png")
    form.sheet.add_image(Image(picture), "K4")
    file = form.saved(Path("a.xlsx"))
    assert "填报表 K4 图片" in run("collect", file, "--dry-run").err
    assert collected(run, file)["unread"] == [{"path": "a.xlsx", "what": "填报表 K4 图片"}]


def test_columns_sorted_apart_from_each_other(run: Run, path: Path, form: Filled) -> None:
    """Two against one: a number or key that went astray does not matter, but requirement and number do."""
    form.fill(2, status="推进中")
    form.put(form.place(2, "key"), form.sheet[form.place(1, "key")].value)
    assert len(collected(run, form.saved(Path("a.xlsx")))["changed"]) == 1
    form.fill(2, progress="x", key="")
    place = form.place(2, "number")
    form.put(place, "1")
    assert faults(run, path, form.saved(Path("a.xlsx"))) == [
        ("a.xlsx", "填报表", place, "requirement-changed")
    ]


# Faults of a file ---------------------------------------------------------------------------------


def test_a_workbook_of_another_list(run: Run, path: Path, form: Filled, checklist: Checklist) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    checklist(LIST.replace("year: 2024", "year: 2025"))
    assert faults(run, path, file) == [("a.xlsx", None, None, "other-list")]


@pytest.mark.usefixtures("path")
def test_a_list_that_has_grown_is_no_other(run: Run, form: Filled, checklist: Checklist) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    checklist(LIST.replace("id: 3,", "id: 33,").replace("数字化技术", "数字技术"))
    assert len(collected(run, file)["changed"]) == 1


def test_a_requirement_that_the_office_has_reworded(
    run: Run, path: Path, form: Filled, checklist: Checklist
) -> None:
    form.fill(2, status="推进中")
    file, place = form.saved(Path("a.xlsx")), form.place(2, "number")
    checklist(LIST.replace("组织开展", "每年组织"))
    assert faults(run, path, file) == [("a.xlsx", "填报表", place, "requirement-changed")]
    form.put(form.place(2, "requirement"), "")
    assert rules(run, path, form.saved(Path("a.xlsx"))) == ["requirement-changed"]


def test_rows_of_another_unit(run: Run, path: Path, form: Filled) -> None:
    other = Filled(handed_out(path, "区司法局"))
    form.put(form.place(2, "key"), other.sheet[other.place(2, "key")].value)
    form.fill(2, status="推进中")
    found = faults(run, path, form.saved(Path("a.xlsx")))
    assert found == [("a.xlsx", "填报表", form.place(2, "number"), "other-unit")]


def test_the_workbook_says_whose_it_is(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    assert rules(run, path, file, "--unit", "区司法局") == ["other-unit"]
    assert collected(run, file, "--unit", "教体")["changed"][0]["unit"] == UNIT


@pytest.mark.parametrize(
    ("name", "heading", "sheet"),
    [
        ("区司法局.xlsx", "填报单位：区司法局", None),
        ("区司法局.xlsx", None, None),
        ("司法局.xlsx", None, None),
        ("a.xlsx", "填报单位：区司法局", None),
        ("a.xlsx", "填报单位：没有的局", None),
        ("a.xlsx", None, "区司法局"),
    ],
)
def test_a_form_of_the_neighbour(
    run: Run, path: Path, form: Filled, name: str, heading: str | None, sheet: str | None
) -> None:
    """What a person sees names another unit than the form: nobody is recorded until somebody decides."""
    form.fill(2, status="推进中")
    if heading:
        form.put("B2", heading)
    form.sheet.title = sheet or form.sheet.title
    file = form.saved(Path(name))
    assert rules(run, path, file) == ["unit-unclear"]
    blank = Filled(handed_out(path, "区政府办公室")).saved(Path("b.xlsx"))
    assert rules(run, path, file, blank, "--unit", UNIT) == ["unit-unclear"]
    told = run("collect", file, "--dry-run").err
    assert f"隐藏工作表为{UNIT}" in told
    decided = (heading or name).removeprefix("填报单位：").removesuffix(".xlsx")
    if sheet or decided == "没有的局":
        decided = UNIT
    assert collected(run, file, "--unit", decided)["changed"][0]["unit"].endswith(decided)


def test_a_form_saved_as_csv_under_the_neighbours_name(run: Run, path: Path, form: Filled) -> None:
    """The hidden column comes with it; the decision holds for its rows too."""
    form.fill(2, status="推进中")
    lines = [[cell.value or "" for cell in row] for row in form.sheet.iter_rows(min_row=form.header)]
    file = Path("区司法局.csv")
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(lines)
    assert rules(run, path, file) == ["unit-unclear"]
    assert collected(run, file, "--unit", "区司法局")["changed"][0]["unit"] == "区司法局"


@pytest.mark.usefixtures("path")
def test_the_line_about_the_return_names_no_unit(run: Run, form: Filled) -> None:
    """It names the office; so may a title."""
    form.fill(2, status="推进中")
    form.put("B2", "")
    form.put("B3", "存为 .xlsx 格式，交回区政府办公室。")
    assert collected(run, form.saved(Path("区教体局.xlsx")))["changed"][0]["unit"] == UNIT


@pytest.mark.usefixtures("path")
def test_a_unit_that_has_got_a_new_name(run: Run, form: Filled) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    assert run("units", "rename", UNIT, "区教育局").code == 0
    assert collected(run, file)["changed"][0]["unit"] == "区教育局"


def test_a_workbook_of_a_newer_govlist(run: Run, path: Path, form: Filled) -> None:
    form.book.worksheets[-1]["B1"] = "2"
    assert rules(run, path, form.saved(Path("a.xlsx"))) == ["newer-form"]


def test_a_unit_that_the_list_does_not_know(run: Run, path: Path, form: Filled, checklist: Checklist) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    checklist(LIST.replace("区教体局", "区教委").replace("区教育体育局", "区教委会"))
    assert rules(run, path, file) == ["unknown-unit"]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"abc"]
)
def test_a_file_that_cannot_be_read(run: Run, path: Path, form: Filled, data: bytes) -> None:
    form.fill(2, status="推进中")
    file, bad = form.saved(Path("a.xlsx")), Path("b.xlsx")
    bad.write_bytes(data)
    assert faults(run, path, file, bad, code=3) == [("b.xlsx", None, None, "unreadable")]
    found = collected(run, file, bad, "--partial", code=3)
    assert [row["id"] for row in found["changed"]] == [2]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.txt"])
def test_a_file_that_cannot_be_read_is_named_once_with_its_remedy(run: Run, name: str) -> None:
    Path(name).write_bytes(b"\x89PNG")
    result = run("collect", name, "--yes")
    assert (result.code, result.err.count(name)) == (3, 1)
    assert "OCR" in result.err


@pytest.mark.usefixtures("path")
def test_a_file_in_which_nothing_is_filled_in_is_named(run: Run, form: Filled) -> None:
    form.fill(2, by="王某")
    form.saved(Path("空着的.xlsx"))
    ledger(Path("区司法局.csv.xlsx"), ROW)
    err = run("collect", "空着的.xlsx", "区司法局.csv.xlsx", "--dry-run").err
    assert "没有填报内容的文件：空着的.xlsx\n" in err


@pytest.mark.usefixtures("path")
def test_no_header(run: Run) -> None:
    result = run("collect", table(Path("a.xlsx"), [["甲", "乙"], [1, 2]]), "--yes")
    assert result.code == 1
    assert "no-header" in result.err
    assert "完成状态" in result.err
    assert "牵头领导" not in result.err


def test_a_closed_list(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中")
    file = form.saved(Path("a.xlsx"))
    assert run("close", "--yes").code == 0
    before = path.read_bytes()
    assert run("collect", file, "--yes").code == 3
    assert path.read_bytes() == before


def test_a_header_by_a_name_that_is_not_known(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", progress="甲")
    place = form.sheet.cell(form.header, form.column("progress")).coordinate
    form.put(place, "心得")
    assert faults(run, path, form.saved(Path("a.xlsx"))) == [("a.xlsx", "填报表", place, "missing-column")]


def test_a_status_under_a_name_that_is_not_known_is_not_overlooked(
    run: Run, path: Path, form: Filled
) -> None:
    form.fill(2, status="推进中")
    place = form.sheet.cell(form.header, form.column("status")).coordinate
    form.put(place, "办理状态")
    assert faults(run, path, form.saved(Path("a.xlsx"))) == [("a.xlsx", "填报表", place, "missing-column")]


# Ledgers made by hand -----------------------------------------------------------------------------


def ledger(path: Path, *rows: list[Any], title: str = "落实情况表", sheet: str = "Sheet1") -> Path:
    return table(path, [[title], HEAD, *rows], sheet)


ROW = [2, OPEN_DAY, "李某", "办公室", "已举办一次", "推进中", datetime(2024, 9, 1)]


@pytest.mark.parametrize(
    ("name", "title", "sheet"),
    [
        ("区教体局.xlsx", "落实情况表", "Sheet1"),
        ("1-区教育体育局（回收）.xlsx", "落实情况表", "Sheet1"),
        ("教体局.xlsx", "落实情况表", "Sheet1"),
        ("a.xlsx", "区教体局重点工作落实情况表", "Sheet1"),
        ("a.xlsx", "落实情况表", "区教体局"),
        ("a.xlsx", "区政府办公室印发 填报单位：区教体局", "Sheet1"),
    ],
)
def test_whose_a_ledger_is(run: Run, path: Path, name: str, title: str, sheet: str) -> None:
    collected(run, ledger(Path(name), ROW, title=title, sheet=sheet))
    assert last(path, 2) == Report(date=date(2024, 9, 1), status=Status.IN_PROGRESS, note="已举办一次")


def test_a_ledger_that_does_not_say_whose_it_is(run: Run, path: Path) -> None:
    assert faults(run, path, ledger(Path("a.xlsx"), ROW, ROW)) == [("a.xlsx", "Sheet1", None, "unit-missing")]
    file = ledger(Path("区教体局.xlsx"), ROW, title="区司法局台账")
    assert rules(run, path, file) == ["unit-unclear"]
    assert run("collect", file, "--yes", "--unit", "区政府各部门").code == 2
    assert run("collect", file, "--yes", "--unit", "没有的局").code == 2
    assert collected(run, file, "--unit", UNIT)["changed"][0]["unit"] == UNIT


def test_a_column_of_units(run: Run, path: Path) -> None:
    """An empty cell below a unit is the rest of a merged one."""
    rows = [
        ["填报单位", "序号", "具体要求", "完成状态", "进展情况"],
        ["区教体局", 2, OPEN_DAY, "推进中", "甲"],
        [None, 3, "完善政策文件库", "推进中", "乙"],
        ["区司法局", 2, OPEN_DAY, "滞后", "丙"],
        ["没有的局", 2, OPEN_DAY, "滞后", "丙"],
    ]
    file = table(Path("全区.xlsx"), rows)
    assert faults(run, path, file, "--date", "2024-09-20") == [("全区.xlsx", "Sheet1", "A5", "unknown-unit")]
    found = collected(run, file, "--date", "2024-09-20", "--partial", code=1)
    assert [(row["id"], row["unit"]) for row in found["changed"]] == [(2, UNIT), (3, UNIT), (2, "区司法局")]
    assert last(path, 3).date == date(2024, 9, 20)


def test_every_row_of_an_unknown_unit_is_named(run: Run, path: Path) -> None:
    """The fault is at the merged cell, once for all its rows."""
    rows = [
        ["填报单位", "序号", "完成状态", "填报日期"],
        ["没有的局", 2, "推进中", "2024-09-20"],
        [None, 3, "推进中", "2024-09-20"],
        ["区政府各部门", 2, "滞后", "2024-09-20"],
        ["没有的局", 2, "滞后", "2024-09-20"],
    ]
    assert [(cell, rule) for _file, _sheet, cell, rule in faults(run, path, table(Path("a.xlsx"), rows))] == [
        ("A2", "unknown-unit"),
        ("A4", "unit-unclear"),
        ("A5", "unknown-unit"),
    ]


def test_a_table_without_a_column_for_the_day(run: Run, path: Path) -> None:
    """As in the district's own ledger: reported once, and --date helps."""
    rows = [HEAD[:-1], ROW[:-1], [3, "完善政策文件库", "李某", "办公室", "已立项", "推进中"]]
    file = table(Path("区教体局.xlsx"), rows)
    assert faults(run, path, file) == [("区教体局.xlsx", "Sheet1", "A1", "date-missing")]
    assert len(collected(run, file, "--date", "2024-09-20")["changed"]) == 2


def test_a_sum_below_a_table_is_passed_over_a_remark_is_one_fault(run: Run, path: Path) -> None:
    file = ledger(Path("区教体局.xlsx"), ROW, ["备注", "", "", "", "共1项", "", ""])
    assert faults(run, path, file) == [("区教体局.xlsx", "Sheet1", "A4", "no-number")]
    file = ledger(Path("区教体局.xlsx"), ROW, ["合 计", "", "", "", "共1项", "", ""])
    assert len(collected(run, file)["changed"]) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_comma_separated_values(run: Run, path: Path, encoding: str, delimiter: str) -> None:
    cells = [HEAD, ["2", OPEN_DAY, "", "", '"\'=1+1\n第二行"', "推进中", "2024/9/1"]]
    text = "\r\n".join(delimiter.join(row) for row in cells)
    Path("区教体局.csv").write_bytes(text.encode(encoding))
    collected(run, "区教体局.csv")
    assert last(path, 2).note == "=1+1\n第二行"


def test_faults_in_comma_separated_values(run: Run, path: Path) -> None:
    text = ",".join(HEAD) + f"\n2,{OPEN_DAY},,,甲,80%,2024-09-01\n"
    Path("区教体局.csv").write_text(text, encoding="utf-8")
    assert faults(run, path, "区教体局.csv") == [("区教体局.csv", None, "F2", "status-undecided")]


def test_a_shortened_requirement_will_do_but_not_another(run: Run, path: Path) -> None:
    row = [2, "“政府开放日”活动", *ROW[2:]]
    assert len(collected(run, ledger(Path("区教体局.xlsx"), row))["changed"]) == 1
    assert rules(run, path, ledger(Path("区教体局.xlsx"), [2, "完成预算公开", *ROW[2:]])) == [
        "requirement-changed"
    ]


# Folders, questions -------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_a_folder(run: Run, form: Filled) -> None:
    form.fill(2, status="推进中")
    form.saved(Path("回收/下级/a.XLSX"))
    for name in ("~$a.xlsx", ".a.xlsx", ".隐藏/b.xlsx", "说明.doc", "旧.wps", "下级/公章.zip", "照片.jpg"):
        (Path("回收") / name).parent.mkdir(exist_ok=True)
        (Path("回收") / name).write_bytes(b"?")
    found = collected(run, "回收")
    assert (found["files"], len(found["changed"])) == (1, 1)
    err = run("collect", "回收", "--dry-run").err
    assert all(name in err for name in ("说明.doc", "旧.wps", "下级/公章.zip", "照片.jpg"))
    assert not any(name in err for name in ("~$a", ".a.xlsx"))
    Path("空").mkdir()
    assert run("collect", "空", "--yes").code == 3
    result = run("collect", "没有.xlsx", "--yes")
    assert (result.code, "没有文件" in result.err) == (3, True)
    assert run("collect", "回收/说明.doc", "--yes").code == 3


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_a_dry_run_writes_nothing(run: Run, path: Path, form: Filled, yes: tuple[str, ...]) -> None:
    form.fill(2, status="推进中", progress="甲")
    before = path.read_bytes()
    result = run("collect", form.saved(Path("a.xlsx")), "--dry-run", *yes)
    assert (result.code, path.read_bytes()) == (0, before)
    assert result.out.splitlines()[1].split() == ["09-27", UNIT, "2", OPEN_DAY, "序时推进", "序时推进", "甲"]


def test_in_a_pipe_nobody_can_be_asked(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中")
    before = path.read_bytes()
    result = run("collect", form.saved(Path("a.xlsx")))
    assert (result.code, result.out, path.read_bytes()) == (2, "", before)
    assert "--yes" in result.err


@pytest.mark.parametrize(("answer", "written"), [("y\n", 1), ("是\n", 1), ("n\n", 0), ("\n", 0), ("", 0)])
def test_the_answer_decides(
    run: Run, path: Path, form: Filled, monkeypatch: pytest.MonkeyPatch, answer: str, written: int
) -> None:
    monkeypatch.setattr(console, "can_ask", lambda: True)
    form.fill(2, status="推进中", progress="甲")
    before = path.read_bytes()
    result = run("collect", form.saved(Path("a.xlsx")), input=answer)
    assert result.code == 0
    assert result.out.count("甲") == 1  # shown once
    assert (path.read_bytes() != before) == bool(written)


def test_while_a_question_waits_others_may_write(
    run: Run, path: Path, form: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another has entered meanwhile stays, and is not entered twice."""

    def ask(_question: str) -> bool:
        entered = ("mark", "2", "推进中", "--unit", UNIT, "--note", "甲")
        assert run(*entered).code == 0
        assert run("mark", "4", "done", "--unit", "区政府办公室").code == 0
        return True

    monkeypatch.setattr(console, "can_ask", lambda: True)
    monkeypatch.setattr(console, "ask", ask)
    form.fill(1, status="推进中")
    form.fill(2, status="推进中", progress="甲")
    assert run("collect", form.saved(Path("a.xlsx"))).code == 0
    assert [report.note for report in reports(path)[2, UNIT]] == ["方案已印发", "甲"]
    assert {(1, UNIT), (4, "区政府办公室")} <= reports(path).keys()


def test_a_question_with_faults(run: Run, path: Path, form: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --partial only the correct rows are offered; the exit code reports the others."""
    monkeypatch.setattr(console, "can_ask", lambda: True)
    form.fill(1, status="基本完成")
    form.fill(2, status="推进中", progress="甲")
    file = form.saved(Path("a.xlsx"))
    assert run("collect", file, input="y\n").code == 1
    assert len(reports(path)[2, UNIT]) == 1
    assert run("collect", file, "--partial", input="y\n").code == 1
    assert last(path, 2).note == "甲"


def test_the_day_of_rows_without_one(run: Run, path: Path, form: Filled) -> None:
    form.fill(2, status="推进中", date=None)
    file = form.saved(Path("a.xlsx"))
    assert run("collect", file, "--yes", "--date", "2024-10-01").code == 2
    collected(run, file, "--date", "today")
    assert last(path, 2).date == TODAY


# Merged cells -------------------------------------------------------------------------------------


def merged(name: str, rows: list[list[Any]], *areas: str) -> Path:
    """A ledger with merged areas; the header is of `MERGED`."""
    file = table(Path(name), [MERGED, *rows])
    book = openpyxl.load_workbook(file)
    for area in areas:
        book.worksheets[0].merge_cells(area)
    book.save(file)
    return file


MERGED = ["序号", "具体要求", "完成状态", "进展情况", "佐证材料", "填报日期"]
LIBRARY = "完善政策文件库"
DAY = "2024-09-20"


def entered(run: Run, *args: object) -> list[int]:
    return [row["id"] for row in collected(run, *args)["changed"]]


@pytest.mark.parametrize(
    "areas", [("C2:C3",), ("C2:C3", "D2:D3"), ("C2:C3", "D2:D3", "E2:E3", "F2:F3")], ids=len
)
def test_a_merged_answer_counts_for_every_row(run: Run, path: Path, areas: tuple[str, ...]) -> None:
    rows = [[2, OPEN_DAY, "推进中", "均已部署", "a.pdf", DAY], [3, LIBRARY, None, "乙", None, DAY]]
    file = merged("区教体局.xlsx", rows, *areas)
    assert f"{'、'.join(areas)}：合并填写，按{UNIT}第2、3项分别登记" in run("collect", file, "--dry-run").err
    assert entered(run, file) == [2, 3]
    assert last(path, 3).status is Status.IN_PROGRESS
    assert last(path, 3).note == ("乙" if len(areas) == 1 else "均已部署")


def test_a_merged_answer_on_a_form(run: Run, path: Path, form: Filled) -> None:
    """It crosses the heading of another group of tasks, which is no row of a task."""
    form.fill(2, status="推进中", progress="均已部署")
    for key in ("status", "progress", "date"):
        column = form.column(key)
        form.sheet.merge_cells(None, form.row(2), column, form.row(form.tasks[2]), column)
    assert entered(run, form.saved(Path("a.xlsx"))) == form.tasks[:3]
    assert last(path, form.tasks[2]).note == "均已部署"


@pytest.mark.usefixtures("path")
def test_a_merged_block_of_one_task_is_one_report(run: Run) -> None:
    """The row was made taller by merging; an empty row in an area is no task."""
    rows = [[2, OPEN_DAY, "推进中", "甲", None, DAY], [], [3, LIBRARY, "推进中", "乙", None, DAY], ["小计"]]
    file = merged("区教体局.xlsx", rows, "A2:A3", "B2:B3", "C2:C3", "D2:D3", "C4:C5", "D4:D5")
    assert entered(run, file) == [2, 3]


@pytest.mark.parametrize("numbers", ["2、3", "2，3", "2和3", "第2、3项", "２、３", "2\n3"])
@pytest.mark.parametrize("areas", [(), ("A2:A3", "C2:C3", "D2:D3", "F2:F3")], ids=["a row", "merged"])
def test_several_numbers_in_a_cell(run: Run, path: Path, numbers: str, areas: tuple[str, ...]) -> None:
    rows = [[numbers, OPEN_DAY, "推进中", "甲", None, DAY], [None, LIBRARY]]
    assert entered(run, merged("区教体局.xlsx", rows[: 2 if areas else 1], *areas)) == [2, 3]
    assert last(path, 2) == last(path, 3)


@pytest.mark.usefixtures("path")
def test_a_merged_number_stands_for_the_rows_of_several_units(run: Run) -> None:
    rows = [
        ["单位", "序号", "完成状态", "填报日期"],
        ["区教体局", 2, "推进中", DAY],
        ["区司法局", None, "滞后", DAY],
    ]
    file = table(Path("全区.xlsx"), rows)
    book = openpyxl.load_workbook(file)
    book.worksheets[0].merge_cells("B2:B3")
    book.save(file)
    found = collected(run, file)["changed"]
    assert [(row["id"], row["unit"], row["status"]) for row in found] == [
        (2, UNIT, "in_progress"),
        (2, "区司法局", "behind"),
    ]


@pytest.mark.parametrize(
    ("rows", "areas", "expected"),
    [
        ([["2、99", OPEN_DAY, "推进中", "甲", None, DAY]], (), [("A2", "unknown-task")]),
        ([["2、3", "别的要求", "推进中", "甲", None, DAY]], (), [("A2", "requirement-changed")]),
        ([["2-3", None, "推进中", "甲", None, DAY]], (), [("A2", "no-number")]),
        (
            [[2, OPEN_DAY, "推进中", "甲", None, DAY], [None, LIBRARY]],
            ("A2:A3", "C2:C3", "F2:F3"),
            [("A2", "requirement-changed")],
        ),
        (
            [[2, OPEN_DAY, "推进中", "甲", "ftp://a", DAY], [3, LIBRARY]],
            ("C2:C3", "D2:D3", "E2:E3", "F2:F3"),
            [("E2", "bad-evidence")],
        ),
    ],
    ids=["no such task", "another requirement", "a range", "two requirements", "a fault once"],
)
def test_what_a_merged_cell_cannot_mean(
    run: Run,
    path: Path,
    rows: list[list[Any]],
    areas: tuple[str, ...],
    expected: list[tuple[str, str]],
) -> None:
    found = faults(run, path, merged("区教体局.xlsx", rows, *areas))
    assert [(cell, rule) for _file, _sheet, cell, rule in found] == expected


@pytest.mark.usefixtures("path")
def test_a_merged_area_that_covers_many_rows(run: Run) -> None:
    rows = [[2, OPEN_DAY, "推进中", "甲", None, DAY], [3, LIBRARY]]
    assert entered(run, merged("区教体局.xlsx", rows, "C2:C5000", "F2:F5000")) == [2, 3]


# Other formats ------------------------------------------------------------------------------------

LEDGER = [
    ["序号", "具体要求", "完成状态", "落实情况", "填报日期"],
    ["2", OPEN_DAY, "推进中", "已开放；接待群众；发布报道；回访；总结", "2024-09-20"],
]


def word_form(path: Path, rows: list[list[str]], *above: str) -> Path:
    """A Word document with a table, as units type it."""
    made = docx.Document()
    for text in above:
        made.add_paragraph(text)
    if rows:
        grid = made.add_table(len(rows), len(rows[0]))
        for row, texts_ in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts_, strict=True):
                cell.text = text
    made.save(str(path))
    return path


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.et", "ledger.ods"])
def test_older_workbooks_and_those_of_other_programs(checklist: Checklist, run: Run, name: str) -> None:
    path = checklist(
        "title: 清单\nyear: 2024\nunits: [{name: 区教体局, kind: d}]\ngroups: []\nsections:\n"
        "  - title: 一\n    tasks:\n"
        "      - {id: 1, requirement: 公开目录, responsible: [区教体局]}\n"
        "      - {id: 2, requirement: 公开年报, responsible: [区教体局]}\n"
    )
    data = Path(__file__).parents[2] / "documents" / "data" / name.replace(".et", ".xls")
    Path(name).write_bytes(data.read_bytes())
    result = run("collect", name, "--yes", "--partial")
    assert result.code == 1
    assert "struck-out" in result.err
    assert "请核对金额" in result.err
    assert "另附说明" in result.err
    found = {task: each for (task, _unit), (each,) in reports(path).items()}
    assert (found[1].date, found[1].status, found[1].note) == (
        date(2024, 6, 14),
        Status.DONE,
        "12,345.60万元",
    )
    assert found[1].evidence == ("https://example.gov.cn/a",)
    assert (found[2].date, found[2].note) == (date(2024, 9, 1), "62.5%")
    assert len(found) == 2


def test_a_table_in_a_word_document(path: Path, run: Run) -> None:
    word_form(Path("教体局.docx"), LEDGER, "2024年政务公开工作台账", "填报单位：区教体局")
    found = collected(run, "教体局.docx")
    assert len(found["changed"]) == 1
    (report,) = [each for each in reports(path)[2, UNIT] if each.date == date(2024, 9, 20)]
    assert report.note == LEDGER[1][3]
    word_form(Path("错.docx"), [LEDGER[0], ["2", OPEN_DAY, "快了", "", "2024-09-20"]], "填报单位：区教体局")
    (problem,) = collected(run, "错.docx", code=1)["problems"]
    assert (problem["rule"], problem["sheet"], problem["cell"]) == ("bad-status", "第1表", "C2")


def test_a_merged_answer_in_a_word_document_counts_for_each_row(path: Path, run: Run) -> None:
    rows = [[*LEDGER[0]], LEDGER[1], ["3", LIBRARY, "", "", ""]]
    made = docx.Document(str(word_form(Path("a.docx"), rows, "填报单位：区司法局")))
    grid = made.tables[0]
    for column in (2, 3, 4):
        grid.cell(1, column).merge(grid.cell(2, column))
    made.save("a.docx")
    result = run("collect", "a.docx", "--yes")
    assert result.code == 0, result.err
    assert {task for (task, unit), each in reports(path).items() if each[-1].note == LEDGER[1][3]} == {2, 3}
    assert "C2:C3" in result.err


def test_struck_out_text_in_a_word_document_is_left_out_and_named(path: Path, run: Run) -> None:
    made = docx.Document(str(word_form(Path("a.docx"), LEDGER, "填报单位：区教体局")))
    made.tables[0].cell(1, 3).paragraphs[0].add_run("计划撤销").font.strike = True
    made.save("a.docx")
    result = run("collect", "a.docx", "--yes")
    assert result.code == 0, result.err
    assert reports(path)[2, UNIT][-1].note == LEDGER[1][3]
    (said,) = [line for line in result.err.splitlines() if "计划撤销" in line]
    assert said.startswith("a.docx：第1表第2行")


def test_a_letter_beside_the_forms_is_no_fault(run: Run, path: Path) -> None:
    assert path.exists()
    Path("回收").mkdir()
    word_form(Path("回收/教体局.docx"), LEDGER, "填报单位：区教体局")
    word_form(Path("回收/关于报送进展的函.docx"), [], "现将有关情况报送如下。")
    result = run("collect", "回收", "--yes")
    assert result.code == 0
    assert "没有填报内容" in result.err
    assert "关于报送进展的函.docx" in result.err


@pytest.mark.parametrize("mark", [",", ";", "\t", "；"])
def test_the_header_of_a_csv_file_decides_its_delimiter(run: Run, path: Path, mark: str) -> None:
    """Notes hold more semicolons than there are commas between cells."""
    text = StringIO()
    csv.writer(text, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(LEDGER)
    Path("教体局.csv").write_text(
        text.getvalue().replace("；", ";") if mark != "；" else text.getvalue(), "utf-8"
    )
    assert len(collected(run, "教体局.csv")["changed"]) == 1
    assert path.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("扫描.jpg", b"\xff\xd8\xff\xe0", "OCR"),
        ("扫描.xlsx", b"\x89PNG\r\n", "OCR"),
        ("表.xlsb", b"PK", "另存"),
        ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存"),
        ("表.pdf", b"%PDF-1.4\n", ".xlsx"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    run: Run, path: Path, name: str, data: bytes, words: str
) -> None:
    assert path.exists()
    Path(name).write_bytes(data)
    result = run("collect", name, "--yes")
    assert result.code == 3
    assert words in result.err


# Headings, sheets, days without a year ------------------------------------------------------------

ROUNDS = "\nrounds: [2024-03-31, 2024-06-30, 2024-09-20]\nsections:"
SHORT_HEAD = ["序号", "完成状态", "落实情况", "填报日期"]
TITLES = [["田家庵区政务公开工作推进情况表"], ["（2024年第三季度）"], ["填报单位：区教体局"]]


def book(name: str, **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets; a sheet whose name begins with 隐 is hidden."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title.startswith("隐") else "visible"
    made.save(name)
    return Path(name)


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("titles", [[], TITLES])
def test_a_header_of_two_rows(run: Run, path: Path, titles: list[list[Any]], *, is_merged: bool) -> None:
    rows = [
        ["序号", "具体要求", "落实情况", None, None, "备注"],
        [None, None, "完成状态", "进展情况", "填报日期"],
        [2, OPEN_DAY, "推进中", "已印发通知", "2024-09-20"],
        [3, LIBRARY, "已完成", "已上线", "2024-09-21"],
    ]
    file = book("区司法局.xlsx", 表=[*titles[:2], *rows])
    if is_merged:
        made = openpyxl.load_workbook(file)
        top = len(titles[:2]) + 1
        for column in "ABF":
            made.worksheets[0].merge_cells(f"{column}{top}:{column}{top + 1}")
        made.worksheets[0].merge_cells(f"C{top}:E{top}")
        made.save(file)
    assert len(collected(run, file)["changed"]) == 2
    assert reports(path)[3, "区司法局"][-1].note == "已上线"


def test_a_header_below_three_lines_of_titles(run: Run, path: Path) -> None:
    rows = [*TITLES, ["序号", "完成状态", "落实情况", "填报日期"], [2, "推进中", "甲", "2024-09-20"]]
    collected(run, book("表.xlsx", 表=rows))
    assert reports(path)[2, UNIT][-1].note == "甲"


def test_two_tables_with_other_columns_in_one_sheet(run: Run, path: Path) -> None:
    rows = [
        ["序号", "完成状态", "落实情况", "填报日期"],
        [2, "推进中", "甲", "2024-09-20"],
        [None],
        ["附件2"],
        ["序号", "填报日期", "进展情况", "完成状态"],
        [3, "2024-09-21", "乙", "已完成"],
    ]
    collected(run, book("区司法局.xlsx", 表=rows))
    assert [reports(path)[task, "区司法局"][-1].note for task in (2, 3)] == ["甲", "乙"]


def test_several_sheets_and_what_is_not_read_of_them(run: Run, path: Path) -> None:
    """A summary that repeats the sheets adds nothing; a hidden form and a sheet without a table are named."""
    head = SHORT_HEAD
    first, second = [2, "推进中", "甲", "2024-09-20"], [3, "已完成", "乙", "2024-09-21"]
    file = book(
        "区司法局.xlsx",
        一=[head, first],
        二=[head, second],
        汇总=[["汇总"], head, first, second],
        隐去年=[head, [2, "已完成", "丙", "2024-03-20"]],
        通讯录=[["张三", "电话"]],
    )
    result = run("collect", file, "--yes")
    assert result.code == 0, result.err
    assert "隐去年（隐藏）、通讯录" in result.err
    assert [reports(path)[task, "区司法局"][-1].note for task in (2, 3)] == ["甲", "乙"]
    assert "丙" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("is_first", [True, False])
def test_a_summary_with_fewer_columns_adds_nothing(run: Run, path: Path, is_first: bool) -> None:
    form = [[*SHORT_HEAD, "佐证材料", "填报人"], [2, "推进中", "甲", "2024-09-20", "a.pdf", "王某"]]
    summary = [SHORT_HEAD, [2, "推进中", "甲", "2024-09-20"]]
    sheets = {"汇总": summary, "表": form} if is_first else {"表": form, "汇总": summary}
    assert len(collected(run, book("区司法局.xlsx", **sheets))["changed"]) == 1
    report = reports(path)[2, "区司法局"][-1]
    assert (report.note, report.evidence, report.by) == ("甲", ("a.pdf",), "王某")


def test_a_summary_that_says_something_else_is_a_fault(run: Run, path: Path) -> None:
    form = [[*SHORT_HEAD, "填报人"], [2, "推进中", "甲", "2024-09-20", "王某"]]
    file = book("区司法局.xlsx", 表=form, 汇总=[SHORT_HEAD, [2, "推进中", "乙", "2024-09-20"]])
    assert rules(run, path, file) == ["rows-differ"]


def unread(run: Run, file: Path) -> list[str]:
    return [each["what"] for each in collected(run, file)["unread"]]


@pytest.mark.usefixtures("path")
def test_what_stands_beside_and_below_the_table_is_named(run: Run) -> None:
    rows = [
        ["区司法局台账"],
        ["第9项不再办理。"],
        ["序号", "主要任务", "完成状态", "进展情况", "填报日期", "备注", "科室意见"],
        ["一、主动公开"],
        [2, None, "推进中", "甲", "2024-09-20", "实际停工", "同意", "旁注"],
        [3, None, "推进中", "乙", "2024-09-20", "无"],
        ["合计", None, None, "2项"],
        [None, "说明：第4项已取消"],
    ]
    assert unread(run, book("区司法局.xlsx", 表=rows)) == [
        "表 G3“科室意见”",
        "“第9项不再办理。”",
        "表 F5“实际停工”",
        "表 H5“旁注”",
        "表 B8“说明：第4项已取消”",
    ]


@pytest.mark.usefixtures("path")
def test_titles_of_a_second_table_are_no_remarks(run: Run) -> None:
    rows = [
        SHORT_HEAD,
        [2, "推进中", "甲", "2024-09-20"],
        ["附件2"],
        ["序号", "填报日期", "进展情况", "完成状态"],
    ]
    assert unread(run, book("区司法局.xlsx", 表=[*rows, [3, "2024-09-21", "乙", "已完成"]])) == []


@pytest.mark.usefixtures("path")
def test_many_texts_beside_a_table_are_counted(run: Run) -> None:
    rows = [SHORT_HEAD, [2, "推进中", "甲", "2024-09-20", *(f"注{n}" for n in range(12))]]
    error = run("collect", book("区司法局.xlsx", 表=rows), "--dry-run").err
    assert "表 N2“注9”等12处" in error
    assert "注10" not in error


@pytest.mark.usefixtures("path")
def test_paragraphs_and_other_tables_of_a_document_are_named(run: Run) -> None:
    document = docx.Document()
    document.add_paragraph("填报单位：区司法局")
    for rows in ([SHORT_HEAD, ["2", "推进中", "甲", "2024-09-20"]], [["附表"], ["经费3万元"]]):
        made = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for cell, text in zip(made.rows[number].cells, row, strict=True):
                cell.text = text
    document.add_paragraph("另：第4项已完成。")
    document.save("区司法局.docx")
    assert unread(run, Path("区司法局.docx")) == ["第2表“附表”", "“另：第4项已完成。”"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.usefixtures("path")
def test_nothing_of_a_form_itself_is_named_as_unread(run: Run, form: Filled, language: str) -> None:
    form.fill(2, status="推进中", date="2024-09-20")
    file = form.saved(Path("a.xlsx"))
    i18n.use(language)
    assert unread(run, file) == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("9.25", date(2024, 9, 25)), ("9-25", date(2024, 9, 25)), ("9/25", date(2024, 9, 25)),
        ("25日", date(2024, 9, 25)), ("９．２５", date(2024, 9, 25)), ("25号", date(2024, 9, 25)),
        ("8.15", date(2024, 8, 15)),  # none since the last round: in that round
        (9.2, None), ("9.2", None), ("9.20", date(2024, 9, 20)),  # the number 9.2 may be typed as 9.20
        ("15日", None), ("3.20", None), ("9.31", None), ("25", None), ("13.1", None),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_taken_if_only_one_fits_the_round(
    checklist: Checklist, run: Run, value: Any, day: date | None
) -> None:
    path = checklist(LIST.replace("\nsections:", ROUNDS, 1))
    file = book(
        "区司法局.xlsx", 表=[["序号", "完成状态", "落实情况", "填报日期"], [2, "推进中", "甲", value]]
    )
    result = run("collect", file, "--dry-run")
    if day is None:
        assert (result.code, "bad-date" in result.err) == (1, True)
    else:
        assert result.code == 0, result.err
        assert f"D2：“{value}”按2024年{day.month}月{day.day}日登记" in result.err
        collected(run, file)
        assert reports(path)[2, "区司法局"][-1].date == day


def test_a_day_that_may_be_several_names_them(checklist: Checklist, run: Run) -> None:
    checklist(LIST.replace("\nsections:", ROUNDS, 1))
    file = book(
        "区司法局.xlsx", 表=[["序号", "完成状态", "落实情况", "填报日期"], [2, "推进中", "甲", "15日"]]
    )
    err = run("collect", file, "--dry-run").err
    assert "2024年8月15日、2024年9月15日" in err


@pytest.mark.parametrize(
    ("code", "value", "note"),
    [
        ('#,##0.00"万元"', 12345.6, "12,345.60万元"),
        ('yyyy"年"m"月"', 45550, "2024年9月"),
        ('"第"000"号"', 7, "第007号"),
        ("hh:mm", 14.5 / 24, "14:30"),
        ("0.0%", 0.855, "85.5%"),
        ("yyyy/m/d", 45550, "2024/9/15"),
        ("m/d", 45550, "9/15"),
    ],
)
def test_a_number_is_taken_as_its_cell_shows_it(
    run: Run, path: Path, code: str, value: float, note: str
) -> None:
    file = table(Path("区教体局.xlsx"), [HEAD, [*ROW[:4], value, *ROW[5:]]])
    book = openpyxl.load_workbook(file)
    book.worksheets[0].cell(2, 5).number_format = code
    book.save(file)
    collected(run, file)
    assert last(path, 2).note == note


def test_radicals_and_invisible_characters_are_mended(run: Run, path: Path) -> None:
    """They hide neither the unit nor the task nor the status."""
    row = ["２", "组织开展“政府开放⽇”活动", "", "", "⺠生\u200b已办", "推\u200b进中", "２０２４－０９－０１"]
    collected(run, table(Path("区教体局.xlsx"), [HEAD, row]))
    assert last(path, 2).note == "民生已办"
    Path("区教体局.csv").write_text(
        "序号,完成状态,进展情况,填报日期\n3,推进中,甲_x000D_乙,2024-09-01\n", "utf-8"
    )
    collected(run, "区教体局.csv")
    assert last(path, 3).note == "甲乙"


def test_who_is_missing(run: Run, checklist: Checklist, form: Filled) -> None:
    """The round is that of today, or the one asked for; earlier reports count."""
    checklist(LIST.replace("\nsections:", ROUNDS, 1))
    form.fill(2, status="推进中", date="2024-06-25")
    file = form.saved(Path("a.xlsx"))
    result = run("collect", file, "--dry-run", "--expect", "2024-06-30")
    assert result.code == 0, result.err
    assert "二季度：已交" in result.err.splitlines()[-1]
    before = collected(run, file, "--expect", "2024-06-30")["units"]
    assert before["round"] == "2024-06-30"
    assert UNIT in before["reported"]
    assert UNIT not in before["missing"]
    again = collected(run, file, "--expect", "2024-06-30")
    assert (again["changed"], again["units"]) == ([], before)
    later = collected(run, file, "--expect", "2024-09-20")["units"]
    assert UNIT in later["missing"]
    assert later["missing"]
    assert f"未交{len(later['missing'])}家：" in run("collect", file, "--yes", "--expect", "2024-09-20").err
    refused = run("collect", file, "--yes", "--expect", "2024-05-01")
    assert refused.code == 2
    assert "2024-03-31、2024-06-30、2024-09-20" in refused.err
