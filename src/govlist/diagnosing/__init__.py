"""`doctor`: the list, git, the program and the terminal looked at; nothing is written, no network is used."""

from __future__ import annotations

from govlist import output
from govlist.diagnosing._git import git
from govlist.diagnosing._list import the_list
from govlist.diagnosing._machine import program, terminal
from govlist.errors import ExitCode
from govlist.screens import doctor
from govlist.screens.doctor import Check, State
from govlist.session import Session


def checks(session: Session) -> list[Check]:
    """Everything that is looked at, in the order in which it is told."""
    path, found = the_list(session)
    return [*found, *git(path), *program(session), *terminal()]


def tell(found: list[Check], as_json: bool) -> None:
    """Print the checks."""
    if as_json:
        output.data({"state": str(worst(found)), "checks": [_record(check) for check in found]})
    else:
        output.lines(doctor.lines(found, output.columns()))


def worst(found: list[Check]) -> State:
    """How the worst of the checks stands."""
    states = {check.state for check in found}
    return next((state for state in (State.BAD, State.WARN) if state in states), State.OK)


def exit_code(found: list[Check]) -> ExitCode:
    """1 where something is broken; what could be better hinders nothing."""
    return ExitCode.DATA if worst(found) is State.BAD else ExitCode.FINE


def _record(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "state": str(check.state),
        "seen": check.seen,
        "remedy": check.remedy or None,
    }
