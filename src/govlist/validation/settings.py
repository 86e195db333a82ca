"""Settings: `govlist.toml` beside the list (project) and in the user's config folder: found, read, checked.

The project's settings come before the user's, and variables of the environment before both. A project's file
comes with a checkout, so it is not trusted: it names no list outside its folder, and its views only read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govlist.base.errors import ExitCode, GovlistError, combined
from govlist.base.i18n import LANGUAGES, _
from govlist.base.i18n import mark as N_
from govlist.base.text import excerpt

NAME = "govlist.toml"
MAX_BYTES = 65_536
"""The largest settings file that is read."""
MAX_DAYS = 366
"""The largest value of `due-soon`."""


class Setting(NamedTuple):
    """A value, and where it comes from: a file, or a variable of the environment as `$NAME`."""

    value: Any
    source: str


class Key(NamedTuple):
    """A setting: what it means, the check that returns its value, and the variable that comes before it.

    The check takes a value of a file and the file's folder, which is None for the user's own settings. It
    raises ValueError with the words for what is allowed.
    """

    meaning: str
    check: Callable[[Any, Path | None], Any]
    variable: str = ""
    many: bool = False
    """Whether the value is a list of texts."""


def _text(value: Any, _folder: Path | None) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(_("a text in quotes"))
    from govlist.base.characters import CONTROL

    if CONTROL.search(value) or "\n" in value or "\t" in value:
        raise ValueError(_("a text on one line without control characters"))
    return value.strip()


def _texts(value: Any, folder: Path | None) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(_('a list of texts: ["…", "…"]'))
    return tuple(_text(each, folder) for each in value)


def _days(value: Any, _folder: Path | None) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_DAYS:
        raise ValueError(_("a whole number of days from 1 to {most}").format(most=MAX_DAYS))
    return value


def _language(value: Any, folder: Path | None) -> str:
    if value not in LANGUAGES:
        raise ValueError(" / ".join(f'"{name}"' for name in LANGUAGES))
    return _text(value, folder)


def _path(value: Any, folder: Path | None) -> Path:
    """A path. A project names one inside its folder; a user one by its whole path."""
    path = Path(_text(value, folder))
    if folder is None:
        if path.parts[:1] == ("~",):
            path = Path.home().joinpath(*path.parts[1:])
        if not path.is_absolute():
            raise ValueError(_("the whole path, from / or ~ or a drive on"))
        return path
    inside = Path(os.path.realpath(folder))
    if path.is_absolute() or not Path(os.path.realpath(inside / path)).is_relative_to(inside):
        raise ValueError(_("a path in the folder of {name} or below").format(name=NAME))
    return folder / path


def _selected(value: Any, folder: Path | None) -> tuple[str, ...]:
    from govlist.validation import selection

    names = _texts(value, folder)
    selection.read(names, None)
    return names


def _ignored(value: Any, folder: Path | None) -> tuple[str, ...]:
    from govlist.validation import selection

    names = _texts(value, folder)
    selection.read(None, names)
    return names


KEYS = {
    "list": Key(N_("The list to use; of a project its path below the folder."), _path, "GOVLIST_FILE"),
    "unit": Key(N_("My unit: status shows it, mark and unmark take it."), _text, "GOVLIST_UNIT"),
    "language": Key(N_("The language of messages: zh or en."), _language, "GOVLIST_LANG"),
    "due-soon": Key(N_("How many days ahead a deadline counts as due soon."), _days, "GOVLIST_DUE_SOON"),
    "columns": Key(N_("The columns of list, by their keys."), _texts, "GOVLIST_COLUMNS", many=True),
    "office": Key(
        N_("The office's name in texts, where the list has no office.name."), _text, "GOVLIST_OFFICE"
    ),
    "path": Key(
        N_("Where many lists lie below their folder, such as {region_code}/{year}/{topic}.yaml."), _text
    ),
    "store": Key(N_("The store that query reads; of a project its path below the folder."), _path),
    "validate.select": Key(
        N_("The rules that validate reports; errors of others still count."), _selected, many=True
    ),
    "validate.ignore": Key(N_("The rules whose warnings validate does not report."), _ignored, many=True),
}
"""All settings besides `views`, in the order of `govlist config`."""
TABLES = ("validate", "views")


class Settings:
    """The settings that are in force, by key; a view by `views.NAME`."""

    def __init__(self, found: dict[str, Setting], project: Path | None, user: Path | None) -> None:
        self.found = found
        self.project = project
        """The project's file, None if there is none."""
        self.user = user
        """The user's file, None if there is none."""

    def get(self, key: str) -> Any:
        """The value of a setting, None if it is not set."""
        setting = self.found.get(key)
        return None if setting is None else setting.value

    @property
    def views(self) -> dict[str, Setting]:
        """The saved views by name; each value is a table with the `command` and its options."""
        return {
            key.removeprefix("views."): each for key, each in self.found.items() if key.startswith("views.")
        }


def read(start: Path | None) -> Settings:
    """The settings in force in a folder; with None only the user's and the environment's.

    Raises GovlistError (exit 2) with every fault of a file, or exit 3 if it cannot be read.
    """
    project, user = None if start is None else nearest_file(start), user_file()
    if user is not None and not os.path.exists(user):  # noqa: PTH110 - never raises
        user = None
    if project == user:
        project = None
    found: dict[str, Setting] = {}
    if user is not None:
        found |= of_file(user)
    if project is not None:
        found |= of_file(project, project.parent)
    return Settings(found | _of_environment(), project, user)


def folder_of(file: Path | None, shipped: bool = False) -> Path | None:
    """The folder in which the search for the project's file begins: the list's, if it is named, else the
    current one. None with the shipped list, which belongs to no project."""
    if shipped:
        return None
    named = file or os.environ.get("GOVLIST_FILE")
    return Path(os.path.abspath(named)).parent if named else Path.cwd()  # noqa: PTH100 - links stay


def nearest_file(start: Path) -> Path | None:
    """The settings file in a folder or the nearest above it; the search ends where that for a list does."""
    for folder in folders(start):
        path = folder / NAME
        if os.path.exists(path):  # noqa: PTH110 - never raises
            return path
    return None


def folders(start: Path) -> tuple[Path, ...]:
    """The folders to search: from `start` up to a git root, the home folder or the root folder."""
    found = (start, *start.parents)
    for count, folder in enumerate(found, 1):
        if os.path.exists(folder / ".git") or folder == Path.home():  # noqa: PTH110 - never raises
            return found[:count]
    return found


def user_file() -> Path | None:
    """The path of the user's file, which may not exist; None if `$GOVLIST_CONFIG` is 0, or without a home."""
    chosen = os.environ.get("GOVLIST_CONFIG")
    if chosen:
        return None if chosen == "0" else Path(chosen) / NAME
    import platformdirs

    path = Path(platformdirs.user_config_dir("govlist", appauthor=False), NAME)
    return path if path.is_absolute() else None


def of_file(path: Path, folder: Path | None = None) -> dict[str, Setting]:
    """The settings of one file; `folder` is that of a project's file, None for the user's."""
    return parsed(content(path), path, folder)


def content(path: Path) -> bytes:
    """The bytes of a settings file. Raises GovlistError (exit 3) if it cannot be read, or is not a file."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                message = _("{path} is not a regular file").format(path=path)
                raise GovlistError(message, ExitCode.FAILED, hint=_("delete it, or write settings into it"))
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        from govlist.documents.archive import unreadable

        raise unreadable(path, error, _("check the name and the folder's permissions")) from None
    if len(data) > MAX_BYTES:
        message = _("{path} is too large for settings").format(path=path)
        hint = _("at most {n} KB are read").format(n=MAX_BYTES // 1024)
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe would wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def shown(path: Path) -> str:
    """A settings file as messages name it: relative to the current folder where it is below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere; the current folder was deleted
        return str(path)


def parsed(data: bytes, path: Path, folder: Path | None) -> dict[str, Setting]:
    """The checked settings of a file's bytes. Raises GovlistError (exit 2) with all its faults."""
    import tomllib  # only where there is a file

    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        plain = tomllib.loads(text)
    except UnicodeDecodeError:
        message = _("{path} is not UTF-8").format(path=shown(path))
        raise GovlistError(message, hint=_("save it as UTF-8 in the editor")) from None
    except (ValueError, RecursionError) as error:  # a number that is too long is a ValueError
        raise _not_toml(path, text, str(error)) from None
    found, faults = {}, []
    for key, value in _flat(plain):
        try:
            found[key] = Setting(_checked(key, value, folder), shown(path))
        except GovlistError as fault:
            fault.message = _("{path}: {what}").format(path=shown(path), what=fault.message)
            faults.append(fault)
    if faults:
        raise combined(faults)
    return found


def _not_toml(path: Path, text: str, reason: str) -> GovlistError:
    place = re.search(r"at line (\d{1,9}), column (\d{1,9})", reason)
    message = _("{path} is not valid TOML").format(path=shown(path))
    hint = _("write one setting on a line, texts in straight quotes: {example}").format(
        example='unit = "区教体局"'
    )
    if place:
        message = _("{path}, line {line}, column {column}: not valid TOML").format(
            path=shown(path), line=place[1], column=place[2]
        )
        line, at = text.split("\n")[int(place[1]) - 1], int(place[2]) - 1
        if "=" not in line[:at] and line[at : at + 1] > "\x7f":
            hint = _("write a name in Chinese in straight quotes: {example}").format(example='[views."每周"]')
    return GovlistError(message, hint=hint)


def _flat(plain: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each setting with its key, as `validate.ignore` for those in a table."""
    for key, value in plain.items():
        if key in TABLES and isinstance(value, dict):
            yield from ((f"{key}.{name}", each) for name, each in value.items())
        else:
            yield key, value


def _checked(key: str, value: Any, folder: Path | None) -> Any:
    """The value of a setting. Raises GovlistError for an unknown key or a wrong value."""
    table, _dot, name = key.partition(".")
    if table == "views" and name:
        return _view(name, value, folder)
    if key in TABLES:
        hint = _("write [{name}] on a line of its own, and its settings below it").format(name=key)
        raise GovlistError(_("{key} is a table").format(key=key), hint=hint)
    try:
        return known(key).check(value, folder)
    except ValueError as error:
        raise _wrong(key, str(error)) from None


def known(key: str) -> Key:
    """The setting with this key. Raises GovlistError with the nearest for an unknown one."""
    if key in KEYS:
        return KEYS[key]
    from govlist.model.words import nearest  # only for this remedy

    message = _("there is no setting {key}").format(key=excerpt(key))
    raise GovlistError(message, hint=nearest(key, [*KEYS, "views"], _("govlist config lists them all")))


def _wrong(key: str, allowed: str) -> GovlistError:
    message = _("the value of {key} is not valid").format(key=excerpt(key))
    return GovlistError(message, hint=_("it must be {what}").format(what=allowed))


def _view(name: str, value: Any, folder: Path | None) -> dict[str, Any]:
    """A saved view: its command, and a text, number, flag or list of texts for each option."""
    key = f"views.{name}"
    if not re.fullmatch(r"\w[\w-]*", name):
        raise _wrong(key, _("named with letters, digits, - and _ only"))
    if not isinstance(value, dict):
        raise _wrong(key, _('a table: [{key}], and below it command = "list"').format(key=key))
    made: dict[str, Any] = {}
    for option, each in value.items():
        place = f"{key}.{option}"
        try:
            if isinstance(each, bool | int):
                made[option] = each
            else:
                made[option] = _texts(each, folder) if isinstance(each, list) else _text(each, folder)
        except ValueError as error:
            raise _wrong(place, str(error)) from None
    if not isinstance(made.get("command"), str):
        raise _wrong(key, _("a table with a command: {example}").format(example='command = "list"'))
    return made


def _of_environment() -> dict[str, Setting]:
    """The settings of variables. `$GOVLIST_FILE` and `$GOVLIST_LANG` are read where a list and a language are
    chosen."""
    found = {}
    for key, setting in KEYS.items():
        text = os.environ.get(setting.variable, "") if setting.variable else ""
        if text and key not in ("list", "language"):
            try:
                found[key] = Setting(typed(key, [text]), f"${setting.variable}")
            except GovlistError as error:
                error.message = _("{path}: {what}").format(path=f"${setting.variable}", what=error.message)
                raise
    return found


def typed(key: str, words: Sequence[str], folder: Path | None = None) -> Any:
    """The value of a setting from typed words; a list may be several words or one with commas.

    Raises GovlistError for an unknown key or a wrong value.
    """
    setting, value = known(key), plain_value(key, words)
    try:
        return setting.check(value, folder)
    except ValueError as error:
        raise _wrong(key, str(error)) from None


def plain_value(key: str, words: Sequence[str]) -> Any:
    """Typed words as a file would have them: a list, a number or a text."""
    if known(key).many:
        return [part.strip() for word in words for part in re.split("[,，、]", word) if part.strip()]
    text = " ".join(words)
    return int(text) if key == "due-soon" and re.fullmatch("[0-9]{1,4}", text) else text
