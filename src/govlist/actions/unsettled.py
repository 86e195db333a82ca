"""`assign` without tasks: what is unsettled, with what units have said themselves."""

from __future__ import annotations

from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.cli import console
from govlist.cli.tables import Column, Line, Piece, line, table
from govlist.model.checklist import Basis
from govlist.model.view import View
from govlist.model.words import joined


def tell(view: View, as_json: bool, *given: object) -> None:
    """Print the tasks with candidates, as a table or as JSON.

    Raises GovlistError where an option is `given` that needs task numbers.
    """
    if any(given):
        raise GovlistError(_("which tasks?"), hint=_("write 8 or 4,6,9-12"))
    found = rows(view)
    if as_json:
        console.data(found)
    else:
        console.lines(lines(view, console.columns()))


def rows(view: View) -> list[dict[str, object]]:
    """`assign --json` without tasks: a row a task that still has candidates."""
    made = []
    for state in view.tasks:
        candidates = [pair.unit for pair in state.pairs if pair.basis is Basis.CANDIDATE]
        if candidates:
            made.append(
                {
                    "id": state.task.id,
                    "requirement": state.task.requirement,
                    "responsible_text": state.task.words,
                    "no_owner": state.no_owner,
                    "candidates": candidates,
                    "concerned": [pair.unit for pair in state.pairs if pair.claim.concerned],
                    "reported": [pair.unit for pair in state.pairs if pair.basis is Basis.REPORTED],
                    "denied": view.roster.denied(state.task, view.day),
                }
            )
    return made


def lines(view: View, room: int | None) -> list[Line]:
    """The same as a table."""
    found = rows(view)
    if not found:
        return [line(_("Nothing is unsettled."), "good")]
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
            (str(row["requirement"]), ""),
            (str(row["responsible_text"]), "dim"),
            *((joined(row[key]), "") for key in ("candidates", "concerned", "reported", "denied")),  # type: ignore[arg-type]
        ]
        for row in found
    ]
    title = n_("{n} task to be settled", "{n} tasks to be settled", len(found)).format(n=len(found))
    return [line(title, "title"), *table(columns, cells, room)]
