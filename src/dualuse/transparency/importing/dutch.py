"""The Dutch lists of dual-use licences granted: one line per licence (a few numbers stand on two lines).

Columns: ``Datum afgifte`` (two forms of date), ``nummer``, ``SG-Post`` (codes), ``Omschrijving goederen``, ``Opgegeven
eindgebruik``, ``D/T``, ``Land van eindbestemming`` (with ``via``), ``Land van herkomst``, ``Waarde(€)``, ``Datum verval``.
Only licences that were granted are in it: neither applications nor refusals.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.cells import read_amount, read_day, read_entries
from dualuse.transparency.importing.files import Line, merged_decisions, records
from dualuse.transparency.importing.places import read_places
from dualuse.transparency.importing.report import ImportReport
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.sources import DUTCH

COLUMNS: Final = (
    "Datum afgifte", "nummer", "SG-Post", "Opgegeven eindgebruik", "D/T", "Land van eindbestemming", "Waarde(€)", "Datum verval",
)  # fmt: skip
NOT_TAKEN: Final = ("Omschrijving goederen", "Land van herkomst")
"""Columns of the file that the table has no place for: the description of the goods, and the country they come from."""
_TEMPORARY: Final = {"D": False, "T": True}
"""``D/T``: *definitief* or *tijdelijk*."""


def read_dutch(path: Path) -> tuple[list[Decision], ImportReport]:
    """The decisions of a Dutch list of licences, in the order of the file, and what became of its lines.

    Raises:
        InputError: the file has other columns, or is no text.
        OSError: it cannot be read.
    """
    lines, report = records(path, DUTCH.id, COLUMNS, NOT_TAKEN)
    by_id: dict[str, list[Decision]] = {}
    for line in lines:
        if line.is_blank:
            report.left_out["blank"] += 1
            continue
        decision = _decision(line, report)
        by_id.setdefault(decision.id, []).append(decision)
        report.read += 1
    decisions = [decision for same in by_id.values() for decision in merged_decisions(same, report)]
    report.decisions = len(decisions)
    return decisions, report


def _decision(line: Line, report: ImportReport) -> Decision:
    cells = line.cells
    day, of_day = line.read("Datum afgifte", read_day, report)
    temporary, of_temporary = line.read("D/T", _temporary, report)
    expires, _ = line.read("Datum verval", read_day, report)
    value, of_value = line.read("Waarde(€)", read_amount, report)
    entries, of_entries = line.read("SG-Post", _entries, report)
    places = read_places(cells["Land van eindbestemming"], "nl")
    line.unread(report, "Land van eindbestemming", places.remarks)
    remarks = tuple(dict.fromkeys((*of_day, *of_entries, *places.remarks, *of_value, *of_temporary)))
    report.note(remarks)
    return Decision(
        id=f"NL-{cells['nummer'].strip() or f'line-{line.number}'}",
        date=day,
        authority="NL",
        kind="unknown",
        decision="granted",
        entries=entries,
        entries_text=_one_line(cells["SG-Post"]),
        item_types=item_types(entries),
        families=surveillance_families(entries),
        destination=places.destination,
        via=places.via,
        destination_text=_one_line(cells["Land van eindbestemming"]),
        end_use=_one_line(cells["Opgegeven eindgebruik"]),
        value=value,
        currency="EUR" if value is not None else "",
        expires=expires,
        source=DUTCH.id,
        source_line=str(line.number),
        remarks=remarks,
        temporary=temporary,
    )


def _temporary(cell: str) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the export is temporary, and remarks."""
    text = cell.strip().upper()
    return _TEMPORARY.get(text), ("temporary_unread",) if text and text not in _TEMPORARY else ()


def _entries(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of a cell and remarks."""
    return ((), ("code_various",)) if cell.strip().casefold() == "diverse" else read_entries(cell)


def _one_line(text: str) -> str:
    return " ".join(text.split())
