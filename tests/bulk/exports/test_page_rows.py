"""Names of columns once more, titles and footers are no transactions; below other names of columns nobody knows what the cells are."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.exports.page_rows import is_footer
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from tests.support.bulk_runs import TODAY

HEADER = "Auftrag;Datum;Warenempfänger;Empfangsland;Warennummer;Bezeichnung;Menge;Nettowert"
ROW = "1;20.08.2026;Meier KK;Japan;84137021;Pumpe;1;100,00"


def judged(folder: Path, *rows: str) -> Summary:
    source = folder / "in.csv"
    source.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return bulk(source, folder / "out.csv", options=Options(TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "Seite 3", "Seite: 3 von 12", "Page 2/7", "page 2 sur 7", "Ausgedruckt am 01.12.2026", "Stand 20.08.2026", "Printed 2026-12-01 14:03", "Imprimé le 01/12/2026",
    ],
)  # fmt: skip
def test_footers(text: str) -> None:
    assert is_footer(text)


@pytest.mark.parametrize(
    "text", ["Page Industries", "Seite", "Stand Up GmbH", "4711", "Rückstände", "Printed circuits"]
)
def test_what_may_be_somebody_or_an_order_is_no_footer(text: str) -> None:
    assert not is_footer(text)


def test_they_are_left_out_and_told(tmp_path: Path) -> None:
    summary = judged(tmp_path, ROW, HEADER, ROW, "Ausgedruckt am 01.12.2026;;;;;;;")
    assert (summary.rows, summary.bad, summary.undated) == (2, 0, 0)
    text = " ".join(line.text for line in summary_lines(summary, "out.csv", Options(TODAY)))
    assert "Names of columns once more, not read as transactions: row 3" in text
    assert "Titles and footers, not read as transactions: Ausgedruckt am 01.12.2026 (5)" in text


@pytest.mark.parametrize("title", ["Rückstände;;;;;;;", ";;Rückstände;;;;;", "4712;;;;;;;"])
def test_a_title_is_asked_about_once(tmp_path: Path, title: str) -> None:
    summary = judged(tmp_path, ROW, title)
    assert (summary.rows, summary.bad) == (1, 1)
    assert summary.to_mend[0].reason.startswith("the row names no item, and looks like a title")
    assert "no day" not in summary.to_mend[0].reason


def test_below_other_names_no_cell_is_read(tmp_path: Path) -> None:
    other = "Auftrag;Warenempfänger;Empfangsland;Datum;Bezeichnung;Warennummer;Nettowert;Menge"
    summary = judged(tmp_path, ROW, other, ROW, HEADER, ROW)
    assert (summary.rows, summary.bad) == (2, 2)
    reasons = {row.line: row.reason for row in summary.to_mend}
    assert "names of columns stand here, in another order" in reasons[3]
    assert reasons[4].startswith("the row stands below other names of columns (row 3)")


def test_names_that_mean_the_same_are_the_names_again(tmp_path: Path) -> None:
    same = "Auftragsnummer;Datum;Name Warenempfänger;Empfangsland;Warennummer;Bezeichnung;Menge;Nettowert"
    summary = judged(tmp_path, ROW, same, ROW)
    assert (summary.rows, summary.bad) == (2, 0)


def test_an_order_without_a_country_is_judged(tmp_path: Path) -> None:
    summary = judged(tmp_path, ROW, "2;20.08.2026;;;;;;", "3;;Meier KK;;;;;")
    assert (summary.rows, summary.bad) == (3, 0)
