"""`undo --list`: the kept changes of a list, a row for each, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.actions.undo import Step
from govlist.base.i18n import _, n_
from govlist.cli.tables import Column, Line, Piece, line, table
from govlist.yamlfile.history import Write


def lines(steps: Sequence[Step], max_width: int | None) -> list[Line]:
    """The kept changes."""
    columns = [
        Column(_("No."), right=True),
        Column(_("time"), drop=2),
        Column(_("command"), least=20, room=True),
        Column(_("lines"), right=True, drop=1),
        Column(_("since then"), keep=False),
    ]
    rows: list[list[Piece]] = [
        [
            (str(step.write.number), ""),
            (f"{step.time:%Y-%m-%d %H:%M}", "dim"),
            (words(step.write), ""),
            (f"+{step.added} -{step.removed}", "dim"),
            _since(step),
        ]
        for step in steps
    ]
    count = len(steps)
    title = n_("{n} change that is kept", "{n} changes that are kept", count).format(n=count)
    return [line(title, "title"), *(table(columns, rows, max_width) if rows else [])]


def words(write: Write) -> str:
    """The command as it was typed, without the global options."""
    shown = [f'"{word}"' if " " in word or not word else word for word in write.command]
    return " ".join(shown) or _("unknown")


def _since(step: Step) -> Piece:
    if step.taken_back:
        return _("undone"), "dim"
    if not step.followed:
        return _("changed by another program"), "warn"
    return "", ""
