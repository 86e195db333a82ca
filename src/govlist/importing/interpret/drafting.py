"""A checklist as the text of a new file, in the layout of the shipped list, with doubts as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from govlist.base.i18n import _
from govlist.base.text import visible
from govlist.model import deadlines
from govlist.model.checklist import Checklist, Group, Role, Task, Unit
from govlist.yamlfile.writing import flow, member, plain_event, quote

SCHEMA_LINE = "# yaml-language-server: $schema=checklist.schema.json"
"""Read by YAML editors; `govlist schema -o checklist.schema.json` writes the schema."""
TOP = 2
"""The line number of the first comment."""


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a file: at the top, at units and groups (by name), at tasks (by number)."""

    top: Sequence[str] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[int, Sequence[str]] = field(default_factory=dict)
    incomplete: Sequence[Group] = ()
    """Groups whose units are unknown, written as comments that become valid without the `#`."""


def text(checklist: Checklist, comments: Comments) -> str:
    """The whole file, without reports."""
    lines = [SCHEMA_LINE, *(f"# {visible(line)}" for line in comments.top), *_head(checklist), ""]
    lines.append("units:" if checklist.units else "units: []")
    for unit in checklist.units:
        lines += _unit(unit, comments.owners.get(unit.name))
    lines += _groups(checklist.groups, comments)
    lines += ["", "sections:" if checklist.sections else "sections: []"]
    for section in checklist.sections:
        lines.append(f"  - title: {quote(section.title)}")
        if section.topics is not None:
            lines.append("    topics:")
            for topic in section.topics:
                lines += [f"      - title: {quote(topic.title)}", "        tasks:"]
                lines += _tasks(topic.tasks, 10, comments)
        else:
            lines.append("    tasks:")
            lines += _tasks(section.tasks or (), 6, comments)
    return "\n".join(lines) + "\n"


def _head(checklist: Checklist) -> Iterator[str]:
    yield f"format: {checklist.format}"
    yield f"title: {quote(checklist.title)}"
    yield f"year: {checklist.year}"
    for key in ("region", "region_code", "city", "topic", "source"):
        if text := getattr(checklist, key):
            yield f"{key}: {quote(text)}"
    if checklist.office and (office := plain_event(checklist.office)):
        yield f"office: {flow(office)}"
    if checklist.confirm:
        yield "confirm: true"
    if checklist.topics_restart:
        yield "topics_restart: true"


def _unit(unit: Unit, note: str | None) -> Iterator[str]:
    (_name, name), *others = plain_event(replace(unit, extra={})).items()
    yield f"  - name: {quote(name)}{remark(note)}"
    for key, value in (*others, *unit.extra.items()):
        yield f"    {quote(key)}: {member(key, value)}"


def _groups(groups: Iterable[Group], comments: Comments) -> Iterator[str]:
    groups = list(groups)
    yield "groups:" if groups else "groups: []"
    for group in groups:
        yield f"  - name: {quote(group.name)}{remark(comments.owners.get(group.name))}"
        if group.aliases:
            yield f"    aliases: {flow(list(group.aliases))}"
        [first, *others] = group.members
        yield f"    members: {flow([first, *others]) if others else quote(first)}"
        yield f"    scope: {group.scope}"
    for group in comments.incomplete:
        written = {"name": group.name, "members": list(group.members), "scope": str(group.scope)}
        message = _("after adding the units of {name} above, remove its entry there and use this line:")
        yield f"  # {visible(message.format(name=group.name))}"
        yield f"  # - {flow(written)}"


def remark(note: str | None) -> str:
    """A note as a comment at the end of a line."""
    return f"  # {visible(note)}" if note else ""


def _tasks(tasks: Iterable[Task], column: int, comments: Comments) -> Iterator[str]:
    for task in tasks:
        yield from task_lines(task, column, comments.tasks.get(task.id, ()))


def task_lines(task: Task, column: int, comments: Iterable[str] = ()) -> Iterator[str]:
    """A task as an item of a block list, its dash in `column` (from 0), its comments above it."""
    for comment in comments:
        yield " " * column + "# " + visible(comment)
    mark = "- "
    for key, value in plain_task(task).items():
        yield " " * column + f"{mark}{quote(key)}: {written(key, value)}"
        mark = "  "


def plain_task(task: Task) -> dict[str, Any]:
    """A task as the file's keys and texts, without its reports."""
    entries = [
        entry.unit if entry.role is Role.RESPONSIBLE else {"unit": entry.unit, "role": str(entry.role)}
        for entry in task.responsible
    ]
    values = {
        "id": str(task.id),
        "requirement": task.requirement,
        "responsible": entries,
        "responsible_text": task.responsible_text,
        "due": deadlines.plain(task.due),
        "due_text": task.due_text,
        "standing": "true" if task.standing else None,
        "city_task": task.city_task,
        **task.extra,
    }
    return {key: value for key, value in values.items() if value is not None}


def written(key: str, value: Any) -> str:
    """The value of a task's key as it is written."""
    if key == "due" and isinstance(value, list):
        return f"[{', '.join(value)}]"
    return str(value) if key in ("id", "due", "standing") else flow(value)
