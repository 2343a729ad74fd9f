"""The Swiss lists of licences granted (SECO): a line per code of a licence, so that one value stands on several lines.

Columns: ``source``, ``case_no``, ``date``, ``destination_de``, ``regime``, ``code_raw``, ``entry_code``, ``value_chf``. The regime says of which
list a code is: goods of the munitions list alone are no dual-use items and are left out, with their number in the report; where they stand on
one licence with others, their codes stay as text and their values are not counted. Codes of Swiss national lists stay as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Final

from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.cells import read_amount, read_codes, read_day, read_entries
from dualuse.transparency.importing.files import Line, merged_decisions, records
from dualuse.transparency.importing.places import read_places
from dualuse.transparency.importing.report import ImportReport
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.sources import SWISS

COLUMNS: Final = ("source", "case_no", "date", "destination_de", "regime", "code_raw", "value_chf")
NOT_TAKEN: Final = ("source", "entry_code")
"""Columns of the file that are not taken: whence its compilers had a line, and the entry that they made of its code."""
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
    lines, report = records(path, SWISS.id, COLUMNS, NOT_TAKEN)
    cases: dict[str, list[Line]] = {}
    for line in lines:
        if line.is_blank:
            report.left_out["blank"] += 1
        else:
            cases.setdefault(line.cells["case_no"].strip() or f"line-{line.number}", []).append(line)
    decisions: list[Decision] = []
    for number, case in cases.items():
        if _munitions_alone(case):
            report.left_out["munitions"] += len(case)
            continue
        report.read += len(case)
        decisions += merged_decisions([_decision(number, line, report) for line in case], report)
    report.decisions = len(decisions)
    return decisions, report


def _munitions_alone(case: Iterable[Line]) -> bool:
    return all(line.cells["regime"].strip() in MUNITIONS for line in case)


def _decision(number: str, line: Line, report: ImportReport) -> Decision:
    cells = line.cells
    regime = cells["regime"].strip()
    day, of_day = line.read("date", read_day, report)
    value, of_value = line.read("value_chf", lambda cell: _value(cell, regime), report)
    entries, of_entries = line.read("code_raw", lambda cell: _entries(cell, regime), report)
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


def _value(cell: str, regime: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of a line and remarks; that of munitions beside other goods is no value of dual-use items."""
    if regime in MUNITIONS:
        return None, ("munitions_beside",)
    return read_amount(cell, point_parts_thousands=False)


def _entries(cell: str, regime: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of a cell and remarks. A code that reads like one of Annex I in another list is none."""
    if regime in MUNITIONS | OTHER_LISTS:
        codes, _, remarks = read_codes(cell)
        known = codes if codes and "code_not_in_edition" not in remarks and regime not in MUNITIONS else ()
        return known, () if known else ("code_of_other_list",)
    return read_entries(cell)
