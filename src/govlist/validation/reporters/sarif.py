"""SARIF 2.1.0, the exchange format of linters, read by GitHub code scanning, Azure and editors."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from govlist import __version__
from govlist.base import registry
from govlist.base.errors import GovlistError, Problem
from govlist.base.i18n import _, language
from govlist.base.text import visible
from govlist.validation.reporters import Checked, Found
from govlist.validation.reporters._common import fingerprints, json_text, relative, words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(found: Found) -> str:
    """One run of govlist: the rules that found something, and all problems.

    It has no time and no computer name, so that equal files give equal output.
    """
    rules = sorted({problem.rule for problem in found.problems})
    pairs = zip(found.located(), fingerprints(found), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "govlist",
                "version": __version__,
                "semanticVersion": __version__,
                "language": language(),
                "rules": [_rule(name) for name in rules],
            }
        },
        "invocations": [_invocation(found)],
        "artifacts": [{"location": _location(file.path)} for file in found.files],
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, problem, mark, rules) for (file, problem), mark in pairs],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> dict[str, Any]:
    """A rule as SARIF's reportingDescriptor."""
    module = registry.get("validation.rules", name)
    parts = [" ".join(part.split("\n")) for part in registry.description(module).split("\n\n")]
    samples = [(_("Wrong:"), module.BAD), (_("Right:"), module.GOOD)]
    blocks = [f"{title}\n\n```yaml\n{_sample(text)}\n```" for title, text in samples]
    return {
        "id": name,
        "shortDescription": {"text": parts[0]},
        "fullDescription": {"text": "\n\n".join(parts)},
        "help": {
            "text": "\n\n".join(parts[1:]),
            "markdown": "\n\n".join([f"# {name}", *map(_markdown, parts), *blocks]),
        },
        "defaultConfiguration": {"level": str(module.LEVEL)},
    }


def _sample(sample: str | bytes) -> str:
    """A sample as in `explain`: at most one page, with the problem marked by an arrow."""
    text = sample.decode("utf-8", "replace") if isinstance(sample, bytes) else sample
    rows = [visible(row[:100].replace("# <-", "# ←")) for row in text[:8000].splitlines()[:40]]
    return "\n".join(rows)


def _markdown(words: str) -> str:
    """Text as Markdown: code in backticks is kept, other special characters are escaped."""
    pieces = re.split(r"(`[^`]*`)", words)
    return "".join(p if p.startswith("`") else re.sub(r"([<*_\[])", r"\\\1", p) for p in pieces)


def _invocation(found: Found) -> dict[str, Any]:
    """Whether all files were read, and the errors of those that were not."""
    notes = [{"level": "error", "message": {"text": _text(failure)}} for failure in found.failures]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}


def _result(file: Checked, problem: Problem, fingerprint: str, rules: list[str]) -> dict[str, Any]:
    place = {
        "artifactLocation": _location(file.path),
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": str(problem.level),
        "message": {"text": _text(problem)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"govlist/v1": fingerprint},
    }


def _text(error: Problem | GovlistError) -> str:
    """The message; `[text](target)` in the data must not become a link in SARIF."""
    return words(error).replace("](", "] (")


def _location(path: str) -> dict[str, str]:
    """A file as a URI, relative to the repository or absolute; Chinese names are percent-encoded."""
    name = relative(path)
    uri = quote(name, safe="/", errors="surrogateescape")
    if re.match(r"[A-Za-z]:/", name):
        return {"uri": f"file:///{name[:2]}{uri[4:]}"}  # the drive keeps its colon
    return {"uri": f"file://{uri}"} if name.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}
