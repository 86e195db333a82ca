"""Returned workbooks: exported by govlist, filled in by a script, modified, saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from govlist.collect.forms import xlsx
from govlist.model.checklist import Checklist, Report
from govlist.model.view import View
from govlist.validation import load

TODAY = date(2024, 9, 27)
HEADERS = {
    "key": "行标识",
    "number": "序号",
    "requirement": "具体要求",
    "applies": "是否涉及",
    "status": "完成状态",
    "progress": "进展情况",
    "evidence": "佐证材料",
    "by": "填报人",
    "date": "填报日期",
}


def read_list(path: Path) -> Checklist:
    """The list of a file, which must be without errors."""
    return _checked(path.read_bytes())


@lru_cache(maxsize=4)
def _checked(data: bytes) -> Checklist:
    loaded = load.check("checklist.yaml", data)
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def reports(path: Path) -> dict[tuple[int, str], tuple[Report, ...]]:
    """The reports of a list by task and unit."""
    return {
        (task.id, unit): reports
        for task in read_list(path).tasks()
        for unit, reports in task.progress.items()
    }


def handed_out(path: Path, unit: str, day: date = TODAY) -> bytes:
    """The workbook of a unit."""
    view = View(read_list(path), day).narrowed(units=(unit,), one=True)
    return xlsx.render(view)


class Filled:
    """A workbook to fill in. Cells are addressed by column key and task number."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(data))
        self.sheet: Worksheet = self.book.worksheets[0]

    @property
    def header(self) -> int:
        """The number of the header's row."""
        return next(row for row in range(1, 60) if HEADERS["status"] in [c.value for c in self.sheet[row]])

    def column(self, key: str) -> int:
        """The number of a column."""
        words = [cell.value for cell in self.sheet[self.header]]
        return words.index(HEADERS[key]) + 1

    def row(self, number: int) -> int:
        """The number of a task's row."""
        column = self.column("number")
        return next(
            row
            for row in range(self.header + 1, self.sheet.max_row + 1)
            if self.sheet.cell(row, column).value == str(number)
        )

    @property
    def tasks(self) -> list[int]:
        """The numbers of the tasks, from top to bottom."""
        column = self.column("number")
        values = [
            self.sheet.cell(row, column).value for row in range(self.header + 1, self.sheet.max_row + 1)
        ]
        return [int(value) for value in values if value and value.isdigit()]

    def place(self, number: int, key: str) -> str:
        """The reference of a cell: E7."""
        return self.sheet.cell(self.row(number), self.column(key)).coordinate

    def put(self, place: str, value: Any) -> None:
        """Type a value; a text is never a formula."""
        cell = self.sheet[place]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def fill(self, number: int, **values: Any) -> None:
        """Fill in a task's row; today by default."""
        filled: Mapping[str, Any] = {"date": "2024-09-27", **values}
        head, row = [cell.value for cell in self.sheet[self.header]], self.row(number)
        for key, value in filled.items():
            if value is not None:
                self.put(self.sheet.cell(row, head.index(HEADERS[key]) + 1).coordinate, value)

    def saved(self, path: Path) -> Path:
        """Write the workbook."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path


def table(path: Path, rows: list[list[Any]], sheet: str = "Sheet1") -> Path:
    """A plain workbook with these rows; texts are never formulas."""
    book = openpyxl.Workbook()
    made = book.worksheets[0]
    made.title = sheet
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = made.cell(number, column)
            cell.value = value
            if isinstance(value, str) and not value.startswith("=SUM"):
                cell.data_type = "s"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
