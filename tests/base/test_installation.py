"""What belongs to govlist, and the remedy where a part of it is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from govlist.base import installation
from govlist.cli import app


def test_what_is_part_of_govlist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert installation.is_part(Path(app.__file__))
    assert installation.is_part(Path(docx.__file__).parent / "templates" / "default.docx")
    assert not installation.is_part(tmp_path / "list.docx")
    inside = tmp_path / "stick" / "_internal" / "docx" / "templates" / "default-footer.xml"
    assert not installation.is_part(inside)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "stick" / "govlist"))
    assert installation.is_part(inside)
    assert not installation.is_part(tmp_path / "stick" / "checklist.yaml")


def test_a_file_of_a_library_that_is_missing(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is not the office's file, so neither its name nor the permissions of its folder are the fault."""
    from docx.parts.hdrftr import FooterPart

    missing = Path(docx.__file__).parent / "templates" / "default-footer.xml"

    def gone(_class: Any) -> bytes:
        raise FileNotFoundError(2, "No such file or directory", str(missing))

    monkeypatch.setattr(FooterPart, "_default_footer_xml", classmethod(gone))
    result = run("--shipped", "export", "--format", "docx", "-o", "out.docx")
    assert result.code == 3
    assert f"govlist 自身的文件缺失：{missing}" in result.err
    assert "重新安装" in result.err
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "重新解压" in run("--shipped", "export", "--format", "docx", "-o", "out.docx").err
    assert not list(tmp_path.iterdir())
