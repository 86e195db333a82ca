"""The start of the program that brings its own Python: what PyInstaller makes `govlist` run.

govlist starts processes of its own by `sys.executable`, which is Python where govlist is installed and the
program itself here. So this file answers command lines that are meant for Python; all others are govlist's.
"""

from __future__ import annotations

import os
import re
import sys

TRACKER = re.compile(r"from multiprocessing\.resource_tracker import main;\s*main\((\d+)\)")


def main() -> None:
    """Run what the command line asks for: a module of govlist, a process of multiprocessing, or govlist."""
    _restore_environment()
    args = sys.argv[1:]
    if args[:2] == ["-P", "-m"] and args[2:3] and args[2].partition(".")[0] == "govlist":
        import runpy

        sys.argv[1:4] = []
        runpy.run_module(args[2], run_name="__main__", alter_sys=True)
    elif args[:1] == ["--multiprocessing-fork"]:
        from multiprocessing import spawn

        spawn.freeze_support()
    elif args[-2:-1] == ["-c"] and (asked := TRACKER.match(args[-1])):
        from multiprocessing import resource_tracker

        resource_tracker.main(int(asked[1]))
    else:
        from govlist.__main__ import run

        run()


def _restore_environment() -> None:
    """Undo what the start of the program set.

    git must find the system's libraries, not those beside us; another govlist that we start makes a start of
    its own, else it would look for its libraries where this one has found them.
    """
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]
    if sys.platform != "win32":
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before


main()
