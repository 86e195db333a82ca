"""How the time of a regular expression grows with its input, found from the pattern alone.

Python tries one way to match after another. The time grows faster than linear if an input has many ways: if
a part of the pattern can read the same characters in two ways again and again (exponential), or two repeated
parts can share a run of characters in any proportion (polynomial). Both are found by following several ways
at once through the positions of the pattern: Weideman et al., "Analyzing matching time behavior of
backtracking regular expression matchers by using ambiguity of NFA", 2016.

Approximations: a lookaround always holds, but for a look back at one character where a search begins; an
atomic group or possessive repetition is checked by itself; a bounded repetition happens at most twice,
because its cost is a constant factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MANY = 1_000
"""From this bound on a repetition counts as unbounded."""
ANY = -1
"""The bits of all characters."""
_LINES, _DOT, _CASE = int(re.MULTILINE), int(re.DOTALL), int(re.IGNORECASE)
_SAMPLES = " \t\n\r\0aAzZ09_-.\"'<>/\\()é中、，。（一\u3000\u00a0\uffff"


def growth(pattern: re.Pattern[Any], *, searched: bool, whole: bool = False) -> str:
    """`exponential` or `polynomial`; empty if linear.

    `searched`: whether a match may begin anywhere (search, sub, findall), not only at the start. `whole`:
    whether it has to end at the input's end (fullmatch).
    """
    tree = _parser.parse(pattern.pattern, pattern.flags)
    automaton = _Automaton(tree, tree.state.flags)
    found = (automaton.check(part, searched, whole and part is tree) for part in automaton.parts())
    return ("", "polynomial", "exponential")[max(found)]


@dataclass
class _Piece:
    """A part of a pattern: the positions that it can begin and end with, and whether it can be empty.

    A position that ends it is `True` if nothing more is asked after it: no lookahead, no end of line.
    """

    first: list[int] = field(default_factory=list)
    last: dict[int, bool] = field(default_factory=dict)
    can_be_empty: bool = True
    is_free: bool = True
    """Whether it can be empty without a condition."""


class _Automaton:
    """The positions of a pattern, each with the characters that it reads, and which can follow which."""

    def __init__(self, tree: Any, flags: int) -> None:
        self.flags = int(flags)  # a set of flags is slow to ask
        self._parts = [tree]
        self.samples = sorted(_samples(tree))
        self.reads: list[int] = []
        self.follow: list[list[int]] = []

    def parts(self) -> Iterator[Any]:
        """The pattern, and the parts that are matched for themselves, which are found while it is checked."""
        yield from self._parts  # the list grows meanwhile

    def check(self, tree: Any, searched: bool, whole: bool) -> int:
        """0 if a part is linear, 1 if polynomial, 2 if exponential."""
        self.reads, self.follow = [], []
        last: dict[int, bool] = {}
        start = self._position(ANY)
        self.follow[start] += [start] if searched else []
        for behind, items in self._beginnings(list(tree)) if searched else [(ANY, tree)]:
            piece = self._sequence(items)
            before = start if behind == ANY else self._position(behind)
            self.follow[start] += [before] if before != start else []
            self.follow[before] += piece.first
            last |= piece.last
        free = {place for place, is_free in last.items() if is_free and not whole}
        return _ambiguity(self.follow, self.reads, free)

    def _beginnings(self, items: list[Any]) -> Iterator[tuple[int, list[Any]]]:
        """The ways in which a pattern can begin: the characters that may be before it, and the items."""
        name, value = items[0] if items else (None, None)
        if name is code.BRANCH:
            for branch in value[1]:
                yield from self._beginnings([*branch, *items[1:]])
        elif name is code.AT and value in (code.AT_BEGINNING, code.AT_BEGINNING_STRING):
            lines = value is code.AT_BEGINNING and self.flags & _LINES
            yield (self._mask(code.LITERAL, 10) if lines else 0), items[1:]
        elif name in (code.ASSERT, code.ASSERT_NOT) and value[0] < 0 and len(value[1]) == 1:
            what, item = value[1][0]
            known = what in (code.LITERAL, code.NOT_LITERAL, code.IN)
            mask = self._mask(what, item) if known else ANY
            if known and name is code.ASSERT_NOT:
                mask = ~mask & (1 << len(self.samples)) - 1
            yield mask, items[1:]
        else:
            yield ANY, items

    def _position(self, reads: int) -> int:
        self.reads.append(reads)
        self.follow.append([])
        return len(self.reads) - 1

    def _sequence(self, items: Iterable[Any]) -> _Piece:
        piece = _Piece()
        for name, value in items:
            piece = self._joined(piece, self._item(name, value))
        return piece

    def _joined(self, before: _Piece, after: _Piece) -> _Piece:
        for place in before.last:
            self.follow[place] += after.first
        last = dict(after.last)
        if after.can_be_empty:
            last |= {place: is_free and after.is_free for place, is_free in before.last.items()}
        first = before.first + (after.first if before.can_be_empty else [])
        return _Piece(
            first, last, before.can_be_empty and after.can_be_empty, before.is_free and after.is_free
        )

    def _item(self, name: Any, value: Any) -> _Piece:
        if name in (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN):
            place = self._position(self._mask(name, value))
            return _Piece([place], {place: True}, can_be_empty=False, is_free=False)
        if name is code.SUBPATTERN:
            return self._sequence(value[-1])
        if name is code.BRANCH:
            pieces = [self._sequence(branch) for branch in value[1]]
            return _Piece(
                [place for piece in pieces for place in piece.first],
                {place: free for piece in pieces for place, free in piece.last.items()},
                any(piece.can_be_empty for piece in pieces),
                any(piece.can_be_empty and piece.is_free for piece in pieces),
            )
        if name in (code.MAX_REPEAT, code.MIN_REPEAT):
            return self._repeated(*value)
        if name in (code.ATOMIC_GROUP, code.POSSESSIVE_REPEAT):
            self._parts.append(_tried_once(value) if name is code.ATOMIC_GROUP else value[-1])
            return _Piece(is_free=False)
        if name in (code.ASSERT, code.ASSERT_NOT):
            self._parts.append(value[1])
            return _Piece(is_free=False)
        assert name in (code.AT, code.GROUPREF), f"{name} is not known to tests/growth.py"
        return _Piece(is_free=False)

    def _repeated(self, least: int, most: Any, body: Any) -> _Piece:
        piece = self._sequence(body)
        if most is code.MAXREPEAT or most >= MANY:
            for place in piece.last:
                self.follow[place] += piece.first
        elif most > 1:
            second = self._sequence(body)
            second = _Piece(second.first, second.last) if least < 2 else second
            piece = self._joined(piece, second)
        return _Piece(piece.first, piece.last) if not least else piece

    def _mask(self, name: Any, value: Any) -> int:
        """The samples that a position reads, as bits."""
        return sum(1 << bit for bit, char in enumerate(self.samples) if self._takes(name, value, char))

    def _takes(self, name: Any, value: Any, char: int) -> bool:
        if name is code.ANY:
            return bool(self.flags & _DOT) or char != 10
        forms = {char}
        if self.flags & _CASE:
            forms |= {ord(form) for form in (chr(char).lower(), chr(char).upper()) if len(form) == 1}
        if name is code.LITERAL:
            return value in forms
        if name is code.NOT_LITERAL:
            return value not in forms
        is_negated = value[0][0] is code.NEGATE
        return is_negated != any(_in(what, item, form) for what, item in value for form in forms)


def _tried_once(group: Any) -> Any:
    """What an atomic group tries only once: of `(?>(?:…)*)`, which never gives back a round, one round."""
    if len(group) == 1 and group[0][0] is code.MAX_REPEAT and group[0][1][0] <= 1:
        return group[0][1][-1]
    return group


def _in(what: Any, item: Any, char: int) -> bool:
    if what is code.LITERAL:
        return bool(char == item)
    if what is code.RANGE:
        return bool(item[0] <= char <= item[1])
    if what is code.CATEGORY:
        letter = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(item).rpartition("_")[2]]
        return bool(re.match(letter, chr(char))) != ("_NOT_" in str(item))
    return False


def _samples(tree: Any) -> set[int]:
    """One character at least of every class that the pattern can tell apart."""
    found = {ord(char) for char in _SAMPLES}

    def walk(item: Any) -> None:
        if isinstance(item, tuple) and len(item) == 2 and item[0] in (code.LITERAL, code.NOT_LITERAL):
            found.update({item[1] - 1, item[1], item[1] + 1})
        elif isinstance(item, tuple) and len(item) == 2 and item[0] is code.RANGE:
            found.update({item[1][0] - 1, item[1][0], item[1][1], item[1][1] + 1})
        elif isinstance(item, tuple | list | _parser.SubPattern):
            for each in item:
                walk(each)

    walk(tree)
    return {char for char in found if 0 <= char < 0x110000}


def _ambiguity(edges: list[list[int]], reads: list[int], free: set[int]) -> int:
    """2 if a loop can be taken in two ways, 1 if two loops can share a run of characters, else 0.

    From a `free` position the match is complete, so that no other way is tried after it.
    """
    loops = _cycles(range(len(edges)), edges.__getitem__)
    for loop in loops:
        own = loop - free
        if any(edges[place].count(to) > 1 for place in own for to in own):
            return 2
        inside = {place: [to for to in edges[place] if to in own] for place in own}
        pairs = _cycles(((place, place) for place in own), _together(inside, inside, reads))
        for pair in pairs:
            if any(first == second for first, second in pair) and any(
                first != second for first, second in pair
            ):
                return 2
    ahead = [_reachable([place], lambda at: edges[at]) for place in range(len(edges))]
    for first, second in product(loops, loops):
        own = second - free
        at, to = next(iter(first)), next(iter(second))
        if not own or to not in ahead[at] or (first is second and own == first):
            continue
        from_first = {place: [to for to in edges[place] if to in first] for place in first}
        in_second = {place: [to for to in edges[place] if to in own] for place in own}
        both = _together(from_first, in_second, reads)
        for pair in set().union(*_cycles(product(first, own), both)):
            if pair[0] != pair[1] and _overlaps(pair, edges, ahead, (from_first, in_second), reads):
                return 1
    return 0


def _overlaps(
    pair: tuple[int, int],
    edges: list[list[int]],
    ahead: list[set[int]],
    loops: tuple[dict[int, list[int]], dict[int, list[int]]],
    reads: list[int],
) -> bool:
    """Whether the same characters lead round both loops, from the first position to the second as well."""
    first, second = pair

    def steps(at: Any) -> Iterator[Any]:
        between = [to for to in edges[at[1]] if to == second or second in ahead[to]]
        return _steps((loops[0][at[0]], between, loops[1][at[2]]), reads)

    return (first, second, second) in _reachable([(first, first, second)], steps)


def _together(one: dict[int, list[int]], other: dict[int, list[int]], reads: list[int]) -> Any:
    """The steps that two ways, each in its own graph, take with the same character."""

    @cache
    def steps(at: tuple[int, int]) -> list[Any]:
        return list(_steps((one[at[0]], other[at[1]]), reads))

    return steps


def _cycles(starts: Iterable[Any], steps: Any) -> list[set[Any]]:
    """The sets of nodes that lead to each other, of all that are reachable (Tarjan)."""
    number: dict[Any, int] = {}
    lowest: dict[Any, int] = {}
    path: list[Any] = []
    on_path: set[Any] = set()
    found: list[set[Any]] = []
    for start in starts:
        work = [] if start in number else [(start, iter(steps(start)))]
        for node, _rest in work:
            number[node] = lowest[node] = len(number)
            path.append(node)
            on_path.add(node)
        while work:
            node, rest = work[-1]
            for to in rest:
                if to not in number:
                    number[to] = lowest[to] = len(number)
                    path.append(to)
                    on_path.add(to)
                    work.append((to, iter(steps(to))))
                    break
                if to in on_path:
                    lowest[node] = min(lowest[node], number[to])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    group = set(path[path.index(node) :]) if path[-1] != node else {node}
                    del path[-len(group) :]
                    on_path -= group
                    if len(group) > 1 or node in steps(node):
                        found.append(group)
    return found


def _steps(ends: Iterable[list[int]], reads: list[int]) -> Iterator[Any]:
    """The steps that several ways can take with the same character."""
    ways: list[tuple[tuple[int, ...], int]] = [((), ANY)]
    for each in ends:
        ways = [((*way, to), common & reads[to]) for way, common in ways for to in each if common & reads[to]]
    return (way for way, _common in ways)


def _reachable(starts: list[Any], steps: Any) -> set[Any]:
    """What is reachable in one step or more."""
    found: set[Any] = set()
    waiting = list(starts)
    while waiting:
        for to in steps(waiting.pop()):
            if to not in found:
                found.add(to)
                waiting.append(to)
    return found
