"""Generates the parts of docs/ and the READMEs that show the program, and the manual pages in man/.

    python scripts/docs.py [--check]

The text between `<!-- made: MAKER WORDS -->` and `<!-- end -->` is generated. `--check` writes nothing: it
prints a diff and exits with 1 if a page is not up to date.

    run ARGS      the command line and what a terminal of 100 columns shows
    json ARGS     a command line and the JSON it prints
    commands      every command with its help page, 80 columns wide
    keys CLASS    the keys of a mapping of the file
    rules         every rule: level, words, a wrong and a right sample
    words         the office's words for each status
    typed FILE LINE TEXT  a line that the reader types above LINE; it is put there
    fill FILE ID STATUS NOTE EVIDENCE DAY  what the reader fills into a form; it is filled in
    file PATH     a file of the repository
    copy FROM TO  a file copied for the commands that follow
    settings      the settings: default, variable, meaning
    tables        the tables and views of a store of many lists
    packages      the modules of src/govlist by package, in the order of tests/test_house.py
    shapes        the objects of JSON outputs and their keys
    columns       the columns of CSV
    outputs       the names of outputs for `govlist schema`, with their objects

It also generates `schemas/`, a JSON Schema for each output.

The blocks of a page run one after another in a separate folder with a copy of examples/ and the sample as
`list.yaml`, so a block sees what earlier ones wrote. Today is always 2024-09-27. README.zh-CN.md and
the pages in docs/zh are in Chinese, all others in English; a process of its own makes those.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from difflib import unified_diff
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args, get_origin, is_typeddict
from unittest.mock import patch
from warnings import catch_warnings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "govlist"
SCHEMAS = ROOT / "schemas"
TODAY = "2024-09-27"
WIDTH, HELP_WIDTH = 100, 80
FILLED = ("完成状态", "进展情况", "佐证材料", "填报日期")
"""The columns of a form that the tutorial fills in."""
LONG = 160
"""Characters of a sample's line that are shown; only samples of limits have longer lines."""
LIST = "list.yaml"
NO_LIST = "<!-- no list yet -->"
"""On a page whose commands make their list."""

LANGUAGE = "zh" if "--chinese" in sys.argv else "en"

# Set before importing govlist, because help texts are translated at import.
os.environ |= {
    "GOVLIST_LANG": LANGUAGE,
    "GOVLIST_TODAY": TODAY,
    "GOVLIST_CACHE": "0",
    "GOVLIST_STATE": ".state",
    "GOVLIST_CONFIG": ".config",
    "GOVLIST_FILE": LIST,
    "COLUMNS": str(HELP_WIDTH),
}
os.environ.pop("GITHUB_ACTIONS", None)
sys.path.insert(0, str(ROOT / "src"))

from openpyxl import load_workbook  # noqa: E402

from docs_chinese import CHINESE, COLUMNS  # noqa: E402
from govlist.base import i18n, registry  # noqa: E402
from govlist.base.errors import ExitCode, Level  # noqa: E402
from govlist.cli import app, console  # noqa: E402
from govlist.cli.groups import GROUPS  # noqa: E402
from govlist.content import flat, json_schemas  # noqa: E402
from govlist.content import shapes as shapes_of_json  # noqa: E402
from govlist.many import schema, views  # noqa: E402
from govlist.model import checklist, fields  # noqa: E402
from govlist.model.deadlines import DueDays  # noqa: E402
from govlist.model.words import ACCEPTED  # noqa: E402
from govlist.validation.settings import KEYS  # noqa: E402

FORMS = {
    int: "whole number",
    str: "digits",
    bool: "`true` or `false`",
    date: "day",
    DueDays: "day, `monthly:DAY`, `quarterly`, `half-yearly`",
}
"""Types of single values in words."""


def said(words: str) -> str:
    """Words of a maker in the language of the page."""
    return CHINESE[words] if LANGUAGE == "zh" else words


BLOCK = re.compile(r"(<!-- made: (\w+)(| [^\n]*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


MANUALS = {"en": ROOT / "man" / "govlist.1", "zh": ROOT / "man" / "zh_CN" / "govlist.1"}
"""The manual pages by language; packages carry them."""


def manual(language: str) -> str:
    """The manual page, made by the program itself in a process of its own: help is translated at import."""
    command = [sys.executable, "-m", "govlist", "help", "--man"]
    env = {**os.environ, "GOVLIST_LANG": language, "PYTHONPATH": str(ROOT / "src")}
    env.pop("GOVLIST_FILE")
    return subprocess.run(command, env=env, check=True, capture_output=True, encoding="utf-8").stdout


def pages() -> list[Path]:
    """Every page in the language that may have generated blocks."""
    every = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in every if _is_chinese(page) == (LANGUAGE == "zh")]


def _is_chinese(page: Path) -> bool:
    return page.name == "README.zh-CN.md" or page.parent.name == "zh"


def regenerated(page: Path) -> str:
    """A page's text with every block generated again."""
    text = page.read_text(encoding="utf-8")
    if not BLOCK.search(text):
        return text
    with _scratch(NO_LIST not in text):
        return BLOCK.sub(lambda m: f"{m[1]}\n{MAKERS[m[2]](m[3].strip()).rstrip()}\n\n{m[5]}", text)


@contextmanager
def _scratch(with_list: bool) -> Iterator[None]:
    """Change to a temporary folder for commands, with a copy of the sample as the list or without any."""
    with TemporaryDirectory() as folder, chdir(folder), patch.dict(os.environ):
        shutil.copytree(ROOT / "examples", "examples")
        if with_list:
            shutil.copy("examples/sample.yaml", LIST)
        else:
            del os.environ["GOVLIST_FILE"]
        yield


def shown(args: list[str], width: int | None = WIDTH) -> str:
    """The output of a command on a terminal of that width; with None, only stdout, as in a pipe."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in "oe")
    with (
        redirect_stdout(out),
        redirect_stderr(out if width else err),
        catch_warnings(action="ignore", category=EncodingWarning),  # of libraries, where CI asks for them
        patch.object(console, "columns", lambda _stream=None: width),
    ):
        code = app.main(args)
    if code in (ExitCode.BUG, ExitCode.FAILED):
        raise SystemExit(f"govlist {shlex.join(args)}: exit {code}\n{_text(out)}{_text(err)}")
    return _text(out)


def _text(stream: TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode("utf-8").replace("\r\n", "\n")


# -- makers ----------------------------------------------------------------------------------------


def run(words: str) -> str:
    """A command line with its output."""
    return f"```console\n$ govlist {words}\n{shown(shlex.split(words))}```"


def json(words: str) -> str:
    """A command line with its JSON output."""
    return f"```sh\ngovlist {words}\n```\n\n```json\n{shown(shlex.split(words), None)}```"


def commands(_words: str) -> str:
    """The help page of the program and of each command, by group."""
    parts = [f"```text\n$ govlist --help\n{shown(['--help'])}```"]
    for group in GROUPS:
        parts.append(f"## {i18n._(group.title)}")
        for name in group.commands:
            page = shown([name, "--help"]).rstrip()
            parts.append(f"### {name}\n\n```text\n$ govlist {name} --help\n{page}\n```")
    return "\n\n".join(parts)


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


def file(words: str) -> str:
    """A file of the repository in a code fence."""
    path = ROOT / words
    kind = {".ps1": "powershell"}.get(path.suffix, path.suffix.lstrip("."))
    return f"```{kind}\n{path.read_text(encoding='utf-8').rstrip()}\n```"


def typed(words: str) -> str:
    """A line for a file, put above a line that is there once."""
    name, before, line = words.split(" ", 2)
    path = Path(name)
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{before}\n") == 1, before
    path.write_text(text.replace(f"\n{before}\n", f"\n{line}\n{before}\n"), encoding="utf-8", newline="\n")
    return f"```yaml\n{line}\n```"


def fill(words: str) -> str:
    """The cells of a row in a unit's form, filled in as a unit does, and shown as a table."""
    name, number, *answers = words.split(" ")
    book = load_workbook(name)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "序号" for cell in row))
    columns = {cell.value: cell.column for cell in head if cell.value}
    row = next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, columns["序号"]).value) == number)
    filled = dict(zip(FILLED, answers, strict=True))
    for title, answer in filled.items():
        if answer != "-":
            sheet.cell(row, columns[title], answer)
    book.save(name)
    shown_row = [number, *("" if answer == "-" else answer for answer in answers)]
    lines = [["序号", *FILLED], ["---"] * 5, shown_row]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def copy(words: str) -> str:
    """A copy of a file, made for the commands that follow."""
    source, target = words.split()
    shutil.copy(source, target)
    return f"```sh\ncp {words}\n```"


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


def columns(_words: str) -> str:
    """The columns of CSV: the heading in words, the values, the meaning."""
    i18n.use("zh")  # the page in English shows them, too
    titles = {field.key: field.title() if field.title else "–" for field in flat.FIELDS}
    i18n.use(LANGUAGE)
    known = json_schemas.keys(shapes_of_json.PairRow)
    rows = [
        f"| `{key}` | {titles[key]} | {_shape_form(known[key])} | {_meaning(key, known[key])} |"
        for key in flat.COLUMNS
    ]
    return "\n".join([said("| column | in words | form | meaning |"), "| --- | --- | --- | --- |", *rows])


def _meaning(key: str, kind: Any) -> str:
    """The meaning of a column: the shapes of JSON are described in English only."""
    meaning: str = COLUMNS[key] if LANGUAGE == "zh" else json_schemas.described(kind)[2]
    return meaning


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
            f"| `{key}` | {_shape_form(each)} | {json_schemas.described(each)[2]} |"
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
                    f"{kind.__doc__}{more}",
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


MAKERS: dict[str, Callable[[str], str]] = {
    maker.__name__: maker
    for maker in (
        run,
        json,
        commands,
        keys,
        rules,
        words,
        typed,
        fill,
        file,
        copy,
        settings,
        tables,
        packages,
        outputs,
        shapes,
        columns,
    )
}


def main() -> int:
    """Generate the pages, or report which are not up to date."""
    parser = argparse.ArgumentParser(description="Make what docs/ shows of the program.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where stale")
    parser.add_argument("--chinese", action="store_true", help="only the pages in Chinese")
    check = parser.parse_args().check
    for name in registry.names("cli.commands"):  # their help in the language
        registry.get("cli.commands", name)
    made = {page: regenerated(page) for page in pages()}
    if LANGUAGE == "en":
        made |= schemas() | {page: manual(language) for language, page in MANUALS.items()}
    stale = [written for page, new in made.items() if (written := _written(page, new, check))]
    sys.stdout.flush()
    chinese = 0 if LANGUAGE == "zh" else subprocess.run([sys.executable, *sys.argv, "--chinese"]).returncode
    return 1 if chinese or (stale and check) else 0


def _written(page: Path, new: str, check: bool) -> bool:
    """Whether a page was stale; it is written, or with `check` the difference is shown."""
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    if old == new:
        return False
    name = page.relative_to(ROOT).as_posix()
    if check:
        sys.stdout.writelines(unified_diff(old.splitlines(True), new.splitlines(True), name, name))
    else:
        page.write_text(new, encoding="utf-8", newline="\n")
        print(f"written: {name}")
    return True


if __name__ == "__main__":
    sys.exit(main())
