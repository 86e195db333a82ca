"""What is drawn on the pages of a PDF file: characters, straight lines, pictures, notes. Uses PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double, c_float, c_uint, create_string_buffer
from itertools import chain, pairwise
from math import degrees
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from govlist.documents import signs
from govlist.documents.readers._glyphs import Drawn, Edge, Glyph, TooMuch

Error = pypdfium2.PdfiumError
MAX_EDGES = 20_000
"""Straight lines on one page; a page of a list has some hundreds."""
MAX_DEPTH = 8
"""Levels of drawings inside drawings."""
_OBJECTS = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
_DRAWN = 0.1
"""Points of the least that is drawn for a character."""
_LEAN = 1.0
"""Points by which a straight line may lean."""
_SMALL = 500.0
"""Square points of a picture that cannot hold words: 8 by 8 mm."""
_SHORTEST = 3.0
"""Points of the shortest line that counts."""


def opened(path: Path) -> Any:
    """The document of a file, to be closed. Raises Error; its message names a password."""
    return pypdfium2.PdfDocument(path)


def drawn(document: Any, number: int, most: int) -> Drawn:
    """What is drawn on a page, counted from 0, with at most so many characters. Raises Error, TooMuch."""
    page = document[number]
    try:
        notes = list(_notes(page))
        if raw.FPDFPage_GetAnnotCount(page):  # what forms and notes show becomes part of the page
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number]
        width, height = page.get_size()
        to_paper = _Paper(page)
        found = Drawn(width, height, list(_apart(_glyphs(page, to_paper, most))), notes=notes)
        for each in page.get_objects(_OBJECTS, max_depth=MAX_DEPTH):
            if each.type == raw.FPDF_PAGEOBJ_TEXT:
                left, bottom, right, top = each.get_bounds()
                found.hidden += min(right - left, top - bottom) < _DRAWN
            elif each.type == raw.FPDF_PAGEOBJ_IMAGE:
                found.images += 1
                left, bottom, right, top = each.get_bounds()
                found.pictures += _SMALL < (right - left) * (top - bottom) < width * height / 2
            else:
                found.edges += _edges(each, to_paper)
            if len(found.edges) > MAX_EDGES:
                raise TooMuch
        return found
    finally:
        page.close()


class _Paper:
    """Turns places of a PDF page, which count upwards, into places on the paper as it is shown."""

    def __init__(self, page: Any) -> None:
        self.turn = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_bbox()

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        match self.turn:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
        return x - self._left, self._top - y


def _glyphs(page: Any, to_paper: _Paper, most: int) -> Iterator[Glyph]:
    text = page.get_textpage()
    count = text.count_chars()
    if count > most:
        raise TooMuch
    box, colours = raw.FS_RECTF(), tuple(c_uint() for _each in range(4))
    for place in range(count):
        code = raw.FPDFText_GetUnicode(text, place)
        is_made_up = raw.FPDFText_IsGenerated(text, place) == 1 or code in (0, 0xFFFE, 0xFFFF)
        if is_made_up or not raw.FPDFText_GetLooseCharBox(text, place, box):
            continue
        char = chr(code)
        if code < 0x100 or 0xE000 <= code <= 0xF8FF:  # where the fonts of signs have them
            char = signs.shown(char, _font(text, place))
        x0, y0 = to_paper(box.left, box.bottom)
        x1, y1 = to_paper(box.right, box.top)
        raw.FPDFText_GetFillColor(text, place, *colours)
        yield Glyph(
            char,
            *(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
            (degrees(-raw.FPDFText_GetCharAngle(text, place)) - to_paper.turn) % 360,
            _is_pale(*(colour.value for colour in colours)),
            raw.FPDFText_HasUnicodeMapError(text, place) == 1 or char == signs.UNKNOWN,
            _is_ideograph(char) and _is_blank(text, place),
        )


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_blank(text: Any, place: int) -> bool:
    """Whether nothing is drawn for a character."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    return min(right.value - left.value, top.value - bottom.value) < _DRAWN


def _font(text: Any, place: int) -> str:
    """The font of a character if it is one of signs."""
    name = create_string_buffer(80)
    size = raw.FPDFText_GetFontInfo(text, place, name, 80, None)
    return signs.family(name.value.decode("utf-8", "replace")) if size <= 80 else ""


def _apart(glyphs: Iterator[Glyph]) -> Iterator[Glyph]:
    """Characters of a line without overlap: a font used in place of a missing one may be wider."""
    for glyph, after in pairwise(chain(glyphs, [None])):
        assert glyph
        if after and glyph.x0 < after.x0 < glyph.x1 and abs(glyph.bottom - after.bottom) < 1:
            glyph.x1 = after.x0
        yield glyph


def _is_pale(red: int, green: int, blue: int, alpha: int) -> bool:
    is_grey = max(red, green, blue) - min(red, green, blue) < 16 and 150 <= green < 250
    return is_grey or alpha < 160


def _edges(path: Any, to_paper: _Paper) -> Iterator[Edge]:
    """The horizontal and vertical lines of a path; a curve ends one."""
    matrix, holder = path.get_matrix(), path.container
    while holder is not None:
        matrix, holder = matrix.multiply(holder.get_matrix()), holder.container
    x, y = c_float(), c_float()
    first = before = (0.0, 0.0)
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = to_paper(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _edge(before, here)
        before = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _edge(here, first)
            before = first


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if y1 - y0 <= _LEAN and x1 - x0 >= _SHORTEST:
        yield Edge(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= _LEAN and y1 - y0 >= _SHORTEST:
        yield Edge(False, (x0 + x1) / 2, y0, y1)


def _notes(page: Any) -> Iterator[str]:
    """The texts of notes and of remarks on marked text, which lie above the page."""
    without = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FREETEXT)
    for place in range(min(raw.FPDFPage_GetAnnotCount(page), 1_000)):
        note = raw.FPDFPage_GetAnnot(page, place)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) not in without:
            size = min(raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0), 20_000)
            words = create_string_buffer(max(size, 2))
            raw.FPDFAnnot_GetStringValue(note, b"Contents", raw.FPDF_WCHAR.from_buffer(words), size)
            if text := words.raw[: size - 2].decode("utf-16-le", "replace").strip():
                yield text
        raw.FPDFPage_CloseAnnot(note)
