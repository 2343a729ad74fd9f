"""What a document is made of, before it is HTML or PDF: parts, paragraphs, facts, lists, tables, all of plain text.

Frozen data. No text here is ever markup: both forms write it as it is. The depth of a heading is the depth of its part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from typing import Final, Literal

from dualuse.i18n import language_of

SpanKind = Literal["plain", "strong", "quiet", "name", "code", "link", "go", "stop", "ask"]
Tone = Literal["", "go", "stop", "ask", "quiet"]
RELEASE_TONES: Final[dict[str, Literal["go", "stop", "ask"]]] = {"go": "go", "stop": "stop", "ask": "ask"}
"""The colour of an answer, as a tone and as a kind of span."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. ``go``, ``stop``, ``ask``: a word that stands out in the colour of that answer; ``name``: in whatever script, with a direction of its own; ``href``: of a link, http or https."""

    text: str
    kind: SpanKind = "plain"
    href: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet``: of lesser weight, as "nothing was stated"."""

    line: Line
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label with what stands beside it, line under line, then ``points`` as a list."""

    label: str
    lines: tuple[Line, ...]
    points: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what stands beside each."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as ``head``; ``widths``: shares of the columns."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its heading, or set in without one; ``small``: in small print, as an annex. ``card``: set apart by a frame, with a coloured edge by ``tone`` and ``mark``, the word for it."""

    title: Line
    blocks: tuple[Block, ...]
    _: KW_ONLY
    id: str = ""
    mark: str = ""
    tone: Tone = ""
    card: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Blanks:
    """Places to be filled in by hand, side by side, each with its label."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines that stand as they are, to be copied: a command, a file."""

    lines: tuple[str, ...]


Block = Paragraph | Facts | Bullets | Table | Blanks | Verbatim | Part


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: ``word`` (go, stop, ask first) beside its colour, what it means, one paragraph, its reasons."""

    title: str
    tone: Tone
    word: str
    meaning: str
    paragraph: Line
    reasons: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameWords:
    """Words of the frame: name of the contents, "page {page} of {pages}", what the attachment is, and the note on signs."""

    contents: str
    page: str
    attachment: str
    signs_title: str
    signs_some: str
    wide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: ``date`` in ISO (of its subject, never of a clock), ``facts`` under its title, the answer.

    ``first``: what else stands on the first page, before the contents and the numbered ``parts``.
    """

    language: str
    title: str
    reference: str
    date: str
    facts: Facts
    answer: Answer
    first: tuple[Part, ...]
    parts: tuple[Part, ...]
    frame_words: FrameWords


def text(value: object) -> Line:
    """A line of plain text."""
    return (Span(str(value)),)


def strong(value: object) -> Line:
    """A line that stands out."""
    return (Span(str(value), "strong"),)


def quiet(value: object) -> Line:
    """A line of lesser weight."""
    return (Span(str(value), "quiet"),)


def name(value: object) -> Line:
    """A name, in whatever script."""
    return (Span(str(value), "name"),)


def code(value: object) -> Line:
    """A checksum, an identifier, a command."""
    return (Span(str(value), "code"),)


def link(label: str, href: str) -> Line:
    """A link where ``href`` is an address of the web, else its text alone: nothing else is made clickable."""
    if href.startswith(("https://", "http://")) and not any(sign.isspace() for sign in href):
        return (Span(label, "link", href),)
    return (Span(label if label == href or not href else f"{label} ({href})"),)


def quote(words: str, language: str) -> Line:
    """The words of somebody else, between the quotation marks of the language of the document."""
    opening, closing = language_of(language).quotes
    return (Span(opening), Span(words, "name"), Span(closing))


def joined(lines: list[Line], between: str = " · ") -> Line:
    """Lines that hold something as one, with a mark between them."""
    spans: list[Span] = []
    for line in lines:
        if any(span.text for span in line):
            spans += [*([Span(between)] if spans else []), *line]
    return tuple(spans)


Fact = tuple[str, Line | tuple[Line, ...]]
"""A label with the line or lines beside it; without a line it is left out."""


def facts(rows: Iterable[Fact]) -> Facts:
    """Labels with one line or several beside each; rows without a line are left out."""
    lined = ((label, _lines(content)) for label, content in rows)
    return Facts(tuple(Row(label, lines) for label, lines in lined if lines))


def _lines(content: Line | tuple[Line, ...]) -> tuple[Line, ...]:
    """One line or several as several."""
    lines: list[Line] = []
    for part in content:
        if isinstance(part, Span):
            return (tuple(span for span in content if isinstance(span, Span)),)
        lines.append(part)
    return tuple(lines)
