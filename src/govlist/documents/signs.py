"""The signs of symbol fonts as characters: a ticked box is an R in the font Wingdings 2."""

from __future__ import annotations

import re

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_SIGNS = {
    "wingdings": {
        **dict(enumerate(_CIRCLED, 0x81)),
        **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0xA1: "○", 0xA8: "☐", 0xE0: "→"},
        **{0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    },
    "wingdings 2": {
        **dict(enumerate(_CIRCLED, 0x6A)),
        **{0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    },
    "symbol": {
        **{0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "·", 0xB9: "≠", 0xBB: "≈"},
        **{0xA5: "∞", 0xAE: "→", 0xD6: "√"},
    },
    "opensymbol": {},
}
"""The characters of each font by code; those that offices use. LibreOffice has OpenSymbol in place of all."""
UNKNOWN = "\ufffd"
"""The character for a sign that is not known."""


TICKED = "☑☒✓✔√■●"
EMPTY = "☐□○"
"""The boxes in front of, or behind, the words that a person chooses from."""


def chosen(text: str) -> str | None:
    """The one ticked entry of a text of boxes: 已完成 of ☑已完成 □未完成, and of 已完成☑ 未完成□.

    None if the text has no box, or not exactly one is ticked.
    """
    boxes = re.findall(f"[{TICKED}{EMPTY}]", text)
    entries = re.split(f"[{TICKED}{EMPTY}]", text)
    words = entries[:-1] if entries[0].strip() else entries[1:]
    ticked = [word for box, word in zip(boxes, words, strict=True) if box in TICKED]
    return ticked[0].strip(" \n\t\u3000、，,；;/") if len(ticked) == 1 else None


def is_symbols(font: str | None) -> bool:
    """Whether a font has signs instead of letters."""
    return (font or "").lower() in _SIGNS


def family(name: str) -> str:
    """The symbol font that a font of a PDF file is, by its name: of BAAAAA+Wingdings2 it is wingdings 2."""
    plain = name.rpartition("+")[2].partition("-")[0].removesuffix("MT").replace(" ", "").lower()
    return next((font for font in _SIGNS if font.replace(" ", "") == plain), "")


def shown(text: str, font: str | None) -> str:
    """The signs that a text shows in a font; unknown ones are `UNKNOWN`. Text of other fonts is unchanged."""
    signs = _SIGNS.get((font or "").lower())
    if signs is None:
        return text
    return "".join(_shown(char, signs) for char in text)


def in_font(text: str, font: str) -> str:
    """The signs that a text shows in a symbol font; letters without a known sign stay, as in other fonts."""
    if not is_symbols(font):
        return text
    pairs = zip(text, shown(text, font), strict=True)
    return "".join(char if sign == UNKNOWN else sign for char, sign in pairs)


def _shown(char: str, signs: dict[int, str]) -> str:
    """The sign of a character, whose code may be in Word's private area (U+F000 to U+F0FF)."""
    code = ord(char) & 0xFF if 0xF000 <= ord(char) <= 0xF0FF else ord(char)
    if code in signs or code > 0xFF or char.isspace():  # programs take Chinese from another font
        return signs.get(code, char)
    return UNKNOWN
