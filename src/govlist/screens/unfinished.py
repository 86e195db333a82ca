"""What a list has not finished at its end 【回头看】, as a text to read beside the next year's list."""

from __future__ import annotations

from govlist.i18n import _
from govlist.labels import pair_status, task_word
from govlist.model import Status
from govlist.pairs import TaskState
from govlist.query import View
from govlist.text import visible
from govlist.words import day, joined


def text(view: View) -> str:
    """A heading and a paragraph a task with who has not finished it; empty where all is done."""
    found = [told for state in view.tasks if (told := _task(view, state))]
    if not found:
        return ""
    title = _("{title}: not finished").format(title=view.checklist.title)
    head = [f"# {_plain(title)}", "", _("as of: {day}").format(day=day(view.day)), ""]
    return "\n".join([*head, *found])


def _task(view: View, state: TaskState) -> str:
    open_ = [pair for pair in state.owed if not pair.status.closes]
    if state.status is Status.DONE and not open_:
        return ""
    by_status: dict[str, list[str]] = {}
    for pair in open_:
        by_status.setdefault(pair_status(view.checklist, pair), []).append(pair.unit)
    lines = [f"- {state.task.id} {_plain(state.task.requirement)}"]
    if not by_status:
        lines.append(f"  - {_plain(task_word(state))}")
    lines += (
        "  - " + _("{state}: {units}").format(state=_plain(word), units=_plain(joined(units)))
        for word, units in by_status.items()
    )
    return "\n".join(lines) + "\n"


def _plain(value: str) -> str:
    """A text in one line in which Markdown reads nothing."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in visible(value))
