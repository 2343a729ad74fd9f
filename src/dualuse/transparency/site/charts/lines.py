"""Lines over time, in one panel or a small panel for each, never drawn through a gap or a change of method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from dualuse.transparency.site.charts.column_plot import Plot
from dualuse.transparency.site.charts.drawing import EDGE, Frame, document, link, stroke, written
from dualuse.transparency.site.charts.line_marks import Line, LineChart, line
from dualuse.transparency.site.charts.line_panels import small_panels
from dualuse.transparency.site.charts.marks import (
    Break,
    LegendItem,
    Mark,
    base_line,
    break_positions,
    free_of,
    lane_height,
    lanes,
    legend,
    notes,
    numbered,
    period_labels,
    span,
    value_axis,
)
from dualuse.transparency.site.charts.palette import AXIS
from dualuse.transparency.site.charts.scale import about_ticks, are_whole, checked, ticks
from dualuse.transparency.site.charts.text import BODY, INK, LINK_INK, SMALL, Label, one_line, width_of

__all__ = ["Line", "lines"]

_DASHES: Final = ("0", "6 3", "2 2", "9 3 2 3")


def lines(
    series: Sequence[Line],
    breaks: Sequence[Break] = (),
    *,
    periods: Sequence[str],
    title: str,
    description: str,
    unit: str,
    number: Callable[[float], str],
    width: int,
    ident: str,
    small_multiples: bool = False,
    heading: str = "",
    source_line: str = "",
    plot_height: int = 0,
) -> str:
    """Lines over time as SVG; the scale starts at zero and is one for all.

    Args:
        periods: the labels of the periods, in their order.
        unit: what is counted, named above.
        number: writes a value, or a tick, in the language of the page.
        width: in px. ``plot_height``: of a panel, in px; at least 40, by default by the width.
        ident: the start of all ids in the chart.
        small_multiples: a panel for each line, with its name above and its last value; else one panel.
        heading, source_line: printed above and below.

    Raises:
        ValueError: a line has not one value for each period; a value is negative, not finite or over 10^18; a break comes
            after no period; ``ident`` or ``width`` cannot be used.
    """
    for one in series:
        if len(one.values) != len(periods):
            raise ValueError(f"{one.label!r} has {len(one.values)} values for {len(periods)} periods")
        checked(one.values)
    cuts = break_positions(breaks, periods)
    frame = Frame(title, description, width, ident, heading, source_line)
    values = [value for one in series for value in one.values]
    high = max(plot_height, 40) if plot_height else 70 if small_multiples else 200 if frame.narrow else 280
    highest = max((value for value in values if value is not None), default=0.0)
    at = ticks(highest, 4 if small_multiples else about_ticks(high), are_whole(values))
    chart = LineChart(series, periods, breaks, cuts, at, number, unit, frame)
    body, bottom = small_panels(chart, high) if small_multiples else _one_panel(chart, high)
    return document(frame, body, bottom, linked=any(one.href for one in series))


def _one_panel(chart: LineChart, high: int) -> tuple[list[str], float]:
    """All lines in one panel, named at their ends or else by a legend, and the y in px under it."""
    frame = chart.frame
    begin = frame.headed()[1]
    left = EDGE + 6 + max(width_of(chart.number(one), SMALL) for one in chart.ticks)
    names = _end_names(chart, left, high)
    dashes = [_DASHES[index % len(_DASHES)] for index in range(len(chart.series))]
    items = [LegendItem(one.label, chart.shade(at), dash=dashes[at]) for at, one in enumerate(chart.series)]
    key, top = ([], begin) if names else legend(items, frame.width, begin)
    right = _right(chart, bool(names))
    first = chart.plot(left, right, top + SMALL + 10, high)
    broken, plot, texts = _breaks(chart, first)
    at = [(plot.y(one), chart.number(one)) for one in chart.ticks]
    found = [*key, *value_axis(at, left, right, chart.unit, top + SMALL), *broken]
    base = plot.bottom + SMALL + 5
    centres = [plot.centre(one) for one in range(len(chart.periods))]
    found += [written(one) for one in period_labels(chart.periods, centres, base, frame).values()]
    found.append(base_line(left, right, plot.bottom))
    for index, one in enumerate(chart.series):
        drawn = line(one, plot, chart, chart.shade(index), dashes[index])
        name = [written(label, halo=True) for label in _moved(names[index : index + 1], plot)]
        found.append(link(one.href, one.label, *drawn, *name))
    if not texts:
        return found, base + 6
    listed, bottom = notes(numbered(len(texts)), texts, frame, base + 10)
    return [*found, *listed], bottom


def _right(chart: LineChart, named: bool) -> float:
    """The right edge of the plot: with room for the names of the lines, if they stand there."""
    room = max(width_of(one_line(one.label), BODY) for one in chart.series) + 8 if named else 8.0
    return chart.frame.width - EDGE - room


def _end_names(chart: LineChart, left: float, height: float) -> list[Label]:
    """The names of the lines at their ends, for a plot from y = 0; none if one of them has no place there."""
    names = [one_line(one.label) for one in chart.series]
    ends = [one.values[-1] if one.values else None for one in chart.series]
    widest = max((width_of(one, BODY) for one in names), default=0.0)
    if not all(names) or not names or widest > 0.25 * chart.frame.width:
        return []
    plot = chart.plot(left, _right(chart, True), 0.0, height)
    found = []
    for one, value in zip(chart.series, ends, strict=True):
        if value is None:
            return []
        x, y = plot.centre(len(chart.periods) - 1) + 7, plot.y(value) + BODY * 0.35
        ink = LINK_INK if one.href else INK
        found.append(Label(x, y, one_line(one.label), BODY, kind="name", fill=ink, underlined=bool(one.href)))
    return found if len(free_of(found, [], 1.0)) == len(found) else []


def _moved(labels: Sequence[Label], plot: Plot) -> list[Label]:
    return [replace(one, y=one.y + plot.top) for one in labels]


def _breaks(chart: LineChart, first: Plot) -> tuple[list[str], Plot, list[str]]:
    """The breaks as drawn, the plot moved down under their texts, and the texts of the list if they have numbers."""
    texts = [one.label for one in chart.breaks]
    marks, named = _break_marks(chart, first, texts, numbered(len(texts)))
    chosen = lanes(marks, first.left, first.right)
    room = lane_height(max(chosen) + 1) if chosen else 0.0
    plot = chart.plot(first.left, first.right, first.top + room, first.height)
    found = []
    for mark, lane in zip(marks, chosen, strict=True):
        base = plot.top - 6 - lane_height(lane)
        up = base + 3 if mark.centred else base - 9
        found.append(stroke(mark.x, up, mark.x, plot.bottom, AXIS, "break", dash="4 3"))
        x = span(mark, first.left, first.right)[0]
        found.append(written(Label(x, base, mark.text, kind="annotation"), halo=True))
    return found, plot, [] if named else texts


def _break_marks(
    chart: LineChart, plot: Plot, texts: Sequence[str], signs: Sequence[str]
) -> tuple[list[Mark], bool]:
    """The marks of the breaks: named if all have room in two lanes, else with numbers."""
    at = [plot.slot(cut)[0] for cut in chart.cuts]
    marks = [Mark(x, text) for x, text in zip(at, texts, strict=True)]
    room = 0.6 * (plot.right - plot.left)
    fits = all(width_of(one.text, SMALL) <= room for one in marks)
    if fits and max(lanes(marks, plot.left, plot.right), default=0) < 2:
        return marks, True
    return [Mark(x, sign, 0.0, True) for x, sign in zip(at, signs, strict=True)], False
