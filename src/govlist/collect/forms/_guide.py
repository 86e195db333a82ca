"""The sheet that tells a unit how to fill in its workbook 【填报说明】."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from govlist.base.i18n import _, p_
from govlist.base.text import chinese_number
from govlist.collect.forms._look import FILL, HEAD, LINES, font, height, page, placed, protect, put
from govlist.model.checklist import Basis
from govlist.model.view import View
from govlist.model.words import day


def write(workbook: Workbook, view: View, title: str) -> None:
    """Add the sheet: what is asked, column by column, and what may be done with the workbook."""
    sheet = workbook.create_sheet(_("How to fill it in"))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 84
    put(sheet, 1, 1, title).font = font(16, face=HEAD)
    sheet.row_dimensions[1].height = 36
    for number, (head, told) in enumerate(_paragraphs(view), 2):
        first = put(sheet, number, 1, f"{chinese_number(number - 1)}、{head}")
        second = put(sheet, number, 2, told)
        first.font, second.font = font(11, face=HEAD), font(11)
        first.alignment = second.alignment = placed()
        first.border = second.border = LINES
        sheet.row_dimensions[number].height = height([(told, 80)], least=30)
        if number == 2:
            second.fill = FILL
    protect(sheet)
    page(sheet, landscape=False)


def _paragraphs(view: View) -> Iterator[tuple[str, str]]:
    """What is told, each with its heading."""
    told = _(
        "Only the cells of this colour. A row in which nothing is new stays empty: it is no report. "
        "What was reported before is shown and need not be repeated."
    )
    yield _("what to fill in"), told
    if any(pair.basis is Basis.CANDIDATE for pair in view.of_unit(view.one or "")):
        told = _(
            "First choose whether the task concerns the unit. Where it does, go on with the status; "
            "where it does not, add the reason under progress made. Left empty, it stays unsettled."
        )
        yield p_("form", "to be settled"), told
    yield from _columns()
    told = _(
        "Sort, filter, hide and print, insert rows and columns. Keep the headers, numbers and requirements "
        "as they are; a task has one row a day. The sheets are protected without a password."
    )
    yield _("what may be done"), told
    yield _("return"), _return(view)


def _columns() -> Iterator[tuple[str, str]]:
    """What belongs into each column."""
    told = _(
        "Choose from the list. What is finished in part is in progress, its share stands under progress "
        "made. A task is struck off by the office alone, after it has checked."
    )
    yield p_("form", "status"), told
    yield p_("form", "progress made"), _("What was done, when, and with what result, in a few sentences.")
    told = _(
        "Web addresses, each on a line of its own, or names of files sent along. Pictures go along as files, "
        "not in the sheet. What is done needs some."
    )
    yield p_("form", "evidence"), told
    told = _(
        "Who filled in the row, and the day. 2024-06-14, 2024.6.14 and 6月14日 are all understood, "
        "a day to come is not."
    )
    yield p_("form", "by, reported on"), told


def _return(view: View) -> str:
    due = next((each for each in sorted(view.checklist.rounds) if each >= view.day), None)
    if due is None:
        return _("Save it as .xlsx and send it back to the office.")
    return _("Save it as .xlsx and send it back to the office by {day}.").format(day=day(due))
