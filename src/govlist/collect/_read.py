"""Reads one returned row into a report, or into all its faults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import cut, visible
from govlist.collect._cells import in_round, read_day, short_days, split_links
from govlist.collect._identify import handed_to, row_unit
from govlist.collect._match import handed_to_other, tasks_of
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup
from govlist.collect.table import FILLED, NOTHING, Returned, Row, Table, numbers
from govlist.documents.signs import chosen
from govlist.model import evidence
from govlist.model.checklist import Placed
from govlist.model.rounds import belongs, belongs_hint, passed_rounds
from govlist.model.states import STATE, Status
from govlist.model.words import day, joined, known_status, one_of, read_status, struck_off, undecided
from govlist.validation.entries import Draft, Entry, outsider_error, refuse_future, refuse_texts

CONCERNED = ("涉及", "是", "√", "✓", "✔", "☑")
NOT_CONCERNED = ("不涉及", "否", "×", "✗", "✘", "☒")
MAX_CHOICES = 4
"""Days that a message names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the place it was read from."""

    entry: Entry
    spot: Spot
    areas: tuple[str, ...] = ()
    """The merged areas of its answers that cover several rows."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A day without its year, and how it was read."""

    spot: Spot
    text: str
    day: date


@dataclass
class Reader:
    """Reads the rows of one table; `unit` is their unit, or the fault that it is unknown."""

    lookup: Lookup
    returned: Returned
    table: Table
    unit: str | Fault
    faults: list[Fault] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    reported: set[Fault] = field(default_factory=set)
    row_is_right: bool = True
    """Whether the row has no fault so far; a merged cell's fault is added once and counts in each row."""

    def read(self, row: Row) -> list[Found]:
        """The reports in a row; none if it has faults, which are added to `faults`."""
        self.row_is_right = True
        if self._struck(row):
            return []
        unit, tasks = self._unit(row), self._tasks(row)
        if isinstance(tasks, Fault) and tasks.rule == "no-number":  # a sum, a remark
            return []
        draft = self._draft(row)
        if unit is None or isinstance(tasks, Fault) or draft is None or not self.row_is_right:
            return []
        return list(filter(None, (self._found(row, unit, placed, draft) for placed in tasks)))

    def _found(self, row: Row, unit: str, placed: Placed, draft: Draft) -> Found | None:
        """The report on one of a row's tasks; a fault if the unit has no basis for it."""
        entry = Entry(placed, unit, draft.report_on(placed))
        spot = self._spot(row, "number", "requirement", "status")
        known = entry.report in placed.task.progress.get(unit, ())
        if not known and unit not in self.lookup.concerned(placed, draft.day):
            refusal = outsider_error(self.lookup.roster, placed, unit, draft.day)
            if refusal is not None:
                self._refuse(spot, "no-basis", refusal.message, refusal.hint)
                return None
        areas = [cell.area for key in FILLED if (cell := row.cells.get(key))]
        number = row.cells.get("number")
        if number and len(numbers(number.text)) > 1:
            areas.insert(0, number.area or number.place)
        return Found(entry, spot, tuple(filter(None, areas)))

    # -- unit and task -----------------------------------------------------------------------

    def _unit(self, row: Row) -> str | None:
        unit = self.unit
        if isinstance(unit, Fault) and unit.rule in ("unit-unclear", "other-unit"):
            self._add(unit)
            return None
        spot = self._spot(row, "number", "requirement", "status")
        if text := row.word("unit"):
            spot = replace(spot, cell=row.cells["unit"].place)  # a merged cell above may apply to this row
            named = row_unit(self.lookup, spot, text)
            is_settled = self.lookup.options.unit or self.returned.identities
            if isinstance(named, str) and isinstance(unit, str) and is_settled and named != unit:
                message = _("the row names {unit}").format(unit=named)
                self._add(spot.fault("other-unit", message, _("move it to that unit's file")))
                return None
            unit = named
        if isinstance(unit, Fault):
            self._add(unit)
            return None
        names = handed_to(self.lookup, self.returned, self.table)
        if other := handed_to_other(self.lookup, row, self.lookup.roster.units[unit], names):
            message = _("the row comes from the form of {unit}").format(unit=other)
            self._refuse(spot, "other-unit", message, _("move it to that unit's file"))
            return None
        return unit

    def _tasks(self, row: Row) -> list[Placed] | Fault:
        spot = self._spot(row, "number", "requirement", "status", "progress", "evidence")
        found = tasks_of(self.lookup, spot, row)
        if isinstance(found, Fault):
            self._add(found)
        return found

    # -- report ----------------------------------------------------------------------

    def _draft(self, row: Row) -> Draft | None:
        """The report as typed, with every part checked; None if a part is missing."""
        status, on, by = self._status(row), self._day(row), self._text(row, "by")
        evidence, note = self._evidence(row), self._text(row, "progress")
        if status is None or on is None:
            return None
        return Draft(status, on, note, evidence, by.strip() if by else None)

    def _status(self, row: Row) -> str | None:
        """The word for the status; 不涉及 may be in the column 是否涉及 instead."""
        concerned = self._concerned(row)
        spot = self._spot(row, "status", "applies", "number", "requirement")
        if self._broken(row, "status"):
            return None
        given = chosen(row.word("status")) or row.word("status")
        if not given and concerned is False:
            return str(Status.NOT_APPLICABLE)
        if not given:
            message = _("missing status")
            hint = _("choose one in the status column; “not started” if nothing has begun")
            self._refuse(spot, "status-missing", message, hint)
            return None
        try:
            status = read_status(given)
        except GovlistError as error:
            self._refuse(spot, *_unreadable(given, error))
            return None
        if concerned is not None and concerned is (status.counts_as is Status.NOT_APPLICABLE):
            message = _("“concerned” and status contradict each other")
            self._refuse(spot, "contradiction", message, _("fix one of the two cells"))
            return None
        return given

    def _concerned(self, row: Row) -> bool | None:
        """The answer in the column 是否涉及, None if empty."""
        given = row.word("applies")
        if self._broken(row, "applies") or not given:
            return None
        status = known_status(given)
        if given in NOT_CONCERNED or (status and status.counts_as is Status.NOT_APPLICABLE):
            return False
        if given not in CONCERNED:
            message = _("{text!r} does not say whether the task concerns the unit").format(text=given)
            self._refuse(self._spot(row, "applies"), "bad-status", message, _("choose one of the two"))
            return None
        return True

    def _day(self, row: Row) -> date | None:
        options, year = self.lookup.options, self.lookup.checklist.year
        cell = row.cells.get("date")
        if self._broken(row, "date"):
            return None
        if cell is None or not cell.word:
            if options.day is None:
                self._refuse_without_day(row)
            return options.day
        spot = self._spot(row, "date")
        found = read_day(
            cell.text if cell.number is None else cell.number, year, options.today, self.returned.since_1904
        )
        if found is None:
            found = self._short_day(spot, cell.text)
        if found is None:
            return None
        try:
            refuse_future(found, options.today)
        except GovlistError as error:
            self._refuse(spot, "future-date", error.message, error.hint)
            return None
        if not belongs(found, year):
            message = _("{date} is outside the reporting period of {year}").format(date=day(found), year=year)
            self._refuse(spot, "date-out-of-year", message, belongs_hint(year))
            return None
        return found

    def _short_day(self, spot: Spot, text: str) -> date | None:
        """The only day since the last round that a text without its year can mean; otherwise a fault."""
        year, today = self.lookup.checklist.year, self.lookup.options.today
        days = short_days(text, year, today)
        found = in_round(days, passed_rounds(self.lookup.checklist, today))
        if found is not None:
            self.assumed.append(Assumed(spot, text, found))
            return found
        message = _("{text!r} is not a valid date").format(text=text)
        hint = _("write it with its year: {year}-06-14 or {year}年6月14日").format(year=year)
        if days:
            message = _("{text!r} has no year; it may be {days}")
            message = message.format(text=text, days=joined(map(day, days[-MAX_CHOICES:])))
            hint = _("write the right one in full: {day}").format(day=day(days[-1]))
        self._refuse(spot, "bad-date", message, hint)
        return None

    def _refuse_without_day(self, row: Row) -> None:
        """Add a fault for a missing day, only once if the table has no column for it."""
        if "date" in self.table.header:
            hint = _("fill it in, or set it for all rows without a date: --date DATE")
            self._refuse(self._spot(row, "date"), "date-missing", _("missing date"), hint)
        else:
            spot = Spot(self.returned.path, self.table.sheet, next(iter(self.table.header.values())))
            hint = _("add one, or set the date for all rows: --date DATE")
            self._add(spot.fault("date-missing", _("no date column"), hint))

    def _evidence(self, row: Row) -> tuple[str, ...]:
        cell = row.cells.get("evidence")
        text = self._text(row, "evidence") or ""
        if cell and text and cell.link and "://" not in text:  # the text is only a label of the link
            text = cell.link
        links = split_links(text)
        for link in links:
            if why := evidence.fault(link):
                message = _("{link} is not valid evidence: {why}").format(link=visible(link), why=why)
                self._refuse(self._spot(row, "evidence"), "bad-evidence", message, evidence.remedy())
        return links

    def _text(self, row: Row, key: str) -> str | None:
        """A cell's unchanged text, None if blank."""
        cell = row.cells.get(key)
        if cell is None or self._broken(row, key) or not cell.text.strip():
            return None
        try:
            refuse_texts(cell.text)
        except GovlistError as error:
            self._refuse(self._spot(row, key), "control-character", error.message, error.hint)
            return None
        return None if key != "progress" and cell.text.strip() in NOTHING else cell.text

    # -- faults --------------------------------------------------------------------------------

    def _struck(self, row: Row) -> bool:
        """Whether a relevant cell of the row has struck-through text; adds one fault for the row."""
        keys = ("number", "requirement", "unit", *FILLED)
        cells = [cell for key in keys if (cell := row.cells.get(key)) and cell.struck]
        if cells:
            spot = Spot(self.returned.path, self.table.sheet, cells[0].place)
            message = _("the text is struck through: {text}")
            text = visible("、".join(cell.struck for cell in cells))
            hint = _("delete the outdated text; remove the strikethrough from the rest")
            self._add(spot.fault("struck-out", message.format(text=cut(text, 60)), hint))
        return bool(cells)

    def _broken(self, row: Row, key: str) -> bool:
        cell = row.cells.get(key)
        if cell is None or not (cell.broken or cell.picture):
            return False
        spot = self._spot(row, key)
        if cell.picture:
            hint = _("send the picture as a separate file, and write the file name here")
            message = _("the cell has a picture; a list holds only text and links")
            self._refuse(spot, "picture", message, hint)
            return True
        message = _("the formula has no usable value: {text}").format(text=visible(cell.text))
        self._refuse(spot, "formula", message, _("write the text or date itself into the cell"))
        return True

    def _add(self, fault: Fault) -> None:
        """Add a fault; one that several rows share is added once."""
        self.row_is_right = False
        if fault not in self.reported:
            self.faults.append(fault)
        self.reported.add(fault)

    def _refuse(self, spot: Spot, rule: str, message: str, hint: str) -> None:
        self._add(spot.fault(rule, message, hint))

    def _spot(self, row: Row, *keys: str) -> Spot:
        """The row's cell, empty or not, in the first of these columns that exists."""
        places = (self.table.place(row, key) for key in keys)
        return Spot(self.returned.path, self.table.sheet, next(filter(None, places), None))


def _unreadable(given: str, error: GovlistError) -> tuple[str, str, str]:
    """Rule, message and hint for an invalid status in a table."""
    if struck_off(given):
        return "struck-off", error.message, error.hint
    if undecided(given):
        hint = _("choose done or in progress; write how far it is under progress made")
        return "status-undecided", error.message, hint
    return "bad-status", error.message, one_of(STATE[status].office_word for status in Status)
