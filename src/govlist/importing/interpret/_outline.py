"""Headings and items → sections, topics and tasks in their order, numbered so that no number stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.documents import marks, tidy
from govlist.documents.document import Doubt, Place
from govlist.importing.interpret._entries import Entry, Found, Heading, Item

MAX_TASKS = 1_000
"""A list of a year has some dozens; the largest of a city some hundreds."""

_GOES_ON = re.compile(r"[（(](?:续表?|接上[页表])[）)]$")
"""Behind a heading that a new page says again: 一、主动公开（续）."""


@dataclass(slots=True)
class Part:
    """A section or topic: its heading, and what stands below it."""

    text: str
    items: list[Item] = field(default_factory=list)
    below: dict[str, Part] = field(default_factory=dict)
    """Its topics by their headings, as these are compared."""

    @property
    def topics(self) -> list[Part]:
        """Its topics, in their order."""
        return list(self.below.values())

    @property
    def title(self) -> str:
        """The heading without its mark."""
        return marks.title(self.text)

    def all_items(self) -> list[Item]:
        """The items below it, in their order."""
        return [*self.items, *(item for topic in self.topics for item in topic.items)]


def build(found: Found, title: str) -> list[Part]:
    """The sections of a document; `title` is the list's own, which no heading repeats."""
    entries = _whole(found.entries)
    headings = [e for e in entries if isinstance(e, Heading) and _new(e, None, title)]
    shift = 0 if any(heading.level == marks.SECTION for heading in headings) else 1
    sections: dict[str, Part] = {}
    current: dict[int, Heading] = {}
    unused: dict[int, Heading] = {}
    held: dict[tuple[str, ...], Item] = {}
    for entry in entries:
        if isinstance(entry, Heading):
            level = max(entry.level - shift, marks.SECTION)
            if _new(entry, current.get(level), title):
                current = {above: head for above, head in current.items() if above < level} | {level: entry}
                unused[id(entry)] = entry
            continue
        if entry.level is not None:
            current = {above: head for above, head in current.items() if above < entry.level - shift}
        for head in current.values():
            unused.pop(id(head), None)
        heads = [head.text for _level, head in sorted(current.items())]
        twin = held.setdefault((str(entry.number), entry.requirement, *heads), entry)
        if twin is not entry and twin.who == entry.who:
            twin.doubt(_("it stands here once more, word for word; taken once"), entry.place)
        else:
            _place(entry, sections, current, title)
    if sections and not any(level == marks.SECTION for level in current):
        message = _("there is no heading; all tasks stand below the list's title")
        found.doubts.append(Doubt(found.items[0].place, message))
    for heading in unused.values():
        message = _("no task stands below “{title}”; the heading was left out")
        found.doubts.append(Doubt(heading.place, message.format(title=marks.title(heading.text))))
    for section in sections.values():
        _unmix(section, found.doubts)
    return list(sections.values())


def numbers(sections: Sequence[Part], doubts: list[Doubt]) -> dict[int, Item]:
    """The items by their numbers: the document's where each stands once, else counted through the list."""
    items = [item for section in sections for item in section.all_items()]
    if len(items) > MAX_TASKS:
        message = _("it has more than {n:,} tasks, which no list of a year has").format(n=MAX_TASKS)
        raise GovlistError(message, ExitCode.FAILED, hint=_("copy the list alone into a new document"))
    given = [item.number for item in items if item.number]
    twice = {number for number, count in Counter(given).items() if count > 1}
    few = len(given) * 2 < len(items)
    if given and not twice and not few:
        free = max(given)
        made: dict[int, Item] = {}
        for item in items:
            if not item.number:
                free += 1
                item.doubt(_("it had no number and got {n}").format(n=free))
            made[item.number or free] = item
        return made
    if twice:
        again = next(item for index, item in enumerate(items) if item.number in given[:index])
        message = _("the document's numbers begin anew (again {n}); the tasks were numbered through the list")
        doubts.append(Doubt(again.place, message.format(n=again.number)))
    elif items:
        message = _("the tasks have no numbers; they were numbered through the list")
        if given:
            message = _("only {n} tasks have numbers; all were numbered through the list").format(
                n=len(given)
            )
        doubts.append(Doubt(items[0].place, message))
    return dict(enumerate(items, 1))


def _whole(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, the pieces of a heading that a page cut joined."""
    made: list[Entry] = []
    last: dict[int, Heading] = {}
    for entry in entries:
        if isinstance(entry, Heading):
            entry.text = _GOES_ON.sub("", entry.text)
            before = last.get(entry.level)
            if entry.more and before is not None:
                if not tidy.folded(before.text).endswith(tidy.folded(entry.text)):
                    before.text = tidy.joined(before.text, entry.text)
                continue
            last[entry.level] = entry
        made.append(entry)
    return made


def _new(heading: Heading, now: Heading | None, title: str) -> bool:
    """Whether a heading is another than the one that holds, and not the list's title again."""
    text = tidy.folded(heading.text)
    return text != tidy.folded(title) and (now is None or text != tidy.folded(now.text))


def _place(item: Item, sections: dict[str, Part], current: dict[int, Heading], title: str) -> None:
    """Put an item below the headings that hold."""
    head = current.get(marks.SECTION)
    section = _part(sections, head.text if head else title)
    topic = current.get(marks.TOPIC)
    (_part(section.below, topic.text) if topic else section).items.append(item)


def _part(parts: dict[str, Part], text: str) -> Part:
    """The part with a heading, a new one where none has it."""
    return parts.setdefault(tidy.folded(text), Part(text))


def _unmix(section: Part, doubts: list[Doubt]) -> None:
    """A section holds topics or tasks, not both: its own tasks go below a topic of its name."""
    if section.items and section.below:
        message = _("{n} tasks of “{title}” stand outside its topics; they got a topic of that name")
        first: Place = section.items[0].place
        doubts.append(Doubt(first, message.format(n=len(section.items), title=section.title)))
        own = tidy.folded(section.text)
        if own in section.below:
            section.below[own].items[:0] = section.items
        else:
            section.below = {own: Part(section.text, section.items), **section.below}
        section.items = []
