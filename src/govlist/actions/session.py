"""The global options as one value: the file, today's date, and the view of the list."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.base import dates
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.records import Record
from govlist.model import words
from govlist.validation import load, settings

if TYPE_CHECKING:
    from govlist.model.checklist import Checklist
    from govlist.model.view import View


class Session(Record):
    """The global options: the file, a day to use as today, whether to use the shipped list."""

    file: Path | None = None
    today_text: str | None = None
    shipped: bool = False

    @property
    def today(self) -> date:
        """Today, or the day of `--today` or `$GOVLIST_TODAY`."""
        fixed = self.today_text or os.environ.get("GOVLIST_TODAY")
        return dates.parse_day(fixed, date.today()) if fixed else date.today()

    @cached_property
    def settings(self) -> settings.Settings:
        """The settings in force for the list in use. Raises GovlistError if they have faults."""
        return settings.read(settings.folder_of(self.file, self.shipped))

    @cached_property
    def chosen(self) -> load.Chosen:
        """The file to use, and the folders searched if none was found."""
        return load.choose(self.file, self.shipped)

    def of_many(self, paths: Sequence[Path]) -> Session:
        """The session with the settings of the first of many lists, unless a list was named with -f."""
        return replace(self, file=paths[0] / settings.NAME) if self.file is None else self

    @property
    def path(self) -> Path:
        """The file in use. Raises GovlistError (exit 3) if none was found."""
        if self.chosen.searched:
            raise _not_found(self.chosen.searched)
        return self.chosen.path

    @property
    def writable_path(self) -> Path:
        """The file in use, for an edit. Raises GovlistError (exit 3) for the shipped list."""
        path = self.path
        if self.chosen.shipped:
            message = _("the list shipped with govlist is read-only")
            hint = _("leave out --shipped; create your own list with govlist init")
            raise GovlistError(message, ExitCode.FAILED, hint=hint)
        return path

    def view(self, as_of: str | None = None, silent_since: str | None = None) -> View:
        """The list on a day: the last day of `as_of`, else today. Raises GovlistError for one in the future.

        The figures of an archived list end with the day on which it was archived.
        With `silent_since`, units that have not reported since its first day count as missing.
        """
        return self.view_of(load.checklist(self.path), as_of, silent_since)

    def view_of(
        self, checklist: Checklist, as_of: str | None = None, silent_since: str | None = None
    ) -> View:
        """The same of a list that was read before."""
        day = self.day(as_of)
        silent = self.first_day(silent_since)
        from govlist.model.view import DUE_SOON, View  # not needed to check files

        checklist = self._named(checklist)
        soon = self.settings.get("due-soon") or DUE_SOON
        return View(checklist, min(day, checklist.closed or day), silent=silent, due_soon=soon)

    def day(self, as_of: str | None) -> date:
        """The last day of `as_of`, else today. Raises GovlistError for one in the future."""
        return self.today if as_of is None else self._begun(as_of, ahead=True).last

    def first_day(self, since: str | None) -> date | None:
        """The first day of `since`, None without it. Raises GovlistError for one in the future."""
        return None if since is None else self._begun(since).first

    def _named(self, checklist: Checklist) -> Checklist:
        """The list with the office's name of the settings, if it has none itself."""
        name, office = self.settings.get("office"), checklist.office
        if name is None or (office and office.name):
            return checklist
        from govlist.model.checklist import Office

        return replace(checklist, office=replace(office or Office(), name=name))

    def day_ahead(self, text: str | None, day: date) -> date | None:
        """The day that a text names; None without a text. Raises GovlistError for one before `day`."""
        if text is None:
            return None
        hint = _("write a future day, such as {day}").format(
            day=min(day, date.max - 10 * dates.DAY) + 10 * dates.DAY
        )
        ahead = dates.parse_day(text, self.today, hint)
        if ahead < day:
            raise GovlistError(_("{last} is before {first}").format(last=ahead, first=day), hint=hint)
        return ahead

    def ledger_view(
        self, since: str | None, until: str | None, as_of: str | None, public: bool = False
    ) -> View:
        """The list on the last day of a span, with its first day; without `since` like `view`.

        `public` leaves out what is only for the office.
        """
        view = self._span_view(since, until, as_of)
        if not public:
            return view
        from govlist.model.public import public as made_public

        return replace(view, checklist=made_public(view.checklist, view.day))

    def _span_view(self, since: str | None, until: str | None, as_of: str | None) -> View:
        if until is not None and as_of is not None:
            raise words.not_together("--until", "--as-of")
        last = as_of if until is None else until
        if since is None:
            return self.view(last)
        return self.span_view(since, last)

    def span_view(self, since: str, until: str | None) -> View:
        """The list on the last day of a span, with its first day.

        Without `until` a period ends with its last day, a day with today. A span that has not ended ends
        today. Raises GovlistError for one that ends before it begins, or begins after the list was archived.
        """
        first = self._begun(since)
        if until is not None:
            end = dates.parse(until, self.today).last
        else:
            end = self.today if first.single else dates.parse(since, self.today).last
        if end < first.first:
            message = _("{last} is before {first}").format(last=end, first=first.first)
            raise GovlistError(message, hint=_("--until must not be before --since"))
        view = self.view(min(end, self.today).isoformat())
        if view.day < first.first:
            message = _("the list was archived on {day}").format(day=words.day(view.day))
            raise GovlistError(message, hint=_("choose a period that begins before that day"))
        return replace(view, since=first.first, end=end)

    def _begun(self, text: str, ahead: bool = False) -> dates.Period:
        """The period of a text, which ends today at the latest. Raises GovlistError for one in the future.

        With `ahead` the hint says how to ask what falls due until then.
        """
        period = dates.parse(text, self.today)
        if period.first > self.today:
            hint = _("the date must be today or earlier")
            if ahead:
                hint = _(
                    "the date must be today or earlier; to see what falls due by then: {command}"
                ).format(command=f"govlist status --due {period.last}")
            raise GovlistError(_("{day} is in the future").format(day=words.day(period.first)), hint=hint)
        return period._replace(last=min(period.last, self.today))


def _not_found(searched: tuple[Path, ...]) -> GovlistError:
    """The error for no list in these folders, with the commands that help."""
    first, last = searched[0], searched[-1]
    folders = _("{first} and the folders above it up to {last}") if first != last else "{first}"
    message = _("no list found: none of {names} in {folders}")
    hint = _("use your list: {named}; create one: {begun}; look at the shipped one: {shipped}")
    return GovlistError(
        message.format(names=words.joined(load.NAMES), folders=folders.format(first=first, last=last)),
        ExitCode.FAILED,
        hint=hint.format(
            named=words.placeholders("govlist -f FILE …"), begun="govlist init", shipped="govlist --shipped …"
        ),
    )
