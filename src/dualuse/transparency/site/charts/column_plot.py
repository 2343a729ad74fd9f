"""Where the columns of a chart stand, and where their values are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dualuse.transparency.site.charts.marks import free_of
from dualuse.transparency.site.charts.periods import Period, parts_of
from dualuse.transparency.site.charts.scale import amount, known_sum
from dualuse.transparency.site.charts.text import SMALL, Box, Label, width_of

_WIDEST: Final = 64.0
HEADROOM: Final = 19.0  # px above the highest tick, for the value of a column that reaches it
_OVER: Final = 5.5  # px between a column and its value


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of the columns, in px. ``highest``: the value at its top; ``count``: of the columns."""

    left: float
    right: float
    top: float
    height: float
    highest: float
    count: int

    @property
    def bottom(self) -> float:
        """The y of zero."""
        return self.top + self.height

    @property
    def bar(self) -> float:
        """The width of a column."""
        return min(0.72 * self._step, _WIDEST)

    @property
    def _step(self) -> float:
        return (self.right - self.left) / max(self.count, 1)

    def slot(self, index: int) -> tuple[float, float]:
        """From which x to which the room of a column is."""
        return self.left + index * self._step, self.left + (index + 1) * self._step

    def centre(self, index: int) -> float:
        """The x of the middle of a column."""
        return self.left + (index + 0.5) * self._step

    def high(self, value: float) -> float:
        """The px that a value takes."""
        return value / self.highest * self.height

    def y(self, value: float) -> float:
        """The y of a value."""
        return self.bottom - self.high(value)


def top_of(period: Period, plot: Plot) -> float:
    """The y of the top of what is known of a column."""
    return plot.y(known_sum(period.values) or 0.0)


def unknown_box(index: int, period: Period, plot: Plot) -> Box | None:
    """The slot of what is not known, up to the top of the plot: from the base, or from what is known; None if all is."""
    if None not in period.values:
        return None
    middle, half = plot.centre(index), plot.bar / 2
    return Box(middle - half, plot.top, middle + half, top_of(period, plot))


def solid_boxes(periods: Sequence[Period], plot: Plot) -> list[Box]:
    """The room that the columns take."""
    half = plot.bar / 2
    return [
        Box(plot.centre(index) - half, top_of(period, plot), plot.centre(index) + half, plot.bottom)
        for index, period in enumerate(periods)
        if known_sum(period.values)
    ]


def outlier_boxes(index: int, period: Period, plot: Plot) -> list[Box]:
    """The room of each outlier of a column that is drawn, in the order of its parts."""
    middle, half = plot.centre(index), plot.bar / 2
    return [
        Box(middle - half, plot.y(part.below + part.value), middle + half, plot.y(part.below))
        for part in parts_of(period)
        if part.outlier is not None
    ]


def value_labels(
    periods: Sequence[Period], plot: Plot, number: Callable[[float], str], taken: list[Box]
) -> list[Label]:
    """The values over the columns: all when each has room over its own, else that of the highest and the last; ``0`` and
    ``:`` always, where they meet no other."""
    labels = [_value_label(index, period, plot, number) for index, period in enumerate(periods)]
    left, right = (plot.slot(0)[0], plot.slot(0)[1]) if labels else (0.0, 0.0)
    bare = [one for one in labels if one.kind != "value"]
    named = [one for one in labels if one.kind == "value"]
    if all(width_of(one.text, one.size) + 3 <= right - left for one in named):
        return free_of([*bare, *named], taken)
    highest = min(named, key=lambda one: one.y)
    chosen = [highest] if highest is named[-1] or labels[-1].kind != "value" else [highest, named[-1]]
    least = [
        replace(one, text=":", bold=True, kind="unknown-sign")
        for one, period in zip(labels, periods, strict=True)
        if one.kind == "value" and None in period.values and one not in chosen
    ]
    return free_of([*bare, *(_inside(one, plot) for one in chosen), *least], taken)


def _inside(label: Label, plot: Plot) -> Label:
    """The label between the edges of the plot, if it is not wider."""
    half = width_of(label.text, label.size) / 2
    return replace(label, x=max(plot.left + half, min(label.x, plot.right - half)))


def _value_label(index: int, period: Period, plot: Plot, number: Callable[[float], str]) -> Label:
    total = known_sum(period.values)
    text = amount(period.values, number(total or 0.0))
    bare = not total
    kind = "value" if not bare else "unknown-sign" if total is None or None in period.values else "zero-sign"
    return Label(
        plot.centre(index), top_of(period, plot) - _OVER, text, SMALL, "middle", bold=kind == "unknown-sign", kind=kind
    )  # fmt: skip
