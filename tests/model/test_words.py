"""The office's words: which status each names, which are refused, and that each token has its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from govlist.base import i18n, registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.cli import arguments
from govlist.content import groups
from govlist.model import selection, trend, words
from govlist.model.checklist import Basis, ChaseLevel, Review, Role, Scope
from govlist.model.states import Status

# The contract's own list, section 2.
MEANINGS = {
    "in_progress": (
        "序时推进 推进中 进行中 正常 达到时序进度 按序时推进 时序推进 有序推进 稳步推进 正在推进 正在办理 "
        "按计划推进 持续推进 长期坚持 常态化开展 达进度 超序时进度 部分完成"
    ),
    "behind": (
        "进度滞后 滞后 进展滞后 严重滞后 欠进度 慢序时 未达序时进度 未达到序时进度 推进缓慢 推进较慢 进度缓慢"
    ),
    "done": "已完成 完成 已办结 已落实 全部完成 提前完成 超额完成 已完成并长期坚持",
    "not_started": "未启动 未开展 未开始 尚未启动",
    "not_applicable": "不涉及 不适用",
}
WORDS = [(word, status) for status, listed in MEANINGS.items() for word in listed.split()]


@pytest.mark.parametrize(("word", "status"), WORDS)
def test_the_office_s_words(word: str, status: str) -> None:
    assert words.read_status(word) == status


@pytest.mark.parametrize("text", [" 序时 推进", "序时\n推进", "完　成。", "不 适 用"])
def test_a_word_that_is_spaced_out_or_broken_is_that_word(text: str) -> None:
    assert words.read_status(text) == words.read_status("".join(text.split()))


@pytest.mark.parametrize("status", list(MEANINGS))
def test_the_tokens_of_the_file(status: str) -> None:
    assert words.read_status(status) == status
    assert words.read_status(status.upper()) == status
    assert words.read_status(status.replace("_", "-")) == status


@pytest.mark.parametrize("text", [" 已完成 ", "已完成。", "done "])
def test_what_is_around_a_word_does_not_matter(text: str) -> None:
    assert words.read_status(text) is Status.DONE


@pytest.mark.parametrize(
    "text",
    [
        *("基本完成", "阶段性完成", "拟完成", "80%", "80％", "100%", "基本完成。"),
        *("已销号", "销号", "confirmed", "退回重报", "未报送", "待核实", "未完成", "不完成"),
        *("", " ", "doing", "1", "完成 80%", "序时"),
    ],
)
def test_what_decides_nothing_is_refused_with_a_remedy(text: str) -> None:
    assert words.known_status(text) is None
    with pytest.raises(GovlistError) as caught:
        words.read_status(text)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint


def test_the_remedies_differ() -> None:
    """Half done, struck off by a unit, and no word at all are three mistakes."""

    def hint(text: str) -> str:
        with pytest.raises(GovlistError) as caught:
            words.read_status(text)
        return caught.value.hint

    assert hint("基本完成") == hint("80%")
    assert hint("已销号") == hint("confirmed")
    assert len({hint("基本完成"), hint("已销号"), hint("doing")}) == 3


@pytest.mark.parametrize(("standing", "status"), [("true", "in_progress"), ("false", "done")])
def test_done_and_going_on(
    checklist: Callable[[str], Path], run: Callable[..., Any], standing: str, status: str
) -> None:
    path = checklist(f"""\
        title: 清单
        year: 2024
        units: [{{name: 区教体局, kind: department}}]
        groups: []
        sections:
          - title: 主动公开
            tasks:
              - id: 8
                requirement: 公开
                responsible: [区教体局]
                standing: {standing}
    """)
    made = run("mark", "8", "已完成并长期坚持", "--unit", "教体局", "--json")
    assert [row["status"] for row in json.loads(made.out)["changed"]] == [status]
    assert ("note: 已完成并长期坚持" in path.read_text(encoding="utf-8")) == (status == "in_progress")


# Each token has one word of its own, in both languages ---------------------------------------------


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        (words.status_word, Status),
        (words.basis_word, Basis),
        (words.role_word, Role),
        (words.scope_word, Scope),
        (words.status_word, Review),
    ],
)
def test_no_two_tokens_share_a_word(language: str, word: Callable[[Any], str], tokens: type[StrEnum]) -> None:
    i18n.use(language)
    assert len({word(token) for token in tokens}) == len(tokens)


@pytest.mark.parametrize("status", list(Status))
def test_the_shown_word_is_read_back(status: Status) -> None:
    assert words.read_status(words.status_word(status)) is status


def test_days() -> None:
    assert words.short_day(date(2024, 9, 7)) == "09-07"
    assert words.short_day(None) == "-"
    i18n.use("en")
    assert words.day(date(2024, 9, 7)) == "2024-09-07"


SETS = {
    "basis": tuple(Basis),
    "by": (*groups.BY, *trend.BY),
    "sort": tuple(selection.SORTS),
    "fail-on": arguments.FAIL_ON,
    "record": tuple(ChaseLevel),
    **{
        package: registry.names(package)
        for package in ("export", "documents.readers", "export.notices", "validation.reporters")
    },
}


@pytest.mark.parametrize("tokens", SETS.values(), ids=SETS)
def test_every_word_of_a_closed_set_names_one_token(tokens: tuple[str, ...]) -> None:
    for token in dict.fromkeys(tokens):
        for word in (token, token.upper(), *words.SYNONYMS.get(token, "").split()):
            assert words.choose(f" {word} ", tokens, "--by") == token
    said = [word for token in dict.fromkeys(tokens) for word in words.SYNONYMS.get(token, "").lower().split()]
    assert len(said) == len(set(said))


def test_a_word_that_is_not_known_names_its_option_and_what_is_known() -> None:
    with pytest.raises(GovlistError) as caught:
        words.choose("wrd", ("docx", "json"), "--format")
    assert "--format" in caught.value.message
    assert "docx（Word）" in caught.value.hint
    assert "json" in caught.value.hint


@pytest.mark.parametrize(
    ("args", "same"),
    [
        (["status", "--by", "单位", "--sort", "最慢"], ["status", "--by", "unit", "--sort", "slowest"]),
        (["status", "--trend", "--by", "类别"], ["status", "--trend", "--by", "kind"]),
        (["status", "--fail-on", "待认定"], ["status", "--fail-on", "candidate"]),
        (["list", "--basis", "统称"], ["list", "--basis", "group"]),
        (["export", "--format", "MD"], ["export", "--format", "markdown"]),
        (["export", "--format", "网页"], ["export", "--format", "html"]),
        (["import", "--format", "纯文本", "a.txt"], ["import", "--format", "txt", "a.txt"]),
    ],
)
def test_a_token_and_the_office_s_word_are_the_same(
    run: Callable[..., Any], tmp_path: Path, args: list[str], same: list[str]
) -> None:
    (tmp_path / "a.txt").write_text("一、公开招生政策（区教体局）\n", encoding="utf-8")
    assert run(*args).out == run(*same).out


def test_the_remedy_keeps_the_near_ones_alone() -> None:
    rules = registry.names("validation.rules")
    assert "no-owner" in words.nearest("no-onwer", rules, "")
    assert "/" not in words.nearest("no-onwer", rules, "")
    assert words.nearest("völlig fremd", rules, "see them all") == "see them all"
