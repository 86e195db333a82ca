"""`explain`: every rule, in both languages, on any console."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from govlist.base import i18n, registry

RULES = registry.names("validation.rules")
Run = Callable[..., Any]


def test_all_rules_are_listed(run: Run) -> None:
    made = run("explain")
    assert made.code == 0
    assert tuple(line.split()[0] for line in made.out.splitlines()[1:]) == RULES


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_with_a_sample_of_both_kinds(run: Run, rule: str, language: str) -> None:
    i18n.use(language)
    made = run("explain", rule)
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith(rule)
    module = registry.get("validation.rules", rule)
    words = registry.description(module).split("\n")[0]
    assert words.removesuffix(".") in made.out
    if isinstance(module.GOOD, str):
        assert module.GOOD.splitlines()[0] in made.out


def test_the_languages_differ(run: Run) -> None:
    def output(language: str) -> str:
        i18n.use(language)
        return str(run("explain", "unknown-unit").out)

    assert output("zh") != output("en")
    assert output("en").isascii() is False  # the samples stay Chinese


@pytest.mark.parametrize(("typed", "near"), [("unknown-unti", "unknown-unit"), ("xyz", "")])
def test_an_unknown_rule_is_reported_with_the_nearest(run: Run, typed: str, near: str) -> None:
    made = run("explain", typed)
    assert (made.code, made.out) == (2, "")
    assert near in made.err


def test_it_needs_no_list(run: Run, checklist: Callable[[str], Any]) -> None:
    checklist("no list at all")
    assert run("explain", "anchor").code == 0


def test_json(run: Run) -> None:
    (made,) = json.loads(run("explain", "no-owner", "--json").out)
    module = registry.get("validation.rules", "no-owner")
    assert list(made) == ["rule", "level", "text", "wrong", "right"]
    assert (made["rule"], made["level"], made["text"]) == (
        "no-owner",
        "warning",
        registry.description(module),
    )
    assert made["right"] == module.GOOD.rstrip("\n")
    everything = run("explain", "--json").out
    assert tuple(each["rule"] for each in json.loads(everything)) == RULES
    assert len(everything) < 200_000
    assert (run("explain", "no-such", "--json").code, run("explain", "no-such", "--json").out) == (2, "")
