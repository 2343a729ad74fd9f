"""Names of columns in two lines, merged across or downwards, say whose name and country each is."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from tests.support.bulk_runs import TODAY

ACROSS = (
    ("", "", "Warenempfänger", "", "Endverwender", "", "Ware", "", ""),
    ("Auftrag", "Datum", "Name", "Land", "Name", "Land", "Warennummer", "AL-Nummer", "Menge"),
)
DOWNWARDS = (
    ("Auftrag", "Datum", "Warenempfänger", "", "Endverwender", "", "Warennummer", "AL-Nummer", "Menge"),
    ("", "", "Name", "Land", "Name", "Land", "", "", ""),
)
IN_FRENCH = (
    ("", "", "Destinataire", "", "Utilisateur final", "", "", "", ""),
    ("Commande", "Date", "Nom", "Pays", "Nom", "Pays", "Code NC", "Désignation", "Quantité"),
)
ROW = ("1", "20.08.2026", "Dubai Trade", "AE", "Teheran Ltd", "IR", "84137021", "", "1")
PARTIES = [
    ("parties.consignee.name",), ("parties.consignee.country",),
    ("parties.end_user.name",), ("parties.end_user.country",),
]  # fmt: skip


def judged(folder: Path, lines: tuple[tuple[str, ...], ...], ending: str) -> Summary:
    source = folder / f"in.{ending}"
    if ending == "csv":
        source.write_text("\n".join(map(";".join, lines)) + "\n", "utf-8")
    else:
        with xlsxwriter.Workbook(source) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    if cell:
                        sheet.write_string(number, place, cell)
    return bulk(source, folder / "out.csv", options=Options(TODAY))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("header", [ACROSS, DOWNWARDS, IN_FRENCH], ids=["across", "downwards", "french"])
def test_each_name_and_country_is_that_of_its_party(
    tmp_path: Path, header: tuple[tuple[str, ...], ...], ending: str
) -> None:
    summary = judged(tmp_path, (("Exportaufträge 2026",), *header, ROW, *header, ROW), ending)
    assert summary.export is not None
    assert [columns[-1:] for columns in [*summary.export.mapping.columns.values()][2:6]] == PARTIES
    assert (summary.rows, summary.bad) == (2, 0)
    assert len(summary.export.names_repeated) == 2


def test_a_title_is_no_group_and_a_group_that_is_unknown_is_told(tmp_path: Path) -> None:
    names = ("Auftrag", "Datum", "Name", "Land", "Warennummer")
    summary = judged(tmp_path, (("Liste",), names, ("1", "20.08.2026", "A", "JP", "84137021")), "csv")
    assert summary.export is not None
    assert [*summary.export.mapping.columns] == [*names]
    groups = ("", "", "Warenempfänger", "", "Lageradresse", "")
    below = ("Auftrag", "Datum", "Name", "Land", "Name", "Land")
    summary = judged(tmp_path, (groups, below, ("1", "20.08.2026", "A", "JP", "B", "IR")), "csv")
    assert summary.export is not None
    assert "Lageradresse: Land" in summary.export.of_parties


def test_a_row_of_words_below_the_names_is_a_row(tmp_path: Path) -> None:
    names = ("Auftrag", "Datum", "Warenempfänger", "Land", "Bezeichnung")
    summary = judged(tmp_path, (names, ("A", "20.08.2026", "Name AG", "JP", "Land")), "csv")
    assert summary.rows == 1
