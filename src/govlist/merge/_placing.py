"""Add and remove the parts of our collections, in block style as lines, in flow style inside a line."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from govlist.merge._edits import Clash, Edit, Markers, Texts, apply_edits, in_flow, inline, lines
from govlist.merge._names import Named
from govlist.merge._parts import Part
from govlist.yamlfile.writing import quote


class Added(NamedTuple):
    """A part of theirs to add to our file under a key, with edits of its text."""

    part: Part
    key: str | None
    edits: Sequence[Edit] = ()
    plain: Any = None
    """Its value after these edits."""
    conflict: bool = False
    """Whether ours has removed what theirs has changed."""

    def in_block(self, held: Part, markers: Markers) -> Texts:
        """Its lines, indented like the other parts of the collection."""
        text = lines(self.part, held.parts[0].column, self.edits, key=self.key, plain=self.plain)
        return (markers.around("", text), "", text) if self.conflict else (text, text, text)

    def in_flow(self) -> str:
        """The part on one line. Raises Clash for a conflict or comments, which need their own lines."""
        if self.conflict or self.part.remarks or self.part.above:
            raise Clash
        return (f"{quote(self.key)}: " if self.key is not None else "") + inline(
            self.part, self.edits, self.plain
        )


class Placing(NamedTuple):
    """A collection of ours and its merged contents, by name and in order."""

    held: Part
    named: Named
    order: Sequence[Hashable]
    added: Mapping[Hashable, Added]
    markers: Markers

    def edits(self) -> list[Edit]:
        """The edits that remove and add parts; other parts are not changed."""
        stays = set(self.order)
        if self.held.nested:
            if not stays:
                return []
            parts = enumerate(self.named.ours.items())
            cuts = (_cut(self.held, index, part) for index, (name, part) in parts if name not in stays)
            return [*self._insertions(), *cuts]
        if list(self.order) == list(self.named.ours):
            return []
        kept = [part for name, part in self.named.ours.items() if name in stays]
        slots = [self.named.ours.get(name) or self.added[name].in_flow() for name in self.order]
        return in_flow(self.held, kept, slots)

    def reordered(self, edits: Sequence[Edit]) -> list[Edit]:
        """All edits for a collection with a new order, given the edits inside its parts.

        Raises Clash where its parts cannot be moved by themselves.
        """
        held, nested = self.held, self.held.nested
        if not self.order or (nested and held.parts[0].shared):
            raise Clash
        texts = [
            self._moved(name, edits) if name in self.named.ours else self._added(name) for name in self.order
        ]
        start, stop = _extent(held.parts[0])[0], _extent(held.parts[-1])[1]
        shown, ours, theirs = (("" if nested else ", ").join(column) for column in zip(*texts, strict=True))
        outside = [edit for edit in edits if not edit.lies_in(start, stop)]
        return [*outside, Edit(start, stop, (shown, ours, theirs))]

    def _moved(self, name: Hashable, edits: Sequence[Edit]) -> Texts:
        part = self.named.ours[name]
        start, stop = _extent(part)
        return apply_edits(part.file.text, [edit for edit in edits if edit.lies_in(start, stop)], start, stop)

    def _added(self, name: Hashable) -> Texts:
        added = self.added[name]
        return added.in_block(self.held, self.markers) if self.held.nested else (added.in_flow(),) * 3

    def _insertions(self) -> list[Edit]:
        first = self.held.parts[0]
        at: int | None = None if first.shared else first.lead
        made = []
        for name in self.order:
            if name in self.named.ours:
                at = self.named.ours[name].stop
            elif at is None:
                made.append(self._behind(first, self._added(name)))
            else:
                made.append(Edit(at, at, self._added(name)))
        return made

    @staticmethod
    def _behind(first: Part, texts: Texts) -> Edit:
        """Insert lines before a part that is behind a dash or a colon. Raises Clash if that is impossible."""
        margin = " " * first.column
        if not texts[0].startswith(margin):  # a conflict's marker begins its line
            raise Clash
        return Edit.plain(first.start, first.start, texts[0].removeprefix(margin) + margin)


def _extent(part: Part) -> tuple[int, int]:
    return (part.lead, part.stop) if part.block else (part.start, part.node.end)


def _cut(held: Part, index: int, part: Part) -> Edit:
    """Remove a part's lines; a part on the line of a dash is replaced by the next one."""
    if not part.shared:
        return Edit.plain(part.lead, part.stop, "")
    after = next(iter(held.parts[index + 1 :]), None)
    if after is None or after.line != after.lead:
        raise Clash
    return Edit.plain(part.start, after.start, "")
