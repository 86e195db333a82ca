"""Manifests for winget, Scoop, Homebrew: `python scripts/manifests.py ADDRESS HOME ARCHIVE... [-o FOLDER]`.

    ADDRESS   where the archives of this release are to be downloaded from, such as
              https://HOST/OWNER/govlist/releases/download/v1.0.0
    HOME      the address of the project
    ARCHIVE   the archives that scripts/bundle.py has made for that release, on this disk

It writes only what the archives are there for: winget and Scoop need the one for Windows, Homebrew that for
Linux. There is none for macOS. Submitting them is left to a person.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

ARCHIVE = re.compile(r"govlist-([\w.]+?)-(windows|linux)-(\w+)\.(?:zip|tar\.gz)")
PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
SHORT: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["description"]
WINGET = "1.9.0"
"""The version of winget's manifests."""
FORMULA = """\
class Govlist < Formula
  desc "{short}"
  homepage "{home}"
  version "{version}"
  license "MIT"
{systems}
  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"govlist"
    bash_completion.install libexec/"completion/govlist.bash" => "govlist"
    zsh_completion.install libexec/"completion/_govlist"
    fish_completion.install libexec/"completion/govlist.fish"
    man1.install libexec/"man/man1/govlist.1"
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/govlist --version")
  end
end
"""
SYSTEM = """
  on_{system} do
    on_{processor} do
      url "{url}"
      sha256 "{digest}"
    end
  end
"""
PROCESSORS = {"x86_64": "intel", "amd64": "intel", "arm64": "arm", "aarch64": "arm"}


class Archive(NamedTuple):
    """An archive of a release."""

    name: str
    version: str
    system: str
    processor: str
    digest: str
    url: str


def main() -> None:
    """Write the manifests of the archives that are given."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("address")
    parser.add_argument("home")
    parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE")
    parser.add_argument("-o", "--output", type=Path, default=Path("dist/manifests"))
    options = parser.parse_args()
    found = [archive(path, options.address) for path in options.archives]
    for name, text in manifests(found, options.home):
        target = options.output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        print(target)


def archive(path: Path, address: str) -> Archive:
    """An archive as its name describes it. Ends the process if it is none of scripts/bundle.py."""
    match = ARCHIVE.fullmatch(path.name)
    if not match:
        sys.exit(f"{path.name} is not an archive of scripts/bundle.py")
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    version, system, processor = match.groups()
    return Archive(path.name, version, system, processor, digest, f"{address.rstrip('/')}/{path.name}")


def manifests(archives: list[Archive], home: str) -> Iterator[tuple[str, str]]:
    """The files to write: name and text."""
    for each in archives:
        if each.system == "windows":
            yield from winget(each, home)
            yield "scoop/govlist.json", json.dumps(scoop(each, home), indent=4) + "\n"
    if others := [each for each in archives if each.system != "windows"]:
        yield "homebrew/govlist.rb", homebrew(others, home)


def winget(archive: Archive, home: str) -> Iterator[tuple[str, str]]:
    """winget's three files, as JSON, which is YAML, too."""
    owner = urlsplit(home).path.strip("/").partition("/")[0] or urlsplit(home).netloc
    name = f"{owner.replace('.', '-')}.govlist"
    top = archive.name.removesuffix(".zip")
    program = {"RelativeFilePath": f"{top}\\govlist.exe", "PortableCommandAlias": "govlist"}
    installer = {
        "Architecture": "x64",
        "InstallerType": "zip",
        "NestedInstallerType": "portable",
        "NestedInstallerFiles": [program],
        "InstallerUrl": archive.url,
        "InstallerSha256": archive.digest.upper(),
    }
    about = {
        "PackageLocale": "en-US",
        "Publisher": owner,
        "PackageName": "govlist",
        "PackageUrl": home,
        "License": "MIT",
        "ShortDescription": SHORT,
    }
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "version": ("", {"DefaultLocale": "en-US"}),
        "installer": (".installer", {"Installers": [installer]}),
        "defaultLocale": (".locale.en-US", about),
    }
    for kind, (suffix, values) in kinds.items():
        head = {"PackageIdentifier": name, "PackageVersion": archive.version}
        made = {**head, **values, "ManifestType": kind, "ManifestVersion": WINGET}
        yield f"winget/{name}{suffix}.yaml", json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def scoop(archive: Archive, home: str) -> dict[str, Any]:
    """Scoop's manifest."""
    where = {"url": archive.url, "hash": archive.digest, "extract_dir": archive.name.removesuffix(".zip")}
    return {
        "version": archive.version,
        "description": SHORT,
        "homepage": home,
        "license": "MIT",
        "architecture": {"64bit": where},
        "bin": "govlist.exe",
    }


def homebrew(archives: list[Archive], home: str) -> str:
    """Homebrew's formula, for a tap of one's own."""
    blocks = [
        SYSTEM.format(
            system=each.system,
            processor=PROCESSORS[each.processor],
            url=each.url,
            digest=each.digest,
        )
        for each in archives
    ]
    return FORMULA.format(short=SHORT, home=home, version=archives[0].version, systems="".join(blocks))


if __name__ == "__main__":
    main()
