"""`assign`: who of a concerned group is concerned, and that nobody else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

Run = Callable[..., Any]
Checklist = Callable[..., Path]

RESPONSIBLE = "            responsible: [有关部门]\n"
"""The line of task 6, behind which `concerned` and `settled` are put."""


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST)


def text(path: Path) -> str:
    return path.read_bytes().decode()


def behind(*lines: str) -> str:
    """The list with these lines behind the responsible of task 6."""
    return LIST.replace(
        RESPONSIBLE, RESPONSIBLE + "".join(f"            {line}".rstrip() + "\n" for line in lines)
    )


def bases(run: Run, unit: str) -> dict[int, str]:
    """The basis of each task that a unit has to do with."""
    rows = json.loads(run("list", "--unit", unit, "--json").out)
    return {row["id"]: row["basis"] for row in rows}


def refused(run: Run, path: Path, *args: object, code: int = 2) -> Any:
    """The command must fail with this code, print nothing, say why, and leave the file alone."""
    before = path.read_bytes()
    result = run(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err
    assert path.read_bytes() == before
    return result


# Naming -------------------------------------------------------------------------------------------


def test_a_unit_is_named(run: Run, path: Path) -> None:
    assert bases(run, "区卫健委")[6] == "candidate"
    assert run("assign", "6", "区卫健委").code == 0
    assert text(path) == behind("concerned: [区卫健委]")
    assert bases(run, "区卫健委")[6] == "named"
    assert bases(run, "区司法局")[6] == "candidate"


def test_names_are_added_at_the_end(run: Run, path: Path) -> None:
    assert run("assign", "6", "卫健").code == 0
    assert run("assign", "6", "区教育体育局", "区卫健委").code == 0
    assert text(path) == behind("concerned: [区卫健委, 区教体局]")
    assert run("assign", "6", "区政府各部门").code == 0
    assert text(path) == behind("concerned: [区卫健委, 区教体局, 区司法局]")


def test_a_list_in_block_style_gets_lines(run: Run, checklist: Checklist) -> None:
    path = checklist(behind("concerned:  # 2月认定", "- 区卫健委", "", "# 待定"))
    assert run("assign", "6", "区教体局", "区司法局").code == 0
    assert text(path) == behind(
        "concerned:  # 2月认定", "- 区卫健委", "- 区教体局", "- 区司法局", "", "# 待定"
    )
    assert run("assign", "6", "区教体局", "区司法局", "--remove").code == 0
    assert text(path) == behind("concerned:  # 2月认定", "- 区卫健委", "", "# 待定")


@pytest.mark.parametrize(
    "held", ["concerned: [区教育体育局]  # 2月", "concerned: [ 区卫健委, 区教育体育局 ]"]
)
def test_an_alias_that_is_there_stays(run: Run, checklist: Checklist, held: str) -> None:
    path = checklist(behind(held))
    assert run("assign", "6", "区司法局").code == 0
    assert text(path) == behind(held.replace("区教育体育局", "区教育体育局, 区司法局"))


def test_several_tasks_at_once(run: Run, path: Path) -> None:
    result = run("assign", "1,6", "区司法局", "--json")
    assert json.loads(result.out) == {
        "changed": [
            {
                "id": number,
                "unit": "区司法局",
                "concerned": True,
                "settled": None,
                "date": None,
                "status": None,
            }
            for number in (1, 6)
        ],
        "file": path.name,
    }
    assert (bases(run, "区司法局")[1], bases(run, "区司法局")[6]) == ("named", "named")


def test_who_is_named_already_is_not_named_again(run: Run, path: Path) -> None:
    result = run("assign", "3", "区司法局", "--json")
    assert (result.code, json.loads(result.out)["changed"]) == (0, [])
    assert run("assign", "6", "区卫健委").code == 0
    before = text(path)
    result = run("assign", "6", "区卫健委")
    assert (result.code, result.out) == (0, "")
    assert result.err
    assert text(path) == before


# Settling -----------------------------------------------------------------------------------------


def test_nobody_else_is_concerned(run: Run, path: Path) -> None:
    assert run("assign", "6", "区卫健委", "--settle").code == 0
    assert text(path) == behind("concerned: [区卫健委]", "settled: 2024-09-27")
    assert bases(run, "区卫健委")[6] == "named"
    assert 6 not in bases(run, "区司法局")


def test_the_day_of_a_settlement(run: Run, path: Path) -> None:
    assert run("assign", "6", "区卫健委", "--settle", "--date", "2024-03-01").code == 0
    assert text(path) == behind("concerned: [区卫健委]", "settled: 2024-03-01")
    assert run("assign", "6", "--settle", "--date", "2024-05-01").code == 0
    assert text(path) == behind("concerned: [区卫健委]", "settled: 2024-03-01")


@pytest.mark.usefixtures("path")
def test_a_settlement_alone(run: Run) -> None:
    result = run("assign", "1", "--settle", "--json")
    assert json.loads(result.out)["changed"] == [
        {
            "id": 1,
            "unit": None,
            "concerned": None,
            "settled": "2024-09-27",
            "date": "2024-09-27",
            "status": None,
        }
    ]
    assert (1 in bases(run, "区司法局"), 1 in bases(run, "田东街道")) == (False, True)


@pytest.mark.usefixtures("path")
def test_who_reported_before_the_settlement_keeps_the_task(run: Run) -> None:
    assert run("mark", "6", "behind", "--unit", "区司法局", "--date", "2024-02-01").code == 0
    assert run("assign", "6", "--settle", "--date", "2024-03-01").code == 0
    assert bases(run, "区司法局")[6] == "reported"
    assert 6 not in bases(run, "区卫健委")


def test_a_task_is_not_left_to_nobody(run: Run, path: Path) -> None:
    refused(run, path, "assign", "6", "--settle")
    assert run("assign", "6", "区卫健委", "--settle").code == 0
    refused(run, path, "assign", "6", "区卫健委", "--remove")


# Taking back --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before", [(), ("concerned: [区教体局]",), ("concerned:", "  - 区教体局", "settled: 2024-03-01")]
)
def test_what_was_named_is_taken_out_to_the_byte(
    run: Run, checklist: Checklist, before: tuple[str, ...]
) -> None:
    path = checklist(behind(*before))
    assert run("assign", "6", "区卫健委", "区司法局").code == 0
    assert text(path) != behind(*before)
    result = run("assign", "6", "区司法局", "区卫健委", "--remove", "--json")
    assert [(row["unit"], row["concerned"]) for row in json.loads(result.out)["changed"]] == [
        ("区司法局", False),
        ("区卫健委", False),
    ]
    assert text(path) == behind(*before)


@pytest.mark.parametrize(
    "held",
    [
        "concerned: [区教体局, 区司法局, 区卫健委]",
        pytest.param("concerned: [区教体局,  区司法局, 区卫健委]"),
        pytest.param("concerned: [区教体局,\n              区司法局, 区卫健委]"),
    ],
)
def test_several_are_taken_out_of_a_list(run: Run, checklist: Checklist, held: str) -> None:
    path = checklist(behind(held))
    assert run("assign", "6", "区教体局", "区司法局", "--remove").code == 0
    assert text(path) == behind("concerned: [区卫健委]")


def test_a_settlement_is_taken_back(run: Run, path: Path) -> None:
    assert run("assign", "6", "区卫健委", "--settle").code == 0
    assert run("assign", "6", "--settle", "--remove").code == 0
    assert text(path) == behind("concerned: [区卫健委]")
    assert run("assign", "6", "区卫健委", "--remove").code == 0
    assert text(path) == LIST


# Refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ("6", "田东街道"),
        ("6", "区卫健委", "区政府办公室"),
        ("2", "区卫健委"),
        ("4", "--settle"),
        ("1,4", "区卫健委"),
        ("5", "区卫健委"),
        ("x", "区卫健委"),
        ("6", "区文旅局"),
        ("6", "局"),
        ("6",),
        ("6", "--remove"),
        ("6", "区卫健委", "--settle", "--date", "7d"),
        ("6", "区卫健委", "--settle", "--date", "2024-02-30"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, path: Path, args: tuple[str, ...]) -> None:
    refused(run, path, "assign", *args)


def test_a_closed_list_a_broken_one_and_none(run: Run, path: Path) -> None:
    path.write_bytes(f"closed: 2024-09-01\n{LIST}".encode())
    refused(run, path, "assign", "6", "区卫健委", code=3)
    path.write_bytes(LIST.replace("id: 4", "id: x").encode())
    refused(run, path, "assign", "6", "区卫健委", code=1)
    refused(run, path, "-f", "missing.yaml", "assign", "6", "区卫健委", code=3)


def test_a_dry_run_writes_nothing(run: Run, path: Path) -> None:
    said = ("assign", "1,6", "区卫健委", "--settle")
    dry = run(*said, "--dry-run")
    assert text(path) == LIST
    assert (dry.code, dry.out) == (0, run(*said).out)
    assert text(path) != LIST


def test_without_numbers_it_only_lists(run: Run, path: Path) -> None:
    rows = json.loads(run("assign", "--json").out)
    assert [(row["id"], row["no_owner"]) for row in rows] == [(1, False), (3, False), (6, True)]
    assert text(path) == LIST


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["1", "司法"], "已认定区司法局承担第1项"),
        (["7", "教体局", "司法", "--settle"], "已认定区教体局、区司法局承担第7项，确认第7项认定完毕"),
        (["1", "教体局", "--remove"], "已取消认定区教体局承担第1项"),
    ],
)
def test_what_was_settled_is_said_in_the_office_s_words(
    run: Run, tmp_path: Path, args: list[str], said: str
) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_bytes((Path(__file__).parents[2] / "cases/weekly/checklist.yaml").read_bytes())
    assert said in run("assign", *args).err
    path.write_bytes((Path(__file__).parents[2] / "cases/weekly/checklist.yaml").read_bytes())
    assert said.replace("已", "将", 1) in run("assign", *args, "--dry-run").err
