"""All returned files → the reports that are new, those the list holds already, and every fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govlist.base.i18n import _
from govlist.collect._read import Found, Reader
from govlist.collect._whose import refuse_file, unit_of
from govlist.collect.desk import Asked, Desk
from govlist.collect.faults import Fault, Spot
from govlist.collect.table import FILLED, SHOWN, Cell, Returned, Row, Table
from govlist.documents.columns import HEADERS, plain
from govlist.model.checklist import Checklist
from govlist.model.words import day, joined
from govlist.validation.entries import Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of returned files: new reports, how many are in the list already, the faults."""

    entries: tuple[Entry, ...]
    known: int
    faults: tuple[Fault, ...]
    blank: tuple[str, ...] = ()
    """The files in which nothing is filled in."""


def gather(checklist: Checklist, files: Sequence[Returned], asked: Asked) -> Outcome:
    """Lay what has been read beside the list as it is."""
    desk = Desk(checklist, asked)
    found: list[Found] = []
    faults: list[Fault] = []
    blank: list[str] = []
    for returned in files:
        refused = list(refuse_file(desk, returned)) or list(_refuse_tables(returned))
        faults += refused
        if not refused and not any(row.says for table in returned.tables for row in table.rows):
            blank.append(returned.path)
        for table in () if refused else returned.tables:
            reader = Reader(desk, returned, table, unit_of(desk, returned, table))
            found += filter(None, map(reader.read, _rows(table)))
            faults += reader.faults
    fresh = [each for each in found if not _is_known(each.entry)]
    entries, contradictions = _settled(fresh)
    known = len({_key(each.entry) for each in found if _is_known(each.entry)})
    told = _in_order([*faults, *contradictions], files)
    return Outcome(tuple(entries), known, tuple(told), tuple(blank))


def _rows(table: Table) -> Iterator[Row]:
    """The rows that report something; a unit's cell that is merged stands for the rows below it too."""
    unit: Cell | None = None
    for row in table.rows:
        unit = row.cells.get("unit", unit)
        if row.says:
            yield row if unit is None else replace(row, cells={**row.cells, "unit": unit})


def _refuse_tables(returned: Returned) -> Iterator[Fault]:
    """Why no table of a file is read: none has a header, or a column is missing that must be there."""
    if not returned.tables:
        spot = Spot(returned.path, joined(returned.sheets) or None)
        message = _("no row has the words of a header")
        hint = _("one row must hold one of {tasks}; and one of {told}")
        tasks, told = _words("number", "requirement", "task"), _words("status", "progress")
        yield spot.fault("no-header", message, hint.format(tasks=tasks, told=told))
    for table in returned.tables:
        if table.strangers or any(row.says for row in table.rows):
            yield from _missing(returned, table)


def _missing(returned: Returned, table: Table) -> Iterator[Fault]:
    """The columns to fill in that are not there: the status, or one that goes by a name not known."""
    gone = [key for key in FILLED if key not in table.header and key != "applies"]
    strangers = [cell for cell in table.strangers if plain(cell.text) not in SHOWN]
    handed_out = bool(returned.identities) or "key" in table.header
    if "status" in gone and not strangers:
        spot = Spot(returned.path, table.sheet, next(iter(table.header.values())))
        message = _("there is no column for the status")
        yield spot.fault("missing-column", message, _one_of("status"))
    elif gone and strangers and (handed_out or "status" in gone):
        spot = Spot(returned.path, table.sheet, strangers[0].place)
        message = _("the column {name} is not known, and there is none for {missing}")
        missing = joined(HEADERS[key].split()[0] for key in gone)
        message = message.format(name=plain(strangers[0].text), missing=missing)
        yield spot.fault("missing-column", message, _one_of(*gone))


def _one_of(*keys: str) -> str:
    return _("give the column one of these headers: {words}").format(words=_words(*keys))


def _words(*keys: str) -> str:
    """The headers that columns may have."""
    return joined(dict.fromkeys(word for key in keys for word in HEADERS[key].split()))


# -- reports beside each other ---------------------------------------------------------------------


def _key(entry: Entry) -> tuple[int, str | None, date]:
    return entry.placed.task.id, entry.unit, entry.report.date


def _is_known(entry: Entry) -> bool:
    """Whether the list holds just this report, wherever it stands among that unit's."""
    return entry.report in entry.placed.task.progress.get(entry.unit or "", ())


def _settled(found: list[Found]) -> tuple[list[Entry], list[Fault]]:
    """The reports, each once, and the faults where two of one unit, task and day differ."""
    first: dict[tuple[int, str | None, date], Found] = {}
    torn: dict[tuple[int, str | None, date], list[Fault]] = {}
    for each in found:
        key = _key(each.entry)
        held = first.setdefault(key, each)
        if held.entry.report != each.entry.report:
            torn.setdefault(key, []).append(_contradiction(held, each))
    entries = [each.entry for key, each in first.items() if key not in torn]
    return entries, [fault for faults in torn.values() for fault in faults]


def _contradiction(held: Found, each: Found) -> Fault:
    message = _("{unit} reports otherwise on task {id} of {day} in {place}").format(
        unit=each.entry.unit,
        id=each.entry.placed.task.id,
        day=day(each.entry.report.date),
        place=held.spot,
    )
    rule = "rows-differ" if held.spot.path == each.spot.path else "files-differ"
    return each.spot.fault(rule, message, _("keep the right one, or give each its own day"))


def _in_order(faults: list[Fault], files: Iterable[Returned]) -> list[Fault]:
    """By file, then as they were found in it."""
    order = {returned.path: number for number, returned in enumerate(files)}
    return sorted(faults, key=lambda fault: order[fault.path])
