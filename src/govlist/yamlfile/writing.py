"""Write YAML values: a report is one line in flow style; text is quoted if YAML would misread it."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any
from unicodedata import category

from govlist.model.checklist import Chase, Group, Office, Report, Unit
from govlist.model.fields import Scalar, keys

# Plain: begins with a letter, digit or opening Chinese mark, without special characters of YAML flow style.
_PLAIN = r"[\w“（《【「][^,?\[\]{}:#\"'\\&*!|>%@`\x00-\x1f]*"
# Words that YAML 1.1 or 1.2 would not read as text.
_TYPED = (
    r"(?i)(?:true|false|yes|no|on|off|null|y|n|[0-9][0-9_.+\-a-f ]*|0[xo][0-9a-f_]+|[0-9.]+e[+-]?[0-9]+"
    r"|nan|inf|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)"
)
_DAYS = {
    key
    for kind in (Report, Chase, Unit)
    for key, form in keys(kind).forms.items()
    if isinstance(form, Scalar) and form.kind is date
}
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\r": "\\r"}


def quote(text: str) -> str:
    """A text as a YAML scalar on one line that reads back as the same text, in flow style too."""
    plain = re.fullmatch(_PLAIN, text) and not re.fullmatch(_TYPED, text) and not text.endswith(" ")
    if plain and not any(map(_needs_escape, text)):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def plain_event(event: Report | Chase | Unit | Group | Office) -> dict[str, Any]:
    """Keys and values of a part of the file, in the order of the documentation, without empty ones."""
    kind: type = type(event)
    values = {key: _plain(getattr(event, key)) for key in keys(kind).forms}
    return {key: value for key, value in (values | dict(getattr(event, "extra", {}))).items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value


def flow(value: Any) -> str:
    """A plain value (text, list, mapping) in flow style. Days are not quoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote(k)}: {member(k, v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value) if isinstance(value, int) else quote(value)


def member(key: str, value: Any) -> str:
    """The value of a key."""
    return str(value) if key in _DAYS else flow(value)


def _needs_escape(char: str) -> bool:
    """Whether a character is a control, format, surrogate or unassigned one, or a line break of libyaml."""
    return category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _needs_escape(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
