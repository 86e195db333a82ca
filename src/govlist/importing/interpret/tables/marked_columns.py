"""Columns that are units, with a mark in each row that concerns them: ★ leads, ○ supports, √ owes."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.documents import tidy
from govlist.importing.interpret.responsible import unit_names
from govlist.model.checklist import Role

_FULL, _HOLLOW = "★●▲■◆", "☆○△□◇◎"
_STARS = "★▲"
"""The full signs that lead if there are other full ones."""
_PLAIN = ("√", "✓", "✔", "☑", "是", "*")
_WORDS = {
    **dict.fromkeys(("牵头", "主办", "主责"), Role.LEAD),
    **dict.fromkeys(("配合", "协办", "协同", "参与"), Role.SUPPORT),
    **dict.fromkeys(("责任", "负责", "承办", "落实"), Role.RESPONSIBLE),
}


def is_unit(header: str) -> bool:
    """Whether a header names a unit."""
    return unit_names.whole(tidy.line(header))


def are_marks(texts: Iterable[str]) -> bool:
    """Whether all texts are marks."""
    return all(
        text in _WORDS or text in _PLAIN or (len(text) == 1 and text in _FULL + _HOLLOW) for text in texts
    )


def roles(marks: Iterable[str]) -> dict[str, Role]:
    """The role that each of a table's marks means: a full sign leads if there are hollow or lesser ones."""
    found = list(dict.fromkeys(marks))
    full = [mark for mark in found if mark in _FULL]
    hollow = [mark for mark in found if mark in _HOLLOW]

    def role(mark: str) -> Role:
        if mark in _WORDS:
            return _WORDS[mark]
        if mark in hollow and full:
            return Role.SUPPORT
        leads = mark in full and (bool(hollow) if len(full) == 1 else mark in _STARS)
        return Role.LEAD if leads else Role.RESPONSIBLE

    return {mark: role(mark) for mark in found}
