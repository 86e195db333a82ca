"""The parts of a workbook's archive as streams of XML: elements by their bare names, texts unescaped."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

MAX_DEPTH = 100
"""Elements inside each other; workbooks have a dozen."""
MAX_INSIDE = 100_000
"""Elements that are kept at once; a workbook has at most 65,490 styles, and few runs in a text."""
MAX_ELEMENTS = 2_000_000
"""Elements of a part; as many as a large sheet needs that `archive` lets through."""
_ESCAPE = re.compile("_x(?:005[Ff]_(?=x[0-9A-Fa-f]{4}_)|(00[01][0-9A-Fa-f])_)")
"""A control character as workbooks write it, and the mark of what only looks like one."""


def local(element: Element) -> str:
    """An element's name without its namespace: Strict and Transitional workbooks share the names."""
    return element.tag.rpartition("}")[2]


def identifier(element: Element) -> str:
    """The id by which an element points at another part, empty if it has none."""
    return next((value for name, value in element.items() if name.endswith("}id")), "")


def unescaped(text: str) -> str:
    r"""A text as it was typed: `_x000D_` is a carriage return, `_x005F_x000D_` is `_x000D_`."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "_", text)


def stream(file: IO[bytes], *whole: str, start: str = "") -> Iterator[tuple[str, Element]]:
    """The elements of these names, each with its name, with all that is in them; `start` as it starts.

    All else is released as it ends, so memory does not grow with the file. Raises ValueError where there are
    too many elements, or elements nested too deeply.
    """
    names: dict[str, str] = {}
    above: list[Element] = []
    inside = elements = kept = 0
    for event, element in iterparse(file, ("start", "end")):  # noqa: S314 - archive lets no entities in
        name = names.get(element.tag) or names.setdefault(element.tag, local(element))
        if event == "start":
            above.append(element)
            elements += 1
            kept = kept + 1 if inside else 0
            if len(above) > MAX_DEPTH or elements > MAX_ELEMENTS or kept > MAX_INSIDE:
                raise ValueError("too many elements")
            if name in whole:
                inside += 1
            elif name == start:
                yield name, element
            continue
        above.pop()
        if name in whole:
            inside -= 1
            yield name, element
        if above and not inside:
            above[-1].clear()


@dataclass(frozen=True, slots=True)
class Package:
    """The archive, part by part, and how parts point at each other."""

    zipped: ZipFile

    def elements(self, part: str, *names: str) -> Iterator[tuple[str, Element]]:
        """The elements of these names in a part, each with its name; none if there is no such part."""
        if part in self.zipped.NameToInfo:
            with self.open(part) as file:
                yield from stream(file, *names)

    def open(self, name: str) -> IO[bytes]:
        """A part's bytes, unpacked as they are read. Raises KeyError if there is no such part."""
        return self.zipped.open(name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points at: by its id the kind, and the other part's name or the address."""
        folder, base = posixpath.split(name)
        found = {}
        for _name, element in self.elements(posixpath.join(folder, "_rels", f"{base}.rels"), "Relationship"):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, target)
        return found
