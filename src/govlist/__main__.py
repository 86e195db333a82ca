"""The start of the program, by `python -m govlist` or the console script."""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # what signal itself imports takes time
import gc
import os
import sys

INTERRUPTED = 130
"""As `errors.ExitCode`, which is not imported here."""


def run() -> None:
    """Run the command line and end the process.

    Nothing is imported before: the processes of `base.parallel` import this module, too. Ctrl-C ends the
    process at once while there is nothing to tidy up, and is an exception while a command runs.
    """
    asked = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else the caller ignores Ctrl-C
    if asked:
        signal.signal(signal.SIGINT, _stop)
        sys.unraisablehook = _unraisable
    gc.set_threshold(200_000)  # a start makes no cycles, and looking for some takes a tenth of its time
    if shell := os.environ.get("_GOVLIST_COMPLETE"):
        _complete(shell)
    from govlist.cli import language

    language.choose(sys.argv[1:])  # before the help is made, at the import of the app
    from govlist.cli.app import main

    try:
        if asked:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
        language.tell(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    if asked:
        signal.signal(signal.SIGINT, _stop)
    gc.freeze()  # nor are there any to look for at the end
    sys.exit(code)


def _stop(_number: int, _frame: object) -> None:
    os._exit(INTERRUPTED)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    """End after a Ctrl-C where Python ignores exceptions, such as at the end of an import."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(found)


def _complete(shell: str) -> None:
    """Answer a completion script and end the process. Only modules that are used are imported."""
    from govlist.base import registry

    registry.lazy_imports()
    from govlist.cli import completion

    completion.reply(shell, os.environ.get("_GOVLIST_WORDS", ""))
    sys.exit()


if __name__ == "__main__":
    run()
