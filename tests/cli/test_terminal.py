"""On a terminal: colour, nothing wider than the screen, and data that stays data."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import COLOUR, Screen, screen, screens

from govlist.base.characters import CONTROL
from govlist.base.text import width

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

HERE = Path(__file__).parents[1]
LISTS = {
    "shipped": HERE.parent / "data" / "checklist.yaml",
    "weekly": HERE / "cases" / "weekly" / "checklist.yaml",
}
Command = tuple[str, ...]
SHOWING: tuple[Command, ...] = (
    ("status",),
    ("status", "区教体局"),
    ("status", "--by", "unit"),
    ("status", "--by", "kind"),
    ("status", "--by", "section"),
    ("status", "--by", "task"),
    ("status", "各乡镇街道"),
    ("list",),
    ("list", "--unit", "区教体局"),
    ("list", "--unit", "各乡镇街道", "--section", "1"),
    ("show", "1"),
    ("show", "3"),
    ("units",),
    ("units", "区教体局"),
    ("units", "各乡镇街道"),
    ("diff",),
    ("diff", "--since", "2024-01-01"),
    ("diff", "older.yaml"),
    ("chase",),
    ("chase", "区教体局"),
    ("assign",),
    ("status", "--trend"),
    ("status", "--trend", "--by", "kind"),
    ("doctor",),
    ("validate", "wrong.yaml"),
)
REFUSING: tuple[Command, ...] = (
    ("-f", "wrong.yaml", "status"),
    ("status", "没有这样的单位"),
    ("list", "--status", "nope"),
    ("export", "--format", "nope"),
    ("confirm", "1-7", "--dry-run", "--json"),
    ("list", "--width", "60"),
    ("init",),
)
HELPING: tuple[Command, ...] = (("--help",), ("status", "--help"), ("mark", "--help"), ("explain",))
WIDTHS = (60, 80, 120)
LANGUAGES = ("zh", "en")
WHOLE = ("govlist ", "{")
"""So begins a line that is whole however long it is: a command to copy, JSON."""


def too_wide(screen: Screen, columns: int) -> list[str]:
    """The lines that a terminal would break."""
    return [line for line in screen.lines if width(line) > columns and not line.lstrip().startswith(WHOLE)]


# Real lists ---------------------------------------------------------------------------------------


@pytest.fixture(
    scope="module",
    # A narrow terminal is where words do not fit; on a wider one each list in one of the languages is enough.
    params=[
        *product(LISTS, WIDTHS[:1], LANGUAGES),
        *(("weekly", 80, "zh"), ("shipped", 80, "en"), ("weekly", 120, "en"), ("shipped", 120, "zh")),
        ("weekly", 200, "zh"),
    ],
    ids=lambda p: f"{p[0]}-{p[1]}-{p[2]}",
)
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[Command, Screen]]:
    """The columns of a terminal, and the screen of every command there."""
    name, columns, language = request.param
    folder = tmp_path_factory.mktemp(name)
    shutil.copyfile(LISTS[name], folder / "checklist.yaml")
    text = LISTS[name].read_text(encoding="utf-8")
    older = text.replace("街道", "办事处").replace("status: behind", "status: done")
    (folder / "older.yaml").write_text(older, encoding="utf-8")
    (folder / "wrong.yaml").write_text(text.replace("kind:", "kinds:"), encoding="utf-8")
    commands = [*SHOWING, *HELPING, *REFUSING]
    made = screens(
        [command if "-f" in command else ("-f", "checklist.yaml", *command) for command in commands],
        columns,
        {"GOVLIST_LANG": language},
        folder,
    )
    return columns, dict(zip(commands, made, strict=True))


def test_every_command_ends_well(shown: tuple[int, dict[Command, Screen]]) -> None:
    _columns, made = shown
    expected = {("validate", "wrong.yaml"): 1, ("-f", "wrong.yaml", "status"): 1}
    codes = {command: screen.code for command, screen in made.items() if command not in REFUSING[1:]}
    assert codes == {**dict.fromkeys(codes, 0), **expected}


def test_no_line_is_wider_than_the_terminal(shown: tuple[int, dict[Command, Screen]]) -> None:
    columns, made = shown
    wide = {command: too_wide(screen, columns) for command, screen in made.items()}
    assert {command: lines for command, lines in wide.items() if lines} == {}


def test_there_is_colour_and_nothing_else_that_a_terminal_obeys(
    shown: tuple[int, dict[Command, Screen]],
) -> None:
    _columns, made = shown
    assert [command for command in SHOWING if made[command].raw == made[command].text] == []
    everything = "\n".join(line for screen in made.values() for line in screen.lines)
    assert CONTROL.search(everything) is None


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_put_away(checklist: Callable[[str], Path], variable: dict[str, str]) -> None:
    checklist(LISTS["weekly"].read_text(encoding="utf-8"))
    coloured, plain = screen("status"), screen("status", env=variable)
    assert coloured.raw != coloured.text
    assert plain.raw == plain.text == coloured.text


def headings(screen: Screen, first: str) -> list[str]:
    """The heading lines that begin with this title."""
    return [line for line in screen.lines if line.startswith(f"{first}  ")]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    ("language", "unit", "kept"),
    [("zh", "单位", {"完成率", "逾期", "本期未报"}), ("en", "unit", {"share", "overdue", "missing"})],
)
def test_figures_that_matter_are_kept_and_all_tables_in_line(
    checklist: Callable[[str], Path], columns: int, language: str, unit: str, kept: set[str]
) -> None:
    checklist(LISTS["weekly"].read_text(encoding="utf-8"))
    made = headings(screen("status", columns=columns, env={"GOVLIST_LANG": language}), unit)
    assert len(made) == 3
    assert len(set(made)) == 1
    assert kept <= set(re.split("  +", made[0]))


@pytest.mark.parametrize("columns", [80, 120])
def test_a_list_has_its_headings_once_and_room_for_the_requirement(columns: int) -> None:
    made = screen("--shipped", "list", columns=columns)
    (heading,) = headings(made, "序号")
    room = re.search("具体要求 +", heading)
    assert room
    assert width(room[0]) >= columns / 2 - 8
    sections = [line for line in made.lines if re.match("[一二三]、", line)]
    assert len(sections) == len(set(sections)) == 3


# Width and colour asked for ------------------------------------------------------------------------

NO_SIZE = 0
"""The columns of a terminal that does not know its size."""


@pytest.fixture
def weekly(checklist: Callable[[str], Path]) -> Path:
    """A list of a district."""
    return checklist(LISTS["weekly"].read_text(encoding="utf-8"))


def widest(text: str) -> int:
    """The width of the widest line, without colour."""
    return max(map(width, COLOUR.sub("", text).splitlines()))


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(
    ("options", "env", "columns"),
    [
        ((), {}, None),
        ((), {"COLUMNS": "60"}, 60),
        (("--width", "60"), {}, 60),
        (("--width", "70"), {"COLUMNS": "60"}, 70),
        (("--width", "0"), {"COLUMNS": "60"}, None),
        (("--width", "5"), {}, 20),
        *(
            ((), {"COLUMNS": text}, None)
            for text in ("", "0", "000", "-60", "6e1", "六十", "60.5", "9" * 5000)
        ),
        ((), {"COLUMNS": "0060"}, 60),
        ((), {"COLUMNS": "999999999"}, 1000),
    ],
)
def test_a_pipe_has_the_width_that_is_asked_for(
    process: Callable[..., Any], options: Command, env: dict[str, str], columns: int | None
) -> None:
    """The title's line spreads over the width; in whole lines a requirement is wider than any terminal."""
    made = process(*options, "status", "--by", "task", env=env)
    assert (made.code, made.err) == (0, "")
    title = made.out.splitlines()[0]
    if columns is None:
        assert widest(made.out) > 200
        assert "截至2024年9月27日" in title
    elif columns > 20:
        assert width(title) == columns
        assert columns == 1000 or widest(made.out) <= columns
    else:
        assert "截至" not in title


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(
    ("terminal", "env", "shown"),
    [
        (NO_SIZE, {}, 80),
        (NO_SIZE, {"COLUMNS": "0"}, 80),
        (60, {"COLUMNS": "0"}, 60),
        (60, {"COLUMNS": "wide"}, 60),
        (60, {"COLUMNS": "70"}, 70),
        (NO_SIZE, {"NO_COLOR": "1", "COLUMNS": "0"}, 80),
    ],
)
def test_a_terminal_without_a_size_is_still_printed_on(
    terminal: int, env: dict[str, str], shown: int
) -> None:
    made = screen("status", columns=terminal, env=env)
    assert (made.code, width(made.lines[0]), made.raw == made.text) == (0, shown, "NO_COLOR" in env)


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize("given", ["-1", "1001", "many", "1.5"])
def test_a_width_that_cannot_be_is_refused(run: Callable[..., Any], given: str) -> None:
    made = run("--width", given, "status")
    assert (made.code, made.out) == (2, "")
    assert given in made.err


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "auto"), {"FORCE_COLOR": "1"}, True),
    ],
)
def test_a_pipe_has_the_colour_that_is_asked_for(
    process: Callable[..., Any], options: Command, env: dict[str, str], coloured: bool
) -> None:
    plain = process("status").out
    made = process(*options, "status", env={"TERM": None, **env})
    assert (made.code, COLOUR.sub("", made.out).replace(" \n", "\n")) == (0, plain.replace(" \n", "\n"))
    assert ("\x1b[" in made.out) is coloured
    data = process(*options, "status", "--json", env=env).out
    assert "\x1b" not in data


@pytest.mark.usefixtures("weekly")
def test_colour_can_be_refused_on_a_terminal() -> None:
    never, always = screens([("--color", "never", "status"), ("--color", "always", "status")], 80)
    assert never.raw == never.text == always.text
    assert always.raw != always.text


def test_a_colour_that_does_not_exist_is_refused(run: Callable[..., Any]) -> None:
    made = run("--color", "red", "status")
    assert (made.code, made.out) == (2, "")
    assert "always" in made.err


@pytest.mark.usefixtures("weekly")
def test_options_of_one_run_do_not_reach_the_next(run: Callable[..., Any]) -> None:
    before = run("list").out
    assert run("--width", "60", "--color", "always", "list").out != before
    assert run("list").out == before


@pytest.mark.parametrize(("options", "widths"), [((), 78), (("--width", "60"), 58), (("--width", "300"), 98)])
def test_help_has_the_width_that_is_asked_for(run: Callable[..., Any], options: Command, widths: int) -> None:
    made = run(*options, "export", "--help").out
    assert widths - 4 < widest(made) <= widths


@pytest.mark.usefixtures("weekly")
def test_doctor_names_what_decides(run: Callable[..., Any]) -> None:
    made = {check["name"]: check["seen"] for check in json.loads(run("doctor", "--json").out)["checks"]}
    asked = run("--width", "70", "--color", "always", "doctor", "--json")
    found = {check["name"]: check["seen"] for check in json.loads(asked.out)["checks"]}
    assert "70" in found["width"]
    assert "70" not in made["width"]
    assert "--color" in found["colour"]
    assert "--color" not in made["colour"]


# Hostile lists ------------------------------------------------------------------------------------

MARKUP = "[done] [/x] [bold red]红[/] :smile: {x} %s <b>"


def hostile(name: str = "区教体局", note: str = "方案已印发", title: str = "某区2024年度重点工作清单") -> str:
    """A list with a name, a note and a title of one's own."""
    text = json.dumps({"name": name, "note": note, "title": title}, ensure_ascii=False)
    values = {key: json.dumps(value, ensure_ascii=False) for key, value in json.loads(text).items()}
    return f"""\
title: {values["title"]}
year: 2024
region: {values["title"]}
rounds: [2024-06-25]
units:
  - {{name: {values["name"]}, kind: {values["name"]}, aliases: [{values["note"]}]}}
  - {{name: 区司法局, kind: department}}
groups:
  - {{name: 各部门, members: department, scope: every}}
sections:
  - title: {values["title"]}
    topics:
      - title: {values["title"]}
        tasks:
          - id: 1
            requirement: {values["note"]}
            responsible: [{values["name"]}, 各部门]
            responsible_text: {values["note"]}
            due: 2024-09-01
            due_text: {values["title"]}
            overall: [{{date: 2024-09-26, status: behind, note: {values["note"]}}}]
            progress:
              {values["name"]}:
                - {{date: 2024-09-25, status: done, note: {values["note"]}, by: {values["name"]}}}
                - {{date: 2024-09-26, status: in_progress, review: returned, note: {values["note"]}}}
              区司法局:
                - {{date: 2024-09-26, status: behind, note: {values["note"]}}}
"""


ALL: tuple[Command, ...] = (
    ("status",),
    ("status", "--unit", "区司法局"),
    ("status", "--by", "kind"),
    ("status", "--by", "task"),
    ("list",),
    ("list", "--unit", "各部门"),
    ("show", "1"),
    ("units",),
    ("units", "区司法局"),
    ("diff",),
)


def on_hostile(
    checklist: Callable[[str], Path], text: str, name: str, columns: int = 100
) -> tuple[list[Screen], str]:
    """The screens of a hostile list, also of its hostile unit, and all their text."""
    checklist(text)
    own: tuple[Command, ...] = (("status", name), ("units", name), ("list", "-u", name), ("diff", "-u", name))
    made = screens([("-f", "checklist.yaml", *command) for command in (*ALL, *own)], columns)
    assert {screen.code for screen in made} == {0}
    return made, "\n".join(screen.text for screen in made)


def test_markup_in_data_is_text(checklist: Callable[[str], Path]) -> None:
    name = "[red]局[/red]"
    _made, text = on_hostile(checklist, hostile(name, MARKUP, "[link=x]清单[/link]"), name, 200)
    for piece in (name, MARKUP, "[link=x]"):
        assert piece in text


@pytest.mark.parametrize("columns", [60, 100])
def test_long_data_fits(checklist: Callable[[str], Path], columns: int) -> None:
    name = "区创建全国文明城市工作领导小组办公室"
    note = f"https://www.example.gov.cn/public/{'a' * 90}，{'进展' * 40}"
    title = "某某经济技术开发区管理委员会2024年度政务公开重点工作任务分解和责任落实清单"
    made, _text = on_hostile(checklist, hostile(name, note, title), name, columns)
    assert {line for screen in made for line in too_wide(screen, columns)} == set()


@pytest.mark.parametrize("place", ["name", "note", "title"])
def test_a_line_break_in_data_stays_in_its_line(checklist: Callable[[str], Path], place: str) -> None:
    """It is refused, or shown as a blank: no line of a screen is data alone."""
    path = checklist(hostile(**{place: "甲\n乙错误：丙"}))
    made = screens([("-f", str(path), *command) for command in ALL], 200)
    if {screen.code for screen in made} == {1}:
        return
    lines = {line for screen in made for line in screen.lines}
    assert [line for line in lines if line.startswith("乙错误")] == []


@pytest.mark.parametrize("control", ["\x1b[31m", "\x07", "\x9b31m", "\u202e", "\u2066", "\r", "\x00"])
@pytest.mark.parametrize("place", ["name", "note", "title"])
def test_controls_in_data_are_refused_and_shown_harmless(
    checklist: Callable[[str], Path], run: Callable[..., Any], place: str, control: str
) -> None:
    escaped = "".join(f"\\u{ord(char):04x}" for char in control)
    checklist(hostile(**{place: "甲ESC乙"}).replace("ESC", escaped))
    made = run("status")
    assert (made.code, made.out) == (1, "")
    assert CONTROL.search(made.err.replace("\n", "")) is None


def test_controls_in_a_file_s_own_text_reach_no_terminal(checklist: Callable[[str], Path]) -> None:
    path = checklist(hostile(note="甲ESC乙").replace("ESC", "\x1b]0;own\x07\x1b[2J\u202e"))
    made = screen("-f", str(path), "status")
    assert made.code == 1
    assert CONTROL.search(made.text.replace("\n", "")) is None


def test_controls_in_what_is_typed_reach_no_terminal(checklist: Callable[[str], Path]) -> None:
    checklist(hostile())
    commands = [
        ("status", "\x1b[31m局"),
        ("show", "\x1b[31m"),
        ("list", "--section", "\x1b]0;own\x07"),
        ("-f", "\x1b[2J.yaml", "status"),
        ("\x1b[2J",),
        ("status", "--\x1b[2J"),
        ("explain", "\x1b[2J"),
        ("status", "--as-of", "\x1b[2J"),
        ("status", "--sort", "\x1b[2J"),
        ("export", "--format", "\x1b[2J"),
    ]
    made = screens(commands, 100)
    assert {screen.code for screen in made} == {2, 3}
    assert [s.text for s in made if CONTROL.search(s.text.replace("\n", ""))] == []


@pytest.mark.parametrize(("number", "shown"), [(4, False), (6, True)])
def test_many_files_are_counted_by_a_bar_that_goes_again(
    checklist: Callable[[str], Path], number: int, shown: bool
) -> None:
    checklist(LISTS["weekly"].read_text(encoding="utf-8"))
    for name in range(number):
        text = f"填报单位,序号,完成状态,填报日期\n西河镇,{name},推进中,2024-09-26\n"
        Path(f"{name}.csv").write_text(text, encoding="utf-8")
    made = screen("collect", ".", "--dry-run", env={"TERM": "xterm"})
    assert (f"{number}/{number}" in made.text) is shown
    assert made.raw.count("\x1b[?25l") == made.raw.count("\x1b[?25h")  # the cursor is there again
