"""Words in columns that are carried on: somebody listed, a place under measures or an onward way in one of them holds its row."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from tests.bulk.exports.test_unread_columns import answer, book, judged, mapped
from tests.bulk.test_screened_rows import FREE, HITS, LISTED, POSSIBLE, screened
from tests.support.bulk_runs import TODAY, records
from tests.support.hits_by_hand import UNION, ScreenerByHand

COLUMNS = ("Bemerkung", "Hinweis", "Kopftext", "Ort", "Route", "Bestelltext", "Incoterms Ort", "Zusatz")


def parquet_judged(folder: Path, **columns: pl.Series) -> tuple[Summary, dict[str, str]]:
    rows = pl.DataFrame({**{name: [cell] for name, cell in FREE.items()}, **columns})
    rows.write_parquet(folder / "in.parquet")
    screener = ScreenerByHand(HITS, (UNION,))
    summary = bulk(folder / "in.parquet", folder / "out.csv", options=Options(TODAY), screener=screener)
    (row,) = records(folder / "out.csv")
    return summary, row


@pytest.mark.parametrize("name", COLUMNS)
def test_somebody_listed_in_any_column_holds_the_row(tmp_path: Path, name: str) -> None:
    summary, rows, _ = screened(tmp_path, {name: LISTED}, {name: ""})
    assert [answer(row) for row in rows] == [("ask", "review"), ("go", "clear")]
    assert f"column “{name}”, which is not read, says “{LISTED}”" in rows[0]["reasons"]
    assert LISTED in rows[0]["screening_hits"]
    assert summary.screened is not None
    assert dict(summary.screened.statuses) == {"review": 1, "clear": 1}
    assert (summary.releases["ask"], summary.releases["go"]) == (1, 1)


@pytest.mark.parametrize(
    "words", ["weiter nach Iran", "Teheran", "geht weiter an Kunden in Russland", "goes on to Minsk, Belarus"]
)
def test_a_place_under_measures_in_a_remark_holds_the_row(tmp_path: Path, words: str) -> None:
    _, rows, _ = screened(tmp_path, {"Bemerkung": words}, {"Bemerkung": "frei Haus, Rampe drei"})
    assert [row["release"] for row in rows] == ["ask", "go"]
    assert f"column “Bemerkung”, which is not read, says “{words}”: " in rows[0]["reasons"]


def test_what_a_row_says_in_the_end_use_and_in_a_remark_comes_to_the_same(tmp_path: Path) -> None:
    words = "for a chemical weapons plant"
    _, rows, _ = screened(tmp_path, {"end_use": words, "Note": ""}, {"end_use": "", "Note": words})
    assert [row["release"] for row in rows] == ["ask", "ask"]


def test_the_same_in_a_workbook_and_beside_a_mapping(tmp_path: Path) -> None:
    source = book(tmp_path, {"Bemerkung": LISTED})
    assert answer(judged(source)[1]) == ("ask", "review")
    assert answer(judged(source, mapping=mapped('"Bemerkung" = ""'))[1]) == ("ask", "review")


def test_the_same_in_parquet_whatever_the_column_holds(tmp_path: Path) -> None:
    assert parquet_judged(tmp_path, Notes=pl.Series([LISTED]))[1]["release"] == "ask"
    assert (
        parquet_judged(tmp_path, Note=pl.Series(["weiter nach Iran"], dtype=pl.Categorical))[1]["release"]
        == "ask"
    )
    assert parquet_judged(tmp_path, Notes=pl.Series([["weiter nach Iran", None]]))[1]["release"] == "ask"
    assert parquet_judged(tmp_path, Notes=pl.Series([{"note": "weiter nach Iran"}]))[1]["release"] == "ask"
    for plain in (
        pl.Series([1.5]),
        pl.Series([TODAY]),
        pl.Series([True]),
        pl.Series([None], dtype=pl.String),
    ):
        assert parquet_judged(tmp_path, Notes=plain)[1]["release"] == "go"


def test_letters_in_which_names_are_hardly_found_hold_the_row(tmp_path: Path) -> None:
    _, rows, _ = screened(tmp_path, {"Bemerkung": "אורלוב קווילון"})
    assert rows[0]["release"] == "ask"
    assert "letters in which listed names are hardly found" in rows[0]["reasons"]


def test_numbers_and_codes_are_no_words(tmp_path: Path) -> None:
    _, rows, screener = screened(tmp_path, {"Werk": "1000", "Versandstelle": "A1-22", "Tag": "20.11.2026"})
    assert answer(rows[0]) == ("go", "clear")
    assert not {"1000", "A1-22", "20.11.2026"} & {subject.name for subject in screener.asked}


def test_each_distinct_text_is_looked_through_once(tmp_path: Path) -> None:
    _, _, screener = screened(tmp_path, *({"Bemerkung": "frei Haus"} for _ in range(5)))
    assert [subject.name for subject in screener.asked].count("frei Haus") == 1


def test_where_goods_were_made_is_not_where_they_go(tmp_path: Path) -> None:
    listed = {"items.entries": "3A002.c", "destination": "JP", "parties.end_user.country": "JP"}
    _, rows, _ = screened(tmp_path, {**listed, "Ursprungsland": "China"}, {**listed, "Ort": "China"})
    assert ["“Ursprungsland”" in row["reasons"] for row in rows] == [False, False]
    assert "“Ort”" in rows[1]["reasons"]


def test_a_row_that_must_not_leave_keeps_its_reasons_and_names_the_hit(tmp_path: Path) -> None:
    _, rows, _ = screened(tmp_path, {"parties.end_user.name": LISTED, "Bemerkung": POSSIBLE})
    assert answer(rows[0]) == ("stop", "hit")
    assert POSSIBLE in rows[0]["screening_hits"]


def test_without_screening_the_place_is_told_all_the_same(tmp_path: Path) -> None:
    _, row = judged(book(tmp_path, {"Bemerkung": "weiter nach Iran"}), screens=False)
    assert row["release"] == "ask"
    assert "“Bemerkung”" in row["reasons"]
