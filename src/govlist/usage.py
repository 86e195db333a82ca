"""How typer's help and complaints look and sound: laid out for Chinese, in the user's language.

typer's own layout counts characters where a terminal counts columns, and most of its complaints are
English only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand

from govlist import plugins
from govlist.errors import ExitCode, GovlistError
from govlist.i18n import _
from govlist.text import pad, width, wrap

_Context: Any = TyperCommand.context_class
_Formatter: Any = _Context.formatter_class


class Formatter(_Formatter):  # type: ignore[misc]
    """Help text by display width."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line of a help page."""
        super().write_usage(prog, args, prefix or _("Usage: "))

    def write_text(self, text: str) -> None:
        """Paragraphs, broken where the terminal ends."""
        indent = " " * self.current_indent
        for paragraph in re.split(r"\n\s*\n", text.strip()):
            joined = re.sub(r"(?<=[^\x00-\x7f])\n\s*(?=[^\x00-\x7f])", "", paragraph)
            for row in wrap(re.sub(r"\s*\n\s*", " ", joined), self.width - self.current_indent):
                self.write(f"{indent}{row}\n")
            self.write("\n")
        self.buffer[-1:] = []

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they do."""
        first = min(max((width(term) for term, _text in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, text in rows:
            lines = wrap(text, max(self.width - first - self.current_indent, 20))
            if width(term) > first - col_spacing:
                self.write(f"{indent}{term}\n")
                head = " " * first
            else:
                head = pad(term, first)
            for row in lines:
                self.write(f"{indent}{head}{row}".rstrip() + "\n")
                head = " " * first


class HelpContext(_Context):  # type: ignore[misc]
    """A context whose help is laid out by `Formatter`."""

    formatter_class = Formatter


_COMPLAINTS = (
    (r"No such command '(.+?)'", lambda m: (_("there is no command {name}").format(name=m[1]), _near(m[1]))),
    (r"No such option: (\S+)", lambda m: (_("there is no option {name}").format(name=m[1]), "")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", lambda m: (_("too many words: {words}").format(words=m[1]), "")),
    (r"Option '(.+?)' requires an? argument", lambda m: (_("{name} needs a value").format(name=m[1]), "")),
    (r"Option '(.+?)' does not take a value", lambda m: (_("{name} takes no value").format(name=m[1]), "")),
    (r"Missing (?:argument|option|parameter) '?(.+?)'?\.", lambda m: (_("{name} is missing").format(name=m[1]), "")),
    (r"Missing command", lambda m: (_("a command is missing"), "")),
    (r"Invalid value for '?(.+?)'?: (.*)", lambda m: (_("{name} does not fit: {why}").format(name=m[1], why=m[2]), "")),
)


def complaint(error: Exception) -> tuple[str, ExitCode, tuple[()], str] | None:
    """Message, exit code and remedy for one of typer's usage errors; None for any other exception."""
    if not hasattr(error, "format_message"):
        return None
    words = str(error.format_message())
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "govlist"
    look = _("see {command} --help").format(command=path)
    for pattern, told in _COMPLAINTS:
        if match := re.match(pattern, words, re.DOTALL):
            message, hint = told(match)
            return message, ExitCode.USAGE, (), hint or look
    return words, ExitCode.USAGE, (), look


def _near(name: str) -> str:
    near = get_close_matches(name, plugins.names("commands"), 1, 0.5)
    return _("did you mean {name}?").format(name=near[0]) if near else _("govlist --help lists them all")


SHELLS = ("bash", "zsh", "fish", "powershell")
COMPLETE_VARIABLE = "_GOVLIST_COMPLETE"


def completion_script(shell: str) -> str:
    """The script of one shell, ending in a line feed. Raises GovlistError for an unknown shell."""
    from typer.completion import get_completion_script

    if shell not in SHELLS:
        hint = _("write one of: {words}").format(words=", ".join(SHELLS))
        raise GovlistError(_("there is no completion for {name}").format(name=shell), hint=hint)
    script = get_completion_script(prog_name="govlist", complete_var=COMPLETE_VARIABLE, shell=shell)
    return script + "\n"


def prepare_completion() -> None:
    """Teach typer the shells where one asks for completions; no other start pays for it."""
    if COMPLETE_VARIABLE in os.environ:
        from typer.completion import completion_init

        completion_init()
