"""What holds of every merge: nothing is lost, nothing invented, either way round, in any layout."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.histories import ALL, QUIET, Style, begun, facts, mark, merged, review, tasks, turn, worked
from tests.strategies import LIST, UNITS, files, places, reports

from govlist.base.errors import GovlistError
from govlist.base.text import BOM
from govlist.merge import Merged, merge
from govlist.validation import load
from govlist.yamlfile import edit, nodes
from govlist.yamlfile.edit import Addition
from govlist.yamlfile.source import Source

RANDOM = st.integers(0, 10**9).map(Random)


def source(data: bytes) -> Source:
    return Source("checklist.yaml", data)


def joined(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    return merge(source(base), source(ours), source(theirs))


def plain(data: bytes) -> Any:
    read = source(data)
    assert [problem for problem in read.problems if problem.rule != "cut-comment"] == []
    return read.plain


# Random work on a list, against the oracle --------------------------------------------------------


@pytest.mark.parametrize("acts", [QUIET, ALL], ids=["side by side", "anything"])
@given(rng=RANDOM)
def test_every_fact_is_merged_as_if_it_stood_alone(acts: Any, rng: Random) -> None:
    """In any two layouts. Conflicts are reported exactly where the oracle has them."""
    base = begun(rng)
    sides = worked(rng, base, acts, 5), worked(rng, base, acts, 5)
    styles = [Style.any(rng), Style.any(rng)]
    should = merged(*map(facts, (base, *sides)))
    written = [style.written(side) for style, side in zip(styles, sides, strict=True)]
    made = joined(styles[0].written(base), *written)
    problems = load.check("x", made.data).errors
    if made.conflicts:
        assert should.conflicts | should.doubts
        assert "merge-conflict" in {problem.rule for problem in problems}
    elif should.conflicts:  # one number that both gave to a new task, under different headings
        assert "duplicate-id" in {problem.rule for problem in problems}
    else:
        assert facts(plain(made.data)) == should.facts


@given(rng=RANDOM)
def test_either_way_round_says_the_same(rng: Random) -> None:
    base = begun(rng)
    style = Style.any(rng)
    files = [style.written(each) for each in (base, worked(rng, base, ALL, 4), worked(rng, base, ALL, 4))]
    forth, back = joined(*files), joined(files[0], files[2], files[1])
    assert bool(forth.conflicts) == bool(back.conflicts)
    if not forth.conflicts and not load.check("x", forth.data).errors:
        assert facts(plain(forth.data)) == facts(plain(back.data))


@given(rng=RANDOM)
def test_a_merge_merged_again_changes_nothing(rng: Random) -> None:
    base = begun(rng)
    style = Style.any(rng)
    files = [style.written(each) for each in (base, worked(rng, base, QUIET, 4), worked(rng, base, QUIET, 4))]
    made = joined(*files).data
    assert joined(files[2], made, files[2]).data == made
    assert joined(files[1], files[1], made).data == made
    assert plain(joined(files[0], made, files[2]).data) == plain(made)


@given(rng=RANDOM)
def test_of_two_orders_the_changed_one_holds(rng: Random) -> None:
    base = begun(rng)
    style = Style.any(rng)
    theirs = worked(rng, base, (turn,), 3)
    ours = worked(rng, base, QUIET, 4)
    made = joined(*(style.written(each) for each in (base, ours, theirs)))
    assert made.conflicts == 0
    assert [task["id"] for task in tasks(plain(made.data))] == [task["id"] for task in tasks(theirs)]


def astray(plain: Any) -> set[str]:
    """The notes of reviews that come after another report than the one they name."""
    found = set()
    for task in tasks(plain):
        for listed in task.get("progress", {}).values():
            last = ""
            for report in listed:
                if "review" not in report:
                    last = report["note"]
                elif report["note"] != f"核：{last}":
                    found.add(report["note"])
    return found


@given(rng=RANDOM)
def test_a_review_is_about_its_report_or_people_must_look(rng: Random) -> None:
    """One task of two units, so that reports and reviews of both sides meet."""
    base = begun(rng)
    base["units"] = base["units"][:2]
    base["sections"] = [{"title": "一", "tasks": base["sections"][0]["tasks"][:1]}]
    next(tasks(base)).pop("progress", None)
    base = worked(rng, base, (mark, review), 4)
    ours, theirs = (worked(rng, base, (mark, review), 5) for _side in range(2))
    made = joined(*map(Style().written, (base, ours, theirs)))
    if not made.conflicts:
        assert astray(plain(made.data)) <= astray(ours) | astray(theirs)
        assert facts(plain(made.data)) == merged(*map(facts, (base, ours, theirs))).facts


# Files in any layout, edited by govlist and by hand -----------------------------------------------

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "overall", "undo", "names", "settle", "remark"]),
        st.integers(0, 3),
        st.sampled_from(UNITS),
        reports(),
    ),
    max_size=4,
)


def played(data: bytes, acts: Sequence[Any]) -> bytes:
    """The file after some edits; what cannot be edited stays."""
    for act in acts:
        try:
            data = _played(data, *act)
        except GovlistError:
            continue
    return data


def _played(data: bytes, act: str, number: int, unit: str, report: Any) -> bytes:
    read = source(data)
    found = places(read.plain)
    task = found[number % len(found)]
    held = read.value(task)
    if act in ("add", "overall"):
        return edit.add_reports(read, [Addition(task, unit if act == "add" else None, report)]).data
    if act == "undo":
        return edit.remove_last_report(read, task, unit).data if held.get("progress", {}).get(unit) else data
    if act == "names":
        names = [*held.get("concerned", [])]
        names.remove(unit) if unit in names else names.append(unit)
        return edit.set_names(read, task, "concerned", names, ["responsible"]).data
    if act == "settle":
        return edit.set_day(read, task, "settled", report.date, ["responsible", "concerned"]).data
    return _remarked(data, f"# 旁注{number}{unit}", number)


def _remarked(data: bytes, remark: str, number: int) -> bytes:
    """A comment put above some line, if the file then says the same."""
    lines = data.removeprefix(BOM).decode().split("\n")
    begins = [n for n, line in enumerate(lines) if line.lstrip().startswith(("- ", "id:", "progress", "due"))]
    if not begins:
        return data
    line = lines[begins[number % len(begins)]]
    blanks = line[: len(line) - len(line.lstrip())]
    lines.insert(begins[number % len(begins)], blanks + remark + "\r" * line.endswith("\r"))
    made = (BOM if data.startswith(BOM) else b"") + "\n".join(lines).encode()
    return made if source(made).plain == source(data).plain else data


def said(data: bytes) -> Counter[str]:
    """Everything that a file says of its tasks."""
    found: Counter[str] = Counter()
    for location in places(plain(data)):
        task = source(data).value(location)
        for key, value in task.items():
            lists = value.items() if key == "progress" else [(key, value)]
            for name, items in lists:
                for item in items if isinstance(items, list) else [items]:
                    found[json.dumps([task["id"], name, item], sort_keys=True)] += 1
    return found


def remarks(data: bytes) -> Counter[str]:
    return Counter(re.findall("# 旁注[^\r\n]*", data.decode()))


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


@pytest.mark.usefixtures("loader")
@given(base=files(), our_acts=ACTS, their_acts=ACTS)
def test_a_file_in_any_layout(base: bytes, our_acts: Any, their_acts: Any) -> None:
    """Nothing of either side is missing, comments included; line ends, BOM and last newline are ours."""
    ours, theirs = played(base, our_acts), played(base, their_acts)
    assume(
        not {act[:2] for act in our_acts if act[0] == "settle"}
        & {act[:2] for act in their_acts if act[0] == "settle"}
    )
    made, back = joined(base, ours, theirs), joined(base, theirs, ours)
    assert bool(made.conflicts) == bool(back.conflicts)
    if made.conflicts:
        return
    base_said, here, there = said(base), said(ours), said(theirs)
    assert said(made.data) == base_said - ((base_said - here) | (base_said - there)) + (
        (here - base_said) | (there - base_said)
    )
    assert not (remarks(ours) | remarks(theirs)) - remarks(made.data)
    assert made.data.startswith(BOM) == ours.startswith(BOM)
    assert (b"\r\n" in made.data) == (b"\r\n" in ours)
    assert b"\n" not in made.data.replace(b"\r\n", b"") or b"\r\n" not in ours


@given(base=files(), our_acts=ACTS)
def test_what_one_side_did_is_taken_whole(base: bytes, our_acts: Any) -> None:
    ours = played(base, our_acts)
    assert joined(base, ours, base) == Merged(ours)
    assert joined(base, base, ours).data == ours
    assert joined(base, ours, ours) == Merged(ours)


# Files that somebody has spoilt ----------------------------------------------------------------------


def spoilt(rng: Random, text: str) -> str:
    """A list after careless hands: lines gone, doubled, moved, indented, words changed."""
    lines = text.split("\n")
    for _number in range(rng.randint(0, 3)):
        at = rng.randrange(len(lines))
        match rng.choice(["gone", "twice", "moved", "in", "word", "word", "word", "value"]):
            case "gone":
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "moved":
                lines.insert(rng.randrange(len(lines)), lines.pop(at))
            case "in":
                lines[at] = " " * rng.randint(1, 4) + lines[at]
            case "word":
                lines[at] = re.sub("[一-龥]{2,}", f"改{rng.randrange(10**6)}", lines[at], count=1)
            case "value":
                lines[at] = re.sub(": .*", rng.choice([": []", ": {}", ":", ": - a", ": 'b"]), lines[at])
    return "\n".join(lines)


@given(rng=RANDOM)
def test_spoilt_files_are_merged_without_loss_or_not_at_all(rng: Random) -> None:
    """Every word that one side has brought is in the result, be it in a conflict."""
    texts = [LIST, spoilt(rng, LIST), spoilt(rng, LIST)]
    base, ours, theirs = read = [source(text.encode()) for text in texts]
    assume(not any(each.problems or not isinstance(each.plain, dict) for each in read))
    made = merge(base, ours, theirs)
    words = [set(re.findall("改[0-9]+", text)) for text in texts]
    assert words[1] | words[2] <= set(re.findall("改[0-9]+", made.data.decode()))
    back = merge(base, theirs, ours)
    assert words[1] | words[2] <= set(re.findall("改[0-9]+", back.data.decode()))
