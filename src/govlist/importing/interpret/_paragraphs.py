"""Lists without a table: tasks are paragraphs, their units are in brackets or on the lines below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from govlist.base.i18n import _, n_
from govlist.base.text import cut
from govlist.documents import marks, tidy
from govlist.documents.document import Doubt, DoubtKind, Paragraph
from govlist.importing.interpret import _paragraph_parts as parts
from govlist.importing.interpret._entries import Found, Heading, Item
from govlist.importing.interpret._paragraph_parts import Line

_FULL_LINE = 28
"""Characters in a full line of a page; a shorter line was ended by its author."""
_LONGEST_LINE = 2_000
"""Characters up to which broken lines are joined."""
_DEEPEST = 9
_ENCLOSED = re.compile(r"附(?:件|表)\s*[0-9一二三四五六七八九十]{0,3}\s*[:：]")
_SHOWN = 30


def with_units(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The first paragraph that says who is responsible."""
    return next((each for each in parts.whole(paragraphs) if parts.line(each).who), None)


def read(paragraphs: Sequence[Paragraph], found: Found) -> None:
    """Add the headings and tasks in paragraphs to what was found."""
    lines = [parts.line(paragraph) for paragraph in parts.whole(paragraphs)]
    for line, below in pairwise(lines):
        line.answered = below.labels_only and bool(below.who)
    taken = {id(line): parts.promote(line) for line in lines if not line.answered}
    level = _task_level(lines)
    if level is None:
        return
    reading = _Reading(found, level, _group_headings(lines, level))
    for line in lines:
        reading.add(line)
        if (words := taken.get(id(line))) is not None and reading.item is not None:
            message = _("“{words}” in brackets was read as the responsible unit")
            reading.item.doubt(message.format(words=words), line.place, DoubtKind.UNITS)
    reading.close()
    reading.report_skipped()


def _group_headings(lines: Sequence[Line], level: int) -> set[int]:
    """Lines of the tasks' level that are headings because several marked tasks follow."""
    result: set[int] = set()
    head: Line | None = None
    below = 0
    inner = False
    for line in lines:
        if line.level is not None and line.level <= level:
            head, below, inner = line if not line.who and level <= marks.TOPIC else None, 0, False
        elif head is not None:
            inner = inner or line.level == marks.NUMBERED
            below += bool(line.who) and inner
            if below > 1:
                result.add(id(head))
    return result


def _continued(text: str, line: Line) -> str:
    """A task's text with another paragraph; a line broken by the page width is joined."""
    above, newline, last = text.rpartition("\n")
    broken = last.endswith(("，", "、")) or (len(last) >= _FULL_LINE and not last.endswith(("：", ":")))
    if line.level is None and broken and not tidy.finished(last) and len(last) < _LONGEST_LINE:
        return f"{above}{newline}{tidy.joined(last, line.marked)}"
    return f"{text}\n{line.marked}"


def _more() -> str:
    return _("the task continues after its responsible units; check the text")


class _Reading:
    """Reads paragraphs in their order; `item` is the task that may still continue."""

    def __init__(self, found: Found, level: int, above: set[int]) -> None:
        self.found = found
        self.base = self.level = level
        self.above = above
        self.item: Item | None = None
        self.open = False
        """Whether the task, or its last part, names nobody yet."""
        self.labels = False
        """Whether the previous line had only labels."""
        self.skipped: list[Line] = []
        self.enclosed = False
        """Whether the lines are names of enclosures (附件), not tasks."""

    def add(self, line: Line) -> None:
        if line.level is not None and line.level <= self.base:
            self.level = self.base
        self.labels = self.labels and line.labels_only
        begins = (self.item or self.found.items) and _ENCLOSED.match(line.marked)
        self.enclosed = not line.who and (self.enclosed or bool(begins))
        if self.enclosed:
            self.close()
            self.skipped.append(line)
        elif line.labels_only:
            self._label(line)
        elif id(line) in self.above:
            self.close()
            self._heading(line)
            self.level = marks.NUMBERED
        elif line.level is not None and line.level < self.level:
            self.close()
            self._heading(line)
        elif line.level == self.level or ((line.who or line.answered) and not self._within(line)):
            self.close()
            level = line.level if line.level == self.base else None
            self.item = Item(line.place, line.number, line.text, level=level)
            self._update(line)
        elif self.item is not None and self._within(line):
            self._continue(self.item, line)
        else:
            self.skipped.append(line)

    def _within(self, line: Line) -> bool:
        """Whether a line belongs to the current task, which names nobody yet, or has a deeper mark."""
        return self.item is not None and (self.open or line.level is not None)

    def _continue(self, item: Item, line: Line) -> None:
        """Add a paragraph to a task; one after its units is a doubt."""
        if item.who:
            item.doubt(_more(), line.place)
        item.requirement = _continued(item.requirement, line)
        self._update(line)

    def _update(self, line: Line) -> None:
        self.open = not line.who and (self.open or bool(line.text))
        if self.item is not None:
            self.item.who += line.who
            self.item.due = line.due or self.item.due
            self.item.extra |= line.extra

    def close(self) -> None:
        """Finish the task; a short one without units is a heading."""
        item, self.item = self.item, None
        if item is None:
            return
        if not item.who and self.level <= marks.TOPIC and marks.is_title(item.requirement):
            self.found.entries.append(Heading(item.requirement.rstrip("。：:"), self.level, item.place))
        elif item.who or self.found.items or self.level > marks.TOPIC:
            self.found.entries.append(item)

    def report_skipped(self) -> None:
        """Add a doubt for paragraphs that are neither headings nor tasks, unless they are only titles."""
        lines = [line for line in self.skipped if tidy.finished(line.whole) or line.level or line.labels_only]
        if lines:
            message = n_(
                "skipped {n} paragraph that is neither heading nor task: “{words}”",
                "skipped {n} paragraphs that are neither headings nor tasks, first “{words}”",
                len(lines),
            )
            words = cut(tidy.line(lines[0].whole), _SHOWN)
            message = message.format(n=len(lines), words=words)
            self.found.doubts.append(Doubt(lines[0].place, message, DoubtKind.UNREAD))

    def _label(self, line: Line) -> None:
        if self.item is None:
            message = _("skipped: “{text}”").format(text=line.whole)
            self.found.doubts.append(Doubt(line.place, message, DoubtKind.UNREAD))
        elif self.item.who and line.who and not (self.open or self.labels):
            self.item.doubt(_more(), line.place)  # perhaps the publisher of the page: 主办单位：…
        self._update(line)
        self.labels = True

    def _heading(self, line: Line) -> None:
        title, stop, rest = line.text.partition("。")
        if rest.strip():
            message = _("skipped the text after the heading “{title}”")
            self.found.doubts.append(Doubt(line.place, message.format(title=title), DoubtKind.UNREAD))
        if title and (stop or marks.is_title(title)):
            self.found.entries.append(
                Heading(
                    title.rstrip("：:"),
                    min(line.level or 1, marks.TOPIC),
                    line.place,
                    first=marks.is_first(line.marked),
                )
            )
        else:
            self.skipped.append(line)


def _task_level(lines: Sequence[Line]) -> int | None:
    """The level of most paragraphs that name units; None if none does."""
    levels: Counter[int] = Counter()
    above: int | None = None
    titled = False
    for line in lines:
        if line.labels_only:
            if line.who:
                levels[above or _DEEPEST] += 1
            continue
        if line.level is None and titled:  # text below a title is not part of it
            above = None
        if line.who:
            levels[line.level or above or _DEEPEST] += 1
        if line.level is not None:
            above = line.level
        titled = line.level is not None and line.level <= marks.TOPIC and marks.is_title(line.text)
    best = max(levels, key=lambda level: (levels[level], level)) if levels else None
    return marks.NUMBERED if best == marks.DEEPER and _only_deeper_lists(lines) else best


def _only_deeper_lists(lines: Sequence[Line]) -> bool:
    """Whether paragraphs with the deepest marks are lists inside tasks: most of them name no unit."""
    deeper = [bool(line.who) for line in lines if line.level == marks.DEEPER]
    numbered = any(line.level == marks.NUMBERED for line in lines)
    return numbered and sum(deeper) * 10 < len(deeper) * 7
