"""Check the file's data with pydantic: the model, and errors in our words with their places.

Only the smallest part with an error is left out of the model, so that the rules can check the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from govlist.base.errors import Finding, Location
from govlist.base.i18n import _
from govlist.base.limits import FORMAT, MAX_FAULTS, MAX_REPORTED
from govlist.base.text import visible
from govlist.model import fields
from govlist.model.checklist import Checklist, Omitted
from govlist.model.deadlines import DueDays, recurring
from govlist.model.fields import InvalidValue, Scalar
from govlist.model.states import Status
from govlist.model.words import DONE_AND_CONTINUED, joined, known_status, one_of, undecided
from govlist.validation import shape
from govlist.yamlfile.nodes import BROKEN

Fault = tuple[str, Finding]
"""A rule's id and its finding."""


class Reading:
    """The model of the valid data, the errors, and the way back to places in the file."""

    def __init__(self, plain: Any, dropped: str = "") -> None:
        """`dropped` is text that is not in the data because of an error, such as a key's second value."""
        self.checklist: Checklist | None = None
        self.faults: list[Fault] = []
        self._removed: set[Location] = set()
        self._omitted = Omitted(text=dropped, tasks=bool(dropped), units=bool(dropped))
        if self._is_checklist(plain):
            self._read(fields.CHECKLIST.typed(plain))

    def origin(self, location: Location) -> Location:
        """Convert a path in the model, whose lists may lack items, to a path in the file."""
        path: Location = ()
        for step in location:
            lost = bisect_right(self._gaps.get(path, ()), step) if isinstance(step, int) else 0
            path = (*path, step + lost if isinstance(step, int) else step)
        return path

    @cached_property
    def _gaps(self) -> dict[Location, list[int]]:
        """For each list with removed items: how many kept items come before each removed one."""
        lost: dict[Location, list[int]] = {}
        for *above, index in sorted(self._removed, key=str):
            lost.setdefault(tuple(above), []).append(int(index))
        return {
            above: [index - before for before, index in enumerate(sorted(indices))]
            for above, indices in lost.items()
        }

    def _is_checklist(self, plain: Any) -> bool:
        if plain is None or plain == "":
            self._fault("empty-value", (), _("the file is empty"), _("run govlist init to create a new list"))
        elif not isinstance(plain, dict):
            self._fault("wrong-type", (), _("a list begins with keys such as title:"))
        elif _newer(plain.get("format")):
            message = _("the file has format {format}: it needs a newer govlist")
            message = message.format(format=visible(plain["format"]))
            hint = _("this govlist reads format {n}").format(n=FORMAT)
            self._fault("newer-format", ("format",), message, hint)
        else:
            return True
        return False

    def _fault(self, rule: str, at: Location, message: str, hint: str = "", key: bool = False) -> None:
        if len(self.faults) < MAX_REPORTED:
            self.faults.append((rule, Finding(at, message, hint, key)))

    def _read(self, data: dict[str, Any]) -> None:
        broken: list[Location] = list(self._sections(data))
        try:
            _adapter().validate_python(data)
        except ValidationError as error:
            if error.error_count() > MAX_FAULTS:
                self._report_some(data)
                return
            broken += [self._explain(detail) for detail in error.errors(include_url=False)]
        for target in shape.outermost(broken):
            self._remove(data, target)
        checklist: Checklist = _adapter().validate_python(data)
        self.checklist = replace(checklist, omitted=self._omitted)

    def _report_some(self, data: dict[str, Any]) -> None:
        """Report too many errors: those of the first parts, and that there are more."""
        message = _("more than {limit:,} format errors; only some are reported").format(limit=MAX_FAULTS)
        self.faults.insert(0, ("wrong-type", Finding((), message, _("check that this is the right file"))))
        try:
            _adapter().validate_python(shape.beginning(data, 20))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._explain(detail)

    def _sections(self, data: dict[str, Any]) -> Iterator[Location]:
        """Report sections with both topics and tasks, or neither, which pydantic does not check."""
        sections = data.get("sections")
        for index, section in enumerate(sections if isinstance(sections, list) else ()):
            if not isinstance(section, dict):
                continue
            at: Location = ("sections", index)
            if "topics" in section and "tasks" in section:
                message, hint = (
                    _("a section has topics or tasks, not both"),
                    _("move the tasks under a topic"),
                )
                self._fault("unknown-key", (*at, "tasks"), message, hint, key=True)
                yield (*at, "tasks")
            elif "topics" not in section and "tasks" not in section:
                message, hint = _("a section needs topics or tasks"), _("add topics: or tasks:")
                self._fault("missing-key", at, message, hint)

    def _explain(self, detail: Any) -> Location:
        """Report an error of pydantic in our words. Returns the path to remove."""
        at: Location = tuple(step for step in detail["loc"] if step != "[key]")
        value = detail["input"]
        if detail["type"] == "missing":
            *above, key = at
            owner = shape.owner(at)
            hint = _("{kind} needs {keys}")
            hint = hint.format(kind=shape.kind_word(owner.kind), keys=joined(owner.required))
            self._fault("missing-key", tuple(above), _("{key} is missing").format(key=key), hint)
        elif detail["type"] == "unexpected_keyword_argument":
            self._unknown_key(at)
            return at
        elif value is BROKEN or (isinstance(value, InvalidValue) and value.value is BROKEN):
            pass  # reported by source
        elif isinstance(value, InvalidValue):
            self._wrong(at, value)
        else:
            message = _("expected {wanted}, found {got}")
            wanted, got = shape.wanted(detail["type"]), shape.form_word(value)
            self._fault("wrong-type", at, message.format(wanted=wanted, got=got))
        return shape.smallest(at)

    def _unknown_key(self, at: Location) -> None:
        key = str(at[-1]).removeprefix(" ")
        owner = shape.owner(at)
        known = list(owner.forms)
        message = _("unknown key {key}").format(key=visible(key))
        if near := get_close_matches(key.strip().lower(), known, 1, 0.6):
            space = _("the space before {key} is not an ordinary space")
            hint = (space if key != key.strip() else _("did you mean {key}?")).format(key=near[0])
        else:
            hint = _("known keys: {keys}").format(keys=joined(known))
            hint += _("; your own keys begin with x-") if owner.office else ""
        self._fault("unknown-key", (*at[:-1], key), message, hint, key=True)

    def _wrong(self, at: Location, wrong: InvalidValue) -> None:
        if wrong.form is None:
            message = _("{key} is empty").format(key=_name(at))
            self._fault("empty-value", at, message, _("fill it in or delete it"))
            return
        hint = _form_hint(wrong.form)
        text = visible(wrong.value) if isinstance(wrong.value, str) else ""
        if not isinstance(wrong.value, str):
            message = _("expected text, found {got}").format(got=shape.form_word(wrong.value))
            self._fault("wrong-type", at, message, hint)
        elif wrong.form.kind is date:
            self._fault("bad-date", at, _("{text} is not a valid date").format(text=text), hint)
        elif wrong.form.kind is DueDays:
            if every := recurring(wrong.value):
                hint = _("write {token} in the file").format(token=every.due.text)
            self._fault("bad-date", at, _("{text} is not a valid deadline").format(text=text), hint)
        elif wrong.form.kind is Status:
            if undecided(wrong.value) or wrong.value == DONE_AND_CONTINUED:
                hint = _("write done or in_progress in the file, and the rest in the note")
            elif known := known_status(wrong.value):
                hint = _("write {token} in the file").format(token=known)
            self._fault("bad-status", at, _("{text} is not a valid status").format(text=text), hint)
        else:
            message = _("{text} is not valid for {key}").format(text=text, key=_name(at))
            self._fault("wrong-type", at, message, hint)

    def _remove(self, data: Any, target: Location) -> None:
        """Remove or replace the value at a path, and note what the rules must not expect."""
        above: Any = data
        *steps, key = cast("tuple[Any, ...]", target)
        for step in steps:
            if not isinstance(above, (dict, list)) or (isinstance(above, dict) and step not in above):
                return
            above = above[step]
        value = above.get(key) if isinstance(above, dict) else above[key]
        self._note_omission(data, target, value)
        if isinstance(above, list):
            del above[key]
            self._removed.add(target)
        elif (placeholder := shape.placeholder(target)) is not None:
            above[key] = placeholder
        else:
            above.pop(key, None)

    def _note_omission(self, data: Any, target: Location, value: Any) -> None:
        if target[0] in ("units", "groups"):
            items = value if len(target) == 1 and isinstance(value, list) else [value]
            if len(target) > 2:
                items = [data[target[0]][target[1]]]
            names = frozenset(_texts(items))
            self._omit(units=True, names=self._omitted.names | names)
        elif target == ("year",):
            self._omit(year=True)
        elif "progress" in target and len(target) > target.index("progress") + 1:
            at = target.index("progress")
            task = data
            for step in target[:at]:
                task = task[step]
            if isinstance(task.get("id"), int):
                pair = (task["id"], str(target[at + 1]))
                self._omit(reports=self._omitted.reports | {pair})
        elif {"sections", "topics", "tasks"} & set(target[-2:]):
            self._omit(tasks=True)

    def _omit(self, **parts: Any) -> None:
        self._omitted = self._omitted._replace(**parts)


@cache
def _adapter() -> TypeAdapter[Checklist]:
    return TypeAdapter(Checklist)


def _newer(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and int(value[:9]) > FORMAT


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, InvalidValue):
        yield from _texts(value.value)


def _name(at: Location) -> str:
    return next((visible(step) for step in reversed(at) if isinstance(step, str)), "")


def _form_hint(form: Scalar) -> str:
    if issubclass(form.kind, StrEnum):
        return one_of(form.kind)
    if form.kind is date:
        return _("write an existing date as YYYY-MM-DD, such as 2024-06-14")
    if form.kind is DueDays:
        return _("write a date as YYYY-MM-DD, monthly:10, quarterly or half-yearly; other words are due_text")
    if form.kind is bool:
        return _("write true or false")
    if form.pattern:
        return _("write the region's code of 2, 4, 6, 9 or 12 digits, such as 340111")
    bounds = {"least": form.allowed[0], "most": form.allowed[-1]}
    return _("write a whole number from {least} to {most}, without leading zeros").format(**bounds)
