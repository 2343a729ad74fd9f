"""Lines over time: what they are, and how one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dualuse.transparency.site.charts.column_plot import Plot
from dualuse.transparency.site.charts.drawing import Frame, coordinate, element, hover
from dualuse.transparency.site.charts.marks import Break
from dualuse.transparency.site.charts.palette import PAPER, colour


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``values``: one for each period, None where it is not known; ``href``: a page on it."""

    label: str
    values: tuple[float | None, ...]
    href: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """What is drawn. ``cuts``: for each break, how many periods stand before it."""

    series: Sequence[Line]
    periods: Sequence[str]
    breaks: Sequence[Break]
    cuts: Sequence[int]
    ticks: Sequence[float]
    number: Callable[[float], str]
    unit: str
    frame: Frame

    def plot(self, left: float, right: float, top: float, height: float) -> Plot:
        """A plot of the one scale, at a place in px."""
        return Plot(left, right, top, height, self.ticks[-1] or 1.0, len(self.periods))

    def shade(self, index: int) -> str:
        """The colour of a line."""
        return self.series[index].colour or colour(index)


def _runs(values: Sequence[float | None], cuts: Sequence[int]) -> list[list[tuple[int, float]]]:
    """The stretches of known values with no gap and no break in them."""
    found: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if index in cuts and found[-1]:
            found.append([])
        if value is None:
            found.append([])
        else:
            found[-1].append((index, value))
    return [one for one in found if one]


def line(one: Line, plot: Plot, chart: LineChart, shade: str, dash: str) -> list[str]:
    """A line in its stretches, with a dot for each value that tells it on hover."""
    found = []
    runs = _runs(one.values, chart.cuts)
    for run in runs:
        points = [f"{coordinate(plot.centre(at))},{coordinate(plot.y(value))}" for at, value in run]
        if len(points) > 1:
            found.append(
                element(
                    "polyline", class_="line", points=" ".join(points), fill="none", stroke=shade, stroke_width=2,
                    stroke_dasharray=dash if dash != "0" else "", stroke_linejoin="round",
                )
            )  # fmt: skip
    for at, value in (point for run in runs for point in run):
        title = f"{one.label} · {chart.periods[at]}: {chart.number(value)}".removeprefix(" · ")
        found.append(
            element(
                "circle", *hover(title), class_="point", cx=plot.centre(at), cy=plot.y(value), r=2.5, fill=shade,
                stroke=PAPER, stroke_width=0.5,
            )
        )  # fmt: skip
    return found
