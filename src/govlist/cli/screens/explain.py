"""`explain`: a rule's description with a wrong and a correct sample."""

from __future__ import annotations

from types import ModuleType

from govlist.base import registry
from govlist.base.i18n import _
from govlist.base.text import cut
from govlist.cli.screens.validate import level_word
from govlist.cli.tables import Column, Line, Piece, line, paragraph, table
from govlist.validation import selection

SHOWN_LINES = 40
SHOWN_COLUMNS = 100


def names(incomplete: str = "") -> list[str]:
    """The rules' ids that begin so."""
    return [name for name in registry.names("validation.rules") if name.startswith(incomplete)]


def overview(max_width: int | None) -> list[Line]:
    """Every rule with its level and its first sentence."""
    columns = [Column(_("rule")), Column(_("level")), Column(_("problem"), least=20)]
    rows: list[list[Piece]] = []
    for name in names():
        module = registry.get("validation.rules", name)
        first = registry.description(module).split("\n")[0]
        rows.append([(name, "title"), (level_word(module.LEVEL), ""), (first, "")])
    return table(columns, rows, max_width)


def record(rule: str) -> dict[str, str]:
    """One rule as JSON, its samples cut as on the screen."""
    module = _module(rule)
    return {
        "rule": rule,
        "level": str(module.LEVEL),
        "text": registry.description(module),
        "wrong": "\n".join(_rows(module.BAD)),
        "right": "\n".join(_rows(module.GOOD)),
    }


def lines(rule: str, max_width: int | None) -> list[Line]:
    """The description of one rule."""
    module = _module(rule)
    made: list[Line] = [[(rule, "title"), (f"  {level_word(module.LEVEL)}", "dim")], line()]
    for block in registry.description(module).split("\n\n"):
        made += [*paragraph(" ".join(block.split("\n")), max_width), line()]
    made += _sample(_("Wrong:"), module.BAD, "bad")
    return [*made, line(), *_sample(_("Right:"), module.GOOD, "good")]


def _module(rule: str) -> ModuleType:
    """A rule's file. Raises GovlistError for an unknown rule, with the nearest."""
    if rule not in names():
        raise selection.unknown(rule)
    return registry.get("validation.rules", rule)


def _sample(title: str, sample: str | bytes, style: str) -> list[Line]:
    return [line(title, style), *(line("    " + row) for row in _rows(sample))]


def _rows(sample: str | bytes) -> list[str]:
    """The lines of a sample; the wrong place is marked by an arrow."""
    text = sample.decode("utf-8", "replace") if isinstance(sample, bytes) else sample
    return [cut(row.replace("# <-", "# ←"), SHOWN_COLUMNS) for row in text.splitlines()[:SHOWN_LINES]]
