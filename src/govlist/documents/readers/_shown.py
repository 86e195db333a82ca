"""A spreadsheet's values as a person sees them: 1, not 1.0; 2024-06-30; 80%; 第3项 for 3 in such a format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_FORMAT = 256
"""Characters of a format, as in Excel."""

_LITERAL = r"(?:\"[^\"]*\"|\\.|[\u3000-\uffef()（）.:、\- ])*?"
_FORMAT = re.compile(rf"({_LITERAL})(#,##)?(0+)(?:\.(0+))?(%)?({_LITERAL})")
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
"""Colours, locales, blanks as wide as a character: nothing that is read."""


def shown(value: Any, form: str) -> str:
    """The text of a cell with a value in a number format."""
    if value is None:
        return ""
    form = form if len(form) < MAX_FORMAT else "General"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: float, form: str) -> str:
    plain = _ASIDE.sub("", form.split(";")[0])
    found = _FORMAT.fullmatch(plain)
    if not found or value < 0:
        return _general(value)
    before, _thousands, digits, decimals, percent, after = found.groups()
    places = len(decimals or "")
    number = f"{value * 100 if percent else value:0{len(digits) + (places + 1 if places else 0)}.{places}f}"
    return f"{_literal(before)}{number}{percent or ''}{_literal(after)}"


def _general(value: float) -> str:
    """As many digits as a cell shows: 0.3 for 0.1 + 0.2."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"


def _literal(text: str) -> str:
    return re.sub(r"\"([^\"]*)\"|\\(.)", lambda m: m[1] or m[2] or "", text)


def _day(value: datetime | date, form: str) -> str:
    """A day; a month where the format shows no day, for the sheet then names none."""
    words = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", form.lower())
    if "y" in words and "d" not in words and "h" not in words:
        return f"{value.year}年{value.month}月" if "m" in words else f"{value.year}年"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
