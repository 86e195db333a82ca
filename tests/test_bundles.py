"""What is handed over: the bundle of wheels, licences, archives, manifests.

The program that brings its own Python is tested in tests/test_program.py.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import zipfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
if not (ROOT / "scripts" / "bundle.py").exists():
    pytest.skip("these tests do not stand in a checkout", allow_module_level=True)
sys.path.insert(0, str(ROOT / "scripts"))

import archives  # noqa: E402
import bundling  # noqa: E402
import deb  # noqa: E402
import licences  # noqa: E402
import manifests  # noqa: E402
import pythons  # noqa: E402
import wheels  # noqa: E402

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
OLD = [python for version in ("2.7", "3.6", "3.8", "3.10") if (python := pythons.found(version))]
posix = pytest.mark.skipif(os.name == "nt", reason="install.sh is for Linux and macOS")


def wheel(
    folder: Path, name: str = "govlist", licence: str = "MIT", more: dict[str, str] | None = None
) -> Path:
    """A wheel with a command but no dependencies, so that it needs no network."""
    path = folder / f"{name}-9.9-py3-none-any.whl"
    info = f"{name}-9.9.dist-info"
    about = f"Metadata-Version: 2.4\nName: {name}\nVersion: 9.9\nProvides-Extra: pdf\n"
    files = {
        f"{name}.py": "def run():\n    print('govlist 9.9')\n",
        f"{info}/METADATA": about + (f"License-Expression: {licence}\n" if licence else ""),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:run\n",
        f"{info}/licenses/LICENSE": "© nobody",
        **(more or {}),
    }
    record = "".join(f"{file},,\n" for file in files)
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(file, text)
    return path


def wheel_of_pip(folder: Path) -> Path:
    """The pip that is installed, as the wheel that it was."""
    pip = metadata.distribution("pip")
    path = folder / f"pip-{pip.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in pip.files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                archive.write(str(file.locate()), str(file))
    return path


def packed(folder: Path, version: str = HERE, *, with_pip: bool = False) -> Path:
    """A bundle of such wheels."""
    made = [wheel(folder), wheel(folder, "lib"), *([wheel_of_pip(folder)] if with_pip else ())]
    target = wheels.pack(made, "linux", version, folder / "out")
    before = target.read_bytes()
    assert wheels.pack(made, "linux", version, folder / "out").read_bytes() == before
    return target


def unpacked(folder: Path, version: str = HERE, *, with_pip: bool = False) -> Path:
    target = packed(folder, version, with_pip=with_pip)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    return folder / target.stem


def install(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    world = {"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull, "LANG": "C.UTF-8", **env}
    return subprocess.run(command, cwd=cwd, env=world, capture_output=True, encoding="utf-8")


# The bundle of wheels ----------------------------------------------------------------------------


def test_a_bundle_holds_wheels_texts_licences_and_checksums(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    held = {"wheels/govlist-9.9-py3-none-any.whl", "wheels/lib-9.9-py3-none-any.whl"}
    assert files > held | {"README.md", "README.zh-CN.md", "LICENSE", "examples/sample.yaml", "docs/index.md"}
    assert files > {"SHA256SUMS", "install.cmd", "install.py", "install.sh", "completion/govlist.bash"}
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(line.split()[::-1] for line in lines)
    assert sums == {name: sha256((folder / name).read_bytes()).hexdigest() for name in held}
    assert (folder / "requirements.txt").read_text(encoding="utf-8") == (
        f"lib==9.9 --hash=sha256:{sums['wheels/lib-9.9-py3-none-any.whl']}\n"
    )
    assert "lib 9.9: MIT" in (folder / "THIRD-PARTY-NOTICES").read_text(encoding="utf-8")
    assert b"\r\n" in (folder / "install.cmd").read_bytes()


@posix
@pytest.mark.slow
@pytest.mark.parametrize("way", ["zip", "script"])
def test_a_bundle_is_installed_without_an_index(tmp_path: Path, way: str) -> None:
    """Also with a Python that cannot install pip itself, as Debian's without python3-venv."""
    (tmp_path / "lame").mkdir()
    (tmp_path / "lame" / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    world = {"PYTHONPATH": str(tmp_path / "lame")}
    if way == "zip":
        target = packed(tmp_path, with_pip=True)
        (tmp_path / "place").mkdir()
        folder = tmp_path / "place" / target.stem
        done = install(sys.executable, str(target), cwd=tmp_path / "place", **world)
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    else:
        folder = unpacked(tmp_path, with_pip=True)
        done = install("sh", "install.sh", sys.executable, cwd=folder, **world)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"installed: {folder}/.venv/bin/govlist"
    assert "govlist 9.9" in done.stdout


@posix
@pytest.mark.slow
def test_a_bundle_that_cannot_be_installed_says_so(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, with_pip=True)
    (folder / ".venv").write_text("a file", encoding="utf-8")
    done = install(sys.executable, "install.py", cwd=folder)
    assert done.returncode == 3
    assert "this failed: " in done.stderr
    assert "Traceback" not in done.stderr


@posix
@pytest.mark.parametrize("python", [sys.executable, *OLD])
def test_a_wrong_python_is_told_before_anything_is_unpacked(tmp_path: Path, python: str) -> None:
    """Also one that could not read a word of govlist."""
    target = packed(tmp_path, "3.99")
    done = install(python, str(target), cwd=tmp_path)
    assert done.returncode == 3
    assert re.match(r"Python 3\.99 is needed for this bundle; this is Python \d\.\d+\.\d+ \(", done.stderr)
    assert not (tmp_path / target.stem).exists()
    if "2.7" not in python:  # in a pipe, Python 2 knows no encoding
        assert "本安装包需要 Python 3.99" in install(python, str(target), cwd=tmp_path).stderr
    ascii_only = install(python, str(target), cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (ascii_only.returncode, len(ascii_only.stderr.splitlines())) == (3, 1)
    folder = unpacked(tmp_path, "3.99")
    done = install("sh", "install.sh", python, cwd=folder)
    assert (done.returncode, "Python 3.99 is needed" in done.stderr) == (3, True)
    assert not (folder / ".venv").exists()
    assert not list(folder.rglob("__pycache__"))


@posix
@pytest.mark.parametrize("python", OLD)
def test_bundle_py_says_which_python_it_needs(python: str) -> None:
    done = install(python, str(ROOT / "scripts" / "bundle.py"), cwd=ROOT)
    assert done.returncode == 1
    assert re.fullmatch(r"Python 3\.11 or newer is needed; this is [\d.+]+\n", done.stderr)


@posix
def test_a_damaged_bundle_is_not_installed(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    with (folder / "wheels" / "lib-9.9-py3-none-any.whl").open("ab") as file:
        file.write(b"!")
    done = install(sys.executable, "install.py", cwd=folder)
    assert (done.returncode, "lib-9.9-py3-none-any.whl is damaged" in done.stderr) == (3, True)
    assert not (folder / ".venv").exists()


@posix
def test_a_bundle_replaces_no_folder(tmp_path: Path) -> None:
    target = packed(tmp_path)
    (tmp_path / target.stem).mkdir()
    done = install(sys.executable, str(target), cwd=tmp_path)
    assert (done.returncode, "already exists" in done.stderr) == (3, True)
    assert not list((tmp_path / target.stem).iterdir())


@pytest.mark.parametrize("version", ["3.8", "3.10", "2.7", "3", "new", "3.x"])
def test_wheels_for_a_python_that_cannot_be(version: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"Python 3\.11|version of Python such as 3\.11"):
        wheels.make("linux", version, tmp_path)
    assert not list(tmp_path.iterdir())


# Licences ----------------------------------------------------------------------------------------


def test_the_licence_of_each_library_is_known_and_allowed() -> None:
    libraries = licences.required("govlist", ("pdf", "data", "test", "docs", "bundle", "dev"))
    assert len(libraries) > 30, "they are installed"
    assert licences.unknown(libraries.values()) == []


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("AGPL-3.0-only OR MIT", True),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_that_is_not_allowed(expression: str, fine: bool, tmp_path: Path) -> None:
    library = wheels.distribution(wheel(tmp_path, "lib", expression))
    assert (licences.unknown([library]) == []) is fine
    if not fine:
        with pytest.raises(SystemExit, match="lib"):
            wheels._notices([tmp_path / "lib-9.9-py3-none-any.whl"])


def test_the_notices_hold_each_library_with_its_text() -> None:
    libraries = licences.required("govlist", ("pdf",))
    text = licences.notices(libraries.values())
    for name in ("docxtpl", "lxml", "openpyxl", "PyYAML", "pypdfium2"):
        assert re.search(rf"^{name} [\d.]+: ", text, re.MULTILINE | re.IGNORECASE), name
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text, "docxtpl brings no text of its own"
    assert "Its complete source comes with govlist" in text
    assert "brings no text" not in text


def test_what_a_wheel_holds_in_compiled_form_is_named(tmp_path: Path) -> None:
    assert "libxml2 (MIT)" in licences._compiled(metadata.distribution("lxml"))
    assert licences._compiled(metadata.distribution("rich")) == ""
    parts = [
        {"name": "one", "version": "1.0", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
        {"name": "two", "licenses": [{"license": {"id": "Zlib"}}, {"license": {"name": "MIT"}}]},
        {"name": "three"},
    ]
    listed = {"lib-9.9.dist-info/sboms/lib.cyclonedx.json": json.dumps({"components": parts})}
    source = wheels.distribution(wheel(tmp_path, "lib", more=listed))
    assert licences._compiled(source) == "", "nothing in it is compiled"
    compiled = wheels.distribution(wheel(tmp_path, "lib", more={**listed, "lib.so": ""}))
    assert licences._compiled(compiled).splitlines() == [
        "one 1.0: MIT OR Apache-2.0",
        "two: Zlib AND MIT",
        "three: not named",
    ]


def test_a_module_of_something_else_does_not_get_into_the_program(tmp_path: Path) -> None:
    library = wheels.distribution(wheel(tmp_path, "lib"))
    folder = tmp_path / "inside"
    folder.mkdir()
    for name in (
        "govlist",
        "lib.pyc",
        "lib-9.9.dist-info",
        "re",
        "libz.so.1",
        "libpython3.99.so.1.0",
        "python3.99",
    ):
        (folder / name).touch()
    assert licences.strangers(folder, [library]) == []
    (folder / "tomli").mkdir()
    (folder / "_other.cpython-399-x86_64-linux-gnu.so").touch()
    assert licences.strangers(folder, [library]) == ["_other.cpython-399-x86_64-linux-gnu.so", "tomli"]


def test_a_shared_library_of_unknown_licence_is_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = wheels.distribution(wheel(tmp_path, "lib"))
    monkeypatch.setattr(licences.metadata, "distribution", lambda _name: known)
    (tmp_path / "libz.so.1").touch()
    assert "libz.so.1" in licences.program(tmp_path)
    (tmp_path / "libreadline.so.8").touch()
    with pytest.raises(SystemExit, match="libreadline"):
        licences.program(tmp_path)


# Archives ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program's folder in small."""
    made = tmp_path / "program"
    for name in (
        "_internal/lib.so",
        "docs/index.md",
        "examples/a.yaml",
        "man/man1/govlist.1",
        "LICENSE",
        "site/a",
    ):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("words\n\nmore", encoding="utf-8")
    (made / "completion").mkdir()
    for name in (*deb.COMPLETION, "govlist", "CHANGELOG.md", "README.md"):
        (made / ("completion" if name in deb.COMPLETION else "") / name).touch()
    (made / "govlist").chmod(0o700)
    (made / "README.md").chmod(0o600)
    return made


def test_archives_depend_on_their_files_alone(folder: Path, tmp_path: Path) -> None:
    options = SimpleNamespace(output=tmp_path, data=False)
    [target] = bundling.pack(folder, "9.9", options)
    before = target.read_bytes()
    for path in folder.rglob("*"):
        os.utime(path, (1e9, 1e9))
    (folder / "README.md").chmod(0o666)
    bundling.pack(folder, "9.9", options)
    assert target.read_bytes() == before
    if target.suffix == ".gz":
        with tarfile.open(target) as archive:
            modes = {name.partition("/")[2]: archive.getmember(name).mode for name in archive.getnames()}
        assert (modes["govlist"], modes["README.md"]) == (0o755, 0o644)
        assert list(modes) == sorted(modes)
    archives.write_zip(tmp_path / "a.zip", archives.members(folder))
    assert "govlist" in zipfile.ZipFile(tmp_path / "a.zip").namelist()


def test_the_c_library_that_is_needed_is_read_from_the_programs(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x7fELF\0GLIBC_2.4\0GLIBC_2.17\0GLIBC_2.9\0")
    (tmp_path / "b.txt").write_bytes(b"GLIBC_2.99")
    assert bundling.glibc(tmp_path.iterdir()) == "2.17"


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is Debian's")
def test_a_package_for_debian(folder: Path, tmp_path: Path) -> None:
    target = deb.make(folder, "1.0.0rc1", "2.31", tmp_path)
    before = target.read_bytes()
    deb.make(folder, "1.0.0rc1", "2.31", tmp_path)
    assert target.read_bytes() == before

    def dpkg(*args: str) -> str:
        done = subprocess.run(["dpkg-deb", *args], capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    assert dpkg("--field", str(target), "Version", "Depends").splitlines() == [
        "Version: 1.0.0~rc1",
        "Depends: libc6 (>= 2.31)",
    ]
    rows = {row.split()[5]: row.split()[:2] for row in dpkg("--contents", str(target)).splitlines()}
    assert rows["./usr/lib/govlist/govlist"] == ["-rwxr-xr-x", "root/root"]
    assert rows["./usr/share/doc/govlist/README.md"] == ["-rw-r--r--", "root/root"]
    assert "./usr/bin/govlist" in rows
    assert "./usr/share/man/man1/govlist.1.gz" in rows


# Manifests ---------------------------------------------------------------------------------------

ADDRESS = "https://example.org/downloads/v1.0.0"
HOME = "https://example.org/some-office/govlist"
# What the schemas of winget 1.9.0 and Scoop require; Homebrew has none.
REQUIRED = {
    "version": {"DefaultLocale"},
    "installer": {"Installers"},
    "defaultLocale": {"PackageLocale", "Publisher", "PackageName", "License", "ShortDescription"},
}
COMMON = {"PackageIdentifier", "PackageVersion", "ManifestType", "ManifestVersion"}
IDENTIFIER = r'[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}'


@pytest.fixture
def made(tmp_path: Path) -> dict[str, str]:
    """The manifests of a release, by their files."""
    names = ("govlist-1.0.0rc1-windows-amd64.zip", "govlist-1.0.0rc1-linux-x86_64.tar.gz")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    found = [manifests.archive(tmp_path / name, ADDRESS) for name in names]
    return dict(manifests.manifests(found, HOME))


def test_winget(made: dict[str, str]) -> None:
    files = [yaml.safe_load(text) for name, text in made.items() if name.startswith("winget/")]
    assert sorted(each["ManifestType"] for each in files) == sorted(REQUIRED)
    for each in files:
        assert set(each) >= COMMON | REQUIRED[each["ManifestType"]]
        assert re.fullmatch(IDENTIFIER, each["PackageIdentifier"])
        assert each["PackageVersion"] == "1.0.0rc1"
    [installer] = next(each["Installers"] for each in files if "Installers" in each)
    assert {"Architecture", "InstallerUrl", "InstallerSha256", "InstallerType"} <= set(installer)
    assert installer["InstallerUrl"] == f"{ADDRESS}/govlist-1.0.0rc1-windows-amd64.zip"
    assert re.fullmatch("[0-9A-F]{64}", installer["InstallerSha256"])
    [program] = installer["NestedInstallerFiles"]
    assert program["RelativeFilePath"] == "govlist-1.0.0rc1-windows-amd64\\govlist.exe"


def test_scoop(made: dict[str, str]) -> None:
    manifest: dict[str, Any] = json.loads(made["scoop/govlist.json"])
    assert {"version", "homepage", "license", "architecture", "bin"} <= set(manifest)
    where = manifest["architecture"]["64bit"]
    assert where["hash"] == sha256(b"govlist-1.0.0rc1-windows-amd64.zip").hexdigest()
    assert where["extract_dir"] == "govlist-1.0.0rc1-windows-amd64"


def test_homebrew_has_only_what_was_built(made: dict[str, str]) -> None:
    formula = made["homebrew/govlist.rb"]
    assert f'url "{ADDRESS}/govlist-1.0.0rc1-linux-x86_64.tar.gz"' in formula
    assert "on_macos" not in formula
    words = re.findall(r"^ *(class|def|test do|on_\w+ do|end)\b", formula, re.MULTILINE)
    assert words.count("end") * 2 == len(words), "each block ends"


def test_an_archive_of_another_name(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not an archive"):
        manifests.archive(tmp_path / "govlist.zip", ADDRESS)


@posix
@pytest.mark.parametrize("before", ["/usr/lib/own", None])
def test_what_the_program_starts_gets_the_libraries_of_the_system(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    """PyInstaller sets these variables; a browser or git must not find the libraries of the program."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.setenv("_PYI_APPLICATION_HOME_DIR", "/bundle/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    seen: dict[str, str] = {}
    monkeypatch.setattr("govlist.__main__.run", lambda: seen.update(os.environ))
    monkeypatch.setattr(sys, "argv", ["govlist", "docs"])
    runpy.run_path(str(ROOT / "scripts" / "program" / "start.py"))
    assert seen.get("LD_LIBRARY_PATH") == before
    assert not {"LD_LIBRARY_PATH_ORIG", "_PYI_APPLICATION_HOME_DIR"} & set(seen)
