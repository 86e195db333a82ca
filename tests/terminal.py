"""Run govlist in a terminal of a given width or a pipe, several commands per process, and read its output."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

RUN = """\
import json, sys
from govlist.cli.app import main
for args in json.loads(sys.argv[1]):
    code = int(main(args))
    sys.stdout.write(f"\\x1e{code}\\x1f")
    sys.stdout.flush()
"""
"""Several commands in one process, because a start takes longer than a command."""


class Screen(NamedTuple):
    """The output of a command, both streams together, and its exit code."""

    code: int
    raw: str

    @property
    def text(self) -> str:
        """The output without colour."""
        return COLOUR.sub("", self.raw)

    @property
    def lines(self) -> list[str]:
        """The lines without colour."""
        return self.text.splitlines()


def screens(
    commands: Sequence[Sequence[str]],
    columns: int,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> list[Screen]:
    """Run commands in sequence in a folder (default: the current one), on a terminal of this width."""
    made = _typed(["-c", RUN, json.dumps(commands)], columns, env or {}, folder)
    return [Screen(int(code), raw) for raw, code in re.findall(r"(.*?)\x1e(\d+)\x1f", made, re.DOTALL)]


def screen(*args: str, columns: int = 100, env: Mapping[str, str] | None = None) -> Screen:
    """Run one command."""
    (made,) = screens([args], columns, env)
    return made


def piped(commands: Sequence[Sequence[str]], env: Mapping[str, str]) -> list[tuple[int, bytes]]:
    """Run commands in sequence into a pipe: the exit code and standard output of each.

    Output on standard error fails the test.
    """
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        capture_output=True,
        env={**os.environ, **env},
        timeout=60,
    )
    assert done.stderr == b""
    found = re.findall(rb"(.*?)\x1e(\d+)\x1f", done.stdout, re.DOTALL)
    return [(int(code), out) for out, code in found]


def _typed(args: Sequence[str], columns: int, env: Mapping[str, str], folder: Path | None) -> str:
    """All output of Python on a pseudo-terminal, with LF line ends."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    world = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **env}
    with subprocess.Popen(
        [sys.executable, *args], stdin=slave, stdout=slave, stderr=slave, env=world, cwd=folder
    ) as child:
        os.close(slave)
        pieces = []
        try:
            while piece := os.read(master, 65536):
                pieces.append(piece)
        except OSError:  # Linux reports the end of a terminal this way
            pass
        finally:
            os.close(master)
        child.wait(timeout=60)
    return b"".join(pieces).decode("utf-8").replace("\r\n", "\n")
