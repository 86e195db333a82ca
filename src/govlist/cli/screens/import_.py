"""`import`: what was found in a document, and every doubt with its place there and its line in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlist.base.i18n import _, n_, p_
from govlist.cli.tables import Column, Line, Piece, flowing, line, table
from govlist.documents.document import Doubt
from govlist.importing.interpret.making import Understood


@dataclass(frozen=True, slots=True)
class Told:
    """A doubt with its line in the list, and the task or unit that it is about."""

    line: int | None
    task: int | None
    owner: str | None
    doubt: Doubt


def counts(understood: Understood) -> dict[str, int]:
    """How much of what was found."""
    checklist = understood.checklist
    names = understood.roster.notes
    tasks = list(checklist.tasks())
    return {
        "sections": len(checklist.sections),
        "topics": sum(len(section.topics or ()) for section in checklist.sections),
        "tasks": len(tasks),
        "units": len(checklist.units),
        "new_units": sum(unit.name in names for unit in checklist.units),
        "groups": len(checklist.groups),
        "new_groups": sum(group.name in names for group in checklist.groups),
        "due": sum(task.due is not None for task in tasks),
        "due_text": sum(task.due_text is not None for task in tasks),
        "standing": sum(task.standing for task in tasks),
    }


def lines(understood: Understood, told: Sequence[Told], room: int | None) -> list[Line]:
    """What was found, then the doubts in the order of the list."""
    checklist = understood.checklist
    made = [line(checklist.title, "title")]
    made += flowing(_found(counts(understood)), room)
    if not told:
        return [*made, line(_("No doubt."), "good")]
    return [*made, line(), *doubt_lines(told, room)]


def doubt_lines(told: Sequence[Told], room: int | None) -> list[Line]:
    """The doubts in the order of the list."""
    number = n_(
        "{n} doubt: compare it with the document", "{n} doubts: compare each with the document", len(told)
    )
    made = [line(number.format(n=len(told)), "warn")]
    columns = [
        Column(p_("import", "document")),
        Column(p_("import", "line"), right=True),
        Column(_("about"), least=8, keep=False),
        Column(_("doubt"), least=20, wraps=True),
    ]
    ordered = sorted(told, key=lambda each: each.line or 0)
    return made + table(columns, [_row(each) for each in ordered], room)


def _found(count: dict[str, int]) -> list[str]:
    def with_new(text: str, new: int) -> str:
        return _("{what} ({n} new)").format(what=text, n=new) if new else text

    units = n_("{n} unit", "{n} units", count["units"]).format(n=count["units"])
    groups = n_("{n} group", "{n} groups", count["groups"]).format(n=count["groups"])
    parts = [
        n_("{n} section", "{n} sections", count["sections"]).format(n=count["sections"]),
        n_("{n} topic", "{n} topics", count["topics"]).format(n=count["topics"]) if count["topics"] else "",
        n_("{n} task", "{n} tasks", count["tasks"]).format(n=count["tasks"]),
        with_new(units, count["new_units"]),
        with_new(groups, count["new_groups"]),
        _("{n} with a deadline").format(n=count["due"]) if count["due"] else "",
        _("{n} going on all year").format(n=count["standing"]) if count["standing"] else "",
    ]
    return [part for part in parts if part]


def _row(told: Told) -> list[Piece]:
    about = told.owner or ("" if told.task is None else _("Task {id}").format(id=told.task))
    return [
        (str(told.doubt.place) or "-", "dim"),
        ("-" if told.line is None else str(told.line), "dim"),
        (about, ""),
        (told.doubt.message, ""),
    ]


def placed(doubt: Doubt) -> str:
    """A doubt in one line with its place in the document."""
    place = str(doubt.place)
    return _("{doubt} ({place})").format(doubt=doubt.message, place=place) if place else doubt.message
