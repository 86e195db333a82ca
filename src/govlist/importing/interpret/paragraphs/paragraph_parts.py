"""A paragraph split into its parts: mark, text, and what it states about units and deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from govlist.documents import columns, marks, tidy
from govlist.documents.document import Paragraph, Place
from govlist.documents.traditional import simplified
from govlist.importing.interpret import deadline_words
from govlist.importing.interpret.entries import Words
from govlist.importing.interpret.paragraphs import _statements
from govlist.importing.interpret.paragraphs._statements import Span, Statement
from govlist.importing.interpret.responsible import role_words
from govlist.model.checklist import Role

_MAX_BRACKETS = 200
"""Brackets read in one paragraph; real ones have a dozen."""
_MAX_JOINED = 5
"""Lines that a bracket or a label's value may extend over."""
_GOES_ON = ("、", "，", "；", ",", ";", "和", "及")
"""The end of a line of units that goes on in the next line."""
_EXACT = re.compile("[前底末]|完成|长期|持续|全年|常态|月$")
_NAMED_MARK = re.compile(
    rf"【?(?:任务|措施|举措|实事|项目|工程|行动|事项|问题)\s?[{marks.CHINESE}0-9]{{1,3}}(?:[】：:、.．]|\s)"
)
"""A number with the name of what is counted: 任务一：, 【实事一】."""
_WEB_PAGE = re.compile("备案|ICP|版权所有|打印本页|关闭窗口|网站标识|技术支持")
"""Words at the end of a web page."""
_PREFIX = re.compile(r"([^：:。]{2,40})[：:]\s*(?=\S)")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s*(?=[^\W\d])")
_DAY = re.compile(r"[(（]?(?:20|二)\S{1,12}日[)）]?")
"""The day below a signature."""


@dataclass(slots=True)
class Line:
    """The parts of a paragraph."""

    place: Place
    rank: int | None
    """The rank of its mark or heading style (see `marks`); None for plain text."""
    number: int | None
    text: str
    marked: str
    """The text with its mark."""
    whole: str
    said: Statement = field(default_factory=Statement)
    pieces: list[tuple[str, Statement]] = field(default_factory=list)
    """The pieces of a text with several statements, each with its own."""
    perhaps: tuple[str, Statement, str] | None = None
    """The text without its last bracket, which may name units; what it would state; its words."""
    guessed: str = ""
    """The words that were read as units without any sign that they are."""
    below_mark: bool = False
    """Whether it stands below the first mark; above are the title and whom the document is for."""
    signature: bool = False
    """Whether it belongs to a signature (a unit's name above a day, and the day), or to a web page's end."""

    @property
    def labels_only(self) -> bool:
        """Whether it only states something about the paragraph above."""
        return not self.text and bool(self.said)

    @property
    def is_title(self) -> bool:
        """Whether its text can be a heading."""
        return bool(self.text) and marks.is_title(self.text)

    def promote(self) -> None:
        """Treat the `perhaps` bracket as naming the units."""
        if self.perhaps is not None:
            before, self.said, self.guessed = self.perhaps
            self.marked = self.marked.removesuffix(self.text) + before
            self.text, self.perhaps = before, None


def lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The lines of a document: broken ones joined, numbered items in one paragraph separated."""
    apart = [piece for paragraph in paragraphs for piece in _lines_apart(paragraph)]
    split = [piece for paragraph in _whole(apart) for piece in _numbered_pieces(paragraph)]
    result: list[Line] = []
    for index, paragraph in enumerate(split):
        line = _line(paragraph)
        after = split[index + 1].text if index + 1 < len(split) else ""
        line.signature = _signs(line, after)
        if not _unlabelled(line, result[-1] if result else None, after):
            result.append(line)
    _rank_records(result)
    _take_prefixes(result)
    for index, line in enumerate(result):
        if not any(below.labels_only and below.said.who for below in result[index + 1 : index + 2]):
            line.promote()
    return result


def _rank_records(lines: Sequence[Line]) -> None:
    """Give a rank to lines that begin a record (任务名称：…), and to headings above decimals (1, 1.1)."""
    words = {word for key in ("task", "requirement") for word in columns.HEADERS[key].split()}
    labels = [(line, match) for line in lines if line.rank is None and (match := _PREFIX.match(line.text))]
    first = next((match[1] for _line, match in labels if simplified(match[1]) in words), None)
    records = [(line, match) for line, match in labels if match[1] == first]
    for line, match in records if len(records) > 1 else ():
        line.rank = marks.RANKS[marks.NUMBERED]
        line.marked = line.text = line.text[match.end() :]
    for line, below in pairwise(lines):
        bare = _BARE_NUMBER.match(line.text)
        if line.rank is None and bare and re.match(rf"{bare[1]}[.．]1\D", below.marked):
            line.rank, line.text = marks.RANKS[marks.NUMBERED], line.text[bare.end() :]


def _take_prefixes(lines: Sequence[Line]) -> None:
    """Read the units before the colon of most lines, if nothing else says who: 区司法局：编制计划."""
    if any(line.said.who for line in lines):
        return
    found = [
        (line, match)
        for line in lines
        if (match := _PREFIX.match(line.text)) and _statements.says_who(match[1])
    ]
    texts = sum(tidy.finished(line.text) for line in lines)
    if len(found) > 1 and 2 * len(found) > texts:
        for line, match in found:
            line.said = Statement([Words(match[1], Role.RESPONSIBLE)]).and_then(line.said)
            line.marked = line.text = line.text[match.end() :]
            line.perhaps = None


def says_who(paragraph: Paragraph) -> bool:
    """Whether a paragraph says who is responsible."""
    return bool(_line(paragraph).said.who)


def _lines_apart(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The lines of a paragraph that stand for themselves, where its author broke the line."""
    level = paragraph.level
    joined: list[str] = []
    for line in paragraph.text.split("\n"):
        begins = marks.read(line.strip()) or not _statements.labelled(_statements.unboxed(line))[0].strip()
        if joined and (begins or tidy.finished(joined[-1])):
            yield replace(paragraph, text="\n".join(joined), level=level)
            level, joined = None, []
        joined.append(line)
    yield replace(paragraph, text="\n".join(joined), level=level)


def _whole(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Join paragraphs whose bracket or list of units a line break cut, up to the next mark."""
    at = 0
    while at < len(paragraphs):
        result, end = paragraphs[at], at + 1
        text = result.text.strip()
        below = paragraphs[end].text.strip() if end < len(paragraphs) else ""
        if _is_value(text, below):
            result = replace(result, text=f"{text.rstrip('：:')}：{below}")
            end += 1
        while (
            end < min(at + _MAX_JOINED, len(paragraphs))
            and (_statements.is_open(result.text) or _unfinished(result.text, paragraphs[end].text))
            and marks.read(paragraphs[end].text) is None
        ):
            result = replace(result, text=tidy.joined(result.text, paragraphs[end].text))
            end += 1
        if _statements.is_open(result.text):
            result, end = paragraphs[at], at + 1
        yield result
        at = end


def _unfinished(text: str, below: str) -> bool:
    """Whether a line that ends with labelled units goes on in the line below."""
    _before, values = _statements.labelled(_statements.unboxed(text))
    first, more = _statements.labelled(_statements.unboxed(below))
    if not values.who or (more and not first):
        return False
    return text.rstrip().endswith(_GOES_ON) or _statements.cut_name(values.who[-1].text, below)


def _is_value(label: str, below: str) -> bool:
    """Whether a line is a label whose value is the line below."""
    if role_words.is_label(label):
        return _statements.names_units(below.rstrip("、，,；; "))
    return _statements.is_label(label) and bool(below) and not _statements.labelled(below)[1]


def _numbered_pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Separate items that stand in one paragraph: 1.甲。（责任单位：A）2.乙。（责任单位：B）."""
    text = tidy.prose(paragraph.text)
    found = [span for span in _spans(text) if (said := _statements.bracketed(span.inner)) and said.who]
    starts: list[int] = []
    for span in found:
        after = re.match(r"[。；;\s]*", text[span.end :])
        at = span.end + (after.end() if after else 0)
        if (mark := marks.read(text[at:])) is not None and mark.rank >= marks.RANKS[marks.TOPIC]:
            if not starts:
                starts += _first_of(text[: span.start], mark.rank)
            starts.append(at)
    cut = [0, *starts, len(text)]
    for start, end in pairwise(cut):
        level = paragraph.level if not start else None
        yield replace(paragraph, text=text[start:end].strip(), level=level)


def _first_of(text: str, rank: int) -> list[int]:
    """Where the first item of a rank begins inside a text, after a sentence."""
    for match in re.finditer(r"[。：:；;]\s*", text):
        mark = marks.read(text[match.end() :])
        if mark is not None and mark.rank == rank:
            return [match.end()]
    return []


def _line(paragraph: Paragraph) -> Line:
    """Split a paragraph into its parts."""
    whole = _statements.unboxed(tidy.prose(paragraph.text))
    before, after_labels = _statements.labelled(whole)
    text, pieces = _without_statements(before, bool(after_labels))
    if after_labels:
        pieces.append(("", after_labels))
    said = Statement()
    for _piece, statement in pieces:
        said = said.and_then(statement)
    mark = marks.read(text)
    number, rest = (mark.number, mark.rest) if mark else (None, text)
    rank = mark.rank if mark else None
    if paragraph.level is not None and mark is None:
        rank = marks.RANKS[min(paragraph.level, marks.TOPIC)]
    elif mark is None and (named := _NAMED_MARK.match(text)):
        rank, rest = marks.RANKS[marks.NUMBERED], text[named.end() :]
    several = [(marks.title(piece), one) for piece, one in pieces if one.who]
    line = Line(paragraph.place, rank, number, rest, text, whole, said, several if len(several) > 1 else [])
    if not said.who:
        line.perhaps = _perhaps(rest, said)
    return line


def _spans(text: str) -> list[Span]:
    return list(_statements.spans(text))[-_MAX_BRACKETS:]


def _without_statements(text: str, labelled: bool) -> tuple[str, list[tuple[str, Statement]]]:
    """The text without brackets that state something, and each piece of it with its statement.

    A bracket in the middle needs a label, a verb, or the end of a sentence beside it.
    """
    found: list[tuple[Span, Statement]] = []
    for span in _spans(text):
        said = _statements.bracketed(span.inner)
        if said is not None and _states(text, span, said):
            found.append((span, said))
    found = [
        (span, said)
        for index, (span, said) in enumerate(found)
        if said.who or said.extra or _due_counts(text, found, index, labelled)
    ]
    result, pieces, at = "", [], 0
    for span, said in found:
        piece = text[at : span.start]
        at = span.end
        pieces.append((piece.lstrip("。；; "), said))
        result = _joined_sentence(result, piece)
    result = _joined_sentence(result, text[at:])
    return (result.strip() if found else text), pieces


def _joined_sentence(result: str, piece: str) -> str:
    """A text followed by the piece after a removed bracket, whose mark is kept if none stands before it."""
    if tidy.finished(result):
        piece = piece.lstrip("。；;\n ")
    return result + piece


def _states(text: str, span: Span, said: Statement) -> bool:
    """Whether a bracket that can state something does so where it stands."""
    after = text[span.end :].strip()
    if not said.who or not after.strip("。；;，, ") or _statements.sure(said):
        return True
    return tidy.finished(text[: span.start]) or after[0] in "。；;" or _opens(after)


def _opens(text: str) -> bool:
    return bool(text) and text[0] in "（(〔【[［"


def _due_counts(text: str, found: Sequence[tuple[Span, Statement]], index: int, labelled: bool) -> bool:
    """Whether a bracket with only a deadline is the task's: it has a label, or stands beside the units."""
    span, said = found[index]
    if said.due != span.inner.strip():
        return True
    before = found[index - 1][0] if index else None
    after = found[index + 1][0] if index + 1 < len(found) else None
    beside = (before is not None and not text[before.end : span.start].strip("。；; ")) or (
        after is not None and not text[span.end : after.start].strip()
    )
    at_end = not text[span.end :].strip("。；; ")
    return beside or (at_end and (labelled or bool(_EXACT.search(said.due))))


def _perhaps(text: str, said: Statement) -> tuple[str, Statement, str] | None:
    """The text without its last bracket if that might name units, with what it would state."""
    found = _spans(text)
    if not found or text[found[-1].end :].strip("。；; ") or not text[: found[-1].start].strip():
        return None
    last = found[-1]
    statement = _statements.perhaps(last.inner)
    if statement is None:
        return None
    end = text[last.end :].strip() if not tidy.finished(text[: last.start]) else ""
    return text[: last.start] + end, said.and_then(statement), last.inner


def _heads_items(line: Line, after: str) -> bool:
    """Whether a plain line can be the heading of numbered items that begin below it."""
    mark = marks.read(after.strip())
    return mark is not None and (mark.number == 1 or line.text.endswith(("：", ":")))


def _signs(line: Line, after: str) -> bool:
    """Whether a line belongs to a signature; `after` is the text below it."""
    if line.rank is not None or (line.said and line.text):
        return False
    if _WEB_PAGE.search(line.whole):
        return True
    return bool(_DAY.fullmatch(line.text) or (_DAY.fullmatch(after) and _statements.names_units(line.text)))


def _unlabelled(line: Line, above: Line | None, after: str) -> bool:
    """Read a line of units or a deadline without label. Returns whether it was added to the line above.

    Below labels its units have the role of the last label; below a numbered text that names nobody they are
    the responsible ones. A name above a day is a signature.
    """
    if line.rank is not None or line.said or above is None or line.signature or _heads_items(line, after):
        return False
    words, due = deadline_words.split(line.text)
    if above.labels_only and above.said.who and _statements.names_units(words):
        last = above.said.who[-1]
        above.said.who[-1] = Words(f"{last.text}、{words}", last.role, last.label)
        above.said = above.said.and_then(Statement(due=due))
        above.guessed = line.text
        return True
    names_nobody = above.rank is not None and not above.said and tidy.finished(above.text)
    bracket = next(_statements.spans(line.text), None) if names_nobody else None
    if bracket and bracket.start == 0 and not line.text[bracket.end :].strip("。；; "):
        line.said = _statements.perhaps(bracket.inner) or line.said
    if line.said:
        line.guessed, line.text, line.marked = line.text, "", ""
        return False
    dated = bool(due) and not words and (names_nobody or (above.labels_only and not above.said.due))
    if dated or (names_nobody and _statements.says_who(words)):
        line.said = Statement([Words(words, Role.RESPONSIBLE)] if words else [], due)
        line.guessed = line.text if words else ""
        line.text = line.marked = ""
    return False
