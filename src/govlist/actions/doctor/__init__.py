"""`doctor`: check the list, git, the program and the terminal; writes nothing and uses no network."""

from __future__ import annotations

from govlist.actions.doctor._check import Check, State
from govlist.actions.doctor._git import git
from govlist.actions.doctor._list import the_list
from govlist.actions.doctor._machine import program, terminal
from govlist.actions.session import Session
from govlist.base.errors import ExitCode

__all__ = ["Check", "State", "checks", "exit_code", "record", "worst"]


def checks(session: Session, columns: int | None, colour: tuple[bool, str]) -> list[Check]:
    """All checks in the order of the screen.

    `columns` is the width of the output, None for whole lines; `colour` is whether it has colour, and the
    option or variable that decides it.
    """
    path, found = the_list(session)
    return [*found, *git(path), *program(session), *terminal(columns, colour)]


def record(found: list[Check]) -> dict[str, object]:
    """`doctor --json`."""
    checks = [
        {"name": each.name, "state": each.state, "seen": each.seen, "remedy": each.remedy or None}
        for each in found
    ]
    return {"state": worst(found), "checks": checks}


def worst(found: list[Check]) -> State:
    """The worst state of all checks."""
    states = {check.state for check in found}
    return next((state for state in (State.BAD, State.WARN) if state in states), State.OK)


def exit_code(found: list[Check]) -> ExitCode:
    """1 if something is broken, else 0."""
    return ExitCode.DATA if worst(found) is State.BAD else ExitCode.FINE
