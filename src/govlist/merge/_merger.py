"""The walk down three files at once: what each part comes to be, as edits of our text and as plain data."""

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
"""What comes to be of a part: its key and plain value, or nothing."""
Two = tuple[Side, Side]
"""The same with our side of each conflict, and with theirs."""

GONE: Two = (None, None)


class Merger:
    """Gathers the edits of one file. A Clash is caught by the nearest part with lines of its own."""

    def __init__(self, file: File, markers: Markers, names: Mapping[str, str] | None = None) -> None:
        self.file = file
        self.markers = markers
        self.edits: list[Edit] = []
        self._strict = 0
        """While this is not 0, no conflict is written further in."""
        self._names = dict(names or {})
        """What the base calls units → their names in the merged file, where they have been renamed."""

    def files(self, was: File, new: File) -> tuple[Any, Any]:
        """Merge whole files that hold data; the plain data with our side of every conflict, with theirs."""
        mine = self.file
        if mine.root is None or new.root is None:
            raise Clash
        note_renamed(was.root, mine.root)
        note_renamed(was.root, new.root)
        here, there = ({old: name for name, old in file.old_names.items()} for file in (mine, new))
        self._names = {**here, **{old: name for old, name in there.items() if old not in here}}
        for old in here.keys() & there.keys():
            if here[old] != there[old]:  # a conflict, so each side keeps its own
                del self._names[old]
        self._edit(comments.tail(was.root, mine.root, new.root, self.markers))
        return self._value(was.root, mine.root, new.root, "")

    # -- one part ------------------------------------------------------------------------------

    def _part(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> Two:
        """What becomes of a part of ours."""
        mark = len(self.edits)
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
            del self.edits[mark:]  # nothing is left of it: it goes as a whole
            return GONE
        return made

    def _both(self, was: Part | None, mine: Part, new: Part, kind: str) -> Two:
        """A part that both sides hold."""
        strict = was is None and kind in ENTITIES and mine.key is None
        mark = len(self.edits)
        self._strict += strict
        try:
            self._edit(comments.above(was, mine, new, self.markers))
            mark = len(self.edits)
            if same(new, was) or same(new, mine):
                return self._alone(mine, kind)
            if was is not None and same(mine, was) and _as_a_whole(was, mine, new):
                plain, edits = self._fitted(new, kind)
                text = lines(new, mine.column, edits, above=False, plain=plain)[mine.column :]
                self.edits.append(Edit.plain(mine.start, mine.stop, text))
                return (new.name, plain), (new.name, plain)
            self._edit(comments.beside(was, mine, new))
            name = self._renamed(mine, self._key(was, mine, new, kind))
            value = self._value(was, mine, new, kind)
            return (name, value[0]), (name, value[1])
        except Clash:
            del self.edits[mark:]
        finally:
            self._strict -= strict
        return self._conflict(mine, new)

    def _alone(self, mine: Part, kind: str) -> Two:
        """A part that theirs has not touched."""
        name = self._renamed(mine, self._own_name(mine, kind))
        plain, edits = self._fitted(mine, kind)
        self.edits += edits
        return (name, plain), (name, plain)

    def _fitted(self, part: Part, kind: str) -> tuple[Any, list[Edit]]:
        """What a part says, and the edits of its text, with units under their names in the merged file."""
        if not self._names or not part.parts:
            return part.plain, []
        plain, edits = [], []
        for each in part.parts:
            inner = inner_kind(kind, each.name)
            value, more = self._fitted(each, inner)
            key = self._own_name(each, inner)
            if each.key and key and key != each.name:
                more = [*more, Edit.plain(each.key.start, each.key.end, quote(key))]
            plain.append((key, value))
            edits += more
        return dict(plain) if part.node.kind == "mapping" else [value for _key, value in plain], edits

    def _without(self, was: Part, mine: Part, kind: str) -> Two:
        """A list that theirs has not any more, which is as if it were empty there."""
        mark = len(self.edits)
        try:
            name = self._renamed(mine, self._own_name(mine, kind))
            value = self._value(was, mine, None, kind)
        except Clash:
            del self.edits[mark:]
            return self._conflict(mine, None)
        return (name, value[0]), (name, value[1])

    def _own_name(self, part: Part, kind: str) -> str | None:
        """The key of what one side alone holds; a unit that the other has renamed gets its new name."""
        renames = kind == "reports" and part.name is not None
        return self._names.get(old_name(part), part.name or "") if renames else part.name

    def _key(self, was: Part | None, mine: Part, new: Part, kind: str) -> str | None:
        """The key of what both sides hold."""
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
        """Both sides of a part between markers, on lines of their own."""
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
        """What becomes of a value; where `new` is None theirs is an empty collection."""
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
            raise Clash  # they would be lost
        self.edits.append(Edit.plain(mine.node.start, mine.node.end, inline(new)))
        return new.plain, new.plain

    def _mapping(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_key(kind, was, mine, new)
        parts, added = self._parts(named, kind)
        held = [name for name in named.mine if name in parts]
        begun = orders.Start(held, [name for name in added if name in parts], list(named.new))
        order = orders.woven(begun, named, first=1)
        self.edits += Placing(mine, named, order, added, self.markers).edits()
        ours, theirs = self._sides(mine, kind, order, parts)
        return dict(ours), dict(theirs)

    def _sequence(self, was: Part | None, mine: Part, new: Part | None, kind: str) -> tuple[Any, Any]:
        named = by_place(kind, was, mine, new)
        parts, added = self._parts(named, kind)
        begun = orders.start(named, parts)
        order = _dated(named, begun, kind) if kind in DATED else orders.woven(begun, named)
        placing = Placing(mine, named, order, added, self.markers)
        self.edits = placing.turned(self.edits) if begun.turned else self.edits + placing.edits()
        ours, theirs = self._sides(mine, kind, order, parts)
        return [plain for _name, plain in ours], [plain for _name, plain in theirs]

    def _sides(
        self, mine: Part, kind: str, order: orders.Names, parts: Mapping[Hashable, Two]
    ) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
        """What a collection comes to hold on each side of the conflicts in it.

        A list in block style cannot be empty, so not on one side either: then it is the conflict.
        """
        ours, theirs = ([side for name in order if (side := parts[name][n])] for n in (0, 1))
        if mine.nested and (bool(ours) != bool(theirs) or (not ours and kind not in OPTIONAL)):
            raise Clash
        return ours, theirs

    def _parts(self, named: Named, kind: str) -> tuple[dict[Hashable, Two], dict[Hashable, Added]]:
        """What becomes of all parts, those left out that go; and of them those that come from theirs."""
        made: dict[Hashable, Two] = {}
        added: dict[Hashable, Added] = {}
        for name, part in named.mine.items():
            made[name] = self._part(
                named.was.get(name), part, named.new.get(name), inner_kind(kind, part.name)
            )
        for name, part in named.new.items():
            if name not in named.mine:
                made[name], added[name] = self._come(named.was.get(name), part, inner_kind(kind, part.name))
        return {name: two for name, two in made.items() if two != GONE}, added

    def _come(self, was: Part | None, new: Part, kind: str) -> tuple[Two, Added]:
        """A part that theirs alone holds: added there, or taken out of ours."""
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


def _dated(named: Named, begun: orders.Start, kind: str) -> orders.Names:
    def part(name: Hashable) -> Part:
        return next(side[name] for side in (named.mine, named.new, named.was) if name in side)

    def day(name: Hashable) -> str:
        return part(name).value("date") or part(name).node.value

    def is_review(name: Hashable) -> bool:
        return bool(part(name).value("review")) and kind == "reports"

    order = orders.dated(begun, day, is_review)
    orders.refuse_astray(named, order, day, is_review)
    return order


def _of(part: Part) -> Side:
    return part.name, part.plain


def _as_a_whole(was: Part, mine: Part, new: Part) -> bool:
    """Whether theirs, which alone has changed, comes in its own bytes: ours then loses no comment."""
    if not mine.block or (mine.nested and mine.node.kind == new.node.kind):
        return False
    return new.block or (new.plain != was.plain and not mine.remarks)
