"""Format a number or a text by the number format of its cell, like Excel and WPS in Chinese.

1234.5 in `#,##0.00"万元"` is 1,234.50万元; 45536 in `yyyy"年"m"月"` is 2024年9月.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from govlist.base.text import chinese_number

MAX_FORMAT = 255
"""Characters of a format, as in Excel; longer ones count as General."""
GENERAL = "General"
LAST_DAY = 2_958_466
"""The number of the day after the last possible one, 9999-12-31."""
_HOURS = "上午/下午h"
_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **{30: "m-d-yy", 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 31: 'yyyy"年"m"月"d"日"'},
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((34, 55), f'{_HOURS}"时"mm"分"'),
    **dict.fromkeys((35, 56), f'{_HOURS}"时"mm"分"ss"秒"'),
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
}
"""The formats that files refer to by number only (ECMA-376, 18.8.30); some from 27 on are Chinese."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<aside>[_*].)|\[(?P<bracket>[^\]]{0,255})\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<power>E[+-]0+)"
    r"|(?P<date>s+(?:\.0+)?|y+|m+|d+|h+|aaaa?|e+)|(?P<digits>[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'(?:"[^"]*"?|[\\!].|[_*].|\[[^\]]{0,255}\]|[^;"])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_COMPARE = {
    **{"<": operator.lt, ">": operator.gt, "=": operator.eq},
    **{"<=": operator.le, ">=": operator.ge, "<>": operator.ne},
}
_NUMERALS = {"1": "〇一二三四五六七八九十", "2": "零壹贰叁肆伍陆柒捌玖拾"}
"""The Chinese digits and ten by DBNum type; used for days only."""

Token = tuple[str, str]
"""A kind (literal, general, text, date, elapsed, half, digits, power, or the mark itself) and its text."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a format, which semicolons separate."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: str = ""
    """The Chinese digits in use, if any."""

    def has(self, *kinds: str) -> bool:
        """Whether the section has a token of one of these kinds."""
        return any(kind in kinds for kind, _text in self.tokens)


def spelled(number: int) -> str:
    """The code of a built-in format."""
    return _BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=512)
def is_day(code: str) -> bool:
    """Whether a format shows numbers as days or times of day."""
    first = _sections(code)[0]
    return first.has("date") and not first.has("elapsed")


def shown_text(text: str, code: str) -> str:
    """The text that a cell shows for a text."""
    if code in (GENERAL, "@"):
        return text
    last = _sections(code)[-1]
    if not last.has("text"):
        return "" if len(_sections(code)) == 4 else text
    return "".join(text if kind == "text" else literal for kind, literal in last.tokens)


@lru_cache(maxsize=4096)
def shown(number: float, code: str, since_1904: bool = False) -> str:
    """The text that a cell shows for a number; days count from 1900, or from 1904."""
    if code == GENERAL:
        return general(number)
    section, signed = _chosen(number, _sections(code))
    if section.has("text") or (section.has("digits") and ("literal", "/") in section.tokens):
        section = _Section((("general", ""),))
    if section.has("date", "elapsed"):
        return _moment(number, since_1904, section) if 0 <= number < LAST_DAY else general(number)
    text = _number(abs(number), section).strip()
    return f"-{text}" if signed and number < 0 else text


def read(number: float, code: str, since_1904: bool) -> tuple[int | float | datetime, str]:
    """The value of a cell with a number, a day if its format shows one; and the text that it shows."""
    text = shown(number, code, since_1904)
    if is_day(code) and 1 <= number < LAST_DAY:
        return day(number, since_1904), text
    return (int(number) if number.is_integer() else number), text


def general(number: float) -> str:
    """A number without a format: 1 for 1.0, 0.3 for 0.1 + 0.2."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10G}"


# -- formats ---------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format, at least one."""
    code = code if 0 < len(code) <= MAX_FORMAT else GENERAL
    pieces: list[str] = []
    start = 0
    while start <= len(code) and len(pieces) < 4:
        found = _SECTIONS.match(code, start)
        pieces.append(found[0] if found else "")
        start += len(pieces[-1]) + 1
    return tuple(map(_section, pieces))


def _section(code: str) -> _Section:
    tokens: list[Token] = []
    condition, numerals = None, ""
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match[0]
        if match["bracket"] is not None:
            text = match["bracket"]
            if found := _CONDITION.fullmatch(text):
                condition = (found[1], float(found[2]))
            elif text.lower().startswith("dbnum"):
                numerals = _NUMERALS.get(text[5:6], "")
            elif re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
                tokens.append(("elapsed", text.lower()))
            elif text.startswith("$"):  # a currency, with its country
                tokens.append(("literal", text[1:].partition("-")[0]))
        elif match["quoted"] is not None or match["escaped"]:
            tokens.append(("literal", match["quoted"] or match["escaped"] or ""))
        elif match["date"]:
            tokens.append(("date", text.lower()))
        elif kind == "other":
            tokens.append(({"@": "text"}.get(text, text if text in ".,%" else "literal"), text))
        elif kind != "aside":  # not a space as wide as a character, or a fill character
            tokens.append((kind, text))
    return _Section(tuple(tokens), condition, numerals)


def _chosen(number: float, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section for a number, and whether a negative number shows a minus sign."""
    plain = [section for section in sections[:3] if not (section.has("text") and len(sections) > 1)]
    for section in plain:
        if section.condition and _COMPARE[section.condition[0]](number, section.condition[1]):
            return section, True
    if any(section.condition for section in plain):
        rest = [section for section in plain if not section.condition]
        return (rest or [_Section((("general", ""),))])[-1], True
    if len(plain) > 2 and number == 0:
        return plain[2], False
    if len(plain) > 1 and number < 0:
        return plain[1], False
    return (plain or sections)[0], True


# -- numbers ---------------------------------------------------------------------------------------


def _number(number: float, section: _Section) -> str:
    """Format a number without its sign."""
    tokens = section.tokens
    if section.has("general"):
        return "".join(general(number) if kind == "general" else text for kind, text in tokens)
    point = next((place for place, (kind, _text) in enumerate(tokens) if kind == "."), len(tokens))
    before = "".join(text for kind, text in tokens[:point] if kind in ("digits", ","))
    after = "".join(text for kind, text in tokens[point:] if kind == "digits")
    marks = "".join(kind[0] for kind, _text in tokens if kind in ("digits", ",", "%", "."))
    thousands = sum(map(len, re.findall(r"d(,+)(?![,d])", marks)))
    value = Decimal(f"{number:.15g}").scaleb(2 * marks.count("%") - 3 * thousands)
    power = next((text for kind, text in tokens if kind == "power"), "")
    exponent = Decimal(f"{value:.{len(after)}E}").adjusted() if power and value else 0
    if value.adjusted() - exponent + len(after) > 25:
        return general(number)
    value = value.scaleb(-exponent).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _point, decimals = f"{value:f}".partition(".")
    grouped = "," in before.rstrip(",")
    integer = _digits(whole, before.replace(",", ""), grouped)
    rest = _decimals(decimals, after)
    made = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "digits":
            digits = integer if place < point else rest
            made += [digits.pop(0) for _each in text]
        elif kind == "power":
            sign = "-" if exponent < 0 else "+" if text[1] == "+" else ""
            made.append(f"E{sign}{abs(exponent):0{len(text) - 2}}")
        elif kind != ",":
            made.append(whole.lstrip("0") + text if place == point and not before else text)
    return "".join(made)


def _digits(whole: str, places: str, grouped: bool) -> list[str]:
    """The digits for each placeholder of the whole part; the first also takes all digits before it."""
    whole = whole.lstrip("0")
    least = len(places) - len(places.lstrip("#?"))
    padded = whole.rjust(len(places) - least if places else 0, "0")
    made = []
    for number, place in enumerate(reversed(places)):
        digits = padded[-1:] if number < len(places) - 1 else padded
        padded = padded[: len(padded) - len(digits)]
        if grouped:
            digits = _grouped(digits, number)
        made.append(digits or (" " if place == "?" else ""))
    return made[::-1]


def _grouped(digits: str, start: int) -> str:
    """Digits grouped in threes by commas; the last one is `start` places from the decimal point."""
    pieces = [
        f"{digit}," if place % 3 == 0 and place else digit
        for place, digit in enumerate(reversed(digits), start)
    ]
    return "".join(reversed(pieces))


def _decimals(digits: str, places: str) -> list[str]:
    """The digits after the decimal point, with trailing zeros only where the format has `0`."""
    needed = max((place + 1 for place, digit in enumerate(digits) if digit != "0"), default=0)
    return [
        digit if mark == "0" or place < needed else " " if mark == "?" else ""
        for place, (digit, mark) in enumerate(zip(digits, places, strict=True))
    ]


# -- days and times --------------------------------------------------------------------------------


def day(number: float, since_1904: bool = False, places: int = 0) -> datetime:
    """The date and time of a serial number, rounded to this many decimals of a second."""
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    return first + timedelta(seconds=round(number * 86_400, places))


def _moment(number: float, since_1904: bool, section: _Section) -> str:
    tokens = section.tokens
    moment = day(number, since_1904, 3 if any("." in text for kind, text in tokens if kind == "date") else 0)
    seconds = round(number * 86_400)
    halves = section.has("half")
    kinds = [text[0] if kind in ("date", "elapsed") else "" for kind, text in tokens]
    made = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            before = next(filter(None, reversed(kinds[:place])), "")
            after = next(filter(None, kinds[place + 1 :]), "")
            minutes = text[0] == "m" and (before == "h" or after == "s")
            made.append(_part(moment, "n" * len(text) if minutes else text, halves, section.numerals))
        elif kind == "elapsed":
            total = int(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]])
            made.append(f"{total:0{len(text)}}")
        elif kind == "half":
            named = text.split("/") if "/" in text else [text, text]
            made.append(named[moment.hour >= 12])
        else:
            made.append(text)
    return "".join(made)


_MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December"
_DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday"


def _part(moment: datetime, token: str, halves: bool, numerals: str) -> str:
    """The text for one token of a date format; `n` is minutes."""
    kind, length = token[0], len(token.partition(".")[0])
    if kind == "a":
        return ("星期" if length == 4 else "") + "一二三四五六日"[moment.weekday()]
    if kind in "md" and length > 2:
        number = moment.month - 1 if kind == "m" else moment.weekday()
        return (_MONTHS if kind == "m" else _DAYS).split(",")[number][: {3: 3, 5: 1}.get(length)]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    if kind in "ye":
        year = f"{moment.year % 100:02}" if kind == "y" and length < 3 else f"{moment.year:04}"
        return year.translate(str.maketrans("0123456789", numerals[:10])) if numerals else year
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
    if numerals:
        return (chinese_number(number) if number else "〇").translate(str.maketrans(_NUMERALS["1"], numerals))
    fraction = f"{moment.microsecond / 1e6:.{len(token) - length - 1}f}"[1:] if "." in token else ""
    return f"{number:0{min(length, 2)}}{fraction}"
