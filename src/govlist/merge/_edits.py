"""Edits of our text in three versions: as written, with our side of each conflict, with their side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from govlist.merge._parts import Part
from govlist.yamlfile.spans import cut_flow
from govlist.yamlfile.writing import flow, quote

Texts = tuple[str, str, str]
"""The text as written, with our side of each conflict, and with their side."""


_FLOW_TOO = re.compile(r"""["'].*|[^|>,\[\]{}\r\n][^,\[\]{}\r\n]*""")
"""Block scalars that mean the same in flow style."""


class Clash(Exception):
    """The changes of both sides here contradict each other, or cannot be placed exactly."""


class Markers(NamedTuple):
    """The marker lines of a conflict."""

    size: int
    newline: str

    def around(self, ours: str, theirs: str) -> str:
        """The lines of both sides between git's markers."""
        first, middle, last = (char * self.size for char in "<=>")
        return "".join(
            (
                f"{first} ours{self.newline}",
                ours,
                middle,
                self.newline,
                theirs,
                f"{last} theirs{self.newline}",
            )
        )


class Edit(NamedTuple):
    """A piece of the text, by offsets, and its replacement in each version."""

    start: int
    end: int
    texts: Texts
    above: bool = False
    """Whether it belongs to the part that begins here, not to the one that ends here."""

    def lies_in(self, start: int, end: int) -> bool:
        """Whether it is inside a piece of the text."""
        begins = self.start > start or (self.start == start and (self.end > start or self.above))
        return begins and (self.end < end or (self.end == end and (self.start < end or not self.above)))

    @property
    def is_conflict(self) -> bool:
        """Whether the two sides differ."""
        return self.texts[1] != self.texts[2]

    @classmethod
    def plain(cls, start: int, end: int, text: str, *, above: bool = False) -> Edit:
        """An edit without a conflict."""
        return cls(start, end, (text, text, text), above)

    @classmethod
    def conflict(cls, start: int, end: int, ours: str, theirs: str, markers: Markers) -> Edit:
        """An edit of whole lines that the two sides changed differently."""
        return cls(start, end, (markers.around(ours, theirs), ours, theirs))


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> Texts:
    """Apply edits to a piece of a text. Raises Clash if two of them overlap."""
    pieces: list[Texts] = []
    at = start
    # An insertion comes before the part that begins there, and before the comments above that part.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.above)):
        if edit.start < at:
            raise Clash
        pieces += [(text[at : edit.start],) * 3, edit.texts]
        at = edit.end
    pieces.append((text[at : len(text) if end is None else end],) * 3)
    written, ours, theirs = ("".join(column) for column in zip(*pieces, strict=True))
    return written, ours, theirs


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
    """A part's lines, indented to a column; with `above` also the comments and blank lines above it.

    For a part in flow style, the lines are made from its value, under its own key or `key`. `plain` is its
    value after the edits.
    """
    if not part.block:
        key = key or part.name
        newline = "\r\n" if "\r\n" in part.file.text else "\n"
        text = quote(key) + ": " if key is not None else "- "
        return " " * column + text + inline(part, edits, plain) + newline
    start = part.line if part.shared or not above else part.lead
    text = apply_edits(part.file.text, edits, start, part.stop)[0]
    if part.shared:  # without what is before it on its first line
        text = " " * part.column + text[part.column :]
    return reindented(text, column - part.column)


def inline(part: Part, edits: Sequence[Edit] = (), plain: Any = None) -> str:
    """A part's value on one line, valid in flow style; `plain` is its value after the edits."""
    node, text = part.node, part.file.text
    if node.kind == "scalar" and part.block and not _FLOW_TOO.fullmatch(text, node.start, node.end):
        return quote(part.plain)
    if node.flow or node.kind == "scalar":
        inside = [edit for edit in edits if edit.end > node.start]  # without edits of the key
        written = apply_edits(text, inside, node.start, node.end)[0]
        if "\n" not in written:
            return written
    return flow(part.plain if plain is None else plain)


def reindented(text: str, columns: int) -> str:
    """Lines indented by some columns, or (negative) dedented as far as they have spaces."""
    if columns > 0:
        return re.sub(r"^(?=[^\r\n])", " " * columns, text, flags=re.MULTILINE)
    return re.sub(rf"^ {{0,{-columns}}}", "", text, flags=re.MULTILINE) if columns else text


# -- collections in flow style ---------------------------------------------------------------------


def in_flow(held: Part, kept: Sequence[Part], slots: Sequence[Part | str]) -> list[Edit]:
    """Edits of a flow collection: keep the parts `kept`, add the new texts at their positions in `slots`."""
    if not held.parts:  # the blank tells `unmark` that an empty collection was there
        written = ", ".join(slot for slot in slots if isinstance(slot, str))
        return [Edit.plain(held.node.start + 1, held.node.end - 1, written and written + " ")]
    stays = {id(part) for part in kept}
    gone = {index for index, part in enumerate(held.parts) if id(part) not in stays}
    edits = [Edit.plain(*span) for span in cut_flow(held.file.text, held.node, gone)]
    if not kept:
        written = ", ".join(slot for slot in slots if isinstance(slot, str))
        return [Edit.plain(held.parts[0].start, held.parts[0].start, written), *edits]
    last: Part | None = None
    for slot in slots:
        if isinstance(slot, Part):
            last = slot
        elif last:
            edits.append(Edit.plain(last.node.end, last.node.end, ", " + slot))
        else:
            edits.append(Edit.plain(kept[0].start, kept[0].start, slot + ", "))
    return edits
