"""The ledger 【台账】 as parts: headings, paragraphs, tables of text; the same words in every format.

A part or column that needs what a list does not use (rounds, deadlines, a span of days) is left out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from govlist.base.i18n import _, n_, p_
from govlist.base.text import chinese_number
from govlist.content.activity import news_sentence
from govlist.content.labels import bare_title, counts_columns, deadline_of, headings, task_progress, task_word
from govlist.content.sheets import Part, of_unit, pressing, span_part
from govlist.content.summaries import district_sentence, round_sentence
from govlist.model.checklist import Basis, Review
from govlist.model.figures import asked, count, slowest
from govlist.model.kinds import kinds
from govlist.model.pairs import TaskState
from govlist.model.view import View
from govlist.model.words import day, joined, run_on, span


@dataclass(frozen=True)
class Ledger:
    """The whole document: its title, the line below it, the parts, the notes at the end."""

    title: str
    subtitle: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    notes: str = ""


def ledger(view: View, in_one: bool = False) -> Ledger:
    """The ledger of all units, or the sheet of one where the view is narrowed to it.

    With `in_one` the tasks are one table, laid out as the lists themselves are: beside each its headings.
    """
    made = of_unit(view, view.one) if view.one else _of_all(view, in_one)
    parts = [replace(part, table=_used(part.table)) for part in made]
    return Ledger(_title(view), _subtitle(view), tuple(_numbered(parts)), _notes(view))


# -- frame -----------------------------------------------------------------------------------------


def _title(view: View) -> str:
    checklist = view.checklist
    title = f"{view.one}{bare_title(checklist)}" if view.one else checklist.title.removesuffix("清单")
    kind = _span_word(view.since, view.day) if view.since else ""
    return _("{title}: ledger of progress{span}").format(title=title, span=kind)


def _span_word(since: date, until: date) -> str:
    days = (until - since).days + 1
    if days <= 7:
        return _(" (week)")
    return _(" (month)") if days <= 31 else _(" (quarter)") if days <= 92 else ""


def _subtitle(view: View) -> str:
    parts = [_("as of: {day}").format(day=day(view.day))]
    if view.since:
        parts.insert(0, _("span: {span}").format(span=span(view.since, view.day)))
    return "　　".join(parts)


def _notes(view: View) -> str:
    notes = [_("one task owed by one unit is one obligation")]
    if any(pair.review is Review.RETURNED for pair in view.pairs):
        notes.append(_("returned counts as in progress"))
    if any(pair.basis is Basis.CANDIDATE for pair in view.pairs):
        notes.append(_("what is to be settled is not owed"))
    if any(state.task.standing for state in view.tasks):
        notes.append(_("what goes on all year is not done before the year's end"))
    return _("How it is counted: {notes}.").format(notes=p_("note", "; ").join(notes))


def _numbered(parts: Iterable[Part]) -> list[Part]:
    """Headings of the second level numbered 一、二、 in the order of what is there."""
    made = []
    number = 0
    for part in parts:
        title = part.title
        if part.level == 2:
            number += 1
            title = f"{chinese_number(number)}、{title}"
        made.append(replace(part, title=title))
    return made


def _used(table: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The table without columns that hold nothing."""
    rows = table[1:]
    kept = [i for i in range(len(table[0])) if any(row[i] not in ("", "-") for row in rows)] if rows else []
    return tuple(tuple(row[i] for i in kept) for row in table) if kept else ()


# -- all units -------------------------------------------------------------------------------------


def _of_all(view: View, in_one: bool) -> list[Part]:
    return [
        Part(_("Overview"), paragraphs=(_overview(view),)),
        pressing(view),
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
    columns = counts_columns(view.checklist.confirm)
    parts = []
    for number, kind in enumerate(kinds(view), 1):
        title = kind.title if kind.ranked else _("{title} (not ranked)").format(title=kind.title)
        rows = sorted(((u, count(view.of_unit(u))) for u in kind.units), key=lambda row: slowest(row[1]))
        header = (_("unit"), *(column.title for column in columns), _("reported / to report"))
        body = [
            (unit, *(str(column.figure(c) or "-") for column in columns), asked(view.of_unit(unit)).fraction)
            for unit, c in rows
        ]
        parts.append(Part(f"（{chinese_number(number)}）{title}", 3, table=(header, *body)))
    return parts


def _by_task(view: View) -> list[Part]:
    titles = headings(view.checklist)
    parts = []
    for section, in_section in groupby(view.tasks, key=lambda s: titles[s.task.id][0]):
        parts.append(Part(section, 3))
        for topic, states in groupby(in_section, key=lambda s: titles[s.task.id][1]):
            rows = [task_row(state, view.checklist.year) for state in states]
            table = (_task_header(), *rows)
            if topic:
                parts.append(Part(topic, 4, table=table))
            else:
                parts[-1] = Part(section, 3, table=table)
    return parts


def _in_one(view: View) -> Part:
    """The tasks under 工作任务, which takes two columns where the list has topics."""
    titles = headings(view.checklist)
    topics = any(titles[state.task.id][1] for state in view.tasks)
    above = 2 if topics else 1
    header = (_("Heading"),) * above
    rows = [(*titles[state.task.id][:above], *task_row(state, view.checklist.year)) for state in view.tasks]
    return Part(_("By task"), table=((*header, *_task_header()), *rows), merged=above)


def _task_header() -> tuple[str, ...]:
    return (
        _("No."),
        _("requirement"),
        _("responsible unit"),
        p_("ledger", "deadline"),
        _("state"),
        _("done / owed"),
        _("progress made"),
        _("remarks"),
    )


def task_row(state: TaskState, year: int) -> tuple[str, ...]:
    """A task: number, requirement, responsible, deadline, status, done/owed, progress, remarks."""
    counts = count(state.owed)
    late, lack = counts.overdue, counts.lacking_evidence
    remarks = [
        (n_("{n} unit overdue", "{n} units overdue", late), late),
        (n_("{n} unit lacks evidence", "{n} units lack evidence", lack), lack),
    ]
    return (
        str(state.task.id),
        state.task.requirement,
        state.task.words,
        deadline_of(state.task, year),
        task_word(state),
        f"{counts.done}/{counts.applicable}" if state.owed else "-",
        task_progress(state),
        p_("note", "; ").join(text.format(n=n) for text, n in remarks if n),
    )


def _open(view: View) -> list[Part]:
    rows = to_settle(view)
    if not rows:
        return []
    header = (
        _("No."),
        _("requirement"),
        _("the list's words"),
        _("units to be settled"),
        _("say they are concerned"),
        _("say they are not"),
    )
    return [Part(p_("ledger", "To be settled"), table=(header, *rows))]


def to_settle(view: View) -> list[tuple[str, ...]]:
    """Who is still to be settled, with what units have said themselves: a row a task."""
    rows: list[tuple[str, ...]] = []
    for state in view.tasks:
        candidates = [pair.unit for pair in state.pairs if pair.basis is Basis.CANDIDATE]
        claimed = [pair.unit for pair in state.pairs if pair.basis is Basis.REPORTED]
        denied = view.roster.denied(state.task, view.day)
        if candidates:
            names = (joined(candidates), joined(claimed), joined(denied))
            rows.append((str(state.task.id), state.task.requirement, state.task.words, *names))
    return rows
