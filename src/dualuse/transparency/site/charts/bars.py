"""Stacked bars, one for each row, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    EDGE,
    Frame,
    document,
    link,
    link_name,
    rectangle,
    stroke,
    unknown_pattern,
    written,
    written_lines,
)
from dualuse.transparency.site.charts.marks import LegendItem, Series, colours_of, legend
from dualuse.transparency.site.charts.palette import AXIS, PAPER, UNKNOWN_STRIPE
from dualuse.transparency.site.charts.rows import RowLayout, RowText, row_labels, row_layout
from dualuse.transparency.site.charts.scale import amount, checked, known_sum
from dualuse.transparency.site.charts.text import BODY, SMALL, Label, shorten, width_of

_THICK: Final = 16.0
_APART: Final = 8.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar. ``values``: one for each series, None where it is not known; ``href``: a page on the row; ``note``: a remark
    under its label."""

    label: str
    values: tuple[float | None, ...]
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    series: Sequence[Series]
    colours: Sequence[str]
    number: Callable[[float], str]
    unknown: str
    ident: str
    layout: RowLayout
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
    heading: str = "",
    source_line: str = "",
) -> str:
    """Stacked bars as SVG, with the sum at the end of each: ``:`` where nothing is known, ``≥`` where not all is.

    Args:
        unit: what is counted, named above the bars.
        number: writes a value in the language of the page.
        width: in px.
        ident: the start of all ids in the chart.
        unknown: the word of the legend for what is not known.
        heading, source_line: printed above and below.

    Raises:
        ValueError: a row has not one value for each series; a value is negative, not finite or over 10^18; ``ident`` or
            ``width`` cannot be used.
    """
    for row in rows:
        if len(row.values) != len(series):
            raise ValueError(f"{row.label!r} has {len(row.values)} values for {len(series)} series")
        checked(row.values)
    frame = Frame(title, description, width, ident, heading, source_line)
    ends = [amount(row.values, number(known_sum(row.values) or 0.0)) for row in rows]
    texts = [RowText(row.label, row.note, bool(row.href)) for row in rows]
    layout = row_layout(texts, frame, max((width_of(one, BODY) for one in ends), default=0.0) + 8)
    highest = max((known_sum(row.values) or 0.0 for row in rows), default=0.0) or 1.0
    look = _Look(series, colours_of(series), number, unknown, ident, layout, highest)
    incomplete = any(None in row.values for row in rows)
    items = [LegendItem(one.label, fill) for one, fill in zip(series, look.colours, strict=True)]
    items += [LegendItem(unknown, f"url(#{ident}-unknown)", UNKNOWN_STRIPE)] if incomplete else []
    body, top = legend(items, width, frame.headed()[1])
    body.append(
        written(
            Label(EDGE, top + SMALL, shorten(unit, width - 2 * EDGE, SMALL), SMALL, kind="unit", full=unit)
        )
    )
    y = top + SMALL + _APART
    for row, text, end in zip(rows, texts, ends, strict=True):
        drawn, y = _row(row, text, end, look, y)
        body += drawn
    return document(
        frame,
        body,
        y,
        linked=any(row.href for row in rows),
        patterns=[unknown_pattern(ident)] if incomplete else [],
    )


def _row(row: BarRow, text: RowText, end: str, look: _Look, top: float) -> tuple[list[str], float]:
    """One row from ``top``, and the y in px under it."""
    layout = look.layout
    labels, high = row_labels(text, layout, top)
    if layout.above:
        at, bottom = top + high + 4, top + high + 4 + _THICK
    else:
        at = top + max((high - _THICK) / 2, 0)
        labels, _ = row_labels(text, layout, top + max((_THICK - high) / 2, 0))
        bottom = top + max(high, _THICK)
    names = [one for one in labels if one.kind == "row"]
    rest = [written(one) for one in labels if one.kind != "row"]
    parts, x = _parts(row, look, at)
    name = link_name(f"{row.label}: {end}", " ".join(one.text for one in names))
    linked = link(row.href, name, written_lines(names), *parts)
    axis = stroke(layout.left, at - 2, layout.left, at + _THICK + 2, AXIS, "axis")
    value = Label(x + 5, at + _THICK / 2 + BODY * 0.35, end, BODY, kind="value", bold=end == ":")
    drawn = [linked, *rest, axis, written(value)]
    return drawn, bottom + _APART


def _parts(row: BarRow, look: _Look, at: float) -> tuple[list[str], float]:
    """The parts of a bar, and the x at its end; what is not known has a faint slot to the end of the plot if nothing of the
    row is known, and no length otherwise."""
    layout = look.layout
    if known_sum(row.values) is None:
        title = f"{row.label}: {look.unknown}"
        wide = layout.right - layout.left
        fill = f"url(#{look.ident}-unknown)"
        return [rectangle(layout.left, at, wide, _THICK, fill, "unknown", title=title)], layout.right
    found = []
    x = layout.left
    for one, shade, value in zip(look.series, look.colours, row.values, strict=True):
        if not value:
            continue
        wide = value / look.highest * (layout.right - layout.left)
        named = f" · {one.label}" if one.label else ""
        title = f"{row.label}{named}: {look.number(value)}"
        rim = PAPER if wide > 4 and len(look.series) > 1 else ""
        found.append(rectangle(x, at, wide, _THICK, shade, "segment", title=title, stroke=rim))
        x += wide
    if None in row.values and x < layout.right - 1:
        title = f"{row.label}: {look.unknown}"
        fill = f"url(#{look.ident}-unknown)"
        found.append(rectangle(x, at, layout.right - x, _THICK, fill, "unknown", title=title))
        x = layout.right
    return found, x
