"""The words of filters: every state that a column shows, in both languages, several at once, an order."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from govlist.base import i18n
from govlist.base.errors import GovlistError
from govlist.content.labels import pair_state, task_state
from govlist.model import figures, selection
from govlist.model.checklist import Basis
from govlist.model.selection import Filter
from govlist.model.states import STATE, STATES, Status
from govlist.model.view import View
from govlist.model.words import status_word
from govlist.validation import load

CASES = Path(__file__).parents[1] / "cases"
DAY = date(2024, 9, 27)


@pytest.fixture(scope="module")
def view() -> View:
    return View(load.checklist(CASES / "weekly" / "checklist.yaml"), DAY)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("key", STATE)
def test_every_word_of_a_status_column_is_a_filter_in_both_languages(language: str, key: str) -> None:
    i18n.use(language)
    shown = status_word(key)
    for other in i18n.LANGUAGES:
        i18n.use(other)
        assert selection.statuses([shown, shown.upper()]) == (key,)


def test_the_filter_selects_what_shows_its_word(view: View) -> None:
    """Statuses that have parts select the parts, too; other states exactly what shows them."""
    parts = {
        "done": {"done", "to_check", "confirmed"},
        "in_progress": {"in_progress", "returned", "standing"},
        "not_started": {"not_started", "not_reported", "candidate", "support"},
        "not_applicable": {"not_applicable", "denied"},
    }
    shown = {state.key: set() for state in STATES}
    for pair in view.pairs:
        shown[pair_state(view.checklist, pair).key].add((pair.unit, pair.task.id))
    assert sum(map(bool, shown.values())) > 7
    for key in set(STATE) - {"no_owner", "support", "candidate", "standing"}:
        found = view.narrowed(statuses=(key,)).pairs
        expected = {each for part in parts.get(key, {key}) for each in shown[part]}
        assert {(pair.unit, pair.task.id) for pair in found if pair.basis.owes} == {
            each for each in expected if each in {(p.unit, p.task.id) for p in view.pairs if p.basis.owes}
        }


def test_a_task_without_an_owner_is_found_by_that_word(view: View) -> None:
    found = view.narrowed(statuses=("no_owner",))
    assert [state.task.id for state in found.tasks] == [s.task.id for s in view.tasks if s.no_owner]
    assert {task_state(state).key for state in found.tasks} <= {"no_owner"}
    assert found.pairs == ()
    assert view.narrowed(statuses=("no_owner",), overdue=True).tasks == ()


def test_what_goes_on_all_year_is_owed_in_progress_and_standing(view: View) -> None:
    found = {(p.unit, p.task.id) for p in view.narrowed(statuses=("standing",)).pairs}
    going = [p for p in view.pairs if p.owes and p.status is Status.IN_PROGRESS]
    assert found == {(p.unit, p.task.id) for p in going if p.task.standing}
    assert 0 < len(found) < len(going)


def test_open_and_its_opposite_are_all_that_is_owed(view: View) -> None:
    opened = {(p.unit, p.task.id) for p in view.narrowed(statuses=("open",)).pairs}
    rest = {(p.unit, p.task.id) for p in view.narrowed(not_statuses=("open", "candidate", "support")).pairs}
    owed = {(p.unit, p.task.id) for p in view.pairs if p.basis.owes}
    assert opened
    assert rest
    assert opened | rest == owed
    assert not opened & rest
    counts = figures.count(view.pairs)
    assert len(opened) == counts.applicable - counts.done


def test_several_values_with_any_comma() -> None:
    assert selection.several(["a,b", "c，d、e；f; g ,"]) == ["a", "b", "c", "d", "e", "f", "g"]
    assert selection.several(None) == []
    assert selection.statuses(["滞后，未报送", "behind"]) == ("behind", "not_reported")
    assert selection.bases(["列名,support"]) == (Basis.NAMED, Basis.SUPPORT)


@pytest.mark.parametrize("text", ["", " ", ",", "nope", "behind,nope"])
def test_an_empty_or_unknown_word_is_refused(text: str) -> None:
    with pytest.raises(GovlistError) as caught:
        selection.statuses([text], "--not-status")
    assert "--not-status" in caught.value.message
    assert "behind" in caught.value.hint


@pytest.mark.parametrize("sort", selection.SORTS)
def test_an_order_loses_nothing(view: View, sort: str) -> None:
    made = view.narrowed(sort=sort)
    assert sorted((p.unit, p.task.id) for p in made.pairs) == sorted((p.unit, p.task.id) for p in view.pairs)
    assert {s.task.id for s in made.tasks} == {s.task.id for s in view.tasks}


def test_the_orders(view: View) -> None:
    late = [p.overdue for p in view.narrowed(sort="overdue").pairs if figures.overdue(p)]
    assert late == sorted(late, reverse=True)
    assert figures.overdue(view.narrowed(sort="overdue").pairs[0])
    due = [p.due for p in view.narrowed(sort="due").pairs if p.due]
    assert due == sorted(due)
    dates = [p.date or date.min for p in view.narrowed(sort="date").pairs]
    assert dates == sorted(dates)
    names = [p.unit for p in view.narrowed(sort="name").pairs]
    assert names == sorted(names)
    owed = [p.counts_as for p in view.narrowed(sort="slowest", not_statuses=("candidate", "support")).pairs]
    assert Status.DONE not in owed[: owed.index(Status.DONE)]
    assert {*owed[owed.index(Status.DONE) :]} <= {Status.DONE, Status.NOT_APPLICABLE}


def test_tasks_stand_in_the_order_of_their_pairs(view: View) -> None:
    due = [selection.next_due(state.pairs) for state in view.narrowed(sort="due").tasks]
    assert due == sorted(due)
    assert due != [selection.next_due(state.pairs) for state in view.tasks]
    late = [sum(map(figures.overdue, state.pairs)) for state in view.narrowed(sort="overdue").tasks]
    assert late == sorted(late, reverse=True)
    names = [state.task.words for state in view.narrowed(sort="name").tasks]
    assert names == sorted(names)
    assert [state.task.id for state in view.narrowed(sort="list").tasks] == [s.task.id for s in view.tasks]


def test_the_longest_overdue_is_none_where_nothing_is(view: View) -> None:
    assert selection.longest_overdue(pair for pair in view.pairs if not figures.overdue(pair)) == 0
    assert selection.longest_overdue(view.pairs) == max(pair.overdue for pair in view.pairs)


def test_what_follows_from_a_views_day_span_and_filter(view: View) -> None:
    checklist = view.checklist
    spans = [View(checklist, DAY, since=date(2024, 9, 1), end=end).days for end in (None, date(2024, 9, 30))]
    assert (view.days, *spans) == (0, 27, 30)
    assert view.soon == date(2024, 10, 11)
    assert [View(checklist, DAY, Filter(**{key: True})).by_pairs for key in ("unreviewed", "pairs")] == [
        True
    ] * 2
    assert view.round is not None
    assert view.round.due is not None
    due = view.round.due
    since = (None, due, due + timedelta(days=1))
    assert [View(checklist, DAY, since=day).round_ended for day in since] == [True, True, False]


def test_columns_by_key_or_title() -> None:
    titles = {"id": "序号", "due_by": "到期日", "plain": ""}
    assert selection.columns(["到期日,ID", "due-by"], titles) == ("due_by", "id")
    assert selection.columns(None, titles) == ()
    with pytest.raises(GovlistError) as caught:
        selection.columns(["x"], titles)
    assert "due_by（到期日）" in caught.value.hint
    with pytest.raises(GovlistError) as caught:
        selection.columns(["y"], {"name": "name", "none": "", "x": "a"})
    assert caught.value.hint.count("（") == 1
    assert "x（a）" in caught.value.hint
    i18n.use("en")
    with pytest.raises(GovlistError) as caught:
        selection.columns(["y"], {"x": "deadline"})
    assert "deadline" not in caught.value.hint


@pytest.mark.parametrize("part", ["sections", "topics", "statuses", "search"])
def test_a_filter_by_heading_status_or_text_leaves_pairs_out(part: str) -> None:
    assert not Filter(units=("甲局",)).of_part
    assert Filter(**{part: ("1",)}).of_part


def test_a_key_comes_before_the_title_of_another_column() -> None:
    titles = {"due": "deadline", "due_soon": "due", "status": "due soon"}
    assert selection.columns(["due", "due_soon", "due-soon"], titles) == ("due", "due_soon")


def test_a_filter_without_parts_selects_everything(view: View) -> None:
    assert View(view.checklist, DAY, Filter()).pairs == view.pairs
