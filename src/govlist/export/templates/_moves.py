"""What must follow when rows are put in among others: all that names a cell below, wherever it stands.

Ranges that end with the list's last row grow with the list, so that a sum or a drop-down still holds for all
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from govlist.export.templates._book import Book, Sheet, local

_PLACE = r"(\$?[A-Z]{1,3}\$?|\$?)([0-9]{1,7})"
_RANGE = re.compile(f"{_PLACE}(?::{_PLACE})?")
_AREAS = ("ref", "sqref", "activeCell")
"""Attributes that name areas of their own sheet."""


@dataclass(frozen=True, slots=True)
class Move:
    """Rows put in: behind which row of a sheet, and how many; `grow` where that row belongs to the list."""

    sheet: str
    last: int
    number: int
    grow: bool

    def row(self, row: int) -> int:
        """Where a row comes to stand."""
        return row + self.number if row > self.last else row

    def area(self, ref: str, alone: bool = False) -> str:
        """An area after the move; a single cell of the last row grows only where it is one, `alone`."""
        found = _RANGE.fullmatch(ref)
        if found is None:
            return ref
        column, top, right, bottom = found[1], int(found[2]), found[3], found[4]
        if bottom is None:
            if not (alone and self._ends(top)):
                return f"{column}{self.row(top)}"
            right, bottom = column, str(top)
        end = int(bottom) + self.number if self._ends(int(bottom)) else self.row(int(bottom))
        return f"{column}{self.row(top)}:{right}{end}"

    def _ends(self, row: int) -> bool:
        return self.grow and row == self.last

    def areas(self, refs: str, alone: bool = False) -> str:
        """Several areas, parted by blanks."""
        return " ".join(self.area(ref, alone) for ref in refs.split())

    def formula(self, text: str, sheet: str) -> str:
        """A formula that stands in a sheet; the text itself where it does not speak of the one that moved."""
        try:
            tokens = Tokenizer(f"={text}").items
        except TokenizerError:
            return text
        return "".join(
            self._operand(token.value, sheet) if _is_range(token) else token.value for token in tokens
        )

    def _operand(self, text: str, sheet: str) -> str:
        named, mark, ref = text.rpartition("!")
        name = named[1:-1].replace("''", "'") if named.startswith("'") else named
        return f"{named}{mark}{self.area(ref)}" if (name if mark else sheet) == self.sheet else text


def _is_range(token: Any) -> bool:
    return bool(token.type == Token.OPERAND and token.subtype == Token.RANGE)


def follow(book: Book, sheet: Sheet, move: Move) -> None:
    """Bring all parts of a workbook in line with a move in a sheet, whose cells have moved already."""
    if not move.number:
        return
    for each in book.sheets:
        _formulas(book, each.part, move, each.name)
    for part in book.parts("xl/charts/"):
        _formulas(book, part, move, "")
    for name in book.edit(book.workbook).iter("{*}definedName"):
        name.text = move.formula(name.text or "", "")
    _areas(book, sheet.part, move)
    for _id, part in book.related(sheet.part):
        if part in book.parts("xl/"):
            _beside(book, part, move)
    for part in book.parts("xl/pivotCache/"):
        for source in book.tree(part).iter("{*}worksheetSource"):
            if source.get("sheet") == move.sheet and source.get("ref"):
                book.edit(part)
                source.set("ref", move.area(source.get("ref")))


def _formulas(book: Book, part: str, move: Move, sheet: str) -> None:
    for element in book.tree(part).iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
        moved = move.formula(element.text, sheet) if element.text else element.text
        if moved != element.text:
            book.edit(part)
            element.text = moved


def _areas(book: Book, part: str, move: Move) -> None:
    """Areas that a part of the sheet names: drop-downs, colours, filters, links, breaks, comments."""
    for element in book.edit(part).iter("{*}*"):
        if local(element) in ("mergeCell", "c", "row"):  # these have moved
            continue
        for name in _AREAS:
            if element.get(name):
                alone = name == "sqref" and local(element) != "selection"
                element.set(name, move.areas(element.get(name), alone))
        if local(element) == "sqref" and element.text:
            element.text = move.areas(element.text, alone=True)
        if local(element) == "brk" and local(element.getparent()) == "rowBreaks":
            element.set("id", str(move.row(int(element.get("id")))))


def _beside(book: Book, part: str, move: Move) -> None:
    """A part that belongs to the sheet: a table, comments, pictures and their anchors."""
    _areas(book, part, move)
    for element in book.tree(part).iter("{*}row", "{*}Row", "{*}Anchor", "{*}calculatedColumnFormula"):
        if local(element) == "calculatedColumnFormula":
            element.text = move.formula(element.text or "", move.sheet)
        elif local(element) == "Anchor":
            element.text = ",".join(_anchor(element.text or "", move))
        elif (element.text or "").isdigit():  # from 0
            element.text = str(move.row(int(element.text) + 1) - 1)


def _anchor(text: str, move: Move) -> Iterator[str]:
    """Left, its offset, top, its offset, right, its offset, bottom, its offset; rows from 0."""
    for place, value in enumerate(text.split(",")):
        row = place in (2, 6) and value.strip().isdigit()
        yield f" {move.row(int(value) + 1) - 1}" if row else value
