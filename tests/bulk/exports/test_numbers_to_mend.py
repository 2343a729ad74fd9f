"""A number that can be read in two ways is never guessed; what is said of it names both, and what settles it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping_file import locale_called
from dualuse.bulk.exports.numbers import read_number
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk

HEADER = "Verkaufsbeleg;Belegdatum;Bestimmungsland;Güterlistenposition;Menge;ME;Nettowert;Währung"
ROW = "4500107;20.08.2026;Japan;3A001.f;2,000;ST;4.200;EUR"


@pytest.mark.parametrize(("text", "point", "comma"), [("2,000", 2000, 2), ("4.200", 4.2, 4200)])
def test_the_first_reading_is_that_of_a_point_before_decimals(text: str, point: float, comma: float) -> None:
    readings = (tuple(map(float, read_number(text, mark).values)) for mark in ("", ".", ","))
    assert [*readings] == [(point, comma), (point,), (comma,)]


@pytest.mark.parametrize(
    ("language", "quantity", "value"),
    [
        ("en", "--locale en makes 2000 of it, --locale de 2 (", "Write 4.2 or 4200 into the cell"),
        (
            "de",
            "mit --locale en ist es 2000, mit --locale de 2 (",
            "Schreiben Sie 4,2 oder 4200 in die Zelle",
        ),
        ("fr", "avec --locale en c’est 2000, avec --locale de 2 (", "Écrivez 4,2 ou 4200 dans la cellule"),
    ],
)
def test_what_is_said_of_it_teaches_what_to_do(
    tmp_path: Path, language: str, quantity: str, value: str
) -> None:
    source, target = tmp_path / "sap.csv", tmp_path / "out.csv"
    source.write_text(f"{HEADER}\n{ROW}\n", "utf-8")
    summary = bulk(source, target, options=Options(date(2026, 8, 20), language=language))
    assert (summary.rows, summary.bad) == (0, 1)
    told = target.with_name("out.bad.csv").read_text("utf-8")
    assert quantity in told
    assert value in told


@pytest.mark.parametrize("name", ["en", "de"])
def test_what_was_said_settles_it(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / "sap.csv", tmp_path / "out.csv"
    source.write_text(f"{HEADER}\n{ROW.replace('4.200', '10')}\n", "utf-8")
    summary = bulk(source, target, options=Options(date(2026, 8, 20)), locale=locale_called(name))
    assert (summary.rows, summary.bad) == (1, 0)
