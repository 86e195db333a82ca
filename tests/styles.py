"""Lists in every style of YAML: values in flow or block style, texts in any form, comments anywhere.

All random values come from a `random.Random`, which hypothesis can control.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from govlist.base.text import BOM
from govlist.yamlfile.writing import quote

Lines = list[str]
Plain = dict[str, Any]

UNITS = ("区教体局", "区司法局", "田东街道")
"""The units of a random list; each owes every task."""
_BARE = {"id", "year", "standing", "confirm", "tasks", "level", "status", "kind", "scope"}
"""Keys whose values are no free texts: most are written plain."""
_WORDS = (
    "公开",
    "已印发 方案",
    "a: b #c",
    "是",
    "'引' \"号\"",
    "甲, 乙",
    "第一行\n第二行\n",
    "一\n\n二",
    "完\n\n",
    "- x",
    "12",
)
_REMARKS = ("# 说明", "# a: b, c", "#", "# - x ? y", "# {[", "# '\"")


def any_list(rng: Random) -> Plain:
    """A list without errors as plain data."""
    tasks = [_task(rng, number) for number in range(1, 4)]
    some = [{"title": "中心工作", "tasks": tasks[:2]}, {"title": "其他", "tasks": tasks[2:]}]
    plain: Plain = {
        "title": "清单",
        "year": "2024",
        "units": [{"name": unit, "kind": "department"} for unit in UNITS],
        "groups": [
            {"name": "区政府各部门", "members": "department", "scope": "every"},
            {"name": "有关部门", "members": "department", "scope": "concerned"},
        ],
        "sections": [{"title": "主动公开", **({"topics": some} if _chance(rng) else {"tasks": tasks})}],
    }
    if _chance(rng):
        plain["units"][0]["aliases"] = ["教体局"]
    if _chance(rng):
        plain["chases"] = [{"date": "2024-05-06", "unit": UNITS[0], "tasks": ["1", "2"], "level": "notice"}]
    if _chance(rng):
        plain["x-附注"] = {"甲": [["一", "二"], [], {}], "乙": rng.choice(_WORDS)}
    return _shuffled(rng, plain)


def _task(rng: Random, number: int) -> Plain:
    task: Plain = {"id": str(number), "requirement": rng.choice(_WORDS[:6]), "responsible": ["有关部门"]}
    if _chance(rng):
        task["responsible"].append({"unit": UNITS[0], "role": "lead"} if _chance(rng) else UNITS[0])
    for key, value in (("due_text", "年底前"), ("x-联络", rng.choice(_WORDS)), ("due", "2024-12-31")):
        if _chance(rng):
            task[key] = value
    if _chance(rng):
        task["concerned"] = rng.sample(UNITS, rng.randint(0, 2))
    if _chance(rng):
        task["overall"] = [_report(rng, "2024-07-01")]
    if _chance(rng):
        task["progress"] = {
            unit: [
                _report(rng, f"2024-0{month}-10")
                for month in sorted(rng.sample(range(1, 9), rng.randint(0, 3)))
            ]
            for unit in rng.sample(UNITS, rng.randint(0, 3))
        }
    return _shuffled(rng, task)


def _report(rng: Random, day: str) -> Plain:
    report: Plain = {"date": day, "status": "in_progress"}
    if _chance(rng):
        report["note"] = rng.choice(_WORDS)
    if _chance(rng, 0.3):
        report["evidence"] = ["佐证/8月.pdf"]
    return _shuffled(rng, report)


def _shuffled(rng: Random, plain: Plain) -> Plain:
    keys = list(plain)
    if _chance(rng):
        rng.shuffle(keys)
    return {key: plain[key] for key in keys}


def _chance(rng: Random, share: float = 0.5) -> bool:
    return rng.random() < share


def written(rng: Random, plain: Plain) -> bytes:
    """A list as a file in random styles. It may not read as the list; who tests with it checks that."""
    return _Writer(rng).file(plain)


class _Writer:
    """Writes values as lines without indentation; what holds them indents them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.share = rng.choice([0.0, 0.05, 0.3])
        """How often an unusual form is written."""
        self.flow_share = rng.choice([0.0, 0.2, 0.2, 0.5])
        self.compact = _chance(rng)
        self.remarks = rng.choice([0.0, 0.1, 0.4])
        self.kept = False
        """Whether the last text keeps the blank lines below it."""
        self.step = rng.choice([1, 2, 4])
        self.dash = rng.choice([0, 0, 2])
        self.gap = rng.choice([1, 3])

    def file(self, plain: Plain) -> bytes:
        """The file of a list."""
        rng = self.rng
        body = self.flow_lines(plain) if _chance(rng, 0.1) else self.mapping(plain)
        head = rng.choice(
            [[], [], [], ["---"], ["# 头", "---  # 始"], ["%YAML 1.1", "---"], ["", "# 头", ""]]
        )
        tail = rng.choice([[], [], [], ["..."], ["# 尾"], ["", ""], ["...", "# 尾"]])
        text = "\n".join([*head, *body, *tail]) + "\n" * _chance(rng, 0.7)
        newline = rng.choice(["\n", "\n", "\r\n"])
        return (BOM if _chance(rng, 0.2) else b"") + text.replace("\n", newline).encode()

    def unusual(self) -> bool:
        return _chance(self.rng, self.share)

    # -- block style ---------------------------------------------------------------------------

    def mapping(self, plain: Plain) -> Lines:
        """The lines of a mapping in block style."""
        lines: Lines = []
        for key, value in plain.items():
            lines += self.noise(bool(lines))
            lines += self.pair(key, value)
        return lines

    def pair(self, key: str, value: Any) -> Lines:
        label = self.key(key)
        first, below = self.value(key, value)
        if self.unusual():
            mark = self.rng.choice(
                [[f"? {label}"], ["?", f"  {label}"], ["?  # 键", f" {label}"], [f"? {label}  # a: b"]]
            )
            if not first and below and self.unusual():  # the value begins behind the colon
                return [*mark, ": " + below[0], *_moved(below[1:], 2)]
            return [*mark, ":" + (" " + first if first else ""), *_moved(below, self.step)]
        colon = self.rng.choice([" :", ":   ", ":\t"]) if self.unusual() else ":"
        blank = " " * (first != "" and not colon[-1].isspace())
        zero = isinstance(value, list) and not first and self.dash == 0
        return [
            f"{label}{colon.rstrip() if not first else colon}{blank}{first}",
            *_moved(below, 0 if zero else self.step),
        ]

    def value(self, key: str, value: Any) -> tuple[str, Lines]:
        """What stands behind a key on its line, and the lines below."""
        if isinstance(value, str):
            return self.scalar(key, value)
        if not value or _chance(self.rng, self.flow_share):
            lines = self.flow_lines(value, key)
            return lines[0] + self.remark(), lines[1:]
        below = self.mapping(value) if isinstance(value, dict) else self.sequence(value, key)
        return self.remark().strip(), below

    def sequence(self, items: list[Any], key: str) -> Lines:
        """The lines of a list in block style."""
        dash, lines = " " * self.dash + "-", []
        for item in items:
            lines += self.noise(bool(lines))
            first, below = self.value(key, item)
            gap = " " * self.gap
            if not first and not self.unusual():  # a mapping or a list begins behind the dash
                lines += [dash + gap + below[0], *_moved(below[1:], len(dash) + self.gap)]
            elif first.startswith("#") and not isinstance(item, str):
                lines += [f"{dash}  {first}", *_moved(below, len(dash) + self.gap)]
            else:
                lines += [(dash + gap + first).rstrip(), *_moved(below, len(dash) + self.step)]
        return lines

    def noise(self, some: bool) -> Lines:
        """Blank lines and comments between two entries."""
        if not some:
            return []
        made: Lines = []
        for _number in range(2):
            if _chance(self.rng, self.remarks):
                made.append(self.rng.choice(["", " " * self.rng.randrange(3), self.rng.choice(_REMARKS)]))
            if made and made[-1].startswith("#") and _chance(self.rng, self.remarks):
                made.append(" " * self.rng.randrange(12) + "# 远")
        if self.kept and made and not made[0].startswith("#"):
            made.insert(0, "# 止")
        return made

    def remark(self) -> str:
        return (
            self.rng.choice(["  ", " ", "\t"]) + self.rng.choice(_REMARKS)
            if _chance(self.rng, self.remarks / 2)
            else ""
        )

    # -- texts ---------------------------------------------------------------------------------

    def key(self, key: str) -> str:
        return self.rng.choice([f"'{key}'", _double(key)]) if self.unusual() else quote(key)

    def scalar(self, key: str, text: str) -> tuple[str, Lines]:
        """A text in block style: what stands on the first line, and the lines below."""
        self.kept = False
        rng, plain = self.rng, quote(text) == text
        if key in _BARE:
            return text + self.remark(), []
        forms: list[Callable[[str], tuple[str, Lines]]] = [
            lambda text: (self.inline(text) + self.remark(), [])
        ]
        if "\n" in text or _chance(rng, 0.2):
            forms += [self.literal] * 3
        if self.unusual():
            forms += [lambda text: ("", [self.inline(text) + self.remark()])] * 2
            if " " in text and (plain or _chance(rng)):
                forms.append(self.folded_plain if plain else self.folded_double)
        return rng.choice(forms)(text)

    def inline(self, text: str) -> str:
        """A text on one line, in quotes or plain."""
        if "\n" not in text and self.unusual():
            return "'" + text.replace("'", "''") + "'"
        return _double(text) if self.unusual() else quote(text)

    def literal(self, text: str) -> tuple[str, Lines]:
        """A text as a block, whose blank lines at the end are kept if it has any."""
        rows = text.rstrip("\n").split("\n")
        ends = len(text) - len(text.rstrip("\n"))
        chomp = "-" if not ends else "" if ends == 1 else "+"
        mark = self.rng.choice("|>") if len(rows) == 1 else "|"
        self.kept = chomp == "+"
        if chomp == "" and self.unusual():
            self.kept, chomp = True, "+"
        return mark + chomp + self.remark(), [*rows, *[""] * (ends - 1)]

    def folded_plain(self, text: str) -> tuple[str, Lines]:
        first, rest = text.split(" ", 1)
        return first, [rest]

    def folded_double(self, text: str) -> tuple[str, Lines]:
        first, rest = _double(text).split(" ", 1)
        return first, [rest]

    # -- flow style ----------------------------------------------------------------------------

    def flow_lines(self, value: Any, key: str = "") -> Lines:
        """A collection in flow style, over several lines where the style is unusual."""
        return self.flow(value, key).split("\n")

    def flow(self, value: Any, key: str = "") -> str:
        rng = self.rng
        if isinstance(value, str):
            return value if key in _BARE else _double(value) if self.compact else self.inline(value)
        blank = "" if self.compact else " "
        pairs = isinstance(value, dict)
        parts = (
            [self.flow_pair(*pair) for pair in value.items()]
            if pairs
            else [self.flow(item, key) for item in value]
        )
        begin, end = "{}" if pairs else "[]"
        comma, inside, last = f",{blank}", "", ""
        if self.unusual():
            comma = rng.choice(
                [" , ", ",\t", ",\n  ", f", {rng.choice(_REMARKS)}\n  ", f" {rng.choice(_REMARKS)}\n  , "]
            )
            inside = rng.choice(["", " ", "\n  ", f" {rng.choice(_REMARKS)}\n  "])
            last = rng.choice(["", ",", " ,", f" {rng.choice(_REMARKS)}\n  , "]) if parts else ""
        return begin + inside + comma.join(parts) + last + inside + end

    def flow_pair(self, key: str, value: Any) -> str:
        label = _double(key) if self.compact and _chance(self.rng) else self.key(key)
        if self.unusual():
            return f"{self.rng.choice(['? ', '?  '])}{label} : {self.flow(value, key)}"
        written = self.flow(value, key)
        close = self.compact and label[-1] in ("'", '"')
        return f"{label}:{'' if close else ' '}{written}"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _moved(lines: Lines, columns: int) -> Lines:
    return [" " * columns + line if line.strip(" ") else line for line in lines]
