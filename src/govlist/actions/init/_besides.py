"""Additional files for git, CI servers and pre-commit, and the git settings of a clone."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
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


class Registered(NamedTuple):
    """A git setting as it was found, and whether `init` changed it."""

    setting: git.Setting
    done: bool


def besides(folder: Path, names: dict[str, str]) -> tuple[dict[Path, str], list[Path]]:
    """The files to write, and those that exist already with this content.

    Raises GovlistError (exit 3) if one exists with another content: nothing is ever overwritten.
    """
    files, present = {}, []
    for name, text in names.items():
        path, wanted = folder / name, _translated(text)
        if not path.exists():
            files[Path(name)] = wanted
        elif wanted.strip() in load.read(path).decode("utf-8", "replace").replace("\r\n", "\n"):
            present.append(path)
        else:
            message = _("{path} already exists and is not overwritten").format(path=path)
            hint = _("leave the option out and add this yourself:")
            raise GovlistError(message, ExitCode.FAILED, hint=hint, to_copy=wanted.strip())
    return files, present


def _translated(text: str) -> str:
    """A file's text with its comments and messages in the user's language."""
    words = {
        "{why}": _("govlist is on no public index: a package of that name there is somebody else's."),
        "{how}": _("The variable GOVLIST_PACKAGE is its address or path: {git} or {wheel}").format(
            git="git+https://HOST/OWNER/govlist@TAG", wheel="./wheels/govlist-….whl"
        ),
        "{unset}": _("set the variable GOVLIST_PACKAGE: the address or the path of govlist, with a /"),
    }
    for placeholder, message in words.items():
        text = text.replace(placeholder, message)
    return text


def register(folder: Path, dry_run: bool) -> list[Registered] | None:
    """Set the merge driver and the merge tool in the git settings of the folder's clone.

    Existing values are kept. None if there is no clone, or no git.
    """
    found = git.settings(folder)
    if found is None:
        return None
    return [Registered(each, not (each.now or dry_run) and git.register(folder, each)) for each in found]
