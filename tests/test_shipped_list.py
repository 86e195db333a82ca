"""The shipped list against its source, word for word."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

HERE = Path(__file__).resolve().parent
SEED = HERE / "data" / "tianjiaan-2024.txt"
SHIPPED = HERE.parent / "data" / "checklist.yaml"

FIRST_LABEL, LAST_LABEL = "工作任务", "责任单位"
ORDINALS = [*"一二三四五六七八九十", "十一"]
SECTION = re.compile(r"[一二三四五六七八九十]+、(.+)")
TOPIC = re.compile(r"\([一二三四五六七八九十]+\)(.+)")
GLUED = re.compile(r"(\d+) (.+)")
SEPARATORS = "、，等"

# Names in the list, and their other forms on the district's own pages.
OFFICES = ["区政府办公室"]
DEPARTMENTS = ["区教体局", "区卫健委", "区司法局", "区数据资源管理局"]
ALIASES = {
    "区教体局": ["区教育体育局", "田家庵区教育体育局"],
    "区卫健委": ["区卫生健康委", "区卫生健康委员会"],
}
# modood/Administrative-divisions-of-China, dist/streets.csv, edition 2023-06-30, code 340403.
TOWNSHIPS = [
    *["田东街道", "新淮街道", "国庆街道", "淮滨街道", "朝阳街道", "公园街道", "洞山街道"],
    *["龙泉街道", "泉山街道", "舜耕镇", "安成镇", "曹庵镇", "三和镇", "史院乡"],
]
GROUPS = [
    {"name": "区政府各部门", "members": "department", "scope": "every"},
    {
        "name": "区政府有关部门",
        "aliases": ["有关部门"],
        "members": "department",
        "scope": "concerned",
    },
    {"name": "各乡镇街道", "members": "township", "scope": "every"},
]
TOP_KEYS = ["format", "title", "year", "region", "source", "units", "groups", "sections"]
TASK_KEYS = ["id", "requirement", "responsible", "responsible_text"]


class Task(NamedTuple):
    """One task with its place, every field as text."""

    section: str
    topic: str
    id: str
    requirement: str
    responsible_text: str


class Row(NamedTuple):
    """One line of the seed's table; `number` is empty if a page cut the row above."""

    headings: list[str]
    number: str
    requirement: str
    responsible: str


class Draft(NamedTuple):
    """A task as pieces; the tasks of a topic share its list of pieces, whose end may be in a later row."""

    section: str
    topic: list[str]
    number: str
    requirement: list[str]
    responsible: list[str]

    def finish(self) -> Task:
        """The pieces joined."""
        pieces = (self.topic, self.requirement, self.responsible)
        topic, requirement, responsible = ("".join(each) for each in pieces)
        return Task(self.section, topic, self.number, requirement, responsible)


def squeeze(text: str) -> str:
    """The text without spaces, which all come from the page layout."""
    return "".join(text.split())


def parse_row(line: str) -> Row:
    """The cells of a line, by their distance from its end: merged cells shift the front only."""
    *front, requirement, responsible = line.split("\t")
    if glued := GLUED.fullmatch(requirement):
        front.append(glued[1])
        requirement = glued[2]
    cells = [squeeze(cell) for cell in front]
    return Row(
        headings=[cell for cell in cells if cell and not cell.isdecimal()],
        number="".join(cell for cell in cells if cell.isdecimal()),
        requirement=squeeze(requirement),
        responsible=squeeze(responsible),
    )


def table_rows(text: str) -> Iterator[Row]:
    """The rows below the column labels, without blank lines and the row of dashes."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(FIRST_LABEL):
            break
    for line in lines:
        if line.strip("-\t "):
            yield parse_row(line)


def parse_seed(text: str) -> list[Task]:
    """The tasks of the seed, rows that a page cut in two joined again."""
    section, topic = "", [""]
    drafts: list[Draft] = []
    for row in table_rows(text):
        for heading in row.headings:
            if match := SECTION.fullmatch(heading):
                section = match[1]
            elif match := TOPIC.fullmatch(heading):
                topic = [match[1]]
            else:
                topic.append(heading)
        if row.number:
            drafts.append(Draft(section, topic, row.number, [row.requirement], [row.responsible]))
        else:
            drafts[-1].requirement.append(row.requirement)
            drafts[-1].responsible.append(row.responsible)
    return [draft.finish() for draft in drafts]


def outline(tasks: list[Task]) -> list[tuple[str, str]]:
    """The sections and topics in their order, each pair once."""
    return list(dict.fromkeys((task.section, task.topic) for task in tasks))


def raw_topics(shipped: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each topic of the shipped list with its section's title."""
    for section in shipped["sections"]:
        for topic in section["topics"]:
            yield section["title"], topic


def raw_tasks(shipped: dict[str, Any]) -> list[dict[str, Any]]:
    """Each task of the shipped list as YAML gives it."""
    return [task for _, topic in raw_topics(shipped) for task in topic["tasks"]]


def shipped_tasks(shipped: dict[str, Any]) -> list[Task]:
    """The tasks of the shipped list in the shape of the seed's."""
    return [
        Task(section, topic["title"], task["id"], task["requirement"], task["responsible_text"])
        for section, topic in raw_topics(shipped)
        for task in topic["tasks"]
    ]


def walk(node: Any) -> Iterator[tuple[str, str]]:
    """Every key and every scalar below a node, as ("key" or "text", its text)."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield "key", key
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)
    else:
        yield "text", node


def left_over(names: list[str], words: str) -> str:
    """The rest of the text after the names are removed in order."""
    rest = ""
    for name in names:
        before, found, words = words.partition(name)
        assert found, f"{name} is not in its place"
        rest += before
    return rest + words


@pytest.fixture(scope="module")
def seed_text() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seed(seed_text: str) -> list[Task]:
    return parse_seed(seed_text)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


def test_the_seed_is_read_whole(seed_text: str, seed: list[Task]) -> None:
    """No character of the table is lost: all are in the tasks, the headings or their numbers."""
    table = squeeze(seed_text.partition(LAST_LABEL)[2]).rstrip("-")
    sections = list(dict.fromkeys(task.section for task in seed))
    topics = list(dict.fromkeys(task.topic for task in seed))
    parts = [f"{ordinal}、{title}" for ordinal, title in zip(ORDINALS, sections, strict=False)]
    parts += [f"({ordinal}){title}" for ordinal, title in zip(ORDINALS, topics, strict=True)]
    parts += [text for task in seed for text in (task.id, task.requirement, task.responsible_text)]
    assert Counter("".join(parts)) == Counter(table)


def test_the_seed_has_28_tasks_in_11_topics_and_3_sections(seed: list[Task]) -> None:
    assert [task.id for task in seed] == [str(number) for number in range(1, 29)]
    assert len(outline(seed)) == 11
    assert len({task.section for task in seed}) == 3


@pytest.mark.parametrize("field", Task._fields)
def test_every_task_says_what_the_seed_says(field: str, seed: list[Task], shipped: dict[str, Any]) -> None:
    ours = [getattr(task, field) for task in shipped_tasks(shipped)]
    assert ours == [getattr(task, field) for task in seed]


def test_no_section_or_topic_beyond_the_seed(seed: list[Task], shipped: dict[str, Any]) -> None:
    ours = [(section, topic["title"]) for section, topic in raw_topics(shipped)]
    assert ours == outline(seed)
    assert len(shipped["sections"]) == len({task.section for task in seed})


def test_the_title_is_the_seeds(seed_text: str, shipped: dict[str, Any]) -> None:
    title = squeeze(seed_text.split(FIRST_LABEL)[0])
    assert shipped["title"] == title
    assert title.startswith(f"{shipped['region']}{shipped['year']}年度")


def test_the_responsible_are_those_in_the_documents_words(shipped: dict[str, Any]) -> None:
    for task in raw_tasks(shipped):
        rest = left_over(task["responsible"], task["responsible_text"])
        assert set(rest) <= set(SEPARATORS), f"task {task['id']}: {rest}"


def test_the_responsible_are_known(shipped: dict[str, Any]) -> None:
    holders = [*shipped["units"], *shipped["groups"]]
    known = {name for each in holders for name in [each["name"], *each.get("aliases", [])]}
    named = {name for task in raw_tasks(shipped) for name in task["responsible"]}
    assert named <= known


def test_nothing_is_invented(shipped: dict[str, Any]) -> None:
    assert list(shipped) == TOP_KEYS
    assert shipped["format"] == "1"
    assert all(list(task) == TASK_KEYS for task in raw_tasks(shipped))
    keys = {text for what, text in walk(shipped) if what == "key"}
    assert keys.isdisjoint({"progress", "overall", "due", "due_text", "rounds", "confirm"})
    assert keys.isdisjoint({"concerned", "settled", "standing", "closed", "contact"})


def test_the_roster(shipped: dict[str, Any]) -> None:
    kinds = {"office": OFFICES, "department": DEPARTMENTS, "township": TOWNSHIPS}
    expected = [(name, kind) for kind, names in kinds.items() for name in names]
    assert [(unit["name"], unit["kind"]) for unit in shipped["units"]] == expected
    aliases = {unit["name"]: unit["aliases"] for unit in shipped["units"] if "aliases" in unit}
    assert aliases == ALIASES
    assert shipped["groups"] == GROUPS


def test_no_text_holds_a_blank(shipped: dict[str, Any]) -> None:
    assert [text for _, text in walk(shipped) if re.search(r"\s", text)] == []
