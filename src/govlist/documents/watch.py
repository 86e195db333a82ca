"""A time limit for reading a document, whatever its kind, so that no file keeps govlist busy for ever."""

from __future__ import annotations

import _thread
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer, current_thread, main_thread
from typing import Any

from govlist.base.i18n import _
from govlist.documents import archive

SECONDS = 60.0
"""For one document. The largest that the limits allow takes a few seconds; a busy computer needs more."""


@contextmanager
def limited(path: Path) -> Iterator[None]:
    """Refuse a document that takes longer to read. Raises GovlistError (exit 3).

    What is read inside a reading that is watched already counts to that. Only the main thread can be stopped.
    """
    if _watches or current_thread() is not main_thread():
        yield
        return
    expired: list[bool] = []

    def stop() -> None:
        expired.append(True)
        _thread.interrupt_main()

    def wake(_number: int, _frame: object) -> None:
        if expired:
            raise KeyboardInterrupt

    timer = Timer(SECONDS, stop)
    timer.daemon = True
    timer.start()
    _watches.append(timer)
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # a shell's job in the background: then nothing interrupts a reading
        signal.signal(signal.SIGINT, wake)
    try:
        yield
        timer.cancel()
        timer.join()  # a stop that comes at the last moment comes here
    except KeyboardInterrupt:
        if not expired:
            raise
        archive.refuse(path, _("reading takes too long"), _("copy only the list into a new document"))
    finally:
        timer.cancel()
        if before is signal.SIG_IGN:
            signal.signal(signal.SIGINT, before)
        with suppress(ValueError):
            _watches.remove(timer)


_watches: list[Any] = []
"""The watch that is running, if any."""
