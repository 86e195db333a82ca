"""Data that is right becomes the model without pydantic; what is not is left to the schema, which agrees."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import files

from govlist.validation import building, load
from govlist.validation.schema import Reading


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values inside a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from places(inner, (*path, step))


ODD = ["", "no", "0", "2024-02-30", "done ", [], {}, [""], ["x"], {"x": "1"}, {"x-a": "1"}, {"extra": "1"}]
"""What may stand where something else is wanted."""


@given(files())
def test_sound_data_becomes_the_schemas_model(file: bytes) -> None:
    plain = load.check("checklist.yaml", file).source.plain
    assert building.checklist(plain) == Reading(plain).checklist


@given(files(), st.data())
def test_what_the_schema_refuses_is_unsound_and_nothing_else(file: bytes, data: st.DataObject) -> None:
    plain = copy.deepcopy(load.check("checklist.yaml", file).source.plain)
    *above, last = data.draw(st.sampled_from(list(places(plain))))
    holder = plain
    for step in above:
        holder = holder[step]
    what = data.draw(st.sampled_from(["change", "drop", "add"]))
    if what == "change":
        holder[last] = data.draw(st.sampled_from(ODD))
    elif what == "drop":
        del holder[last]
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["x-a", "notes", "extra", "omitted", "topics", "tasks"]))] = "1"
    reading = Reading(copy.deepcopy(plain))
    if reading.faults:
        with pytest.raises(building.Unsound):
            building.checklist(plain)
    else:
        assert building.checklist(plain) == reading.checklist


@pytest.mark.parametrize("plain", [None, "", [], "text", {}, {"title": "x"}])
def test_what_is_no_list_is_unsound(plain: Any) -> None:
    with pytest.raises(building.Unsound):
        building.checklist(plain)
