"""Who owes the tasks of a table without a column of units: its headings, or brackets in its cells."""

from __future__ import annotations

from govlist.base.i18n import _
from govlist.documents import marks, tidy
from govlist.documents.document import Paragraph
from govlist.importing.interpret.entries import Found, Heading, Item, Words
from govlist.importing.interpret.paragraphs import paragraph_parts
from govlist.importing.interpret.responsible import unit_names
from govlist.model.checklist import Role

_LONGEST = 20
"""Characters of a unit's name as a heading."""


def heading(text: str) -> str | None:
    """The unit that a heading consists of; None for any other heading."""
    name = unit_names.of_heading(marks.title(text))
    return name if len(name) <= _LONGEST and marks.is_title(name) and unit_names.whole(name) else None


def find(found: Found, first: int) -> bool:
    """Find the units of the entries from the index `first` on, which have none.

    Returns False, without a change, if a task has none: the table is no list of tasks.
    """
    current: dict[int, str | None] = {}
    owners: list[tuple[Item, list[Words], str]] = []
    for index, entry in enumerate(found.entries):
        if isinstance(entry, Heading):
            current = {level: name for level, name in current.items() if level < entry.level}
            current[entry.level] = heading(entry.text)
        elif index >= first:
            lines = paragraph_parts.lines([Paragraph(entry.requirement, entry.place)])
            name = next((name for _level, name in sorted(current.items(), reverse=True) if name), None)
            if len(lines) == 1 and lines[0].said.who and lines[0].text:
                owners.append((entry, lines[0].said.who, lines[0].marked))
            elif name:
                owners.append((entry, [Words(name, Role.RESPONSIBLE)], entry.requirement))
            else:
                return False
    for item, who, text in owners:
        if text == item.requirement:
            message = _("the heading “{words}” was read as the responsible unit; it may be only a heading")
            item.doubt(message.format(words=who[0].text))
        item.who, item.requirement = who, tidy.prose(text)
    return bool(owners)
