"""The ledger 【台账】 as parts: headings, paragraphs, tables of text; the same words in every format.

A part or column that needs what a list does not use (rounds, deadlines, a span of days) is left out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from govlist.i18n import _, p_
from govlist.model import Basis, Status
from govlist.query import (
    Change,
    Pair,
    TaskState,
    Urgency,
    View,
    changes,
    count,
    kinds,
    slowest,
    urgency,
)
from govlist.sentences import (
    basis_of,
    before_word,
    counts_columns,
    district_sentence,
    due_of,
    headings,
    news_sentence,
    pair_status,
    report_word,
    round_sentence,
    task_progress,
    task_word,
    to_do,
    unit_sentence,
)
from govlist.text import chinese_number
from govlist.words import day, joined


@dataclass(frozen=True)
class Part:
    """A heading of a level from 1, paragraphs, and a table whose first row is its header."""

    title: str
    level: int = 2
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The whole document: its title, the line below it, the parts, the notes at the end."""

    title: str
    subtitle: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    notes: str = ""


def ledger(view: View) -> Ledger:
    """The ledger of all units, or the sheet of one where the view is narrowed to it."""
    units = view.filter.units
    made = _of_unit(view, units[0]) if len(units) == 1 else _of_all(view)
    parts = [replace(part, table=_used(part.table)) for part in made]
    return Ledger(_title(view), _subtitle(view), tuple(_numbered(parts)), _notes(view))


# -- frame -----------------------------------------------------------------------------------------


def _title(view: View) -> str:
    base = view.checklist.title.removesuffix("清单")
    who = f"{view.filter.units[0]} " if len(view.filter.units) == 1 else ""
    span = _span_word(view.since, view.day) if view.since else ""
    return _("{who}{title}: ledger of progress{span}").format(who=who, title=base, span=span)


def _span_word(since: date, until: date) -> str:
    days = (until - since).days + 1
    if days <= 7:
        return _(" (week)")
    return _(" (month)") if days <= 31 else _(" (quarter)") if days <= 92 else ""


def _subtitle(view: View) -> str:
    parts = [_("as of: {day}").format(day=day(view.day))]
    if view.since:
        parts.insert(0, _("span: {first} to {last}").format(first=day(view.since), last=day(view.day)))
    return "　　".join(parts)


def _notes(view: View) -> str:
    notes = [_("one task owed by one unit is one obligation"), _("returned counts as in progress")]
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


def _of_all(view: View) -> list[Part]:
    return [
        Part(_("Overview"), paragraphs=(_overview(view),)),
        _pressing(view),
        *_span_part(view),
        Part(_("By unit")),
        *_by_unit(view),
        Part(_("By task")),
        *_by_task(view),
        *_open(view),
    ]


def _overview(view: View) -> str:
    counts = count(view.pairs)
    tail = []
    if counts.overdue:
        tail.append(_("{n} obligations are overdue").format(n=counts.overdue))
    elif any(state.task.due for state in view.tasks):
        tail.append(_("none overdue"))
    if counts.lacking_evidence:
        tail.append(_("{n} obligations lack evidence").format(n=counts.lacking_evidence))
    sentences = [district_sentence(view), news_sentence(view), round_sentence(view)]
    if tail:
        sentences.append(_("{clauses}.").format(clauses=p_("clause", ", ").join(tail)))
    return p_("sentence", " ").join(filter(None, sentences))


def _pressing(view: View) -> Part:
    """What must be chased: a row a task and reason, its units together."""
    found: dict[tuple[Urgency, int, str], list[Pair]] = {}
    for pair in view.pairs:
        reason = urgency(pair)
        if reason is not None and reason <= Urgency.MISSING:
            found.setdefault((reason, pair.task.id, to_do(view, reason, pair)), []).append(pair)
    if not found:
        return Part(_("To be pressed"), paragraphs=(_("None in this span."),))
    header = (_("No."), _("requirement"), _("responsible unit"), _("what is wrong"), _("deadline"))
    rows = [
        (
            str(number),
            pairs[0].task.requirement,
            joined(pair.unit for pair in pairs),
            what,
            due_of(pairs[0].task),
        )
        for (_reason, number, what), pairs in sorted(found.items(), key=lambda item: item[0][:2])
    ]
    return Part(_("To be pressed"), table=(header, *rows))


def _span_part(view: View) -> list[Part]:
    if view.since is None:
        return []
    found = changes(view, view.since, view.day)
    title = _("Progress in the span")
    if not found:
        return [Part(title, paragraphs=(_("No report in this span."),))]
    header = (
        _("No."),
        _("responsible unit"),
        _("status before"),
        _("status now"),
        _("progress made"),
        _("evidence"),
        _("reported on"),
    )
    return [Part(title, table=(header, *map(_change_row, found)))]


def _change_row(change: Change) -> tuple[str, ...]:
    report = change.report
    return (
        str(change.placed.task.id),
        change.unit,
        before_word(change.before),
        report_word(report),
        report.note or "",
        "\n".join(report.evidence),
        report.date.isoformat(),
    )


def _by_unit(view: View) -> list[Part]:
    columns = counts_columns(view.checklist.confirm)
    parts = []
    for number, kind in enumerate(kinds(view), 1):
        title = kind.title if kind.ranked else _("{title} (not ranked)").format(title=kind.title)
        rows = sorted(((u, count(view.of_unit(u))) for u in kind.units), key=lambda row: slowest(row[1]))
        header = (_("unit"), *(column.title for column in columns), _("reported / to report"))
        body = [
            (unit, *(str(column.figure(c) or "-") for column in columns), _round_share(view, unit))
            for unit, c in rows
        ]
        parts.append(Part(f"（{chinese_number(number)}）{title}", 3, table=(header, *body)))
    return parts


def _round_share(view: View, unit: str) -> str:
    asked = [pair for pair in view.of_unit(unit) if pair.due_in_round]
    return f"{sum(not pair.missing for pair in asked)}/{len(asked)}" if asked else "-"


def _by_task(view: View) -> list[Part]:
    titles = headings(view.checklist)
    parts = []
    for section, in_section in groupby(view.tasks, key=lambda s: titles[s.task.id][0]):
        parts.append(Part(section, 3))
        for topic, states in groupby(in_section, key=lambda s: titles[s.task.id][1]):
            table = (_task_header(), *map(_task_row, states))
            if topic:
                parts.append(Part(topic, 4, table=table))
            else:
                parts[-1] = Part(section, 3, table=table)
    return parts


def _task_header() -> tuple[str, ...]:
    return (
        _("No."),
        _("requirement"),
        _("responsible unit"),
        _("deadline"),
        _("state"),
        _("done / owed"),
        _("progress made"),
        _("remarks"),
    )


def _task_row(state: TaskState) -> tuple[str, ...]:
    owed = [pair for pair in state.owed if pair.status is not Status.NOT_APPLICABLE]
    done = sum(pair.status is Status.DONE for pair in owed)
    remarks = [
        (_("{n} units overdue"), sum(pair.overdue > 0 for pair in state.owed)),
        (_("{n} units lack evidence"), sum(pair.lacks_evidence for pair in state.owed)),
    ]
    return (
        str(state.task.id),
        state.task.requirement,
        state.task.words,
        due_of(state.task),
        task_word(state),
        f"{done}/{len(owed)}" if state.owed else "-",
        task_progress(state),
        p_("note", "; ").join(text.format(n=n) for text, n in remarks if n),
    )


def _open(view: View) -> list[Part]:
    """Who is still to be settled, with what units have said themselves."""
    rows = []
    for state in view.tasks:
        candidates = [pair.unit for pair in state.pairs if pair.basis is Basis.CANDIDATE]
        claimed = [pair.unit for pair in state.pairs if pair.basis is Basis.REPORTED]
        denied = view.roster.denied(state.task, view.day)
        if candidates:
            rows.append(
                (
                    str(state.task.id),
                    state.task.requirement,
                    state.task.words,
                    joined(candidates),
                    joined(claimed),
                    joined(denied),
                )
            )
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
    return [Part(_("To be settled"), table=(header, *rows))]


# -- one unit --------------------------------------------------------------------------------------


def _of_unit(view: View, unit: str) -> list[Part]:
    pairs = view.of_unit(unit)
    return [
        Part(_("Overview"), paragraphs=(unit_sentence(view, unit),)),
        _pressing(view),
        *_span_part(view),
        *_pairs(_("Tasks"), view, [pair for pair in pairs if pair.basis.owes]),
        *_pairs(_("To be settled"), view, [pair for pair in pairs if pair.basis is Basis.CANDIDATE]),
        *_pairs(_("Support"), view, [pair for pair in pairs if pair.basis is Basis.SUPPORT]),
    ]


def _pairs(title: str, view: View, pairs: Sequence[Pair]) -> list[Part]:
    if not pairs:
        return []
    header = (
        _("No."),
        _("requirement"),
        _("basis"),
        _("deadline"),
        _("state"),
        _("progress made"),
        _("evidence"),
        _("reported on"),
    )
    rows = [
        (
            str(pair.task.id),
            pair.task.requirement,
            basis_of(pair),
            due_of(pair.task),
            pair_status(view.checklist, pair),
            pair.note or "",
            "\n".join(pair.evidence),
            pair.date.isoformat() if pair.date else "",
        )
        for pair in pairs
    ]
    return [Part(title, table=(header, *rows))]
