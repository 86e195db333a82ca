"""The READMEs: their first two shell lines, every block run as a reader would; the recipes of docs/, too."""

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

from govlist import load, plugins

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
PAGES = ("assessment", "recipes", "dates", "exit-codes", "languages")
"""Pages of docs/ with shell blocks of their own; what is made there is held by test_docs."""
FIRST_LINES = [
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/govlist status --unit 区教体局",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest -q",
]
INSIDE = re.compile(r"""(?:/bin/|\\Scripts\\|run: |entry: )(govlist (?:export|validate)\b[^"]*)""")
"""A command in a block that a test cannot run: a crontab, a Windows command line, a workflow."""


_VALUES = {
    *plugins.names("exporters"),
    *plugins.names("reporters"),
    "区教体局",
    "教体局",
    "data/checklist.yaml",
}
"""Words that both READMEs write alike."""


class Block(NamedTuple):
    """A fenced block: its language, its lines, whether a comment before it says that it is not run."""

    kind: str
    lines: list[str]
    excluded: bool

    @property
    def runs(self) -> bool:
        return not self.excluded and not {*FIRST_LINES} & {*self.lines}


def blocks(page: str, made: bool = True) -> list[Block]:
    """The blocks of a page, on request without those that scripts/docs.py makes."""
    text = (ROOT / page).read_text(encoding="utf-8")
    if not made:
        text = re.sub(r"<!-- made: .*?<!-- end -->", "", text, flags=re.DOTALL)
    found = re.findall(r"(<!-- not run: .*? -->\n)?^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [Block(kind, body.splitlines(), bool(excluded)) for excluded, kind, body in found]


both = pytest.mark.parametrize("readme", READMES)


@both
def test_the_first_two_shell_lines_are_the_two_commands(readme: str) -> None:
    lines = [line for block in blocks(readme) if block.kind == "sh" for line in block.lines]
    assert lines[:2] == FIRST_LINES


@both
def test_only_the_title_and_a_sentence_stand_before_them(readme: str) -> None:
    before = (ROOT / readme).read_text(encoding="utf-8").partition("```")[0]
    title, sentence = before.strip().split("\n\n")
    assert title == "# govlist"
    assert len(re.findall(r"[.。](?:\s|$)", sentence)) == 1


def test_both_have_the_same_blocks() -> None:
    first, second = ([(block.kind, block.excluded) for block in blocks(readme)] for readme in READMES)
    assert first == second


def test_both_have_the_same_commands_up_to_names() -> None:
    """What may differ is what people name themselves: files, folders, what is said."""
    first, second = (
        [_shape(line) for b in blocks(readme) if b.kind == "sh" for line in b.lines] for readme in READMES
    )
    assert first == second


def _shape(line: str) -> list[str]:
    """The commands and options of a line, and how many other words stand between them."""
    words = shlex.split(line, comments=True)
    known = {*plugins.names("commands"), *(name for name in words if name.startswith("-")), "govlist"}
    return [word if word in known or word in _VALUES else "…" for word in words]


@both
def test_the_list_that_is_explained_is_valid(readme: str) -> None:
    (listed,) = [b for b in blocks(readme) if b.kind == "yaml" and b.lines[0].startswith("title:")]
    problems = load.check(readme, "\n".join(listed.lines).encode()).problems
    assert [problem.rule for problem in problems] == ["number-gap"]  # it is an extract


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """What a reader has after the set-up: the checkout's files, and govlist on the path."""
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
        "GOVLIST_LANG": "en",
        "NO_COLOR": "1",
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a POSIX shell")
def test_every_block_runs(scratch: Path) -> None:
    """In their order and one folder, so that what one writes the next one sees.

    The English ones: what the Chinese README shows is held by test_docs, that it has the same commands below.
    """
    env = world(scratch)
    ran = 0
    for block in filter(lambda block: block.runs, blocks(READMES[0])):
        if block.kind == "console":
            shown = "\n".join(block.lines) + "\n"
            assert _terminal(block, scratch, env) == shown
        elif block.kind == "sh":
            _shell("\n".join(block.lines), scratch, env)
        else:
            _shell("\n".join(_inside(block)), scratch, env)
        ran += 1
    assert ran > 20


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize("page", PAGES)
def test_the_shell_blocks_of_the_documentation_run(page: str, scratch: Path) -> None:
    shutil.copy(scratch / "examples" / "sample.yaml", scratch / "list.yaml")
    scripts = [block for block in blocks(f"docs/{page}.md", made=False) if block.kind == "sh" and block.runs]
    assert scripts
    for script in scripts:
        _shell("\n".join(script.lines), scratch, world(scratch))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a POSIX shell")
@pytest.mark.parametrize("span", ["this-week", "2024Q3"])
def test_the_script_writes_all_ledgers_and_says_what_is_overdue(scratch: Path, span: str) -> None:
    (scratch / "data" / "checklist.yaml").write_bytes((scratch / "examples" / "sample.yaml").read_bytes())
    env = {**os.environ, **world(scratch), "GOVLIST_FILE": ""}
    script = scratch / "examples" / "ledgers.sh"
    done = subprocess.run([script, scratch, span], env=env, capture_output=True)
    day = "2024-09-30" if span == "2024Q3" else "2024-09-27"
    assert (done.returncode, done.stdout.decode().splitlines()[-1][:16]) == (1, "As of 2024-09-27")
    assert sorted(path.name for path in (scratch / "ledgers").iterdir()) == [
        f"{day} {span}",
        *(f"{day} {span}.{suffix}" for suffix in ("docx", "html", "xlsx")),
    ]
    assert len(list((scratch / "ledgers" / f"{day} {span}").glob("*.docx"))) == 8


def _terminal(block: Block, scratch: Path, env: dict[str, str]) -> str:
    """What a terminal of 100 columns shows of a console block's command."""
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
    """The govlist commands in a block of another kind, but for the installing one."""
    return [match[1] for line in block.lines if (match := INSIDE.search(line))]


@both
def test_the_scheduled_commands_are_found(readme: str) -> None:
    found = [
        command
        for block in blocks(readme)
        if block.kind in ("crontab", "bat", "yaml")
        for command in _inside(block)
    ]
    assert [command.split()[1] for command in found] == ["validate", "validate"]
