"""Moves returned files: read ones to 已收, faulty ones to 待修改, with a text of their faults for the unit.

The folders have the same names in every language of the interface, so that files stay together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govlist.base.i18n import _
from govlist.base.text import visible
from govlist.collect.faults import Fault
from govlist.yamlfile import store

RECEIVED = "已收"
TO_CORRECT = "待修改"
FOLDERS = (RECEIVED, TO_CORRECT)


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that was moved: its path before and after."""

    path: Path
    to: Path


def move(path: Path, folder: Path, faults: Sequence[Fault]) -> Moved:
    """Move a returned file into its sub-folder of `folder`, without overwriting anything.

    Raises GovlistError (exit 3) if that fails; the file is then where it was.
    """
    if not faults:
        return Moved(path, store.move(path, folder / RECEIVED))
    lines = letter(path.name, faults)
    note = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig", "replace")  # for Notepad
    return Moved(path, store.move(path, folder / TO_CORRECT, note))


def letter(name: str, faults: Sequence[Fault]) -> list[str]:
    """The lines of a text for a unit: each fault in its file, with what the unit can do about it."""
    lines = [
        _("{name}: please correct the following and send the file again.").format(name=visible(name)),
        "",
    ]
    remedies = _remedies()
    for number, fault in enumerate(faults, 1):
        text = fault.message
        if fault.place:
            text = _("{name}: {value}").format(name=fault.place, value=text)
        lines.append(visible(f"{number}. {text}"))
        if hint := remedies.get(fault.rule, fault.hint):
            lines.append("   " + visible(_("remedy: ") + hint))
    return lines


def _remedies() -> dict[str, str]:
    """What a unit does about faults whose `hint` tells the office which option or command to use."""
    return {
        "other-list": _("use the form of this list that the office sent to you"),
        "newer-form": _("ask the office; the form itself may be right"),
        "unknown-unit": _("write the name of the unit as on the form that the office sent to you"),
        "unit-missing": _("write the name of the unit above the table, or in the file name"),
        "unit-unclear": _("use the form of your own unit, or write the same name in all places"),
        "other-unit": _("report the tasks of each unit in its own form"),
        "no-basis": _("clear this row; if the task is yours, ask the office"),
        "date-missing": _("write the date of the report"),
    }
