"""Fix punctuation: full-width colons that make a file invalid YAML, and spaces at the ends of lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from govlist.validation.autofix._change import Change, written
from govlist.validation.autofix._values import is_key
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source

MAX_ATTEMPTS = 40
"""How often the parser is run to find the next colon where it stops."""

_KEY = re.compile(r"^[ ]*(?:-[ ]+)*([^\s#:：'\"{}\[\]&*!|>%@`,-][^\s:：]*)：(.*)$", re.MULTILINE)
_LIST = re.compile(r"\s*\n[ ]*- ")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"(?<![ \t])[ \t]+(?=\r?\n|\Z)")


def repaired(source: Source) -> Source | None:
    """The file with ordinary colons after its keys, if it is then valid YAML; else None.

    A colon is replaced after a key of the file, or after a unit's name with its reports below, and only
    if YAML then sees a key. Colons in texts and comments are not changed.
    """
    places = dict(_places(source))
    for chosen in (places, _where_the_parser_stops(source, places)):
        kept = dict(chosen)
        while kept:
            new = written(source, list(kept.values()))
            if new.root is None:
                break
            keys = {new.place(key.end) for node in _below(new.root) for key in node.keys.values()}
            sound = {line: change for line, change in kept.items() if source.place(change.start) in keys}
            if len(sound) == len(kept):
                return new
            kept = sound
    return None


def _places(source: Source) -> Iterator[tuple[int, Change]]:
    """The colons that are probably meant to follow a key, by line; each line has at most one."""
    text = source.text
    for match in _KEY.finditer(text):
        end = match.end(1)
        rest = match[2].rstrip("\r")
        if is_key(match[1]) or (not rest.strip() and _LIST.match(text, match.end())):
            blank = "" if not rest or rest.startswith(" ") else " "
            yield source.place(end)[0], Change(end, end + 1, ":" + blank)


def _where_the_parser_stops(source: Source, places: dict[int, Change]) -> dict[int, Change]:
    """Only those colons where the parser stops, one after the other."""
    kept: dict[int, Change] = {}
    for _round in range(MAX_ATTEMPTS):
        new = written(source, list(kept.values()))
        stops = [problem.line for problem in new.problems if problem.rule == "syntax"]
        if not stops or stops[0] in kept or stops[0] not in places:
            break
        kept[stops[0]] = places[stops[0]]
    return kept


def blanks(source: Source) -> list[Change]:
    """The blanks to take away. A line that holds a # is left as it is: it may end in a comment."""
    found = [match.span() for match in _BLANKS.finditer(source.text)]
    if not found or source.root is None:
        return []
    nodes = list(_below(source.root))
    scalars = [node for node in nodes if node.kind == "scalar"]
    scalars += [key for node in nodes for key in node.keys.values()]
    texts = sorted((node.start, _end(source.text, node)) for node in scalars)
    starts = [start for start, _end in texts]
    changes = []
    for start, end in found:
        index = bisect_right(starts, start) - 1
        in_text = index >= 0 and start < texts[index][1]
        line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
        if not in_text and "#" not in line:
            changes.append(Change(start, end, ""))
    return changes


def _end(text: str, node: Node) -> int:
    """Where a text ends; one below | or > may go on in blanks and blank lines."""
    if not text.startswith(("|", ">"), node.start):
        return node.end
    following = _SPACE.match(text, node.end)
    return following.end() if following else node.end


def _below(node: Node) -> Iterator[Node]:
    """A node and all that stand in it."""
    yield node
    for child in node.children:
        yield from _below(child)
