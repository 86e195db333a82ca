"""The columns of a form: header, width, and contents of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govlist.base.text import cut
from govlist.collect._identity import KEY_HEADER, row_key
from govlist.content.labels import basis_of, before_word, due_of, pair_status
from govlist.model.checklist import Basis, Role
from govlist.model.pairs import Pair
from govlist.model.states import STATE, Status
from govlist.model.view import View
from govlist.model.words import role_word

NOTE_COLUMNS = 120
"""Display width up to which an earlier note is shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, the text that it shows for a pair (None: to fill in).

    Headers are not translated, because `collect` identifies columns by them. The widths up to the evidence
    fit on the screen of a laptop.
    """

    key: str
    header: str
    width: float
    shown: Callable[[View, Pair], str] | None = None
    centred: bool = False
    wrapped: bool = True


def _key(_view: View, pair: Pair) -> str:
    return str(row_key(pair.task.id, pair.task.requirement, pair.unit))


def _basis(_view: View, pair: Pair) -> str:
    """The basis, with the role if the unit leads."""
    basis = basis_of(pair)
    return f"{basis}\n{role_word(pair.role)}" if pair.role is Role.LEAD else basis


def _status(view: View, pair: Pair) -> str:
    word = pair_status(view.checklist, pair) if pair.last or pair.basis.owes else before_word(None)
    return f"{word}\n{pair.date.isoformat()}" if pair.date else word


COLUMNS = (
    Column("key", KEY_HEADER, 3, _key, wrapped=False),  # hidden, but LibreOffice would count its lines
    Column("number", "序号", 5.5, lambda _view, pair: str(pair.task.id), centred=True),
    Column("requirement", "具体要求", 34, lambda _view, pair: pair.task.requirement),
    Column("basis", "依据", 9.5, _basis, centred=True),
    Column("due", "完成时限", 10.5, lambda view, pair: due_of(pair.task, view.checklist.year), centred=True),
    Column("last_status", "上次状态", 11, _status, centred=True),
    Column("last_progress", "上次进展", 18, lambda _view, pair: cut(pair.note or "", NOTE_COLUMNS)),
    Column("applies", "是否涉及", 9.5, centred=True),
    Column("status", "完成状态", 11.5, centred=True),
    Column("progress", "进展情况", 30),
    Column("evidence", "佐证材料", 20),
    Column("by", "填报人", 8.5, centred=True),
    Column("date", "填报日期", 11.5, centred=True),
)
_OPTIONAL = ("due", "last_progress")
"""Columns that are left out if they are empty."""


def columns(view: View, pairs: list[Pair]) -> list[Column]:
    """The columns of a unit's form, without those that it does not need."""
    candidates = any(pair.basis is Basis.CANDIDATE for pair in pairs)
    return [
        column
        for column in COLUMNS
        if (column.key != "applies" or candidates)
        and (column.key not in _OPTIONAL or any(_has_text(column, view, pair) for pair in pairs))
    ]


def _has_text(column: Column, view: View, pair: Pair) -> bool:
    return column.shown is not None and column.shown(view, pair) not in ("", "-")


def choices(pair: Pair) -> tuple[str, ...]:
    """The choices for the status; standing tasks have 长期坚持 instead of 序时推进."""
    standing = pair.task.standing
    keys = ("standing" if standing and each is Status.IN_PROGRESS else each for each in Status)
    return tuple(STATE[key].office_word for key in keys)
