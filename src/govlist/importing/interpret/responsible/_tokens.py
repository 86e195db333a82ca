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
from typing import NamedTuple

from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import _words, role_words, unit_names
from govlist.importing.interpret.responsible._borders import BLANK, LONGEST, PERSON, STOP, TITLED, Borders
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.model.checklist import Role


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
_LONELY = 16.0
"""A person without a unit."""
_NEAR = 1.5
"""A rival that costs at most this much more is a doubt."""
_FILLER = re.compile(
    r"(?:以上|上述)各?(?:单位|部门)|并|由|其中|主要由|具体由|分别由|其[他它](?=各|有关|相关|责任|配合)|主要(?!领导|负责)|为(?=.)|[与和及]?同(?=[区市县省])"
)
_OTHERS = re.compile(r"(?:其[他它余]|剩余)(?:有关|相关)?(?:部门|单位|机构|科室)")
_ETC = re.compile(
    rf"等\s*(?:(?P<class>{unit_names.NAMELESS.pattern})(?=$|[、，,；;。）)\s牵负按配协参分共抓落组具统]|会同|与|和|及))?"
)


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
        self.brackets = {match.start(): match for match in role_words.BRACKET.finditer(text)}
        self.labels = {match.start(): match for match in role_words.labels(text)}
        self.borders = Borders(text, self.plain, self.known, self.labels)

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
            yield Token(Kind.LABEL, at, match.end(), match[0], role_words.role(match)), 0.0
        char = self.text[at]
        if (match := BLANK.match(self.text, at)) is not None:
            yield Token(Kind.BLANK, at, match.end(), match[0]), 1.0
            return
        if (match := self.brackets.get(at)) is not None:
            yield Token(Kind.BRACKET, at, match.end(), match[1]), 0.5
        if STOP.match(self.text, at):
            yield Token(Kind.MARK, at, at + 1, char), 0.0
            return
        if char in _words.SIGNS:
            yield Token(Kind.SIGN, at, at + 1, char), 2.0
            return
        yield from self._words(at)
        if (match := unit_names.MANY.match(self.plain, at)) and not self._known_within(at, match.end()):
            odd = _BEGINS_WITH if self.plain[at] in "等和与及会" else 0.0
            yield Token(Kind.MANY, at, match.end(), self.text[at : match.end()]), 1.0 + odd
        yield from self._names(at)

    def _words(self, at: int) -> Iterator[tuple[Token, float]]:
        """The words between names that can begin at a place."""
        for kind, pattern, cost in (
            (Kind.VERB, role_words.VERB, 1.0),
            (Kind.DUTY, role_words.DUTY, 9.0),
            (Kind.WITH, role_words.WITH, 1.0),
            (Kind.FILLER, _FILLER, 1.0),
            (Kind.OTHERS, _OTHERS, 1.0),
            (Kind.ETC, _ETC, 2.0),
        ):
            if (match := pattern.match(self.plain, at)) and not self._known_within(at, match.end()):
                role = role_words.role(match) if kind in (Kind.VERB, Kind.DUTY) else None
                words = (match["class"] or "等") if kind is Kind.ETC else match[0]
                yield Token(kind, at, match.end(), words, role), cost
                if kind is Kind.ETC and match["class"]:
                    yield Token(kind, at, at + 1, "等"), 1.0
        if match := re.match(_words.AND, self.plain[at : at + 2]):
            yield Token(Kind.AND, at, at + match.end(), match[0]), 1.0
        if (match := PERSON.match(self.text, at)) and not self._known_within(at, match.end()):
            bare = TITLED.sub("", re.sub(r"[\d\s,，:：—-]", "", match[0]))
            if not (unit_names.whole(bare) or _words.BARE.match(bare) or bare in _words.NO_PEOPLE):
                unknown = any(char in _words.UNKNOWN for char in match[0]) or bool(TITLED.search(match[0]))
                yield Token(Kind.PERSON, at, match.end(), match[0].strip()), 1.0 if unknown else 3.5

    def _names(self, at: int) -> Iterator[tuple[Token, float]]:
        """The names that can begin at a place: up to each known ending, and up to the next mark."""
        cost, end = _NAME, at
        if (
            _FILLER.match(self.plain, at)
            or role_words.WITH.match(self.plain, at)
            or role_words.DUTY.match(self.plain, at)
            or re.match(f"等|{_words.AND}", self.plain[at : at + 2])
        ):
            cost += _BEGINS_WITH
        while end < self.size and end - at < LONGEST:
            if end in self.known or (end > at and (over := self.borders.over(end)) is None):
                break
            if end > at:
                cost += over or 0.0
            if (match := self.brackets.get(end)) is not None and self._goes_on(at, end, match.end()):
                end = match.end()
                continue
            if STOP.match(self.text, end) and not self.borders.in_committees(end):
                break
            end += 1
            ending = _words.ending(self.plain, at, end)
            if ending or end == self.size or self.borders.stops(end):
                odd = 0.0 if ending else _NO_ENDING + max(end - at - 12, 0)
                single = _SINGLE if end - at == 1 else 0.0
                yield Token(Kind.NAME, at, end, self.text[at:end]), cost + odd + single
        if end - at >= LONGEST:
            stop = STOP.search(self.text, end)
            until = min(stop.start() if stop else self.size, *(k for k in self.known if k >= end), self.size)
            yield Token(Kind.LONG, at, until, self.text[at:until]), 25.0

    def _goes_on(self, start: int, opening: int, end: int) -> bool:
        """Whether a bracket is inside a name, 能源（集团）公司, and not an alias before the next name."""
        if (
            unit_names.PLACE_LIST.fullmatch(self.plain, opening + 1, end - 1)
            and end < self.size
            and not self.borders.stops(end)
        ):
            return True
        if (
            end - start >= LONGEST
            or end >= self.size
            or self.borders.stops(end)
            or self.text[opening + 1 : opening + 2].isdigit()
        ):
            return False
        return not _words.ending(self.plain, start, opening) and not role_words.VERB.match(self.plain, end)

    def _known_within(self, start: int, end: int) -> bool:
        return any(at in self.known for at in range(start + 1, end))


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
