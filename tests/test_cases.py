"""The folders of tests/cases: a checklist, the words of a command, and what must come of it.

`args.txt` holds the words behind `govlist -f checklist.yaml`; the list is the folder's own, or the shipped
one. With `columns.txt` it is a terminal of that width, without colour, else a pipe. `pytest --update-golden`
writes `expected.txt`.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screen

CASES = Path(__file__).parent / "cases"
SHIPPED = Path(__file__).parents[1] / "data" / "checklist.yaml"


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()))
def test_case(name: str, run: Callable[..., Any], golden: Callable[[str, str], None], tmp_path: Path) -> None:
    case = CASES / name
    own = case / "checklist.yaml"
    shutil.copyfile(own if own.exists() else SHIPPED, tmp_path / "checklist.yaml")
    words = ["-f", "checklist.yaml", *shlex.split((case / "args.txt").read_text(encoding="utf-8"))]
    width = case / "columns.txt"
    if width.exists():
        if sys.platform == "win32":
            pytest.skip("there are no pseudo-terminals")
        columns = int(width.read_text(encoding="utf-8"))
        shown = screen(*words, columns=columns, env={"NO_COLOR": "1"})
        made = f"{shown.raw}exit {shown.code}\n"
    else:
        result = run(*words)
        made = f"{result.out}{result.err}exit {result.code}\n"
    golden(f"../cases/{name}/expected.txt", made)
