"""The office's own Word document filled in: its placeholders are replaced, all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import cut, visible
from govlist.documents import archive
from govlist.documents.paper.package import PROPERTY, repacked
from govlist.export.templates._context import DOCUMENT, KINDS, context
from govlist.export.templates._jinja import Environment, Printed, Unnamed
from govlist.model.view import View
from govlist.model.words import joined

SUFFIX = ".docx"

_PROGRAM = "docProps/app.xml"
_PROPERTIES = ("author", "comments", "keywords", "subject", "title")
"""Properties of the document that may hold placeholders."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP = re.compile("<[^>]+>")
_WHOLE = re.compile(r"\{\{(?:p|tr|tc|r)\s+[^\s}].*?\}\}", re.DOTALL)
"""docxtpl's way to print a row or a paragraph of XML, which data is not."""
_SHOWN = 60
"""Columns of a template's words that are shown."""
_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a template's own words can make Jinja and docxtpl raise."""


def render(view: View, path: Path) -> bytes:
    """The template filled in. Raises GovlistError, which names the placeholder, where that cannot be done."""
    data = archive.read(path, "docx")
    template = _opened(path, data)
    parts = _parts(template)
    _refuse_whole(path, parts)
    sources = [re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml)) for xml in parts]
    values, environment = context(view), Environment()
    _check(path, sources, values, environment)
    with _telling(path, sources):
        template.render(values, environment, autoescape=True)
    made = BytesIO()
    template.docx.save(made)
    with ZipFile(BytesIO(data)) as old:
        own = {_PROGRAM: old.read(_PROGRAM)} if _PROGRAM in old.namelist() else {}
    return repacked(made, own)


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, which refuses torn XML instead of mending it, and adds no properties of its own."""

    def fix_tables(self, xml: str) -> Any:
        """The filled body, as XML."""
        parse_xml(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Fill in those properties that hold placeholders; no others are touched."""
        related = {relation.reltype for relation in self.docx.part.package.rels.values()}
        if RELATIONSHIP_TYPE.CORE_PROPERTIES not in related:
            return
        for name in _PROPERTIES:
            text = getattr(self.docx.core_properties, name)
            if _TAG.search(text):
                rendered = jinja_env.from_string(text).render(context)
                filled = Markup(rendered).unescape()  # noqa: S704 - a property is text again, no markup
                setattr(self.docx.core_properties, name, filled[:PROPERTY])


def _opened(path: Path, data: bytes) -> _Template:
    template = _Template(BytesIO(data))
    try:
        template.init_docx()
        template.get_xml()
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError, OSError):
        archive.refuse_damaged(path)
    return template


def _parts(template: _Template) -> list[str]:
    """The XML of body, headers and footers."""
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    return parts


def _refuse_whole(path: Path, parts: Iterable[str]) -> None:
    for xml in parts:
        if (whole := _WHOLE.search(_MARKUP.sub("", xml))) is not None:
            message = _("{path}: {placeholder} would put a text where Word wants a row or a paragraph")
            hint = _("write {placeholder}").format(placeholder=re.sub(r"(?<=\{\{)\w+", "", whole[0]))
            raise GovlistError(message.format(path=path, placeholder=_shown(whole[0])), hint=hint)


def _check(path: Path, sources: Iterable[str], values: Mapping[str, Any], environment: Environment) -> None:
    """Refuse a template whose syntax is broken, or that names what nothing stands for."""
    unknown: set[str] = set()
    for source in sources:
        try:
            unknown |= find_undeclared_variables(environment.parse(source)) - set(values)
        except TemplateSyntaxError as error:
            line = _MARKUP.sub("", source.splitlines()[error.lineno - 1])
            _refuse_broken(path, error.message or "", line)
    if unknown:
        _refuse_unknown(path, sources, sorted(unknown), values)


@contextmanager
def _telling(path: Path, sources: Iterable[str]) -> Iterator[None]:
    """Inside, whatever the template's words raise is told as that."""
    try:
        yield
    except Unnamed as error:
        _refuse_unknown(path, sources, [error.name], error.asked)
    except Printed as error:
        message = _("{path}: a list stands where a text is wanted")
        hint = _("go through it: {loop}").format(loop="{%tr for row in tasks %} … {%tr endfor %}")
        raise GovlistError(message.format(path=path), hint=hint) from error
    except SyntaxError:
        message = _("{path}: a loop or a condition begins and ends in places that do not match")
        hint = _("let {row} stand in a row of its own, {paragraph} in a paragraph of its own, at both ends")
        hint = hint.format(row="{%tr … %}", paragraph="{%p … %}")
        raise GovlistError(message.format(path=path), hint=hint) from None
    except _FAULTS as error:
        _refuse_broken(path, str(error), "")


def _refuse_broken(path: Path, what: str, line: str) -> NoReturn:
    """Tell what Jinja complains of, in its words, with the template's words around it."""
    message = _("{path}: the template cannot be read: {what}").format(path=path, what=what)
    if not line.strip():
        raise GovlistError(message, hint=_("a for needs its endfor, an if its endif, {{ its }}"))
    hint = _("it is near {words}; a for needs its endfor, an if its endif, {opened} its {closed}")
    raise GovlistError(message, hint=hint.format(words=_shown(line), opened="{{", closed="}}"))


def _refuse_unknown(path: Path, sources: Iterable[str], names: Iterable[str], asked: object) -> NoReturn:
    """Tell the placeholders that name what is not known, and what is known in that place."""
    found = [
        tag
        for source in sources
        for tag in _TAG.findall(source)
        if set(names) & set(re.findall(r"[\w-]+", tag))
    ]
    message = _("{path}: not known: {names}, in {placeholders}").format(
        path=path, names=joined(names), placeholders=joined(dict.fromkeys(map(_shown, found)))
    )
    raise GovlistError(message, hint=_known(asked))


def _known(asked: object) -> str:
    if not isinstance(asked, dict):
        return _("it is a text, a number or a list and has no parts of its own")
    fitting = [names for names in KINDS.values() if names.keys() <= asked.keys()]
    names = max(fitting, key=len, default=DOCUMENT)
    words = [f"{key} {known.split()[0]}" for key, known in names.items()]
    words += [key for key in asked if key.startswith("x-")]
    return _("known here: {names}").format(names=joined(words))


def _shown(text: str) -> str:
    return cut(visible(_MARKUP.sub("", text)).strip(), _SHOWN)
