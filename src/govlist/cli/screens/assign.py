"""`assign`: what was decided, in a sentence; without tasks, the unsettled tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govlist.actions.assign import Assignment
from govlist.base.i18n import _, n_, p_
from govlist.cli.tables import Column, Line, Piece, line, table
from govlist.content.json_output import Record
from govlist.model.words import joined


def summary(made: Iterable[Assignment]) -> str:
    """What was decided, in one sentence; tasks with the same decision are listed together."""
    decided: dict[tuple[str, str], list[int]] = {}
    for item in made:
        for message, units in _decisions(item):
            decided.setdefault((message, joined(units)), []).append(item.placed.task.id)
    sentences = []
    for (message, names), ids in decided.items():
        tasks = n_("task {ids}", "tasks {ids}", len(ids)).format(ids=joined(map(str, ids)))
        sentences.append(message.format(units=names, tasks=tasks))
    return p_("clause", ", ").join(sentences)


def _decisions(item: Assignment) -> Iterator[tuple[str, list[str]]]:
    """The messages for one task, each with the units that it names."""
    added = [unit for unit in item.changed if unit in item.concerned]
    if added:
        yield _("{units} concerned in {tasks}"), added
    if removed := [unit for unit in item.changed if unit not in added]:
        yield _("{units} no longer concerned in {tasks}"), removed
    if item.settled != item.placed.task.settled:
        yield (_("{tasks} settled") if item.settled else _("{tasks} open again")), []


def lines(found: Sequence[Record], max_width: int | None) -> list[Line]:
    """The unsettled tasks of `json_output.unsettled` as a table."""
    if not found:
        return [line(_("No unsettled tasks."), "good")]
    columns = [
        Column(_("No."), right=True),
        Column(_("requirement"), least=16, drop=3),
        Column(_("the list's words"), drop=2, least=12),
        Column(_("units to be settled"), least=16),
        Column(_("named by the office"), keep=False, least=8),
        Column(_("say they are concerned"), keep=False, least=8),
        Column(_("say they are not"), keep=False, least=8),
    ]
    cells: list[list[Piece]] = [
        [
            (str(row["id"]), ""),
            (row["requirement"], ""),
            (row["responsible_text"], "dim"),
            *((joined(row[key]), "") for key in ("candidates", "concerned", "reported", "denied")),
        ]
        for row in found
    ]
    title = n_("{n} task to be settled", "{n} tasks to be settled", len(found)).format(n=len(found))
    return [line(title, "title"), *table(columns, cells, max_width)]
