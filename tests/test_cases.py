"""The folders of tests/cases: a checklist, the arguments of commands, and the expected output.

Each line of `args.txt` has the arguments after `govlist -f checklist.yaml`; the list is the folder's own, or
the shipped one. With `columns.txt` the output is a terminal of that width, without colour, else a pipe.
`pytest --update-golden` writes `expected.txt`.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screens

CASES = Path(__file__).parent / "cases"
SHIPPED = Path(__file__).parents[1] / "data" / "checklist.yaml"


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()))
def test_case(name: str, run: Callable[..., Any], golden: Callable[[str, str], None], tmp_path: Path) -> None:
    case = CASES / name
    own = case / "checklist.yaml"
    shutil.copyfile(own if own.exists() else SHIPPED, tmp_path / "checklist.yaml")
    lines = (case / "args.txt").read_text(encoding="utf-8").splitlines()
    commands = [["-f", "checklist.yaml", *shlex.split(line)] for line in lines]
    if (case / "columns.txt").exists():
        made = on_terminal(commands, int((case / "columns.txt").read_text(encoding="utf-8")))
    else:
        results = [run(*command) for command in commands]
        made = [f"{result.out}{result.err}exit {result.code}\n" for result in results]
    shown = [f"$ govlist {line}\n{text}" for line, text in zip(lines, made, strict=True)]
    golden(f"../cases/{name}/expected.txt", "\n".join(shown))


def on_terminal(commands: list[list[str]], columns: int) -> list[str]:
    """The output on a terminal of this width."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals")
    made = screens(commands, columns, {"NO_COLOR": "1"})
    return [f"{screen.raw}exit {screen.code}\n" for screen in made]
