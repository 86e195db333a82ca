"""The delimiter of a text with one row on a line: the one with which a row is a header of known words."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice

from govlist.documents import columns

DELIMITERS = ",;\t，；"
_ROWS = 50
"""Rows that are searched for the header."""
_HEAD = 100_000
"""Characters that are searched for the header."""
_ENOUGH = 2
"""Known words that make a row a header."""


def delimiter(text: str) -> str:
    """The delimiter with which the header has the most known words, else the most frequent one at the start.

    Notes may hold more semicolons than there are commas between the cells; the header does not.
    """
    head = text[:_HEAD]
    known = {each: _known(head, each) for each in DELIMITERS if each in head}
    best = max(known, key=lambda each: known[each], default=",")
    if known and known[best] >= _ENOUGH:
        return best
    first = head.partition("\n")[0]
    return max(DELIMITERS, key=lambda each: (first.count(each), head.count(each)))


def _known(head: str, mark: str) -> int:
    """The most known words of a header that a row has with this delimiter."""
    try:
        rows = list(islice(csv.reader(StringIO(head, newline=""), delimiter=mark), _ROWS))
    except csv.Error:
        return 0
    return max((sum(key is not None for key in columns.keys(row)) for row in rows), default=0)
