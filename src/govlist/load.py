"""A file → source → schema → rules → the checklist and every problem at once; and which file it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from govlist import plugins, snapshot
from govlist.errors import ExitCode, Finding, GovlistError, Level, Location, Problem
from govlist.i18n import _
from govlist.model import Checklist

if TYPE_CHECKING:
    from govlist.source import Source

NAMES = ("data/checklist.yaml", "checklist.yaml")


@dataclass(frozen=True)
class Loaded:
    """What came of one text. `checklist` is None where nothing could be made of it."""

    source: Source
    checklist: Checklist | None
    problems: tuple[Problem, ...]

    @cached_property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop readers and edits."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)


@dataclass(frozen=True)
class Chosen:
    """The file in use and why: given, found from here upwards, or the copy inside the package."""

    path: Path
    shipped: bool = False


def choose(given: Path | None) -> Chosen:
    """The file to use: given, else `$GOVLIST_FILE`, else searched upwards, else the shipped copy."""
    if given is None and (named := os.environ.get("GOVLIST_FILE")):
        given = Path(named)
    if given is not None:
        return Chosen(given)
    here = Path.cwd()
    found = _search(here)
    if found is None:
        return Chosen(shipped(), shipped=True)
    return Chosen(found.relative_to(here) if found.is_relative_to(here) else found)


def shipped() -> Path:
    """The shipped list: inside the package, or the checkout's own where it is installed editable."""
    inside = Path(__file__).parent / "data" / "checklist.yaml"
    return inside if inside.exists() else Path(__file__).parents[2] / "data" / "checklist.yaml"


def read(path: Path) -> bytes:
    """A file's bytes. Raises GovlistError (exit 3) where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message, hint = (
            _("there is no file {path}"),
            _("name another with -f, or look where you are"),
        )
    except IsADirectoryError:
        message, hint = _("{path} is a folder, not a file"), _("name the list inside it")
    except PermissionError:
        message, hint = _("{path} may not be read"), _("ask for the right to read it")
        if path.is_dir():
            message, hint = _("{path} is a folder, not a file"), _("name the list inside it")
    except OSError as error:
        message, hint = _("{path} cannot be read: {error}"), ""
        raise GovlistError(
            message.format(path=path, error=error.strerror), ExitCode.FAILED, hint=hint
        ) from None
    raise GovlistError(message.format(path=path), ExitCode.FAILED, hint=hint)


def check(path: str, data: bytes) -> Loaded:
    """Everything that can be said of a file's bytes."""
    from govlist.source import Source

    return checked(Source(path, data))


def checked(source: Source) -> Loaded:
    """The same of a source at hand: for an edit before it is saved."""
    from govlist.schema import Reading

    if not source.readable:
        return Loaded(source, None, tuple(sorted(source.problems)))
    reading = Reading(source.plain, source.dropped)
    problems = list(source.problems)

    def place(rule: str, level: Level, finding: Finding, location: Location) -> None:
        line, column = source.locate(location, finding.at_key)
        problems.append(Problem(source.path, line, column, rule, level, finding.message, finding.hint))

    for rule, finding in reading.faults:
        place(rule, Level.ERROR, finding, finding.location)
    if reading.checklist is not None:
        for rule, module in _rules():
            for finding in module.check(reading.checklist):
                place(rule, module.LEVEL, finding, reading.origin(finding.location))
    return Loaded(source, reading.checklist, tuple(sorted(problems)))


def warm_up() -> None:
    """Load what `check` needs, so that a lock is not held meanwhile."""
    from govlist import schema

    schema.warm_up()
    list(_rules())


def _rules() -> Iterator[tuple[str, ModuleType]]:
    """The rules that look at the checklist; those of form have no `check`."""
    for rule in plugins.names("rules"):
        module = plugins.get("rules", rule)
        if hasattr(module, "check"):
            yield rule, module


def require(path: Path) -> Loaded:
    """The same for readers and edits: a file with errors is refused with its problems (exit 1)."""
    loaded = check(str(path), read(path))
    refuse_errors(loaded)
    return loaded


def checklist(path: Path) -> Checklist:
    """The checklist of a file without errors, for readers: from its snapshot where there is one."""
    data = read(path)
    if (known := snapshot.find(data)) is not None:
        return known
    loaded = check(str(path), data)
    made = refuse_errors(loaded)
    snapshot.keep(data, loaded.source.plain)
    return made


def refuse_errors(loaded: Loaded) -> Checklist:
    """The checklist, or GovlistError (exit 1) with all problems where there are errors."""
    if loaded.errors or loaded.checklist is None:
        message = _("{path} has errors; until they are mended nothing is shown or changed")
        raise GovlistError(
            message.format(path=loaded.source.path),
            ExitCode.DATA,
            loaded.errors,
            line_of=lambda _path, number: loaded.source.line(number),
        )
    return loaded.checklist


def _search(start: Path) -> Path | None:
    """The first list from a folder upwards, stopping at a git root or the home folder."""
    for folder in (start, *start.parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
        if (folder / ".git").exists() or folder == Path.home():
            return None
    return None
