"""What a command for many reports leaves out, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _
from govlist.cli.tables import Line, paragraph
from govlist.model.pairs import Pair
from govlist.model.words import joined


def lines(head: str, pairs: Sequence[Pair], hint: str, max_width: int | None) -> list[Line]:
    """The heading, a line for each task with its units, and the remedy; nothing without pairs."""
    if not pairs:
        return []
    by_task: dict[int, list[str]] = {}
    for pair in pairs:
        by_task.setdefault(pair.task.id, []).append(pair.unit)
    made = paragraph(head, max_width, "warn")
    for number, units in by_task.items():
        text = _("task {id}: {what}").format(id=number, what=joined(units))
        made += paragraph(text, max_width, indent="  ")
    return [*made, *paragraph(hint, max_width, "dim")]
