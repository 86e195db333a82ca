"""Shared by the tests of rules: the problems of a text, and the places marked in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govlist.validation import load

MARK = "¦"
"""The mark in a test's text before each wrong value."""

Place = tuple[str, int, int]


@pytest.fixture
def problems() -> Callable[[str], list[Place]]:
    """Rule, line and column of each problem of a text, after its marks are removed."""

    def found(text: str) -> list[Place]:
        loaded = load.check("checklist.yaml", text.replace(MARK, "").encode())
        return [(problem.rule, problem.line, problem.column) for problem in loaded.problems]

    return found


@pytest.fixture
def marks() -> Callable[[str, str], list[Place]]:
    """A rule with line and column of each mark of a text."""

    def found(rule: str, text: str) -> list[Place]:
        places = []
        for number, line in enumerate(text.split("\n"), start=1):
            pieces = line.split(MARK)
            columns = (len("".join(pieces[: end + 1])) + 1 for end in range(len(pieces) - 1))
            places += [(rule, number, column) for column in columns]
        return places

    return found
