"""`doctor`: one line per check, and the remedy below a check that is not fine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from govlist.actions.doctor import Check, State
from govlist.base.i18n import _, n_, p_
from govlist.base.text import pad, width
from govlist.cli.tables import GAP, Line, hanging, line, paragraph

# Characters that a GBK console can show.
SIGNS = {State.OK: ("√", "good"), State.WARN: ("!", "warn"), State.BAD: ("×", "bad")}


def _titles() -> dict[str, tuple[str, str]]:
    """For each check its group and its title."""
    groups = {
        _("The list"): {
            "file": p_("doctor", "file"),
            "contents": p_("doctor", "contents"),
            "encoding": p_("doctor", "encoding"),
            "history": p_("doctor", "history"),
            "rights": p_("doctor", "rights"),
            "links": p_("doctor", "links"),
            "lock": p_("doctor", "lock"),
            "place": p_("doctor", "place"),
        },
        "git": {
            "git": p_("doctor", "repository"),
            "merging": p_("doctor", "merging"),
            "names": p_("doctor", "file names"),
        },
        _("The program"): {
            "versions": p_("doctor", "versions"),
            "build": p_("doctor", "build"),
            "libraries": p_("doctor", "libraries"),
            "pdf": "PDF",
            "data": p_("doctor", "data"),
            "parser": p_("doctor", "YAML parser"),
            "language": p_("doctor", "language"),
            "settings": p_("doctor", "settings"),
            "cache": p_("doctor", "cache"),
            "fonts": p_("doctor", "fonts"),
            "today": p_("doctor", "today"),
        },
        _("The terminal"): {
            "width": p_("doctor", "width"),
            "characters": p_("doctor", "characters"),
            "colour": p_("doctor", "colour"),
        },
    }
    return {name: (group, title) for group, titles in groups.items() for name, title in titles.items()}


def lines(checks: Sequence[Check], max_width: int | None) -> list[Line]:
    """The checks in their groups, and a summary."""
    made: list[Line] = []
    titles = _titles()
    size = max(width(titles[check.name][1]) for check in checks)
    for group, members in groupby(checks, lambda check: titles[check.name][0]):
        made.append(line(group, "title"))
        for check in members:
            made += _check(check, pad(titles[check.name][1], size), max_width)
        made.append(line())
    return [*made, _summary(checks)]


def _check(check: Check, title: str, max_width: int | None) -> list[Line]:
    sign, style = SIGNS[check.state]
    head: Line = [("  ", ""), (sign, style), (f" {title}{GAP}", "head")]
    made = hanging(head, check.seen, max_width)
    if check.remedy:
        indent = " " * sum(width(text) for text, _style in head)
        made += paragraph(_("remedy: ") + check.remedy, max_width, style, indent)
    return made


def _summary(checks: Sequence[Check]) -> Line:
    broken = sum(check.state is State.BAD for check in checks)
    better = sum(check.state is State.WARN for check in checks)
    if not broken and not better:
        return line(_("No problems found."), "good")
    parts = []
    if broken:
        parts.append(n_("{n} thing to fix", "{n} things to fix", broken).format(n=broken))
    if better:
        parts.append(n_("{n} possible improvement", "{n} possible improvements", better).format(n=better))
    return line(_(", ").join(parts), "bad" if broken else "warn")
