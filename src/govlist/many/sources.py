"""Finds the lists below folders, and what their paths say of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from govlist.base import files
from govlist.base.errors import ExitCode, GovlistError, combined
from govlist.base.i18n import _
from govlist.documents import archive
from govlist.many.extract import Source
from govlist.many.identity import Pattern, below
from govlist.validation import load

_HEAD = 65_536
"""The bytes of a file that show what it is."""
_NAMES = rb"[\"']?(title|year|units|groups|sections|format)[\"']?[ \t]?:"
_KEY = re.compile(rb"^" + _NAMES + rb"[ \t]?([^\n]?)", re.MULTILINE)
_FLOW = re.compile(rb"[{,]\s?" + _NAMES)
"""A key of a list that is written as JSON."""


def find(paths: Sequence[Path], pattern: str | None = None) -> list[Source]:
    """The lists below folders, and the files that are named themselves, each once, by their ids.

    Below a folder a YAML file is a list if it has the keys of one; a workflow is left alone. Raises
    GovlistError for a folder without lists, one that cannot be read, and an invalid pattern.
    """
    wanted = None if pattern is None else Pattern(pattern)
    failures: list[GovlistError] = []
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        for file in _meant(path, failures):
            root = path if _is_folder(path) else path.parent
            found.setdefault(os.path.realpath(file), (root, file))
    if failures:
        raise combined(failures)
    sources = [
        source(str(file), list_id, below(root, file), wanted)
        for list_id, (root, file) in zip(_ids(list(found.values())), found.values(), strict=True)
    ]
    return sorted(sources, key=lambda each: each.list_id)


def _meant(path: Path, failures: list[GovlistError]) -> list[Path]:
    """The file itself, or the lists below a folder; a failure if there is none."""
    before = len(failures)
    if not _is_folder(path):
        failures += _refused(path)
        return [path]
    found = [file for file in load.below(path, failures) if _is_list(file)]
    if not found and len(failures) == before:
        message = _("{path} contains no lists").format(path=path)
        hint = _("name the folder that holds the lists")
        failures.append(GovlistError(message, ExitCode.FAILED, hint=hint))
    return found


def _is_list(file: Path) -> bool:
    """Whether a file has the keys of a list; one that cannot be read is reported when it is."""
    try:
        if files.other_kind(file):
            return True
        with file.open("rb") as opened:
            return has_keys(opened.read(_HEAD))
    except OSError:
        return True


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir may raise


def _refused(path: Path) -> Iterator[GovlistError]:
    """Why a path that is named cannot be a list: it is missing, or no file. A list is read more than once."""
    try:
        path.stat()
    except OSError as error:
        yield archive.unreadable(path, error, _("check the path and the current folder"))
    if kind := files.other_kind(path):
        yield archive.not_a_file(path, kind)


def has_keys(data: bytes) -> bool:
    """Whether a YAML file has the keys of a list, to tell it from a workflow or other settings."""
    # UTF-16 has zeros between ASCII characters.
    text = data[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    keys = {match[1]: match[2] for match in _KEY.finditer(text)}
    if text.lstrip().startswith(b"{"):
        keys |= {match[1]: b"" for match in _FLOW.finditer(text)}
    if b"sections" in keys or keys.get(b"format", b"").isdigit():
        return True
    return b"units" in keys and bool(keys.keys() & {b"title", b"year", b"groups"})


def _ids(found: Sequence[tuple[Path, Path]]) -> list[str]:
    """An id for each file: its path below its folder.

    Where two agree, with the folder's name before it, and then with the suffix.
    """
    plain = [below(root, file) for root, file in found]
    named = [f"{root.resolve().name}/{each}" for each, (root, _file) in zip(plain, found, strict=True)]
    whole = [f"{each}{file.suffix}" for each, (_root, file) in zip(named, found, strict=True)]
    made = plain
    for other in (named, whole):
        often = Counter(made)
        made = [more if often[one] > 1 else one for one, more in zip(made, other, strict=True)]
    twice = [each for each, number in Counter(made).items() if number > 1]
    if twice:
        message = _("several lists have the path {path} below their folders").format(path=twice[0])
        raise GovlistError(message, hint=_("name the folder that holds both folders"))
    return made


def source(path: str, list_id: str, below: str, wanted: Pattern | None) -> Source:
    """The source of a file; `below` is its path below its folder without the suffix, for the pattern."""
    found = wanted.match(below) if wanted else {}
    if found is not None:
        return Source(path, list_id, found)
    words = _("the path {path} does not match {pattern}: move the file, or give another pattern")
    return Source(path, list_id, fault=words.format(path=below, pattern=wanted.text if wanted else ""))
