"""A document as PDF/A-3a and PDF/UA-1, typeset by Typst with our fonts, the assessment attached as its source.

All words go to the template as data. The date of the document is that of the assessment; no clock is read, and no font of the
machine: the same dossier gives the same bytes everywhere.
"""

from __future__ import annotations

import bisect
import json
import re
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, Final

from dualuse.data_folders import data_file, read_bytes
from dualuse.documents.blocks import (
    Blanks,
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
    Verbatim,
    code,
    text,
)
from dualuse.documents.characters import breakable, clusters, code_point, latin, right_to_left, visible
from dualuse.inputs.extras import missing_extra
from dualuse.inputs.fonts import FAMILIES, font_files, require_every_font


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of a font: ranges of code points, both ends in."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, sign: str) -> bool:
        place = bisect.bisect_right(self.firsts, ord(sign)) - 1
        return place >= 0 and ord(sign) <= self.lasts[place]


@lru_cache(maxsize=1)
def coverages() -> tuple[Coverage, ...]:
    """What each font covers."""
    return tuple(_coverage(path.read_bytes()) for path in font_files())


def covered(cluster: str) -> bool:
    """Whether one font has the character and all marks that stand on it.

    Raises:
        MissingSourceError: no font that is installed has them, and one is not installed.
    """
    if any(all(sign in font for sign in cluster) for font in coverages()):
        return True
    require_every_font()
    return False


@cache
def latin_covered() -> bool:
    """Whether the fonts have all that ``latin`` lets through."""
    return all(covered(sign) for sign in map(chr, range(0x20, 0x250)) if sign.isprintable())


def _coverage(font: bytes) -> Coverage:
    """The ranges of the table ``cmap`` (ISO/IEC 14496-22): of form 12 where it has one, else of form 4."""
    start = _table(font, b"cmap")
    forms: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            forms.setdefault(struct.unpack_from(">H", font, start + offset)[0], start + offset)
    ranges = _form_12(font, forms[12]) if 12 in forms else _form_4(font, forms[4])
    ranges.sort()
    return Coverage(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _table(font: bytes, tag: bytes) -> int:
    """Where the table begins; of a collection that of its first font, since the fonts of one family cover the same."""
    start = struct.unpack_from(">L", font, 12)[0] if font.startswith(b"ttcf") else 0
    for number in range(struct.unpack_from(">H", font, start + 4)[0]):
        tag_, _, offset, _ = struct.unpack_from(">4sLLL", font, start + 12 + 16 * number)
        if tag_ == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _form_12(font: bytes, start: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">L", font, start + 12)[0]
    groups = (struct.unpack_from(">LLL", font, start + 16 + 12 * number) for number in range(count))
    return [(first, last) for first, last, glyph in groups if glyph or last > first]


def _form_4(font: bytes, start: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", font, start + 14)
    firsts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 4 * count)
    offsets_at = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    ranges = []
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for sign in range(first, last + 1) if first != 0xFFFF else ():
            glyph = sign
            if offsets[number]:
                at = offsets_at + 2 * number + offsets[number] + 2 * (sign - first)
                glyph = struct.unpack_from(">H", font, at)[0]
            if glyph and (glyph + deltas[number]) & 0xFFFF:
                ranges.append((sign, sign))
    return ranges


_STANDARDS: Final = ["a-3a", "ua-1"]
_LONGEST: Final = 48
"""Signs in a row without a place to break, in a line of the page; a cell takes fewer."""
_CHECKSUM_FITS: Final = 40
"""Signs of a column in which a checksum has room, as it is written smaller."""
_ALL_COLUMNS: Final = 84
_SHOWN_SIGNS: Final = 60
_WHOLE: Final = 2_400
_FEW_LINES: Final = 800
"""A card with fewer signs than these (80 more for each line) is not divided between pages."""

_ATTEMPTS: Final = 12
_REFUSED: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_FOOT: Final = 36
_CELL: Final = 1_000
"""Where no cell of a table has more signs, its rows are not divided."""


def pdf_from(document: Document, assessment_json: bytes) -> bytes:
    """The PDF; the same document and bytes give the same PDF.

    Raises:
        MissingSourceError: the typesetter or a font is not installed.
    """
    refused: frozenset[str] = frozenset()
    for _ in range(_ATTEMPTS):
        try:
            return _compiled(document, assessment_json, refused)
        except RuntimeError as error:
            # Typst chooses fonts by runs of text; what it cannot draw in its place, although a font has it, is shown as a code point too.
            match = _REFUSED.search(str(error))
            if match is None or refused >= set(match[1]):
                raise
            refused |= set(match[1])
    return _compiled(document, assessment_json, refused)


def _compiled(document: Document, assessment_json: bytes, refused: frozenset[str]) -> bytes:
    day = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    inputs = {
        "document": json.dumps(_TemplateData(document, refused).data(), ensure_ascii=False),
        "assessment": assessment_json.decode("utf-8"),
    }
    made = _compiler().compile(
        input=_template(), format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=day
    )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no PDF")
    return _without_suspects(made)


_SUSPECTS: Final = b"/MarkInfo<</Marked true/Suspects false>>"


def _without_suspects(pdf: bytes) -> bytes:
    """The PDF without the mark that no tag is suspect, which is so where nothing is said: some readers take the mark for a fault.

    Blanks keep every byte behind it in its place.
    """
    if pdf.count(_SUSPECTS) != 1:
        return pdf
    return pdf.replace(_SUSPECTS, b"/MarkInfo<</Marked true" + b" " * len("/Suspects false") + b">>")


@lru_cache(maxsize=1)
def _template() -> bytes:
    return read_bytes(data_file("documents/dossier.typ"))


@lru_cache(maxsize=1)
def _compiler() -> Any:
    try:
        import typst
    except ModuleNotFoundError as error:
        raise missing_extra("typst") or error from None
    folders = [path.parent for path in font_files()]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _footer(reference: str, title: str) -> str:
    """The foot of a page, on one line."""
    known = visible(reference).replace("\n", " ")
    short = known if len(known) <= _FOOT else known[: _FOOT - 1] + "…"
    return " · ".join(part for part in (short, title) if part)


def _fits_a_page(part: Part, most: int) -> bool:
    """Whether it is small enough to stand on one page undivided: in ``most`` signs, some twenty lines of a card, ten of facts below their heading."""
    size = 0
    for block in part.blocks:
        if not isinstance(block, Facts):
            return False
        lines = (line for row in block.rows for line in (*row.lines, *row.points))
        size += sum(80 + sum(len(span.text) for span in line) for line in lines)
    return 0 < size < most


class _TemplateData:
    """Writes a document as the data of the template, and remembers the signs that no font has."""

    def __init__(self, document: Document, refused: frozenset[str] = frozenset()) -> None:
        self._document = document
        self._refused = refused
        self._signs: dict[str, None] = {}

    def data(self) -> dict[str, Any]:
        """The document as JSON values."""
        it = self._document
        answer = {
            "title": self._printable(it.answer.title),
            "tone": it.answer.tone,
            "word": self._printable(it.answer.word),
            "meaning": self._printable(it.answer.meaning),
            "paragraph": self._line(it.answer.paragraph),
            "reasons": [self._line(line) for line in it.answer.reasons],
        }
        parts = [self._part(part) for part in it.parts]
        return {
            "language": it.language,
            "title": self._printable(it.title),
            "reference": self._printable(it.reference),
            "footer": self._printable(_footer(it.reference, it.title)),
            "date": it.date,
            "facts": self._block(it.facts),
            "answer": answer,
            "first": [self._part(part) for part in it.first],
            "contents": self._printable(it.frame_words.contents),
            "parts": [*parts[:-1], self._with_signs(parts[-1])],
            "page": it.frame_words.page,
            "attachment": it.frame_words.attachment,
            "attachment-name": "assessment.json",
            "fonts": list(FAMILIES),
        }

    def _with_signs(self, part: dict[str, Any]) -> dict[str, Any]:
        """The last part, with the note on characters that are not shown as stated, if there are any: known when all is written."""
        if not self._signs:
            return part
        words = self._document.frame_words
        shown = list(self._signs)[:_SHOWN_SIGNS]
        signs = ", ".join(shown) + (" …" if len(self._signs) > _SHOWN_SIGNS else "")
        note = text(words.signs_some.format(signs=signs))
        added = self._part(Part(text(words.signs_title), (Paragraph(note),)))
        return {**part, "blocks": [*part["blocks"], added]}

    def _part(self, part: Part) -> dict[str, Any]:
        return {
            "kind": "part",
            "title": self._line(part.title),
            "mark": self._printable(part.mark),
            "tone": part.tone or "quiet",
            "card": part.card,
            "small": part.small,
            "whole": _fits_a_page(part, _WHOLE if part.card else _FEW_LINES),
            "blocks": [self._block(block) for block in part.blocks],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Part():
                return self._part(block)
            case Facts(rows):
                return {"kind": "facts", "rows": [self._row(row) for row in rows]}
            case Blanks(labels):
                return {"kind": "blanks", "labels": [self._printable(label) for label in labels]}
            case Verbatim(lines):
                return {"kind": "paragraph", "quiet": False, "line": self._line(code("\n".join(lines)))}
            case Bullets(lines):
                return {"kind": "bullets", "lines": [self._line(line) for line in lines]}
            case Table():
                return self._table(block)
            case Paragraph(line, quiet):
                return {"kind": "paragraph", "quiet": quiet, "line": self._line(line)}

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "label": self._printable(row.label, 20),
            "lines": [self._line(line) for line in row.lines],
            "points": [self._line(line) for line in row.points],
        }

    def _table(self, table: Table) -> dict[str, Any]:
        room = [max(8, _ALL_COLUMNS * width // sum(table.widths) - 2) for width in table.widths]
        cells = [self._line(line, most) for row in table.rows for line, most in zip(row, room, strict=True)]
        return {
            "kind": "table",
            "caption": self._printable(table.caption),
            "head": [self._printable(name) for name in table.head],
            "widths": list(table.widths),
            "cells": cells,
            "whole": all(sum(len(span.text) for span in line) < _CELL for row in table.rows for line in row),
        }

    def _line(self, line: Line, most: int = _LONGEST) -> list[Mapping[str, str]]:
        return [self._span(span, most) for span in line]

    def _span(self, span: Span, most: int) -> Mapping[str, str]:
        # A checksum fits the width of a page as it stands: unbroken, it can be copied.
        room = 80 if span.kind == "code" and most >= _CHECKSUM_FITS else most
        shown = self._printable(span.text, room)
        if span.kind == "name" and right_to_left(shown):
            shown = f"\N{FIRST STRONG ISOLATE}{shown}\N{POP DIRECTIONAL ISOLATE}"
        return {"text": shown, "kind": span.kind, "href": visible(span.href)}

    def _printable(self, stated: str, most: int = _LONGEST) -> str:
        plain = visible(stated)
        for sign in _CODE_POINT.findall(plain) if plain != stated else ():
            self._signs.setdefault(sign)
        if not self._refused and latin(plain) and latin_covered():
            return breakable(plain, most)
        return breakable("".join(self._drawable(cluster) for cluster in clusters(plain)), most)

    def _drawable(self, cluster: str) -> str:
        """The cluster, as far as one font has it from its beginning; the rest as code points."""
        if cluster[0] == "\n":
            return "\n" + "".join(self._point(sign) for sign in cluster[1:])
        drawable = 0 if unicodedata.category(cluster[0]).startswith("M") else len(cluster)
        while drawable and (not covered(cluster[:drawable]) or self._refused & set(cluster[:drawable])):
            drawable -= 1
        return cluster[:drawable] + "".join(self._point(sign) for sign in cluster[drawable:])

    def _point(self, sign: str) -> str:
        self._signs.setdefault(code_point(sign))
        return code_point(sign)


_CODE_POINT: Final = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
