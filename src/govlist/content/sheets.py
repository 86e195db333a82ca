"""The ledger's parts that one unit's sheet has too, and that sheet itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlist.base.i18n import _, n_, p_
from govlist.content.activity import attendance_sentences, is_week, overdue_sentence
from govlist.content.labels import basis_of, before_word, due_of, pair_status, report_word
from govlist.content.summaries import unit_sentence, wrong
from govlist.model.checklist import Basis
from govlist.model.pairs import Pair, Urgency, urgency
from govlist.model.view import Change, View, changes
from govlist.model.words import joined, short_day


@dataclass(frozen=True)
class Part:
    """A heading of a level from 1, paragraphs, and a table whose first row is its header.

    Of the table's first `merged` columns equal cells of rows that follow one another are meant as one.
    """

    title: str
    level: int = 2
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    merged: int = 0


def pressing(view: View) -> Part:
    """What must be chased: a row a task and reason, its units together."""
    found: dict[tuple[Urgency, int, tuple[str, ...]], list[str]] = {}
    for pair in view.pairs:
        reason = urgency(pair)
        if reason is not None and reason <= Urgency.MISSING:
            what = (wrong(view, reason, pair), _deadline(view, pair), *_chased(pair))
            found.setdefault((reason, pair.task.id, what), []).append(pair.unit)
    if not found:
        return Part(_("To be pressed"), paragraphs=(_none(view),))
    header = (
        _("No."),
        _("requirement"),
        _("responsible unit"),
        _("what is wrong"),
        p_("pressing", "deadline"),
        p_("pressing", "chased"),
        _("answer by"),
    )
    texts = {state.task.id: state.task.requirement for state in view.tasks}
    rows = [
        (str(number), texts[number], joined(units), *what)
        for (_reason, number, what), units in sorted(found.items(), key=lambda item: item[0][:2])
    ]
    return Part(_("To be pressed"), table=(header, *rows))


def _chased(pair: Pair) -> tuple[str, str]:
    """How often the unit has been chased for it, and by when an answer was last wanted."""
    if not pair.chases:
        return "-", "-"
    times = n_("once", "{n} times", len(pair.chases)).format(n=len(pair.chases))
    return times, short_day(pair.chases[-1].reply_by)


def _deadline(view: View, pair: Pair) -> str:
    """The deadline, with the days that are past it: 08-31（逾期27天）."""
    due = due_of(pair.task, view.checklist.year)
    if not pair.overdue:
        return due
    days = n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    return _("{deadline} ({days})").format(deadline=due, days=days)


def _none(view: View) -> str:
    return p_("week", "None in this span.") if is_week(view) else p_("span", "None in this span.")


def span_part(view: View) -> list[Part]:
    """What was reported in the span, who did, who did not, what is newly overdue; nothing without a span."""
    if view.since is None:
        return []
    found = changes(view, view.since, view.day)
    title = p_("week", "Progress in the span") if is_week(view) else p_("span", "Progress in the span")
    told = [] if view.one else attendance_sentences(view)
    told += filter(None, [overdue_sentence(view)])
    if not found:
        return [Part(title, paragraphs=(_none(view), *told))]
    header = (
        _("No."),
        _("responsible unit"),
        _("status before"),
        _("status now"),
        _("progress made"),
        _("evidence"),
        _("reported on"),
    )
    return [Part(title, paragraphs=tuple(told), table=(header, *map(_change_row, found)))]


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


def of_unit(view: View, unit: str) -> list[Part]:
    """The parts of one unit's sheet."""
    pairs = view.of_unit(unit)
    open_ = [pair for pair in pairs if pair.basis is Basis.CANDIDATE]
    return [
        Part(_("Overview"), paragraphs=(unit_sentence(view, unit),)),
        pressing(view),
        *span_part(view),
        *_pairs(_("Tasks"), view, [pair for pair in pairs if pair.basis.owes]),
        *_pairs(p_("ledger", "To be settled"), view, open_),
        *_pairs(_("Support"), view, [pair for pair in pairs if pair.basis is Basis.SUPPORT]),
    ]


def _pairs(title: str, view: View, pairs: Sequence[Pair]) -> list[Part]:
    if not pairs:
        return []
    header = (
        _("No."),
        _("requirement"),
        _("basis"),
        p_("ledger", "deadline"),
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
            due_of(pair.task, view.checklist.year),
            pair_status(view.checklist, pair),
            pair.note or "",
            "\n".join(pair.evidence),
            pair.date.isoformat() if pair.date else "",
        )
        for pair in pairs
    ]
    return [Part(title, table=(header, *rows))]
