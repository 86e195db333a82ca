"""Parse YAML text to nodes with places. The only module that imports the yaml library.

The nodes are built in one pass over the parser's events. So the depth is checked before anything is nested
(composing 200,000 brackets crashes the process in C), and duplicate keys, anchors and tags are found. All
scalars stay text; the schema decides their types. Places are offsets into the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import yaml

from govlist.base.characters import CONTROL
from govlist.base.i18n import _
from govlist.base.limits import MAX_REPORTED, MAX_VALUES
from govlist.base.text import visible
from govlist.yamlfile.syntax import MAX_DEPTH, Fault, blank_value, syntax_fault, too_deep

MAX_DEEP_PLACES = 20

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser if PyYAML has it: five to ten times faster, with the same places."""


class Broken:
    """A value whose error has already been reported; the schema reports nothing more on it."""


BROKEN = Broken()


@dataclass(slots=True)
class Node:
    """A value and its place: from `start` up to `end`; a block ends with its last value.

    A sequence has `items`; a mapping has the nodes of its `keys` and `values` under the same names.
    """

    kind: Literal["scalar", "sequence", "mapping", "broken"]
    start: int
    end: int
    value: str = ""
    flow: bool = False
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)

    @property
    def children(self) -> list[Node]:
        """The items or values, in the order of the text."""
        return self.items or list(self.values.values())

    def get(self, step: str | int) -> Node | None:
        """The child under a key or at a list position, None if there is none."""
        if isinstance(step, str):
            return self.values.get(step)
        return self.items[step] if step < len(self.items) else None

    def moved(self, by: int) -> Node:
        """The same value, so many characters further on in a text."""
        keys = {key: node.moved(by) for key, node in self.keys.items()}
        values = {key: node.moved(by) for key, node in self.values.items()}
        items = [node.moved(by) for node in self.items]
        return Node(self.kind, self.start + by, self.end + by, self.value, self.flow, items, keys, values)

    def plain(self) -> Any:
        """The value as dicts, lists and text."""
        if self.kind == "scalar":
            return self.value
        if self.kind == "sequence":
            return [item.plain() for item in self.items]
        if self.kind == "mapping":
            return {key: value.plain() for key, value in self.values.items()}
        return BROKEN


_NO_ITEMS: list[Node] = []
_NO_KEYS: dict[str, Node] = {}
"""Shared by all scalars: most nodes are scalars, and creating three containers for each takes time."""


class Composed(NamedTuple):
    """The root node, the errors, and the spans of text that are not in the data.

    `root` is None if the text is empty or cannot be parsed."""

    root: Node | None
    faults: list[Fault]
    dropped: list[tuple[int, int]]


def compose(text: str) -> Composed:
    """Build the nodes of a text and collect its errors.

    A missing line end of the last line is read as if it were there: it says nothing, and a block text that
    ends the file has the same value before and after a line is added to the file.
    """
    if text and not text.endswith("\n"):
        text += "\n"
    if (end := _too_many(text)) is not None:
        message = _("more than {limit:,} values").format(limit=MAX_VALUES)
        hint = _("a year's list has fewer than 100,000; check that this is the right file")
        return Composed(None, [Fault("too-large", end, message, hint)], [])
    deep: list[Fault] = []
    while True:
        builder = _Builder(text, {fault.offset for fault in deep})
        try:
            builder.build()
        except (_TooDeep, yaml.YAMLError) as error:
            place = builder.too_deep(error)
            if place is None:
                fault = syntax_fault(error, text, builder.quoted())
                return Composed(None, [*deep, *builder.faults, fault], [])
            deep.append(too_deep(place))
            if len(deep) == MAX_DEEP_PLACES:
                return Composed(None, deep, [])
            text = blank_value(text, place)
            continue
        return Composed(builder.root, deep + builder.faults, builder.dropped)


def count_signs(text: str) -> int:
    """How many characters of a text can begin or end a value: at least as many as it has values."""
    return sum(map(text.count, ",\n:[{-?"))


def _too_many(text: str) -> int | None:
    """The offset of the first value over the limit, None if there are not too many.

    Each value has at least one of the counted characters, so most texts need no parsing.
    """
    if count_signs(text) < MAX_VALUES:
        return None
    values = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            values += isinstance(event, yaml.NodeEvent)
            if values > MAX_VALUES:
                mark: Any = event.start_mark
                return int(mark.index)
    except yaml.YAMLError:  # reported by compose
        return None
    return None


class _TooDeep(Exception):
    def __init__(self, offset: int) -> None:
        self.offset = offset


class _Builder:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, broken: set[int]) -> None:
        self.text = text
        self.broken = broken
        self.comments = "#" in text
        self.faults: list[Fault] = []
        self.dropped: list[tuple[int, int]] = []
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.last: Any = None  # the event that was read last
        self.waiting: list[Node | None] = []  # for each open mapping, the key whose value comes next

    def build(self) -> None:
        documents = 0
        parser = LOADER(self.text)
        kind = None
        while kind is not yaml.StreamEndEvent:
            event = parser.get_event()
            kind = event.__class__
            self.last = event
            if kind is yaml.ScalarEvent:
                self._put(self._scalar(event))
            elif kind in _STARTS:
                self._open(event)
            elif kind in _ENDS:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._put(self._alias(event))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message, hint = _("a second document begins here"), _("a file holds one list")
                    self._fault("several-documents", event, message, hint)
                    return

    def too_deep(self, error: Exception) -> int | None:
        """The offset of a value nested too deep, None if the parser stopped for another reason.

        Newer versions of libyaml have their own limit, which the scanner reaches before our events.
        """
        if isinstance(error, _TooDeep):
            return error.offset
        if "nesting depth" not in str(getattr(error, "problem", "")):
            return None
        reached = self.last.end_mark.index if self.last else 0
        bracket = re.compile(r"[\[{]").search(self.text, reached)
        starts = [node.start for node in self.stack if node.flow]
        return min([*starts, bracket.start() if bracket else reached])

    def quoted(self) -> tuple[int, int] | None:
        """The span of the last value, if it is quoted."""
        event = self.last
        quoted = isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"')
        return (event.start_mark.index, event.end_mark.index) if quoted else None

    def _fault(self, rule: str, event: Any, message: str, hint: str) -> None:
        self._add(Fault(rule, event.start_mark.index, message, hint))

    def _add(self, fault: Fault) -> None:
        if len(self.faults) < MAX_REPORTED:
            self.faults.append(fault)

    def _properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault("anchor", event, _("YAML anchor &{name}").format(name=event.anchor), _anchor_hint())
        if event.tag is not None:
            message = _("YAML tag {name}").format(name=event.tag)
            self._fault("tag", event, message, _("delete the tag: the key decides the type"))

    def _alias(self, event: Any) -> Node:
        self._fault("anchor", event, _("YAML alias *{name}").format(name=event.anchor), _anchor_hint())
        return Node("broken", event.start_mark.index, event.end_mark.index)

    def _scalar(self, event: Any) -> Node:
        self._properties(event)
        start, end = event.start_mark.index, event.end_mark.index
        value: str = event.value
        if start in self.broken:
            return Node("broken", start, end)
        if event.style in ("|", ">"):
            end = self._end_of_block(start, end)
        elif event.style == '"' and (match := CONTROL.search(value)):
            message = _("control character U+{code:04X} in the text").format(code=ord(match[0]))
            self._fault("control-character", event, message, _("delete the escape sequence in the quotes"))
        elif (
            self.comments
            and not event.style
            and self.text[end : end + 1] in _BLANKS
            and (match := _CUT_COMMENT.match(self.text, end))
        ):
            message = _("the text ends here: YAML reads {rest} as a comment").format(rest=visible(match[1]))
            hint = _("quote the whole text, or add a space after # if it is a comment")
            self._add(Fault("cut-comment", match.start(1), message, hint))
        return Node("scalar", start, end, value, False, _NO_ITEMS, _NO_KEYS, _NO_KEYS)

    def _end_of_block(self, start: int, end: int) -> int:
        """The end of a block scalar's text; blank lines count if `+` keeps them or their blanks are text."""
        header = self.text[start : self.text.find("\n", start)]
        if "+" in header.split("#")[0]:
            return max(end - 1, start)
        first, *rest = self.text[start:end].split("\n")
        rows = [row.rstrip("\r") for row in rest]
        column = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
        while rows and not rows[-1].strip() and len(rows[-1]) <= column:
            rows.pop()
        last = len(rows)
        return start + len("\n".join([first, *rest[:last]]).rstrip("\r" if last else None))

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            flows = (node.start for node in self.stack if node.flow)
            raise _TooDeep(next(flows, event.start_mark.index))
        self._properties(event)
        kind: Any = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        node = Node(kind, event.start_mark.index, 0, flow=bool(event.flow_style))
        self._put(node)
        self.stack.append(node)
        self.waiting.append(None)

    def _close(self, event: Any) -> None:
        node = self.stack.pop()
        self.waiting.pop()
        # A block's end mark is after the comments that follow it, so use the end of its last value.
        last = node.children[-1].end if node.children and not node.flow else 0
        node.end = last or event.end_mark.index

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1], self.waiting[-1]
        if parent.kind == "sequence":
            parent.items.append(node)
        elif key is None:
            self.waiting[-1] = node
        else:
            self.waiting[-1] = None
            self._pair(parent, key, node)

    def _pair(self, parent: Node, key: Node, value: Node) -> None:
        if key.kind != "scalar":
            message = _("a key must be text, not a list or mapping")
            self._add(Fault("wrong-type", key.start, message, _("write a word before the colon")))
            return
        if key.value in parent.keys:
            self.dropped.append((key.start, value.end))
            if len(self.faults) >= MAX_REPORTED:  # counting lines takes time
                return
            first = self.text.count("\n", 0, parent.keys[key.value].start) + 1
            message = _("duplicate key {key} (first on line {line})")
            message = message.format(key=visible(key.value), line=first)
            hint = _("keep only one; YAML would silently drop the other")
            self._add(Fault("duplicate-key", key.start, message, hint))
            return
        parent.keys[key.value] = key
        parent.values[key.value] = value


_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_BLANKS = (" ", "\t")
_CUT_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")


def _anchor_hint() -> str:
    return _("write the value in full: editing an alias would change another place")
