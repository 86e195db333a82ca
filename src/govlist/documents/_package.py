"""The parts of a workbook's archive as streams of XML elements, named without their namespaces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

MAX_DEPTH = 100
"""Levels of nested elements; workbooks have about a dozen."""
MAX_INSIDE = 100_000
"""Elements in memory at once; a workbook has at most 65,490 styles, and few runs in a text."""
MAX_ELEMENTS = 2_000_000
"""Elements of a part; enough for the largest sheet that `archive` accepts."""
_ESCAPE = re.compile("_x(?:005[Ff]_(?=x[0-9A-Fa-f]{4}_)|(00[01][0-9A-Fa-f])_)")
"""An escaped control character, and the escaped underscore of a text that only looks like one."""


def local(element: Element) -> str:
    """An element's name without its namespace: Strict and Transitional workbooks share the names."""
    return element.tag.rpartition("}")[2]


def identifier(element: Element) -> str:
    """The id of an element's reference to another part, empty if it has none."""
    return next((value for name, value in element.items() if name.endswith("}id")), "")


def unescaped(text: str) -> str:
    r"""Unescape a text: `_x000D_` is a carriage return, `_x005F_x000D_` is `_x000D_`."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "_", text)


def stream(file: IO[bytes], *whole: str, start: str = "") -> Iterator[tuple[str, Element]]:
    """Yield the elements with these names, each with its name, once complete; `start` when it starts.

    All other elements are released when they end, so memory does not grow with the file. Raises ValueError if
    there are too many elements, or elements nested too deeply.
    """
    names: dict[str, str] = {}
    above: list[Element] = []
    inside = elements = kept = 0
    for event, element in iterparse(file, ("start", "end")):  # noqa: S314 - archive refuses entities
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
    """A workbook's archive: its parts and the relations between them."""

    zipped: ZipFile

    def elements(self, part: str, *names: str) -> Iterator[tuple[str, Element]]:
        """The elements with these names in a part, each with its name; none if the part does not exist."""
        if part in self.zipped.NameToInfo:
            with self.zipped.open(part) as file:
                yield from stream(file, *names)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: the kind, and the name of the other part or the address."""
        folder, base = posixpath.split(name)
        found = {}
        for _name, element in self.elements(posixpath.join(folder, "_rels", f"{base}.rels"), "Relationship"):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, target)
        return found
