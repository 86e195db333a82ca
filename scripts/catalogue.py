"""The Chinese catalogue: `python scripts/catalogue.py extract | compile | check`.

    extract   updates govlist.po from the code: new messages have no translation, unused ones are removed
    compile   writes govlist.mo, which the program reads (the build does this too)
    check     exits with 1 if govlist.po is not up to date, or a translation is missing or does not fit

Messages are literal texts in `_()`, `p_()`, `n_()`, `mark()` and `N_()`, the docstrings of plugins, which are
their help, and the words that typer translates.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "govlist"
PO = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "govlist.po"
MO = PO.with_suffix(".mo")
WIDTH = 100
NO_DAY = datetime(2024, 1, 1, tzinfo=UTC)
"""The date in govlist.mo; fixed, so that equal messages give equal bytes."""

HEADER = """\
# The Chinese messages of govlist, updated by scripts/catalogue.py.
msgid ""
msgstr ""
"Project-Id-Version: govlist\\n"
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
"""It has no date and no tool version, so that it never changes without reason."""

PLAIN, CONTEXT, PLURAL = {"_", "mark", "N_"}, {"p_"}, {"n_"}
PLUGINS = ("cli/commands", "validation/rules", "export", "documents/readers")
"""Folders whose module docstrings are shown to users."""

TYPER_WORDS = (
    "Options",
    "Arguments",
    "Commands",
    "default: {default}",
    "required",
    "env var: {var}",
    "(dynamic)",
)
"""What typer translates in a help page.

"Missing command." and "No such command {name!r}." are translatable too, but stay English on purpose: cli.help
identifies typer's errors by their text.
"""

Key = tuple[str | tuple[str, str], str | None]
"""A message's id (singular and plural if it has both) and its context."""


@dataclass
class Found:
    """A message in the code: its files, and the names passed to `.format`."""

    files: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


def messages() -> dict[Key, Found]:
    """Every message: from the code, from plugin docstrings, and from typer."""
    found: dict[Key, Found] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.parent.relative_to(PACKAGE).as_posix() in PLUGINS and not path.name.startswith("_"):
            _add(found, ((ast.get_docstring(tree, clean=False) or "").strip(), None), path)
        for scope, calls in _scopes(tree):
            fields = _format_names(scope)
            for call in calls:
                if key := _key(call):
                    _add(found, key, path, fields)
    for words in TYPER_WORDS:
        _add(found, (words, None), None)
    return found


def _add(found: dict[Key, Found], key: Key, path: Path | None, fields: Iterable[str] = ()) -> None:
    if key[0]:
        entry = found.setdefault(key, Found())
        entry.files.add(path.relative_to(ROOT).as_posix() if path else "typer")
        entry.fields.update(fields)


def _scopes(tree: ast.Module) -> Iterator[tuple[ast.AST, list[ast.Call]]]:
    """Each outermost function with its calls; then the module with all other calls."""
    functions = [node for node in _outside(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        yield function, [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    yield tree, [node for node in _outside(tree) if isinstance(node, ast.Call)]


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes outside functions, including the functions themselves."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _outside(child)


def _key(call: ast.Call) -> Key | None:
    """The message of a call, None if it has no literal message."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    text = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    words = [value for value in text if isinstance(value, str)]
    if name in PLAIN and len(words) == 1:
        return words[0], None
    if name in CONTEXT and len(words) == 2:
        return words[1], words[0]
    if name in PLURAL and len(words) == 2:
        return (words[0], words[1]), None
    return None


def _format_names(scope: ast.AST) -> set[str]:
    """The keyword arguments of all `.format` calls in a piece of code."""
    return {
        keyword.arg
        for node in ast.walk(scope)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"
        for keyword in node.keywords
        if keyword.arg
    }


def read() -> Catalog:
    """The catalogue on disk."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def written(catalog: Catalog) -> bytes:
    """A catalogue as the bytes of a .po file: sorted, with file names, without line numbers."""
    body = BytesIO()
    write_po(
        body,
        catalog,
        width=WIDTH,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return HEADER.encode() + body.getvalue().strip() + b"\n"


def updated() -> Catalog:
    """The catalogue updated from the code, in memory."""
    template = Catalog(locale="zh")
    for (text, context), entry in messages().items():
        locations = [(file, 0) for file in sorted(entry.files)]
        template.add(text, context=context, locations=locations)
    catalog = read()
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def extract() -> int:
    """Update govlist.po."""
    catalog = updated()
    PO.write_bytes(written(catalog))
    empty = sum(1 for message in _entries(catalog) if not _translated(message))
    print(f"{PO.relative_to(ROOT)}: {len(catalog)} messages, {empty} without a translation")
    return 0


def compile_catalogue() -> int:
    """Write govlist.mo atomically."""
    compiled, buffer = Catalog(locale="zh", creation_date=NO_DAY, revision_date=NO_DAY), BytesIO()
    for message in _entries(read()):
        if _translated(message):  # an empty plural would be shown
            compiled.add(message.id, message.string, context=message.context)
    write_mo(buffer, compiled)
    part = MO.with_name(f".{MO.name}.{os.getpid()}.tmp")
    part.write_bytes(buffer.getvalue())
    part.replace(MO)
    return 0


def faults() -> Iterator[str]:
    """What is wrong with govlist.po."""
    if PO.read_bytes() != written(updated()):
        yield "govlist.po is not up to date: run python scripts/catalogue.py extract"
    known = messages()
    for message in _entries(read()):
        shown = repr(message.id)[:70]
        if message.fuzzy:
            yield f"fuzzy: {shown}"
        if not _translated(message):
            yield f"not translated: {shown}"
        elif (text := _key_of(message)) in known:
            yield from (f"{fault}: {shown}" for fault in _misfits(message, known[text]))


def _misfits(message: Message, found: Found) -> Iterator[str]:
    """Fields of a translation that its call does not fill; texts of the YAML parser may have plain braces."""
    try:
        _fields(message.id)
    except ValueError:
        return
    try:
        allowed = found.fields | _fields(message.id)
        wrong = _fields(message.string) - allowed
    except ValueError as error:
        yield f"no format string ({error})"
        return
    if wrong:
        yield f"unknown field {', '.join(sorted(wrong))}"


def _fields(text: str | Iterable[str] | None) -> set[str]:
    """The names in braces."""
    texts = [text] if isinstance(text, str) else text or ()
    pieces = (piece for each in texts for piece in Formatter().parse(each))
    return {name.split(".")[0].split("[")[0] for _text, name, *_rest in pieces if name is not None}


def _entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key_of(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
    return text, message.context


def _translated(message: Message) -> bool:
    strings = message.string
    return all(strings) if isinstance(strings, (list, tuple)) else bool(strings)


def check() -> int:
    """Print every fault; returns 1 if there is any."""
    found = list(faults())
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


VERBS = {"extract": extract, "compile": compile_catalogue, "check": check}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("verb", choices=VERBS)
    sys.exit(VERBS[parser.parse_args().verb]())
