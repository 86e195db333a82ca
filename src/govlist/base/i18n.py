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
from struct import unpack_from
from typing import Any

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


class _Catalogue(gettext.NullTranslations):
    """A .mo file whose translations are read when they are shown, a tenth of them by a command.

    gettext's own class reads all of them, which takes a twentieth of a start. Messages with a count have one
    form, as Chinese has.
    """

    def _parse(self, fp: Any) -> None:
        self._data: bytes = fp.read()
        _magic, _version, count, messages, self._texts = unpack_from("<5I", self._data)
        places = iter(unpack_from(f"<{2 * count}I", self._data, messages))
        self._numbers = {
            self._data[start : start + length].partition(b"\0")[0]: number  # of a count, the singular
            for number, (length, start) in enumerate(zip(places, places, strict=True))
        }

    def gettext(self, message: str) -> str:
        """The translation of a message; itself if there is none."""
        return self._text(message) or message

    def pgettext(self, context: str, message: str) -> str:
        """The same for a message with a context."""
        return self._text(f"{context}\4{message}") or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same for a message with a count."""
        return self._text(msgid1) or super().ngettext(msgid1, msgid2, n)

    def _text(self, message: str) -> str:
        number = self._numbers.get(message.encode(errors="replace"))  # names of files may be no UTF-8
        if number is None:
            return ""
        length, start = unpack_from("<2I", self._data, self._texts + 8 * number)
        return self._data[start : start + length].decode()


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [name], class_=_Catalogue, fallback=True)


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
