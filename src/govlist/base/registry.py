"""Plugins: each file in cli/commands, validation/rules or export is a command, a rule or an export format.

A plugin's name is its file name with `-` for `_`; a trailing `_` avoids a Python keyword (`import_.py`).
`names` imports nothing; `get` imports one module.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from pathlib import Path
from types import ModuleType

from govlist.base.i18n import _

PACKAGE = Path(__file__).parents[1]


def _folder(package: str) -> Path:
    return PACKAGE.joinpath(*package.split("."))


@cache
def names(package: str) -> tuple[str, ...]:
    """The names of all plugins in a package, such as `validation.rules`, sorted."""
    files = _folder(package).glob("[!_]*.py")
    return tuple(sorted(file.stem.rstrip("_").replace("_", "-") for file in files))


def beginning(package: str, text: str) -> tuple[str, ...]:
    """The plugins whose names begin with a text; only the one that has it as its whole name."""
    known = names(package)
    return (text,) if text in known else tuple(name for name in known if text and name.startswith(text))


@cache
def get(package: str, name: str) -> ModuleType:
    """Import the plugin `name` of a package.

    Raises KeyError if the package has no such file.
    """
    if name not in names(package):
        raise KeyError(name)
    stem = name.replace("-", "_")
    if not (_folder(package) / f"{stem}.py").exists():
        stem += "_"
    return import_module(f"govlist.{package}.{stem}")


def lazy_imports() -> None:
    """From now on, load a module of govlist only when something in it is used."""
    sys.meta_path.insert(0, _LazyFinder)


class _LazyFinder:
    """Finds the modules of govlist and loads them lazily."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name.startswith("govlist.") else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def description(module: ModuleType) -> str:
    """A plugin's docstring, its help text, in the user's language."""
    return _((module.__doc__ or "").strip())
