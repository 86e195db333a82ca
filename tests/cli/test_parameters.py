"""Values of parameters become those that the command's annotations name, with any version of typer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
import typer
from typer.core import TyperCommand

from govlist.base import registry
from govlist.cli import parameters
from govlist.cli.app import app
from govlist.cli.help import Page


class _Command(Page, TyperCommand):
    pass


def _run(function: Any, *args: str) -> Any:
    single = typer.Typer(add_completion=False)
    single.command(cls=_Command)(function)
    return typer.main.get_command(single)(args=list(args), standalone_mode=False)


def test_values_have_the_types_of_their_annotations() -> None:
    def command(
        first: Path,
        others: Annotated[list[Path] | None, typer.Argument()] = None,
        number: int = 7,
        words: Annotated[list[str] | None, typer.Option("--word")] = None,
        flag: bool = False,
        out: Annotated[Path | None, typer.Option("-o")] = None,
    ) -> Any:
        return first, others, number, words, flag, out

    assert _run(command, "a") == (Path("a"), None, 7, None, False, None)
    line = ["a", "b", "c", "--number", "3", "--word", "1", "--word", "2", "--flag", "-o", "d"]
    others = [Path("b"), Path("c")]
    assert _run(command, *line) == (Path("a"), others, 3, ["1", "2"], True, Path("d"))


@pytest.mark.parametrize("text", ["x", "", "1.5", "七", "1 2"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    def command(number: int = 7) -> int:
        return number

    with pytest.raises(typer.BadParameter, match="is not a valid int"):
        _run(command, "--number", text)


def test_a_number_out_of_its_range_is_refused() -> None:
    def command(number: Annotated[int, typer.Option(callback=parameters.between(1, 3))] = 2) -> int:
        return number

    assert [_run(command, "--number", each) for each in "123"] == [1, 2, 3]
    for each in ("0", "4"):
        with pytest.raises(typer.BadParameter, match="is not in the range"):
            _run(command, "--number", each)


def test_a_missing_argument_is_an_error() -> None:
    def command(name: str) -> str:
        return name

    with pytest.raises(Exception, match=r"(?i)missing"):
        _run(command)


def test_only_types_that_are_converted_here_are_used() -> None:
    """A parameter of another type would come as text."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name in registry.names("cli.commands"):
        command = group.get_command(typer.Context(group), name)
        assert command is not None
        for hint in _types(command):
            assert hint in (str, int, bool, Path, type(None), list, typer.Context), (name, hint)


def _types(command: Any) -> set[Any]:
    found: set[Any] = set()
    waiting = [hint for key, hint in get_type_hints(command.callback).items() if key != "return"]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if not get_args(hint):
            found.add(hint)
        elif get_origin(hint) is list:
            found.add(list)
    return found
