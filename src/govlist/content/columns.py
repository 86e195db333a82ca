"""Tables by key: a column's title and its values; and the columns of counts. Pure.

A column is one row of a table of columns. Formats lay out the columns they are given, templates take their
cells by key; none knows a column by its place or by its translated title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from govlist.base.i18n import _
from govlist.content.summaries import round_name
from govlist.model.figures import Counts, count, slowest
from govlist.model.kinds import kinds
from govlist.model.states import STATE
from govlist.model.view import View
from govlist.model.words import status_word

T = TypeVar("T")
Value = str | int | float | date | None
Row = Mapping[str, Any]
"""A row: a value for each key of its columns."""


class Column(NamedTuple, Generic[T]):
    """A column of a table whose rows are about subjects of one type."""

    key: str
    title: Callable[[], str]
    """The title, in the language in use."""
    cell: Callable[[T], Any] = lambda _row: None
    """The value for a subject; None if the column does not apply to it."""
    words: str = ""
    """Its names in the office's templates; those of `documents.columns` need not be repeated."""
    status: bool = False
    """Whether it has status words, which are coloured."""
    prose: bool = False
    """Whether it has sentences or names, which begin at the left; other columns are centred."""
    merged: bool = False
    """Whether equal cells of neighbouring rows are merged."""
    shown: tuple[str, ...] = ("tasks", "unit")
    """Where the ledger shows it: among the tasks of all units, on one unit's sheet; templates always do."""
    office: Callable[[T], Any] | None = None
    """The value in the office's templates, if it differs from the ledger's."""
    state: str = ""
    """The key of the state that it counts."""
    drop: int = 0
    """The order in which columns are dropped if there is too little width; 0: never."""
    keep: bool = False
    """Whether it is kept if it is empty."""
    whole: bool = False
    """Whether it is one of the counts that add up to the obligations."""
    confirm: bool | None = None
    """True for lists where the office confirms, False for other lists, None for all."""


class Table(NamedTuple):
    """Columns, and rows with a value for each column's key."""

    columns: tuple[Column[Any], ...]
    rows: tuple[Row, ...]
    total: bool = False
    """Whether the last row is the sum of the others."""

    @classmethod
    def of(cls, columns: Iterable[Column[T]], subjects: Iterable[T]) -> Table:
        """A row for each of the subjects."""
        columns = tuple(columns)
        return cls(columns, tuple(row(columns, subject) for subject in subjects))

    @property
    def merged(self) -> int:
        """The number of first columns whose equal cells are merged."""
        return sum(column.merged for column in self.columns)

    def with_keys(self) -> Table:
        """The table with keys for titles, as programs read it."""
        return self._replace(columns=tuple(c._replace(title=partial(str, c.key)) for c in self.columns))

    def without(self, key: str) -> Table:
        """The table without the column of a key."""
        return self._replace(columns=tuple(column for column in self.columns if column.key != key))

    def used(self) -> Table | None:
        """The table without empty columns; None if all are empty."""
        kept = tuple(c for c in self.columns if any(each[c.key] not in ("", "-") for each in self.rows))
        return self._replace(columns=kept) if kept else None

    def lines(self) -> list[list[str]]:
        """The titles, then the texts of each row."""
        return [
            [column.title() for column in self.columns],
            *([str(each[column.key]) for column in self.columns] for each in self.rows),
        ]


def row(columns: Iterable[Column[T]], subject: T) -> Row:
    """The row of a subject."""
    cells = ((column.key, column.cell(subject)) for column in columns)
    return {key: "" if value is None else value for key, value in cells}


# -- counts ----------------------------------------------------------------------------------------

Figure = Column[Counts]


def _state(key: str, cell: Callable[[Counts], int], state: str = "", **options: Any) -> Figure:
    """A column that counts a state."""
    state = state or key
    return Figure(key, lambda: status_word(state), cell, STATE[state].office_word, state=state, **options)


COUNTS: tuple[Figure, ...] = (
    Figure("obligations", lambda: _("owed"), lambda c: c.obligations, "应办", keep=True),
    _state("done", lambda c: c.done, drop=12, keep=True, whole=True, confirm=False),
    _state("confirmed", lambda c: c.confirmed, drop=3, confirm=False),
    _state("confirmed", lambda c: c.confirmed, drop=12, keep=True, whole=True, confirm=True),
    _state("to_check", lambda c: c.unconfirmed, drop=8, whole=True, confirm=True),
    _state("in_progress", lambda c: c.in_progress, drop=7, keep=True, whole=True),
    _state("behind", lambda c: c.behind, drop=11, whole=True),
    _state("not_started", lambda c: c.reported_not_started, drop=4, whole=True),
    _state("not_reported", lambda c: c.not_reported, drop=10, keep=True, whole=True),
    _state("not_applicable", lambda c: c.not_applicable, drop=2, whole=True),
    _state("returned", lambda c: c.returned, drop=5),
    Figure("overdue", lambda: _("overdue"), lambda c: c.overdue, "逾期", drop=14),
    Figure("due_soon", lambda: _("due soon"), lambda c: c.due_soon, "临期", drop=9),
    Figure("missing", lambda: _("missing"), lambda c: c.missing, "本期未报", drop=13),
    Figure("lacking_evidence", lambda: _("lacking evidence"), lambda c: c.lacking_evidence, "缺佐证", drop=6),
    _state("candidates", lambda c: c.candidates, "candidate", drop=1),
)
"""The columns of counts, in the ledger's order."""


def counts_columns(confirm: bool) -> list[Figure]:
    """The columns of counts for lists where the office confirms, or for the others."""
    return [figure for figure in COUNTS if figure.confirm in (None, confirm)]


def of_span(view: View, figures: Iterable[Figure]) -> list[Figure]:
    """Columns of counts for a span: 一季度未报 instead of 本期未报 if the round ended before it."""
    named = partial(_of_round, view, lambda: _("missing"), lambda: _("missing in {round}"))
    return [f._replace(title=named) if f.key == "missing" else f for f in figures]


def reports_title(view: View) -> str:
    """本期实报/应报; 一季度实报/应报 if the round ended before the span."""
    plain, named = lambda: _("reported / to report"), lambda: _("reported / to report in {round}")
    return _of_round(view, plain, named)


def _of_round(view: View, plain: Callable[[], str], named: Callable[[], str]) -> str:
    if view.round is None or view.round_ended or view.since is None:
        return plain()
    return named().format(round=round_name(view))


def counts_by_kind(view: View) -> list[tuple[str, list[tuple[str, Counts]]]]:
    """The title of each kind, and its units with their counts, slowest first."""
    made = []
    for kind in kinds(view):
        title = kind.title if kind.ranked else _("{title} (not ranked)").format(title=kind.title)
        counted = ((unit, count(view.of_unit(unit))) for unit in kind.units)
        made.append((title, sorted(counted, key=lambda each: slowest(each[1]))))
    return made
