"""Completion in the shell: the scripts, and what govlist answers at a Tab. Never an error.

A script asks by two variables. `_GOVLIST_COMPLETE` is the shell's name; `_GOVLIST_WORDS` is the word begun,
then each word before it, a line each (bash: what readline will replace, then the command line up to the
cursor). The answer is data that no script evaluates: a line `files` where the shell's own completion of files
is wanted, else a line `words` and one line an offer, its help behind a tab.

The plain data of a list is enough, from the snapshot where there is one: neither schema nor rules are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govlist.base.errors import GovlistError
from govlist.base.text import cut, visible
from govlist.model.words import choose
from govlist.validation import load, snapshot

SCRIPTS = {"bash": "bash.bash", "zsh": "zsh.zsh", "fish": "fish.fish", "powershell": "powershell.ps1"}
"""The shells, and their scripts in the folder `shells`."""

Offer = tuple[str, str]
"""A whole word that may stand there, and its help or nothing."""


def script(shell: str) -> str:
    """The script of one shell, ending in a line feed. Raises GovlistError for an unknown shell."""
    name = SCRIPTS[choose(shell, tuple(SCRIPTS), "completion")]
    return (Path(__file__).parent / "shells" / name).read_text(encoding="utf-8")


def shells(incomplete: str) -> list[str]:
    """The shells that have a script."""
    return [shell for shell in SCRIPTS if shell.startswith(incomplete)]


def answer(group: Any, shell: str, asked: str) -> str:
    """What the script of a shell reads; nothing for a shell that has none.

    Scripts of older versions named no such shell, and zsh's evaluated what it read.
    """
    if shell not in SCRIPTS:
        return ""
    if shell == "bash":
        return _bash(group, asked)
    begun, *done = asked.split("\n")
    # These shells select by what was typed themselves, so what stands before a quote is enough.
    found = offers(group, done, re.split(r"[\\'\"]", begun)[0])
    if found and shell == "fish":  # which quotes all but this sign, and so would insert a home folder's path
        found = [offer for offer in found if not offer[0].startswith("~")]
    return _lines(None if found is None else ["\t".join(filter(None, offer)) for offer in found])


def offers(group: Any, done: Sequence[str], begun: str) -> list[Offer] | None:
    """What may stand in the place of the word begun, behind the words that are done; None for files."""
    root = group.make_context("govlist", [*done, "?"], resilient_parsing=True)
    command, context, start = group, root, len(done) - len(root.args)
    if start < len(done):  # else the begun word itself is the command, or a value of a global option
        name, done = done[start], done[start + 1 :]
        command = group.get_command(root, name)
        if command is None:
            return []
        context = command.make_context(name, list(done), parent=root, resilient_parsing=True)
    option = ""
    if begun.startswith("-") and "--" not in done:
        name, equals, value = begun.partition("=")
        if not equals:
            return _told(command.shell_complete(context, begun))
        option, begun, done = f"{name}=", value, [*done, name]
    asked = _parameter(command, context, done)
    if asked is None:
        return _told(command.shell_complete(context, begun)) if command is group else []
    return None if _is_file(asked) else _told(asked.shell_complete(context, begun), option)


def _told(items: Sequence[Any], option: str = "") -> list[Offer]:
    """typer's items as lines can hold them: none with a line break, a tab or a control in its word."""
    made = [(f"{option}{item.value}", visible(" ".join((item.help or "").split()))) for item in items]
    return [offer for offer in made if offer[0].isprintable()]


def _parameter(command: Any, context: Any, done: Sequence[str]) -> Any:
    """The option that waits for its value, else the first argument without one, else None."""
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


def _is_file(parameter: Any) -> bool:
    """Whether a parameter is a path, or may be one as evidence may."""
    return hasattr(parameter.type, "exists") or parameter.metavar == "LINK"


def _lines(words: Sequence[str] | None) -> str:
    return "files\n" if words is None else "".join(f"{line}\n" for line in ("words", *words))


# bash: it neither selects nor quotes --------------------------------------------------------------


def _bash(group: Any, asked: str) -> str:
    replaced, _feed, line = asked.partition("\n")
    words, _quote = _split(line)
    done, begun = words[1:-1], words[-1]
    if re.match("[<>]", begun) or (done and re.search("[<>]$", done[-1])):
        return _lines(None)  # redirected: no word of ours
    # readline begins a word behind ":" and "=", too; what stands before stays as it was typed.
    (*_done, kept), quote = _split(line.removesuffix(replaced))
    found = offers(group, done, begun)
    return _lines(
        None
        if found is None
        else [_quoted(word[len(kept) :], quote) for word, _help in found if word.startswith(begun)]
    )


def _split(line: str) -> tuple[list[str], str]:
    """The words of a command line without their quotes, and the quote that is still open.

    The last word is the one begun: empty behind a blank. Words that are empty in quotes are left out.
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
    """A word, or the rest of one, so that bash reads it as it is: behind an open quote or none."""
    if quote == "'":
        return word.replace("'", r"'\''")
    if quote:
        return re.sub(r'([$`"\\])', r"\\\1", word).replace("!", r'"\!"')
    return re.sub(r"([^\w%+=:,./@-])", r"\\\1", word)


# What a list holds --------------------------------------------------------------------------------


def units(file: Path | None, incomplete: str) -> list[str]:
    """Names of units and groups that begin with what was typed."""
    names = [item.get("name") for key in ("units", "groups") for item in _items(_plain(file).get(key))]
    return [n for n in names if isinstance(n, str) and n.startswith(incomplete)]


def tasks(file: Path | None, incomplete: str) -> list[tuple[str, str]]:
    """Task numbers, each with its first words; behind a comma the list goes on."""
    done, comma, begun = incomplete.rpartition(",")
    found = []
    for task in _tasks(_plain(file)):
        number, words = task.get("id"), task.get("requirement")
        if isinstance(number, str) and number.isdigit() and number.startswith(begun):
            words = words if isinstance(words, str) else ""
            found.append((f"{done}{comma}{number}", visible(cut(words, 40))))
    return found


def _plain(file: Path | None) -> dict[str, Any]:
    try:
        path = load.choose(file).path
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
