"""The ledger 【台账】 as parts: headings, paragraphs, tables of text; the same words in every format.

A part or column for something the list does not use (rounds, deadlines, a period) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from govlist.base.i18n import _, n_, p_
from govlist.base.text import chinese_number
from govlist.content import entries
from govlist.content.activity import attendance_sentences, is_week, news_sentence, overdue_sentence
from govlist.content.columns import Column, Table, counts_by_kind, counts_columns, of_span, reports_title
from govlist.content.labels import archived, bare_title
from govlist.content.moves import every_report, moves
from govlist.content.problems import follow_up_by_task, follow_up_by_unit, to_settle
from govlist.content.summaries import (
    district_sentence,
    open_sentence,
    round_sentence,
    soon_sentence,
    unit_sentence,
)
from govlist.model.checklist import Basis, Review
from govlist.model.figures import asked, count
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.model.words import day, run_on, span


@dataclass(frozen=True)
class Part:
    """A heading of a level from 1, paragraphs, and a table."""

    title: str
    level: int = 2
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    number: str = ""
    """What is before the title: 一、 or （一）."""

    @property
    def heading(self) -> str:
        """The title with its number."""
        return self.number + self.title


@dataclass(frozen=True)
class Ledger:
    """The whole document: title, subtitle, parts, and notes at the end."""

    title: str
    subtitle: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    notes: str = ""
    lines: tuple[str, ...] = ()
    """The title in two lines, for a narrow page."""


def ledger(view: View, in_one: bool = False) -> Ledger:
    """The ledger of all units, or of one if the view has only that unit.

    With `in_one` all tasks are in one table, with their headings beside them, as in official lists.
    """
    made = _of_unit(view, view.one) if view.one else _of_all(view, in_one)
    if not view.tasks:  # no table has a row
        made = made[:1]
    parts = [replace(part, table=part.table and part.table.used()) for part in made]
    name = _("{title}: progress ledger{span}").format(title=title_of_list(view), span=span_word(view))
    return Ledger(name, subtitle(view), numbered(parts), _notes(view) if view.tasks else "")


# -- frame -----------------------------------------------------------------------------------------


def title_of_list(view: View) -> str:
    """The list's title without the word for list; with the unit's name if the paper is about one unit."""
    checklist = view.checklist
    return f"{view.one}{bare_title(checklist)}" if view.one else checklist.title.removesuffix("清单")


def span_word(view: View) -> str:
    """（周）, （月） or （季度）; empty without a period."""
    if is_week(view):
        return _(" (week)")
    return _(" (month)") if 7 < view.days <= 31 else _(" (quarter)") if 31 < view.days <= 92 else ""


def subtitle(view: View) -> str:
    """The period, the day of the figures, and the day on which the list was archived."""
    parts = [_("As of: {day}").format(day=day(view.day))]
    if view.since:
        parts.insert(0, _("Period: {span}").format(span=span(view.since, view.day)))
    return "　　".join(filter(None, [*parts, archived(view)]))


def _notes(view: View) -> str:
    notes = [_("one task owed by one unit is one obligation")]
    if any(pair.review is Review.RETURNED for pair in view.pairs):
        notes.append(_("returned reports count as in progress"))
    if any(pair.basis is Basis.CANDIDATE for pair in view.pairs):
        notes.append(_("tasks to be settled do not count as owed"))
    if any(state.task.standing for state in view.tasks):
        notes.append(_("standing tasks are finished at the end of the year"))
    if not view.one:
        notes.append(
            _(
                "a task is done if all its units are (not applicable left out), behind if any is behind, "
                "in progress if any is in progress or done, else not started"
            )
        )
    return _("How figures are counted: {notes}.").format(notes=p_("note", "; ").join(notes))


def numbered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with numbers before the headings of the second level."""
    made = []
    number = 0
    for part in parts:
        if part.level == 2:
            number += 1
            part = replace(part, number=heading_number(number))  # noqa: PLW2901
        made.append(part)
    return tuple(made)


def heading_number(number: int) -> str:
    """The number before a heading: 一、"""
    return p_("heading", "{n}. ").format(n=number, chinese=chinese_number(number))


def subheading_number(number: int) -> str:
    """The number before a subheading: （一）"""
    return p_("subheading", "({n}) ").format(n=number, chinese=chinese_number(number))


# -- all units -------------------------------------------------------------------------------------


def _of_all(view: View, in_one: bool) -> list[Part]:
    return [
        Part(_("Overview"), paragraphs=(_overview(view),)),
        follow_up(view),
        *span_part(view),
        Part(_("By unit")),
        *_by_unit(view),
        *([_in_one(view)] if in_one else [Part(_("By task")), *_by_task(view)]),
        *_open(view),
    ]


def _overview(view: View) -> str:
    counts = count(view.pairs)
    tail = []
    if counts.overdue:
        late = counts.overdue
        tail.append(n_("{n} obligation is overdue", "{n} obligations are overdue", late).format(n=late))
    elif any(state.task.due for state in view.tasks):
        tail.append(_("none overdue"))
    if counts.lacking_evidence:
        lack = counts.lacking_evidence
        tail.append(n_("{n} obligation lacks evidence", "{n} obligations lack evidence", lack).format(n=lack))
    sentences = [district_sentence(view), news_sentence(view), round_sentence(view)]
    if tail:
        sentences.append(_("{clauses}.").format(clauses=p_("clause", ", ").join(tail)))
    return run_on(sentences)


def _by_unit(view: View) -> list[Part]:
    figures = of_span(view, counts_columns(view.checklist.confirm))
    columns: tuple[Column[Any], ...] = (
        Column[str]("unit", lambda: _("unit")),
        *figures,
        Column[str]("reports", lambda: reports_title(view)),
    )
    busy = [
        each for each in counts_by_kind(view) if any(c.obligations or c.candidates for _unit, c in each[1])
    ]
    parts = []
    for number, (title, units) in enumerate(busy, 1):
        rows = (
            {
                "unit": unit,
                **{figure.key: figure.cell(counts) or "-" for figure in figures},
                "reports": asked(view.of_unit(unit)).fraction,
            }
            for unit, counts in units
        )
        parts.append(Part(title, 3, table=Table(columns, tuple(rows)), number=subheading_number(number)))
    return parts


def _by_task(view: View) -> list[Part]:
    parts = []
    for section, in_section in groupby(entries.of_tasks(view), key=lambda entry: entry.section):
        parts.append(Part(section, 3))
        for topic, below in groupby(in_section, key=lambda entry: entry.topic):
            table = entries.table(below, "tasks")
            if topic:
                parts.append(Part(topic, 4, table=table))
            else:
                parts[-1] = Part(section, 3, table=table)
    return parts


def _in_one(view: View) -> Part:
    """All tasks in one table; 工作任务 has two columns if the list has topics."""
    return Part(_("By task"), table=entries.with_headings(entries.table(entries.of_tasks(view), "tasks")))


# -- one unit --------------------------------------------------------------------------------------


def _of_unit(view: View, unit: str) -> list[Part]:
    pairs = view.of_unit(unit)
    return [
        Part(_("Overview"), paragraphs=(unit_sentence(view, unit),)),
        follow_up(view),
        *span_part(view),
        *_pairs(_("Tasks"), view, [pair for pair in pairs if pair.basis.owes]),
        *_pairs(p_("ledger", "To be settled"), view, [p for p in pairs if p.basis is Basis.CANDIDATE]),
        *_pairs(_("Support"), view, [pair for pair in pairs if pair.basis is Basis.SUPPORT]),
    ]


def _pairs(title: str, view: View, pairs: list[Pair]) -> list[Part]:
    return [Part(title, table=entries.table(entries.of_pairs(view, pairs), "unit"))] if pairs else []


def follow_up(view: View) -> Part:
    """What needs follow-up: a row for units that owe the same; for one unit, a row for each task."""
    found = follow_up_by_task(view).without("responsible") if view.one else follow_up_by_unit(view)
    open_ = tuple(filter(None, [soon_sentence(view), open_sentence(view)]))
    if not found.rows:
        return Part(_("Follow-up required"), paragraphs=open_ or (_("No follow-up is required."),))
    return Part(_("Follow-up required"), paragraphs=open_, table=found)


# -- the period ------------------------------------------------------------------------------------


def span_part(view: View) -> list[Part]:
    """New reports, units with and without reports, new overdue tasks; empty without a period.

    One unit's reports are listed one by one, those of all units by task and change.
    """
    if view.since is None:
        return []
    sentences = [] if view.one else attendance_sentences(view)
    sentences += filter(None, [overdue_sentence(view)])
    table = every_report(view).without("unit") if view.one else moves(view)
    if not table.rows:
        return [Part(span_title(view), paragraphs=(news_sentence(view), *sentences))]
    return [Part(span_title(view), paragraphs=tuple(sentences), table=table)]


def span_title(view: View) -> str:
    """本周进展 for a week, else 本期进展."""
    return p_("week", "Progress in this period") if is_week(view) else p_("span", "Progress in this period")


def _open(view: View) -> list[Part]:
    table = to_settle(view)
    return [Part(p_("ledger", "To be settled"), table=table)] if table.rows else []
