"""One returned row → a report with its place, or every fault in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import cut, visible
from govlist.collect._cells import read_day, split_links
from govlist.collect._match import foreign, task_of
from govlist.collect._whose import row_unit
from govlist.collect.desk import Desk
from govlist.collect.faults import Fault, Spot
from govlist.collect.table import FILLED, NOTHING, Returned, Row, Table
from govlist.model import evidence
from govlist.model.checklist import Placed
from govlist.model.rounds import belongs, belongs_hint
from govlist.model.states import STATE, Status
from govlist.model.words import day, known_status, one_of, read_status, struck_off, undecided
from govlist.validation.entries import Draft, Entry, outsider_error, refuse_future, refuse_texts

CONCERNED = ("涉及", "是", "√")
NOT_CONCERNED = ("不涉及", "否", "×")


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the place it was read from."""

    entry: Entry
    spot: Spot


@dataclass
class Reader:
    """Reads the rows of one table; `unit` is whose they are, or why that is not known."""

    desk: Desk
    returned: Returned
    table: Table
    unit: str | Fault
    faults: list[Fault] = field(default_factory=list)
    told: set[Fault] = field(default_factory=set)

    def read(self, row: Row) -> Found | None:
        """The report of a row that says something; None where there are faults, which are kept."""
        if self._struck(row):
            return None
        before = len(self.faults)
        unit, placed = self._unit(row), self._task(row)
        if len(self.faults) > before and self.faults[-1].rule == "no-number":  # a sum, a remark
            return None
        draft = self._draft(row)
        if unit is None or placed is None or draft is None or len(self.faults) > before:
            return None
        entry = Entry(placed, unit, draft.report_on(placed))
        spot = self._spot(row, "number", "requirement", "status")
        known = entry.report in placed.task.progress.get(unit, ())
        if not known and unit not in self.desk.concerned(placed, draft.day):
            refusal = outsider_error(self.desk.roster, placed, unit, draft.day)
            if refusal is not None:
                self.faults.append(spot.fault("no-basis", refusal.message, refusal.hint))
                return None
        return Found(entry, spot)

    # -- whose and which -----------------------------------------------------------------------

    def _unit(self, row: Row) -> str | None:
        unit: str | Fault = self.unit
        spot = self._spot(row, "number", "requirement", "status")
        if text := row.word("unit"):
            spot = replace(spot, cell=row.cells["unit"].place)  # above, where merged cells stand for this row
            own = row_unit(self.desk, spot, text)
            settled = self.desk.asked.unit or (unit if self.returned.identities else own)
            if isinstance(own, str) and own != settled:
                message = _("the row is that of {unit}").format(unit=own)
                self._tell_once(spot.fault("other-unit", message, _("move it into that unit's own file")))
                return None
            unit = own
        if isinstance(unit, Fault):
            self._tell_once(unit)
            return None
        handed_to = {identity.unit for identity in self.returned.identities}
        handed_to = handed_to if len(handed_to) == 1 else set()
        if other := foreign(self.desk, row, self.desk.roster.units[unit], handed_to):
            message = _("the row comes from the workbook of {unit}").format(unit=other)
            self._refuse(spot, "other-unit", message, _("move it into that unit's own file"))
            return None
        return unit

    def _task(self, row: Row) -> Placed | None:
        spot = self._spot(row, "number", "requirement", "status", "progress", "evidence")
        found = task_of(self.desk, spot, row)
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        return found

    # -- what is reported ----------------------------------------------------------------------

    def _draft(self, row: Row) -> Draft | None:
        """The report as typed, each part looked at; None where a part is missing."""
        status, on = self._status(row), self._day(row)
        by, evidence = self._text(row, "by"), self._evidence(row)
        note = self._text(row, "progress")
        if status is None or on is None:
            return None
        return Draft(status, on, note, evidence, by.strip() if by else None)

    def _status(self, row: Row) -> str | None:
        """The status's word; 不涉及 may stand in the column of candidates alone."""
        concerned = self._concerned(row)
        spot = self._spot(row, "status", "applies", "number", "requirement")
        if self._broken(row, "status"):
            return None
        said = row.word("status")
        if not said and concerned is False:
            return str(Status.NOT_APPLICABLE)
        if not said:
            message = _("the status is missing")
            hint = _("choose one in the status column; not started where nothing has begun")
            self._refuse(spot, "status-missing", message, hint)
            return None
        try:
            status = read_status(said)
        except GovlistError as error:
            self._refuse(spot, *_unreadable(said, error))
            return None
        if concerned is not None and concerned is (status.counts_as is Status.NOT_APPLICABLE):
            message = _("what is said of being concerned contradicts the status")
            self._refuse(spot, "contradiction", message, _("correct one of the two cells"))
            return None
        return said

    def _concerned(self, row: Row) -> bool | None:
        """What the column of candidates says, None where it says nothing."""
        said = row.word("applies")
        if self._broken(row, "applies") or not said:
            return None
        status = known_status(said)
        if said in NOT_CONCERNED or (status and status.counts_as is Status.NOT_APPLICABLE):
            return False
        if said not in CONCERNED:
            message = _("{text!r} does not say whether the task concerns the unit").format(text=said)
            self._refuse(self._spot(row, "applies"), "bad-status", message, _("choose one of the two"))
            return None
        return True

    def _day(self, row: Row) -> date | None:
        asked, year = self.desk.asked, self.desk.checklist.year
        cell = row.cells.get("date")
        if self._broken(row, "date"):
            return None
        if cell is None or not cell.word:
            if asked.day is None:
                self._refuse_without_day(row)
            return asked.day
        spot = self._spot(row, "date")
        found = read_day(
            cell.text if cell.number is None else cell.number, year, asked.today, self.returned.since_1904
        )
        if found is None:
            message = _("{text!r} is not a valid date").format(text=cell.text)
            self._refuse(spot, "bad-date", message, _("write it with its year: 2024-06-14 or 2024年6月14日"))
            return None
        try:
            refuse_future(found, asked.today)
        except GovlistError as error:
            self._refuse(spot, "future-date", error.message, error.hint)
            return None
        if not belongs(found, year):
            message = _("{date} is outside the reporting period of {year}").format(date=day(found), year=year)
            self._refuse(spot, "date-out-of-year", message, belongs_hint(year))
            return None
        return found

    def _refuse_without_day(self, row: Row) -> None:
        """Tell that the day is missing; once where the whole table has no column for it."""
        if "date" in self.table.header:
            hint = _("fill it in, or give one to all rows without a day: --date DATE")
            self._refuse(self._spot(row, "date"), "date-missing", _("the day is missing"), hint)
        else:
            spot = Spot(self.returned.path, self.table.sheet, next(iter(self.table.header.values())))
            hint = _("add one, or give one day to all rows: --date DATE")
            self._tell_once(spot.fault("date-missing", _("there is no column for the day"), hint))

    def _evidence(self, row: Row) -> tuple[str, ...]:
        cell = row.cells.get("evidence")
        text = self._text(row, "evidence") or ""
        if cell and text and cell.link and "://" not in text:  # what is shown only stands for the address
            text = cell.link
        links = split_links(text)
        for link in links:
            if why := evidence.fault(link):
                message = _("{link} is not valid evidence: {why}").format(link=visible(link), why=why)
                self._refuse(self._spot(row, "evidence"), "bad-evidence", message, evidence.remedy())
        return links

    def _text(self, row: Row, key: str) -> str | None:
        """A cell's text as it stands, None where it is blank."""
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
        """Whether something of the row that counts is struck through; then the row is told as one fault."""
        keys = ("number", "requirement", "unit", *FILLED)
        cells = [cell for key in keys if (cell := row.cells.get(key)) and cell.struck]
        if cells:
            spot = Spot(self.returned.path, self.table.sheet, cells[0].place)
            message = _("the text is struck through: {text}")
            text = visible("、".join(cell.struck for cell in cells))
            hint = _("delete what no longer holds; take the line off what does")
            self._tell_once(spot.fault("struck-out", message.format(text=cut(text, 60)), hint))
        return bool(cells)

    def _broken(self, row: Row, key: str) -> bool:
        cell = row.cells.get(key)
        if cell is None or not (cell.broken or cell.picture):
            return False
        spot = self._spot(row, key)
        if cell.picture:
            hint = _("send the picture as a file of its own, and write the file's name")
            message = _("the cell holds a picture; the list takes words and links only")
            self._refuse(spot, "picture", message, hint)
            return True
        message = _("the formula has no value that could be taken: {text}").format(text=visible(cell.text))
        self._refuse(spot, "formula", message, _("write the text or the day itself into the cell"))
        return True

    def _tell_once(self, fault: Fault) -> None:
        """Keep a fault that several rows share."""
        if fault not in self.told:
            self.faults.append(fault)
        self.told.add(fault)

    def _refuse(self, spot: Spot, rule: str, message: str, hint: str) -> None:
        self.faults.append(spot.fault(rule, message, hint))

    def _spot(self, row: Row, *keys: str) -> Spot:
        """The row's cell, empty or not, under the first of these keys that the table has."""
        places = (self.table.place(row, key) for key in keys)
        return Spot(self.returned.path, self.table.sheet, next(filter(None, places), None))


def _unreadable(said: str, error: GovlistError) -> tuple[str, str, str]:
    """The rule that a status breaks, what is told, and the remedy in a table."""
    if struck_off(said):
        return "struck-off", error.message, error.hint
    if undecided(said):
        hint = _("choose done or in progress; how far it is belongs under progress made")
        return "status-undecided", error.message, hint
    return "bad-status", error.message, one_of(STATE[status].office_word for status in Status)
