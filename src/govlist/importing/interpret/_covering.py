"""Rules → the tasks they cover: 列第一位的为牵头单位，下同. Each is a doubt that says what it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from govlist.base.i18n import _, n_
from govlist.documents import tidy
from govlist.documents.document import Document, Doubt, DoubtKind, Paragraph, Place
from govlist.importing.interpret.entries import Item
from govlist.importing.interpret.responsible import rule_sentences, unit_names
from govlist.importing.interpret.responsible.reader import Named, Reading, read
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.importing.interpret.responsible.rule_sentences import Rule, RuleKind
from govlist.model.checklist import Role

_SIGNS_ALIKE = str.maketrans("＊☆△○◇", "*★▲●◆")
_NOBODY = re.compile(r"(?:各|有关|相关|各有关|各相关)?(?:责任|牵头|配合|成员|主管)*(?:单位|部门)")
"""Words that add nobody: the rule says that those who are named work."""
_WHO_LEADS = (RuleKind.FIRST, RuleKind.FIRST_GROUP, RuleKind.SIGN, RuleKind.SOLE)
"""What a note outside of the tasks can say; 由市政府办公室负责 in a note is rarely about the tasks."""
_FOR_ALL = re.compile("均|都|不再|下同")
"""What makes a note with more units worth a doubt: 以下均需各镇街落实. It is not applied."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A rule at a place; `start` is the number of the first task that it covers, None if it covers none."""

    rule: Rule
    place: Place
    start: int | None
    end: int


def apply(
    document: Document, items: Mapping[int, Item], readings: Mapping[int, Reading], known: KnownNames
) -> list[Doubt]:
    """Apply the rules of a document to the readings of its tasks; returns a doubt for each rule."""
    doubts = []
    for placed in _placed(document, items, readings):
        more = read(placed.rule.value, known=known) if placed.rule.kind is RuleKind.ALSO else Reading()
        done = 0
        if placed.start is not None and placed.rule.kind is not RuleKind.OTHER:
            covered = [n for n in readings if placed.start <= n <= placed.end]
            done = sum(_applied(placed.rule, readings[n], more.named) for n in covered)
        message = _("“{words}” is a rule for several tasks; it was not applied")
        if done:
            message = n_(
                "“{words}” is a rule; it was applied to {n} task",
                "“{words}” is a rule; it was applied to {n} tasks",
                done,
            )
        doubts.append(Doubt(placed.place, message.format(words=placed.rule.words, n=done), DoubtKind.RULE))
    return doubts


def _placed(
    document: Document, items: Mapping[int, Item], readings: Mapping[int, Reading]
) -> Iterator[_Placed]:
    """Every rule once: those beside units, in the headers of columns, and in notes."""
    last = max(readings, default=0)
    reported: set[str] = set()
    for number, reading in readings.items():
        for rule in reading.rules:
            if rule.words not in reported:
                reported.add(rule.words)
                above = rule.above or rule.kind is RuleKind.OTHER or not _adds(rule)
                here = rule.here and rule.kind in _WHO_LEADS
                yield _Placed(rule, items[number].place, None if above else number, number if here else last)
    labels = {words.label: item.place for item in items.values() for words in item.who}
    for text, place in (*labels.items(), *_notes(document)):
        for rule in rule_sentences.take(text)[1]:
            leads = rule.kind in _WHO_LEADS
            if not (leads or _FOR_ALL.search(rule.words)) or any(rule.words in each for each in reported):
                continue
            reported.add(rule.words)
            yield _Placed(rule, place, min(readings, default=0) if leads else None, last)


def _adds(rule: Rule) -> bool:
    return rule.kind is not RuleKind.ALSO or not _NOBODY.fullmatch(rule.value)


def _notes(document: Document) -> Iterator[tuple[str, Place]]:
    """The texts that may hold a rule: paragraphs and the cells of tables."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield tidy.line(block.text), block.place
            continue
        for row in block.rows:
            yield from (
                (tidy.line(cell.text), row.place)
                for cell in row.cells
                if not (cell.above or cell.left) and "头" in cell.text
            )


def _applied(rule: Rule, reading: Reading, more: Iterable[Named]) -> bool:
    """Apply a rule to a reading; False if it changes nothing."""
    before = list(reading.named)
    leads = any(named.role is Role.LEAD for named in before)
    if rule.kind is RuleKind.ALSO:
        own = {named.name for named in before}
        reading.named += [named for named in more if named.name not in own and unit_names.fits(named.name)]
    elif rule.kind is RuleKind.SIGN:
        sign = rule.value.translate(_SIGNS_ALIKE)
        reading.named = [_given(rule, each, sign in each.sign.translate(_SIGNS_ALIKE)) for each in before]
    elif not leads and before:
        reading.named = [_given(rule, each, _is_first(rule, at, before)) for at, each in enumerate(before)]
    return reading.named != before


def _is_first(rule: Rule, at: int, named: list[Named]) -> bool:
    """Whether a rule about who stands first is about the unit at a place."""
    if rule.kind is RuleKind.SOLE:
        return True
    if rule.kind is RuleKind.FIRST or rule.value == "、":
        return at == 0
    return named[at].clause == named[0].clause and named[-1].clause != named[0].clause


def _given(rule: Rule, named: Named, leads: bool) -> Named:
    """A unit with the role that a rule gives it; one whose role is stated keeps it."""
    if named.role is not Role.RESPONSIBLE or not (leads or rule.others):
        return named
    return replace(named, role=Role.LEAD if leads else Role.SUPPORT)
