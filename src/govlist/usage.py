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
from govlist.errors import ExitCode
from govlist.i18n import _
from govlist.i18n import mark as N_
from govlist.text import pad, width, wrap
from govlist.words import refuse_unknown

_Context: Any = TyperCommand.context_class
_Formatter: Any = _Context.formatter_class


HELP_OF_HELP = N_("Show this message and exit.")
"""typer's words for --help, which it does not translate itself."""


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

    def write_heading(self, heading: str) -> None:
        """The heading of a group of options."""
        self.write(_("{heading}:").format(heading=heading) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they do."""
        first = min(max((width(term) for term, _text in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, text in rows:
            lines = wrap(
                _(text) if text == HELP_OF_HELP else text, max(self.width - first - self.current_indent, 20)
            )
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
    (r"No such command '(?P<command>.+?)'", N_("there is no command {command}")),
    (r"No such option: (?P<name>\S+)", N_("there is no option {name}")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)", N_("too many words: {words}")),
    (r"Option '(?P<name>.+?)' requires an? argument", N_("{name} needs a value")),
    (r"Option '(?P<name>.+?)' does not take a value", N_("{name} takes no value")),
    (r"Missing (?:argument|option|parameter) '?(?P<name>.+?)'?\.", N_("{name} is missing")),
    (r"Missing command", N_("a command is missing")),
    (r"Invalid value for '?(?P<name>.+?)'?: (?P<why>.*)", N_("{name} does not fit: {why}")),
)
"""typer's complaints, which are English only, and what is said instead."""


def complaint(error: Exception) -> tuple[str, ExitCode, tuple[()], str] | None:
    """Message, exit code and remedy for one of typer's usage errors; None for any other exception."""
    if not hasattr(error, "format_message"):
        return None
    words = str(error.format_message())
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "govlist"
    look = _("see {command} --help").format(command=path)
    for pattern, message in _COMPLAINTS:
        if match := re.match(pattern, words, re.DOTALL):
            parts = match.groupdict()
            hint = _near(parts["command"]) if "command" in parts else look
            return _(message).format(**parts), ExitCode.USAGE, (), hint
    return words, ExitCode.USAGE, (), look


def _near(name: str) -> str:
    near = get_close_matches(name, plugins.names("commands"), 1, 0.5)
    return _("did you mean {name}?").format(name=near[0]) if near else _("govlist --help lists them all")


SHELLS = ("bash", "zsh", "fish", "powershell")
COMPLETE_VARIABLE = "_GOVLIST_COMPLETE"


def completion_script(shell: str) -> str:
    """The script of one shell, ending in a line feed. Raises GovlistError for an unknown shell."""
    from typer import completion

    refuse_unknown(shell, SHELLS)
    script = completion.get_completion_script(  # type: ignore[attr-defined]
        prog_name="govlist", complete_var=COMPLETE_VARIABLE, shell=shell
    )
    return script + "\n"


def prepare_completion() -> None:
    """Teach typer the shells where one asks for completions; no other start pays for it.

    A Tab wants a command's parameters, not its work: what the work needs is put off.
    """
    if COMPLETE_VARIABLE in os.environ:
        from typer import completion

        plugins.put_off()

        completion.completion_init()  # type: ignore[attr-defined]
