"""The corpus: each document must be read as a careful clerk would read it, or as `corpus/not-yet.md` says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.marking import mark, summary
from tests.importing.papers import CORPUS, Paper, papers

PAPERS = list(papers())


def not_yet() -> dict[str, list[str]]:
    """The fields of each document that are not right yet: `task field outcome`."""
    found: dict[str, list[str]] = {}
    for text in (CORPUS / "not-yet.md").read_text(encoding="utf-8").splitlines():
        if text.startswith("## "):
            name = text[3:]
        elif text.startswith("- "):
            found.setdefault(name, []).append(text[2:])
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.name for paper in PAPERS])
def test_each_document_is_read_as_written_down(paper: Paper, tmp_path: Path) -> None:
    """`python stress/imports.py --list` prints the file if more has become right."""
    assert summary(mark(paper, tmp_path)) == not_yet().get(paper.name, [])


def test_only_documents_of_the_corpus_are_listed() -> None:
    assert set(not_yet()) <= {paper.name for paper in PAPERS}
