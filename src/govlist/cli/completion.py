"""Completion in the shell: the scripts, and govlist's answer to them. It never raises an error.

A script passes its request in two variables. `_GOVLIST_COMPLETE` is the shell's name; `_GOVLIST_WORDS` is the
incomplete word, then each word before it, one per line (bash: the text that readline will replace, then the
command line up to the cursor). The answer is data that no script evaluates: the line `files` to let the shell
complete file names, else the line `words` and one line per offer: the word, a tab, its help. The line `parts`
is like `words`, but the offers only contain what was typed, and take its place.

The plain data of a list is enough, from the snapshot if there is one: schema, rules and typer are not loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from govlist.cli.grammar import SCRIPTS
from govlist.cli.offers import offers


def script(shell: str) -> str:
    """The script of one shell, ending in a line feed. Raises GovlistError for an unknown shell."""
    from govlist.model.words import choose

    name = SCRIPTS[choose(shell, tuple(SCRIPTS), "completion")]
    return (Path(__file__).parent / "shells" / name).read_text(encoding="utf-8")


def reply(shell: str, asked: str) -> None:
    """Write the answer to a script to stdout; nothing if anything fails, for a Tab is no place for errors."""
    from govlist.cli import language

    try:
        language.choose(())
        made = answer(shell, asked).encode("utf-8", "backslashreplace")
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except Exception:  # noqa: S110 - a reader that is gone, a list that another program writes
        pass


def answer(shell: str, asked: str) -> str:
    """The answer to the script of a shell; empty for an unknown shell.

    Scripts of older versions pass other names, and the one for zsh evaluated the answer.
    """
    if shell not in SCRIPTS:
        return ""
    if shell == "bash":
        return _bash(asked)
    begun, *done = asked.split("\n")
    # These shells filter the offers themselves, so the part before a quote is enough.
    begun = re.split(r"[\\'\"]", begun)[0]
    found = offers(done, begun)
    if found is None:
        return "files\n"
    if shell == "fish":  # fish does not quote `~`, and would insert the path of a home folder
        found = [offer for offer in found if not offer[0].startswith("~")]
    kind = "words" if all(word.startswith(begun) for word, _help in found) else "parts"
    return _lines(kind, ("\t".join(filter(None, offer)) for offer in found))


def _lines(kind: str, words: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (kind, *words))


# bash: it neither filters nor quotes --------------------------------------------------------------


def _bash(asked: str) -> str:
    replaced, _feed, line = asked.partition("\n")
    words, _quote = _split(line)
    done, begun = words[1:-1], words[-1]
    if re.match("[<>]", begun) or (done and re.search("[<>]$", done[-1])):
        return "files\n"  # a file of a redirection
    # readline also starts a word after ":" and "="; the part before stays as typed.
    (*_done, kept), quote = _split(line.removesuffix(replaced))
    found = offers(done, begun)
    if found is None:
        return "files\n"
    words = [word for word, _help in found if word.startswith(begun)]
    if not words:  # readline puts the beginning that offers share in the place of what was typed
        words = [word for word, _help in found if word.startswith(kept)]
        if len(words) > 1:
            return _lines("parts", [*(_quoted(word[len(kept) :], quote) for word in words), " "])
    return _lines("words", (_quoted(word[len(kept) :], quote) for word in words))


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
