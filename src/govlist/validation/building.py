"""Plain data → the model, where it is right in every part: without pydantic, which takes its time to load.

Whatever is not right is Unsound here; what is wrong with it is for the schema to say. The two agree on what
is right: tests hold it over lists with and without faults.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from govlist.model.checklist import (
    FORMAT,
    Chase,
    Checklist,
    Group,
    Report,
    Responsible,
    Section,
    Task,
    Topic,
    Unit,
)
from govlist.validation import values
from govlist.validation.values import Reader, Wrong, known_keys

T = TypeVar("T")
Maker = Callable[[Any], Any]
"""Makes the model's value of a plain one, or raises Unsound."""


class Unsound(Exception):
    """Data that the model cannot hold."""


def checklist(plain: Any) -> Checklist:
    """The model of data that is right in every part, without pydantic. Raises Unsound where it is not."""
    made = _build(Checklist, plain)
    if made.format > FORMAT:
        raise Unsound
    return made


def _build(kind: type[T], plain: Any) -> T:
    """One mapping as its kind: every key known, none missing, every value of its form."""
    if type(plain) is not dict:
        raise Unsound
    makers = _MAKERS[kind]
    data: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in plain.items():
        maker = makers.get(key)
        if maker is not None:
            data[key] = maker(value)
        elif kind in OFFICE and key.startswith("x-"):
            extra[key] = value
        else:
            raise Unsound
    if extra:
        data["extra"] = extra
    try:
        return kind(**data)
    except TypeError:  # a key is missing
        raise Unsound from None


def _line(value: Any) -> str:
    if type(value) is not str or not value:
        raise Unsound
    return value


def _of(reader: Reader) -> Maker:
    def make(value: Any) -> Any:
        made = reader(value)
        if type(made) is Wrong:
            raise Unsound
        return made

    return make


def _all(maker: Maker, *, filled: bool = False) -> Maker:
    def make(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or (filled and not value):
            raise Unsound
        return tuple([maker(item) for item in value])

    return make


def _each(kind: type) -> Maker:
    def make(value: Any) -> Any:
        return _build(kind, value)

    return _all(make)


def _responsible(value: Any) -> Responsible:
    return Responsible(unit=_line(value)) if type(value) is str else _build(Responsible, value)


def _reports(value: Any) -> dict[str, tuple[Report, ...]]:
    if type(value) is not dict:
        raise Unsound
    many = _each(Report)
    return {unit: many(reports) for unit, reports in value.items()}


def _member_names(value: Any) -> tuple[str, ...]:
    return (_line(value),) if type(value) is str else _lines_filled(value)


def _section_of(value: Any) -> Section:
    made = _build(Section, value)
    if (made.topics is None) is (made.tasks is None):
        raise Unsound
    return made


_lines, _lines_filled, _a_day = _all(_line), _all(_line, filled=True), _of(values.day)
_SPECIAL: dict[type, dict[str, Maker]] = {
    Report: {"date": _a_day, "status": _of(values.status), "review": _of(values.review), "evidence": _lines},
    Responsible: {"role": _of(values.role)},
    Task: {
        "id": _of(values.id_),
        "responsible": _all(_responsible, filled=True),
        "concerned": _lines,
        "settled": _a_day,
        "due": _a_day,
        "standing": _of(values.flag),
        "overall": _each(Report),
        "progress": _reports,
    },
    Topic: {"tasks": _each(Task)},
    Section: {"topics": _each(Topic), "tasks": _each(Task)},
    Unit: {"aliases": _lines, "until": _a_day},
    Group: {"aliases": _lines, "members": _member_names, "scope": _of(values.scope)},
    Chase: {
        "date": _a_day,
        "tasks": _all(_of(values.id_), filled=True),
        "level": _of(values.level),
        "reply_by": _a_day,
    },
    Checklist: {
        "format": _of(values.format_),
        "year": _of(values.year),
        "rounds": _all(_a_day),
        "confirm": _of(values.flag),
        "closed": _a_day,
        "units": _each(Unit),
        "groups": _each(Group),
        "sections": _all(_section_of),
        "chases": _each(Chase),
    },
}
OFFICE = (Task, Unit, Report)
"""What may hold the office's own `x-` keys."""

_MAKERS: dict[type, dict[str, Maker]] = {
    kind: {key: special.get(key, _line) for key in known_keys(kind)} for kind, special in _SPECIAL.items()
}
"""How each key's value is made; a key without a form of its own holds text."""
