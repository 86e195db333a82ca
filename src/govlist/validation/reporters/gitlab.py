"""GitLab's code quality report, which shows each problem beside its line in the merge request."""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.reporters import Found
from govlist.validation.reporters._common import fingerprints, json_text, relative, words


def render(found: Found) -> str:
    """The list of problems, with the keys of the Code Climate format that GitLab reads."""
    return json_text(
        [
            {
                "description": words(problem),
                "check_name": problem.rule,
                "fingerprint": fingerprint,
                "severity": "major" if problem.level is Level.ERROR else "minor",
                "location": {"path": relative(file.path), "lines": {"begin": problem.line}},
            }
            for (file, problem), fingerprint in zip(found.located(), fingerprints(found), strict=True)
        ]
    )
