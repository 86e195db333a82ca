"""A Debian package of the program that brings its own Python: `python scripts/deb.py FOLDER [-o FOLDER]`.

scripts/bundle.py makes it along with the program, where there is dpkg-deb. Here it is made of the unpacked
archive, so that the program may come from an older system.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import archives

CONTROL = """\
Package: govlist
Version: {version}
Section: utils
Priority: optional
Architecture: {architecture}
Depends: libc6 (>= {glibc})
Installed-Size: {size}
Maintainer: the govlist authors
Description: yearly work list of a government office
 A government office's yearly work list as one YAML file, checked, with a command
 line: who owes what, how far it is, what comes next. It brings its own Python and
 libraries, and uses no network.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: govlist

Files: *
Copyright: the govlist authors
License: MIT
{licence}
Comment: the libraries in /usr/lib/govlist/_internal are listed with their
 licences in /usr/share/doc/govlist/THIRD-PARTY-NOTICES
"""
COMPLETION = {
    "govlist.bash": "usr/share/bash-completion/completions/govlist",
    "_govlist": "usr/share/zsh/vendor-completions/_govlist",
    "govlist.fish": "usr/share/fish/vendor_completions.d/govlist.fish",
}


ABOUT = re.compile(r"govlist (\S+) with .* glibc (\S+) or newer")
"""BUILD.txt of a program for Linux."""


def main() -> None:
    """Make the package of a folder."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    options = parser.parse_args()
    match = ABOUT.match((options.folder / "BUILD.txt").read_text(encoding="utf-8"))
    if not match:
        sys.exit(f"{options.folder} holds no program for Linux")
    options.output.mkdir(parents=True, exist_ok=True)
    print(make(options.folder, match[1], match[2], options.output))


def make(folder: Path, version: str, glibc: str, output: Path) -> Path:
    """Write the package of a program's folder, and return its path."""
    architecture = _output("dpkg", "--print-architecture")
    version = re.sub(r"(\d)(a|b|rc|\.dev)", r"\1~\2", version)  # before the release, as Debian sorts
    target = output / f"govlist_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _lay_out(folder, root)
        size = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
        words = {"version": version, "architecture": architecture, "glibc": glibc, "size": size}
        _write(root / "DEBIAN" / "control", CONTROL.format(**words))
        for path in root.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        root.chmod(0o755)
        world = {**os.environ, "SOURCE_DATE_EPOCH": str(archives.SECONDS)}
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z4", "--build", str(root), str(target)]
        subprocess.run(command, check=True, env=world, stdout=subprocess.DEVNULL)
    return target


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def _lay_out(folder: Path, root: Path) -> None:
    """The files where Debian keeps such files."""
    shutil.copytree(folder / "_internal", root / "usr/lib/govlist/_internal")
    shutil.copy(folder / "govlist", root / "usr/lib/govlist/govlist")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/govlist").symlink_to("../lib/govlist/govlist")
    texts = root / "usr/share/doc/govlist"
    for name in ("docs", "examples"):
        shutil.copytree(folder / name, texts / name)
    shutil.copytree(folder / "site", root / "usr/lib/govlist/site")  # where `govlist docs` looks
    (texts / "site").symlink_to("../../../lib/govlist/site")
    for path in folder.glob("[A-Z]*"):
        if path.name not in ("LICENSE", "CHANGELOG.md"):  # Debian's own names for them below
            shutil.copy(path, texts)
    licence = (folder / "LICENSE").read_text(encoding="utf-8").strip()
    lines = "\n".join(f" {line}" if line else " ." for line in licence.splitlines())
    _write(texts / "copyright", COPYRIGHT.format(licence=lines))
    _compress(folder / "CHANGELOG.md", texts / "changelog.gz")
    for page in (folder / "man").rglob("*.1"):
        _compress(page, root / "usr/share/man" / page.relative_to(folder / "man").with_suffix(".1.gz"))
    for name, target in COMPLETION.items():
        (root / target).parent.mkdir(parents=True)
        shutil.copy(folder / "completion" / name, root / target)


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
