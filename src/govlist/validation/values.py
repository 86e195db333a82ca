"""Plain text values → typed values, by the key they stand under.

A text that is not of its key's form becomes `Wrong`, which the schema then names. Nothing else passes:
pydantic alone would take ` 1 ` or `1_0` for a number and `1718323200` for a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from govlist.base.dates import iso_day
from govlist.model.checklist import ChaseLevel, Review, Role, Scope, Status

T = TypeVar("T")
Reader = Callable[[Any], Any]


class Wrong:
    """A value that is not of its key's form: `form` names what was wanted."""

    def __init__(self, form: str, value: Any) -> None:
        self.form = form
        self.value = value


def _text(value: Any) -> Any:
    return Wrong("empty", value) if value == "" else value


def _scalar(form: str, parse: Callable[[str], Any]) -> Reader:
    """A reader of one form: what `parse` makes of a text, `Wrong` where that is None."""

    def read(value: Any) -> Any:
        if value == "" or not isinstance(value, str):
            return _text(value) if isinstance(value, str) else Wrong(form, value)
        parsed = parse(value)
        return Wrong(form, value) if parsed is None else parsed

    return read


def _number(pattern: str) -> Callable[[str], int | None]:
    return lambda text: int(text) if re.fullmatch(pattern, text, re.ASCII) else None


day = _scalar("day", iso_day)
id_ = _scalar("id", _number("[1-9][0-9]{0,8}"))
year = _scalar("year", _number("[1-9][0-9]{3}"))
format_ = _scalar("format", _number("[1-9][0-9]{0,3}"))
flag = _scalar("flag", {"true": True, "false": False}.get)
status = _scalar("status", {str(word): word for word in Status}.get)
review = _scalar("review", {str(word): word for word in Review}.get)
role = _scalar("role", {str(word): word for word in Role}.get)
level = _scalar("level", {str(word): word for word in ChaseLevel}.get)
scope = _scalar("scope", {str(word): word for word in Scope}.get)


def _many(read: Reader, *, filled: bool = False) -> Reader:
    """A list of what `read` takes; `filled` refuses an empty one."""

    def many(value: Any) -> Any:
        if not isinstance(value, list):
            return _text(value)
        return Wrong("empty", value) if filled and not value else [read(item) for item in value]

    return many


def _mapping(readers: Mapping[str, Reader], *, office: bool = False) -> Reader:
    """A mapping of known keys; with `office` its `x-` keys are gathered under `extra`."""

    def mapping(value: Any) -> Any:
        if not isinstance(value, dict):
            return _text(value)
        typed = {}
        extra = {}
        for key, item in value.items():
            if office and key.startswith("x-"):
                extra[key] = item
            else:  # a file's own key `extra` or `omitted` is as unknown as any other
                name = key if key in readers or key not in ("extra", "omitted") else f" {key}"
                typed[name] = readers.get(key, _text)(item)
        return {**typed, "extra": extra} if office else typed

    return mapping


def _entry(value: Any) -> Any:
    """An entry of `responsible`: a bare name is a mapping with the name alone."""
    if isinstance(value, dict):
        return _mapping({"unit": _text, "role": role})(value)
    return {"unit": _text(value)}


def _members(value: Any) -> Any:
    return [_text(value)] if isinstance(value, str) else _many(_text, filled=True)(value)


def _progress(value: Any) -> Any:
    if not isinstance(value, dict):
        return _text(value)
    return {unit: _many(_report)(reports) for unit, reports in value.items()}


_report = _mapping({"date": day, "status": status, "review": review, "evidence": _many(_text)}, office=True)
_task = _mapping(
    {
        "id": id_,
        "responsible": _many(_entry, filled=True),
        "concerned": _many(_text),
        "settled": day,
        "due": day,
        "standing": flag,
        "overall": _many(_report),
        "progress": _progress,
    },
    office=True,
)
_tasks = _many(_task)
_section = _mapping({"topics": _many(_mapping({"tasks": _tasks})), "tasks": _tasks})
_unit = _mapping({"aliases": _many(_text), "until": day}, office=True)
_group = _mapping({"aliases": _many(_text), "members": _members, "scope": scope})
_chase = _mapping({"date": day, "tasks": _many(id_, filled=True), "level": level, "reply_by": day})
_checklist = _mapping(
    {
        "format": format_,
        "year": year,
        "rounds": _many(day),
        "confirm": flag,
        "closed": day,
        "units": _many(_unit),
        "groups": _many(_group),
        "sections": _many(_section),
        "chases": _many(_chase),
    }
)


def typed(plain: Any) -> Any:
    """The file's data with every known value typed, `Wrong` where it is not of its form."""
    return _checklist(plain)


def known_keys(kind: type) -> list[str]:
    """The keys that a mapping of the file may hold, in the order of the documentation."""
    return [f.name for f in fields(kind) if f.name not in ("extra", "omitted")]
