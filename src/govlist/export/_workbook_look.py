"""The look of a workbook: type, lines, and the colours of statuses, which are readable without them."""

from __future__ import annotations

from typing import NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from govlist.model.states import STATES, Colour
from govlist.model.words import status_word

HEAD, BODY = "黑体", "宋体"
"""The fonts of headings and text; Office and WPS have them or a substitute."""
SIZE = 10.0
"""The type size in which one character is one unit of a column's width."""
_INK = "FF111827"
_EDGE = Side(style="thin", color="FF8A94A3")
LINES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
TOP = PatternFill("solid", fgColor="FFE3EAF4")
COUNT, SHARE, DAY = '0;-0;"-"', "0%", "yyyy-mm-dd"
"""Number formats; a zero is shown as -."""


class Look(NamedTuple):
    """The look of a cell."""

    size: float = SIZE
    face: str = BODY
    bold: bool = False
    side: str = "left"
    high: str = "center"
    turn: int = 0
    wrap: bool = True
    ruled: bool = True
    filled: bool = False
    figures: str = "General"

    @property
    def scale(self) -> float:
        """The size of its type relative to a row's."""
        return self.size / SIZE

    def of(self, cell: object) -> None:
        """Give a cell this look."""
        styles: dict[str, object] = {
            "font": Font(name=self.face, size=self.size, bold=self.bold, color=_INK),
            "alignment": Alignment(
                horizontal=self.side, vertical=self.high, wrap_text=self.wrap, textRotation=self.turn
            ),
            "number_format": self.figures,
        }
        if self.ruled:
            styles["border"] = LINES
        if self.filled:
            styles["fill"] = TOP
        for name, value in styles.items():
            setattr(cell, name, value)


TITLE = Look(16.0, HEAD, side="center", ruled=False)
SUBTITLE = Look(10.5, side="center", ruled=False)
TEXT = Look(10.5, ruled=False)
LABEL = Look(side="right", ruled=False)
HEADER = Look(face=HEAD, side="center", filled=True)
UPRIGHT = HEADER._replace(turn=255, high="top")
"""A header whose characters stand one below another."""
CELL, MIDDLE = Look(), Look(side="center")


class Tone(NamedTuple):
    """The colours of a status: ink on tint (contrast at least 7:1) and bar; bold if action is needed."""

    ink: str
    tint: str
    bar: str
    bold: bool = False


TONES: dict[Colour, Tone] = {
    "confirmed": Tone("0F4526", "C9E7CF", "3B8F5A"),
    "done": Tone("0F4526", "C9E7CF", "3B8F5A"),
    "waiting": Tone("1F4A2E", "E7F4E9", "8CC79F"),
    "going": Tone("1B3F66", "DCE9F7", "7FA8D6"),
    "returned": Tone("5A3A00", "FFE3A3", "E0A100", bold=True),
    "behind": Tone("7A1F0B", "F9CDBE", "D9603B", bold=True),
    "idle": Tone("333B45", "E4E7EB", "C5CAD2"),
    "silent": Tone("333B45", "D8DCE2", "AEB5BF", bold=True),
    "outside": Tone("47505C", "F3F4F6", "E1E4E8"),
    "open": Tone("46306E", "E9E2F5", "B7A3DB"),
}
"""The tone of each colour; `plain` has none."""


def tones() -> dict[str, Tone]:
    """The word for each state with its tone, in the order of the legend."""
    return {status_word(state.key): TONES[state.colour] for state in STATES if state.colour != "plain"}
