"""`docs`: the pages of this installation, in the language, in a browser or as text."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.actions import docs
from govlist.base import i18n
from govlist.base.errors import ExitCode

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation with texts in both languages, without a website."""
    home = tmp_path / "texts"
    for folder, start, collect in (("docs", "# The map", "# Forms"), ("docs/zh", "# 文档", "# 收表")):
        (home / folder).mkdir(parents=True)
        (home / folder / "index.md").write_text(
            f"{start}\n\n<!-- made: run x -->\n\nout\n\n<!-- end -->\n", "utf-8"
        )
        (home / folder / "collect.md").write_text(f"{collect}\n", "utf-8")
    monkeypatch.setattr(docs, "HOMES", (tmp_path / "nothing", home))
    return home


@pytest.fixture
def website(texts: Path) -> Path:
    """The same with a website."""
    for language in i18n.LANGUAGES:
        (texts / "site" / language).mkdir(parents=True)
        for name in ("index", "collect", "404"):
            page = f"<title>{name} 收表 &amp; {language} - govlist</title>"
            (texts / "site" / language / f"{name}.html").write_text(page, "utf-8")
    return texts


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A browser that only notes the addresses."""
    seen: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", lambda address: not seen.append(address))
    return seen


def test_the_checkout_has_every_page() -> None:
    assert docs.names() == sorted(path.stem for path in (ROOT / "docs").glob("*.md"))


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(("language", "start"), [("zh", "# 文档"), ("en", "# The map")])
def test_a_text_is_printed_in_the_language_without_marks(run: Run, language: str, start: str) -> None:
    i18n.use(language)
    made = run("docs")
    assert (made.code, made.err) == (0, "")
    assert made.out == f"{start}\n\nout\n\n"


@pytest.mark.parametrize("word", ["collect", "collect.md", "收", "收表"])
def test_a_page_is_found_by_its_name_and_by_its_title(run: Run, texts: Path, word: str) -> None:
    i18n.use("zh")
    assert run("docs", word).out == "# 收表\n"
    assert run("docs", word, "--path").out == f"{texts / 'docs' / 'zh' / 'collect.md'}\n"


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("word", ["colect", "../index", "/etc/passwd", "no such page"])
def test_another_word_is_refused_with_the_names(run: Run, word: str) -> None:
    made = run("docs", word)
    assert (made.code, made.out) == (ExitCode.USAGE, "")
    assert "collect" in made.err or "index" in made.err


def test_a_website_comes_before_the_texts(run: Run, website: Path, screen: list[str]) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        page = website / "site" / language / "collect.html"
        made = run("docs", "collect")
        assert (made.code, made.out) == (0, "")
        assert screen.pop() == page.as_uri()
        assert run("docs", f"& {language}").code == ExitCode.USAGE, "two pages have it in their titles"
        assert run("docs", f"collect 收表 & {language}", "--path").out == f"{page}\n"
    assert screen == []
    assert docs.names() == ["collect", "index"]


@pytest.mark.usefixtures("screen")
def test_a_failing_browser_is_no_error(run: Run, website: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    i18n.use("en")
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)
    made = run("docs")
    assert (made.code, made.out) == (0, f"{website / 'site' / 'en' / 'index.html'}\n")
    assert "browser" in made.err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_no_browser_is_started(
    run: Run, website: Path, screen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.use("en")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    made = run("docs")
    assert (made.code, screen) == (0, [])
    assert made.out == f"{website / 'site' / 'en' / 'index.html'}\n"


def test_an_installation_without_pages_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    i18n.use("en")
    monkeypatch.setattr(docs, "HOMES", (tmp_path,))
    made = run("docs")
    assert made.code == ExitCode.FAILED
    assert "documentation" in made.err
