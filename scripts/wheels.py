"""A bundle for machines with Python but without a network: govlist's wheels and its libraries' in one zip.

scripts/bundle.py makes it where a PYTHON is named. `python3 BUNDLE.zip` checks the Python and installs; so do
`sh install.sh` and `install.cmd` in the unpacked folder. It also holds checksums, a list of the libraries to
audit (SECURITY.md), the licences, and the documentation.
"""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

import archives
import licences
import texts
from archives import Member

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = {
    "linux": (
        "manylinux2014_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux_2_26_x86_64",
        "manylinux_2_28_x86_64",
    ),
    "linux-arm": (
        "manylinux2014_aarch64",
        "manylinux_2_17_aarch64",
        "manylinux_2_26_aarch64",
        "manylinux_2_28_aarch64",
    ),
    "windows": ("win_amd64",),
    "macos": ("macosx_11_0_arm64", "macosx_11_0_universal2", "macosx_10_13_x86_64", "macosx_10_9_universal2"),
}
"""For each system, pip's names of the platforms whose wheels it can run."""
SYSTEM_ONLY = {"windows": ("colorama",)}
"""Requirements of one system only; pip would check the system it runs on."""

SHELL = """\
#!/bin/sh
# Installs govlist beside this script, into the folder .venv: no network is used.
# Usage: sh install.sh [PYTHON]    python{python} or python3 by default
cd "$(dirname "$0")" || exit 3
python=$(command -v "${{1:-python{python}}}" || command -v python3) ||
  {{ echo "Python {python} is needed for this bundle" >&2; exit 3; }}
exec "$python" install.py
"""
BATCH = """\
@echo off
rem Installs govlist beside this script, into the folder .venv: no network is used.
cd /d "%~dp0"
py -{python} install.py || (echo Python {python} is needed for this bundle & exit /b 3)
"""


def this_system() -> str:
    """The name of the system that runs this."""
    system = {"Linux": "linux", "Windows": "windows", "Darwin": "macos"}[platform.system()]
    return "linux-arm" if system == "linux" and platform.machine() == "aarch64" else system


def make(system: str, python: str, output: Path) -> None:
    """Download the wheels, pack them and say what was made. Ends the process for a Python that is too old."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = about["requires-python"].removeprefix(">=")
    if not re.fullmatch(r"\d\.\d{1,2}", python):
        sys.exit(f"{python} is not a version of Python such as {least}")
    if [*map(int, python.split("."))] < [*map(int, least.split("."))]:
        sys.exit(f"govlist needs Python {least} or newer, not {python}")
    with tempfile.TemporaryDirectory() as name:
        wheels = download(Path(name), system, python)
        target = pack(wheels, system, python, output)
    print(f"{target}: {len(wheels)} wheels, {target.stat().st_size / 1e6:.1f} MB")


def download(folder: Path, system: str, python: str) -> list[Path]:
    """govlist's wheel, all its requirements with those for PDF, and pip: later nothing can be downloaded."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    (own,) = folder.glob("govlist-*.whl")
    tags = [word for tag in SYSTEMS[system] for word in ("--platform", tag)]
    there = ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, *tags]
    requirements = [f"{own}[pdf]", "pip", *SYSTEM_ONLY.get(system, ())]
    done = subprocess.run([*pip, "download", *there, "-d", str(folder), *requirements], check=False)
    if done.returncode:
        sys.exit(f"some libraries have no wheel for Python {python} on {system}: see above")
    return sorted(folder.glob("*.whl"))


def pack(wheels: list[Path], system: str, python: str, output: Path) -> Path:
    """Write one zip; equal wheels give equal bytes."""
    version = next(wheel.name.split("-")[1] for wheel in wheels if wheel.name.startswith("govlist-"))
    name = f"govlist-{version}-{system}-py{python}"
    files = {f"wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in files.items())
    files["requirements.txt"] = _requirements(files).encode()
    files["SHA256SUMS"] = sums.encode()
    files["THIRD-PARTY-NOTICES"] = _notices(wheels).encode()
    installer = (ROOT / "scripts" / "install.py").read_text(encoding="utf-8")
    installer = installer.replace("WANTED = (0, 0)", f"WANTED = ({python.replace('.', ', ')})")
    installer = installer.replace('NAME = ""', f'NAME = "{name}"')
    files["install.py"] = installer.encode()
    files["install.sh"] = SHELL.format(python=python).encode()
    files["install.cmd"] = BATCH.format(python=python).replace("\n", "\r\n").encode()
    members = {f"{name}/{path}": Member(data, path.endswith(".sh")) for path, data in files.items()}
    members["__main__.py"] = Member(installer.encode())
    with tempfile.TemporaryDirectory() as folder:
        texts.add(Path(folder))
        members |= {f"{name}/{path}": member for path, member in archives.members(Path(folder)).items()}
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"{name}.zip"
    archives.write_zip(target, members)
    return target


def _requirements(files: dict[str, bytes]) -> str:
    """The libraries for `pip-audit`, without govlist, which is not on an index."""
    lines = []
    for path, data in files.items():
        name, version = Path(path).name.split("-")[:2]
        if path.endswith(".whl") and name != "govlist":
            lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n")
    return "".join(lines)


def _notices(wheels: list[Path]) -> str:
    """THIRD-PARTY-NOTICES of the wheels. Ends the process if one has no known licence."""
    libraries = [distribution(wheel) for wheel in wheels]
    if faulty := licences.unknown(libraries):
        sys.exit("no known licence: " + ", ".join(faulty))
    return licences.notices(libraries)


def distribution(wheel: Path) -> metadata.Distribution:
    """What a wheel says of itself."""
    archive = ZipFile(wheel)
    folder = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return metadata.PathDistribution(ZipPath(archive, folder.removesuffix("METADATA")))
