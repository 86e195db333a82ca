"""The corpus: each document is read as a careful clerk would read it, or as `corpus/not-yet.md` says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.marking import mark, not_yet, summary
from tests.importing.papers import Paper, papers

PAPERS = list(papers())


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.name for paper in PAPERS])
def test_each_document_is_read_as_written_down(
    paper: Paper, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """If more has become right, `python stress/imports.py --list` prints the new list."""
    if paper.kind == "pdf":
        request.getfixturevalue("chinese_font")
    assert summary(mark(paper, tmp_path)) == not_yet().get(paper.name, [])


def test_only_documents_of_the_corpus_are_listed() -> None:
    assert set(not_yet()) <= {paper.name for paper in PAPERS}
