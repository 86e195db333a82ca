"""Files that other people name: what a path is, and opening it without waiting for ever."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_

SECONDS = 5.0
"""How long a named pipe is waited for: a program that writes into it may just be starting."""

_KINDS = (
    (stat.S_ISDIR, N_("a folder")),
    (stat.S_ISFIFO, N_("a pipe")),
    (stat.S_ISSOCK, N_("a socket")),
    (stat.S_ISCHR, N_("a device")),
    (stat.S_ISBLK, N_("a device")),
)


def other_kind(path: Path) -> str:
    """What a path is if it is no file: a folder, a pipe …; empty for a file and for what cannot be seen."""
    with suppress(OSError):  # it is missing, or its folder may be unreadable
        mode = path.stat().st_mode
        return next((_(words) for is_kind, words in _KINDS if is_kind(mode)), "")
    return ""


def is_hidden(name: str) -> bool:
    """Whether a file's name is hidden, or that of the lock of a file that is open: ~$x.docx."""
    return name.startswith((".", "~$"))


def opened(path: Path) -> BinaryIO:
    """A file, open for reading as bytes.

    Raises GovlistError (exit 3) for a named pipe into which no program writes, OSError as `open` does.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(path, flags)
    try:
        if stat.S_ISFIFO(os.fstat(number).st_mode) and not _is_written(number):
            message = _("{path} is a pipe into which no program writes").format(path=path)
            hint = _("name a file, or write - and pipe the text into govlist")
            raise GovlistError(message, ExitCode.FAILED, hint=hint)
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(number, True)
        return open(number, "rb")  # noqa: PTH123 - a descriptor
    except BaseException:
        os.close(number)
        raise


def _is_written(number: int) -> bool:
    from select import select

    return bool(select([number], [], [], SECONDS)[0])
