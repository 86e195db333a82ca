"""The language of messages: English in the code, Chinese from the gettext catalogue.

The language is that of `$GOVLIST_LANG` (zh, en), else of the locale if it is one of the two, else Chinese.
It applies to the whole process; `use` changes it: the start of the program, which knows the settings and the
list; tests; the documentation script.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
DOMAIN = "govlist"
LOCALE = Path(__file__).parents[1] / "locale"

_chosen: list[str] = []
_by: list[str] = []


def language() -> str:
    """The language in use, `zh` or `en`."""
    if not _chosen:
        use(_from_environment())
    return _chosen[0]


def chosen_by() -> str:
    """What decides the language: the variable as `$NAME`, the `by` of `use`, "" if nothing does."""
    variable = _decided()[1]
    return _by[0] if _by else f"${variable}" if variable else ""


def use(name: str, by: str = "") -> None:
    """Use this language from now on, also for typer's own messages, which come from plain gettext.

    `by` is what decides it, if it is not the environment.
    """
    _chosen[:], _by[:] = [name], [by] if by else []
    gettext.textdomain(DOMAIN)
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    os.environ["LANGUAGE"] = name


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Translate into this language inside the context: for words that every language of messages shares."""
    before = language()
    _chosen[:] = [name]
    try:
        yield
    finally:
        _chosen[:] = [before]


def _(message: str) -> str:
    """Translate a message into the language in use."""
    return _catalogue(language()).gettext(message)


def in_all_languages(message: str) -> frozenset[str]:
    """A message in every language, to find it in a file that was written in another one."""
    return frozenset(_catalogue(name).gettext(message) for name in LANGUAGES)


def p_(context: str, message: str) -> str:
    """Translate a short text (a separator, a label) that needs a context to be unambiguous."""
    return _catalogue(language()).pgettext(context, message)


def n_(singular: str, plural: str, count: int) -> str:
    """Translate a message with a count, in the singular or plural."""
    return _catalogue(language()).ngettext(singular, plural, count)


def mark(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [name], fallback=True)


def _from_environment() -> str:
    return _decided()[0]


def _decided() -> tuple[str, str]:
    """The language, and the variable that decides it ("" if there is none)."""
    wanted = os.environ.get("GOVLIST_LANG", "").lower()[:2]
    if wanted in LANGUAGES:
        return wanted, "GOVLIST_LANG"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return (value[:2], variable) if value[:2] in LANGUAGES else ("zh", "")
    return "zh", ""
