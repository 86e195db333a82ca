"""Lists without a table: tasks are paragraphs, with units in brackets, on lines below, or in headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from govlist.base.i18n import _, n_
from govlist.base.text import cut
from govlist.documents import marks, tidy
from govlist.documents.document import Doubt, DoubtKind, Paragraph
from govlist.documents.traditional import simplified
from govlist.importing.interpret.entries import Found, Heading, Item
from govlist.importing.interpret.paragraphs import _paragraph_tree as trees
from govlist.importing.interpret.paragraphs import paragraph_parts as parts
from govlist.importing.interpret.paragraphs._paragraph_task import Task
from govlist.importing.interpret.paragraphs._paragraph_tree import Node
from govlist.importing.interpret.paragraphs._statements import Statement
from govlist.importing.interpret.paragraphs.paragraph_parts import Line
from govlist.importing.interpret.responsible import role_words
from govlist.model.words import joined

_ENCLOSED = re.compile(r"附[件表]\s?[0-9一二三四五六七八九十]{0,3}\s?[:：]")
_NOTES = re.compile(r"(?:备?注|说明)\s*[:：]\s*(?:[（(]?1[.．、)）]|$)")
"""The first of numbered notes: 注：1.…"""
_SHOWN = 30
_FRAMES_SHOWN = 4
_NOBODY = Statement()
_CLOSING = re.compile(
    r"(?:本|以上|上述)(?!年|月|季|周|级|地|人|市|县|区).{0,12}?(?:自|由|从|有效期|解释|施行|实施之日)"
    r"|各[^，。：]{1,20}要(?!求|点)"
    r"|(?:附则|(?:组织|工作|政策|要素|制度|保障)?保障(?:措施|机制)?|其他(?:事项)?|(?:实施|工作|推进)?步骤(?:安排)?|(?:时间|进度)安排|(?:有关|相关|工作|几点)?要求|组织(?:领导|实施))[。：:]?$"
)
"""What stands after the tasks: 本措施自印发之日起施行, 各部门要加强领导, 附则, 保障措施."""


def with_units(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The first paragraph that says who is responsible."""
    return next((each for each in paragraphs if parts.says_who(each)), None)


def read(paragraphs: Sequence[Paragraph], found: Found) -> None:
    """Add the headings and tasks in paragraphs to what was found."""
    skipped: list[Line] = []
    lines = list(_without_ends(parts.lines(paragraphs), skipped))
    root = trees.tree(lines)
    trees.give_heads(root)
    rank = trees.task_rank(root)
    if rank is None:
        return
    reading = _Reading(root, rank, skipped)
    if rank == trees.PLAIN:
        reading.plain_tasks(root, _NOBODY)
    else:
        skipped += root.body
    reading.nodes(root, _NOBODY)
    reading.finish(found)


def _without_ends(lines: Sequence[Line], skipped: list[Line]) -> Iterable[Line]:
    """The lines without lists of enclosures (附件：1.…), signatures, 本措施由…解释: these are `skipped`.

    So are numbered notes below the last line that says who is responsible.
    """
    marked = enclosed = False
    note = 0
    last = max((at for at, line in enumerate(lines) if line.said.who), default=-1)
    for at, line in enumerate(lines):
        enclosed = not line.said.who and (enclosed or bool(marked and _ENCLOSED.match(line.marked)))
        noted = note and -1 < last < at and line.number in (note, note + 1)
        note = line.number if noted and line.number else int(bool(_NOTES.match(simplified(line.text))))
        marked = marked or line.rank is not None
        closing = line.rank is None and not line.said.who and _CLOSING.match(simplified(line.text))
        line.below_mark = marked and not line.signature
        if enclosed or noted or line.signature or closing:
            skipped.append(line)
        else:
            yield line


class _Reading:
    """Reads the tree of a document, whose tasks mostly have `rank`."""

    def __init__(self, root: Node, rank: int, skipped: list[Line]) -> None:
        self.rank = rank
        self.around = trees.around(root)
        """The nodes before (False) and after (True) all that name units, by their ids."""
        self.entries: list[tuple[Heading | Item, int]] = []
        """What was found, each with its rank."""
        self.above: list[int] = []
        """The ranks of the headings above the current line."""
        self.used: set[int] = set()
        """The ranks of headings that have tasks."""
        self.skipped = skipped
        self.doubts: list[Doubt] = []
        self.frames: list[Node] = []
        """The sections before and after the tasks that name nobody."""
        self.units: list[Line] = []
        """The headings that are units' names."""

    # -- lines of one parent ---------------------------------------------------------------------

    def nodes(self, parent: Node, owner: Statement) -> None:
        """Read the lines below one line; `owner` is what their headings state."""
        owned = any(node.heads or node.owned_anywhere for node in parent.below)
        for node in parent.below:
            if node.heads:
                self._head(node, owner)
            elif owner.who:
                self._below_head(node, owner)
            elif id(node) in self.around:
                self._frame(node, after=self.around[id(node)])
            elif self._is_heading(node):
                self._heading(node, owner)
            elif node.rank <= self.rank or owned:
                self._task(node, owner)
            else:
                self.skipped += node.lines()

    def _is_heading(self, node: Node) -> bool:
        """Whether a line is a heading: above the tasks' rank, or a short line above several tasks."""
        owned = sum(child.owned_anywhere for child in node.below)
        if node.owned:
            return node.rank < self.rank and trees.has_plain_tasks(node)
        if node.rank == self.rank:
            numbered = any(child.rank == marks.RANKS[marks.NUMBERED] for child in node.below)
            topic = node.rank <= marks.RANKS[marks.TOPIC]
            return topic and ((numbered and owned > 1) or (not node.below and not node.body and _short(node)))
        return node.rank < self.rank

    def _head(self, node: Node, owner: Statement) -> None:
        """Read a heading whose units are responsible for what is below it."""
        assert node.line is not None
        said = node.line.said
        for line in node.body:
            said = said.and_then(line.said) if line.labels_only else said
        self._add_heading(node)
        before = len(self.entries)
        own = owner.and_then(said)
        if node.below:
            self.skipped += [line for line in node.body if line.text]
        else:
            self.plain_tasks(node, own)
        self.nodes(node, own)
        self.above.pop()
        number = sum(isinstance(entry, Item) for entry, _rank in self.entries[before:])
        if node.line.whole.startswith(node.line.marked) and said.who[0].text == node.line.text:
            self.units.append(node.line)
            return
        message = n_(
            "“{units}” in the heading “{title}” was given to the {n} task below it",
            "“{units}” in the heading “{title}” was given to the {n} tasks below it",
            number,
        )
        words = joined(words.text for words in said.who)
        message = message.format(units=words, title=node.title, n=number)
        self.doubts.append(Doubt(node.line.place, message, DoubtKind.NOTE))

    def _below_head(self, node: Node, owner: Statement) -> None:
        """Read a line below a heading with units: a heading if it is above the tasks, else a task."""
        if node.rank < self.rank and trees.is_group(node) and not node.owned:
            self._heading(node, owner)
        else:
            self._task(node, owner)

    def _heading(self, node: Node, owner: Statement) -> None:
        owner = owner.in_role(role_words.of_heading(node.title))
        self._add_heading(node)
        self.plain_tasks(node, owner)
        self.nodes(node, owner)
        self.above.pop()

    def _add_heading(self, node: Node) -> None:
        assert node.line is not None
        line, title = node.line, node.title
        self.above.append(node.rank)
        rest = line.text.partition("。")[2]
        if rest.strip():
            message = _("skipped the text after the heading “{title}”").format(title=title)
            self.doubts.append(Doubt(line.place, message, DoubtKind.UNREAD))
        if title and marks.is_title(title):
            heading = Heading(title, 0, line.place, first=marks.is_first(line.marked))
            self.entries.append((heading, node.rank))
        else:
            self.skipped.append(line)

    def _frame(self, node: Node, after: bool) -> None:
        """Read a line before or after all that name units: mostly aims or safeguards, no tasks."""
        assert node.line is not None
        closing = after and _CLOSING.match(simplified(node.line.text))
        if node.rank >= self.rank and not closing and (after or node.rank > marks.RANKS[marks.TOPIC]):
            self._task(node, _NOBODY)
        else:
            self.frames.append(node)

    # -- tasks -----------------------------------------------------------------------------------

    def plain_tasks(self, node: Node, owner: Statement) -> None:
        """Read the plain lines below a heading: those that name units are tasks, with the lines they end."""
        waiting: list[Line] = []
        task: Task | None = None
        for line in node.body:
            if line.labels_only and task is not None and not waiting:
                task.go_on(line)
            elif line.labels_only and waiting and line.said.who:
                first = 0 if node.line is not None else len(waiting) - 1
                self.skipped += waiting[:first]
                task = self._next(task, Task(waiting[first], owner))
                for more in (*waiting[first + 1 :], line):
                    task.go_on(more)
                waiting = []
            elif line.text and (line.said.who or owner.who):
                self.skipped += waiting
                waiting = []
                task = self._next(task, Task(line, owner))
            elif line.text:
                waiting.append(line)
            elif not owner.who:
                self._skip(line)
        if task is not None:
            self._add(task, trees.PLAIN)
        self.skipped += waiting

    def _next(self, task: Task | None, following: Task) -> Task:
        if task is not None:
            self._add(task, trees.PLAIN)
        return following

    def _task(self, node: Node, owner: Statement) -> None:
        """Read a line and all below it as one task."""
        assert node.line is not None
        task = Task(node.line, owner)
        lines = iter(node.lines())
        next(lines)
        for line in lines:
            if line.labels_only or task.open or task.titled or line.rank is not None:
                task.go_on(line)
            elif line.said.who:
                self._add(task, node.rank)
                task = Task(line, owner)
            else:
                self.skipped.append(line)
        self._add(task, node.rank)

    def _add(self, task: Task, rank: int) -> None:
        item = task.finished()
        if re.search(r"\w", item.requirement):
            self.used.update(self.above)
            self.entries.append((item, rank))
        else:
            self._skip(task.line)

    def _skip(self, line: Line) -> None:
        message = _("skipped: “{text}”").format(text=line.whole)
        self.doubts.append(Doubt(line.place, message, DoubtKind.UNREAD))

    # -- the end ---------------------------------------------------------------------------------

    def finish(self, found: Found) -> None:
        """Add the entries to what was found, headings as sections and topics, and report what was skipped."""
        self._number_alike()
        ranks = sorted(self.used)[-marks.TOPIC :]
        for entry, rank in self.entries:
            level = 1 + sum(other < rank for other in ranks)
            if isinstance(entry, Item):
                entry.level = level if rank <= max(ranks, default=0) else None
            elif rank in self.used and rank not in ranks:
                message = _("three levels of headings; “{title}” was left out").format(title=entry.text)
                self.doubts.append(Doubt(entry.place, message, DoubtKind.OUTLINE))
                continue
            else:
                entry.level = min(level, marks.TOPIC)
            found.entries.append(entry)
        found.doubts += self.doubts
        self._report_units(found)
        self._report_frames(found)
        self._report_skipped(found)

    def _number_alike(self) -> None:
        """Leave out the numbers if tasks of another level have none: （一） is a task beside 1. and 2."""
        items = [(entry, rank) for entry, rank in self.entries if isinstance(entry, Item)]
        ranks = [{rank for entry, rank in items if (entry.number is None) is bare} for bare in (True, False)]
        for entry, _rank in items if all(ranks) and ranks[0] != ranks[1] else ():
            entry.number = None

    def _report_frames(self, found: Found) -> None:
        """Report the sections before and after the tasks in which nobody is named."""
        if not self.frames:
            return
        lines = [line for node in self.frames for line in node.lines()]
        message = n_(
            "nobody is named in {titles}; this part was left out ({n} paragraphs)",
            "nobody is named in {titles}; these parts were left out ({n} paragraphs)",
            len(self.frames),
        )
        titles = "".join(f"“{cut(node.title, _SHOWN)}”" for node in self.frames[:_FRAMES_SHOWN])
        titles += "…" * (len(self.frames) > _FRAMES_SHOWN)
        items = any(each.rank == self.rank for node in self.frames for each in node.walk())
        kind = DoubtKind.TASK if items else DoubtKind.UNREAD
        message = message.format(titles=titles, n=len(lines))
        found.doubts.append(Doubt(lines[0].place, message, kind))

    def _report_units(self, found: Found) -> None:
        if self.units:
            message = n_(
                "the heading is a unit (“{first}”) and responsible for the tasks below it",
                "{n} headings are units (first “{first}”), each responsible for the tasks below it",
                len(self.units),
            )
            message = message.format(n=len(self.units), first=self.units[0].text)
            found.doubts.append(Doubt(self.units[0].place, message, DoubtKind.UNITS))

    def _report_skipped(self, found: Found) -> None:
        """Report paragraphs that are neither headings nor tasks, unless they are only titles."""
        lines = [
            line
            for line in self.skipped
            if tidy.finished(line.whole) or line.rank is not None or line.labels_only or line.below_mark
        ]
        if lines:
            lines.sort(key=lambda line: (line.place.page or 0, line.place.paragraph or line.place.line or 0))
            message = n_(
                "skipped {n} paragraph that is neither heading nor task: “{words}”",
                "skipped {n} paragraphs that are neither headings nor tasks, first “{words}”",
                len(lines),
            )
            words = cut(tidy.line(lines[0].whole), _SHOWN)
            message = message.format(n=len(lines), words=words)
            found.doubts.append(Doubt(lines[0].place, message, DoubtKind.UNREAD))


def _short(node: Node) -> bool:
    """Whether a line without anything below it that it could head is a mere title."""
    return node.line is not None and marks.is_title(node.line.text) and node.rank <= marks.RANKS[marks.TOPIC]
