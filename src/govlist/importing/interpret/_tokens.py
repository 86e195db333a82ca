"""The grammar of a text that says who is responsible: its tokens, chosen among all readings by score.

Every token costs something, and so does what is odd about it: a name without a known ending, a name that
runs over a verb or over the start of another. The cheapest row of tokens is the reading. The second cheapest
that has other names is the rival: if it costs little more, the choice is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from govlist.documents.traditional import simplified
from govlist.importing.interpret import _names, _roles, _words
from govlist.importing.interpret._known import KnownNames
from govlist.model.checklist import Role

LONGEST = 30
"""Characters of the longest name."""


class Kind(Enum):
    """What a token is."""

    NAME = auto()
    MANY = auto()
    """A collective with marks inside: 各县（市、区）政府."""
    KNOWN = auto()
    """A name of the roster."""
    LABEL = auto()
    VERB = auto()
    DUTY = auto()
    """A verb with what the unit does."""
    WITH = auto()
    MARK = auto()
    BLANK = auto()
    AND = auto()
    FILLER = auto()
    """由, 并, 其中: words without meaning here."""
    ETC = auto()
    """等 before a name, or with words that name nobody."""
    OTHERS = auto()
    """Other units without a name: 其他部门."""
    BRACKET = auto()
    PERSON = auto()
    SIGN = auto()
    LONG = auto()
    """Text that is too long for a name."""


NAMES = frozenset((Kind.NAME, Kind.MANY, Kind.KNOWN))


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a text. `text` is what it holds: a name as the roster has it, or what is in a bracket."""

    kind: Kind
    start: int
    end: int
    text: str
    role: Role | None = None
    written: str = ""
    """A known name as the text has it."""


class Choice(NamedTuple):
    """The tokens of the best reading, and the names of the rival: None if no other reading is near."""

    tokens: list[Token]
    rival: tuple[str, ...] | None


class _Path(NamedTuple):
    """A row of tokens up to a place; the last token, and the path before it."""

    cost: float
    names: int
    """A hash of the places of the names, to tell paths apart."""
    token: Token | None
    before: _Path | None


_NAME, _NO_ENDING, _ADJACENT, _SINGLE, _AFTER_AND, _BEGINS_WITH = 4.0, 14.0, 3.0, 8.0, 6.0, 8.0
_OVER_VERB, _OVER_NAME, _OVER_AND, _OVER_WITH, _OVER_BOTH, _OVER_BARE, _OVER_ETC = (
    15.0,
    10.0,
    8.0,
    4.5,
    3.0,
    6.0,
    20.0,
)
_STOPS = 2.0
"""What it costs to run over a place at which a name without known ending may stop."""
_LONELY = 16.0
"""A person without a unit."""
_NEAR = 1.5
"""A rival that costs at most this much more is a doubt."""
_ENDS = "局委办部院会队室厅府署"
"""The last characters of names after which another name can begin without a separator."""
_FILLER = re.compile(
    r"(?:以上|上述)各?(?:单位|部门)|并|由|其中|主要由|具体由|分别由|其[他它](?=各|有关|相关|责任|配合)|主要(?!领导|负责)|为(?=.)|[与和及]?同(?=[区市县省])"
)
_OTHERS = re.compile(r"(?:其[他它余]|剩余)(?:有关|相关)?(?:部门|单位|机构|科室)")
_ETC = re.compile(
    rf"等\s*(?:(?P<class>{_names.NAMELESS.pattern})(?=$|[、，,；;。）)\s牵负按配协参分共抓落组具统]|会同|与|和|及))?"
)
_PHONE = r"(?:[\s,，:：]*(?:1\d{10}|(?:0\d{2,3}[-—]?)?\d{7,8}))?"
_PERSON = re.compile(
    rf"\s*(?:{_words.TITLES}\s*)*[{_words.SURNAMES}](?:(?={_words.TITLES})|[{_words.UNKNOWN}]{{1,2}}"
    r"|[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff] [\u4e00-\u9fff]?)"
    rf"(?:{_words.TITLES})*{_PHONE}(?=$|[、，,；;。\s（(）)/])"
    rf"|(?:{_words.TITLES})+(?=$|[、，,；;。\s（(）)/])"
)
_TITLED = re.compile(rf"(?:{_words.TITLES})")
_BETWEEN = re.compile(r"\s+")
_STOP = re.compile(rf"[{re.escape(_words.MARKS)}（(〔\[【）)〕\]】]|\.(?=$|\s)")


def choose(text: str, known: KnownNames) -> Choice:
    """The best reading of a text as tokens."""
    return _Grammar(text, known).choose()


class _Grammar:
    """Finds the cheapest row of tokens, from the left; each place keeps its two cheapest paths."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self.text = text
        self.plain = simplified(text)
        self.known = {found.start: found for found in known.find(text)}
        self.size = len(text)
        self.inside = {at for found in self.known.values() for at in range(found.start + 1, found.end)}
        self.brackets = {match.start(): match for match in _roles.BRACKET.finditer(text)}
        self.labels = {match.start(): match for match in _roles.labels(text)}
        self.over = lru_cache(maxsize=None)(self._over)

    def choose(self) -> Choice:
        start = _Path(0.0, 0, None, None)
        paths: list[list[_Path]] = [[] for _ in range(self.size + 1)]
        paths[0].append(start)
        for at in range(self.size):
            if not paths[at]:
                continue
            for token, cost in self._candidates(at):
                for path in paths[at]:
                    _add(paths[token.end], self._extended(path, token, cost))
        if not paths[self.size]:  # does not happen: every character can be part of a token
            return Choice([Token(Kind.LONG, 0, self.size, self.text)], None)
        best, *others = paths[self.size]
        tokens = _tokens(best)
        near = [path for path in others if path.cost - best.cost <= _NEAR]
        rival = tuple(token.text for token in _tokens(near[0]) if token.kind in NAMES) if near else None
        return Choice(tokens, rival)

    def _extended(self, path: _Path, token: Token, cost: float) -> _Path:
        last = path.token.kind if path.token else None
        if token.kind in NAMES:
            if last in NAMES and Kind.KNOWN not in (last, token.kind):
                cost += _ADJACENT
        elif token.kind is Kind.PERSON:
            cost += 0.0 if last in NAMES else 1.0 if self._beside(path) else _LONELY
        elif token.kind is Kind.AND and last not in (*NAMES, Kind.BRACKET, Kind.ETC):
            cost += _AFTER_AND
        names = hash((path.names, token.start, token.end)) if token.kind in NAMES else path.names
        return _Path(path.cost + cost, names, token, path)

    @staticmethod
    def _beside(path: _Path) -> bool:
        """Whether a blank, a colon, or a mark after another person stands before a person."""
        last, before = path.token, path.before.token if path.before else None
        if last is None or last.kind not in (Kind.BLANK, Kind.MARK):
            return False
        return (
            last.kind is Kind.BLANK
            or last.text in ":："
            or (before is not None and before.kind is Kind.PERSON)
        )

    def _candidates(self, at: int) -> Iterator[tuple[Token, float]]:
        """The tokens that can begin at a place, with their costs."""
        if (found := self.known.get(at)) is not None:
            yield Token(Kind.KNOWN, at, found.end, found.name, written=found.written), 0.0
            return
        if (match := self.labels.get(at)) is not None:
            yield Token(Kind.LABEL, at, match.end(), match[0], _roles.role(match)), 0.0
        char = self.text[at]
        if (match := _BETWEEN.match(self.text, at)) is not None:
            yield Token(Kind.BLANK, at, match.end(), match[0]), 1.0
            return
        if (match := self.brackets.get(at)) is not None:
            yield Token(Kind.BRACKET, at, match.end(), match[1]), 0.5
        if _STOP.match(self.text, at):
            yield Token(Kind.MARK, at, at + 1, char), 0.0
            return
        if char in _words.SIGNS:
            yield Token(Kind.SIGN, at, at + 1, char), 2.0
            return
        yield from self._words(at)
        if (match := _names.MANY.match(self.plain, at)) and not self._known_within(at, match.end()):
            odd = _BEGINS_WITH if self.plain[at] in "等和与及会" else 0.0
            yield Token(Kind.MANY, at, match.end(), self.text[at : match.end()]), 1.0 + odd
        yield from self._names(at)

    def _words(self, at: int) -> Iterator[tuple[Token, float]]:
        """The words between names that can begin at a place."""
        for kind, pattern, cost in (
            (Kind.VERB, _roles.VERB, 1.0),
            (Kind.DUTY, _roles.DUTY, 9.0),
            (Kind.WITH, _roles.WITH, 1.0),
            (Kind.FILLER, _FILLER, 1.0),
            (Kind.OTHERS, _OTHERS, 1.0),
            (Kind.ETC, _ETC, 2.0),
        ):
            if (match := pattern.match(self.plain, at)) and not self._known_within(at, match.end()):
                role = _roles.role(match) if kind in (Kind.VERB, Kind.DUTY) else None
                words = (match["class"] or "等") if kind is Kind.ETC else match[0]
                yield Token(kind, at, match.end(), words, role), cost
                if kind is Kind.ETC and match["class"]:
                    yield Token(kind, at, at + 1, "等"), 1.0
        if match := re.match(_words.AND, self.plain[at : at + 2]):
            yield Token(Kind.AND, at, at + match.end(), match[0]), 1.0
        if (match := _PERSON.match(self.text, at)) and not self._known_within(at, match.end()):
            bare = _TITLED.sub("", re.sub(r"[\d\s,，:：—-]", "", match[0]))
            if not (_names.whole(bare) or _words.BARE.match(bare) or bare in _words.NO_PEOPLE):
                unknown = any(char in _words.UNKNOWN for char in match[0]) or bool(_TITLED.search(match[0]))
                yield Token(Kind.PERSON, at, match.end(), match[0].strip()), 1.0 if unknown else 3.5

    def _names(self, at: int) -> Iterator[tuple[Token, float]]:
        """The names that can begin at a place: up to each known ending, and up to the next mark."""
        cost, end = _NAME, at
        if (
            _FILLER.match(self.plain, at)
            or _roles.WITH.match(self.plain, at)
            or _roles.DUTY.match(self.plain, at)
            or re.match(f"等|{_words.AND}", self.plain[at : at + 2])
        ):
            cost += _BEGINS_WITH
        while end < self.size and end - at < LONGEST:
            if end in self.known or (end > at and (over := self.over(end)) is None):
                break
            if end > at:
                cost += over or 0.0
            if (match := self.brackets.get(end)) is not None and self._goes_on(at, end, match.end()):
                end = match.end()
                continue
            if _STOP.match(self.text, end) and not self._in_committees(end):
                break
            end += 1
            ending = _words.ending(self.plain, at, end)
            if ending or end == self.size or self._stops(end):
                odd = 0.0 if ending else _NO_ENDING + max(end - at - 12, 0)
                single = _SINGLE if end - at == 1 else 0.0
                yield Token(Kind.NAME, at, end, self.text[at:end]), cost + odd + single
        if end - at >= LONGEST:
            stop = _STOP.search(self.text, end)
            until = min(stop.start() if stop else self.size, *(k for k in self.known if k >= end), self.size)
            yield Token(Kind.LONG, at, until, self.text[at:until]), 25.0

    def _in_committees(self, at: int) -> bool:
        """Whether a mark is inside 党工委、管委会 or 党委、政府."""
        before = _COMMITTEE_BEFORE.search(self.plain, max(at - 3, 0), at)
        return before is not None and _names.COMMITTEES.match(self.plain, before.start()) is not None

    def _goes_on(self, start: int, opening: int, end: int) -> bool:
        """Whether a bracket is inside a name, 能源（集团）公司, and not an alias before the next name."""
        if (
            _names.PLACE_LIST.fullmatch(self.plain, opening + 1, end - 1)
            and end < self.size
            and not self._stops(end)
        ):
            return True
        if (
            end - start >= LONGEST
            or end >= self.size
            or self._stops(end)
            or self.text[opening + 1 : opening + 2].isdigit()
        ):
            return False
        return not _words.ending(self.plain, start, opening) and not _roles.VERB.match(self.plain, end)

    def _stops(self, at: int) -> bool:
        """Whether a name without known ending can stop before a place."""
        if at in self.known or self.text[at] in _words.SIGNS or _STOP.match(self.text, at):
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
        ends = before in _ENDS or bool(_words.ending(self.plain, max(at - 8, 0), at))
        if re.match(_words.AND, self.plain[at : at + 2]):
            if not ends or self._in_committees(at) or self._joins_places(at):
                return 0.0
            return _OVER_WITH if char == "与" and not _begins(self.plain, at + 1) else _OVER_AND
        if before in _ENDS and _begins(self.plain, at):
            both = self.text[at - 2 : at] == f"{char}委" and self.text.startswith("政府", at + 1)
            return _OVER_BOTH if both else _OVER_NAME
        return self._over_unmarked(at)

    def _joins_places(self, at: int) -> bool:
        """Whether 和 stands after a kind of place and before a name that is no place: 区农村和水务局."""
        stop = _STOP.search(self.text, at)
        end = min(stop.start() if stop else self.size, at + LONGEST)
        place = _PLACE_END.search(self.plain, max(at - 2, 0), at)
        return place is not None and not _begins(self.plain, at + 1) and self.plain[end - 1] in "局委厅部"

    def _verb_at(self, at: int) -> bool:
        """Whether a verb or 会同 stands at a place."""
        if _roles.VERB.match(self.plain, at) or self.plain.startswith(("会同", "牵头"), at):
            return True
        ends = self.text[at - 1] in _ENDS
        return ends and bool(self.plain.startswith(("负责", "配合"), at) or _roles.WITH.match(self.plain, at))

    def _over_unmarked(self, at: int) -> float:
        """What it costs if a name runs from one whole name into another that does not begin with a level."""
        before = self.text[at - 1]
        if before not in "局厅道镇乡":
            return 0.0
        stop = _STOP.search(self.text, at)
        end = min(stop.start() if stop else self.size, at + LONGEST)
        if before in "局厅":
            bare = self.text[end - 1] in "局厅委办" and _words.BARE.fullmatch(self.plain, at, end)
            return _OVER_BARE if bare else 0.0
        towns = ("街道", "镇", "乡")
        both = self.text.endswith(towns, 0, at) and self.text.endswith(towns, at + 2, end)
        return _OVER_NAME if both else 0.0

    def _over_blank(self, at: int) -> float:
        """What it costs if a name runs over a blank: little inside a broken name, much between two names."""
        if self.text[at - 1].isspace():
            return 0.0
        after = at + len(_BETWEEN.match(self.text, at)[0])  # type: ignore[index]
        end = next(
            (
                i
                for i in range(after, min(after + LONGEST, self.size))
                if self.text[i].isspace() or _STOP.match(self.text, i)
            ),
            min(after + LONGEST, self.size),
        )
        start = next(
            (
                i + 1
                for i in range(at - 1, max(at - LONGEST, -1), -1)
                if self.text[i].isspace() or _STOP.match(self.text, i)
            ),
            0,
        )
        left, right = self.plain[start:at], self.plain[after:end]
        prefixed = bool(_BEGINS.match(right))
        if right.startswith("等") or not (_names.whole(left) or (prefixed and _PERSON.fullmatch(left))):
            return 0.5
        if re.search(rf"(?:[{_words.LEVELS}]委|政府)$", left) and not prefixed:
            return 0.5
        if prefixed:
            return 12.0
        return (
            9.0
            if _names.whole(right) or _roles.VERB.match(right) or _PERSON.match(right) or _TITLED.match(right)
            else 4.0
        )

    def _known_within(self, start: int, end: int) -> bool:
        return any(at in self.known for at in range(start + 1, end))


def begins_anew(name: str) -> bool:
    """Whether a name begins like one of the same level: 区卫健委, 各镇."""
    return bool(_BEGINS.match(simplified(name)))


_BEGINS = re.compile(rf"{_words.LEVEL.pattern}|各|有关|相关|全")
_PLACE_END = re.compile("[村市县区镇乡州场港]$")
_COMMITTEE_BEFORE = re.compile("(?:党工委|党委|纪委)$")
_ALL_OF = re.compile("各(?:级|乡|镇|街|县|市|区(?!直)|村|社区|园|旗|州|学|中小|企|科)")


def _begins(text: str, at: int) -> bool:
    """Whether a name of another unit begins at a place: 区卫健委 in 区教体局区卫健委."""
    if text.startswith(("市直机关", "区直机关", "县直机关", "省直机关"), at) and text[at - 1] == "委":
        return False
    return (bool(_words.LEVEL.match(text, at)) and text[at] not in "镇乡") or bool(_ALL_OF.match(text, at))


def _add(paths: list[_Path], path: _Path) -> None:
    """Keep the two cheapest paths that have different names."""
    same = next((i for i, other in enumerate(paths) if other.names == path.names), None)
    if same is not None:
        if path.cost < paths[same].cost:
            paths[same] = path
    else:
        paths.append(path)
    paths.sort(key=lambda each: each.cost)
    del paths[2:]


def _tokens(path: _Path) -> list[Token]:
    found: list[Token] = []
    at: _Path | None = path
    while at is not None and at.token is not None:
        found.append(at.token)
        at = at.before
    return found[::-1]
