"""`validate`: each problem with its place, the source line and a marker under the right display column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from govlist.base import registry
from govlist.base.errors import Level, Problem
from govlist.base.i18n import _, n_
from govlist.base.text import cut, tail, visible, width
from govlist.cli.tables import Column, Line, Piece, hanging, line, table

if TYPE_CHECKING:
    from govlist.validation.reporters import Found

SHOWN = 160
"""The most columns of a source line that are shown; longer lines are cut around the place."""


HANGING = 8
"""The indent of the further lines of a message, that of a remedy."""

MAX_PER_RULE = 100
"""The number of problems that are shown per rule and file."""


def level_word(level: Level) -> str:
    """The word for a problem's level."""
    return _("error") if level is Level.ERROR else _("warning")


def lines(
    problems: Iterable[Problem], source_line: Callable[[str, int], str], max_width: int | None
) -> list[Line]:
    """The problems in their order; `source_line(path, number)` gives the text of a line."""
    made: list[Line] = []
    for path, found in groupby(problems, lambda problem: problem.path):
        counts: Counter[str] = Counter()
        for problem in found:
            counts[problem.rule] += 1
            if counts[problem.rule] <= MAX_PER_RULE:
                made += _problem(problem, source_line(problem.path, problem.line), max_width)
        for rule, count in counts.items():
            if count > MAX_PER_RULE:
                more = _("and {n} more of {rule}; --format json shows them all").format(
                    n=count - MAX_PER_RULE, rule=rule
                )
                made.append([(f"{visible(path)} ", "title"), (more, "dim")])
    return made


def found_lines(found: Found, max_width: int | None, quiet: bool = False) -> list[Line]:
    """Every problem that was found, then the summary unless `quiet`."""
    texts = {file.path: file.lines for file in found.files}
    made = lines(found.problems, lambda path, number: texts[path].get(number, ""), max_width)
    return made if quiet else [*made, _summary(found)]


def statistics_lines(found: Found, max_width: int | None, quiet: bool = False) -> list[Line]:
    """A row for each rule that found something, then the summary unless `quiet`."""
    columns = [
        Column(_("problems"), right=True),
        Column(_("rule")),
        Column(_("level")),
        Column(_("files"), right=True, drop=1),
        Column(_("problem"), least=20, drop=2),
    ]
    rows: list[list[Piece]] = [
        [
            (str(row.problems), ""),
            (row.rule, "title"),
            (level_word(row.level), "bad" if row.level is Level.ERROR else "warn"),
            (str(row.files), ""),
            (registry.description(registry.get("validation.rules", row.rule)).split("\n")[0], ""),
        ]
        for row in found.by_rule
    ]
    made = table(columns, rows, max_width) if rows else []
    return made if quiet else [*made, _summary(found)]


def _problem(problem: Problem, text: str, max_width: int | None) -> list[Line]:
    """One problem: its place and message, the source line with the marker, the remedy."""
    style = "bad" if problem.level is Level.ERROR else "warn"
    head = [
        (f"{visible(problem.path)}:{problem.line}:{problem.column} ", "title"),
        (level_word(problem.level), style),
        (f" {problem.rule}  ", "dim"),
    ]
    made = [
        *hanging(head, problem.message, max_width, indent=HANGING),
        *_excerpt(problem, text, max_width),
    ]
    if problem.hint:
        made += hanging([("      = ", "dim")], _("remedy: ") + problem.hint, max_width)
    return made


def _excerpt(problem: Problem, text: str, max_width: int | None) -> list[Line]:
    """The source line and a marker below the place."""
    number = f"{problem.line:>5} | "
    limit = min((max_width or SHOWN) - width(number), SHOWN)
    start = max(problem.column - 1 - SHOWN, 0)
    before = visible(text[start : problem.column - 1])
    rest = visible(text[problem.column - 1 : problem.column - 1 + limit])
    kept = tail(before, limit * 2 // 3)
    before = kept if kept == before and not start else f"..{kept}"
    if not (before + rest).strip():
        return []
    shown = cut(before + rest, limit)
    marker = " " * width(before) + "^"
    return [[(number, "dim"), (shown, "")], [(" " * 5 + " | ", "dim"), (marker, "warn")]]


def _summary(found: Found) -> Line:
    """The last line: the number of files, errors and warnings, and of those that are not shown."""
    files = n_("{n} file", "{n} files", len(found.files)).format(n=len(found.files))
    errors = sum(problem.level is Level.ERROR for problem in found.problems)
    parts = _counts(errors, len(found.problems) - errors)
    hidden = found.unselected
    left_out = _counts(hidden[Level.ERROR], hidden[Level.WARNING])
    none = _("no problem of the rules selected") if left_out else _("no problem")
    if found.hidden:
        none = _("no error of the rules selected") if left_out else _("no error")
    summary = _("{files} checked: {found}").format(files=files, found=_(", ").join(parts) or none)
    if left_out:
        summary += _("; of other rules {found}").format(found=_(", ").join(left_out))
    if found.hidden:
        summary += _("; {found} not shown").format(found=hidden_words(found))
    if found.ignored:
        summary += n_("; {n} warning ignored", "; {n} warnings ignored", found.ignored).format(
            n=found.ignored
        )
    return line(summary, "bad" if errors or hidden[Level.ERROR] else "good")


def hidden_words(found: Found) -> str:
    """The words for the number of warnings that are not shown because only errors are."""
    return _counts(0, found.hidden)[0]


def _counts(errors: int, warnings: int) -> list[str]:
    """The words for a number of errors and of warnings, without those that are 0."""
    parts = []
    if errors:
        parts.append(n_("{n} error", "{n} errors", errors).format(n=errors))
    if warnings:
        parts.append(n_("{n} warning", "{n} warnings", warnings).format(n=warnings))
    return parts


def fixed_lines(rows: Iterable[tuple[int, str, str]], max_width: int | None) -> list[Line]:
    """What `--fix` changed: the entries of each line, before and now."""
    columns = [
        Column(_("line"), right=True),
        Column(_("before"), least=12, room=True),
        Column(_("now"), least=12, room=True),
    ]
    cells: list[list[Piece]] = []
    for number, was, now in rows:
        before, after = _changed_part(was, now)
        cells.append([(str(number), ""), (before, "remove"), (after, "add")])
    return table(columns, cells, max_width)


def _changed_part(was: str, now: str) -> tuple[str, str]:
    """The entries of two lines that differ, such as `status: 已完成`; blanks at the end are shown as `·`."""
    start = max(was.rfind(sign, 0, _alike(was, now)) for sign in "{,") + 1
    end = _alike(was[start:][::-1], now[start:][::-1])
    rest = was[len(was) - end :]
    kept = min((rest.find(sign) for sign in ",}" if sign in rest), default=len(rest))
    parts = (text[start : len(text) - end + kept].lstrip() for text in (was, now))
    before, after = (text if text.rstrip() == text else f"{text.rstrip()}·" for text in parts)
    return before, after


def _alike(one: str, other: str) -> int:
    """How many characters are the same at the beginning of two texts."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
