"""What the shell offers at a Tab: unit names, task numbers with their first words. Never an error.

The plain data is enough, from the snapshot where there is one: neither schema nor rules are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govlist.base.errors import GovlistError
from govlist.base.text import cut, visible
from govlist.validation import load, snapshot


def units(file: Path | None, incomplete: str) -> list[str]:
    """Names of units and groups that begin with what was typed."""
    names = [item.get("name") for key in ("units", "groups") for item in _items(_plain(file).get(key))]
    return [n for n in names if isinstance(n, str) and n.isprintable() and n.startswith(incomplete)]


def tasks(file: Path | None, incomplete: str) -> list[tuple[str, str]]:
    """Task numbers, each with its first words; behind a comma the list goes on."""
    done, comma, begun = incomplete.rpartition(",")
    found = []
    for task in _tasks(_plain(file)):
        number, words = task.get("id"), task.get("requirement")
        if isinstance(number, str) and number.isdigit() and number.startswith(begun):
            words = words if isinstance(words, str) else ""
            found.append((f"{done}{comma}{number}", visible(cut(words, 40))))
    return found


def _plain(file: Path | None) -> dict[str, Any]:
    try:
        path = load.choose(file).path
        data = load.read(path)
        plain = snapshot.plain(data)
        if plain is None:
            from govlist.yamlfile.source import Source

            plain = Source(str(path), data).plain
    except (OSError, GovlistError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _tasks(plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in _items(plain.get("sections")):
        yield from _items(section.get("tasks"))
        for topic in _items(section.get("topics")):
            yield from _items(topic.get("tasks"))
