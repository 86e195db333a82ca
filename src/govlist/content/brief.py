"""The brief 【简报】: what leaders read, on one or two pages whatever the size of the list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govlist.base.i18n import _, n_, p_
from govlist.base.text import cut, id_ranges
from govlist.content.activity import movement, news_sentence
from govlist.content.columns import COUNTS, Column, Table, counts_by_kind, of_span
from govlist.content.labels import task_state
from govlist.content.ledger import Ledger, Part, numbered, span_title, span_word, subtitle, title_of_list
from govlist.content.summaries import district_sentence, round_clause, running_sentence, unit_sentence
from govlist.model.checklist import Basis
from govlist.model.figures import Counts, unreviewed
from govlist.model.kinds import kinds
from govlist.model.pairs import Pair
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import joined, run_on

SOME = 6
"""The most units or tasks that one sentence names."""
NOTE = 40
"""The width of a unit's note, in columns of text."""
SLOWEST = 5
"""The most units of a kind in the table."""
LONG = 30
"""From this number of days on, overdue needs a decision."""
OFTEN = 3
"""From this number of chases on, a task that is still open needs a decision."""
FIGURES = ("obligations", "done", "behind", "not_reported", "overdue", "missing")
"""The counts in the table of the slowest units."""


def brief(view: View) -> Ledger:
    """The headline, what moved, who is slow, and what needs a decision."""
    sentence = unit_sentence(view, view.one) if view.one else district_sentence(view)
    asked = round_clause(view, view.pairs, pairs=not view.one)
    overview = [sentence, _("{clauses}.").format(clauses=asked) if asked else "", running_sentence(view)]
    parts = [Part(_("Overview"), paragraphs=(run_on(overview),))]
    if view.tasks:
        parts += [*_moved(view), *([] if view.one else [_slow(view)]), _decisions(view)]
    name, kind = title_of_list(view), _("brief{span}").format(span=span_word(view))
    whole = _("{title}: {kind}").format(title=name, kind=kind)
    return Ledger(whole, subtitle(view), numbered(parts), lines=(name, kind))


# -- what moved ------------------------------------------------------------------------------------


def _moved(view: View) -> list[Part]:
    """What the period brought; nothing without a period."""
    if view.since is None:
        return []
    return [Part(span_title(view), paragraphs=tuple(filter(None, [news_sentence(view), *_changes(view)])))]


def _changes(view: View) -> Iterator[str]:
    """Tasks with newly done obligations, then what is newly behind and newly overdue."""
    moved = movement(view)
    done: Counter[int] = Counter()
    behind, late = [], []
    for pair in view.pairs:
        before, _heard, newly_late = moved[pair.task.id, pair.unit]
        if pair.owes and pair.counts_as is not before.counts_as:
            done[pair.task.id] += pair.counts_as is Status.DONE
            behind += [pair] if pair.counts_as is Status.BEHIND else []
        late += [pair] if newly_late else []
    states = {state.task.id: task_state(state).key for state in view.tasks}
    whole = [task for task in done if done[task] and states[task] == "done"]
    if whole:
        yield _("Now done by all units: {tasks}.").format(tasks=_tasks(whole))
    parts = [task for task, _n in done.most_common() if done[task] and task not in whole]
    if parts:
        said = [_units(task, done[task]) for task in parts]
        yield _("Newly done by some units: {tasks}.").format(tasks=_some(said))
    if behind:
        yield _("Newly behind: {pairs}.").format(pairs=_some(_said(behind)))
    if late:
        yield _("Newly overdue: {pairs}.").format(pairs=_some(_said(late)))


# -- who is slow -----------------------------------------------------------------------------------


def _slow(view: View) -> Part:
    """The slowest units of each kind that have something behind, overdue, missing, or not yet reported."""
    counts = (figure for figure in COUNTS if figure.key in FIGURES and figure.confirm is not True)
    figures = of_span(view, counts)
    columns: tuple[Column[Any], ...] = (
        Column("kind", lambda: p_("sheet", "kind"), merged=True),
        Column("unit", lambda: _("unit")),
        *figures,
        Column("percent", lambda: p_("sheet", "share done")),
    )
    rows = [
        {
            "kind": kind,
            "unit": unit,
            **{figure.key: figure.cell(counts) or "-" for figure in figures},
            "percent": counts.percent,
        }
        for kind, units in _of_slow(view)
        for unit, counts in units
    ]
    heading = _("Units that are slow")
    if not rows:
        return Part(heading, paragraphs=(_("No unit is behind, overdue or missing."),))
    return Part(heading, table=Table(columns, tuple(rows)).used())


def _of_slow(view: View) -> Iterator[tuple[str, Sequence[tuple[str, Counts]]]]:
    ranked = {kind.title for kind in kinds(view) if kind.ranked}
    for kind, units in counts_by_kind(view):
        begun = any(c.not_reported < c.obligations for _unit, c in units)
        slow = [
            (unit, c) for unit, c in units if c.behind or c.overdue or c.missing or (begun and c.not_reported)
        ]
        if kind in ranked:
            yield kind, slow[:SLOWEST]


# -- what needs a decision -------------------------------------------------------------------------


def _decisions(view: View) -> Part:
    found = tuple(_to_decide(view))
    return Part(_("For decision"), paragraphs=found or (_("Nothing needs a decision."),))


def _to_decide(view: View) -> Iterator[str]:
    """A sentence for each kind of decision, the most urgent first."""
    owed = [pair for pair in view.pairs if pair.owes]
    if late := sorted((pair for pair in owed if pair.overdue >= LONG), key=lambda pair: -pair.overdue):
        yield _("Overdue by {days} days or more: {pairs}.").format(days=LONG, pairs=_some(_said(late)))
    if chased := [pair for pair in owed if len(pair.chases) >= OFTEN and not pair.status.closes]:
        text = _("Chased {times} times or more and still open: {pairs}.")
        yield text.format(times=OFTEN, pairs=_some(_said(chased)))
    if behind := [pair for pair in owed if pair.counts_as is Status.BEHIND]:
        yield _("Reported as behind: {tasks}.").format(tasks=_some(_by_task(behind)))
    if nobody := [state.task.id for state in view.tasks if state.no_owner]:
        yield _("Still without an owner: {tasks}.").format(tasks=_tasks(nobody))
    if unsettled := {pair.task.id for pair in view.pairs if pair.basis is Basis.CANDIDATE}:
        yield _("To be settled which units are concerned: {tasks}.").format(tasks=_tasks(unsettled))
    if waiting := [pair for pair in owed if unreviewed(pair)] if view.checklist.confirm else []:
        yield _to_check(waiting)


def _to_check(waiting: Sequence[Pair]) -> str:
    """待核实7项次（其中报不涉及1项次）: the overview counts only those that are done."""
    n = len(waiting)
    text = n_("{n} obligation waits to be checked", "{n} obligations wait to be checked", n).format(n=n)
    if denied := sum(pair.status is Status.NOT_APPLICABLE for pair in waiting):
        detail = n_("{n} reported as not applicable", "{n} reported as not applicable", denied)
        text = _("{text} ({detail})").format(text=text, detail=detail.format(n=denied))
    return _("{clauses}.").format(clauses=text)


# -- words -----------------------------------------------------------------------------------------


def _tasks(ids: Iterable[int]) -> str:
    """第9-12、20项."""
    numbers = sorted(ids)
    text = n_("task {ids}", "tasks {ids}", len(numbers))
    return text.format(ids=joined(id_ranges(numbers).split(",")))


def _units(task: int, n: int) -> str:
    """第9项（13家）"""
    return n_("task {id} ({n} unit)", "task {id} ({n} units)", n).format(id=task, n=n)


def _said(pairs: Sequence[Pair]) -> list[str]:
    """A few are named with their units, many by task."""
    return _pairs(pairs) if len(pairs) <= SOME else _by_task(pairs)


def _by_task(pairs: Iterable[Pair]) -> list[str]:
    """第5项（2家）, 第13项（区司法局：没有场地）: the tasks with the most units first."""
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.task.id, []).append(pair)
    return [
        _units(task, len(same)) if len(same) > 1 else _with_note(*same)
        for task, same in sorted(found.items(), key=lambda item: -len(item[1]))
    ]


def _with_note(pair: Pair) -> str:
    said = _("{unit}: {note}").format(unit=pair.unit, note=cut(" ".join((pair.note or "").split()), NOTE))
    return _("{text} ({detail})").format(text=_tasks([pair.task.id]), detail=said if pair.note else pair.unit)


def _pairs(pairs: Iterable[Pair]) -> list[str]:
    """区教体局第12项（30天）: with the days overdue."""
    made = []
    for pair in pairs:
        text = _("{unit} {tasks}").format(unit=pair.unit, tasks=_tasks([pair.task.id]))
        if pair.overdue:
            days = n_("{n} day", "{n} days", pair.overdue).format(n=pair.overdue)
            text = _("{text} ({detail})").format(text=text, detail=days)
        made.append(text)
    return made


def _some(said: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    text = joined(said[:SOME])
    more = len(said) - SOME
    return _("{text} and {n} more").format(text=text, n=more) if more > 0 else text
