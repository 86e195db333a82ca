"""The global options after the command: `govlist status -f list.yaml` is `govlist -f list.yaml status`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.cli import parameters
from govlist.model.words import placeholders

Begin = Callable[[Any], None]
"""Makes the session of a root context from its parameters."""


def options(root: Any, command: Any, begin: Begin) -> list[Any]:
    """The global options for a command, without names that the command itself has.

    They are not in its help page, which points to that of govlist. One that is given before and after the
    command is refused.
    """
    taken = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    made = []
    for option in root.params:
        names = [name for name in option.opts if name not in taken]
        if names and option.name != "help":
            made.append(_after(root, option, names, begin))
    return made


def name(option: str) -> str:
    """The name of a global option's parameter as one of a command."""
    return f"_{option}"


def given_twice(option: str, shown: str) -> GovlistError:
    """The error for a global option that is given twice; of lists only one would count, in silence."""
    hint = _("use one of them")
    if option == "file":
        hint = _("use one of them; for many lists: {look}, or {check}").format(
            look=placeholders("govlist overview DIR"), check=placeholders("govlist validate FILE FILE")
        )
    return GovlistError(_("{option} is given twice").format(option=shown), hint=hint)


def _after(root: Any, option: Any, names: Sequence[str], begin: Begin) -> Any:
    """A global option as one of a command."""
    after = copy(option)
    vars(after).pop("process_value", None)  # it belongs to the option of govlist itself
    after.opts, after.hidden, after.expose_value, after.default = list(names), True, False, None
    after.name = name(option.name)
    after.callback = partial(_given, option, begin)
    after.kind = parameters.kinds(root.callback).get(option.name)
    return after


def _given(option: Any, begin: Begin, ctx: Any, _parameter: Any, value: Any) -> None:
    """Take the value of an option after the command, as if it stood before it."""
    if value is None or value is False:
        return
    root = ctx.find_root()
    source = root.get_parameter_source(option.name)
    if source is not None and source.name == "COMMANDLINE":
        raise given_twice(option.name, option.opts[-1])
    root.params[option.name] = value
    if option.callback is not None:
        option.callback(ctx, option, value)
    if not ctx.resilient_parsing:
        begin(root)
        ctx.obj = root.obj
