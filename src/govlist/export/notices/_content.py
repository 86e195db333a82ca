"""The contents of a supervision notice 【督办单】 as data, without layout. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from govlist.base.i18n import n_, p_
from govlist.base.text import capital, id_ranges, visible, width
from govlist.content.follow_up import Due, reasons
from govlist.content.labels import pair_status, reason_word
from govlist.content.letters import BLANK, Letter
from govlist.content.summaries import to_do
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import known_office
from govlist.model.view import View
from govlist.model.words import day, joined, status_word

SHORT_BLANK = "____"

TITLE_COLUMNS = 38
"""Columns of a title line: 19 Chinese characters."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice to one unit. Every text is one line without control characters."""

    title: tuple[str, ...]
    """One line, or two if it is too long."""
    number: str
    """The document number, or a blank to be filled in."""
    unit: str
    opening: str
    matters: tuple[Matter, ...]
    demands: tuple[Demand, ...]
    reply: str
    contact: str
    office: str
    """Who signs; empty if the list does not say."""
    day: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A task and its problems, one per line."""

    number: int
    requirement: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What to do about the tasks with the same reason."""

    which: str
    what: str


def notice(view: View, due: Due, letter: Letter) -> Notice:
    """The notice about everything a unit is chased for, in the order of urgency."""
    listed = visible(view.checklist.title.removesuffix("清单"))
    return Notice(
        title=_title(listed),
        number=visible(letter.number)
        or p_("notice", "[{year}] No. {blank}").format(year=view.day.year, blank=BLANK),
        unit=p_("notice", "{unit}:").format(unit=visible(due.unit)),
        opening=_opening(view, due, listed),
        matters=tuple(_matter(view, pair) for _reason, pair in due.items),
        demands=tuple(_demands(due.items)),
        reply=_reply(letter.reply_by),
        contact=letter.whom_to_ask(view),
        office=_office(view, due.unit),
        day=day(view.day),
    )


def _title(listed: str) -> tuple[str, ...]:
    kind = p_("notice", "supervision notice")
    whole = p_("notice", "{list}: {kind}").format(list=listed, kind=kind)
    return (whole,) if width(whole) <= TITLE_COLUMNS else (listed, capital(kind))


def _opening(view: View, due: Due, listed: str) -> str:
    """The number of tasks, each counted once under its most urgent reason."""
    found = Counter(reason for reason, _pair in due.items)
    figures = p_("clause", ", ").join(
        p_("notice", "{n} {reason}").format(n=n, reason=reason_word(reason)) for reason, n in found.items()
    )
    text = p_(
        "notice",
        "As of {day}, {n} of your tasks in {list} need action ({figures}). Please proceed as follows.",
    )
    return text.format(day=day(view.day), n=len(due.items), list=listed, figures=figures)


def _matter(view: View, pair: Pair) -> Matter:
    problems = [visible(each) for text in _problems(view, pair) for each in text.splitlines()]
    return Matter(pair.task.id, visible(pair.task.requirement), tuple(filter(str.strip, problems)))


def _problems(view: View, pair: Pair) -> Iterator[str]:
    """All problems of a pair, not only the most urgent, and how often it was chased."""
    for reason in reasons(pair):
        yield _problem(view, reason, pair)
    if pair.overdue and pair.last is None and not pair.missing:
        yield status_word("not_reported")
    before = sum(chase.date < view.day for chase in pair.chases)
    if before:
        yield p_("notice", "chase no. {n}").format(n=before + 1)


def _problem(view: View, reason: Urgency, pair: Pair) -> str:
    if reason is Urgency.OVERDUE:
        return _overdue(view, pair)
    if reason in (Urgency.MISSING, Urgency.DUE_SOON):
        return to_do(view, reason, pair)
    if reason is Urgency.LACKING_EVIDENCE:
        return p_("notice", "reported done without evidence")
    state = pair_status(view.checklist, pair)
    return p_("notice", "{state}: {note}").format(state=state, note=pair.note) if pair.note else state


def _overdue(view: View, pair: Pair) -> str:
    """逾期27天（时限8月31日）; for a standing task the end of the year."""
    days = n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    deadline = view.day - pair.overdue * _DAY
    text = p_("notice", "{days} (due {day:%m-%d})")
    return text.format(days=days, day=deadline, m=deadline.month, d=deadline.day)


def _demands(items: Iterable[tuple[Urgency, Pair]]) -> Iterator[Demand]:
    """What is demanded, each task once, under the reason by which the opening counts it."""
    ids: dict[Urgency, list[int]] = {}
    for reason, pair in items:
        ids.setdefault(reason, []).append(pair.task.id)
    which = p_("notice", "{reason} ({tasks}). ")
    for reason in sorted(ids):
        said = which.format(reason=capital(reason_word(reason)), tasks=_tasks(ids[reason]))
        yield Demand(said, _demand(reason))


def _demand(reason: Urgency) -> str:
    return {
        Urgency.OVERDUE: p_(
            "notice", "Finish without delay, and state in writing why it is late and when it will be done."
        ),
        Urgency.RETURNED: p_("notice", "Fix what the review found, and report again."),
        Urgency.BEHIND: p_("notice", "Find out why, and state how and by when you will catch up."),
        Urgency.MISSING: p_("notice", "Report the progress."),
        Urgency.LACKING_EVIDENCE: p_("notice", "Send in the evidence: links or documents."),
    }[reason]


def _tasks(ids: list[int]) -> str:
    """第9-12、20项."""
    text = n_("task {ids}", "tasks {ids}", len(ids))
    return text.format(ids=joined(id_ranges(sorted(ids)).split(",")))


def _reply(reply_by: date | None) -> str:
    if reply_by is None:
        text = p_("notice", "Please reply in writing by {blank}, with the evidence.")
        return text.format(blank=SHORT_BLANK)
    return p_("notice", "Please reply in writing by {day}, with the evidence.").format(day=day(reply_by))


def _office(view: View, unit: str) -> str:
    """Who signs; no notice is from a unit to itself."""
    name = known_office(view.checklist, view.day)
    return visible(name) if name and name != unit else ""
