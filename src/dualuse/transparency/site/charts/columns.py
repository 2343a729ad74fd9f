"""Stacked columns over time, with what is not known, single large decisions, and changes of method."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dualuse.transparency.site.charts.annotations import Annotated, annotated
from dualuse.transparency.site.charts.column_plot import (
    HEADROOM,
    Outlier,
    Period,
    Plot,
    checked_periods,
    parts_of,
    solid_boxes,
    unknown_box,
    value_labels,
)
from dualuse.transparency.site.charts.drawing import (
    AXIS,
    EDGE,
    PAPER,
    UNKNOWN_STRIPE,
    Frame,
    document,
    outlier_pattern,
    rectangle,
    stroke,
    unknown_pattern,
    written,
)
from dualuse.transparency.site.charts.marks import (
    Break,
    LegendItem,
    Series,
    Style,
    about_ticks,
    are_whole,
    base_line,
    break_positions,
    colours_of,
    known_sum,
    legend,
    notes,
    period_labels,
    ticks,
    value_axis,
)
from dualuse.transparency.site.charts.text import SMALL, width_of

__all__ = ["Outlier", "Period", "columns"]


def columns(
    periods: Sequence[Period],
    series: Sequence[Series],
    breaks: Sequence[Break] = (),
    *,
    title: str,
    description: str,
    unit: str,
    number: Callable[[float], str],
    width: int,
    ident: str,
    unknown: str,
    outlier: str,
) -> str:
    """Columns over time as SVG; the scale starts at zero and reaches to the highest column.

    Args:
        unit: what the axis counts, named at its top.
        number: writes a value, or a tick, in the language of the page.
        width: in px.
        ident: the start of all ids in the chart; two charts of one page have two.
        unknown: the word of the legend for what is not known; ``outlier``: for the hatched part of a single decision.

    Raises:
        ValueError: a period has not one value for each series; a value is negative, not finite or over 10^18; the outliers
            of a series are more than its value; a break comes after no period; ``ident`` or ``width`` cannot be used.
    """
    checked_periods(periods, len(series))
    cuts = break_positions(breaks, [period.label for period in periods])
    frame = Frame(title, description, width, ident)
    look = Style(series=series, colours=colours_of(series), number=number, unknown=unknown, ident=ident)
    key, top = legend(_legend_items(periods, look, outlier), width)
    high = 200 if frame.narrow else 280
    highest = max((known_sum(period.values) or 0.0 for period in periods), default=0.0)
    at = ticks(highest, about_ticks(high), all(are_whole(period.values) for period in periods))
    left = EDGE + 6 + max(width_of(number(tick), SMALL) for tick in at)
    plot = Plot(
        left=left,
        right=width - EDGE,
        top=top + SMALL + HEADROOM,
        height=high,
        highest=at[-1] or 1.0,
        count=len(periods),
    )
    shown = annotated(periods, breaks, cuts, plot=plot, number=number)
    plot = shown.plot
    bottom = plot.bottom + SMALL + 7
    list_of_notes, end = notes(shown.signs, shown.texts, frame, bottom + 10)
    body = [
        *key,
        *value_axis(
            [(plot.y(tick), number(tick)) for tick in at],
            plot.left,
            plot.right,
            unit=unit,
            unit_base=top + SMALL,
        ),
        *_columns(periods, plot, look, frame=frame, base=bottom - 2),
        base_line(plot.left, plot.right, plot.bottom),
        *_labels_and_lines(periods, plot, shown, number),
        *list_of_notes,
    ]
    return document(frame, body, end if shown.signs else bottom + 4, _patterns(periods, look))


def _legend_items(periods: Sequence[Period], look: Style, outlier: str) -> list[LegendItem]:
    items = [LegendItem(part.label, fill) for part, fill in zip(look.series, look.colours, strict=True)]
    first = next((outlier for period in periods for outlier in period.outliers if outlier.value), None)
    if first is not None:
        index = first.series_index
        items.append(LegendItem(outlier, f"url(#{look.ident}-outlier-{index})", look.colours[index]))
    if any(None in period.values for period in periods):
        items.append(LegendItem(look.unknown, f"url(#{look.ident}-unknown)", UNKNOWN_STRIPE))
    return items


def _patterns(periods: Sequence[Period], look: Style) -> list[str]:
    used = sorted(
        {outlier.series_index for period in periods for outlier in period.outliers if outlier.value}
    )
    patterns = [outlier_pattern(look.ident, index, look.colours[index]) for index in used]
    return (
        [*patterns, unknown_pattern(look.ident)]
        if any(None in period.values for period in periods)
        else patterns
    )


def _columns(
    periods: Sequence[Period], plot: Plot, look: Style, *, frame: Frame, base: float
) -> list[str]:  # fmt: skip
    """All columns with the labels under them."""
    centres = [plot.centre(index) for index in range(len(periods))]
    labels = period_labels([period.label for period in periods], centres, base, frame)
    drawn = []
    for index, period in enumerate(periods):
        drawn += _column(index, period, plot, look)
        drawn += [written(labels[index])] if index in labels else []
    return drawn


def _column(index: int, period: Period, plot: Plot, look: Style) -> list[str]:
    """The parts of one column from its base upwards."""
    drawn = []
    left, wide = plot.centre(index) - plot.bar / 2, plot.bar
    slot = unknown_box(index, period, plot)
    if slot is not None:
        title = f"{period.label}: {look.unknown}"
        high = slot.bottom - slot.top
        drawn.append(
            rectangle(left, slot.top, wide, high, f"url(#{look.ident}-unknown)", "unknown", title=title)
        )
    for part in parts_of(period):
        high = plot.high(part.value)
        y = plot.y(part.below + part.value)
        shade = look.colours[part.series]
        if part.outlier is not None:
            title = f"{period.label} · {part.outlier.label}: {look.number(part.value)}"
            fill = f"url(#{look.ident}-outlier-{part.series})"
            drawn.append(rectangle(left, y, wide, high, fill, "outlier", title=title, stroke=shade))
        else:
            named = f" · {look.series[part.series].label}" if look.series[part.series].label else ""
            title = f"{period.label}{named}: {look.number(period.values[part.series] or 0.0)}"
            # A rim on a part of a few px would leave nothing of it.
            rim = PAPER if high > 4 and len(look.series) > 1 else ""
            drawn.append(rectangle(left, y, wide, high, shade, "segment", title=title, stroke=rim))
    if known_sum(period.values) == 0 and None not in period.values:
        drawn.append(stroke(left, plot.bottom, left + wide, plot.bottom, AXIS, "zero", width=2))
    return drawn


def _labels_and_lines(
    periods: Sequence[Period], plot: Plot, shown: Annotated, number: Callable[[float], str]
) -> list[str]:  # fmt: skip
    """What stands on the columns: breaks, leaders and texts."""
    values = value_labels(periods, plot, number, [*solid_boxes(periods, plot), *shown.boxes])
    drawn = [
        stroke(line.x, line.top, line.x, plot.bottom, AXIS, "break", dash="4 3") for line in shown.breaks
    ]
    for leader in shown.leaders:
        x1, y1, x2, y2 = leader
        if x1 == x2:  # from above: it ends over the value of its column
            y2 = min(
                [y2, *(label.box.top - 1 for label in values if label.box.left <= x1 <= label.box.right)]
            )
        drawn.append(stroke(x1, y1, x2, y2, AXIS, "leader"))
    return [*drawn, *(written(label, halo=True) for label in (*values, *shown.labels))]
