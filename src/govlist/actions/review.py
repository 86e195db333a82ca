"""`confirm` and `return`: the office's review 【销号、退回】, one line after a report that waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, NoReturn, TypeGuard

from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.content.json_output import Record
from govlist.content.labels import pair_status
from govlist.model.checklist import Checklist, Placed, Report, Review, Task
from govlist.model.figures import unreviewed
from govlist.model.pairs import Pair
from govlist.model.roster import Roster, existing_units
from govlist.model.states import Status
from govlist.model.view import View, task_by_id
from govlist.model.words import joined
from govlist.validation import entries, transaction
from govlist.validation.entries import Entry
from govlist.validation.load import Loaded
from govlist.yamlfile.source import Source


class Request(NamedTuple):
    """What the office says, of which tasks and units, and on which day."""

    act: Review
    ids: Sequence[int]
    names: Sequence[str] | None
    """The units; None for all whose reports wait for review."""
    note: str | None
    day: date
    without_evidence: bool = False
    """Whether reports that lack evidence are confirmed, too, though their unit is not named."""


class Reviewed(NamedTuple):
    """The units whose reports are reviewed; `together`: selected as a group or all, not each by name."""

    units: Sequence[str]
    together: bool
    without_evidence: bool = True
    """Whether reports that lack evidence are confirmed, too."""


class Reviews(NamedTuple):
    """The lines that a review adds, and the reports left out because they lack evidence."""

    made: list[Entry]
    left_out: list[Pair]


def review(session: Session, request: Request, dry_run: bool) -> tuple[transaction.Edited, list[Pair]]:
    """Review reports; returns the edit, and the pairs left out because their reports lack evidence.

    Raises GovlistError for a report that cannot be reviewed.
    """
    act, ids, names, note, day, without_evidence = request
    entries.refuse_texts(note)
    entries.refuse_future(day, session.today)
    if act is Review.RETURNED and not (note or "").strip():
        raise GovlistError(_("missing option --note"), hint=_("give the reason: --note TEXT"))
    entries.refuse_empty(note=note)
    left_out: list[Pair] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        view = View(checklist, day)
        who = _who(view.roster, names, day)
        who = who._replace(without_evidence=without_evidence or act is Review.RETURNED or not who.together)
        refuse_later(view, ids, who)
        made, left_out[:] = reviews(view, ids, who, act, note)
        return entries.add(loaded.source, made), entries.records(made)

    return transaction.apply(session.writable_path, make, dry_run), left_out


def _who(roster: Roster, names: Sequence[str] | None, day: date) -> Reviewed:
    if not names:
        return Reviewed([unit.name for unit in existing_units(roster.checklist, day)], together=True)
    return Reviewed(roster.select_all(names, day), together=roster.names_group(names))


def reviews(view: View, ids: Iterable[int], who: Reviewed, act: Review, note: str | None) -> Reviews:
    """The lines that a review of all tasks and units adds on the view's day; confirmed reports stay so.

    Raises GovlistError for the first named unit whose last report does not wait for review. Of units that are
    selected together, those whose reports wait are taken; if there are none, GovlistError is raised, too.
    """
    made: list[Entry] = []
    left_out: list[Pair] = []
    confirmed = False
    for number in ids:
        placed = task_by_id(view.checklist, number)
        pairs = {pair.unit: pair for pair in view.task(number).pairs}
        for unit in who.units:
            pair = pairs.get(unit)
            if pair is not None and act is Review.CONFIRMED and pair.review is act:
                confirmed = True
            elif _waits(pair) and not (who.together and _later(view, placed.task, unit)):
                if pair.lacks_evidence and not who.without_evidence:
                    left_out.append(pair)
                    continue
                made.append(
                    Entry(placed, _reporter(view, unit, number, pair), _review(view, pair, act, note))
                )
            elif not who.together:
                _refuse(view, placed, unit, pair)
    if not (made or confirmed or left_out):
        message = _("no report on {tasks} waits for review")
        tasks = n_("task {ids}", "tasks {ids}", len(list(ids))).format(ids=joined(map(str, ids)))
        raise GovlistError(message.format(tasks=tasks), hint=_("see govlist list --unreviewed"))
    return Reviews(made, left_out)


def _waits(pair: Pair | None) -> TypeGuard[Pair]:
    return pair is not None and unreviewed(pair)


def _review(view: View, pair: Pair, act: Review, note: str | None) -> Report:
    status = pair.status if act is Review.CONFIRMED else Status.IN_PROGRESS
    return Report(date=view.day, status=status, review=act, note=note)


def _refuse(view: View, placed: Placed, unit: str, pair: Pair | None) -> NoReturn:
    """Raise GovlistError: why a unit's report cannot be reviewed, and the remedy."""
    number = placed.task.id
    state = pair_status(view.checklist, pair) if pair else _("not involved")
    if pair is not None and pair.review is Review.CONFIRMED:
        hint = _("take the confirmation back with: govlist unmark {id} --unit {unit}")
        hint = hint.format(id=number, unit=unit)
    elif pair is None and (concerned := entries.assign_hint(view.roster, placed, unit)):
        hint = concerned
    else:
        hint = _("only reports of done or not applicable can be reviewed: govlist list --unreviewed")
    message = _("{unit}, task {id}: nothing to review ({state})")
    raise GovlistError(message.format(unit=unit, id=number, state=state), hint=hint)


def _reporter(view: View, unit: str, number: int, pair: Pair | None) -> str:
    """The unit that reported: the unit itself, or one that it succeeded."""
    task = task_by_id(view.checklist, number).task
    last = pair.last if pair else None
    sources = pair.claim.sources if pair else ()
    return next((source for source in sources if last in task.progress.get(source, ())), unit)


def refuse_later(view: View, ids: Iterable[int], who: Reviewed) -> None:
    """Raise GovlistError if a named unit reported after the day: a review must follow its report."""
    for number in ids:
        task = task_by_id(view.checklist, number).task
        late = [] if who.together else [unit for unit in who.units if _later(view, task, unit)]
        if late:
            message = _("task {id}: {units} reported after {day}")
            message = message.format(id=number, units=joined(late), day=view.day)
            raise GovlistError(message, hint=_("date the review that day or later"))


def _later(view: View, task: Task, unit: str) -> bool:
    return any(report.date > view.day for report in task.progress.get(unit, ()))
