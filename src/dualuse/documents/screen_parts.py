"""The lines of one screen: parts with their points, and how much of each has room; lines cut at words.

Every part keeps its first points; what does not stand is counted, and ``--full`` has the whole.
"""

from __future__ import annotations

import re
import sys
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Final

from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, fill, translate
from dualuse.inputs.wrapping import clipped, marked, shortened, wrapped_lines

LINES_OF_A_POINT: Final = 4
LEAST_WORDS: Final = 20
_STEP: Final = 5
"""Signs by which the start of a point gives way to its ending."""
_FOLDED: Final = N_("{title}: {number} (--full)")
_FOLDED_NAMED: Final = N_("{title}: {number} (--full), first {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the screen: its title (English), its points, each in lines, and how many more there are.

    ``most``: lines that a point may have; ``least``: those that it keeps where there is little room; ``kept``: points that
    stand in any case; a section that is not ``needed`` is a count of its points where there is no room for it, and goes without one where it says ``twice`` what
    stands elsewhere on the screen;
    ``airy``: an empty line stands above it; ``whole``: no point is cut for want of room; ``keeps_last``: the last point stands
    before those between it and the first; ``width``: signs in a line of the terminal, which folds longer ones;
    ``short_title``, ``name``: what the count of a folded section begins with, and what its first point is called: the name is never cut;
    ``endings``: what each point ends with in any case, such as who does it by when, from long to short, not of one that ``keeps_last``; ``keeps_text``: the ending gives
    way before the text of the point does.
    """

    title: str = ""
    points: tuple[list[str], ...] = ()
    more: int = 0
    most: int = 2
    least: int = 1
    kept: int = 1
    needed: bool = True
    twice: bool = False
    airy: bool = True
    whole: bool = False
    keeps_last: bool = False
    width: int = sys.maxsize
    short_title: str = ""
    name: str = ""
    endings: tuple[tuple[str, ...], ...] = ()
    keeps_text: bool = False

    def cut(self, number: int, width: int) -> Iterator[list[str]]:
        """The first points, each on as many lines as it may have, or as its ending takes."""
        endings = (*self.endings, *repeat((), len(self.points)))
        for point, of_point in zip(self.first(number), endings, strict=False):
            yield cut_point(point, self.most, width, of_point, keeps_text=self.keeps_text)

    def first(self, number: int) -> tuple[list[str], ...]:
        """The points that stand where there is room for so many."""
        if self.keeps_last and 1 < number < len(self.points):
            return (*self.points[: number - 1], self.points[-1])
        return self.points[:number]

    def size(self, number: int) -> int:
        """The lines that it takes with its first points: the empty one, its title, and the count where it has no title."""
        if self.endings:
            points: Iterable[list[str]] = self.cut(number, self.width)
        else:
            points = (point[: self.most] for point in self.first(number))
        lines = sum(rows_of(line, self.width) for point in points for line in point)
        counted = not self.title and number < len(self.points) + self.more
        return self.airy + bool(self.title) + lines + counted


class OneScreen(ABC):
    """A text on one screen: its lines, none longer than ``_width`` signs, and what is cut as wide as these."""

    _width: int

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """The lines, without line ends."""

    def __str__(self) -> str:
        return "\n".join(self.lines()) + "\n"

    def _cut(self, lines: list[str], most: int) -> list[str]:
        return cut_point(lines, most, self._width)


def rows_of(line: str, width: int) -> int:
    """The rows of a terminal that a line takes."""
    return max(1, -(-len(line) // width))


def squeezed(section: Section) -> Section:
    """The section with no empty line above; one that may be cut has one point in any case, of two lines, or three with a question: it gives way to reasons of a stop."""
    close = replace(section, airy=False)
    longest = max(map(len, section.points), default=0)
    cuttable = not section.whole and section.least < min(longest, section.most)
    lines = 2 + section.keeps_text
    short = replace(
        close, most=min(section.most, lines), least=min(section.least, lines), kept=min(section.kept, 1)
    )
    return short if cuttable else close


def folded(section: Section) -> Section:
    """The section as a count of its points, as long as there is no room for them."""
    return replace(section, kept=0, airy=False)


def if_needed(section: Section) -> Section:
    """The section, as a count where it is not needed."""
    return section if section.needed else folded(section)


@dataclass(frozen=True, slots=True)
class Form:
    """Lines that each provision that forbids, each reason of a stop and the verdict may have; how far what else stands here gives way to them:
    by 1 it is shorter and what there is to look at is counted alone, by 2 the questions, too, by 3 all but the first step and command that
    come next, by 4 these, too. ``asks_whole``: no reason to ask and no question is cut, what there is to look at gives way to them."""

    provisions: int = sys.maxsize
    reasons: int = sys.maxsize
    squeezed: int = 0
    verdict: int = sys.maxsize
    asks_whole: bool = False


SQUEEZED: Final = 5
"""Levels of :data:`SHORTER`, those that cut no reason."""
_CUT: Final = SQUEEZED - 1
SHORTER: Final = (
    *(Form(squeezed=level, asks_whole=True) for level in (0, 1)),
    *(Form(squeezed=level) for level in range(SQUEEZED)),
    *(Form(lines, squeezed=_CUT, verdict=4) for lines in (3, 2, 1)),
    *(Form(1, lines, _CUT, lines + 1) for lines in (3, 2, 1)),
)
"""From long to short."""


_FIELDS: Final = re.compile(r"(?:[\w-]+\.[\w.:-]*\w)(?:(?:, | \w+ )[\w-]+\.[\w.:-]*\w)*$")
"""The names of fields at the end of a sentence, where the answer is written: ``done.EU001, unexecuted.32014R0833.annex_iv``, ``covered.32012R0267:5``."""


_FIELD: Final = re.compile(
    r"(?:answers|authorisations|circumstances|covered|done|exporter|items|knowledge|parties|unexecuted)\.[\w.:]*\w"
)


def _last_field(whole: str, shown: str) -> str:
    """The field that is named last, where what is shown of a sentence names none; "" where no field is named."""
    return "" if _FIELD.search(shown) else next(reversed(_FIELD.findall(whole)), "")


def cut_point(
    lines: list[str], most: int, width: int, endings: Sequence[str] = (), *, keeps_text: bool = False
) -> list[str]:
    """The first lines, the last of them with a sign where more follow; the fields that its end names, to be answered there, stay.

    ``endings``: what it ends with, from long to short: the first that has room stands whole, with a start of the point before it.
    """
    if len(lines) <= most:
        return lines
    if endings:
        return _cut_before(lines, most, width, endings, keeps_text=keeps_text)
    last = lines[most - 1]
    whole = " ".join(line.strip() for line in lines)
    match = _FIELDS.search(whole)
    room = width * 2 // 3
    fields = match[0] if match else _last_field(whole, " ".join(line.strip() for line in lines[:most]))
    if len(fields) > room:
        fields = fields.partition(", ")[0] + ", …"
    if not fields or len(fields) > room:
        return _to_clause_end(lines[:most], width) or [*lines[: most - 1], _broken_off(last, width)]
    return [*lines[: most - 1], f"{_broken_off(last, width - len(fields) - 3)} ({fields})"]


def _cut_before(
    lines: list[str], most: int, width: int, endings: Sequence[str], *, keeps_text: bool
) -> list[str]:
    """The start of a point and its ending: the longest that leaves room for a start; else the shortest, on as many lines as it takes."""
    text = " ".join(line.strip() for line in lines).removesuffix(endings[0]).rstrip(" ·")
    first, rest = (line[: len(line) - len(line.lstrip())] for line in lines[:2])

    def ended(room: int, ending: str) -> list[str]:
        return wrapped_lines(f"{shortened(text, room)} · {ending}", width, first, rest)

    for ending in endings if keeps_text else ():
        if len(whole := ended(len(text), ending)) <= most:
            return whole
    for ending in endings:
        for room in range(most * width - len(ending), LEAST_WORDS - 1, -_STEP):
            if len(cut := ended(room, ending)) <= most:
                return cut
    return ended(LEAST_WORDS, endings[-1])


def _broken_off(line: str, width: int) -> str:
    """The line to the end of a part of its sentence, or the words of it that fit, with a sign that more follow; its indentation stays."""
    words = line.lstrip()
    indent = line[: len(line) - len(words)]
    # What follows the line is cut in any case: one word more than fits.
    return indent + shortened(f"{words} {'…' * width}", width - len(indent))


_CLAUSE_END: Final = re.compile(
    r"(?:[;?!]|(?<=[\w)»”]{3})(?<!\bArt)(?<!\bAbs)(?<!Buchst)(?<!\bbzw)\.(?=\s+[^\W\d_a-zäöü]|\s*$))(?=\s|$)"
)
"""Where a sentence, or a clause of it, ends: not behind an abbreviation, nor at a colon, which promises what is cut then."""
_GIVEN_UP: Final = 2
"""Lines within which a clause must end that a cut may go back to."""


def _to_clause_end(lines: list[str], width: int) -> list[str]:
    """The lines up to the last end of a clause in them, with a sign that more follows; none where no clause ends near: what is cut within one
    may mean another thing."""
    for place in range(len(lines) - 1, max(len(lines) - 1 - _GIVEN_UP, 0), -1):
        ends = [match.end() for match in _CLAUSE_END.finditer(lines[place]) if match.end() + 2 <= width]
        if ends:
            return [*lines[:place], f"{lines[place][: ends[-1]]} …"]
    return []


def least_size(sections: Sequence[Section]) -> int:
    """The lines that they take with the points they keep, each as short as it may be."""
    return sum(replace(section, most=section.least).size(section.kept) for section in sections)


def _cut_longest(sections: Sequence[Section], room: int) -> list[Section]:
    """The sections, of which the longest is cut (it ends with "…", and ``--full`` has the whole) as far as there is no room otherwise, then the next."""
    cut = list(sections)
    by_size = sorted(
        range(len(cut)),
        key=lambda place: (not cut[place].whole, cut[place].size(cut[place].kept)),
        reverse=True,
    )
    for place in by_size:
        longest = cut[place]
        for most in range(longest.size(longest.kept), 0, -1):
            if sum(section.size(section.kept) for section in cut) <= room:
                return cut
            if not longest.whole or place == by_size[0]:
                cut[place] = replace(longest, most=most, least=min(most, longest.least))
    return cut


def fitting(sections: Sequence[Section], room: int) -> Iterator[tuple[Section, int]]:
    """The sections with how many of their points have room: each its first, in shorter form where there is little, then in turns."""
    for shorter in range(LINES_OF_A_POINT):
        sections = [replace(section, most=max(section.most - shorter, section.least)) for section in sections]
        if sum(section.size(section.kept) for section in sections) <= room:
            break
    else:
        sections = [if_needed(section) for section in sections if not section.twice]
        if sum(section.size(section.kept) for section in sections) > room:
            sections = [replace(section, airy=False) for section in sections]
        sections = _cut_longest(sections, room)
    numbers = [min(section.kept, len(section.points)) for section in sections]
    spare = room - sum(section.size(section.kept) for section in sections)
    growing = list(range(len(sections)))
    while growing:
        for place in tuple(growing):
            section, number = sections[place], numbers[place]
            more = section.size(number + 1) - section.size(number)
            if number == len(section.points) or more > spare:
                growing.remove(place)
                continue
            numbers[place] += 1
            spare -= more
    return zip(sections, numbers, strict=True)


def section_lines(
    section: Section, number: int, width: int, language: str, *, and_more: str = AND_MORE
) -> Iterator[str]:
    """The first points of a section; how many do not stand here is said behind its title, else below."""
    rest = len(section.points) - number + section.more
    more = fill(and_more, language, number=rest) if rest else ""
    if section.airy:
        yield ""
    if section.title:
        title = translate(section.title, language)
        if more and not number:  # nothing stands below: one line says so
            yield _count_line(section, rest, width, language)
            return
        yield f"{title}  ({more})" if more else title
    for point in section.cut(number, width):
        yield from point
    if more and not section.title:
        yield f"  {more}"


def _count_line(section: Section, number: int, width: int, language: str) -> str:
    """A folded section on one line: how many points it has, and what the first is called, which stands whole."""
    for title in filter(None, (section.title, section.short_title)):
        params = {"title": translate(title, language), "number": number, "name": section.name}
        line = fill(_FOLDED_NAMED if section.name else _FOLDED, language, **params)
        if len(line) <= width:
            return line
    return line if section.name else clipped(line, width)


def table(rows: Sequence[tuple[str, ...]], width: int, most: int = 1) -> Iterator[str]:
    """Columns as wide as their longest cell; the last one takes what is left, in ``most`` lines, and is cut where it does not fit."""
    return (line for lines in table_rows(rows, width, most) for line in lines)


def in_width(rows: Sequence[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """The rows of a :func:`table`; where its last column would have little room, it stands behind the one before."""
    taken = sum(max((len(row[column]) for row in rows), default=0) + 2 for column in range(len(rows[0]) - 1))
    if width - taken - 2 >= width // 3:
        return [*rows]
    return [(*row[:-2], " · ".join(filter(None, row[-2:]))) for row in rows]


def table_rows(rows: Sequence[tuple[str, ...]], width: int, most: int = 1) -> Iterator[list[str]]:
    """The lines of each row of a :func:`table`."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(wide) for cell, wide in zip(row, widths, strict=False)]
        first = f"  {'  '.join([*cells, ''])}"
        last = textwrap.wrap(row[-1], max(width - len(first), LEAST_WORDS), break_on_hyphens=False)
        lines = [first + (last[0] if last else ""), *(" " * len(first) + line for line in last[1:])]
        ended = [
            marked(line, width) if len(lines) > most else clipped(line, width)
            for line in lines[most - 1 : most]
        ]
        yield [line.rstrip() for line in (*lines[: most - 1], *ended)]
