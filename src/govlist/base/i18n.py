"""The language of what people read: English in the code, Chinese through the gettext catalogue.

`$GOVLIST_LANG` (zh, en) decides, else the locale's language if it is one of the two, else Chinese.
The choice holds for the whole process; `use` changes it (tests, the documentation script).
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
DOMAIN = "govlist"
LOCALE = Path(__file__).parents[1] / "locale"

_chosen: list[str] = []


def language() -> str:
    """The language in use, `zh` or `en`."""
    if not _chosen:
        use(_from_environment())
    return _chosen[0]


def chosen_by() -> str:
    """The variable of the environment that decides the language, "" where none does."""
    return _decided()[1]


def use(name: str) -> None:
    """Speak this language from now on; typer's own words, which ask plain gettext, follow."""
    _chosen[:] = [name]
    gettext.textdomain(DOMAIN)
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    os.environ["LANGUAGE"] = name


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue(language()).gettext(message)


def p_(context: str, message: str) -> str:
    """The same for short texts (a separator, a one-word label) that need a context to be told apart."""
    return _catalogue(language()).pgettext(context, message)


def n_(singular: str, plural: str, count: int) -> str:
    """The form of the message that fits a count."""
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
    """The language, and the variable that decides it, "" where none does."""
    wanted = os.environ.get("GOVLIST_LANG", "").lower()[:2]
    if wanted in LANGUAGES:
        return wanted, "GOVLIST_LANG"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return (value[:2], variable) if value[:2] in LANGUAGES else ("zh", "")
    return "zh", ""
