"""`config`: the settings in force and their sources; changes of a settings file that keep all other bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from govlist.actions.session import Session
from govlist.base import i18n
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.text import BOM
from govlist.model.view import DUE_SOON
from govlist.validation import load, settings
from govlist.yamlfile import store


@dataclass(frozen=True)
class Entry:
    """A setting: its key, its value in force (None: not set), and what it comes from ("": the default)."""

    key: str
    value: Any
    source: str = ""

    def record(self) -> dict[str, Any]:
        """The entry as JSON."""
        value = str(self.value) if isinstance(self.value, Path) else self.value
        return {"key": self.key, "value": value, "source": self.source or None}


@dataclass(frozen=True)
class Changed:
    """A change of a settings file: its path, its text before and after, the value before and now."""

    path: Path
    before: str
    after: str
    key: str
    was: Any
    now: Any
    dry_run: bool
    hidden_by: str = ""
    """What comes before this file for the key, so that the new value is not in force."""

    def record(self) -> dict[str, Any]:
        """The change as JSON."""
        changed = [] if self.was == self.now else [{"key": self.key, "was": self.was, "now": self.now}]
        return {"changed": changed, "file": str(self.path)}


class _File(NamedTuple):
    """A settings file to change, and the folder of its project; None for the user's own."""

    path: Path
    folder: Path | None


def entries(session: Session) -> list[Entry]:
    """Every setting, in the order of the keys, then the views. Raises GovlistError for faulty settings."""
    known = session.settings
    made = []
    for key in settings.KEYS:
        found = known.found.get(key)
        if key == "list":
            made.append(_list(session))
        elif key == "language":
            made.append(Entry(key, i18n.language(), _(i18n.chosen_by())))
        elif found is None:
            made.append(Entry(key, DUE_SOON if key == "due-soon" else None))
        else:
            made.append(Entry(key, found.value, found.source))
    return [*made, *(Entry(f"views.{name}", each.value, each.source) for name, each in known.views.items())]


def entry(session: Session, key: str) -> Entry:
    """One setting or view. Raises GovlistError with the nearest key for an unknown one."""
    for each in entries(session):
        if each.key == key:
            return each
    settings.known(key)
    raise AssertionError(key)  # a known key has an entry


def _list(session: Session) -> Entry:
    try:
        chosen = session.chosen
    except GovlistError:  # the settings name a list that is missing; what uses it says so
        found = session.settings.found["list"]
        return Entry("list", found.value, found.source)
    if chosen.searched:
        return Entry("list", None)
    if chosen.shipped:
        source = "--shipped"
    elif chosen.named_by is not None:
        source = settings.shown(chosen.named_by)
    elif session.file is not None:
        source = "-f"
    else:
        source = "$GOVLIST_FILE" if os.environ.get("GOVLIST_FILE") else _("found by search")
    return Entry("list", chosen.path, source)


def assign(session: Session, key: str, words: Sequence[str], user: bool, dry_run: bool) -> Changed:
    """Set a key in the project's file, or the user's. Raises GovlistError if the value is not valid."""
    file = _file(session, user)
    settings.typed(key, words, file.folder)
    value = settings.plain_value(key, words)

    def put(document: dict[str, Any]) -> None:
        *tables, name = key.split(".")
        for table in tables:
            document = document.setdefault(table, {})
        document[name] = value

    return _change(session, file, key, put, dry_run)


def remove(session: Session, key: str, user: bool, dry_run: bool) -> Changed:
    """Remove a key, also one that govlist does not know, so that a faulty file can be fixed."""

    def drop(document: dict[str, Any]) -> None:
        *tables, name = key.split(".")
        for table in tables:
            inner = document.get(table, {})
            document = inner if isinstance(inner, dict) else {}
        document.pop(name, None)

    return _change(session, _file(session, user), key, drop, dry_run, checked=False)


def _file(session: Session, user: bool) -> _File:
    """The file to change. Raises GovlistError if there is none to write."""
    if user:
        path = settings.user_file()
        if path is None:
            message = _("this account has no folder for settings")
            raise GovlistError(message, ExitCode.FAILED, hint=_("name a folder: GOVLIST_CONFIG"))
        return _File(path, None)
    start = settings.folder_of(session.file, session.shipped)
    path = None if start is None else settings.nearest_file(start)
    if path is None:
        path = _beside_list(session)
    folder = path.parent
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = _("{path} is a link to a file elsewhere and is not changed").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("change the file that it leads to"))
    return _File(path, folder)


def _beside_list(session: Session) -> Path:
    """The project's new file: in the list's folder, or above a folder `data`."""
    chosen = session.chosen
    if chosen.shipped:
        message = _("there is no list of your own here, so no project for the setting")
        hint = _("add --user for your own settings, or create a list: {command}")
        raise GovlistError(message, ExitCode.FAILED, hint=hint.format(command="govlist init"))
    folder = Path(os.path.abspath(chosen.path)).parent  # noqa: PTH100 - links stay
    return (folder.parent if folder.name == Path(load.NAMES[0]).parent.name else folder) / settings.NAME


def _change(
    session: Session,
    file: _File,
    key: str,
    edit: Callable[[dict[str, Any]], None],
    dry_run: bool,
    checked: bool = True,
) -> Changed:
    path, folder = file
    with nullcontext() if dry_run else store.lock(path):
        is_there = os.path.lexists(path)
        old = settings.content(path) if is_there else b""
        new = _edited(old, path, edit)
        if checked:
            settings.parsed(new, path, folder)
        if not dry_run and new != old:
            if folder is None:
                store.make_folder(path.parent)
            store.save(path, new, sha256(old).hexdigest() if is_there else store.NEW)
    before, after = (_value(data, key) for data in (old, new))
    hidden_by = _hidden_by(session, path, key, checked)
    old_text, new_text = (data.decode("utf-8-sig") for data in (old, new))
    return Changed(path, old_text, new_text, key, before, after, dry_run, hidden_by)


def _edited(old: bytes, path: Path, edit: Callable[[dict[str, Any]], None]) -> bytes:
    """The bytes after an edit: comments, order and line ends stay. Raises GovlistError if they cannot."""
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = old.decode("utf-8-sig")
        expected = tomllib.loads(text)
        document = tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError):
        settings.parsed(old, path, None)  # says where
        raise
    edit(expected)
    if expected == tomllib.loads(text):
        return old
    edit(document)
    new = tomlkit.dumps(document)
    if "\r\n" in text:
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    if tomllib.loads(new) != expected:
        message = _("{path} cannot be changed without changing more than {key}")
        raise GovlistError(message, ExitCode.FAILED, hint=_("change it in an editor"))
    return (BOM if old.startswith(BOM) else b"") + new.encode()


def _value(data: bytes, key: str) -> Any:
    import tomllib

    value: Any = tomllib.loads(data.decode("utf-8-sig"))
    for name in key.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _hidden_by(session: Session, path: Path, key: str, checked: bool) -> str:
    """What is in force for a key instead of a file's value."""
    if not checked:
        return ""
    known = settings.read(settings.folder_of(session.file, session.shipped)).found.get(key)
    return known.source if known is not None and known.source != settings.shown(path) else ""
