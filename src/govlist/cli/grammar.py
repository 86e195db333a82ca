"""The commands with their options and arguments as plain data, kept in the cache folder for completion.

A Tab cannot wait for typer: importing it and making the commands takes longer than the rest. So what
completion needs of them is written down at the first Tab of a version, in each language.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from govlist import __version__
from govlist.base import i18n
from govlist.validation import snapshot
from govlist.yamlfile import private

Plain = dict[str, Any]

SCRIPTS = {"bash": "bash.bash", "zsh": "zsh.zsh", "fish": "fish.fish", "powershell": "powershell.ps1"}
"""The shells, and their scripts in the folder `shells`."""

DYNAMIC = {
    "UNIT": "units",
    "GROUP": "units",
    "IDS": "tasks",
    "ID": "tasks",
    "SECTION": "sections",
    "TOPIC": "topics",
}
"""Placeholders whose words are in the list, with the finder in `offers`."""
SPECIAL = {("units", "names"): "units", ("view", "words"): "views", ("config", "words"): "settings"}
"""Parameters of commands with words of their own."""


def read() -> Plain:
    """The grammar in the language in use: from the cache, else made from the commands.

    `commands` has the help of each command by name; `first_look` those that show the shipped list where none
    is found; `of` the parameters of each, of the program under "".

    A parameter has its `names` (empty: an argument) and `old` ones that are not offered, whether it is a
    `flag`, whether it is given `many` times, its `help`, its `kind` ("file", a value of `DYNAMIC` or
    `SPECIAL`, "") and its fixed `words`, each with its help and other words for it.
    """
    if not snapshot.enabled():
        return _made()
    name = f"completion-{_key()}.grammar"
    with suppress(ValueError, RecursionError):
        found = json.loads(private.read(snapshot.folder(), name) or b"")
        if isinstance(found, dict) and found.keys() == {"commands", "first_look", "of"}:
            return found
    made = _made()
    _save(name, made)
    return made


def _key() -> str:
    """What the grammar depends on: version, language, and in a checkout the time of the last change."""
    package = Path(__file__).parents[1]
    folders = (package / name for name in ("cli", "cli/commands", "export", "model", "locale/zh/LC_MESSAGES"))
    files = (entry for folder in folders for entry in os.scandir(folder) if not entry.is_dir())
    newest = max(entry.stat().st_mtime_ns for entry in files)
    return f"{__version__}-{i18n.language()}-{newest:x}"


def _save(name: str, made: Plain) -> None:
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    if private.write(snapshot.folder(), name, data):
        ours = re.compile(rf"completion-.+-{i18n.language()}-[0-9a-f]+\.grammar")
        private.delete(snapshot.folder(), ours.fullmatch, room=0)  # but the newest


def _made() -> Plain:
    """The grammar from typer's commands."""
    import typer

    from govlist.cli import options
    from govlist.cli.app import app

    group: Any = typer.main.get_command(app)
    root = group.make_context("govlist", [], resilient_parsing=True)
    commands: dict[str, str] = {}
    of: dict[str, list[Plain]] = {"": list(_parameters("", group, root))}
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        if not command.hidden:
            commands[name] = _line(command.get_short_help_str(200))
        context = command.make_context(name, [], parent=root, resilient_parsing=True)
        of[name] = list(_parameters(name, command, context))
    return {"commands": commands, "first_look": list(options.FIRST_LOOK), "of": of}


def _parameters(name: str, command: Any, context: Any) -> Iterator[Plain]:
    from govlist.cli import help, parameters

    for each in command.get_params(context):
        is_argument = each.param_type_name == "argument"
        if getattr(each, "hidden", False):
            continue
        words = [] if getattr(each, "is_flag", False) else list(_words(name, each))
        path = command.callback is not None and parameters.is_path(command, each)
        is_file = path or each.metavar == "LINK"
        names = [] if is_argument else help.names_of(each)
        yield {
            "names": names,
            "old": [] if is_argument else [old for old in each.opts if old not in names],
            "flag": bool(getattr(each, "is_flag", False)),
            "many": each.nargs == -1 or bool(getattr(each, "multiple", False)),
            "help": _line(getattr(each, "help", None) or ""),
            "kind": "file" if is_file else "" if words else _kind(name, each),
            "words": words,
        }


def _kind(name: str, parameter: Any) -> str:
    """The finder in `offers` for a parameter's words."""
    if (name, parameter.name) in SPECIAL:
        return SPECIAL[name, parameter.name]
    placeholders = re.findall("[A-Z]+", parameter.metavar or "")
    return next((DYNAMIC[each] for each in placeholders if each in DYNAMIC), "")


def _words(name: str, parameter: Any) -> Iterator[Plain]:
    """The fixed words of a parameter."""
    from govlist.model.words import SYNONYMS

    for token in _tokens(name, parameter):
        others = SYNONYMS.get(token, "").split()
        help_ = others[0] if others and i18n.language() == "zh" else ""
        yield {"word": str(token), "help": help_, "others": others}


def _tokens(name: str, parameter: Any) -> Iterable[str]:
    """What a parameter can be, from the tables that read it."""
    from govlist.actions import docs
    from govlist.base import registry
    from govlist.cli import arguments, terminal
    from govlist.content import groups, json_schemas
    from govlist.many import overview, questions
    from govlist.model import selection
    from govlist.model.checklist import Basis, ChaseLevel
    from govlist.model.states import Status

    tables: dict[str, Callable[[], Iterable[str]]] = {
        "--status": lambda: selection.STATES,
        "--not-status": lambda: selection.STATES,
        "--basis": lambda: Basis,
        "--sort": lambda: selection.SORTS,
        "--group-by": lambda: groups.BY,
        "--by": lambda: {"status": groups.BY, "overview": overview.BY}.get(name, ()),
        "--fail-on": lambda: arguments.FAIL_ON,
        "--columns": lambda: _columns(name),
        "--record": lambda: ChaseLevel,
        "--level": lambda: ChaseLevel,
        "--color": lambda: terminal.COLOURS,
        "--format": lambda: _formats(name),
        "--select": lambda: registry.names("validation.rules"),
        "--ignore": lambda: registry.names("validation.rules"),
        "RULE": lambda: registry.names("validation.rules"),
        "OUTPUT": lambda: json_schemas.OUTPUTS,
        "--example": lambda: [each.name for each in questions.QUESTIONS],
        "STATUS": lambda: Status,
        "PAGE": docs.names,
        "SHELL": lambda: SCRIPTS,
        "COMMAND": lambda: registry.names("cli.commands"),
    }
    keys = [*parameter.opts] if parameter.param_type_name == "option" else [parameter.metavar or ""]
    placeholder = re.sub(r"[\[\].]", "", keys[0])
    found = next((tables[key] for key in (*keys, placeholder) if key in tables), None)
    return () if found is None else found()


def _formats(name: str) -> Iterable[str]:
    """The formats that a command writes or reads."""
    from govlist.actions import overview, validate
    from govlist.base import registry

    formats: dict[str, Callable[[], Iterable[str]]] = {
        "export": lambda: registry.names("export"),
        "chase": lambda: registry.names("export.notices"),
        "validate": validate.formats,
        "import": lambda: registry.names("documents.readers"),
        "overview": overview.formats,
    }
    return formats[name]() if name in formats else ()


def _columns(name: str) -> Iterable[str]:
    """The columns that a command's table can have."""
    from govlist.cli.screens import chase
    from govlist.cli.screens import list as tasks
    from govlist.content import flat
    from govlist.content.columns import COUNTS
    from govlist.many import summary

    columns: dict[str, Callable[[], Iterable[str]]] = {
        "list": tasks.known_columns,
        "status": lambda: [figure.key for figure in COUNTS],
        "chase": chase.columns,
        "overview": summary.columns,
        "export": lambda: [*flat.COLUMNS, *flat.SPAN],
    }
    return columns[name]() if name in columns else ()


def _line(text: str) -> str:
    """A help text on one line."""
    return " ".join(text.split())
