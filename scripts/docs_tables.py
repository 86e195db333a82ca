"""What scripts/docs.py makes from the program's own tables: keys, rules, words, settings, stores, modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from docs_words import said
from govlist.base import i18n, registry
from govlist.base.errors import Level
from govlist.many import schema, views
from govlist.model import checklist, fields
from govlist.model.deadlines import DueDays
from govlist.model.words import ACCEPTED
from govlist.validation.settings import KEYS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "govlist"
LONG = 160
"""Characters of a sample's line that are shown; only samples of limits have longer lines."""
FORMS = {
    int: "whole number",
    str: "digits",
    bool: "`true` or `false`",
    date: "day",
    DueDays: "day, `monthly:DAY`, `quarterly`, `half-yearly`",
}
"""Types of single values in words."""


def keys(words: str) -> str:
    """The keys of a mapping of the file with their types, required ones first."""
    known = fields.keys(getattr(checklist, words))
    needed = {key: said("yes") if key in known.required else "" for key in known.forms}
    rows = [
        f"| `{key}` | {needed[key]} | {_form(known.forms[key])} | {i18n._(known.words[key])} |"
        for key in sorted(known.forms, key=lambda key: needed[key] == "")
    ]
    return "\n".join([said("| key | required | form | meaning |"), "| --- | --- | --- | --- |", *rows])


def _form(form: fields.Form) -> str:
    """A type in words."""
    match form:
        case fields.Many():
            one = _form(form.item)
            many = said("list of {one}s").format(one=re.split("[,、]", one)[0])
            return f"{one}{said(', or ')}{many}" if form.single else many
        case fields.Named():
            return said("reports by unit")
        case fields.Keys():
            return said("names or mapping") if form.short else said(form.kind.__name__.lower())
        case fields.Scalar() if issubclass(form.kind, StrEnum):
            return ", ".join(f"`{value}`" for value in form.kind)
        case fields.Scalar():
            return said(FORMS[form.kind])
    return said("text")


def rules(_words: str) -> str:
    """An overview of all rules, then each rule in full."""
    modules = {name: registry.get("validation.rules", name) for name in registry.names("validation.rules")}
    parts = [said("| rule | level | what is wrong |") + "\n| --- | --- | --- |"]
    for name, module in modules.items():
        first = registry.description(module).split("\n")[0]
        parts[0] += f"\n| [{name}](#{name}) | {said(module.LEVEL)} | {_plain(first)} |"
    for name, module in modules.items():
        level = said("An error. {words}" if module.LEVEL is Level.ERROR else "A warning. {words}")
        parts += [f"## {name}", level.format(words=_plain(registry.description(module)))]
        parts += [said("Wrong:"), _sample(module.BAD), said("Right:"), _sample(module.GOOD)]
    return "\n\n".join(parts)


def _plain(words: str) -> str:
    """Words as Markdown: backticks are code, angle brackets and stars elsewhere are escaped."""
    pieces = re.split(r"(`[^`]*`)", words)
    return "".join(p if p.startswith("`") else re.sub(r"([<*])", r"\\\1", p) for p in pieces)


def _sample(sample: str | bytes) -> str:
    """The first lines of a sample, shortened, with an arrow at the problem."""
    text = sample.decode("utf-8", "replace") if isinstance(sample, bytes) else sample
    rows = [row if len(row) <= LONG else row[:LONG] + ".." for row in text.splitlines()]
    more = ["..."] if len(rows) > 40 else []
    shown_rows = [row.replace("# <-", "# ←") for row in [*rows[:40], *more]]
    return "\n".join(["```yaml", *shown_rows, "```"])


def words(_words: str) -> str:
    """The office's words for each status beside the file's token."""
    rows = [f"| `{status}` | {taken.replace(' ', ' · ')} |" for status, taken in ACCEPTED.items()]
    return "\n".join([said("| token in the file | words that are taken for it |"), "| --- | --- |", *rows])


def settings(_words: str) -> str:
    """The settings with their variables."""
    rows = [
        f"| `{key}` | {f'`{each.variable}`' if each.variable else ''} | {i18n._(each.meaning)} |"
        for key, each in KEYS.items()
    ]
    return "\n".join([said("| key | variable | meaning |"), "| --- | --- | --- |", *rows])


def tables(_words: str) -> str:
    """The tables and views of a store of many lists, with their columns."""
    parts = [_columns(schema.IDENTITY)]
    for table in views.tables():
        own = [column for column in table.columns if column not in schema.IDENTITY]
        parts += [f"### {table.name}", i18n._(table.meaning), *([_columns(own)] if own else [])]
    return "\n\n".join(parts)


def _columns(columns: Iterable[schema.Column]) -> str:
    null = said(", or NULL")
    rows = [
        f"| `{each.name}` | {each.type.value}{null if each.optional else ''} | {i18n._(each.meaning)} |"
        for each in columns
    ]
    return "\n".join([said("| column | type | meaning |"), "| --- | --- | --- |", *rows])


def packages(_words: str) -> str:
    """The packages from top to bottom, one line per module."""
    house = ast.parse((ROOT / "tests" / "test_house.py").read_text(encoding="utf-8"))
    names: tuple[str, ...] = next(
        ast.literal_eval(node.value)
        for node in house.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PACKAGES"
    )
    rows = [row for name in names for row in _package(PACKAGE / name, f"**`{name}`**")]
    return "\n".join(["| where | what lives there |", "| --- | --- |", *rows])


def _package(folder: Path, name: str) -> Iterator[str]:
    """A package, then its public modules and subpackages."""
    yield f"| {name} | {_first_sentence(folder)} |"
    for path in sorted(folder.iterdir()):
        is_package = (path / "__init__.py").exists()
        if not path.name.startswith("_") and (is_package or path.suffix == ".py"):
            yield f"| `{folder.name}.{path.stem}` | {_first_sentence(path)} |"


def _first_sentence(path: Path) -> str:
    """The first sentence of a module's docstring."""
    file = path / "__init__.py" if path.is_dir() else path
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return _plain(" ".join(docstring.split("\n\n")[0].split("\n")))


MAKERS: dict[str, Callable[[str], str]] = {
    maker.__name__: maker for maker in (keys, rules, words, settings, tables, packages)
}
