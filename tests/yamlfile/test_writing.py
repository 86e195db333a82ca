"""Written values read back unchanged, on one line, at any place; words of other types are quoted."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import reports, texts
from yaml.resolver import Resolver

from govlist.model.checklist import Report, Review
from govlist.model.states import Status
from govlist.yamlfile import nodes
from govlist.yamlfile.nodes import Node, compose
from govlist.yamlfile.writing import flow, plain_event, quote

TYPED = [regexp for found in Resolver.yaml_implicit_resolvers.values() for _, regexp in found]
"""Texts that YAML 1.1 reads as a number, a day, a boolean or null."""

PLACES = ("键: {}", "键: {} # 注", "- {}", "键: [{}, 乙]", "键: [乙, {}]", "{{键: {}}}", "{{键: {}, 乙: 1}}")
KEYS = ("{}: 值", "{{{}: 值}}", "{{甲: 1, {}: 值}}", "甲:\n  {}:\n    - 值")


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written holds for both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def scalars(node: Node) -> list[str]:
    """All texts below a node, keys included."""
    below = [text for child in node.children for text in scalars(child)]
    return [*([node.value] if node.kind == "scalar" else []), *node.keys, *below]


def root(text: str) -> Node:
    node = compose(text).root
    assert node is not None
    return node


@given(texts() | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_unchanged_on_one_line(text: str) -> None:
    written = quote(text)
    assert len(f"{written}|".splitlines()) == 1
    for place in (*PLACES, *KEYS):
        assert text in scalars(root(place.format(written))), place


@given(texts() | st.sampled_from(TYPED).flatmap(lambda regexp: st.from_regex(regexp, fullmatch=True)))
def test_a_text_stays_text_for_programs_that_give_types(text: str) -> None:
    for place, steps in (("键: {}", ["键"]), ("[{}]", [0]), ("{{键: {}}}", ["键"])):
        value = yaml.safe_load(place.format(quote(text)))[steps[0]]
        assert (value, type(value)) == (text, str)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "true",
            "No",
            "ON",
            "null",
            "~",
            "y",
            "010",
            "0o17",
            "0x1F",
            "0b101",
            "1_000",
            "1:30",
            "1.5",
            "1e3",
        ),
        *(".5", "+1", "-1", ".inf", ".NaN", "2024-06-14", "2024-6-4", "2024-06-14 08:00:00", "=", "<<", ""),
    ],
)
def test_typed_words_are_in_quotes(word: str) -> None:
    assert quote(word) == f'"{word}"'


@pytest.mark.parametrize(
    "text",
    [
        "已印发",
        "方案已印发，共3份。",
        "“双公开”完成",
        "（区教体局）",
        "《办法》",
        "佐证/9月.pdf",
        "第3项",
        "done",
        "a-b_c.d",
    ],
)
def test_ordinary_texts_are_unquoted(text: str) -> None:
    assert quote(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲: 乙", '"甲: 乙"'),
        ("完成 #3", '"完成 #3"'),
        ('说"是"', '"说\\"是\\""'),
        ("C:\\a", '"C:\\\\a"'),
        ("一\n二\t三", '"一\\n二\\t三"'),
        ("甲 ", '"甲 "'),
        ("a\x00b", '"a\\x00b"'),
        ("a\u2028b\u0085", '"a\\u2028b\\x85"'),
        ("a\u200bb", '"a\\u200bb"'),
        ("\u202ea", '"\\u202ea"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("😀", '"😀"'),
        ("- 甲", '"- 甲"'),
    ],
)
def test_other_texts_are_in_quotes_and_show_what_is_hidden(text: str, written: str) -> None:
    assert quote(text) == written


@pytest.mark.parametrize("text", ["完成?", "完成? 已问", "a?b", "?"])
def test_a_question_mark_reads_back(text: str) -> None:
    for place in PLACES:
        assert text in scalars(root(place.format(quote(text)))), place


def test_a_report_is_written_in_order_without_what_is_empty() -> None:
    report = Report(
        date=date(2024, 9, 20),
        status=Status.DONE,
        review=Review.CONFIRMED,
        note="全部完成：5项",
        evidence=("https://www.tja.gov.cn/a", "佐证/9月.pdf"),
        by="王某",
        extra={"x-号": "001"},
    )
    assert flow(plain_event(report)) == (
        "{date: 2024-09-20, status: done, review: confirmed, note: 全部完成：5项, "
        'evidence: ["https://www.tja.gov.cn/a", 佐证/9月.pdf], by: 王某, x-号: "001"}'
    )
    bare = Report(date=date(2024, 9, 20), status=Status.BEHIND)
    assert flow(plain_event(bare)) == "{date: 2024-09-20, status: behind}"


@given(reports())
def test_a_report_is_one_line_that_reads_back(report: Report) -> None:
    plain = plain_event(report)
    written = flow(plain)
    assert len(written.splitlines()) == 1
    assert root(f"- {written}").plain() == [plain]
    assert root(f"[{written}]").plain() == [plain]


def collections(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3)


@given(st.recursive(texts(), collections, max_leaves=5))
def test_any_plain_value_reads_back(value: object) -> None:
    assert root(f"键: {flow(value)}").plain() == {"键": value}
