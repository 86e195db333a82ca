"""What stands beside a list for git, CI servers and pre-commit, and what a clone's git is told."""

from __future__ import annotations

from pathlib import Path

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.cli import console
from govlist.merge import git
from govlist.validation import load

ATTRIBUTES = "data/checklist.yaml merge=govlist\n"
PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: govlist-validate
        name: govlist validate
        entry: govlist validate
        language: system
        files: ^data/.*\\.ya?ml$
        require_serial: true
"""
GITHUB = """\
name: govlist
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      # {why}
      # {how}
      - name: install govlist
        env:
          GOVLIST_PACKAGE: ${{ vars.GOVLIST_PACKAGE }}
        run: |
          case "$GOVLIST_PACKAGE" in
            */*) python -m pip install --quiet -- "$GOVLIST_PACKAGE" ;;
            *) echo "{unset}" >&2; exit 2 ;;
          esac
      - run: govlist validate data
"""
GITLAB = """\
govlist:
  stage: test
  image: python:3.13-slim
  before_script:
    # {why}
    # {how}
    - |
      case "$GOVLIST_PACKAGE" in
        */*) python -m pip install --quiet -- "$GOVLIST_PACKAGE" ;;
        *) echo "{unset}" >&2; exit 2 ;;
      esac
  script:
    - govlist validate --format gitlab --output govlist.code-quality.json -- data
  artifacts:
    when: always
    reports:
      codequality: govlist.code-quality.json
"""


def besides(folder: Path, names: dict[str, str]) -> dict[Path, str]:
    """The files to write: those that stand there already with all that is wanted are left out.

    Raises GovlistError (exit 3) where one says something else: nothing is ever overwritten.
    """
    files = {}
    for name, text in names.items():
        path, said = folder / name, _said(text)
        if not path.exists():
            files[Path(name)] = said
        elif said.strip() in load.read(path).decode("utf-8", "replace").replace("\r\n", "\n"):
            console.note(_("{path} is there already and says so").format(path=path))
        else:
            message = _("{path} is there already and is not overwritten").format(path=path)
            hint = _("leave the option out and add this yourself: {text}").format(text=said.strip())
            raise GovlistError(message, ExitCode.FAILED, hint=hint)
    return files


def _said(text: str) -> str:
    """A file's text with the words for people in it."""
    words = {
        "{why}": _("govlist is on no public index: a package of that name there would be a stranger's."),
        "{how}": _("The variable GOVLIST_PACKAGE says where it comes from: {git} or {wheel}").format(
            git="git+https://HOST/OWNER/govlist@TAG", wheel="./wheels/govlist-….whl"
        ),
        "{unset}": _("set the variable GOVLIST_PACKAGE: the address or the path of govlist, with a /"),
    }
    for place, said in words.items():
        text = text.replace(place, said)
    return text


def register(folder: Path, dry_run: bool) -> None:
    """Tell the folder's git of the merge driver and the merge tool, in its own settings; say what was done.

    What is set otherwise stays. Where there is no clone, or no git, it says what to do later.
    """
    found = git.settings(folder)
    if found is None:
        again = _("git is not told yet: once the folder is in git, and once in each clone: {command}")
        console.note(again.format(command="govlist init --git"))
        return
    for setting in found:
        if setting.now == setting.wanted:
            continue
        if setting.now:
            message = _("git's {key} is set otherwise and stays: {now} (govlist would set: {wanted})")
        elif dry_run:
            message = _("would be set in this clone: {key} = {wanted}")
        elif git.register(folder, setting):
            message = _("set in this clone: {key} = {wanted}")
        else:
            message = _("git does not take it; set it yourself: {key} = {wanted}")
        console.note(message.format(key=setting.key, now=setting.now, wanted=setting.wanted))
    if all(setting.now == setting.wanted for setting in found):
        console.note(_("this clone knows govlist already: git merges the list by task, unit and report"))
    elif not dry_run:
        console.note(_("once in each other clone: {command}").format(command="govlist init --git"))
