"""Applies a new edition to a list's text: unchanged parts keep their bytes, and the result is verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govlist.base.errors import ExitCode, GovlistError, Location
from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.importing.interpret import drafting
from govlist.importing.interpret.drafting import Comments
from govlist.importing.revisions import _outside_sections
from govlist.importing.revisions._pieces import Piece, Pieces
from govlist.importing.revisions.edition import FIELDS, Change
from govlist.model.checklist import Checklist, Section, Task, Topic
from govlist.yamlfile import spans as place
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span, replace_spans
from govlist.yamlfile.writing import quote

_NONE = Comments()


def rewrite(
    source: Source, old: Checklist, new: Checklist, changes: Sequence[Change], comments: Comments = _NONE
) -> Source:
    """The list with the new edition's headings, tasks and roster, and comments at new tasks and units.

    Raises GovlistError if the result does not read as expected.
    """
    writer = _Writer(source, old, new, changes, comments.tasks)
    spans = [writer.sections(), *_outside_sections.roster(source, old, new, comments.owners)]
    spans += _outside_sections.chases(source, changes, writer.expected)
    result = source.with_text(replace_spans(source.text, spans))
    if result.plain != writer.expected:
        message = _("cannot apply the new edition to {path} without changing more than its tasks")
        hint = _("start a new list with govlist init --roster OLD --from FILE")
        raise GovlistError(message.format(path=source.path), ExitCode.FAILED, hint=hint)
    return result


class _Writer:
    """Writes the text of the new sections, and the data it must parse to."""

    def __init__(
        self,
        source: Source,
        old: Checklist,
        new: Checklist,
        changes: Sequence[Change],
        doubts: Mapping[int, Sequence[str]],
    ) -> None:
        self.source, self.text = source, source.text
        self.old, self.new, self.doubts = old, new, doubts
        self.pieces = Pieces(source)
        self.newline = source.newline
        self.by_new = {change.new.task.id: change for change in changes if change.new is not None}
        self.expected: Any = source.copy()
        self.spans: list[Span] = []
        self.used: set[Location] = set()
        base = self.pieces.column(2, 2)
        self.columns = {
            2: base,
            4: self.pieces.column(4, base + 4),
            6: self.pieces.column(6, self.pieces.column(4, base + 4) + 4),
        }

    def sections(self) -> Span:
        """The span that replaces all sections."""
        plain: list[Any] = []
        result = "".join(self._section(section, plain) for section in self.new.sections)
        self.expected["sections"] = plain
        _outside_sections.expect_roster(self.expected, self.old, self.new)
        pieces = self.pieces
        if not pieces.by_path:  # `sections: []`, or nothing after the colon
            lines = result.removesuffix(self.newline)
            return Span(pieces.key.end, pieces.sections.end, f":{self.newline}{lines}")
        if not self.text.endswith("\n") and pieces.end == len(self.text):
            result = result.removesuffix(self.newline)
        return Span(pieces.start, pieces.end, result)

    def _section(self, section: Section, plain: list[Any]) -> str:
        path = self._old_section(section)
        if section.topics is None:
            result, below = self._heading(path, section.title, "tasks", 2, plain)
            return result + "".join(self._task(task, self.columns[4], below) for task in section.tasks or ())
        result, below = self._heading(path, section.title, "topics", 2, plain)
        return result + "".join(self._topic(topic, path, below) for topic in section.topics)

    def _topic(self, topic: Topic, above: Location | None, plain: list[Any]) -> str:
        result, below = self._heading(self._old_topic(topic, above), topic.title, "tasks", 4, plain)
        return result + "".join(self._task(task, self.columns[6], below) for task in topic.tasks)

    def _heading(
        self, path: Location | None, title: str, key: str, depth: int, plain: list[Any]
    ) -> tuple[str, list[Any]]:
        """A heading's text, and the list in the data for what is below it."""
        data = {name: value for name, value in self._plain(path).items() if name not in ("topics", "tasks")}
        below: list[Any] = []
        plain.append({**data, "title": title, key: below})
        return self._header(path, title, key, depth), below

    def _plain(self, path: Location | None) -> dict[str, Any]:
        plain: dict[str, Any] = self.source.node(path).plain() if path else {}
        return plain

    # -- old headings ----------------------------------------------------------------

    def _old_section(self, section: Section) -> Location | None:
        tasks = [*(section.tasks or ()), *(t for topic in section.topics or () for t in topic.tasks)]
        titles: dict[Location, str] = {("sections", i): s.title for i, s in enumerate(self.old.sections)}
        return self._old_part(section.title, titles, tasks, 2)

    def _old_topic(self, topic: Topic, above: Location | None) -> Location | None:
        titles: dict[Location, str] = {
            ("sections", s, "topics", t): each.title
            for s, section in enumerate(self.old.sections)
            for t, each in enumerate(section.topics or ())
        }
        near = {path: title for path, title in titles.items() if path[:2] == above}
        return self._old_part(topic.title, near, topic.tasks, 4) or self._old_part(
            topic.title, titles, topic.tasks, 4
        )

    def _old_part(
        self, title: str, titles: Mapping[Location, str], tasks: Sequence[Task], depth: int
    ) -> Location | None:
        """The old heading with this title, else the one that most of the tasks were below."""
        free = {path: each for path, each in titles.items() if path not in self.used}
        found = next((p for p, each in free.items() if tidy.folded(each) == tidy.folded(title)), None)
        if found is None:
            old_paths = [c.old.location[:depth] for t in tasks if (c := self.by_new[t.id]).old is not None]
            taken = {tidy.folded(s.title) for s in self.new.sections}
            taken |= {tidy.folded(t.title) for s in self.new.sections for t in s.topics or ()}
            best = max(old_paths, key=old_paths.count, default=None)
            if (
                best in free
                and tidy.folded(free[best]) not in taken
                and old_paths.count(best) * 2 > len(tasks)
            ):
                found = best
        if found is not None:
            self.used.add(found)
        return found

    # -- text ----------------------------------------------------------------------------------

    def _header(self, path: Location | None, title: str, below: str, depth: int) -> str:
        column = self.columns[depth]
        lines = (
            f"{' ' * column}- title: {quote(title)}{self.newline}{' ' * (column + 2)}{below}:{self.newline}"
        )
        if path is None:
            return lines
        piece, node = self.pieces.by_path[path], self.source.node(path)
        if below not in node.keys:  # topics replace tasks: the comments above stay
            line = self.text.rfind("\n", 0, piece.dash) + 1
            return self.text[piece.start : line] + lines
        spans = []
        if node.values["title"].value != title:
            spans.append(place.scalar(self.source.text, node.values["title"], title))
        return self._moved(replace_spans(self.text, spans, piece.start, piece.end), piece, column)

    def _task(self, task: Task, column: int, plain: list[Any]) -> str:
        change = self.by_new[task.id]
        assert change.task is not None
        if change.old is None:
            plain.append(drafting.plain_task(change.task))
            lines = drafting.task_lines(change.task, column, self.doubts.get(task.id, ()))
            return "".join(line + self.newline for line in lines)
        path = change.old.location
        data = self._plain(path)
        node, piece = self.source.node(path), self.pieces.by_path[path]
        spans = list(self._fields(node, change, data))
        plain.append(data)
        return self._moved(replace_spans(self.text, spans, piece.start, piece.end), piece, column)

    def _fields(self, node: Node, change: Change, data: dict[str, Any]) -> Iterator[Span]:
        assert change.task is not None
        values = drafting.plain_task(change.task)
        for name in change.fields:
            value = values.get(name)
            if value is None:
                data.pop(name, None)
                yield from place.remove_key(self.text, node, name) if name in node.keys else ()
                continue
            data[name] = value
            written = drafting.written(name, value)
            if name in node.keys:
                yield Span(node.keys[name].end, node.values[name].end, f": {written}")
            else:
                previous = place.last_of(node, FIELDS[: FIELDS.index(name)])
                yield from place.insert_key(self.text, node, name, written, previous)

    def _moved(self, text: str, piece: Piece, column: int) -> str:
        """The piece with its dash moved to another column; it ends with a newline."""
        text = text if text.endswith("\n") else text + self.newline
        if column > piece.column:
            return re.sub(r"(?m)^(?=[^\r\n])", " " * (column - piece.column), text)
        return re.sub(rf"(?m)^ {{1,{piece.column - column}}}", "", text) if column < piece.column else text
