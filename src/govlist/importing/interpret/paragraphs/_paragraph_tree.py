"""Paragraphs as a tree by their marks, and which of them are headings, tasks, or parts of tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govlist.documents import marks
from govlist.importing.interpret.entries import Words
from govlist.importing.interpret.paragraphs import _statements
from govlist.importing.interpret.paragraphs._statements import Statement
from govlist.importing.interpret.paragraphs.paragraph_parts import Line
from govlist.importing.interpret.responsible import unit_names
from govlist.model.checklist import Role

PLAIN = 99
"""The rank of tasks that are paragraphs without a mark."""
_TOPIC, _NUMBERED, _DEEPER = (marks.RANKS[level] for level in (marks.TOPIC, marks.NUMBERED, marks.DEEPER))
_SHORT = 20
"""Characters of a heading without a mark."""
_WORD_LAST = re.compile(r"\w$")
_MANY_PARTS = 3
"""How many more parts like （1） than other lines must name units, for them to be the tasks."""
_OFFICE = re.compile(r"(?:局|委|办|办公室|科|室|股|处|中心|大队|支队|部|院|公司|集团)$")


@dataclass(slots=True, eq=False)
class Node:
    """A marked line, the plain lines below it, and the lines of deeper ranks below those."""

    line: Line | None = None
    """None for the root."""
    body: list[Line] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    heads: bool = False
    """Whether it is a heading whose units are responsible for what is below it."""

    @property
    def rank(self) -> int:
        """Its rank; the root is above all."""
        return (self.line.rank or 0) if self.line is not None else 0

    @property
    def own(self) -> list[Line]:
        """Its line and body."""
        return [self.line, *self.body] if self.line is not None else self.body

    @property
    def owned(self) -> bool:
        """Whether its line or body says who is responsible."""
        return any(line.said.who for line in self.own)

    @property
    def title(self) -> str:
        """Its text as a heading."""
        return self.line.text.partition("。")[0].rstrip("：:") if self.line is not None else ""

    def walk(self) -> Iterator[Node]:
        """It and all nodes below it, in the document's order."""
        yield self
        for node in self.below:
            yield from node.walk()

    def lines(self) -> Iterator[Line]:
        """All lines of it and below it, in the document's order."""
        for node in self.walk():
            yield from node.own

    @property
    def owned_anywhere(self) -> bool:
        """Whether anything in it says who is responsible."""
        return any(node.owned for node in self.walk())


def tree(lines: Sequence[Line]) -> Node:
    """The lines as a tree: a line is below the last one of a higher rank."""
    for line, below in pairwise(lines):
        _rank_unit(line, below)
    _rank_plain_headings(lines)
    root = Node()
    path = [root]
    for line in lines:
        if line.rank is None:
            path[-1].body.append(line)
            continue
        while path[-1].rank >= line.rank:
            path.pop()
        node = Node(line)
        path[-1].below.append(node)
        path.append(node)
    return root


def _rank_unit(line: Line, below: Line) -> None:
    """A unit's name without a mark, right above the first of its items, is a heading."""
    if line.rank is not None or line.said or below.rank is None or below.number != 1:
        return
    if line.text.endswith(("：", ":")) or _statements.says_who(line.text):
        words = unit_names.of_heading(line.text)
        if _statements.says_who(words):
            line.rank, line.text = min(below.rank - 1, _TOPIC), words


def _rank_plain_headings(lines: Sequence[Line]) -> None:
    """Short lines without a mark, each right above items, are headings if there are several and no others."""
    highest = min((line.rank for line in lines if line.rank is not None), default=0)
    found = [
        line
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if line.rank is None
        and not line.said
        and line.is_title
        and len(line.text) <= _SHORT
        and _WORD_LAST.search(line.text)
        and below.rank == highest
        and (above.said or not above.below_mark)
    ]
    if len(found) > 1 and highest >= _NUMBERED:
        for line in found:
            line.rank = _TOPIC


def give_heads(root: Node) -> None:
    """Find the headings whose units are responsible for what is below: with a bracket, or a unit's name."""
    elsewhere = root.owned_anywhere
    for parent in list(root.walk()):
        for rank in {node.rank for node in parent.below}:
            nodes = [node for node in parent.below if node.rank == rank]
            _heads_with_units(nodes)
            _heads_that_are_units(nodes, elsewhere)


def _heads_with_units(nodes: Sequence[Node]) -> None:
    """Mark headings like 一、强化甲项（区科技局牵头） if most with units have numbered items below."""
    stated = [node for node in nodes if _stated_above_items(node)]
    alone = [node for node in nodes if node.owned and node not in stated]
    for node in nodes:
        items_owned = any(child.owned_anywhere for child in node.below)
        node.heads = node in stated and (items_owned or len(stated) > len(alone))


def _stated_above_items(node: Node) -> bool:
    if node.line is None or not node.line.is_title or node.rank > _TOPIC or not node.below:
        return False
    stated = node.line.said.who or any(line.labels_only and line.said.who for line in node.body)
    return bool(stated) and all(child.rank <= _NUMBERED for child in node.below)


def _heads_that_are_units(nodes: Sequence[Node], elsewhere: bool) -> None:
    """Mark headings that are units' names: a list ordered by unit.

    Where units are named `elsewhere`, too, every heading must be one: 一、美丽乡村 only looks like a name.
    """
    above = [node for node in nodes if node.below or node.body]
    names = {id(node): words for node in above if (words := _unit_words(node))}
    sure = sum(_statements.says_who(words) or bool(_OFFICE.search(words)) for words in names.values())
    if len(names) * 2 <= len(above) or sure * 2 <= len(names) or (elsewhere and len(names) < len(above)):
        return
    for node in above:
        unit = names.get(id(node))
        if unit is not None and node.line is not None:
            node.line.text = unit
            node.line.said = Statement([Words(unit, Role.RESPONSIBLE)]).and_then(node.line.said)
            node.heads = True


def _unit_words(node: Node) -> str:
    """The unit's name that a heading consists of; empty if it is anything else."""
    if node.line is None or node.line.said.who or not node.line.is_title:
        return ""
    words = unit_names.of_heading(node.line.text)
    return words if _statements.names_units(words) else ""


def around(root: Node) -> dict[int, bool]:
    """The nodes before the first one with units (False) and after the last one (True), by their ids."""
    nodes = list(root.walk())
    below_heads = {id(node) for head in nodes if head.heads for node in head.walk()}
    owned = [place for place, node in enumerate(nodes) if node.owned or id(node) in below_heads]
    if not owned:
        return {}
    before = {id(node): False for node in nodes[: owned[0]] if not node.owned_anywhere}
    return before | {id(node): True for node in nodes[owned[-1] + 1 :]}


def task_rank(root: Node) -> int | None:
    """The rank of most lines that say who is responsible; None if none does.

    A statement at the end of several parts, none of which has its own, belongs to the line above them.
    """
    votes: Counter[int] = Counter()
    for node in root.walk():
        if node.heads:
            votes.update(_ranks_of_items(node))
            continue
        plain = [line for line in node.body if line.said.who and _is_own_task(node, line)]
        votes[PLAIN] += len(plain)
        votes[node.rank or PLAIN] += node.owned and not plain
    for parent in _stated_at_the_end(root):
        votes[parent.below[-1].rank] -= 1
        votes[parent.rank] += 1
    above = sum(count for rank, count in votes.items() if rank < _DEEPER or rank == PLAIN)
    for rank in list(votes):  # parts of a few tasks are not the tasks of the document
        if _DEEPER <= rank < PLAIN and votes[rank] < _MANY_PARTS * above:
            del votes[rank]
    best = max(votes, key=lambda rank: (votes[rank], rank), default=None)
    return best if best is not None and votes[best] > 0 else None


def _ranks_of_items(head: Node) -> Iterator[int]:
    """The ranks of the items below a heading with units, which name nobody themselves."""
    if not head.below:
        yield PLAIN
    for node in head.below:
        if not node.owned_anywhere:
            yield from _ranks_of_items(node) if is_group(node) else (node.rank,)


def is_group(node: Node) -> bool:
    """Whether a line can be a heading above numbered items."""
    numbered = [child for child in node.below if child.rank <= _NUMBERED]
    return bool(numbered) and node.line is not None and node.line.is_title and not node.body


def has_plain_tasks(node: Node) -> bool:
    """Whether plain lines below a heading are tasks of their own."""
    return any(line.said.who and _is_own_task(node, line) for line in node.body)


def _is_own_task(node: Node, line: Line) -> bool:
    """Whether a plain line with units is a task of its own, not the end of the text above it."""
    if node.line is None:
        return True
    heading = node.rank <= _TOPIC and node.line.is_title and not node.line.said.who
    if heading and node.line.text.endswith("。"):
        return bool(line.text) and sum(bool(other.said.who) for other in node.body) > 1
    return heading and any(other.text for other in node.body)


def _stated_at_the_end(root: Node) -> Iterator[Node]:
    """The lines with several parts of which only the last says who is responsible, for all of them."""
    several = [node for node in root.walk() if len(node.below) > 1]
    alone = [node for node in several if not any(child.owned_anywhere for child in node.below[:-1])]
    for node in alone:
        if node.owned or not node.below[-1].owned:
            continue
        last = node.below[-1]
        alike = [other for other in several if other.rank == node.rank]
        same = len(alike) > 1 and all(other in alone for other in alike)
        apart = any(line.labels_only and line.said.who for line in last.body)
        if last.rank >= _DEEPER or (same and (node.rank >= _TOPIC or apart)):
            yield node
