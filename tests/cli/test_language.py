"""The language where no variable names it: of the settings, of the list; said once how to change it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ENGLISH = "title: Open government, 2024\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"
CHINESE = "# a list\ntitle: 政务公开清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"
NONE = {
    **dict.fromkeys(["GOVLIST_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"]),
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
}

Speak = Callable[..., str]


@pytest.fixture
def speak(process: Callable[..., Any]) -> Speak:
    """The language in which a process under `C.UTF-8` answers."""

    def call(*words: object, env: Mapping[str, str | None] | None = None) -> str:
        made = process(*words, "status", "--as-of", "2024-02-31", env={**NONE, **(env or {})})
        assert made.code in (1, 2, 3)
        return "zh" if "错误" in made.err else "en"

    return call


def test_the_list_decides(speak: Speak, checklist: Callable[..., Path]) -> None:
    checklist(ENGLISH)
    checklist(CHINESE, "zh.yaml")
    checklist('{"title": "List", "year": 2024}', "json.yaml")
    assert speak() == "en"
    assert speak("-f", "zh.yaml") == "zh"
    assert speak("--file=zh.yaml") == "zh"
    assert speak("-f", "json.yaml") == "en"
    assert speak("-f", "missing.yaml") == "zh"
    assert speak("-f", ".") == "zh"
    assert speak("--shipped") == "zh"
    assert speak(env={"GOVLIST_FILE": "zh.yaml"}) == "zh"


def test_without_a_list_it_is_chinese(speak: Speak) -> None:
    assert speak() == "zh"


def test_settings_come_before_the_list_and_the_locale(
    speak: Speak, checklist: Callable[..., Path], tmp_path: Path
) -> None:
    checklist(CHINESE)
    settings = tmp_path / "govlist.toml"
    settings.write_text('language = "en"\n', encoding="utf-8")
    assert speak() == "en"
    assert speak(env={"LC_ALL": "zh_CN.UTF-8"}) == "en"
    assert speak(env={"GOVLIST_LANG": "zh"}) == "zh"
    settings.write_text('language = "fr"\n', encoding="utf-8")
    assert speak() == "zh"


def test_a_whole_help_page_is_in_the_language_of_the_settings(
    process: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "govlist.toml").write_text('language = "en"\n', encoding="utf-8")
    made = process("status", "--help", env=NONE).out
    assert "Usage" in made
    assert "用法" not in made
    assert "选项" not in made


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the cache folder cannot be chosen here")
def test_the_first_run_says_how_to_change_it(
    process: Callable[..., Any], checklist: Callable[..., Path], tmp_path: Path
) -> None:
    checklist(CHINESE)
    env = {**NONE, "GOVLIST_CACHE": None, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert process("status", "--json", env=env).err == "", "not to a program"
    assert process("status", env={**env, "LC_ALL": "en_US.UTF-8"}).err == ""
    assert process("status", env=env).err == "Messages in English: govlist config set language en --user\n"
    assert process("status", env=env).err == ""
    checklist(ENGLISH)
    env["XDG_CACHE_HOME"] = str(tmp_path / "other")
    assert process("status", env=env).err == "中文界面: govlist config set language zh --user\n"
    assert process("config", "set", "language", "zh", "--user", env=env).code == 0
    assert "错误" in process("show", "9", env=env).err


def test_without_a_cache_nothing_is_said(process: Callable[..., Any], checklist: Callable[..., Path]) -> None:
    checklist(CHINESE)
    assert process("status", env=NONE).err == ""
