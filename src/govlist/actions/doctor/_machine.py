"""Checks of the program and the terminal: versions, libraries, language, cache, width and encoding."""

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
from govlist.actions.doctor._fonts import fonts
from govlist.actions.session import Session
from govlist.base import i18n, installation, limits
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_, p_
from govlist.base.installation import Kind
from govlist.model.words import joined
from govlist.validation import settings, snapshot
from govlist.yamlfile import private

NARROW = 60
"""The width below which tables lose most of their content."""


def program(session: Session) -> Iterator[Check]:
    """Checks of the build, versions, libraries, language, cache and fonts, and of a fixed today."""
    system = f"{platform.system()} {platform.machine()}".strip()
    yield Check("versions", joined([f"govlist {__version__}", f"Python {platform.python_version()}", system]))
    yield _build()
    yield from _libraries()
    yield from _optional()
    yield _parser()
    yield Check("language", _("{seen} ({why})").format(seen=i18n.language(), why=_why_language()))
    yield _settings(session)
    yield _cache()
    yield from fonts()
    if session.today_text or os.environ.get("GOVLIST_TODAY"):
        yield _today(session)


def _build() -> Check:
    words = {
        Kind.PROGRAM: _("the program with its own Python, {path}"),
        Kind.PACKAGE: _("a package of Python, {path}"),
        Kind.SOURCES: _("the sources, {path}"),
    }
    return Check("build", words[installation.kind()].format(path=installation.folder()))


def _libraries() -> Iterator[Check]:
    """The libraries that govlist's package requires."""
    try:
        needed = metadata.requires("govlist") or []
    except metadata.PackageNotFoundError:  # run from its folder without an installation
        return
    found: list[str] = []
    missing: list[str] = []
    for requirement in needed:
        name = re.split(r"[^A-Za-z0-9_.-]", requirement)[0]
        if "extra ==" not in requirement:
            (found if _version(name) else missing).append(f"{name} {_version(name)}".strip())
    if missing:
        remedy = f"python -m pip install {' '.join(missing)}"
        if installation.kind() is Kind.PROGRAM:
            remedy = installation.repair()
        yield Check("libraries", _("missing: {names}").format(names=joined(missing)), remedy, State.BAD)
    yield Check("libraries", ", ".join(found))


def _version(name: str) -> str:
    """The version of an installed library; empty without it."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _optional() -> Iterator[Check]:
    """The libraries of some commands. Every office gets PDF files; few gather the lists of others."""
    if version := _version("pypdfium2"):
        yield Check("pdf", f"pypdfium2 {version}")
    else:
        remedy = installation.how_to_add("pypdfium2", "pypdfium2")
        yield Check("pdf", _("PDF files cannot be imported"), remedy, State.WARN)
    if version := _version("duckdb"):
        yield Check("data", f"duckdb {version}")
    else:
        hint = installation.how_to_add("DuckDB", "'govlist[data]'")
        yield Check("data", _("without DuckDB for gather and query: {hint}").format(hint=hint))


def _parser() -> Check:
    from govlist.yamlfile import nodes

    if nodes.LOADER.__name__.startswith("C"):
        return Check("parser", _("libyaml, the fast one"))
    remedy = _("install PyYAML from a wheel: python -m pip install --force-reinstall PyYAML")
    return Check("parser", _("without libyaml: reading takes five times as long"), remedy, State.WARN)


def _why_language() -> str:
    return _(i18n.chosen_by()) if i18n.chosen_by() else _("nothing says otherwise")


def _settings(session: Session) -> Check:
    """The settings files in use."""
    try:
        known = session.settings
    except GovlistError as error:
        return Check("settings", error.message, error.hint, State.BAD)
    files = [settings.shown(path) for path in (known.project, known.user) if path is not None]
    return Check("settings", joined(files) if files else _("none"))


def _cache() -> Check:
    if not snapshot.enabled():
        return Check("cache", _("off, by $GOVLIST_CACHE"))
    folder = snapshot.folder()
    try:
        entries = [file.stat().st_size for file in folder.glob("*.json")] if folder.is_dir() else []
        nearest = next((above for above in (folder, *folder.parents) if above.exists()), Path(folder.anchor))
        writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    except OSError:  # another user's home
        writable = False
    if not (writable and private.can_be_own(folder)):
        remedy = _("the list is parsed at every start; get write permission there")
        return Check("cache", _("{path} cannot be written").format(path=folder), remedy, State.WARN)
    try:
        limits.cache_bytes()
    except GovlistError as error:
        return Check("cache", error.message, error.hint, State.WARN)
    count = n_("{n} list", "{n} lists", len(entries)).format(n=len(entries))
    return Check("cache", joined([str(folder), count, f"{sum(entries) // 1024:,} KB"]))


def _today(session: Session) -> Check:
    try:
        seen = _("fixed to {day}").format(day=session.today)
    except GovlistError as error:
        return Check("today", error.message, error.hint, State.BAD)
    return Check("today", seen, _("unset $GOVLIST_TODAY if this is not intended"), State.WARN)


# -- the terminal ----------------------------------------------------------------------------------


def terminal(columns: int | None, colour: tuple[bool, str]) -> Iterator[Check]:
    """Checks of the terminal: width (None: whole lines), encoding, colour and what decides it."""
    if columns is None:
        yield Check("width", _("whole lines: nothing is cut"))
    elif columns < NARROW:
        seen = n_("{n} column", "{n} columns", columns).format(n=columns)
        yield Check("width", seen, _("make the window wider, or the font smaller"), State.WARN)
    else:
        yield Check("width", n_("{n} column", "{n} columns", columns).format(n=columns))
    encoding = getattr(sys.stdout, "encoding", None) or p_("doctor", "unknown")
    if _shows(encoding):
        yield Check("characters", encoding)
    else:
        remedy = _("Windows: chcp 65001; elsewhere: a UTF-8 locale, such as LANG=C.UTF-8")
        yield Check("characters", _("{name} cannot show Chinese").format(name=encoding), remedy, State.WARN)
    yield Check("colour", _colour(*colour))


def _shows(encoding: str) -> bool:
    try:
        return bool("政务公开√".encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def _colour(on: bool, decided_by: str) -> str:
    if not decided_by:
        return p_("doctor", "on") if on else _("none: no terminal")
    return (_("on, by {what}") if on else _("none, by {what}")).format(what=decided_by)
