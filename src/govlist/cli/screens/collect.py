"""`collect`: the faults in returned files, each with its cell, and a summary."""

from __future__ import annotations

from collections import Counter

from govlist.actions.collect import Collection, HandedIn
from govlist.base.i18n import _, n_
from govlist.base.text import visible
from govlist.cli.tables import Line, line
from govlist.model.words import day, joined

SHOWN = 10
"""Columns or texts of a file that are named as not read."""


def lines(read: Collection) -> list[Line]:
    """The faults in their order, each with its remedy below it; then the summary."""
    made: list[Line] = []
    for fault in read.faults:
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
    made.append(line(_summary(read)))
    for merged in read.outcome.merged:
        message = _("{place}: merged; counts for {unit}, tasks {tasks}")
        place = f"{merged.path} " + "!".join(filter(None, (merged.sheet, joined(merged.areas))))
        tasks = joined(map(str, merged.tasks))
        made.append(line(message.format(place=visible(place), unit=merged.unit, tasks=tasks)))
    for each in dict.fromkeys(read.outcome.assumed):
        message = _("{place}: {text} was read as {day}")
        made.append(
            line(message.format(place=visible(str(each.spot)), text=visible(each.text), day=day(each.day)))
        )
    for returned in read.returned:
        if returned.beside:
            message = _("{path}: not read, ask the unit for what matters in cells or as files: {names}")
            made.append(line(message.format(path=returned.path, names=joined(returned.beside))))
        made += [
            line(_("{path}: {doubt}").format(path=returned.path, doubt=each)) for each in returned.doubts
        ]
        if columns := returned.left_columns:
            message = _("{path}: columns that were not read: {names}")
            made.append(line(message.format(path=returned.path, names=_some(columns))))
        if texts := returned.left_texts:
            message = _("{path}: texts that were not read: {names}")
            made.append(line(message.format(path=returned.path, names=_some(texts))))
        if returned.unread and returned.tables:
            message = _("{path}: sheets that were not read: {names}")
            made.append(line(message.format(path=returned.path, names=joined(returned.unread))))
    if blank := read.outcome.blank:
        made.append(line(_("nothing filled in: {names}").format(names=joined(blank))))
    return made


def _some(names: list[str]) -> str:
    """The first names, and how many there are if there are more."""
    shown = joined(names[:SHOWN])
    more = _("{names} … ({n} in all)").format(names=shown, n=len(names))
    return shown if len(names) <= SHOWN else more


def who(found: HandedIn) -> str:
    """一季度：已交26家（其中3家未报齐），未交10家：区教体局、…"""
    reported = n_("{n} unit has reported", "{n} units have reported", len(found.reported))
    text = reported.format(n=len(found.reported))
    if found.partly:
        text += _(" ({n} only in part)").format(n=len(found.partly))
    if found.missing:
        missing = n_("{n} unit has not: {names}", "{n} units have not: {names}", len(found.missing))
        missing = missing.format(n=len(found.missing), names=joined(map(visible, found.missing)))
        text = _("{reported}; {missing}").format(reported=text, missing=missing)
    return _("{round}: {text}").format(round=found.round, text=text) if found.round else text


def moved(read: Collection) -> str:
    """已移动：19个文件到归档/已收，2个文件到归档/待修改"""
    folders = Counter(each.to.parent for each in read.moved)
    parts = [
        n_("{n} file to {folder}", "{n} files to {folder}", n).format(n=n, folder=folder)
        for folder, n in folders.items()
    ]
    return _("moved: {parts}").format(parts=joined(parts))


def _summary(read: Collection) -> str:
    """收到19个文件：新报送112条、已登记过3条、问题2处。"""
    files, new, known, faults = read.files, len(read.outcome.entries), read.outcome.known, len(read.faults)
    parts = [n_("{n} new report", "{n} new reports", new).format(n=new)]
    if known:
        parts.append(n_("{n} already entered", "{n} already entered", known).format(n=known))
    if faults:
        parts.append(n_("{n} fault", "{n} faults", faults).format(n=faults))
    received = n_("{n} file received", "{n} files received", files).format(n=files)
    return _("{received}: {parts}").format(received=received, parts=joined(parts))
