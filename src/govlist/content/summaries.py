"""Figures as sentences: the summary to be read out, the problem of a pair, the next step.

A clause whose figure is 0 is left out, but 逾期, which then reads 无逾期. 项 counts tasks, 项次 pairs; one
sentence part never mixes them. All renderers take their words from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govlist.base.dates import quarter
from govlist.base.i18n import _, n_, p_
from govlist.base.text import chinese_number, id_ranges
from govlist.content.labels import figures, reason_word, task_state
from govlist.model.checklist import Checklist
from govlist.model.figures import Counts, asked, asked_by_unit, candidate, count, due_soon, percent
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import office_name
from govlist.model.rounds import Round
from govlist.model.view import View
from govlist.model.words import day, joined, run_on, status_word

TASK_STATES = (
    "done", "in_progress", "behind", "not_started", "not_applicable", "not_reported", "no_owner",
)  # fmt: skip
"""The states of a task, in the order of the summary."""


class Clause(NamedTuple):
    """A figure with its word, and its parts."""

    word: str
    figure: int
    parts: tuple[tuple[str, int], ...] = ()


# -- one unit --------------------------------------------------------------------------------------


def unit_sentence(view: View, unit: str) -> str:
    """承担16项：已完成4（已销号3、待核实1），序时推进9（退回重报1），进度滞后1，未报送2。

    With a filter 所列3项 instead: the unit may owe more.
    """
    counts = count(view.of_unit(unit))
    if not counts.obligations:
        return _("No matching tasks.") if view.filter.of_part else _("No tasks are owed.")
    head = n_("{n} task", "{n} tasks", counts.obligations).format(n=counts.obligations)
    clauses = p_("clause", ", ").join(_bare(clause) for clause in _clauses(view.checklist, counts))
    sentence = _("{head} shown: {clauses}.") if view.filter.of_part else _("{head}: {clauses}.")
    return sentence.format(head=head, clauses=clauses)


def attention(view: View, unit: str) -> list[str]:
    """The text beside the bar: 逾期1, 缺佐证2, 三季度应报13项、已报11项（9月25日截止）, 另有待认定7项."""
    pairs = view.of_unit(unit)
    counts = count(pairs)
    parts = [overdue_clause(view.checklist, counts.overdue), due_soon_clause(counts.due_soon)]
    if counts.lacking_evidence:
        parts.append(_("{n} lacking evidence").format(n=counts.lacking_evidence))
    parts.append(round_clause(view, pairs))
    if counts.candidates:
        parts.append(_("{n} more to be settled").format(n=counts.candidates))
    if counts.support:
        parts.append(_("{n} in support").format(n=counts.support))
    return [part for part in parts if part]


def overdue_clause(checklist: Checklist, overdue: int) -> str:
    """逾期1, 无逾期; empty if no task has a deadline."""
    if overdue:
        return _("{n} overdue").format(n=overdue)
    return _("none overdue") if any(task.due for task in checklist.tasks()) else ""


def due_soon_clause(number: int) -> str:
    """临期2; empty if nothing falls due soon."""
    return _("{n} due soon").format(n=number) if number else ""


def round_clause(view: View, of: Iterable[Pair], pairs: bool = False) -> str:
    """三季度应报13项、已报11项（9月25日截止）; empty before the first round has passed.

    One unit's are tasks 【项】; those of several units are `pairs` 【项次】.
    """
    reports = asked(of)
    if view.round is None or not reports.reports:
        return ""
    text = _("{round}: {asked} to report, {reported} reported")
    if pairs:
        text = _("{round}: {asked} obligations to report, {reported} reported")
    due = view.round.due
    until = _(" (by {day:%m-%d})").format(day=due, m=due.month, d=due.day) if due else ""
    return text.format(round=round_name(view), asked=reports.reports, reported=reports.given) + until


def round_name(view: View, of: Round | None = None) -> str:
    """三季度 if there is one round in each quarter, else the round's day; of the last round by default."""
    named = of or view.round
    if named is None:
        return ""
    if named.due is None:
        return _("the time since {day}").format(day=day(view.silent or view.day))
    quarters = [(each.year, quarter(each)) for each in view.checklist.rounds]
    number = quarter(named.due)
    if len(set(quarters)) == len(quarters):
        return _("quarter {number}").format(number=number, chinese=chinese_number(number))
    return _("the round of {day}").format(day=day(named.due))


# -- the district ----------------------------------------------------------------------------------


def district_sentence(view: View) -> str:
    """截至…，全年28项重点任务中，已完成2项，…。任务涉及19个单位、368项次：已完成83项次（其中…），…。"""
    if not any(True for _task in view.checklist.tasks()):
        return _("The list has no tasks yet.")
    if not view.tasks:
        return _("As of {day}, no tasks match.").format(day=day(view.day))
    clauses = [_task_clause(key, ids) for key, ids in task_figures(view).items() if ids]
    narrowed = len(view.tasks) < sum(1 for _task in view.checklist.tasks())
    n = len(view.tasks)
    message = n_(
        "As of {day}, the list has {n} task: {clauses}.", "As of {day}, the list has {n} tasks: {clauses}.", n
    )
    if narrowed:
        message = n_(
            "As of {day}, {n} task is shown: {clauses}.", "As of {day}, {n} tasks are shown: {clauses}.", n
        )
    tasks = message.format(day=day(view.day), n=n, clauses=p_("clause", ", ").join(clauses))
    return run_on([tasks, pairs_sentence(view)])


def pairs_sentence(view: View) -> str:
    """任务涉及19个单位、368项次：已完成83项次（其中已销号61项次），…，未报送6项次。"""
    counts = count(view.pairs)
    if not counts.obligations:
        return _("No unit owes any of them yet.")
    clauses = [_of_pairs(clause) for clause in _clauses(view.checklist, counts)]
    units, owed = len({pair.unit for pair in view.pairs if pair.basis.owes}), counts.obligations
    return _("They involve {units} and {obligations}: {clauses}.").format(
        units=n_("{n} unit", "{n} units", units).format(n=units),
        obligations=n_("{n} obligation", "{n} obligations", owed).format(n=owed),
        clauses=p_("clause", ", ").join(clauses),
    )


def task_figures(view: View) -> dict[str, list[int]]:
    """The ids of the tasks under each key of their own state; every task under exactly one."""
    found: dict[str, list[int]] = {key: [] for key in TASK_STATES}
    for state in view.tasks:
        found[task_state(state).key].append(state.task.id)
    return found


def round_sentence(view: View) -> str:
    """三季度应报303项次，按期报送283项次，报送率93.4%；…。四季度截止日未到，已报3/19家。

    Units are named only after the round's day, in the span in which it was. The round that has not ended is
    reported if the whole span, or the whole list, lies before its day. Empty without rounds. With a filter by
    state no unit is named or counted: its other tasks are not seen.
    """
    passed = "" if view.round is None else _passed_round(view, view.round)
    return run_on([passed, running_sentence(view)])


def running_sentence(view: View) -> str:
    """四季度截止日未到，已报3/19家。 Empty if the round's day is not that of the span, or has passed."""
    if view.running and (view.round is None or not view.round_ended) and not view.filter.by_state:
        return _running_round(view, view.running)
    return ""


def _running_round(view: View, running: Round) -> str:
    """一季度截止日未到，已报17/20家，其中3家未报齐。"""
    units = asked_by_unit(view.pairs, running).values()
    if not units:
        return ""
    clauses = [
        _("{round}: not yet due, {reported}/{asked} units have reported").format(
            round=round_name(view, running), reported=sum(each.given > 0 for each in units), asked=len(units)
        )
    ]
    partly = sum(0 < each.given < each.reports for each in units)
    clauses += figures([(_("{n} of them only in part"), partly)])
    return _("{clauses}.").format(clauses=p_("clause", ", ").join(clauses))


def _passed_round(view: View, passed: Round) -> str:
    reports = asked(view.pairs)
    if not reports.reports:
        return ""
    text = _("{round}: {asked} obligations to report, {in_time} reported in time, {rate}").format(
        round=round_name(view, passed),
        asked=reports.reports,
        in_time=reports.in_time,
        rate=percent(reports.in_time, reports.reports, 1),
    )
    named = view.round_ended and not view.filter.by_state
    clauses = [text, *(_not_in_time(view, passed) if named else ())]
    return _("{clauses}.").format(clauses=p_("note", "; ").join(clauses))


def _not_in_time(view: View, passed: Round) -> Iterator[str]:
    """一项未报的单位1个：…；部分未报（缺1–3项）的单位24个：…；迟报的单位2个：…: every unit in one of them."""
    units = asked_by_unit(view.pairs, passed)
    nothing = [unit for unit, each in units.items() if not each.given]
    partly = [unit for unit, each in units.items() if 0 < each.given < each.reports]
    late = [unit for unit, each in units.items() if each.in_time < each.given == each.reports]
    lacking = sorted({units[unit].lacking for unit in partly})
    lacks = "–".join(map(str, dict.fromkeys([*lacking[:1], *lacking[-1:]])))
    texts = (
        (_("no report at all ({n}): {units}"), nothing),
        (_("part of the reports missing, {lacks} each ({n}): {units}"), partly),
        (_("all reported, but late ({n}): {units}"), late),
    )
    for text, found in texts:
        names = joined(unit for unit in view.units if unit in found)
        if found:
            yield text.format(n=len(found), units=names, lacks=lacks)


def open_sentence(view: View) -> str:
    """待认定5项次（第3、6项），由区政府办公室认定。 Empty if nothing is to be settled."""
    pairs = [pair for pair in view.pairs if candidate(pair)]
    if not pairs:
        return ""
    ids = joined(id_ranges(sorted({pair.task.id for pair in pairs})).split(","))
    text = n_(
        "{n} obligation is still to be settled by {office} (task {ids}).",
        "{n} obligations are still to be settled by {office} (tasks {ids}).",
        len(pairs),
    )
    return text.format(n=len(pairs), ids=ids, office=office_name(view.checklist, view.day))


def soon_sentence(view: View) -> str:
    """临期36项次：第1项6月20日到期（1家），第3项6月25日到期（35家）。 Empty if nothing falls due soon."""
    found = Counter((pair.due, pair.task.id) for pair in view.pairs if pair.due and due_soon(pair))
    if not found:
        return ""
    clauses = p_("clause", ", ").join(
        n_("task {id} on {day:%m-%d} ({n} unit)", "task {id} on {day:%m-%d} ({n} units)", n).format(
            id=number, day=on, m=on.month, d=on.day, n=n
        )
        for (on, number), n in sorted(found.items())
    )
    n = found.total()
    text = n_("{n} obligation falls due soon: {clauses}.", "{n} obligations fall due soon: {clauses}.", n)
    return text.format(n=n, clauses=clauses)


def wrong(view: View, reason: Urgency, pair: Pair) -> str:
    """存在问题: the problem, in a few words."""
    note = pair.note or ""
    if reason is Urgency.OVERDUE:
        return n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    if reason is Urgency.RETURNED:
        return _("returned: {note}").format(note=note) if note else _("returned, report again")
    if reason is Urgency.BEHIND:
        return note or status_word("behind")
    if reason is Urgency.DUE_SOON:
        return due_in(pair)
    if reason is Urgency.MISSING:
        return _("no report in {round}").format(round=round_name(view))
    return reason_word(reason)


def due_in(pair: Pair) -> str:
    """9月30日到期，还有3天: when a pair falls due that is not overdue."""
    if pair.due is None:
        return ""
    left = n_("{n} day left", "{n} days left", pair.days_left).format(n=pair.days_left)
    text = _("due on {day:%m-%d}, {left}") if pair.days_left else _("due today")
    return text.format(day=pair.due, m=pair.due.month, d=pair.due.day, left=left)


def to_do(view: View, reason: Urgency, pair: Pair) -> str:
    """要办什么: the next step, in a few words."""
    if reason is Urgency.OVERDUE:
        return p_("clause", ", ").join([wrong(view, reason, pair), _("report progress")])
    if reason is Urgency.BEHIND:
        return pair.note or _("say how the delay will be made up")
    if reason is Urgency.LACKING_EVIDENCE:
        return _("no evidence: add a link or material")
    if reason is Urgency.CANDIDATE:
        return _("{office} must settle who is concerned").format(office=office_name(view.checklist, view.day))
    return wrong(view, reason, pair)


# -- parts -----------------------------------------------------------------------------------------


def done_clause(confirm: bool, counts: Counts) -> str:
    """已完成83项次（其中已销号61项次、待核实22项次）; the office confirms what is done, or not."""
    return _of_pairs(_done(confirm, counts))


def _done(confirm: bool, counts: Counts) -> Clause:
    word = status_word
    confirmed = [(word("confirmed"), counts.confirmed)] if counts.confirmed else []
    waiting = [(word("to_check"), counts.unconfirmed)] if confirm and counts.unconfirmed else []
    return Clause(word("done"), counts.done, (*confirmed, *waiting))


def _clauses(checklist: Checklist, counts: Counts) -> list[Clause]:
    word = status_word
    returned = ((word("returned"), counts.returned),) if counts.returned else ()
    clauses = [
        _done(checklist.confirm, counts),
        Clause(word("in_progress"), counts.in_progress, returned),
        Clause(word("behind"), counts.behind),
        Clause(word("not_started"), counts.reported_not_started),
        Clause(word("not_applicable"), counts.not_applicable),
        Clause(word("not_reported"), counts.not_reported),
    ]
    return [clause for clause in clauses if clause.figure]


def _bare(clause: Clause) -> str:
    """已完成4（已销号3、待核实1）"""
    text = _("{figure} {word}").format(word=clause.word, figure=clause.figure)
    if clause.parts:
        parts = joined(_("{figure} {word}").format(word=w, figure=n) for w, n in clause.parts)
        text += _(" ({parts})").format(parts=parts)
    return text


def _of_pairs(clause: Clause) -> str:
    """已完成83项次（其中已销号61项次）"""
    text = p_("obligations", "{figure} {word}").format(word=clause.word, figure=clause.figure)
    if clause.parts:
        said = (p_("obligations", "{figure} {word}").format(word=w, figure=n) for w, n in clause.parts)
        text += p_("obligations", " ({parts})").format(parts=joined(said))
    return text


def _task_clause(key: str, ids: list[int]) -> str:
    if key != "no_owner":
        return p_("tasks", "{figure} {word}").format(figure=len(ids), word=status_word(key))
    numbers = n_("task {ids}", "tasks {ids}", len(ids)).format(ids=joined(map(str, ids)))
    return _("{n} still without an owner ({tasks})").format(n=len(ids), tasks=numbers)


def chase_clauses(view: View, items: Iterable[tuple[Urgency, Pair]]) -> list[str]:
    """逾期1项（第12项，逾期27天）；退回重报1项（第8项：缺学校公开目录链接）: a clause for each reason."""
    found: dict[Urgency, list[Pair]] = {}
    for reason, pair in items:
        if reason is not Urgency.CANDIDATE:
            found.setdefault(reason, []).append(pair)
    clauses = []
    for reason, pairs in found.items():
        said = p_("note", "; ").join(  # what a unit writes has commas of its own
            _("task {id}: {what}").format(id=pair.task.id, what=_plain_reason(view, reason, pair))
            for pair in pairs
        )
        if reason in (Urgency.MISSING, Urgency.LACKING_EVIDENCE):
            ids = id_ranges(sorted(pair.task.id for pair in pairs))
            said = n_("task {ids}", "tasks {ids}", len(pairs)).format(ids=joined(ids.split(",")))
        text = n_("{n} task {reason} ({said})", "{n} tasks {reason} ({said})", len(pairs))
        word = reason_word(reason)
        if reason is Urgency.MISSING and view.round and view.round.due:
            word = p_("missing", "missing in {round}").format(round=round_name(view))
        clauses.append(text.format(n=len(pairs), reason=word, said=said))
    return clauses


def _plain_reason(view: View, reason: Urgency, pair: Pair) -> str:
    """The problem, without the word before the bracket."""
    return pair.note if reason is Urgency.RETURNED and pair.note else wrong(view, reason, pair)
