"""A list as rows of the tables."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests import oracle as lists
from tests.many import province

from govlist.many.extract import Extract, Source, extract
from govlist.many.schema import BY_NAME, IDENTITY, TABLES, Type
from govlist.many.sources import find

NOW = "2024-09-27T00:00:00Z"
TYPES = {Type.TEXT: str, Type.NUMBER: int, Type.DAY: date, Type.FLAG: bool}
LIST = """\
title: 样例区2024年度清单
year: 2024
region: 样例区
region_code: 990101
city: 样例市
topic: 政务公开
confirm: true
rounds: [2024-06-25, 2024-03-25]
units:
  - {name: 甲局, kind: department, aliases: [甲委, 甲办]}
  - {name: 乙局, kind: department, until: 2024-06-30, successor: 甲局}
groups: []
sections:
  - title: 一
    topics:
      - title: 政策公开
        tasks:
          - id: 1
            requirement: 公开
            responsible: [甲局, 乙局]
            due: quarterly
            due_text: 每季度
            city_task: "3"
            overall: [{date: 2024-06-14, status: behind, note: 总体}]
            progress:
              甲局:
                - {date: 2024-06-14, status: done, evidence: [1.pdf, 2.pdf], note: "分\\n行", by: 张三}
                - {date: 2024-06-20, status: in_progress, review: returned}
  - title: 二
    tasks: [{id: 2, requirement: 更新, responsible: [甲局], responsible_text: 甲局等, standing: true}]
chases:
  - {date: 2024-07-01, unit: 甲办, tasks: [1, 2], level: notice, reply_by: 2024-07-05}
"""
WHO = ("甲/清单", "990101", "样例区", "样例市", "政务公开", 2024)


@pytest.fixture
def of(tmp_path: Path) -> Callable[..., Extract]:
    """`of(text)` extracts a list with that text."""

    def extracted(text: str | bytes, fault: str = "", **by_path: str) -> Extract:
        path = tmp_path / "list.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return extract(Source(str(path), "甲/清单", by_path, fault), NOW)

    return extracted


def assert_typed(made: Extract) -> None:
    """Every value has its column's type, and only optional ones are empty."""
    assert list(made.rows) == [table.name for table in TABLES]
    for name, rows in made.rows.items():
        columns = BY_NAME[name].columns
        for row in rows:
            assert len(row) == len(columns)
            for column, value in zip(columns, row, strict=True):
                assert column.optional if value is None else type(value) is TYPES[column.type], column.name


def table(made: Extract, name: str) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns, without the list's identity."""
    assert all(row[: len(IDENTITY)] == WHO for row in made.rows[name])
    names = [column.name for column in BY_NAME[name].columns]
    return [dict(list(zip(names, row, strict=True))[len(IDENTITY) :]) for row in made.rows[name]]


def test_the_tables_of_a_list(of: Callable[..., Extract], tmp_path: Path) -> None:
    made = of(LIST)
    assert made.state == "ok"
    assert_typed(made)
    assert table(made, "lists") == [
        {
            "path": str(tmp_path / "list.yaml"), "title": "样例区2024年度清单",
            "confirm": True, "closed": None,
            "state": "ok", "errors": 0, "warnings": 0, "content_sha256": sha256(LIST.encode()).hexdigest(),
            "schema_version": 1, "extracted_at": NOW,
        }
    ]  # fmt: skip
    first, second = table(made, "tasks")
    assert first == {
        "task_id": 1, "section_no": 1, "section": "一", "heading": "政策公开", "requirement": "公开",
        "responsible_text": "甲局\n乙局", "due": date(2024, 12, 31), "due_text": "每季度", "standing": False,
        "settled": None, "city_task": "3",
    }  # fmt: skip
    assert [second[key] for key in ("section_no", "heading", "responsible_text", "due", "standing")] == [
        *(2, None, "甲局等", None, True)
    ]
    assert [tuple(row.values()) for row in table(made, "units")] == [
        ("甲局", 1, "department", "甲委\n甲办", None, None),
        ("乙局", 2, "department", "", date(2024, 6, 30), "甲局"),
    ]
    assert [tuple(row.values()) for row in table(made, "reports")] == [
        (1, "", 1, date(2024, 6, 14), "behind", None, "总体", "", None),
        (1, "甲局", 1, date(2024, 6, 14), "done", None, "分\n行", "1.pdf\n2.pdf", "张三"),
        (1, "甲局", 2, date(2024, 6, 20), "in_progress", "returned", None, "", None),
    ]
    assert [row["due"] for row in table(made, "rounds")] == [date(2024, 3, 25), date(2024, 6, 25)]
    assert [tuple(row.values()) for row in table(made, "chases")] == [
        (date(2024, 7, 1), "甲局", 1, "notice", date(2024, 7, 5)),
        (date(2024, 7, 1), "甲局", 2, "notice", date(2024, 7, 5)),
    ]
    assert {row["unit"] for row in table(made, "states")} == {"甲局", "乙局"}
    assert table(made, "problems") == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("responsible: [甲局, 乙局]", "responsible: [火星局]", "unknown-unit"),
        ("sections:", "sections: [", "syntax"),
        ("status: behind", "status: 差不多", "bad-status"),
        ("sections:\n", "parts:\n", "unknown-key"),
    ],
)
def test_a_list_with_errors_has_rows_in_two_tables_and_keeps_its_identity(
    of: Callable[..., Extract], old: str, new: str, rule: str
) -> None:
    made = of(LIST.replace(old, new))
    assert made.state == "rejected"
    assert_typed(made)
    assert {name for name, rows in made.rows.items() if rows} == {"lists", "problems"}
    (row,), problems = table(made, "lists"), table(made, "problems")
    assert (row["state"], row["title"], row["errors"]) == ("rejected", None, len(problems))
    assert rule in [problem["rule"] for problem in problems]
    assert all(problem["line"] > 0 and problem["column"] > 0 and problem["message"] for problem in problems)


def test_a_list_in_an_old_encoding_keeps_its_identity(of: Callable[..., Extract]) -> None:
    made = of(LIST.encode("gb18030"))
    assert [problem["rule"] for problem in table(made, "problems")] == ["encoding"]


@pytest.mark.parametrize("text", ["", "[]", "甲", "\0", b"\xff\xfe", "title: [", f"year: {'9' * 20}"])
def test_what_is_no_list_is_rejected(of: Callable[..., Extract], text: str | bytes) -> None:
    made = of(text)
    assert_typed(made)
    assert made.state == "rejected"
    assert made.rows["problems"]


def test_a_file_that_cannot_be_read_is_rejected(tmp_path: Path) -> None:
    made = extract(Source(str(tmp_path / "missing.yaml"), "a", {"year": "2024"}), NOW)
    assert_typed(made)
    (problem,) = made.rows["problems"]
    assert (made.state, problem[:6], problem[9]) == ("rejected", ("a", "", "", "", "", 2024), "unreadable")


def test_the_path_says_what_the_list_does_not(of: Callable[..., Extract]) -> None:
    made = of(LIST.replace("city: 样例市\n", ""), city="某市", region_code="990101")
    assert made.state == "ok"
    assert {row[:6] for rows in made.rows.values() for row in rows} == {(*WHO[:3], "某市", *WHO[4:])}


def test_a_list_that_disagrees_with_its_path_is_rejected_with_both(of: Callable[..., Extract]) -> None:
    made = of(LIST, region_code="990102")
    (problem,) = table(made, "problems")
    assert (problem["rule"], problem["line"]) == ("path", 4)
    assert "990101" in problem["message"]
    assert "990102" in problem["message"]


def test_a_path_that_does_not_match_is_a_problem(of: Callable[..., Extract]) -> None:
    (problem,) = table(of(LIST, fault="不符"), "problems")
    assert (problem["rule"], problem["message"]) == ("path", "不符")


def test_hostile_texts_stay_in_their_own_values(of: Callable[..., Extract]) -> None:
    name = "甲'; DROP TABLE states; --/../" + "长" * 300
    made = of(LIST.replace("甲局", name).replace("总体", '"\'\\t,\\n"'))
    assert made.state == "ok"
    assert_typed(made)
    assert {row["unit"] for row in table(made, "states")} == {name, "乙局"}
    assert table(made, "reports")[0]["note"] == "'\t,\n"


@given(plain=lists.checklists())
def test_random_lists_have_rows_of_the_right_types(of: Callable[..., Extract], plain: lists.Plain) -> None:
    made = of(lists.dump(plain))
    assert made.state == "ok"
    assert_typed(made)
    assert len(made.rows["tasks"]) == len(list(lists.tasks(plain)))
    assert len(made.rows["reports"]) == sum(
        len(reports) for task in lists.tasks(plain) for reports in task["progress"].values()
    )


def test_a_province_has_its_broken_lists_in_problems_and_no_others(tmp_path: Path) -> None:
    made = province.write(tmp_path / "province")
    sources = find([made.folder])
    assert [source.list_id for source in sources] == made.list_ids
    extracts = {source.list_id: extract(source, NOW) for source in sources}
    rejected = {key: each.rows["problems"] for key, each in extracts.items() if each.state == "rejected"}
    assert rejected.keys() == made.broken.keys()
    for key, rule in made.broken.items():
        assert rule in [row[9] for row in rejected[key]]
    assert pickle.loads(pickle.dumps(extracts)) == extracts
