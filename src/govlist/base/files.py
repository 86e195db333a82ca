"""Opens files that other people name, without waiting for ever."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _

SECONDS = 5.0
"""How long a named pipe is waited for: a program that writes into it may just be starting."""


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
