"""The form of a workbook's sheets, read from their XML before any library makes cells of them.

A sheet may claim a million columns, or one merged cell over all of them; what is counted here is what it has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from govlist.base.i18n import _
from govlist.documents.readers import _text

MAX_ROWS = 1_048_576
"""What a sheet of Excel can have."""
MAX_PLACES = 400_000
"""Rows and cells of a workbook, empty ones too: some sheets are coloured down to their last row."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Sheet:
    """What a sheet has beside values. Rows and columns from 1."""

    name: str
    hidden: bool = False
    rows: int = 0
    """The last row with a value, and the last column."""
    columns: int = 0
    filled: int = 0
    """How many rows have a value, and how many cells."""
    values: int = 0
    places: int = 0
    """How many rows and cells it has at all."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column of each merged cell."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncounted: list[int] = field(default_factory=list)
    """Rows with a formula whose result was not saved."""
    failed: list[int] = field(default_factory=list)
    """Rows with a formula whose result is an error."""
    boxes: list[str] = field(default_factory=list)
    """The words of its text boxes."""


def sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    """The worksheets of a workbook in their order; raises whatever a broken one leads to."""
    with ZipFile(BytesIO(data)) as archive:
        book = _target(_related(archive, ""), "officeDocument") or "xl/workbook.xml"
        related = _related(archive, book)
        for element in _root(archive, book).iter("{*}sheet"):
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            kind, part = related[key]
            if kind == "worksheet":
                sheet = Sheet(element.get("name"), element.get("state") in ("hidden", "veryHidden"))
                _read(path, archive, part, sheet)
                yield sheet


def letters(column: int) -> str:
    """The name of a column: A, B, …, AA."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _related(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by id the kind and the other part's name."""
    folder, name = posixpath.split(part)
    try:
        root = _root(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    except KeyError:
        return {}
    found = {}
    for item in root.iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
        found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target)
    return found


def _target(related: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((part for found, part in related.values() if found == kind), None)


def _read(path: Path, archive: ZipFile, part: str, sheet: Sheet) -> None:
    with archive.open(part) as file:
        for _event, element in _elements(file):
            kind = etree.QName(element).localname
            if kind == "row":
                _row(element, sheet)
                _text.count_cells(path, sheet.values)
                if sheet.places > MAX_PLACES:
                    _text.refuse_size(path, _("its sheets have more than {n:,} cells").format(n=MAX_PLACES))
            elif kind == "col":
                _column(element, sheet)
            else:
                _merge(element.get("ref", ""), sheet)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    drawing = _target(_related(archive, part), "drawing")
    if drawing and drawing in archive.namelist():
        for body in _root(archive, drawing).iter("{*}txBody"):
            words = "".join(text.text or "" for text in body.iter("{*}t"))
            if words.strip():
                sheet.boxes.append(words)


def _root(archive: ZipFile, part: str) -> Any:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(file: Any) -> Any:
    wanted = ("{*}row", "{*}col", "{*}mergeCell")
    return etree.iterparse(file, tag=wanted, resolve_entities=False, no_network=True)


def _row(element: Any, sheet: Sheet) -> None:
    sheet.places += 1 + len(element)
    number = _number(element.get("r"), sheet.rows + 1)
    if number > MAX_ROWS:
        raise ValueError(number)
    filled = False
    for position, cell in enumerate(element.iterchildren("{*}c"), start=1):
        reference = _REFERENCE.fullmatch(cell.get("r", ""))
        if not len(cell):
            continue
        parts = {etree.QName(child).localname: child for child in cell}
        result = "is" in parts or ("v" in parts and bool(parts["v"].text))
        if "f" in parts and not result:
            sheet.uncounted.append(number)
        if cell.get("t") == "e":
            sheet.failed.append(number)
        if result:
            filled = True
            sheet.values += 1
            sheet.columns = max(sheet.columns, _column_number(reference[1]) if reference else position)
    if filled:
        sheet.rows = max(sheet.rows, number)
        sheet.filled += 1
    if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
        sheet.hidden_rows.append(number)


def _column(element: Any, sheet: Sheet) -> None:
    if element.get("hidden") in ("1", "true") or element.get("width") == "0":
        sheet.hidden_columns.append((_number(element.get("min"), 1), _number(element.get("max"), 1)))


def _merge(reference: str, sheet: Sheet) -> None:
    found = re.fullmatch(rf"{_REFERENCE.pattern}:{_REFERENCE.pattern}", reference)
    if found:
        first, top, last, bottom = (
            _column_number(found[1]),
            int(found[2]),
            _column_number(found[3]),
            int(found[4]),
        )
        sheet.merged.append((top, first, bottom, last))


def _column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,7}", text) else default
