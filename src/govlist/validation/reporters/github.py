"""Workflow commands: GitHub shows each problem as an annotation beside its line, the rest above."""

from __future__ import annotations

from govlist.base.errors import Problem
from govlist.base.text import visible
from govlist.validation.reporters import Found
from govlist.validation.reporters._common import relative, words


def render(found: Found) -> str:
    """One line per problem, and one per file that could not be read."""
    unread = (f"::error title=govlist::{_escape(words(failure))}\n" for failure in found.failures)
    return "".join([*unread, *map(_annotation, found.problems)])


def _annotation(problem: Problem) -> str:
    """A workflow command, with its values escaped."""
    properties = {
        "file": visible(relative(problem.path)),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": f"govlist {problem.rule}",
    }
    written = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{problem.level} {written}::{_escape(words(problem))}\n"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
