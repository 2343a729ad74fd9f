"""The periods of a chart of columns, and the parts that a column is stacked of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dualuse.transparency.site.charts.scale import checked


@dataclass(frozen=True, slots=True)
class Outlier:
    """The ``value`` of a single decision that makes up much of its column; a part of the value of its series."""

    series_index: int
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Period:
    """One column. ``values``: one for each series, None where it is not known; ``href``: a page on the period."""

    label: str
    values: tuple[float | None, ...]
    outliers: tuple[Outlier, ...] = ()
    href: str = ""


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
        checked(one.value for one in period.outliers)
        for one in period.outliers:
            if not 0 <= one.series_index < series or period.values[one.series_index] is None:
                raise ValueError(f"{one.label!r} is of a series of {period.label!r} that has no value")
        for index in {one.series_index for one in period.outliers}:
            if _rest(period, index) < -1e-9 * (period.values[index] or 0.0):
                raise ValueError(f"the outliers of {period.label!r} are more than the value of their series")


def _rest(period: Period, series: int) -> float:
    """The value of a series without that of its outliers."""
    singled = [one.value for one in period.outliers if one.series_index == series]
    return (period.values[series] or 0.0) - math.fsum(singled)


def parts_of(period: Period) -> tuple[Part, ...]:
    """The parts of a column from its base upwards: the series, then the outliers; none that is zero."""
    rests = [(index, max(_rest(period, index), 0.0), None) for index in range(len(period.values))]
    singled = [(one.series_index, one.value, one) for one in period.outliers]
    found: list[Part] = []
    below = 0.0
    for series, value, outlier in [*rests, *singled]:
        if value > 0:
            found.append(Part(series, below, value, outlier))
            below += value
    return tuple(found)
