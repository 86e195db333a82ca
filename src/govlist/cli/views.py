"""Saved views 【常用查询】: a command that reads, with options, under a name in the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.cli.groups import WRITING
from govlist.model.words import nearest, one_of
from govlist.validation.settings import Setting

COMMANDS = ("list", "status", "chase", "export", "diff", "units")
"""The commands that a view may run. Settings come with a checkout, so no view may write."""


class Listed(NamedTuple):
    """A view by name: the command line that it runs, its file, and its fault ("": none)."""

    name: str
    words: list[str]
    source: str
    fault: str

    def record(self) -> dict[str, Any]:
        """The view as JSON."""
        return {
            "name": self.name,
            "command": self.words or None,
            "source": self.source,
            "error": self.fault or None,
        }


def listed(group: Any, views: Mapping[str, Setting]) -> list[Listed]:
    """All views; one with a fault does not hide the others."""
    made = []
    for name, view in views.items():
        try:
            made.append(Listed(name, list(_words(group, view.value)), view.source, ""))
        except GovlistError as error:
            made.append(Listed(name, [], view.source, error.message))
    return made


def find(views: Mapping[str, Setting], name: str) -> Setting:
    """The view with a name. Raises GovlistError with the nearest if there is none."""
    if name in views:
        return views[name]
    hint = nearest(name, views, _("govlist view lists them all"))
    raise GovlistError(_("there is no view {name}").format(name=name), hint=hint)


def words(group: Any, name: str, view: Setting) -> list[str]:
    """The command line of a view, without `govlist`.

    Raises GovlistError, with the file that holds it, for a command or an option that a view cannot have.
    """
    try:
        return list(_words(group, view.value))
    except GovlistError as error:
        error.message = _("{path}, view {name}: {what}").format(
            path=view.source, name=name, what=error.message
        )
        raise


def _words(group: Any, view: Mapping[str, Any]) -> Iterator[str]:
    command = view["command"]
    if command not in COMMANDS:
        message = _("a view cannot run {command}").format(command=command)
        raise GovlistError(message, hint=one_of(COMMANDS))
    yield command
    found = group.get_command(None, command)
    options = _options(found)
    for key, value in view.items():
        if key == "command":
            continue
        if key not in options:
            message = _("{command} has no option {option} for a view").format(command=command, option=key)
            if any(f"--{key}" in each.opts for each in found.params):
                hint = _("add it when you run the view: {command}").format(command=f"govlist view … --{key}")
            else:
                hint = nearest(key, options, one_of(options))
            raise GovlistError(message, hint=hint)
        yield from _option(key, value, options[key])


def _options(command: Any) -> dict[str, Any]:
    """The options that a view of a command may have, by their long names."""
    names = (
        (name.removeprefix("--"), each)
        for each in command.params
        for name in each.opts
        if name.startswith("--") and name not in WRITING and name != "--help" and not each.hidden
    )
    return dict(names)


def _option(key: str, value: Any, option: Any) -> Iterator[str]:
    """An option with its value; a list is repeated, or joined where the option is taken once."""
    if option.is_flag != isinstance(value, bool):
        message = _("the value of {key} is not valid").format(key=key)
        allowed = _("true or false") if option.is_flag else _("a text in quotes")
        raise GovlistError(message, hint=_("it must be {what}").format(what=allowed))
    if value is True:
        yield f"--{key}"
    elif value is not False:
        values = value if isinstance(value, tuple) else (value,)
        yield from (
            f"--{key}={each}" for each in (values if option.multiple else (",".join(map(str, values)),))
        )
