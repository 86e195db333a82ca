"""What several formats write alike: paths from the repository's root, fingerprints, a problem's words."""

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
    """A value as JSON that a terminal may show."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def words(told: Problem | GovlistError) -> str:
    """Message and remedy in one line, with nothing in it that a terminal obeys."""
    both = _("{message} ({hint})").format(message=told.message, hint=told.hint)
    return visible(both if told.hint else told.message)


def relative(path: str) -> str:
    """A path from the repository's root, with `/` in it: so GitHub and GitLab name files.

    One that lies elsewhere stays as it was given.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps the name that it has in the repository
    root = _root(Path.cwd())
    return (whole.relative_to(root) if whole.is_relative_to(root) else PurePath(path)).as_posix()


@cache
def _root(here: Path) -> Path:
    """The folder of the repository that a folder belongs to; the folder itself where there is none."""
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def fingerprints(found: Found) -> list[str]:
    """What a problem is known by from one run to the next, whatever stands above it and in any language:
    file, rule, the text of its line, and its place among equals."""
    seen: Counter[str] = Counter()
    made = []
    for file, problem in found.located():
        line = file.lines.get(problem.line, "").strip()
        known = "\0".join((relative(file.path), problem.rule, line))
        made.append(sha256(f"{known}\0{seen[known]}".encode("utf-8", "replace")).hexdigest()[:32])
        seen[known] += 1
    return made
