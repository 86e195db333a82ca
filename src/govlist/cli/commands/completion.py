"""Print the completion script for a shell: bash, zsh, fish or powershell.

The script is only printed: nothing is installed and no policy of the machine is changed. Where to put it:
`govlist docs recipes`.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import completion, console

EXAMPLES = ((N_("for this session of bash"), 'eval "$(govlist completion bash)"'),)


def command(
    shell: Annotated[
        str,
        typer.Argument(metavar="SHELL", help=_("bash, zsh, fish or powershell.")),
    ],
) -> None:
    console.raw(completion.script(shell))
