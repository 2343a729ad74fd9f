"""Reading a published file of licences line by line, and joining the lines that are one decision."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from dualuse.i18n import N_
from dualuse.inputs.csv_lines import UnreadCell, cells_missing, not_csv
from dualuse.inputs.problems import input_error
from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.report import UNREAD, ImportReport
from dualuse.transparency.item_types import item_types, surveillance_families

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a file: its cells by column, and the line of the file on which it begins (the head is line 1)."""

    number: int
    cells: dict[str, str]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(map(str.strip, self.cells.values()))

    def read(
        self, column: str, reader: Callable[[str], tuple[Value, Sequence[str]]], report: ImportReport
    ) -> tuple[Value, Sequence[str]]:
        """What ``reader`` makes of the cell of ``column``, and its remarks; a cell that it cannot read goes to the report."""
        value, remarks = reader(self.cells[column])
        self.unread(report, column, remarks)
        return value, remarks

    def unread(self, report: ImportReport, column: str, remarks: Sequence[str]) -> None:
        """Put the cell of ``column`` among those that could not be read, if its remarks say so."""
        report.unread += [
            UnreadCell(self.number, column, self.cells[column].strip(), remark)
            for remark in remarks
            if remark in UNREAD
        ]


def records(
    path: Path, source: str, columns: Sequence[str], not_taken: Sequence[str] = ()
) -> tuple[list[Line], ImportReport]:
    """The records of a CSV file in UTF-8 that has ``columns``, and a report that names the columns passed over.

    Args:
        not_taken: columns of which the importer takes nothing; so are all that are none of ``columns``.

    Raises:
        InputError: other columns, other text, a line with more or fewer cells than the head.
        OSError: the file cannot be read.
    """
    content = path.read_bytes()
    report = ImportReport(source=source, file=path.name, checksum=hashlib.sha256(content).hexdigest())
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        head = next(reader, [])
        missing = [column for column in columns if column not in head]
        if missing:
            raise input_error(
                "decisions_columns",
                N_("the column {column} is not in the first line ({head})"),
                N_("Check that the file is the one that the source publishes"),
                file=str(path),
                column=missing[0],
                head=", ".join(head[:6]) or "–",
            )
        report.not_taken = tuple(name for name in head if name in not_taken or name not in columns)
        lines: list[Line] = []
        start = reader.line_num + 1
        for row in reader:
            if len(row) != len(head):
                raise cells_missing("decisions_cells", path, start, cells=len(row), head=len(head))
            lines.append(Line(start, dict(zip(head, row, strict=True))))
            start = reader.line_num + 1
    except UnicodeDecodeError as problem:
        raise not_csv("decisions_text", path, f"byte {problem.start}") from problem
    except csv.Error as problem:
        raise not_csv("decisions_text", path, str(problem)) from problem
    report.lines = len(lines)
    return lines, report


def merged_decisions(same: Sequence[Decision], report: ImportReport) -> list[Decision]:
    """The decision that lines under one number are; several, each with a number of its own, where day or destination differ."""
    if len(same) == 1:
        return [same[0]]
    groups: dict[object, list[Decision]] = {}
    for merged in same:
        groups.setdefault((merged.date, merged.destination, merged.via, merged.decision), []).append(merged)
    several = len(groups) > 1
    if several:
        report.remarks["number_several"] += 1
    decisions = []
    for place, group in enumerate(groups.values(), 1):
        merged = _one_decision(group, report)
        remarks = (*merged.remarks, "number_several") if several else merged.remarks
        decisions.append(
            replace(merged, id=f"{merged.id}/{place}" if several else merged.id, remarks=remarks)
        )
    return decisions


def _one_decision(group: Sequence[Decision], report: ImportReport) -> Decision:
    """Lines with one day and destination as one decision. Each different value counts once: a line per code repeats it.

    Where the value of one line is doubtful, that of the decision is not known.
    """
    first = group[0]
    if len(group) == 1:
        return first
    remarks = [remark for decision in group for remark in decision.remarks] + ["number_again"]
    valued = [
        decision for decision in group if decision.value is not None and "point_doubtful" not in remarks
    ]
    values = list(dict.fromkeys(decision.value for decision in valued if decision.value is not None))
    if len(values) > 1:
        remarks.append("values_added")
        report.remarks["values_added"] += 1
    report.remarks["number_again"] += 1
    entries = tuple(dict.fromkeys(entry for decision in group for entry in decision.entries))
    texts = dict.fromkeys(decision.entries_text for decision in group if decision.entries_text)
    return replace(
        first,
        entries=entries,
        entries_text="; ".join(texts),
        item_types=item_types(entries),
        families=surveillance_families(entries),
        value=sum(values, Decimal(0)) if values else None,
        currency=next((decision.currency for decision in valued if decision.currency), ""),
        temporary=first.temporary
        if all(decision.temporary is first.temporary for decision in group)
        else None,
        source_line=" ".join(decision.source_line for decision in group),
        remarks=tuple(dict.fromkeys(remarks)),
    )
