"""Headings and items → sections, topics and tasks in their order, each task with its own number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.documents import marks, tidy
from govlist.documents.document import Doubt, DoubtKind, Place
from govlist.importing.interpret.entries import Entry, Found, Heading, Item

MAX_TASKS = 1_000
"""A yearly list has dozens of tasks; the largest city list has hundreds."""

_CONTINUED = re.compile(r"[（(](?:续表?|接上[页表])[）)]$")
"""The end of a heading that a new page repeats: 一、主动公开（续）."""


@dataclass(slots=True)
class Part:
    """A section or topic: its heading and its contents."""

    text: str
    items: list[Item] = field(default_factory=list)
    below: dict[str, Part] = field(default_factory=dict)
    """Its topics by their folded headings."""
    first: bool = False
    """Whether it is a topic with the mark of a first one: （一）."""

    @property
    def topics(self) -> list[Part]:
        """Its topics, in their order."""
        return list(self.below.values())

    @property
    def title(self) -> str:
        """The heading without its mark."""
        return marks.title(self.text)

    def all_items(self) -> list[Item]:
        """All its items, in their order."""
        return [*self.items, *(item for topic in self.topics for item in topic.items)]


def build(found: Found, title: str) -> list[Part]:
    """Build the sections of a document; a heading that repeats the list's `title` is ignored."""
    entries = _join_cut_headings(found.entries)
    shift = 0 if any(level == marks.SECTION for level in _levels_with_tasks(entries, title)) else 1
    sections: dict[str, Part] = {}
    current: dict[int, Heading] = {}
    unused: dict[int, Heading] = {}
    seen: dict[tuple[str, ...], Item] = {}
    for entry in entries:
        if isinstance(entry, Heading):
            level = max(entry.level - shift, marks.SECTION)
            if not entry.text:
                current = {}
            elif _is_new(entry, current.get(level), title):
                current = {above: head for above, head in current.items() if above < level} | {level: entry}
                unused[id(entry)] = entry
            continue
        if entry.level is not None:
            current = {above: head for above, head in current.items() if above < entry.level - shift}
        for used in current.values():
            unused.pop(id(used), None)
        heads = [above.text for _level, above in sorted(current.items())]
        first = seen.setdefault((str(entry.number), entry.requirement, *heads), entry)
        if first is not entry and first.who == entry.who:
            first.doubt(_("duplicate of an earlier task; imported once, they may be two"), entry.place)
        else:
            head, topic = current.get(marks.SECTION), current.get(marks.TOPIC)
            section = _part(sections, head.text if head else title)
            part = _part(section.below, topic.text) if topic else section
            part.items.append(entry)
            part.first = topic is not None and (topic.first or marks.is_first(topic.text))
    if sections and not any(level == marks.SECTION for level in current):
        message = _("no headings; all tasks are below the list's title")
        found.doubts.append(Doubt(found.items[0].place, message, DoubtKind.NOTE))
    for heading in unused.values():
        message = _("no tasks below “{title}”; the heading was left out")
        message = message.format(title=marks.title(heading.text))
        found.doubts.append(Doubt(heading.place, message, DoubtKind.OUTLINE))
    for section in sections.values():
        _move_into_topic(section, found.doubts)
    return list(sections.values())


def topics_restart(sections: Sequence[Part]) -> bool:
    """Whether the document numbers the topics of each of its sections from （一）."""
    firsts = [section.topics[0].first for section in sections if section.topics]
    return len(firsts) > 1 and all(firsts)


def numbers(sections: Sequence[Part], doubts: list[Doubt]) -> dict[int, Item]:
    """The items by number: the document's numbers if each is unique, else counted through the list.

    Raises GovlistError (exit 3) for more than `MAX_TASKS`.
    """
    items = [item for section in sections for item in section.all_items()]
    if len(items) > MAX_TASKS:
        message = _("more than {n:,} tasks; a yearly list never has that many").format(n=MAX_TASKS)
        raise GovlistError(message, ExitCode.FAILED, hint=_("copy only the list into a new document"))
    given = [item.number for item in items if item.number]
    twice = {number for number, count in Counter(given).items() if count > 1}
    few = len(given) * 2 < len(items)
    if given and not twice and not few:
        free = max(given)
        result: dict[int, Item] = {}
        for item in items:
            if not item.number:
                free += 1
                item.doubt(_("it had no number; {n} was assigned").format(n=free))
            result[item.number or free] = item
        return result
    if twice:
        again = next(item for index, item in enumerate(items) if item.number in given[:index])
        message = _("the document's numbers restart (again {n}); the tasks were renumbered")
        doubts.append(Doubt(again.place, message.format(n=again.number), DoubtKind.NOTE))
    elif items:
        message, kind = _("the tasks have no numbers; they were numbered in order"), DoubtKind.NOTE
        if given:
            message = _("only {n} tasks have numbers; all were renumbered").format(n=len(given))
            kind = DoubtKind.TASK
        doubts.append(Doubt(items[0].place, message, kind))
    return dict(enumerate(items, 1))


def doubt_same_words(numbered: Mapping[int, Item]) -> None:
    """Add a doubt to each task that says the same as an earlier one: perhaps another column is the task."""
    seen: dict[str, int] = {}
    for number, item in numbered.items():
        first = seen.setdefault(tidy.folded(item.requirement), number)
        if first != number:
            message = _("it has the same words as task {n}; perhaps another column says what is to be done")
            item.doubt(message.format(n=first))


def _join_cut_headings(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, with headings that a page break cut joined again."""
    result: list[Entry] = []
    last: dict[int, Heading] = {}
    for entry in entries:
        if isinstance(entry, Heading):
            entry.text = _CONTINUED.sub("", entry.text)
            before = last.get(entry.level)
            if not entry.text:
                last = {}
            elif entry.more and before is not None:
                if not tidy.folded(before.text).endswith(tidy.folded(entry.text)):
                    before.text = tidy.joined(before.text, entry.text)
                continue
            last[entry.level] = entry
        result.append(entry)
    return result


def _levels_with_tasks(entries: Iterable[Entry], title: str) -> set[int]:
    """The levels of the headings, without those that an enclosure ended before any task."""
    result: set[int] = set()
    open_levels: set[int] = set()
    for entry in entries:
        if isinstance(entry, Item):
            result |= open_levels
        elif not entry.text:
            open_levels = set()
        elif _is_new(entry, None, title):
            open_levels.add(entry.level)
    return result


def _is_new(heading: Heading, now: Heading | None, title: str) -> bool:
    """Whether a heading differs from the current one and from the list's title."""
    text = tidy.folded(heading.text)
    return text != tidy.folded(title) and (now is None or text != tidy.folded(now.text))


def _part(parts: dict[str, Part], text: str) -> Part:
    """The part with a heading; it is created if missing."""
    return parts.setdefault(tidy.folded(text), Part(text))


def _move_into_topic(section: Part, doubts: list[Doubt]) -> None:
    """Move the tasks of a section that also has topics into a topic of the section's name.

    A section has topics or tasks, not both.
    """
    if section.items and section.below:
        message = _("{n} tasks of “{title}” are outside its topics; they were put into a topic of that name")
        first: Place = section.items[0].place
        message = message.format(n=len(section.items), title=section.title)
        doubts.append(Doubt(first, message, DoubtKind.OUTLINE))
        own = tidy.folded(section.text)
        if own in section.below:
            section.below[own].items[:0] = section.items
        else:
            section.below = {own: Part(section.text, section.items), **section.below}
        section.items = []
