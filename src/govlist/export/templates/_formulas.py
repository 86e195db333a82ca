"""Formulas in a sheet's XML: each by itself, copied to other places, without the results of other days."""

from __future__ import annotations

from typing import Any

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from govlist.export.templates._book import MAIN, Book, local

_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What stands in a workbook before how it is worked out."""


def translated(text: str, origin: str, place: str) -> str:
    """A formula as it reads when it is copied from one cell to another."""
    try:
        return str(Translator(f"={text}", origin=origin).translate_formula(place))[1:]
    except (TokenizerError, TranslatorError):
        return text


def part(root: Any) -> None:
    """Give every cell that shares another's formula one of its own, so that each can move by itself."""
    shared: dict[str, tuple[str, str]] = {}
    for cell in root.iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is None or formula.get("t") != "shared":
            continue
        if formula.text:
            shared[formula.get("si")] = (formula.text, cell.get("r"))
        elif formula.get("si") in shared:
            formula.text = translated(*shared[formula.get("si")], cell.get("r"))
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def forget_results(book: Book) -> None:
    """Take out what formulas came to before: the program that opens the workbook works them out anew."""
    cells = [
        (sheet.part, cell)
        for sheet in book.sheets
        for cell in book.tree(sheet.part).iter(f"{MAIN}c")
        if cell.find(f"{MAIN}f") is not None
    ]
    for sheet, cell in cells:
        book.edit(sheet)
        cell.attrib.pop("t", None)
        for value in cell.findall(f"{MAIN}v"):
            cell.remove(value)
    if cells:
        _work_out(book)


def _work_out(book: Book) -> None:
    workbook = book.edit(book.workbook)
    how = workbook.find(f"{MAIN}calcPr")
    if how is None:
        how = etree.Element(f"{MAIN}calcPr")
        [*_above, last] = (each for each in workbook if local(each) in _BEFORE_CALCULATION)
        last.addnext(how)
    how.set("fullCalcOnLoad", "1")
    for _id, chain in list(book.related(book.workbook, "/calcChain")):
        book.drop(chain)
