"""Documents against the readings written before: `python stress/imports.py [FOLDER] [--wrong] [--list]`.

Reads every document of `tests/importing/corpus` (or FOLDER) and prints how many fields, and how many of the
strings that say who is responsible, were read right, told as a doubt, wrong in silence, lost, or refused.
`--wrong` also prints each field that is not right, `--list` the file `corpus/not-yet.md`. Exits with 1 if a
document of the corpus is read otherwise than that file says.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.importing.marking import OUTCOMES, Mark, figures, mark, not_yet, summary  # noqa: E402
from tests.importing.papers import CORPUS, papers  # noqa: E402

from govlist.base import i18n  # noqa: E402

HEAD = """# Not yet right

What `import` does not read right, document by document: the task (0: the list), the field, and whether it is
told as a doubt or wrong in silence. `tests/importing/test_corpus.py` fails if more or less than this is
wrong; `python stress/imports.py --list` prints this file.
"""


def main(arguments: list[str]) -> None:
    """Read the corpus and print the figures."""
    i18n.use("zh")
    folders = [Path(each) for each in arguments if not each.startswith("-")]
    found: dict[str, list[Mark]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for paper in papers(*(folders or [CORPUS])):
            found[paper.name] = mark(paper, Path(folder))
    if "--list" in arguments:
        print(HEAD, end="")
    for name, marks in found.items():
        wrong = summary(marks) if "--list" in arguments else _wrong(marks) if "--wrong" in arguments else []
        if wrong:
            print(f"\n## {name}\n", *(f"- {each}" for each in wrong), sep="\n")
    if "--list" not in arguments:
        _table(found)
        listed = {name: summary(marks) for name, marks in found.items() if summary(marks)}
        sys.exit(not folders and listed != not_yet())


def _wrong(marks: list[Mark]) -> list[str]:
    """What is not right, with what was read and what is right."""
    read = {str(each): f"{each.got or '（无）'} ← {each.want or '（无）'}" for each in marks}
    return [f"{each}: {read.get(each, marks[0].got)}" for each in summary(marks)]


def _table(found: dict[str, list[Mark]]) -> None:
    marks = [each for marks in found.values() for each in marks]
    tasks = len({(name, each.task) for name, marks in found.items() for each in marks if each.task})
    whole = sum(all(each.outcome == "right" for each in marks) for marks in found.values())
    print(
        f"\n{len(found)} documents, {tasks} tasks, {len(marks)} fields; {whole} documents right as a whole\n"
    )
    print(f"| {'':24} | " + " | ".join(f"{outcome:>7}" for outcome in OUTCOMES) + " |")
    owners = [each for each in marks if each.field == "responsible"]
    for words, some in (("fields", marks), ("who is responsible", owners)):
        count: Counter[str] = figures(some)
        shares = (f"{100 * count[outcome] / len(some):>5.1f} %" for outcome in OUTCOMES)
        print(f"| {words:18} {len(some):>5} | " + " | ".join(shares) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
