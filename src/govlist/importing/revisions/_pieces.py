"""The text of a list's sections split into headings and tasks, each with the comments above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govlist.base.errors import ExitCode, GovlistError, Location
from govlist.base.i18n import _
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import entry_start


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the text from the comments above one dash to those above the next."""

    start: int
    end: int
    dash: int
    column: int


class Pieces:
    """The pieces of a list's sections by path, and the span of all of them."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        root = source.root
        sections = root.get("sections") if root else None
        assert root is not None
        assert sections is not None
        self.sections = sections
        self.key = root.keys["sections"]
        places = sorted(_dashes(self.text, sections))
        starts = [_above(self.text, dash) for dash, _path in places]
        self.end = self.text.find("\n", sections.end) + 1 or len(self.text)
        ends = [*starts, self.end][1:]
        self.by_path: dict[Location, Piece] = {
            path: Piece(start, end, dash, dash - (self.text.rfind("\n", 0, dash) + 1))
            for (dash, path), start, end in zip(places, starts, ends, strict=True)
        }
        self.start = starts[0] if starts else self.end

    def column(self, depth: int, otherwise: int) -> int:
        """The column of dashes whose path has length `depth`; `otherwise` if there are none."""
        return next((piece.column for path, piece in self.by_path.items() if len(path) == depth), otherwise)


def _dashes(text: str, sections: Node) -> Iterator[tuple[int, Location]]:
    """The position of each item's dash with its path. Raises GovlistError unless in block style."""
    for s, section in enumerate(_items(sections)):
        yield entry_start(text, sections, s), ("sections", s)
        _title_first(section)
        for t, topic in enumerate(_items(section.get("topics"))):
            yield entry_start(text, section.values["topics"], t), ("sections", s, "topics", t)
            _title_first(topic)
            for i in range(len(_items(topic.get("tasks")))):
                yield entry_start(text, topic.values["tasks"], i), ("sections", s, "topics", t, "tasks", i)
        for i in range(len(_items(section.get("tasks")))):
            yield entry_start(text, section.values["tasks"], i), ("sections", s, "tasks", i)


def _items(node: Node | None) -> list[Node]:
    if node is None:
        return []
    if node.flow and node.children:
        raise _refusal()
    return node.items


def _title_first(part: Node) -> None:
    """Raise GovlistError unless a heading's title comes first."""
    below = part.get("topics") or part.get("tasks")
    if part.flow or below is None or part.values["title"].start > below.start:
        raise _refusal()


def _refusal() -> GovlistError:
    message = _("cannot apply a new edition to the layout of the list's sections")
    hint = _("write sections, topics and tasks on separate lines, each title first, as govlist init does")
    return GovlistError(message, ExitCode.FAILED, hint=hint)


def _above(text: str, dash: int) -> int:
    """The start of the blank lines and comments above a dash's line."""
    start = text.rfind("\n", 0, dash) + 1
    while start:
        line = text.rfind("\n", 0, start - 1) + 1
        bare = text[line : start - 1].strip()
        if bare and not bare.startswith("#"):
            break
        start = line
    return start
