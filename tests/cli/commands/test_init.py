"""`init`: the first files of a list, valid as they are; nothing that exists is overwritten."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from govlist.actions.init import LIST, SCHEMA
from govlist.model.checklist import Checklist, Office
from govlist.validation import json_schema, load

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

Run = Callable[..., Any]
Lists = Callable[..., Path]

ROOT = Path(__file__).parents[3]
SEED = ROOT / "tests" / "data" / "tianjiaan-2024.txt"
SCHEMA_LINE = "# yaml-language-server: $schema=checklist.schema.json\n"

OLD = """\
title: 样例区2024年度工作清单
year: 2024
region: 样例区
closed: 2025-01-20
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局], contact: 王样例}
  - {name: 区司法局, kind: department}
  - {name: 区粮食局, kind: department, until: 2024-06-30, successor: 区教体局}
groups:
  - {name: 区政府各部门, members: department, scope: every}
sections:
  - title: 公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: done, evidence: ["https://jtj.example/1.html"]}
      - id: 2
        requirement: 公开*指南*
        responsible: [区教体局, 区司法局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: done, evidence: ["https://jtj.example/2.html"]}
          区司法局:
            - {date: 2024-06-14, status: behind, note: 人手不足}
"""


def made(folder: Path = Path()) -> Checklist:
    """The list that was written; it must have no errors."""
    path = folder / LIST
    loaded = load.check(str(path), path.read_bytes())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A git without settings of a user or a machine."""
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "office",
        "GIT_AUTHOR_EMAIL": "office@example.gov.cn",
        "GIT_COMMITTER_NAME": "office",
        "GIT_COMMITTER_EMAIL": "office@example.gov.cn",
    }.items():
        monkeypatch.setenv(name, value)


def git(*words: str, into: str = ".") -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-C", into, *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_anything_it_copies_the_shipped_list(run: Run) -> None:
    result = run("init")
    assert (result.code, result.out) == (0, "")
    text = LIST.read_text(encoding="utf-8")
    assert text == SCHEMA_LINE + load.shipped().read_text(encoding="utf-8")
    assert all(not task.progress and not task.overall for task in made().tasks())
    assert SCHEMA.read_text(encoding="utf-8") == json_schema.text()
    assert "govlist validate" in result.err.splitlines()[-1]


def test_what_it_writes_is_found_by_the_other_commands(run: Run) -> None:
    assert run("init").code == 0
    assert run("validate").code == 0
    result = run("status", "--brief")
    assert result.code == 0
    assert "28" in result.out
    assert "shipped" not in result.err


def test_it_writes_into_a_folder_of_any_depth(run: Run, tmp_path: Path) -> None:
    result = run("init", tmp_path / "区里" / "2024")
    assert result.code == 0
    assert len(list(made(tmp_path / "区里" / "2024").tasks())) == 28
    assert f"cd {tmp_path / '区里' / '2024'}" in result.err


@pytest.mark.parametrize("args", [(), ("--empty", "--git"), ("--from", SEED, "--gitlab")])
def test_it_overwrites_nothing_and_then_writes_nothing(
    run: Run, checklist: Lists, args: tuple[object, ...]
) -> None:
    path = checklist("mine\n", str(LIST))
    result = run("init", *args)
    assert (result.code, path.read_text(encoding="utf-8")) == (3, "mine\n")
    assert {file for file in Path().rglob("*") if file.is_file()} == {LIST}


def test_what_git_and_ci_want_can_be_added_to_an_existing_list(run: Run, checklist: Lists) -> None:
    path = checklist("mine\n", str(LIST))
    for _time in range(2):
        assert run("init", "--git", "--gitlab").code == 0
        assert path.read_text(encoding="utf-8") == "mine\n"
        files = {file.as_posix() for file in Path().rglob("*") if file.is_file()}
        assert files == {LIST.as_posix(), ".gitattributes", ".gitlab-ci.yml"}


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--git", ".gitattributes"),
        ("--pre-commit", ".pre-commit-config.yaml"),
        ("--github", ".github/workflows/govlist.yml"),
        ("--gitlab", ".gitlab-ci.yml"),
    ],
)
def test_files_besides_are_written_on_request_only(
    option: str, name: str, run: Run, checklist: Lists
) -> None:
    assert run("init", "a").code == 0
    assert not (Path("a") / name).exists()
    result = run("init", "b", option)
    assert result.code == 0
    assert "govlist" in (Path("b") / name).read_text(encoding="utf-8")
    checklist("theirs\n", f"c/{name}")
    refused = run("init", "c", option)
    assert refused.code == 3
    assert "govlist" in refused.err.splitlines()[-1] or "govlist" in refused.err
    assert (Path("c") / name).read_text(encoding="utf-8") == "theirs\n"
    assert not (Path("c") / LIST).exists()


# git and CI ---------------------------------------------------------------------------------------


def test_an_attribute_among_others_that_says_so_already_is_enough(run: Run, checklist: Lists) -> None:
    path = checklist("*.png binary\r\ndata/checklist.yaml merge=govlist\r\n", ".gitattributes")
    before = path.read_bytes()
    assert run("init", "--git").code == 0
    assert path.read_bytes() == before


@needs_git
def test_git_is_set_up_in_the_clone_s_own_settings(run: Run) -> None:
    git("init", "-q", ".")
    first = run("init", "--git")
    assert (first.code, "govlist init --git" in first.err) == (0, True)  # for the other clones
    assert git("check-attr", "merge", str(LIST)).strip().endswith("merge: govlist")
    driver = git("config", "--local", "--get", "merge.govlist.driver").strip()
    assert driver.endswith(" merge %O %A %B --marker-size %L --path %P")
    assert git("config", "--local", "--get", "mergetool.govlist.cmd").strip().endswith(' -o "$MERGED"')
    assert git("config", "--local", "--get", "mergetool.govlist.trustExitCode").strip() == "true"
    before = Path(".git/config").read_bytes()
    again = run("init", "--git")
    assert (again.code, "govlist init --git" in again.err) == (0, False)
    assert Path(".git/config").read_bytes() == before


@needs_git
def test_another_driver_is_reported_and_stays(run: Run) -> None:
    git("init", "-q", ".")
    git("config", "merge.govlist.driver", "other %O %A %B")
    result = run("init", "--git")
    assert result.code == 0
    assert "other %O %A %B" in result.err
    assert git("config", "--get-all", "merge.govlist.driver") == "other %O %A %B\n"
    assert git("config", "--get", "mergetool.govlist.cmd")


@needs_git
def test_outside_a_clone_and_without_git_it_says_what_to_do_later(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    output = run("init", "a", "--git")
    git("init", "-q", "b")
    dry = run("init", "b", "--git", "--dry-run")
    assert "merge.govlist.driver" in dry.err
    assert "govlist" not in Path("b/.git/config").read_text(encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    none = run("init", "b", "--git")
    assert {output.code, dry.code, none.code} == {0}
    assert "govlist init --git" in output.err
    assert "govlist init --git" in none.err
    assert "govlist" not in Path("b/.git/config").read_text(encoding="utf-8")


@needs_git
def test_a_program_that_path_does_not_name_is_registered_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle puts govlist into a folder of its own; git's shell must find it there."""
    from govlist.merge import git as settings

    git("init", "-q", ".")
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "govlist" else which(name))
    monkeypatch.setattr(settings.sys, "executable", "/opt/政务 100%/python")
    assert run("init", "--git").code == 0
    driver = git("config", "--get", "merge.govlist.driver")
    assert driver.startswith("'/opt/政务 100%%/python' -P -m govlist merge ")
    assert git("config", "--get", "mergetool.govlist.cmd").startswith(
        "'/opt/政务 100%/python' -P -m govlist merge "
    )


@needs_git
def test_two_clones_merge_what_both_entered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """From init to git merge and git mergetool, with nothing set up by hand."""
    git("init", "-q", "-b", "main", "desk")
    assert run("init", "desk", "--git").code == 0
    git("add", "-A", into="desk")
    git("commit", "-qm", "清单", into="desk")
    git("clone", "-q", "desk", "other")
    monkeypatch.chdir("other")
    assert run("init", "--git").code == 0
    monkeypatch.chdir("..")
    said = {"desk": ("10", "甲"), "other": ("12", "乙")}
    for clone, (day, note) in said.items():
        path = Path(clone) / LIST
        mark = ("8,9", "behind", "--unit", "教体局", "--date", f"2024-06-{day}", "--note", note)
        assert run("-f", path, "mark", *mark).code == 0
        git("commit", "-qam", note, into=clone)
    git("pull", "-q", "--no-rebase", "--no-edit", "../other", "main", into="desk")
    progress = {task.id: task.progress.get("区教体局", ()) for task in made(Path("desk")).tasks()}
    assert [[report.note for report in progress[number]] for number in (8, 9)] == [["甲", "乙"]] * 2
    git("pull", "-q", "--no-rebase", "../desk", "main", into="other")
    git("config", "--unset", "merge.govlist.driver", into="other")
    other = Path("other") / LIST
    assert run("-f", other, "mark", "8", "done", "--unit", "教体局", "--date", "2024-06-20").code == 0
    git("commit", "-qam", "丙", into="other")
    desk = Path("desk") / LIST
    assert run("-f", desk, "mark", "8", "done", "--unit", "教体局", "--date", "2024-06-21").code == 0
    git("commit", "-qam", "丁", into="desk")
    pull = ["git", "-C", "other", "pull", "-q", "--no-rebase", "--no-edit", "../desk", "main"]
    assert subprocess.run(pull, capture_output=True).returncode == 1
    git("mergetool", "--tool=govlist", "--no-prompt", into="other")
    reports = next(task for task in made(Path("other")).tasks() if task.id == 8).progress["区教体局"]
    assert [str(report.date)[-2:] for report in reports] == ["10", "12", "20", "21"]


@pytest.mark.parametrize(
    ("option", "name"), [("--github", ".github/workflows/govlist.yml"), ("--gitlab", ".gitlab-ci.yml")]
)
@pytest.mark.skipif(os.name == "nt", reason="the steps are written for sh")
@pytest.mark.parametrize(
    ("package", "installed"),
    [
        (None, False),
        ("", False),
        ("govlist", False),
        ("govlist==1.0", False),
        ("git+https://git.example/govlist@v1", True),
        ("./wheels/govlist-1.0-py3-none-any.whl", True),
    ],
)
def test_a_pipeline_installs_from_a_place_that_is_named(
    run: Run, tmp_path: Path, option: str, name: str, package: str | None, installed: bool
) -> None:
    """The name alone would be fetched from a public index, where it is anybody's to take."""
    assert run("init", option).code == 0
    assert "GOVLIST_PACKAGE" in run("init", option).err
    steps = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
    if option == "--github":
        (step,) = [
            step for step in steps["jobs"]["validate"]["steps"] if step.get("name") == "install govlist"
        ]
        assert step["env"] == {"GOVLIST_PACKAGE": "${{ vars.GOVLIST_PACKAGE }}"}
        script = step["run"]
    else:
        (script,) = steps["govlist"]["before_script"]
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    world = {"PATH": f"{python.parent}:{os.environ['PATH']}"}
    if package is not None:
        world["GOVLIST_PACKAGE"] = package
    done = subprocess.run(["sh", "-ec", script], env=world, capture_output=True, encoding="utf-8")
    assert (done.returncode == 0) == installed
    assert done.stdout.strip() == (f"-m pip install --quiet -- {package}" if installed else "")
    assert ("GOVLIST_PACKAGE" in done.stderr) != installed


def test_an_empty_list_is_valid_and_says_how_it_is_filled(run: Run) -> None:
    result = run("init", "--empty")
    assert result.code == 0
    checklist = made()
    assert (checklist.year, checklist.units, checklist.sections) == (2024, (), ())
    assert "requirement" in LIST.read_text(encoding="utf-8")
    assert "import 文件 --into data/checklist.yaml" in result.err
    assert run("status").code == 0


def test_an_empty_list_of_one_s_own(run: Run) -> None:
    assert run("init", "--empty", "--year", 2025, "--title", "样例清单", "--region", "样例区").code == 0
    checklist = made()
    assert (checklist.year, checklist.title, checklist.region) == (2025, "样例清单", "样例区")


def test_a_document_becomes_the_list_with_its_doubts(run: Run) -> None:
    result = run("init", "--from", SEED)
    assert result.code == 0
    assert len(list(made().tasks())) == 28
    assert "存疑" in result.out
    assert LIST.read_text(encoding="utf-8").startswith(SCHEMA_LINE)


def test_last_year_s_list_gives_units_groups_and_what_it_has_not_finished(run: Run, checklist: Lists) -> None:
    head = 'region: 样例区\nregion_code: "340111"\ncity: 样例市\ntopic: 政务公开\n'
    old = checklist(OLD.replace("region: 样例区\n", head), "old.yaml")
    result = run("init", "new", "--roster", old)
    assert result.code == 0
    assert f"\n{head}" in Path("new", LIST).read_text("utf-8")
    new = made(Path("new"))
    assert (new.title, new.year, new.region) == ("样例区2025年度工作清单", 2025, "样例区")
    assert [(unit.name, unit.aliases, unit.contact) for unit in new.units] == [
        ("区教体局", ("区教育体育局",), "王样例"),
        ("区司法局", (), None),
    ]
    assert [group.name for group in new.groups] == ["区政府各部门"]
    (output,) = Path("new/data").glob("*.md")
    assert output.name == "2024年未完成事项.md"
    lines = output.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("- ")] == [r"- 2 公开\*指南\*"]
    assert [line for line in lines if line.startswith("  - ")] == ["  - 进度滞后：区司法局（人手不足）"]


def test_who_confirmed_last_year_confirms_this_year_but_its_rounds_are_only_reported(
    run: Run, checklist: Lists
) -> None:
    old = checklist(OLD.replace("year: 2024", "year: 2024\nconfirm: true\nrounds: [2024-06-25]"), "old.yaml")
    result = run("init", "new", "--roster", old)
    assert (made(Path("new")).confirm, made(Path("new")).rounds) == (True, ())
    assert "2024-06-25" in result.err
    assert run("init", "other", "--roster", old, "--from", SEED).code == 0
    assert made(Path("other")).confirm


def test_last_year_s_office_hands_out_this_year_s_list(run: Run, checklist: Lists) -> None:
    office = "office: {name: 样例县政府办公室, contact: 王样例, phone: 0551-1234567}"
    old = checklist(OLD.replace("year: 2024", f"year: 2024\n{office}"), "old.yaml")
    expected = Office(name="样例县政府办公室", contact="王样例", phone="0551-1234567")
    assert run("init", "new", "--roster", old).code == 0
    assert made(Path("new")).office == expected
    assert run("init", "other", "--roster", old, "--from", SEED).code == 0
    assert made(Path("other")).office == expected


def test_what_waits_for_the_office_is_looked_back_on_too(run: Run, checklist: Lists) -> None:
    done = OLD.replace("status: behind, note: 人手不足", "status: done, note: 已公开")
    old = checklist(done.replace("year: 2024", "year: 2024\nconfirm: true"), "old.yaml")
    assert run("init", "new", "--roster", old).code == 0
    (output,) = Path("new/data").glob("*.md")
    assert "  - 待核实：区教体局、区司法局（已公开）" in output.read_text(encoding="utf-8").splitlines()


def test_a_document_and_last_year_s_list_go_together(run: Run, checklist: Lists) -> None:
    old = checklist(OLD, "old.yaml")
    assert run("init", "new", "--roster", old, "--from", SEED).code == 0
    new = made(Path("new"))
    assert new.units[0].aliases == ("区教育体育局",)
    assert len(list(new.tasks())) == 28
    assert list(Path("new/data").glob("*.md"))


def test_where_all_is_done_there_is_nothing_to_look_back_on(run: Run, checklist: Lists) -> None:
    done = OLD.replace("status: behind, note: 人手不足", "status: done, note: 已公开")
    assert run("init", "new", "--roster", checklist(done, "old.yaml")).code == 0
    assert not list(Path("new/data").glob("*.md"))


@pytest.mark.parametrize(
    "args",
    [
        ("--empty", "--from", SEED),
        ("--empty", "--roster", SEED),
        ("--year", 2025),
        ("--title", "清单"),
        ("--empty", "--year", 20255),
    ],
)
def test_what_does_not_go_together_is_refused(args: tuple[object, ...], run: Run) -> None:
    result = run("init", *args)
    assert (result.code, result.out) == (2, "")
    assert not LIST.exists()


def test_a_dry_run_writes_nothing(run: Run) -> None:
    result = run("init", "new", "--git", "--dry-run")
    assert result.code == 0
    assert ".gitattributes" in result.err
    assert not Path("new").exists()


def test_the_schema_beside_the_list_is_json(run: Run) -> None:
    assert run("init").code == 0
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["$schema"]


def test_the_tasks_come_later_into_a_list_with_last_year_s_roster(run: Run, checklist: Lists) -> None:
    assert run("init", "--roster", checklist(OLD, "old.yaml")).code == 0
    document = Path("清单.txt")
    document.write_text(
        "样例区2025年度工作清单\n序号\t具体要求\t责任单位\n1\t公开目录。\t区教体局\n2\t公开指南。\t区政府各部门\n",
        encoding="utf-8",
    )
    assert run("import", document, "--into", LIST).code == 0
    assert [task.requirement for task in made().tasks()] == ["公开目录。", "公开指南。"]


def test_last_year_s_list_alone_is_quiet(run: Run, checklist: Lists) -> None:
    """Its tasks are still to come: that no unit has one yet is no news."""
    assert run("init", "--roster", checklist(OLD, "old.yaml")).code == 0
    assert json.loads(run("validate", "--json").out)["problems"] == []


@pytest.mark.parametrize("option", ["--title", "--region"])
def test_a_list_with_errors_is_not_started(run: Run, tmp_path: Path, option: str) -> None:
    result = run("init", "new", "--empty", option, "甲\x1b[31m")
    assert result.code == 1
    assert "control-character" in result.err
    assert "\x1b" not in result.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("option", "name"),
    [("--pre-commit", ".pre-commit-config.yaml"), ("--github", ".github/workflows/govlist.yml")],
)
def test_what_to_add_to_an_existing_file_keeps_its_lines(run: Run, option: str, name: str) -> None:
    assert run("init", option).code == 0
    wanted = Path(name).read_text(encoding="utf-8").strip()
    Path(name).write_text("other: 1\n", encoding="utf-8")
    made = run("init", option)
    assert made.code == 3
    assert wanted in made.err
    assert Path(name).read_text(encoding="utf-8") == "other: 1\n"


def test_init_offers_the_roster_for_collectives_that_are_not_complete(run: Run) -> None:
    text = "2025年任务\n一、公开\n1.公开。（责任单位：各乡镇）\n2.更新。（责任单位：马头镇）\n"
    Path("清单.txt").write_text(text, encoding="utf-8")
    made = run("init", "new", "--from", "清单.txt")
    assert made.code == 0
    (offer,) = [line for line in (made.out + made.err).splitlines() if "--roster" in line]
    assert "统称名单不全" in offer


def test_the_columns_of_the_document_can_be_named(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "表.csv"
    document.write_text("XX,YY,ZZ\n1,公开目录。,区教体局\n2,公开指南。,区司法局\n", encoding="utf-8")
    refused = run("init", tmp_path / "a", "--from", document, "--year", "2024")
    assert refused.code == 3
    assert "--columns 序号,具体要求,责任单位" in refused.err
    named = ("--columns", "序号，具体要求，责任单位")
    done = run("init", tmp_path / "a", "--from", document, "--year", "2024", *named)
    assert done.code == 0, done.err
    assert "按列读出的前几行" in done.out
    assert [task.requirement for task in made(tmp_path / "a").tasks()] == ["公开目录。", "公开指南。"]
    assert run("init", tmp_path / "b", *named).code == 2
