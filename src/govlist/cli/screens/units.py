"""`units`: all units and groups, or the details of one."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _, n_, p_
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, table
from govlist.content.summaries import unit_sentence
from govlist.model.checklist import Group, Unit
from govlist.model.figures import count
from govlist.model.view import View
from govlist.model.words import day, joined, kind_word, scope_word, status_word


def lines(view: View, owners: Sequence[Unit | Group], single: bool, max_width: int | None) -> list[Line]:
    """All units and groups, or a single one."""
    if single:
        owner = owners[0]
        return _unit(view, owner, max_width) if isinstance(owner, Unit) else _group(view, owner, max_width)
    units = [owner for owner in owners if isinstance(owner, Unit)]
    groups = [owner for owner in owners if isinstance(owner, Group)]
    return [*_units(view, units, max_width), line(), *_groups(view, groups, max_width)]


def _units(view: View, units: Sequence[Unit], max_width: int | None) -> list[Line]:
    columns = [
        Column(_("unit"), least=NAME),
        Column(_("kind"), drop=5),
        Column(_("owed"), right=True),
        Column(status_word("candidate"), right=True, drop=2, keep=False),
        Column(_("groups"), drop=3, least=16),
        Column(_("aliases"), drop=1, keep=False, least=12),
        Column(_("ended"), drop=4, keep=False),
    ]
    rows: list[list[Piece]] = []
    for unit in units:
        counts = count(view.of_unit(unit.name))
        groups = joined(group.name for group in view.roster.groups_of(unit.name))
        rows.append(
            [
                (unit.name, ""),
                (kind_word(unit.kind), "dim"),
                (str(counts.obligations), ""),
                (str(counts.candidates or "-"), ""),
                (groups, "dim"),
                (joined(unit.aliases), "dim"),
                (_ended(unit), "warn"),
            ]
        )
    title = n_("{n} unit", "{n} units", len(units)).format(n=len(units))
    return [line(title, "title"), *table(columns, rows, max_width)]


def _groups(view: View, groups: Sequence[Group], max_width: int | None) -> list[Line]:
    columns = [
        Column(_("group"), least=NAME),
        Column(_("members"), right=True),
        Column(_("which members owe a task"), drop=2),
        Column(_("aliases"), drop=1, keep=False),
    ]
    rows: list[list[Piece]] = [
        [
            (group.name, ""),
            (str(len(view.roster.members(group))), ""),
            (scope_word(group.scope), "dim"),
            (joined(group.aliases), "dim"),
        ]
        for group in groups
    ]
    title = n_("{n} group", "{n} groups", len(groups)).format(n=len(groups))
    return [line(title, "title"), *table(columns, rows, max_width)]


def _unit(view: View, unit: Unit, max_width: int | None) -> list[Line]:
    facts = [
        (_("kind"), kind_word(unit.kind)),
        (_("aliases"), joined(unit.aliases)),
        (_("groups"), joined(group.name for group in view.roster.groups_of(unit.name))),
        (_("ended"), _ended(unit)),
    ]
    made = [line(unit.name, "title"), *paragraph(unit_sentence(view, unit.name), max_width)]
    counts = count(view.of_unit(unit.name))
    if counts.candidates:
        facts.append((status_word("candidate"), str(counts.candidates)))
    if counts.support:
        facts.append((p_("units", "support"), str(counts.support)))
    return made + _facts(facts, max_width)


def _group(view: View, group: Group, max_width: int | None) -> list[Line]:
    members = view.roster.members(group)
    facts = [
        (_("aliases"), joined(group.aliases)),
        (_("which members owe a task"), scope_word(group.scope)),
        (_("members ({n})").format(n=len(members)), joined(members)),
    ]
    return [line(group.name, "title"), *_facts(facts, max_width)]


def _facts(facts: Sequence[tuple[str, str]], max_width: int | None) -> list[Line]:
    made: list[Line] = []
    for name, value in facts:
        if value:
            made += paragraph(_("{name}: {value}").format(name=name, value=value), max_width)
    return made


def _ended(unit: Unit) -> str:
    if unit.until is None:
        return ""
    ended = day(unit.until)
    return _("{day}, then {unit}").format(day=ended, unit=unit.successor) if unit.successor else ended
