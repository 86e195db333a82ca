"""Three files on the disk and where the merged one goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlist.actions.merge import Files
from govlist.base.errors import ExitCode, GovlistError

TEXTS = {
    "base": "title: 甲\nyear: 2024\n",
    "ours": "title: 乙\nyear: 2024\n",
    "theirs": "title: 甲\nyear: 2025\n",
}

SHOWN = {"base": "（双方修改之前）", "ours": "（本方）", "theirs": "（对方）"}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The three of them; the result goes into ours."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Files(tmp_path / "base", tmp_path / "ours", tmp_path / "theirs")


def test_what_the_list_is_called() -> None:
    base, ours, theirs, out = map(Path, ("base", "ours", "theirs", "out"))
    assert Files(base, ours, theirs).shown == "ours"
    assert Files(base, ours, theirs, out).shown == "out"
    assert Files(base, ours, theirs, out, "清单.yaml").shown == "清单.yaml"


def test_theirs_that_is_no_list_is_a_conflict_though_ours_has_changed_nothing(files: Files) -> None:
    files.ours.write_bytes(files.base.read_bytes())
    files.theirs.write_text("a: 甲\na: 乙\n", encoding="utf-8")
    joined = files.merge(7, dry_run=False)
    assert (joined.merged.conflicts, len(joined.merged.unread)) == (1, 1)
    assert files.ours.read_text(encoding="utf-8").startswith("<<<<<<< ours\n")


def test_no_base_is_an_empty_one(files: Files) -> None:
    files.base.write_bytes(b"")
    joined = files.merge(7, dry_run=False)
    assert joined.merged.conflicts == 2
    assert files.ours.read_bytes() == joined.merged.data == joined.after.source.data


@pytest.mark.parametrize("name", ["base", "ours", "theirs"])
@pytest.mark.parametrize("text", ["", "# 甲\n", "[甲]\n", "a: 甲\na: 乙\n"])
def test_where_one_is_no_list_the_whole_file_is_one_conflict(files: Files, name: str, text: str) -> None:
    """But there may be nothing in the base."""
    getattr(files, name).write_text(text, encoding="utf-8")
    ours, theirs = (path.read_text(encoding="utf-8") for path in (files.ours, files.theirs))
    joined = files.merge(7, dry_run=False)
    if name == "base" and not text.startswith(("[", "a")):
        assert joined.merged.unread == ()
        return
    assert [source.path for source in joined.merged.unread] == [files.shown + SHOWN[name]]
    written = f"<<<<<<< ours\n{ours or chr(10)}=======\n{theirs or chr(10)}>>>>>>> theirs\n"
    assert files.ours.read_text(encoding="utf-8") == written
    with pytest.raises(GovlistError) as told:
        joined.summary()
    assert told.value.exit_code is ExitCode.DATA
    assert [problem.rule for problem in told.value.problems] == ["duplicate-key"] * text.startswith("a")


@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_a_side_that_is_no_text_is_refused(files: Files, name: str) -> None:
    getattr(files, name).write_bytes("title: 甲\n".encode("gbk"))
    before = files.ours.read_bytes()
    with pytest.raises(GovlistError) as told:
        files.merge(7, dry_run=False)
    assert told.value.exit_code is ExitCode.FAILED
    assert files.ours.read_bytes() == before


def test_a_base_that_is_no_text_loses_nothing(files: Files) -> None:
    files.base.write_bytes("title: 甲\n".encode("gbk"))
    assert files.merge(7, dry_run=False).merged.conflicts == 1
