"""Completion in the shell: the scripts, and govlist's answer to them. It never raises an error.

A script passes its request in two variables. `_GOVLIST_COMPLETE` is the shell's name; `_GOVLIST_WORDS` is the
incomplete word, then each word before it, one per line (bash: the text that readline will replace, then the
command line up to the cursor). The answer is data that no script evaluates: the line `files` to let the shell
complete file names, else the line `words` and one line per offer: the word, a tab, its help.

The plain data of a list is enough, from the snapshot if there is one: schema and rules are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govlist.base.errors import GovlistError
from govlist.base.text import cut, visible
from govlist.cli import parameters
from govlist.model.words import choose
from govlist.validation import load, snapshot

SCRIPTS = {"bash": "bash.bash", "zsh": "zsh.zsh", "fish": "fish.fish", "powershell": "powershell.ps1"}
"""The shells, and their scripts in the folder `shells`."""

Offer = tuple[str, str]
"""A complete word, and its help or an empty text."""


def script(shell: str) -> str:
    """The script of one shell, ending in a line feed. Raises GovlistError for an unknown shell."""
    name = SCRIPTS[choose(shell, tuple(SCRIPTS), "completion")]
    return (Path(__file__).parent / "shells" / name).read_text(encoding="utf-8")


def shells(incomplete: str) -> list[str]:
    """The shells that have a script."""
    return [shell for shell in SCRIPTS if shell.startswith(incomplete)]


def answer(group: Any, shell: str, asked: str) -> str:
    """The answer to the script of a shell; empty for an unknown shell.

    Scripts of older versions pass other names, and the one for zsh evaluated the answer.
    """
    if shell not in SCRIPTS:
        return ""
    if shell == "bash":
        return _bash(group, asked)
    begun, *done = asked.split("\n")
    # These shells filter the offers themselves, so the part before a quote is enough.
    found = offers(group, done, re.split(r"[\\'\"]", begun)[0])
    if found and shell == "fish":  # fish does not quote `~`, and would insert the path of a home folder
        found = [offer for offer in found if not offer[0].startswith("~")]
    return _lines(None if found is None else ["\t".join(filter(None, offer)) for offer in found])


def offers(group: Any, done: Sequence[str], begun: str) -> list[Offer] | None:
    """The offers for the incomplete word after the complete ones; None for file names."""
    root = group.make_context("govlist", [*done, "?"], resilient_parsing=True)
    command, context, start = group, root, len(done) - len(root.args)
    if start < len(done):  # else the incomplete word is the command, or the value of a global option
        name, done = done[start], done[start + 1 :]
        command = group.get_command(root, name)
        if command is None:
            return []
        context = command.make_context(name, list(done), parent=root, resilient_parsing=True)
    option = ""
    if begun.startswith("-") and "--" not in done:
        name, equals, value = begun.partition("=")
        if not equals:
            return _printable(command.shell_complete(context, begun))
        option, begun, done = f"{name}=", value, [*done, name]
    asked = _parameter(command, context, done)
    if asked is None:
        return _printable(command.shell_complete(context, begun)) if command is group else []
    return None if _is_file(command, asked) else _printable(asked.shell_complete(context, begun), option)


def _printable(items: Sequence[Any], option: str = "") -> list[Offer]:
    """typer's items as offers; those with a line break, tab or control character are left out."""
    made = [(f"{option}{item.value}", visible(" ".join((item.help or "").split()))) for item in items]
    return [offer for offer in made if offer[0].isprintable()]


def _parameter(command: Any, context: Any, done: Sequence[str]) -> Any:
    """The option that needs a value, else the first argument without one, else None."""
    parameters = command.get_params(context)
    for each in parameters:
        if done and done[-1] in each.opts and not getattr(each, "is_flag", True):
            return each
    for each in parameters:
        if not hasattr(each, "is_flag") and (
            each.nargs == -1 or context.get_parameter_source(each.name).name != "COMMANDLINE"
        ):
            return each
    return None


def _is_file(command: Any, parameter: Any) -> bool:
    """Whether a parameter is a path, or may be one, as evidence."""
    return parameters.is_path(command, parameter) or parameter.metavar == "LINK"


def _lines(words: Sequence[str] | None) -> str:
    return "files\n" if words is None else "".join(f"{line}\n" for line in ("words", *words))


# bash: it neither filters nor quotes --------------------------------------------------------------


def _bash(group: Any, asked: str) -> str:
    replaced, _feed, line = asked.partition("\n")
    words, _quote = _split(line)
    done, begun = words[1:-1], words[-1]
    if re.match("[<>]", begun) or (done and re.search("[<>]$", done[-1])):
        return _lines(None)  # a file of a redirection
    # readline also starts a word after ":" and "="; the part before stays as typed.
    (*_done, kept), quote = _split(line.removesuffix(replaced))
    found = offers(group, done, begun)
    return _lines(
        None
        if found is None
        else [_quoted(word[len(kept) :], quote) for word, _help in found if word.startswith(begun)]
    )


def _split(line: str) -> tuple[list[str], str]:
    """The words of a command line without their quotes, and the quote that is still open.

    The last word is the incomplete one, empty after a blank. Empty quoted words are left out.
    """
    words, quote = [""], ""
    characters = iter(line)
    for character in characters:
        if character == "\\" and quote != "'":
            escaped = next(characters, "")
            words[-1] += f"\\{escaped}" if quote and escaped not in '$`"\\' else escaped
        elif character == quote or (character in "'\"" and not quote):
            quote = "" if quote else character
        elif character in " \t\n" and not quote:
            words.append("")
        else:
            words[-1] += character
    return [*filter(None, words[:-1]), words[-1]], quote


def _quoted(word: str, quote: str) -> str:
    """A word, or the rest of one, quoted for bash; `quote` is the open quote before it, if any."""
    if quote == "'":
        return word.replace("'", r"'\''")
    if quote:
        return re.sub(r'([$`"\\])', r"\\\1", word).replace("!", r'"\!"')
    return re.sub(r"([^\w%+=:,./@-])", r"\\\1", word)


# Words of the settings -----------------------------------------------------------------------------


def views(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The names of saved views, each with its command."""
    try:
        known = ctx.obj.settings.views if ctx.obj else {}
    except (OSError, GovlistError):
        return []
    return [(name, view.value["command"]) for name, view in known.items() if name.startswith(incomplete)]


def settings(incomplete: str) -> list[tuple[str, str]]:
    """The keys of settings with their meaning, and the words that change them."""
    from govlist.base.i18n import _
    from govlist.validation.settings import KEYS

    known = [("set", ""), ("unset", ""), *((key, _(each.meaning)) for key, each in KEYS.items())]
    return [offer for offer in known if offer[0].startswith(incomplete)]


# Words from the list --------------------------------------------------------------------------------


def units(path: Path | None, incomplete: str) -> list[str]:
    """Names of units and groups that begin with what was typed."""
    names = [item.get("name") for key in ("units", "groups") for item in _items(_plain(path).get(key))]
    return [n for n in names if isinstance(n, str) and n.startswith(incomplete)]


def tasks(path: Path | None, incomplete: str) -> list[tuple[str, str]]:
    """Task numbers, each with its first words; after a comma the next number is completed."""
    done, comma, begun = incomplete.rpartition(",")
    found = []
    for task in _tasks(_plain(path)):
        number, words = task.get("id"), task.get("requirement")
        if isinstance(number, str) and number.isdigit() and number.startswith(begun):
            words = words if isinstance(words, str) else ""
            found.append((f"{done}{comma}{number}", visible(cut(words, 40))))
    return found


def _plain(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        data = load.read(path)
        plain = snapshot.plain(data)
        if plain is None:
            from govlist.yamlfile.source import Source

            plain = Source(str(path), data).plain
    except (OSError, GovlistError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _tasks(plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in _items(plain.get("sections")):
        yield from _items(section.get("tasks"))
        for topic in _items(section.get("topics")):
            yield from _items(topic.get("tasks"))
