"""Words with one meaning where they stand, though not in the file's form: statuses, days, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from govlist.base.dates import iso_day
from govlist.base.errors import Location
from govlist.base.text import CONTROL, INVISIBLE
from govlist.model import fields
from govlist.model.checklist import (
    Chase,
    Checklist,
    Group,
    Report,
    Responsible,
    Section,
    Task,
    Topic,
    Unit,
)
from govlist.model.fields import Form, Keys, Many, Scalar
from govlist.model.states import Status
from govlist.model.words import DONE_AND_GOES_ON, known_status
from govlist.validation.autofix._change import Change
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source
from govlist.yamlfile.writing import quote

KEYS = {
    key
    for kind in (Checklist, Unit, Group, Section, Topic, Task, Responsible, Report, Chase)
    for key in fields.known_keys(kind)
}
"""Every key of the file, wherever it stands."""

_ORDINARY = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NAMES = {"name", "kind", "aliases", "members", "responsible", "unit", "concerned", "successor"}
_DAY = re.compile(r"([0-9]{4})(?:([-./])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def is_key(text: str) -> bool:
    """Whether a word is a key of the file, be it in full-width letters."""
    return _folded(text) in KEYS or text.startswith("x-")


def values(source: Source) -> list[Change]:
    """Every word of the file that has one right form which it does not have."""
    return list(_below(source, source.root, ())) if source.root else []


def _below(source: Source, node: Node, at: Location) -> Iterator[Change]:
    """The changes in a value and all that it holds."""
    if node.kind == "scalar":
        yield from _scalar(source, node, at)
    for index, item in enumerate(node.items):
        yield from _below(source, item, (*at, index))
    for key, value in node.values.items():
        yield from _key(source, node, at, key)
        if not key.startswith("x-"):
            yield from _below(source, value, (*at, key))


def _scalar(source: Source, node: Node, at: Location) -> Iterator[Change]:
    """A value written as its key wants it."""
    right = _right(at, node.value)
    if right is None or right == node.value or not _plain(source, node):
        return
    text = quote(right) if _owner(at) in _NAMES else right
    yield Change(node.start, node.end, text, at, value=right)


def _key(source: Source, mapping: Node, at: Location, key: str) -> Iterator[Change]:
    """A key in ordinary letters, a unit's name without blanks around it, a colon between key and value."""
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
    """Inside braces `name：区教体局` is one long key without a value."""
    key = str(at[-1])
    word, _colon, value = key.partition("：")
    value = value.strip()
    node = mapping.keys[key]
    if word in _known(at[:-1]) and word not in mapping.keys and value:
        place = source.text.index("：", node.start)
        blank = "" if source.text[place + 1 :].startswith(" ") else " "
        yield Change(place, place + 1, ":" + blank, at, value=value, key=word)


def _right(at: Location, text: str) -> str | None:
    """How a value reads in its right form, None where nothing is known of it."""
    form = fields.at(at)
    while isinstance(form, Many):
        form = form.item
    if not isinstance(form, Scalar):
        return _trimmed(text) or None if _owner(at) in _NAMES else None
    if form.kind is date:
        return _day(text)
    if form.kind is int:
        number = _folded(text)
        return number if number.isascii() and number.isdigit() else None
    return _status(text) if form.kind is Status else None


def _known(at: Location) -> Mapping[str, Form]:
    """The keys that are known in the mapping at a path."""
    form = fields.at(at)
    return form.forms if isinstance(form, Keys) else {}


def _owner(at: Location) -> str:
    """The key that a value stands under, itself or in a list."""
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
    """The token of the office's word; a word that says more than one token stays."""
    word = _folded(text)
    known = None if word.startswith(DONE_AND_GOES_ON) else known_status(word)
    return str(known) if known else None


def _trimmed(text: str) -> str:
    """Without blanks around it, full-width ones and those that show nothing included."""
    return re.sub(rf"^(?:\s|{INVISIBLE.pattern})+|(?:\s|{INVISIBLE.pattern})+$", "", text)


def _folded(text: str) -> str:
    """In ordinary letters, digits and marks."""
    return _trimmed(text).translate(_ORDINARY)


def _plain(source: Source, node: Node) -> bool:
    """Whether a word stands whole on one line, without anchor or tag, and holds nothing hidden."""
    text = source.text[node.start : node.end]
    return bool(text) and text[0] not in "&!|>?" and "\n" not in text and not CONTROL.search(text)
