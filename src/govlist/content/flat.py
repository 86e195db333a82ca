"""A flat table: a row for each unit and task, with codes for programs or with words for people. Pure.

CSV, TSV, the workbook's sheet of all rows and `list --pairs --json` show it. Days are dates and counts are
numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from govlist.base.i18n import _, p_
from govlist.content import entries
from govlist.content.activity import movement
from govlist.content.columns import Column, Row, Table, row
from govlist.content.entries import Entry
from govlist.content.labels import basis_of, due_of, pair_state, pair_status
from govlist.model import figures, selection
from govlist.model.deadlines import plain, single_day
from govlist.model.pairs import Pair
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import kind_word, role_word, status_word


class Field(NamedTuple):
    """A column: its key, its title, and its value for a pair as a code; `word` if people read another one.

    A value may be several texts: a table joins them with `between`. A column without a title is for programs
    only: people read it in the words of another one. One that is `rare` has a column for people
    only if a row has a value in it, or if it is asked for.
    """

    key: str
    title: Callable[[], str] | None
    code: Callable[[Entry, Pair], Any]
    word: Callable[[Entry, Pair], Any] | None = None
    status: bool = False
    between: str = ", "
    rare: bool = False


def _review(pair: Pair) -> str:
    return status_word(pair.review) if pair.review else ""


def _kind(entry: Entry, pair: Pair) -> str:
    return entry.view.roster.units[pair.unit].kind


def _yes(said: Callable[[Entry, Pair], bool]) -> Callable[[Entry, Pair], str]:
    return lambda entry, pair: _yes_or_no(said(entry, pair))


def _yes_or_no(value: bool) -> str:
    return p_("cell", "yes") if value else p_("cell", "no")


def _standing(entry: Entry, _pair: Pair) -> bool:
    return bool(entry.task.standing)


def _due(entry: Entry, _pair: Pair) -> str | list[str] | None:
    return plain(entry.task.due)


def _due_in_words(entry: Entry, _pair: Pair) -> date | str:
    task = entry.task
    return single_day(task.due) or (due_of(task, entry.view.checklist.year) if task.due else "")


def _due_soon(_entry: Entry, pair: Pair) -> bool:
    return figures.due_soon(pair)


def _missing(_entry: Entry, pair: Pair) -> bool:
    return figures.missing(pair)


def _lacking(_entry: Entry, pair: Pair) -> bool:
    return figures.lacking_evidence(pair)


def _days_overdue(_entry: Entry, pair: Pair) -> int | None:
    return pair.overdue if figures.overdue(pair) else None


FIELDS: tuple[Field, ...] = (
    Field("id", lambda: _("No."), lambda e, _p: e.task.id),
    Field("section", lambda: p_("flat", "section"), lambda e, _p: e.state.placed.section.title),
    Field("topic", lambda: p_("flat", "topic"), lambda e, _p: _topic(e)),
    Field("requirement", lambda: _("requirement"), lambda e, _p: e.task.requirement),
    Field("responsible_text", lambda: _("responsible unit"), lambda e, _p: e.task.words),
    Field("due", lambda: p_("ledger", "deadline"), _due, _due_in_words),
    Field("due_text", lambda: p_("flat", "deadline in words"), lambda e, _p: e.task.due_text),
    Field("standing", lambda: p_("flat", "standing"), _standing, _yes(_standing)),
    Field("unit", lambda: _("unit"), lambda _e, p: p.unit),
    Field("kind", lambda: p_("sheet", "kind"), _kind, lambda e, p: kind_word(_kind(e, p))),
    Field("basis", lambda: _("basis"), lambda _e, p: p.basis, lambda _e, p: basis_of(p)),
    Field("role", lambda: p_("flat", "role"), lambda _e, p: p.role, lambda _e, p: role_word(p.role)),
    Field(
        "status",
        lambda: _("state"),
        lambda _e, p: p.status,
        lambda e, p: pair_status(e.view.checklist, p),
        status=True,
    ),
    Field("review", lambda: p_("flat", "review"), lambda _e, p: p.review, lambda _e, p: _review(p)),
    Field("date", lambda: _("reported on"), lambda _e, p: p.date),
    Field("overdue", lambda: p_("flat", "days overdue"), lambda _e, p: figures.overdue(p), _days_overdue),
    Field("due_by", lambda: p_("flat", "due by"), lambda _e, p: p.due),
    Field("due_soon", lambda: _("due soon"), _due_soon, _yes(_due_soon)),
    Field("missing", lambda: _("missing"), _missing, _yes(_missing)),
    Field("lacking_evidence", lambda: _("lacking evidence"), _lacking, _yes(_lacking)),
    Field("note", lambda: _("progress made"), lambda _e, p: p.note),
    Field("evidence", lambda: _("evidence"), lambda _e, p: list(p.evidence), between="\n"),
    Field("by", lambda: _("filled in by"), lambda _e, p: p.own.by if p.own else None),
    Field("state", None, lambda e, p: pair_state(e.view.checklist, p).key),
    Field("overdue_days", None, lambda e, p: _days_overdue(e, p) or 0),
    Field("city_task", lambda: _("city task"), lambda e, _p: e.task.city_task, rare=True),
)
"""The columns with separate values for what the ledger says in words."""
IN_WORDS = ("number", "task", "responsible", "lead", "support", "done", "progress", "remarks")
"""The ledger's columns that these replace."""
LEDGER = tuple(
    column for column in entries.LEDGER if column.key not in {*IN_WORDS, *(field.key for field in FIELDS)}
)
COLUMNS = (*(field.key for field in FIELDS), *(column.key for column in LEDGER))
"""The keys of the columns, followed by the office's own `x-` keys of task, unit and last report."""

SPAN = {
    "status_before": lambda: p_("flat", "status before"),
    "reported_in_span": lambda: p_("flat", "reported in the period"),
    "newly_overdue": lambda: p_("flat", "newly overdue"),
}
"""Additional columns before the `x-` keys, if a span of days is given."""


def table(view: View, in_words: bool, columns: Sequence[str] = ()) -> Table:
    """A row for each pair of the view, with codes under keys, or with words under titles.

    `columns` names those to keep, by key or title. Raises GovlistError for unknown ones.
    """
    shown = [field for field in FIELDS if field.title or not in_words]
    made = list(_rows(view, in_words))
    if in_words and not columns:
        shown = [field for field in shown if not field.rare or any(each[field.key] for each in made)]
    heads = [
        Column[Row](each.key, each.title or partial(str, each.key), status=each.status) for each in shown
    ]
    heads += [Column[Row](each.key, each.title) for each in LEDGER]
    heads += [Column[Row](key, title) for key, title in (SPAN.items() if view.since else ())]
    taken = {head.title().casefold() for head in heads}
    for key in _office_keys(view):
        name = key.removeprefix("x-")
        heads.append(Column[Row](key, partial(str, key if name.casefold() in taken else name)))
    if keys := selection.columns(columns, {head.key: head.title() for head in heads}):
        known = {head.key: head for head in heads}
        heads = [known[key] for key in keys]
    found = Table(tuple(heads), tuple(made))
    return found if in_words else found.with_keys()


def _rows(view: View, in_words: bool) -> Iterator[dict[str, Any]]:
    moved = movement(view) if view.since else {}
    for entry, pair in zip(entries.of_pairs(view, view.pairs), view.pairs, strict=True):
        yield {
            **{
                each.key: _joined(each, ((in_words and each.word) or each.code)(entry, pair))
                for each in FIELDS
            },
            **row(LEDGER, entry),
            **_moved(moved.get((pair.task.id, pair.unit)), in_words),
            **{key: value for extra in _extras(view, pair) for key, value in extra.items()},
        }


def _joined(field: Field, value: Any) -> Any:
    return field.between.join(value) if isinstance(value, list) else value


def records(view: View) -> list[dict[str, Any]]:
    """`list --pairs --json`: the same rows with their codes, days and numbers; every key is in every row."""
    extra: dict[str, Any] = dict.fromkeys(_office_keys(view))
    made = []
    for entry, pair in zip(entries.of_pairs(view, view.pairs), view.pairs, strict=True):
        row = {each.key: _plain(each.code(entry, pair)) for each in FIELDS}
        made.append(row | extra | {key: value for own in _extras(view, pair) for key, value in own.items()})
    return made


def _plain(value: Any) -> Any:
    """A code as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _moved(found: tuple[Status, bool, bool] | None, in_words: bool) -> dict[str, Any]:
    if found is None:
        return {}
    before, *said = found
    values = (status_word(before), *map(_yes_or_no, said)) if in_words else found
    return dict(zip(SPAN, values, strict=True))


def _topic(entry: Entry) -> str | None:
    return entry.state.placed.topic.title if entry.state.placed.topic else None


def _office_keys(view: View) -> Iterable[str]:
    return dict.fromkeys(key for pair in view.pairs for extra in _extras(view, pair) for key in extra)


def _extras(view: View, pair: Pair) -> Iterator[Mapping[str, Any]]:
    """The `x-` keys of a pair: those of the task, the unit and the last report."""
    yield pair.task.extra
    yield view.roster.units[pair.unit].extra
    if pair.own:
        yield pair.own.extra
