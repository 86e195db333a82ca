"""The office's review 【销号、退回】: one added line behind a unit's report that calls for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from govlist.errors import GovlistError
from govlist.i18n import _
from govlist.labels import pair_status
from govlist.model import Report, Review, Status
from govlist.pairs import Pair
from govlist.query import View, task_by_id
from govlist.reporting import Entry
from govlist.words import joined


def entries(
    view: View, ids: Iterable[int], units: Sequence[str], act: Review, note: str | None
) -> list[Entry]:
    """The lines that a review of all tasks and units adds, on the view's day; what is confirmed stays so.

    Raises GovlistError for the first pair whose last word is no report of the unit that is done or not
    applicable: nothing there calls for a review.
    """
    made = []
    for number in ids:
        placed = task_by_id(view.checklist, number)
        pairs = {pair.unit: pair for pair in view.task(number).pairs}
        for unit in units:
            pair = pairs.get(unit)
            if pair is not None and act is Review.CONFIRMED and pair.review is act:
                continue
            report = _review(view, unit, number, pair, act, note)
            made.append(Entry(placed, _holder(view, unit, number, pair), report))
    return made


def _review(view: View, unit: str, number: int, pair: Pair | None, act: Review, note: str | None) -> Report:
    if pair is None or not pair.pending or not pair.basis.owes:
        state = pair_status(view.checklist, pair) if pair else _("nothing to do with it")
        message = _("{unit}, task {id}: nothing to review ({state})")
        hint = _("only a report of done or not applicable is reviewed: govlist list --unreviewed")
        raise GovlistError(message.format(unit=unit, id=number, state=state), hint=hint)
    status = pair.status if act is Review.CONFIRMED else Status.IN_PROGRESS
    return Report(date=view.day, status=status, review=act, note=note)


def _holder(view: View, unit: str, number: int, pair: Pair | None) -> str:
    """Under whose name the report stands: the unit's own, or that of one it has taken over."""
    task = task_by_id(view.checklist, number).task
    last = pair.last if pair else None
    sources = pair.claim.sources if pair else ()
    return next((source for source in sources if last in task.progress.get(source, ())), unit)


def refuse_later(view: View, ids: Iterable[int], units: Sequence[str], day: date) -> None:
    """Raise GovlistError where a unit has reported after the day: a review speaks of what came before."""
    for number in ids:
        task = task_by_id(view.checklist, number).task
        late = [unit for unit in units if any(r.date > day for r in task.progress.get(unit, ()))]
        if late:
            message = _("task {id}: {units} reported after {day}")
            message = message.format(id=number, units=joined(late), day=day)
            raise GovlistError(message, hint=_("date the review on that day or after"))
