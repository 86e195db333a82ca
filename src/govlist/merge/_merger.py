"""Walk through three files together and merge each part, as edits of our text and as plain data."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from govlist.merge import _comments as comments
from govlist.merge import _order as orders
from govlist.merge._edits import Clash, Edit, Markers, inline, lines
from govlist.merge._names import (
    DATED,
    ENTITIES,
    OPTIONAL,
    Named,
    by_key,
    by_place,
    inner_kind,
    note_renamed,
    old_name,
)
from govlist.merge._parts import File, Part, same
from govlist.merge._placing import Added, Placing
from govlist.yamlfile.spans import scalar

Side = tuple[str | None, Any] | None
"""A merged part: its key and plain value, None if it is removed."""
Two = tuple[Side, Side]
"""The merged part with our side of each conflict, and with their side."""

GONE: Two = (None, None)


class Merger:
    """Collects the edits of one file. A Clash is caught at the nearest part that has its own lines."""

    def __init__(self, file: File, markers: Markers, names: Mapping[str, str] | None = None) -> None:
        self.file = file
        self.markers = markers
        self.edits: list[Edit] = []
        self._strict = 0
        """While this is not 0, no conflict is written inside the part."""
        self._names = dict(names or {})
        """Names of units in the base → their names in the merged file, for renamed units."""

    def files(self, base: File, theirs: File) -> tuple[Any, Any]:
        """Merge whole files. Returns the plain data with our side of every conflict, and with their side.

        Raises Clash where the files can only be merged as texts.
        """
        ours = self.file
        if ours.root is None or theirs.root is None:
            raise Clash
        note_renamed(base.root, ours.root)
        note_renamed(base.root, theirs.root)
        here, there = ({old: name for name, old in file.old_names.items()} for file in (ours, theirs))
        self._names = {**here, **{old: name for old, name in there.items() if old not in here}}
        for old in here.keys() & there.keys():
            if here[old] != there[old]:  # a conflict: each side keeps its name
                del self._names[old]
        self._edit(comments.tail(base.root, ours.root, theirs.root, self.markers))
        return self._value(base.root, ours.root, theirs.root, "")

    # -- one part ------------------------------------------------------------------------------

    def _part(self, base: Part | None, ours: Part, theirs: Part | None, kind: str) -> Two:
        kept = len(self.edits)
        may_lack = kind in OPTIONAL and ours.key is not None
        if theirs is not None:
            made = self._both(base, ours, theirs, kind)
        elif base is None:
            made = self._alone(ours, kind)
        elif may_lack and ours.parts:
            made = self._without(base, ours, kind)
        elif same(ours, base) and ours.above == base.above:
            made = GONE
        else:
            made = self._conflict(ours, None)
        if may_lack and ours.plain and all(side is None or side[1] in ([], {}) for side in made):
            del self.edits[kept:]  # it is empty now: remove all of it
            return GONE
        return made

    def _both(self, base: Part | None, ours: Part, theirs: Part, kind: str) -> Two:
        """Merge a part that both sides have."""
        strict = base is None and kind in ENTITIES and ours.key is None
        kept = len(self.edits)
        self._strict += strict
        try:
            self._edit(comments.above(base, ours, theirs, self.markers))
            kept = len(self.edits)
            if same(theirs, base) or same(theirs, ours):
                return self._alone(ours, kind)
            if base is not None and same(ours, base) and _taken_whole(base, ours, theirs):
                plain, edits = self._with_new_names(theirs, kind)
                text = lines(theirs, ours.column, edits, above=False, plain=plain)[ours.column :]
                self.edits.append(Edit.plain(ours.start, ours.stop, text))
                return (theirs.name, plain), (theirs.name, plain)
            self._edit(comments.beside(base, ours, theirs))
            name = self._renamed(ours, self._key(base, ours, theirs, kind))
            value = self._value(base, ours, theirs, kind)
            return (name, value[0]), (name, value[1])
        except Clash:
            del self.edits[kept:]
        finally:
            self._strict -= strict
        return self._conflict(ours, theirs)

    def _alone(self, ours: Part, kind: str) -> Two:
        """Merge a part that theirs has not changed."""
        name = self._renamed(ours, self._own_name(ours, kind))
        plain, edits = self._with_new_names(ours, kind)
        self.edits += edits
        return (name, plain), (name, plain)

    def _with_new_names(self, part: Part, kind: str) -> tuple[Any, list[Edit]]:
        """A part's value, and the edits of its text, with units renamed as in the merged file."""
        if not self._names or not part.parts:
            return part.plain, []
        plain, edits = [], []
        for each in part.parts:
            inner = inner_kind(kind, each.name)
            value, more = self._with_new_names(each, inner)
            key = self._own_name(each, inner)
            if each.key and key and key != each.name:
                more = [*more, Edit.plain(*scalar(each.file.text, each.key, key))]
            plain.append((key, value))
            edits += more
        return dict(plain) if part.node.kind == "mapping" else [value for _key, value in plain], edits

    def _without(self, base: Part, ours: Part, kind: str) -> Two:
        """Merge a list that theirs has removed, as if it were empty there."""
        kept = len(self.edits)
        try:
            name = self._renamed(ours, self._own_name(ours, kind))
            value = self._value(base, ours, None, kind)
        except Clash:
            del self.edits[kept:]
            return self._conflict(ours, None)
        return (name, value[0]), (name, value[1])

    def _own_name(self, part: Part, kind: str) -> str | None:
        """The key of a part that only one side has; a unit renamed by the other side gets its new name."""
        renames = kind == "reports" and part.name is not None
        return self._names.get(old_name(part), part.name or "") if renames else part.name

    def _key(self, base: Part | None, ours: Part, theirs: Part, kind: str) -> str | None:
        """The merged key of a part that both sides have."""
        if kind == "reports" and old_name(ours) in self._names:
            return self._own_name(ours, kind)
        if theirs.name in (ours.name, base.name if base else None):
            return ours.name
        if base is not None and ours.name == base.name:
            return theirs.name
        raise Clash

    def _renamed(self, ours: Part, name: str | None) -> str | None:
        if ours.key is not None and name is not None and name != ours.name:
            self.edits.append(Edit.plain(*scalar(ours.file.text, ours.key, name)))
        return name

    def _conflict(self, ours: Part, theirs: Part | None) -> Two:
        if self._strict or not ours.block or (theirs is None and ours.shared):
            raise Clash
        before = self.file.text[ours.line : ours.start]
        their_lines = before + lines(theirs, ours.column, above=False)[ours.column :] if theirs else ""
        our_lines = self.file.text[ours.line : ours.stop]
        self.edits.append(Edit.conflict(ours.line, ours.stop, our_lines, their_lines, self.markers))
        return _of(ours), _of(theirs) if theirs else None

    def _edit(self, edit: Edit | None) -> None:
        if edit:
            self.edits.append(edit)

    # -- values --------------------------------------------------------------------------------

    def _value(self, base: Part | None, ours: Part, theirs: Part | None, kind: str) -> tuple[Any, Any]:
        """Merge a value; if `theirs` is None, it is an empty collection."""
        form = ours.node.kind
        if theirs and not ours.nested and theirs.plain in (ours.plain, base.plain if base else ours.plain):
            return ours.plain, ours.plain
        if form != "scalar" and (theirs is None or theirs.node.kind == form):
            before = base if base and base.node.kind == form else None
            made = self._mapping if form == "mapping" else self._sequence
            return made(before, ours, theirs, kind)
        if theirs is None or base is None or ours.plain != base.plain:
            raise Clash
        if self.file.comments(ours.node.start, ours.node.end):
            raise Clash  # the comments would be lost
        self.edits.append(Edit.plain(ours.node.start, ours.node.end, inline(theirs)))
        return theirs.plain, theirs.plain

    def _mapping(self, base: Part | None, ours: Part, theirs: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_key(kind, base, ours, theirs)
        parts, added = self._parts(named, kind)
        held = [name for name in named.ours if name in parts]
        initial = orders.Start(held, [name for name in added if name in parts], list(named.theirs))
        order = orders.interleaved(initial, named, first=1)
        self.edits += Placing(ours, named, order, added, self.markers).edits()
        our_side, their_side = self._sides(ours, kind, order, parts)
        return dict(our_side), dict(their_side)

    def _sequence(self, base: Part | None, ours: Part, theirs: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_place(kind, base, ours, theirs)
        parts, added = self._parts(named, kind)
        initial = orders.start(named, parts)
        order = _dated(named, initial, kind) if kind in DATED else orders.interleaved(initial, named)
        placing = Placing(ours, named, order, added, self.markers)
        self.edits = placing.reordered(self.edits) if initial.reordered else self.edits + placing.edits()
        our_side, their_side = self._sides(ours, kind, order, parts)
        return [plain for _name, plain in our_side], [plain for _name, plain in their_side]

    def _sides(
        self, ours: Part, kind: str, order: orders.Names, parts: Mapping[Hashable, Two]
    ) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
        """The merged contents of a collection, with our side of each conflict and with their side.

        A list in block style cannot be empty. If one side would be, the list itself becomes the conflict.
        """
        our_side, their_side = ([side for name in order if (side := parts[name][n])] for n in (0, 1))
        if ours.nested and (bool(our_side) != bool(their_side) or (not our_side and kind not in OPTIONAL)):
            raise Clash
        return our_side, their_side

    def _parts(self, named: Named, kind: str) -> tuple[dict[Hashable, Two], dict[Hashable, Added]]:
        """Merge all parts, without the removed ones; also returns the parts that theirs added."""
        made: dict[Hashable, Two] = {}
        added: dict[Hashable, Added] = {}
        for name, part in named.ours.items():
            made[name] = self._part(
                named.base.get(name), part, named.theirs.get(name), inner_kind(kind, part.name)
            )
        for name, part in named.theirs.items():
            if name not in named.ours:
                made[name], added[name] = self._added(named.base.get(name), part, inner_kind(kind, part.name))
        return {name: two for name, two in made.items() if two != GONE}, added

    def _added(self, base: Part | None, theirs: Part, kind: str) -> tuple[Two, Added]:
        """Merge a part that only theirs has: added in theirs, or removed in ours."""
        there = Merger(theirs.file, self.markers, self._names)
        there._strict = 1
        try:
            made = there._part(base, theirs, None, kind)
        except Clash:
            if self._strict:
                raise
            return (None, _of(theirs)), Added(theirs, theirs.name, conflict=True)
        plain = made[0][1] if made[0] else None
        return made, Added(theirs, self._own_name(theirs, kind), there.edits, plain)


def _dated(named: Named, initial: orders.Start, kind: str) -> orders.Names:
    def part(name: Hashable) -> Part:
        return next(side[name] for side in (named.ours, named.theirs, named.base) if name in side)

    def day(name: Hashable) -> str:
        return part(name).value("date") or part(name).node.value

    def is_review(name: Hashable) -> bool:
        return bool(part(name).value("review")) and kind == "reports"

    order = orders.by_date(initial, day, is_review)
    orders.refuse_misplaced(named, order, day, is_review)
    return order


def _of(part: Part) -> Side:
    return part.name, part.plain


def _taken_whole(base: Part, ours: Part, theirs: Part) -> bool:
    """Whether their text can replace ours unchanged, without losing a comment. Only theirs has changed."""
    if not ours.block or (ours.nested and ours.node.kind == theirs.node.kind):
        return False
    return theirs.block or (theirs.plain != base.plain and not ours.remarks)
