"""The sheet with instructions for filling in a form 【填报说明】."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from govlist.base.i18n import _, p_
from govlist.base.text import chinese_number, visible
from govlist.collect._identity import GUIDE
from govlist.collect.forms._look import FILL, HEAD, LINES, font, height, page, placed, protect, put
from govlist.content.letters import Letter
from govlist.model.checklist import Basis
from govlist.model.roster import office_name
from govlist.model.view import View
from govlist.model.words import day


def write(workbook: Workbook, view: View, title: str, back: str) -> None:
    """Add the sheet: what to fill in, column by column, and what may be changed."""
    sheet = workbook.create_sheet(_(GUIDE))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 84
    put(sheet, 1, 1, title).font = font(16, face=HEAD)
    sheet.row_dimensions[1].height = 36
    for number, (head, text) in enumerate(_paragraphs(view, back), 2):
        first = put(sheet, number, 1, f"{chinese_number(number - 1)}、{head}")
        second = put(sheet, number, 2, text)
        first.font, second.font = font(11, face=HEAD), font(11)
        first.alignment = second.alignment = placed()
        first.border = second.border = LINES
        sheet.row_dimensions[number].height = height([(text, 80)], least=30)
        if number == 2:
            second.fill = FILL
    protect(sheet)
    page(sheet, landscape=False)


def _paragraphs(view: View, back: str) -> Iterator[tuple[str, str]]:
    """The instructions, each with its heading."""
    office = office_name(view.checklist, view.day)
    text = _(
        "Only the cells of this colour. Leave a row without news empty; it is not a report. "
        "Earlier reports are shown and need not be repeated."
    )
    yield _("what to fill in"), text
    if any(pair.basis is Basis.CANDIDATE for pair in view.of_unit(view.one or "")):
        text = _(
            "First choose whether the task concerns the unit. If it does, choose the status; "
            "if not, you may give the reason under progress made. If empty, it stays unsettled."
        )
        yield p_("form", "to be settled"), text
    text = _(
        "Choose from the list. A partly finished task is in progress; write how far it is under progress "
        "made. Only {office} confirms a task, after checking."
    ).format(office=office)
    yield p_("form", "status"), text
    yield p_("form", "progress made"), _("What was done, when, and with what result, in a few sentences.")
    text = _(
        "Web addresses, one per line, or names of attached files. Attach pictures as files, not in the "
        "sheet. A finished task needs evidence."
    )
    yield p_("form", "evidence"), text
    text = _(
        "Who filled in the row, and the day: {year}-06-14, {year}.6.14 or 6月14日. "
        "Future days are not accepted."
    )
    yield p_("form", "by, reported on"), text.format(year=view.checklist.year)
    text = _(
        "Sort, filter, hide and print, insert rows and columns. Keep the headers, numbers and requirements "
        "as they are; a task has one row a day. The sheets are protected without a password."
    )
    yield _("what may be done"), text
    yield _("return"), back


def how_to_return(view: View, letter: Letter) -> str:
    """By when and to whom: the day that is given, else the next of the list's rounds; whom to ask."""
    office = office_name(view.checklist, view.day)
    due = letter.reply_by or next((each for each in sorted(view.checklist.rounds) if each >= view.day), None)
    text = _("Save it as .xlsx and send it back to {office}.").format(office=office)
    if due:
        text = _("Save it as .xlsx and send it back to {office} by {day}.").format(
            office=office, day=day(due)
        )
    number = p_("form", "Document {number}: ").format(number=visible(letter.number)) if letter.number else ""
    return f"{number}{text}{letter.whom_to_ask(view)}"
