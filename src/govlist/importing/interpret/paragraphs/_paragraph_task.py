"""A task that is read line by line: its text, and what its lines state about units and deadline."""

from __future__ import annotations

import re

from govlist.base.i18n import _
from govlist.base.text import cut
from govlist.documents import tidy
from govlist.documents.document import DoubtKind
from govlist.documents.traditional import simplified
from govlist.importing.interpret.entries import Item
from govlist.importing.interpret.paragraphs._statements import Statement
from govlist.importing.interpret.paragraphs.paragraph_parts import Line

_FULL_LINE = 28
"""Characters in a full line of a page; a shorter line was ended by its author."""
_LONGEST_LINE = 2_000
"""Characters up to which broken lines are joined."""
_SHOWN = 30
_LABELS = {
    "problem": re.compile(r"\w{0,4}问题(?:表现|描述|清单)?[:：]\s*(?=\S)"),
    "measure": re.compile(r"\w{0,4}(?:措施|举措|任务)[:：]\s*(?=\S)"),
}
"""Labels before the lines of a task that says what is wrong, and what is to be done."""


class Task:
    """A task that is being read, line by line."""

    def __init__(self, line: Line, owner: Statement) -> None:
        self.line = line
        self.owner = owner
        self.said = Statement()
        self.item = Item(line.place, line.number, line.text)
        self.open = False
        """Whether the task, or its last part, names nobody yet."""
        self.titled = bool(line.said.who) and not tidy.finished(line.text)
        """Whether it begins with a title and its units, which a text follows: 1.优化服务（区教育局）."""
        self.labels = False
        """Whether the line above had only labels."""
        self.pieces: list[tuple[str, Statement]] = []
        """The parts that name units, each with what it states."""
        self.part = ""
        """The text since the last statement."""
        self.more: list[Line] = []
        """The lines after a statement that do not begin a part with units of its own."""
        self._take(line)

    def go_on(self, line: Line) -> None:
        """Add a line; one after the units is a doubt."""
        after_units = self.said.who and not line.said.who if line.text else not (self.open or self.labels)
        if line.text:
            if after_units and not self.open and not (self.titled and line.rank is None):
                self.more.append(line)
            self.item.requirement = _continued(self.item.requirement, line)
        elif self.said.who and line.said.who and after_units:
            self.more.append(line)  # perhaps the publisher of the page: 主办单位：…
        self._take(line)

    def finished(self) -> Item:
        """The item, with what it and the headings above it state."""
        if len(self.pieces) > 1:
            shown = "；".join(
                f"“{cut(tidy.line(text), _SHOWN)}”：{'、'.join(words.text for words in said.who)}"
                for text, said in self.pieces
            )
            message = _("several parts with units of their own, read as one task: {parts}")
            self.item.doubt(message.format(parts=shown), kind=DoubtKind.UNITS)
        for line in self.more if self.part or len(self.pieces) < 2 else ():
            message = _("the task continues after its responsible units; it may be another task")
            self.item.doubt(message, line.place)
        self._keep_problem()
        said = self.said
        due = said.due or self.owner.due
        _state(self.item, Statement(self.owner.who + said.who, due, self.owner.extra | said.extra))
        return self.item

    def _keep_problem(self) -> None:
        """Of a problem and measures, each with its label, the measures are what is to be done."""
        kinds: dict[str, list[str]] = {}
        kind = ""
        for line in self.item.requirement.split("\n"):
            found = [
                (name, match) for name, label in _LABELS.items() if (match := label.match(simplified(line)))
            ]
            kind, start = (found[0][0], found[0][1].end()) if found else (kind, 0)
            kinds.setdefault(kind, []).append(line[start:])
        if "problem" in kinds and "measure" in kinds:
            text = "\n".join(kinds.get("", []) + kinds["measure"])
            self.item.requirement = text
            self.item.extra["x-问题"] = tidy.line("\n".join(kinds["problem"]))
            message = _("the requirement is “{first}”; “{second}” is kept as {key}")
            shown = message.format(first=cut(tidy.line(text), _SHOWN), second="问题", key="x-问题")
            self.item.doubt(shown)

    def _take(self, line: Line) -> None:
        self.open = not line.said.who and (self.open or bool(line.text))
        self.labels = line.labels_only
        self.said = self.said.and_then(line.said)
        self.part += line.text
        if line.pieces:
            self.pieces += [(text or self.part, said) for text, said in line.pieces]
        elif line.said.who and self.part:
            self.pieces.append((self.part, line.said))
        if line.said.who:
            self.part = ""
        if line.guessed:
            message = _("“{words}” in brackets was read as the responsible unit; it may be part of the text")
            if line.labels_only:
                message = _("the line “{words}” was read as units; it may be part of the text")
            self.item.doubt(message.format(words=line.guessed), line.place, DoubtKind.UNITS)


def _state(item: Item, said: Statement) -> None:
    item.who += said.who
    item.due = said.due or item.due
    item.extra |= said.extra


def _continued(text: str, line: Line) -> str:
    """A task's text with another paragraph; a line broken by the page width is joined."""
    above, newline, last = text.rpartition("\n")
    broken = last.endswith(("，", "、")) or (len(last) >= _FULL_LINE and not last.endswith(("：", ":")))
    if line.rank is None and broken and not tidy.finished(last) and len(last) < _LONGEST_LINE:
        return f"{above}{newline}{tidy.joined(last, line.marked)}"
    return f"{text}\n{line.marked}"
