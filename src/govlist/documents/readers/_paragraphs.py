"""Word paragraphs: printed text, list mark, heading level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docx.oxml.ns import qn

from govlist.base.i18n import _
from govlist.base.text import first_words
from govlist.documents import signs
from govlist.documents.document import Place
from govlist.documents.readers._equations import EQUATIONS, is_plain
from govlist.documents.readers._equations import text as equation_text
from govlist.documents.readers._grid import Words
from govlist.documents.readers._numbering import Numbering, number, val
from govlist.documents.readers._text import Doubts, tidy

MAX_BASED_ON = 20
"""How many styles up the chain of base styles are searched."""

_LEFT_OUT = {
    *(qn(f"w:{tag}") for tag in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText")),
    *(qn(f"w:{tag}") for tag in ("rt", "sdtPr", "footnotePr")),
}
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_BOXES = ("txbxContent", "textbox")


class Paragraphs:
    """Reads the paragraphs of one document, in order because its lists count them."""

    def __init__(
        self,
        styles: Any | None,
        numbering: Any | None,
        notes: dict[str, str],
        comments: dict[str, str],
        doubts: Doubts,
    ) -> None:
        found = () if styles is None else styles.iter(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in found}
        self._numbering = Numbering(numbering)
        self._notes = notes
        self._comments = comments
        self._doubts = doubts
        self._style = cache(self._style_of)
        self._style_strikes = cache(self._style_strikes_out)
        self._struck: list[str] = []
        """The struck-out words of the paragraph that is being read."""

    def read(self, element: Any, place: Place) -> tuple[Words | None, bool]:
        """The paragraph (None in a table of contents), and whether the next one continues it."""
        properties = element.find(qn("w:pPr"))
        name, level, listed = self._formed(properties)
        self._struck.clear()
        words = "".join(self._pieces(element, place))
        self._doubt_changes(element, place)
        if struck := _shown("".join(self._struck)):
            message = _("struck-out text was left out: “{words}”")
            self._doubts.add(place, message.format(words=struck))
        if re.match(r"toc\s*\d", name):
            return None, False
        merged = properties is not None and properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None
        bare = tidy(words)
        mark = self._numbering.mark(*listed) if listed and (bare or not merged) else ""
        if mark and (bare or place.table):  # an empty item counts; in a cell it has only its number
            words = mark + words.lstrip()
        return Words(words, level), merged

    # -- form ----------------------------------------------------------------------------------

    def _formed(self, properties: Any | None) -> tuple[str, int | None, tuple[str | None, int] | None]:
        """A paragraph's style name, heading level (from 1), list and list level (from 0)."""
        style_id = None if properties is None else val(properties, "w:pStyle")
        name, outline, num_id, num_level = self._style(style_id, 0)
        if properties is not None:
            outline = number(val(properties, "w:outlineLvl"), -1 if outline is None else outline)
            numbers = properties.find(qn("w:numPr"))
            if numbers is not None:
                num_id = val(numbers, "w:numId") or num_id
                num_level = number(val(numbers, "w:ilvl"), num_level)
        level = outline + 1 if outline is not None and 0 <= outline < 9 else None
        return name, level, (num_id, num_level) if num_id and num_id != "0" else None

    def _style_of(self, style_id: str | None, depth: int) -> tuple[str, int | None, str | None, int]:
        """Name, outline level, list and list level of a style and its base styles."""
        style = self._styles.get(style_id)
        if style is None or depth > MAX_BASED_ON:
            return "", None, None, 0
        based = self._style_of(val(style, "w:basedOn"), depth + 1)
        name = (val(style, "w:name") or "").lower()
        heading = re.fullmatch(r"(?:heading|标题)\s*([1-9])", name)
        properties = style.find(qn("w:pPr"))
        outline = int(heading[1]) - 1 if heading else based[1]
        if properties is None:
            return name, outline, based[2], based[3]
        numbers = properties.find(qn("w:numPr"))
        num_id = None if numbers is None else val(numbers, "w:numId")
        num_level = 0 if numbers is None else number(val(numbers, "w:ilvl"), 0)
        level_value = val(properties, "w:outlineLvl")
        outline = outline if level_value is None else number(level_value, 9)
        return name, outline, num_id or based[2], num_level if num_id else based[3]

    # -- words ---------------------------------------------------------------------------------

    def _pieces(self, element: Any, place: Place) -> Iterator[str]:
        """The printed text of a paragraph, run, link, content control or insertion."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == qn("w:t"):
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == qn("w:br"):
                yield "\n"
            elif tag in _NOTES:
                self._doubt_note(child, place)
            elif tag == qn("w:commentReference"):
                self._doubt_comment(child, place)
            elif tag == qn("w:sym"):
                yield self._sign(child, place)
            elif tag == qn("w:fldChar"):
                yield _chosen(child)
            elif tag in EQUATIONS:
                yield self._equation(child, place)
            elif tag == _CHOICE:
                yield from self._pieces(child[0] if len(child) else child, place)
            elif tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
                self._doubt_drawing(child, place)
            elif tag == qn("w:r") and self._hidden(child):
                self._doubt_hidden(child, place)
            elif tag == qn("w:r") and self._strikes(child):
                self._struck += self._run(child, place)
            elif tag == qn("w:r"):
                yield from self._run(child, place)
            elif tag == qn("w:sdt") and child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
                continue
            else:
                yield from self._pieces(child, place)

    def _run(self, run: Any, place: Place) -> Iterator[str]:
        """The words of a run; in a symbol font its letters are signs."""
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = None if fonts is None else fonts.get(qn("w:ascii"))
        pieces = self._pieces(run, place)
        if not signs.is_symbols(font) or run.find(qn("w:sym")) is not None:
            yield from pieces
        for piece in pieces:
            yield self._known(signs.shown(piece, font), place)

    def _sign(self, sym: Any, place: Place) -> str:
        code = sym.get(qn("w:char")) or ""
        char = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else signs.UNKNOWN
        return self._known(signs.shown(char, sym.get(qn("w:font"))), place)

    def _known(self, text: str, place: Place) -> str:
        """A text without signs that are not known, which are a doubt."""
        if signs.UNKNOWN in text or any("\ue000" <= char <= "\uf8ff" for char in text):
            self._doubts.add(place, _("a sign of a symbol font was not read; type it as a character"))
        return re.sub(f"[{signs.UNKNOWN}\ue000-\uf8ff]", "", text)

    def _equation(self, equation: Any, place: Place) -> str:
        words = equation_text(equation)
        if not is_plain(equation):
            message = _("an equation was read as “{words}”")
            self._doubts.add(place, message.format(words=_shown(words)))
        return words

    def _strikes(self, run: Any) -> bool:
        """Whether a run is struck out, by itself or by its style or that of its paragraph."""
        properties = run.find(qn("w:rPr"))
        if (own := _is_struck(properties)) is not None:
            return own
        names = [None if properties is None else val(properties, "w:rStyle")]
        paragraph = next(run.iterancestors(qn("w:p")), None)
        form = None if paragraph is None else paragraph.find(qn("w:pPr"))
        names.append(None if form is None else val(form, "w:pStyle"))
        return any(self._style_strikes(name, 0) for name in names if name)

    def _style_strikes_out(self, style_id: str | None, depth: int) -> bool:
        style = self._styles.get(style_id)
        if style is None or depth > MAX_BASED_ON:
            return False
        own = _is_struck(style.find(qn("w:rPr")))
        return self._style_strikes(val(style, "w:basedOn"), depth + 1) if own is None else own

    def _hidden(self, run: Any) -> bool:
        properties = run.find(qn("w:rPr"))
        return properties is not None and bool(_is_on(properties, "w:vanish"))

    # -- doubts --------------------------------------------------------------------------------

    def _doubt_hidden(self, run: Any, place: Place) -> None:
        if words := _first(run):
            self._doubts.add(place, _("skipped hidden text: “{words}”").format(words=words))

    def _doubt_changes(self, element: Any, place: Place) -> None:
        if removed := _first(element, "w:delText"):
            message = _("tracked changes: skipped deleted text: “{words}”")
            self._doubts.add(place, message.format(words=removed))
        added = "".join(text(change) for change in element.iter(qn("w:ins")))
        if added:
            message = _("tracked changes: read inserted text: “{words}”")
            self._doubts.add(place, message.format(words=_shown(added)))

    def _doubt_note(self, reference: Any, place: Place) -> None:
        kind = "footnote" if reference.tag == _NOTES[0] else "endnote"
        words = self._notes.get(f"{kind} {reference.get(qn('w:id'))}")
        if words:
            self._doubts.add(place, _("skipped a note: “{words}”").format(words=_shown(words)))

    def _doubt_comment(self, reference: Any, place: Place) -> None:
        if words := self._comments.get(f"comment {reference.get(qn('w:id'))}"):
            message = _("a comment was not read: “{words}”; move what matters of it into the table")
            self._doubts.add(place, message.format(words=_shown(words)))

    def _doubt_drawing(self, drawn: Any, place: Place) -> None:
        """Add a doubt for text boxes, pictures and objects, which are not read; lines are ignored."""
        names = [box.tag.rpartition("}")[2] for box in drawn.iter() if isinstance(box.tag, str)]
        if drawn.tag != qn("w:object") and {"pic", "imagedata", "chart", "relIds"} & {*names}:
            message = _("a picture was not read; if it has text, type it in or use text recognition (OCR)")
            self._doubts.add(place, message)
        for box in drawn.iter():
            if isinstance(box.tag, str) and box.tag.rpartition("}")[2] in _BOXES:
                message = _("a text box was not read: “{words}”; move its text into the page or the table")
                if words := _first(box):
                    self._doubts.add(place, message.format(words=words))
        if drawn.tag == qn("w:object"):
            self._doubts.add(place, _("an embedded object was not read; paste its content into the page"))


def text(element: Any, tag: str = "w:t") -> str:
    """All text in an element."""
    return "".join(each.text or "" for each in element.iter(qn(tag)))


def _is_on(properties: Any, tag: str) -> bool | None:
    """Whether a property is on, None if it is not set."""
    element = properties.find(qn(tag))
    return None if element is None else element.get(qn("w:val")) not in ("0", "false", "off")


def _is_struck(properties: Any | None) -> bool | None:
    """Whether text is struck out once or twice, None if nothing is set."""
    if properties is None:
        return None
    found = [on for tag in ("w:strike", "w:dstrike") if (on := _is_on(properties, tag)) is not None]
    return any(found) if found else None


def _chosen(begin: Any) -> str:
    """What a form field shows: the chosen entry of a list, or a box, ticked or not."""
    entries = [entry.get(qn("w:val")) or "" for entry in begin.iter(qn("w:listEntry"))]
    for chosen in () if _has_result(begin) else begin.iter(qn("w:ddList")):
        place = number(val(chosen, "w:result") or val(chosen, "w:default"), 0)
        return entries[place] if place < len(entries) else ""
    for box in begin.iter(qn("w:checkBox")):
        ticked = _is_on(box, "w:checked")
        return "☑" if (_is_on(box, "w:default") if ticked is None else ticked) else "☐"
    return ""


def _has_result(begin: Any) -> bool:
    """Whether the text that a field shows follows its beginning, as LibreOffice writes it."""
    for run in begin.getparent().itersiblings():
        ends = [each.get(qn("w:fldCharType")) for each in run.iter(qn("w:fldChar"))]
        if "end" in ends or text(run):
            return bool(text(run))
    return False


def _first(element: Any, tag: str = "w:t") -> str:
    return _shown(text(element, tag))


def _shown(words: str) -> str:
    """The start of a text, for a message."""
    return first_words(tidy(words))
