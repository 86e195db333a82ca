"""Workflow commands: GitHub shows each problem as an annotation beside its line."""

from __future__ import annotations

from govlist.errors import Problem
from govlist.reporters import Found
from govlist.reporters._common import words
from govlist.text import visible


def render(found: Found) -> str:
    """One line a problem."""
    return "".join(map(_annotation, found.problems))


def _annotation(problem: Problem) -> str:
    """A workflow command; its values escape what would end them."""
    properties = {
        "file": visible(problem.path),
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
