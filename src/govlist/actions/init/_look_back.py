"""The unfinished tasks at the end of a list's year 【回头看】, as a text for the next year."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.base.i18n import _
from govlist.base.text import visible
from govlist.content.labels import deadline_of, pair_status, task_word
from govlist.model.pairs import Pair, TaskState
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import day, joined


def unfinished(view: View) -> str:
    """A heading, and a paragraph per task with the units that have not finished it; empty if all is done."""
    found = [text for state in view.tasks if (text := _task(view, state))]
    if not found:
        return ""
    title = _("{title}: not finished").format(title=view.checklist.title)
    head = [f"# {_plain(title)}", "", _("As of: {day}").format(day=day(view.day)), ""]
    return "\n".join([*head, *found])


def _task(view: View, state: TaskState) -> str:
    """A task with its deadline, the units that have not finished it, and the last note of each."""
    open_ = [
        pair for pair in state.owed if not pair.status.closes or (pair.pending and view.checklist.confirm)
    ]
    if state.status is Status.DONE and not open_:
        return ""
    lines = [f"- {state.task.id} {_plain(state.task.requirement)}"]
    if (due := deadline_of(state.task, view.checklist.year)) != "-":
        lines.append("  - " + _("{state}: {units}").format(state=_("deadline"), units=_plain(due)))
    if not open_:
        lines.append(f"  - {_plain(task_word(state))}")
    for word, pairs in _by_status(view, open_).items():
        said = joined(map(_said, pairs))
        lines.append("  - " + _("{state}: {units}").format(state=_plain(word), units=_plain(said)))
    return "\n".join(lines) + "\n"


def _by_status(view: View, pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair_status(view.checklist, pair), []).append(pair)
    return found


def _said(pair: Pair) -> str:
    """The unit, with its last note."""
    return _("{unit} ({note})").format(unit=pair.unit, note=pair.note) if pair.note else pair.unit


def _plain(value: str) -> str:
    """A text on one line, with Markdown characters escaped."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in visible(value))
