"""The values of a command's parameters, converted by its annotations.

typer 0.29 converts every value with pydantic, also where none is given. Importing pydantic costs more than
all other work of a short command, and text, flags, paths and whole numbers need no library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from inspect import unwrap
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer


def convert(command: Any, parameters: Sequence[Any]) -> Sequence[Any]:
    """Convert the values of a command's parameters here instead of in typer; returns the parameters.

    Paths are not checked: the code that opens them reports what is wrong, with exit 3.
    """
    new = [each for each in parameters if getattr(each.process_value, "func", None) is not _value]
    known = kinds(command.callback) if new else {}
    for parameter in new:
        kind = getattr(parameter, "kind", known.get(parameter.name))
        parameter.process_value = partial(_value, parameter, parameter.process_value, kind)
    return parameters


def is_path(command: Any, parameter: Any) -> bool:
    """Whether a parameter takes the name of a file or folder."""
    return getattr(parameter, "kind", kinds(command.callback).get(parameter.name)) is Path


def between(least: int, most: int) -> Callable[[typer.Context, int], int]:
    """A callback that refuses numbers outside a range; both ends belong to it."""

    def check(_ctx: typer.Context, number: int) -> int:
        if not least <= number <= most:
            raise typer.BadParameter(f"{number} is not in the range {least} to {most}")
        return number

    return check


@cache
def kinds(command: Callable[..., Any]) -> dict[str, Any]:
    """What values become, by a command's parameter: Path or int; the others stay as they are."""
    found = {}
    for name, hint in get_type_hints(unwrap(command)).items():  # a wrapper has no annotations in Python 3.14
        parts = {hint, *get_args(hint)} | {inner for each in get_args(hint) for inner in get_args(each)}
        found[name] = next((kind for kind in (Path, int) if kind in parts), None)
    return found


def _value(parameter: Any, of_typer: Any, kind: Any, ctx: Any, value: Any) -> Any:
    """One value for the command, after the parameter's own callback."""
    if parameter.required and (value is None or value == ()):
        return None if ctx.resilient_parsing else of_typer(ctx, value)  # an error that typer words
    if kind is not None and value is not None:
        several = isinstance(value, (list, tuple))
        value = [_converted(kind, each, parameter, ctx) for each in (value if several else (value,))]
        value = value if several else value[0]
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)


def _converted(kind: Any, value: Any, parameter: Any, ctx: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a valid int", ctx=ctx, param=parameter) from None
