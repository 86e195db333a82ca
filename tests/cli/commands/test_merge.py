"""`merge`: files in, one file out, the exit code that git wants; and git itself calling it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

from govlist.yamlfile import store

Run = Callable[..., Any]
Checklist = Callable[..., Path]

LINE = "                - {date: 2024-06-14, status: in_progress, note: 方案已印发}\n"
OURS = LIST.replace(LINE, LINE + "                - {date: 2024-06-20, status: done, note: 本方}\n")
THEIRS = LIST.replace(LINE, LINE + "                - {date: 2024-06-18, status: behind, note: 对方}\n")
BOTH = LIST.replace(
    LINE,
    LINE
    + "                - {date: 2024-06-18, status: behind, note: 对方}\n"
    + "                - {date: 2024-06-20, status: done, note: 本方}\n",
)
ONE, OTHER = (LIST.replace("完善政策文件库", f"{word}完善政策文件库") for word in ("及时", "逐步"))


@pytest.fixture
def merge(run: Run) -> Callable[..., Any]:
    """`merge(base, ours, theirs, *options)` with three texts, or bytes, as files of these names."""

    def call(base: str | bytes, ours: str | bytes, theirs: str | bytes, *options: object) -> Any:
        for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
            Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
        return run("merge", "base", "ours", "theirs", *options)

    return call


def read(name: str) -> str:
    return Path(name).read_bytes().decode()


# Files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("out", [(), ("-o", "out.yaml")])
def test_a_merge_waits_for_the_lock_of_the_list_that_it_writes(
    merge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, out: tuple[str, ...]
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.0)
    target = Path(out[-1] if out else "ours")
    target.write_text(OURS, encoding="utf-8")
    with store.lock(target):
        assert merge(LIST, OURS, THEIRS, *out).code == 3
        assert target.read_text(encoding="utf-8") == OURS
        assert merge(LIST, OURS, THEIRS, *out, "--dry-run").code == 0
    assert merge(LIST, OURS, THEIRS, *out).code == 0
    assert target.read_text(encoding="utf-8") == BOTH


def test_ours_is_written(merge: Run) -> None:
    made = merge(LIST, OURS, THEIRS, "--path", "清单.yaml")
    assert (made.code, made.out) == (0, "")
    assert "清单.yaml" in made.err
    assert read("ours") == BOTH
    assert (read("base"), read("theirs")) == (LIST, THEIRS)


def test_another_file_is_written(merge: Run) -> None:
    assert merge(LIST, OURS, THEIRS, "-o", "out.yaml").code == 0
    assert (read("out.yaml"), read("ours")) == (BOTH, OURS)
    assert merge(LIST, OURS, LIST, "-o", "out.yaml").code == 0
    assert read("out.yaml") == OURS, "govlist's own output"


def test_a_file_of_somebody_else_is_not_overwritten(merge: Run) -> None:
    Path("out.yaml").write_text("other", encoding="utf-8")
    made = merge(LIST, OURS, THEIRS, "-o", "out.yaml")
    assert (made.code, read("out.yaml")) == (3, "other")
    assert "--force" in made.err
    assert merge(LIST, OURS, THEIRS, "-o", "out.yaml", "--force").code == 0
    assert read("out.yaml") == BOTH


@pytest.mark.parametrize("text", [OURS, f"<<<<<<< ours\n{OURS}=======\n{THEIRS}>>>>>>> theirs\n", BOTH])
def test_what_git_hands_over_is_overwritten(merge: Run, text: str) -> None:
    Path("out.yaml").write_bytes(text.encode())
    assert merge(LIST, OURS, THEIRS, "-o", "out.yaml").code == 0
    assert read("out.yaml") == BOTH


@pytest.mark.parametrize(
    "text", ["", "0", "~", LIST, LIST + "title: x\n", LIST + "a: [\n", LIST.replace("title: ", "titel: ", 1)]
)
def test_what_is_neither_ours_nor_a_conflict_is_not_overwritten(merge: Run, text: str) -> None:
    Path("out.yaml").write_bytes(text.encode())
    assert (merge(LIST, OURS, THEIRS, "-o", "out.yaml").code, read("out.yaml")) == (3, text)


def test_the_text_before_is_kept_except_of_gits_temporary_files(merge: Run, run: Run) -> None:
    assert merge(LIST, OURS, THEIRS, "--path", "清单.yaml").code == 0
    assert run("-f", "ours", "undo").code != 0
    assert read("ours") == BOTH
    assert merge(LIST, OURS, THEIRS).code == 0
    assert run("-f", "ours", "undo").code == 0
    assert read("ours") == OURS


@pytest.mark.parametrize("name", ["out.md", "out.docx"])
def test_only_yaml_is_written(merge: Run, name: str) -> None:
    made = merge(LIST, OURS, THEIRS, "-o", name)
    assert made.code == 2
    assert ".yaml" in made.err
    assert not Path(name).exists()


def test_a_dry_run_shows_and_writes_nothing(merge: Run) -> None:
    made = merge(LIST, OURS, THEIRS, "--dry-run")
    assert made.code == 0
    assert [line for line in made.out.splitlines() if line[:1] == "+" and line[:3] != "+++"] == [
        "+                - {date: 2024-06-18, status: behind, note: 对方}"
    ]
    assert read("ours") == OURS
    assert merge(LIST, ONE, OTHER, "--dry-run").code == 1
    assert read("ours") == ONE


def test_nothing_to_merge_writes_nothing(merge: Run) -> None:
    Path("ours").write_text(OURS, encoding="utf-8")
    before = Path("ours").stat().st_ino
    assert merge(LIST, OURS, LIST).code == 0
    assert Path("ours").stat().st_ino == before


def test_a_conflict_is_loud(merge: Run, run: Run) -> None:
    made = merge(LIST, ONE, OTHER)
    assert made.code == 1
    assert "merge-conflict" in made.err
    assert read("ours").count("<<<<<<< ours\n") == 1
    line = read("ours").split("\n").index("<<<<<<< ours") + 1
    output = run("validate", "ours")
    assert output.code == 1
    assert f"ours:{line}:1 " in output.out


def rules(run: Run) -> list[str]:
    """What `validate` says of ours."""
    return [problem["rule"] for problem in json.loads(run("validate", "ours", "--json").out)["problems"]]


def test_no_marker_is_too_short_to_be_known(merge: Run, run: Run) -> None:
    assert merge(LIST, ONE, OTHER, "--marker-size", 3).code == 1
    assert "\n<<<<<<< ours\n" in read("ours")
    assert rules(run) == ["merge-conflict"]


def test_a_longer_marker(merge: Run, run: Run) -> None:
    made = merge(LIST, ONE, OTHER, "--marker-size", 9)
    assert made.code == 1
    assert "<<<<<<<<< ours\n" in read("ours")
    assert rules(run) == ["merge-conflict"]
    assert merge(LIST, ONE, OTHER, "--marker-size", 0).code == 2


def test_what_does_not_go_together_is_written_and_refused(merge: Run) -> None:
    """No text is in conflict, but the list then has an error: exit 1, and both sides are there."""
    gone = LIST.replace("  - {name: 新淮街道, kind: township}\n", "")
    reported = LIST.replace(
        "responsible: [区政府有关部门, 各乡镇街道]\n",
        "responsible: [区政府有关部门, 各乡镇街道]\n            progress:\n"
        "              新淮街道:\n                - {date: 2024-06-14, status: done}\n",
    )
    made = merge(LIST, gone, reported)
    assert made.code == 1
    assert "unknown-unit" in made.err
    assert "2024-06-14, status: done}" in read("ours")
    assert "{name: 新淮街道" not in read("ours")


# What cannot be merged ----------------------------------------------------------------------------

BROKEN = {
    "syntax": LIST + "  - [",
    "GBK": LIST.encode("gbk"),
    "markers": LIST + "<<<<<<< a\n=======\n>>>>>>> b\n",
    "a key twice": LIST + "title: 清单\n",
    "an anchor": LIST.replace("year: 2024", "year: &a 2024"),
    "deep": "title: " + "[" * 100_000,
    "NUL": LIST + "# \x00\n",
    "no mapping": "- 1\n",
    "text": "清单\n",
    "empty": "",
    "huge": b"#" * (17 * 1024 * 1024),
    "two documents": LIST + "---\n" + LIST,
}


BYTES = {"GBK", "huge"}
"""Of these, what cannot be in one file with the other side."""


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_file_that_hides_what_it_says_is_not_merged(merge: Run, run: Run, what: str, which: int) -> None:
    """The whole file is one conflict: no side goes. Where one is no text ours is untouched, exit 3."""
    files: list[str | bytes] = [LIST, OURS, THEIRS]
    files[which] = BROKEN[what]
    made = merge(*files)
    if (what, which) == ("empty", 0):
        assert made.code == 0
        return
    assert made.out == ""
    assert len(made.err.encode()) < 20_000
    ours, theirs = (each if isinstance(each, bytes) else each.encode() for each in files[1:])
    if what in BYTES and which > 0:
        assert made.code == 3
        assert Path("ours").read_bytes() == ours
    else:
        assert made.code == 1
        first, *lines, last = Path("ours").read_bytes().splitlines(keepends=True)
        assert (first.strip(b"<"), last.strip(b">")) == (b" ours\n", b" theirs\n")
        middle = lines.index(first.strip(b" ours\n").replace(b"<", b"=") + b"\n")
        assert b"".join(lines[:middle]).rstrip() == ours.rstrip()
        assert b"".join(lines[middle + 1 :]).rstrip() == theirs.rstrip()
        assert "merge-conflict" in rules(run)


def test_the_markers_of_an_older_conflict_are_not_taken_for_the_new_ones(merge: Run, run: Run) -> None:
    assert merge(LIST, BROKEN["markers"], THEIRS).code == 1
    assert [line for line in read("ours").splitlines() if line.endswith((" ours", " theirs"))] == [
        "<<<<<<<< ours",
        ">>>>>>>> theirs",
    ]
    assert rules(run).count("merge-conflict") == 1


def test_sides_that_say_the_same_are_merged_for_any_content(merge: Run) -> None:
    broken = LIST + "  - ["
    assert merge(LIST, broken, broken.replace("\n", "\r\n")).code == 1
    assert read("ours") == broken


@pytest.mark.parametrize("missing", ["base", "ours", "theirs"])
def test_a_missing_file(run: Run, missing: str) -> None:
    for name in {"base", "ours", "theirs"} - {missing}:
        Path(name).write_text(LIST, encoding="utf-8")
    assert run("merge", "base", "ours", "theirs").code == 3
    assert not Path(missing).exists()


def test_without_the_three_files(run: Run) -> None:
    assert run("merge", "base", "ours").code == 2


def test_the_language(process: Run, checklist: Checklist) -> None:
    for name, text in (("base", LIST), ("ours", ONE), ("theirs", OTHER)):
        checklist(text, name)
    assert "1 conflict" in process("merge", "base", "ours", "theirs", env={"GOVLIST_LANG": "en"}).err


# git ----------------------------------------------------------------------------------------------

PROGRAM = f"{shlex.quote(Path(sys.executable).as_posix())} -m govlist"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Repository:
    """A repository of its own, in which govlist merges the lists."""

    def __init__(self, folder: Path, driver: bool = True) -> None:
        self.folder = folder
        self.list = folder / "清单.yaml"
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        self.set("user.name", "office")
        self.set("user.email", "office@example.gov.cn")
        self.set("mergetool.govlist.cmd", f'{PROGRAM} merge "$BASE" "$LOCAL" "$REMOTE" -o "$MERGED"')
        self.set("mergetool.govlist.trustExitCode", "true")
        if driver:
            self.set("merge.govlist.name", "govlist")
            self.set("merge.govlist.driver", f"{PROGRAM} merge %O %A %B --marker-size %L --path %P")
        (folder / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
        self.commit(LIST)

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        """git, which must not ask anything."""
        given = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", *words],
            cwd=self.folder,
            env={**given, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    def set(self, key: str, value: str) -> None:
        self.git("config", key, value)

    def commit(self, text: str) -> None:
        self.list.write_bytes(text.encode())
        self.git("add", "-A")
        assert self.git("commit", "-qm", "更新").returncode == 0

    def fork(self, ours: str, theirs: str) -> None:
        """Two branches from here; ours is checked out."""
        self.git("checkout", "-qb", "theirs")
        self.commit(theirs)
        self.git("checkout", "-q", "main")
        self.commit(ours)

    @property
    def text(self) -> str:
        """What the list says now."""
        return self.list.read_bytes().decode()


@needs_git
def test_git_merges_what_two_desks_entered(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.fork(OURS, THEIRS)
    done = repository.git("merge", "theirs", "-m", "合并")
    assert done.returncode == 0, done.stderr
    assert "清单.yaml" in done.stderr
    assert repository.text == BOTH
    assert repository.git("status", "--porcelain").stdout == ""


@needs_git
def test_git_alone_would_not(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r", driver=False)
    repository.git("rm", "-q", ".gitattributes")
    repository.fork(OURS, THEIRS)
    assert repository.git("merge", "theirs").returncode == 1


@needs_git
def test_git_stops_at_a_conflict(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.fork(ONE, OTHER)
    assert repository.git("merge", "theirs").returncode == 1
    assert repository.git("status", "--porcelain").stdout == "UU 清单.yaml\n"
    assert "<<<<<<< ours\n" in repository.text
    repository.list.write_bytes(ONE.encode())
    repository.git("add", "-A")
    assert repository.git("commit", "-qm", "合并").returncode == 0


@needs_git
def test_git_stops_where_a_side_cannot_be_read(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.fork(OURS, THEIRS + "  - [")
    done = repository.git("merge", "theirs")
    assert done.returncode == 1
    assert "syntax" in done.stderr
    assert repository.text == f"<<<<<<< ours\n{OURS}=======\n{THEIRS}  - [\n>>>>>>> theirs\n"
    assert repository.git("status", "--porcelain").stdout == "UU 清单.yaml\n"


@needs_git
def test_git_rebases_and_picks(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.fork(OURS, THEIRS)
    assert repository.git("rebase", "-q", "theirs").returncode == 0
    assert repository.text == BOTH


@needs_git
def test_git_merges_crosswise(tmp_path: Path) -> None:
    """Each side has merged the other's before: git makes the base by merging, through govlist too."""
    repository = Repository(tmp_path / "r")
    repository.fork(OURS, THEIRS)
    repository.git("branch", "old")
    repository.git("merge", "-q", "theirs", "-m", "合并")
    repository.commit(repository.text.replace("每季报一次", "每月报一次"))
    repository.git("checkout", "-q", "theirs")
    assert repository.git("merge", "-q", "old", "-m", "合并").returncode == 0
    assert repository.text == BOTH
    repository.commit(BOTH.replace("完善政策文件库", "及时完善政策文件库"))
    done = repository.git("merge", "main", "-m", "合并")
    assert done.returncode == 0, done.stderr
    assert repository.text == BOTH.replace("每季报一次", "每月报一次").replace("完善政策", "及时完善政策")


@needs_git
def test_git_s_merge_tool(tmp_path: Path) -> None:
    """For who has not set up the driver: what git left as a conflict is merged, or stays as it was."""
    repository = Repository(tmp_path / "r", driver=False)
    (repository.folder / ".gitattributes").unlink()
    repository.commit(LIST)
    repository.fork(OURS, THEIRS)
    assert repository.git("merge", "theirs").returncode == 1
    done = repository.git("mergetool", "--tool=govlist", "--no-prompt")
    assert done.returncode == 0, done.stderr
    assert repository.text == BOTH
    assert repository.git("status", "--porcelain", "-uno").stdout == "M  清单.yaml\n"


@needs_git
def test_git_s_merge_tool_at_a_conflict(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r", driver=False)
    (repository.folder / ".gitattributes").unlink()
    repository.commit(LIST)
    repository.fork(ONE, OTHER)
    assert repository.git("merge", "theirs").returncode == 1
    assert repository.git("mergetool", "--tool=govlist", "--no-prompt").returncode == 1
    assert repository.git("status", "--porcelain", "-uno").stdout == "UU 清单.yaml\n"


@needs_git
def test_the_driver_set_up_during_a_merge(tmp_path: Path) -> None:
    """`git checkout --merge` lets it do again what git has already done."""
    repository = Repository(tmp_path / "r", driver=False)
    (repository.folder / ".gitattributes").unlink()
    repository.commit(LIST)
    repository.fork(OURS, THEIRS)
    repository.git("merge", "theirs")
    repository.set("merge.govlist.driver", f"{PROGRAM} merge %O %A %B --marker-size %L --path %P")
    (repository.folder / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
    repository.git("checkout", "--merge", "清单.yaml")
    assert repository.text == BOTH


@needs_git
def test_both_added_the_list(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.git("rm", "-q", "清单.yaml")
    repository.git("commit", "-qm", "没有清单")
    repository.fork(OURS, THEIRS)
    done = repository.git("merge", "theirs", "-m", "合并")
    assert done.returncode == 0, done.stderr
    assert repository.text == BOTH
