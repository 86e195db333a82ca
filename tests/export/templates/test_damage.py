"""Office templates with damaged parts are filled in or refused, whatever the damage."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document

from govlist.base.errors import GovlistError
from govlist.export.templates import docx, xlsx
from govlist.model.view import View
from govlist.validation import load

LIST = """format: 1
title: 样例
year: 2024
units: [{name: 区教体局, kind: department}]
groups: []
sections:
  - title: 一
    tasks: [{id: 1, requirement: 公开, responsible: [区教体局], progress: {区教体局: []}}]
"""
NUMBERS = (b"-1", b"0", b"99999999999", b"1.5", b"x", b"")
ATTRIBUTE = re.compile(rb'\s[\w:]+="[^"]*"')
NUMBER = re.compile(rb'"(\d+)"')
ELEMENT = re.compile(rb"<(?:\w+:)?\w+[^<>]*/>")


def _word(path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ title }}")
    table = document.add_table(3, 2)
    for cell, text in zip(
        table.column_cells(0), ("序号", "{%tr for row in tasks %}", "{%tr endfor %}"), strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "{{ day }}"
    document.save(str(path))


def _excel(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["清单台账"])
    sheet.append(["序号", "具体要求", "责任单位", "进展情况", "备注"])
    sheet.merge_cells("A1:E1")
    sheet.append(["x", "", "", "", "=SUM(A3:A4)"])
    book.save(path)


def _damaged(data: bytes, random: Random) -> bytes:
    """Some bytes or an element removed, a number changed, an attribute gone, a byte replaced."""
    at = random.randrange(len(data))
    end = at + random.randint(1, 200)
    pattern, new = random.choice(
        ((ATTRIBUTE, b""), (ELEMENT, b""), (NUMBER, b'"%s"' % random.choice(NUMBERS)))
    )
    found = [*pattern.finditer(data)]
    if found and random.random() < 0.6:
        match = random.choice(found)
        return data[: match.start()] + new + data[match.end() :]
    return random.choice((data[:at] + data[end:], data[:end] + data[at:], data[:at] + b"A" + data[at + 1 :]))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    ("kind", "write", "render"), [(".docx", _word, docx.render), (".xlsx", _excel, xlsx.render)]
)
def test_damaged_templates_are_filled_in_or_refused(
    kind: str, write: Callable[[Path], None], render: Callable[[View, Path], bytes], seed: int
) -> None:
    random = Random(seed)
    checklist = load.check("list.yaml", LIST.encode()).checklist
    assert checklist is not None
    view = View(checklist, date(2024, 9, 27))
    whole, path = Path(f"whole{kind}"), Path(f"t{kind}")
    write(whole)
    with ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(25):
        changed = dict(parts)
        for name in random.sample([*parts], 2):
            changed[name] = _damaged(changed[name], random) if changed[name] else b"<a/>"
        with ZipFile(path, "w") as archive:
            for name, data in changed.items():
                archive.writestr(name, data)
        with suppress(GovlistError):  # any other exception is a fault
            assert render(view, path)
