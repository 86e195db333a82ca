"""Which part of the data an error removes, and the words for parts of the data."""

from __future__ import annotations

from itertools import islice
from typing import Any, cast

from govlist.base.errors import Location
from govlist.base.i18n import _, p_
from govlist.model import fields
from govlist.model.checklist import (
    Chase,
    Checklist,
    Group,
    Office,
    Report,
    Responsible,
    Section,
    Task,
    Topic,
    Unit,
)
from govlist.model.fields import Keys, Many, Named, Text

HOLDERS = (Checklist, Section, Topic)
"""Classes that are kept if a value in them has an error: they contain too much else."""


def owner(at: Location) -> Keys:
    """The mapping whose key a path ends with."""
    return cast("Keys", fields.at(at[:-1]))


def placeholder(at: Location) -> Any:
    """A replacement for an invalid value that is required; None if it is optional."""
    holder, form = fields.at(at[:-1]), fields.at(at)
    if not isinstance(holder, Keys) or holder.kind not in HOLDERS or at[-1] not in holder.required:
        return None
    return "" if isinstance(form, Text) else [] if isinstance(form, Many) else 0


def kind_word(kind: type) -> str:
    """The word for a mapping of a kind."""
    return {
        Unit: _("a unit"),
        Group: _("a group"),
        Section: _("a section"),
        Topic: _("a topic"),
        Task: _("a task"),
        Responsible: _("an entry of responsible"),
        Report: _("a report"),
        Chase: _("a chase"),
        Office: _("an office"),
        Checklist: p_("file", "a list"),
    }[kind]


def smallest(at: Location) -> Location:
    """The smallest part around an invalid value that can be removed without changing other meanings.

    In a report or chase, the whole of it; in `responsible`, the task; for an optional value, just the value.
    """
    end, holder = 0, fields.at(())
    for depth in range(1, len(at) + 1):
        form = fields.at(at[:depth])
        by_name = isinstance(fields.at(at[: depth - 1]), Named)
        if by_name or (isinstance(form, Keys) and form.kind is not Responsible):
            end, holder = depth, form
    if end == len(at) or not isinstance(holder, Keys) or holder.kind in (Report, Chase):
        return at[:end]
    alone = holder.kind in HOLDERS or at[end] not in (*holder.required, "concerned", "aliases")
    return at[: end + 1] if alone else at[:end]


def form_word(value: Any) -> str:
    """The word for the form of a value: a list, a mapping, text."""
    if isinstance(value, (list, tuple)):
        return _("a list")
    return _("a mapping") if isinstance(value, dict) else _("text")


def wanted(fault: str) -> str:
    """The word for the expected form, by pydantic's type of error."""
    placeholder = {"string_type": "", "tuple_type": [], "dict_type": {}, "dataclass_type": {}}
    return form_word(placeholder[fault]) if fault in placeholder else ""


def beginning(plain: Any, size: int) -> Any:
    """The data with only the first items of every list and mapping."""
    if isinstance(plain, dict):
        return {key: beginning(value, size) for key, value in islice(plain.items(), size)}
    return [beginning(item, size) for item in plain[:size]] if isinstance(plain, list) else plain


def outermost(targets: list[Location]) -> list[Location]:
    """The paths that are not inside another one, later items first, so that earlier positions stay valid."""
    chosen = set(targets)
    alone = [t for t in chosen if not any(t[:end] in chosen for end in range(1, len(t)))]
    return sorted(alone, key=lambda t: [(-1, s) if isinstance(s, str) else (s, "") for s in t], reverse=True)
