"""Tables, shares and cells of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from dualuse.i18n.places import PlaceName
from examples.granted_licences.judging import Answer, Line


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; numbers with thousands separators, numeric columns aligned to the right."""
    body = [list(row) for row in rows]
    marks = [
        "---:" if body and all(_is_number(row[index]) for row in body) else "---"
        for index in range(len(head))
    ]
    cells = [list(head), marks, *body]
    return "\n".join("| " + " | ".join(_text(cell) for cell in row) + " |" for row in cells)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int) or str(cell).endswith(" %")


def _text(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell).replace("|", "/")


def share(part: int, whole: int) -> str:
    """``3 of 4 (75.0 %)``."""
    return f"{part:,} of {whole:,} ({percent(part, whole)})" if whole else "none"


def percent(part: int, whole: int) -> str:
    """``75.0 %``."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def by_file(lines: Iterable[Line], belongs: Callable[[Line], bool]) -> tuple[int, int, int]:
    """How many of the lines belong: Dutch, Swiss, both."""
    count = Counter(line.raw.origin for line in lines if belongs(line))
    return count["NL"], count["CH"], count.total()


def country(code: str) -> str:
    """A country by its name and code."""
    return PlaceName(code).in_language("en")


def as_written(text: str) -> str:
    """A cell that was not read."""
    return f"as written: {' '.join(text.split())}" if text.strip() else "(empty)"


def said(answer: Answer) -> str:
    """An answer in a few words."""
    if answer.refusal:
        return "refused: no such code in the edition"
    return answer.low if answer.low == answer.high else f"open, {answer.low} to {answer.high}"


def ending(line: Line) -> str:
    """How a line ended."""
    if line.unread is not None:
        return f"unread: {line.unread.reason.value}"
    return said(line.answer) if line.answer else ""


def route(line: Line) -> str:
    """Where a line goes."""
    if line.reading is None:
        return as_written(line.raw.destination)
    via = f", via {country(line.reading.via)}" if line.reading.via else ""
    return country(line.reading.destination) + via


def codes(line: Line) -> str:
    """The codes of a line."""
    if line.reading is None:
        return as_written(line.raw.code)
    return ", ".join((*line.reading.codes, *line.reading.gone))
