"""Formulas in a sheet's XML: unshared, copied to other cells, without old results."""

from __future__ import annotations

from typing import Any

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from govlist.export.templates._book import MAIN, Book, local

_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""The elements of a workbook before its calculation settings."""


def translate(text: str, origin: str, place: str) -> str:
    """A formula as if copied from one cell to another."""
    try:
        return str(Translator(f"={text}", origin=origin).translate_formula(place))[1:]
    except (TokenizerError, TranslatorError):
        return text


def unshare(root: Any) -> None:
    """Replace shared formulas by one formula per cell, so that cells can be moved separately."""
    shared: dict[str, tuple[str, str]] = {}
    for cell in root.iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is None or formula.get("t") != "shared":
            continue
        if formula.text:
            shared[formula.get("si")] = (formula.text, cell.get("r"))
        elif formula.get("si") in shared:
            formula.text = translate(*shared[formula.get("si")], cell.get("r"))
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def forget_results(book: Book) -> None:
    """Remove the results of formulas, so that programs calculate them on opening the workbook."""
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
        _recalculate_on_open(book)


def _recalculate_on_open(book: Book) -> None:
    workbook = book.edit(book.workbook)
    calculation = workbook.find(f"{MAIN}calcPr")
    if calculation is None:
        calculation = etree.Element(f"{MAIN}calcPr")
        [*_above, last] = (each for each in workbook if local(each) in _BEFORE_CALCULATION)
        last.addnext(calculation)
    calculation.set("fullCalcOnLoad", "1")
    for _id, chain in list(book.related(book.workbook, "/calcChain")):
        book.drop(chain)
