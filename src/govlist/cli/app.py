"""The app: global options, commands found in their folder, one handler from GovlistError to exit code.

Annotations are not postponed: typer would evaluate those of the options twice at each start.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from govlist import __version__
from govlist.base import installation, invocation, registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.cli import console, inherited, terminal
from govlist.cli.groups import GROUPS
from govlist.cli.help import HelpContext, Page, refuse_files, usage_error
from govlist.model.words import choose, not_together


class Command(Page, TyperCommand):
    """A command, imported from its file."""

    context_class = HelpContext

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse a command line; an output given twice or without a name is refused."""
        invocation.command.set((str(ctx.info_name), *args))
        try:
            refuse_files(self, ctx, args)
            return super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:
                vars(error)["ctx"] = ctx  # the parser does not say of which command an option needs a value
            raise


class Commands(Page, TyperGroup):
    """The folder `commands/` as a group: a command is imported when it is needed."""

    context_class = HelpContext

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in groups."""
        for group in GROUPS:
            found = ((name, self.get_command(ctx, name)) for name in group.commands)
            with formatter.section(_(group.title)):
                formatter.write_dl([(name, command.get_short_help_str(1000)) for name, command in found])

    def list_commands(self, _ctx: Any) -> list[str]:
        """All commands by name."""
        return list(registry.names("cli.commands"))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the global options; a list given twice is refused."""
        refuse_files(self, ctx, args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of a command line, under its whole name."""
        _typed, command, rest = super().resolve_command(ctx, args)
        return getattr(command, "name", None), command, rest

    def get_command(self, _ctx: Any, name: str) -> Any:
        """Import one command, by its name or the beginning of only one; None if there is no such file."""
        fitting = registry.beginning("cli.commands", name)
        if len(fitting) != 1:
            return None
        (name,) = fitting
        module = registry.get("cli.commands", name)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        options = getattr(module, "SETTINGS", {})
        single.command(
            name,
            cls=Command,
            short_help=registry.description(module).split("\n")[0],
            help=registry.description(module),
            **options,
        )(module.command)
        command: Any = typer.main.get_command(single)
        command.params += inherited.options(self, command, _begin)
        command.examples = getattr(module, "EXAMPLES", ())
        return command


app = typer.Typer(
    name="govlist",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("A government office's yearly work list: who owes what, how far it is, what comes next."),
)


def _print_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # else the shell asks for completions
        console.raw(f"govlist {__version__}\n")
        raise typer.Exit()


def _set_width(ctx: typer.Context, width: int | None) -> None:
    if ctx.resilient_parsing:  # the shell asks for completions
        return
    if width is not None and not 0 <= width <= terminal.MOST:
        message = _("--width cannot be {number}").format(number=width)
        hint = _("give a number of columns up to {most}, or 0 for whole lines").format(most=terminal.MOST)
        raise GovlistError(message, hint=hint)
    terminal.wanted.width = width


def _set_colour(ctx: typer.Context, text: str) -> None:
    if not ctx.resilient_parsing:
        terminal.wanted.colour = choose(text, terminal.COLOURS, "--color")


def _set_quiet(ctx: typer.Context, wanted: bool) -> None:
    if not ctx.resilient_parsing:
        terminal.wanted.quiet = wanted


def _begin(root: Any) -> None:
    """Make the session of the global options."""
    from govlist.actions.session import Session  # completion does not need it

    given = root.params
    if given["shipped"] and given["file"] is not None:
        raise not_together("--shipped", "-f")
    root.obj = Session(given["file"], given["today"], given["shipped"])


File = Annotated[
    Path | None,
    typer.Option(
        "-f",
        "--file",
        metavar="FILE",
        help=_("Use this list. Default: $GOVLIST_FILE, else a search from this folder up."),
    ),
]
Shipped = Annotated[bool, typer.Option("--shipped", help=_("Use the list shipped with govlist (read-only)."))]
Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="N",
        callback=_set_width,
        is_eager=True,
        help=_("Fit the output into N columns, also in a pipe. 0: whole lines."),
    ),
]
Colour = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="WHEN",
        callback=_set_colour,
        is_eager=True,
        help=_("Use colour: auto (on a terminal), always or never."),
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", help=_("Use this day as today. Default: $GOVLIST_TODAY, else today.")
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "-q",
        "--quiet",
        callback=_set_quiet,
        is_eager=True,
        help=_("Print no messages but errors, and no table of what was changed."),
    ),
]
Version = Annotated[
    bool,
    typer.Option("-V", "--version", callback=_print_version, is_eager=True, help=_("Print the version.")),
]


@app.callback()
def _globals(
    ctx: typer.Context,
    file: File = None,
    shipped: Shipped = False,
    _width: Width = None,
    _color: Colour = "auto",
    today: Today = None,
    _quiet: Quiet = False,
    _version: Version = False,
) -> None:
    _begin(ctx)
    if ctx.invoked_subcommand is None:
        console.page(ctx.get_help())


def main(args: list[str] | None = None) -> int:
    """Run the command line and return the exit code. Only SystemExit is raised."""
    console.prepare(sys.argv[1:] if args is None else args)
    try:
        code = _run(args)
    except (console.ClosedPipe, BrokenPipeError):  # the reader, such as `| head`, is done
        code = ExitCode.FINE
    except OSError:  # not even stderr can be written
        code = ExitCode.FAILED
    console.finish()
    return code


def _run(args: list[str] | None) -> int:
    """Run the command line; report any exception and return the exit code."""
    try:
        code = typer.main.get_command(app)(args=args, prog_name="govlist", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else ExitCode.FINE
    except GovlistError as error:
        return console.error(error)
    except (console.ClosedPipe, BrokenPipeError):
        raise
    except SystemExit as error:  # typer raises it if the reader of a help page has gone
        if isinstance(error.__context__, BrokenPipeError):
            return ExitCode.FINE
        raise
    except OSError as error:
        return console.error(_refused(error))
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except RecursionError:
        return console.error(
            GovlistError(
                _("the data is nested too deeply"), ExitCode.DATA, hint=_("look for unclosed brackets")
            )
        )
    except Exception as error:
        if usage := usage_error(error):
            return console.error(usage)
        return console.bug(error)


def _refused(error: OSError) -> GovlistError:
    """An unexpected error of the system: a folder that cannot be entered, a full disk at `>`."""
    reason = _(error.strerror or str(error))
    message, hint = _("system error: {error}"), _("check the disk and the output path")
    if isinstance(error, FileNotFoundError) and installation.is_part(Path(str(error.filename))):
        message, hint = _("a file of govlist itself is missing: {path}"), installation.repair()
    elif error.filename is not None:
        message, hint = _("cannot access {path}: {error}"), _("check the name and the folder's permissions")
    return GovlistError(message.format(path=error.filename, error=reason), ExitCode.FAILED, hint=hint)
