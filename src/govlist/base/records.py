"""Frozen records: what a frozen dataclass is, without the code that `dataclass` compiles for each class.

To make a frozen dataclass takes 4 million instructions at each start, a record half a million; a start makes
fifteen of them. `dataclasses` reads, compares and replaces the fields of both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record:
    """The base of records: their annotations are their fields, as in a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _fields: ClassVar[tuple[str, ...]]
    _in_order: ClassVar[tuple[str, ...]]
    """The fields whose values may be given by their order."""
    _defaults: ClassVar[dict[str, Any]]
    _makers: ClassVar[dict[str, Callable[[], Any]]]
    """What makes the default of a field, for defaults of their own."""

    def __init_subclass__(cls, *, kw_only: bool = False) -> None:
        dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        known = fields(cls)
        cls._fields = tuple(each.name for each in known)
        cls._in_order = tuple(each.name for each in known if not each.kw_only)
        cls._defaults = {each.name: each.default for each in known if each.default is not MISSING}
        cls._makers = {
            each.name: each.default_factory for each in known if each.default_factory is not MISSING
        }

    def __init__(self, *in_order: Any, **values: Any) -> None:
        """Raises TypeError if a value is missing, or there is none of this name."""
        if in_order:
            values |= zip(self._in_order, in_order, strict=False)
        if len(values) < len(self._fields):
            values = {**self._defaults, **{name: make() for name, make in self._makers.items()}, **values}
        if values.keys() != self.__dataclass_fields__.keys() or len(in_order) > len(self._in_order):
            raise TypeError(f"{type(self).__name__} has the values {', '.join(self._fields)}")
        vars(self).update(values)

    def _values(self) -> tuple[Any, ...]:
        return tuple(map(vars(self).__getitem__, self._fields))

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        values = (f"{name}={value!r}" for name, value in zip(self._fields, self._values(), strict=True))
        return f"{type(self).__name__}({', '.join(values)})"

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot set {name!r} of a record")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete {name!r} of a record")
