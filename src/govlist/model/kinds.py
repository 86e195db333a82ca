"""The units of a view by kind, for comparisons among similar units. Pure."""

from __future__ import annotations

from typing import NamedTuple

from govlist.model.checklist import Scope
from govlist.model.view import View
from govlist.model.words import joined


class Kind(NamedTuple):
    """The units of one kind. `ranked` if a group covers the kind."""

    title: str
    ranked: bool
    units: tuple[str, ...]


def kinds(view: View) -> list[Kind]:
    """The view's units by kind, in the roster's order of kinds; kinds without a group come last, unranked.

    A kind has the name of a group that covers it, preferably of scope `every`.
    """
    groups = sorted(view.checklist.groups, key=lambda group: group.scope is not Scope.EVERY)
    covers = {
        entry: group.name for group in reversed(groups) for entry in group.members if len(group.members) == 1
    }
    found: dict[str, list[str]] = {}
    for unit in view.units:
        found.setdefault(view.roster.units[unit].kind, []).append(unit)
    made = [
        Kind(covers.get(kind) or joined(units), kind in covers, tuple(units)) for kind, units in found.items()
    ]
    return sorted(made, key=lambda kind: not kind.ranked)
