"""Columns that are units, with a mark in each row that concerns them: ★ leads, ○ supports, √ owes."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.documents import tidy
from govlist.importing.interpret.responsible import role_words, unit_names
from govlist.model.checklist import Role

_FULL, _HOLLOW = "★●▲■◆", "☆○△□◇◎"
_STARS = "★▲"
"""The full signs that lead if there are other full ones."""
_PLAIN = ("√", "✓", "✔", "☑", "是", "*")
_OWES = ("责任", "负责", "承办", "落实")
"""The words for a unit that owes the task, beside those for lead and support."""


def is_unit(header: str) -> bool:
    """Whether a header names a unit."""
    return unit_names.whole(tidy.line(header))


def are_marks(texts: Iterable[str]) -> bool:
    """Whether all texts are marks."""
    return all(
        text in (*_OWES, *_PLAIN)
        or (len(text) == 1 and text in _FULL + _HOLLOW)
        or role_words.in_brackets(text) is not None
        for text in texts
    )


def roles(marks: Iterable[str]) -> dict[str, Role]:
    """The role that each of a table's marks means: a full sign leads if there are hollow or lesser ones."""
    found = list(dict.fromkeys(marks))
    full = [mark for mark in found if mark in _FULL]
    hollow = [mark for mark in found if mark in _HOLLOW]

    def role(mark: str) -> Role:
        if (named := role_words.in_brackets(mark)) is not None:
            return named
        if mark in hollow and full:
            return Role.SUPPORT
        leads = mark in full and (bool(hollow) if len(full) == 1 else mark in _STARS)
        return Role.LEAD if leads else Role.RESPONSIBLE

    return {mark: role(mark) for mark in found}
