"""Charts of the public website, drawn as SVG with no script, no style and no reference to elsewhere."""

from dualuse.transparency.site.charts.bars import BarRow, bars
from dualuse.transparency.site.charts.columns import Outlier, Period, columns
from dualuse.transparency.site.charts.flows import Flow, flows
from dualuse.transparency.site.charts.marks import Break, Series

__all__ = [
    "BarRow",
    "Break",
    "Flow",
    "Outlier",
    "Period",
    "Series",
    "bars",
    "columns",
    "flows",
]
