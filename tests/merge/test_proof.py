"""Every result is checked before it is returned: a wrong one is never written."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.test_merging import between

from govlist.merge import _edits, _proved, merge
from govlist.merge._merger import Merger
from govlist.merge._parts import File
from govlist.yamlfile.source import Source

WAS, MINE, NEW = "a: 甲 # 旧\nb: 1 # 去\n", "a: 甲 # 旧\nb: 1 # 去\n# 我\n", "a: 甲 # 旧\nb: 2\n# 他\n"
GOOD = "a: 甲 # 旧\nb: 2\n# 我\n# 他\n"


def proved(*texts: str, plain: Any = ({"a": "甲", "b": "2"},) * 2) -> bool:
    return _proved(*map(File, (WAS, MINE, NEW)), texts, plain)


def test_what_is_right() -> None:
    assert proved(GOOD, GOOD)
    other = GOOD.replace("甲", "乙")
    assert proved(GOOD, other, plain=({"b": "2", "a": "甲"}, {"a": "乙", "b": "2"}))


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("甲", "乙"),
        GOOD.replace("b: 2\n", ""),
        GOOD + "c: 3\n",
        GOOD + "b: 2\n",  # a duplicate key
        GOOD + "'\n",
        "",
    ],
)
def test_what_reads_otherwise(text: str) -> None:
    assert not proved(text, text)
    assert not proved(GOOD, text)
    assert not proved(text, GOOD)


@pytest.mark.parametrize("comment", ["# 我", "# 他", "# 旧"])
def test_a_comment_that_is_missing(comment: str) -> None:
    """Of ours, of theirs, or one that all have; with either side of a conflict it is enough."""
    text = GOOD.replace(comment, "")
    assert not proved(text, text)
    assert proved(text, GOOD)
    assert proved(GOOD, text)


def test_a_false_step_makes_the_whole_file_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if an edit had gone astray."""
    base, ours, theirs = "a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 2\n"
    files = Merger.files

    def astray(self: Merger, base: File, theirs: File) -> Any:
        made = files(self, base, theirs)
        self.edits.append(_edits.Edit.plain(len(self.file.text), len(self.file.text), "c: 3\n"))
        return made

    monkeypatch.setattr(Merger, "files", astray)
    made = merge(*(Source("x", text.encode()) for text in (base, ours, theirs)))
    assert (made.data.decode(), made.conflicts, made.taken) == (between(ours, theirs), 1, 0)
