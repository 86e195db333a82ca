"""`doctor`: the list, git, the program and the terminal looked at; nothing is written, no network is used."""

from __future__ import annotations

from govlist.actions.doctor._git import git
from govlist.actions.doctor._list import the_list
from govlist.actions.doctor._machine import program, terminal
from govlist.actions.session import Session
from govlist.base.errors import ExitCode
from govlist.cli import console
from govlist.cli.screens import doctor
from govlist.cli.screens.doctor import Check, State


def checks(session: Session) -> list[Check]:
    """Everything that is looked at, in the order in which it is told."""
    path, found = the_list(session)
    return [*found, *git(path), *program(session), *terminal()]


def tell(found: list[Check], as_json: bool) -> None:
    """Print the checks."""
    if as_json:
        console.data({"state": str(worst(found)), "checks": [_record(check) for check in found]})
    else:
        console.lines(doctor.lines(found, console.columns()))


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
