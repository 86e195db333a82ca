"""Boxes in front of words, or behind them: the ticked entry."""

from __future__ import annotations

import pytest

from govlist.documents.signs import chosen


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("☑已完成 □未完成", "已完成"),
        ("□已完成　☑序时推进　□未启动", "序时推进"),
        ("已完成☑ 未完成□", "已完成"),
        ("■已完成、□序时推进", "已完成"),
        ("√已完成", "已完成"),
        ("☐已完成\n☒进度滞后", "进度滞后"),
        ("☑已完成 ☑未完成", None),
        ("□已完成 □未完成", None),
        ("已完成", None),
        ("", None),
        ("□", None),
    ],
)
def test_the_ticked_entry(text: str, entry: str | None) -> None:
    assert chosen(text) == entry
