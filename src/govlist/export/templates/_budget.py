"""A budget for filling in a template: what it repeats, joins and writes is counted before it is made.

The sandbox of Jinja keeps a template from everything but its data. It does not keep it from making much of
little: `~` in a loop doubles a text with each round, and loops in loops multiply the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer, NodeVisitor

CHARACTERS = 50_000_000
"""What one filled part of a document may hold or handle; the largest list on paper has about 5 million."""
_ROUND = 100
"""What a round of a loop costs for its time, in characters."""
WIDEST = 1_000
"""The most columns or groups that the filters `batch` and `slice` make."""
_REPEATING = (nodes.Macro, nodes.CallBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
"""What calls itself or other files; nothing that a ledger needs."""


class TooLarge(Exception):
    """Filling in a template goes beyond its budget; `line` is the template's text there."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class NotOffered(Exception):
    """A template uses a part of Jinja that is not offered: `line` is the template's text there."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class Budget:
    """Counts characters and items; `source` is the template text that is being filled in."""

    def __init__(self) -> None:
        self.source = ""
        self._left = CHARACTERS
        self._line = 0

    def start(self, source: str) -> None:
        """Begin with a part of the document."""
        self.source, self._left, self._line = source, CHARACTERS, 0

    def spend(self, amount: int) -> None:
        """Count what is about to be made. Raises TooLarge if it is too much."""
        self._left -= amount
        if self._left < 0:
            raise TooLarge(self._text(self._line))

    def rounds(self, items: Iterable[Any], line: int, size: int) -> Iterator[Any]:
        """The items of a loop; each counts as the text that its round repeats."""
        for item in items:
            self._line = line
            self.spend(size)
            yield item

    def at(self, value: Any, line: int) -> Any:
        """A value that is about to be joined or filtered, at a line of the template."""
        self._line = line
        self.spend(size(value))
        return value

    def counted(self, tree: nodes.Template) -> nodes.Template:
        """The template with its loops and joins counted. Raises NotOffered for what repeats without end."""
        for node in tree.find_all((*_REPEATING, nodes.For)):
            if not isinstance(node, nodes.For) or node.recursive:
                raise NotOffered(self._text(node.lineno))
        found: nodes.Template = _Counted().visit(tree)
        return found

    def _text(self, line: int) -> str:
        return next(islice(self.source.splitlines(), max(line - 1, 0), None), "")


def size(value: Any) -> int:
    """The size of a value: characters of a text, items of a list, 1 for anything else."""
    return len(value) if isinstance(value, str | list | tuple | dict) else 1


class _Counted(NodeTransformer):
    """Passes the items of loops through the filter `rounds`; what joins or filters says `at` which line."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        """A loop."""
        self.generic_visit(node)
        text = _Text()
        for each in node.body:
            text.visit(each)
        node.iter = _filter(node.iter, "rounds", node.lineno, text.size)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        """Texts joined by `~`: the filter `join` joins them in the same way, and counts."""
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return _filter(_filter(parts, "at", node.lineno), "join")

    def visit_Add(self, node: nodes.Add) -> nodes.Add:
        """Numbers, texts or lists added by `+`."""
        self.generic_visit(node)
        node.left = _filter(node.left, "at", node.lineno)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:
        """A filter; without a value of its own it is that of a `filter` block."""
        self.generic_visit(node)
        if node.node is not None:
            node.node = _filter(node.node, "at", node.lineno)
        return node


class _Text(NodeVisitor):
    """Counts the text that a round of a loop writes itself, without the rounds of loops inside it."""

    def __init__(self) -> None:
        self.size = _ROUND

    def visit_TemplateData(self, node: nodes.TemplateData) -> None:
        """Text between tags."""
        self.size += len(node.data)

    def visit_For(self, node: nodes.For) -> None:
        """A loop inside, which counts its own rounds."""


def _filter(node: nodes.Node, name: str, *values: int) -> nodes.Filter:
    constants = [nodes.Const(value) for value in values]
    return nodes.Filter(node, name, constants, [], None, None, lineno=node.lineno)
