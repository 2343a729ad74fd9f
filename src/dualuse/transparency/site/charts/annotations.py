"""Where the texts of breaks and of single decisions stand in a chart of columns, so that none meets another.

A break is named at the head of its line, a decision beside its part of the column. Where there is no room for that they get
numbers, and the texts stand in a list below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dualuse.transparency.site.charts.column_plot import (
    HEADROOM,
    Period,
    Plot,
    outlier_boxes,
    parts_of,
    solid_boxes,
    top_of,
    unknown_box,
    value_labels,
)
from dualuse.transparency.site.charts.marks import Break, Mark, lane_height, lanes, numbered, span
from dualuse.transparency.site.charts.text import LINE, SMALL, Box, Label, meets_any, width_of, wrap

_AWAY: Final = 14.0  # px from a column to the text beside it


@dataclass(frozen=True, slots=True)
class BreakLine:
    """The line of a break at ``x`` px, down from ``top``."""

    x: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """What is written into a plot, which was moved down to make room above it. ``leaders``: x and y of both ends;
    ``signs`` and ``texts``: the list below."""

    plot: Plot
    breaks: tuple[BreakLine, ...]
    leaders: tuple[tuple[float, float, float, float], ...]
    labels: tuple[Label, ...]
    signs: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def boxes(self) -> list[Box]:
        """The room that lines of breaks and texts take."""
        lines = [Box(line.x - 1, line.top, line.x + 1, self.plot.bottom) for line in self.breaks]
        return [*lines, *(label.box for label in self.labels)]


@dataclass(frozen=True, slots=True)
class _DrawnDecision:
    """A single decision that is drawn, with its room in the plot."""

    column: int
    text: str
    box: Box


def annotated(
    periods: Sequence[Period],
    breaks: Sequence[Break],
    cuts: Sequence[int],
    *,
    plot: Plot,
    number: Callable[[float], str],
) -> Annotated:
    """The annotations of a plot. ``cuts``: for each break, how many periods stand before it."""
    lines = [Mark(plot.slot(cut)[0], break_.label) for break_, cut in zip(breaks, cuts, strict=True)]
    if _fit_at_heads(lines, plot):
        moved, heads, labels = _headed(lines, plot)
        notes_on_uncounted = _labels_beside(periods, moved, heads, labels=labels, number=number)
        if notes_on_uncounted is not None:
            return Annotated(
                plot=moved,
                breaks=heads,
                leaders=notes_on_uncounted[1],
                labels=(*labels, *notes_on_uncounted[0]),
            )
        return _with_numbers(periods, lines, plot, numbers_for_breaks=False)
    return _with_numbers(periods, lines, plot, numbers_for_breaks=True)


def _fit_at_heads(lines: Sequence[Mark], plot: Plot) -> bool:
    """Whether the texts of the breaks can stand at the heads of their lines, in two lanes at most."""
    room = 0.6 * (plot.right - plot.left)
    return all(width_of(mark.text, SMALL) <= room for mark in lines) and (
        max(lanes(lines, plot.left, plot.right), default=0) < 2
    )


def _headed(marks: Sequence[Mark], plot: Plot) -> tuple[Plot, tuple[BreakLine, ...], tuple[Label, ...]]:
    """The plot under the lanes of the marks, the lines that go up to them, and their texts."""
    chosen = lanes(marks, plot.left, plot.right)
    room = lane_height(max(chosen) + 1) if chosen else 0.0
    moved = replace(plot, top=plot.top + room)
    bases = [plot.top - HEADROOM + room - lane_height(lane) for lane in chosen]
    heads = tuple(BreakLine(mark.x, base - SMALL) for mark, base in zip(marks, bases, strict=True))
    labels = tuple(
        Label(span(mark, plot.left, plot.right)[0], base, mark.text, kind="annotation")
        for mark, base in zip(marks, bases, strict=True)
    )
    return moved, heads, labels


def _drawn_decisions(periods: Sequence[Period], plot: Plot) -> list[_DrawnDecision]:
    decisions = []
    for index, period in enumerate(periods):
        drawn = [part.outlier for part in parts_of(period) if part.outlier is not None]
        boxes = outlier_boxes(index, period, plot)
        decisions += [
            _DrawnDecision(index, outlier.label, box) for outlier, box in zip(drawn, boxes, strict=True)
        ]
    return decisions


_Leaders = tuple[tuple[float, float, float, float], ...]


def _labels_beside(
    periods: Sequence[Period],
    plot: Plot,
    heads: Sequence[BreakLine],
    *,
    labels: Sequence[Label],
    number: Callable[[float], str],
) -> tuple[tuple[Label, ...], _Leaders] | None:
    """Texts beside the parts of the columns with their leaders; None when one finds no room."""
    taken = [*solid_boxes(periods, plot), *(label.box for label in labels)]
    taken += [Box(head.x - 1, head.top, head.x + 1, plot.bottom) for head in heads]
    taken += [box for at, period in enumerate(periods) if (box := unknown_box(at, period, plot)) is not None]
    taken += [label.box for label in value_labels(periods, plot, number, list(taken))]
    labels_beside: list[Label] = []
    leaders = []
    for decision in _drawn_decisions(periods, plot):
        placed = _place(decision, plot, taken)
        if placed is None:
            return None
        lines, leader = placed
        labels_beside += lines
        taken += [line.box for line in lines]
        leaders.append(leader)
    return tuple(labels_beside), tuple(leaders)


def _place(
    decision: _DrawnDecision, plot: Plot, taken: list[Box]
) -> tuple[list[Label], tuple[float, float, float, float]] | None:
    """The first place beside a part of a column where its text meets nothing, left of it before right."""
    middle = (decision.box.top + decision.box.bottom) / 2
    for room in (200.0, 140.0, 100.0):
        lines = wrap(decision.text, room, SMALL, lines=3)
        if not lines or lines[-1].endswith("…"):
            continue
        high = SMALL * LINE * len(lines)
        for y in (middle, decision.box.top + 2, decision.box.bottom - 2):
            lowest = plot.bottom - 4 - (high - SMALL * LINE)
            first = min(max(y - high / 2 + SMALL, plot.top + SMALL), lowest)
            for left in (True, False):
                edge = decision.box.left if left else decision.box.right
                x = edge - _AWAY if left else edge + _AWAY
                labels = [
                    Label(
                        x,
                        first + row * SMALL * LINE,
                        line,
                        anchor="end" if left else "start",
                        kind="annotation",
                    )
                    for row, line in enumerate(lines)
                ]
                if all(_is_free(label.box, plot, taken) for label in labels):
                    return labels, (x + 3 if left else x - 3, y, edge, y)
    return None


def _is_free(box: Box, plot: Plot, taken: list[Box]) -> bool:
    inside = plot.left + 2 <= box.left and box.right <= plot.right and plot.top <= box.top
    return inside and not meets_any(box, taken, 3.0)


def _with_numbers(
    periods: Sequence[Period], lines: Sequence[Mark], plot: Plot, numbers_for_breaks: bool
) -> Annotated:
    """Decisions, and if need be breaks, with numbers from left to right."""
    counted = (
        [(mark.x, "break", index, mark.text) for index, mark in enumerate(lines)]
        if numbers_for_breaks
        else []
    )
    for index, decision in enumerate(_drawn_decisions(periods, plot)):
        counted.append((plot.centre(decision.column), "decision", index, decision.text))
    counted.sort(key=lambda entry: entry[0])
    signs = numbered(len(counted))
    marks = {
        kind: [
            Mark(x, sign, centred=True)
            for sign, (x, which, *_) in zip(signs, counted, strict=True)
            if which == kind
        ]
        for kind in ("break", "decision")
    }
    heads = marks["break"] if numbers_for_breaks else list(lines)
    singles = _one_mark_a_column(marks["decision"])
    moved, ups, labels = _headed([*heads, *singles], plot)
    cut = len(heads)
    leaders = tuple(
        (mark.x, label.y + 3, mark.x, top_of(periods[_column_at(mark.x, moved)], moved))
        for mark, label in zip(singles, labels[cut:], strict=True)
    )
    if numbers_for_breaks:  # a number stands on its line, not beside it
        ups = tuple(BreakLine(mark.x, label.y + 3) for mark, label in zip(heads, labels, strict=False))
    return Annotated(
        plot=moved,
        breaks=ups[:cut],
        leaders=leaders,
        labels=labels,
        signs=signs,
        texts=tuple(text for *_, text in counted),
    )


def _one_mark_a_column(marks: Sequence[Mark]) -> list[Mark]:
    """One mark for each column: its signs together."""
    texts: dict[float, str] = {}
    for mark in marks:
        texts[mark.x] = texts.get(mark.x, "") + mark.text
    return [Mark(x, text, centred=True) for x, text in texts.items()]


def _column_at(x: float, plot: Plot) -> int:
    return min(range(plot.count), key=lambda index: abs(plot.centre(index) - x))
