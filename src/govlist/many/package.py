"""`datapackage.json`: the tables described as Frictionless does, made from `schema`."""

from __future__ import annotations

import json
from typing import Any

from govlist.base.i18n import _
from govlist.many import schema
from govlist.many.schema import Type
from govlist.many.store import FILE, Index

NAME = "datapackage.json"
TYPES = {Type.TEXT: "string", Type.NUMBER: "integer", Type.DAY: "date", Type.FLAG: "boolean"}


def text(index: Index) -> str:
    """The description of a version's tables and files, in the language of the run."""
    made = {
        "name": "govlist",
        "version": str(index.schema),
        "description": _("Work lists of many offices, gathered by govlist."),
        "resources": [_resource(table, index) for table in schema.TABLES],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _resource(table: schema.Table, index: Index) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": _(table.meaning),
        "path": [f"{table.name}/{partition}/{FILE}" for partition in index.partitions],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(column) for column in table.columns]},
    }


def _field(column: schema.Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": TYPES[column.type],
        "description": _(column.meaning),
        "constraints": {"required": not column.optional},
    }
