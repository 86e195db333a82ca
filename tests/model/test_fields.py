"""Each key's form: what passes for a number, a day, a flag or a word, and that nothing else does.

Data that is right becomes the model without pydantic; what is not is left to the schema, which agrees.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import files

from govlist.model import fields
from govlist.model.checklist import ChaseLevel, Checklist, Report, Review, Role, Scope
from govlist.model.deadlines import DueDays
from govlist.model.fields import CHECKLIST, InvalidValue, known_keys
from govlist.model.states import Status
from govlist.validation import load
from govlist.validation.schema import Reading

NO_NUMBERS = (
    *("", " 1", "1 ", "+1", "-1", "0", "00", "010", "1_0", "1.0", "1e3", "0x1f", "1,000"),
    *("２０２４", "一", "①", "²", "٣", "1\n", "true", "no", "~"),
)  # fmt: skip
NO_DAYS = (
    *("2024-2-3", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "0000-01-01", "20240203"),
    *("2024-02-03 ", " 2024-02-03", "2024-02-03T00:00:00", "24-02-03", "2024/02/03", "2024年2月3日"),
    *("２０２４-02-03", "2024－02－03", "2024-W05-6", "2024-034", "1718323200", "today", "7d", "2024Q3"),
    "2024-02-03\n",
)
NO_FLAGS = ("True", "TRUE", "yes", "no", "on", "off", "1", "0", "是", "true ", "~", "t")


def reading(path: str, value: Any) -> Any:
    """What becomes of a value under a key such as `units.0.until`; numbers are positions in a list."""
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    plain = value
    for step in reversed(steps):
        plain = [plain] if isinstance(step, int) else {step: plain}
    made = CHECKLIST.typed(plain)
    for step in steps:
        made = made[step]
    return made


TASK = "sections.0.tasks.0"
REPORT = f"{TASK}.progress.区教体局.0"
DAYS = [
    *("closed", "rounds.0", "units.0.until", "chases.0.date", "chases.0.reply_by"),
    *(f"{TASK}.settled", f"{TASK}.overall.0.date", f"{REPORT}.date"),
]
KINDS = {
    **{"id": int, "year": int, "format": int, "day": date, "flag": bool},
    **{"due": DueDays, "code": str},
    **{"status": Status, "review": Review, "role": Role, "scope": Scope, "level": ChaseLevel},
}
FORMS = {
    "id": [f"{TASK}.id", "sections.0.topics.0.tasks.0.id", "chases.0.tasks.0"],
    "year": ["year"],
    "format": ["format"],
    "day": DAYS,
    "due": [f"{TASK}.due.0"],
    "code": ["region_code"],
    "flag": ["confirm", f"{TASK}.standing"],
    "status": [f"{REPORT}.status", f"{TASK}.overall.0.status"],
    "review": [f"{REPORT}.review"],
    "role": [f"{TASK}.responsible.0.role"],
    "scope": ["groups.0.scope"],
    "level": ["chases.0.level"],
}
GOOD: dict[str, dict[str, Any]] = {
    "id": {"1": 1, "10": 10, "999999999": 999_999_999},
    "year": {"2024": 2024, "1949": 1949, "9999": 9999},
    "format": {"1": 1, "2": 2, "9999": 9999},
    "day": {"2024-02-29": date(2024, 2, 29), "0001-01-01": date.min, "9999-12-31": date.max},
    "due": {
        text: DueDays(text)
        for text in ("2024-02-29", "monthly:1", "monthly:10", "monthly:31", "quarterly", "half-yearly")
    },
    "code": {text: text for text in ("34", "3401", "340111", "340111001", "340111001000")},
    "flag": {"true": True, "false": False},
    "status": {str(word): word for word in Status},
    "review": {str(word): word for word in Review},
    "role": {str(word): word for word in Role},
    "scope": {str(word): word for word in Scope},
    "level": {str(word): word for word in ChaseLevel},
}
BAD = {
    "id": (*NO_NUMBERS, "1000000000", "9" * 5000),
    "year": (*NO_NUMBERS, "24", "0024", "20240", "2024年"),
    "format": (*NO_NUMBERS, "10000"),
    "day": NO_DAYS,
    "due": (
        *(*NO_DAYS, "monthly", "monthly:", "monthly:0", "monthly:32", "monthly:010", "monthly: 10"),
        *("Monthly:10", "quarterly ", "quarterly:3", "half_yearly", "yearly", "每月10日前", "年底前"),
    ),
    "code": (
        *("3", "340", "34011", "3401111", "34011100", "3401110010", "3401110010001", "034011", "004011"),
        *("34 ", " 34", "34\n", "３４", "3401-11", "安徽", "", "9" * 5000),
    ),
    "flag": NO_FLAGS,
    "status": ("Done", "DONE", " done", "已完成", "in progress", "true"),
    "review": ("Confirmed", "已销号", "true"),
    "role": ("Lead", "牵头"),
    "scope": ("all", "Every", "统称涵盖"),
    "level": ("Notice", "催办"),
}


@pytest.mark.parametrize(("form", "path"), [(form, path) for form, paths in FORMS.items() for path in paths])
def test_what_is_of_a_form_is_typed_and_nothing_else(form: str, path: str) -> None:
    for text, value in GOOD[form].items():
        made = reading(path, text)
        assert (made, type(made)) == (value, type(value))
    for text in BAD[form]:
        made = reading(path, text)
        assert isinstance(made, InvalidValue), text
        assert (made.form and made.form.kind) == (None if text == "" else KINDS[form])
        assert made.value == text


@pytest.mark.parametrize(("form", "path"), [(form, path) for form, paths in FORMS.items() for path in paths])
@pytest.mark.parametrize("value", [[], ["1"], {}, {"a": "1"}])
def test_a_list_or_mapping_is_of_no_form(form: str, path: str, value: Any) -> None:
    made = reading(path, value)
    assert isinstance(made, InvalidValue)
    assert (made.form and made.form.kind, made.value) == (KINDS[form], value)


@given(st.text(alphabet="0123456789-+._ eE１２x\n", max_size=12))
def test_numbers_and_days_are_written_in_one_way_only(text: str) -> None:
    for path in ("year", f"{TASK}.id"):
        made = reading(path, text)
        assert isinstance(made, InvalidValue) or str(made) == text
    made = reading("closed", text)
    assert isinstance(made, InvalidValue) or made.isoformat() == text


@pytest.mark.parametrize(
    "path",
    [
        *("title", "region", "city", "topic", "units.0.name", "units.0.aliases.0"),
        *(f"{TASK}.requirement", f"{TASK}.concerned.0", f"{TASK}.city_task"),
    ],
)
def test_any_text_but_an_empty_one_is_text(path: str) -> None:
    for text in ("010", "no", "2024-02-30", " ", "~"):
        assert reading(path, text) == text
    assert reading(path, "").form is None


def test_lists_that_must_hold_something() -> None:
    assert reading(f"{TASK}.responsible", []).form is None
    assert reading("groups.0.members", []).form is None
    assert reading(f"{TASK}.due", []).form is None
    for path in ("units", "groups", "rounds", f"{TASK}.concerned", f"{TASK}.overall", "units.0.aliases"):
        assert reading(path, []) == []


def test_short_forms_become_the_long_ones() -> None:
    assert reading(f"{TASK}.due", "monthly:10") == [DueDays("monthly:10")]
    assert reading("groups.0.members", "department") == ["department"]
    assert reading(f"{TASK}.responsible", ["区教体局", {"unit": "区司法局", "role": "lead"}]) == [
        {"unit": "区教体局"},
        {"unit": "区司法局", "role": Role.LEAD},
    ]


def test_the_offices_own_keys_are_gathered_where_they_are_allowed() -> None:
    assert CHECKLIST.typed({"x-联络员": "张三", "y": "1"}) == {"extra": {"x-联络员": "张三"}, "y": "1"}
    for path in ("units.0", TASK, f"{TASK}.overall.0", REPORT):
        made = reading(path, {"x-联络员": "张三", "x-": {"深": ["1"]}, "y": "1"})
        assert made == {"extra": {"x-联络员": "张三", "x-": {"深": ["1"]}}, "y": "1"}
    for path in ("groups.0", "sections.0", "sections.0.topics.0", f"{TASK}.responsible.0"):
        assert reading(path, {"x-联络员": "张三"}) == {"x-联络员": "张三"}


@pytest.mark.parametrize("key", ["extra", "omitted", "checked"])
@pytest.mark.parametrize("path", ["", "units.0.", f"{TASK}.", f"{TASK}.overall.0.", "sections.0."])
def test_keys_of_the_model_alone_are_none_of_the_file(path: str, key: str) -> None:
    made = CHECKLIST.typed({key: "1"}) if not path else reading(path.rstrip("."), {key: "1"})
    assert made.get(key, {}) == {}
    assert made[f" {key}"] == "1"


def test_known_keys_are_those_of_the_file() -> None:
    assert known_keys(Report) == ["date", "status", "review", "note", "evidence", "by"]
    assert "omitted" not in known_keys(Checklist)


@pytest.mark.parametrize("wanted", [float, list[str], dict[str, str], Any])
def test_an_annotation_of_no_form_is_refused(wanted: Any) -> None:
    with pytest.raises(TypeError):
        fields.form(wanted)


# Without pydantic ---------------------------------------------------------------------------------


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values inside a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from places(inner, (*path, step))


ODD = ["", "no", "0", "2024-02-30", "done ", [], {}, [""], ["x"], {"x": "1"}, {"x-a": "1"}, {"extra": "1"}]
"""Values of every wrong form."""


@given(files())
def test_valid_data_becomes_the_schemas_model(file: bytes) -> None:
    plain = load.check("checklist.yaml", file).source.plain
    assert fields.checklist(plain) == Reading(plain).checklist


@given(files(), st.data())
def test_what_the_schema_refuses_is_invalid_and_nothing_else(file: bytes, data: st.DataObject) -> None:
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
        holder[
            data.draw(st.sampled_from(["x-a", "notes", "extra", "omitted", "checked", "topics", "tasks"]))
        ] = "1"
    reading = Reading(copy.deepcopy(plain))
    if reading.faults:
        with pytest.raises(fields.InvalidData):
            fields.checklist(plain)
    else:
        assert fields.checklist(plain) == reading.checklist


@pytest.mark.parametrize("plain", [None, "", [], "text", {}, {"title": "x"}])
def test_what_is_no_list_is_invalid(plain: Any) -> None:
    with pytest.raises(fields.InvalidData):
        fields.checklist(plain)
