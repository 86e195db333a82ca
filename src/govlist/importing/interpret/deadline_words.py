"""A deadline's words → the days they name, or a standing task; the words are always kept.

If the words allow two days, the later one is used and a doubt added: no unit is overdue too early.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from govlist.base.i18n import _
from govlist.documents import columns, tidy
from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import unit_names
from govlist.model.deadlines import DueDays, due_on, recurring


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: its words (empty for plain days or nothing), its day or recurring days, and doubts."""

    text: str = ""
    due: tuple[DueDays, ...] = ()
    standing: bool = False
    doubts: tuple[str, ...] = ()


_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
_STANDING = re.compile(
    r"长期|持续|全年|常年|常态|经常性|日常|实时|动态|贯穿全年|每月|每个月|每季|每半年|每周|每日|每天|按月|按季|定期|不定期"
)
_BY = r"(?:之?前|以前|截止|完成)?"
_END = r"(?:底|末|月底|月末)"
_PART = r"(?P<part>上中旬|中下旬|上旬|中旬|下旬|初|中(?!心|旬))"
"""A part of a month; its last day counts, for 下旬 that of the month."""
_PART_ENDS = {"上旬": 10, "中旬": 20, "上中旬": 20, "初": 10, "中": 20}
_SAID = r"(?<!\d)(?P<year>(?:\d\d)?\d\d)年|(?P<next>次年|明年)|当年|本年|今年"
_YEAR = rf"(?:{_SAID})?度?"
_FORMS = (
    ("day", rf"(?P<year>20\d\d)[-./年](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})(?!\d)[日号]?{_BY}"),
    ("day", r"(?<![\d.])(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?:日|之?前|以前)"),
    ("month", r"(?P<year>20\d\d)[-./](?P<month>\d{1,2})(?![-./\d])"),
    ("day", rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]{_BY}"),
    ("quarter", rf"{_YEAR}第?(?P<quarter>[1-4])季度?(?P<end>{_END})?{_BY}"),
    ("half", rf"{_YEAR}上半年(?P<end>{_END})?{_BY}"),
    ("half", rf"(?:(?:{_SAID})|(?P<middle>年))中(?!旬|心){_BY}"),
    ("month", rf"{_YEAR}(?P<month>\d{{1,2}})月份?(?:{_PART}|(?P<end>{_END}))?{_BY}"),
    (
        "end",
        rf"(?:{_SAID})度?(?:年?(?:底|末|内)|年终|下半年{_END}?){_BY}"
        rf"|(?<![\d一二两三四五半])年度?(?:底|末|内|终){_BY}|下半年{_END}?{_BY}",
    ),
)
_BOTH = re.compile(r"([^（(]{1,40}?)\s*[（(](.+)[）)]")
"""Days with their words, as govlist writes them."""
_FORM = [(name, re.compile(rf"(?:{pattern})(?P<from>起|以?之?后)?")) for name, pattern in _FORMS]
A_DAY = "的?(?:时间|日期|时限|期限|节点)(?:要求|安排|节点)?"
"""The words for a day in a header or label: 时间, 时限要求."""
BY_WHEN = f"(?:完成|办结|整改|落实|办理|实施|推进|竣工|结束|投用|销号|目标|截止|截至){A_DAY}"
"""The words for the day by which something is finished: 整改时限, 计划完成时间."""
_MORE_DUE = (
    BY_WHEN,
    "(?:时间|进度)安排",
    "期限",
    r"(?<!\w)(?:时间|日期)",
)
"""More labels of deadlines, as patterns; 时间 alone must not be the end of another word: 开工时间."""
_ANY_YEAR = 2000
_LONGEST = 200
"""Characters of a deadline that are interpreted; all are kept."""
_AFTER = re.compile(r"(?:个工作日|日|天|月)(?:之?内|以内)")
_LEAD_IN = re.compile(
    r"(?:于|在|到|至|从|自|争取|力争|确保|原则上|预计|计划|拟|最迟|约|每年|时限|全部|均)*"
    r"(?:(?:20\d\d年)?\d{1,2}[月日]?\s?[-—–~～至]+(?=[\d本次年]))?"
)
"""What stands before the day of a deadline, such as the first day of a period: 3月至6月."""
_NO_DAY = re.compile(
    "即日|立行立改|立知立改|即知即改|立即|即时|限时|按(?:照)?(?:时间|序时|时序|进度|计划)|序时|本月|当月|月底|汛期|春节|开学|会前|两会|近期"
    '|[“"]?(?:元旦|清明|五一|六一|端午|七一|八一|中秋|国庆|十一|重阳|高考|中考|入汛|汛|供暖|采暖|春运|寒假|暑假)'
    '[”"]?(?:节|期|季|来临)*之?前'
)
"""Words for a deadline that name no day."""
_CLAUSE = re.compile(r"[，,；;、。]")
_LONGEST_CLAUSE = 24
"""Characters of a clause that is only a deadline: 2024年12月底前全面建成并投入使用."""
_NO_DEADLINE = re.compile("牵头|负责|配合|单位|部门")


def read(text: str, year: int) -> Deadline:
    """Interpret a deadline's words in a list of `year`."""
    words = tidy.prose(text).replace("\n", " ")
    if tidy.empty(words):
        return Deadline()
    if due := written(words, year):
        return Deadline("", due)
    both = _BOTH.fullmatch(words)
    if both and (due := written(both[1], year)):
        named = read(both[2], year)
        return replace(named, due=due, doubts=named.doubts if named.standing else ())
    start = words[:_LONGEST]
    every = recurring(_plain(start)) or recurring(both[1] if both else "")
    if every and (every.exact or not both):
        doubt = _("“{words}” is not exact; the last day of each period was used").format(words=words)
        return Deadline(words, (every.due,), True, () if every.exact else (doubt,))
    found = [] if _AFTER.search(simplified(start)) else list(_days(_plain(start), year))
    days = sorted({named.day for named in found if named.day is not None})
    standing = bool(_STANDING.search(simplified(start)))
    checks = (
        (_("“{words}” is not a valid date"), any(named.day is None for named in found)),
        (
            _("“{words}” is not exact; {day} was used, it may be earlier"),
            len(days) == 1 and any(named.open for named in found),
        ),
        (_("“{words}” has several dates; the last, {day}, was used"), len(days) > 1),
        (_("“{words}” is before the list's year"), bool(days) and days[-1].year < year),
        (_("“{words}” was read as a standing task; if it is done at a day, write due"), standing),
        (_("“{words}” has no date; only the words were kept"), not found and not standing),
    )
    day = days[-1].isoformat() if days else ""
    doubts = tuple(message.format(words=words, day=day) for message, applies in checks if applies)
    return Deadline(words, due_on(*days[-1:]), standing, doubts)


def written(text: str, year: int) -> tuple[DueDays, ...]:
    """The value of `due` that a cell has as govlist writes it: 06-30, 2024-06-30, monthly:10, or several.

    Empty for any other text.
    """
    parts = re.split(r"[,、]\s*", re.sub(r"[ T]00:00(?::00)?$", "", text))
    dated = (f"{year}-{part}" if re.fullmatch(r"\d\d-\d\d", part) else part for part in parts)
    found = [due for part in dated if (due := DueDays.parse(part))]
    return tuple(found) if len(found) == len(parts) else ()


@cache
def label() -> re.Pattern[str]:
    """Matches a label before a deadline: 完成时限：."""
    words = [*columns.HEADERS["due"].split(), *_MORE_DUE]
    return re.compile(rf"(?:{'|'.join(words)})\s*[:：]\s*")


def split(text: str) -> tuple[str, str]:
    """Take the clauses that are only a deadline out of words for who is responsible: the rest, and them.

    区教育局及各镇，6月底完成 is 区教育局及各镇 and 6月底完成.
    """
    rest, due, at = "", "", 0
    for match in (*_CLAUSE.finditer(text), None):
        clause = text[at : match.start() if match else len(text)]
        mark = match[0] if match else ""
        if clause.strip() and _only_deadline(clause.strip()):
            due += clause.strip() + mark
        else:
            rest += clause + mark
        at = match.end() if match else at
    return (rest.strip("，,；;、。 "), due.strip("，,；;、。 ")) if due else (text, "")


def _only_deadline(clause: str) -> bool:
    """Whether a clause is only a deadline: a day or a period, perhaps with what is to happen by then."""
    if len(clause) > _LONGEST_CLAUSE or _NO_DEADLINE.search(simplified(clause)):
        return False
    plain = _plain(clause)
    at = _LEAD_IN.match(plain)
    start = at.end() if at else 0
    match = next((m for _name, form in _FORM if (m := form.match(plain, start))), None)
    match = match or _STANDING.match(plain, start) or _NO_DAY.match(plain, start)
    return match is not None and not unit_names.whole(plain[match.end() :])


def joined(first: str, second: str) -> str:
    """Join the words of a cell that was cut in two; two deadlines are separated by “；”."""
    whole = [read(piece, _ANY_YEAR) for piece in (first, second)]
    between = "；" if all(each.due or each.standing for each in whole) else ""
    return tidy.joined(first + between, second)


class _NamedDay(NamedTuple):
    """A day named in words; None if it does not exist. `open`: an earlier day is possible too."""

    day: date | None
    open: bool = False


def _plain(words: str) -> str:
    """The words with half-width digits; Chinese numerals of dates become digits."""
    text = simplified(re.sub(r"\s", "", normalize("NFKC", words)))

    def year(match: re.Match[str]) -> str:
        return "20" + "".join(str(_NUMERALS.get(numeral, 0)) for numeral in match[1])

    def digits(match: re.Match[str]) -> str:
        tens, ten, ones = match[1].rpartition("十")
        if not ten:
            return str(_NUMERALS[ones]) + match[2] if len(ones) == 1 else match[0]
        return str((_NUMERALS.get(tens, 1)) * 10 + _NUMERALS.get(ones, 0)) + match[2]

    text = re.sub(r"二[〇零○]([〇零○一二三四五六七八九]{2})(?=年)", year, text)
    return re.sub(r"([一二三四五六七八九十]{1,3})(月|季度?|日|号)", digits, text)


def _days(text: str, year: int) -> Iterator[_NamedDay]:
    """Find each day in a text."""
    at = 0
    while at < len(text):
        form, match = next(((n, m) for n, p in _FORM if (m := p.match(text, at))), ("", None))
        if match is None:
            at += 1
        else:
            at = match.end()
            if not match["from"]:
                yield _day(form, match, year)


def _day(form: str, match: re.Match[str], year: int) -> _NamedDay:
    groups = match.groupdict()
    named = int(groups.get("year") or year)
    year = named + 2000 * (named < 100) + bool(groups.get("next"))
    if form == "end":
        return _NamedDay(date(year, 12, 31), "下半年" in match[0] and not re.search("[底末]", match[0]))
    month = 6 if form == "half" else int(groups.get("month") or 0) or 3 * int(groups.get("quarter") or 0)
    if not 1 <= month <= 12:
        return _NamedDay(None)
    last = monthrange(year, month)[1]
    if part := groups.get("part"):
        day = _PART_ENDS.get(part, last)
        return _NamedDay(date(year, month, day), len(part) == 1 or "前" in match[0])
    if form != "day":
        return _NamedDay(
            date(year, month, last), not groups.get("end") and (form != "half" or "中" in match[0])
        )
    number = int(groups["day"] or 0)
    return _NamedDay(date(year, month, number) if 1 <= number <= last else None)
