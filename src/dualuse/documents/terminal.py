"""The blocks of a document as text for a terminal: the third form beside HTML and PDF.

Colour only where ``colours`` is asked for (on a terminal, without ``NO_COLOR``); lines at most ``width`` characters wide
where words allow it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import typer

from dualuse.documents.blocks import (
    RELEASE_TONES,
    Answer,
    Blanks,
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Table,
    Verbatim,
)
from dualuse.i18n import N_
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import MOST_LINES, marked, wrapped_lines

LEAST_WIDTH: Final = 60
AND_MORE: Final = N_("and {number} more: --full")
"""What is said of points that have no room on one screen."""
_STEP: Final = 2
_WIDEST_LABEL: Final = 28
_LONGEST_WORD: Final = 24
"""Characters of a word that a column keeps on one line; longer ones are divided."""
_BETWEEN: Final = "  "
COLOURS: Final[dict[str, str]] = {"go": "green", "stop": "red", "ask": "yellow"}
"""By the tone."""


def plain(line: Line) -> str:
    """A line without its marks; the address of a link stands behind it where it says something else."""
    return "".join(
        f"{span.text} <{span.href}>" if span.href and span.href not in span.text else span.text
        for span in line
    )


@dataclass(frozen=True, slots=True)
class Terminal:
    """How wide lines may be, and whether they have colours; ``most``: lines of what stands beside a label, or of a point
    of a list (0: all), the last of them with a sign where more follow."""

    width: int = 100
    colours: bool = False
    most: int = 0

    def document(self, document: Document) -> str:
        """The whole document."""
        lines = [document.title, "═" * min(len(document.title), self._room(0)), ""]
        lines += self.blocks((document.facts,), 0)
        lines += ["", *self.answer(document.answer)]
        for part in document.first:
            lines += self.part(part, 0)
        for number, part in enumerate(document.parts, 1):
            lines += self.part(part, 0, f"{number} ")
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def text(self, blocks: Iterable[Block]) -> str:
        """Blocks alone, one below the other."""
        return "\n".join(line.rstrip() for line in self.blocks(blocks, 0)).strip("\n") + "\n"

    def answer(self, answer: Answer) -> Iterator[str]:
        """The answer: its word in its colour, what it means, the reasons, the paragraph."""
        head = self.wrapped(f"{answer.word}  {answer.meaning}")
        yield from [self._coloured(head[0], answer.word, answer.tone), *head[1:]]
        for reason in answer.reasons:
            yield from self.wrapped(plain(reason), "  - ", "    ")
        if answer.paragraph:
            yield from self.wrapped(plain(answer.paragraph))

    def part(self, part: Part, depth: int, number: str = "") -> Iterator[str]:
        """A part: its heading with its mark, and what is in it a step further in; without a heading, only that."""
        if not part.title:
            yield from self.blocks(part.blocks, depth + _STEP)
            return
        mark = f" [{part.mark}]" if part.mark else ""
        yield ""
        space = " " * depth
        heading = self.wrapped(f"{number}{plain(part.title)}{mark}", space, f"{space}{' ' * _STEP}")
        last = self._coloured_end(heading[-1], mark.strip(), part.tone)
        yield from (self._bold(line) for line in heading[:-1])
        yield last if mark else self._bold(last)
        yield from self.blocks(part.blocks, depth + _STEP)

    def blocks(self, blocks: Iterable[Block], depth: int) -> Iterator[str]:
        """Blocks one below the other, ``depth`` characters in."""
        for block in blocks:
            match block:
                case Part():
                    yield from self.part(block, depth)
                case Facts(rows):
                    yield from self._facts(rows, depth)
                case Table():
                    yield from self._table(block, depth)
                case Bullets(lines):
                    for line in lines:
                        yield from self._line(line, " " * depth + "- ", " " * (depth + 2), self.most)
                case Verbatim(lines):
                    yield from (f"{' ' * depth}{printable(line)}" for line in lines)
                case Blanks(labels):
                    yield from (f"{' ' * depth}{label}: {'_' * 24}" for label in labels)
                case Paragraph(line):
                    yield from self._line(line, " " * depth, " " * depth)

    def _facts(self, rows: tuple[Row, ...], depth: int) -> Iterator[str]:
        """Labels with what stands beside each; points, and what is beside a label too long for that, stand below it."""
        fitting = [len(row.label) for row in rows if len(row.label) <= _WIDEST_LABEL]
        label_room = max(fitting, default=0) + len(_BETWEEN)
        space = " " * depth
        below = f"{space}{' ' * _STEP}"
        for row in rows:
            rest = " " * (depth + label_room)
            first = f"{space}{row.label.ljust(label_room)}"
            if len(row.label) > _WIDEST_LABEL or not row.lines:
                yield from self.wrapped(row.label, space, below)
                rest = below if len(row.label) > _WIDEST_LABEL else rest
                first = rest
            for line in row.lines:
                yield from self._line(line, first, rest, self.most)
                first = rest
            for point in row.points:
                yield from self._line(point, f"{below}- ", f"{below}  ", self.most)

    def _table(self, table: Table, depth: int) -> Iterator[str]:
        """Columns where they have room, else each row as a group of lines with its labels."""
        space = " " * depth
        if table.caption:
            yield from self.wrapped(table.caption, space, space)
        widths = self._columns(table, self._room(depth))
        if widths is None:
            for row in table.rows:
                yield from self._facts(
                    tuple(
                        Row(label, (cell,))
                        for label, cell in zip(table.head, row, strict=True)
                        if plain(cell)
                    ),
                    depth,
                )
                yield ""
            return
        yield from self._cells([(name,) for name in table.head], widths, space)
        yield space + _BETWEEN.join("─" * wide for wide in widths)
        for row in table.rows:
            lines = [plain(cell).split("\n") for cell in row]
            yield from (self._with_tones(text, row) for text in self._cells(lines, widths, space))

    def _cells(
        self, cells: list[list[str]] | list[tuple[str]], widths: list[int], space: str
    ) -> Iterator[str]:
        wrapped = [
            [
                piece
                for line in cell
                for piece in textwrap.wrap(printable(line), wide, break_on_hyphens=False) or [""]
            ]
            for cell, wide in zip(cells, widths, strict=True)
        ]
        for place in range(max(map(len, wrapped), default=0)):
            pieces = (
                (column[place] if place < len(column) else "").ljust(wide)
                for column, wide in zip(wrapped, widths, strict=True)
            )
            yield f"{space}{_BETWEEN.join(pieces)}".rstrip()

    def _columns(self, table: Table, room: int) -> list[int] | None:
        """The widths of the columns: at least their longest word, at most what they hold, between these by their shares."""
        room -= len(_BETWEEN) * (len(table.head) - 1)
        columns = [
            [name, *(plain(row[place]) for row in table.rows)] for place, name in enumerate(table.head)
        ]
        natural = [max(len(part) for text in column for part in text.split("\n")) for column in columns]
        widths = [
            min(max((len(word) for text in column for word in text.split()), default=1), _LONGEST_WORD)
            for column in columns
        ]
        if sum(widths) > room:
            return None
        while growing := [place for place, wide in enumerate(widths) if wide < natural[place]]:
            spare = room - sum(widths)
            if spare <= 0:
                break
            shares = sum(table.widths[place] for place in growing)
            for place in growing:
                more = max(spare * table.widths[place] // shares, 1)
                widths[place] += min(more, natural[place] - widths[place], room - sum(widths))
        return widths

    def _line(self, line: Line, first: str, rest: str, most: int = 0) -> list[str]:
        """A line of spans; its own line ends stay, and what follows one stands further in: no text can pass for a line of ours."""
        lines: list[str] = []
        for part in plain(line).split("\n"):
            lines += self.wrapped(part, (rest or " " * _STEP) if lines else first, rest)
        if most and len(lines) > most:
            lines = [*lines[: most - 1], marked(lines[most - 1], self._room(0))]
        return [self._with_tones(text, (line,)) for text in lines]

    def wrapped(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Text in lines that fit; never none."""
        shown = printable(text)
        return wrapped_lines(shown, self._room(0), first, rest, divided=True) or [first.rstrip()]

    def _room(self, depth: int) -> int:
        return max(LEAST_WIDTH, self.width) - depth

    def _with_tones(self, text: str, lines: Iterable[Line]) -> str:
        if not self.colours:
            return text
        for line in lines:
            for span in line:
                if span.kind not in RELEASE_TONES or not span.text:
                    continue
                if span.text in text:
                    text = text.replace(span.text, self._styled(span.text, span.kind), 1)
                elif len(line) == 1 and text.strip() in span.text:  # one of the lines that it takes
                    text = text.replace(text.strip(), self._styled(text.strip(), span.kind), 1)
        return text

    def _coloured(self, text: str, start: str, tone: str) -> str:
        return self._styled(start, tone) + text[len(start) :] if text.startswith(start) else text

    def _coloured_end(self, text: str, end: str, tone: str) -> str:
        return text[: -len(end)] + self._styled(end, tone) if end and text.endswith(end) else text

    def _styled(self, text: str, tone: str) -> str:
        if not self.colours or tone not in COLOURS:
            return text
        return typer.style(text, fg=COLOURS[tone], bold=True)

    def _bold(self, text: str) -> str:
        return typer.style(text, bold=True) if self.colours and text.strip() else text


def on_one_screen(
    forms: Iterable[tuple[int, tuple[Block, ...]]], width: int, *, colours: bool = False, below: int = 0
) -> str:
    """The first form of an answer that has room on one screen, or the last; each with the lines of a point (:class:`Terminal`).

    ``below``: rows of the same screen that follow.
    """
    shown = ""
    for most, blocks in forms:
        shown = Terminal(width, colours, most).text(blocks)
        if shown.count("\n") + below <= MOST_LINES:
            break
    return shown
