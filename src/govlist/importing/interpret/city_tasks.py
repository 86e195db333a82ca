"""The city's task that a task carries out, from a column or a label such as 市级任务序号."""

from __future__ import annotations

import re

from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.importing.interpret.entries import Item

WORD = (
    "(?:对应|关联|落实|承接|所属)?(?:的)?"
    "(?:市级?|市里|市定|市政府|上级)(?:年度|重点|主要|工作|任务|清单|事项|项目|台账){1,4}"
    "(?:序号|编号|编码|号|条目)?"
)
"""The header of a column of city tasks; whether it holds their numbers is seen by its cells."""
LABEL = (
    "对应的?(?:市级?|上级)(?:重点|工作|任务|清单|事项){1,3}(?:序号|编号)?"
    "|(?:市级?|上级)(?:重点|工作|任务|清单|事项){1,3}(?:序号|编号)"
)
"""The label of one in a paragraph; 市级任务 alone may be followed by what the city wants."""
KEY = "x-市级任务"
"""The key of the words in a column of city tasks that are no number."""
_NUMBERED = re.compile("序号|编号|编码|号$|条目")
_ABOVE = "上级"
_REFERENCE = re.compile(
    r"(?:市级?)?(?:任务|清单|序号|编号)?第?\s*[（(]?([A-Za-z]{0,4}\d{1,6}(?:[-.]\d{1,6}){0,3})[)）]?\s*[项条号款件.．、]?"
)
_COUNTED = 0.6


def number(text: str) -> str | None:
    """The number of a task that a text consists of, without its mark: 3 of 第3项; None for other texts."""
    found = _REFERENCE.fullmatch(tidy.line(text))
    return found[1] if found else None


def is_column(header: str, texts: list[str]) -> bool:
    """Whether a column with such a header has numbers of city tasks, and not what they are about."""
    filled = [text for text in texts if text]
    numbers = sum(number(text) is not None for text in filled)
    return bool(_NUMBERED.search(header)) or (bool(filled) and numbers >= _COUNTED * len(filled))


def is_vague(header: str) -> bool:
    """Whether a header does not say that the list above is the city's."""
    return _ABOVE in header


def take(item: Item) -> str | None:
    """The city's task of an item, taken from what was kept with it; words that are no number stay there."""
    found: str | None = None
    for key in [key for key in item.extra if key == KEY or re.fullmatch(WORD, key.removeprefix("x-"))]:
        text = item.extra[key]
        named = number(text)
        if named is not None and found in (None, named):
            found = named
            del item.extra[key]
        elif key == KEY or re.fullmatch(LABEL, key.removeprefix("x-")):
            message = _("“{text}” is not the number of one task of the city's list; kept as {key}")
            item.doubt(message.format(text=tidy.line(text), key=key))
    return found
