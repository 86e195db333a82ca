"""What scripts/docs.py makes from the shapes of JSON: pages of objects, columns of CSV, and `schemas/`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, is_typeddict

from docs_meanings import MEANINGS
from docs_words import LANGUAGE, said
from govlist.base import i18n
from govlist.content import flat, json_schemas
from govlist.content import shapes as shapes_of_json

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


def columns(_words: str) -> str:
    """The columns of CSV: the heading in words, the values, the meaning."""
    i18n.use("zh")  # the page in English shows them, too
    titles = {field.key: field.title() if field.title else "–" for field in flat.FIELDS}
    i18n.use(LANGUAGE)
    known = json_schemas.keys(shapes_of_json.PairRow)
    rows = [
        f"| `{key}` | {titles[key]} | {_shape_form(known[key])} "
        f"| {_meaning(json_schemas.described(known[key])[2])} |"
        for key in flat.COLUMNS
    ]
    return "\n".join([said("| column | in words | form | meaning |"), "| --- | --- | --- | --- |", *rows])


def _meaning(words: str | None) -> str:
    """What an object or key means, in the language of the page."""
    assert words
    return MEANINGS[words] if LANGUAGE == "zh" else words


def outputs(_words: str) -> str:
    """The outputs by name, each with a link to its object."""
    rows = [
        f"| `{name}` | {_shape_form(kind)} | [{name}.schema.json]({_up()}schemas/{name}.schema.json) |"
        for name, kind in json_schemas.OUTPUTS.items()
    ]
    return "\n".join([said("| output | what it is | schema |"), "| --- | --- | --- |", *rows])


def _up() -> str:
    """The way from a page of docs/ to the repository."""
    return "../../" if LANGUAGE == "zh" else "../"


def shapes(_words: str) -> str:
    """Every object of the outputs, by name, with its keys."""
    found: dict[str, Any] = {}
    for kind in json_schemas.OUTPUTS.values():
        _collect(kind, found)
    parts = []
    for name, kind in sorted(found.items()):
        rows = [
            f"| `{key}` | {_shape_form(each)} | {_meaning(json_schemas.described(each)[2])} |"
            for key, each in json_schemas.keys(kind).items()
        ]
        more = (
            said(" It may also have the list's own `x-` keys.") if kind in shapes_of_json.OFFICE_KEYS else ""
        )
        parts.append(
            "\n".join(
                [
                    f"### {name}",
                    "",
                    f"{_meaning(kind.__doc__)}{more}",
                    *(["", said("| key | form | meaning |"), "| --- | --- | --- |", *rows] if rows else []),
                ]
            )
        )
    return "\n\n".join(parts)


def _collect(kind: Any, found: dict[str, Any]) -> None:
    kind = json_schemas.described(kind)[0]
    if is_typeddict(kind) and kind.__name__ not in found:
        found[kind.__name__] = kind
        for each in json_schemas.keys(kind).values():
            _collect(each, found)
    for each in get_args(kind):
        _collect(each, found)


def _shape_form(kind: Any) -> str:
    """The type of a value of JSON in words."""
    kind, marks, _description = json_schemas.described(kind)
    for mark in marks:
        if isinstance(mark, shapes_of_json.OneOf):
            return ", ".join(f"`{value}`" for value in mark)
        return said("day")
    if is_typeddict(kind):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if get_origin(kind) is list:
        one = _shape_form(get_args(kind)[0])
        bare = one in map(said, ("text", "number", "day"))
        return said("list of {one}s" if bare else "list of {one}").format(one=one)
    if get_origin(kind) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(kind))
    if get_args(kind):
        return said(", or ").join(map(_shape_form, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(f"`{value}`" for value in kind)
    names = {int: "number", float: "number", bool: "`true` or `false`", str: "text", type(None): "null"}
    return said(names.get(kind, "any"))


def schemas() -> dict[Path, str]:
    """The files of `schemas/` with their text."""
    return {SCHEMAS / f"{name}.schema.json": json_schemas.text(name) for name in json_schemas.OUTPUTS}


MAKERS: dict[str, Callable[[str], str]] = {maker.__name__: maker for maker in (columns, outputs, shapes)}
