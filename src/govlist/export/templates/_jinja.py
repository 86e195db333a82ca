"""The template language: Jinja in a sandbox. Data is always text; unknown names are errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import StrictUndefined, Template, nodes, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from govlist.export.templates._budget import WIDEST, Budget, size

FILTERS = (
    *("batch", "count", "default", "escape", "first", "float", "groupby", "int", "join", "last", "length"),
    *("list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
    *("selectattr", "slice", "sort", "string", "sum", "trim", "truncate", "unique", "upper"),
)
"""The filters of Jinja that are safe: no markup, no randomness; four of them are bounded by `Environment`."""


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

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        self.budget = Budget()
        super().__init__(undefined=_Unknown, autoescape=True, finalize=self._written)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {name: self._narrow(self.filters[name]) for name in ("batch", "slice")}
        self.filters |= {
            "join": self._join(self.filters["join"]),
            "replace": self._replace(self.filters["replace"]),
        }
        self.filters |= {"rounds": self.budget.rounds, "at": self.budget.at}

    def from_string(self, source: str | nodes.Template, *args: Any, **options: Any) -> Template:
        """A template from its text, with all that it repeats counted. Raises NotOffered, see `_budget`."""
        if isinstance(source, str):
            self.budget.start(source)
            source = self.budget.counted(self.parse(source))
        return super().from_string(source, *args, **options)

    def _written(self, value: object) -> object:
        text = _text(value)
        self.budget.spend(size(text))
        return text

    def _narrow(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that makes rows or columns, `WIDEST` at most."""

        def narrow(items: Any, count: int, fill_with: Any = None) -> Any:
            if not 0 < count <= WIDEST:
                raise SecurityError(f"{count} is not from 1 to {WIDEST}")
            return filter_(items, count, fill_with)

        return narrow

    def _join(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @pass_eval_context
        def join(context: Any, items: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
            items = list(items)
            self.budget.spend(sum(size(item) + len(d) for item in items))
            return filter_(context, items, d, attribute)

        return join

    def _replace(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @pass_eval_context
        def replace(context: Any, text: Any, old: str, new: str, count: int | None = None) -> Any:
            text = text if isinstance(text, str) else str(text)
            self.budget.spend(len(text) + text.count(str(old)) * len(str(new)))
            return filter_(context, text, old, new, count)

        return replace

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
        """Calculate with numbers only, since repeating a text could make it huge; `+` joins texts, too."""
        if operator == "+":
            self.budget.spend(size(left) + size(right))
        elif operator == "**" or isinstance(left, str | list) or isinstance(right, str | list):
            raise SecurityError(f"{operator} is for numbers")
        return self.binop_table[operator](left, right)


def _text(value: object) -> object:
    """A value for output: escaped, including braces, which docxtpl would read again."""
    if isinstance(value, list | dict):
        raise NotText
    if isinstance(value, Markup | StrictUndefined):
        return value
    return Markup(str(escape(value)).translate(_BRACES))  # noqa: S704 - just escaped
