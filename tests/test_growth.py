"""No pattern of the program takes time that grows faster than linear, over whatever text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.growth import growth

import govlist


@pytest.mark.parametrize(
    ("pattern", "searched", "expected"),
    [
        (r"(?:<!--.*?-->\s*)*<html", False, "exponential"),
        (r"(a+)+b", False, "exponential"),
        (r"(?:a|aa)*b", False, "exponential"),
        (r"(?:a|b?a)*c", False, "exponential"),
        (r"(?:\d+\s*)*x", False, "exponential"),
        (r"\s*a?\s*b", False, "polynomial"),
        (r"a*a*b", False, "polynomial"),
        (r".*a.*b", False, "polynomial"),
        (r"\s+$", True, "polynomial"),
        (r"a+b|a", True, "polynomial"),
        (r"(?><!--.*?-->\s*)*+<html", False, ""),
        (r"(?>(?><!--.*?-->\s*)*)<html", False, ""),
        (r"(?:[^\"]|\"\")+\"", False, ""),
        (r"(?:\[[^\]]*\]|.)*", False, "polynomial"),
        (r"\s+$", False, ""),
        (r"[ \t]+", True, ""),
        (r"(?:a|a)*", True, ""),
        (r"(?:\d+\s+)*x", False, ""),
        (r"a{1,3}b{0,5}c", True, ""),
        (r" +(?=x)", True, "polynomial"),
        (r"(?<! ) +(?=x)", True, ""),
        (r"(?<=x) +(?=x)", True, ""),
        (r"(?<![xy]) +(?=x)", True, "polynomial"),
        (r"^ +x", True, ""),
        (r"(?m)^ +x", True, ""),
        (r"(?m)^\s+x", True, "polynomial"),
        (r"^ +x| +y", True, "polynomial"),
        (r"(a)\1*b", False, ""),
        (r"(?:ab|ac|abd)*x", False, ""),
        (r"(?:ab|a|b)*x", False, "exponential"),
    ],
)
def test_growth(pattern: str, searched: bool, expected: str) -> None:
    assert growth(re.compile(pattern, re.S), searched=searched) == expected


ROOT = Path(govlist.__file__).parent
BOUNDED = {
    "govlist.importing.interpret.responsible._borders.PERSON",
    "govlist.importing.interpret.responsible._tokens.PERSON",
    "govlist.importing.interpret.responsible.role_words.VERB",
    "govlist.importing.interpret.responsible.unit_names._MANY_WORD",
}
"""Patterns of hundreds of words in which one can end where another begins. They read texts of at most 1,000
characters; `interpret/responsible/test_responsible.py` gives them long runs of marks and words."""
_ANYWHERE = {"search", "sub", "subn", "findall", "finditer", "split"}
_AT_START = {"match", "fullmatch"}


@dataclass(frozen=True)
class Use:
    """A pattern of the package and how it is used: the place, the pattern, the methods that are called."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


@cache
def uses() -> tuple[Use, ...]:
    """Every pattern of the program, also those in calls of `re`, but for those made of local names.

    Found when a test runs, not at collection: each process of the test runner collects all tests.
    """
    found = {(use.place, use.pattern): use for path in sorted(ROOT.rglob("*.py")) for use in _of(path)}
    return tuple(found.values())


def _of(path: Path) -> Iterator[Use]:
    module = import_module("govlist." + ".".join(path.relative_to(ROOT).with_suffix("").parts))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [call for call in ast.walk(tree) if isinstance(call, ast.Call)]
    methods = [
        (ast.unparse(c.func.value), c.func.attr, c) for c in calls if isinstance(c.func, ast.Attribute)
    ]
    known = {name for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    loose = {method for holder, method, _call in methods if holder not in (*known, "re")}
    for name, value in vars(module).items():
        own = {method for holder, method, _call in methods if holder == name}
        for pattern in _patterns(value):
            yield Use(f"{module.__name__}.{name}", pattern, frozenset(own if name in known else loose))
    for holder, method, call in methods:
        if holder == "re" and method in _ANYWHERE | _AT_START:
            flags = [ast.unparse(each) for each in call.args[2:] if "re." in ast.unparse(each)]
            with suppress(NameError):
                pattern = eval(f"re.compile({', '.join([ast.unparse(call.args[0]), *flags])})", vars(module))
                yield Use(f"{module.__name__}:{call.lineno}", pattern, frozenset({method}))


def _patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.items()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _patterns(each)


def test_all_patterns_are_found() -> None:
    places = {use.place for use in uses()}
    assert {"govlist.documents.archive._HTML", *BOUNDED} <= places
    assert len(uses()) > 300


def test_patterns_are_linear() -> None:
    grown = cache(growth)  # modules share patterns
    wrong = []
    for use in uses():
        searched = bool(use.methods & _ANYWHERE)
        whole = "fullmatch" in use.methods and not use.methods & {"match", *_ANYWHERE}
        found = grown(use.pattern, searched=searched, whole=whole)
        if found not in (("", "polynomial") if use.place in BOUNDED else ("",)):
            wrong.append(f"{use.place}: {found}: {use.pattern.pattern!r}")
    assert wrong == []


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 goes on behind a round that failed (gh-106052); `(?>(?:…)*)` does not."""
    possessive = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")
    wrong = []
    for use in uses():
        pattern = use.pattern.pattern
        written = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        if possessive.search(written):
            wrong.append(f"{use.place}: {written!r}")
    assert wrong == []
