"""`confirm`: the reports that are left out because they lack evidence, and how to confirm them."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _, n_
from govlist.cli.tables import Line, paragraph
from govlist.model.pairs import Pair
from govlist.model.words import joined


def left_out(pairs: Sequence[Pair]) -> list[Line]:
    """A line for each task with its units, and the remedy."""
    by_task: dict[int, list[str]] = {}
    for pair in pairs:
        by_task.setdefault(pair.task.id, []).append(pair.unit)
    head = n_(
        "{n} report lacks evidence and is left out:",
        "{n} reports lack evidence and are left out:",
        len(pairs),
    )
    made = paragraph(head.format(n=len(pairs)), None, "warn")
    for number, units in by_task.items():
        text = _("task {id}: {what}").format(id=number, what=joined(units))
        made += paragraph(text, None, indent="  ")
    hint = _("to confirm them too, name the units or add --without-evidence")
    return [*made, *paragraph(hint, None, "dim")]
