"""The start of the program, by `python -m govlist` or the console script."""

import gc
import sys


def run() -> None:
    """Run the command line and end the process.

    Nothing is imported before: the processes of `base.parallel` import this module, too.
    """
    gc.set_threshold(200_000)  # a start makes no cycles, and looking for some takes a tenth of its time
    from govlist.cli import language

    language.choose(sys.argv[1:])  # before the help is made, at the import of the app
    from govlist.cli.app import main

    code = main()
    language.tell(sys.argv[1:])
    gc.freeze()  # nor are there any to look for at the end
    sys.exit(code)


if __name__ == "__main__":
    run()
