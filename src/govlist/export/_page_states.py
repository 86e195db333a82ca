"""The states that a pair can have on the page: a key for colour, mark and filter, and a word."""

from __future__ import annotations

from govlist.base.i18n import _
from govlist.model.checklist import Basis, Checklist, Report, Review, Status
from govlist.model.pairs import Pair, TaskState
from govlist.model.view import View
from govlist.model.words import basis_word, status_word

Told = tuple[str, str]
"""A key and its word."""


def state_of(pair: Pair) -> str:
    """The key of a pair's state; a candidate's and a supporter's is its basis until it reports."""
    if pair.last is None:
        return str(pair.basis) if pair.basis in (Basis.CANDIDATE, Basis.SUPPORT) else "silent"
    return report_state(pair.last)


def report_state(report: Report) -> str:
    """The key of what one line says."""
    if report.review is Review.RETURNED:
        return "returned"
    if report.status is Status.DONE and report.review is Review.CONFIRMED:
        return "confirmed"
    return _key(report.status)


def task_state(state: TaskState) -> str:
    """The key of a task's own status."""
    if state.no_owner:
        return "candidate"
    if not state.deciding:
        return _key(Status.NOT_APPLICABLE)
    return "silent" if state.status is Status.NOT_STARTED else _key(state.status)


def _key(status: Status) -> str:
    return str(status).replace("_", "-")


def flags_of(pair: Pair) -> list[str]:
    """What is wrong beside the state, as keys."""
    holding = {"overdue": pair.overdue, "lacking": pair.lacks_evidence, "missing": pair.missing}
    return [key for key, holds in holding.items() if holds and pair.basis.owes]


def flag_words() -> dict[str, str]:
    """The word for each flag."""
    return {"overdue": _("overdue"), "lacking": _("lacking evidence"), "missing": _("missing")}


def states(view: View) -> list[Told]:
    """The states that occur, in the order of a legend."""
    found = set(map(state_of, view.pairs))
    return [(key, word) for key, word in _words(view.checklist).items() if key in found]


def flags(view: View) -> list[Told]:
    """The flags that occur."""
    found = {flag for pair in view.pairs for flag in flags_of(pair)}
    return [(key, word) for key, word in flag_words().items() if key in found]


def _words(checklist: Checklist) -> dict[str, str]:
    return {
        "confirmed": _("confirmed"),
        "done": _("to be checked") if checklist.confirm else status_word(Status.DONE),
        "in-progress": status_word(Status.IN_PROGRESS),
        "returned": _("returned"),
        "behind": status_word(Status.BEHIND),
        "not-started": status_word(Status.NOT_STARTED),
        "silent": _("not reported"),
        "not-applicable": status_word(Status.NOT_APPLICABLE),
        "candidate": basis_word(Basis.CANDIDATE),
        "support": basis_word(Basis.SUPPORT),
    }
