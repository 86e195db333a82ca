"""What calls for a review, and the line it makes: asked of the list itself, without a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from govlist.actions import review
from govlist.actions.review import Reviewed
from govlist.base.errors import ExitCode, GovlistError
from govlist.model.checklist import Report, Review
from govlist.model.selection import Filter
from govlist.model.states import Status
from govlist.model.view import View
from govlist.validation import load

LIST = """\
title: 清单
year: 2024
units:
  - {{name: 区教体局, kind: department}}
  - {{name: 区司法局, kind: department}}
groups:
  - {{name: 区政府各部门, members: department, scope: every}}
  - {{name: 有关部门, members: department, scope: concerned}}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [{responsible}]
        progress: {{区教体局: [{reports}]}}
"""
OFFICE = ("confirmed", "returned")
ONE = Reviewed(["区教体局"], together=False)
BOTH = Reviewed(["区教体局", "区司法局"], together=False)
DAY = date(2024, 9, 27)

Views = Callable[..., View]


def line(text: str) -> str:
    """`09-10 done` as a line of the file; the office's acts are `confirmed` and `returned`."""
    day, word = text.split()
    if word not in OFFICE:
        return f"{{date: 2024-{day}, status: {word}}}"
    status = "in_progress" if word == "returned" else "done"
    return f"{{date: 2024-{day}, status: {status}, review: {word}, note: 缺链接}}"


@pytest.fixture
def view() -> Views:
    """The list with reports of 区教体局 on a day."""

    def made(reports: str, responsible: str = "区教体局", day: date = DAY) -> View:
        lines = ", ".join(map(line, filter(None, reports.split(", "))))
        text = LIST.format(responsible=responsible, reports=lines)
        loaded = load.check("checklist.yaml", text.encode())
        assert loaded.errors == ()
        assert loaded.checklist is not None
        return View(loaded.checklist, day)

    return made


def reviews(view: View, act: Review, note: str | None = None) -> list[Report]:
    """The lines that a review of task 1 by 区教体局 makes."""
    return [entry.report for entry in review.reviews(view, [1], ONE, act, note).made]


@pytest.mark.parametrize("responsible", ["区教体局", "区政府各部门", "{unit: 区教体局, role: lead}"])
@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ("09-10 done", "done"),
        ("09-10 not_applicable", "not_applicable"),
        ("09-10 in_progress, 09-12 done", "done"),
        ("09-10 done, 09-11 returned, 09-12 done", "done"),
        ("09-10 done, 09-11 confirmed, 09-12 not_applicable", "not_applicable"),
        ("09-27 done", "done"),
    ],
)
def test_what_calls_for_a_review(view: Views, responsible: str, reports: str, status: str) -> None:
    on = view(reports, responsible)
    assert [pair.pending for pair in on.task(1).pairs if pair.unit == "区教体局"] == [True]
    (confirmed,) = reviews(on, Review.CONFIRMED)
    assert confirmed == Report(date=DAY, status=Status(status), review=Review.CONFIRMED)
    (returned,) = reviews(on, Review.RETURNED, "缺链接")
    assert returned == Report(date=DAY, status=Status.IN_PROGRESS, review=Review.RETURNED, note="缺链接")


@pytest.mark.parametrize("act", Review)
@pytest.mark.parametrize(
    ("reports", "responsible"),
    [
        ("", "区教体局"),
        ("09-10 not_started", "区教体局"),
        ("09-10 in_progress", "区教体局"),
        ("09-10 behind", "区教体局"),
        ("09-10 done, 09-11 in_progress", "区教体局"),
        ("09-10 done, 09-11 returned", "区教体局"),
        ("09-28 done", "区教体局"),  # not on this day
        ("", "有关部门"),
        ("09-10 not_applicable", "有关部门"),
        ("09-10 done", "区司法局, {unit: 区教体局, role: support}"),
    ],
)
def test_what_calls_for_none(view: Views, act: Review, reports: str, responsible: str) -> None:
    on = view(reports, responsible)
    with pytest.raises(GovlistError) as refused:
        reviews(on, act, "缺链接")
    assert refused.value.exit_code is ExitCode.USAGE
    assert "区教体局" in refused.value.message


def test_what_is_confirmed_makes_no_line_and_is_not_returned(view: Views) -> None:
    on = view("09-10 done, 09-11 confirmed")
    assert reviews(on, Review.CONFIRMED) == []
    with pytest.raises(GovlistError):
        reviews(on, Review.RETURNED, "缺链接")


def test_a_candidate_that_has_taken_it_on_is_reviewed(view: Views) -> None:
    assert len(reviews(view("09-10 done", "有关部门"), Review.CONFIRMED)) == 1


def test_nothing_is_made_where_one_of_several_calls_for_none(view: Views) -> None:
    on = view("09-10 done", "区政府各部门")
    with pytest.raises(GovlistError, match="区司法局"):
        review.reviews(on, [1], BOTH, Review.CONFIRMED, None)


def test_of_units_meant_together_those_are_taken_whose_reports_wait(view: Views) -> None:
    together = BOTH._replace(together=True)
    on = view("09-10 done", "区政府各部门")
    made = review.reviews(on, [1], together, Review.CONFIRMED, None).made
    assert [entry.unit for entry in made] == ["区教体局"]
    assert (
        review.reviews(view("09-10 done, 09-11 confirmed"), [1], together, Review.CONFIRMED, None).made == []
    )
    with pytest.raises(GovlistError):
        review.reviews(view("09-10 behind"), [1], together, Review.CONFIRMED, None)


def test_of_units_meant_together_one_that_reported_later_is_left_alone(view: Views) -> None:
    on = view("09-10 done, 09-20 in_progress", day=date(2024, 9, 19))
    with pytest.raises(GovlistError):
        review.reviews(on, [1], ONE._replace(together=True), Review.CONFIRMED, None)


@pytest.mark.parametrize(
    ("reports", "responsible", "remedy"),
    [
        ("09-10 done, 09-11 confirmed", "区教体局", "govlist unmark 1 --unit 区教体局"),
        ("09-10 not_applicable", "有关部门", "govlist assign 1 --unit 区教体局"),
        ("09-10 behind", "区教体局", "govlist list --unreviewed"),
    ],
)
def test_what_is_not_reviewed_is_reported_with_the_way_out(
    view: Views, reports: str, responsible: str, remedy: str
) -> None:
    with pytest.raises(GovlistError) as error:
        reviews(view(reports, responsible), Review.RETURNED, "缺链接")
    assert remedy in error.value.hint


def test_an_unknown_task(view: Views) -> None:
    with pytest.raises(GovlistError, match="9"):
        review.reviews(view("09-10 done"), [1, 9], ONE, Review.CONFIRMED, None)


@pytest.mark.parametrize(
    ("reports", "day", "refused"),
    [
        ("09-10 done", date(2024, 9, 9), True),
        ("09-10 done", date(2024, 9, 10), False),
        ("09-10 done, 09-20 in_progress", date(2024, 9, 19), True),
        ("09-10 done, 09-20 in_progress", date(2024, 9, 20), False),
        ("09-10 done, 09-20 confirmed", date(2024, 9, 19), True),
        ("", date(2024, 1, 1), False),
    ],
)
def test_a_review_speaks_of_what_came_before(view: Views, reports: str, day: date, refused: bool) -> None:
    on = view(reports, day=day)
    if not refused:
        review.refuse_later(on, [1], ONE)
        return
    with pytest.raises(GovlistError) as error:
        review.refuse_later(on, [1], ONE)
    assert error.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("reports", "responsible", "waits"),
    [
        ("09-10 done", "区教体局", True),
        ("09-10 not_applicable", "区教体局", True),
        ("09-10 not_applicable", "区政府各部门", True),
        ("09-10 not_applicable", "有关部门", False),
        ("09-10 done", "有关部门", True),
        ("09-10 done", "区司法局, {unit: 区教体局, role: support}", False),
        ("09-10 done, 09-11 confirmed", "区教体局", False),
        ("09-10 done, 09-11 returned", "区教体局", False),
        ("09-10 done, 09-11 confirmed, 09-12 done", "区教体局", True),
        ("09-10 behind", "区教体局", False),
        ("", "区教体局", False),
    ],
)
def test_who_waits_for_the_office(view: Views, reports: str, responsible: str, waits: bool) -> None:
    on = view(reports, responsible)
    waiting = View(on.checklist, on.day, Filter(unreviewed=True)).pairs
    assert [pair.unit for pair in waiting] == ["区教体局"] * waits
