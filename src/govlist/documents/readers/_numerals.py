"""Numbers as Word's lists write them: 一, （一）, 壹, 甲, ①, iv, aa."""

from __future__ import annotations

from collections.abc import Callable

_PLAIN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def written(number: int, form: str) -> str:
    """A number in a form of Word's (w:numFmt); decimal where the form is not known, nothing for bullets."""
    if form in ("none", "bullet"):
        return ""
    if form in ("decimalZero",):
        return f"{number:02d}"
    for forms, write in _FORMS:
        if form in forms and number > 0:
            return write(number) or str(number)
    return str(number)


def counted(number: int, digits: str = _PLAIN, units: str = "十百千", zero: str = "零") -> str:
    """二十三, 一百零五; 十一 without a one before it. From 1 to 9999, nothing beyond."""
    if not 0 < number < 10_000:
        return ""
    made, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(made)
            continue
        made += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return made[1:] if made.startswith("一十") else made


def _legal(number: int) -> str:
    return counted(number, _LEGAL, "拾佰仟")


def _digits(number: int) -> str:
    return "".join(_PLAIN[int(digit)] for digit in str(number))


def _one_of(marks: str) -> Callable[[int], str]:
    return lambda number: marks[number - 1] if number <= len(marks) else ""


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ: the same letter, once more for each round."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else ""


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    made = ""
    for value, mark in zip(values, _ROMAN, strict=True):
        made += mark * (number // value if number < 4000 else 0)
        number %= value
    return made


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + i) for i in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)

_FORMS: tuple[tuple[tuple[str, ...], Callable[[int], str]], ...] = (
    (
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting", "japaneseDigitalTenThousand", "koreanCounting"),
        counted,
    ),
    (("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    (("ideographDigital", "taiwaneseDigital"), _digits),
    (("ideographTraditional",), _one_of(_STEMS)),
    (("ideographZodiac",), _one_of(_BRANCHES)),
    (("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _one_of(_CIRCLED)),
    (("decimalEnclosedParen",), _one_of(_run("⑴", 20))),
    (("decimalEnclosedFullstop",), _one_of(_run("⒈", 20))),
    (("ideographEnclosedCircle",), _one_of(_run("㊀", 10))),
    (("decimalFullWidth", "decimalFullWidth2"), _wide),
    (("numberInDash",), lambda number: f"- {number} -"),
    (("upperRoman",), _roman),
    (("lowerRoman",), lambda number: _roman(number).lower()),
    (("upperLetter",), _letters),
    (("lowerLetter",), lambda number: _letters(number).lower()),
)  # fmt: skip
