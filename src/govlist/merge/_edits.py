"""Changes to our text in three readings at once: as it is written, and with either side of each conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from govlist.merge._parts import Part
from govlist.yamlfile.writing import flow, quote

Texts = tuple[str, str, str]
"""What is written, what it is with our side of each conflict, what with theirs."""


_FLOW_TOO = re.compile(r"""["'].*|[^|>,\[\]{}\r\n][^,\[\]{}\r\n]*""")
"""Scalars of a block that read alike in flow style."""


class Clash(Exception):
    """What both sides did here does not go together, or cannot be placed exactly."""


class Markers(NamedTuple):
    """How the lines look that mark a conflict."""

    size: int
    newline: str

    def around(self, mine: str, new: str) -> str:
        """Both sides' lines between git's markers."""
        first, middle, last = (char * self.size for char in "<=>")
        return "".join(
            (f"{first} ours{self.newline}", mine, middle, self.newline, new, f"{last} theirs{self.newline}")
        )


class Edit(NamedTuple):
    """A piece of the text, by offsets, and what takes its place in each reading."""

    start: int
    end: int
    texts: Texts
    above: bool = False
    """Whether it belongs to what begins here, and not to what ends here."""

    def lies_in(self, start: int, end: int) -> bool:
        """Whether it belongs to a piece of the text."""
        begins = self.start > start or (self.start == start and (self.end > start or self.above))
        return begins and (self.end < end or (self.end == end and (self.start < end or not self.above)))

    @property
    def is_conflict(self) -> bool:
        """Whether the two sides differ here."""
        return self.texts[1] != self.texts[2]

    @classmethod
    def plain(cls, start: int, end: int, text: str, *, above: bool = False) -> Edit:
        """One that is no conflict."""
        return cls(start, end, (text, text, text), above)

    @classmethod
    def conflict(cls, start: int, end: int, mine: str, new: str, markers: Markers) -> Edit:
        """Whole lines that both sides want otherwise."""
        return cls(start, end, (markers.around(mine, new), mine, new))


def applied(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> Texts:
    """A piece of a text with its edits made. Raises Clash where two of them meet."""
    pieces: list[Texts] = []
    at = start
    # An insertion comes before what begins there, and before what stands above that.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.above)):
        if edit.start < at:
            raise Clash
        pieces += [(text[at : edit.start],) * 3, edit.texts]
        at = edit.end
    pieces.append((text[at : len(text) if end is None else end],) * 3)
    mine, was, new = ("".join(column) for column in zip(*pieces, strict=True))
    return mine, was, new


# -- theirs in our file ----------------------------------------------------------------------------


def lines(
    part: Part,
    column: int,
    edits: Sequence[Edit] = (),
    *,
    above: bool = True,
    key: str | None = None,
    plain: Any = None,
) -> str:
    """A part's lines, fitted to a column; with `above` also the comments and blank lines above it.

    Where it has no lines of its own they are made of its value, under its key or another one; `plain` is
    what it says with its edits made.
    """
    if not part.block:
        key = key or part.name
        text = quote(key) + ": " if key is not None else "- "
        return " " * column + text + inline(part, edits, plain) + _newline(part)
    start = part.line if part.shared or not above else part.lead
    text = applied(part.file.text, edits, start, part.stop)[0]
    if part.shared:  # what stands before it in its first line stays behind
        text = " " * part.column + text[part.column :]
    return shifted(text, column - part.column)


def inline(part: Part, edits: Sequence[Edit] = (), plain: Any = None) -> str:
    """A part's value on one line, fit for flow style; `plain` is what it says with its edits made."""
    node, text = part.node, part.file.text
    if node.kind == "scalar" and part.block and not _FLOW_TOO.fullmatch(text, node.start, node.end):
        return quote(part.plain)
    if node.flow or node.kind == "scalar":
        inside = [edit for edit in edits if edit.end > node.start]  # not that of its key
        written = applied(text, inside, node.start, node.end)[0]
        if "\n" not in written:
            return written
    return flow(part.plain if plain is None else plain)


def shifted(text: str, columns: int) -> str:
    """Lines moved in, or (negative) out as far as they have blanks."""
    if columns > 0:
        return re.sub(r"^(?=[^\r\n])", " " * columns, text, flags=re.MULTILINE)
    return re.sub(rf"^ {{0,{-columns}}}", "", text, flags=re.MULTILINE) if columns else text


def _newline(part: Part) -> str:
    return "\r\n" if "\r\n" in part.file.text else "\n"


# -- collections in flow style ---------------------------------------------------------------------


def in_flow(held: Part, kept: Sequence[Part], slots: Sequence[Part | str]) -> list[Edit]:
    """Edits of a flow collection: only the parts `kept` stay, and new texts stand where `slots` has them."""
    if not kept:
        written = ", ".join(slot for slot in slots if isinstance(slot, str))
        blank = " " if written and not held.parts else ""  # by it `unmark` knows: it was there, empty
        return [Edit.plain(held.node.start + 1, held.node.end - 1, written + blank)]
    edits = _cuts(held, kept)
    last: Part | None = None
    for slot in slots:
        if isinstance(slot, Part):
            last = slot
        elif last:
            edits.append(Edit.plain(last.node.end, last.node.end, ", " + slot))
        else:
            edits.append(Edit.plain(kept[0].start, kept[0].start, slot + ", "))
    return edits


def _cuts(held: Part, kept: Sequence[Part]) -> list[Edit]:
    """What goes, each with the comma before it, or behind it where nothing stays before it."""
    stays = {id(part) for part in kept}
    edits = []
    some = False
    for index, part in enumerate(held.parts):
        if id(part) in stays:
            some = True
        elif some:
            edits.append(Edit.plain(held.parts[index - 1].node.end, part.node.end, ""))
        else:
            edits.append(Edit.plain(part.start, held.parts[index + 1].start, ""))
    return edits
