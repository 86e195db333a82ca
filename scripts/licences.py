"""The licences of the libraries: `python scripts/licences.py [-o FILE]` writes THIRD-PARTY-NOTICES.

It reads what is installed beside it: govlist, the libraries it requires, and what these require. With
`--program FOLDER` also what PyInstaller put into that folder: Python, its start, libraries of the system. It
ends with 1 if a licence is not known, or not in `ALLOWED`, or if the folder holds a module of something else.
The bundles carry the file.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Iterable
from email.message import Message
from importlib import metadata
from pathlib import Path

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "GPL-2.0-or-later WITH Bootloader-exception",
    "ISC",
    "LGPL-2.1-only",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
}
"""SPDX names of the licences under which a library may be used and passed on beside govlist's MIT."""
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
CHECKED = {
    "axe-playwright-python": "MIT",
    "docxtpl": "LGPL-2.1-only",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
"""Read in their own files, where the metadata have no name of SPDX."""
LGPL = Path(__file__).resolve().parent / "program" / "LGPL-2.1.txt"
"""docxtpl comes without the text of its licence, which has to be passed on with it."""
SOURCE_OFFER = """\
docxtpl is under the GNU Lesser General Public License, version 2.1. Its complete source comes with govlist:
the Python files that are installed, also inside the program that brings its own Python (_internal/docxtpl),
where you may replace them by your own version. It is at https://pypi.org/project/docxtpl/{version}/, too.
"""
SYSTEM = {
    "libbz2": "bzip2-1.0.6",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libgcc_s": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "liblzma": "0BSD",
    "libmpdec": "BSD-2-Clause",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libuuid": "BSD-3-Clause",
    "libz": "Zlib",
}
"""Shared libraries of Linux that the program may bring; libpython is Python itself."""
COMPILED = {
    "lxml": "libxml2 (MIT), libxslt (MIT), zlib (Zlib), libiconv (LGPL-2.1-or-later; its source is at"
    " https://www.gnu.org/software/libiconv/; lxml's setup.py --static-deps builds with another one)",
    "pyyaml": "libyaml (MIT)",
}
"""What a wheel holds in compiled form, and names neither in its texts nor in a list of its own."""
RULE = "=" * 80


def main() -> None:
    """Write the notices, or say which licences are not known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--program", type=Path)
    options = parser.parse_args()
    libraries = required("govlist", ("pdf", "data"))
    if faulty := unknown(libraries.values()):
        sys.exit("no known licence: " + ", ".join(faulty))
    if options.program and (strange := strangers(options.program, libraries.values())):
        sys.exit("of no library that govlist requires: " + ", ".join(strange))
    text = notices(libraries.values(), program(options.program) if options.program else "")
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.buffer.write(text.encode())


def normal(name: str) -> str:
    """A name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(
    name: str, extras: Collection[str] = (), found: dict[str, metadata.Distribution] | None = None
) -> dict[str, metadata.Distribution]:
    """A distribution and all that it requires and that is installed, by name.

    Extras are those of the first distribution; an extra that names itself, such as govlist[pdf], is followed.
    """
    found = {} if found is None else found
    try:
        here = found[normal(name)] = metadata.distribution(name)
    except metadata.PackageNotFoundError:  # for another system
        return found
    for line in here.requires or ():
        extra = re.search(r"extra == ['\"]([^'\"]+)", line)
        other = re.split(r"[^\w.-]", line)[0]
        if (extra is None or extra[1] in extras) and normal(other) not in found:
            required(other, (), found)
    return found


def licence(library: metadata.Distribution) -> str:
    """The licence of a library as an SPDX expression; empty if it is not known."""
    about: Message = library.metadata  # type: ignore[assignment]  # which Python 3.11 does not say yet
    if checked := CHECKED.get(normal(about["Name"])):
        return checked
    if expression := about.get("License-Expression") or "":
        return expression
    if (written := (about.get("License") or "").strip()) in ALLOWED:
        return written
    named = (line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or ())
    return " AND ".join(sorted({CLASSIFIERS[name] for name in named if name in CLASSIFIERS}))


def unknown(libraries: Iterable[metadata.Distribution]) -> list[str]:
    """The libraries without a licence that is allowed, each with what it names."""
    faulty = []
    for library in libraries:
        expression = licence(library)
        either = [re.split(r"\bAND\b", part) for part in re.split(r"\bOR\b", expression)]
        if not any({name.strip(" ()") for name in names} <= ALLOWED for names in either):
            faulty.append(f"{library.metadata['Name']} ({expression or 'none'})")
    return faulty


def notices(libraries: Iterable[metadata.Distribution], more: str = "") -> str:
    """The text of THIRD-PARTY-NOTICES; `more` follows the libraries."""
    parts = [
        "govlist is under the MIT License (LICENSE). These libraries come with it, each under its own.\n"
    ]
    others = [each for each in libraries if normal(each.metadata["Name"]) != "govlist"]
    others.sort(key=lambda each: normal(each.metadata["Name"]))
    parts += [f"{each.metadata['Name']} {each.version}: {licence(each)}\n" for each in others]
    for library in others:
        parts.append(
            _part(f"{library.metadata['Name']} {library.version}: {licence(library)}", _texts(library))
        )
    return "".join(parts) + more


def program(folder: Path) -> str:
    """The notices of what else PyInstaller put into a folder. Ends the process if one is unknown."""
    made = [_part(f"Python {sys.version.split()[0]}: PSF-2.0", _python())]
    start = metadata.distribution("pyinstaller")
    title = f"The start of the program, of PyInstaller {start.version}: GPL-2.0-or-later with an exception"
    made.append(_part(title, _texts(start)))
    for file in sorted(folder.glob("lib*.so*")):
        name = re.split(r"\.so|-\d", file.name)[0]
        if name.startswith("libpython"):
            continue
        if name not in SYSTEM:
            sys.exit(f"no known licence: {file.name}")
        title = f"{file.name}, of the system that the program was built on: {SYSTEM[name]}"
        made.append(_part(title, _of_system(file)))
    return "".join(made)


def strangers(folder: Path, libraries: Iterable[metadata.Distribution]) -> list[str]:
    """What a folder of PyInstaller holds beside Python, the system's libraries and those that are given."""
    known = {"govlist", *sys.stdlib_module_names, "base_library", "python3"}
    for library in libraries:
        known.update(file.parts[0].partition(".")[0] for file in library.files or ())
    names = {path.name for path in folder.iterdir() if path.suffix != ".dll"}  # which are Python's
    of_system = re.compile(r"lib.+\.so|_sysconfigdata_")  # program() knows those
    return sorted(name for name in names if name.partition(".")[0] not in known and not of_system.match(name))


def _part(title: str, text: str) -> str:
    return f"\n{RULE}\n{title}\n{RULE}\n\n{text}"


def _python() -> str:
    """The licence of the Python that runs this."""
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places.append(Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"))
    found = next((place for place in places if place.exists()), None)
    return found.read_text(encoding="utf-8") if found else "https://docs.python.org/3/license.html\n"


def _of_system(file: Path) -> str:
    """What Debian's package of a shared library says of its copyright; elsewhere nothing."""
    if shutil.which("dpkg") is None:
        return ""
    done = subprocess.run(
        ["dpkg", "-S", f"*/{file.name}"], capture_output=True, encoding="utf-8", check=False
    )
    named = sorted(line.partition(":")[0] for line in done.stdout.splitlines())
    places = [Path("/usr/share/doc") / name / "copyright" for name in named]
    return next((place.read_text(encoding="utf-8") for place in places if place.exists()), "")


def _texts(library: metadata.Distribution) -> str:
    """The texts that a library brings: licences, notices, authors."""
    texts = []
    if normal(library.metadata["Name"]) == "docxtpl":
        texts = [SOURCE_OFFER.format(version=library.version), LGPL.read_text(encoding="utf-8")]
    for file in sorted(library.files or (), key=str):
        inside = any(part.endswith(".dist-info") for part in file.parts)
        if inside and re.search(r"licen[cs]e|copying|notice|authors", str(file), re.IGNORECASE):
            texts.append(f"{file.name}\n\n{_decoded(file.read_binary()).strip()}\n")
    if compiled := _compiled(library):
        texts.append(f"It holds in compiled form:\n\n{compiled}\n")
    return "\n".join(texts) or "The library brings no text of its licence.\n"


def _compiled(library: metadata.Distribution) -> str:
    """The libraries inside a library's programs, one a line: of its lists (CycloneDX) and of `COMPILED`."""
    lines = list(filter(None, [COMPILED.get(normal(library.metadata["Name"]))]))
    files = library.files or ()
    is_compiled = any(file.suffix in (".so", ".pyd") for file in files)
    for file in files:
        if is_compiled and file.match("*.dist-info/sboms/*.json"):
            for part in json.loads(file.read_text(encoding="utf-8")).get("components", ()):
                named = [each.get("expression") or each["license"] for each in part.get("licenses", ())]
                words = [each if isinstance(each, str) else each.get("id") or each["name"] for each in named]
                title = " ".join(filter(None, (part["name"], part.get("version"))))
                lines.append(f"{title}: {' AND '.join(words) or 'not named'}")
    return "\n".join(lines)


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:  # some hold the © of Latin-1
        return data.decode("latin-1")


if __name__ == "__main__":
    main()
