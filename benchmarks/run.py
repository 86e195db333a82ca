"""The speed of govlist compared with other programs: measures, and writes the pages performance.md of docs.

Measures whole processes, run in turn on one machine, as medians. The inputs are generated from a fixed seed.
The other programs come from requirements.txt in a separate environment, taskwarrior from the system; missing
ones are reported.

    python benchmarks/run.py [--rounds 15] [--peers DIR] [--only TEXT] [--growth] [--write]
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import chinese
import growth
import inputs

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
UNIT = "区教体局"
LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
EACH = "import sys; from govlist.cli.app import main; [main(['validate', name]) for name in sys.argv[1:]]"


@dataclass
class Side:
    """A command to run: its words, environment variables, and preparation before each run."""

    words: Sequence[str | Path]
    env: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[], object] = lambda: None
    seconds: list[float] = field(default_factory=list)
    kilobytes: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Run once and record time and peak memory."""
        self.prepare()
        own = {"GOVLIST_LANG": "zh", "GOVLIST_TODAY": "2024-12-31", "PYTHONUTF8": "1"}
        env = {**os.environ, **own, **self.env}
        start = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, self.words)), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.kilobytes.append(usage.ru_maxrss)
        if process.returncode:
            raise SystemExit(f"exit {process.returncode}: {' '.join(map(str, self.words))}")


@dataclass
class Row:
    """Two commands, and the ratio that the first may have: limit and target."""

    work: str
    beside: str
    ours: Side
    theirs: Side | None
    must: float
    aim: float
    memory: bool = False

    def figures(self) -> tuple[float, float]:
        """The medians of both, in milliseconds or megabytes."""
        assert self.theirs
        if self.memory:
            return tuple(statistics.median(s.kilobytes) / 1024 for s in (self.ours, self.theirs))  # type: ignore[return-value]
        return tuple(statistics.median(s.seconds) * 1000 for s in (self.ours, self.theirs))  # type: ignore[return-value]

    def line(self) -> str:
        """The row of the table."""
        bounds = f"≤ {self.must:g} × | ≤ {self.aim:g} ×"
        if self.theirs is None:
            return f"| {self.work} | {self.beside} | not run: the peer is not there | | | {bounds} | |"
        ours, theirs = self.figures()
        ratio, unit = ours / theirs, "MB" if self.memory else "ms"
        met = "aim" if ratio <= self.aim else "must" if ratio <= self.must else "**missed**"
        return (
            f"| {self.work} | {self.beside} | {ours:.0f} {unit} | {theirs:.0f} {unit} | {ratio:.2f} × "
            f"| {bounds} | {met} |"
        )


def rows(folder: Path, peers: Path) -> list[Row]:
    """Every row of the table, its inputs in a folder."""
    python, shipped = sys.executable, folder / "shipped.yaml"
    ours = Path(sys.executable).with_name("govlist")  # the installed program
    shutil.copy(inputs.SHIPPED, shipped)
    year = folder / "year.yaml"
    year.write_text(inputs.full_year(), encoding="utf-8")
    city = inputs.write_city(folder / "city")
    warm = {"XDG_CACHE_HOME": str(folder / "cache")}
    cold = {"GOVLIST_CACHE": "0"}

    def govlist(*words: str | Path, env: dict[str, str] | None = None) -> Side:
        return Side([ours, *words], env if env is not None else warm)

    def peer(name: str, *words: str | Path) -> Side | None:
        return Side([peers / name, *words]) if (peers / name).exists() else None

    bare = Side([python, "-c", LOAD, year])
    status = govlist("-f", year, "status", "--unit", UNIT)
    first = Row("`status --unit`, shipped list", "`import yaml`",
                govlist("-f", shipped, "status", "--unit", UNIT),
                Side([python, "-c", "import yaml"]), 5.5, 2.5)  # fmt: skip
    tab = {"_GOVLIST_COMPLETE": "zsh", "_GOVLIST_WORDS": "区\nstatus", "GOVLIST_FILE": str(year), **warm}
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.check_output([ours, "schema"]))
    table_rows = [
        first,
        Row("the same, full year, read before", "the row above", status, None, 1.5, 1.1),
        Row("completion of a unit's name, full year", "bare Python start",
            Side([ours], tab), Side([python, "-c", "pass"]), 12, 7),
        Row("`validate`, full year, first time", "bare CSafeLoader load",
            govlist("validate", year, env=cold), bare, 2.0, 1.4),
        Row("`validate`, full year", "yamale", govlist("validate", year, env=cold),
            peer("yamale", "--no-strict", "-s", HERE / "peers" / "checklist.yamale.yaml", year), 1.5, 1.0),
        Row("`validate`, full year", "check-jsonschema", govlist("validate", year, env=cold),
            peer("check-jsonschema", "--schemafile", schema, year), 0.35, 0.25),
        Row("`validate`, full year", "yamllint", govlist("validate", year, env=cold),
            peer("yamllint", "-d", "relaxed", "--no-warnings", year), 0.2, 0.12),
        _mark(folder, year, ours, peers),
        Row("`validate`, the city's 50 files in one call", "one after another in one process",
            govlist("validate", *city, env=cold), Side([python, "-c", EACH, *city], cold), 0.65, 0.55),
        _tasks(folder, 5_000, govlist, 5, 2.5),
        _tasks(folder, 50_000, govlist, 1.5, 1.0),
        Row("peak memory of `validate`, full year", "bare CSafeLoader load",
            govlist("validate", year, env=cold), Side(bare.words), 2.0, 1.3, memory=True),
    ]  # fmt: skip
    table_rows[1].theirs = Side(first.ours.words, first.ours.env)
    return table_rows


def _mark(folder: Path, year: Path, govlist: Path, peers: Path) -> Row:
    """One report: both sides read, add a line and write, each on a fresh copy."""
    copy = folder / "mark.yaml"
    words = ["mark", "20", "in_progress", "--unit", UNIT, "--note", "已核对"]
    ours = Side([govlist, "-f", copy, *words], prepare=lambda: shutil.copy(year, copy))
    script = [peers / "python", HERE / "peers" / "ruamel_mark.py", copy, UNIT]
    theirs = Side(script, prepare=lambda: shutil.copy(year, copy)) if (peers / "yamale").exists() else None
    return Row("`mark` one report, full year", "ruamel.yaml round trip", ours, theirs, 0.3, 0.15)


def _tasks(folder: Path, number: int, govlist: Callable[..., Side], must: float, aim: float) -> Row:
    """The tasks of a unit among many reports; taskwarrior lists a project among many tasks."""
    text = inputs.big(reports=round(number * inputs.REPORTS / inputs.full_year().count("status:")))
    file = folder / f"reports{number}.yaml"
    file.write_text(text, encoding="utf-8")
    theirs = None
    if task := shutil.which("task"):
        data = folder / f"task{number}"
        inputs.write_taskwarrior(data, number)
        theirs = Side([task, f"rc:{data / 'taskrc'}", f"project:{UNIT}", "list"])
    ours = govlist("-f", file, "list", "--unit", UNIT)
    found = text.count("status:")
    return Row(f"`list --unit`, {found:,} reports, read before", "taskwarrior", ours, theirs, must, aim)


def measure(table: Sequence[Row], rounds: int) -> None:
    """Run all sides in turn, after one warm-up run of each."""
    sides = [side for row in table for side in (row.ours, row.theirs) if side]
    for number in range(rounds + 1):
        for side in sides:
            side.run()
            if not number:
                side.seconds.clear()
                side.kilobytes.clear()
        print(f"\r{number}/{rounds}", end="", file=sys.stderr)
    print(file=sys.stderr)


HEAD = """\
| work | beside | govlist | the other | ratio | must | aim | met |
| --- | --- | ---: | ---: | ---: | --- | --- | --- |
"""


def page(table: Sequence[Row], rounds: int, curves: str) -> str:
    """The text of docs/performance.md between its markers."""
    names = ("typer", "rich", "PyYAML", "pydantic")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    machine += f", Python {platform.python_version()}"
    lines = "\n".join(row.line() for row in table)
    return f"Medians of {rounds} runs in turn: {machine}; {versions}.\n\n{HEAD}{lines}\n{curves}"


def write(page: Path, text: str) -> None:
    """Write the text between a page's markers."""
    begin, end = "<!-- measured -->\n", "\n<!-- end -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    page.write_text(f"{before}{begin}\n{text}{end}{rest.partition(end)[2]}", encoding="utf-8")


def main() -> None:
    """Parse arguments, measure, print, and write if requested."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peers", type=Path, default=HERE.parent / ".venv-peers" / "bin")
    parser.add_argument("--only", default="", help="rows that hold this text")
    parser.add_argument("--growth", action="store_true", help="the growth curves, too")
    parser.add_argument(
        "--write", action="store_true", help="into docs/performance.md and its Chinese sister"
    )
    options = parser.parse_args()
    compileall.compile_dir(HERE.parent / "src", quiet=1)  # as an installation does
    with tempfile.TemporaryDirectory() as name:
        table = [row for row in rows(Path(name), options.peers) if options.only in row.work + row.beside]
        measure(table, options.rounds)
    curves = growth.curves(options.peers) if options.growth else ""
    text = page(table, options.rounds, curves)
    print(text)
    if options.write:
        write(DOCS / "performance.md", text)
        write(DOCS / "zh" / "performance.md", chinese.translated(text))


if __name__ == "__main__":
    main()
