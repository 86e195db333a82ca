"""Output files and a record of them, so that files of other people are not overwritten.

The record is one file in the user's state folder: for each path the digest of what was written there last.
If it is missing, damaged or unreadable, no file counts as written by govlist. `GOVLIST_STATE` names another
folder; `GOVLIST_STATE=0` turns the record off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from pathlib import Path

from govlist.base.errors import ExitCode, GovlistError, combined
from govlist.base.i18n import _
from govlist.model.words import joined
from govlist.validation import settings
from govlist.yamlfile import history, store

MAX_PATHS = 10_000
"""The number of paths in the record; deleted files are dropped first, then the oldest."""
UNREADABLE = ""
"""The digest of a file that cannot be read."""


Seen = dict[Path, str | None]
"""The digest of the file at each path, None if there is none."""


def look(paths: Iterable[Path]) -> Seen:
    """What is at the paths now. A command that works for long looks before, and gives it to `write`."""
    return {path: _digest(path) for path in paths}


def write(
    made: Mapping[Path, bytes], inputs: Iterable[Path] = (), force: bool = False, before: Seen | None = None
) -> None:
    """Write files and record them; if one of them is refused, none is written.

    Each is replaced under its lock. Raises GovlistError for what `check` refuses, for a file that changed or
    appeared meanwhile, also with `force`, and for errors of the system (exit 3).
    """
    found = check(made, inputs, force, before)
    written = {}
    try:
        for path, data in made.items():
            digest = sha256(data).hexdigest()
            if found[path] != digest:
                with store.lock(path):
                    _save(path, data, found[path])
            written[str(store.resolved(path))] = digest
    finally:
        _record(written)


@contextmanager
def built(path: Path, force: bool = False) -> Iterator[Path]:
    """A free path for a library that writes its file itself; at the end it is the output, and recorded.

    Raises GovlistError as `write` does.
    """
    found = check({path: b""}, (), force)[path]
    with store.lock(path), store.built(path, _expected(found)) as temporary:
        yield temporary
        digest = _digest(temporary)
    _record({str(store.resolved(path)): digest or UNREADABLE})


def write_list(path: Path, data: bytes, inputs: Iterable[Path], force: bool) -> history.Saved:
    """Write a list as an output and record it; the text of a list that it replaces is kept for `undo`.

    The caller holds the list's lock. Raises GovlistError as `write` does.
    """
    digest = sha256(data).hexdigest()
    found = check({path: data}, inputs, force)[path]
    saved = history.Saved()
    if not found:
        _save(path, data, found)
    elif found != digest:
        before = path.read_bytes()
        if history.digest(before) != found:
            raise store.changed(path)
        saved = history.save(path, data, before)
    _record({str(store.resolved(path)): digest})
    return saved


def _save(path: Path, data: bytes, found: str | None) -> None:
    """Replace what was found at a path."""
    store.save(path, data, _expected(found))


def _expected(found: str | None) -> str | None:
    """What must still be at a path when it is replaced; a file that cannot be read is not compared."""
    return store.NEW if found is None else found or None


def check(
    made: Mapping[Path, bytes], inputs: Iterable[Path], force: bool, before: Seen | None = None
) -> Seen:
    """Refuse to overwrite inputs (exit 2), forms (exit 3) and, without `force`, files of others (exit 3).

    A file may be replaced if it is unchanged since govlist wrote it, or already has the new content, but not
    if it is no longer as it was `before`. Returns what is at each path.
    """
    refuse_inputs(made, inputs)
    found = look(made)
    for path, was in (before or {}).items():
        if found[path] != was:
            raise store.changed(path)
    replaced = {
        path: now for path, now in found.items() if now is not None and now != sha256(made[path]).hexdigest()
    }
    _refuse_forms(replaced)
    if not force:
        known = recorded()
        changed: list[Path] = []
        unknown: list[Path] = []
        for path, now in replaced.items():
            last = known.get(str(store.resolved(path)))
            if now != last:
                (changed if last else unknown).append(path)
        _refuse(changed, unknown)
    return found


def refuse_inputs(paths: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse to overwrite a file that the same command reads, or its settings, under any name (exit 2)."""
    inputs = list(inputs)
    inputs += _settings(inputs)
    for path in paths:
        for each in inputs:
            with suppress(OSError):
                if path.samefile(each):
                    message = _("{path} is an input of this command and is not overwritten")
                    raise GovlistError(message.format(path=path), hint=_("write to another name"))


def _settings(inputs: Iterable[Path]) -> set[Path]:
    """The settings files of this account, of the current folder and of the folders of inputs."""
    folders = {Path.cwd(), *(each.absolute().parent for each in inputs)}
    return {path for path in (settings.user_file(), *map(settings.nearest_file, folders)) if path is not None}


def _refuse_forms(paths: Iterable[Path]) -> None:
    """Raise GovlistError if one of the files is a form: what a unit filled in exists nowhere else."""
    taken = [str(path) for path in paths if _is_form(path)]
    if taken:
        message = _("already exists, and is a form that may be filled in: {paths}")
        hint = _("nothing was written; name another file or folder, such as forms-{date}")
        raise GovlistError(message.format(paths=joined(taken)), ExitCode.FAILED, hint=hint)


def _is_form(path: Path) -> bool:
    from govlist.collect import forms  # only if there is a file

    return forms.is_form(path)


def _refuse(changed: list[Path], unknown: list[Path]) -> None:
    """Raise GovlistError if there are changed or unknown files, with one message for each kind."""
    hint = _("no output was written; use another name, or overwrite with --force")
    kinds = (
        (changed, _("already exists, and was changed after govlist wrote it: {paths}")),
        (unknown, _("already exists, and is not known as an output of govlist: {paths}")),
    )
    refusals = [
        GovlistError(message.format(paths=joined(map(str, paths))), ExitCode.FAILED, hint=hint)
        for paths, message in kinds
        if paths
    ]
    if refusals:
        raise combined(refusals)


def _digest(path: Path) -> str | None:
    if not store.is_file(path):  # nothing, or a folder or device, which store.save refuses
        return None
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE


def recorded() -> dict[str, str]:
    """The digest that was written last for each resolved path, the newest last; empty without a record."""
    path = _record_path()
    if path is None or not store.is_file(path):
        return {}
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {key: value for key, value in found.items() if value} if isinstance(found, dict) else {}


def _record(written: Mapping[str, str]) -> None:
    """Add files to the record; if it cannot be written, nothing happens."""
    path = _record_path()
    if path is None or not written:
        return
    with suppress(OSError, GovlistError):
        store.make_folder(path.parent, 0o700)
        if not path.exists():
            with suppress(GovlistError):  # another process made it meanwhile
                store.save(path, b"{}", store.NEW, mode=0o600)
        with store.lock(path):
            known = recorded()
            kept = {key: value for key, value in known.items() if key not in written} | dict(written)
            if kept != known:
                store.save(path, json.dumps(_newest(kept), indent=0).encode(), mode=0o600)


def _newest(known: dict[str, str]) -> dict[str, str]:
    if len(known) > MAX_PATHS:
        known = {key: value for key, value in known.items() if Path(key).exists()}
    return dict(list(known.items())[-MAX_PATHS:])


def _record_path() -> Path | None:
    """The path of the record; None if it is turned off or there is no state folder."""
    with suppress(GovlistError):
        if folder := history.state_folder():
            return folder / "outputs.json"
    return None
