"""Where one name can end and another begin: what it costs if a name runs over a place."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache

from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import _words, role_words, unit_names
from govlist.importing.interpret.responsible.roster_names import Spelling

LONGEST = 30
"""Characters of the longest name."""
_OVER_VERB = 15.0
_OVER_ETC = 20.0
_OVER_NAME = 10.0
"""Over the start of a name of the same level: 区教体局|区卫健委."""
_OVER_AND = 8.0
_OVER_WITH = 4.5
"""Over 与, which is inside more names than 和."""
_OVER_BOTH = 3.0
"""Over the start of 市政府 in 市委市政府信访局."""
_OVER_BARE = 6.0
"""Over the start of an office that may be inside a department: 财政局|国资办."""
_OVER_DEPARTMENT = 9.0
"""Over the start of a department without level: 教育局|财政局."""
_STOPS = 2.0
"""What it costs to run over a place at which a name without known ending may stop."""
_ENDS = "局委办部院会队室厅府署"
"""The last characters of names after which another name can begin without a separator."""
_PHONE = r"(?:[\s,，:：]*(?:1\d{10}|(?:0\d{2,3}[-—]?)?\d{7,8}))?"
PERSON = re.compile(
    rf"\s*(?:{_words.TITLES}\s*)*[{_words.SURNAMES}](?:(?={_words.TITLES})|[{_words.UNKNOWN}]{{1,2}}"
    r"|[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff] [\u4e00-\u9fff]?)"
    rf"(?:{_words.TITLES})*{_PHONE}(?=$|[、，,；;。\s（(）)/])"
    rf"|(?:{_words.TITLES})+(?=$|[、，,；;。\s（(）)/])"
)
TITLED = re.compile(rf"(?:{_words.TITLES})")
BLANK = re.compile(r"\s+")
STOP = re.compile(rf"[{re.escape(_words.MARKS)}（(〔\[【）)〕\]】]|\.(?=$|\s)")
_APART = re.compile(rf"\s|{STOP.pattern}")
_BEGINS = re.compile(rf"{_words.LEVEL.pattern}|各|有关|相关|全")
_PLACE_END = re.compile("[村市县区镇乡州场港]$")
_COMMITTEE_BEFORE = re.compile("(?:党工委|党委|纪委)$")
_BRANCH = re.compile(r"[^、，,；;。\s总]{1,10}(?:监管|分|支)局")
"""What continues the name of a central office as that of its branch: 国家金融监督管理总局省监管局."""
_ALL_OF = re.compile("各(?:级|乡|镇|街|县|市|区(?!直)|村|社区|园|旗|州|学|中小|企|科)")


class Borders:
    """The places of one text; `plain` is it in simplified characters."""

    def __init__(self, text: str, plain: str, known: Mapping[int, Spelling], labels: Container[int]) -> None:
        self.text = text
        self.plain = plain
        self.size = len(text)
        self.known = known
        self.labels = labels
        self.inside = {at for found in known.values() for at in range(found.start + 1, found.end)}
        self.over = lru_cache(maxsize=None)(self._over)

    def stops(self, at: int) -> bool:
        """Whether a name without known ending can stop before a place."""
        if at in self.known or self.text[at] in _words.SIGNS or STOP.match(self.text, at):
            return True
        over = self.over(at)
        return over is None or over >= _STOPS

    def _over(self, at: int) -> float | None:
        """What it costs if a name runs over the place; None if it cannot."""
        if at in self.inside or at in self.labels:
            return None
        char, before = self.text[at], self.text[at - 1]
        if char in _words.SIGNS:
            return _OVER_NAME
        if char.isspace():
            return self._over_blank(at)
        if self._verb_at(at):
            return _OVER_VERB
        if (
            char == "等"
            and before not in "高中初平同均优"
            and self.text[at + 1 : at + 2] not in (*"级候次待",)
        ):
            return _OVER_ETC
        ends = before in _ENDS + "）)〕" or bool(_words.ending(self.plain, max(at - 8, 0), at))
        if re.match(_words.AND, self.plain[at : at + 2]):
            if not ends or self.in_committees(at) or self._joins_places(at):
                return 0.0
            return _OVER_WITH if char == "与" and not _begins(self.plain, at + 1) else _OVER_AND
        if before in _ENDS and not self.plain.endswith("承办", 0, at) and _begins(self.plain, at):
            if _BRANCH.match(self.plain, at) and self.plain.endswith("总局", 0, at):
                return 0.0
            both = self.text[at - 2 : at] == f"{char}委" and self.text.startswith("政府", at + 1)
            return _OVER_BOTH if both else _OVER_NAME
        return self._over_unmarked(at)

    def _joins_places(self, at: int) -> bool:
        """Whether 和 stands after a kind of place and before a name that is no place: 区农村和水务局."""
        stop = STOP.search(self.text, at)
        end = min(stop.start() if stop else self.size, at + LONGEST)
        place = _PLACE_END.search(self.plain, max(at - 2, 0), at)
        return place is not None and not _begins(self.plain, at + 1) and self.plain[end - 1] in "局委厅部"

    def _verb_at(self, at: int) -> bool:
        """Whether a verb or 会同 stands at a place."""
        if role_words.VERB.match(self.plain, at) or self.plain.startswith(("会同", "牵头"), at):
            return True
        ends = self.text[at - 1] in _ENDS
        return ends and bool(
            self.plain.startswith(("负责", "配合"), at) or role_words.WITH.match(self.plain, at)
        )

    def _over_unmarked(self, at: int) -> float:
        """What it costs if a name runs from one whole name into another that does not begin with a level."""
        before = self.text[at - 1]
        if before not in "局厅委道镇乡":
            return 0.0
        stop = STOP.search(self.text, at)
        end = min(stop.start() if stop else self.size, at + LONGEST)
        if before in "局厅委":
            if before == "委" and self.text[at - 2 : at - 1] in (*_words.LEVELS, *"党工纪"):
                return 0.0  # 市委金融办 is an office of the committee
            bare = _words.BARE.match(self.plain, at, end)
            if bare is None or bare[0][-1] not in "局厅委办":
                return 0.0
            return _OVER_BARE if bare[0].endswith("办") else _OVER_DEPARTMENT
        towns = ("街道", "镇", "乡")
        both = self.text.endswith(towns, 0, at) and self.text.endswith(towns, at + 2, end)
        return _OVER_NAME if both else 0.0

    def _over_blank(self, at: int) -> float:
        """What it costs if a name runs over a blank: little inside a broken name, much between two names."""
        if self.text[at - 1].isspace():
            return 0.0
        left = _APART.split(self.plain[max(at - LONGEST, 0) : at])[-1]
        right = _APART.split(self.plain[at : at + 2 * LONGEST].lstrip(), maxsplit=1)[0]
        prefixed = bool(_BEGINS.match(right))
        if (
            "\n" in BLANK.match(self.text, at)[0]  # type: ignore[index]
            and self.text[: at - len(left)].endswith(" ")
            and unit_names.whole(right)
        ):
            prefixed = prefixed or bool(PERSON.fullmatch(left))  # 甲区教体局 张某⏎甲区财政局 李某
        if right.startswith("等") or not (unit_names.whole(left) or (prefixed and PERSON.fullmatch(left))):
            return 0.5
        if re.search(rf"(?:[{_words.LEVELS}]委|政府)$", left) and not prefixed:
            return 0.5
        if prefixed:
            return 12.0
        return (
            9.0
            if unit_names.whole(right)
            or role_words.VERB.match(right)
            or PERSON.match(right)
            or TITLED.match(right)
            else 4.0
        )

    def in_committees(self, at: int) -> bool:
        """Whether a mark is inside 党工委、管委会 or 党委、政府."""
        before = _COMMITTEE_BEFORE.search(self.plain, max(at - 3, 0), at)
        return before is not None and unit_names.COMMITTEES.match(self.plain, before.start()) is not None


def begins_anew(name: str) -> bool:
    """Whether a name begins like one of the same level: 区卫健委, 各镇."""
    return bool(_BEGINS.match(simplified(name)))


def _begins(text: str, at: int) -> bool:
    """Whether a name of another unit begins at a place: 区卫健委 in 区教体局区卫健委."""
    if text.startswith(("市直机关", "区直机关", "县直机关", "省直机关"), at) and text[at - 1] == "委":
        return False
    return (bool(_words.LEVEL.match(text, at)) and text[at] not in "镇乡") or bool(_ALL_OF.match(text, at))
