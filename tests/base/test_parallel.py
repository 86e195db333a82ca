"""`base.parallel`: the same results in one process and in several, their order, and a process that dies."""

from __future__ import annotations

import os

import pytest

from govlist.base import i18n, parallel
from govlist.base.errors import ExitCode, GovlistError


def described(number: int) -> tuple[int, str, bool]:
    """A result that shows its item, the language, and whether another process made it."""
    return number, i18n.language(), os.getpid() == int(os.environ["TESTS_PROCESS"])


def refused(number: int) -> GovlistError:
    return GovlistError(f"no {number}", ExitCode.FAILED, hint="try another")


@pytest.fixture(autouse=True)
def _this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_PROCESS", str(os.getpid()))
    monkeypatch.setattr(i18n, "_chosen", ["en"])
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.mark.parametrize("most", [1, 2])
def test_results_come_in_order_and_in_the_language_in_use(most: int) -> None:
    i18n.use("zh")
    made = list(parallel.results(described, range(20), most))
    assert made == [(number, "zh", most == 1) for number in range(20)]


def test_an_error_comes_back_whole() -> None:
    made = list(parallel.results(refused, [1, 2], 2))
    assert [(error.message, error.exit_code, error.hint) for error in made] == [
        ("no 1", ExitCode.FAILED, "try another"),
        ("no 2", ExitCode.FAILED, "try another"),
    ]


def test_a_process_that_the_system_ends_is_reported() -> None:
    with pytest.raises(GovlistError, match="the system ended a process") as caught:
        list(parallel.results(os._exit, [7, 7], 2))
    assert caught.value.exit_code == ExitCode.FAILED
    assert "GOVLIST_JOBS=1" in caught.value.hint


def test_one_item_needs_no_process() -> None:
    assert list(parallel.results(described, [1], 8)) == [(1, i18n.language(), True)]


@pytest.mark.parametrize("text", ["0", "62", "two", "１", "-1"])
def test_a_number_of_processes_that_is_not_valid(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_JOBS", text)
    with pytest.raises(GovlistError, match="GOVLIST_JOBS") as caught:
        parallel.jobs()
    assert "from 1 to 61" in caught.value.hint


def test_without_a_setting_one_process_per_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVLIST_JOBS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(100)), raising=False)
    assert parallel.jobs() == 61
