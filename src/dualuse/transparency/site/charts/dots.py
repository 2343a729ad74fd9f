"""Dots on a fixed scale, one for each row, with an interval where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    EDGE,
    Frame,
    document,
    element,
    hover,
    link,
    link_name,
    stroke,
    written,
    written_lines,
)
from dualuse.transparency.site.charts.palette import AXIS, GRID, PAPER, colour
from dualuse.transparency.site.charts.rows import RowLayout, RowText, row_labels, row_layout
from dualuse.transparency.site.charts.text import BODY, FAINT_INK, LINE, SMALL, Label, width_of, wrap

_HIGH: Final = 18.0
_APART: Final = 6.0
_RADIUS: Final = 5.0


@dataclass(frozen=True, slots=True)
class DotRow:
    """One observation. ``value``: None where it is not known; ``low`` and ``high``: its interval, if both are given;
    ``href``: a page on it."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def dots(
    rows: Sequence[DotRow],
    *,
    low: float,
    high: float,
    low_label: str,
    high_label: str,
    title: str,
    description: str,
    unit: str,
    number: Callable[[float], str],
    width: int,
    ident: str,
    heading: str = "",
    source_line: str = "",
) -> str:
    """Dots on a scale from ``low`` to ``high`` as SVG; ``:`` where a value is not known.

    Args:
        low_label, high_label: what the ends of the scale mean, in words.
        unit: what is measured, named above.
        number: writes a value in the language of the page.
        width: in px.
        ident: the start of all ids in the chart.
        heading, source_line: printed above and below.

    Raises:
        ValueError: ``low`` is not under ``high``; a value or an end of an interval is off the scale, or the interval does not
            hold its value; ``ident`` or ``width`` cannot be used.
    """
    _check(rows, low, high)
    frame = Frame(title, description, width, ident, heading, source_line)
    texts = [RowText(row.label, row.note, bool(row.href)) for row in rows]
    ends = [":" if row.value is None else number(row.value) for row in rows]
    layout = row_layout(texts, frame, max((width_of(one, BODY) for one in ends), default=0.0) + _RADIUS + 8)
    scale = _Scale(low, high, layout.left + _RADIUS, layout.right - _RADIUS)
    body, y = _ends(scale, frame, (low_label, high_label), unit, number)
    begin = y
    drawn = []
    for row, text, end in zip(rows, texts, ends, strict=True):
        inner, y = _row(row, text, end, scale, layout, y)
        drawn += inner
    guides = (
        [] if layout.above else [stroke(x, begin - 4, x, y, GRID, "grid") for x in (scale.left, scale.right)]
    )
    return document(frame, [*body, *guides, *drawn], y, linked=any(row.href for row in rows))


def _check(rows: Sequence[DotRow], low: float, high: float) -> None:
    if not -1e18 <= low < high <= 1e18:
        raise ValueError(f"there is no scale from {low} to {high}")
    for row in rows:
        for value in (row.value, row.low, row.high):
            if value is not None and not low <= value <= high:
                raise ValueError(f"{value} of {row.label!r} is not on the scale from {low} to {high}")
        if (row.low is None) != (row.high is None):
            raise ValueError(f"{row.label!r} has half an interval")
        if row.low is not None and row.high is not None:
            inside = row.low if row.value is None else row.value
            if not row.low <= inside <= row.high:
                raise ValueError(f"{inside} of {row.label!r} is not between {row.low} and {row.high}")


def _ends(
    scale: _Scale, frame: Frame, words: tuple[str, str], unit: str, number: Callable[[float], str]
) -> tuple[list[str], float]:
    """The unit, the ends of the scale in words and numbers, and the y in px under them."""
    y = frame.headed()[1]
    found = []
    for line in wrap(unit, frame.width - 2 * EDGE, SMALL, 2):
        found.append(written(Label(EDGE, y + SMALL, line, SMALL, kind="unit", fill=FAINT_INK)))
        y += SMALL * LINE
    y += 4
    room = (scale.right - scale.left) / 2 - 6
    left = wrap(f"← {words[0]}" if words[0] else "", room, SMALL, 3)
    right = wrap(f"{words[1]} →" if words[1] else "", room, SMALL, 3)
    rows = max(len(left), len(right))
    for index in range(rows):
        base = y + SMALL * (1 + LINE * index)
        if index < len(left):
            found.append(written(Label(scale.left, base, left[index], SMALL, kind="end")))
        if index < len(right):
            found.append(written(Label(scale.right, base, right[index], SMALL, "end", kind="end")))
    y += SMALL * LINE * rows
    for x, value, low in ((scale.left, scale.low, True), (scale.right, scale.high, False)):
        text = number(value)
        found.append(
            written(Label(x, y + SMALL, text, SMALL, "start" if low else "end", bold=True, kind="tick"))
        )  # fmt: skip
    return found, y + SMALL * LINE + 6


def _row(
    row: DotRow, text: RowText, end: str, scale: _Scale, layout: RowLayout, top: float
) -> tuple[list[str], float]:
    labels, high = row_labels(text, layout, top)
    if layout.above:
        middle, bottom = top + high + 2 + _HIGH / 2, top + high + 2 + _HIGH
    else:
        labels, _ = row_labels(text, layout, top + max((_HIGH - high) / 2, 0))
        middle, bottom = top + max(high, _HIGH) / 2, top + max(high, _HIGH)
    names = [one for one in labels if one.kind == "row"]
    name = link_name(f"{row.label}: {end}", " ".join(one.text for one in names))
    drawn = [link(row.href, name, written_lines(names))]
    drawn += [written(one) for one in labels if one.kind != "row"]
    drawn.append(stroke(scale.left, middle, scale.right, middle, GRID, "track"))
    base = middle + BODY * 0.35
    title = f"{row.label}: {end}"
    if row.low is not None and row.high is not None:
        drawn.append(
            stroke(scale.x(row.low), middle, scale.x(row.high), middle, AXIS, "interval", width=3)
        )  # fmt: skip
        drawn += [
            stroke(scale.x(one), middle - 4, scale.x(one), middle + 4, AXIS, "interval-end", width=1.5)
            for one in (row.low, row.high)
        ]
    if row.value is not None:
        drawn.append(
            element(
                "circle", *hover(title), class_="dot", cx=scale.x(row.value), cy=middle, r=_RADIUS,
                fill=colour(0), stroke=PAPER, stroke_width=1.5,
            )
        )  # fmt: skip
    at = layout.right + 5
    drawn.append(written(Label(at, base, end, BODY, bold=row.value is None, kind="value")))
    return drawn, bottom + _APART
