"""A value whose currency stands in its name, and days whose year has two digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.tables.export_words import Locale, value_in_currency
from tests.support.bulk_runs import TODAY, records


@pytest.mark.parametrize(
    ("name", "currency"),
    [
        ("Wert EUR", "EUR"), ("Betrag EUR", "EUR"), ("Betrag (CHF)", "CHF"), ("Nettowert in USD", "USD"),
        ("Valeur (EUR)", "EUR"), ("Betrag ABC", ""), ("Kunde EUR", ""), ("EUR", ""), ("Wert", ""),
    ],
)  # fmt: skip
def test_the_currency_in_the_name_of_a_value(name: str, currency: str) -> None:
    assert value_in_currency(name) == currency


def test_it_is_that_of_every_row_where_no_column_has_one(tmp_path: Path) -> None:
    mapping = guessed(["Auftrag", "Empfangsland", "Wert EUR"], Locale())
    assert mapping.columns["Wert EUR"] == ("items.value",)
    assert mapping.every_row == {"items.currency": "EUR"}
    text = mapping_text(mapping)
    assert '\n"items.currency" = "EUR"\n' in text
    assert '# activity = "export"' in text
    (tmp_path / "map.toml").write_text(text)
    assert read_mapping(tmp_path / "map.toml").every_row == mapping.every_row
    with_column = guessed(["Auftrag", "Empfangsland", "Wert EUR", "Währung"], Locale())
    assert not with_column.every_row
    assert with_column.columns["Währung"] == ("items.currency",)
    # Of two values nobody knows which is meant.
    assert not guessed(["Auftrag", "Wert EUR", "Wert CHF"], Locale()).every_row


@pytest.mark.parametrize("day", ["20.11.26", "20/11/26", "1-2-26"])
def test_a_year_of_two_digits_is_not_guessed_and_that_is_said(tmp_path: Path, day: str) -> None:
    text = f"Auftrag;Warenausgangsdatum;Empfangsland\nA-1;{day};Japan\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))
    assert (summary.rows, summary.bad) == (0, 1)
    (row,) = records(tmp_path / "out.bad.csv")
    assert f"{day} has a year of two digits, which is not guessed. Write the year with four digits" in str(
        row
    )
    assert row["Warenausgangsdatum"] == day
