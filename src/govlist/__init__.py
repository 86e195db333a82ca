"""govlist: a government office's yearly work list as validated YAML, with a command line and a library.

What the library promises is in docs/library.md. A name is imported when it is used: the command line, which
imports this module too, must start fast.
"""

__version__ = "1.0.0rc1"
__all__ = ["Day", "GovlistError", "List", "Pair", "Problem", "Task", "Unit", "__version__", "open"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlist.actions.library import Day, GovlistError, List, Pair, Problem, Task, Unit, open
else:

    def __getattr__(name):
        if name in __all__:
            from govlist.actions import library

            return getattr(library, name)
        raise AttributeError(f"module 'govlist' has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})
