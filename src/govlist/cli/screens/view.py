"""`view` without a name: every saved view with the command that it runs."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _
from govlist.base.text import command_line
from govlist.cli import views
from govlist.cli.tables import Column, Line, Piece, line, paragraph, table


def lines(listed: Sequence[views.Listed], max_width: int | None) -> list[Line]:
    """The views by name: their command lines or faults, and the files that hold them."""
    if not listed:
        return [
            *paragraph(_("No views are saved yet."), max_width),
            *paragraph(_("Write one into govlist.toml, for example:"), max_width, "dim"),
            *(line(f"  {row}") for row in ("[views.slow]", 'command = "list"', 'status = ["behind"]')),
        ]
    columns = [
        Column(_("view")),
        Column(_("command"), least=24, room=True),
        Column(_("from"), drop=1, least=16),
    ]
    rows: list[list[Piece]] = [
        [
            (each.name, "command"),
            (each.fault, "bad") if each.fault else (command_line(each.words), ""),
            (each.source, "dim"),
        ]
        for each in listed
    ]
    return table(columns, rows, max_width)
