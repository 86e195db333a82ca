"""`completion`: the scripts of four shells, and what govlist answers when one of them asks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.base import registry
from govlist.cli import grammar, offers, options

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
SHELLS = ["bash", "zsh", "fish", "powershell"]

Run = Callable[..., Any]
Ask = Callable[..., list[str]]


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, str | None]:
    """A cache for all tests, so that only the first one waits for the grammar of the commands."""
    if sys.platform == "win32":  # the folder cannot be chosen there
        return {}
    return {"GOVLIST_CACHE": None, "XDG_CACHE_HOME": str(tmp_path.parent / ".cache")}


@pytest.fixture
def reply(process: Run, cached: dict[str, str | None]) -> Ask:
    """The lines that a shell's script reads behind `govlist` and these words, the last one begun."""

    def call(*words: str, shell: str = "zsh") -> list[str]:
        asked = "\n".join([words[-1], *words[:-1]])
        made = process(env={"_GOVLIST_COMPLETE": shell, "_GOVLIST_WORDS": asked, **cached})
        assert (made.code, made.err) == (0, "")
        return made.out.splitlines()

    return call


@pytest.fixture
def ask(reply: Ask) -> Ask:
    """The words offered there, without their help."""

    def call(*words: str) -> list[str]:
        kind, *lines = reply(*words)
        assert kind == "words"
        return [line.split("\t")[0] for line in lines]

    return call


@pytest.fixture
def bash(process: Run, cached: dict[str, str | None]) -> Ask:
    """The lines that bash reads behind a line up to the cursor; readline replaces its end `replaced`."""

    def call(line: str, replaced: str = "") -> list[str]:
        env = {"_GOVLIST_COMPLETE": "bash", "_GOVLIST_WORDS": f"{replaced}\n{line}", **cached}
        made = process(env=env)
        assert (made.code, made.err) == (0, "")
        return made.out.splitlines()

    return call


# Scripts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(run: Run, shell: str) -> None:
    made = run("completion", shell)
    assert (made.code, made.err) == (0, "")
    assert "_GOVLIST_COMPLETE" in made.out
    assert shell in made.out
    assert "\r" not in made.out
    assert "eval" not in made.out.replace("never evaluated", "")
    assert made.out.endswith("\n")


def test_the_scripts_differ(run: Run) -> None:
    assert len({run("completion", shell).out for shell in SHELLS}) == 4


def test_the_powershell_script_leaves_the_machine_s_policy_alone(run: Run) -> None:
    assert "ExecutionPolicy" not in run("completion", "powershell").out


@pytest.mark.parametrize("args", [["tcsh"], [""], [], ["bash", "zsh"]])
def test_other_shells_are_refused(run: Run, args: list[str]) -> None:
    made = run("completion", *args)
    assert (made.code, made.out) == (2, "")


# Answers ------------------------------------------------------------------------------------------


def test_commands(ask: Ask) -> None:
    assert ask("st") == ["status"]
    assert {"status", "list", "mark", "export"} <= set(ask(""))


def test_units_and_groups(ask: Ask) -> None:
    assert ask("status", "区教") == ["区教体局"]
    assert set(ask("list", "--unit", "区政府")) == {"区政府办公室", "区政府各部门", "区政府有关部门"}
    assert len(ask("units", "")) == 22
    assert ask("status", "水利") == []


def test_task_numbers(ask: Ask) -> None:
    assert ask("show", "2") == ["2", *(str(number) for number in range(20, 29))]
    assert ask("show", "28") == ["28"]
    assert ask("show", "9") == ["9"]
    assert ask("show", "30") == []


def test_behind_a_comma_the_list_goes_on(ask: Ask) -> None:
    assert ask("--shipped", "mark", "4,6,28") == ["4,6,28"]
    assert ask("--shipped", "mark", "4,2")[:2] == ["4,2", "4,20"]


def test_what_is_named_already_is_not_offered_again(ask: Ask) -> None:
    offered = ask("list", "--status", "done,behind,")
    assert "done,behind,open" in offered
    assert not {"done,behind,done", "done,behind,behind"} & set(offered)


def test_values_of_global_options(ask: Ask) -> None:
    assert ask("--color", "a") == ["auto", "always"]
    assert ask("--color=n") == ["--color=never"]
    assert ask("--color", "red", "--width", "x", "status", "区教") == ["区教体局"]
    assert {"--color", "--width"} <= set(ask("--"))


def test_rules(ask: Ask) -> None:
    rules = [rule for rule in registry.names("validation.rules") if rule.startswith("unknown-")]
    assert ask("explain", "unknown-") == rules
    assert "unknown-unit" in rules


def test_the_list_in_use_is_asked(ask: Ask, checklist: Callable[..., Path]) -> None:
    text = (
        "title: 清单\nyear: 2024\nunits: [{name: 甲局, kind: department}]\ngroups: []\n"
        "sections: [{title: 一, tasks: [{id: 7, requirement: 公开, responsible: [甲局]}]}]\n"
    )
    checklist(text)
    checklist(text.replace("甲局", "乙局"), "other.yaml")
    assert ask("status", "") == ["甲局"]
    assert ask("-f", "other.yaml", "status", "") == ["乙局"]
    assert ask("--file", "other.yaml", "show", "") == ["7"]
    assert ask("--shipped", "status", "区教") == ["区教体局"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_shells_that_quote_themselves_are_given_words_with_their_help(reply: Ask, shell: str) -> None:
    assert reply("status", "区教", shell=shell) == ["words", "区教体局"]
    first, second, *_others = reply("show", "", shell=shell)
    assert first == "words"
    assert second.startswith("1\t及时公开")


def test_fixed_words(ask: Ask) -> None:
    assert ask("completion", "") == ["bash", "zsh", "fish", "powershell"]
    assert ask("list", "--sec") == ["--section"]
    assert ask("status", "--by") == [], "an old name is read, but not offered"
    assert "--unit" in ask("list", "-")
    assert ask("list", "--", "-") == []
    assert ask("nope", "") == []


def test_an_option_s_value(ask: Ask, reply: Ask) -> None:
    assert ask("list", "--unit=区教") == ["--unit=区教体局"]
    assert ask("list", "-u", "区教") == ["区教体局"]
    assert ask("list", "--overdue", "--unit", "区教") == ["区教体局"]
    assert ask("list", "--status", "be") == ["behind"]
    assert ask("list", "--status", "done,ret") == ["done,returned"]
    assert reply("list", "--search", "") == ["words"]


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["export", "--format", ""], {"docx", "xlsx", "csv", "ics"}),
        (["validate", "--format", "s"], {"sarif"}),
        (["chase", "--format", ""], {"docx"}),
        (["import", "--format", "d"], {"docx"}),
        (["list", "--basis", ""], {"named", "group"}),
        (["list", "--not-status", "open"], {"open"}),
        (["list", "--sort", ""], {"slowest", "name"}),
        (["list", "--columns", "id,un"], {"id,unit"}),
        (["status", "--columns", "over"], {"overdue"}),
        (["chase", "--columns", "to_"], {"to_do"}),
        (["export", "--columns", "overdue_"], {"overdue_days"}),
        (["status", "--group-by", ""], {"kind", "task"}),
        (["status", "--by", "s"], {"section"}),
        (["status", "--fail-on", "overdue,beh"], {"overdue,behind"}),
        (["chase", "--record", ""], {"reminder", "notice"}),
        (["validate", "--ignore", "no-owner,number-"], {"no-owner,number-gap"}),
        (["mark", "8", "in"], {"in_progress"}),
        (["mark", "8", "序"], {"序时推进"}),
        (["list", "--section", ""], {"1", "2", "3"}),
        (["list", "--topic", "1"], {"1", "10", "11"}),
        (["help", "st"], {"status"}),
        (["schema", "list"], {"list", "list-pairs"}),
        (["show", "--as-of", ""], set()),
        (["stat", "区教"], {"区教体局"}),
        (["config", "due"], {"due-soon"}),
        (["config", "set", "unit", "区教"], {"区教体局"}),
        (["config", "set", "language", ""], {"zh", "en"}),
        (["config", "set", "columns", "uni"], {"unit"}),
        (["config", "set", "validate.ignore", "no-ow"], {"no-owner"}),
        (["config", "set", "due-soon", ""], set()),
        (["config", "unset", "val"], {"validate.select", "validate.ignore"}),
    ],
)
def test_values_are_offered(ask: Ask, words: list[str], some: set[str]) -> None:
    offered = set(ask("--shipped", *words))
    assert some <= offered
    assert offered or not some


def test_units_by_a_part_of_their_name_or_alias(reply: Ask) -> None:
    assert reply("status", "教体") == ["parts", "区教体局"]
    assert reply("list", "--unit", "区司法局,教体") == ["parts", "区司法局,区教体局"]
    assert reply("list", "--unit=教体") == ["parts", "--unit=区教体局"]
    assert reply("status", "田家庵区教") == ["words", "田家庵区教育体育局"]
    assert reply("status", "教育体育")[0] == "parts"


def test_headings_by_a_part_of_their_title(reply: Ask) -> None:
    assert reply("list", "--section", "政策解读") == ["parts", "围绕政策解读和渠道建设抓好质效提升"]
    assert reply("list", "--topic", "转型再") == ["parts", "数字转型再加快"]


def test_views_are_completed_with_the_options_of_their_command(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "govlist.toml").write_text(
        '[views.slow]\ncommand = "list"\n[views.week]\ncommand = "status"\n', encoding="utf-8"
    )
    assert ask("view", "") == ["slow", "week"]
    assert ask("view", "s") == ["slow"]
    assert ask("view", "slow", "--sec") == ["--section"]
    assert ask("view", "slow", "--section", "1") == ["1"]
    assert ask("view", "week", "区教") == ["区教体局"]
    (tmp_path / "govlist.toml").write_text("[", encoding="utf-8")
    assert ask("view", "") == []


@pytest.mark.skipif(sys.platform == "win32", reason="the cache folder cannot be chosen there")
def test_a_tab_loads_neither_typer_nor_yaml(process: Run, tmp_path: Path) -> None:
    env = {"GOVLIST_CACHE": None, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    asked = {**env, "_GOVLIST_COMPLETE": "zsh", "_GOVLIST_WORDS": "区教\nstatus"}
    assert process("--shipped", "status", env=env).code == 0
    (first, second) = (process(env=asked, flags=("-X", "importtime")) for _ in range(2))
    assert first.out == second.out == "words\n区教体局\n"
    loaded = {line.rpartition("|")[2].strip() for line in second.err.splitlines()}
    assert loaded & {"typer", "yaml", "pydantic", "govlist.model.checklist", "govlist.cli.app"} == set()
    assert "govlist.cli.app" in first.err, "the first one makes the grammar"


@pytest.mark.parametrize("damage", [b"", b"[", b"[]", b'{"commands": {}}', b"\xff"])
def test_a_damaged_grammar_is_made_again(cache: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    made = grammar.read()
    (entry,) = cache.glob("*.grammar")
    assert made == json.loads(entry.read_bytes()) == grammar.read()
    entry.write_bytes(damage)
    assert grammar.read() == made
    monkeypatch.setenv("GOVLIST_CACHE", "0")
    assert grammar.read()["of"].keys() == {"", *registry.names("cli.commands")}


@pytest.mark.parametrize(
    "words",
    [
        ("-f", ""),
        ("--file=",),
        ("export", "-o", "x"),
        ("validate", ""),
        ("validate", "a", "b"),
        ("merge", "a", ""),
        ("mark", "8", "done", "--evidence", ""),
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_where_a_file_belongs_the_shell_offers_its_own(
    reply: Ask, shell: str, words: tuple[str, ...]
) -> None:
    if shell == "bash":
        words = (" ".join(["govlist", *words]), "")
    assert reply(*words, shell=shell) == ["files"]


def test_the_version_is_not_printed_at_a_tab(ask: Ask) -> None:
    assert ask("--version", "stat") == ["status"]


@pytest.mark.parametrize("shell", ["complete_bash", "complete_zsh", "complete_fish", "source_zsh", "tcsh"])
def test_scripts_of_older_versions_are_given_nothing(process: Run, shell: str) -> None:
    made = process(env={"_GOVLIST_COMPLETE": shell, "_TYPER_COMPLETE_ARGS": "govlist status "})
    assert (made.code, made.out, made.err) == (0, "", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_says_nothing_is_no_error(process: Run, shell: str) -> None:
    made = process(env={"_GOVLIST_COMPLETE": shell, "_GOVLIST_WORDS": None})
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("words\n")


# bash, which neither selects nor quotes -----------------------------------------------------------


def test_bash_is_given_what_takes_the_place_of_the_words_begun(
    bash: Ask, checklist: Callable[..., Path]
) -> None:
    checklist("units: [{name: '甲:乙 $x', kind: a}]\n")
    assert bash("govlist status ") == ["words", r"甲:乙\ \$x"]
    assert bash("govlist status 甲", "甲") == ["words", r"甲:乙\ \$x"]
    assert bash("govlist status 甲:", "") == ["words", r"乙\ \$x"]
    assert bash(r"govlist status 甲:乙\ ", "乙\\ ") == ["words", r"乙\ \$x"]
    assert bash("govlist status '甲:", "甲:") == ["words", "甲:乙 $x"]
    assert bash('govlist status "甲:', "甲:") == ["words", r"甲:乙 \$x"]
    assert bash('govlist  status 甲":', ":") == ["words", r":乙 \$x"]
    assert bash("govlist list --unit=甲:", "") == ["words", r"乙\ \$x"]
    assert bash("govlist status 丙", "丙") == ["words"]


def test_bash_is_given_a_name_by_its_part(bash: Ask, checklist: Callable[..., Path]) -> None:
    checklist("units: [{name: '甲:乙 $x', kind: a}, {name: 甲局, kind: a}, {name: 丙局, kind: a}]\n")
    assert bash("govlist status 乙", "乙") == ["words", r"甲:乙\ \$x"]
    assert bash("govlist list --unit=乙", "乙") == ["words", r"甲:乙\ \$x"]
    assert bash("govlist status 甲:x", "x") == ["words"], "what readline keeps would be there twice"
    assert bash("govlist status 局", "局") == ["parts", "甲局", "丙局", " "], (
        "no beginning is put in its place"
    )


@pytest.mark.parametrize(
    "line", ["govlist list > ", "govlist list 2>> x", "govlist list >x", "govlist list <"]
)
def test_behind_a_redirection_bash_offers_files(bash: Ask, line: str) -> None:
    assert bash(line) == ["files"]


# Never an error -----------------------------------------------------------------------------------

BROKEN = (
    *("", "[", "- a\n- b\n", "title: [", "units: 甲局\nsections: 一\n", "\x00", "units: [[], {}, 甲]\n"),
    *(
        "sections: [{tasks: 一}, {topics: [一]}, {tasks: [{}]}]\n",
        "[" * 300,
        "a: &a b\nunits: [{name: *a}]\n",
    ),
)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_list_offers_nothing(checklist: Callable[[str], Path], text: str) -> None:
    data = offers.plain(checklist(text))
    assert offers.units(data, "") == offers.tasks(data, "") == offers.topics(data, "") == []
    assert all(title == "" for _number, title in offers.sections(data, ""))


def test_a_list_that_is_not_utf_8_offers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_bytes(SHIPPED.read_text(encoding="utf-8").encode("gbk"))
    assert offers.units(offers.plain(path), "") == []


def test_the_target_of_an_alias_is_not_offered(checklist: Callable[[str], Path]) -> None:
    tasks = "[{id: *a, requirement: 甲}, {id: 2, requirement: *a}, {id: [3], requirement: 丙}]"
    path = checklist(f"a: &a 1\nsections: [{{tasks: {tasks}}}]\n")
    found = offers.tasks(offers.plain(path), "")
    assert [number for number, _words in found] == ["2"]
    assert "Broken" not in repr(found)


def test_controls_reach_no_shell(reply: Ask, checklist: Callable[[str], Path]) -> None:
    checklist(
        'units: [{name: "甲\\e[31m局", kind: a}, {name: "乙\\n局", kind: a}, {name: "丁\\t局", kind: a}, '
        '{name: 丙局, kind: a}]\nsections: [{tasks: [{id: 1, requirement: "公\\n开\\t\\e[31m"}]}]\n'
    )
    assert reply("status", "") == ["words", "丙局"]
    assert reply("show", "") == ["words", "1\t公 开 \\x1b[31m"]


def test_a_shell_shows_nothing_of_it(ask: Ask, checklist: Callable[[str], Path]) -> None:
    checklist("units: [{name: 甲局}")
    assert ask("status", "") == []
    assert ask("-f", "missing.yaml", "status", "") == []
    assert ask("-f", ".", "show", "") == []


@pytest.mark.parametrize("variables", [{"GOVLIST_MAX_BYTES": "abc"}, {"GOVLIST_FILE": "/dev/zero"}])
def test_what_cannot_be_read_offers_nothing(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    monkeypatch.setenv("GOVLIST_MAX_BYTES", "1000")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ask("status", "区") == []


OTHERS = [["mark", "8", "done", "-u", ""], ["chase", "-u", ""], ["export", "-u", ""]]


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words[0])
def test_without_a_list_only_what_shows_the_shipped_one_offers_its_words(ask: Ask, words: list[str]) -> None:
    assert ask(*words) == []
    assert "区教体局" in ask("--shipped", *words)
    for name in options.FIRST_LOOK:
        assert ask(name, "-u", "区教") or ask(name, ""), name


def test_without_a_list_no_task_is_offered_for_an_edit(ask: Ask) -> None:
    assert ask("mark", "") == []
    assert "8" in ask("show", "")
