"""`validate`: each problem with its place, the source line and a marker under the right display column."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govlist.errors import Level, Problem
from govlist.i18n import _
from govlist.layout import Line
from govlist.text import cut, tail, visible, width

SHOWN = 160
"""Columns of a source line that are shown at most; a longer one is cut around the place."""


def level_word(level: Level) -> str:
    """The word for how grave a problem is."""
    return _("error") if level is Level.ERROR else _("warning")


def lines(
    problems: Iterable[Problem], source_line: Callable[[str, int], str], room: int | None
) -> list[Line]:
    """The problems in their order; `source_line(path, number)` gives the text of a line."""
    made: list[Line] = []
    for problem in problems:
        style = "bad" if problem.level is Level.ERROR else "warn"
        made.append(
            [
                (f"{visible(problem.path)}:{problem.line}:{problem.column} ", "title"),
                (level_word(problem.level), style),
                (f" {problem.rule}  ", "dim"),
                (visible(problem.message), ""),
            ]
        )
        made += _excerpt(problem, source_line(problem.path, problem.line), room)
        if problem.hint:
            made.append([("      = ", "dim"), (_("remedy: ") + visible(problem.hint), "")])
    return made


def _excerpt(problem: Problem, text: str, room: int | None) -> list[Line]:
    """The source line and a marker below the place."""
    number = f"{problem.line:>5} | "
    limit = min((room or SHOWN) - width(number), SHOWN)
    before = visible(text[: problem.column - 1])
    rest = visible(text[problem.column - 1 : problem.column - 1 + limit])
    kept = tail(before, limit * 2 // 3)
    before = kept if kept == before else f"..{kept}"
    if not (before + rest).strip():
        return []
    shown = cut(before + rest, limit)
    marker = " " * width(before) + "^"
    return [[(number, "dim"), (shown, "")], [(" " * 5 + " | ", "dim"), (marker, "warn")]]


def summary(files: int, errors: int, warnings: int) -> str:
    """The last line: what was looked at and what was found."""
    if not errors and not warnings:
        return _("{files} checked: no problem").format(files=_files(files))
    parts = []
    if errors:
        parts.append(_("{n} errors").format(n=errors))
    if warnings:
        parts.append(_("{n} warnings").format(n=warnings))
    return _("{files} checked: {found}").format(files=_files(files), found=_(", ").join(parts))


def _files(files: int) -> str:
    from govlist.i18n import n_

    return n_("{n} file", "{n} files", files).format(n=files)
