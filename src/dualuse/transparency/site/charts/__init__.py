"""Charts of the public website, drawn as SVG with no script, no style and no reference to elsewhere."""

from dualuse.transparency.site.charts.bars import BarRow, bars
from dualuse.transparency.site.charts.columns import Outlier, Period, columns
from dualuse.transparency.site.charts.dots import DotRow, dots
from dualuse.transparency.site.charts.flows import Flow, flows
from dualuse.transparency.site.charts.lines import Line, lines
from dualuse.transparency.site.charts.marks import Break, Series
from dualuse.transparency.site.charts.spark import spark

__all__ = [
    "BarRow",
    "Break",
    "DotRow",
    "Flow",
    "Line",
    "Outlier",
    "Period",
    "Series",
    "bars",
    "columns",
    "dots",
    "flows",
    "lines",
    "spark",
]
