"""Every JSON output is as its schema says: all keys, no other, right types."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, get_args, is_typeddict

import jsonschema
import pytest
import typer
from tests import histories, returned
from tests.many import stores
from tests.strategies import LIST

from govlist.base import registry
from govlist.cli import app as cli
from govlist.content import json_schemas, many_shapes
from govlist.many import overview

ROOT = Path(__file__).parents[2]
SAMPLE, SMALL, FULL = (
    ROOT / "examples" / "sample.yaml",
    ROOT / "examples" / "small.yaml",
    ROOT / "tests" / "data" / "contract-example.yaml",
)
DOCUMENT = ROOT / "tests" / "data" / "tianjiaan-2024.txt"
REPORT = ("--unit", "区教体局", "--dry-run")

Run = Callable[..., Any]

READ = {
    "validate": ["validate"],
    "explain": ["explain"],
    "list": ["list"],
    "list-unit": ["list", "--unit", "区教体局"],
    "list-pairs": ["list", "--pairs"],
    "show": ["show", "1"],
    "status": ["status"],
    "status-unit": ["status", "区教体局"],
    "status-trend": ["status", "--trend"],
    "units": ["units"],
    "diff": ["diff", "--since", "2024-01-01"],
    "diff-files": ["diff", str(SAMPLE)],
    "chase": ["chase"],
    "assign-open": ["assign"],
    "config": ["config"],
    "config-key": ["config", "due-soon"],
    "view": ["view"],
    "doctor": ["doctor"],
    "overview": ["overview", str(ROOT / "examples" / "city")],
    "overview-trend": ["overview", str(ROOT / "examples" / "city"), "--trend"],
    "query-tables": ["query", "--tables"],
    "query-examples": ["query", "--examples"],
    "export-json": ["export", "--format", "json", "--since", "2024-01-01"],
    "export-record": ["export", "--format", "json", "--record"],
}
"""Commands that read, for the list in use."""
WRITE = {
    "overview-files": ["overview", str(ROOT / "examples" / "city"), "-o", "report.md"],
    "chase-record": ["chase", "--record", "notice", "--dry-run"],
    "mark": ["mark", "1,2", "done", *REPORT],
    "confirm": ["confirm", "1", *REPORT, "--without-evidence"],
    "unmark": ["unmark", "1", *REPORT],
    "assign": ["assign", "3", "区教体局", "--settle", "--dry-run"],
    "units-rename": ["units", "rename", "区教体局", "区教育局", "--dry-run"],
    "close": ["close", "--dry-run"],
    "restore": ["restore"],
    "export": ["export", "-o", "ledger.md"],
    "chase-notices": ["chase", "--format", "docx", "--per-unit", "notices"],
    "init": ["init", "new", "--from", str(DOCUMENT)],
    "import": ["import", str(DOCUMENT)],
    "import-into": ["import", str(DOCUMENT), "--into", "checklist.yaml", "--drop", "--dry-run"],
    "config-set": ["config", "set", "unit", "区教体局", "--dry-run"],
    "match": ["match", "checklist.yaml", "--city", str(SMALL), "--dry-run"],
    "merge": ["merge", "checklist.yaml", "checklist.yaml", "checklist.yaml", "--dry-run"],
    "gather": ["gather", ".", "-o", "store", "--sqlite", "lists.db"],
}
"""Commands that write, for a copy of the small list."""
ELSEWHERE = {"query", "error", "collect", "undo", "undo-list", "reopen", "return", "my"}
"""Tested one by one below."""


def check(output: str, value: Any) -> None:
    """Check a value against the schema of an output, days included."""
    jsonschema.Draft202012Validator(
        json_schemas.schema(output), format_checker=jsonschema.FormatChecker(["date"])
    ).validate(value)


def printed(done: Any) -> Any:
    assert done.code in (0, 1), done.err
    return json.loads(done.out)


def as_json(args: list[str]) -> list[str]:
    return args if "--format" in args and "json" in args else [*args, "--json"]


def test_every_output_is_tested() -> None:
    assert {*READ, *WRITE, *ELSEWHERE} == set(json_schemas.OUTPUTS)


def test_every_command_with_json_has_an_output() -> None:
    app: Any = typer.main.get_command(cli.app)
    commands = {name: app.get_command(None, name) for name in registry.names("cli.commands")}
    asked = {name for name, made in commands.items() if any("--json" in p.opts for p in made.params)}
    assert asked - {"schema"} == {name.partition("-")[0] for name in json_schemas.OUTPUTS} - {"error"}


def test_every_command_that_writes_takes_json() -> None:
    app: Any = typer.main.get_command(cli.app)
    for name in registry.names("cli.commands"):
        options = {option for p in app.get_command(None, name).params for option in p.opts}
        if options & {"--dry-run", "--output", "--force"}:
            assert "--json" in options, name


@pytest.mark.parametrize("output", json_schemas.OUTPUTS)
def test_the_schema_is_valid_and_shipped(run: Run, output: str) -> None:
    made = run("schema", output).out
    jsonschema.Draft202012Validator.check_schema(json.loads(made))
    assert (ROOT / "schemas" / f"{output}.schema.json").read_text(encoding="utf-8") == made


def test_no_other_schema_is_shipped() -> None:
    files = {path.name for path in (ROOT / "schemas").iterdir()}
    assert files == {f"{output}.schema.json" for output in json_schemas.OUTPUTS}


def test_the_schema_is_strict() -> None:
    good = {"files": [], "problems": []}
    with pytest.raises(jsonschema.ValidationError):
        check("validate", good)
    with pytest.raises(jsonschema.ValidationError):
        check("units-rename", {"changed": [], "file": "a.yaml", "more": 1})
    check("units-rename", {"changed": [], "file": "a.yaml"})


def objects(kind: Any) -> Iterator[Any]:
    """The objects in a shape, at any depth."""
    kind = json_schemas.described(kind)[0]
    inner = get_args(kind)
    if is_typeddict(kind):
        yield kind
        inner = tuple(json_schemas.keys(kind).values())
    for each in inner:
        yield from objects(each)


def test_no_two_objects_have_one_name() -> None:
    """docs/schemas.md has one heading for a name."""
    found = {each for kind in json_schemas.OUTPUTS.values() for each in objects(kind)}
    assert len(found) == len({each.__name__ for each in found}) > 50


def test_an_overview_has_the_groups_that_the_command_takes() -> None:
    assert get_args(many_shapes.By) == overview.BY


@pytest.mark.parametrize("path", [SAMPLE, SMALL, FULL], ids=lambda path: path.stem)
@pytest.mark.parametrize("output", READ)
def test_what_commands_that_read_print(run: Run, output: str, path: Path) -> None:
    check(output, printed(run("-f", path, *as_json(READ[output]))))


@pytest.mark.parametrize("output", WRITE)
def test_what_commands_that_write_print(run: Run, tmp_path: Path, output: str) -> None:
    shutil.copy(SMALL, tmp_path / "checklist.yaml")
    made = printed(run(*WRITE[output], "--json"))
    check(output, made)
    assert any(made.values()) or output == "restore"


@pytest.mark.parametrize("seed", range(12))
def test_the_outputs_of_any_list(run: Run, tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    plain = histories.worked(rng, histories.begun(rng), histories.ALL, 12)
    path = tmp_path / "checklist.yaml"
    path.write_bytes(histories.Style.any(rng).written(plain))
    check("validate", printed(run("validate", "--json")))
    if run("validate").code:
        check("error", json.loads(run("status", "--json").err))
        return
    first = next(iter(returned.read_list(path).tasks())).id
    for output, args in {**READ, "show": ["show", str(first)]}.items():
        if "区教体局" not in args:
            check(output, printed(run(*as_json(args))))


@pytest.mark.parametrize("by", ["unit", "kind", "section", "topic", "task"])
@pytest.mark.parametrize("units", [[], ["区教体局"]])
def test_groups_of_figures(run: Run, by: str, units: list[str]) -> None:
    args = ["-f", SAMPLE, "status", *units, "--group-by", by, "--sort", "name"]
    made = printed(run(*args, "--json"))
    check("status", made)
    names = [row["of"] for row in made["groups"]]
    shown = run(*args).out
    assert names == sorted(names) != []
    assert all(name in shown for name in names)
    assert sum(row["obligations"] for row in made["groups"]) == made["total"]["obligations"]


def test_the_order_holds_in_json(run: Run) -> None:
    """Each output with --sort has another order than without, that of the text."""
    for args, names in (
        (["status"], lambda made: [row["unit"] for row in made["units"]]),
        (["chase"], lambda made: [row["unit"] for row in made]),
        (["list", "--pairs"], lambda made: [row["unit"] for row in made]),
    ):
        plain, by_name = (
            names(printed(run("-f", SAMPLE, *args, *m, "--json"))) for m in ([], ["--sort", "name"])
        )
        assert by_name == sorted(plain) != plain
    assert run("-f", SAMPLE, "status", "--trend", "--sort", "name", "--json").code == 2


def test_an_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_text(LIST.replace("id: 6", "id: x"), encoding="utf-8")
    for args in (["list"], ["mark"], ["-f", "missing.yaml", "status"], ["validate", "a.yaml", "b.yaml"]):
        done = run(*args, "--json")
        assert done.code
        check("error", json.loads(done.err))


def test_a_query(run: Run, tmp_path: Path) -> None:
    stores.write(tmp_path / "store")
    for sql in ("FROM states", "SELECT 1 AS 一, [1] AS list", "SELECT 1 AS a WHERE false"):
        check("query", printed(run("query", sql, "--json")))


def test_what_needs_a_change_before_it(run: Run, tmp_path: Path) -> None:
    shutil.copy(SMALL, tmp_path / "checklist.yaml")
    run("config", "set", "unit", "区司法局")
    check("my", printed(run("my", "--json")))
    (tmp_path / "govlist.toml").unlink()
    check("close", printed(run("close", "--yes", "--json")))
    check("reopen", printed(run("reopen", "--json")))
    check("mark", printed(run("mark", "2", "done", "--unit", "区司法局", "--json")))
    check("return", printed(run("return", "2", "--unit", "区司法局", "--note", "缺链接", "--json")))
    check("undo-list", printed(run("undo", "--list", "--json")))
    check("undo", printed(run("undo", "--json")))


@pytest.mark.parametrize("faulty", [False, True])
def test_collect(run: Run, tmp_path: Path, faulty: bool) -> None:
    list_path = tmp_path / "checklist.yaml"
    shutil.copy(SMALL, list_path)
    form = returned.handed_out(list_path, "区司法局", date(2024, 9, 27))
    (tmp_path / "区司法局.xlsx").write_bytes(form)
    rows = "序号,责任单位,完成状态,进展情况,填报日期\n2,区司法局,序时推进,目录已更新,9.20\n"
    rows += "9,区司法局,快了,没有这一项,\n" if faulty else ""
    (tmp_path / "区司法局.csv").write_text(rows, encoding="utf-8")
    made = printed(
        run("collect", "区司法局.csv", "区司法局.xlsx", "--date", "2024-09-20", "--dry-run", "--json")
    )
    check("collect", made)
    assert [(each["text"], each["day"]) for each in made["assumed"]] == [("9.20", "2024-09-20")]
    assert made["blank"] == ["区司法局.xlsx"]
    assert bool(made["problems"]) == faulty
    assert bool(made["changed"]) != faulty
