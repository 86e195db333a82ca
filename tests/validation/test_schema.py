"""The schema: each error at its place, all at once, without consequences of other errors."""

from __future__ import annotations

import pytest
from tests.strategies import LIST

from govlist.base.errors import Problem
from govlist.validation import load
from govlist.validation.load import Loaded
from govlist.validation.schema import Reading

MARK = "¦"
"""The mark in a text before each wrong key or value."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups:
  - {name: 区政府各部门, members: department, scope: every}
"""
SECTIONS = """\
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区政府各部门]}
"""
Place = tuple[str, int, int]


def check(text: str) -> Loaded:
    return load.check("checklist.yaml", text.replace(MARK, "").encode())


def problems(text: str) -> list[Problem]:
    return list(check(text).problems)


def places(text: str) -> list[Place]:
    return [(problem.rule, problem.line, problem.column) for problem in problems(text)]


def marks(rule: str, text: str) -> list[Place]:
    """A rule with line and column of each mark of a text."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        pieces = line.split(MARK)
        columns = (len("".join(pieces[: end + 1])) + 1 for end in range(len(pieces) - 1))
        found += [(rule, number, column) for column in columns]
    return found


def task(*lines: str) -> str:
    """A list with one task in block style that has these lines besides."""
    body = "\n".join(f"        {line}" for part in lines for line in part.split("\n"))
    return f"""\
{HEAD}sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区政府各部门]
{body}
"""


def test_a_valid_list_has_no_error() -> None:
    assert problems(HEAD + SECTIONS) == []
    assert check(HEAD + SECTIONS).checklist is not None
    assert [problem.rule for problem in problems(LIST)] == ["number-gap", "no-owner"]


# Keys ---------------------------------------------------------------------------------------------

UNKNOWN = [
    f"{HEAD}¦titel: 甲\n{SECTIONS}",
    HEAD.replace("kind: department}", "kind: department, ¦alias: [甲]}", 1) + SECTIONS,
    HEAD.replace("scope: every", "scope: every, ¦note: 甲") + SECTIONS,
    HEAD.replace("scope: every", "scope: every, ¦x-备注: 甲") + SECTIONS,
    HEAD + SECTIONS.replace("    tasks:", "    ¦x-备注: 甲\n    tasks:"),
    HEAD + SECTIONS.replace("id: 1,", "id: 1, ¦owner: 甲,"),
    task("¦deadline: 2024-12-31"),
    task("progress:\n  区教体局:\n    - {date: 2024-06-14, status: done, ¦who: 甲}"),
    task("overall:\n  - {date: 2024-06-14, status: done, ¦who: 甲}"),
    task("¦extra: {甲: 乙}", "¦omitted: 甲"),
    f"{HEAD}¦omitted: 甲\n{SECTIONS}",
    f"{HEAD}¦extra: 甲\n{SECTIONS}",
    task("¦\u3000due: 2024-12-31"),
    task("¦'due ': 2024-12-31"),
    task("¦'': 甲"),
    task("¦Due: 2024-12-31"),
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_key_is_reported_at_the_key(text: str) -> None:
    assert places(text) == marks("unknown-key", text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (f"{HEAD}titel: 甲\n{SECTIONS}", "title"),
        (task("du: 2024-12-31"), "due"),
        (task("Standing: true"), "standing"),
        (task("\u3000due: 2024-12-31"), "due"),
        (task("progress:\n  区教体局:\n    - {date: 2024-06-14, status: done, evidences: []}"), "evidence"),
        (HEAD.replace("kind: department}", "kind: department, alias: [甲]}", 1) + SECTIONS, "aliases"),
    ],
)
def test_the_hint_names_a_similar_key(text: str, nearest: str) -> None:
    (problem,) = [problem for problem in problems(text) if problem.rule == "unknown-key"]
    assert nearest in problem.hint


@pytest.mark.parametrize("key", ["title", "year", "units", "groups", "sections"])
def test_a_key_missing_from_the_list(key: str) -> None:
    lines = (HEAD + SECTIONS).split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = start + 1
    while lines[end].startswith(" "):
        end += 1
    text = "\n".join([*lines[:start], *lines[end:]])
    assert places(text) == [("missing-key", 1, 1)]
    assert key in problems(text)[0].message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (HEAD.replace("- {name: 区司法局, kind: department}", "- ¦{name: 区司法局}") + SECTIONS, "kind"),
        (HEAD.replace("- {name: 区司法局, kind: department}", "- ¦{kind: department}") + SECTIONS, "name"),
        (f"{HEAD}  - ¦{{name: 各乡镇, members: department}}\n{SECTIONS}", "scope"),
        (f"{HEAD}  - ¦{{name: 各乡镇, scope: every}}\n{SECTIONS}", "members"),
        (HEAD + SECTIONS + "      - ¦{id: 2, responsible: [区司法局]}\n", "requirement"),
        (HEAD + SECTIONS + "      - ¦{requirement: 乙, responsible: [区司法局]}\n", "id"),
        (HEAD + SECTIONS + "      - ¦{id: 2, requirement: 乙}\n", "responsible"),
        (HEAD + SECTIONS + "  - ¦title: 其他\n", "topics"),
        (HEAD + SECTIONS + "  - ¦tasks: []\n", "title"),
        (HEAD + SECTIONS + "  - title: 其他\n    topics:\n      - ¦{title: 乙}\n", "tasks"),
        (task("overall: [¦{date: 2024-06-14}]"), "status"),
        (task("progress: {区教体局: [¦{status: done}]}"), "date"),
        (HEAD + SECTIONS.replace("区政府各部门", "区司法局, ¦{role: lead}"), "unit"),
    ],
)
def test_a_missing_key_is_reported_at_its_mapping(text: str, key: str) -> None:
    assert places(text) == marks("missing-key", text)
    assert key in problems(text)[0].message


def test_a_section_holds_topics_or_tasks() -> None:
    both = SECTIONS.replace("    tasks:", "    topics: []\n    ¦tasks:")
    assert places(HEAD + both) == marks("unknown-key", HEAD + both)
    for key in ("topics", "tasks"):
        assert check(f"{HEAD}sections:\n  - {{title: 主动公开, {key}: []}}\n").errors == ()


def test_keys_of_the_office_are_kept() -> None:
    text = task(
        "x-联络员: {姓名: 张三}", "progress: {区教体局: [{date: 2024-06-14, status: done, x-号: '001'}]}"
    )
    text = text.replace("kind: department}", "kind: department, x-电话: 010}", 1)
    made = check(text)
    assert made.errors == ()
    assert made.checklist is not None
    (placed,) = made.checklist.tasks()
    assert placed.extra == {"x-联络员": {"姓名": "张三"}}
    assert placed.progress["区教体局"][0].extra == {"x-号": "001"}
    assert made.checklist.units[0].extra == {"x-电话": "010"}


# Shapes and forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("title: 清单", "title: ¦[清单]") + SECTIONS,
        HEAD.replace("year: 2024", "year: ¦{2024: 1}") + SECTIONS,
        f"title: 清单\nyear: 2024\nunits: ¦区教体局\ngroups: []\n{SECTIONS}",
        f"title: 清单\nyear: 2024\nunits: ¦{{name: 区教体局}}\ngroups: []\n{SECTIONS}",
        HEAD.replace("{name: 区司法局, kind: department}", "¦区司法局") + SECTIONS,
        HEAD.replace("name: 区司法局", "name: ¦[区司法局]") + SECTIONS,
        HEAD.replace("members: department", "members: ¦{kind: department}") + SECTIONS,
        HEAD.replace("members: department", "members: [¦[department]]") + SECTIONS,
        f"{HEAD}sections: ¦主动公开\n",
        f"{HEAD}sections:\n  - ¦主动公开\n",
        f"{HEAD}sections:\n  - {{title: 主动公开, tasks: ¦{{id: 1}}}}\n",
        f"{HEAD}sections:\n  - {{title: 主动公开, topics: ¦中心工作}}\n",
        f"{HEAD}sections:\n  - {{title: 主动公开, topics: [¦中心工作]}}\n",
        HEAD + SECTIONS + "      - ¦2\n",
        HEAD + SECTIONS + "      - ¦[2]\n",
        HEAD + SECTIONS.replace("[区政府各部门]", "¦区政府各部门"),
        HEAD + SECTIONS.replace("[区政府各部门]", "[区司法局, ¦[区教体局]]"),
        HEAD + SECTIONS.replace("requirement: 甲", "requirement: ¦[甲]"),
        task("progress: ¦done"),
        task("progress: ¦[{date: 2024-06-14, status: done}]"),
        task("progress: {区教体局: ¦done}"),
        task("progress:\n  区教体局: ¦{date: 2024-06-14, status: done}"),
        task("progress: {区教体局: [¦done]}"),
        task("progress: {区教体局: [{date: 2024-06-14, status: done, evidence: ¦佐证/1.pdf}]}"),
        task("progress: {区教体局: [{date: 2024-06-14, status: done, note: ¦[甲]}]}"),
        task("overall: ¦done"),
        task("concerned: ¦区教体局"),
        task("due: ¦{day: 2024-12-31}"),
        task("due: [2024-06-30, ¦[2024-12-31]]"),
        task("standing: ¦{}"),
        f"{HEAD}rounds: ¦2024-03-25\n{SECTIONS}",
        "¦- title: 清单\n",
        "¦清单\n",
    ],
)
def test_a_wrong_shape_is_reported_at_the_value(text: str) -> None:
    assert places(text) == marks("wrong-type", text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("wrong-type", HEAD.replace("2024", "¦24") + SECTIONS),
        ("wrong-type", HEAD.replace("2024", "¦２０２４") + SECTIONS),
        ("wrong-type", f"format: ¦1.0\n{HEAD}{SECTIONS}"),
        ("wrong-type", f"{HEAD}confirm: ¦yes\n{SECTIONS}"),
        ("wrong-type", HEAD.replace("every", "¦all") + SECTIONS),
        ("wrong-type", HEAD + SECTIONS + "      - {id: ¦01, requirement: 乙, responsible: [区司法局]}\n"),
        ("wrong-type", HEAD + SECTIONS.replace("区政府各部门", "区司法局, {unit: 区教体局, role: ¦牵头}")),
        ("wrong-type", task("progress: {区教体局: [{date: 2024-06-14, status: done, review: ¦ok}]}")),
        ("bad-date", task("due: ¦2024-02-30")),
        ("bad-date", task("due: ¦monthly:32")),
        ("bad-date", task("due: ¦每月10日前")),
        ("bad-date", task("due: [quarterly, ¦yearly]")),
        ("bad-date", task("due:\n  - 2024-06-30\n  - ¦年底前")),
        ("bad-date", task("settled: ¦2024-2-3")),
        ("bad-date", f"{HEAD}rounds: [2024-03-25, ¦2024-06-31]\n{SECTIONS}"),
        ("bad-date", f"{HEAD}closed: ¦年底\n{SECTIONS}"),
        (
            "bad-date",
            HEAD.replace("区司法局, kind: department", "区司法局, kind: department, until: ¦今天") + SECTIONS,
        ),
        ("bad-date", task("overall: [{date: ¦2024-02-30, status: done}]")),
        ("bad-status", task("overall: [{date: 2024-06-14, status: ¦已完成}]")),
        ("bad-status", task("progress: {区教体局: [{date: 2024-06-14, status: ¦finished}]}")),
        ("empty-value", HEAD.replace("title: 清单", "title: ¦''") + SECTIONS),
        ("empty-value", HEAD + SECTIONS.replace("requirement: 甲", 'requirement: ¦""')),
        ("empty-value", HEAD + SECTIONS.replace("[区政府各部门]", "¦[]")),
        ("empty-value", HEAD.replace("members: department", "members: ¦[]") + SECTIONS),
        ("empty-value", HEAD.replace("members: department", "members: ¦''") + SECTIONS),
        ("empty-value", task("due: ¦''")),
        ("empty-value", task("progress: {区教体局: [{date: 2024-06-14, status: ¦''}]}")),
        ("empty-value", task("progress: {区教体局: ¦''}")),
        ("empty-value", task("concerned: [¦'']")),
        ("newer-format", f"format: ¦2\nunknown: 1\n{SECTIONS}"),
        ("newer-format", f"format: ¦{'9' * 50}\n"),
    ],
)
def test_a_value_of_the_wrong_form_is_reported_at_the_value(rule: str, text: str) -> None:
    assert places(text) == marks(rule, text)


@pytest.mark.parametrize(
    ("due", "hint"),
    [
        ("每月10日前", "monthly:10"),
        ("每季度末", "quarterly"),
        ("每半年", "half-yearly"),
        ("年底前", "due_text"),
        ("monthly:0", "half-yearly"),
    ],
)
def test_a_deadline_of_the_wrong_form_says_how_to_write_it(due: str, hint: str) -> None:
    (problem,) = load.check("checklist.yaml", task(f"due: {due}").encode()).problems
    assert due in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("key", ["title", "year", "units", "groups", "sections"])
def test_a_value_that_is_not_written_is_empty(key: str) -> None:
    written = {"title": "清单", "year": "2024", "units": "[]", "groups": "[]", "sections": "[]", key: ""}
    text = "".join(f"{name}: {value}\n" for name, value in written.items())
    line = list(written).index(key) + 1
    assert [place[:2] for place in places(text)] == [("empty-value", line)]


# All at once, and nothing twice -------------------------------------------------------------------


def test_all_errors_are_reported_in_one_go() -> None:
    text = """\
format: ¦one
title: 清单
year: ¦'24'
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department, until: ¦2024-02-30}
groups:
  - {name: 区政府各部门, members: department, scope: ¦all}
sections:
  - title: 主动公开
    tasks:
      - {id: ¦x, requirement: 甲, responsible: [区教体局]}
      - id: 2
        requirement: ¦[乙]
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: ¦2024-6-1, status: ¦完成, ¦by_whom: 张三}
            - {date: 2024-06-02, status: done, note: ¦''}
"""
    found = places(text)
    assert {place[1:] for place in found} == {place[1:] for place in marks("", text)}
    assert len(found) == 10
    assert [rule for rule, _, _ in found] == [
        *("wrong-type", "wrong-type", "bad-date", "wrong-type", "wrong-type", "wrong-type"),
        *("bad-date", "bad-status", "unknown-key", "empty-value"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # a unit with an error: a task that names it is right
        HEAD.replace("区司法局, kind: department", "区司法局, kind: ¦[]")
        + SECTIONS.replace("区政府各部门", "区司法局"),
        # a group with an error
        HEAD.replace("scope: every", "scope: ¦all") + SECTIONS,
        # no roster at all
        f"title: 清单\nyear: 2024\nunits: ¦none\ngroups: []\n{SECTIONS}",
        # an id with an error: no gap in the numbers
        HEAD
        + SECTIONS
        + "      - {id: ¦x, requirement: 乙, responsible: [区司法局]}\n"
        + "      - {id: 3, requirement: 丙, responsible: [区司法局]}\n",
        # a year with an error: no report is outside it
        task("progress: {区教体局: [{date: 2020-01-01, status: in_progress}]}").replace("2024\n", "¦x\n", 1),
        # a report with an error: the review after it is not stray
        task(
            "progress:\n  区教体局:\n"
            "    - {date: 2024-06-14, status: ¦x}\n"
            "    - {date: 2024-06-15, status: done, review: confirmed, evidence: [1.pdf]}"
        ),
    ],
    ids=["unit", "group", "roster", "id", "year", "report"],
)
def test_what_follows_from_an_error_is_not_reported(text: str) -> None:
    assert places(text) == marks("wrong-type" if "status: ¦x" not in text else "bad-status", text)


@pytest.mark.xfail(strict=True, reason="the rest is reported as if the key were missing")
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("control-character", (HEAD + SECTIONS).replace("year", "ye¦\x07ar")),
        ("anchor", f"{HEAD}{SECTIONS}? ¦*region\n: 田家庵区\n"),
    ],
    ids=["a control character in a key", "an alias for a key"],
)
def test_what_follows_from_an_error_of_form_is_not_reported(rule: str, text: str) -> None:
    assert places(text) == marks(rule, text)


def test_more_that_is_too_deep_than_is_reported_makes_no_file_empty() -> None:
    text = task(*(f"x-{number}: {'[' * 50}{']' * 50}" for number in range(25)))
    assert {rule for rule, _, _ in places(text)} == {"too-deep"}


@pytest.mark.parametrize(
    ("before", "fault"),
    [
        ("      - ¦just text\n", "wrong-type"),
        ("      - ¦{id: 7}\n", "missing-key"),
        ("      - {id: 7, requirement: 乙, responsible: ¦区司法局}\n", "wrong-type"),
    ],
)
def test_places_after_what_was_removed_are_right(before: str, fault: str) -> None:
    text = f"""\
{HEAD}sections:
  - title: 主动公开
    topics:
      - ¦not a topic
      - title: 中心工作
        tasks:
    {before}          - {{id: 1, requirement: 甲, responsible: [区教体局]}}
    {before}          - {{id: ¦1, requirement: 乙, responsible: [¦区卫建委]}}
"""
    found = places(text)
    assert {place[1:] for place in found} == {place[1:] for place in marks("", text)}
    rules = [rule for rule, _, _ in found]
    assert rules.count("duplicate-id") == rules.count("unknown-unit") == 1
    assert rules.count(fault) >= 2


def test_places_of_reports_after_one_that_was_removed() -> None:
    text = task(
        "progress:\n  区教体局:\n"
        "    - {date: ¦2024-6-1, status: done}\n"
        "    - {date: 2024-09-20, status: in_progress}\n"
        "    - {date: ¦2024-13-01, status: done}\n"
        "    - {date: ¦2024-06-02, status: in_progress, evidence: [¦佐证\\1.pdf]}"
    )
    found = places(text)
    assert [rule for rule, _, _ in found] == ["bad-date", "bad-date", "report-order", "bad-evidence"]
    assert [place[1:] for place in found] == [place[1:] for place in marks("", text)]


def test_origin_finds_the_way_back() -> None:
    sections = [
        {"title": "甲", "tasks": ["x", {"id": "1"}, {"id": "2", "requirement": "乙", "responsible": ["丙"]}]},
        "x",
        {"title": "丁", "tasks": []},
    ]
    units = ["x", {"name": "丙", "kind": "k"}]
    reading = Reading({"title": "t", "year": "2024", "units": units, "groups": [], "sections": sections})
    assert reading.checklist is not None
    assert reading.origin(("sections", 0, "tasks", 0, "id")) == ("sections", 0, "tasks", 2, "id")
    assert reading.origin(("sections", 1, "title")) == ("sections", 2, "title")
    assert reading.origin(("units", 0, "name")) == ("units", 1, "name")
    assert reading.origin(("title",)) == ("title",)


def test_a_list_of_which_nothing_is_left() -> None:
    text = "title: ¦[]\nyear: ¦x\nunits: ¦x\ngroups: ¦x\nsections: ¦x\n"
    assert places(text) == marks("wrong-type", text)


@pytest.mark.parametrize(
    ("word", "remedies"),
    [
        ("已办结", {"done"}),
        ("滞后", {"behind"}),
        ("基本完成", {"done", "in_progress"}),
        ("80%", {"done", "in_progress"}),
        ("已完成并长期坚持", {"done", "in_progress"}),
    ],
)
def test_the_remedy_of_a_status_names_what_the_word_may_mean(word: str, remedies: set[str]) -> None:
    (problem,) = problems(task(f"overall: [{{date: 2024-06-14, status: {word}}}]"))
    tokens = ("not_started", "in_progress", "behind", "done", "not_applicable")
    assert (problem.rule, {token for token in tokens if token in problem.hint}) == ("bad-status", remedies)
