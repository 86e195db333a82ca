"""The language of a run, chosen before any message is made: variable, settings, locale, list."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from govlist.base import i18n
from govlist.base.errors import GovlistError
from govlist.base.i18n import mark as N_
from govlist.cli import terminal
from govlist.validation import load, settings, snapshot

THE_LIST = N_("the list's title")
"""What decides the language where nothing else does."""
MANY = {"overview", "gather", "match"}
"""The commands that take folders of lists, whose settings count."""
HEAD = 8192
"""How many bytes of a list are read to find its title."""
_TITLE = re.compile(r"""^[ {]{0,9}["']?title["']? ?:(.*)$""", re.MULTILINE)


def choose(args: Sequence[str]) -> None:
    """Choose the language of a command line. Faults of settings and lists are reported later, in it."""
    if os.environ.get("GOVLIST_LANG", "").lower()[:2] in i18n.LANGUAGES:
        return
    file, shipped = _file(args), "--shipped" in args
    try:
        start = settings.folder_of(file or _in_folder(args), shipped)
        known = settings.read(start).found.get("language")
        if known is not None:
            i18n.use(known.value, by=known.source)
        elif not i18n.chosen_by():
            i18n.use(_of_list(load.choose(file, shipped).path), by=THE_LIST)
    except (GovlistError, OSError):
        i18n.use(i18n.language())


def _file(args: Sequence[str]) -> Path | None:
    """The value of `-f` or `--file` in a command line."""
    for place, word in enumerate(args):
        if word in ("-f", "--file"):
            return Path(*args[place + 1 : place + 2]) if len(args) > place + 1 else None
        if word.startswith("--file="):
            return Path(word.removeprefix("--file="))
        if word == "--":
            break
    return None


def _in_folder(args: Sequence[str]) -> Path | None:
    """A path in the first folder of lists that a command line names, None if it names none."""
    if not MANY.intersection(args):
        return None
    return next((Path(word) / settings.NAME for word in args if Path(word).is_dir()), None)


def _of_list(path: Path) -> str:
    """The language of a list's title: Chinese if it has a Chinese character, or none can be read."""
    if not path.is_file():
        return "zh"
    with path.open("rb") as file:
        text = file.read(HEAD).decode("utf-8", "ignore")
    found = _TITLE.search(text)
    words = found[1] if found else text
    is_chinese = any("\u3400" <= char <= "\u9fff" for char in words)  # re takes long to read such a range
    return "zh" if is_chinese or not words.strip() else "en"


def tell(args: Sequence[str]) -> None:
    """Say once for each user how to change the language, if only the list decided it.

    The cache folder remembers that it was said; without a cache nothing is said.
    """
    quiet = terminal.wanted.quiet or any(word.startswith("--json") or word == "config" for word in args)
    if i18n.chosen_by() != THE_LIST or quiet or not snapshot.enabled():
        return
    from govlist.yamlfile import private

    said = snapshot.folder(), "language-note"
    if private.read(*said) is not None or not private.write(*said, b""):
        return  # what cannot be remembered would be said at every start
    from govlist.cli import console

    other, words = ("en", "Messages in English") if i18n.language() == "zh" else ("zh", "中文界面")
    sys.stdout.flush()
    console.note(f"{words}: govlist config set language {other} --user")
