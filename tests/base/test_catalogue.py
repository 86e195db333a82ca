"""The catalogue script: which texts are messages, which errors it finds, what it compiles."""

from __future__ import annotations

import ast
import gettext
import re
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
import typer.core

SCRIPT = Path(__file__).parents[2] / "scripts" / "catalogue.py"
CODE = '''\
"""Not help: it is not in a folder of plugins."""
LABEL = N_("a label")

def f(count, names):
    message = _("no unit {name}")
    if names:
        message = _("no unit {name} near {names}")
    message.format(name=1, names=2)
    return p_("list", ", ") + n_("{n} task", "{n} tasks", count).format(n=count) + _(message)
'''
COMMAND = '"""Mark a task.\n\nAnd more.\n"""\n'


def script() -> ModuleType:
    """The script as a module of its own."""
    loader = SourceFileLoader("catalogue", str(SCRIPT))
    module = ModuleType("catalogue")
    module.__file__ = str(SCRIPT)
    sys.modules["catalogue"] = module  # its dataclass looks itself up
    loader.exec_module(module)
    return module


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, run on a small package with an empty catalogue."""
    module = script()
    (tmp_path / "cli" / "commands").mkdir(parents=True)
    (tmp_path / "words.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "cli" / "commands" / "mark.py").write_text(COMMAND, encoding="utf-8")
    places = {"ROOT": tmp_path, "PACKAGE": tmp_path, "TYPER_WORDS": ()}
    places |= {"PO": tmp_path / "govlist.po", "MO": tmp_path / "govlist.mo"}
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    module.PO.write_text(module.HEADER, encoding="utf-8")
    return module


@pytest.fixture
def translate(catalogue: ModuleType) -> Callable[[str, str], None]:
    """`translate("English", "Chinese")` fills in a translation, by text."""
    catalogue.extract()

    def fill(text: str, words: str) -> None:
        before = catalogue.PO.read_text(encoding="utf-8")
        for empty in (f'msgid "{text}"\nmsgstr ""', f'msgid_plural "{text}"\nmsgstr[0] ""'):
            before = before.replace(empty, empty[:-1] + f'{words}"')
        assert words in before
        catalogue.PO.write_text(before, encoding="utf-8")

    return fill


def test_messages(catalogue: ModuleType) -> None:
    assert set(catalogue.messages()) == {
        ("a label", None),
        ("no unit {name}", None),
        ("no unit {name} near {names}", None),
        (", ", "list"),
        (("{n} task", "{n} tasks"), None),
        ("Mark a task.\n\nAnd more.", None),
    }


def test_extract_keeps_what_is_translated_and_drops_what_is_gone(
    catalogue: ModuleType, translate: Callable[[str, str], None]
) -> None:
    translate("a label", "标签")
    translate("no unit {name}", "没有单位{name}")
    (catalogue.PACKAGE / "words.py").write_text('_("a label")\n_("new")\n', encoding="utf-8")
    assert "govlist.po is not up to date: run python scripts/catalogue.py extract" in list(catalogue.faults())
    catalogue.extract()
    text = catalogue.PO.read_text(encoding="utf-8")
    assert '#: words.py\nmsgid "a label"\nmsgstr "标签"\n' in text
    assert 'msgid "new"\nmsgstr ""\n' in text
    assert "没有单位" not in text
    assert "not translated: 'new'" in list(catalogue.faults())


def test_extract_changes_nothing_twice(catalogue: ModuleType) -> None:
    catalogue.extract()
    before = catalogue.PO.read_bytes()
    catalogue.extract()
    assert catalogue.PO.read_bytes() == before


def test_a_whole_catalogue_has_no_errors(
    catalogue: ModuleType, translate: Callable[[str, str], None]
) -> None:
    assert catalogue.check() == 1
    text = catalogue.PO.read_text(encoding="utf-8")
    filled = text.replace('And more."\nmsgstr ""', 'And more."\nmsgstr "登记"')
    catalogue.PO.write_text(filled, encoding="utf-8")
    translate("a label", "标签")
    translate("no unit {name}", "没有{name}，相近的有{names}")
    translate("no unit {name} near {names}", "没有{name}")
    translate(", ", "、")
    translate("{n} tasks", "{n}项")
    assert list(catalogue.faults()) == []
    assert catalogue.check() == 0


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("没有{unit}", "unknown field unit"),
        ("没有{name", "no format string"),
        ("没有{}", "unknown field "),
    ],
)
def test_a_translation_that_does_not_fit(
    words: str, fault: str, catalogue: ModuleType, translate: Callable[[str, str], None]
) -> None:
    translate("no unit {name}", words)
    assert [found for found in catalogue.faults() if found.startswith(fault)] != []


def test_a_fuzzy_translation_is_an_error(
    catalogue: ModuleType, translate: Callable[[str, str], None]
) -> None:
    translate("a label", "标签")
    text = catalogue.PO.read_text(encoding="utf-8")
    fuzzy = text.replace('msgid "a label"', '#, fuzzy\nmsgid "a label"')
    catalogue.PO.write_text(fuzzy, encoding="utf-8")
    assert "fuzzy: 'a label'" in list(catalogue.faults())


def test_compile_leaves_out_what_is_not_translated(
    catalogue: ModuleType, translate: Callable[[str, str], None]
) -> None:
    translate("a label", "标签")
    catalogue.compile_catalogue()
    with catalogue.MO.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("a label") == "标签"
    assert words.gettext("no unit {name}") == "no unit {name}"
    assert words.ngettext("{n} task", "{n} tasks", 2) == "{n} tasks"
    before = catalogue.MO.read_bytes()
    catalogue.compile_catalogue()
    assert catalogue.MO.read_bytes() == before


def test_typers_words_are_those_that_typer_asks_for() -> None:
    source = ast.parse(Path(typer.core.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    asked = {ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "_"}
    elsewhere = {"Aborted!", "Missing command.", "No such command {name!r}."}
    assert asked - elsewhere == set(script().TYPER_WORDS)


NAMES = r"佐证/8月\.pdf|未完成事项\.md|x-联系人|x-联络员"
LATIN = r"(?:--?|\*?\.|\$)?[A-Za-z][A-Za-z0-9_-]*"


def test_a_space_is_between_chinese_and_latin_words() -> None:
    """用 -f 指明, not 用-f指明; no space around figures: 承担16项. Inserted values are not checked."""
    touching = re.compile(rf"[一-鿿]{LATIN}|(?<![\w-]){LATIN}[一-鿿]")
    found = {}
    for message in script().read():
        strings = (message.string,) if isinstance(message.string, str) else message.string
        for text in strings if message.id else ():
            if near := touching.findall(re.sub(rf"\{{[^{{}}]*\}}|{NAMES}", "…", text)):
                found[text[:60]] = near
    assert found == {}


def test_no_message_names_an_office() -> None:
    """The list decides whether it is 区政府办公室, 县政府办公室 or another."""
    text = script().PO.read_text(encoding="utf-8")
    assert re.findall(r"[区县市省]政府办公", text) == []
