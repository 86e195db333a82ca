"""`diff`: what was reported between two days, or what differs between two files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govlist.base.i18n import _
from govlist.base.text import id_ranges
from govlist.cli.screens.status.unit import STYLE
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, table
from govlist.content.activity import news_sentence
from govlist.content.comparison import Difference
from govlist.content.labels import before_word, report_state, report_word
from govlist.model.checklist import ChaseLevel
from govlist.model.view import Change, View
from govlist.model.words import level_word, short_day, span, status_word


def lines(view: View, found: Sequence[Change], max_width: int | None) -> list[Line]:
    """The figures of the span, then its reports and reviews in the order of their days."""
    made = [line(span(view.since or view.day, view.day), "title"), *paragraph(news_sentence(view), max_width)]
    columns = [
        Column(_("date")),
        Column(_("unit"), least=NAME),
        Column(_("No."), right=True),
        Column(_("before"), drop=2),
        Column(_("now")),
        Column(_("progress made"), least=16, keep=False, room=True),
        Column(_("by"), drop=1, keep=False),
    ]
    return made + (table(columns, [_change(change) for change in found], max_width) if found else [])


def _change(change: Change) -> list[Piece]:
    report = change.report
    return [
        (short_day(report.date), ""),
        (change.unit, ""),
        (str(change.placed.task.id), ""),
        (before_word(change.before), "dim"),
        (report_word(report), STYLE[report_state(report).colour]),
        (report.note or "", ""),
        (report.by or "", "dim"),
    ]


def file_lines(found: Sequence[Difference]) -> list[Line]:
    """What differs between two files, a removed line before its added one."""
    if not found:
        return [line(_("No differences."), "good")]
    made: list[Line] = []
    for difference in found:
        where = [what_word(difference.what)]
        if difference.task is not None:
            where.append(_("Task {id}").format(id=difference.task))
        if difference.unit is not None:
            where.append(difference.unit)
        made.append(line("  ".join(where), "title"))
        for sign, value, style in (
            ("-", difference.before, "remove"),
            ("+", difference.after, "add"),
        ):
            if value:
                made.append(line(f"  {sign} {value_text(value)}", style))
    return made


def what_word(what: str) -> str:
    """The words for what differs."""
    return {
        "list": _("about the list"),
        "unit": _("unit changed"),
        "unit-removed": _("unit removed"),
        "unit-added": _("unit added"),
        "group": _("group changed"),
        "group-removed": _("group removed"),
        "group-added": _("group added"),
        "task-removed": _("task removed"),
        "task-added": _("task added"),
        "heading": _("heading changed"),
        "requirement": _("requirement reworded"),
        "responsible": _("responsible changed"),
        "responsible_text": _("words for who is responsible changed"),
        "concerned": _("concerned units changed"),
        "settled": _("settlement changed"),
        "due": _("deadline changed"),
        "standing": _("going on all year changed"),
        "city_task": _("task of the city's list changed"),
        "extra": _("the office's own keys changed"),
        "report-removed": _("report removed"),
        "report-added": _("report added"),
        "chase-removed": _("chase removed"),
        "chase-added": _("chase added"),
    }[what]


def value_text(value: Any) -> str:
    """A text as it is; a report or chase in one line."""
    if not isinstance(value, dict):
        return str(value)
    if "level" in value:
        tasks = id_ranges(sorted(value["tasks"]))
        parts = [value["date"], level_word(ChaseLevel(value["level"])), tasks, value.get("reply_by", "")]
    else:
        word = status_word(value["review"] or value["status"])
        parts = [value["date"], word, value["note"], *value["evidence"], value["by"]]
    return "  ".join(part for part in parts if part)
