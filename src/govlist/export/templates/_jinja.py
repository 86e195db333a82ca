"""The language of Word templates: Jinja in a sandbox. Data stays text; what is unknown is told at once."""

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
"""Those of Jinja's own that let no markup in, hang on no chance, and make no more of a text than it is."""


_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


class Unnamed(Exception):
    """A template names what stands for nothing: the name, and what was asked for it."""

    def __init__(self, name: str, asked: object) -> None:
        super().__init__(name)
        self.name, self.asked = name, asked


class Printed(Exception):
    """A list or a row stands where a text is wanted."""


class _Unknown(StrictUndefined):
    """Refuses a name as soon as it is looked up; what Jinja itself finds missing bides until it is used."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if name is not None and exc is UndefinedError:
            raise Unnamed(str(name), None if obj is missing else obj)


class Environment(ImmutableSandboxedEnvironment):
    """Data is looked into by its keys alone: a text or a list has no methods here."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=_Unknown, autoescape=True, finalize=_text)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A value by its key; of Jinja's own things, such as `loop`, an attribute that the sandbox allows."""
        data = isinstance(obj, str | int | float | list | dict)
        return self.getitem(obj, attribute) if data else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A value by its key or position."""
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers; repeating a text could make it endless."""
        if operator == "**" or isinstance(left, str | list) or isinstance(right, str | list):
            raise SecurityError(f"{operator} is for numbers")
        return self.binop_table[operator](left, right)


def _text(value: object) -> object:
    """A value as it is written: escaped, its braces too, which docxtpl would read again."""
    if isinstance(value, list | dict):
        raise Printed
    if isinstance(value, Markup | StrictUndefined):
        return value
    return Markup(str(escape(value)).translate(_BRACES))  # noqa: S704 - just escaped
