"""Spaces at the ends of lines, except in texts and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from govlist.validation.autofix._change import Change
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source

_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"[ \t]+(?=\r?\n|\Z)")


def blanks(source: Source) -> list[Change]:
    """The spaces to remove. Lines with a # are not changed: they may end in a comment."""
    found = [match.span() for match in _BLANKS.finditer(source.text)]
    if not found or source.root is None:
        return []
    texts = sorted((node.start, _end(source.text, node)) for node in _scalars(source.root))
    starts = [start for start, _end in texts]
    changes = []
    for start, end in found:
        index = bisect_right(starts, start) - 1
        in_text = index >= 0 and start < texts[index][1]
        line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
        if not in_text and "#" not in line:
            changes.append(Change(start, end, ""))
    return changes


def _end(text: str, node: Node) -> int:
    """The end of a text; after | or > it may continue with spaces and blank lines."""
    if not text.startswith(("|", ">"), node.start):
        return node.end
    following = _SPACE.match(text, node.end)
    return following.end() if following else node.end


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    yield from node.keys.values()
    for child in node.children:
        yield from _scalars(child)
