"""What a workbook's number formats say of a number: that it is a day, or a share in percent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element

from govlist.collect.forms._xml import local

Kind = Literal["day", "percent", ""]

_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""The numbers of formats for days and times that no file spells out; those from 27 on are Chinese Excel's."""
_PERCENT = {9, 10}
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a format shows or skips without reading it."""


def kinds(elements: Iterable[Element]) -> list[Kind]:
    """The kind of each cell style by its number, from the elements of the workbook's styles."""
    spelled: dict[int, str] = {}
    found: list[Kind] = []
    for element in elements:
        match local(element):
            case "numFmt":
                spelled[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
            case "cellXfs":
                found = [_kind(int(style.get("numFmtId", 0)), spelled) for style in element]
    return found


def _kind(number: int, spelled: dict[int, str]) -> Kind:
    code = _ASIDE.sub("", spelled.get(number, "")).split(";")[0]
    if number in _PERCENT or "%" in code:
        return "percent"
    return "day" if number in _DAYS or re.search("[ymd]", code.lower()) else ""
