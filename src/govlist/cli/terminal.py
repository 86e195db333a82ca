"""The width and the colour of output: what the options ask for, else the environment, else the terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TextIO

COLOURS = ("auto", "always", "never")
"""The values of `--color`."""

LEAST, MOST = 20, 1000
"""The narrowest and the widest output, in columns."""

USUAL = 80
"""The width of a terminal that does not know its own."""


@dataclass
class Wanted:
    """The options for output: a width (0: whole lines; None: not given), one of `COLOURS`, and JSON."""

    width: int | None = None
    colour: str = "auto"
    json: bool = False
    quiet: bool = False
    """Print no messages but errors."""


class Colour(NamedTuple):
    """Whether a stream gets colour, and the option or variable that decides it; "" if it is the terminal."""

    on: bool
    decided_by: str


wanted = Wanted()
"""What this run asked for; `reset` forgets it."""


def reset(args: Sequence[str] = ()) -> None:
    """Forget the options of an earlier run in this process.

    JSON is found in the arguments themselves, so that errors of usage are JSON, too.
    """
    wanted.width, wanted.colour, wanted.quiet = None, "auto", False
    options = args[: args.index("--")] if "--" in args else args
    wanted.json = "--json" in options or "--jsonl" in options


def columns(stream: TextIO | None = None) -> int | None:
    """The width for a stream (default: stdout) in columns, None for whole lines.

    The width is that of `--width`, `$COLUMNS`, or the terminal; a pipe has none. Zero or nonsense in
    `$COLUMNS` counts as not set.
    """
    stream = stream or sys.stdout
    if wanted.width is not None:
        return _bounded(wanted.width) if wanted.width else None
    if (found := re.fullmatch(r"0*([1-9][0-9]{0,8})", os.environ.get("COLUMNS", ""))) is not None:
        return _bounded(int(found[1]))
    return _bounded(_own_width(stream) or USUAL) if stream.isatty() else None


def _bounded(width: int) -> int:
    return min(max(width, LEAST), MOST)


def _own_width(stream: TextIO) -> int:
    """The terminal's own width; 0 if it does not know it."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def colour(stream: TextIO) -> Colour:
    """Whether a stream gets colour: as `--color` says, else `$NO_COLOR`, `$FORCE_COLOR`, the terminal."""
    if wanted.colour != "auto":
        return Colour(wanted.colour == "always", "--color")
    if os.environ.get("NO_COLOR"):
        return Colour(False, "$NO_COLOR")
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return Colour(True, "$FORCE_COLOR")
    if os.environ.get("TERM") == "dumb":
        return Colour(False, "$TERM")
    return Colour(stream.isatty(), "")
