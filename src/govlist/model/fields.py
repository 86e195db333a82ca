"""The form of each key of the file, made from the model's annotations: how its value is checked and typed.

Each form converts a plain value in two ways. `make` returns the model's value if the plain value is valid;
it does not need pydantic, which is slow to import. `typed` returns the input for pydantic: a typed value, or
`InvalidValue`, which the schema then reports. pydantic alone would accept ` 1 ` or `1_0` as a number and
`1718323200` as a day. Tests check that both accept the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from govlist.base.dates import iso_day
from govlist.base.errors import Location
from govlist.base.limits import FORMAT
from govlist.model.checklist import NOT_EMPTY, OR_SINGLE, Checklist
from govlist.model.deadlines import DueDays


class InvalidData(Exception):
    """Data that is not valid for the model."""


class InvalidValue:
    """A value that is not valid for its key; `form` is None if it is empty."""

    def __init__(self, form: Scalar | None, value: Any) -> None:
        self.form = form
        self.value = value


class Text:
    """A text that is not empty."""

    def make(self, value: Any) -> str:
        """The text itself. Raises InvalidData."""
        if type(value) is not str or not value:
            raise InvalidData
        return value

    def typed(self, value: Any) -> Any:
        """The value, or `InvalidValue` if it is empty; pydantic checks whether it is text."""
        return InvalidValue(None, value) if value == "" else value


TEXT = Text()


class Scalar:
    """A text that `parse` converts to a type: a day, a number, a flag, one of a few words, a code.

    `parse` returns None for an invalid text. `allowed` is the range of a number, `pattern` that of a code.
    """

    def __init__(
        self, kind: type, parse: Callable[[str], Any], allowed: range = range(0), pattern: str = ""
    ) -> None:
        self.kind = kind
        self.parse = parse
        self.allowed = allowed
        self.pattern = pattern

    def make(self, value: Any) -> Any:
        """The typed value. Raises InvalidData."""
        if type(value) is not str or (made := self.parse(value)) is None:
            raise InvalidData
        return made

    def typed(self, value: Any) -> Any:
        """The typed value, or `InvalidValue`."""
        if value == "":
            return InvalidValue(None, value)
        made = self.parse(value) if isinstance(value, str) else None
        return InvalidValue(self, value) if made is None else made


class Many:
    """A list of values of one form; `filled`: at least one value; `single`: or one value without a list."""

    def __init__(self, item: Form, *, filled: bool, single: bool) -> None:
        self.item = item
        self.filled = filled
        self.single = single

    def make(self, value: Any) -> tuple[Any, ...]:
        """The values as a tuple. Raises InvalidData."""
        make = self.item.make
        if type(value) is not list:
            if self.single and type(value) is str:
                return (make(value),)
            raise InvalidData
        if self.filled and not value:
            raise InvalidData
        return tuple([make(item) for item in value])

    def typed(self, value: Any) -> Any:
        """The list with its values typed."""
        if self.single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            return TEXT.typed(value)
        return (
            InvalidValue(None, value)
            if self.filled and not value
            else [self.item.typed(item) for item in value]
        )


class Named:
    """A mapping from names of any kind to values of one form."""

    def __init__(self, item: Form) -> None:
        self.item = item

    def make(self, value: Any) -> dict[str, Any]:
        """The mapping with its values converted. Raises InvalidData."""
        if type(value) is not dict:
            raise InvalidData
        make = self.item.make
        return {name: make(item) for name, item in value.items()}

    def typed(self, value: Any) -> Any:
        """The mapping with its values typed."""
        if not isinstance(value, dict):
            return TEXT.typed(value)
        return {name: self.item.typed(item) for name, item in value.items()}


class Keys:
    """A mapping of known keys, described by a class of the model.

    `office`: it may have the office's own `x-` keys, which are collected under `extra`.
    `short`: the key that a single text stands for; `one_of`: keys of which exactly one is required.
    """

    def __init__(self, kind: Any) -> None:
        known = [field for field in fields(kind) if field.metadata]
        self.kind: type = kind
        self.forms: Mapping[str, Form] = {field.name: form(field.type) for field in known}
        self.words: Mapping[str, str] = {field.name: field.metadata["description"] for field in known}
        self.required = [f.name for f in known if f.default is MISSING and f.default_factory is MISSING]
        self.office = any(field.name == "extra" for field in fields(kind))
        self.short: str | None = getattr(kind, "SHORT", None)
        self.one_of: tuple[str, ...] = getattr(kind, "ONE_OF", ())
        self._makers = {key: form.make for key, form in self.forms.items()}

    def make(self, value: Any) -> Any:
        """The mapping as its class. Raises InvalidData for unknown or missing keys and invalid values."""
        if type(value) is not dict:
            if self.short is None:
                raise InvalidData
            return self.kind(**{self.short: TEXT.make(value)})
        makers = self._makers
        data: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, item in value.items():
            maker = makers.get(key)
            if maker is not None:
                data[key] = maker(item)
            elif self.office and key.startswith("x-"):
                extra[key] = item
            else:
                raise InvalidData
        if extra:
            data["extra"] = extra
        if self.one_of and sum(key in data for key in self.one_of) != 1:
            raise InvalidData
        try:
            return self.kind(**data)
        except TypeError:  # a key is missing
            raise InvalidData from None

    def typed(self, value: Any) -> Any:
        """The mapping with its known values typed."""
        if not isinstance(value, dict):
            return TEXT.typed(value) if self.short is None else {self.short: TEXT.typed(value)}
        typed = {}
        extra = {}
        for key, item in value.items():
            if self.office and key.startswith("x-"):
                extra[key] = item
            else:  # fields that are not keys of a file
                name = f" {key}" if key in ("extra", "omitted", "checked") else key
                typed[name] = self.forms.get(key, TEXT).typed(item)
        return {**typed, "extra": extra} if self.office else typed


Form = Text | Scalar | Many | Named | Keys


@cache
def keys(kind: type) -> Keys:
    """The form of a class of the model."""
    return Keys(kind)


def form(wanted: Any) -> Form:
    """The form of an annotation of the model. Raises TypeError for other annotations."""
    marks = getattr(wanted, "__metadata__", ())
    wanted = wanted.__origin__ if marks else wanted
    origin, parts = get_origin(wanted), get_args(wanted)
    if type(None) in parts:  # an optional key is absent, never empty
        return form(parts[0])
    if origin is tuple:
        return Many(form(parts[0]), filled=NOT_EMPTY in marks, single=OR_SINGLE in marks)
    if origin is Mapping:
        return Named(form(parts[1]))
    if wanted is DueDays:
        return Scalar(wanted, DueDays.parse)
    if isinstance(wanted, type) and is_dataclass(wanted):
        return keys(wanted)
    if wanted is str:
        return _code(*marks) if marks else TEXT
    return _scalar(wanted, *marks)


def _code(pattern: re.Pattern[str]) -> Scalar:
    return Scalar(str, lambda text: text if pattern.fullmatch(text) else None, pattern=pattern.pattern)


def _scalar(kind: Any, allowed: range = range(0)) -> Scalar:
    if kind is int:
        return Scalar(kind, _number(allowed), allowed)
    if kind is date:
        return Scalar(kind, iso_day)
    if kind is bool:
        return Scalar(kind, {"true": True, "false": False}.get)
    if issubclass(kind, StrEnum):
        return Scalar(kind, {str(word): word for word in kind}.get)
    raise TypeError(kind)


def _number(allowed: range) -> Callable[[str], int | None]:
    """A function that parses a whole number in a range, without leading zeros or signs."""
    longest = len(str(allowed[-1]))

    def parse(text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) <= longest):
            return None
        number = int(text)
        return number if number in allowed and str(number) == text else None

    return parse


CHECKLIST = keys(Checklist)


def checklist(plain: Any) -> Checklist:
    """The model of valid data, without pydantic. Raises InvalidData for any error."""
    made: Checklist = CHECKLIST.make(plain)
    if made.format > FORMAT:
        raise InvalidData
    return made


def at(location: Location) -> Form | None:
    """The form of the value at a path in the file; None if the path is not known."""
    found: Form | None = CHECKLIST
    for step in location:
        if isinstance(found, Keys):
            found = found.forms.get(str(step))
        else:
            found = found.item if isinstance(found, (Many, Named)) else None
    return found


def known_keys(kind: type) -> list[str]:
    """The keys that a mapping of the file may have, in the order of the documentation."""
    return list(keys(kind).forms)
