"""What needs follow-up and why: one list, the same in every output."""

from __future__ import annotations

from tests.model.test_view import ROUNDS, pair, report, view

from govlist.content.follow_up import urgency, urgent
from govlist.model.pairs import Urgency


def test_what_is_urgent_in_its_order() -> None:
    made = view(
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20', 'done')}]}}",  # no evidence
        "responsible: [甲局]",  # no report since the round
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20', 'behind')}]}}",
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20')}, "
        f"{report('2024-09-21', 'in_progress', 'returned')}]}}",
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20')}]}}",  # in order
        "responsible: [甲局], due: 2024-09-20",
        "responsible: [甲局], due: 2024-09-10",
        "responsible: [甲局], due: 2024-09-20",
        "responsible: [有关部门]",
        head=ROUNDS,
    )
    found = [(reason, pair.task.id) for reason, pair in urgent(made.of_unit("甲局"))]
    assert found == [
        (Urgency.OVERDUE, 7),
        (Urgency.OVERDUE, 6),
        (Urgency.OVERDUE, 8),
        (Urgency.RETURNED, 4),
        (Urgency.BEHIND, 3),
        (Urgency.MISSING, 2),
        (Urgency.LACKING_EVIDENCE, 1),
        (Urgency.CANDIDATE, 9),
    ]


def test_the_gravest_reason_is_reported() -> None:
    task = f"due: 2024-09-01, progress: {{甲局: [{report('2024-01-08', 'behind')}]}}"
    assert urgency(pair(task, head=ROUNDS)) is Urgency.OVERDUE
    assert urgency(pair(task.replace("2024-09-01", "2024-12-01"), head=ROUNDS)) is Urgency.BEHIND


def test_what_the_office_confirmed_asks_for_nothing() -> None:
    reports = f"[{report('2024-09-20', 'done')}, {report('2024-09-21', 'done', 'confirmed')}]"
    assert urgency(pair(reports)) is None


def test_support_asks_for_nothing() -> None:
    made = view(
        "due: 2024-09-01, responsible: [甲局, {unit: 乙局, role: support}], "
        f"progress: {{乙局: [{report('2024-06-14', 'behind')}]}}"
    )
    assert [urgency(pair) for pair in made.of_unit("乙局")] == [None]
