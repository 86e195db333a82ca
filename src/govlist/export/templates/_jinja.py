"""The template language: Jinja in a sandbox. Data is always text; unknown names are errors."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

FILTERS = (
    *("batch", "count", "default", "escape", "first", "float", "groupby", "int", "join", "last", "length"),
    *("list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
    *("selectattr", "slice", "sort", "string", "sum", "trim", "truncate", "unique", "upper"),
)
"""The filters of Jinja that are safe: no markup, no randomness, no large output."""


_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


class UnknownName(Exception):
    """A template uses an unknown name; `asked` is the value in which it was looked up."""

    def __init__(self, name: str, asked: object) -> None:
        super().__init__(name)
        self.name, self.asked = name, asked


class NotText(Exception):
    """A template prints a list or a row instead of a text."""


class _Unknown(StrictUndefined):
    """Raises UnknownName on lookup; other undefined values of Jinja raise when they are used."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if name is not None and exc is UndefinedError:
            raise UnknownName(str(name), None if obj is missing else obj)


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which data has keys but no methods."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=_Unknown, autoescape=True, finalize=_text)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A value by key; for Jinja objects such as `loop`, an attribute that the sandbox allows."""
        data = isinstance(obj, str | int | float | list | dict)
        return self.getitem(obj, attribute) if data else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A value by its key or position."""
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers only, since repeating a text could make it huge."""
        if operator == "**" or isinstance(left, str | list) or isinstance(right, str | list):
            raise SecurityError(f"{operator} is for numbers")
        return self.binop_table[operator](left, right)


def _text(value: object) -> object:
    """A value for output: escaped, including braces, which docxtpl would read again."""
    if isinstance(value, list | dict):
        raise NotText
    if isinstance(value, Markup | StrictUndefined):
        return value
    return Markup(str(escape(value)).translate(_BRACES))  # noqa: S704 - just escaped
