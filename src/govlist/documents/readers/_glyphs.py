"""What is drawn on a page of a PDF file, in points from the page's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Glyph:
    """A character as drawn."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: float = 0.0
    """Degrees from 0 to 360, counter-clockwise."""
    is_pale: bool = False
    """Whether it is of a pale grey, or half transparent."""
    is_unknown: bool = False
    """Whether its font does not say which character it is."""
    is_blank: bool = False
    """Whether nothing is drawn: no font that is in the file or on this machine has it."""
    is_struck: bool = False
    """Whether a line goes through it; found by `_ruling`."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line: horizontal at a height, or vertical at a distance from the left; from start to end."""

    is_level: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    images: int = 0
    pictures: int = 0
    """Those of the images that are neither small nor the page's background."""
    hidden: int = 0
    """Texts that nothing is drawn for."""
    notes: list[str] = field(default_factory=list)


class TooMuch(Exception):
    """More characters or lines on a page than any document has."""
