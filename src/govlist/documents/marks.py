"""The marks at the start of headings and numbered paragraphs: 第一条 一、 （一） 1. （1） ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlist.documents import tidy

CHINESE = "一二三四五六七八九十百"
SECTION, TOPIC, NUMBERED, DEEPER = 1, 2, 3, 4

_DATE = r"\d{4}年|\d{1,2}月"
"""Digits that begin the text, not a decimal: 3.2024年底前."""
_FORMS = (
    (SECTION, rf"第[{CHINESE}]+(?:部分|章|篇|方面)[、.．:：\s]*"),
    (TOPIC, rf"第[{CHINESE}]+节[、.．:：\s]*"),
    (SECTION, rf"[{CHINESE}]+\s*[、.．,，]\s*"),
    (SECTION, rf"第[{CHINESE}]+条[、.．:：\s]*"),
    (TOPIC, rf"[（(〔]\s*[{CHINESE}]+\s*[）)〕]\s*[、.．]?\s*|[㈠-㈩]\s*"),
    (NUMBERED, rf"(?P<number>\d{{1,9}})\s*(?:[.．、](?!\d)|[.．、](?={_DATE})|[）)])\s*|[⒈-⒛]\s*"),
    (DEEPER, r"[（(]\s*(?P<number>\d{1,4})\s*[）)]\s*[、.．]?\s*|\d{1,4}(?:[.．]\d{1,4})+[.．、]?\s*"),
    (DEEPER, r"[①-⑳⑴-⒇]\s*"),
    (DEEPER, r"[●•○■◆◇▪▶►]\s*"),
)
"""Each form with its level, from the highest to the deepest where one document uses several."""
_FORM = tuple((rank, level, re.compile(pattern)) for rank, (level, pattern) in enumerate(_FORMS, 1))
RANKS = {SECTION: 3, TOPIC: 5, NUMBERED: 6, DEEPER: 7}
"""The usual form of each level, as its rank: 一、 （一） 1. （1）."""
_NUMERAL = re.compile(rf"[{CHINESE}]+|[（(][{CHINESE}]+[）)]")
_FIRST = re.compile(r"[（(〔]\s*一\s*[）)〕]|第一节")
_LONGEST_TITLE = 45


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its level, its number (digits only), the text after it, and the rank of its form.

    The rank tells apart what has one level: 第一章 (1) is above 一、 (3), and that above 第一条 (4).
    """

    level: int
    number: int | None
    rest: str
    rank: int


def read(text: str) -> Mark | None:
    """The mark at the start of a text, None if there is none."""
    for rank, level, form in _FORM:
        if match := form.match(text):
            number = match.groupdict().get("number")
            return Mark(level, int(number) if number else None, text[match.end() :], rank)
    return None


def title(text: str) -> str:
    """A heading without its mark, in one line."""
    bare = tidy.line(text)
    mark = read(bare)
    return (mark.rest if mark and mark.rest else bare).rstrip("。：:；;") or bare


def level(text: str) -> int | None:
    """The level of a heading by its mark: SECTION or TOPIC; None for any other text."""
    mark = read(tidy.line(text))
    return mark.level if mark and mark.level <= TOPIC else None


def is_first(text: str) -> bool:
    """Whether a text begins with the mark of a first topic: （一）."""
    return _FIRST.match(tidy.line(text)) is not None


def numeral(text: str) -> int | None:
    """The level of a numeral in a number column: 一, （一）."""
    bare = text.strip()
    if not _NUMERAL.fullmatch(bare.rstrip("、.．")):
        return None
    return SECTION if bare[0] in CHINESE else TOPIC


def is_title(text: str) -> bool:
    """Whether a text is short and at most one sentence, like a title."""
    bare = tidy.line(text)
    return (
        bool(re.search(r"\w", bare))
        and len(bare) <= _LONGEST_TITLE
        and not re.search(r"[。；;！？]", bare.rstrip("。"))
    )
