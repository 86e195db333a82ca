"""Builds the documentation as a website: `python scripts/website.py [FOLDER]`, by default into site/.

Needs the extra `docs`. The site works from a folder without a server and without a network, search included.
FOLDER has the pages in `zh` and `en`, and an index.html that leads to the Chinese ones. A link to a page or
heading that is not there ends the build with 1, and so does what a browser would fetch from elsewhere.

The shelves of the menu are the tables of index.md. Files of the repository that a page links to are copied
beside it; pages outside of docs/ are named without a link. Where the words of a link are the file's name,
they become the page's title.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from importlib.metadata import files
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PARTS = DOCS / "theme"
"""What the theme takes from us."""
PAGES = {"zh": DOCS / "zh", "en": DOCS}
NAMES = {"zh": "中文", "en": "English"}

SEARCH = {
    '?"result":"results"': '?"个结果":"个结果"',
    '"No results"': '"没有找到"',
    '"Loading search\\u2026"': '"正在准备查找…"',
}
"""What the theme's search says in English only, in its scripts."""

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
CODE = re.compile(r"(```.*?\n```|`[^`\n]*`)", re.DOTALL)
FETCHED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//[^"'> ]+""")

CONFIG = """
[project]
site_name = "govlist"
docs_dir = "docs"
site_dir = "site"
extra_css = ["assets/govlist.css"]
use_directory_urls = false
nav = {nav}
[project.theme]
language = "{language}"
font = false
custom_dir = "theme"
features = ["content.code.copy", "navigation.footer", "navigation.sections", "navigation.top"]
[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"
[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"
[project.plugins.search]
[project.plugins.offline]
[project.extra]
generator = false
polyfills = ["assets/iframe-worker.js"]
alternate = true
languages = {languages}
[project.markdown_extensions.tables]
[project.markdown_extensions.sane_lists]
[project.markdown_extensions.pymdownx.superfences]
[project.markdown_extensions.pymdownx.highlight]
[project.markdown_extensions.toc]
permalink = true
slugify = {{ object = "pymdownx.slugs.slugify", kwds = {{ case = "lower" }} }}
"""

LICENCE_NOTE = "The scripts, styles and icons of these pages are those of zensical, under these licences."
START = """<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<title>govlist</title>
<meta http-equiv="refresh" content="0; url=zh/index.html">
<p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p>
</html>
"""


def main() -> int:
    """Build the site; the exit code says whether all links lead somewhere."""
    parser = argparse.ArgumentParser(description="Build the documentation as a website.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="where to write it")
    folder: Path = parser.parse_args().folder
    if folder.exists() and any(folder.iterdir()) and not (folder / "zh" / "index.html").exists():
        parser.error(f"{folder} holds something else; name a new folder")
    with TemporaryDirectory() as scratch:
        for language in PAGES:
            work = Path(scratch) / language
            _prepare(work, language)
            if not _built(work):
                return 1
        shutil.rmtree(folder, ignore_errors=True)
        for language in PAGES:
            shutil.copytree(Path(scratch) / language / "site", folder / language)
    _finish(folder)
    foreign = {
        f"{page.relative_to(folder)}: {found}"
        for page in folder.rglob("*.html")
        for found in FETCHED.findall(page.read_text(encoding="utf-8"))
    }
    print(*sorted(foreign), f"written: {folder}", sep="\n")
    return 1 if foreign else 0


def _finish(folder: Path) -> None:
    """What zensical does not do: its search in Chinese, the start of both languages, the licences."""
    for script in (folder / "zh" / "assets" / "javascripts").glob("*.js"):
        said = script.read_text(encoding="utf-8")
        for english, chinese in SEARCH.items():
            said = said.replace(english, chinese)
        script.write_text(said, encoding="utf-8", newline="\n")
    (folder / "index.html").write_text(START, encoding="utf-8", newline="\n")
    licences = [file for file in files("zensical") or () if file.name.startswith("LICENSE")]
    texts = [f"{file}\n\n{file.read_text(encoding='utf-8')}" for file in licences]
    (folder / "licences.txt").write_text("\n\n".join([LICENCE_NOTE, *texts]), encoding="utf-8", newline="\n")


def _prepare(work: Path, language: str) -> None:
    """The pages of a language with the configuration, as zensical wants them."""
    docs = work / "docs"
    docs.mkdir(parents=True)
    for page in sorted(PAGES[language].glob("*.md")):
        text = page.read_text(encoding="utf-8")
        pieces = CODE.split(text)
        link = partial(_link, page=page, docs=docs)
        pieces[::2] = [LINK.sub(link, piece) for piece in pieces[::2]]
        (docs / page.name).write_text("".join(pieces), encoding="utf-8")
    (docs / "assets").mkdir()
    for part in ("iframe-worker.js", "govlist.css"):
        shutil.copy(PARTS / part, docs / "assets")
    shutil.copytree(PARTS / "partials", work / "theme" / "partials")
    languages = [{"name": NAMES[each], "lang": each} for each in PAGES if each != language]
    config = CONFIG.format(language=language, nav=_toml(_shelves(language)), languages=_toml(languages))
    (work / "zensical.toml").write_text(config, encoding="utf-8")


def _link(match: re.Match[str], page: Path, docs: Path) -> str:
    """A link on the site: to a page of the same language as it is, to another file to a copy of it."""
    picture, words, target, anchor = match[1], match[2], match[3], match[4] or ""
    if "://" in target or target.startswith("mailto:"):
        return match[0]
    source = Path(os.path.normpath(page.parent / target))
    if source.parent == page.parent and source.suffix == ".md":
        return f"[{_title(source) if words == source.name else words}]({target}{anchor})"
    if source.suffix == ".md":
        other = next((each for each, folder in PAGES.items() if source.parent == folder), None)
        return f'<a href="../{other}/{source.stem}.html{anchor}">{words}</a>' if other else words
    place = source.relative_to(DOCS if source.is_relative_to(DOCS) else ROOT)
    if source.is_dir():
        return words
    (docs / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, docs / place)
    link = f"{picture}[{words}]({place.as_posix()})"
    return f"[{link}]({place.as_posix()})" if picture else link  # to see it as large as it is


def _shelves(language: str) -> list[dict[str, object]]:
    """The menu: the pages of each table of index.md under its heading, each by its own title."""
    folder = PAGES[language]
    seen = {"index.md"}
    menu: list[dict[str, object]] = [{_title(folder / "index.md"): "index.md"}]
    for shelf in re.split(r"^## ", (folder / "index.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        names = [name for name in re.findall(r"\]\(([\w-]+\.md)\)", shelf) if name not in seen]
        seen |= {*names}
        if names:
            menu.append({shelf.partition("\n")[0]: [{_title(folder / name): name} for name in names]})
    return menu


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def _toml(value: object) -> str:
    """Lists, mappings and texts as inline TOML."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = (f"{dumps(key, ensure_ascii=False)} = {_toml(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    return dumps(value, ensure_ascii=False)


def _built(work: Path) -> bool:
    """Whether zensical built the site and found no broken link."""
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(
        command, cwd=work, capture_output=True, encoding="utf-8", env={**os.environ, "NO_COLOR": "1"}
    )
    if done.returncode:
        said = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
        print(said.partition("Traceback")[0], file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
