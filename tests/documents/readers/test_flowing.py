"""Lines of a page joined to paragraphs."""

from __future__ import annotations

import pytest

from govlist.documents.readers import _flowing
from govlist.documents.readers._flowing import Line


def _line(text: str, size: float, width: float) -> Line:
    return Line(text, 0, 0, width, size, (text,), size, size)


@pytest.mark.parametrize(("size", "together"), [(18, False), (12, True)])
def test_a_larger_line_before_a_mark_is_a_title_even_if_it_fills_its_line(
    size: float, *, together: bool
) -> None:
    block = [_line("2025年目标任务分解", size, 398), _line("3.聚力产业升级", 12, 90)]
    assert len(_flowing.joined(block, 0, 400)) == (1 if together else 2)
