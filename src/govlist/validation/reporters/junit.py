"""JUnit XML, which CI servers show as tests: one suite per file, one test per problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from govlist.base.errors import Problem
from govlist.base.i18n import _
from govlist.base.text import visible
from govlist.validation.reporters import Checked, Found
from govlist.validation.reporters._common import relative, words


def render(found: Found) -> str:
    """A file without problems is one passed test. A warning is passed too, except with `--strict`."""
    suites = [*(_suite(file, found) for file in found.files), *_unread(found)]
    failed = sum(map(found.stops, found.problems))
    tests = sum(max(len(file.problems), 1) for file in found.files) + len(found.failures)
    counts = _counts(tests, failed, len(found.failures))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="govlist" {counts}>\n'
    return head + "".join(suites) + "</testsuites>\n"


def _suite(file: Checked, found: Found) -> str:
    """The tests of one file.

    Servers identify tests by class and name only. So equal problems are numbered, and names have no line
    numbers, which would change with the lines above. The place is in the text: Jenkins' xUnit plugin
    rejects tests with the attributes `file` and `line`.
    """
    name = _attribute(relative(file.path))
    cases = [f'<testcase name="validate" classname={name}/>'] if not file.problems else []
    seen: Counter[str] = Counter()
    for problem in file.problems:
        seen[problem.rule] += 1
        count = seen[problem.rule]
        test = f"{problem.rule} {count}" if count > 1 else problem.rule
        outcome = _outcome(problem, found.stops(problem))
        cases.append(f'<testcase name="{test}" classname={name}>{outcome}</testcase>')
    return _written(name, cases, failures=sum(map(found.stops, file.problems)))


def _outcome(problem: Problem, fails: bool) -> str:
    place = f"{relative(problem.path)}:{problem.line}:{problem.column}"
    text = escape(visible(f"{place} {words(problem)}"))
    if not fails:
        return f"<system-out>{text}</system-out>"
    return f'<failure message={_attribute(words(problem))} type="{problem.level}">{text}</failure>'


def _unread(found: Found) -> Iterator[str]:
    """A suite of the files that could not be read."""
    if found.failures:
        errors = (f"<error message={_attribute(words(each))}/>" for each in found.failures)
        cases = [
            f'<testcase name="read {number}" classname="govlist">{error}</testcase>'
            for number, error in enumerate(errors, 1)
        ]
        yield _written(_attribute(_("could not be read")), cases, errors=len(cases))


def _written(name: str, cases: list[str], failures: int = 0, errors: int = 0) -> str:
    rows = "".join(f"    {case}\n" for case in cases)
    counts = _counts(len(cases), failures, errors)
    return f"  <testsuite name={name} {counts}>\n{rows}  </testsuite>\n"


def _counts(tests: int, failures: int, errors: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="{errors}"'


def _attribute(text: str) -> str:
    return quoteattr(visible(text))  # without characters that XML does not allow
