"""The words for the state of a pair, where they do not follow from its status alone."""

from __future__ import annotations

from datetime import date

import pytest

from govlist.content.labels import pair_state
from govlist.model.view import View
from govlist.validation import load

LIST = """\
title: 清单
year: 2024
confirm: true
units: [{{name: 甲局, kind: department}}]
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [{{unit: 甲局, role: {role}}}]
        progress: {{甲局: [{{date: 2024-06-03, status: {status}, note: 见附件}}]}}
"""


@pytest.mark.parametrize(
    ("role", "status", "word"),
    [
        ("responsible", "done", "to_check"),
        ("responsible", "not_applicable", "denied"),
        ("support", "done", "done"),
        ("support", "not_applicable", "not_applicable"),
    ],
)
def test_only_what_is_owed_waits_to_be_checked(role: str, status: str, word: str) -> None:
    """As `list --unreviewed`, `confirm` and the headline's figure: the cells of the matrix add up to it."""
    checklist = load.check("checklist.yaml", LIST.format(role=role, status=status).encode()).checklist
    assert checklist is not None
    (pair,) = View(checklist, date(2024, 6, 30)).pairs
    assert pair_state(checklist, pair).key == word
