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
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from difflib import unified_diff
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from warnings import catch_warnings

from docs_words import LANGUAGE

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2024-09-27"
WIDTH, HELP_WIDTH = 100, 80
FILLED = ("完成状态", "进展情况", "佐证材料", "填报日期")
"""The columns of a form that the tutorial fills in."""
LIST = "list.yaml"
NO_LIST = "<!-- no list yet -->"
"""On a page whose commands make their list."""

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

import docs_json  # noqa: E402
import docs_tables  # noqa: E402
from govlist.base import i18n, registry  # noqa: E402
from govlist.base.errors import ExitCode  # noqa: E402
from govlist.cli import app, console  # noqa: E402
from govlist.cli.groups import GROUPS  # noqa: E402

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


MAKERS: dict[str, Callable[[str], str]] = {
    **{maker.__name__: maker for maker in (run, json, commands, typed, fill, file, copy)},
    **docs_tables.MAKERS,
    **docs_json.MAKERS,
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
        made |= docs_json.schemas() | {page: manual(language) for language, page in MANUALS.items()}
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
