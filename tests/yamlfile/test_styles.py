"""Every edit works on every list that `validate` accepts, in whatever style it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies import places
from tests.styles import UNITS, any_list, written

from govlist.base.errors import Location
from govlist.merge._parts import read
from govlist.model.checklist import Chase, ChaseLevel, Report
from govlist.model.states import Status
from govlist.validation import load
from govlist.yamlfile import edit, nodes
from govlist.yamlfile.edit import Addition
from govlist.yamlfile.source import Source

RANDOM = st.integers(0, 10**9).map(Random)
BEFORE = ("id", "requirement", "due", "responsible", "concerned")


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def some_list(rng: Random) -> Source:
    """A list in some style that `validate` accepts."""
    source = Source("checklist.yaml", written(rng, any_list(rng)))
    assume(not load.check("checklist.yaml", source.data).errors)
    return source


# -- edits -----------------------------------------------------------------------------------------


def report(rng: Random, source: Source, task: Location) -> Source:
    made = [
        Addition(task, unit, Report(date=date(2024, rng.randint(1, 12), 8), status=Status.DONE, note="办结"))
        for unit in rng.sample((*UNITS, None), rng.randint(1, 2))
    ]
    return edit.add_reports(source, made)


def take_back(rng: Random, source: Source, task: Location) -> Source:
    held = source.value(task)
    units = (
        [unit for unit, reports in held.get("progress", {}).items() if reports]
        if held.get("progress")
        else []
    )
    for unit in rng.sample(units, len(units)):
        for _report in held["progress"][unit][rng.randint(0, 1) :]:
            source = edit.remove_last_report(source, task, unit)
    return edit.remove_last_report(source, task, None) if held.get("overall") else source


def name(rng: Random, source: Source, task: Location) -> Source:
    held = source.value(task).get("concerned") or []
    kept = [unit for unit in held if rng.random() < 0.5]
    more = [unit for unit in UNITS if unit not in held and rng.random() < 0.5]
    return edit.set_names(source, task, "concerned", kept + more, ["responsible"])


def settle(rng: Random, source: Source, task: Location) -> Source:
    source = edit.set_day(source, task, "settled", date(2024, 5, 1), BEFORE)
    return edit.set_day(source, task, "settled", rng.choice([None, date(2024, 5, 20)]), BEFORE)


def drop_day(_rng: Random, source: Source, task: Location) -> Source:
    return edit.set_day(source, task, "due", None, BEFORE)


def close(rng: Random, source: Source, _task: Location) -> Source:
    source = edit.set_day(source, (), "closed", date(2024, 12, 31), ["year", "title"])
    return edit.set_day(source, (), "closed", None, []) if rng.random() < 0.5 else source


def number(rng: Random, source: Source, task: Location) -> Source:
    texts = {task: rng.choice(["3", "12-3"])}
    return edit.set_texts(edit.set_texts(source, texts, "city_task", BEFORE), {task: "7"}, "city_task", [])


def chase(rng: Random, source: Source, _task: Location) -> Source:
    made = Chase(date=date(2024, rng.randint(1, 9), 6), unit=UNITS[0], tasks=(1,), level=ChaseLevel.NOTICE)
    return edit.add_chases(source, [made])


def rename(rng: Random, source: Source, _task: Location) -> Source:
    index = [unit["name"] for unit in source.plain["units"]].index(UNITS[0])
    mentions: list[tuple[Location, bool]] = [(("units", index, "name"), False)]
    for each in places(source.plain):
        if UNITS[0] in (source.value(each).get("progress") or {}):
            mentions.append(((*each, "progress", UNITS[0]), True))
    new = rng.choice(["区教育局", "区: 教育局", "教育 局", "123"])
    source = edit.rename(source, mentions, new)
    aliases = [UNITS[0], *(source.value(("units", index)).get("aliases") or [])]
    return edit.set_names(source, ("units", index), "aliases", aliases, ("name", "kind"))


EDITS: tuple[Callable[[Random, Source, Location], Source], ...] = (
    report, take_back, name, settle, drop_day, close, number, chase, rename,
)  # fmt: skip


# -- what holds of each ----------------------------------------------------------------------------


def is_part(fewer: str, more: str) -> bool:
    """Whether one text is another without some of its characters."""
    rest = iter(more)
    return all(char in rest for char in fewer)


@pytest.mark.parametrize("act", EDITS, ids=lambda act: act.__name__)
@given(rng=RANDOM)
def test_every_edit_works_in_every_style(
    act: Callable[[Random, Source, Location], Source], rng: Random
) -> None:
    """The data is proved by the edit itself; here: nothing is refused, and all other characters stay."""
    source = some_list(rng)
    task = rng.choice(places(source.plain))
    made = act(rng, source, task)
    assert act is settle or not load.check("checklist.yaml", made.data).errors  # others have reported
    if act in (report, chase):
        assert is_part(source.text, made.text)
    if act in (take_back, drop_day):
        assert is_part(made.text, source.text)
    if act not in (take_back, drop_day, name):
        assert not read(source.text)[1] - read(made.text)[1]
