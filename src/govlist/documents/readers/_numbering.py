"""The automatic numbers of Word lists, counted and formatted as in Word (一、 （一） 1.)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

MAX_LEVEL = 8
_CLOSING = "、.．。)）】〕:：，,\t "


class Numbering:
    """The lists of a document. Call `mark` for each paragraph, in the document's order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        """Read `numbering.xml`: abstract lists, lists based on them, and their changed levels."""
        items = list(root.iter(qn("w:abstractNum")))
        of_style = {val(item, "w:styleLink"): _levels(item) for item in items}
        abstract = {
            item.get(qn("w:abstractNumId")): _levels(item) or of_style.get(val(item, "w:numStyleLink"), {})
            for item in items
        }
        for num in root.iter(qn("w:num")):
            name = num.get(qn("w:numId"))
            reference = val(num, "w:abstractNumId")
            if name is None or reference not in abstract:
                continue
            levels = dict(abstract[reference])
            for override in num.iter(qn("w:lvlOverride")):
                level = number(override.get(qn("w:ilvl")), 0)
                levels |= _levels(override)
                start = val(override, "w:startOverride")
                if start is not None:
                    self._starts[name, level] = number(start, 1)
            self._levels[name] = levels
            self._list_of[name] = str(reference)

    def mark(self, num_id: str | None, level: int) -> str:
        """The mark of the next paragraph of a list on a level (from 0), with its separator."""
        levels = self._levels.get(num_id or "")
        if num_id is None or levels is None or level not in levels:
            return ""
        counts = self._counts[self._list_of[num_id]]
        self._count(num_id, level, levels, counts)
        form = val(levels[level], "w:numFmt") or "decimal"
        if form in ("bullet", "none"):
            return ""
        pattern = (val(levels[level], "w:lvlText") or "")[:40]  # %1、 or （%2）
        text = re.sub(r"%([1-9])", lambda m: self._written(levels, level, counts, int(m[1]) - 1), pattern)
        return text if not text or text.endswith(tuple(_CLOSING)) else f"{text} "

    def _count(self, num_id: str, level: int, levels: dict[int, Any], counts: dict[int, int]) -> None:
        restarts = (num_id, level) in self._starts and (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        if restarts:
            counts[level] = self._starts[num_id, level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(levels[level])
        for deeper in [other for other in counts if other > level]:
            if deeper not in levels or val(levels[deeper], "w:lvlRestart") != "0":
                del counts[deeper]

    def _written(self, levels: dict[int, Any], level: int, counts: dict[int, int], shown: int) -> str:
        """Format the number of one level within a mark."""
        if shown not in levels:
            return ""
        form = val(levels[shown], "w:numFmt") or "decimal"
        if shown != level and levels[level].find(qn("w:isLgl")) is not None:
            form = "decimal"
        return written(counts.get(shown, _start(levels[shown])), form)


def number(text: str | None, default: int) -> int:
    """A small number from the XML, or the default if it is not one."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else default


def _levels(item: Any) -> dict[int, Any]:
    found = {number(level.get(qn("w:ilvl")), 0): level for level in item.iter(qn("w:lvl"))}
    return {level: found[level] for level in found if level <= MAX_LEVEL}


def _start(level: Any) -> int:
    return number(val(level, "w:start"), 1)


def val(item: Any, tag: str) -> str | None:
    """The `w:val` of an element's child, None if missing."""
    child = item.find(qn(tag))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


_PLAIN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {
    **{"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40},
    **{"X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1},
}
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def written(number: int, form: str) -> str:
    """A number in a Word format (w:numFmt): decimal if the format is unknown, empty for bullets."""
    if form in ("none", "bullet"):
        return ""
    if form in ("decimalZero",):
        return f"{number:02d}"
    for forms, write in _FORMS:
        if form in forms and number > 0:
            return write(number) or str(number)
    return str(number)


def counted(number: int, digits: str = _PLAIN, units: str = "十百千", zero: str = "零") -> str:
    """A Chinese number from 1 to 9999: 十一, 二十三, 一百零五; empty for others."""
    if not 0 < number < 10_000:
        return ""
    result, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(result)
            continue
        result += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return result[1:] if result.startswith("一十") else result


def _one_of(marks: str) -> Callable[[int], str]:
    return lambda number: marks[number - 1] if number <= len(marks) else ""


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ, then AAA to ZZZ."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else ""


def _roman(number: int) -> str:
    result = ""
    for mark, value in _ROMAN.items():
        result += mark * (number // value if number < 4000 else 0)
        number %= value
    return result


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: str(number).translate(str.maketrans("0123456789", digits))


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + i) for i in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)

_FORMS: tuple[tuple[tuple[str, ...], Callable[[int], str]], ...] = (
    (
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting", "japaneseDigitalTenThousand", "koreanCounting"),
        counted,
    ),
    (
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: counted(number, _LEGAL, "拾佰仟"),
    ),
    (("ideographDigital", "taiwaneseDigital"), _digits(_PLAIN)),
    (("ideographTraditional",), _one_of(_STEMS)),
    (("ideographZodiac",), _one_of(_BRANCHES)),
    (("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _one_of(_CIRCLED)),
    (("decimalEnclosedParen",), _one_of(_run("⑴", 20))),
    (("decimalEnclosedFullstop",), _one_of(_run("⒈", 20))),
    (("ideographEnclosedCircle",), _one_of(_run("㊀", 10))),
    (("decimalFullWidth", "decimalFullWidth2"), _digits("０１２３４５６７８９")),
    (("numberInDash",), lambda number: f"- {number} -"),
    (("upperRoman",), _roman),
    (("lowerRoman",), lambda number: _roman(number).lower()),
    (("upperLetter",), _letters),
    (("lowerLetter",), lambda number: _letters(number).lower()),
)  # fmt: skip
