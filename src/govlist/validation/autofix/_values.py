"""Fix values with a clear meaning but the wrong form: statuses, days, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from govlist.base.characters import CONTROL, INVISIBLE
from govlist.base.dates import iso_day
from govlist.base.errors import Location
from govlist.model import fields
from govlist.model.checklist import Chase, Checklist, Group, Report, Responsible, Section, Task, Topic, Unit
from govlist.model.deadlines import DueDays, recurring
from govlist.model.fields import Form, Keys, Many, Scalar
from govlist.model.states import Status
from govlist.model.words import DONE_AND_CONTINUED, known_status
from govlist.validation.autofix._change import Change
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source
from govlist.yamlfile.writing import quote

KEYS = {
    key
    for kind in (Checklist, Unit, Group, Section, Topic, Task, Responsible, Report, Chase)
    for key in fields.known_keys(kind)
}
"""All keys of the file."""

_ORDINARY = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NAMES = {"name", "kind", "aliases", "members", "responsible", "unit", "concerned", "successor"}
_OUTSIDE = re.compile(rf"[\s{INVISIBLE.pattern.removeprefix('[')}*")
_DAY = re.compile(r"([0-9]{4})(?:([-./])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def is_key(text: str) -> bool:
    """Whether a word is a key of the file, also in full-width letters."""
    return _folded(text) in KEYS or text.startswith("x-")


def values(source: Source) -> list[Change]:
    """The fixes of all values and keys that are not in their right form."""
    return list(_below(source, source.root, ())) if source.root else []


def _below(source: Source, node: Node, at: Location) -> Iterator[Change]:
    """The fixes in a value and everything in it."""
    if node.kind == "scalar":
        yield from _scalar(source, node, at)
    for index, item in enumerate(node.items):
        yield from _below(source, item, (*at, index))
    for key, value in node.values.items():
        yield from _key(source, node, at, key)
        if not key.startswith("x-"):
            yield from _below(source, value, (*at, key))


def _scalar(source: Source, node: Node, at: Location) -> Iterator[Change]:
    """Fix a value to the form that its key needs."""
    right = _right(at, node.value)
    if right is None or right == node.value or not _plain(source, node):
        return
    text = quote(right) if _owner(at) in _NAMES else right
    yield Change(node.start, node.end, text, at, value=right)


def _key(source: Source, mapping: Node, at: Location, key: str) -> Iterator[Change]:
    """Fix a key: half-width letters, no spaces around a unit's name, a colon before the value."""
    node, value = mapping.keys[key], mapping.values[key]
    if not _plain(source, node):
        return
    if at and at[-1] == "progress":
        right = _trimmed(key)
    else:
        right = _folded(key)
        known = _known(at)
        if key in known or key.startswith("x-"):
            return
        if "：" in key and value.start >= value.end and source.text[node.start] not in "\"'":
            yield from _parted(source, mapping, (*at, key))
            return
        if right not in known:
            return
    if right and right != key and right not in mapping.keys:
        yield Change(node.start, node.end, quote(right), (*at, key), key=right)


def _parted(source: Source, mapping: Node, at: Location) -> Iterator[Change]:
    """Split a key with a full-width colon: inside braces, `name：区教体局` is one key without a value."""
    key = str(at[-1])
    word, _colon, value = key.partition("：")
    value = value.strip()
    node = mapping.keys[key]
    if word in _known(at[:-1]) and word not in mapping.keys and value:
        place = source.text.index("：", node.start)
        blank = "" if source.text[place + 1 :].startswith(" ") else " "
        yield Change(place, place + 1, ":" + blank, at, value=value, key=word)


def _right(at: Location, text: str) -> str | None:
    """The right form of a value, None if it is not known."""
    form = fields.at(at)
    while isinstance(form, Many):
        form = form.item
    if not isinstance(form, Scalar):
        return _trimmed(text) or None if _owner(at) in _NAMES else None
    if form.kind is date:
        return _day(text)
    if form.kind is DueDays:
        every = recurring(text)
        return every.due.text if every and every.exact else _day(text)
    if form.kind is int or form.pattern:
        number = _folded(text)
        return number if number.isascii() and number.isdigit() and form.parse(number) else None
    return _status(text) if form.kind is Status else None


def _known(at: Location) -> Mapping[str, Form]:
    """The known keys of the mapping at a path."""
    form = fields.at(at)
    return form.forms if isinstance(form, Keys) else {}


def _owner(at: Location) -> str:
    """The key of a value, or of the list that it is in."""
    return next((step for step in reversed(at) if isinstance(step, str)), "")


def _day(text: str) -> str | None:
    match = _DAY.fullmatch(_folded(text))
    if not match:
        return None
    year, _mark, *parts = match.groups()
    month, day = (part for part in parts if part)
    right = f"{year}-{month:0>2}-{day:0>2}"
    return right if iso_day(right) else None


def _status(text: str) -> str | None:
    """The token for an office's word; None if the word means more than one token can say."""
    word = _folded(text)
    known = None if word.startswith(DONE_AND_CONTINUED) else known_status(word)
    return str(known) if known else None


def _trimmed(text: str) -> str:
    """Without spaces around it, including full-width and invisible ones."""
    start, end = _OUTSIDE.match(text), _OUTSIDE.match(text[::-1])
    return text[start.end() : len(text) - end.end()] if start and end else text


def _folded(text: str) -> str:
    """In half-width letters, digits and punctuation."""
    return _trimmed(text).translate(_ORDINARY)


def _plain(source: Source, node: Node) -> bool:
    """Whether a value is on one line, without anchor, tag or hidden characters."""
    text = source.text[node.start : node.end]
    return bool(text) and text[0] not in "&!|>?" and "\n" not in text and not CONTROL.search(text)
