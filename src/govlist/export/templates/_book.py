"""A workbook as its parts; parts that are not edited keep their bytes, including charts and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from govlist.documents.paper.package import repacked

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DEFAULT_SIZE = 11.0
"""The default font size in points."""
_TYPES, _WORKBOOK, _PROGRAM = "[Content_Types].xml", "xl/workbook.xml", "docProps/app.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_RENAMED = re.compile(rb"(/officeDocument/2006/)(extended|custom)Properties")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def local(element: Any) -> str:
    """An element's name without namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and the part with its contents."""

    name: str
    part: str


class Book:
    """The parts of a workbook, parsed on demand.

    Raises ValueError, KeyError or SyntaxError if the workbook is damaged.
    """

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self._parts = {name: _transitional(name, archive.read(name)) for name in archive.namelist()}
        self._trees: dict[str, Any] = {}
        self._edited: set[str] = set()
        self.workbook = next((target for _id, target in self.related("", "/officeDocument")), _WORKBOOK)
        self.sheets = list(self._sheets())

    def tree(self, part: str) -> Any:
        """A part's XML for reading."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self._parts[part], _PARSER)
        return self._trees[part]

    def edit(self, part: str) -> Any:
        """A part's XML for editing."""
        self._edited.add(part)
        return self.tree(part)

    def parts(self, start: str) -> list[str]:
        """The XML parts whose names begin with `start`."""
        return [name for name in self._parts if name.startswith(start) and name.endswith((".xml", ".vml"))]

    def related(self, part: str, kind: str = "") -> Iterator[tuple[str, str]]:
        """The relations of a part, optionally of one kind: id and target part."""
        rels = _rels(part)
        if rels not in self._parts:
            return
        for relation in self.tree(rels):
            target = relation.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            if relation.get("TargetMode") != "External" and relation.get("Type", "").endswith(kind):
                yield relation.get("Id", ""), whole

    def sizes(self) -> list[float]:
        """The font size of each cell style, in points."""
        for _id, part in self.related(self.workbook, "/styles"):
            styles = self.tree(part)
            fonts = [each.find(f"{MAIN}sz") for each in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
            found = [DEFAULT_SIZE if size is None else float(size.get("val", DEFAULT_SIZE)) for size in fonts]
            return [found[int(each.get("fontId", 0))] for each in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
        return []

    def drop(self, part: str) -> None:
        """Remove a part and all references to it."""
        self._parts.pop(part, None)
        ids = {each for each, target in self.related(self.workbook) if target == part}
        for tree in (self.edit(_TYPES), self.edit(_rels(self.workbook))):
            for each in list(tree):
                if each.get("PartName") == f"/{part}" or each.get("Id") in ids:
                    tree.remove(each)

    def saved(self) -> bytes:
        """The workbook's bytes; parts that were not edited are unchanged."""
        for part in self._edited:
            tree = self._trees[part]
            self._parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for name, data in self._parts.items():
                archive.writestr(name, data)
        return repacked(buffer, {_PROGRAM: self._parts.get(_PROGRAM, b"")})

    def _sheets(self) -> Iterator[Sheet]:
        """The worksheets in tab order, without chart sheets, which have no cells."""
        targets = dict(self.related(self.workbook, "/worksheet"))
        for sheet in self.tree(self.workbook).iterfind(f"{MAIN}sheets/{MAIN}sheet"):
            if sheet.get(_ID) in targets:
                yield Sheet(sheet.get("name", ""), targets[sheet.get(_ID)])


def _transitional(name: str, data: bytes) -> bytes:
    """A part of a Strict workbook with the names of the usual edition, which is what is written."""
    if not name.endswith((".xml", ".rels")) or not _STRICT.search(data):
        return data
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    return _RENAMED.sub(rb"\1\2-properties", data).replace(b' conformance="strict"', b"")


def _rels(part: str) -> str:
    """The name of the part with another part's relations."""
    return f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/")
