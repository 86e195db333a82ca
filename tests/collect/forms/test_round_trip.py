"""Export the forms of all 19 units, fill them in, damage them in ten ways, collect: the reports are equal."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.returned import Filled, handed_out, read_list, reports

from govlist.model.checklist import Report
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import ACCEPTED
from govlist.validation.load import shipped

Run = Callable[..., Any]
TODAY = date(2024, 9, 27)
STATUSES = [(status, word) for status, words in ACCEPTED.items() for word in words.split()]
NOTES = (
    "已印发",
    '=HYPERLINK("http://x")',
    "＝1+1",
    "<script>alert(1)</script> | 列\n第二行\n\n第四行",
    "'引号 @甲 -1 010",
    "很长" * 5_000,
    None,
)
LINKS = ((), ("https://www.tja.gov.cn/a?b=1&c=2#d",), ("https://www.tja.gov.cn/1", "佐证/9月 定稿.pdf"))


def writings(day: date) -> list[Any]:
    """A day in different notations that people use."""
    return [
        f"{day:%Y-%m-%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        (day - date(1899, 12, 30)).days,
        datetime(day.year, day.month, day.day),
    ]


# Ten ways -----------------------------------------------------------------------------------------


def values(form: Filled) -> list[list[Any]]:
    """The rows below the header."""
    return [[cell.value for cell in row] for row in form.sheet.iter_rows(min_row=form.header + 1)]


def lay(form: Filled, rows: list[list[Any]]) -> None:
    """Replace the rows below the header."""
    first = form.header + 1
    form.sheet.delete_rows(first, form.sheet.max_row)
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            form.put(form.sheet.cell(number, column).coordinate, value)


def rows_sorted(form: Filled) -> None:
    lay(form, sorted(values(form), key=lambda row: str(row[2]), reverse=True))


def rows_filtered_and_hidden(form: Filled) -> None:
    form.sheet.auto_filter.add_filter_column(1, ["8"])
    for row in range(form.header + 2, form.sheet.max_row, 2):
        form.sheet.row_dimensions[row].hidden = True
    for column in "CDE":
        form.sheet.column_dimensions[column].hidden = True


def rows_deleted(form: Filled) -> None:
    """Delete what is not needed: titles, group headings, rows left empty, the hidden column."""
    status = form.column("status") - 1
    lay(form, [row for row in values(form) if row[status]])
    form.sheet.delete_cols(1)
    form.sheet.delete_rows(1, 2)


def rows_inserted(form: Filled) -> None:
    rows: list[list[Any]] = []
    for number, row in enumerate(values(form)):
        rows += [row, [None] * len(row)] if number % 2 else [row]
    rows[3:3] = [[None, "合计", None], [cell.value for cell in form.sheet[form.header]]]
    lay(form, rows)
    form.sheet.insert_rows(1, 3)
    form.put("B2", "填表须知")


def columns_added(form: Filled) -> None:
    form.sheet.insert_cols(form.column("status"), 2)
    column = form.column("status")
    for row in range(form.header, form.sheet.max_row + 1):
        form.put(form.sheet.cell(row, column - 1).coordinate, "分管领导" if row == form.header else "李某")
        form.put(
            form.sheet.cell(row, form.sheet.max_column + 1).coordinate, "备注" if row == form.header else None
        )


def columns_moved(form: Filled) -> None:
    grid = [list(row) for row in form.sheet.iter_rows(values_only=True)]
    order = random.Random(7).sample(range(len(grid[0])), len(grid[0]))
    for number, row in enumerate(grid, 1):
        for column, index in enumerate(order, 1):
            form.put(form.sheet.cell(number, column).coordinate, row[index])


def headers_renamed(form: Filled) -> None:
    words = {
        "序号": "编 号",
        "具体要求": "主要任务",
        "完成状态": "完成情况（下拉选择）",
        "进展情况": "落实情况*",
        "佐证材料": "佐证链接",  # as in the forms of earlier versions
        "填报人": "联系人：",
        "填报日期": "报送\n日期",
    }
    for cell in form.sheet[form.header]:
        form.put(cell.coordinate, words.get(str(cell.value), cell.value))


def sheets_renamed_and_moved(form: Filled) -> None:
    form.sheet.title = "Sheet1 (2)"
    form.book.worksheets[-1].title = "说明"
    form.book.move_sheet(form.sheet, 2)
    form.book.create_sheet("草稿", 0)["A1"] = "随手记"
    form.book.create_sheet("空")


def protection_taken_off_and_texts_reset(form: Filled) -> None:
    """Another program breaks requirements at other places and stores digits as numbers."""
    form.sheet.protection.disable()
    for number in form.tasks:
        place = form.place(number, "requirement")
        said = str(form.sheet[place].value)
        form.put(place, f" {said[:9]}\n{said[9:].replace('，', ',')}　")
        form.sheet[form.place(number, "number")] = number if number % 2 else f"第{number}项"


def identity_lost(form: Filled) -> None:
    """Copied into a new workbook by hand: the hidden sheet and the hidden column are gone."""
    form.sheet.delete_cols(1)
    for sheet in form.book.worksheets[1:]:
        form.book.remove(sheet)


WAYS: tuple[Callable[[Filled], None], ...] = (
    rows_sorted,
    rows_filtered_and_hidden,
    rows_deleted,
    rows_inserted,
    columns_added,
    columns_moved,
    headers_renamed,
    sheets_renamed_and_moved,
    protection_taken_off_and_texts_reset,
    identity_lost,
)


# Round trips --------------------------------------------------------------------------------------


def filled(path: Path, unit: str, seed: int) -> tuple[Filled, dict[tuple[int, str], tuple[Report, ...]]]:
    """A unit's workbook with two of three rows filled in, and the expected reports."""
    chance = random.Random(seed)
    form = Filled(handed_out(path, unit))
    view = View(read_list(path), TODAY)
    pairs = {pair.task.id: pair for pair in view.of_unit(unit)}
    expected = {}
    for number in chance.sample(form.tasks, len(form.tasks) * 2 // 3):
        status, word = chance.choice(STATUSES)
        day = TODAY - timedelta(days=chance.randrange(200))
        note, links = chance.choice(NOTES), chance.choice(LINKS)
        form.fill(
            number,
            status=word,
            progress=note,
            evidence=chance.choice(["\n", "；"]).join(links) or None,
            by="王某",
            date=chance.choice(writings(day)),
        )
        if not pairs[number].basis.owes:
            form.fill(number, date=None, applies="不涉及" if status is Status.NOT_APPLICABLE else "涉及")
        made = Report(date=day, status=status, note=note, evidence=links, by="王某")
        expected[number, unit] = (made,)
    return form, expected


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The shipped list: 19 units, no reports."""
    return Path(shutil.copy(shipped(), tmp_path / "checklist.yaml"))


@cache
def damaged() -> tuple[dict[str, bytes], dict[tuple[int, str], tuple[Report, ...]]]:
    """All units' workbooks by file name, filled in and damaged, and all reports in them."""
    files, expected = {}, {}
    for number, unit in enumerate(View(read_list(Path(shipped())), TODAY).units):
        form, made = filled(Path(shipped()), unit, number)
        WAYS[number % len(WAYS)](form)
        file = BytesIO()
        form.book.save(file)
        files[f"{number:02}{unit}.xlsx"] = file.getvalue()
        expected |= made
    return files, expected


@pytest.fixture
def returned() -> dict[tuple[int, str], tuple[Report, ...]]:
    """Those workbooks in the folder 回收; the reports that the list should have after collecting."""
    files, expected = damaged()
    Path("回收").mkdir()
    for name, data in files.items():
        (Path("回收") / name).write_bytes(data)
    return expected


def collect(run: Run, folder: str) -> dict[str, Any]:
    result = run("collect", folder, "--yes", "--json")
    assert result.code == 0, result.out[-3000:] + result.err
    return dict(json.loads(result.out))


def test_the_list_holds_exactly_what_was_filled_in(run: Run, path: Path, returned: Any) -> None:
    found = collect(run, "回收")
    assert (found["files"], found["problems"], found["known"]) == (19, [], 0)
    assert reports(path) == returned
    before = path.read_bytes()
    assert collect(run, "回收")["known"] == len(returned)
    assert path.read_bytes() == before


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_alone(run: Run, path: Path, way: Callable[[Filled], None]) -> None:
    form, expected = filled(path, "区教体局", 99)
    way(form)
    form.saved(Path("回收/区教体局.xlsx"))
    collect(run, "回收")
    assert reports(path) == expected


def test_several_ways_at_once(run: Run, path: Path) -> None:
    form, expected = filled(path, "区司法局", 5)
    for way in (
        columns_added,
        rows_inserted,
        protection_taken_off_and_texts_reset,
        rows_sorted,
        headers_renamed,
    ):
        way(form)
    form.saved(Path("回收/a.xlsx"))
    collect(run, "回收")
    assert reports(path) == expected


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_saved_as_comma_separated_values(run: Run, path: Path, encoding: str) -> None:
    form, expected = filled(path, "区教体局", 3)
    Path("回收").mkdir()
    with Path("回收/a.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        for row in form.sheet.iter_rows(values_only=True):
            writer.writerow(["" if value is None else str(value) for value in row])
    collect(run, "回收")
    assert reports(path) == expected


PLANTED = {
    "status-undecided": {"status": "基本完成"},
    "struck-off": {"status": "已销号"},
    "status-missing": {"progress": "已印发"},
    "future-date": {"status": "推进中", "date": "2024-09-28"},
    "bad-date": {"status": "推进中", "date": "上周五"},
    "bad-evidence": {"status": "已完成", "evidence": "file:///c:/a.pdf"},
    "control-character": {"status": "推进中", "progress": "甲\u2066乙"},
}
CELLS = {
    "status-missing": "status",
    "status-undecided": "status",
    "struck-off": "status",
    "future-date": "date",
    "bad-date": "date",
    "bad-evidence": "evidence",
    "control-character": "progress",
}


def test_every_planted_fault_is_named_by_its_cell(run: Run, path: Path) -> None:
    """Each fault in another unit's workbook, after the damage; nothing is written."""
    planted = set()
    for number, (rule, unit) in enumerate(zip(PLANTED, View(read_list(path), TODAY).units, strict=False)):
        form, _expected = filled(path, unit, number)
        way = (rows_sorted, rows_inserted, columns_added, sheets_renamed_and_moved)[number % 4]
        way(form)
        task = form.tasks[0]
        for key in ("status", "progress", "evidence", "date"):
            form.put(form.place(task, key), None)
        form.fill(task, **PLANTED[rule])
        name = f"{number:02}{unit}.xlsx"
        planted.add((name, form.sheet.title, form.place(task, CELLS[rule]), rule))
        form.saved(Path("回收") / name)
    before = path.read_bytes()
    result = run("collect", "回收", "--yes", "--json")
    assert (result.code, path.read_bytes()) == (1, before)
    found = json.loads(result.out)["problems"]
    assert {(Path(p["path"]).name, p["sheet"], p["cell"], p["rule"]) for p in found} == planted
    assert all(p["hint"] for p in found)


@pytest.mark.slow
def test_saved_by_libreoffice(run: Run, path: Path, returned: Any, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice here: soffice is not on the PATH")
    files = sorted(Path("回收").iterdir())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "存",
    ]
    done = subprocess.run([*command, *files], capture_output=True, timeout=300)
    if not list(Path("存").glob("*.xlsx")):
        pytest.skip(
            f"LibreOffice here opens no workbooks (is Calc installed?): {done.stderr.decode()[-200:]}"
        )
    assert len(list(Path("存").iterdir())) == 19
    found = collect(run, "存")
    assert found["problems"] == []
    assert reports(path) == returned
