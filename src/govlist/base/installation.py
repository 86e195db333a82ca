"""How govlist came to this machine, and which files are part of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

from govlist.base.i18n import _

PACKAGE = Path(__file__).parents[1]


class Kind(StrEnum):
    """The program that brings its own Python, a package in a Python of the machine, or a checkout."""

    PROGRAM = "program"
    PACKAGE = "package"
    SOURCES = "sources"


def kind() -> Kind:
    """What runs here."""
    if getattr(sys, "frozen", False):
        return Kind.PROGRAM
    return Kind.SOURCES if (PACKAGE.parents[1] / "pyproject.toml").exists() else Kind.PACKAGE


def folder() -> Path:
    """Where it is: the folder of the program, of the package, or of the checkout."""
    places = {
        Kind.PROGRAM: Path(sys.executable).parent,
        Kind.PACKAGE: PACKAGE,
        Kind.SOURCES: PACKAGE.parents[1],
    }
    return places[kind()]


def is_part(path: Path) -> bool:
    """Whether a file belongs to govlist or to a library, not to the office."""
    if kind() is Kind.PROGRAM and path.is_relative_to(folder() / "_internal"):
        return True
    return path.is_relative_to(PACKAGE) or bool({"site-packages", "dist-packages"} & set(path.parts))


def repair() -> str:
    """The remedy for a part that is missing."""
    if kind() is Kind.PROGRAM:
        return _("unpack the bundle again; nothing of yours is in its folder")
    return _("install govlist again with its libraries")


def how_to_add(name: str, requirement: str) -> str:
    """The remedy for an optional library that is not there, and what pip is to install for it."""
    if kind() is Kind.PROGRAM:
        return _("this bundle is without {name}; use one with it").format(name=name)
    return f"python -m pip install {requirement}"
