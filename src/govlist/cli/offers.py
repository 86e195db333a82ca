"""What can follow a command line up to a Tab: commands, options, and the values of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from govlist.base.errors import GovlistError
from govlist.cli import grammar
from govlist.validation import load, settings, snapshot

Offer = tuple[str, str]
"""A complete word, and its help or an empty text."""


def offers(done: Sequence[str], begun: str) -> list[Offer] | None:
    """The offers for the incomplete word after the complete ones; None for file names.

    They begin with what was typed; if nothing does, they have it as a part.
    """
    line = Line(grammar.read(), done)
    option = ""
    if begun.startswith("-") and line.takes_options and line.waiting is None:
        name, equals, value = begun.partition("=")
        if not equals:
            return _printable(line.options(name))
        option, begun, line.waiting = f"{name}=", value, line.parameter(name)
        if line.waiting is None or line.waiting["flag"]:
            return []
    asked = line.waiting or line.argument
    if asked is None:
        return _printable(line.commands(begun)) if line.command == "" else []
    if asked["kind"] == "file":
        return None
    return _printable((f"{option}{word}", help_) for word, help_ in line.values(asked, begun))


def _printable(found: Iterable[Offer]) -> list[Offer]:
    """The offers whose words have no line break, tab or control character, with their help on one line."""
    from govlist.base.text import visible

    return [
        (word, visible(" ".join(help_.split())) if help_ else "")
        for word, help_ in found
        if word.isprintable()
    ]


class Line:
    """What the complete words of a command line say: the command, its options, its arguments."""

    def __init__(self, known: grammar.Plain, words: Sequence[str]) -> None:
        self.known = known
        self.command = ""
        """The command; "" before its name, "?" if there is none with that name."""
        self.given: list[str] = []
        """The arguments of the command."""
        self.used: set[str] = set()
        """The options that are given."""
        self.takes_options = True
        """Whether no `--` stands before the incomplete word."""
        self.waiting: grammar.Plain | None = None
        """The option whose value is the incomplete word."""
        self._file: str | None = None
        self._shipped = False
        rest = list(words)
        while rest:
            self._take(rest.pop(0), rest)

    def _take(self, word: str, rest: list[str]) -> None:
        """Take one word, and its value from the rest. The name of a view stands for its command."""
        if self.takes_options and word == "--":
            self.takes_options = False
        elif self.takes_options and word.startswith("-") and len(word) > 1:
            self._take_option(word, rest)
        elif not self.command:
            self.command = self._named(word)
        elif self.command == "view" and word in self.settings.views:
            self.command = self._named(self.settings.views[word].value["command"])
        else:
            self.given.append(word)

    def _take_option(self, word: str, rest: list[str]) -> None:
        name, equals, value = word.partition("=")
        found = self.parameter(name)
        if found is None and not word.startswith("--"):  # -uUNIT
            name, equals, value = word[:2], word[2:3], word[2:]
            found = self.parameter(name)
        if found is None:
            return
        self.used |= set(found["names"])
        if found["flag"]:
            self._shipped = self._shipped or "--shipped" in found["names"]
        elif not equals and not rest:
            self.waiting = found
        else:
            value = value if equals else rest.pop(0)
            self._file = value if "--file" in found["names"] else self._file

    def _named(self, word: str) -> str:
        """The command with a name, or the only one whose name begins so."""
        names = self.known["commands"]
        near = [name for name in names if name.startswith(word)]
        return word if word in names else near[0] if len(near) == 1 else "?"

    def parameter(self, name: str) -> grammar.Plain | None:
        """The option with a name: of the command, else of the program."""
        known: list[grammar.Plain] = [*self.known["of"].get(self.command, ()), *self.known["of"][""]]
        return next((each for each in known if name in each["names"] or name in each["old"]), None)

    @property
    def argument(self) -> grammar.Plain | None:
        """The argument that the incomplete word is; None if it is none."""
        known: list[grammar.Plain] = self.known["of"].get(self.command, [])
        own = [each for each in known if not each["names"]]
        if len(self.given) < len(own):
            return own[len(self.given)]
        return own[-1] if own and own[-1]["many"] else None

    def commands(self, begun: str) -> list[Offer]:
        """The commands that begin so."""
        return [each for each in self.known["commands"].items() if each[0].startswith(begun)]

    def options(self, begun: str) -> Iterator[Offer]:
        """The options that begin so and can still be given."""
        for each in self.known["of"].get(self.command, ()):
            if each["many"] or not self.used & set(each["names"]):
                yield from ((name, each["help"]) for name in each["names"] if name.startswith(begun))

    def values(self, asked: grammar.Plain, begun: str) -> list[Offer]:
        """The values of an option or argument; after a comma the next one is completed."""
        kept = ""
        if asked["many"] or asked["kind"] == "tasks":
            kept, comma, begun = begun.rpartition(",")
            kept += comma
        find = FINDERS.get(asked["kind"])
        found = fixed(asked["words"], begun) if find is None else find(self, begun)
        given = kept.split(",")
        return [(kept + word, help_) for word, help_ in found if word not in given]

    @cached_property
    def settings(self) -> settings.Settings:
        """The settings in force; none if they have faults."""
        try:
            return settings.read(settings.folder_of(self._path, self._shipped))
        except (OSError, GovlistError):
            return settings.Settings({}, None, None)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The plain data of the list in use; empty if it cannot be read, or the command refuses it."""
        try:
            chosen = load.choose(self._path, self._shipped)
            if chosen.searched and self.command not in self.known["first_look"]:
                return {}
            return plain(chosen.path)
        except (OSError, GovlistError):  # the current folder was deleted; faulty settings
            return {}

    @property
    def _path(self) -> Path | None:
        return Path(self._file) if self._file else None


# Words -----------------------------------------------------------------------------------------------


def fixed(words: Sequence[grammar.Plain], begun: str) -> list[Offer]:
    """Fixed words that begin so; in Chinese where Chinese was typed."""
    if begun.isascii():
        return [(each["word"], each["help"]) for each in words if each["word"].startswith(begun)]
    return [(other, each["word"]) for each in words for other in each["others"] if other.startswith(begun)]


def units(data: dict[str, Any], begun: str) -> list[Offer]:
    """Units and groups: names that begin so, else aliases, else those that have it as a part."""
    owners = [owner for key in ("units", "groups") for owner in _items(data.get(key))]
    names = [name for owner in owners if isinstance(name := owner.get("name"), str)]
    aliases = [alias for owner in owners for alias in _texts(owner.get("aliases"))]
    for known in (names, aliases):
        if found := [name for name in known if name.startswith(begun)]:
            return [(name, "") for name in found]
    for known in (names, aliases):
        if found := [name for name in known if begun in name]:
            return [(name, "") for name in found]
    return []


def tasks(data: dict[str, Any], begun: str) -> list[Offer]:
    """Task numbers that begin so, each with its first words."""
    return [
        (number, _start(task.get("requirement")))
        for task in _tasks(data)
        if isinstance(number := task.get("id"), str) and number.isdigit() and number.startswith(begun)
    ]


def sections(data: dict[str, Any], begun: str) -> list[Offer]:
    """Sections by number, each with its title; where no number was typed, titles with that part."""
    return _headings(_items(data.get("sections")), begun)


def topics(data: dict[str, Any], begun: str) -> list[Offer]:
    """Topics by number, each with its title; by title where a number is that of several topics."""
    found = [topic for section in _items(data.get("sections")) for topic in _items(section.get("topics"))]
    if data.get("topics_restart") == "true":
        return [(title, "") for topic in found if begun in (title := _start(topic.get("title"), 200))]
    return _headings(found, begun)


def _headings(found: Sequence[dict[str, Any]], begun: str) -> list[Offer]:
    titles = [_start(heading.get("title"), 200) for heading in found]
    if not begun or begun.isdigit():
        numbered = enumerate(titles, 1)
        return [(str(number), title) for number, title in numbered if str(number).startswith(begun)]
    return [(title, "") for title in titles if begun in title]


def views(line: Line, begun: str) -> list[Offer]:
    """The saved views that begin so, each with its command."""
    known = line.settings.views.items()
    return [(name, view.value["command"]) for name, view in known if name.startswith(begun)]


def of_config(line: Line, begun: str) -> list[Offer]:
    """The words of `config`: what to do, a key, the values of some keys."""
    from govlist.base.i18n import LANGUAGES, _

    keys = [(key, _(each.meaning)) for key, each in settings.KEYS.items()]
    what, *rest = line.given or [""]
    if not line.given:
        found = [("set", ""), ("unset", ""), *keys]
    elif what not in ("set", "unset"):
        return []
    elif not rest:
        found = keys
    elif what == "set" and rest[0] == "unit":
        return units(line.data, begun)
    else:
        option = {"columns": "list --columns", "validate.select": "validate --select"}
        command, _blank, name = option.get(rest[0], "validate --ignore").partition(" ")
        words: Sequence[grammar.Plain] = next(
            (each["words"] for each in line.known["of"][command] if name in each["names"]), []
        )
        words = words if rest[0] in (*option, "validate.ignore") else []
        found = [(each["word"], each["help"]) for each in words]
        found = [(name, "") for name in LANGUAGES] if rest[0] == "language" else found
    return [offer for offer in found if offer[0].startswith(begun)]


FINDERS: dict[str, Callable[[Line, str], list[Offer]]] = {
    "units": lambda line, begun: units(line.data, begun),
    "tasks": lambda line, begun: tasks(line.data, begun),
    "sections": lambda line, begun: sections(line.data, begun),
    "topics": lambda line, begun: topics(line.data, begun),
    "views": views,
    "settings": of_config,
}
"""The words that no table holds, by the kind of the parameter."""


def plain(path: Path) -> dict[str, Any]:
    """The plain data of a list, from the cache if it is there; empty if it cannot be read."""
    try:
        data = load.read(path)
        found = snapshot.plain(data)
        if found is None:
            from govlist.yamlfile.source import Source

            found = Source(str(path), data).plain
    except (OSError, GovlistError):
        return {}
    return found if isinstance(found, dict) else {}


def _start(text: Any, most: int = 40) -> str:
    """The first words of a text of the file, safe for a terminal."""
    from govlist.base.text import cut, visible

    return visible(cut(text, most)) if isinstance(text, str) else ""


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _tasks(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in _items(data.get("sections")):
        yield from _items(section.get("tasks"))
        for topic in _items(section.get("topics")):
            yield from _items(topic.get("tasks"))
