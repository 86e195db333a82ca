"""The READMEs and the pages: the first two commands, every block as a reader runs it, both languages."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.terminal import screens

from govlist.validation import load

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
RECIPES = ("docs/recipes.md", "docs/zh/recipes.md")
OTHERS = tuple(f"docs/{name}.md" for name in ("assessment", "dates", "exit-codes", "many-lists", "settings"))
"""Pages of docs/ with shell blocks."""
PAIRS = [
    READMES,
    *((f"docs/{path.name}", f"docs/zh/{path.name}") for path in sorted((ROOT / "docs").glob("*.md"))),
]
"""Each page in English and in Chinese."""
MOST_LINES = 160
"""The most lines of a README."""
FIRST_LINES = [
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/govlist status --unit 区教体局",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest -q",
]
INSIDE = re.compile(r"""(?:/bin/|\\Scripts\\|run: |entry: )(govlist (?:export|validate)\b[^"]*)""")
"""A command in a block that tests cannot run: a crontab, a Windows command line, a workflow."""
SOURCE = re.compile(r"<!-- made: file .*?<!-- end -->", re.DOTALL)
"""A block that shows a file of the repository, without commands."""


class Block(NamedTuple):
    """A fenced block: its language, its lines, and whether a comment marks it as not run."""

    kind: str
    lines: list[str]
    excluded: bool

    @property
    def runs(self) -> bool:
        return not self.excluded and not {*FIRST_LINES} & {*self.lines}

    @property
    def commands(self) -> list[str]:
        """The commands without comments and values of GOVLIST_LANG, so that both pages can be compared."""
        if self.kind in ("json", "text"):  # what the program prints, in a language
            return []
        lines = self.lines[:1] if self.kind == "console" else self.lines
        return [re.sub(r" +# .*|(?<=GOVLIST_LANG=)(en|zh)$", "", line) for line in lines]


def blocks(page: str) -> list[Block]:
    """The blocks of a page, except those that show a file of the repository."""
    text = SOURCE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    found = re.findall(r"(<!-- not run: .*? -->\n)?^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [Block(kind, body.splitlines(), bool(excluded)) for excluded, kind, body in found]


readmes = pytest.mark.parametrize("page", READMES)
recipes = pytest.mark.parametrize("page", RECIPES)


@readmes
def test_the_first_two_shell_lines_are_the_two_commands(page: str) -> None:
    lines = [line for block in blocks(page) if block.kind == "sh" for line in block.lines]
    assert lines[:2] == FIRST_LINES


@readmes
def test_only_the_title_and_a_sentence_come_before_them(page: str) -> None:
    before = (ROOT / page).read_text(encoding="utf-8").partition("```")[0]
    title, sentence = before.strip().split("\n\n")
    assert title == "# govlist"
    assert len(re.findall(r"[.。](?:\s|$)", sentence)) == 1


@readmes
def test_a_readme_is_short_and_has_one_picture(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert text.count("![") == 1


@pytest.mark.parametrize("pages", PAIRS, ids=[english for english, _chinese in PAIRS])
def test_both_languages_have_the_same_commands(pages: tuple[str, str]) -> None:
    """So only the blocks of one language need to run."""
    english, chinese = ([(b.kind, b.excluded, b.commands) for b in blocks(page)] for page in pages)
    assert english == chinese


@recipes
def test_the_list_that_is_explained_is_valid(page: str) -> None:
    (listed,) = [b for b in blocks(page) if b.kind == "yaml" and b.lines[0].startswith("title:")]
    problems = load.check(page, "\n".join(listed.lines).encode()).problems
    assert [problem.rule for problem in problems] == ["number-gap"]  # it is an extract


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The situation after the set-up: the checkout's files, and govlist on the path."""
    for name in ("examples", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    program = tmp_path / "bin" / "govlist"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govlist "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def world(scratch: Path) -> dict[str, str]:
    """The environment after the block that sets it for the examples."""
    return {
        "PATH": f"{scratch / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(scratch),
        "GOVLIST_FILE": "list.yaml",
        "GOVLIST_CACHE": "1",
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "GOVLIST_CONFIG": ".config",
        "GOVLIST_LANG": "en",
        "NO_COLOR": "1",
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize("page", [READMES[0], RECIPES[0], *OTHERS])
def test_every_block_runs(page: str, scratch: Path) -> None:
    """In order and in one folder, so that later blocks see the files of earlier ones.

    Only the English ones: the Chinese pages have the same commands, and test_docs checks their output.
    """
    shutil.copy(scratch / "examples" / "sample.yaml", scratch / "list.yaml")
    env = world(scratch)
    found = [block for block in blocks(page) if block.runs]
    assert found
    for block in found:
        if block.kind == "console":
            assert _terminal(block, scratch, env) == "\n".join(block.lines) + "\n"
        else:
            _shell("\n".join(block.lines if block.kind == "sh" else _inside(block)), scratch, env)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a POSIX shell")
@pytest.mark.parametrize("span", ["this-week", "2024Q3"])
def test_the_script_writes_all_ledgers_and_says_what_is_overdue(scratch: Path, span: str) -> None:
    (scratch / "data" / "checklist.yaml").write_bytes((scratch / "examples" / "sample.yaml").read_bytes())
    env = {**os.environ, **world(scratch), "GOVLIST_FILE": ""}
    script = scratch / "examples" / "ledgers.sh"
    done = subprocess.run([script, scratch, span], env=env, capture_output=True)
    day = "2024-09-27"  # the quarter has not ended
    assert (done.returncode, done.stdout.decode().splitlines()[-1][:16]) == (5, f"As of {day}")
    assert sorted(path.name for path in (scratch / "ledgers").iterdir()) == [
        f"{day} {span}",
        *(f"{day} {span}.{suffix}" for suffix in ("docx", "html", "xlsx")),
    ]
    assert len(list((scratch / "ledgers" / f"{day} {span}").glob("*.docx"))) == 8
    if span != "this-week":  # what follows holds for any span
        return
    list_ = scratch / "data" / "checklist.yaml"
    list_.write_bytes(list_.read_bytes().replace("样例".encode(), "范例".encode()))
    assert subprocess.run([script, scratch, span], env=env, capture_output=True).returncode == 5, "its own"
    page = scratch / "ledgers" / f"{day} {span}.docx"
    page.write_bytes(edited := page.read_bytes() + b"by hand")
    done = subprocess.run([script, scratch, span], env=env, capture_output=True)
    assert (done.returncode, page.read_bytes()) == (3, edited)


def _terminal(block: Block, scratch: Path, env: dict[str, str]) -> str:
    """The output of a console block's command on a terminal of 100 columns."""
    prompt, command = block.lines[0].split(" govlist ", 1)
    assert prompt == "$"
    (screen,) = screens([shlex.split(command)], 100, env, scratch)
    assert screen.code == 0, screen.raw
    return f"{block.lines[0]}\n{screen.raw}"


def _shell(script: str, scratch: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=scratch, env={**os.environ, **env}, capture_output=True, timeout=120
    )
    assert done.returncode == 0, f"{script}\n{done.stderr.decode()}"


def _inside(block: Block) -> list[str]:
    """The govlist commands in a block of another kind, except for the installation."""
    return [match[1] for line in block.lines if (match := INSIDE.search(line))]


@recipes
def test_the_commands_inside_other_blocks_are_found(page: str) -> None:
    found = [
        command
        for block in blocks(page)
        if block.kind in ("crontab", "bat", "yaml")
        for command in _inside(block)
    ]
    assert [command.split()[1] for command in found] == ["validate", "validate"]
