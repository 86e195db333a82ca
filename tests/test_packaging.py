"""The packages: wheel, wheel from the sdist and editable install contain the list and the translation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from govlist import __version__

ROOT = Path(__file__).parents[1]
CARRIED = {
    "govlist/data/checklist.yaml",
    "govlist/docs/tutorial.md",
    "govlist/docs/zh/tutorial.md",
    "govlist/export/_page/page.html.j2",
    "govlist/export/_page/page.js",
    "govlist/export/_page/style.css",
    "govlist/locale/zh/LC_MESSAGES/govlist.mo",
    "govlist/schemas/list-pairs.schema.json",
}
DISTRIBUTED = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "data/checklist.yaml",
    "hatch_build.py",
    "pyproject.toml",
    "scripts/catalogue.py",
    "src/govlist/cli/app.py",
    "src/govlist/locale/zh/LC_MESSAGES/govlist.mo",
    "src/govlist/locale/zh/LC_MESSAGES/govlist.po",
    "tests/conftest.py",
}

MANUALS = f"govlist-{__version__}.data"
pytestmark = pytest.mark.slow


def python(*args: str, cwd: Path, **env: str) -> str:
    """Standard output of a Python that finds govlist only through PYTHONPATH."""
    world = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": "", **env}
    done = subprocess.run(
        [sys.executable, *args], cwd=cwd, env=world, capture_output=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's files without generated ones, so that the build has to create these."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("these tests do not stand in a checkout")
    copy = tmp_path_factory.mktemp("checkout") / "govlist"
    made = shutil.ignore_patterns(".*", "*.mo", "__pycache__", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=made)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, the wheel built from it, and the wheel built from the checkout."""
    made = {}
    for kind, flags in (("again", []), ("direct", ["--wheel"])):
        folder = tmp_path_factory.mktemp(kind)
        python("-m", "build", "--no-isolation", *flags, "-o", str(folder), cwd=checkout)
        made[kind] = next(folder.glob("*.whl"))
        if not flags:
            made["sdist"] = next(folder.glob("*.tar.gz"))
    return made


def test_the_sdist_holds_all_that_a_build_and_the_tests_need(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= DISTRIBUTED
    assert [name for name in names if "__pycache__" in name] == []


@pytest.mark.parametrize("kind", ["direct", "again"])
def test_a_wheel_carries_list_and_words(kind: str, built: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(built[kind]) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    assert names >= CARRIED
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"govlist", MANUALS}
    manuals = {f"{MANUALS}/data/share/man/{folder}man1/govlist.1" for folder in ("", "zh_CN/")}
    assert {name for name in names if name.startswith(MANUALS)} == manuals
    assert [name for name in names if name.endswith(".po")] == []
    shipped = tmp_path / "site" / "govlist" / "data" / "checklist.yaml"
    assert shipped.read_bytes() == (ROOT / "data" / "checklist.yaml").read_bytes()
    out = python("-m", "govlist", "list", "--json", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert '"id": 28' in out


def test_both_wheels_are_equal(built: dict[str, Path]) -> None:
    assert built["direct"].read_bytes() == built["again"].read_bytes()


def test_a_wheel_made_elsewhere_at_another_time_is_the_same(
    checkout: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(checkout, tmp_path / "elsewhere")
    for path in (tmp_path / "elsewhere").rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1e9, 1e9))
    flags = ("--no-isolation", "--wheel", "-o", str(tmp_path))
    python("-m", "build", *flags, cwd=tmp_path / "elsewhere", TZ="Asia/Shanghai", LC_ALL="C")
    [wheel] = tmp_path.glob("*.whl")
    assert wheel.read_bytes() == built["direct"].read_bytes()


def test_a_wheel_names_its_command_and_version(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["direct"]) as archive:
        [entries] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        [metadata] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        assert "govlist = govlist.__main__:run" in archive.read(entries).decode()
        lines = archive.read(metadata).decode().splitlines()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Requires-Python: {wanted['requires-python']}" in lines
    assert "License-Expression: MIT" in lines


def test_an_editable_install_reads_list_and_words_of_the_checkout(checkout: Path, tmp_path: Path) -> None:
    make = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    wheel = python("-c", make, cwd=checkout).split()[-1]
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        [pth] = [name for name in archive.namelist() if name.endswith(".pth")]
        source = archive.read(pth).decode().strip()
    assert Path(source) == checkout / "src"
    ask = "from govlist.validation import load; print(load.shipped())"
    shipped = python("-c", ask, cwd=tmp_path, PYTHONPATH=source).strip()
    assert Path(shipped) == checkout / "data" / "checklist.yaml"
