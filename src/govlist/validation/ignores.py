"""Comments that ignore warnings of their line: `# govlist: ignore[no-owner]`. Errors cannot be ignored."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from govlist.base import registry
from govlist.base.errors import Level, Problem
from govlist.base.i18n import _
from govlist.base.limits import MAX_REPORTED
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source

_COMMENT = re.compile(r"govlist:[ \t]?ignore(?:\[([^\]\r\n]{0,400})\])?")


def applied(source: Source, problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems that are left, and the warnings that comments ignore.

    A comment that ignores nothing is reported as `unused-ignore`, if the list has no errors: with errors,
    some warnings are not looked for.
    """
    if "govlist:" not in source.text or source.root is None:
        return list(problems), []
    comments = {(source.place(offset)[0], rule): offset for offset, rule in _comments(source)}
    left: list[Problem] = []
    ignored: list[Problem] = []
    for problem in problems:
        hidden = problem.level is Level.WARNING and (problem.line, problem.rule) in comments
        (ignored if hidden else left).append(problem)
    if not any(problem.level is Level.ERROR for problem in left):
        used = {(problem.line, problem.rule) for problem in ignored}
        unused = ((rule, offset) for (line, rule), offset in comments.items() if (line, rule) not in used)
        left += [_unused(source, offset, rule) for rule, offset in islice(unused, MAX_REPORTED)]
    return left, ignored


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    """Each rule that a comment names, with its offset; "" if a comment names none."""
    spans = sorted(_values(source.root))
    starts = [start for start, _end in spans]
    for match in _COMMENT.finditer(source.text):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < spans[place][1]:
            continue  # part of a value or a key
        if not (match[1] or "").strip():
            yield match.start(), ""
            continue
        offset = match.start(1)
        for name in match[1].split(","):
            yield offset + len(name) - len(name.lstrip()), name.strip()
            offset += len(name) + 1


def _values(root: Node | None) -> Iterator[tuple[int, int]]:
    """The spans of all keys and single values."""
    nodes = [root] if root else []
    while nodes:
        node = nodes.pop()
        nodes += [*node.keys.values(), *node.children]
        if node.kind in ("scalar", "broken"):
            yield node.start, node.end


def _unused(source: Source, offset: int, rule: str) -> Problem:
    """The warning for a rule in a comment that ignores nothing."""
    from govlist.validation import selection  # only for this warning

    hint = _("delete it from the comment")
    if not rule:
        message = _("this comment names no rule and ignores nothing")
        hint = _("name the rule: {example}").format(example="# govlist: ignore[no-owner]")
    elif rule not in registry.names("validation.rules"):
        error = selection.unknown(rule)
        message, hint = error.message, error.hint
    elif registry.get("validation.rules", rule).LEVEL is Level.ERROR:
        message = _("{rule} is an error and cannot be ignored").format(rule=rule)
    else:
        message = _("this line has no warning {rule} to ignore").format(rule=rule)
    return _fault("unused-ignore", source, offset, message, hint)


def _fault(rule: str, source: Source, offset: int, message: str, hint: str) -> Problem:
    return Problem(source.path, *source.place(offset), rule, Level.WARNING, message, hint)
