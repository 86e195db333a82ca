"""The language: how it is chosen, and that Chinese screens are Chinese."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from tests.terminal import piped

from govlist.base import i18n, registry
from govlist.model.checklist import Basis, Checklist, Group, Report, Review, Role, Scope, Section, Task, Unit
from govlist.model.selection import STATES
from govlist.model.states import Status

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
CATALOGUE = i18n.LOCALE / "zh" / "LC_MESSAGES" / "govlist.po"

Run = Callable[..., Any]


# The choice ---------------------------------------------------------------------------------------

NOTHING: dict[str, str | None] = dict.fromkeys(["GOVLIST_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"])


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "en_US.UTF-8", "GOVLIST_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "GOVLIST_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "GOVLIST_LANG": "fr"}, "en"),
        ({"LANG": "en_US.UTF-8", "GOVLIST_LANG": ""}, "en"),
        ({"GOVLIST_LANG": "EN"}, "en"),
    ],
)
def test_the_language(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], language: str) -> None:
    for name in NOTHING:
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert i18n._from_environment() == language


def test_a_process_speaks_it_throughout(process: Run) -> None:
    screens = [["status"], ["list"], ["--help"], ["status", "--help"], ["explain", "anchor"], ["schema"]]
    commands = [["-f", str(WEEKLY), *args] for args in screens]
    worlds = (
        {"GOVLIST_LANG": "", "LC_ALL": name, "PYTHONIOENCODING": "utf-8"} for name in ("zh_CN", "en_US")
    )
    chinese, english = (piped(commands, world) for world in worlds)
    assert [code for code, _out in chinese + english] == [0] * 12
    assert [out for out in chinese if out in english] == []
    told = {process("nothing", env={"GOVLIST_LANG": name}).err for name in i18n.LANGUAGES}
    assert len(told) == 2


def test_machine_formats_do_not_follow_the_language() -> None:
    machine = [
        ["list", "--json"],
        ["show", "2", "--json"],
        ["units", "--json"],
        ["export", "--format", "csv"],
    ]
    commands = [["-f", str(WEEKLY), *args] for args in machine]
    chinese, english = (piped(commands, {"GOVLIST_LANG": name}) for name in i18n.LANGUAGES)
    assert [code for code, _out in chinese] == [0] * 4
    assert chinese == english


# The catalogue ------------------------------------------------------------------------------------


def test_every_message_is_translated_as_gettext_translates_it() -> None:
    theirs = gettext.translation(i18n.DOMAIN, i18n.LOCALE, ["zh"])
    with CATALOGUE.open("rb") as file:
        messages = [each for each in read_po(file, locale="zh") if each.id and each.string]
    for message in messages:
        with i18n.speaking("zh"):
            if isinstance(message.id, tuple):
                for count in (0, 1, 2):
                    assert i18n.n_(*message.id, count) == theirs.ngettext(*message.id, count)
            elif message.context:
                assert i18n.p_(message.context, message.id) == theirs.pgettext(message.context, message.id)
            else:
                assert i18n._(message.id) == theirs.gettext(message.id)
    assert len(messages) > 2000


@pytest.mark.parametrize("name", i18n.LANGUAGES)
@pytest.mark.parametrize("message", ["no such message", "名", "\udcff", "a\0b", "\4"])
def test_what_the_catalogue_lacks_stays_as_it_is(name: str, message: str) -> None:
    with i18n.speaking(name):
        assert i18n._(message) == i18n.p_("context", message) == message
        assert [i18n.n_(message, "several", count) for count in (1, 2)] == [message, "several"]


# Chinese screens ----------------------------------------------------------------------------------

COMMANDS: list[list[str]] = [
    ["status"],
    ["status", "区教体局"],
    ["status", "各乡镇街道"],
    ["status", "--brief"],
    *(["status", "--by", by] for by in ("unit", "kind", "section", "topic", "task")),
    ["list"],
    ["list", "-u", "区教体局"],
    ["list", "-u", "各乡镇街道"],
    ["list", "--search", "没有这样的字"],
    ["show", "1"],
    ["show", "8"],
    ["show", "14"],
    ["units"],
    ["units", "区教体局"],
    ["units", "各乡镇街道"],
    ["diff"],
    ["diff", str(WEEKLY)],
    ["diff", str(SHIPPED)],
    ["export"],
    ["export", "--since", "this-week"],
    ["export", "-u", "区教体局"],
    ["validate"],
    ["status", "水利局"],
    ["status", "区"],
    ["show", "99"],
    ["list", "--section", "9"],
    ["list", "--status", "基本完成"],
    ["status", "--as-of", "明天"],
]
KINDS = (Checklist, Unit, Group, Section, Task, Report)
TOKENS = {
    *registry.names("validation.rules"),
    *(key.name for kind in KINDS for key in fields(kind)),
    *(str(token) for tokens in (Status, Review, Role, Scope, Basis, STATES) for token in tokens),
    *(f"{which}-{what}" for which in ("this", "last") for what in ("week", "month", "quarter")),
    *(
        "x-",
        "today",
        "yesterday",
        "office",
        "department",
        "township",
    ),  # kinds of unit, as the lists have them
}
"""English words that people type: tokens of the file and of the command line."""
MASKED = re.compile(
    r"govlist [\x20-\x7e，、\u4e00-\u9fff]*"  # a command to type, to its end
    r"|https?://\S+|[^\s，。：]*[/.]\S+"  # links and paths
    r"|(?<![\w-])--?[a-z][a-z-]*"  # options
    r"|\d+[a-zA-Z]\b|\d{4}Q\d|<br>"
)


def english_words(text: str) -> set[str]:
    """The ASCII words of a text that are no command, option, path or token."""
    return set(re.findall(r"[A-Za-z][A-Za-z_-]*", MASKED.sub(" ", text))) - TOKENS


@pytest.mark.parametrize("path", [SHIPPED, WEEKLY], ids=["shipped", "weekly"])
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_chinese_screen_has_no_english_word(run: Run, args: list[str], path: Path) -> None:
    made = run("-f", path, *args)
    assert english_words(made.out + made.err) == set()


@pytest.mark.parametrize("name", registry.names("cli.commands"))
def test_a_help_page_explains_in_chinese(run: Run, name: str) -> None:
    first = registry.description(registry.get("cli.commands", name)).split("\n")[0]
    made = run(name, "--help")
    assert made.code == 0
    assert not first.isascii()
    assert first[:10] in made.out


# The catalogue ------------------------------------------------------------------------------------

FORBIDDEN = ("候选", "义务", "基础", "证据", "分配", "标记", "截止日期")
"""Words that the office does not use for what govlist means by them (screens.md, section 3)."""


def translations() -> Iterator[tuple[str, str]]:
    """Every message with its Chinese words."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
                yield from ((str(message.id), str(form)) for form in forms)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_words_that_the_office_does_not_use(word: str) -> None:
    assert [(message, words) for message, words in translations() if word in words] == []


def test_the_catalogue_has_words_for_most_messages() -> None:
    """Checks only that the test above has messages; scripts/catalogue.py checks that none is missing."""
    assert sum(bool(words) for _message, words in translations()) > 300
