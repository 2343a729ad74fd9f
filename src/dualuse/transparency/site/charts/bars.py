"""Stacked bars, one for each row, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    AXIS,
    EDGE,
    PAPER,
    UNKNOWN_STRIPE,
    Frame,
    document,
    rectangle,
    stroke,
    unknown_pattern,
    written,
)
from dualuse.transparency.site.charts.marks import (
    LegendItem,
    Series,
    Style,
    amount,
    checked,
    colours_of,
    known_sum,
    legend,
)
from dualuse.transparency.site.charts.text import (
    BODY,
    LINE,
    SMALL,
    Label,
    one_line,
    shorten,
    width_of,
    wrap,
)

_SHARE: Final = 0.36  # of the width, at most, for labels that stand beside
_THICK: Final = 16.0
_APART: Final = 8.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar. ``values``: one for each series, None where it is not known."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _RowLayout:
    """The x of labels and of the first mark, in px. ``above``: labels stand over the marks."""

    above: bool
    left: float
    right: float
    label_room: float


def _row_layout(rows: Sequence[BarRow], frame: Frame, values: float) -> _RowLayout:
    """The layout of rows that need ``values`` px right of their marks for a text."""
    longest = max((width_of(one_line(row.label), BODY) for row in rows), default=0.0)
    right = max(frame.width - EDGE - values, frame.width * 0.4)
    room = min(longest, _SHARE * frame.width)
    beside = right - (EDGE + room + 10)
    if frame.narrow or beside < 0.3 * frame.width:
        return _RowLayout(True, EDGE + 1, right, frame.width - 2 * EDGE)
    return _RowLayout(False, EDGE + room + 10, right, room)


def _row_labels(row: BarRow, layout: _RowLayout, top: float) -> tuple[list[Label], float]:
    """The lines of the label of a row from ``top``, and the px that they take."""
    lines = wrap(row.label, layout.label_room, BODY, lines=2)
    shortened = any(line.endswith("…") for line in lines) and not row.label.endswith("…")
    labels: list[Label] = []
    y = top
    for line in lines:
        y += BODY * LINE
        labels.append(
            Label(
                EDGE if layout.above else layout.left - 10,
                y - BODY * (LINE - 1),
                line,
                BODY,
                anchor="start" if layout.above else "end",
                full=row.label if shortened and not labels else "",
                kind="row",
            )
        )
    return labels, y - top


@dataclass(frozen=True, slots=True)
class _Style(Style):
    """How the bars of one chart are filled, named and laid out."""

    layout: _RowLayout
    highest: float  # the sum that reaches to the end of the plot


def bars(
    rows: Sequence[BarRow],
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    unit: str,
    number: Callable[[float], str],
    width: int,
    ident: str,
    unknown: str,
) -> str:
    """Stacked bars as SVG, with the sum at the end of each: ``:`` where nothing is known, ``≥`` where not all is.

    Args:
        unit: what is counted, named above the bars.
        number: writes a value in the language of the page.
        width: in px.
        ident: the start of all ids in the chart.
        unknown: the word of the legend for what is not known.

    Raises:
        ValueError: a row has not one value for each series; a value is negative, not finite or over 10^18; ``ident`` or
            ``width`` cannot be used.
    """
    for row in rows:
        if len(row.values) != len(series):
            raise ValueError(f"{row.label!r} has {len(row.values)} values for {len(series)} series")
        checked(row.values)
    frame = Frame(title, description, width, ident)
    ends = [amount(row.values, number(known_sum(row.values) or 0.0)) for row in rows]
    layout = _row_layout(rows, frame, max((width_of(end, BODY) for end in ends), default=0.0) + 8)
    highest = max((known_sum(row.values) or 0.0 for row in rows), default=0.0) or 1.0
    style = _Style(series, colours_of(series), number, unknown, ident, layout, highest)
    incomplete = any(None in row.values for row in rows)
    items = [LegendItem(part.label, fill) for part, fill in zip(series, style.colours, strict=True)]
    items += [LegendItem(unknown, f"url(#{ident}-unknown)", UNKNOWN_STRIPE)] if incomplete else []
    body, top = legend(items, width)
    body.append(
        written(
            Label(EDGE, top + SMALL, shorten(unit, width - 2 * EDGE, SMALL), SMALL, kind="unit", full=unit)
        )
    )
    y = top + SMALL + _APART
    for row, end in zip(rows, ends, strict=True):
        drawn, y = _row(row, end, style, y)
        body += drawn
    return document(frame, body, y, [unknown_pattern(ident)] if incomplete else [])


def _row(row: BarRow, end: str, style: _Style, top: float) -> tuple[list[str], float]:
    """One row from ``top``, and the y in px under it."""
    layout = style.layout
    labels, high = _row_labels(row, layout, top)
    if layout.above:
        at, bottom = top + high + 4, top + high + 4 + _THICK
    else:
        at = top + max((high - _THICK) / 2, 0)
        labels, _ = _row_labels(row, layout, top + max((_THICK - high) / 2, 0))
        bottom = top + max(high, _THICK)
    parts, x = _parts(row, style, at)
    axis = stroke(layout.left, at - 2, layout.left, at + _THICK + 2, AXIS, "axis")
    value = Label(x + 5, at + _THICK / 2 + BODY * 0.35, end, BODY, kind="value", bold=end == ":")
    # A space between the lines of a label, for readers that join them.
    return [" ".join(map(written, labels)), *parts, axis, written(value)], bottom + _APART


def _parts(row: BarRow, style: _Style, at: float) -> tuple[list[str], float]:
    """The parts of a bar, and the x at its end; what is not known has a faint slot to the end of the plot if nothing of the
    row is known, and no length otherwise."""
    layout = style.layout
    if known_sum(row.values) is None:
        title = f"{row.label}: {style.unknown}"
        wide = layout.right - layout.left
        fill = f"url(#{style.ident}-unknown)"
        return [rectangle(layout.left, at, wide, _THICK, fill, "unknown", title=title)], layout.right
    drawn = []
    x = layout.left
    for part, shade, value in zip(style.series, style.colours, row.values, strict=True):
        if not value:
            continue
        wide = value / style.highest * (layout.right - layout.left)
        named = f" · {part.label}" if part.label else ""
        title = f"{row.label}{named}: {style.number(value)}"
        rim = PAPER if wide > 4 and len(style.series) > 1 else ""
        drawn.append(rectangle(x, at, wide, _THICK, shade, "segment", title=title, stroke=rim))
        x += wide
    if None in row.values and x < layout.right - 1:
        title = f"{row.label}: {style.unknown}"
        fill = f"url(#{style.ident}-unknown)"
        drawn.append(rectangle(x, at, layout.right - x, _THICK, fill, "unknown", title=title))
        x = layout.right
    return drawn, x
