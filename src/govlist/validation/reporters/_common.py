"""Shared by several formats: paths relative to the repository, fingerprints, messages."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from govlist.base.errors import GovlistError, Problem
from govlist.base.i18n import _
from govlist.base.text import escape_json, visible
from govlist.validation.reporters import Found


def json_text(value: Any) -> str:
    """A value as JSON that is safe for a terminal."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def words(error: Problem | GovlistError) -> str:
    """Message and hint on one line, safe for a terminal."""
    both = _("{message} ({hint})").format(message=error.message, hint=error.hint)
    return visible(both if error.hint else error.message)


def relative(path: str) -> str:
    """A path relative to the repository, with `/`, as GitHub and GitLab use it.

    A path outside the repository is returned as it is.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - keep the name of a symbolic link
    root = _root(Path.cwd())
    return (whole.relative_to(root) if whole.is_relative_to(root) else PurePath(path)).as_posix()


@cache
def _root(here: Path) -> Path:
    """The root of a folder's repository; the folder itself if there is none."""
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def fingerprints(found: Found) -> list[str]:
    """Identify problems from one run to the next, for any language and if lines above change.

    Made of the file, the rule, the text of the line, and a count of equal ones.
    """
    seen: Counter[str] = Counter()
    made = []
    for file, problem in found.located():
        line = file.lines.get(problem.line, "").strip()
        known = "\0".join((relative(file.path), problem.rule, line))
        made.append(sha256(f"{known}\0{seen[known]}".encode("utf-8", "replace")).hexdigest()[:32])
        seen[known] += 1
    return made
