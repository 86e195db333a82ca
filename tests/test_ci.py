"""The files for CI servers and pre-commit are valid, and their steps work when they are run here."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.strategies import LIST

ROOT = Path(__file__).parents[1]
Checklist = Callable[..., Path]

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the steps are written for bash"),
    pytest.mark.skipif(not (ROOT / "action.yml").exists(), reason="not in the sources as packed"),
]

CLEAN = "title: 清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"
FAULTY = LIST.replace("id: 6", "id: x")


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def bash(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Callable[..., Any]:
    """Run a command in the test's folder; `govlist` is the tested one."""
    bin_ = tmp_path_factory.mktemp("bin")
    (bin_ / "govlist").write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m govlist "$@"\n', encoding="utf-8"
    )
    (bin_ / "govlist").chmod(0o755)
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"

    def call(*words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        world = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8", **(env or {})}
        return subprocess.run(
            words, capture_output=True, encoding="utf-8", cwd=tmp_path, env=world, timeout=120
        )

    return call


@pytest.mark.parametrize(
    ("schema", "file", "more"),
    [
        ("github-actions", "action.yml", ()),
        ("gitlab-ci", "ci/govlist.gitlab-ci.yml", ("--data-transform", "gitlab-ci")),
    ],
)
def test_the_files_are_of_the_servers_form(schema: str, file: str, more: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more]
    done = subprocess.run([*command, ROOT / file], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


# GitHub -------------------------------------------------------------------------------------------


def on_github(bash: Callable[..., Any], **inputs: str) -> Any:
    """The last step of the action, with its inputs in the variables from action.yml."""
    (step,) = [step for step in load("action.yml")["runs"]["steps"] if "github.sh" in step.get("run", "")]
    given = {name: str(each["default"]) for name, each in load("action.yml")["inputs"].items()} | inputs
    env = {
        name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }
    return bash("bash", "-c", step["run"], env=env | {"GITHUB_ACTIONS": "1", "GITHUB_ACTION_PATH": str(ROOT)})


@pytest.mark.parametrize(
    ("package", "code", "said"),
    [("", 0, "-- /action"), ("govlist", 2, ""), ("-r/x", 0, "-- -r/x"), ("./g.whl", 0, "-- ./g.whl")],
)
def test_the_action_never_installs_by_a_bare_name(
    bash: Callable[..., Any], tmp_path: Path, package: str, code: int, said: str
) -> None:
    (tmp_path / "python").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    (step,) = [step for step in load("action.yml")["runs"]["steps"] if "pip install" in step.get("run", "")]
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "PACKAGE": package, "GITHUB_ACTION_PATH": "/action"}
    done = bash("bash", "-euo", "pipefail", "-c", step["run"], env=env)
    assert (done.returncode, done.stdout.endswith(f"{said}\n" if said else "")) == (code, True)


def test_the_action_annotates_the_line(bash: Callable[..., Any], checklist: Checklist) -> None:
    checklist(FAULTY, "data/checklist.yaml")
    line = FAULTY.split("\n").index("          - id: x") + 1
    done = on_github(bash)
    assert done.returncode == 1
    assert f"::error file=data/checklist.yaml,line={line},col=17,title=govlist wrong-type::" in done.stdout
    checklist(LIST, "data/checklist.yaml")
    assert on_github(bash).returncode == 0
    assert on_github(bash, strict="true").returncode == 1


def test_the_action_takes_paths_a_line_and_writes_sarif(
    bash: Callable[..., Any], checklist: Checklist, tmp_path: Path
) -> None:
    checklist(CLEAN, "a b.yaml")
    checklist(FAULTY, "lists/x.yaml")
    assert on_github(bash, paths="a b.yaml\n").returncode == 0
    done = on_github(bash, paths="a b.yaml\r\n\n  \nlists/**/*.yaml", sarif="out.sarif")
    assert (done.returncode, "::error file=lists/x.yaml" in done.stdout) == (1, True)
    log = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))
    assert [file["location"]["uri"] for file in log["runs"][0]["artifacts"]] == ["a%20b.yaml", "lists/x.yaml"]


@pytest.mark.parametrize(
    "paths", ["$(touch ran)", "`touch ran`", "x; touch ran", "-o ran", "--fix", "x\n; touch ran"]
)
def test_an_input_of_the_action_is_never_run(
    bash: Callable[..., Any], checklist: Checklist, tmp_path: Path, paths: str
) -> None:
    checklist(FAULTY)
    assert on_github(bash, paths=paths, sarif="$(touch ran)").returncode == 3
    assert not (tmp_path / "ran").exists()
    assert (tmp_path / "checklist.yaml").read_text(encoding="utf-8") == FAULTY


def test_the_action_fails_where_no_list_is_found(bash: Callable[..., Any], checklist: Checklist) -> None:
    checklist(FAULTY, "lists/2025.yaml")
    done = on_github(bash, sarif="out.sarif")
    assert (done.returncode, done.stdout) == (3, "")
    assert "data/checklist.yaml" in done.stderr
    assert on_github(bash, paths="lists").returncode == 1


# GitLab -------------------------------------------------------------------------------------------


def on_gitlab(bash: Callable[..., Any], **variables: str) -> Any:
    """The template's script, in the plain shell of its image."""
    job = load("ci/govlist.gitlab-ci.yml")["govlist"]
    return bash("sh", "-euc", "\n".join(job["script"]), env=variables)


@pytest.mark.parametrize(("package", "code"), [("", 2), ("govlist", 2), ("./wheels/govlist.whl", 0)])
def test_govlist_never_comes_from_an_index_by_its_bare_name(
    bash: Callable[..., Any], tmp_path: Path, package: str, code: int
) -> None:
    (tmp_path / "python").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    job = load("ci/govlist.gitlab-ci.yml")["govlist"]
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(job["before_script"])
    done = bash("sh", "-euc", script, env={"PATH": path, "GOVLIST_PACKAGE": package})
    assert done.returncode == code
    assert done.stdout.endswith(f"-- {package}\n") if code == 0 else "GOVLIST_PACKAGE" in done.stderr


def test_the_template_leaves_both_reports(
    bash: Callable[..., Any], checklist: Checklist, tmp_path: Path
) -> None:
    checklist(FAULTY, "lists/甲.yaml")
    reports = load("ci/govlist.gitlab-ci.yml")["govlist"]["artifacts"]["reports"]
    done = on_gitlab(bash, GOVLIST_PATHS="lists/**/*.yaml")
    assert (done.returncode, "wrong-type" in done.stdout) == (1, True)
    (first, *_rest) = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert first["location"]["path"] == "lists/甲.yaml"
    root = ET.fromstring((tmp_path / reports["junit"]).read_bytes())
    assert root.get("failures") == "1"


def test_the_template_fails_by_the_worst_and_only_then(
    bash: Callable[..., Any], checklist: Checklist
) -> None:
    checklist(LIST)
    assert on_gitlab(bash).returncode == 0
    assert on_gitlab(bash, GOVLIST_ARGS="--strict").returncode == 1
    assert on_gitlab(bash, GOVLIST_PATHS="missing.yaml").returncode == 3


def test_the_template_fails_where_no_list_is_found(bash: Callable[..., Any], checklist: Checklist) -> None:
    checklist(FAULTY, "lists/2025.yaml")
    assert on_gitlab(bash).returncode == 3
    assert on_gitlab(bash, GOVLIST_PATHS="lists").returncode == 1


# pre-commit ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", load(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_fails_where_it_is_given_no_file_and_there_is_no_list(
    bash: Callable[..., Any], hook: dict[str, Any]
) -> None:
    assert bash(*shlex.split(hook["entry"])).returncode == 3


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_pre_commit_in_a_scratch_repository(
    bash: Callable[..., Any], checklist: Checklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hooks unchanged, except for the source of govlist, because there is no network."""
    pytest.importorskip("pre_commit")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    hooks = [hook | {"language": "system"} for hook in load(".pre-commit-hooks.yaml")]
    hooks += [hook | {"id": f"{hook['id']}-names", "files": "清单"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    checklist(json.dumps(config), ".pre-commit-config.yaml")
    checklist("not: [a list", "other.yaml")
    bash("git", "init", "-q", ".")

    def commit(hook: str) -> Any:
        bash("git", "add", "data", "lists", "other.yaml", ".pre-commit-config.yaml")
        return bash(sys.executable, "-m", "pre_commit", "run", hook)

    checklist(FAULTY, "data/checklist.yaml")
    checklist(FAULTY, "lists/清单.2025")
    done = commit("govlist-fix")
    assert (done.returncode, "wrong-type" in done.stdout) == (0, False), "reported by govlist-validate alone"
    assert "wrong-type" in commit("govlist-validate-names").stdout
    done = commit("govlist-validate")
    assert (done.returncode, "wrong-type" in done.stdout) == (1, True), done.stdout + done.stderr
    checklist(LIST, "data/checklist.yaml")
    assert commit("govlist-validate").returncode == 0
    path = checklist(LIST.replace("status: behind", "status: 滞后"), "data/checklist.yaml")
    assert commit("govlist-fix").returncode == 1
    assert path.read_text(encoding="utf-8") == LIST
    assert commit("govlist-fix").returncode == 0


# Examples -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [".", "missing"])
def test_the_ledgers_of_a_folder_without_a_list_are_not_written(
    bash: Callable[..., Any], tmp_path: Path, folder: str
) -> None:
    done = bash(str(ROOT / "examples" / "ledgers.sh"), folder)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_week_of_three_lists_of_which_one_is_broken(
    bash: Callable[..., Any], checklist: Checklist, tmp_path: Path
) -> None:
    for name in ("sample", "small"):
        shutil.copy(ROOT / "examples" / f"{name}.yaml", tmp_path / f"{name}.yaml")
    checklist(FAULTY, "区里.yaml")
    weekly = str(ROOT / "examples" / "weekly.sh")
    done = bash(weekly, "sample.yaml", "区里.yaml", "small.yaml")
    assert done.returncode == 1
    assert "wrong-type" in done.stdout
    made = {path.name for path in (tmp_path / "weekly").iterdir()}
    good = {
        f"{name}.{kind}" for name in ("sample", "small") for kind in ("status.json", "open.jsonl", "docx")
    }
    assert made == good | {"区里.error.json"}
    error = json.loads((tmp_path / "weekly" / "区里.error.json").read_text(encoding="utf-8"))
    assert (error["exit_code"], [problem["rule"] for problem in error["problems"]]) == (1, ["wrong-type"])
    lines = (tmp_path / "weekly" / "sample.open.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["status"] for line in lines} == {"not_started", "in_progress", "behind"}
    assert bash(weekly, "small.yaml").returncode == 0
    (tmp_path / "甲区").mkdir()
    shutil.copy(ROOT / "examples" / "small.yaml", tmp_path / "甲区" / "sample.yaml")
    assert bash(weekly, "./sample.yaml", "甲区/sample.yaml").returncode == 5
    assert (tmp_path / "weekly" / "甲区-sample.docx").exists(), "lists of one name have files of their own"
    assert bash(weekly, "sample.yaml", "small.yaml").returncode == 5, "two tasks are overdue"
    assert bash(weekly, "small.yaml", "missing.yaml", "区里.yaml").returncode == 3
