"""Pairing the tasks of a new edition: by words first, by number if the words are similar."""

from __future__ import annotations

from govlist.importing.revisions.edition import pairs
from govlist.model.checklist import Checklist, Responsible, Section, Task

LONG = "及时公开惠企政策和办事指南，集中发布政策文件，提高政策知晓度。"


def listed(*tasks: tuple[int, str], title: str = "公开") -> Checklist:
    """A list of one section with tasks by number and words."""
    made = tuple(
        Task(id=number, requirement=text, responsible=(Responsible(unit="区教体局"),))
        for number, text in tasks
    )
    sections = (Section(title=title, tasks=made),)
    return Checklist(title="清单", year=2024, units=(), groups=(), sections=sections)


def paired(old: Checklist, new: Checklist) -> list[tuple[int | None, int | None]]:
    return [(p.old.task.id if p.old else None, p.new.task.id if p.new else None) for p in pairs(old, new)]


def test_equal_words_are_the_same_task_with_any_number() -> None:
    old = listed((1, "公开目录。"), (2, LONG))
    assert paired(old, listed((1, LONG), (2, "公开目录。"))) == [(2, 1), (1, 2)]


def test_marks_and_blanks_do_not_make_a_task_another() -> None:
    assert paired(listed((1, "公开目录；")), listed((4, "公开 目录。"))) == [(1, 4)]


def test_of_equal_tasks_the_one_with_the_number_is_taken() -> None:
    old = listed((1, "公开目录。"), (2, "公开目录。"))
    assert paired(old, listed((2, "公开目录。"))) == [(2, 2), (1, None)]


def test_a_reworded_task_is_found_by_its_words_after_a_new_number() -> None:
    reworded = LONG.replace("集中发布政策文件", "统一发布政策文件和解读")
    old = listed((1, LONG), (2, "定期通报依申请公开办理情况。"))
    assert paired(old, listed((1, "建立目录更新机制。"), (5, reworded), title="别处")) == [
        (None, 1),
        (1, 5),
        (2, None),
    ]


def test_the_most_alike_are_paired_first() -> None:
    old = listed((1, LONG), (2, LONG + "每季度通报一次。"))
    new = listed((7, LONG + "每季度通报一次办理情况。"), (8, LONG + "并"), title="别处")
    assert paired(old, new) == [(2, 7), (1, 8)]


def test_a_task_in_its_place_may_be_reworded_completely() -> None:
    old, new = "加强目录管理，动态更新公开目录。", "动态更新目录，每季度核对一次，及时补充。"
    assert paired(listed((3, old)), listed((3, new))) == [(3, 3)]
    assert paired(listed((3, old)), listed((4, new), title="别处")) == [(None, 4), (3, None)]
