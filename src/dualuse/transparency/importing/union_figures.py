"""Figures that the Union and others have published as such: sums without the decisions behind them.

They stand in a table of their own beside the decisions: no decision can be made of a sum. Columns: ``year``, ``measure``, ``category``,
``destination``, ``member_state``, ``value``, ``unit``, ``source_url``, ``confidence`` (primary, secondary, low), ``note``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.csv_lines import UnreadCell
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import replacing
from dualuse.transparency.importing.files import records
from dualuse.transparency.importing.report import FIGURES_SOURCE, ImportReport

CONFIDENCE: Final = ("primary", "secondary", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published figure. ``value`` in ``unit``; ``year``: a year or a span (``2015-2016``), as published."""

    year: str
    measure: str
    category: str
    destination: str
    member_state: str
    value: Decimal
    unit: str
    source_url: str
    confidence: str
    note: str


COLUMNS: Final = tuple(field.name for field in fields(Figure))


def write_figures(figures: Iterable[Figure], path: Path) -> None:
    """Write figures as CSV in the columns of :data:`COLUMNS`, in one move.

    Raises:
        InputError: the name does not end in ``.csv``.
        OSError: it cannot be written.
    """
    if path.suffix != ".csv":
        raise input_error(
            "figures_suffix", N_("figures are written as CSV"), N_("Name it .csv"), file=str(path)
        )
    with (
        replacing(path, shared=True) as (part,),
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows({**asdict(figure), "value": str(figure.value)} for figure in figures)


def read_figures(path: Path) -> tuple[list[Figure], ImportReport]:
    """The figures of a file, in its order, and what became of its lines.

    Raises:
        InputError: the file has other columns, or is no text.
        OSError: it cannot be read.
    """
    lines, report = records(path, FIGURES_SOURCE, COLUMNS)
    figures: list[Figure] = []
    for line in lines:
        cells = {name: " ".join(line.cells[name].split()) for name in COLUMNS}
        try:
            value = Decimal(cells["value"])
        except InvalidOperation:
            report.unread.append(UnreadCell(line.number, "value", cells["value"], "value_unread"))
            report.remarks["value_unread"] += 1
            report.left_out["no_figure"] += 1
            continue
        confidence = cells["confidence"] if cells["confidence"] in CONFIDENCE else "low"
        figures.append(Figure(**{**cells, "value": value, "confidence": confidence}))  # type: ignore[arg-type]
        report.read += 1
    report.decisions = len(figures)
    return figures, report
