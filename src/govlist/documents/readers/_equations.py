"""Equations of Word documents as text: a/b, x^2, √(x)."""

from __future__ import annotations

from typing import Any

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATIONS = {f"{_M}oMath", f"{_M}oMathPara"}
_PROPERTIES = "Pr"
"""The end of the names of elements that hold only properties."""
_BETWEEN = {"f": "/", "sSup": "^", "sSub": "_", "sSubSup": "_"}
"""The sign between the parts of a structure: fraction, power, index."""
_AROUND = {"rad": ("√(", ")"), "d": ("(", ")")}


def text(element: Any) -> str:
    """The text of an equation on one line."""
    name = str(element.tag).removeprefix(_M) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    parts = [
        text(child)
        for child in element
        if isinstance(child.tag, str) and not child.tag.removeprefix(_M).endswith(_PROPERTIES)
    ]
    before, after = _AROUND.get(name, ("", ""))
    return before + _BETWEEN.get(name, "").join(filter(None, parts)) + after


def is_plain(element: Any) -> bool:
    """Whether an equation is only a row of signs, which its text shows exactly."""
    return all(str(child.tag).removeprefix(_M) in ("oMath", "r", "t", "rPr") for child in _all(element))


def _all(element: Any) -> list[Any]:
    return [child for child in element.iterdescendants() if str(child.tag).startswith(_M)]
