"""Whose list it is: its region, city, topic and year, by its own keys, else by its path and a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.many.schema import IDENTITY
from govlist.model import fields
from govlist.model.checklist import Checklist
from govlist.model.words import joined

KEYS = tuple(column.name for column in IDENTITY[1:])
"""The keys of a list that say whose it is; a pattern may have each of them once."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_HEAD = re.compile(rf"^({'|'.join(KEYS)}):[ \t]([^\n]*)", re.MULTILINE)
_VALUE = re.compile(r"\"([^\"\\]*)\"|'([^']*)'|([^\"'\[{{&*!|>#][^#]*)")
_FORMS = {"year": "[0-9]{4}", "region_code": "[0-9]{2,12}"}
_SUFFIXES = (".yaml", ".yml")


class Identity(NamedTuple):
    """The columns that every table begins with; an empty text or 0 for what is not known."""

    list_id: str
    region_code: str
    region: str
    city: str
    topic: str
    year: int

    @property
    def region_key(self) -> tuple[str, str]:
        """What tells regions apart: the code, else the name with the list's folder, never a name alone."""
        if self.region_code:
            return self.region_code, ""
        return self.region, self.list_id.rpartition("/")[0]


class Disagreement(NamedTuple):
    """A key that the list has with another value than its path."""

    key: str
    own: str
    by_path: str

    @property
    def message(self) -> str:
        """Both values, in words."""
        words = _("{key} is {own} in the list, and {by_path} in its path: correct one of them")
        return words.format(key=self.key, own=excerpt(self.own), by_path=excerpt(self.by_path))


def of(list_id: str, own: Mapping[str, str], by_path: Mapping[str, str]) -> Identity:
    """The identity by the keys of a list, and by its path where the list has none."""
    made = {key: own.get(key) or by_path.get(key, "") for key in KEYS}
    return Identity(list_id, **{**made, "year": int(made["year"] or 0)})  # type: ignore[arg-type]


def disagreements(own: Mapping[str, str], by_path: Mapping[str, str]) -> list[Disagreement]:
    """The keys that list and path have with different values."""
    return [
        Disagreement(key, own[key], by_path[key])
        for key in KEYS
        if own.get(key) and by_path.get(key) and own[key] != by_path[key]
    ]


def own(checklist: Checklist) -> dict[str, str]:
    """The keys that a list has, as texts; one that errors removed is left out."""
    values = {key: getattr(checklist, key) for key in KEYS}
    return {key: str(value) for key, value in values.items() if value}


def first_lines(text: str) -> dict[str, str]:
    """The keys at the top of a text that cannot be read as a list, as far as its lines show them."""
    found: dict[str, str] = {}
    for match in _HEAD.finditer(text):
        if value := _VALUE.match(match[2].strip()):
            words = next(filter(None, value.groups()), "").strip()
            if valid(match[1], words):
                found.setdefault(match[1], words)
    return found


def valid(key: str, text: str) -> bool:
    """Whether a list may have this text under the key."""
    try:
        fields.CHECKLIST.forms[key].make(text)
    except fields.InvalidData:
        return False
    return True


def doubles(found: Iterable[Identity]) -> list[tuple[str, ...]]:
    """The lists that have region, topic and year in common: one may be an older copy of the other."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for each in found:
        groups.setdefault((each.region_key, each.topic, each.year), []).append(each.list_id)
    return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]


class Pattern:
    """Where lists lie below their folder: `{region_code}/{year}/{topic}.yaml`."""

    def __init__(self, text: str) -> None:
        """Raises GovlistError for unknown or repeated keys, and where two keys touch."""
        self.text = text
        names = _FIELD.findall(text)
        wrong = [name for name in names if name not in KEYS]
        rest = _FIELD.sub("", text)
        if not names or wrong or len(set(names)) < len(names) or "}{" in text or set(rest) & set("{}"):
            message = _("{pattern} is not a valid pattern of paths").format(pattern=excerpt(text))
            hint = _("write each of {keys} at most once, such as {example}")
            example = "{region_code}/{year}/{topic}.yaml"
            raise GovlistError(
                message, hint=hint.format(keys=joined(f"{{{key}}}" for key in KEYS), example=example)
            )
        body = text.removesuffix(next(filter(text.endswith, _SUFFIXES), ""))
        parts = _FIELD.split(body)
        self._pattern = re.compile(
            "".join(
                f"(?P<{part}>{_FORMS.get(part, '[^/]+?')})" if n % 2 else re.escape(part)
                for n, part in enumerate(parts)
            )
        )

    def match(self, list_id: str) -> dict[str, str] | None:
        """The keys of a list by its path below its folder, without the suffix; None if it does not match."""
        match = self._pattern.fullmatch(list_id)
        found = match.groupdict() if match else None
        if found is None or not all(valid(key, value) for key, value in found.items()):
            return None
        return found


def below(folder: PurePath, path: PurePath) -> str:
    """A file's path below a folder without the suffix, with `/`, in characters that any program reads."""
    words = path.relative_to(folder).with_suffix("").as_posix()
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
