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
from govlist.yamlfile.writing import quote

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

    def files(self, was: File, new: File) -> tuple[Any, Any]:
        """Merge whole files. Returns the plain data with our side of every conflict, and with their side."""
        mine = self.file
        if mine.root is None or new.root is None:
            raise Clash
        note_renamed(was.root, mine.root)
        note_renamed(was.root, new.root)
        here, there = ({old: name for name, old in file.old_names.items()} for file in (mine, new))
        self._names = {**here, **{old: name for old, name in there.items() if old not in here}}
        for old in here.keys() & there.keys():
            if here[old] != there[old]:  # a conflict: each side keeps its name
                del self._names[old]
        self._edit(comments.tail(was.root, mine.root, new.root, self.markers))
        return self._value(was.root, mine.root, new.root, "")

    # -- one part ------------------------------------------------------------------------------

    def _part(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> Two:
        kept = len(self.edits)
        may_lack = kind in OPTIONAL and mine.key is not None
        if new is not None:
            made = self._both(was, mine, new, kind)
        elif was is None:
            made = self._alone(mine, kind)
        elif may_lack and mine.parts:
            made = self._without(was, mine, kind)
        elif same(mine, was) and mine.above == was.above:
            made = GONE
        else:
            made = self._conflict(mine, None)
        if may_lack and mine.plain and all(side is None or side[1] in ([], {}) for side in made):
            del self.edits[kept:]  # it is empty now: remove all of it
            return GONE
        return made

    def _both(self, was: Part | None, mine: Part, new: Part, kind: str) -> Two:
        """Merge a part that both sides have."""
        strict = was is None and kind in ENTITIES and mine.key is None
        kept = len(self.edits)
        self._strict += strict
        try:
            self._edit(comments.above(was, mine, new, self.markers))
            kept = len(self.edits)
            if same(new, was) or same(new, mine):
                return self._alone(mine, kind)
            if was is not None and same(mine, was) and _taken_whole(was, mine, new):
                plain, edits = self._with_new_names(new, kind)
                text = lines(new, mine.column, edits, above=False, plain=plain)[mine.column :]
                self.edits.append(Edit.plain(mine.start, mine.stop, text))
                return (new.name, plain), (new.name, plain)
            self._edit(comments.beside(was, mine, new))
            name = self._renamed(mine, self._key(was, mine, new, kind))
            value = self._value(was, mine, new, kind)
            return (name, value[0]), (name, value[1])
        except Clash:
            del self.edits[kept:]
        finally:
            self._strict -= strict
        return self._conflict(mine, new)

    def _alone(self, mine: Part, kind: str) -> Two:
        """Merge a part that theirs has not changed."""
        name = self._renamed(mine, self._own_name(mine, kind))
        plain, edits = self._with_new_names(mine, kind)
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
                more = [*more, Edit.plain(each.key.start, each.key.end, quote(key))]
            plain.append((key, value))
            edits += more
        return dict(plain) if part.node.kind == "mapping" else [value for _key, value in plain], edits

    def _without(self, was: Part, mine: Part, kind: str) -> Two:
        """Merge a list that theirs has removed, as if it were empty there."""
        kept = len(self.edits)
        try:
            name = self._renamed(mine, self._own_name(mine, kind))
            value = self._value(was, mine, None, kind)
        except Clash:
            del self.edits[kept:]
            return self._conflict(mine, None)
        return (name, value[0]), (name, value[1])

    def _own_name(self, part: Part, kind: str) -> str | None:
        """The key of a part that only one side has; a unit renamed by the other side gets its new name."""
        renames = kind == "reports" and part.name is not None
        return self._names.get(old_name(part), part.name or "") if renames else part.name

    def _key(self, was: Part | None, mine: Part, new: Part, kind: str) -> str | None:
        """The merged key of a part that both sides have."""
        if kind == "reports" and old_name(mine) in self._names:
            return self._own_name(mine, kind)
        if new.name in (mine.name, was.name if was else None):
            return mine.name
        if was is not None and mine.name == was.name:
            return new.name
        raise Clash

    def _renamed(self, mine: Part, name: str | None) -> str | None:
        if mine.key is not None and name is not None and name != mine.name:
            self.edits.append(Edit.plain(mine.key.start, mine.key.end, quote(name)))
        return name

    def _conflict(self, mine: Part, new: Part | None) -> Two:
        if self._strict or not mine.block or (new is None and mine.shared):
            raise Clash
        before = self.file.text[mine.line : mine.start]
        theirs = before + lines(new, mine.column, above=False)[mine.column :] if new else ""
        ours = self.file.text[mine.line : mine.stop]
        self.edits.append(Edit.conflict(mine.line, mine.stop, ours, theirs, self.markers))
        return _of(mine), _of(new) if new else None

    def _edit(self, edit: Edit | None) -> None:
        if edit:
            self.edits.append(edit)

    # -- values --------------------------------------------------------------------------------

    def _value(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> tuple[Any, Any]:
        """Merge a value; if `new` is None, theirs is an empty collection."""
        form = mine.node.kind
        if new and not mine.nested and new.plain in (mine.plain, was.plain if was else mine.plain):
            return mine.plain, mine.plain
        if form != "scalar" and (new is None or new.node.kind == form):
            before = was if was and was.node.kind == form else None
            made = self._mapping if form == "mapping" else self._sequence
            return made(before, mine, new, kind)
        if new is None or was is None or mine.plain != was.plain:
            raise Clash
        if self.file.comments(mine.node.start, mine.node.end):
            raise Clash  # the comments would be lost
        self.edits.append(Edit.plain(mine.node.start, mine.node.end, inline(new)))
        return new.plain, new.plain

    def _mapping(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_key(kind, was, mine, new)
        parts, added = self._parts(named, kind)
        held = [name for name in named.mine if name in parts]
        initial = orders.Start(held, [name for name in added if name in parts], list(named.new))
        order = orders.interleaved(initial, named, first=1)
        self.edits += Placing(mine, named, order, added, self.markers).edits()
        ours, theirs = self._sides(mine, kind, order, parts)
        return dict(ours), dict(theirs)

    def _sequence(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_place(kind, was, mine, new)
        parts, added = self._parts(named, kind)
        initial = orders.start(named, parts)
        order = _dated(named, initial, kind) if kind in DATED else orders.interleaved(initial, named)
        placing = Placing(mine, named, order, added, self.markers)
        self.edits = placing.reordered(self.edits) if initial.reordered else self.edits + placing.edits()
        ours, theirs = self._sides(mine, kind, order, parts)
        return [plain for _name, plain in ours], [plain for _name, plain in theirs]

    def _sides(
        self, mine: Part, kind: str, order: orders.Names, parts: Mapping[Hashable, Two]
    ) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
        """The merged contents of a collection, with our side of each conflict and with their side.

        A list in block style cannot be empty. If one side would be, the list itself becomes the conflict.
        """
        ours, theirs = ([side for name in order if (side := parts[name][n])] for n in (0, 1))
        if mine.nested and (bool(ours) != bool(theirs) or (not ours and kind not in OPTIONAL)):
            raise Clash
        return ours, theirs

    def _parts(self, named: Named, kind: str) -> tuple[dict[Hashable, Two], dict[Hashable, Added]]:
        """Merge all parts, without the removed ones; also returns the parts that theirs added."""
        made: dict[Hashable, Two] = {}
        added: dict[Hashable, Added] = {}
        for name, part in named.mine.items():
            made[name] = self._part(
                named.was.get(name), part, named.new.get(name), inner_kind(kind, part.name)
            )
        for name, part in named.new.items():
            if name not in named.mine:
                made[name], added[name] = self._added(named.was.get(name), part, inner_kind(kind, part.name))
        return {name: two for name, two in made.items() if two != GONE}, added

    def _added(self, was: Part | None, new: Part, kind: str) -> tuple[Two, Added]:
        """Merge a part that only theirs has: added in theirs, or removed in ours."""
        there = Merger(new.file, self.markers, self._names)
        there._strict = 1
        try:
            made = there._part(was, new, None, kind)
        except Clash:
            if self._strict:
                raise
            return (None, _of(new)), Added(new, new.name, conflict=True)
        plain = made[0][1] if made[0] else None
        return made, Added(new, self._own_name(new, kind), there.edits, plain)


def _dated(named: Named, initial: orders.Start, kind: str) -> orders.Names:
    def part(name: Hashable) -> Part:
        return next(side[name] for side in (named.mine, named.new, named.was) if name in side)

    def day(name: Hashable) -> str:
        return part(name).value("date") or part(name).node.value

    def is_review(name: Hashable) -> bool:
        return bool(part(name).value("review")) and kind == "reports"

    order = orders.by_date(initial, day, is_review)
    orders.refuse_misplaced(named, order, day, is_review)
    return order


def _of(part: Part) -> Side:
    return part.name, part.plain


def _taken_whole(was: Part, mine: Part, new: Part) -> bool:
    """Whether their text can replace ours unchanged, without losing a comment. Only theirs has changed."""
    if not mine.block or (mine.nested and mine.node.kind == new.node.kind):
        return False
    return new.block or (new.plain != was.plain and not mine.remarks)
