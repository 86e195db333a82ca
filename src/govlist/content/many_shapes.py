"""The shapes of the JSON of commands about many lists; see `shapes`."""

from __future__ import annotations

from typing import Annotated, TypedDict


class AnswerRow(TypedDict):
    """A row of an answer: its keys are the columns that the SQL names, in their order."""


class StoreColumn(TypedDict):
    """A column of a table or view."""

    name: Annotated[str, "Its name."]
    type: Annotated[str, "Its type in SQL."]
    optional: Annotated[bool, "Whether it may be empty (NULL)."]
    meaning: Annotated[str, "Its meaning, in the language of messages."]


class StoreTable(TypedDict):
    """A table or view of a store."""

    name: Annotated[str, "Its name; of a view for a day with `(day)`."]
    meaning: Annotated[str, "What a row is, in the language of messages."]
    columns: Annotated[list[StoreColumn], "Its columns in their order; none where another view has the same."]


class Question(TypedDict):
    """A question to a store."""

    number: Annotated[int, "Its number for `--example`."]
    name: Annotated[str, "Its name for `--example`."]
    title: Annotated[str, "The question, in the language of messages."]
    sql: Annotated[str, "Its SQL, for the day that was asked about."]


ANY_KEYS = (AnswerRow,)
"""The objects whose keys are not govlist's."""
