"""The same work on many items, in several processes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from govlist.base import i18n, limits
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _

T = TypeVar("T")
R = TypeVar("R")

MAX_JOBS = 61
"""The most processes at once: Windows cannot wait for more."""
MIN_BYTES = 3_000_000
"""The size of all lists to read from which several processes save more time than they take to start."""


def jobs() -> int:
    """How many processes to use: `$GOVLIST_JOBS`, else one per available processor."""
    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    return limits.number("GOVLIST_JOBS", min(processors, MAX_JOBS), MAX_JOBS)


def jobs_for(paths: Iterable[str | Path]) -> int:
    """How many processes to use for files: one unless they are large."""
    return jobs() if sum(map(_size, paths)) >= MIN_BYTES else 1


def _size(path: str | Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a path may be a text
    except OSError:  # reading the file reports why
        return 0


def results(work: Callable[[T], R], items: Sequence[T], most: int) -> Iterator[R]:
    """Yield `work(item)` for each item, in order, from at most `most` processes.

    With one process the work is done in this one. `work`, items and results must be picklable. Raises
    GovlistError if the system ends a process.
    """
    count = min(most, len(items))
    if count < 2:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # "spawn" works the same on every system; a fork may copy a lock that another thread holds.
    pool = ProcessPoolExecutor(count, get_context("spawn"), _start, (i18n.language(),))
    try:
        with _unseen(signal.SIGINT):  # a new process inherits that, until `_start`
            found = pool.map(work, items)
        yield from found
    except BrokenProcessPool:
        message = _("the system ended a process of govlist")
        hint = _("set GOVLIST_JOBS=1: one process needs less memory")
        raise GovlistError(message, ExitCode.FAILED, hint=hint) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _unseen(number: int) -> Iterator[None]:
    """Hold a signal back until the end, where the system can (not on Windows)."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _start(language: str) -> None:
    """Prepare a process: the same language and garbage collection; Ctrl-C is left to the main process."""
    i18n.use(language)
    gc.set_threshold(200_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
