"""Fills in the office's own Word document: replaces its placeholders and keeps everything else."""

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
from govlist.export.templates._budget import NotOffered, TooLarge
from govlist.export.templates._context import DOCUMENT, KINDS, context
from govlist.export.templates._jinja import Environment, NotText, UnknownName
from govlist.model.view import View
from govlist.model.words import joined

SUFFIX = ".docx"

_PROGRAM = "docProps/app.xml"
_PROPERTIES = ("author", "comments", "keywords", "subject", "title")
"""Properties of the document that may hold placeholders."""
_OPENING = re.compile(r"\{[{%]")
_CLOSING = {"{{": "}}", "{%": "%}"}
_MARKUP = re.compile("<[^<>]+>")
_XML_TAG = re.compile(r"\{\{(?:p|tr|tc|r)\s+[^\s}]")
"""A docxtpl tag that inserts XML; data is never XML."""
_SHOWN = 60
"""Display width of template text in messages."""
_TEMPLATE_ERRORS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""Errors of Jinja and docxtpl that a template can cause."""


def render(view: View, path: Path) -> bytes:
    """Fill in a template. Raises GovlistError with the placeholder if that fails."""
    data = archive.read(path, "docx")
    template = _opened(path, data)
    parts = _parts(template)
    _refuse_xml_tags(path, parts)
    sources = [re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml)) for xml in parts]
    values, environment = context(view), Environment()
    _check(path, sources, values, environment)
    with _reporting_errors(path, sources):
        template.render(values, environment, autoescape=True)
    buffer = BytesIO()
    with archive.whole(path):
        template.docx.save(buffer)
    with ZipFile(BytesIO(data)) as old:
        replacements = {_PROGRAM: old.read(_PROGRAM)} if _PROGRAM in old.namelist() else {}
    return repacked(buffer, replacements)


class _Template(DocxTemplate):  # type: ignore[misc]
    """A docxtpl template that refuses broken XML instead of fixing it, and adds no properties."""

    def fix_tables(self, xml: str) -> Any:
        """The filled body as XML."""
        parse_xml(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Fill in the properties that have placeholders."""
        related = {relation.reltype for relation in self.docx.part.package.rels.values()}
        if RELATIONSHIP_TYPE.CORE_PROPERTIES not in related:
            return
        for name in _PROPERTIES:
            text = getattr(self.docx.core_properties, name)
            if any(_tags(text)):
                rendered = jinja_env.from_string(text).render(context)
                filled = Markup(rendered).unescape()  # noqa: S704 - a property is text, not markup
                setattr(self.docx.core_properties, name, filled[:PROPERTY])


def _opened(path: Path, data: bytes) -> _Template:
    template = _Template(BytesIO(data))
    with archive.whole(path):
        template.init_docx()
        template.get_xml()
    return template


def _parts(template: _Template) -> list[str]:
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    return parts


def _refuse_xml_tags(path: Path, parts: Iterable[str]) -> None:
    for xml in parts:
        for tag in filter(_XML_TAG.match, _tags(_MARKUP.sub("", xml))):
            message = _("{path}: {placeholder} puts text where Word needs a row or a paragraph")
            hint = _("write {placeholder}").format(placeholder=re.sub(r"^\{\{\w+", "{{", tag))
            raise GovlistError(message.format(path=path, placeholder=_shown(tag)), hint=hint)


def _check(path: Path, sources: Iterable[str], values: Mapping[str, Any], environment: Environment) -> None:
    """Refuse a template with a syntax error or an unknown name."""
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
def _reporting_errors(path: Path, sources: Iterable[str]) -> Iterator[None]:
    """Report errors caused by the template as GovlistError."""
    try:
        yield
    except UnknownName as error:
        _refuse_unknown(path, sources, [error.name], error.asked)
    except NotText as error:
        message = _("{path}: a list is used as text")
        hint = _("use a loop: {loop}").format(loop="{%tr for row in tasks %} … {%tr endfor %}")
        raise GovlistError(message.format(path=path), hint=hint) from error
    except TooLarge as error:
        message = _("{path}: filling in {placeholder} gives too much text")
        hint = _("a loop in a loop repeats its rows for each row outside; a text joined to itself doubles")
        raise GovlistError(message.format(path=path, placeholder=_shown(error.line)), hint=hint) from None
    except NotOffered as error:
        message = _("{path}: {placeholder} is not available in templates")
        hint = _("use for, if, set and filters: govlist docs templates")
        raise GovlistError(message.format(path=path, placeholder=_shown(error.line)), hint=hint) from None
    except SyntaxError:
        message = _("{path}: the start and end of a loop or condition do not match")
        hint = _("put the start and end of {row} in separate rows, of {paragraph} in separate paragraphs")
        hint = hint.format(row="{%tr … %}", paragraph="{%p … %}")
        raise GovlistError(message.format(path=path), hint=hint) from None
    except _TEMPLATE_ERRORS as error:
        _refuse_broken(path, str(error), "")


def _refuse_broken(path: Path, what: str, line: str) -> NoReturn:
    """Report an error message of Jinja with the template text near it."""
    message = _("{path}: the template cannot be read: {what}").format(path=path, what=what)
    if not line.strip():
        raise GovlistError(
            message, hint=_("every for needs an endfor, every if an endif, every {{ a closing }}")
        )
    hint = _("near {words}; every for needs an endfor, every if an endif, every {opened} a {closed}")
    raise GovlistError(message, hint=hint.format(words=_shown(line), opened="{{", closed="}}"))


def _refuse_unknown(path: Path, sources: Iterable[str], names: Iterable[str], asked: object) -> NoReturn:
    """Report placeholders with unknown names, and the names available there."""
    found = [
        tag for source in sources for tag in _tags(source) if set(names) & set(re.findall(r"[\w-]+", tag))
    ]
    message = _("{path}: unknown names: {names}, in {placeholders}").format(
        path=path, names=joined(names), placeholders=joined(dict.fromkeys(map(_shown, found)))
    )
    raise GovlistError(message, hint=_known_names(asked))


def _known_names(asked: object) -> str:
    if not isinstance(asked, dict):
        return _("it is a text, a number or a list; nothing can follow the dot")
    fitting = [names for names in KINDS.values() if names.keys() <= asked.keys()]
    names = max(fitting, key=len, default=DOCUMENT)
    words = [f"{key} {known.split()[0]}" for key, known in names.items()]
    words += [key for key in asked if key.startswith("x-")]
    return _("names available here: {names}").format(names=joined(words))


def _tags(source: str) -> Iterator[str]:
    """The placeholders and tags of a template, in order."""
    end, unclosed = 0, set()
    for opening in _OPENING.finditer(source):
        if opening.start() < end or opening[0] in unclosed:
            continue
        closing = source.find(_CLOSING[opening[0]], opening.end())
        if closing < 0:
            unclosed.add(opening[0])
            continue
        end = closing + 2
        yield source[opening.start() : end]


def _shown(text: str) -> str:
    return cut(visible(_MARKUP.sub("", text)).strip(), _SHOWN)
