"""What people read for the state of a pair, a task, a report, and above the columns of counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govlist.base.i18n import _, n_
from govlist.base.text import chinese_number
from govlist.model.checklist import Checklist, Report, Review, Status, Task
from govlist.model.pairs import Counts, Pair, TaskState, Urgency
from govlist.model.words import basis_word, joined, review_word, short_day, status_word


def bare_title(checklist: Checklist) -> str:
    """What the list is, without the district's name and the word for list: 2024年度政务公开重点工作."""
    return checklist.title.removeprefix(checklist.region or "").removesuffix("清单")


def pair_status(checklist: Checklist, pair: Pair) -> str:
    """What people read for a pair's status: 未报送, 退回重报, 长期坚持, 待核实, 已销号 …"""
    if pair.last is None:
        return _("not reported") if pair.basis.owes else basis_word(pair.basis)
    if pair.review is Review.RETURNED:
        return _("returned")
    if pair.status is Status.DONE and pair.review is Review.CONFIRMED:
        return _("confirmed")
    if pair.status is Status.DONE and checklist.confirm:
        return _("to be checked")
    if pair.status is Status.NOT_APPLICABLE and checklist.confirm and pair.review is None:
        return _("says not applicable (to be checked)")
    if pair.status is Status.IN_PROGRESS and pair.task.standing:
        return _("goes on all year")
    return status_word(pair.status)


def report_word(report: Report) -> str:
    """What one line says: its status, or the office's act."""
    return review_word(report.review) if report.review else status_word(report.status)


def before_word(report: Report | None) -> str:
    """What stood before a report, 未报送 where nothing had been reported."""
    return report_word(report) if report else _("not reported")


def basis_of(pair: Pair) -> str:
    """列名, 认定, 统称涵盖 …: why the unit has to do with the task."""
    return _("named by the office") if pair.claim.concerned else basis_word(pair.basis)


def due_of(task: Task, year: int) -> str:
    """The deadline for a column: the day (with its year unless that is the list's), the words, else `-`."""
    if task.due is not None:
        return short_day(task.due) if task.due.year == year else task.due.isoformat()
    return task.due_text or "-"


def deadline_of(task: Task, year: int) -> str:
    """The deadline whole, for readers: the day, and the document's words for it where it has both."""
    day, text = due_of(task, year), task.due_text
    return _("{day} ({text})").format(day=day, text=text) if text and text != day else day


def chase_word(pair: Pair) -> str:
    """已催办2次，9月30日前反馈; nothing where nobody has been chased."""
    if not pair.chases:
        return ""
    text = n_("chased once", "chased {n} times", len(pair.chases)).format(n=len(pair.chases))
    if (by := pair.chases[-1].reply_by) is not None:
        text = _("{chased}, answer by {day}").format(chased=text, day=short_day(by), m=by.month, d=by.day)
    return text


def reason_word(reason: Urgency) -> str:
    """The word for why a pair comes first."""
    return {
        Urgency.OVERDUE: _("overdue"),
        Urgency.RETURNED: _("returned"),
        Urgency.BEHIND: _("behind"),
        Urgency.MISSING: _("missing"),
        Urgency.LACKING_EVIDENCE: _("lacking evidence"),
        Urgency.CANDIDATE: _("to be settled"),
    }[reason]


def task_word(state: TaskState) -> str:
    """A task's own status in a word; 未报送 where nobody has reported, for nobody is accused by default."""
    if state.no_owner:
        return _("without an owner")
    if not state.deciding:
        return status_word(Status.NOT_APPLICABLE)
    return _("not reported") if state.status is Status.NOT_STARTED else status_word(state.status)


def task_status(state: TaskState) -> str:
    """The same with how many have done it, where some have: 序时推进（已完成12/18家）."""
    word = task_word(state)
    if state.status is Status.IN_PROGRESS and state.task.standing:
        word = _("goes on all year")
    done = sum(pair.status is Status.DONE for pair in state.owed)
    owed = sum(pair.status is not Status.NOT_APPLICABLE for pair in state.owed)
    if not 0 < done < owed:
        return word
    return _("{word} ({done}/{owed} done)").format(word=word, done=done, owed=owed)


def task_progress(state: TaskState, note: bool = True) -> str:
    """进展情况: the office's last paragraph, else 应报18家、已报15家、已完成12家；滞后：区司法局."""
    if note and state.overall and state.overall.note:
        return state.overall.note
    owed = state.owed
    if not owed:
        return ""
    parts = [
        (n_("{n} unit owes it", "{n} units owe it", len(owed)), len(owed)),
        (_("{n} reported"), sum(pair.last is not None for pair in owed)),
        (_("{n} done"), sum(pair.status is Status.DONE for pair in owed)),
        (_("{n} not concerned"), sum(pair.status is Status.NOT_APPLICABLE for pair in owed)),
    ]
    text = joined(figures(parts))
    behind = [pair.unit for pair in owed if pair.status is Status.BEHIND]
    if behind:
        text += _("; behind: {units}").format(units=joined(behind))
    return text


def headings(checklist: Checklist) -> dict[int, tuple[str, str]]:
    """Of each task the numbered titles above it: 一、… and （一）…, topics numbered through the list."""
    sections = {id(s): f"{chinese_number(n)}、{s.title}" for n, s in enumerate(checklist.sections, 1)}
    all_topics = [topic for section in checklist.sections for topic in section.topics or ()]
    topics = {id(t): f"（{chinese_number(n)}）{t.title}" for n, t in enumerate(all_topics, 1)}
    return {
        p.task.id: (sections[id(p.section)], topics[id(p.topic)] if p.topic else "")
        for p in checklist.placed()
    }


@dataclass(frozen=True)
class Figure:
    """A column of counts. `drop` orders what goes first where width is short, 0 never; `keep` when empty."""

    title: str
    figure: Callable[[Counts], int]
    drop: int = 0
    keep: bool = False


def counts_columns(confirm: bool) -> list[Figure]:
    """The columns of a table of counts, in the ledger's order."""
    done = [
        Figure(_("done"), lambda c: c.done, keep=True),
        Figure(_("confirmed"), lambda c: c.confirmed),
    ]
    if confirm:
        done = [
            Figure(_("confirmed"), lambda c: c.confirmed, keep=True),
            Figure(_("to be checked"), lambda c: c.done - c.confirmed, drop=10),
        ]
    return [
        Figure(_("owed"), lambda c: c.obligations, keep=True),
        *done,
        Figure(_("in progress"), lambda c: c.in_progress, keep=True),
        Figure(_("behind"), lambda c: c.behind, drop=11),
        Figure(_("not started"), lambda c: c.not_started - c.not_reported, drop=4),
        Figure(_("not reported"), lambda c: c.not_reported, keep=True),
        Figure(_("not applicable"), lambda c: c.not_applicable, drop=2),
        Figure(_("returned"), lambda c: c.returned, drop=3),
        Figure(_("overdue"), lambda c: c.overdue, drop=8),
        Figure(_("missing"), lambda c: c.missing, drop=7),
        Figure(_("lacking evidence"), lambda c: c.lacking_evidence, drop=5),
        Figure(_("to be settled"), lambda c: c.candidates, drop=1),
    ]


def figures(parts: list[tuple[str, int]]) -> list[str]:
    """Messages with their `{n}` filled in, those whose figure is 0 left out."""
    return [message.format(n=number) for message, number in parts if number]
