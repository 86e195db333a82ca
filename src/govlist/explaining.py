"""`explain`: a rule's own file, told to people: its words, a sample that is wrong, one that is right."""

from __future__ import annotations

from difflib import get_close_matches

from govlist import plugins
from govlist.errors import GovlistError
from govlist.i18n import _
from govlist.layout import Column, Line, Piece, line, paragraph, table
from govlist.screens.problems import level_word
from govlist.text import cut

SHOWN_LINES = 40
SHOWN_COLUMNS = 100


def names(incomplete: str = "") -> list[str]:
    """The rules' ids that begin so."""
    return [name for name in plugins.names("rules") if name.startswith(incomplete)]


def overview(room: int | None) -> list[Line]:
    """Every rule with its level and its first sentence."""
    columns = [Column(_("rule")), Column(_("level")), Column(_("what is wrong"), least=20)]
    rows: list[list[Piece]] = []
    for name in names():
        module = plugins.get("rules", name)
        first = plugins.words(module).split("\n")[0]
        rows.append([(name, "title"), (level_word(module.LEVEL), ""), (first, "")])
    return table(columns, rows, room)


def lines(rule: str, room: int | None) -> list[Line]:
    """One rule whole. Raises GovlistError for an unknown one, with the nearest."""
    if rule not in names():
        near = get_close_matches(rule, names(), 3, 0.5)
        hint = (
            _("did you mean {name}?").format(name=" / ".join(near))
            if near
            else _("govlist explain lists them")
        )
        raise GovlistError(_("there is no rule {name}").format(name=rule), hint=hint)
    module = plugins.get("rules", rule)
    made: list[Line] = [[(rule, "title"), (f"  {level_word(module.LEVEL)}", "dim")], line()]
    for block in plugins.words(module).split("\n\n"):
        made += [*paragraph(" ".join(block.split("\n")), room), line()]
    made += _sample(_("Wrong:"), module.BAD, "bad")
    return [*made, line(), *_sample(_("Right:"), module.GOOD, "good")]


def _sample(title: str, sample: str | bytes, style: str) -> list[Line]:
    text = sample.decode("utf-8", "replace") if isinstance(sample, bytes) else sample
    shown = [cut(row.replace("# <-", "# ←"), SHOWN_COLUMNS) for row in text.splitlines()[:SHOWN_LINES]]
    return [line(title, style), *(line("    " + row) for row in shown)]
