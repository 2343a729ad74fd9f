"""A document as one HTML file: style inside, no script, nothing from elsewhere, the assessment within as data."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import Final

from dualuse.data_folders import data_file, read_text
from dualuse.documents.blocks import (
    Answer,
    Blanks,
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Paragraph,
    Part,
    Span,
    SpanKind,
    Table,
    Verbatim,
)
from dualuse.documents.characters import visible

_DEEPEST = 6
_ELEMENTS: Final[dict[SpanKind, str]] = {
    "strong": '<strong dir="auto">{}</strong>',
    "name": '<bdi dir="auto">{}</bdi>',
    "code": "<code>{}</code>",
    "quiet": '<span class="quiet">{}</span>',
    "go": '<strong class="tone-go">{}</strong>',
    "stop": '<strong class="tone-stop">{}</strong>',
    "ask": '<strong class="tone-ask">{}</strong>',
}


@lru_cache(maxsize=1)
def _style() -> str:
    return read_text(data_file("documents/dossier.css"))


def html_from(document: Document, assessment_json: bytes) -> bytes:
    """The document as HTML in UTF-8, with ``assessment_json`` in an element of type ``application/json``."""
    return "\n".join(_page(document, assessment_json)).encode("utf-8")


def _page(document: Document, assessment_json: bytes) -> Iterator[str]:
    style = _style()
    allowed = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    title = " · ".join(part for part in (document.reference, document.title) if part)
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    yield f"""<!DOCTYPE html>
<html lang="{document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{_text(document.title)}</h1>"""
    yield from _facts(document.facts)
    yield "</header>\n<main>"
    yield from _answer(document.answer)
    for part in document.first:
        yield from _part(part, 2, document)
    yield from _contents(document)
    for number, part in enumerate(document.parts, 1):
        yield from _folded(part, document, f"{number} ")
    yield f"""</main>
<script type="application/json" id="assessment">{_data(assessment_json)}</script>
</body>
</html>
"""


def _data(assessment_json: bytes) -> str:
    """The JSON with what could end the element or open a comment written as escapes: the same data when it is read."""
    written = assessment_json.decode("utf-8")
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def _answer(answer: Answer) -> Iterator[str]:
    yield f"""<section class="answer tone-{answer.tone}" aria-labelledby="answer">
<h2 id="answer">{_text(answer.title)}</h2>
<p class="word"><strong>{_text(answer.word)}</strong> <span>{_text(answer.meaning)}</span></p>
{_bullets(answer.reasons) if answer.reasons else ""}<p>{_line(answer.paragraph)}</p>
</section>"""


def _contents(document: Document) -> Iterator[str]:
    yield f'<nav aria-label="{escape(document.frame_words.contents)}"><ol>'
    yield from (f'<li><a href="#{part.id}">{_line(part.title)}</a></li>' for part in document.parts)
    yield "</ol></nav>"


def _folded(part: Part, document: Document, number: str) -> Iterator[str]:
    """A part behind page one: on a phone it stands folded below its heading; a wide screen and paper show it all, as the style says.

    What links point to is inside, so that a browser unfolds the part for whoever follows one.
    """
    yield f"""<details class="part"><summary><h2><span class="number">{number}</span><span>{_line(part.title)}</span></h2></summary>
<section{f' id="{part.id}"' if part.id else ""}>"""
    for block in part.blocks:
        yield from _block(block, 3, document)
    yield "</section></details>"


def _part(part: Part, depth: int, document: Document) -> Iterator[str]:
    kind = f' class="card tone-{part.tone or "quiet"}"' if part.card else ""
    tag = "article" if part.card else "section"
    heading = f"h{min(depth, _DEEPEST)}"
    identity = f' id="{part.id}"' if part.id else ""
    mark = f' <span class="mark">{_text(part.mark)}</span>' if part.mark else ""
    yield f"<{tag}{kind}{identity}>"
    if part.title:
        yield f"<{heading}><span>{_line(part.title)}</span>{mark}</{heading}>"
    for block in part.blocks:
        yield from _block(block, depth + 1, document)
    yield f"</{tag}>"


def _block(block: Block, depth: int, document: Document) -> Iterator[str]:
    match block:
        case Part():
            yield from _part(block, depth, document)
        case Facts():
            yield from _facts(block)
        case Table():
            yield from _table(block, document)
        case Blanks(labels):
            yield '<ul class="blanks">' + "".join(f"<li>{_text(label)}</li>" for label in labels) + "</ul>"
        case Verbatim(lines):
            yield f"<pre>{escape(visible(chr(10).join(lines)))}</pre>"
        case Bullets(lines):
            yield _bullets(lines)
        case Paragraph(line, quiet):
            kind = ' class="quiet"' if quiet else ""
            yield f"<p{kind}>{_line(line)}</p>"


def _bullets(lines: Iterable[Line]) -> str:
    return "<ul>" + "".join(f"<li>{_line(line)}</li>" for line in lines) + "</ul>"


def _facts(facts: Facts) -> Iterator[str]:
    yield "<dl>"
    for row in facts.rows:
        yield f"<div><dt>{_text(row.label)}</dt>"
        lines = "".join(f"<div>{_line(line)}</div>" for line in row.lines)
        yield f"<dd>{lines}{_bullets(row.points) if row.points else ''}</dd></div>"
    yield "</dl>"


def _table(table: Table, document: Document) -> Iterator[str]:
    label = escape(visible(document.frame_words.wide.format(caption=table.caption)))
    # On a phone the rows are laid out as blocks, which takes their meaning from them unless it is said.
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table role="table">'
    yield f"<caption>{_text(table.caption)}</caption>"
    yield "".join(f'<col class="w{_twentieth(width, table.widths)}">' for width in table.widths)
    heads = "".join(f'<th scope="col" role="columnheader">{_text(name)}</th>' for name in table.head)
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    for first, *rest in table.rows:
        cells = "".join(
            f'<td role="cell" data-label="{escape(visible(name))}">{_line(line)}</td>'
            for name, line in zip(table.head[1:], rest, strict=True)
        )
        yield f'<tr role="row"><th scope="row" role="rowheader">{_line(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _twentieth(width: int, widths: tuple[int, ...]) -> int:
    """The share of a column in per cent, by fives: the style has a class for each, as it allows no style elsewhere."""
    return max(10, min(60, 5 * round(20 * width / sum(widths))))


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    shown = _text(span.text)
    if span.kind == "link":
        return f'<a href="{escape(visible(span.href))}" rel="noreferrer">{shown}</a>'
    return _ELEMENTS.get(span.kind, "{}").format(shown)


def _text(text: str) -> str:
    return escape(visible(text)).replace("\n", "<br>")
