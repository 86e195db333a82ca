"""govlist for machines without internet: `python scripts/bundle.py [SYSTEM [PYTHON]] [-o FOLDER]`.

    SYSTEM   linux, linux-arm, windows, macos; this machine's by default
    PYTHON   the version that is installed there, such as 3.12; this one by default

Run it on a machine with internet. It writes one zip: all wheels, an install script for Windows and one for
Linux and macOS, checksums, and a list of the libraries to audit (SECURITY.md). On the other
machine: unpack, run `install.cmd` or `sh install.sh`. That downloads nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
# Installs govlist beside this script, into the folder .venv, from the wheels beside it: no network is used.
# Usage: sh install.sh [PYTHON]    python3 by default; Python {python} is needed
set -eu
cd "$(dirname "$0")"
sums="shasum -q -a 256"
if command -v sha256sum >/dev/null; then sums="sha256sum --quiet"; fi
$sums -c SHA256SUMS
"${{1:-python3}}" -c 'import sys; sys.exit(sys.version_info[:2] != ({comma}))' ||
  {{ echo "Python {python} is needed" >&2; exit 3; }}
"${{1:-python3}}" -m venv .venv
.venv/bin/python -m pip install --quiet --no-index --find-links wheels "govlist[pdf]"
.venv/bin/govlist --version
echo "installed: $(pwd)/.venv/bin/govlist"
"""
BATCH = """\
@echo off
rem Installs govlist beside this script, into the folder .venv, from the wheels beside it: no network is used.
rem Usage: install.cmd    Python {python} is needed
cd /d "%~dp0"
for /f "tokens=1,2" %%a in (SHA256SUMS) do (
  certutil -hashfile "%%b" SHA256 | findstr /i "%%a" >nul || (echo %%b is damaged & exit /b 3)
)
py -{python} -m venv .venv || (echo Python {python} is needed & exit /b 3)
.venv\\Scripts\\python -m pip install --quiet --no-index --find-links wheels "govlist[pdf]" || exit /b 3
.venv\\Scripts\\govlist --version
echo installed: %~dp0.venv\\Scripts\\govlist.exe
"""


def main() -> None:
    """Parse arguments, download, pack."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("system", nargs="?", choices=SYSTEMS, default=_this_system())
    parser.add_argument("python", nargs="?", default=f"{sys.version_info[0]}.{sys.version_info[1]}")
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        wheels = _wheels(Path(name), options.system, options.python)
        target = _packed(wheels, options)
    print(f"{target}: {len(wheels)} wheels, {target.stat().st_size / 1e6:.1f} MB")


def _this_system() -> str:
    system = {"Linux": "linux", "Windows": "windows", "Darwin": "macos"}[platform.system()]
    return "linux-arm" if system == "linux" and platform.machine() == "aarch64" else system


def _wheels(folder: Path, system: str, python: str) -> list[Path]:
    """govlist's wheel and all its requirements, including PDF support: later nothing can be downloaded."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    (own,) = folder.glob("govlist-*.whl")
    tags = [word for tag in SYSTEMS[system] for word in ("--platform", tag)]
    there = ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, *tags]
    requirements = [f"{own}[pdf]", *SYSTEM_ONLY.get(system, ())]
    subprocess.run([*pip, "download", *there, "-d", str(folder), *requirements], check=True)
    return sorted(folder.glob("*.whl"))


def _requirements(files: dict[str, bytes]) -> str:
    """The libraries for `pip-audit`, without govlist, which is not on an index."""
    lines = []
    for path, data in files.items():
        name, version = Path(path).name.split("-")[:2]
        if path.endswith(".whl") and name != "govlist":
            lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n")
    return "".join(lines)


def _packed(wheels: list[Path], options: argparse.Namespace) -> Path:
    """Write one zip; its files have a fixed date, so that equal wheels give an equal zip."""
    version = next(wheel.name.split("-")[1] for wheel in wheels if wheel.name.startswith("govlist-"))
    name = f"govlist-{version}-{options.system}-py{options.python}"
    files = {f"wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in files.items())
    files["requirements.txt"] = _requirements(files).encode()
    words = {"python": options.python, "comma": options.python.replace(".", ", ")}
    files["SHA256SUMS"] = sums.encode()
    files["install.sh"] = SHELL.format(**words).encode()
    files["install.cmd"] = BATCH.format(**words).replace("\n", "\r\n").encode()
    options.output.mkdir(parents=True, exist_ok=True)
    target: Path = options.output / f"{name}.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file, data in files.items():
            info = ZipInfo(f"{name}/{file}", (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = (
                ZIP_DEFLATED,
                0o755 << 16 if file.endswith(".sh") else 0o644 << 16,
            )
            archive.writestr(info, data)
    return target


if __name__ == "__main__":
    main()
