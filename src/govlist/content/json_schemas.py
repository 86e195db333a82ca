"""JSON Schemas of the outputs, made from the modules of shapes, under the names of `govlist schema`."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from govlist.content import edit_shapes as edits
from govlist.content import file_shapes as files
from govlist.content import many_shapes as many
from govlist.content import shapes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OUTPUTS: dict[str, Any] = {
    "error": shapes.Error,
    "validate": shapes.Validation,
    "explain": list[shapes.Rule],
    "list": list[shapes.Task],
    "list-unit": list[shapes.TaskOfUnit],
    "list-pairs": list[shapes.PairRow],
    "show": shapes.ShownTask,
    "status": shapes.ListStatus,
    "status-unit": shapes.UnitStatus,
    "status-trend": list[shapes.TrendLine],
    "units": shapes.Roster,
    "diff": list[shapes.ChangeRow],
    "diff-files": list[shapes.Difference],
    "chase": list[shapes.DueUnit],
    "chase-record": edits.ChaseEdit,
    "mark": edits.EditWithRest,
    "unmark": edits.Edit,
    "confirm": edits.EditWithRest,
    "return": edits.Edit,
    "assign": edits.AssignEdit,
    "assign-open": list[shapes.UnsettledTask],
    "units-rename": edits.RenameEdit,
    "close": edits.CloseEdit,
    "reopen": edits.CloseEdit,
    "undo": edits.UndoEdit,
    "undo-list": list[edits.KeptWrite],
    "restore": edits.UndoEdit,
    "collect": edits.Collected,
    "import": edits.Imported,
    "import-into": edits.EditionEdit,
    "config": files.Settings,
    "config-key": files.Setting,
    "config-set": files.SettingEdit,
    "view": list[files.SavedView],
    "my": shapes.DueUnit,
    "query": list[many.AnswerRow],
    "query-tables": list[many.StoreTable],
    "query-examples": list[many.Question],
    "doctor": files.Diagnosis,
    "init": files.Created,
    "merge": files.Merged,
    "gather": many.Gathered,
    "match": many.Matches,
    "export": files.Files,
    "chase-notices": files.Files,
    "export-json": files.Export,
    "export-record": files.AnnualRecord,
    "overview": many.Overview,
    "overview-files": files.Files,
    "overview-trend": list[shapes.TrendLine],
}
"""The outputs by name: the command, and what tells its outputs apart."""

Schema = dict[str, Any]
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def schema(output: str) -> Schema:
    """The schema of an output. Raises KeyError if there is none of that name."""
    definitions: Schema = {}
    whole = _schema(OUTPUTS[output], definitions)
    head = {"$schema": DIALECT, "title": f"govlist {output}"}
    return {**head, **whole, "$defs": dict(sorted(definitions.items()))}


def text(output: str) -> str:
    """The schema as it is printed."""
    return json.dumps(schema(output), ensure_ascii=False, indent=2) + "\n"


def described(kind: Any) -> tuple[Any, tuple[Any, ...], str]:
    """A type, what marks it, and its description."""
    marks: tuple[Any, ...] = ()
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        marks = tuple(more)
    words = [mark for mark in marks if type(mark) is str]
    return kind, tuple(mark for mark in marks if type(mark) is not str), " ".join(words)


@cache
def keys(kind: Any) -> dict[str, Any]:
    """The keys of an object with their types."""
    return get_type_hints(kind, include_extras=True)


def _schema(kind: Any, definitions: Schema) -> Schema:
    kind, marks, words = described(kind)
    made: Schema = {"description": words} if words else {}
    if is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # reserves its place, if an object were to hold itself
            definitions[kind.__name__] = _object(kind, definitions)
        return {**made, "$ref": f"#/$defs/{kind.__name__}"}
    for mark in marks:
        made |= {"format": str(mark)} if isinstance(mark, shapes.Format) else {"enum": list(mark)}
    if get_origin(kind) is list:
        return {**made, "type": "array", "items": _schema(get_args(kind)[0], definitions)}
    if get_origin(kind) is Literal:
        return {**made, "type": "string", "enum": list(get_args(kind))}
    if get_origin(kind) in (Union, UnionType):
        return {**made, "anyOf": [_schema(each, definitions) for each in get_args(kind)]}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {**made, "type": "string", "enum": list(kind)}
    return {**made, "type": _TYPES[kind]} if kind is not Any else made


def _object(kind: Any, definitions: Schema) -> Schema:
    made: Schema = {
        "description": kind.__doc__,
        "type": "object",
        "properties": {key: _schema(each, definitions) for key, each in keys(kind).items()},
        "required": list(keys(kind)),
        "additionalProperties": False,
    }
    if kind in shapes.OFFICE_KEYS:
        made["patternProperties"] = {"^x-": True}
    if kind in many.ANY_KEYS:
        made["additionalProperties"] = True
    return made
