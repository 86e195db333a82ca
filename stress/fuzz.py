"""Fuzzing: `python stress/fuzz.py [INPUTS [SEED]]`; the same seed gives the same inputs.

Real lists with broken bytes, structure or layout, and generated YAML (all from broken.py), are passed to
`validate` and to the edits, in this process. The script counts tracebacks, exit 4, runs over 5 s, control
characters in the output, and edits that change more than their lines. Failing inputs are saved in the folder
`$GOVLIST_FUZZ`.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml
from broken import KINDS, NOTES, SEEDS, mutate

os.environ.update(
    GOVLIST_CACHE="0", GOVLIST_STATE="0", GOVLIST_TODAY="2024-09-27", GOVLIST_LANG="en", GOVLIST_JOBS="1"
)

from govlist.cli import app
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.validation import load

SECONDS = 5
UNITS = (
    "区教体局",
    "区司法局",
    "区政府办公室",
    "各乡镇街道",
    "田东街道",
    "教体",
    "",
    "\x1b[31m",
    "不存在的局",
    "'",
)
IDS = ("1", "2", "3", "4", "14", "1-3", "20,21", "1-999999999", "0", "-1", "9999999999", "４", "")
STATUSES = (
    "in_progress",
    "done",
    "behind",
    "not_applicable",
    "序时推进",
    "已完成",
    "基本完成",
    "80%",
    "\x00",
    "",
)
DAYS = ("2024-09-27", "2024-03-01", "2024-06-14", "today", "7d", "2024-02-30", "9999-12-31", "2024Q2", "")
LINKS = (
    "https://www.example.gov.cn/1.html",
    "佐证/1.pdf",
    "javascript:x",
    "../x",
    "C:\\x",
    "http://[",
    "//",
    "",
)
FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


class TooLong(BaseException):
    """Raised by the alarm; not caught by the program, since it is a BaseException."""


class Run(NamedTuple):
    """The result of one command."""

    code: int | None
    out: bytes
    err: str
    seconds: float


def main() -> None:
    """Run all inputs, count failures, print one line of figures."""
    inputs, seed = (int(word) for word in (sys.argv[1:] + ["10000", "1"][len(sys.argv) - 1 :])[:2])
    signal.signal(signal.SIGALRM, _alarm)
    counts: Counter[str] = Counter()
    slowest, start = 0.0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(inputs):
            slowest = max(slowest, _one(Path(folder), f"{seed}-{number}", counts))
    print(
        f"{inputs} inputs (seed {seed}): {counts['validate']} to validate, {counts['edit']} to the edits "
        f"({counts['written']} written); {counts['traceback']} tracebacks, "
        f"{counts['exit 4']} exit 4, {counts['slow']} over {SECONDS} s (the slowest {slowest:.1f} s), "
        f"{counts['shown']} control characters shown, {counts['more']} changed more than their lines; "
        f"{time.monotonic() - start:.0f} s"
    )
    sys.exit(any(counts[fault] for fault in ("traceback", "exit 4", "slow", "shown", "more")))


def _one(folder: Path, name: str, counts: Counter[str]) -> float:
    """Make one input, run one command on it, check the result."""
    rng = random.Random(name)
    path, seed, editing = folder / "checklist.yaml", rng.choice(SEEDS), rng.random() < 0.5
    data = mutate(rng, seed, KINDS if not editing else KINDS + ("layout",) * 6)
    path.write_bytes(data)
    words = _edit(rng, seed) if editing else _validate(rng, path)
    run = _run(["-f", str(path), *words])
    faults = _faults(run)
    if words[0] == "validate":
        counts["validate"] += 1
        faults += _unreadable(words, run)
    else:
        counts["edit"] += 1
        if run.code == 0:
            counts["written"] += path.read_bytes() != data
        faults += _changed(words, run, data, path)
    counts.update({fault.split(":")[0] for fault in faults})
    if faults:
        _keep(name, data, words, faults, run)
    return run.seconds


# -- commands --------------------------------------------------------------------------------------


def _validate(rng: random.Random, path: Path) -> list[str]:
    more = rng.choice(([], [], ["--strict"], ["--fix", "--dry-run"]))
    return ["validate", str(path), "--format", rng.choice(FORMATS), *more]


@cache
def _pairs(seed: bytes) -> tuple[list[Pair], list[Pair]]:
    """The pairs of a real list: all, and those with a report."""
    checklist = load.check("seed.yaml", seed).checklist
    pairs = list(View(checklist, date(2024, 9, 27)).pairs) if checklist else []
    return pairs, [pair for pair in pairs if pair.reports] or pairs


def _edit(rng: random.Random, seed: bytes) -> list[str]:
    """An edit, mostly of an existing task and unit."""
    pairs, reported = _pairs(seed)
    command = rng.choice(("mark", "mark", "unmark", "confirm", "assign"))
    pair = rng.choice(reported if command in ("unmark", "confirm") else pairs)
    number = str(pair.task.id) if rng.random() < 0.9 else rng.choice(IDS)
    unit = pair.unit if rng.random() < 0.9 else rng.choice(UNITS)
    if rng.random() < 0.1:
        number = ",".join(dict.fromkeys(str(pair.task.id) for pair in rng.choices(pairs, k=3)))
    target = ["--overall"] if rng.random() < 0.15 else ["--unit", unit]
    note = ["--note", rng.choice(NOTES)] if rng.random() < 0.4 else []
    day = ["--date", rng.choice(DAYS)] if rng.random() < 0.25 else []
    link = ["--evidence", rng.choice(LINKS)] if rng.random() < 0.3 else []
    status = rng.choice(STATUSES[:6]) if rng.random() < 0.9 else rng.choice(STATUSES)
    more = {
        "mark": [status, *target, *note, *day, *link],
        "unmark": target,
        "confirm": ["--unit", unit, *note, *day],
        "assign": [unit, *rng.choice(([], [], ["--settle"], ["--remove"]))],
    }
    return [command, number, *more[command], *(["--dry-run"] if rng.random() < 0.05 else []), "--json"]


# -- outcomes --------------------------------------------------------------------------------------


def _run(words: list[str]) -> Run:
    streams = {"stdin": BytesIO(), "stdout": BytesIO(), "stderr": BytesIO()}
    kept = {name: getattr(sys, name) for name in streams}
    code: int | None = None
    start = time.monotonic()
    try:
        for name, buffer in streams.items():
            setattr(sys, name, TextIOWrapper(buffer, encoding="utf-8", newline="\n", write_through=True))
        signal.alarm(SECONDS)
        code = int(app.main(words))
    except (Exception, SystemExit, TooLong) as error:
        sys.stderr.write(f"raised {error!r}")
    finally:
        signal.alarm(0)
        for name in ("stdout", "stderr"):
            getattr(sys, name).flush()
        out, err = streams["stdout"].getvalue(), streams["stderr"].getvalue()
        for name, stream in kept.items():
            setattr(sys, name, stream)
    return Run(code, out, err.decode(), time.monotonic() - start)


def _alarm(*_: object) -> NoReturn:
    raise TooLong


def _faults(run: Run) -> list[str]:
    faults = []
    if run.seconds > SECONDS or "TooLong" in run.err:
        faults.append(f"slow: {run.seconds:.1f} s")
    elif run.code is None or "Traceback (most recent call last)" in run.err:
        faults.append("traceback: raised")
    if run.code == 4:
        faults.append("exit 4: a bug")
    if run.code is not None and run.code not in (0, 1, 2, 3, 4):
        faults.append(f"traceback: exit {run.code}")
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", run.out + run.err.encode()):
        faults.append("shown: a control character")
    return faults


def _unreadable(words: list[str], run: Run) -> list[str]:
    """Faults in output for machines."""
    if run.code in (0, 1) and words[3] in ("json", "gitlab", "sarif"):
        try:
            json.loads(run.out)
        except ValueError as error:
            return [f"traceback: no JSON: {error}"]
    return []


def _changed(words: list[str], run: Run, data: bytes, path: Path) -> list[str]:
    """Faults of an edit: changes outside its own lines."""
    now = path.read_bytes()
    faults = []
    if left := [file.name for file in path.parent.iterdir() if file.name.endswith(".tmp")]:
        faults.append(f"more: left {left}")
    if run.code != 0 or "--dry-run" in words:
        return [*faults, "more: written though refused"] if now != data else faults
    changes = len(json.loads(run.out)["changed"])
    if not changes:
        return [*faults, "more: nothing changed, yet written"] if now != data else faults
    if _run(["-f", str(path), "validate", str(path)]).code != 0:
        faults.append("more: no longer a list")
    return faults + _other_changes(words[0], changes, data, now)


def _other_changes(command: str, changes: int, old: bytes, new: bytes) -> list[str]:
    """Faults if more than the requested reports (or names) differ, in bytes, lines or parsed YAML."""
    faults = []
    more, fewer = (new, old) if len(new) > len(old) else (old, new)
    if command in ("mark", "confirm", "unmark"):
        if (command == "unmark") != (len(new) < len(old)):
            faults.append("more: grown or shrunk the wrong way")
        if not _is_subsequence(fewer, more) or (changes == 1 and not _differs_at_one_place(fewer, more)):
            faults.append("more: other bytes changed")
        if command != "unmark" and more.count(b"\n") - fewer.count(b"\n") > 3 * changes + 1:
            faults.append("more: too many lines")
        if not _comments_stay(fewer, more):
            faults.append("more: a comment came or went")
        if _reports(more) - _reports(fewer) != changes:
            faults.append("more: another number of reports")
    elif abs(new.count(b"\n") - old.count(b"\n")) > 60:
        faults.append("more: too many lines")
    keys = ("progress", "overall") if command != "assign" else ("concerned", "settled")
    if _without(_plain(old), keys) != _without(_plain(new), keys):
        faults.append("more: other data changed")
    return faults


def _is_subsequence(fewer: bytes, more: bytes) -> bool:
    rest = iter(more)
    return all(byte in rest for byte in fewer)


def _differs_at_one_place(fewer: bytes, more: bytes) -> bool:
    """Whether only one span of bytes differs; a comment inside it stays, the comma before it goes."""
    if _common(fewer, more) + _common(fewer[::-1], more[::-1]) >= len(fewer):
        return True
    (bare, comments), (other, _) = _split_comments(fewer), _split_comments(more)
    return bool(comments) and _differs_at_one_place(*(re.sub(rb"[\s,]", b"", each) for each in (bare, other)))


def _comments_stay(fewer: bytes, more: bytes) -> bool:
    """Whether all comment lines are kept, except those between two fields of a report."""
    if _split_comments(fewer)[1] == _split_comments(more)[1]:
        return True
    start = _common(fewer, more)
    removed = more[start : start + len(more) - len(fewer)]
    return re.search(rb"(?:: [^\n]+|\{ *\r?)\n(?: *(?:#[^\n]*)?\r?\n)+ *[\w\"'-]", removed) is not None


def _split_comments(data: bytes) -> tuple[bytes, list[bytes]]:
    """Split a text into other lines and comment lines."""
    lines = data.split(b"\n")
    comments = [line for line in lines if line.lstrip().startswith(b"#")]
    return b"\n".join(line for line in lines if line not in comments), comments


def _common(one: bytes, other: bytes) -> int:
    """The length of the common prefix."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _plain(data: bytes) -> Any:
    return yaml.load(data, yaml.CBaseLoader)


def _reports(data: bytes) -> int:
    tasks = _tasks(_plain(data)["sections"])
    kept = [[*(task.get("progress") or {}).values(), task.get("overall") or []] for task in tasks]
    return sum(len(reports or []) for lists in kept for reports in lists)


def _tasks(sections: Any) -> list[Any]:
    return [
        t for s in sections for holder in (s, *(s.get("topics") or [])) for t in holder.get("tasks") or []
    ]


def _without(plain: Any, keys: tuple[str, ...]) -> Any:
    for task in _tasks(plain["sections"]):
        for key in keys:
            task.pop(key, None)
    return plain


def _keep(name: str, data: bytes, words: list[str], faults: list[str], run: Run) -> None:
    print(f"input {name}: {'; '.join(faults)}: {words}", file=sys.stderr)
    if folder := os.environ.get("GOVLIST_FUZZ"):
        Path(folder, f"{name}.yaml").write_bytes(data)
        record = {"words": words, "faults": faults, "code": run.code, "err": run.err}
        Path(folder, f"{name}.json").write_text(
            json.dumps(record, ensure_ascii=True, indent=1), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
