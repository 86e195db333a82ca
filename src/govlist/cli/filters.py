"""The filters, the order and the columns that `list`, `status`, `chase` and `export` share.

Each field of `Filters` is an option with its help; `with_filters` gives them all to a command. What their
words may be is in `govlist.model.selection`. Annotations are not postponed, because they are the options.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date as Day
from functools import cache
from typing import Annotated, Any, NamedTuple, Self

import typer

from govlist.base import dates
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.cli import options
from govlist.model import selection
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.model.words import named, not_together

Many = list[str] | None

Sections = Annotated[
    Many,
    typer.Option(
        "--section", metavar="SECTION", help=_("Select sections by number, title or part of the title.")
    ),
]
Topics = Annotated[
    Many,
    typer.Option("--topic", metavar="TOPIC", help=_("Select topics by number, title or part of the title.")),
]
Due = Annotated[
    str | None,
    typer.Option(
        "--due",
        metavar="DATE",
        help=_("Select what falls due until then and is not finished: 7d, this-month, 2024-12-31."),
    ),
]


class Filters(NamedTuple):
    """What was given for each filter, as it was typed."""

    unit: Annotated[
        Many,
        typer.Argument(
            metavar="[UNIT]...",
            help=_("Units or groups; the same as --unit."),
        ),
    ] = None
    units: options.Units = None
    sections: Sections = None
    topics: Topics = None
    statuses: Annotated[
        Many,
        typer.Option(
            "--status",
            metavar="STATUS",
            help=_(
                "Select these statuses: open, not_started, in_progress, behind, done, not_applicable or any "
                "other that tables show: a,b."
            ),
        ),
    ] = None
    not_statuses: Annotated[
        Many,
        typer.Option(
            "--not-status",
            metavar="STATUS",
            help=_("Leave out what has one of these statuses."),
        ),
    ] = None
    bases: Annotated[
        Many,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help=_("Select bases: named, group, reported, candidate, support."),
        ),
    ] = None
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Select what is overdue."))] = False
    due: Due = None
    missing: Annotated[
        bool, typer.Option("--missing", help=_("Select what has no report for the last round."))
    ] = False
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help=_("Select what waits for the office's review."))
    ] = False
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help=_("Select tasks that contain this text."))
    ] = ""
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="ORDER",
            help=_("Sort by list, slowest, overdue, due, date (last report) or name."),
        ),
    ] = None
    columns: Annotated[
        Many,
        typer.Option(
            "--columns", metavar="NAMES", help=_("Show these columns of the table: id,unit,status.")
        ),
    ] = None

    @property
    def names(self) -> list[str]:
        """The units of the argument and of the option."""
        return [*(self.unit or ()), *(self.units or ())]

    def of_units(self, names: list[str] | None) -> Self:
        """The filters with other units."""
        return self._replace(unit=None, units=names)

    def narrow(self, view: View) -> View:
        """The view with these filters. Raises GovlistError for words that mean nothing."""
        try:
            chosen = view.roster.select_all(self.names)
        except GovlistError as error:
            for name in selection.several(self.names):
                if name.isdecimal():
                    error.hint = _("a task is shown by: {command}").format(command=f"govlist show {name}")
                elif state := named(name, selection.STATES):
                    error.hint = _("did you mean {name}?").format(name=f"--status {state}")
            raise
        one = len(chosen) == 1 and not view.roster.names_group(self.names)
        return replace(view, filter=self.filter(view.day)._replace(units=chosen, one=one))

    def filter(self, day: Day) -> Filter:
        """The filter on a day, without the units, which only a roster knows."""
        return Filter(
            sections=tuple(self.sections or ()),
            topics=tuple(self.topics or ()),
            statuses=selection.statuses(self.statuses),
            not_statuses=selection.statuses(self.not_statuses, "--not-status"),
            bases=selection.bases(self.bases),
            overdue=self.overdue,
            due=None if self.due is None else dates.parse_ahead(self.due, day),
            missing=self.missing,
            unreviewed=self.unreviewed,
            search=self.search,
            sort=selection.sort(self.sort),
        )

    def refuse_columns(self, option: str) -> None:
        """Raise GovlistError for --columns beside an option whose output has all of them."""
        if self.columns:
            raise not_together("--columns", option)

    def shown(self, titles: Mapping[str, str]) -> tuple[str, ...]:
        """The keys of the columns to show; empty for the usual ones."""
        return selection.columns(self.columns, titles)


@cache
def _parameters() -> dict[str, inspect.Parameter]:
    """The fields of `Filters` as parameters of a command."""
    kind = inspect.Parameter.KEYWORD_ONLY
    return {
        name: inspect.Parameter(name, kind, default=default, annotation=Filters.__annotations__[name])
        for name, default in Filters._field_defaults.items()
    }


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `filters` becomes all the options of `Filters`, in its place."""
    return _with(command, _parameters())


def with_filters_of_many(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command whose arguments are lists: units are named by the option alone."""
    return _with(command, {name: each for name, each in _parameters().items() if name != "unit"})


def _with(command: Callable[..., None], shared: Mapping[str, inspect.Parameter]) -> Callable[..., None]:
    signature = inspect.signature(command, eval_str=True)
    parameters: list[inspect.Parameter] = []
    for name, each in signature.parameters.items():
        if name == "filters":
            parameters += shared.values()
        else:
            parameters.append(each.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    def filtered(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in shared}
        command(filters=Filters(**chosen), **given)

    filtered.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    filtered.__annotations__ = {each.name: each.annotation for each in parameters}
    return filtered
