"""The lines of a summary, and how a terminal of some thirty lines shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dualuse.bulk.files.workbook_words import SHEET_NAMES
from dualuse.i18n import N_, fill, grouped, translate
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import clipped, wrapped_lines


class Line(NamedTuple):
    """A line of the summary; with a number it is one of a few that belong to the line above.

    ``folds``: when a short terminal leaves it out: never (0), or before all those of a smaller number; the mapping (4) goes
    first and whole, a detail (3) says how a file was read, what is minor (2) stands with each row or in the mapping as well.
    ``instead``: what stands in its place where it is left out, as long as there is room; ``is_cut``: its end goes, with a sign, where
    there is still none; ``is_whole``: it does not, whatever else there is to say; ``shorter``: the same in fewer words, for where there is
    no room; the end of these goes last of all. ``is_verdict``: it is one of the counts with which the sheet of a workbook begins.
    """

    text: str
    number: int | None = None
    folds: int = 0
    instead: str = ""
    is_cut: bool = False
    is_whole: bool = False
    shorter: str = ""
    is_verdict: bool = False


MAPPING: Final = 4
DETAIL: Final = 3
MINOR: Final = 2
FURTHER: Final = 1


_LINES: Final = 29
"""Lines of the terminal that a summary takes; one more may follow it."""


def terminal_text(lines: Iterable[Line], language: str, width: int = 100, output: str = "") -> str:
    """The lines as the terminal shows them, ``width`` characters wide; details beyond its length are counted.

    They stand in the data, and in the summary of the result where that, ``output``, is a workbook.
    """
    lines = tuple(lines)
    numbers = [grouped(line.number, language) for line in lines if line.number is not None]
    wide = max(map(len, numbers), default=1)
    blocks = [
        _wrapped(line.text, width)
        if line.number is None
        else f"  {grouped(line.number, language):>{wide}}  {line.text}"
        for line in lines
    ]
    heights = [block.count("\n") + 1 for block in blocks]
    gone = _folded(lines, heights, width)
    if not gone:
        return "\n".join(blocks)
    shown_lines = sum(height for number, height in enumerate(heights) if number not in gone) + _HEIGHT_OF_REST
    has_room = shown_lines <= _LINES
    if not has_room:
        _cut(blocks, lines, gone, shown_lines - _LINES, width)
    only_details = all(lines[number].folds >= DETAIL for number in gone)
    rest = _wrapped(_rest(len(gone), language, output, only_details=only_details), width)
    at = min(gone) if only_details else len(lines)
    shown: list[str] = []
    for number, block in enumerate(blocks):
        if number in gone and lines[number].instead and has_room:
            shown.append(_wrapped(lines[number].instead, width))
        if number == at:
            shown.append(rest)
        if number not in gone:
            shown.append(block)
    return "\n".join(shown if at < len(lines) else [*shown, rest])


def _cut(blocks: list[str], lines: Sequence[Line], gone: set[int], too_many: int, width: int) -> None:
    """Say lines shorter; cut to one of the terminal those that may lose their end, and, while there is still no room, the last of the others."""
    for number, line in enumerate(lines):
        if line.shorter and number not in gone:
            shorter = _wrapped(line.shorter, width)
            too_many -= blocks[number].count("\n") - shorter.count("\n")
            blocks[number] = shorter
    for number, line in reversed([*enumerate(lines)]):
        # Only as many as there is no room for: what breaks off in the middle of a sentence says less than it seems to.
        if too_many > 0 and line.is_cut and number not in gone and "\n" in blocks[number]:
            too_many -= blocks[number].count("\n")
            blocks[number] = clipped(line.text, width)
    for number in reversed(range(len(lines))):
        if too_many <= 0:
            return
        if number not in gone and not lines[number].is_whole and "\n" in blocks[number]:
            too_many -= blocks[number].count("\n")
            blocks[number] = clipped(lines[number].text, width)
    for number in reversed(range(len(lines))):
        if too_many > 0 and lines[number].shorter and number not in gone:
            too_many -= blocks[number].count("\n")
            blocks[number] = clipped(lines[number].shorter, width)


def _folded(lines: Sequence[Line], heights: Sequence[int], width: int) -> set[int]:
    """The places of the lines that are left out, since all together are too long for the terminal."""
    left = _LINES - sum(heights)
    if left >= 0:
        return set()
    left -= _HEIGHT_OF_REST
    gone: set[int] = set()
    for number in sorted(range(len(lines)), key=lambda number: (-lines[number].folds, -number)):
        # A mapping cut in half does not look incomplete.
        if not lines[number].folds or (left >= 0 and not (gone and lines[number].folds == MAPPING)):
            break
        gone.add(number)
        left += heights[number]
        if instead := lines[number].instead:
            left -= _wrapped(instead, width).count("\n") + 1
    return gone


def _rest(number: int, language: str, output: str, *, only_details: bool) -> str:
    """The line that says where to read the lines left out."""
    if Path(output).suffix.casefold() == ".xlsx":
        text = N_("{number} lines more, on the sheet “{sheet}” of {file}, and with --json.")
        if only_details:
            text = N_(
                "How the file was read: {number} lines more, on the sheet “{sheet}” of {file}, and with --json."
            )
        sheet = translate(SHEET_NAMES.summary, language)
        return printable(fill(text, language, number=number, sheet=sheet, file=output))
    text = N_("{number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json.")
    if only_details:
        text = N_(
            "How the file was read: {number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json."
        )
    return fill(text, language, number=number)


_HEIGHT_OF_REST: Final = 2
"""Lines that the sentence about the others takes."""


def _wrapped(text: str, width: int) -> str:
    """A sentence in lines of a terminal's width; what is indented, a column or what is to be copied, stays in one."""
    if len(text) <= width or text.startswith(" "):
        return text
    return "\n".join(wrapped_lines(text, width, rest="  "))
