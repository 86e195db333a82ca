"""Traditional characters are recognised character by character; other texts stay as they are."""

from __future__ import annotations

import pytest

from govlist.documents import traditional
from govlist.documents.columns import plain
from govlist.documents.traditional import simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牽頭單位：財政局", "牵头单位：财政局"),
        ("負責部門", "负责部门"),
        ("環境衞生", "环境卫生"),
        ("责任单位 A1 é 😀", "责任单位 A1 é 😀"),
        ("", ""),
    ],
)
def test_each_character_becomes_one(text: str, expected: str) -> None:
    assert simplified(text) == expected
    assert len(simplified(text)) == len(text)


def test_the_table_is_not_loaded_for_simplified_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded() -> dict[int, str]:
        raise AssertionError("loaded")

    monkeypatch.setattr(traditional, "_table", loaded)
    text = "一、主动公开（责任单位：区教体局、各镇）——3月底前，“公开”①·…"
    assert simplified(text) == text


def test_the_words_of_a_header_are_known_in_traditional_characters() -> None:
    assert plain("責 任 單 位（蓋章）") == "责任单位"
