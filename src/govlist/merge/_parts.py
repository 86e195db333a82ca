"""A file as parts: each value with its key, its lines, and the comments around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from govlist.yamlfile.nodes import Node, compose
from govlist.yamlfile.spans import colon, entries

_COMMENT = re.compile(r"#[^\r\n]*")
_DOCUMENT = re.compile(r"^---[^\n]*\n", re.MULTILINE)


@dataclass(eq=False, slots=True)
class Part:
    """A value of a file. In block style it has its own lines: from `start` (its key or dash) to `stop`.

    `lead` is where the comments and blank lines above it begin. A part that begins on the line of its
    parent's dash is `shared` and has no lead.
    """

    file: File
    node: Node
    key: Node | None
    block: bool
    start: int
    lead: int
    stop: int
    plain: Any
    parts: list[Part]
    shared: bool

    @property
    def line(self) -> int:
        """The offset of its first line."""
        return self.file.line(self.start)

    @property
    def column(self) -> int:
        """The indentation of its key or dash."""
        return self.start - self.line

    @property
    def name(self) -> str | None:
        """The key's text; None for an item of a list."""
        return self.key.value if self.key else None

    @property
    def nested(self) -> bool:
        """Whether its parts have their own lines."""
        return self.block and bool(self.parts) and not self.node.flow

    @property
    def above(self) -> list[str]:
        """The comments on the lines above it."""
        return self.file.comments(self.lead, self.line) if self.block else []

    @property
    def remarks(self) -> list[str]:
        """All comments from its first line to its last."""
        return self.file.comments(self.start, self.stop) if self.block else []

    @property
    def beside(self) -> tuple[int, int]:
        """The span of its own comments, without those of its parts."""
        return self.start, self.parts[0].lead if self.nested else self.stop

    def value(self, key: str) -> str:
        """The text under a key, "" if there is none."""
        found = self.plain.get(key) if isinstance(self.plain, dict) else None
        return found if isinstance(found, str) else ""


def same(one: Part | None, other: Part | None) -> bool:
    """Whether two parts are equal, comments included except those above them."""
    if one is None or other is None:
        return one is other
    return one.plain == other.plain and one.name == other.name and one.remarks == other.remarks


class File:
    """A text, which must end with a newline, and its parts; `root` is None if it has no data."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.old_names: dict[str, str] = {}
        """New name → name in the base, for the units that this file has renamed."""
        node = compose(text).root
        self._comments = _comments(text, node)
        self.root: Part | None = None
        if node is not None:
            mark = _DOCUMENT.search(text, 0, node.start)  # the lines above the first part begin after it
            self.root = self._part(node, None, node.start, 0, not node.flow, mark.end() if mark else 0)

    @cached_property
    def remarks(self) -> Counter[str]:
        """All comments with their counts."""
        return Counter(comment for _start, comment in self._comments)

    def comments(self, start: int, stop: int) -> list[str]:
        """The comments that begin between two offsets."""
        return [comment for _start, comment in self.placed_comments(start, stop)]

    def placed_comments(self, start: int, stop: int) -> list[tuple[int, str]]:
        """The comments that begin between two offsets, with their offsets."""
        first, last = (bisect_left(self._comments, (offset, "")) for offset in (start, stop))
        return self._comments[first:last]

    def line(self, offset: int) -> int:
        """The start of the line of an offset."""
        return self.text.rfind("\n", 0, offset) + 1

    def after(self, offset: int) -> int:
        """The start of the next line."""
        return self.text.find("\n", offset) + 1 or len(self.text)

    def _part(
        self, node: Node, key: Node | None, start: int, above: int, block: bool, inner: int | None = None
    ) -> Part:
        """Build a part; `above` is the end of the part before it, `inner` where its own parts begin."""
        shared = bool(self.text[self.line(start) : start].strip(" "))
        if inner is None and block:  # behind the line of the key's colon
            inner = self.after(colon(self.text, key, node) if key else start)
        parts = list(self._parts(node, inner or 0))
        plain: Any = node.value
        if node.kind == "mapping":
            plain = {name: part.plain for name, part in zip(node.keys, parts, strict=True)}
        elif node.kind == "sequence":
            plain = [part.plain for part in parts]
        return Part(
            file=self,
            node=node,
            key=key,
            block=block,
            start=start,
            lead=above if block and not shared else start,
            stop=self.after(node.end) if block else node.end,
            plain=plain,
            parts=parts,
            shared=shared,
        )

    def _parts(self, node: Node, above: int) -> Iterator[Part]:
        starts = (start for start, _end in entries(self.text, node))
        for (key, value), start in zip(_pairs(node), starts, strict=True):
            part = self._part(value, key, start, above, not node.flow)
            above = part.stop
            yield part


def _pairs(node: Node) -> Iterator[tuple[Node | None, Node]]:
    """The values of a collection, each with its key (None in a list)."""
    keys: list[Node | None] = [*node.keys.values()] or [None] * len(node.items)
    return zip(keys, node.children, strict=True)


def read(text: str) -> tuple[Any, Counter[str]]:
    """The data of a text (None if an error hides some of it), and its comments."""
    made = compose(text)
    sound = made.root is not None and all(fault.rule == "cut-comment" for fault in made.faults)
    comments = Counter(comment for _start, comment in _comments(text, made.root))
    return (made.root.plain() if made.root and sound else None), comments


def _comments(text: str, root: Node | None) -> list[tuple[int, str]]:
    """All comments with their offsets: text after a `#` that is not in a scalar."""
    if "#" not in text:
        return []
    found: list[tuple[int, str]] = []
    scalars: list[tuple[int, int]] = []
    if root is not None:
        _add_scalars(text, root, scalars)
    end_before = 0
    for start, end in [*scalars, (len(text), len(text))]:
        found += [(match.start(), match[0].rstrip()) for match in _COMMENT.finditer(text, end_before, start)]
        end_before = end
    return found


def _add_scalars(text: str, node: Node, found: list[tuple[int, int]]) -> None:
    """Collect the spans of all scalars, in text order; for a block scalar without its first line."""
    if node.kind in ("sequence", "mapping"):
        for key, value in _pairs(node):
            if key:
                found.append((key.start, key.end))
            _add_scalars(text, value, found)
    else:
        block = text.startswith(("|", ">"), node.start)
        found.append((min(text.find("\n", node.start), node.end) if block else node.start, node.end))
