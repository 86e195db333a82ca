"""Text on a screen: display width, cutting, wrapping, escaping.

The one place that knows a Chinese character takes two columns. Widths come from the standard
library's Unicode data: the wcwidth package costs as much start-up time as PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, east_asian_width, normalize

BOM = b"\xef\xbb\xbf"
"""The mark that some programs put before UTF-8 text."""

_CONTROLS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab, line feed, carriage return; DEL; C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ud800-\udfff\ufffe\uffff"  # halves of characters, no characters
)
CONTROL = re.compile(f"[\r{_CONTROLS}]")
"""What is never data: control characters, bidirectional controls. Tab and line feed pass."""

CONTROL_IN_FILE = re.compile(f"\r(?!\n)|\\A\ufeff|[{_CONTROLS}\u2028\u2029]")
"""The same in a file's text, where a carriage return may stand before a line feed.

So are line breaks that YAML sees and editors do not: what stands behind one in a comment is data.
"""

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u3164]")
"""Characters that show nothing and make two equal-looking names differ."""

_NUMERALS = "零一二三四五六七八九"

_ambiguous_columns = 1


def set_ambiguous_wide(wide: bool) -> None:
    """Say whether “ ” … ① ● take two columns here, as they do on many Chinese consoles."""
    global _ambiguous_columns  # noqa: PLW0603 - the one switch of the one width function
    _ambiguous_columns = 2 if wide else 1
    _columns.cache_clear()


@cache
def _columns(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    kind = east_asian_width(char)
    return 2 if kind in "WF" else _ambiguous_columns if kind == "A" else 1


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to a display width; `right` aligns it to the right."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with `..` at its end, within a display width."""
    if width(text[: columns + 1]) <= columns and (len(text) <= columns or width(text) <= columns):
        return text  # of an endless text its beginning says enough
    room = max(columns - 2, 0)
    for end, char in enumerate(text):
        room -= _columns(char)
        if room < 0:
            return text[:end] + ".."[:columns]
    return text


def tail(text: str, columns: int) -> str:
    """As much of the text's end as fits within a display width."""
    room = columns
    for end in range(len(text) - 1, -1, -1):
        room -= _columns(text[end])
        if room < 0:
            return text[end + 1 :]
    return text


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most that many columns; Chinese breaks anywhere but before closing marks."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in _words(paragraph, columns):
            size = width(word)
            if line and used + size > columns and word.strip():
                lines.append(line.rstrip())
                line, used = "", 0
            if line or word.strip():
                line, used = line + word, used + size
        lines.append(line.rstrip())
    return lines


def _words(text: str, columns: int) -> Iterator[str]:
    """Pieces that must not be parted: an ASCII word or a wide character, with the marks that cling to it.

    A piece wider than a line is parted all the same.
    """
    for piece in re.findall(r"[ \t]+|(?:[!-~]+|[“‘（《〈【]*.)[，。、；：？！”’）》〉】]*", text):
        start, used = 0, 0
        for end, char in enumerate(piece):
            if used + _columns(char) > columns and end > start:
                yield piece[start:end]
                start, used = end, 0
            used += _columns(char)
        yield piece[start:]


def folded(text: str) -> str:
    """The text without what the eye cannot tell: full-width forms, blanks, invisible characters."""
    return "".join(normalize("NFKC", INVISIBLE.sub("", text)).split())


def visible(text: str) -> str:
    r"""The text in one line with every control character escaped (`\x1b`): safe for a terminal."""
    text = text.replace("\r\n", "\n").replace("\n", " ").replace("\t", " ")
    return CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


def shown(text: str) -> str:
    """A text of the file as a message may hold it: in one line, escaped, at most 80 columns."""
    return cut(visible(text[:320]), 80)


def visible_lines(text: str) -> str:
    """The same with its line breaks kept."""
    if text.isprintable():  # most are: nothing to show, no line break
        return text
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def harmless_json(made: str) -> str:
    r"""JSON whose texts hold no control character bare, but as an escape (`\u009b`): the same data."""
    return CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", made)


def chinese_number(number: int) -> str:
    """一, 十一, 二十 … for 1 to 99; the digits beyond."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def id_ranges(ids: list[int]) -> str:
    """`4,6,9-12`: task numbers as `mark` takes them; the list must be sorted."""
    runs: list[list[int]] = []
    for number in ids:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) < 3:
        return ",".join(map(str, run))
    return f"{run[0]}-{run[-1]}"


FORMULA = "=+-@\t\r\n＝＋－＠'"
"""What a cell must not begin with: some spreadsheet takes it for a formula, or it is the guard itself."""


def guarded(text: str) -> str:
    """A cell of CSV with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(tuple(FORMULA)) else text


def unguarded(cell: str) -> str:
    """The text of a cell without the guard."""
    bare = cell.removeprefix("'")
    return bare if guarded(bare) == cell else cell
