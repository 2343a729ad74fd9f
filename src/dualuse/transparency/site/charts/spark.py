"""Tiny columns for a cell of a table, beside the numbers that they repeat."""

from __future__ import annotations

from collections.abc import Sequence

from dualuse.transparency.site.charts.drawing import element, rectangle, stroke
from dualuse.transparency.site.charts.palette import AXIS, UNKNOWN_GROUND, UNKNOWN_STRIPE, colour
from dualuse.transparency.site.charts.scale import checked


def spark(values: Sequence[float | None], width: int = 120, height: int = 28) -> str:
    """The values as columns from zero, hidden from readers of the screen; what is not known is a pale slot with a rim.

    Args:
        width, height: in px.

    Raises:
        ValueError: a value is negative, not finite or over 10^18; ``width`` or ``height`` is under 8 px.
    """
    checked(values)
    if min(width, height) < 8:
        raise ValueError("a sparkline needs 8 px")
    highest = max((one for one in values if one), default=1.0)
    step = (width - 2) / max(len(values), 1)
    wide = min(step * 0.76, 10.0)
    base = height - 2.0
    drawn = []
    for index, value in enumerate(values):
        left = 1 + (index + 0.5) * step - wide / 2
        if value is None:
            drawn.append(
                element(
                    "rect", class_="unknown", x=left, y=2, width=wide, height=base - 2, fill=UNKNOWN_GROUND,
                    stroke=UNKNOWN_STRIPE, stroke_width=0.6,
                )
            )  # fmt: skip
        elif value == 0:
            drawn.append(stroke(left, base, left + wide, base, AXIS, "zero", width=2))
        else:
            high = value / highest * (base - 2)
            drawn.append(rectangle(left, base - high, wide, high, colour(0), "segment"))
    return element(
        "svg",
        stroke(1, base, width - 1, base, AXIS, "grid", width=0.6),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        class_="spark",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        aria_hidden="true",
        focusable="false",
    )
