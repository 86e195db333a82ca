"""The file's form as JSON Schema 2020-12: pydantic's own, made fit for YAML in an editor.

An editor types plain scalars (`title: 2024` is a number to it), so text takes numbers and booleans; `x-`
keys are the office's own; an entry of `responsible` may be a bare name.
"""

from __future__ import annotations

import json
from typing import Any

from govlist.base.i18n import _

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}
NUMBERS = {"id": (1, 999_999_999), "year": (1000, 9999), "format": (1, 9999), "tasks": (1, 999_999_999)}

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema, descriptions in the language in use."""
    from govlist.validation.schema import generated

    made = generated()
    for definition in (made, *made["$defs"].values()):
        properties = definition.get("properties", {})
        if properties.pop("extra", None) is not None:
            definition["patternProperties"] = {"^x-": True}
        properties.pop("omitted", None)
        for name, value in properties.items():
            properties[name] = _fit(name, value)
    del made["$defs"]["Omitted"]
    _special(made["$defs"])
    return {"$schema": DIALECT, "title": _("govlist checklist"), **_without(made, "title", "description")}


def text() -> str:
    """The schema as it is printed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _fit(name: str, value: Any) -> Any:
    """A property's schema: its words translated, its texts widened, nullable forms and titles dropped."""
    if not isinstance(value, dict):
        return value
    value = _without(value, "title", "default")
    if "anyOf" in value:
        choices = [choice for choice in value.pop("anyOf") if choice != {"type": "null"}]
        value |= choices[0]
    made = {
        key: _fit(name, item) if key in ("items", "additionalProperties") else item
        for key, item in value.items()
    }
    if made.get("type") == "string" and "format" not in made and "enum" not in made:
        made = {**made, **TEXT}
    if made.get("type") == "integer":
        made["minimum"], made["maximum"] = NUMBERS[name]
    if "description" in made:
        made["description"] = _(made["description"])
    return made


def _special(definitions: dict[str, Schema]) -> None:
    """What the file allows beside the model's own form."""
    entry = definitions["Task"]["properties"]["responsible"]
    entry["items"] = {"anyOf": [TEXT, {"$ref": "#/$defs/Responsible"}]}
    for kind, name in (("Task", "responsible"), ("Group", "members")):
        definitions[kind]["properties"][name]["minItems"] = 1
    group = definitions["Group"]["properties"]
    words = group["members"].pop("description")
    group["members"] = {"description": words, "anyOf": [TEXT, group["members"]]}
    definitions["Section"]["oneOf"] = [{"required": ["topics"]}, {"required": ["tasks"]}]
    for definition in definitions.values():
        definition.pop("title", None)
        definition.pop("description", None)  # the class's docstring: for programmers


def _without(schema: Schema, *keys: str) -> Schema:
    return {key: value for key, value in schema.items() if key not in keys}
