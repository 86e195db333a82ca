"""Who owes what: each sentence of docs/who-owes-what.md, and the figures of the shipped list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from tests import oracle as lists

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.model.checklist import Basis, Checklist, Role
from govlist.model.roster import Roster, existing_units, office_name
from govlist.model.view import View
from govlist.validation import load

SHIPPED = Path(__file__).parents[2] / "data" / "checklist.yaml"
TODAY = date(2024, 9, 27)

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区政府办公室, kind: office, aliases: [区府办]}
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区卫健委, kind: department}
  - {name: 区司法局, kind: department}
  - {name: 田东街道, kind: township}
  - {name: 新淮街道, kind: township}
groups:
  - {name: 各部门, aliases: [各局], members: department, scope: every}
  - {name: 有关部门, aliases: [有关局], members: department, scope: concerned}
  - {name: 各乡镇街道, members: township, scope: every}
  - {name: 各单位, members: [township, department], scope: every}
  - {name: 政法口, members: [区司法局, 区府办], scope: every}
  - {name: 教卫口, members: [区卫健委, 区教育体育局], scope: concerned}
sections:
  - title: 主动公开
    tasks:
"""
DEPARTMENTS = ["区教体局", "区卫健委", "区司法局"]
TOWNSHIPS = ["田东街道", "新淮街道"]


def read(text: str) -> Checklist:
    """The checklist of a text without errors."""
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def one(task: str) -> Checklist:
    """A list of one task, given as the rest of its flow mapping."""
    return read(HEAD + f"      - {{id: 1, requirement: 公开, {task}}}\n")


def bases(task: str, day: date = TODAY) -> dict[str, str]:
    """The basis of each unit that has to do with the task on a day."""
    checklist = one(task)
    (task_,) = checklist.tasks()
    return {unit: str(claim.basis) for unit, claim in Roster(checklist).claims(task_, day).items()}


def roles(task: str) -> dict[str, str]:
    """The role of each unit that has to do with the task."""
    checklist = one(task)
    (task_,) = checklist.tasks()
    return {unit: str(claim.role) for unit, claim in Roster(checklist).claims(task_, TODAY).items()}


# Bases --------------------------------------------------------------------------------------------


def test_named_in_responsible_itself() -> None:
    assert bases("responsible: [区司法局, 田东街道]") == {"区司法局": "named", "田东街道": "named"}


def test_through_a_group_of_scope_every() -> None:
    assert bases("responsible: [各乡镇街道]") == dict.fromkeys(TOWNSHIPS, "group")


def test_only_through_a_group_of_scope_concerned() -> None:
    assert bases("responsible: [有关部门]") == dict.fromkeys(DEPARTMENTS, "candidate")


def test_named_in_concerned() -> None:
    assert bases("responsible: [有关部门], concerned: [区教体局]") == {
        "区教体局": "named",
        "区卫健委": "candidate",
        "区司法局": "candidate",
    }


def test_only_who_the_office_named_is_marked_as_concerned() -> None:
    checklist = one("responsible: [区司法局, 有关部门], concerned: [区教体局]")
    (task,) = checklist.tasks()
    claims = Roster(checklist).claims(task, TODAY)
    assert {unit: claim.concerned for unit, claim in claims.items()} == {
        "区教体局": True,
        "区卫健委": False,
        "区司法局": False,
    }


@pytest.mark.parametrize("status", ["not_started", "in_progress", "behind", "done"])
def test_a_candidate_that_reported(status: str) -> None:
    report = f"{{date: 2024-06-14, status: {status}}}"
    assert bases(f"responsible: [有关部门], progress: {{区卫健委: [{report}]}}") == {
        "区教体局": "candidate",
        "区卫健委": "reported",
        "区司法局": "candidate",
    }


def test_a_candidate_whose_last_report_is_not_applicable_owes_nothing() -> None:
    task = (
        "responsible: [有关部门], progress: {区卫健委: [{date: 2024-06-14, status: in_progress}, "
        "{date: 2024-07-01, status: not_applicable}]}"
    )
    assert bases(task, date(2024, 6, 13))["区卫健委"] == "candidate"
    assert bases(task, date(2024, 6, 14))["区卫健委"] == "reported"
    assert "区卫健委" not in bases(task, date(2024, 7, 1))


def test_a_candidate_may_come_back() -> None:
    task = (
        "responsible: [有关部门], progress: {区卫健委: [{date: 2024-06-14, status: not_applicable}, "
        "{date: 2024-07-01, status: in_progress}]}"
    )
    assert "区卫健委" not in bases(task, date(2024, 6, 30))
    assert bases(task, date(2024, 7, 1))["区卫健委"] == "reported"


@pytest.mark.parametrize("who", ["区卫健委", "各部门"])
def test_not_applicable_by_a_unit_that_owes_it_leaves_it_an_obligation(who: str) -> None:
    task = f"responsible: [{who}], progress: {{区卫健委: [{{date: 2024-06-14, status: not_applicable}}]}}"
    assert bases(task)["区卫健委"] in ("named", "group")


def test_only_in_support() -> None:
    task = "responsible: [区司法局, {unit: 区教体局, role: support}, {unit: 各乡镇街道, role: support}]"
    assert bases(task) == {"区教体局": "support", "区司法局": "named"} | dict.fromkeys(TOWNSHIPS, "support")


def test_nobody_else() -> None:
    assert bases("responsible: [区司法局]") == {"区司法局": "named"}


@pytest.mark.parametrize(
    ("responsible", "basis"),
    [
        ("[区教体局, 各部门]", "named"),
        ("[各部门, 区教体局]", "named"),
        ("[区教体局, 有关部门]", "named"),
        ("[有关部门, 各部门]", "group"),
        ("[各部门, 有关部门]", "group"),
        ("[各单位, {unit: 区教体局, role: support}]", "group"),
        ("[{unit: 区教体局, role: support}, 有关部门]", "candidate"),
        ("[{unit: 各部门, role: support}, 教卫口]", "candidate"),
        ("[{unit: 各部门, role: support}, 区教体局]", "named"),
    ],
)
def test_the_strongest_holds(responsible: str, basis: str) -> None:
    assert bases(f"responsible: {responsible}")["区教体局"] == basis


def test_concerned_is_stronger_than_a_group_of_scope_every() -> None:
    assert bases("responsible: [各部门, 有关部门], concerned: [区教体局]") == {
        "区教体局": "named",
        "区卫健委": "group",
        "区司法局": "group",
    }


def test_reported_is_stronger_than_support() -> None:
    task = (
        "responsible: [{unit: 区教体局, role: support}, 教卫口], "
        "progress: {区教体局: [{date: 2024-06-14, status: behind}]}"
    )
    assert bases(task) == {"区教体局": "reported", "区卫健委": "candidate"}


def test_the_order_of_bases_and_which_are_obligations() -> None:
    assert [str(basis) for basis in Basis] == ["named", "group", "reported", "candidate", "support"]
    assert [basis.owes for basis in Basis] == [True, True, True, False, False]


def test_units_come_in_the_roster_s_order() -> None:
    assert list(bases("responsible: [新淮街道, 各部门, 田东街道]")) == [*DEPARTMENTS, *TOWNSHIPS]


# Roles --------------------------------------------------------------------------------------------


def test_roles() -> None:
    task = (
        "responsible: [{unit: 区司法局, role: lead}, 区教体局, "
        "{unit: 区卫健委, role: responsible}, {unit: 各乡镇街道, role: support}]"
    )
    assert roles(task) == {"区教体局": "responsible", "区卫健委": "responsible", "区司法局": "lead"} | (
        dict.fromkeys(TOWNSHIPS, "support")
    )


@pytest.mark.parametrize(
    ("responsible", "role"),
    [
        ("[{unit: 区教体局, role: lead}, 各部门]", Role.LEAD),
        ("[区教体局, {unit: 各部门, role: lead}]", Role.LEAD),
        ("[{unit: 区教体局, role: support}, 各部门]", Role.RESPONSIBLE),
        ("[{unit: 区教体局, role: support}, {unit: 各部门, role: lead}]", Role.LEAD),
    ],
)
def test_the_strongest_role_holds(responsible: str, role: str) -> None:
    assert roles(f"responsible: {responsible}")["区教体局"] == role


# Settled ------------------------------------------------------------------------------------------

SETTLED = "responsible: [有关部门], settled: 2024-06-30"


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 6, 30), TODAY])
def test_who_had_reported_nothing_when_it_was_settled_owes_nothing(day: date) -> None:
    assert bases(f"{SETTLED}, concerned: [区教体局]", day) == {"区教体局": "named"}


@pytest.mark.parametrize("reported", ["2024-06-29", "2024-06-30"])
def test_who_had_reported_by_then_still_owes_it(reported: str) -> None:
    task = f"{SETTLED}, progress: {{区司法局: [{{date: {reported}, status: in_progress}}]}}"
    assert bases(task) == {"区司法局": "reported"}


def test_a_report_after_the_settlement_is_too_late() -> None:
    text = HEAD + (
        f"      - {{id: 1, requirement: 公开, {SETTLED}, concerned: [区教体局], "
        "progress: {区司法局: [{date: 2024-07-01, status: in_progress}]}}\n"
    )
    loaded = load.check("checklist.yaml", text.encode())
    assert [problem.rule for problem in loaded.errors] == ["report-by-outsider"]


def test_a_settled_candidate_that_said_not_applicable_owes_nothing() -> None:
    task = f"{SETTLED}, progress: {{区司法局: [{{date: 2024-06-14, status: not_applicable}}]}}"
    assert bases(task) == {}


def test_a_settlement_leaves_named_group_and_support_alone() -> None:
    task = f"{SETTLED.replace('[', '[区司法局, 各乡镇街道, {unit: 区府办, role: support}, ')}"
    assert bases(task) == {"区政府办公室": "support", "区司法局": "named"} | dict.fromkeys(TOWNSHIPS, "group")


@pytest.mark.parametrize(
    "responsible",
    [
        "SUPPORT, 有关部门",
        "SUPPORT, 有关部门, 教卫口",
        "有关部门, SUPPORT, 教卫口",
        "有关部门, 教卫口, SUPPORT",
    ],
)
def test_a_settled_candidate_that_is_in_support_too_stays_in_support(responsible: str) -> None:
    made = responsible.replace("SUPPORT", "{unit: 区教体局, role: support}")
    assert bases(f"responsible: [{made}], settled: 2024-06-30") == {"区教体局": "support"}


# Names, aliases, groups ---------------------------------------------------------------------------


def test_an_alias_may_be_anywhere() -> None:
    assert bases("responsible: [区教育体育局, 各局]") == {
        "区教体局": "named",
        "区卫健委": "group",
        "区司法局": "group",
    }
    assert bases("responsible: [有关局], concerned: [区教育体育局]")["区教体局"] == "named"
    assert bases("responsible: [政法口]") == {"区政府办公室": "group", "区司法局": "group"}


@pytest.fixture(scope="module")
def roster() -> Roster:
    return Roster(one("responsible: [区司法局]"))


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("各部门", DEPARTMENTS),
        ("各单位", DEPARTMENTS + TOWNSHIPS),
        ("政法口", ["区政府办公室", "区司法局"]),
        ("教卫口", ["区教体局", "区卫健委"]),
    ],
)
def test_members_by_kind_kinds_and_names_in_the_roster_s_order(
    roster: Roster, group: str, members: list[str]
) -> None:
    assert roster.select(group) == members


def test_groups_of_a_unit(roster: Roster) -> None:
    names = {unit: [group.name for group in roster.groups_of(unit)] for unit in roster.units}
    assert names["区教体局"] == ["各部门", "有关部门", "各单位", "教卫口"]
    assert names["区政府办公室"] == ["政法口"]


@pytest.mark.parametrize(
    ("responsible", "ties"),
    [
        ("区司法局", 1),
        ("各局", 3),
        ("各单位", 5),
        ("政法口", 2),
        ("全部", 6),
        ("区教育体育局, 各乡镇街道", 3),
    ],
)
def test_pairs_are_counted_without_making_them(responsible: str, ties: int) -> None:
    """Each group counts all units too, because its members are computed once."""
    everyone = "{name: 全部, members: [office, department, township, 区府办], scope: every}"
    text = HEAD.replace("sections:", f"  - {everyone}\nsections:")
    checklist = read(text + f"      - {{id: 1, requirement: 公开, responsible: [{responsible}]}}\n")
    assert Roster(checklist).ties() == 7 * 6 + ties


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("区教体局", ["区教体局"]),
        ("区教育体育局", ["区教体局"]),
        ("教体局", ["区教体局"]),
        ("区教体", ["区教体局"]),
        ("教育体育", ["区教体局"]),
        ("田东", ["田东街道"]),
        ("各局", DEPARTMENTS),
    ],
)
def test_a_unit_is_given_by_name_alias_group_or_part(roster: Roster, text: str, units: list[str]) -> None:
    assert roster.select(text) == units


@pytest.mark.parametrize(
    ("names", "units", "group"),
    [
        ([], (), False),
        (["教体局", "区教育体育局"], ("区教体局",), False),
        (["区司法局，田东、区教体局"], ("区司法局", "田东街道", "区教体局"), False),
        (["区卫健委,教卫口"], ("区卫健委", "区教体局"), True),
        (["教卫口", "区司法局"], ("区教体局", "区卫健委", "区司法局"), True),
    ],
)
def test_several_names_mean_each_unit_once(
    roster: Roster, names: list[str], units: tuple[str, ...], group: bool
) -> None:
    assert roster.select_all(names) == units
    assert roster.names_group(names) is group


def test_a_name_with_a_comma_in_it_is_one_name() -> None:
    text = HEAD.replace("name: 新淮街道", "name: 田东、新淮街道") + (
        "      - {id: 1, requirement: 公开, responsible: [各单位]}\n"
    )
    assert Roster(read(text)).select_all(["田东、新淮街道"]) == ("田东、新淮街道",)


def test_exact_names_come_before_parts() -> None:
    text = HEAD.replace("name: 新淮街道", "name: 田东街道二处") + (
        "      - {id: 1, requirement: 公开, responsible: [各单位]}\n"
    )
    assert Roster(read(text)).select("田东街道") == ["田东街道"]
    assert Roster(read(text)).select("二处") == ["田东街道二处"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("街道", ["田东街道", "新淮街道"]),
        ("区", ["区教体局", "区司法局"]),
        ("区教体居", ["区教体局"]),
    ],
)
def test_ambiguous_or_unknown_names_are_reported_with_similar_ones(
    roster: Roster, text: str, named: list[str]
) -> None:
    with pytest.raises(GovlistError) as caught:
        roster.select(text)
    assert caught.value.exit_code == ExitCode.USAGE
    assert [name for name in named if name not in caught.value.message + caught.value.hint] == []


@pytest.mark.parametrize("text", ["", "水利", "部门"])
def test_a_part_of_a_group_is_no_unit(roster: Roster, text: str) -> None:
    with pytest.raises(GovlistError) as caught:
        roster.select(text)
    assert caught.value.hint


def test_the_three_most_similar_names_best_first(roster: Roster) -> None:
    assert roster.nearest("新东街道", units_only=True) == ["新淮街道", "田东街道"]
    assert roster.nearest("街道街道") == []  # alike by just a half
    assert roster.nearest("各乡镇街") == ["各乡镇街道"]
    assert roster.nearest("各乡镇街", units_only=True) == []
    assert roster.nearest("区") == []
    assert roster.nearest("乡镇") == ["各乡镇街道"]  # however much longer or shorter
    assert roster.nearest("安徽省淮南市田东街道处") == ["田东街道"]
    near = read(
        HEAD.replace("田东街道", "区司法厅") + "      - {id: 1, requirement: 公开, responsible: [区司法局]}\n"
    )
    assert Roster(near).nearest("区司法") == ["区司法厅", "区司法局"]
    longer = (
        HEAD.replace("各乡镇街道", "各乡镇和各街道")
        + "      - {id: 1, requirement: 公开, responsible: [区司法局]}\n"
    )
    assert Roster(read(longer)).nearest("乡镇和") == ["各乡镇和各街道"]
    many = HEAD.replace("田东街道", "区卫健局").replace("新淮街道", "区卫健办")
    text = (
        many.replace("区司法局", "区卫健处") + "      - {id: 1, requirement: 公开, responsible: [区卫健委]}\n"
    )
    assert len(Roster(read(text)).nearest("区卫健")) == 3


@pytest.mark.parametrize(
    ("settled", "day", "denied"),
    [
        ("", date(2024, 6, 14), []),
        ("", date(2024, 6, 15), ["区卫健委"]),
        ("", TODAY, ["区卫健委", "区司法局"]),
    ],
)
def test_who_said_that_it_is_not_concerned(settled: str, day: date, denied: list[str]) -> None:
    """Candidates by their last word; who is named, or bound by another group, does not count."""
    said = "{date: 2024-06-15, status: not_applicable}"
    checklist = one(
        f"responsible: [有关部门, 区政府办公室, 各乡镇街道], {settled}progress: {{"
        f"区教体局: [{said}, {{date: 2024-06-15, status: in_progress}}], 区卫健委: [{said}], "
        "区司法局: [{date: 2024-06-14, status: behind}, {date: 2024-09-01, status: not_applicable}], "
        f"区政府办公室: [{said}], 田东街道: [{said}]}}"
    )
    (task,) = checklist.tasks()
    assert Roster(checklist).denied(task, day) == denied


def test_the_own_name_of_an_alias(roster: Roster) -> None:
    assert [roster.owner(name) for name in ("区教育体育局", "区教体局", "各局", "水利局")] == [
        *("区教体局", "区教体局", "各部门", "水利局")
    ]


@pytest.mark.parametrize(
    ("responsible", "concerned", "members", "unknown"),
    [
        ("区教体局", "", "department", False),
        ("各部门", "", "department", False),
        ("各部门", "区教育体育局", "区司法局", False),
        ("水利局", "", "department", True),
        ("各部门", "水利局", "department", True),
        ("各部门", "", "水利局", True),
        ("区教体局", "", "水利局", False),
    ],
)
def test_whether_all_names_of_a_task_are_known(
    responsible: str, concerned: str, members: str, unknown: bool
) -> None:
    """A unit or group, and of a group each member: a unit or a kind."""
    checklist = one("responsible: [各部门]")
    (task,) = checklist.tasks()
    groups = [replace(g, members=(members,)) if g.name == "各部门" else g for g in checklist.groups]
    asked = replace(
        task,
        responsible=(replace(task.responsible[0], unit=responsible),),
        concerned=(concerned,) if concerned else (),
    )
    assert Roster(replace(checklist, groups=tuple(groups))).unresolved(asked) is unknown


# Units that ended ---------------------------------------------------------------------------------

ENDED = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department, until: 2024-03-31, successor: 乙局}
  - {name: 乙局, kind: bureau, until: 2024-06-30, successor: 丙局}
  - {name: 丙局, kind: bureau}
  - {name: 丁局, kind: department, until: 2024-06-30}
  - {name: 戊局, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
"""
MARCH, JUNE, SUMMER = date(2024, 3, 31), date(2024, 6, 30), date(2024, 7, 1)
APRIL = date(2024, 4, 1)


def on(task: str, day: date, text: str = ENDED) -> dict[str, tuple[str, str | None]]:
    """Of each unit basis and status on a day, the status None without a report."""
    view = View(read(text + f"      - {{id: 1, requirement: 公开, {task}}}\n"), day)
    return {p.unit: (str(p.basis), str(p.status) if p.last else None) for p in view.task(1).pairs}


def test_a_unit_owes_through_its_last_day() -> None:
    assert on("responsible: [甲局]", MARCH) == {"甲局": ("named", None)}


def test_a_successor_takes_over_and_so_does_its_successor() -> None:
    assert on("responsible: [甲局]", APRIL) == {"乙局": ("named", None)}
    assert on("responsible: [甲局]", JUNE) == {"乙局": ("named", None)}
    assert on("responsible: [甲局]", SUMMER) == {"丙局": ("named", None)}


def test_what_the_ended_unit_reported_counts_for_its_successor() -> None:
    task = "responsible: [甲局], progress: {甲局: [{date: 2024-02-01, status: behind}]}"
    assert on(task, APRIL) == {"乙局": ("named", "behind")}
    assert on(task, SUMMER) == {"丙局": ("named", "behind")}


def test_the_successor_s_own_report_is_the_later_word() -> None:
    task = (
        "responsible: [甲局], progress: {乙局: [{date: 2024-04-02, status: done}], "
        "甲局: [{date: 2024-02-01, status: behind}]}"
    )
    assert on(task, MARCH) == {"甲局": ("named", "behind")}
    assert on(task, APRIL) == {"乙局": ("named", "behind")}
    assert on(task, date(2024, 4, 2)) == {"乙局": ("named", "done")}


def test_what_the_unit_between_reported_counts_for_the_last_of_a_chain() -> None:
    task = (
        "responsible: [甲局], progress: {甲局: [{date: 2024-02-01, status: behind}], "
        "乙局: [{date: 2024-05-01, status: done}]}"
    )
    assert on(task, JUNE) == {"乙局": ("named", "done")}
    assert on(task, SUMMER) == {"丙局": ("named", "done")}


def test_a_group_s_ended_member_hands_on_too() -> None:
    assert on("responsible: [各部门]", SUMMER) == {"丙局": ("group", None), "戊局": ("group", None)}


def test_without_a_successor_nobody_owes_it() -> None:
    assert on("responsible: [丁局]", JUNE) == {"丁局": ("named", None)}
    assert on("responsible: [丁局]", SUMMER) == {}


def test_a_successor_that_owes_the_task_itself_goes_by_its_own_reports() -> None:
    task = "responsible: [甲局, 乙局], progress: {甲局: [{date: 2024-02-01, status: done}]}"
    assert on(task, MARCH) == {"甲局": ("named", "done"), "乙局": ("named", None)}
    assert on(task, APRIL) == {"乙局": ("named", None)}


def test_a_stronger_basis_is_taken_over() -> None:
    text = ENDED.replace("name: 丙局, kind: bureau", "name: 丙局, kind: department")
    task = "responsible: [甲局, 有关部门], progress: {甲局: [{date: 2024-02-01, status: behind}]}"
    assert on(task, SUMMER, text) == {"丙局": ("named", "behind"), "戊局": ("candidate", None)}


def test_a_support_is_taken_over_as_support() -> None:
    assert on("responsible: [戊局, {unit: 甲局, role: support}]", APRIL) == {
        "乙局": ("support", None),
        "戊局": ("named", None),
    }


def test_a_candidate_s_successor_is_a_candidate() -> None:
    assert on("responsible: [有关部门]", APRIL)["乙局"] == ("candidate", None)


def test_a_candidate_s_report_makes_its_successor_owe() -> None:
    task = "responsible: [有关部门], progress: {甲局: [{date: 2024-02-01, status: behind}]}"
    assert on(task, APRIL)["乙局"] == ("reported", "behind")


@pytest.mark.parametrize(
    ("status", "expected"),
    [("in_progress", ("reported", "in_progress")), ("not_applicable", None)],
)
def test_a_candidate_s_successor_speaks_for_itself(status: str, expected: tuple[str, str] | None) -> None:
    task = f"responsible: [有关部门], progress: {{乙局: [{{date: 2024-04-02, status: {status}}}]}}"
    assert on(task, APRIL)["乙局"] == ("candidate", None)
    assert on(task, date(2024, 4, 2)).get("乙局") == expected


def test_a_loop_of_successors_ends() -> None:
    text = ENDED.replace("successor: 丙局", "successor: 甲局")
    assert on("responsible: [甲局, 戊局]", SUMMER, text) == {"戊局": ("named", None)}


@pytest.mark.parametrize("successor", ["乙局", "丙局", "甲局"])
def test_an_ended_unit_reports_through_its_last_day_and_its_successor_from_then(successor: str) -> None:
    ended = next(name for name in ("丙局", "甲局") if name != successor)
    checklist = read(
        "title: 清单\nyear: 2024\nunits:\n"
        f"  - {{name: {ended}, kind: department, until: 2024-06-30, successor: {successor}}}\n"
        f"  - {{name: {successor}, kind: bureau}}\n  - {{name: 丁局, kind: bureau}}\n"
        "  - {name: 龙局, kind: bureau}\n"
        "groups: []\nsections:\n  - title: 主动公开\n    tasks:\n"
        f"      - {{id: 1, requirement: 公开, responsible: [{ended}]}}\n"
    )
    (task,) = checklist.tasks()
    roster = Roster(checklist)
    assert [roster.may_report(task, ended, day) for day in (JUNE, SUMMER)] == [True, False]
    assert [roster.may_report(task, successor, day) for day in (JUNE, SUMMER)] == [False, True]
    assert not any(roster.may_report(task, other, SUMMER) for other in ("丁局", "龙局"))


def test_a_unit_that_continues_is_asked_once_where_others_end() -> None:
    reported = "progress: {戊局: [{date: 2024-06-20, status: behind}]}"
    text = ENDED + f"      - {{id: 1, requirement: 公开, responsible: [有关部门], {reported}}}\n"
    (pair,) = (p for p in View(read(text), SUMMER).task(1).pairs if p.unit == "戊局")
    assert len(pair.reports) == 1
    assert pair.claim.sources == ("戊局",)


@pytest.mark.parametrize(
    "responsible", ["[{unit: 丁局, role: support}, 有关部门]", "[有关部门, {unit: 丁局, role: support}]"]
)
def test_a_candidate_in_support_too_hands_its_support_on(responsible: str) -> None:
    """Settled, it is not concerned; the part in support stays, with the successor."""
    task = f"responsible: {responsible}, responsible_text: 丁局, settled: 2024-03-01"
    text = ENDED.replace("until: 2024-06-30}", "until: 2024-06-30, successor: 丙局}")
    text = text.replace("{name: 甲局, kind: department", "{name: 甲局, kind: bureau")  # one candidate ended
    assert on(task, JUNE, text)["丁局"] == ("support", None)
    assert on(task, SUMMER, text) == {"丙局": ("support", None)}


def test_a_support_comes_to_a_successor_that_is_a_candidate_itself() -> None:
    text = ENDED.replace("until: 2024-06-30}", "until: 2024-06-30, successor: 戊局}")
    task = "responsible: [{unit: 丁局, role: support}, 有关部门], responsible_text: 丁局, settled: 2024-03-01"
    assert on(task, SUMMER, text) == {"戊局": ("support", None)}


def test_who_is_named_as_concerned_from_outside_has_no_claim() -> None:
    """A rule reports it, but the list must be readable."""
    checklist = one("responsible: [有关部门]")
    (task,) = checklist.tasks()
    for name in ("田东街道", "各乡镇街道", "水利局"):
        claims = Roster(checklist).claims(replace(task, concerned=(name,)), TODAY)
        assert {claim.basis for claim in claims.values()} == {Basis.CANDIDATE}


def test_who_exists_on_a_day() -> None:
    checklist = read(ENDED + "      - {id: 1, requirement: 公开, responsible: [戊局]}\n")
    names = {day: [unit.name for unit in existing_units(checklist, day)] for day in (MARCH, JUNE, SUMMER)}
    assert names[MARCH] == ["甲局", "乙局", "丙局", "丁局", "戊局"]
    assert names[JUNE] == ["乙局", "丙局", "丁局", "戊局"]
    assert names[SUMMER] == ["丙局", "戊局"]


def test_a_group_means_its_members_of_the_day_and_a_unit_itself() -> None:
    roster = Roster(read(ENDED + "      - {id: 1, requirement: 公开, responsible: [戊局]}\n"))
    everyone = roster.select_all(["有关部门"])
    assert "丁局" in everyone
    assert roster.select_all(["有关部门"], SUMMER) == tuple(u for u in everyone if u in ("丙局", "戊局"))
    assert roster.select_all(["丁局"], SUMMER) == ("丁局",)


def test_two_units_merged_into_one() -> None:
    text = ENDED.replace("until: 2024-06-30}", "until: 2024-03-31, successor: 乙局}")
    task = (
        "responsible: [甲局, 丁局], progress: {甲局: [{date: 2024-02-01, status: done}], "
        "丁局: [{date: 2024-03-01, status: behind}]}"
    )
    assert on(task, MARCH, text) == {"甲局": ("named", "done"), "丁局": ("named", "behind")}
    assert on(task, APRIL, text) == {"乙局": ("named", "behind")}


# Any list -----------------------------------------------------------------------------------------


@given(lists.checklists(), lists.days)
def test_the_contract_s_sentence_tested_again(plain: lists.Plain, day: str) -> None:
    checklist = read(lists.dump(plain))
    roster = Roster(checklist)
    for task, plain_task in zip(checklist.tasks(), lists.tasks(plain), strict=True):
        claims = roster.claims(task, date.fromisoformat(day))
        expected = lists.bases(plain, plain_task, day)
        assert {unit: str(claim.basis) for unit, claim in claims.items()} == expected
        assert list(claims) == [unit for unit in roster.units if unit in claims]


# The shipped list ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> View:
    return View(load.checklist(SHIPPED), TODAY)


def ids(view: View, unit: str, *bases: str) -> list[int]:
    return [pair.task.id for pair in view.of_unit(unit) if pair.basis in bases]


def test_the_shipped_list_s_figures(shipped: View) -> None:
    assert (len(shipped.tasks), len(shipped.units)) == (28, 19)
    assert sum(pair.basis.owes for pair in shipped.pairs) == 368
    assert [state.task.id for state in shipped.tasks if state.no_owner] == [14, 15]


def test_the_shipped_list_s_education_bureau(shipped: View) -> None:
    assert ids(shipped, "区教体局", "named") == [8]
    assert ids(shipped, "区教体局", "group") == [4, 6, 9, 10, 11, 12, 18, *range(20, 28)]
    assert ids(shipped, "区教体局", "candidate") == [1, 2, 3, 7, 14, 15, 17]


def test_the_shipped_list_s_office(shipped: View) -> None:
    assert len(ids(shipped, "区政府办公室", "named")) == 10
    assert len(shipped.of_unit("区政府办公室")) == 10


def test_the_shipped_list_s_townships(shipped: View) -> None:
    townships = shipped.roster.select("各乡镇街道")
    assert len(townships) == 14
    assert {len(ids(shipped, unit, "group")) for unit in townships} == {21}
    assert {len(shipped.of_unit(unit)) for unit in townships} == {21}


def test_the_shipped_list_s_open_tasks_have_candidates_only(shipped: View) -> None:
    for number in (14, 15):
        pairs = shipped.task(number).pairs
        assert {str(pair.basis) for pair in pairs} == {"candidate"}
        assert [pair.unit for pair in pairs] == shipped.roster.select("区政府各部门")


@pytest.mark.parametrize(
    ("head", "units", "name"),
    [
        (
            "office: {name: 县政府办公室, contact: 王样例}",
            "{name: 区政府办公室, kind: office}",
            "县政府办公室",
        ),
        ("office: {contact: 王样例}", "{name: 市政府办公厅, kind: office}", "市政府办公厅"),
        ("confirm: true", "{name: 县政府办公室, kind: office}", "县政府办公室"),
        ("confirm: true", "{name: 县文旅局, kind: department}", None),
        ("confirm: true", "{name: 城关镇, kind: township}", None),
        ("confirm: true", "{name: 县委办, kind: office}, {name: 县政府办, kind: office}", None),
        (
            "confirm: true",
            "{name: 县府办, kind: office, until: 2024-06-30}, {name: 县政府办, kind: office}",
            "县政府办",
        ),
    ],
)
def test_the_office_s_name_in_texts(head: str, units: str, name: str | None) -> None:
    made = read(f"title: 清单\nyear: 2024\n{head}\nunits: [{units}]\ngroups: []\nsections: []\n")
    assert office_name(made, TODAY) == (name or _("this office"))
