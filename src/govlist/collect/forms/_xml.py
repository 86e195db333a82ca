"""A workbook's XML as a stream: elements by their bare names, texts with their escapes undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse

_ESCAPE = re.compile("_x(?:005[Ff]_(?=x[0-9A-Fa-f]{4}_)|(00[01][0-9A-Fa-f])_)")
"""A control character as workbooks write it, and the mark of what only looks like one."""


def local(element: Element) -> str:
    """An element's name; both editions of the format have the same ones."""
    return element.tag.rpartition("}")[2]


def identifier(element: Element) -> str:
    """The id by which an element points at another part, nothing where it points at none."""
    return next((value for name, value in element.items() if name.endswith("}id")), "")


def stream(file: IO[bytes], *whole: str) -> Iterator[tuple[str, Element]]:
    """Each element as it starts (its attributes are there) and ends. Only a `whole` one then has its inside.

    What has ended is let go, so that the memory does not grow with the file.
    """
    above: list[Element] = []
    inside = 0
    for event, element in iterparse(file, ("start", "end")):  # noqa: S314 - archive lets no entities in
        if event == "start":
            above.append(element)
            inside += local(element) in whole
            yield event, element
        else:
            above.pop()
            yield event, element
            inside -= local(element) in whole
            if above and not inside:
                above[-1].clear()


def string(element: Element) -> str:
    """The text of a string with or without formats inside; how it is pronounced is left out."""
    pieces = []
    for part in element:
        if local(part) == "t":
            pieces.append(part.text or "")
        elif local(part) == "r":
            pieces += [each.text or "" for each in part if local(each) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    r"""A text as it was typed: `_x000D_` is a carriage return, `_x005F_x000D_` is `_x000D_`."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "_", text)
