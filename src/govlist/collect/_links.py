"""Evidence as people write it into one cell: several links, by lines, ；, blanks, numbered or labelled."""

from __future__ import annotations

import re

from govlist.collect.table import NOTHING

_CIRCLED = "[①-⑳]"
_LABEL = rf"(?:(?:[(（]?[0-9]{{1,2}}[)）.、]|{_CIRCLED}|[^:：/\s]{{1,12}}[:：])\s*+)?(?=https?://)"
_FIRST = re.compile(rf"\A\s*+{_LABEL}", re.IGNORECASE)
_PARTS = re.compile(
    rf"(?<![\s,，、；;])[\s,，、；;]++{_LABEL}|[\n\t；]+|;(?=\s|$)|{_CIRCLED}\s*+(?=https?://)", re.IGNORECASE
)
_AROUND = " \u3000，、；。"


def split_links(text: str) -> tuple[str, ...]:
    """The links and file names of a cell, each once; a number or a label before an address goes.

    A file name may hold blanks, an address ends at one.
    """
    found: dict[str, None] = {}
    for part in _PARTS.split(_FIRST.sub("", text)):
        link = part.strip(_AROUND)
        pieces = link.split(maxsplit=1) if link.lower().startswith(("http://", "https://")) else [link]
        found |= dict.fromkeys(piece.strip(_AROUND) for piece in pieces)
    return tuple(link for link in found if link and link not in NOTHING)
