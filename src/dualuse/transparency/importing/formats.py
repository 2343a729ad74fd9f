"""The published files that are known by name, and reading each of them.

Dutch lists of dual-use licences granted: one line per licence (a few numbers stand on two lines). Columns: ``Datum afgifte`` (two forms of
date), ``nummer``, ``SG-Post`` (codes), ``Omschrijving goederen``, ``Opgegeven eindgebruik``, ``D/T``, ``Land van eindbestemming`` (with
``via``), ``Land van herkomst``, ``Waarde(€)``, ``Datum verval``. Only licences that were granted are in it: neither applications nor refusals.

Swiss lists of licences granted (SECO): a line per code of a licence, so that one value stands on several lines. Columns: ``source``,
``case_no``, ``date``, ``destination_de``, ``regime``, ``code_raw``, ``entry_code``, ``value_chf``. The regime says of which list a code is:
goods of the munitions list alone are no dual-use items and are left out, with their number in the report; where they stand on one licence
with others, their codes stay as text and their values are not counted. Codes of Swiss national lists stay as text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.cells import read_amount, read_codes, read_day, read_entries, read_places
from dualuse.transparency.importing.files import Line, merged_decisions, records
from dualuse.transparency.importing.report import ImportReport
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.sources import DUTCH, SWISS, Source

NOT_TAKEN: Final = {
    DUTCH.id: ("Omschrijving goederen", "Land van herkomst"),
    SWISS.id: ("source", "entry_code"),
}
"""By source the columns of its file that nothing is taken of: the description of the goods and the country they come from; whence the
compilers had a line, and the entry that they made of its code."""
_DUTCH_COLUMNS: Final = (
    "Datum afgifte", "nummer", "SG-Post", "Opgegeven eindgebruik", "D/T", "Land van eindbestemming", "Waarde(€)", "Datum verval",
)  # fmt: skip
_TEMPORARY: Final = {"D": False, "T": True}
"""``D/T``: *definitief* or *tijdelijk*."""


def read_dutch(path: Path) -> tuple[list[Decision], ImportReport]:
    """The decisions of a Dutch list of licences, in the order of the file, and what became of its lines.

    Raises:
        InputError: the file has other columns, or is no text.
        OSError: it cannot be read.
    """
    lines, report = records(path, DUTCH.id, _DUTCH_COLUMNS, NOT_TAKEN[DUTCH.id])
    by_id: dict[str, list[Decision]] = {}
    for line in lines:
        if line.is_blank:
            report.left_out["blank"] += 1
            continue
        decision = _dutch_decision(line, report)
        by_id.setdefault(decision.id, []).append(decision)
        report.read += 1
    decisions = [decision for same in by_id.values() for decision in merged_decisions(same, report)]
    report.decisions = len(decisions)
    return decisions, report


def _dutch_decision(line: Line, report: ImportReport) -> Decision:
    cells = line.cells
    day, of_day = line.read("Datum afgifte", read_day, report)
    temporary, of_temporary = line.read("D/T", _temporary, report)
    expires, _ = line.read("Datum verval", read_day, report)
    value, of_value = line.read("Waarde(€)", read_amount, report)
    entries, of_entries = line.read("SG-Post", _dutch_entries, report)
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


def _dutch_entries(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of a cell and remarks."""
    return ((), ("code_various",)) if cell.strip().casefold() == "diverse" else read_entries(cell)


def _one_line(text: str) -> str:
    return " ".join(text.split())


_SWISS_COLUMNS: Final = ("source", "case_no", "date", "destination_de", "regime", "code_raw", "value_chf")
MUNITIONS: Final = frozenset({"ML (GKV)", "Besondere militärische Güter"})
OTHER_LISTS: Final = frozenset(
    {"Anhang 5.1", "Anhang 5.2", "National kontrollierte Güter", "ChKV", "Chemikalien CWÜ", "Sanktionsgüter"}
)
"""Regimes whose codes are not those of Annex I: Swiss national lists, the chemicals ordinance, annexes of sanctions."""


def read_swiss(path: Path) -> tuple[list[Decision], ImportReport]:
    """The decisions of a Swiss list of licences, in the order of the file, and what became of its lines.

    Raises:
        InputError: the file has other columns, or is no text.
        OSError: it cannot be read.
    """
    lines, report = records(path, SWISS.id, _SWISS_COLUMNS, NOT_TAKEN[SWISS.id])
    cases: dict[str, list[Line]] = {}
    for line in lines:
        if line.is_blank:
            report.left_out["blank"] += 1
        else:
            cases.setdefault(line.cells["case_no"].strip() or f"line-{line.number}", []).append(line)
    decisions: list[Decision] = []
    for number, case in cases.items():
        if all(line.cells["regime"].strip() in MUNITIONS for line in case):
            report.left_out["munitions"] += len(case)
            continue
        report.read += len(case)
        decisions += merged_decisions([_swiss_decision(number, line, report) for line in case], report)
    report.decisions = len(decisions)
    return decisions, report


def _swiss_decision(number: str, line: Line, report: ImportReport) -> Decision:
    cells = line.cells
    regime = cells["regime"].strip()
    day, of_day = line.read("date", read_day, report)
    value, of_value = line.read("value_chf", lambda cell: _swiss_value(cell, regime), report)
    entries, of_entries = line.read("code_raw", lambda cell: _swiss_entries(cell, regime), report)
    places = read_places(cells["destination_de"], "de")
    line.unread(report, "destination_de", places.remarks)
    remarks = tuple(dict.fromkeys((*of_day, *of_entries, *places.remarks, *of_value)))
    report.note(remarks)
    return Decision(
        id=f"CH-{number}",
        date=day,
        authority="CH",
        kind="individual",
        decision="granted",
        entries=entries,
        entries_text=" ".join(f"{cells['code_raw']} ({cells['regime']})".split()),
        item_types=item_types(entries),
        families=surveillance_families(entries),
        destination=places.destination,
        via=places.via,
        destination_text=" ".join(cells["destination_de"].split()),
        value=value,
        currency="CHF" if value is not None else "",
        source=SWISS.id,
        source_line=str(line.number),
        remarks=remarks,
    )


def _swiss_value(cell: str, regime: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of a line and remarks; that of munitions beside other goods is no value of dual-use items."""
    if regime in MUNITIONS:
        return None, ("munitions_beside",)
    return read_amount(cell, point_parts_thousands=False)


def _swiss_entries(cell: str, regime: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of a cell and remarks. A code that reads like one of Annex I in another list is none."""
    if regime in MUNITIONS | OTHER_LISTS:
        codes, _, remarks = read_codes(cell)
        known = codes if codes and "code_not_in_edition" not in remarks and regime not in MUNITIONS else ()
        return known, () if known else ("code_of_other_list",)
    return read_entries(cell)


Reader = Callable[[Path], tuple[list[Decision], ImportReport]]
FORMATS: Final[dict[str, tuple[Reader, Source]]] = {"nl": (read_dutch, DUTCH), "ch": (read_swiss, SWISS)}


def read_published(form: str, path: Path) -> tuple[list[Decision], ImportReport, Source]:
    """The decisions of a published file, what became of its lines, and the source with the file's checksum.

    ``form``: a key of :data:`FORMATS`.

    Raises:
        InputError: the file is another one.
        OSError: it cannot be read.
    """
    read, source = FORMATS[form]
    decisions, report = read(path)
    return decisions, report, replace(source, file=report.file, checksum=report.checksum)
