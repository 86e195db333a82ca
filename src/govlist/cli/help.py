"""typer's help and usage errors, laid out for Chinese and in the user's language.

typer's layout counts characters instead of display columns, and most of its errors exist only in English.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import typer

from govlist.base import registry
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.base.text import pad, paragraphs, width, wrap
from govlist.cli import inherited, parameters, terminal
from govlist.cli.groups import READING, WRITING
from govlist.model.words import placeholders

_Formatter: Any = typer.Context.formatter_class

MIN_HELP = 50
"""The narrowest help, in columns."""

HELP_OF_HELP = N_("Show this message and exit.")
"""typer's help for --help, which typer does not translate."""


class Formatter(_Formatter):  # type: ignore[misc]
    """Help text laid out by display width."""

    def __init__(self, *args: Any, max_width: int | None = None, **options: Any) -> None:
        widest = min(terminal.columns() or terminal.USUAL, max_width or terminal.USUAL)
        super().__init__(*args, **{**options, "width": max(widest - 2, MIN_HELP)})

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line of a help page."""
        super().write_usage(prog, placeholders(args), prefix or _("Usage: "))

    def paragraphs(self, text: str) -> None:
        """Paragraphs, wrapped to the width."""
        indent = " " * self.current_indent
        for paragraph in paragraphs(text):
            for row in wrap(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{row}\n")
            self.write("\n")
        self.buffer[-1:] = []

    write_text = paragraphs

    def write_heading(self, heading: str) -> None:
        """The heading of a group of options."""
        self.write(_("{heading}:").format(heading=heading) + "\n")

    def write_example(self, text: str, line: str) -> None:
        """A command line, which is never wrapped, below what it shows."""
        indent = " " * self.current_indent
        for row in wrap(text, self.width - self.current_indent - 2):
            self.write(f"{indent}# {row}\n")
        self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they do."""
        rows = [(placeholders(term), text) for term, text in rows]
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


class HelpContext(typer.Context):
    """A context whose help is laid out by `Formatter`."""

    formatter_class = Formatter


class Page:
    """A mixin for commands: their help page, and their values, converted by `parameters`.

    What typer writes differs from version to version, so the page is made from the parameters.
    """

    examples: Sequence[tuple[str, str]] = ()
    """What an example shows, untranslated, and its command line."""

    def get_params(self, ctx: Any) -> Any:
        """All parameters, with --help."""
        return parameters.convert(self, super().get_params(ctx))  # type: ignore[misc]

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line; the metavars of arguments have their own brackets."""
        arguments = [each for each in self.get_params(ctx) if not _is_option(each) and not each.hidden]
        pieces = [str(self.options_metavar), *(str(each.metavar) for each in arguments)]  # type: ignore[attr-defined]
        return [*pieces, *filter(None, [getattr(self, "subcommand_metavar", "")])]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments and options, then the commands of a group."""
        shown = [each for each in self.get_params(ctx) if not each.hidden]
        for heading, chosen in (
            (_("Arguments"), [each for each in shown if not _is_option(each)]),
            (_("Options"), [each for each in shown if _is_option(each)]),
        ):
            if chosen:
                with formatter.section(heading):
                    formatter.write_dl([(term(each), _meaning(each)) for each in chosen])
        if hasattr(self, "format_commands"):
            self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Examples that can be pasted, then where the global options are."""
        if self.examples:
            with formatter.section(_("Examples")):
                for text, line in self.examples:
                    formatter.write_example(_(text), line)
        if ctx.parent is not None:
            formatter.write_paragraph()
            formatter.paragraphs(_("Options of all commands, such as -f FILE and --width N: govlist --help"))


def names_of(parameter: Any) -> list[str]:
    """The names of an option. A long name after the first is an old one, which help does not show."""
    long = [name for name in parameter.opts if name.startswith("--")]
    return [name for name in parameter.opts if name not in long[1:]]


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def context(root: Any, name: str) -> Any:
    """The context of a command, for its help. Raises GovlistError with the nearest if there is none."""
    command = root.command.get_command(root, name)
    if command is None:
        raise GovlistError(
            _("there is no command {command}").format(command=name), hint=_nearest_command(name)
        )
    return command.make_context(command.name, [], parent=root, resilient_parsing=True)


def of_command(root: Any, name: str) -> str:
    """The help page of a command."""
    with context(root, name) as found:
        return str(found.get_help())


def parameters_of(command: Any, ctx: Any) -> list[tuple[str, str]]:
    """The arguments and options of a command that are shown, with what they mean."""
    shown = [each for each in command.get_params(ctx) if not each.hidden]
    return [
        (term(each), _(HELP_OF_HELP) if (meaning := _meaning(each)) == HELP_OF_HELP else meaning)
        for each in sorted(shown, key=_is_option)
    ]


def term(parameter: Any) -> str:
    """A parameter as its help names it."""
    return _option(parameter) if _is_option(parameter) else str(parameter.metavar)


def _option(parameter: Any) -> str:
    """An option's names, and the name of its value: -u, --unit UNIT."""
    names = ", ".join(sorted(names_of(parameter), key=lambda name: name.startswith("--")))
    return f"{names} {parameter.metavar}" if parameter.metavar else names


def _meaning(parameter: Any) -> str:
    """A parameter's help, with its default where that is a word or a number."""
    text = str(parameter.help or "")
    if parameter.required:
        return f"{text}  [{_('required')}]"
    if parameter.default and isinstance(parameter.default, (str, int)) and parameter.show_default:
        return f"{text}  [{_('default: {default}').format(default=parameter.default)}]"
    return text


_INVALID = r"Invalid value for '?(?P<name>.+?)'?: "
_USAGE_ERRORS = (
    (r"No such command '(?P<command>.+?)'", N_("there is no command {command}")),
    (r"No such option: (?P<option>\S+)", N_("there is no option {option}")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)", N_("too many arguments: {words}")),
    (r"Option '(?P<name>.+?)' requires an? argument", N_("{name} needs a value")),
    (r"Option '(?P<name>.+?)' does not take a value", N_("{name} takes no value")),
    (r"Missing (?:argument|option|parameter) '?(?P<name>.+?)'?\.", N_("{name} is missing")),
    (r"Missing command", N_("a command is missing")),
    (rf"{_INVALID}'(?P<text>.*)' is not a valid int", N_("{name} must be a number, not {text!r}")),
    (rf"{_INVALID}(?P<text>.*) is not in the range", N_("{name} cannot be {text}")),
    (rf"{_INVALID}(?P<why>.*)", N_("invalid value for {name}: {why}")),
)
"""typer's usage errors, which exist only in English, and our messages for them."""


def usage_error(error: Exception) -> GovlistError | None:
    """Our error for one of typer's usage errors, with a remedy; None for any other exception."""
    if not hasattr(error, "format_message"):
        return None
    words = str(error.format_message())
    context = getattr(error, "ctx", None)
    look = _("see {command} --help").format(command=context.command_path if context else "govlist")
    for pattern, message in _USAGE_ERRORS:
        if match := re.match(pattern, words, re.DOTALL):
            parts = {name: text.replace("'", "") for name, text in match.groupdict().items()}
            if "name" in parts:
                parts["name"] = placeholders(parts["name"])
            return GovlistError(_(message).format(**parts), hint=_remedy(parts, context, look))
    return GovlistError(words, hint=look)


def refuse_files(command: Any, ctx: Any, args: Sequence[str]) -> None:
    """Raise GovlistError if a list or an output is given twice, or an output is no name of a file or folder.

    typer would silently drop the first, and read an empty name or a slash at the end as another path.
    """
    if ctx.resilient_parsing:  # the shell asks for completions
        return
    given, _rest, order = command.make_parser(ctx).parse_args(args=list(args))
    names = [parameter.name for parameter in order]
    if names.count("file") > 1 or names.count(inherited.name("file")) > 1:
        raise inherited.given_twice("file", "-f")
    for name, option in (("out", "-o"), ("parquet", "--parquet"), ("per_unit", "--per-unit")):
        if name not in names:
            continue
        if names.count(name) > 1:
            raise GovlistError(_("{option} is given twice").format(option=option), hint=_("use one of them"))
        text = str(given[name])
        if text in ("", "-") or (name != "per_unit" and text.endswith(("/", os.sep))):
            message = _("{option} needs a file name, not {text!r}")
            hint = _("name a file, or leave {option} out")
            if name == "per_unit":
                message, hint = _("{option} needs a folder, not {text!r}"), _("name a folder")
            raise GovlistError(message.format(option=option, text=text), hint=hint.format(option=option))


def _remedy(parts: dict[str, str], context: Any, look: str) -> str:
    """The nearest command or option; --unit, if the extra arguments are units."""
    if "command" in parts:
        return _nearest_command(parts["command"])
    options = [name for each in context.command.params for name in each.opts] if context else []
    if "option" in parts:
        return _nearest_option(parts["option"], context, look)
    if "words" in parts and "--unit" in options and _are_units(parts["words"].split(), context):
        meant = " ".join(f"--unit {name}" for name in parts["words"].split())
        return _("did you mean {name}?").format(name=meant)
    return look


def _nearest_option(typed: str, context: Any, otherwise: str) -> str:
    """The most similar options of the command."""
    names = [name for each in context.command.params for name in names_of(each)] if context else []
    least = {name: 0.8 if name in WRITING else 0.7 for name in names if name.startswith("--")}
    option = typed.partition("=")[0]
    if context and context.parent is None:
        otherwise = _("options of a command come after it: {command}").format(
            command=placeholders(f"govlist COMMAND {option}")
        )
    return _nearest(option, least, otherwise)


def _nearest_command(typed: str) -> str:
    """The commands that begin with the word, else the most similar."""
    if beginning := registry.beginning("cli.commands", typed):
        return _("did you mean {name}?").format(name=" / ".join(beginning))
    least = {name: 0.5 if name in READING else 0.75 for name in registry.names("cli.commands")}
    return _nearest(typed, least, _("govlist --help lists them all"))


def _nearest(typed: str, least: Mapping[str, float], otherwise: str) -> str:
    """The names most similar to a word, without dashes; each must be so similar at least.

    What writes must be more similar: a slip in reading must not lead to it.
    """
    bare = typed.strip("-")
    alike = {name: SequenceMatcher(None, bare, name.strip("-")).ratio() for name in least}
    near = sorted((name for name in least if alike[name] >= least[name]), key=lambda name: -alike[name])
    best = [name for name in near if alike[name] > alike[near[0]] - 0.05]
    return _("did you mean {name}?").format(name=" / ".join(best[:3])) if best else otherwise


def _are_units(names: Sequence[str], context: Any) -> bool:
    """Whether all names are units or groups of the list in use."""
    from govlist.model.roster import Roster
    from govlist.validation import load  # only for this remedy

    given = context.find_root().params
    file = Path(given["file"]) if given.get("file") else None
    try:
        roster = Roster(load.checklist(load.choose(file, given.get("shipped", False)).path))
        return all(roster.select(name) for name in names)
    except GovlistError:
        return False
