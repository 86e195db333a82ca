"""Updates all references to cells below inserted rows, in every part of a workbook.

Ranges that end at the list's last row grow with the list, so that sums and drop-downs still cover all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from govlist.export.templates._book import Book, Sheet, local

_PLACE = r"(\$?[A-Z]{1,3}\$?|\$?)([0-9]{1,7})"
_RANGE = re.compile(f"{_PLACE}(?::{_PLACE})?")
_AREAS = ("ref", "sqref", "activeCell")
"""Attributes with areas of the same sheet."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Inserted rows: `number` rows after row `last`; `grow` if that row belongs to the list."""

    sheet: str
    last: int
    number: int
    grow: bool

    def row(self, row: int) -> int:
        """The new number of a row."""
        return row + self.number if row > self.last else row

    def area(self, ref: str, extend: bool = False) -> str:
        """The new area; a single cell in the last row grows only with `extend`."""
        found = _RANGE.fullmatch(ref)
        if found is None:
            return ref
        column, top, right, bottom = found[1], int(found[2]), found[3], found[4]
        if bottom is None:
            if not (extend and self._is_last(top)):
                return f"{column}{self.row(top)}"
            right, bottom = column, str(top)
        end = int(bottom) + self.number if self._is_last(int(bottom)) else self.row(int(bottom))
        return f"{column}{self.row(top)}:{right}{end}"

    def _is_last(self, row: int) -> bool:
        return self.grow and row == self.last

    def areas(self, refs: str, extend: bool = False) -> str:
        """The new areas, separated by blanks."""
        return " ".join(self.area(ref, extend) for ref in refs.split())

    def formula(self, text: str, sheet: str) -> str:
        """The new text of a formula in `sheet`; unchanged if it does not refer to the changed sheet."""
        try:
            tokens = Tokenizer(f"={text}").items
        except TokenizerError:
            return text
        return "".join(
            self._operand(token.value, sheet)
            if (token.type, token.subtype) == (Token.OPERAND, Token.RANGE)
            else token.value
            for token in tokens
        )

    def _operand(self, text: str, sheet: str) -> str:
        named, mark, ref = text.rpartition("!")
        name = named[1:-1].replace("''", "'") if named.startswith("'") else named
        return f"{named}{mark}{self.area(ref)}" if (name if mark else sheet) == self.sheet else text


def update_references(book: Book, sheet: Sheet, insertion: Insertion) -> None:
    """Update all parts of a workbook after an insertion; the cells of the sheet are already moved."""
    if not insertion.number:
        return
    for each in book.sheets:
        _formulas(book, each.part, insertion, each.name)
    for part in book.parts("xl/charts/"):
        _formulas(book, part, insertion, "")
    for name in book.edit(book.workbook).iter("{*}definedName"):
        name.text = insertion.formula(name.text or "", "")
    _areas(book, sheet.part, insertion)
    for _id, part in book.related(sheet.part):
        if part in book.parts("xl/"):
            _related_part(book, part, insertion)
    for part in book.parts("xl/pivotCache/"):
        for source in book.tree(part).iter("{*}worksheetSource"):
            if source.get("sheet") == insertion.sheet and source.get("ref"):
                book.edit(part)
                source.set("ref", insertion.area(source.get("ref")))


def _formulas(book: Book, part: str, insertion: Insertion, sheet: str) -> None:
    for element in book.tree(part).iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
        changed = insertion.formula(element.text, sheet) if element.text else element.text
        if changed != element.text:
            book.edit(part)
            element.text = changed


def _areas(book: Book, part: str, insertion: Insertion) -> None:
    """Update the areas in a part of the sheet: drop-downs, colours, filters, links, breaks, comments."""
    for element in book.edit(part).iter("{*}*"):
        if local(element) in ("mergeCell", "c", "row"):  # already updated
            continue
        for name in _AREAS:
            if element.get(name):
                extend = name == "sqref" and local(element) != "selection"
                element.set(name, insertion.areas(element.get(name), extend))
        if local(element) == "sqref" and element.text:
            element.text = insertion.areas(element.text, extend=True)
        if local(element) == "brk" and local(element.getparent()) == "rowBreaks":
            element.set("id", str(insertion.row(int(element.get("id")))))


def _related_part(book: Book, part: str, insertion: Insertion) -> None:
    """Update a part related to the sheet: a table, comments, pictures and their anchors."""
    _areas(book, part, insertion)
    for element in book.tree(part).iter("{*}row", "{*}Row", "{*}Anchor", "{*}calculatedColumnFormula"):
        if local(element) == "calculatedColumnFormula":
            element.text = insertion.formula(element.text or "", insertion.sheet)
        elif local(element) == "Anchor":
            element.text = ",".join(_anchor(element.text or "", insertion))
        elif (element.text or "").isdigit():  # from 0
            element.text = str(insertion.row(int(element.text) + 1) - 1)


def _anchor(text: str, insertion: Insertion) -> Iterator[str]:
    """Update an anchor: left, top, right and bottom, each followed by its offset; rows from 0."""
    for place, value in enumerate(text.split(",")):
        row = place in (2, 6) and value.strip().isdigit()
        yield f" {insertion.row(int(value) + 1) - 1}" if row else value
