"""Text for the screen: display width, cutting, wrapping, escaping.

A Chinese character takes two columns. The widths of simple characters come from the standard library's
Unicode data, because importing wcwidth takes as long as importing PyYAML; wcwidth measures all others: emoji,
combining characters, and scripts whose characters join.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import accumulate
from unicodedata import category, east_asian_width, normalize

BOM = b"\xef\xbb\xbf"
"""The byte order mark that some programs write before UTF-8 text."""

RETURN = "_x000D_"
"""A carriage return as workbooks store it; it stays in texts that programs take from a workbook."""

_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍尐⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄"
    "⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爬⺦丬⺧牛⺨犭⺩王⺫目⺬示"
    "⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艺⻀艻⻁虎⻂衤⻃覀⻄西⻅见"
    "⻆角⻈讠⻉贝⻋车⻌辶⻍辷⻎辸⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞"
    "⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
    "⻳龟"
)
"""The radicals U+2E80 to U+2EF3, each with the character that it looks like.

The source is Unicode's EquivalentUnifiedIdeograph; those without a common character are left out.
"""

_NUMERALS = "零一二三四五六七八九"

_ambiguous_columns = 1


def set_ambiguous_wide(wide: bool) -> None:
    """Set whether “ ” … ① ● take two columns, as on many Chinese consoles."""
    global _ambiguous_columns  # noqa: PLW0603 - one setting for one function
    _ambiguous_columns = 2 if wide else 1
    _columns.cache_clear()


@cache
def _columns(char: str) -> int | None:
    """The columns of a character, None if those around it can change them."""
    if (
        category(char) in ("Mn", "Mc", "Me", "Cf", "Sk", "Cn")
        or char > "\U0001efff"
        or "\u1100" <= char < "\u1200"  # Korean letters join to a syllable
        or "\ud7b0" <= char < "\ud800"
        or char in "\u3164\uffa0"  # stand for a letter that is not there
    ):
        return None
    kind = east_asian_width(char)
    return 2 if kind in "WF" else _ambiguous_columns if kind == "A" else 1


def _clusters(text: str) -> Iterable[tuple[str, int]]:
    """The characters of a text as a reader sees them, each with its columns."""
    columns = [*map(_columns, text)]
    if None in columns:
        return _measured(text)
    return zip(text, columns, strict=True)  # type: ignore[arg-type]  # none is None


def _measured(text: str) -> Iterator[tuple[str, int]]:
    from wcwidth import iter_graphemes, wcswidth

    for cluster in iter_graphemes(text):
        columns = [*map(_columns, cluster)]  # of several characters for CR LF, too
        yield cluster, max(wcswidth(cluster), 0) if None in columns else sum(columns)  # type: ignore[arg-type]


def capital(text: str) -> str:
    """The text with a capital at its start, as a sentence has; Chinese has none."""
    return text[:1].upper() + text[1:]


def width(text: str) -> int:
    """The number of terminal columns that a text takes."""
    return len(text) if text.isascii() else sum(columns for _cluster, columns in _clusters(text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text padded with spaces to a display width; `right` aligns it to the right."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """The text cut to a display width, with `..` at the end if something is missing."""
    if width(text[: columns + 1]) <= columns and (len(text) <= columns or width(text) <= columns):
        return text  # the beginning is enough to decide: a text can be very long
    left, end = max(columns - 2, 0), 0
    for cluster, size in _clusters(text):
        left -= size
        if left < 0:
            return text[:end] + ".."[:columns]
        end += len(cluster)
    return text


def tail(text: str, columns: int) -> str:
    """The end of the text, as much as fits into a display width."""
    left, start = columns, len(text)
    for cluster, size in reversed([*_clusters(text)]):
        left -= size
        if left < 0:
            return text[start:]
        start -= len(cluster)
    return text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text wrapped by hand, each on one line: Chinese goes on without a space."""
    made = []
    for paragraph in re.split(r"\n[^\S\n]*\n\s*", text.strip()):
        joined = ""
        for line in map(str.strip, paragraph.split("\n")):
            is_chinese = joined[-1:] > "\x7f" and line[:1] > "\x7f"
            joined += line if is_chinese or not joined else f" {line}"
        made.append(joined)
    return made


def wrap(text: str, columns: int) -> list[str]:
    """Wrap a text to lines of at most `columns`; Chinese text breaks anywhere except before closing marks."""
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
    """Pieces that stay on one line: an ASCII word or a wide character, with its punctuation.

    A piece wider than a line is split.
    """
    for piece in _unbroken(
        text,
        re.findall(
            r"[ \t]+|(?:[“‘（《〈【]+(?:[!-~]+|[^\n“‘（《〈【])?|[!-~]+|.)[，。、；：？！”’）》〉】]*", text
        ),
    ):
        part, used = "", 0
        for cluster, size in _clusters(piece):
            if part and used + size > columns:
                yield part
                part, used = "", 0
            part, used = part + cluster, used + size
        yield part


def _unbroken(text: str, pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a text, joined where one would end inside a character as a reader sees it."""
    ends = {*accumulate(len(cluster) for cluster, _size in _clusters(text))}
    joined, end = "", 0
    for piece in pieces:
        joined, end = joined + piece, end + len(piece)
        if end in ends:
            yield joined
            joined = ""


@cache
def _radicals() -> dict[int, str]:
    pairs = zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
    kangxi = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | {ord(radical): character for radical, character in pairs}


def unified(text: str) -> str:
    """The text with characters for radicals that look alike (民 for ⺠), which PDF programs write."""
    return text if text.isascii() else text.translate(_radicals())


def folded(text: str) -> str:
    """The text without full-width forms, radicals, spaces and invisible characters, for comparisons."""
    from govlist.base.characters import INVISIBLE

    return "".join(normalize("NFKC", unified(INVISIBLE.sub("", text))).split())


def visible(text: str) -> str:
    r"""The text on one line with control characters escaped (`\x1b`): safe for a terminal."""
    if text.isprintable():  # the usual case: nothing to escape
        return text
    from govlist.base.characters import CONTROL

    text = text.replace("\r\n", "\n").replace("\n", " ").replace("\t", " ")
    return CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


def readable(name: str) -> str:
    """A file's name for a text that others read: what is not UTF-8 in it is read as GBK, else replaced.

    Python keeps such bytes as surrogates, which no YAML file can hold; control characters are escaped.
    """
    data = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gbk"):
        with suppress(UnicodeDecodeError):
            return visible(data.decode(encoding))
    return visible(data.decode("utf-8", "replace"))


def excerpt(text: str) -> str:
    """A text of the file for use in a message: on one line, escaped, at most 80 columns."""
    return cut(visible(text[:320]), 80)


def first_words(text: str) -> str:
    """The first words of a document's text, to quote in a message: on one line, at most 40 columns."""
    return cut(visible(text[:160]), 40)


def visible_lines(text: str) -> str:
    """The text with control characters escaped, line breaks kept."""
    if text.isprintable():  # the usual case: nothing to escape
        return text
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def escape_json(json: str) -> str:
    r"""The same JSON with all control characters in its texts escaped (`\u009b`)."""
    from govlist.base.characters import CONTROL

    return CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", json)


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
"""Characters that a cell must not begin with: spreadsheets read them as a formula; and the guard itself."""


def guard_formula(text: str) -> str:
    """A CSV cell, with an apostrophe in front if a spreadsheet would read it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(tuple(FORMULA)) else text


def unguard_formula(cell: str) -> str:
    """The text of a cell without the apostrophe of `guard_formula`."""
    text = cell.removeprefix("'")
    return text if guard_formula(text) == cell else cell


def command_line(words: Iterable[str]) -> str:
    """A command line that can be pasted: with quotes where a shell needs them."""
    return " ".join(word if re.fullmatch(r"[\w@%+=:,./-]+", word) else _quoted(word) for word in words)


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
