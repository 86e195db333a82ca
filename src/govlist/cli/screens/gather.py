"""`gather`: the first error of each list that is left out, what the run did, and which lists have errors."""

from __future__ import annotations

from itertools import islice

from govlist.actions.gather import Result
from govlist.base.errors import Level, Problem
from govlist.base.i18n import _, n_
from govlist.base.text import visible
from govlist.cli.screens import validate
from govlist.cli.tables import Line, paragraph
from govlist.model.words import joined

SHOWN = 20
"""The lists with errors that are shown with their first error."""
NAMED = 5
"""Those that the last line names."""


def lines(done: Result, max_width: int | None) -> list[Line]:
    """What the run did; the last line says which lists have errors, if there are any."""
    rejected = done.gathered.rejected
    problems = [
        Problem(
            entry.path,
            entry.fault.line,
            entry.fault.column,
            entry.fault.rule,
            Level.ERROR,
            entry.fault.message,
        )
        for entry in islice(rejected.values(), SHOWN)
        if entry.fault
    ]
    made = validate.lines(problems, lambda _path, _line: "", max_width)
    made += paragraph(_summary(done), max_width, "" if rejected else "good")
    for path in done.files:
        made += paragraph(_("written: {path}").format(path=path), max_width)
    if rejected:
        names = joined(map(visible, islice(rejected, NAMED)))
        if len(rejected) > NAMED:
            names = _("{names} and others").format(names=names)
        message = n_(
            "{n} list has errors and is left out: {names}",
            "{n} lists have errors and are left out: {names}",
            len(rejected),
        )
        made += paragraph(message.format(n=len(rejected), names=names), max_width, "bad")
    return made


def _summary(done: Result) -> str:
    gathered = done.gathered
    total = len(gathered.index.lists)
    if not gathered.is_new:
        message = n_(
            "{store}: {n} list, nothing has changed", "{store}: {n} lists, nothing has changed", total
        )
        return message.format(store=done.store, n=total)
    parts = [
        n_("{n} list read", "{n} lists read", gathered.read).format(n=gathered.read),
        n_("{n} unchanged", "{n} unchanged", total - gathered.read).format(n=total - gathered.read),
        n_("{n} gone", "{n} gone", gathered.removed).format(n=gathered.removed),
    ]
    message = n_("{store}: {n} list ({parts})", "{store}: {n} lists ({parts})", total)
    return message.format(store=done.store, n=total, parts=joined(parts))
