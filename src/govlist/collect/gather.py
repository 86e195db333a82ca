"""Collects the reports in returned files: new ones, known ones, and every fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from govlist.base.i18n import _
from govlist.collect._identify import refuse_file, unit_of
from govlist.collect._read import Assumed, Found, Reader
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup, Options
from govlist.collect.table import FILLED, SHOWN, Cell, Returned, Row, Table
from govlist.documents.columns import HEADERS, plain
from govlist.model.checklist import Checklist
from govlist.model.words import day, joined
from govlist.validation.entries import Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for returned files: new reports, the number already in the list, and faults."""

    entries: tuple[Entry, ...]
    known: int
    faults: tuple[Fault, ...]
    blank: tuple[str, ...] = ()
    """Files without any entry."""
    merged: tuple[Merged, ...] = ()
    """Answers that count for several tasks."""
    assumed: tuple[Assumed, ...] = ()
    """Days without their year, as they were read."""
    contested: tuple[Fault, ...] = ()
    """The faults of files that contradict each other, as seen from the first file."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged cells of a unit that count for several tasks."""

    path: str
    sheet: str | None
    areas: tuple[str, ...]
    unit: str
    tasks: tuple[int, ...]


def gather(checklist: Checklist, files: Sequence[Returned], options: Options) -> Outcome:
    """Compare the returned files with the list."""
    lookup = Lookup(checklist, options)
    found: list[Found] = []
    faults: list[Fault] = []
    blank: list[str] = []
    assumed: list[Assumed] = []
    for returned in files:
        refusals = list(refuse_file(lookup, returned)) or list(_refuse_tables(returned))
        faults += refusals
        if not refusals and not any(row.has_report for table in returned.tables for row in table.rows):
            blank.append(returned.path)
        for table in () if refusals else returned.tables:
            reader = Reader(lookup, returned, table, unit_of(lookup, returned, table))
            found += [each for row in _rows(table) for each in reader.read(row)]
            faults += reader.faults
            assumed += reader.assumed
    new = [each for each in found if not _is_in_list(each.entry)]
    entries, conflicts, contested = _without_conflicts(new)
    known = len({_key(each.entry) for each in found if _is_in_list(each.entry)})
    all_faults = _sorted([*faults, *conflicts], files)
    return Outcome(
        tuple(entries),
        known,
        tuple(all_faults),
        tuple(blank),
        tuple(_merged(found)),
        tuple(assumed),
        tuple(contested),
    )


def _merged(found: Iterable[Found]) -> Iterator[Merged]:
    """The merged cells that count for several tasks, those for the same tasks together."""
    tasks: dict[tuple[str, str | None, str, str], dict[int, None]] = {}
    for each in found:
        for area in each.areas:
            key = (each.spot.path, each.spot.sheet, each.entry.unit or "", area)
            tasks.setdefault(key, {})[each.entry.placed.task.id] = None
    areas: dict[tuple[str, str | None, str, tuple[int, ...]], list[str]] = {}
    for (path, sheet, unit, area), ids in tasks.items():
        if len(ids) > 1:
            areas.setdefault((path, sheet, unit, tuple(ids)), []).append(area)
    for (path, sheet, unit, numbers), refs in areas.items():
        yield Merged(path, sheet, tuple(refs), unit, numbers)


def _rows(table: Table) -> Iterator[Row]:
    """The rows with a report; a merged unit cell applies to the rows below it too."""
    unit: Cell | None = None
    for row in table.rows:
        unit = row.cells.get("unit", unit)
        if row.has_report:
            yield row if unit is None else replace(row, cells={**row.cells, "unit": unit})


def _refuse_tables(returned: Returned) -> Iterator[Fault]:
    """Reasons to refuse the tables of a file: no header, or a required column is missing."""
    if not returned.tables and not returned.is_letter:
        spot = Spot(returned.path, joined(returned.sheets) or None)
        message = _("no header found")
        hint = _("one row must have one of {tasks} and one of {answers}")
        tasks, answers = _words("number", "requirement", "task"), _words("status", "progress")
        yield spot.fault("no-header", message, hint.format(tasks=tasks, answers=answers))
    for table in returned.tables:
        if table.unknown or any(row.has_report for row in table.rows):
            yield from _missing(returned, table)


def _missing(returned: Returned, table: Table) -> Iterator[Fault]:
    """Faults for missing columns: the status, or a column with an unknown header."""
    missing_keys = [key for key in FILLED if key not in table.header and key != "applies"]
    unknown = [cell for cell in table.unknown if plain(cell.text) not in SHOWN]
    handed_out = bool(returned.identities) or "key" in table.header
    if "status" in missing_keys and not unknown:
        spot = Spot(returned.path, table.sheet, next(iter(table.header.values())))
        message = _("no status column")
        yield spot.fault("missing-column", message, _one_of("status"))
    elif missing_keys and unknown and (handed_out or "status" in missing_keys):
        spot = Spot(returned.path, table.sheet, unknown[0].place)
        message = _("unknown column {name}; missing: {missing}")
        missing = joined(HEADERS[key].split()[0] for key in missing_keys)
        message = message.format(name=plain(unknown[0].text), missing=missing)
        yield spot.fault("missing-column", message, _one_of(*missing_keys))


def _one_of(*keys: str) -> str:
    return _("give the column one of these headers: {words}").format(words=_words(*keys))


def _words(*keys: str) -> str:
    return joined(dict.fromkeys(word for key in keys for word in HEADERS[key].split()))


# -- duplicates ---------------------------------------------------------------------


def _key(entry: Entry) -> tuple[int, str | None, date]:
    return entry.placed.task.id, entry.unit, entry.report.date


def _is_in_list(entry: Entry) -> bool:
    """Whether the list already has exactly this report."""
    return entry.report in entry.placed.task.progress.get(entry.unit or "", ())


def _without_conflicts(found: list[Found]) -> tuple[list[Entry], list[Fault], list[Fault]]:
    """The reports, each once, and faults for different reports of one unit, task and day: at the later place,
    and the same at the first one if that is in another file."""
    first: dict[tuple[int, str | None, date], Found] = {}
    conflicting: dict[tuple[int, str | None, date], list[Fault]] = {}
    contested: list[Fault] = []
    for each in found:
        key = _key(each.entry)
        first_found = first.setdefault(key, each)
        if _repeats(first_found, each):
            first[key] = each
        elif not _repeats(each, first_found):
            conflicting.setdefault(key, []).append(_conflict(first_found, each))
            if first_found.spot.path != each.spot.path:
                contested.append(_conflict(each, first_found))
    entries = [each.entry for key, each in first.items() if key not in conflicting]
    return entries, [fault for faults in conflicting.values() for fault in faults], contested


def _repeats(each: Found, fuller: Found) -> bool:
    """Whether a row says nothing that another one does not: a summary may have fewer columns."""
    if each.entry.report == fuller.entry.report:
        return True
    if each.spot.path != fuller.spot.path or each.spot.sheet == fuller.spot.sheet:
        return False
    own, other = asdict(each.entry.report), asdict(fuller.entry.report)
    return all(not value or value == other[key] for key, value in own.items())


def _conflict(first_found: Found, each: Found) -> Fault:
    message = _("{unit} has a different report on task {id} of {day} in {place}").format(
        unit=each.entry.unit,
        id=each.entry.placed.task.id,
        day=day(each.entry.report.date),
        place=first_found.spot,
    )
    rule = "rows-differ" if first_found.spot.path == each.spot.path else "files-differ"
    return each.spot.fault(rule, message, _("keep the correct one, or give each its own date"))


def _sorted(faults: list[Fault], files: Iterable[Returned]) -> list[Fault]:
    """Sort faults by file; those of a file keep their order."""
    order = {returned.path: number for number, returned in enumerate(files)}
    return sorted(faults, key=lambda fault: order[fault.path])
