"""What govlist writes gives the same list again, also saved by LibreOffice in another format."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from govlist.base import i18n, registry
from govlist.documents import reading
from govlist.importing.interpret.build import ImportedList, build_list
from govlist.importing.interpret.finding import Options
from govlist.model.checklist import Checklist
from govlist.model.view import View
from govlist.validation.load import checklist as load
from govlist.validation.load import shipped

DATA = Path(__file__).parent / "data"
TODAY = date(2024, 9, 27)
OFFICE = shutil.which("soffice")


def owed(checklist: Checklist) -> list[tuple[str, str, str, str]]:
    """The tasks as a clerk compares them, without line breaks: headings, requirement, who is responsible."""
    return [
        (
            section.title,
            topic.title if topic else "",
            *map(_joined, (task.requirement, task.responsible_text)),
        )
        for section in checklist.sections
        for topic in section.topics or [None]
        for task in (topic or section).tasks or ()
    ]


def _joined(text: str | None) -> str:
    return "".join((text or "").split())


def read(path: Path) -> ImportedList:
    return build_list(reading.read(path), Options(path.name))


def exported(source: Path, kind: str, folder: Path) -> Path:
    made = registry.get("export", kind).render(View(load(source), TODAY))
    path = folder / f"ours.{kind}"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_an_export_gives_the_list(kind: str, language: str, tmp_path: Path) -> None:
    i18n.use(language)
    assert owed(read(exported(shipped(), kind, tmp_path)).checklist) == owed(load(shipped()))


@pytest.mark.parametrize("name", ["word.pdf", "word.html", "excel.pdf", "excel.html"])
def test_an_export_that_was_saved_as_another_format_gives_the_list(name: str) -> None:
    assert owed(read(DATA / name).checklist) == owed(load(DATA / "list.yaml"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`office("pdf", path, …)` saves files in another format; it returns the folder.

    One profile for all, and one start for each format: most of the time goes into these.
    """
    folder = tmp_path_factory.mktemp("office")

    def save(other: str, *paths: Path) -> Path:
        saved = folder / other.split(":")[0]
        command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", other, "--outdir", str(saved), *map(str, paths)]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
        return saved

    return save


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ("docx:MS Word 2007 XML", ("docx", "html")),
        *(("html", ("docx", "xlsx")), ("pdf", ("docx", "xlsx"))),
        *((other, ("xlsx",)) for other in ("xlsx", "xls", "ods")),
    ],
)
def test_the_shipped_list_comes_back_through_libreoffice(
    other: str, kinds: tuple[str, ...], office: Callable[..., Path], tmp_path: Path
) -> None:
    paths = []
    for kind in kinds:
        (tmp_path / kind).mkdir()
        paths.append(exported(shipped(), kind, tmp_path / kind).rename(tmp_path / f"{kind}.{kind}"))
    saved = office(other, *paths)
    for kind in kinds:
        assert owed(read(saved / f"{kind}.{saved.name}").checklist) == owed(load(shipped())), kind
