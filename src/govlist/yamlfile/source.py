"""A file's text, nodes and places. Errors of form are collected, never raised.

Only `\\n` ends a line, as in editors; columns count characters, without the BOM.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from itertools import accumulate, islice
from typing import Any

from govlist.base.characters import CONTROL_IN_FILE
from govlist.base.errors import Level, Location, Problem
from govlist.base.i18n import _
from govlist.base.limits import max_bytes
from govlist.base.text import BOM
from govlist.yamlfile.nodes import BROKEN, Node, compose

MAX_CONTROLS = 200
"""The number of control characters that are reported."""
MARKER = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?=[ \r\n]|$)")
"""A marker line of a git conflict; git can be set to make markers longer than seven."""


class Source:
    """A YAML file with its nodes.

    `root` is None if the file is empty, or if it cannot be decoded or parsed (see `readable`).
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.bom = data.startswith(BOM)
        self.text = ""
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.dropped = ""
        """Text of the file that is missing in the data because of an error."""
        if len(data) > (limit := max_bytes()):
            message = _("the file is larger than {limit:,} bytes").format(limit=limit)
            self.report("too-large", 0, message, _("a year's list is smaller than one megabyte"))
        elif self._decode():
            made = compose(self._without_conflicts(self._without_controls()))
            self.root = made.root
            for fault in made.faults:
                self.report(*fault)
            self.dropped += "\n".join(self.text[start:end] for start, end in made.dropped)

    @property
    def readable(self) -> bool:
        """Whether the schema can check the file: it has data, or is simply empty."""
        return self.root is not None or not self.problems

    @cached_property
    def plain(self) -> Any:
        """The data as dicts, lists and text; None for an empty file."""
        return self.copy()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, to find out whether the file has changed since it was read."""
        return sha256(self.data).hexdigest()

    @property
    def newline(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def copy(self) -> Any:
        """The data once more, to be changed."""
        return self.root.plain() if self.root else None

    def with_text(self, text: str) -> Source:
        """The file with another text."""
        return Source(self.path, (BOM if self.bom else b"") + text.encode("utf-8"))

    def report(self, rule: str, offset: int, message: str, hint: str = "") -> None:
        """Collect a problem at an offset of the text."""
        level = Level.WARNING if rule == "cut-comment" else Level.ERROR
        self.problems.append(Problem(self.path, *self.place(offset), rule, level, message, hint))

    # -- places --------------------------------------------------------------------------------

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")

    def locate(self, location: Location, at_key: bool = False) -> tuple[int, int]:
        """Line and column of the value at a path, or of its key; if it does not exist, of its parent."""
        node, key = self.root, None
        for step in location:
            child = node.get(step) if node else None
            if node is None or child is None:
                break
            key = node.keys.get(step) if isinstance(step, str) else None
            node = child
        found = key if at_key and key else node
        return self.place(found.start) if found else (1, 1)

    def node(self, location: Location) -> Node:
        """The node at a path. Raises LookupError if there is none."""
        node = self.root
        for step in location:
            node = node.get(step) if node else None
        if node is None:
            raise LookupError(location)
        return node

    def value(self, location: Location) -> Any:
        """The plain value at a path; BROKEN if there is none."""
        try:
            return self.node(location).plain()
        except LookupError:
            return BROKEN

    # -- reading -------------------------------------------------------------------------------

    def _decode(self) -> bool:
        body = self.data[len(BOM) :] if self.bom else self.data
        try:
            self.text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            if not self._document():
                self.text = body[: error.start].decode("utf-8")
                message = _("the file is not UTF-8; it looks like {name}").format(name=_encoding(body))
                hint = _("save it as UTF-8: in WPS or Notepad choose “Save as”, encoding UTF-8")
                self.report("encoding", len(self.text), message, hint)
            return False
        return True

    def _document(self) -> bool:
        """Report a document of another program, without showing its content. Returns whether it is one."""
        from govlist.documents.archive import recognised  # rarely needed

        if (found := recognised(self.data)) is None:
            return False
        name, readable = found
        hint = _("open it, save it as .docx or .xlsx, then create a list from that file with govlist import")
        if readable:
            command = f"govlist import {self.path} -o list.yaml"
            hint = _("create a list from it: {command}").format(command=command)
        self.report("encoding", 0, _("the file is {kind}, not a list").format(kind=name), hint)
        return True

    def _without_controls(self) -> str:
        """Report control characters. Returns the text with them replaced; offsets do not change."""
        if CONTROL_IN_FILE.search(self.text) is None:
            return self.text
        for match in islice(CONTROL_IN_FILE.finditer(self.text), MAX_CONTROLS):
            message = _("control character U+{code:04X}").format(code=ord(match[0]))
            self.report("control-character", match.start(), message, _("delete it"))
        return CONTROL_IN_FILE.sub("\ufffd", self.text)

    def _without_conflicts(self, text: str) -> str:
        """Report conflicts. Returns the text with markers and other sides blanked; offsets do not change."""
        if not re.search(r"^<{7}", text, re.MULTILINE):
            return text
        lines = re.findall(r"[^\n]+\n?|\n", text)
        starts = [0, *accumulate(map(len, lines))]
        for first, middle, split, last in _conflicts(lines):
            message = _("merge conflict in lines {first} to {last}").format(first=first + 1, last=last + 1)
            hint = _conflict_hint(_line_range(first + 2, middle), _line_range(split + 2, last))
            self.report("merge-conflict", starts[first], message, hint)
            self.dropped += "".join(lines[middle : last + 1])
            for number in (first, *range(middle, last + 1)):
                lines[number] = re.sub(r"[^\r\n]", " ", lines[number])
        return "".join(lines)


def _conflicts(lines: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """For each conflict the lines (from 0) of `<<<<<<<`, the end of our side, `=======` and `>>>>>>>`."""
    at: dict[str, int] = {}
    size = 0
    for number, line in enumerate(lines):
        mark = match[1] if (match := MARKER.match(line)) else ""
        if mark[:1] == "<" and (not at or len(mark) == size):
            at, size = {"first": number}, len(mark)
        elif at and len(mark) == size:
            at.setdefault("middle", number)  # the base's marker, if the conflict shows the base
            if mark[0] == "=":
                at["split"] = number
            elif mark[0] == ">":
                yield at["first"], at["middle"], at.get("split", number), number
                at = {}
    if at:  # no closing marker
        last = len(lines) - 1
        yield at["first"], at.get("middle", last), at.get("split", last), last


def _conflict_hint(ours: str, theirs: str) -> str:
    """How to resolve a conflict whose sides are in these lines; "" for an empty side."""
    if ours and theirs:
        hint = _("keep {ours} or {theirs}, and delete the marker lines")
    elif ours or theirs:
        hint = _("keep {lines} or nothing, and delete the marker lines")
    else:
        hint = _("delete the marker lines")
    return hint.format(ours=ours, theirs=theirs, lines=ours or theirs)


def _line_range(first: int, last: int) -> str:
    """The words for a range of lines, "" for an empty range."""
    if first > last:
        return ""
    words = _("line {first}") if first == last else _("lines {first} to {last}")
    return words.format(first=first, last=last)


def _encoding(data: bytes) -> str:
    """The likely encoding of a file that is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return _("binary data")
    return "GBK (GB 18030)"
