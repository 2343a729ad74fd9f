"""What several kinds of chart have: series and their legend, breaks of a series of time, notes with a number, and the scale of values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    AXIS,
    EDGE,
    GRID,
    Frame,
    colour,
    rectangle,
    stroke,
    written,
)
from dualuse.transparency.site.charts.text import (
    BODY,
    LINE,
    SMALL,
    Box,
    Label,
    meets_any,
    one_line,
    shorten,
    width_of,
    wrap,
)

SWATCH: Final = 12.0
_GAP: Final = 18.0
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨"
"""Those that fonts have; what comes after them is written (10), (11), …"""


@dataclass(frozen=True, slots=True)
class Series:
    """What a part of a column, or a bar, counts."""

    label: str


@dataclass(frozen=True, slots=True)
class Style:
    """How the bars or columns of one chart are filled and named: ``number`` writes a figure in the reader's language, ``unknown``
    is written for what is not known, ``ident`` begins the names of its patterns."""

    series: Sequence[Series]
    colours: Sequence[str]
    number: Callable[[float], str]
    unknown: str
    ident: str


@dataclass(frozen=True, slots=True)
class Break:
    """What was counted changed after the period with the label ``after``; ``label`` says how, in a few words."""

    after: str
    label: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One entry of a legend. ``fill``: a colour or pattern."""

    label: str
    fill: str
    stroke: str = ""


def colours_of(series: Sequence[Series]) -> tuple[str, ...]:
    """The colour of each series."""
    return tuple(map(colour, range(len(series))))


def break_positions(breaks: Sequence[Break], labels: Sequence[str]) -> tuple[int, ...]:
    """For each break, how many periods stand before it.

    Raises:
        ValueError: a break comes after no period, or after the last.
    """
    for break_ in breaks:
        if break_.after not in labels[:-1]:
            raise ValueError(f"no period follows {break_.after!r}, so there can be no break after it")
    return tuple(list(labels).index(break_.after) + 1 for break_ in breaks)


def legend(items: Sequence[LegendItem], width: float) -> tuple[list[str], float]:
    """A legend at the top, in as many rows as it needs, and the y in px under it; items without a label are left out."""
    parts: list[str] = []
    x = y = EDGE
    shown = [item for item in items if item.label]
    for item in shown:
        label = shorten(item.label, width - 2 * EDGE - SWATCH - 6, BODY)
        wide = SWATCH + 6 + width_of(label, BODY)
        if x > EDGE and x + wide > width - EDGE:
            x, y = EDGE, y + BODY * LINE + 3
        parts += _entry(item, label, x, y)
        x += wide + _GAP
    return parts, (y + BODY * LINE + 8 if shown else EDGE)


def _entry(item: LegendItem, label: str, x: float, y: float) -> list[str]:
    mark = rectangle(x, y + 1, SWATCH, SWATCH, item.fill, "key", stroke=item.stroke)
    full = item.label if label != item.label else ""
    return [mark, written(Label(x + SWATCH + 6, y + SWATCH, label, BODY, full=full, kind="legend"))]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at ``x`` px that has a text above the plot."""

    x: float
    text: str
    centred: bool = False


def numbered(count: int) -> tuple[str, ...]:
    """The signs of so many notes: ①, ②, …"""
    return tuple(_CIRCLED[index] if index < len(_CIRCLED) else f"({index + 1})" for index in range(count))


def span(mark: Mark, left: float, right: float) -> tuple[float, float]:
    """The x at which the text of a mark begins and ends, kept between ``left`` and ``right``."""
    wide = width_of(mark.text, SMALL)
    begin = mark.x - wide / 2 if mark.centred else mark.x + 3
    if not mark.centred and begin + wide > right:
        begin = mark.x - 3 - wide  # to the left of its line
    begin = max(left, min(begin, right - wide))
    return begin, begin + wide


def lanes(marks: Sequence[Mark], left: float, right: float) -> tuple[int, ...]:
    """For each mark the lane above the plot (0 is the lowest) where its text meets no other and, if that can be, no line
    of another mark."""
    chosen: dict[int, int] = {}
    spans = [span(mark, left, right) for mark in marks]

    def clash(first: int, lane: int, strict: bool) -> bool:
        for other, its_lane in chosen.items():
            (begin, end), (its_begin, its_end) = spans[first], spans[other]
            if lane == its_lane and begin < its_end + 4 and its_begin < end + 4:
                return True
            if strict and lane > its_lane and its_begin - 1 <= marks[first].x <= its_end + 1:
                return True
            if strict and lane < its_lane and begin - 1 <= marks[other].x <= end + 1:
                return True
        return False

    # Signs first: a text can begin above one, but a leader through a text is ugly.
    for index in sorted(range(len(marks)), key=lambda index: (not marks[index].centred, -marks[index].x)):
        options = [
            *((lane, True) for lane in range(len(marks))),
            *((lane, False) for lane in range(len(marks))),
        ]
        chosen[index] = next(lane for lane, strict in options if not clash(index, lane, strict))
    return tuple(chosen[index] for index in range(len(marks)))


def lane_height(count: int) -> float:
    """The px that so many lanes take."""
    return count * (SMALL * LINE + 2)


def notes(signs: Sequence[str], texts: Sequence[str], frame: Frame, top: float) -> tuple[list[str], float]:
    """The list of notes from ``top``, and the y in px under it."""
    parts: list[str] = []
    y = top
    indent = max((width_of(sign, SMALL) for sign in signs), default=0.0) + 6
    for sign, text in zip(signs, texts, strict=True):
        parts.append(written(Label(EDGE, y + SMALL, sign, SMALL, kind="note")))
        for line in wrap(text, frame.width - 2 * EDGE - indent, SMALL, lines=3) or ("",):
            parts.append(written(Label(EDGE + indent, y + SMALL, line, SMALL, kind="note"))) if line else None
            y += SMALL * LINE
    return parts, y


def value_axis(
    at: Sequence[tuple[float, str]], left: float, right: float, *, unit: str, unit_base: float
) -> list[str]:
    """Grid lines across a plot, at y px with their texts left of it, and the unit on the base line ``unit_base``; the line
    of zero is drawn last of all by :func:`base_line`."""
    parts: list[str] = []
    for y, text in at:
        parts.append(stroke(left, y, right, y, GRID, "grid"))
        parts.append(written(Label(left - 5, y + SMALL * 0.35, text, SMALL, anchor="end", kind="tick")))
    label = shorten(unit, right - EDGE, SMALL)
    if label:
        parts.append(written(Label(EDGE, unit_base, label, SMALL, kind="unit")))
    return parts


def base_line(left: float, right: float, y: float) -> str:
    """The line of zero, over what stands on it."""
    return stroke(left, y, right, y, AXIS, "base")


def period_labels(
    labels: Sequence[str], centres: Sequence[float], base: float, frame: Frame
) -> dict[int, Label]:
    """The labels under a series of time, by the index of their period: as many as there is room for, the last always
    among them."""
    steps = [*(factor * 10**power for power in range(6) for factor in (1, 2, 5)), max(len(labels), 1)]
    for step in steps:
        shown = {
            index: _period_label(labels[index], centres[index], base, frame)
            for index in range(len(labels) - 1, -1, -step)
        }
        if len(free_of(list(shown.values()), [])) == len(shown):
            break
    return shown


def _period_label(label: str, centre: float, base: float, frame: Frame) -> Label:
    text = shorten(label, min(frame.width - 2 * EDGE, 160), SMALL)
    half = width_of(text, SMALL) / 2
    return Label(
        max(EDGE + half, min(centre, frame.width - EDGE - half)),
        base,
        text,
        SMALL,
        anchor="middle",
        kind="period",
        fill=AXIS,
        full="" if text == label else label,
    )


def free_of(labels: Sequence[Label], taken: Sequence[Box], margin: float = 2.0) -> list[Label]:
    """Those of the labels that meet neither what is taken nor one before them."""
    boxes = list(taken)
    kept: list[Label] = []
    for label in labels:
        if not meets_any(label.box, boxes, margin):
            kept.append(label)
            boxes.append(label.box)
    return kept


_MOST: Final = 1e18
_LEAST: Final = 1e-18


def checked(values: Iterable[float | None]) -> None:
    """Let only numbers from zero to 10^18 pass, and what is not known.

    Raises:
        ValueError: a value is negative, not finite or higher.
    """
    for value in values:
        if value is not None and not 0 <= value <= _MOST:
            raise ValueError(f"{value} cannot be drawn from zero upwards")


def known_sum(values: Iterable[float | None]) -> float | None:
    """The sum of the values that are known; None when none is."""
    summands = [value for value in values if value is not None]
    return math.fsum(summands) if summands else None


def ticks(highest: float, about: int = 5, whole: bool = False) -> tuple[float, ...]:
    """Round numbers from zero to the first that is not under ``highest``, a step of 1, 2 or 5 times a power of ten apart.

    ``about``: how many steps at most; ``whole``: values are counts, so no step is under 1. Zero alone when ``highest`` is.
    """
    if highest < _LEAST:
        return (0.0, highest) if highest > 0 else (0.0,)
    power = math.floor(math.log10(highest / about))
    steps = [factor * 10.0**exponent for exponent in (power, power + 1) for factor in (1, 2, 5)]
    step = next((candidate for candidate in steps if candidate * about >= highest), steps[-1])
    step = max(step, 1.0) if whole else step
    count = math.ceil(highest / step - 1e-9)
    # Through decimal text: three times a tenth is not three tenths.
    return tuple(float(f"{index * step:.12g}") for index in range(count + 1))


def about_ticks(height: float) -> int:
    """How many steps of an axis so many px have room for, at most five."""
    return max(1, min(5, int(height // 45)))


def are_whole(values: Iterable[float | None]) -> bool:
    """Whether all that is known is whole numbers."""
    return all(value is None or float(value).is_integer() for value in values)


def amount(values: Sequence[float | None], text: str) -> str:
    """What stands at the end of a column or bar whose known parts are ``text`` together: ``:`` where nothing, and a least
    value where not all is known."""
    total = known_sum(values)
    if total is None or (None in values and total == 0):
        return ":"
    return f"≥ {one_line(text)}" if None in values else one_line(text)
