"""Small panels of lines, one for each, all on one scale."""

from __future__ import annotations

from typing import Final

from dualuse.transparency.site.charts.column_plot import Plot
from dualuse.transparency.site.charts.drawing import EDGE, link, link_name, stroke, written
from dualuse.transparency.site.charts.line_marks import Line, LineChart, line
from dualuse.transparency.site.charts.marks import base_line, free_of, notes, numbered
from dualuse.transparency.site.charts.palette import AXIS, GRID, colour
from dualuse.transparency.site.charts.text import (
    FAINT_INK,
    INK,
    LINE,
    LINK_INK,
    SMALL,
    Label,
    shorten,
    width_of,
)

_LEAST: Final = 150.0  # px, the least width of a panel
_BETWEEN: Final = 16.0
_HEAD: Final = SMALL * LINE + 18.0  # px for the name and the top of the scale
_FOOT: Final = SMALL + 18.0


def small_panels(chart: LineChart, height: int) -> tuple[list[str], float]:
    """A panel for each line, its plot of ``height`` px, and the y in px under the last."""
    frame = chart.frame
    across = max(1, int((frame.width - 2 * EDGE + _BETWEEN) // _LEAST))
    wide = (frame.width - 2 * EDGE + _BETWEEN) / across
    y = frame.headed()[1]
    found = []
    unit = shorten(chart.unit, frame.width - 2 * EDGE, SMALL)
    if unit:
        found.append(written(Label(EDGE, y + SMALL, unit, SMALL, kind="unit", fill=FAINT_INK)))
        y += SMALL * LINE + 6
    one_high = _HEAD + height + _FOOT
    for index in range(len(chart.series)):
        left = EDGE + (index % across) * wide
        top = y + (index // across) * one_high
        found.append(_panel(index, chart, chart.plot(left, left + wide - _BETWEEN, top + _HEAD, height), top))
    y += -(-len(chart.series) // across) * one_high
    texts = [one.label for one in chart.breaks]
    listed, bottom = notes(numbered(len(texts)), texts, frame, y)
    return [*found, *listed], bottom


def _panel(index: int, chart: LineChart, plot: Plot, top: float) -> str:
    """One panel: name, line, first and last period, the top of the scale and the last value."""
    one = chart.series[index]
    grid = [stroke(plot.left, plot.top, plot.right, plot.top, GRID, "grid")]
    grid += [
        stroke(plot.slot(cut)[0], plot.top, plot.slot(cut)[0], plot.bottom, AXIS, "break", dash="4 3")
        for cut in chart.cuts
    ]
    drawn = line(one, plot, chart, one.colour or colour(0), "0")
    above = [
        Label(plot.slot(cut)[0], plot.top - 4, sign, SMALL, "middle", kind="annotation")
        for cut, sign in zip(chart.cuts, numbered(len(chart.cuts)), strict=True)
    ]
    highest = chart.number(chart.ticks[-1])
    above.append(Label(plot.left, plot.top - 4, highest, SMALL, fill=FAINT_INK, kind="tick"))
    base = base_line(plot.left, plot.right, plot.bottom)
    name = _name(one, plot, top)
    sure = [name, *_last_value(one, chart, plot), *_periods(chart, plot)]
    labels = [*sure, *free_of(above, [label.box for label in sure])]
    texts = [written(label, halo=True) for label in labels if label.text and label is not name]
    linked = link(one.href, link_name(one.label, name.text), written(name) if name.text else base)
    return "".join([*grid, base, *drawn, linked, *texts])


def _name(one: Line, plot: Plot, top: float) -> Label:
    name = shorten(one.label, plot.right - plot.left, SMALL, bold=True)
    return Label(
        plot.left, top + SMALL, name, SMALL, bold=True, full=one.label if name != one.label else "", kind="panel",
        underlined=bool(one.href), fill=LINK_INK if one.href else INK,
    )  # fmt: skip


def _last_value(one: Line, chart: LineChart, plot: Plot) -> list[Label]:
    """The last value that is known, beside its dot on the side that the line does not come from; ``:`` if none is."""
    known = [(at, value) for at, value in enumerate(one.values) if value is not None]
    if not known:
        middle = (plot.left + plot.right) / 2
        return [Label(middle + 8, plot.bottom - 8, ":", 14, "middle", bold=True, kind="unknown-sign")]
    at, value = known[-1]
    text = chart.number(value)
    half = width_of(text, SMALL) / 2
    x = max(plot.left + half, min(plot.centre(at), plot.right - half))
    falling = len(known) > 1 and known[-2][1] > value
    below = plot.y(value) + 6 + SMALL * 0.8
    y = below if falling and below < plot.bottom - 4 else plot.y(value) - 6
    return [Label(x, y, text, SMALL, "middle", kind="value")]


def _periods(chart: LineChart, plot: Plot) -> list[Label]:
    """The first and the last period under a panel."""
    base = plot.bottom + SMALL + 4
    room = (plot.right - plot.left) / 2 - 4
    names = chart.periods
    found = [Label(plot.left, base, shorten(names[0], room, SMALL), kind="period")] if names else []
    if len(names) > 1:
        last = shorten(names[-1], room, SMALL)
        found.append(Label(plot.right, base, last, anchor="end", kind="period"))
    return found
