"""Shared fixtures: a fixed environment (language, day, home, folder), a checklist, runs, golden files."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from runpy import run_path
from textwrap import dedent
from typing import Any

TODAY = "2024-09-27"

# The machine's own variables have no effect. Only those are kept that a system needs to start programs (tox's
# list), and those of the test runner.
_KEPT = {
    *("CI", "HOME", "PATH", "PYTHONWARNDEFAULTENCODING", "TMPDIR"),
    *("GOVLIST_CHROMIUM", "GOVLIST_DEB", "GOVLIST_PROGRAM"),
    *("GOVLIST_REQUIRE_BROWSER", "GOVLIST_REQUIRE_SHELLS", "GOVLIST_REQUIRE_SPARK"),
    *("APPDATA", "COMSPEC", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS", "PATHEXT", "PROCESSOR_ARCHITECTURE"),
    *("PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP"),
    *("USERPROFILE", "WINDIR"),
}
_KEPT_GROUPS = ("COV_", "COVERAGE_", "DYLD_", "LD_", "PYTEST_")
for _name in set(os.environ) - _KEPT:
    if not _name.startswith(_KEPT_GROUPS):
        del os.environ[_name]
os.environ["LANG"] = "C.UTF-8"

# Before govlist is imported: help texts are made at import, in the language of that moment.
os.environ["GOVLIST_LANG"] = "zh"
os.environ["GOVLIST_TODAY"] = TODAY
os.environ["GOVLIST_CACHE"] = "0"
os.environ["GOVLIST_STATE"] = "0"  # for code outside tests; each test has its own folder
os.environ["GOVLIST_CONFIG"] = "0"  # likewise

# Changes of the catalogue take effect at once, without a build.
_CATALOGUE = Path(__file__).parents[1] / "src/govlist/locale/zh/LC_MESSAGES/govlist.po"
_COMPILED = _CATALOGUE.with_suffix(".mo")
if not _COMPILED.exists() or _COMPILED.stat().st_mtime < _CATALOGUE.stat().st_mtime:
    run_path(str(Path(__file__).parents[1] / "scripts/catalogue.py"))["compile_catalogue"]()

import hypothesis  # noqa: E402
import pytest  # noqa: E402
import typer.main  # noqa: E402

from govlist.base import i18n  # noqa: E402
from govlist.cli import app  # noqa: E402

# A command's parameters are read from its function once, not for each of thousands of runs in one process.
typer.main.get_params_from_function = cache(typer.main.get_params_from_function)

# A fresh process runs the tested govlist from any folder.
os.environ["PYTHONPATH"] = str(Path(app.__file__).parents[2])

GOLDEN = Path(__file__).parent / "golden"

hypothesis.settings.register_profile(
    "local",
    max_examples=30,  # enough for every run; stress/ goes deeper
    deadline=None,
    # The examples of a test share its folder: each one writes its file again.
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("local"), derandomize=True, database=None
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@dataclass(frozen=True)
class Result:
    """The result of a run: exit code, and both streams as bytes and as text."""

    code: int
    out_bytes: bytes
    err_bytes: bytes

    @cached_property
    def out(self) -> str:
        """Standard output, as text."""
        return self.out_bytes.decode("utf-8")

    @cached_property
    def err(self) -> str:
        """Standard error, as text."""
        return self.err_bytes.decode("utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Compile govlist once, as an installation does, so that hundreds of processes need not do it."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(app.__file__).parents[1], quiet=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests first, so that all workers finish at about the same time."""
    items.sort(key=lambda item: "slow" not in item.keywords)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that updates golden files."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture(autouse=True)
def still_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Each test runs in its own empty folder; the search for a list ends above it, at `home`."""
    monkeypatch.chdir(tmp_path)
    _root[:] = [str(tmp_path.parent), str(tmp_path.parent.resolve())]
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path.parent))
    monkeypatch.setenv("GOVLIST_STATE", str(tmp_path.parent / ".state" / tmp_path.name))
    monkeypatch.setenv("GOVLIST_CONFIG", str(tmp_path.parent / ".config" / tmp_path.name))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path.parent))  # openpyxl builds its parts there
    language = i18n.language()
    yield
    i18n.use(language)


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Use the cache of lists, in an empty folder (Linux only: other systems determine the folder)."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the cache folder cannot be chosen here")
    monkeypatch.delenv("GOVLIST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "govlist"


@pytest.fixture
def checklist(tmp_path: Path) -> Callable[..., Path]:
    """`checklist(text)` writes a list, without its indentation, where govlist finds it without options."""

    def write(text: str, name: str = "checklist.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dedent(text).encode())
        return path

    return write


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`run("status", "--json")` runs a command in this process, in the test's folder, without a terminal."""

    def call(*args: object, input: str | bytes | None = None) -> Result:
        given = input.encode() if isinstance(input, str) else input or b""
        streams = {"stdin": BytesIO(given), "stdout": BytesIO(), "stderr": BytesIO()}
        with monkeypatch.context() as patch:
            for name, buffer in streams.items():
                wrapper = TextIOWrapper(buffer, encoding="utf-8", newline="\n", write_through=True)
                patch.setattr(sys, name, wrapper)
            code = app.main([str(arg) for arg in args])
            for name in ("stdout", "stderr"):
                getattr(sys, name).flush()
            taken = [streams[name].getvalue() for name in ("stdout", "stderr")]
        return Result(int(code), *taken)

    return call


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Result]:
    """`process("--version", env={"GOVLIST_LANG": "en"})` runs `python -m govlist` in a fresh process.

    A value None in `env` removes a variable; `flags` come before `-m govlist`.
    """

    def call(
        *args: object,
        env: Mapping[str, str | None] | None = None,
        input: bytes = b"",
        flags: tuple[str, ...] = (),
    ) -> Result:
        changed: dict[str, Any] = {**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}
        done = subprocess.run(
            [sys.executable, *flags, "-m", "govlist", *map(str, args)],
            input=input,
            capture_output=True,
            cwd=tmp_path,
            env={name: value for name, value in changed.items() if value is not None},
            timeout=60,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """`golden("status.txt", result.out)` compares with tests/golden/status.txt.

    `pytest --update-golden` writes the file; review the difference before you commit it.
    """

    def compare(name: str, actual: str | bytes) -> None:
        path = Path(os.path.normpath(GOLDEN / name))
        made = actual.encode() if isinstance(actual, str) else actual
        if request.config.getoption("--update-golden"):
            with _anywhere():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(made)
        if not path.exists():
            pytest.fail(f"there is no golden file {name}: run pytest --update-golden", pytrace=False)
        expected = path.read_bytes()
        if isinstance(actual, str):
            assert actual == expected.decode()
        else:
            assert made == expected

    return compare


# No test writes outside the temporary folder ------------------------------------------------------

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_EVENTS = {"os.rename": (1,), "os.remove": (0,), "os.mkdir": (0,), "os.rmdir": (0,)}
_OURS = ("__pycache__", ".hypothesis", ".pytest_cache")
_root: list[str] = []
"""The temporary folder of the tests."""
_watch: list[list[str]] = []
"""While a test runs, the list of its writes outside; empty at other times."""


class _anywhere:
    """Do not watch writes inside this context."""

    def __enter__(self) -> None:
        self.watching, _watch[:] = list(_watch), []

    def __exit__(self, *_error: object) -> None:
        _watch[:] = self.watching


def _targets(event: str, args: tuple[Any, ...]) -> list[Any]:
    if event == "open":
        return [args[0]] if (args[2] or 0) & _WRITING else []
    return [args[position] for position in _EVENTS.get(event, ())]


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if not _watch or (event != "open" and event not in _EVENTS):
        return
    for target in _targets(event, args):
        if isinstance(target, (str, bytes, os.PathLike)) and not _allowed(os.fsdecode(target)):
            _watch[0].append(f"{event} {os.fsdecode(target)}")


def _allowed(path: str) -> bool:
    path = os.path.abspath(path)  # noqa: PTH100 - does not resolve links
    return path.startswith(tuple(_root)) or path == os.devnull or any(part in path for part in _OURS)


sys.addaudithook(_audit)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A test that writes outside the temporary folder fails, even if it catches the error."""
    outside: list[str] = []
    _watch[:] = [outside]
    try:
        yield
    finally:
        _watch.clear()
    if outside:
        pytest.fail(f"written outside the temporary folder: {', '.join(outside)}", pytrace=False)


# -- a Chinese font --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chinese_font(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A Chinese font for PDF files that do not bring theirs: without one PDFium loses some characters.

    Without one the tests are skipped, unless $GOVLIST_REQUIRE_BROWSER is set.
    """
    from govlist.documents.readers import _pages

    path = tmp_path_factory.mktemp("font") / "a.pdf"
    canvas = import_module("reportlab.pdfgen.canvas").Canvas(str(path))
    fonts = import_module("reportlab.pdfbase.cidfonts")
    import_module("reportlab.pdfbase.pdfmetrics").registerFont(fonts.UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(60, 60, "公开")
    canvas.save()
    if any(page.fontless for page in _pages.pages(path)):
        missing = "there is no Chinese font: install one, such as fonts-noto-cjk"
        if os.environ.get("GOVLIST_REQUIRE_BROWSER"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


# -- a browser -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The system's Chromium, or that of $GOVLIST_CHROMIUM, with its profile in the temporary folder.

    Without one the tests are skipped, unless $GOVLIST_REQUIRE_BROWSER is set.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("GOVLIST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing = "there is no Chromium: install it, or name it in $GOVLIST_CHROMIUM"
        if os.environ.get("GOVLIST_REQUIRE_BROWSER"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    playwright = import_module("playwright.sync_api")
    home = str(tmp_path_factory.mktemp("browser"))
    world = {**os.environ, "HOME": home, "TMPDIR": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox"], env=world)
        yield opened
        opened.close()
