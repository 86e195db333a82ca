"""The form of a unit as a workbook 【任务分解表】: its tasks, cells for its reports, instructions.

Obligations, candidates and support are separate groups of rows. A hidden column and a hidden sheet identify
the list, the unit and the task of each row for `collect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from govlist.base.i18n import _
from govlist.base.text import chinese_number
from govlist.collect._identity import GUIDE, identify
from govlist.collect.forms import _guide, _identity, _look
from govlist.collect.forms._columns import Column, choices, columns
from govlist.content.letters import Letter
from govlist.documents.paper.workbook import saved
from govlist.model.checklist import Basis
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.model.words import day

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SUFFIX = ".xlsx"
HEADER = 4
"""The row of the header, below the title, a line about the form, and one about its return."""


def render(view: View, letter: Letter | None = None) -> bytes:
    """The form of the only unit in the view, with what is known of its return."""
    unit = view.one or ""
    title = _("{title}: reporting form").format(title=view.checklist.title.removesuffix("清单"))
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = _("Form")
    back = _guide.how_to_return(view, letter or Letter())
    _Form(sheet, view).write(title, back)
    _guide.write(workbook, view, _(GUIDE), back)
    _identity.write(workbook, identify(view.checklist, unit))
    return saved(workbook, f"{unit} {title}", view.day, auto_height=True)


def groups(pairs: Sequence[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    """The pairs grouped by the unit's part in them, each group with its heading."""
    owed = [pair for pair in pairs if pair.basis.owes]
    open_ = [pair for pair in pairs if pair.basis is Basis.CANDIDATE]
    support = [pair for pair in pairs if pair.basis is Basis.SUPPORT]
    labelled = (
        (_("owed ({n} tasks)"), owed),
        (_("to be settled ({n} tasks): first choose whether the task concerns the unit"), open_),
        (_("in support ({n} tasks): fill in if there is something to report"), support),
    )
    found = [(text.format(n=len(each)), each) for text, each in labelled if each]
    for number, (text, each) in enumerate(found, 1):
        yield f"{chinese_number(number)}、{text}", each


class _Form:
    """The sheet, written row by row."""

    def __init__(self, sheet: Worksheet, view: View) -> None:
        self.sheet = sheet
        self.view = view
        self.pairs = list(view.of_unit(view.one or ""))
        self.columns = columns(view, self.pairs)
        self.places: dict[tuple[str, ...], list[str]] = {}
        """The cells of each list of choices."""

    def write(self, title: str, back: str) -> None:
        """The whole sheet."""
        self._frame(title, back)
        row = HEADER + 1
        for heading, pairs in groups(self.pairs):
            self._band(row, heading)
            for offset, pair in enumerate(pairs, 1):
                self._pair(row + offset, pair)
            row += len(pairs) + 1
        last = max(row - 1, HEADER)
        for words, cells in self.places.items():
            self._choose(words, cells)
        self._page(last)

    def _frame(self, title: str, back: str) -> None:
        sheet, width = self.sheet, len(self.columns)
        _look.put(sheet, 1, 2, title).font = _look.font(18, face=_look.HEAD)
        remarks = _(
            "reporting unit: {unit}; as of {day}; fill in only the coloured cells, see the next sheet"
        )
        if not self.pairs:
            remarks = _("reporting unit: {unit}; as of {day}; the unit has no task in this list")
        remarks = remarks.format(unit=self.view.one or "", day=day(self.view.day))
        for row, text in ((2, remarks), (3, back)):
            _look.put(sheet, row, 2, text).font = _look.font(11, color="FF3E4A59")
        for row, height in ((1, 38), (2, 20), (3, 22), (HEADER, 28)):
            sheet.row_dimensions[row].height = height
        for number in range(2, width + 1):
            for row in range(1, HEADER):
                sheet.cell(row, number).alignment = _look.ACROSS
        for index, column in enumerate(self.columns, 1):
            cell = _look.put(sheet, HEADER, index, column.header)
            cell.font, cell.fill = _look.font(11, face=_look.HEAD), _look.TOP
            cell.alignment, cell.border = _look.placed(centred=True), _look.LINES
            letter = get_column_letter(index)
            sheet.column_dimensions[letter].width = column.width
            sheet.column_dimensions[letter].hidden = column.key == "key"

    def _band(self, row: int, heading: str) -> None:
        for index in range(2, len(self.columns) + 1):
            cell = _look.put(self.sheet, row, index, heading) if index == 2 else self.sheet.cell(row, index)
            cell.font, cell.fill = _look.font(11, face=_look.HEAD), _look.BAND
            cell.alignment, cell.border = _look.placed(wrap=False), _look.RULES
        self.sheet.row_dimensions[row].height = 24

    def _pair(self, row: int, pair: Pair) -> None:
        texts = [column.shown(self.view, pair) if column.shown else "" for column in self.columns]
        sizes = [column.width for column in self.columns]
        self.sheet.row_dimensions[row].height = _look.height(list(zip(texts, sizes, strict=True))[1:])
        for index, (column, text) in enumerate(zip(self.columns, texts, strict=True), 1):
            cell = self.sheet.cell(row, index)
            if column.shown is not None:
                _look.put(self.sheet, row, index, text)
            elif column.key != "applies" or pair.basis is Basis.CANDIDATE:
                self._to_fill(row, index, column, pair)
            cell.font, cell.border = _look.font(), _look.LINES
            cell.alignment = _look.placed(centred=column.centred, wrap=column.wrapped)

    def _to_fill(self, row: int, index: int, column: Column, pair: Pair) -> None:
        cell = self.sheet.cell(row, index)
        cell.fill, cell.protection = _look.FILL, _look.OPEN
        cell.number_format = _look.DAY if column.key == "date" else _look.TEXT
        words = {"status": choices(pair), "applies": ("涉及", "不涉及")}.get(column.key)
        if words:
            self.places.setdefault(words, []).append(cell.coordinate)

    def _choose(self, words: tuple[str, ...], cells: list[str]) -> None:
        validation = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        validation.error, validation.errorTitle = _("Choose an entry of the list."), _("not in the list")
        validation.showErrorMessage, validation.errorStyle = True, "stop"
        for cell in cells:
            validation.add(cell)
        self.sheet.add_data_validation(validation)

    def _page(self, last: int) -> None:
        sheet, letter = self.sheet, get_column_letter(len(self.columns))
        first = next(i for i, column in enumerate(self.columns, 1) if column.key == "requirement")
        sheet.freeze_panes = f"{get_column_letter(first + 1)}{HEADER + 1}"
        sheet.auto_filter.ref = f"A{HEADER}:{letter}{last}"
        sheet.print_title_rows = f"{HEADER}:{HEADER}"
        sheet.print_area = f"B1:{letter}{last}"
        sheet.sheet_view.showGridLines = False
        _look.protect(sheet, filters=True)
        _look.page(sheet, landscape=True)
