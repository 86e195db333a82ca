"""Ctrl-C: exit code 130 and nothing said, at whatever moment of a run it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"

AT_AN_IMPORT = """
import os, signal, sys

class Interrupts:
    def find_spec(name, path=None, target=None):
        if name == wanted:
            sys.meta_path.remove(Interrupts)
            os.kill(os.getpid(), signal.SIGINT)

wanted = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupts)
from govlist.__main__ import run
run()
"""
IN_A_CALLBACK = """
import os, signal, sys, weakref
from govlist.cli import app

class Gone: pass

def main():
    gone = Gone()
    held = weakref.ref(gone, lambda _ref: os.kill(os.getpid(), signal.SIGINT))
    del gone
    return 0

app.main = main
from govlist.__main__ import run
run()
"""
AT_THE_END = """
import atexit, os, signal
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
from govlist.__main__ import run
run()
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")


def interrupted(code: str, *args: str) -> tuple[int, str]:
    made = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, encoding="utf-8", timeout=60
    )
    return made.returncode, made.stderr


@pytest.mark.parametrize(
    "module",
    [
        "govlist.cli.language",
        "typer",
        "govlist.cli.app",
        "govlist.cli.commands.status",
        "govlist.model.view",
        "yaml",
        "govlist.cli.screens.status.unit",
    ],
)
def test_at_an_import(module: str) -> None:
    assert interrupted(AT_AN_IMPORT, module, "-f", str(WEEKLY), "status", "教体局") == (130, "")


@pytest.mark.parametrize("code", [IN_A_CALLBACK, AT_THE_END], ids=["callback", "end"])
def test_where_python_itself_would_ignore_it_or_print_a_traceback(code: str) -> None:
    assert interrupted(code, "--version") == (130, "")


def test_who_ignores_it_is_not_interrupted() -> None:
    """As `nohup` and a shell's background jobs do."""
    ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + AT_AN_IMPORT
    assert interrupted(ignoring, "typer", "--version") == (0, "")
