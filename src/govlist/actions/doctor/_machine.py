"""The program and the terminal: versions, what is missing, language, cache, width and encoding."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from govlist import __version__
from govlist.actions.doctor._check import Check, State
from govlist.actions.session import Session
from govlist.base import i18n
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_, p_
from govlist.model.words import joined
from govlist.validation import snapshot

NARROW = 60
"""Columns below which tables lose more than they show."""


def program(session: Session) -> Iterator[Check]:
    """Versions, libraries, language, cache, and a today that is none."""
    system = f"{platform.system()} {platform.machine()}".strip()
    yield _check(
        "versions", joined([f"govlist {__version__}", f"Python {platform.python_version()}", system])
    )
    yield from _libraries()
    yield _parser()
    yield _check("language", _("{seen} ({why})").format(seen=i18n.language(), why=_why_language()))
    yield _cache()
    if session.today_text or os.environ.get("GOVLIST_TODAY"):
        yield _today(session)


def _check(name: str, seen: str, remedy: str = "", state: State = State.OK) -> Check:
    titles = {
        "versions": p_("doctor", "versions"),
        "libraries": p_("doctor", "libraries"),
        "parser": p_("doctor", "YAML parser"),
        "language": p_("doctor", "language"),
        "cache": p_("doctor", "cache"),
        "today": p_("doctor", "today"),
    }
    return Check(name, _("The program"), titles[name], seen, remedy, state)


def _libraries() -> Iterator[Check]:
    """What govlist needs, by what its own package says; what only `import` of PDF needs is no loss."""
    try:
        needed = metadata.requires("govlist") or []
    except metadata.PackageNotFoundError:  # run from its folder, never installed
        return
    found, missing = [], []
    for requirement in needed:
        name = re.split(r"[^A-Za-z0-9_.-]", requirement)[0]
        optional = "extra ==" in requirement
        if optional and not re.search(r"""extra == ['"]pdf['"]""", requirement):
            continue
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            if not optional:
                missing.append(name)
    if missing:
        remedy = f"python -m pip install {' '.join(missing)}"
        yield _check("libraries", _("missing: {names}").format(names=joined(missing)), remedy, State.BAD)
    yield _check("libraries", ", ".join(found))


def _parser() -> Check:
    from govlist.yamlfile import nodes

    if nodes.LOADER.__name__.startswith("C"):
        return _check("parser", _("libyaml, the fast one"))
    remedy = _("install PyYAML from a wheel: python -m pip install --force-reinstall PyYAML")
    return _check("parser", _("without libyaml: reading takes five times as long"), remedy, State.WARN)


def _why_language() -> str:
    variable = i18n.chosen_by()
    return f"${variable}" if variable else _("nothing says otherwise")


def _cache() -> Check:
    if not snapshot.enabled():
        return _check("cache", _("off, by $GOVLIST_CACHE"))
    folder = snapshot.folder()
    try:
        entries = [file.stat().st_size for file in folder.glob("*.json")] if folder.is_dir() else []
        nearest = next((above for above in (folder, *folder.parents) if above.exists()), Path(folder.anchor))
        writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    except OSError:  # another user's home
        writable = False
    if not writable:
        remedy = _("every start reads the list anew; get the right to write there")
        return _check("cache", _("{path} cannot be written").format(path=folder), remedy, State.WARN)
    count = n_("{n} list", "{n} lists", len(entries)).format(n=len(entries))
    return _check("cache", joined([str(folder), count, f"{sum(entries) // 1024:,} KB"]))


def _today(session: Session) -> Check:
    try:
        seen = _("fixed to {day}").format(day=session.today)
    except GovlistError as error:
        return _check("today", error.message, error.hint, State.BAD)
    return _check("today", seen, _("unset $GOVLIST_TODAY if it is not meant"), State.WARN)


# -- the terminal ----------------------------------------------------------------------------------


def terminal(columns: int | None) -> Iterator[Check]:
    """Where the screens go: width (None: no terminal), encoding, colour."""
    if columns is None:
        yield _terminal("width", _("no terminal: nothing is cut"))
    elif columns < NARROW:
        seen = n_("{n} column", "{n} columns", columns).format(n=columns)
        yield _terminal("width", seen, _("make the window wider, or its letters smaller"), State.WARN)
    else:
        yield _terminal("width", n_("{n} column", "{n} columns", columns).format(n=columns))
    encoding = getattr(sys.stdout, "encoding", None) or p_("doctor", "unknown")
    if _shows(encoding):
        yield _terminal("characters", encoding)
    else:
        remedy = _("Windows: chcp 65001; elsewhere: a UTF-8 locale, such as LANG=C.UTF-8")
        yield _terminal("characters", _("{name} has no Chinese").format(name=encoding), remedy, State.WARN)
    yield _terminal("colour", _colour(columns))


def _terminal(name: str, seen: str, remedy: str = "", state: State = State.OK) -> Check:
    titles = {
        "width": p_("doctor", "width"),
        "characters": p_("doctor", "characters"),
        "colour": p_("doctor", "colour"),
    }
    return Check(name, _("The terminal"), titles[name], seen, remedy, state)


def _shows(encoding: str) -> bool:
    try:
        return bool("政务公开√".encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def _colour(columns: int | None) -> str:
    if columns is None:
        return _("none: no terminal")
    if os.environ.get("NO_COLOR"):
        return _("none, by $NO_COLOR")
    return _("none, by $TERM") if os.environ.get("TERM") == "dumb" else p_("doctor", "on")
