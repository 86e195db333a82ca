"""The program that brings its own Python does what an installed govlist does: same output, same files.

`GOVLIST_PROGRAM` names its folder, which scripts/bundle.py makes; without it these tests are left out. On
Linux the program runs in a root that holds nothing but the C library, without a network or a Python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.returned import Filled

from govlist.base import registry

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("GOVLIST_PROGRAM") or ".").resolve()
PROGRAM = FOLDER / ("govlist.exe" if os.name == "nt" else "govlist")
DOCUMENTS = ROOT / "tests" / "documents" / "data"
UNIT = "区教体局"
ENTER = ["unshare", "-rnpf", "--mount-proc"]
"""Without a network, with processes of its own: libraries beside a program are found through /proc."""
C_LIBRARY = re.compile(r"(/\S+/(?:ld-linux[\w.-]*|lib(?:c|m|dl|pthread|rt|util))\.so\S*)")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("GOVLIST_PROGRAM" not in os.environ, reason="no program was built"),
]


class Place:
    """A folder to work in, and the way to run govlist there."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.folder = folder
        self.command = command

    def run(self, *args: str, code: int = 0, **env: str) -> str:
        """Run govlist, and return its standard output."""
        world = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        home = "/" if self.command[0] == "unshare" else str(self.folder)
        world |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home, "PATH": ""}
        world |= {"GOVLIST_LANG": "zh", "GOVLIST_TODAY": "2024-09-27", "PYTHONIOENCODING": "utf-8", **env}
        if self.command[0] == sys.executable:
            world["PYTHONPATH"] = os.environ["PYTHONPATH"]
        command = [shutil.which(self.command[0]) or self.command[0], *self.command[1:], *args]
        done = subprocess.run(command, cwd=self.folder, env=world, capture_output=True, timeout=120)
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        assert done.returncode == code, out + err
        return out

    def files(self) -> dict[str, bytes]:
        """What lies in the folder, but for what belongs to the account."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        named = {path.relative_to(self.folder): path for path in found}
        return {
            name.as_posix(): path.read_bytes()
            for name, path in named.items()
            if not name.parts[0].startswith((".", "govlist")) and name.parts[0] != "state"
        }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A root with the program and the C library; None where such a root cannot be entered."""
    enter = [*ENTER, "true"]
    if sys.platform != "linux" or not shutil.which("unshare") or subprocess.run(enter).returncode:
        yield None
        return
    bare = tmp_path_factory.mktemp("bare")
    for name in ("dev/shm", "proc", "tmp", "opt"):
        (bare / name).mkdir(parents=True)
    (bare / "dev" / "null").touch()
    shutil.copytree(FOLDER, bare / "opt" / "govlist")
    linked = subprocess.run(
        ["ldd", str(PROGRAM), *map(str, FOLDER.glob("_internal/**/*.so*"))], capture_output=True
    )
    for name in sorted(set(C_LIBRARY.findall(linked.stdout.decode()))):
        target = bare / name.removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, target)
    assert not [path for path in bare.rglob("python*") if path.is_file() and path.stat().st_mode & 0o100]
    yield bare
    shutil.rmtree(bare)


@pytest.fixture
def places(root: Path | None, tmp_path: Path) -> tuple[Place, Place]:
    """The program, and the govlist of these tests, in folders of their own."""
    ours = Place(tmp_path / "ours", [sys.executable, "-m", "govlist"])
    ours.folder.mkdir()
    if root is None:
        theirs = Place(tmp_path / "theirs", [str(PROGRAM)])
    else:
        enter = [*ENTER, f"--root={root}", "--wd=/work", "/opt/govlist/govlist"]
        theirs = Place(root / "work", enter)
        shutil.rmtree(theirs.folder, ignore_errors=True)
    theirs.folder.mkdir()
    return theirs, ours


@pytest.fixture
def program(places: tuple[Place, Place]) -> Place:
    return places[0]


def same(places: tuple[Place, Place], *args: str, code: int = 0, **env: str) -> str:
    """Run both: equal output and equal files. Returns the output."""
    outputs = [place.run(*args, code=code, **env) for place in places]
    assert outputs[0] == outputs[1]
    theirs, ours = (place.files() for place in places)
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    return outputs[0]


def give(places: tuple[Place, Place], source: Path, name: str) -> None:
    for place in places:
        shutil.copyfile(source, place.folder / name)


@pytest.fixture
def imported(places: tuple[Place, Place]) -> tuple[Place, Place]:
    """Both with a list, read from the paged text of the district's document."""
    give(places, ROOT / "tests" / "data" / "tianjiaan-2024.txt", "list.txt")
    same(places, "import", "list.txt", "-o", "checklist.yaml")
    return places


def test_version_and_status(imported: tuple[Place, Place]) -> None:
    assert same(imported, "--version").startswith("govlist ")
    assert UNIT in same(imported, "status", "--unit", UNIT)
    assert UNIT in imported[0].run("status", "--unit", UNIT, "--shipped")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_has_every_command_and_every_rule(places: tuple[Place, Place], language: str) -> None:
    help_page = same(places, "--help", GOVLIST_LANG=language)
    assert [name for name in registry.names("cli.commands") if f"  {name} " not in help_page] == []
    rules = same(places, "explain", GOVLIST_LANG=language)
    assert [name for name in registry.names("validation.rules") if name not in rules] == []


@pytest.mark.parametrize("name", registry.names("export"))
def test_exports(imported: tuple[Place, Place], name: str) -> None:
    same(imported, "export", "--format", name, "-o", f"out{registry.get('export', name).SUFFIX}")


def test_papers_of_the_office(imported: tuple[Place, Place]) -> None:
    give(imported, ROOT / "examples" / "ledger-template.docx", "template.docx")
    give(imported, ROOT / "examples" / "ledger-template.xlsx", "template.xlsx")
    for suffix in ("docx", "xlsx"):
        same(imported, "export", "--template", f"template.{suffix}", "-o", f"filled.{suffix}")
    same(imported, "chase", "--per-unit", "notices", "--format", "docx")


@pytest.mark.parametrize("document", sorted(path.name for path in DOCUMENTS.glob("accidents.*")))
def test_documents(places: tuple[Place, Place], document: str) -> None:
    give(places, DOCUMENTS / document, document)
    same(places, "import", document, "--dry-run", "--year", "2025")


def test_reports_come_in_by_mark_and_by_workbooks(imported: tuple[Place, Place]) -> None:
    same(imported, "mark", "2", "--unit", UNIT, "done", "--note", "已开展")
    same(imported, "undo")
    same(imported, "export", "--format", "xlsx", "--per-unit", "forms", "--to-fill", "--unit", UNIT)
    [form] = (imported[1].folder / "forms").glob("*.xlsx")
    filled = Filled(form.read_bytes())
    filled.fill(2, progress="已开展政府开放日活动", status="已完成")
    saved = filled.saved(imported[1].folder / "returned.xlsx")
    shutil.copyfile(saved, imported[0].folder / "returned.xlsx")
    same(imported, "collect", "returned.xlsx", "--yes")
    assert "已开展政府开放日活动" in same(imported, "show", "2")


def test_many_files_are_checked_in_several_processes(imported: tuple[Place, Place]) -> None:
    for place in imported:
        for number in range(4):
            shutil.copyfile(place.folder / "checklist.yaml", place.folder / f"list{number}.yaml")
    same(imported, "validate", "list*.yaml", GOVLIST_JOBS="2")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion(places: tuple[Place, Place], shell: str) -> None:
    assert same(places, "completion", shell)
    words = "sta" if shell != "bash" else "sta\ngovlist sta"
    assert "status" in same(places, _GOVLIST_COMPLETE=shell, _GOVLIST_WORDS=words)


def test_it_answers_as_python_where_govlist_starts_python(program: Place) -> None:
    assert program.run("-P", "-m", "govlist", "--version") == program.run("--version")
    program.run("-P", "-m", "http.server", code=2)


def test_doctor_knows_what_it_is(program: Place) -> None:
    checks = {
        each["name"]: each for each in json.loads(program.run("doctor", "--shipped", "--json"))["checks"]
    }
    assert checks["build"]["state"] == "ok"
    assert "pypdfium2" in checks["pdf"]["seen"]


def test_it_has_the_documentation_as_a_website(program: Place) -> None:
    assert program.run("docs", "import", "--path").strip().endswith("site/zh/import.html")


def test_the_folder_has_the_texts() -> None:
    names = {path.name for path in FOLDER.iterdir()}
    assert names >= {
        "README.zh-CN.md",
        "LICENSE",
        "THIRD-PARTY-NOTICES",
        "docs",
        "examples",
        "completion",
        "man",
    }
    notices = (FOLDER / "THIRD-PARTY-NOTICES").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in notices
    assert (FOLDER / "_internal" / "docxtpl" / "template.py").exists()
    modules = [path.name for path in (FOLDER / "_internal").iterdir()]
    assert [name for name in modules if re.match(r"_?(ssl|sqlite3)|libssl|libreadline", name)] == []


@pytest.mark.skipif("GOVLIST_DEB" not in os.environ, reason="no package was built")
def test_the_package_is_installed_and_removed_whole(tmp_path: Path) -> None:
    """In a root of its own, as dpkg does it; the package runs no script."""
    for name in ("info", "updates"):
        (tmp_path / "var/lib/dpkg" / name).mkdir(parents=True)
    (tmp_path / "var/lib/dpkg/status").touch()
    world = {**os.environ, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}

    def dpkg(*args: str) -> None:
        command = [
            "dpkg",
            f"--root={tmp_path}",
            "--force-depends,not-root,script-chrootless",
            "--log=/dev/null",
        ]
        subprocess.run([*command, *args], check=True, capture_output=True, env=world)

    def files() -> set[str]:
        found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
        return {name for name in found if not name.startswith("var")}

    dpkg("-i", os.environ["GOVLIST_DEB"])
    wanted = {
        "usr/bin/govlist",
        "usr/share/bash-completion/completions/govlist",
        "usr/share/doc/govlist/copyright",
        "usr/share/man/man1/govlist.1.gz",
        "usr/share/man/zh_CN/man1/govlist.1.gz",
    }
    assert files() >= wanted
    done = subprocess.run([tmp_path / "usr/bin/govlist", "--version"], capture_output=True, encoding="utf-8")
    assert done.stdout.startswith("govlist "), done.stderr
    dpkg("--purge", "govlist")
    assert files() == set()
