"""The headings and items of a document in their order, each with its place and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field

from govlist.documents.document import Doubt, DoubtKind, Place
from govlist.model.checklist import Role


@dataclass(slots=True)
class Heading:
    """A heading: level 1 is a section, 2 a topic; one without text ends all headings above it.

    `more`: it continues a heading that a page break cut.
    `first`: its mark, if its text is without it, was that of a first topic.
    """

    text: str
    level: int
    place: Place
    more: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A document's words for who is responsible, with their role and its label."""

    text: str
    role: Role
    label: str = ""


@dataclass(slots=True)
class Item:
    """A task as written in the document: texts only, not interpreted yet."""

    place: Place
    number: int | None
    requirement: str
    who: list[Words] = field(default_factory=list)
    due: str = ""
    day: str = ""
    """A separate day beside the deadline's words."""
    standing: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    level: int | None = None
    """The level of its paragraph mark; headings of this level do not apply to it."""

    def doubt(self, message: str, place: Place | None = None, kind: DoubtKind = DoubtKind.TASK) -> None:
        """Add a doubt about this item."""
        self.doubts.append(Doubt(place or self.place, message, kind))


Entry = Heading | Item


@dataclass(slots=True)
class Found:
    """The entries found, doubts about the document as a whole, and possible titles."""

    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """Headers of tables that are not task tables, for the error message."""
    preview: list[list[str]] = field(default_factory=list)
    """With columns that a person named: their names, and the cells of the first rows."""

    @property
    def items(self) -> list[Item]:
        """The items, in the document's order."""
        return [entry for entry in self.entries if isinstance(entry, Item)]
