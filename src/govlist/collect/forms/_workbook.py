"""A returned workbook, read as it lies in the archive: nothing in it is evaluated, all of it is bounded.

Not through openpyxl, which tells either a formula or what it showed, and stops at settings of other programs
that have nothing to do with what the cells hold.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from govlist.collect.forms import _identity
from govlist.collect.forms._sheet import Book, lines
from govlist.collect.forms._styles import kinds
from govlist.collect.forms._xml import identifier, local, stream, string
from govlist.collect.table import Returned, table
from govlist.documents import archive


def read(path: Path) -> Returned:
    """The workbook's tables and identity. Raises GovlistError (exit 3) where it cannot be read."""
    data = archive.read(path, "xlsx")
    try:
        with ZipFile(BytesIO(data)) as zipped:
            return _read(str(path), _Parts(zipped))
    except (ParseError, BadZipFile, LookupError, ValueError, OverflowError, EOFError, OSError):
        archive.refuse_damaged(path)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    visible: bool
    part: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The archive, part by part, and how parts point at each other."""

    zipped: ZipFile

    def elements(self, name: str, *whole: str) -> Iterator[Element]:
        """The elements of a part as they end, none where there is no such part."""
        if name in self.zipped.NameToInfo:
            with self.open(name) as file:
                yield from (element for event, element in stream(file, *whole) if event == "end")

    def open(self, name: str) -> IO[bytes]:
        """A part's bytes, unpacked as they are read."""
        return self.zipped.open(name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points at: by its id the kind, and the part's name or the address."""
        folder, base = posixpath.split(name)
        found = {}
        for element in self.elements(posixpath.join(folder, "_rels", f"{base}.rels")):
            if local(element) == "Relationship":
                target = element.get("Target", "")
                if element.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = element.get("Type", "").rpartition("/")[2]
                found[element.get("Id", "")] = (kind, target)
        return found


def _read(path: str, parts: _Parts) -> Returned:
    main = dict(parts.relations("").values())["officeDocument"]
    related = parts.relations(main)
    named = dict(related.values())
    sheets, since_1904 = _sheets(parts, main, related)
    styles = kinds(parts.elements(named.get("styles", ""), "cellXfs"))
    book = Book(_strings(parts, named.get("sharedStrings", "")), styles, since_1904)
    read = {}
    for sheet in sheets:
        links = {
            key: target for key, (kind, target) in parts.relations(sheet.part).items() if kind == "hyperlink"
        }
        with parts.open(sheet.part) as file:
            read[sheet.name] = lines(file, book, links)
    seen = tuple(sheet.name for sheet in sheets if sheet.visible)
    return Returned(
        path,
        tuple(filter(None, (table(name, read[name]) for name in seen))),
        tuple(dict.fromkeys(filter(None, map(_identity.read, read.values())))),
        seen,
        since_1904,
        any(_pictures(parts, sheet.part) for sheet in sheets if sheet.visible),
    )


def _sheets(parts: _Parts, main: str, related: dict[str, tuple[str, str]]) -> tuple[list[_Sheet], bool]:
    """The workbook's sheets of cells in their order, and whether it counts days from 1904."""
    found, since_1904 = [], False
    for element in parts.elements(main):
        if local(element) == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
        elif local(element) == "sheet":
            key = identifier(element)
            kind, target = related[key]
            if kind == "worksheet":
                visible = element.get("state", "visible") == "visible"
                found.append(_Sheet(element.get("name", ""), visible, target))
    return found, since_1904


def _pictures(parts: _Parts, sheet: str) -> bool:
    """Whether pictures lie on a sheet."""
    drawings = (target for kind, target in parts.relations(sheet).values() if kind == "drawing")
    return any(local(element) == "pic" for part in drawings for element in parts.elements(part))


def _strings(parts: _Parts, name: str) -> list[str]:
    """The texts that cells share."""
    return [string(each) for each in parts.elements(name, "si") if local(each) == "si"]
