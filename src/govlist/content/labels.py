"""The words for the state of a pair, a task, a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govlist.base.i18n import _, n_, p_
from govlist.base.text import chinese_number
from govlist.model.checklist import Checklist, Report, Review, Task
from govlist.model.figures import count, unreviewed
from govlist.model.pairs import Pair, TaskState, Urgency
from govlist.model.states import STATE, State, Status
from govlist.model.view import View
from govlist.model.words import basis_word, joined, short_day, status_word
from govlist.model.words import day as day_word


def bare_title(checklist: Checklist) -> str:
    """What the list is, without the district's name and the word for list: 2024年度政务公开重点工作."""
    return checklist.title.removeprefix(checklist.region or "").removesuffix("清单")


LARGE, EXCEPT = 9, 2
"""A group of more units is named as a whole also if at most so many of its units are not meant."""


def as_of(view: View) -> str:
    """截至2024年9月27日; with `--due` also the day until which tasks fall due."""
    text = _("as of {day}").format(day=day_word(view.day))
    if view.filter.due is None:
        return text
    return _("{as_of}, due by {day}").format(as_of=text, day=day_word(view.filter.due))


def archived(view: View) -> str:
    """2026年1月15日已归档; empty if the list was not archived on that day."""
    closed = view.checklist.closed
    return _("archived on {day}").format(day=day_word(closed)) if closed and closed <= view.day else ""


def pair_state(checklist: Checklist, pair: Pair) -> State:
    """The state of a pair in a table: 未报送, 退回重报, 长期坚持, 待核实, 已销号 …"""
    if pair.last is None:
        return STATE["not_reported" if pair.basis.owes else pair.basis]
    if pair.review is Review.RETURNED:
        return STATE["returned"]
    if pair.counts_as is Status.DONE and pair.review is Review.CONFIRMED:
        return STATE["confirmed"]
    # the office checks what is owed: a report in support waits for nobody
    if pair.counts_as is Status.DONE and checklist.confirm and pair.owes:
        return STATE["to_check"]
    if pair.counts_as is Status.NOT_APPLICABLE and checklist.confirm and unreviewed(pair):
        return STATE["denied"]
    if pair.status is Status.IN_PROGRESS and pair.task.standing:
        return STATE["standing"]
    return STATE[pair.status]


def pair_status(checklist: Checklist, pair: Pair) -> str:
    """The word for a pair's status."""
    return status_word(pair_state(checklist, pair).key)


def report_state(report: Report) -> State:
    """The state of a line: its status, or the office's review."""
    return STATE[report.review or report.status]


def report_word(report: Report) -> str:
    """The word for a line."""
    return status_word(report_state(report).key)


def unit_names(view: View, units: Iterable[str]) -> str:
    """The names of units; a group of which all are among them is named as a whole: 各乡镇街道（13家）.

    So is a large group of which one or two are not: 各部门（县财政局除外，34家）.
    """
    left = list(units)
    names = []
    groups = {
        group.name: set(view.roster.members(group)) & set(view.units) for group in view.checklist.groups
    }
    for others in range(EXCEPT + 1):
        for name, members in sorted(groups.items(), key=lambda item: -len(item[1])):
            out = [unit for unit in view.units if unit in members.difference(left)]
            if len(out) != others or len(members) <= (LARGE if out else 2):
                continue
            n = len(members) - len(out)
            text = n_("{group} ({n} unit)", "{group} ({n} units)", n)
            if out:
                text = n_("{group} ({n} unit, without {units})", "{group} ({n} units, without {units})", n)
            names.append(text.format(group=name, n=n, units=joined(out)))
            left = [unit for unit in left if unit not in members]
    return joined([*names, *left])


def before_word(report: Report | None) -> str:
    """The status before a report; 未报送 if there was no report."""
    return report_word(report) if report else status_word("not_reported")


def unconfirmed(checklist: Checklist) -> State:
    """The word for done but not confirmed: 待核实 if the office confirms, else 已完成."""
    return STATE["to_check" if checklist.confirm else "done"]


def basis_of(pair: Pair) -> str:
    """列名, 认定, 统称涵盖 …: why the unit is involved in the task."""
    return _("named by the office") if pair.claim.concerned else basis_word(pair.basis)


def due_of(task: Task, year: int) -> str:
    """The deadline for a column: the days (their year unless it is the list's), the words, else `-`."""
    days = (each.words or _day_of_year(each.day, year) for each in task.due)
    return joined(days) or task.due_text or "-"


def deadline_of(task: Task, year: int) -> str:
    """The full deadline: the days, and the document's words if there are any."""
    day, text = due_of(task, year), task.due_text
    return _("{day} ({text})").format(day=day, text=text) if text and text != day else day


def due_in_words(task: Task) -> str:
    """The days of the deadline in full; empty without any."""
    return joined(each.words or (day_word(each.day) if each.day else "") for each in task.due)


def due_in_full(task: Task) -> str:
    """The days and the document's words, each if it says more."""
    days, text = due_in_words(task), task.due_text or ""
    return p_("clause", ", ").join(filter(None, [days if days not in text else "", text]))


def due_of_pair(pair: Pair, year: int) -> str:
    """The same for a pair: of several days, the one that it missed or by which it reports next."""
    return _day_of_year(pair.due, year) if pair.due else due_of(pair.task, year)


def _day_of_year(day: date | None, year: int) -> str:
    return short_day(day) if day is None or day.year == year else day.isoformat()


def chase_word(pair: Pair) -> str:
    """已催办2次，9月30日前反馈; empty if the unit has not been chased."""
    if not pair.chases:
        return ""
    text = n_("chased once", "chased {n} times", len(pair.chases)).format(n=len(pair.chases))
    if (by := pair.chases[-1].reply_by) is not None:
        text = _("{chased}, reply by {day}").format(chased=text, day=short_day(by), m=by.month, d=by.day)
    return text


def reason_word(reason: Urgency) -> str:
    """The word for why a pair comes first."""
    return {
        Urgency.OVERDUE: _("overdue"),
        Urgency.RETURNED: status_word("returned"),
        Urgency.BEHIND: status_word("behind"),
        Urgency.MISSING: _("missing"),
        Urgency.DUE_SOON: _("due soon"),
        Urgency.LACKING_EVIDENCE: _("lacking evidence"),
        Urgency.CANDIDATE: status_word("candidate"),
    }[reason]


def task_state(state: TaskState) -> State:
    """A task's own state; 未报送 if no unit has reported."""
    if state.no_owner:
        return STATE["no_owner"]
    return STATE["not_reported" if state.not_reported else state.status]


def task_word(state: TaskState) -> str:
    """The word for a task's own state."""
    return status_word(task_state(state).key)


def standing_or_word(state: TaskState) -> str:
    """The same, but 长期坚持 for a task in progress that goes on all year."""
    standing = state.status is Status.IN_PROGRESS and state.task.standing
    return status_word("standing") if standing else task_word(state)


def units_done(state: TaskState) -> str:
    """12/35: how many of the units that owe a task have done it, and whether the leads are among them.

    Empty if none or all have.
    """
    counts = count(state.owed)
    if not 0 < counts.done < counts.applicable:
        return ""
    text = _("{done}/{owed} (leads done)") if state.leads_done else "{done}/{owed}"
    return text.format(done=counts.done, owed=counts.applicable)


def task_status(state: TaskState) -> str:
    """The same with the number of units done, if there are any.

    序时推进（已完成12/18家）; 序时推进（牵头单位已完成，已完成12/35家） if only the leads are all done.
    """
    word = standing_or_word(state)
    counts = count(state.owed)
    if not 0 < counts.done < counts.applicable:
        return word
    text = (
        _("{word} (leads done, {done}/{owed} done)") if state.leads_done else _("{word} ({done}/{owed} done)")
    )
    return text.format(word=word, done=counts.done, owed=counts.applicable)


def task_progress(state: TaskState, note: bool = True) -> str:
    """进展情况: the office's last paragraph, else 应报18家、已报15家、已完成12家；滞后：区司法局."""
    if note and state.overall and state.overall.note:
        return state.overall.note
    counts = count(state.owed)
    if not counts.obligations:
        return ""
    parts = [
        (n_("{n} unit owes it", "{n} units owe it", counts.obligations), counts.obligations),
        (_("{n} reported"), counts.obligations - counts.not_reported),
        (_("{n} done"), counts.done),
        (_("{n} not concerned"), counts.not_applicable),
    ]
    text = joined(figures(parts))
    behind = [pair.unit for pair in state.owed if pair.counts_as is Status.BEHIND]
    if behind:
        text += _("; behind: {units}").format(units=joined(behind))
    return text


def headings(checklist: Checklist) -> dict[int, tuple[str, str]]:
    """For each task, the numbered titles above it, topics numbered as in the document: 一、… and （一）…."""
    sections = {id(s): f"{chinese_number(n)}、{s.title}" for n, s in enumerate(checklist.sections, 1)}
    topics = {id(t): f"（{chinese_number(n)}）{t.title}" for n, t in checklist.numbered_topics()}
    return {
        p.task.id: (sections[id(p.section)], topics[id(p.topic)] if p.topic else "")
        for p in checklist.placed()
    }


def figures(parts: list[tuple[str, int]]) -> list[str]:
    """Messages with their `{n}` filled in, those whose figure is 0 left out."""
    return [message.format(n=number) for message, number in parts if number]
