"""The numbers that Word's lists make: counted as Word counts, written as its levels say (一、 （一） 1.)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

from govlist.documents.readers import _numerals

MAX_LEVEL = 8
_CLOSING = "、.．。)）】〕:：，,\t "


class Numbering:
    """The lists of a document. `mark` is asked of each paragraph in the document's order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        """What `numbering.xml` says: abstract lists, lists that follow them, levels that those change."""
        items = list(root.iter(qn("w:abstractNum")))
        of_style = {val(item, "w:styleLink"): _levels(item) for item in items}
        abstract = {
            item.get(qn("w:abstractNumId")): _levels(item) or of_style.get(val(item, "w:numStyleLink"), {})
            for item in items
        }
        for num in root.iter(qn("w:num")):
            name = num.get(qn("w:numId"))
            reference = val(num, "w:abstractNumId")
            if name is None or reference not in abstract:
                continue
            levels = dict(abstract[reference])
            for override in num.iter(qn("w:lvlOverride")):
                level = number(override.get(qn("w:ilvl")), 0)
                levels |= _levels(override)
                start = val(override, "w:startOverride")
                if start is not None:
                    self._starts[name, level] = number(start, 1)
            self._levels[name] = levels
            self._list_of[name] = str(reference)

    def mark(self, num_id: str | None, level: int) -> str:
        """The mark of the next paragraph of a list on a level (from 0), with what parts it from the words."""
        levels = self._levels.get(num_id or "")
        if num_id is None or levels is None or level not in levels:
            return ""
        counts = self._counts[self._list_of[num_id]]
        self._count(num_id, level, levels, counts)
        form = val(levels[level], "w:numFmt") or "decimal"
        if form in ("bullet", "none"):
            return ""
        text = re.sub(
            r"%([1-9])", lambda m: self._written(levels, level, counts, int(m[1]) - 1), _text(levels[level])
        )
        return text if not text or text.endswith(tuple(_CLOSING)) else f"{text} "

    def _count(self, num_id: str, level: int, levels: dict[int, Any], counts: dict[int, int]) -> None:
        fresh = (num_id, level) in self._starts and (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        if fresh:
            counts[level] = self._starts[num_id, level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(levels[level])
        for deeper in [other for other in counts if other > level]:
            if deeper not in levels or val(levels[deeper], "w:lvlRestart") != "0":
                del counts[deeper]

    def _written(self, levels: dict[int, Any], level: int, counts: dict[int, int], wanted: int) -> str:
        """The number of one level within a mark."""
        if wanted not in levels:
            return ""
        form = val(levels[wanted], "w:numFmt") or "decimal"
        if wanted != level and levels[level].find(qn("w:isLgl")) is not None:
            form = "decimal"
        return _numerals.written(counts.get(wanted, _start(levels[wanted])), form)


def number(text: str | None, default: int) -> int:
    """A small number of the document's XML, or the default where it is none."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else default


def _levels(item: Any) -> dict[int, Any]:
    found = {number(level.get(qn("w:ilvl")), 0): level for level in item.iter(qn("w:lvl"))}
    return {level: found[level] for level in found if level <= MAX_LEVEL}


def _start(level: Any) -> int:
    return number(val(level, "w:start"), 1)


def _text(level: Any) -> str:
    """A level's pattern, of a sane length: %1、 or （%2）."""
    return (val(level, "w:lvlText") or "")[:40]


def val(item: Any, tag: str) -> str | None:
    """What a property of an element says: the `w:val` of its child, None where there is none."""
    child = item.find(qn(tag))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)
