"""Cleans the text of a cell or paragraph: blanks, broken lines, control characters."""

from __future__ import annotations

import re
from unicodedata import normalize

from govlist.base.characters import CONTROL, INVISIBLE

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_BETWEEN = re.compile(rf"(?<={_WIDE}) (?=[\x21-\x7e]|{_WIDE})|(?<=[\x21-\x7e]) (?={_WIDE})")
_LIST = re.compile(
    r"[0-9]{1,2} ?[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[是、]|[-•·●○◆■▪☆★]"
)
_EMPTY = re.compile(r"[-—–－_/／\\\s]*|无")


def clean(text: str) -> str:
    """Remove control and invisible characters; line breaks become line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return CONTROL.sub("", INVISIBLE.sub("", text)).replace("\x0b", "\n")


def line(text: str) -> str:
    """Join a title or name into one line, without blanks beside Chinese characters."""
    return _tight(" ".join(clean(text).split()))


def prose(text: str) -> str:
    """Join the broken lines of a text; line breaks stay only before list marks."""
    result: list[str] = []
    for each in map(_tight, clean(text).split("\n")):
        if not each:
            continue
        if result and not _LIST.match(each):
            result[-1] = joined(result[-1], each)
        else:
            result.append(each)
    return "\n".join(result)


def joined(first: str, second: str) -> str:
    """Join two pieces of a text that a page or line break separated."""
    return _tight(f"{first} {second}") if first and second else first or second


def finished(text: str) -> bool:
    """Whether a text ends a sentence."""
    return text.rstrip("”’）)").endswith(("。", "；", ";", "！", "？", "."))


def empty(text: str) -> bool:
    """Whether a cell is empty or has only a dash, which offices write for nothing."""
    return bool(_EMPTY.fullmatch(text.strip()))


def folded(text: str) -> str:
    """The text for comparison: without blanks and marks, in half-width forms."""
    return re.sub(r"[\W_]", "", normalize("NFKC", clean(text)))


def _tight(text: str) -> str:
    return _BETWEEN.sub("", " ".join(text.split()))
