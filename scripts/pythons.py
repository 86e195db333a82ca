"""The Pythons of this machine: `python scripts/pythons.py VERSION...` prints the path of each.

It looks on PATH and where pyenv and uv keep them. A version that is not there is named on stderr.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def found(version: str) -> str:
    """A Python of a version such as 3.12 that runs; empty if there is none."""
    home = Path(os.environ.get("HOME", "/"))
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions"
    uv = home / ".local" / "share" / "uv" / "python"
    places = [shutil.which(f"python{version}"), *pyenv.glob(f"{version}.*/bin/python")]
    places += uv.glob(f"cpython-{version}.*/bin/python{version}")
    ask = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])"
    for place in filter(None, places):
        done = subprocess.run([str(place), "-c", ask], capture_output=True, encoding="utf-8")
        if done.stdout == version:
            return str(place)
    return ""


def main() -> None:
    """Print what is found of the versions that are asked for."""
    for version in sys.argv[1:]:
        if place := found(version):
            print(place)
        else:
            print(f"left out: there is no Python {version} here", file=sys.stderr)


if __name__ == "__main__":
    main()
