"""The form of the file as JSON Schema 2020-12, for YAML editors.

An editor gives plain scalars a type (`title: 2024` is a number), so numbers and booleans are valid text.
"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import Any

from govlist.base.i18n import _
from govlist.model.deadlines import MONTHLY, MONTHS, DueDays
from govlist.model.fields import CHECKLIST, Form, Keys, Many, Named, Scalar

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema, with descriptions in the language in use."""
    definitions: Schema = {}
    whole = _mapping(CHECKLIST, definitions)
    head = {"$schema": DIALECT, "title": _("govlist checklist"), "$defs": dict(sorted(definitions.items()))}
    return {**head, **whole}


def text() -> str:
    """The schema as it is printed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _mapping(form: Keys, definitions: Schema) -> Schema:
    """The schema of a mapping; schemas of mappings in it are added to `definitions`, by class name."""
    properties = {
        key: {"description": _(form.words[key]), **_value(value, definitions)}
        for key, value in form.forms.items()
    }
    made: Schema = {"additionalProperties": False, "properties": properties, "required": form.required}
    if form.office:
        made["patternProperties"] = {"^x-": True}
    if form.one_of:
        made["oneOf"] = [{"required": [key]} for key in form.one_of]
    return {**made, "type": "object"}


def _value(form: Form, definitions: Schema) -> Schema:
    match form:
        case Many():
            many: Schema = {"type": "array", "items": _value(form.item, definitions)}
            many |= {"minItems": 1} if form.filled else {}
            return {"anyOf": [many["items"], many]} if form.single else many
        case Named():
            return {"type": "object", "additionalProperties": _value(form.item, definitions)}
        case Keys():
            definitions[form.kind.__name__] = _mapping(form, definitions)
            made = {"$ref": f"#/$defs/{form.kind.__name__}"}
            return {"anyOf": [TEXT, made]} if form.short else made
        case Scalar():
            return _code(form.pattern) if form.pattern else _scalar(form.kind, form.allowed)
    return TEXT


def _code(pattern: str) -> Schema:
    """An editor gives digits without quotes the type of a number, and patterns are for strings alone."""
    return {"type": ["string", "integer"], "pattern": f"^(?:{pattern})$"}


def _scalar(kind: type, allowed: range) -> Schema:
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": list(kind)}
    if kind is date:
        return {"type": "string", "format": "date"}
    if kind is DueDays:
        monthly = {"type": "string", "pattern": f"^(?:{MONTHLY})$"}
        return {"anyOf": [_scalar(date, allowed), monthly, {"type": "string", "enum": list(MONTHS)}]}
    if kind is bool:
        return {"type": "boolean"}
    return {"type": "integer", "minimum": allowed[0], "maximum": allowed[-1]}
