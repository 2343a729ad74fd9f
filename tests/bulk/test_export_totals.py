"""Rows of an export that add up others are told and left out; what may be a transaction never is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dualuse.bulk.files.workbook_words import heading
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from tests.support.bulk_runs import TODAY, records

HEADER = "Verkaufsbeleg;Pos.;Bezeichnung;Name Warenempfänger;Bestimmungsland;Menge;ME;Nettowert;Währung;Sachbearbeiter"
ROW = "4711;10;Pumpe;Nordin AG;CH;1;ST;125.950,50;EUR;Meyer"


def judged(folder: Path, *rows: str, header: str = HEADER) -> tuple[Summary, list[dict[str, str]]]:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    summary = bulk(source, target, options=Options(TODAY))
    return summary, records(target)


@pytest.mark.parametrize(
    "total",
    [
        "Summe;;;;;;;925.950,50;EUR;",
        ";;Gesamt:;;;;;925.950,50;;",
        ";;Gesamt EUR;;;;;925.950,50;;",
        ";;;TOTAL;;;;925.950,50;EUR;",
        "Total général;;;;;12;;925.950,50;EUR;",
        "*;;;;;;;925.950,50;EUR;",
        "Sub-total;;;;;;;925.950,50;EUR;925.950,50",
        "Ergebnis;;;;;22;;925.950,50;EUR;",
        "Auftragssumme;;;;;;;925.950,50;EUR;",
        "Zwischenergebnis CH;;;;;22;;925.950,50;EUR;",
        ";;Résultat;;;;;925.950,50;EUR;",
        "Uebertrag;;;;;;;925.950,50;EUR;",
        "Schweiz (2);;;;;22;;925.950,50;EUR;",
        "S00012 (1.024);;;;;;;;;",
    ],
)
def test_a_total_is_left_out_and_told(tmp_path: Path, total: str) -> None:
    summary, rows = judged(tmp_path, ROW, total)
    assert (summary.rows, summary.bad, len(rows)) == (1, 0, 1)
    assert summary.export is not None
    assert list(summary.export.totals) == [3]
    assert total.strip(";").partition(";")[0] in summary.export.totals[3]


def test_reasons_of_a_workbook_are_short_and_begin_with_those_of_the_release(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    header = "date,activity,manner,exporter.country,items.kind,items.entries,destination,items.cn_code"
    rows = (
        "2027-08-20,export,permanent,DE,goods,5A001.j,EG,\n2027-08-20,export,,DE,goods,,CN,09012100\n"
        "2027-08-20,export,,DE,,,,\n"
    )
    source.write_text(f"{header}\n{rows}")
    summary = bulk(source, target, options=Options(TODAY))
    reasons = pl.read_excel(target, sheet_id=2, infer_schema_length=0)[heading("reasons", "en")].to_list()
    assert summary.old == 3
    assert reasons[0].startswith(
        "an authorisation is required and none that covers it is stated; the law is known"
    )
    assert "; Art. 3(1) applies" in reasons[0]
    # What holds the row alone goes before what holds each.
    assert reasons[1].startswith("the parties have not been screened; missing: classification in Annex I")
    # The first may not leave: all that says so stands in it.
    assert all("…" not in text for text in reasons[1:])
    assert reasons[0].count("the law is known") == 1  # of all rows the summary says it
    bulk(source, target, options=Options(TODAY, language="de"))
    in_german = pl.read_excel(target, sheet_id=2, infer_schema_length=0)[heading("reasons", "de")].to_list()
    assert in_german[0].startswith("eine Genehmigung ist erforderlich, und keine")
    assert all(len(text) <= 160 for text in in_german[1:])
    printed = "\n".join(line.text for line in summary_lines(summary, str(target), Options(TODAY)))
    assert printed.count("none may leave before a person accepts that") == 1


@pytest.mark.parametrize(
    "row",
    [
        ";;;;;;;925.950,50;EUR;",
        "Summe;12;;;;;;925.950,50;EUR;",
        "Zwischensumme;;;Nordin AG;;;;925.950,50;EUR;",
        "Summe;;;;CH;;;925.950,50;EUR;",
        "Summe;;;;;;;;;",
        "Schweiz;;;;;22;;925.950,50;EUR;",
        "4713;20;;;;22;;925.950,50;EUR;",
        ";;;;;22;;925.950,50;EUR;Schweiz (2)",
    ],
)
def test_what_may_be_a_total_is_to_be_mended(tmp_path: Path, row: str) -> None:
    summary, _ = judged(tmp_path, ROW, row)
    assert (summary.rows, summary.bad) == (1, 1)
    (bad,) = records(summary.bad_file)
    assert bad["dualuse_line"] == "3"
    assert "may be a total" in bad["dualuse_problem"]


@pytest.mark.parametrize(
    "row",
    [
        "4712;20;Summe;;CH;1;ST;1.000,00;EUR;",
        "4712;20;Totalstation;;CH;1;ST;1.000,00;EUR;",
        "4712;;;Total;FR;1;ST;1.000,00;EUR;",
        "Summe;;Pumpe;;CH;1;ST;1.000,00;EUR;",
        "Schweiz (2);;;;CH;1;ST;1.000,00;EUR;",
        "4713 (2);;;Nordin AG;;1;ST;1.000,00;EUR;",
        ";;;;CH;;;1.000,00;EUR;",
        ";;;;;;;1.000,00;EUR;Meyer",
    ],
)
def test_what_may_be_a_transaction_is_never_left_out(tmp_path: Path, row: str) -> None:
    summary, _ = judged(tmp_path, ROW, row)
    assert summary.export is not None
    assert not summary.export.totals
    assert summary.rows + summary.bad == 2
