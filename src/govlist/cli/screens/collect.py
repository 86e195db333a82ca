"""`collect`: what is wrong in returned files, each fault with the cell to mend, and how it stands in all."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.base.i18n import _, n_
from govlist.base.text import visible
from govlist.cli.tables import Line
from govlist.collect.faults import Fault
from govlist.model.words import joined


def lines(faults: Iterable[Fault]) -> list[Line]:
    """The faults in their order, each with its remedy below it."""
    made: list[Line] = []
    for fault in faults:
        place = f"{visible(fault.path)} {visible(fault.place)}".rstrip()
        made.append(
            [
                (f"{place} ", "title"),
                (_("error"), "bad"),
                (f" {fault.rule}  ", "dim"),
                (visible(fault.message), ""),
            ]
        )
        if fault.hint:
            made.append([("      = ", "dim"), (_("remedy: ") + visible(fault.hint), "")])
    return made


def summary(files: int, new: int, known: int, faults: int) -> str:
    """收到19个文件：新报送112条、已登记过3条、问题2处。"""
    parts = [n_("{n} new report", "{n} new reports", new).format(n=new)]
    if known:
        parts.append(n_("{n} known already", "{n} known already", known).format(n=known))
    if faults:
        parts.append(n_("{n} fault", "{n} faults", faults).format(n=faults))
    received = n_("{n} file received", "{n} files received", files).format(n=files)
    return _("{received}: {parts}").format(received=received, parts=joined(parts))
