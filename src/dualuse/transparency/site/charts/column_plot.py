"""The periods of a chart of columns, where their columns stand, and where their values are written."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dualuse.transparency.site.charts.marks import amount, checked, free_of, known_sum
from dualuse.transparency.site.charts.text import SMALL, Box, Label, width_of


@dataclass(frozen=True, slots=True)
class Outlier:
    """The ``value`` of a single decision that makes up much of its column; a part of the value of its series."""

    series_index: int
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Period:
    """One column. ``values``: one for each series, None where it is not known."""

    label: str
    values: tuple[float | None, ...]
    outliers: tuple[Outlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a column that is drawn as one: its ``value`` stands on ``below``, both in the unit of the chart."""

    series: int
    below: float
    value: float
    outlier: Outlier | None = None


def checked_periods(periods: Sequence[Period], series: int) -> None:
    """Let only columns pass that can be drawn.

    Raises:
        ValueError: a period has not one value for each series; a value is negative, not finite or too high; the outliers of a
            series are more than its value, or it has none.
    """
    for period in periods:
        if len(period.values) != series:
            raise ValueError(f"{period.label!r} has {len(period.values)} values for {series} series")
        checked(period.values)
        checked(outlier.value for outlier in period.outliers)
        for outlier in period.outliers:
            if not 0 <= outlier.series_index < series or period.values[outlier.series_index] is None:
                raise ValueError(f"{outlier.label!r} is of a series of {period.label!r} that has no value")
        for index in {outlier.series_index for outlier in period.outliers}:
            if _rest(period, index) < -1e-9 * (period.values[index] or 0.0):
                raise ValueError(f"the outliers of {period.label!r} are more than the value of their series")


def _rest(period: Period, series: int) -> float:
    """The value of a series without that of its outliers."""
    singled = [outlier.value for outlier in period.outliers if outlier.series_index == series]
    return (period.values[series] or 0.0) - math.fsum(singled)


def parts_of(period: Period) -> tuple[Part, ...]:
    """The parts of a column from its base upwards: the series, then the outliers; none that is zero."""
    rests = [(index, max(_rest(period, index), 0.0), None) for index in range(len(period.values))]
    singled = [(outlier.series_index, outlier.value, outlier) for outlier in period.outliers]
    parts: list[Part] = []
    below = 0.0
    for series, value, outlier in [*rests, *singled]:
        if value > 0:
            parts.append(Part(series, below, value, outlier))
            below += value
    return tuple(parts)


_WIDEST: Final = 64.0
HEADROOM: Final = 19.0  # px above the highest tick, for the value of a column that reaches it
_OVER: Final = 5.5  # px between a column and its value


@dataclass(frozen=True, slots=True, kw_only=True)
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
        """The x at which the space of a column begins, and where it ends."""
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
    bare = [label for label in labels if label.kind != "value"]
    named = [label for label in labels if label.kind == "value"]
    if all(width_of(label.text, label.size) + 3 <= right - left for label in named):
        return free_of([*bare, *named], taken)
    highest = min(named, key=lambda label: label.y)
    chosen = [highest] if highest is named[-1] or labels[-1].kind != "value" else [highest, named[-1]]
    least = [
        replace(label, text=":", bold=True, kind="unknown-sign")
        for label, period in zip(labels, periods, strict=True)
        if label.kind == "value" and None in period.values and label not in chosen
    ]
    return free_of([*bare, *(_inside(label, plot) for label in chosen), *least], taken)


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
        plot.centre(index), top_of(period, plot) - _OVER, text, SMALL, anchor="middle", bold=kind == "unknown-sign", kind=kind
    )  # fmt: skip
