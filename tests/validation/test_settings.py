"""Settings: where they are found, which comes first, and what is refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govlist.base.errors import ExitCode, GovlistError
from govlist.validation import load, settings

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("sub", text)` writes a settings file into a folder of the test."""

    def call(folder: str, text: str) -> Path:
        path = tmp_path / folder / settings.NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return call


@pytest.fixture
def user(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """`user(text)` writes the user's settings."""
    monkeypatch.setenv("GOVLIST_CONFIG", str(tmp_path / "config"))
    return lambda text: write("config", text)


def refused(text: str, tmp_path: Path, write: Write) -> GovlistError:
    """The error for a project's file with this text."""
    write(".", text)
    with pytest.raises(GovlistError) as caught:
        settings.read(tmp_path)
    return caught.value


# Which value counts -------------------------------------------------------------------------------


def test_without_files_nothing_is_set(tmp_path: Path) -> None:
    made = settings.read(tmp_path)
    assert (made.found, made.project, made.user, made.views) == ({}, None, None, {})
    assert made.get("unit") is None


def test_the_project_comes_before_the_user_and_a_variable_before_both(
    write: Write, user: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user('unit = "甲局"\ndue-soon = 7\n[views.a]\ncommand = "list"\n[views.b]\ncommand = "status"\n')
    write(".", 'unit = "乙局"\n[views.a]\ncommand = "chase"\n')
    made = settings.read(tmp_path)
    assert made.found["unit"] == ("乙局", "govlist.toml")
    assert made.found["due-soon"] == (7, str(Path("config", "govlist.toml")))
    assert {name: view.value["command"] for name, view in made.views.items()} == {"a": "chase", "b": "status"}
    monkeypatch.setenv("GOVLIST_UNIT", "丙局")
    monkeypatch.setenv("GOVLIST_DUE_SOON", "3")
    monkeypatch.setenv("GOVLIST_COLUMNS", "id, due，status")
    made = settings.read(tmp_path)
    assert made.found["unit"] == ("丙局", "$GOVLIST_UNIT")
    assert (made.get("due-soon"), made.get("columns")) == (3, ("id", "due", "status"))


def test_a_project_begins_in_the_nearest_folder_with_a_file(write: Write, tmp_path: Path) -> None:
    write(".", 'unit = "甲局"\ndue-soon = 7\n')
    write("a/b", 'unit = "乙局"\n')
    assert settings.read(tmp_path / "a").get("unit") == "甲局"
    made = settings.read(tmp_path / "a" / "b" / "c")
    assert (made.get("unit"), made.get("due-soon")) == ("乙局", None), "one file, not several merged"


def test_the_search_ends_at_a_git_root_and_at_home(write: Write, tmp_path: Path) -> None:
    write(".", 'unit = "甲局"\n')
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    assert settings.read(tmp_path / "clone").get("unit") is None
    (tmp_path.parent / settings.NAME).unlink(missing_ok=True)
    assert tmp_path.parent in settings.folders(tmp_path)
    assert tmp_path.parent.parent not in settings.folders(tmp_path)


def test_the_user_s_file_can_be_turned_off(
    user: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user('unit = "甲局"\n')
    assert settings.read(tmp_path).get("unit") == "甲局"
    monkeypatch.setenv("GOVLIST_CONFIG", "0")
    assert settings.read(tmp_path).found == {}
    assert settings.user_file() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folder's name is of Linux")
def test_the_user_s_folder_is_the_system_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GOVLIST_CONFIG")
    assert settings.user_file() == tmp_path.parent / ".config" / "govlist" / settings.NAME
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert settings.user_file() == tmp_path / "xdg" / "govlist" / settings.NAME


def test_the_search_begins_at_the_named_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.folder_of(None) == tmp_path
    assert settings.folder_of(Path("data/list.yaml")) == tmp_path / "data"
    assert settings.folder_of(None, shipped=True) is None
    monkeypatch.setenv("GOVLIST_FILE", "elsewhere/list.yaml")
    assert settings.folder_of(None) == tmp_path / "elsewhere"
    assert settings.folder_of(Path("list.yaml")) == tmp_path


# The list that settings name ----------------------------------------------------------------------


def test_a_project_names_its_list(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(".", 'list = "2024/list.yaml"\n')
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "list.yaml").touch()
    (tmp_path / "checklist.yaml").touch()
    assert load.choose(None) == load.Chosen(Path("2024/list.yaml"), named_by=path)
    assert load.choose(Path("checklist.yaml")).path == Path("checklist.yaml")
    monkeypatch.setenv("GOVLIST_FILE", "checklist.yaml")
    assert load.choose(None).path == Path("checklist.yaml")


def test_a_list_in_a_nearer_folder_comes_before_the_project_s(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(".", 'list = "list.yaml"\n')
    (tmp_path / "list.yaml").touch()
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert load.choose(None).path == tmp_path / "list.yaml"
    (tmp_path / "sub" / "checklist.yaml").touch()
    assert load.choose(None) == load.Chosen(Path("checklist.yaml"))


def test_the_user_s_list_counts_where_none_is_found(user: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").touch()
    path = user(f"list = '{tmp_path / 'mine.yaml'}'\n")
    assert load.choose(None) == load.Chosen(Path("mine.yaml"), named_by=path)
    (tmp_path / "checklist.yaml").touch()
    assert load.choose(None) == load.Chosen(Path("checklist.yaml"))


def test_the_user_s_list_may_begin_at_home(user: Callable[[str], Path], tmp_path: Path) -> None:
    user(f'list = "~/{tmp_path.name}/mine.yaml"\n')
    assert settings.read(None).get("list") == tmp_path / "mine.yaml"


def test_a_named_list_that_is_missing_is_an_error_with_the_settings_file(write: Write) -> None:
    write(".", 'list = "list.yaml"\n')
    with pytest.raises(GovlistError) as caught:
        load.choose(None)
    assert caught.value.exit_code is ExitCode.FAILED
    assert settings.NAME in caught.value.hint


@pytest.mark.parametrize("text", ["../other.yaml", "/etc/passwd", "a/../../other.yaml", "out/list.yaml"])
def test_a_project_names_no_list_outside_its_folder(write: Write, tmp_path: Path, text: str) -> None:
    (tmp_path / "project").mkdir()
    if text.startswith("out"):
        try:
            (tmp_path / "project" / "out").symlink_to(tmp_path)
        except OSError:
            pytest.skip("no links here")
    write("project", f'list = "{text}"\n')
    with pytest.raises(GovlistError) as caught:
        settings.read(tmp_path / "project")
    assert "list" in caught.value.message


def test_a_user_names_a_list_by_its_whole_path(user: Callable[[str], Path]) -> None:
    user('list = "list.yaml"\n')
    with pytest.raises(GovlistError):
        settings.read(None)


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "near"),
    [("untt", "unit"), ("due_soon", "due-soon"), ("colums", "columns"), ("vews", "views")],
)
def test_an_unknown_key_is_refused_with_the_nearest(
    write: Write, tmp_path: Path, key: str, near: str
) -> None:
    error = refused(f'{key} = "x"\n', tmp_path, write)
    assert error.exit_code is ExitCode.USAGE
    assert settings.NAME in error.message
    assert key in error.message
    assert near in error.hint


def test_an_unknown_key_of_a_table_is_refused_too(write: Write, tmp_path: Path) -> None:
    error = refused('[validate]\nignor = ["no-owner"]\n', tmp_path, write)
    assert "validate.ignor" in error.message
    assert "validate.ignore" in error.hint


@pytest.mark.parametrize(
    "text",
    [
        "unit = 3",
        'unit = ""',
        'unit = "  "',
        'unit = ["甲局"]',
        'unit = "甲\\u001b[31m局"',
        'unit = "甲\\n局"',
        'unit = "甲\\u202e局"',
        'language = "fr"',
        "language = ['zh']",
        'due-soon = "14"',
        "due-soon = 0",
        "due-soon = -1",
        "due-soon = 367",
        "due-soon = true",
        "due-soon = 1.5",
        'columns = "id"',
        "columns = []",
        "columns = [1]",
        "office = {name = 'x'}",
        "list = 1979-05-27",
        "validate = 1",
        "views = []",
        "[views]\nslow = 1",
        '[views.slow]\nstatus = "behind"',
        "[views.slow]\ncommand = 1",
        '[views.slow]\ncommand = "list"\nunit = {a = 1}',
        '[views.slow]\ncommand = "list"\nunit = [[1]]',
        '[views."a b"]\ncommand = "list"',
        '[views."--help"]\ncommand = "list"',
        '[validate]\nignore = ["nope"]',
        '[validate]\nselect = ["nope"]',
        '[validate]\nignore = ["no-title"]',
    ],
)
def test_a_wrong_value_is_refused(write: Write, tmp_path: Path, text: str) -> None:
    error = refused(text, tmp_path, write)
    assert (error.exit_code, bool(error.hint)) == (ExitCode.USAGE, True)


def test_all_faults_are_named_at_once(write: Write, tmp_path: Path) -> None:
    error = refused('a = 1\nunit = 3\nlanguage = "fr"\n', tmp_path, write)
    assert len(error.others) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("unit = 区教体局\n", "1"),
        ("due-soon = 14\nunit = “区教体局”\n", "2"),
        ("unit\n", "1"),
        ('unit = "a"\nunit = "b"\n', ""),
        ("[views", ""),
        ("a = " + "[" * 5000, ""),
        ("due-soon = " + "1" * 5000, ""),
        ('unit = "甲\x1b局"', "1"),
    ],
    ids=["no quotes", "wrong quotes", "no value", "twice", "open", "deep", "long number", "control"],
)
def test_what_is_not_toml_is_refused_with_its_place(
    write: Write, tmp_path: Path, text: str, place: str
) -> None:
    error = refused(text, tmp_path, write)
    assert error.exit_code is ExitCode.USAGE
    assert place in error.message
    assert "\x1b" not in error.message


@pytest.mark.parametrize("text", ['[views.每周]\ncommand = "list"\n', '\n单位 = "甲局"\n'])
def test_a_name_in_chinese_needs_quotes(write: Write, tmp_path: Path, text: str) -> None:
    assert '[views."每周"]' in refused(text, tmp_path, write).hint
    assert '[views."每周"]' not in refused("unit = “甲局”\n", tmp_path, write).hint
    write(".", text.replace("每周", '"每周"').replace("单位", "unit"))
    settings.read(tmp_path)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / settings.NAME).write_bytes('unit = "区教体局"\n'.encode("gbk"))
    with pytest.raises(GovlistError, match="UTF-8"):
        settings.read(tmp_path)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    (tmp_path / settings.NAME).write_bytes('\ufeffunit = "区教体局"\r\ndue-soon = 3\r\n'.encode())
    assert settings.read(tmp_path).get("unit") == "区教体局"


def test_a_huge_file_is_refused(write: Write, tmp_path: Path) -> None:
    error = refused("#" * (settings.MAX_BYTES + 1), tmp_path, write)
    assert error.exit_code is ExitCode.FAILED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / settings.NAME)
    with pytest.raises(GovlistError) as caught:
        settings.read(tmp_path)
    assert caught.value.exit_code is ExitCode.FAILED
    (tmp_path / settings.NAME).unlink()
    (tmp_path / settings.NAME).symlink_to("/dev/zero")
    with pytest.raises(GovlistError):
        settings.read(tmp_path)


def test_a_folder_and_a_broken_link(tmp_path: Path) -> None:
    path = tmp_path / settings.NAME
    path.mkdir()
    with pytest.raises(GovlistError) as caught:
        settings.read(tmp_path)
    assert caught.value.exit_code is ExitCode.FAILED
    path.rmdir()
    try:
        path.symlink_to("missing.toml")
    except OSError:
        pytest.skip("no links here")
    assert settings.read(tmp_path).found == {}, "a link to nothing is no file"


@pytest.mark.parametrize(
    ("variable", "text"), [("GOVLIST_DUE_SOON", "x"), ("GOVLIST_DUE_SOON", "0"), ("GOVLIST_UNIT", "\x1b[31m")]
)
def test_a_wrong_variable_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(variable, text)
    with pytest.raises(GovlistError) as caught:
        settings.read(tmp_path)
    assert f"${variable}" in caught.value.message
