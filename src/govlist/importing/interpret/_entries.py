"""What is found in a document, one after another: headings and items, each with its place and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field

from govlist.documents.document import Doubt, Place
from govlist.model.checklist import Role


@dataclass(slots=True)
class Heading:
    """A heading: level 1 is a section, 2 a topic. `more`: it goes on with what a page cut off above."""

    text: str
    level: int
    place: Place
    more: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A document's words for who is responsible, the role they stand under, and the label of that."""

    text: str
    role: Role
    label: str = ""


@dataclass(slots=True)
class Item:
    """A task as the document has it: texts as they stand, nothing understood yet."""

    place: Place
    number: int | None
    requirement: str
    who: list[Words] = field(default_factory=list)
    due: str = ""
    day: str = ""
    """A bare day that stands beside the deadline's words."""
    standing: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    level: int | None = None
    """That of its mark as a paragraph: headings of this level do not hold for it."""

    def doubt(self, message: str, place: Place | None = None) -> None:
        """Note what is uncertain about this item."""
        self.doubts.append(Doubt(place or self.place, message))


Entry = Heading | Item


@dataclass(slots=True)
class Found:
    """What was found: the entries, doubts about the document as a whole, and what looked like titles."""

    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """The headers of tables that were no task tables, for a refusal."""

    @property
    def items(self) -> list[Item]:
        """The items, in the document's order."""
        return [entry for entry in self.entries if isinstance(entry, Item)]
