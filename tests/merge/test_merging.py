"""The three-way merge, a kind of change at a time: what is combined, what is kept, what is a conflict."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from tests.strategies import LIST

from govlist.base.text import BOM
from govlist.merge import Merged, merge
from govlist.validation import load
from govlist.yamlfile.source import Source

TASK = """\
title: 清单
year: 2024
units:
  - name: 甲局
    kind: department
    contact: 张三
  - {name: 乙局, kind: department}
groups:
  - {name: 各局, members: department, scope: every}
sections:
  - title: 一
    tasks:
      # 每月报一次
      - id: 1
        requirement: 公开   # 年初印发
        responsible: [各局]
        progress:
          甲局:
            - {date: 2024-06-14, status: in_progress, note: 方案已印发}
            - {date: 2024-06-20, status: behind}

      - {id: 2, requirement: 解读, responsible: [各局]}
# 完
"""
FIRST = "            - {date: 2024-06-14, status: in_progress, note: 方案已印发}\n"
LAST = "            - {date: 2024-06-20, status: behind}\n"


def source(text: str | bytes) -> Source:
    return Source("checklist.yaml", text.encode() if isinstance(text, str) else text)


def joined(base: str | bytes, ours: str | bytes, theirs: str | bytes) -> Merged:
    return merge(source(base), source(ours), source(theirs))


def clean(base: str, ours: str, theirs: str) -> str:
    """The text of a merge that must have no conflict and no errors."""
    made = joined(base, ours, theirs)
    assert made.conflicts == 0, made.data.decode()
    assert load.check("checklist.yaml", made.data).errors == ()
    return made.data.decode()


def conflict(base: str, ours: str, theirs: str) -> str:
    """The text of a merge that must have exactly one conflict, which `validate` names."""
    made = joined(base, ours, theirs)
    assert made.conflicts == 1
    rules = [problem.rule for problem in load.check("checklist.yaml", made.data).errors]
    assert rules == ["merge-conflict"]
    return made.data.decode()


def put(text: str, old: str, new: str) -> str:
    """The text with a piece that must be there replaced."""
    assert old in text
    return text.replace(old, new, 1)


def between(ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


# Nothing, or one side -----------------------------------------------------------------------------


def test_what_one_side_alone_changed() -> None:
    changed = put(TASK, "解读", "及时解读").replace("\n", "\r\n").encode()
    assert joined(TASK, TASK, changed).data == changed
    assert joined(TASK, changed, TASK) == Merged(changed)
    assert joined(TASK, changed, changed) == Merged(changed)


# Reports ------------------------------------------------------------------------------------------


def test_reports_of_both_sides_are_ordered_by_day() -> None:
    ours = put(TASK, LAST, LAST + "            - {date: 2024-07-01, status: behind, note: 本方}\n")
    theirs = put(TASK, LAST, "            - {date: 2024-06-16, status: behind}\n" + LAST)
    theirs = put(theirs, LAST, LAST + "            - {date: 2024-07-01, status: done, note: 对方}\n")
    assert clean(TASK, ours, theirs) == put(
        TASK,
        LAST,
        "            - {date: 2024-06-16, status: behind}\n"
        + LAST
        + "            - {date: 2024-07-01, status: behind, note: 本方}\n"
        + "            - {date: 2024-07-01, status: done, note: 对方}\n",
    )


def test_identical_reports_occur_once() -> None:
    added = put(TASK, LAST, LAST + "            - {date: 2024-07-01, status: done}\n")
    ours = put(added, "解读", "及时解读")
    theirs = put(added, "responsible: [各局]}", "responsible: [各局], due: 2024-12-31}")
    assert clean(TASK, ours, theirs).count("2024-07-01") == 1


def test_first_reports_of_different_units_and_tasks() -> None:
    ours = put(TASK, LAST, LAST + "          乙局:\n            - {date: 2024-06-21, status: done}\n")
    theirs = put(
        TASK,
        "responsible: [各局]}",
        "responsible: [各局], progress: {甲局: [{date: 2024-06-14, status: done}]}}",
    )
    both = put(
        ours,
        "responsible: [各局]}",
        "responsible: [各局], progress: {甲局: [{date: 2024-06-14, status: done}]}}",
    )
    assert clean(TASK, ours, theirs) == both
    assert clean(TASK, theirs, ours) == both


def test_a_report_removed_on_one_side_goes() -> None:
    ours = put(TASK, FIRST, FIRST + "            - {date: 2024-06-15, status: behind}\n")
    assert clean(TASK, ours, put(TASK, LAST, "")) == put(ours, LAST, "")
    assert clean(TASK, put(TASK, LAST, ""), ours) == put(ours, LAST, "")


def test_the_last_report_removed_and_another_come() -> None:
    """If one side has removed the list with its only report, a new report of the other side recreates it."""
    base = put(TASK, LAST, "")
    bare = put(base, "        progress:\n          甲局:\n" + FIRST, "")
    more = put(base, FIRST, FIRST + LAST)
    only = put(base, FIRST, LAST)
    assert clean(base, more, bare) == only
    assert clean(base, bare, more) == only


def test_a_corrected_report_takes_the_correction() -> None:
    ours = put(TASK, "note: 方案已印发", "note: 方案已于六月印发")
    theirs = put(TASK, "note: 方案已印发}", "note: 方案已印发, by: 李四}")
    assert clean(TASK, ours, theirs) == put(ours, "六月印发}", "六月印发, by: 李四}")


@pytest.mark.parametrize("changed", ["六月印发", ""])
def test_a_report_that_both_changed_is_a_conflict(changed: str) -> None:
    """Changed differently on each side, or removed on one."""
    line = put(FIRST, "方案已印发", "六月印发") if changed else ""
    ours, theirs = put(TASK, FIRST, line), put(TASK, FIRST, put(FIRST, "方案已印发", "七月印发"))
    other = put(FIRST, "方案已印发", "七月印发")
    assert conflict(TASK, ours, theirs) == put(TASK, FIRST, between(line, other))
    assert conflict(TASK, theirs, ours) == put(TASK, FIRST, between(other, line))


@pytest.mark.parametrize("empty", ["", "\n", "# 空\n"])
def test_a_list_emptied_on_one_side_is_a_conflict_even_without_a_change_on_the_other(empty: str) -> None:
    assert joined(TASK, TASK, empty).conflicts == 1
    assert TASK in joined(TASK, TASK, empty).data.decode()


def test_a_change_and_the_list_gone_is_a_conflict() -> None:
    base = put(TASK, LAST, "")
    ours = put(base, "方案已印发", "六月印发")
    theirs = put(base, "        progress:\n          甲局:\n" + FIRST, "")
    made = conflict(base, ours, theirs)
    assert "六月印发" in made
    assert "六月印发" in conflict(base, theirs, ours)


def test_the_office_s_paragraphs_and_chases() -> None:
    chase = "  - {{date: 2024-06-{day}, unit: 甲局, tasks: [1], level: notice}}\n"
    line = "        overall:\n          - {{date: 2024-06-{day}, status: behind}}\n"
    ours = put(TASK, "# 完\n", "chases:\n" + chase.format(day=25) + "# 完\n")
    theirs = put(TASK, "# 完\n", "chases:\n" + chase.format(day=24) + "# 完\n")
    ours = put(ours, "        progress:", line.format(day=28) + "        progress:")
    theirs = put(theirs, "        progress:", line.format(day=27) + "        progress:")
    made = clean(TASK, ours, theirs)
    assert "chases:\n" + chase.format(day=24) + chase.format(day=25) + "# 完\n" in made
    assert line.format(day=27) + line.format(day=28).split("\n", 1)[1] in made


# Reviews ------------------------------------------------------------------------------------------

DONE = "            - {date: 2024-07-01, status: done}\n"
REVIEW = "            - {date: 2024-07-05, status: done, review: confirmed}\n"
LATER = "            - {date: 2024-07-05, status: behind, note: 有新情况}\n"
BEFORE = "            - {date: 2024-07-03, status: behind, note: 有新情况}\n"


@pytest.mark.parametrize("swapped", [False, True])
def test_a_review_stays_after_the_report_it_is_about(swapped: bool) -> None:
    """A report of the same day reopens the matter; it never comes between."""
    base = put(TASK, LAST, DONE)
    sides = put(base, DONE, DONE + REVIEW), put(base, DONE, DONE + LATER)
    assert clean(base, *sides[:: -1 if swapped else 1]) == put(base, DONE, DONE + REVIEW + LATER)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_review_is_never_moved_to_a_report_that_it_did_not_see(swapped: bool) -> None:
    """By date it comes after, by meaning before: people must decide."""
    base = put(TASK, LAST, DONE)
    sides = put(base, DONE, DONE + REVIEW), put(base, DONE, DONE + BEFORE)
    made = conflict(base, *sides[:: -1 if swapped else 1])
    assert REVIEW in made
    assert BEFORE in made


def test_late_reports_of_both_sides_come_before_an_old_review() -> None:
    """As `mark --date` puts them on each side alone."""
    base = put(TASK, LAST, DONE + REVIEW)
    late = BEFORE.replace("07-03", "07-02")
    made = clean(base, put(base, REVIEW, BEFORE + REVIEW), put(base, REVIEW, late + REVIEW))
    assert made == put(base, REVIEW, late + BEFORE + REVIEW)


def test_one_review_of_two_reports_is_a_conflict() -> None:
    """The same line on both sides, each about what its side alone has."""
    base = put(TASK, LAST, DONE)
    ours, theirs = (put(base, DONE, DONE + each + REVIEW) for each in (BEFORE, BEFORE.replace("新", "旧")))
    conflict(base, ours, theirs)


def test_a_report_removed_under_its_review_is_a_conflict() -> None:
    base = put(TASK, LAST, LAST + DONE)
    made = conflict(base, put(base, DONE, DONE + REVIEW), put(base, DONE, ""))
    assert REVIEW in made


# Fields -------------------------------------------------------------------------------------------


def test_edits_of_different_fields_combine() -> None:
    ours = put(TASK, "requirement: 公开 ", "requirement: 及时公开 ")
    theirs = put(
        TASK, "        progress:", "        due: 2024-12-31\n        x-联络员: 李四\n        progress:"
    )
    assert clean(TASK, ours, theirs) == put(
        ours, "        progress:", "        due: 2024-12-31\n        x-联络员: 李四\n        progress:"
    )


def test_edits_of_different_fields_combine_in_one_line() -> None:
    ours = put(TASK, "requirement: 解读", "requirement: 及时解读")
    theirs = put(TASK, "responsible: [各局]}", "responsible: [各局, 乙局], due: 2024-12-31}")
    assert clean(TASK, ours, theirs) == put(
        ours, "responsible: [各局]}", "responsible: [各局, 乙局], due: 2024-12-31}"
    )


def test_both_changed_one_text() -> None:
    ours, theirs = put(TASK, "公开 ", "及时公开 "), put(TASK, "公开 ", "主动公开 ")
    line = "        requirement: 公开   # 年初印发\n"
    assert conflict(TASK, ours, theirs) == put(
        TASK, line, between(line.replace("公开", "及时公开"), line.replace("公开", "主动公开"))
    )


def test_both_changed_one_text_inside_a_line() -> None:
    """The conflict takes the line, and the line above it, which both changed apart, is merged."""
    ours = put(put(TASK, "解读", "及时解读"), "公开 ", "及时公开 ")
    theirs = put(
        put(TASK, "解读", "主动解读"), "        progress:", "        due: 2024-12-31\n        progress:"
    )
    line = "      - {id: 2, requirement: 解读, responsible: [各局]}\n"
    expected = put(TASK, line, between(line.replace("解读", "及时解读"), line.replace("解读", "主动解读")))
    expected = put(expected, "公开 ", "及时公开 ")
    assert conflict(TASK, ours, theirs) == put(
        expected, "        progress:", "        due: 2024-12-31\n        progress:"
    )


def test_both_set_a_field_for_the_first_time() -> None:
    due = "        due: 2024-{month}-30\n        progress:"
    ours, theirs = (put(TASK, "        progress:", due.format(month=month)) for month in ("06", "09"))
    made = conflict(TASK, ours, theirs)
    assert between("        due: 2024-06-30\n", "        due: 2024-09-30\n") in made
    assert clean(TASK, ours, put(ours, "解读", "及时解读")) == put(ours, "解读", "及时解读")


def test_a_deadline_that_recurs_is_taken_as_a_whole() -> None:
    base = put(TASK, "        progress:", "        due: monthly:10\n        progress:")
    ours = put(base, "monthly:10", "[2024-06-30, 2024-12-31]")
    assert clean(base, ours, base) == ours
    assert clean(base, base, ours) == ours
    assert clean(base, ours, ours) == ours
    made = conflict(base, ours, put(base, "monthly:10", "quarterly"))
    assert between("        due: [2024-06-30, 2024-12-31]\n", "        due: quarterly\n") in made


def test_a_field_gone_and_changed_is_a_conflict() -> None:
    contact = "    contact: 张三\n"
    ours, theirs = put(TASK, contact, ""), put(TASK, contact, "    contact: 李四\n")
    assert conflict(TASK, ours, theirs) == put(TASK, contact, between("", "    contact: 李四\n"))
    assert conflict(TASK, theirs, ours) == put(TASK, contact, between("    contact: 李四\n", ""))
    assert clean(TASK, ours, put(TASK, "解读", "及时解读")) == put(ours, "解读", "及时解读")
    assert clean(TASK, put(TASK, "解读", "及时解读"), ours) == put(ours, "解读", "及时解读")


def test_the_first_field_of_an_item_goes() -> None:
    """The next key moves to the dash."""
    base = put(
        TASK,
        "  - name: 甲局\n    kind: department\n    contact: 张三\n",
        "  - contact: 张三\n    name: 甲局\n    kind: department\n",
    )
    theirs = put(base, "  - contact: 张三\n    name", "  - name")
    ours = put(base, "解读", "及时解读")
    assert clean(base, ours, theirs) == put(theirs, "解读", "及时解读")


@pytest.mark.parametrize("swapped", [False, True])
def test_the_first_field_of_an_item_gone_and_changed_is_a_conflict(swapped: bool) -> None:
    """It cannot be put before what now stands behind the dash."""
    base = put(
        TASK,
        "  - name: 甲局\n    kind: department\n    contact: 张三\n",
        "  - contact: 张三\n    name: 甲局\n    kind: department\n",
    )
    gone, changed = put(base, "  - contact: 张三\n    name", "  - name"), put(base, "张三", "李四")
    made = conflict(base, *((changed, gone) if swapped else (gone, changed)))
    assert made.count("李四") == 1


def test_fields_of_the_list_itself() -> None:
    ours = put(TASK, "year: 2024\n", "year: 2024\nregion: 某区\nconfirm: true\n")
    theirs = put(TASK, "year: 2024\n", "year: 2024\nclosed: 2025-01-20\nrounds: [2024-06-25]\n")
    made = source(clean(TASK, ours, theirs)).plain
    assert (made["region"], made["confirm"], made["closed"], made["rounds"]) == (
        "某区",
        "true",
        "2025-01-20",
        ["2024-06-25"],
    )


# Lists of names -----------------------------------------------------------------------------------


def test_names_of_both_sides() -> None:
    base = put(TASK, "responsible: [各局]}", "responsible: [各局], concerned: [甲局], x-词: [甲]}")
    ours = put(base, "concerned: [甲局]", "concerned: [甲局, 乙局]")
    theirs = put(base, "concerned: [甲局]", "concerned: [丙局]")
    assert "concerned: [乙局, 丙局]" in joined(base, ours, theirs).data.decode()


def test_roles_and_rounds_and_evidence() -> None:
    base = put(TASK, "responsible: [各局]}", "responsible: [甲局, 乙局]}")
    base = put(base, "year: 2024\n", "year: 2024\nrounds: [2024-03-25, 2024-12-10]\n")
    base = put(base, "note: 方案已印发}", "note: 方案已印发, evidence: [甲.pdf]}")
    ours = put(base, "[甲局, 乙局]", "[{unit: 甲局, role: lead}, 乙局]")
    ours = put(put(ours, "2024-12-10", "2024-09-25, 2024-12-10"), "[甲.pdf]", "[甲.pdf, 乙.pdf]")
    theirs = put(base, "[甲局, 乙局]", "[甲局, {unit: 乙局, role: support}]")
    theirs = put(put(theirs, "2024-12-10", "2024-06-25, 2024-12-10"), "[甲.pdf]", "[甲.pdf, 丙.pdf]")
    made = clean(base, ours, theirs)
    assert "[{unit: 甲局, role: lead}, {unit: 乙局, role: support}]" in made
    assert "rounds: [2024-03-25, 2024-06-25, 2024-09-25, 2024-12-10]" in made
    assert "[甲.pdf, 乙.pdf, 丙.pdf]" in made


def test_another_order_on_one_side_is_taken() -> None:
    base = put(TASK, "responsible: [各局]}", "responsible: [甲局, 乙局]}")
    theirs = put(base, "[甲局, 乙局]", "[乙局, 甲局]")
    ours = put(base, "解读", "及时解读")
    assert clean(base, ours, theirs) == put(theirs, "解读", "及时解读")
    assert clean(base, theirs, ours) == put(theirs, "解读", "及时解读")


def test_another_order_on_both_sides_is_a_conflict() -> None:
    base = put(TASK, "responsible: [各局]}", "responsible: [甲局, 乙局, 各局]}")
    ours = put(base, "[甲局, 乙局, 各局]", "[乙局, 甲局, 各局]")
    theirs = put(base, "[甲局, 乙局, 各局]", "[甲局, 各局, 乙局]")
    assert "[甲局, 各局, 乙局]" in conflict(base, ours, theirs)


def test_tasks_in_another_order_keep_the_other_side_s_reports() -> None:
    first, second = (
        "      # 每月报一次\n      - id: 1\n",
        "\n      - {id: 2, requirement: 解读, responsible: [各局]}\n",
    )
    body = TASK[TASK.index(first) : TASK.index(second)]
    theirs = put(TASK, body + second, second.lstrip("\n") + "\n" + body)
    ours = put(TASK, LAST, LAST + DONE)
    assert clean(TASK, ours, theirs).replace("\n\n", "\n") == put(theirs, LAST, LAST + DONE).replace(
        "\n\n", "\n"
    )


# Units, groups, headings, tasks -------------------------------------------------------------------


def test_units_and_groups() -> None:
    ours = put(TASK, "groups:\n", "  - {name: 丙局, kind: department}   # 新设\ngroups:\n")
    theirs = put(TASK, "groups:\n", "  # 年中划入\n  - name: 丁局\n    kind: office\ngroups:\n")
    theirs = put(
        theirs,
        "scope: every}\n",
        "scope: every}\n  - {name: 有关局, members: department, scope: concerned}\n",
    )
    made = clean(TASK, ours, theirs)
    new = "  # 年中划入\n  - name: 丁局\n"
    assert made == put(theirs, new, "  - {name: 丙局, kind: department}   # 新设\n" + new)


def test_a_unit_struck_out_that_the_other_side_changed() -> None:
    unit = "  - name: 甲局\n    kind: department\n    contact: 张三\n"
    base = put(TASK, "          甲局:", "          乙局:")
    ours, theirs = put(base, unit, ""), put(base, "contact: 张三", "contact: 李四")
    assert conflict(base, ours, theirs) == put(base, unit, between("", put(unit, "张三", "李四")))
    assert conflict(base, theirs, ours) == put(base, unit, between(put(unit, "张三", "李四"), ""))


def test_a_renamed_unit_takes_the_reports_made_under_its_old_name() -> None:
    """What `units rename` does on one side, and marks on the other."""
    renamed = put(TASK, "  - name: 甲局\n", "  - name: 甲委\n    aliases: [甲局]\n")
    renamed = put(renamed, "          甲局:", "          甲委:")
    ours = put(TASK, LAST, LAST + DONE)
    ours = put(
        ours,
        "responsible: [各局]}",
        "responsible: [各局], progress: {甲局: [{date: 2024-07-02, status: done}]}}",
    )
    expected = put(renamed, LAST, LAST + DONE)
    expected = put(
        expected,
        "responsible: [各局]}",
        "responsible: [各局], progress: {甲委: [{date: 2024-07-02, status: done}]}}",
    )
    assert clean(TASK, ours, renamed) == expected
    assert clean(TASK, renamed, ours) == expected


def test_a_unit_renamed_on_both_sides_is_a_conflict() -> None:
    """At its name, and wherever a key is its name; all reports are there on either side."""
    ours, theirs = (
        put(
            put(TASK, "  - name: 甲局\n", f"  - name: {name}\n    aliases: [甲局]\n"),
            "          甲局:\n" + FIRST + LAST,
            f"          {name}:\n{FIRST}{LAST}{line}",
        )
        for name, line in (("甲委", DONE), ("甲办", DONE.replace("07-01", "07-02")))
    )
    made = joined(TASK, ours, theirs)
    assert made.conflicts == 2
    assert between("  - name: 甲委\n", "  - name: 甲办\n") in made.data.decode()
    assert {"2024-07-01", "2024-07-02"} <= set(re.findall("2024-07-..", made.data.decode()))


def test_a_heading_s_new_title_does_not_hinder_changes_below_it() -> None:
    theirs = put(TASK, "title: 一", "title: 第一部分")
    ours = put(TASK, LAST, LAST + DONE)
    assert clean(TASK, ours, theirs) == put(ours, "title: 一", "title: 第一部分")
    assert clean(TASK, theirs, ours) == put(ours, "title: 一", "title: 第一部分")


def test_new_tasks_of_both_sides() -> None:
    three, four = (f"      - {{id: {n}, requirement: 培训, responsible: [各局]}}\n" for n in (3, 4))
    ours, theirs = put(TASK, "# 完\n", three + "# 完\n"), put(TASK, "# 完\n", four + "# 完\n")
    assert clean(TASK, ours, theirs) == put(TASK, "# 完\n", three + four + "# 完\n")


def test_two_tasks_of_one_number_are_one_conflict() -> None:
    ours, theirs = (
        put(
            TASK,
            "# 完\n",
            f"      - id: 3\n        requirement: {text}\n        responsible: [{who}]\n# 完\n",
        )
        for text, who in (("培训", "甲局"), ("督查", "乙局"))
    )
    made = conflict(TASK, ours, theirs)
    before, after = made.split("=======")
    assert "培训" in before
    assert "督查" in after
    assert "甲局" not in after.split(">>>>>>>")[0]


def test_one_number_for_new_tasks_under_different_headings() -> None:
    """Both are there, and the rule says so."""
    base = put(TASK, "# 完\n", SECOND)
    four = "      - {id: 4, requirement: 督查, responsible: [各局]}\n"
    made = joined(base, put(base, MOVED, MOVED + four), base + four)
    assert made.data.decode().count(four) == 2
    assert {problem.rule for problem in load.check("x", made.data).errors} == {"duplicate-id"}


def test_renumbered_tasks_keep_their_reports() -> None:
    """A task put in between: what is marked on the other side goes with the requirement, not the number."""
    theirs = put(
        TASK,
        "      # 每月报一次\n      - id: 1\n",
        "      - {id: 1, requirement: 新增, responsible: [各局]}\n      # 每月报一次\n      - id: 3\n",
    )
    ours = put(TASK, LAST, LAST + DONE)
    assert clean(TASK, ours, theirs) == put(theirs, LAST, LAST + DONE)


SECOND = "  - title: 二\n    tasks:\n      - {id: 3, requirement: 培训, responsible: [各局]}\n"
MOVED = "      - {id: 2, requirement: 解读, responsible: [各局]}\n"


def test_a_task_moved_under_another_heading() -> None:
    """It goes there whole; what the other side did with it meanwhile is a conflict, not lost."""
    base = put(TASK, "# 完\n", SECOND)
    theirs = put(base, MOVED, "") + MOVED
    ours = put(base, LAST, LAST + DONE)
    assert source(clean(base, ours, theirs)).plain == source(put(theirs, LAST, LAST + DONE)).plain
    changed = put(base, "解读, responsible: [各局]}", "解读, responsible: [各局], due: 2024-12-31}")
    for sides in ((changed, theirs), (theirs, changed)):
        made = joined(base, *sides)
        assert made.conflicts == 1
        assert "due: 2024-12-31" in made.data.decode()
        assert made.data.decode().count("解读") == 2


def test_every_task_of_a_section_struck_out_by_the_two_together() -> None:
    base = put(TASK, "# 完\n", SECOND)
    four = "      - {id: 4, requirement: 督查, responsible: [各局]}\n"
    base = base + four
    made = joined(base, put(base, four, ""), put(base, SECOND, SECOND.split("      -")[0]))
    assert made.conflicts == 1


def test_what_does_not_go_together_is_kept_and_has_errors() -> None:
    """A unit struck out here, a report by it there: no text is in conflict, and nothing is lost."""
    base = put(TASK, "          甲局:\n" + FIRST + LAST, "          甲局:\n" + FIRST)
    theirs = put(base, FIRST, FIRST + "          乙局:\n            - {date: 2024-06-21, status: done}\n")
    ours = put(base, "  - {name: 乙局, kind: department}\n", "")
    made = joined(base, ours, theirs)
    assert made.conflicts == 0
    assert "unknown-unit" in {problem.rule for problem in load.check("x", made.data).errors}
    assert source(made.data).plain["sections"][0]["tasks"][0]["progress"]["乙局"]


# Comments and layout ------------------------------------------------------------------------------


def test_comments_of_both_sides() -> None:
    ours = put(put(TASK, "# 每月报一次", "# 每季报一次"), "# 完\n", "# 全文完\n")
    theirs = put(TASK, "      - {id: 2", "      # 须逐条公开\n      - {id: 2")
    theirs = put(theirs, "# 年初印发", "# 年初已印发")
    expected = put(ours, "      - {id: 2", "      # 须逐条公开\n      - {id: 2")
    assert clean(TASK, ours, theirs) == put(expected, "# 年初印发", "# 年初已印发")


def test_comments_added_on_both_sides_keep_their_order() -> None:
    ours = put(TASK, "      # 每月报一次\n", "      # 每月报一次\n      # 本方\n")
    theirs = put(TASK, "      # 每月报一次\n", "      # 每月报一次\n      # 对方\n")
    assert clean(TASK, ours, theirs) == put(ours, "      # 本方\n", "      # 本方\n      # 对方\n")


def test_a_comment_changed_here_and_another_added_there() -> None:
    ours = put(TASK, "      # 每月报一次\n", "      # 每月报一次\n      # 本方\n")
    theirs = put(TASK, "每月报一次", "每季报一次")
    assert clean(TASK, ours, theirs) == put(ours, "每月报一次", "每季报一次")
    assert clean(TASK, theirs, ours) == put(ours, "每月报一次", "每季报一次")


def test_comments_at_the_end_of_the_file() -> None:
    ours, theirs = TASK + "# 本方\n", TASK + "# 对方\n"
    assert clean(TASK, ours, theirs) == TASK + "# 本方\n# 对方\n"
    assert clean(TASK, put(TASK, "解读", "及时解读"), put(TASK, "# 完\n", "")) == put(
        put(TASK, "解读", "及时解读"), "# 完\n", ""
    )


def test_comments_inside_a_list_in_brackets() -> None:
    """They stay when an item comes, and come themselves."""
    long = "        responsible: [各局,   # 全体\n          乙局]\n"
    base = put(TASK, "        responsible: [各局]\n", long)
    theirs = put(base, "乙局]\n", "乙局, 甲局]\n")
    ours = put(base, "公开 ", "及时公开 ")
    assert clean(base, ours, theirs) == put(ours, "乙局]\n", "乙局, 甲局]\n")
    more = put(TASK, "        responsible: [各局]\n", "        responsible: [各局, 甲局]\n")
    for sides in ((more, base), (base, more)):
        assert clean(TASK, *sides).count("# 全体") == 1
        assert set(source(clean(TASK, *sides)).plain["sections"][0]["tasks"][0]["responsible"]) == {
            "各局",
            "乙局",
            "甲局",
        }


def test_a_comment_has_no_place_in_a_file_in_flow_style() -> None:
    """Then both versions are in the file, whole."""
    ours = '{"title": 甲, "year": 2024}\n'
    theirs = "title: 乙\n# 说明\nyear: 2024\n"
    made = joined('{"title": 乙, "year": 2024}\n', ours, theirs)
    assert (made.conflicts, made.data.decode()) == (1, between(ours, theirs))


def test_a_comment_that_both_changed_is_a_conflict() -> None:
    ours, theirs = put(TASK, "每月报一次", "每季报一次"), put(TASK, "每月报一次", "每周报一次")
    assert between("      # 每季报一次\n", "      # 每周报一次\n") in conflict(TASK, ours, theirs)


def test_a_comment_beside_a_changed_value() -> None:
    """Both sides' work on one line: the value here, the remark there."""
    ours = put(TASK, "公开   # 年初印发", "及时公开   # 年初印发")
    theirs = put(TASK, "公开   # 年初印发", "公开")
    assert clean(TASK, ours, theirs) == put(TASK, "公开   # 年初印发", "及时公开")
    assert clean(TASK, theirs, ours) == put(TASK, "公开   # 年初印发", "及时公开")
    more = put(TASK, "        responsible: [各局]\n", "        responsible: [各局]   # 全体\n")
    named = put(TASK, "        responsible: [各局]\n", "        responsible: [各局, 乙局]\n")
    assert "        responsible: [各局, 乙局]   # 全体\n" in clean(TASK, named, more)


def test_a_comment_stays_above_its_item_when_one_comes_before_it() -> None:
    theirs = put(
        TASK,
        "\n      - {id: 2",
        "      - {id: 3, requirement: 培训, responsible: [各局]}\n\n      # 说明\n      - {id: 2",
    )
    ours = put(TASK, LAST, LAST + DONE)
    assert clean(TASK, ours, theirs) == put(theirs, LAST, LAST + DONE)


def test_line_ends_bom_and_the_missing_newline_are_ours() -> None:
    ours = BOM + put(TASK, "解读", "及时解读").removesuffix("\n").replace("\n", "\r\n").encode()
    theirs = put(TASK, LAST, LAST + DONE)
    expected = put(put(TASK, "解读", "及时解读"), LAST, LAST + DONE).removesuffix("\n").replace("\n", "\r\n")
    assert joined(TASK, ours, theirs).data == BOM + expected.encode()


def test_theirs_in_another_layout_changes_nothing_of_ours() -> None:
    theirs = dedent("""\
        {"title": "清单", "year": 2024, "units": [{"name": "甲局", "kind": "department", "contact": "张三"},
         {"name": "乙局", "kind": "department"}], "groups": [{"name": "各局", "members": "department",
         "scope": "every"}], "sections": [{"title": "一", "tasks": [{"id": 1, "requirement": "公开",
         "responsible": ["各局"], "progress": {"甲局": [{"date": "2024-06-14", "status": "in_progress",
         "note": "方案已印发"}, {"date": "2024-06-20", "status": "behind"},
         {"date": "2024-07-01", "status": "done"}]}},
         {"id": 2, "requirement": "解读", "responsible": ["各局"]}]}]}
        """)
    ours = put(TASK, "解读", "及时解读")
    line = '            - {"date": "2024-07-01", "status": "done"}\n'
    assert clean(TASK, ours, theirs) == put(ours, LAST, LAST + line)


def test_indentation_is_fitted() -> None:
    theirs = put(
        TASK,
        "groups:\n",
        "  - name: 丙局\n    kind: department\n    contact: |\n      张三\n       李四\ngroups:\n",
    )
    ours = put(TASK, "  - {name: 乙局", "      - {name: 乙局").replace(
        "  - name: 甲局\n    kind: department\n    contact: 张三\n",
        "      - name: 甲局\n        kind: department\n        contact: 张三\n",
    )
    made = clean(TASK, ours, theirs)
    assert (
        "      - name: 丙局\n        kind: department\n        contact: |\n          张三\n           李四\n"
        in made
    )


# Equal names --------------------------------------------------------------------------------------


def test_no_common_base() -> None:
    """Both sides added the list: what is the same is taken, what differs is a conflict."""
    theirs = put(TASK, LAST, LAST + DONE)
    assert clean("", TASK, theirs) == theirs
    assert between("year: 2024\n", "year: 2025\n") in conflict("", TASK, put(TASK, "2024\n", "2025\n"))


def test_what_has_no_lines_of_its_own_is_one_conflict() -> None:
    """A file in flow style has no lines for a smaller conflict."""
    ours, theirs = '{"title": 甲}\n', '{"title": 乙}\n'
    made = joined('{"title": 丙}\n', ours, theirs)
    assert (made.conflicts, made.data.decode()) == (1, between(ours, theirs))


def test_longer_markers() -> None:
    made = merge(
        source(TASK), source(put(TASK, "解读", "甲")), source(put(TASK, "解读", "乙")), marker_size=9
    )
    assert b"<<<<<<<<< ours\n" in made.data
    assert b"\n=========\n" in made.data
    assert b"\n>>>>>>>>> theirs\n" in made.data


@pytest.mark.parametrize("key", ["扩展", "x-a"])
def test_x_keys_of_any_shape(key: str) -> None:
    base = put(
        TASK,
        "        progress:",
        f"        x-{key}:\n          甲: [一, 二]\n          乙: {{丙: 丁}}\n        progress:",
    )
    ours = put(base, "[一, 二]", "[一, 二, 三]")
    theirs = put(base, "{丙: 丁}", "{丙: 丁, 戊: 己}")
    assert clean(base, ours, theirs) == put(ours, "{丙: 丁}", "{丙: 丁, 戊: 己}")


def test_the_list_of_the_other_tests() -> None:
    """In one go, with comments between: marks here, an edit there."""
    ours = put(
        LIST,
        "              区司法局:\n",
        "                - {date: 2024-07-01, status: done}\n              区司法局:\n",
    )
    theirs = put(
        LIST, "status: behind}\n", "status: behind}\n                - {date: 2024-07-09, status: done}\n"
    )
    assert clean(LIST, ours, theirs) == put(
        ours, "status: behind}\n", "status: behind}\n                - {date: 2024-07-09, status: done}\n"
    )
