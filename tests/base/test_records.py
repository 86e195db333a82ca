"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from govlist.base.records import Record


class Mine(Record):
    """A record."""

    name: str
    days: tuple[int, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    note: str = field(default="", metadata={"description": "a note"}, kw_only=True)

    @cached_property
    def words(self) -> str:
        """A value that is computed once."""
        return self.name * 2


@dataclass(frozen=True)
class Theirs:
    """The same as a frozen dataclass."""

    name: str
    days: tuple[int, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    note: str = field(default="", metadata={"description": "a note"}, kw_only=True)


class Named(Record, kw_only=True):
    """A record whose values are given by name."""

    first: int = 1
    second: str


VALUES: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("甲",), {}),
    (("甲", (1, 2)), {}),
    (("甲", (1, 2), {"a": 1}), {"note": "x"}),
    ((), {"name": "甲", "more": {"b": 2}}),
]


@pytest.mark.parametrize(("args", "values"), VALUES)
def test_a_record_has_the_values_of_a_dataclass(args: Any, values: Any) -> None:
    mine, theirs = Mine(*args, **values), Theirs(*args, **values)
    for each in fields(Theirs):
        assert getattr(mine, each.name) == getattr(theirs, each.name)
    assert repr(mine) == repr(theirs).replace("Theirs", "Mine")
    assert [each.name for each in fields(mine)] == [each.name for each in fields(theirs)]
    assert fields(Mine)[3].metadata == {"description": "a note"}
    assert is_dataclass(Mine)


@pytest.mark.parametrize(
    ("args", "values"),
    [
        ((), {}),
        (("甲",), {"other": 1}),
        (("甲", (), {}, "by name only"), {}),
        ((), {"days": ()}),
    ],
)
def test_wrong_values_are_refused(args: Any, values: Any) -> None:
    for kind in (Mine, Theirs):
        with pytest.raises(TypeError):
            kind(*args, **values)


def test_values_by_name_only() -> None:
    assert Named(second="b") == Named(first=1, second="b")
    with pytest.raises(TypeError, match="Named has the values first, second"):
        Named(1, "b")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Named()  # type: ignore[call-arg]


def test_defaults_are_not_shared() -> None:
    one, other = Mine("甲"), Mine("甲")
    assert one.more is not other.more


def test_equal_by_values() -> None:
    assert Mine("甲", (1,)) == Mine("甲", (1,))
    assert Mine("甲", (1,)) != Mine("甲", (2,))
    assert Mine("甲") != Theirs("甲")
    assert hash(Named(second="b")) == hash(Named(second="b"))
    assert len({Named(second="a"), Named(second="b"), Named(second="a")}) == 2
    with pytest.raises(TypeError):
        hash(Mine("甲"))  # it holds a dict


def test_values_computed_once_are_no_fields() -> None:
    one = Mine("甲")
    assert (one.words, one.words) == ("甲甲", "甲甲")
    assert one == Mine("甲")
    assert "words" not in repr(one)
    assert replace(one, name="乙").words == "乙乙"


def test_a_record_cannot_be_changed() -> None:
    one = Mine("甲")
    for change in (lambda: setattr(one, "name", "乙"), lambda: delattr(one, "name")):
        with pytest.raises(FrozenInstanceError):
            change()
    with pytest.raises(FrozenInstanceError):
        setattr(one, "unknown", 1)  # noqa: B010
    assert one == Mine("甲")


def test_copies_are_equal() -> None:
    one = Mine("甲", (1,), {"a": 1}, note="x")
    assert replace(one) == copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    assert replace(one, days=(2,)) == Mine("甲", (2,), {"a": 1}, note="x")
