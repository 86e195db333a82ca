"""Lists for fuzzing: real ones with broken bytes, structure or layout, and generated garbage."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SEEDS = [
    path.read_bytes()
    for pattern in ("data/*.yaml", "examples/*.yaml", "tests/data/*.yaml", "tests/cases/*/*.yaml")
    for path in sorted(ROOT.glob(pattern))
]
KINDS = ("bytes", "lines", "layout", "layout", "garbage")
NOTES = (
    "已核对", "- {a: b}", "a: b #c", "'\"",
    "\\", "?", "%TAG", "&a", "*a", "!x", "null", "010", "\u2028", "\u202e",
    "\x07", "é\n行", "\ud800", "😀", " 前后 ", "@", "`", "x" * 5000, "",
)  # fmt: skip
SCALARS = (
    *NOTES, "[", "]", "{", "}", "[]", "{}", "~", "yes", "1_0", "2024-13-01",
    "2024-06-14T00:00:00Z", ".inf", "1e999",
    "99999999999999999999", "|", ">-", "!!python/object:os.system", "<<: *a", "<<<<<<< ours",
    "=======", "...", "---",
    "\ufeff", "\u0085", "\t", "\r", "=1+1", "https://a b", "done", "confirmed", "department",
    "concerned", "区教体局",
)  # fmt: skip
KEYS = (
    "format", "title", "year", "units", "groups", "sections", "topics", "tasks", "id",
    "requirement", "responsible",
    "concerned", "settled", "due", "standing", "overall", "progress", "date", "status", "note",
    "evidence", "review",
    "name", "kind", "aliases", "members", "scope", "until", "successor", "rounds", "confirm",
    "closed", "chases",
    "x-a", "<<", "?", "",
)  # fmt: skip
BYTES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x85", b"\x1b[2J",
    b"\r",
    b"\t", b"\n---\n", b"&a ", b"*a ", b"!!x ", b"[" * 50, b"{" * 50, b"- " * 60, b"? " * 30, b"'", b'"',
    "清单".encode("gb18030"), "清单".encode("utf-16"),
)  # fmt: skip


def mutate(rng: random.Random, data: bytes, kinds: tuple[str, ...]) -> bytes:
    """A real list changed in one of these ways, or garbage."""
    kind = rng.choice(kinds)
    if kind == "garbage":
        return _garbage(rng).encode("utf-8", "surrogatepass")
    if kind == "layout":
        return _layout(rng, data)
    if kind == "lines":
        return _lines(rng, data.decode()).encode("utf-8", "surrogatepass")
    return _bytes(rng, data)


def _bytes(rng: random.Random, data: bytes) -> bytes:
    """Flip, insert, remove or repeat bytes, truncate, or mix with another list."""
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + 1 + rng.choice((0, 3, 200)))
        other = rng.choice(SEEDS)
        piece = rng.choice(
            (rng.choice(BYTES), bytes([rng.randrange(256)]), b"", data[at:to] * 2, other[at : at + 300])
        )
        data = data[:at] + piece + data[to:]
        if rng.random() < 0.05:
            data = data[:at]
    return data


def _lines(rng: random.Random, text: str) -> str:
    """Repeat, drop, indent or move lines; replace keys and values."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        line = lines[at]
        indent = line[: len(line) - len(line.lstrip())]
        key, colon, value = line.partition(":")
        lines[at : at + 1] = rng.choice(
            (
                [line, line],
                [],
                [" " * rng.randrange(8) + line],
                [line[rng.randrange(4) :]],
                [lines[other], line],
                [key + colon + " " + rng.choice(SCALARS)],
                [indent + rng.choice(KEYS) + colon + value],
                [indent + rng.choice(KEYS) + ": " + rng.choice(SCALARS), line],
                [re.sub(r"[\w-]+", lambda _m: rng.choice(SCALARS + KEYS), line, count=1)],
                [line.replace(rng.choice("[]{},:'\"- "), rng.choice("[]{},:'\"- \n"), 1)],
                [indent + "- " + rng.choice(SCALARS), line],
            )
        ) or [""]
    return "\n".join(lines)


def _layout(rng: random.Random, data: bytes) -> bytes:
    """Change the layout only: comments, blank lines, flow or block style, CRLF, BOM, no final LF."""
    text = data.decode()
    if rng.random() < 0.5:
        plain = yaml.load(text, yaml.CBaseLoader)
        style = rng.choice((None, True, False))
        text = yaml.dump(
            plain,
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            sort_keys=rng.random() < 0.2,
            default_flow_style=style,
            indent=rng.choice((2, 3, 4, 8)),
            width=rng.choice((20, 80, 10**6)),
        )
        if rng.random() < 0.2:
            text = json.dumps(plain, ensure_ascii=False, indent=rng.choice((None, 1)))
    lines = text.split("\n")
    for _ in range(rng.choice((0, 2, 10))):
        at = rng.randrange(len(lines))
        lines[at:at] = [rng.choice(("", "   ", "# 注", "        # x: [", "#"))]
        at = rng.randrange(len(lines))
        lines[at] += rng.choice(("", "  ", " # 注")) if lines[at].strip() else ""
    text = rng.choice(("\n", "\n", "\r\n")).join(lines)
    text = text.rstrip() if rng.random() < 0.2 else text
    return (b"\xef\xbb\xbf" if rng.random() < 0.2 else b"") + text.encode()


def _garbage(rng: random.Random, depth: int = 0) -> str:
    """Something that looks like YAML: lists, mappings, scalars, marks, badly indented."""
    indent = " " * (2 * depth + (rng.random() < 0.1))
    if depth > rng.randrange(1, 9):
        return rng.choice(SCALARS)
    mark = rng.choice(("", "", "", "", "&a ", "*a", "!x ", "? ", "| ", "> "))
    kind = rng.choices(("mapping", "list", "flow", "pairs", "deep"), (6, 4, 2, 2, 0.1))[0]
    if kind == "deep":
        return mark + rng.choice("[{") * rng.choice((10, 39, 41, 2000))
    inner = [_garbage(rng, depth + (4 if kind in ("flow", "pairs") else 1)) for _ in range(rng.randrange(5))]
    if kind == "flow":
        return mark + "[" + ", ".join(inner) + rng.choice(("]", "]", "}", ""))
    if kind == "pairs":
        pairs = ", ".join(f"{rng.choice(KEYS)}: {each}" for each in inner)
        return mark + "{" + pairs + rng.choice(("}", "}", "]", ""))
    keys = [f"{rng.choice(KEYS)}:" if kind == "mapping" else "-" for _ in inner]
    return mark + "".join(f"\n{indent}{key} {each}" for key, each in zip(keys, inner, strict=True))
