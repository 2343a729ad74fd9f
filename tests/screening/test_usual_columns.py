"""Counterparties as a house writes them: other names of columns, a semicolon, countries by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.screening.counterparties import columns_taken, read_counterparties


def table(folder: Path, *lines: str) -> str:
    file = folder / "parties.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return str(file)


@pytest.mark.parametrize(
    "lines",
    [
        ("Name;Land", "Orlow Quillonberg;Vereinigte Arabische Emirate"),
        ("Firma;Länderschlüssel", "Orlow Quillonberg;AE"),
        ("Geschäftspartner\tStaat", "Orlow Quillonberg\tVAE"),
        ("Raison sociale;Pays", "Orlow Quillonberg;Émirats arabes unis"),
        ("Company Name,Country", "Orlow Quillonberg,United Arab Emirates"),
        ("Endverwender;Land Endverwender", "Orlow Quillonberg;AE"),
    ],
)
def test_usual_names_of_columns_are_read(tmp_path: Path, lines: tuple[str, ...]) -> None:
    (party,) = read_counterparties(table(tmp_path, *lines))
    assert party.query is not None
    assert party.query.names == ("Orlow Quillonberg",)
    assert party.query.countries == ("AE",)


def test_what_was_guessed_and_what_is_not_read_is_told(tmp_path: Path) -> None:
    message = columns_taken(table(tmp_path, "Kundennr.;Name;Land;Umsatz", "7;Orlow Quillonberg;DE;1"))
    assert message is not None
    assert message.params["columns"] == "Kundennr. = id, Name = name, Land = country"
    assert message.params["unread"] == "Umsatz"
    assert columns_taken(table(tmp_path, "id,name,country", "7,Orlow,DE")) is None
    slip = columns_taken(table(tmp_path, "id,name,birthDat", "7,Orlow,1962"))
    assert slip is not None
    assert slip.params["unread"] == "birthDat"


def test_a_property_that_the_header_names_itself_is_not_guessed_beside_it(tmp_path: Path) -> None:
    (party,) = read_counterparties(table(tmp_path, "name,country,Firma", "Orlow Quillonberg,DE,another"))
    assert party.query is not None
    assert party.query.names == ("Orlow Quillonberg",)


def test_two_columns_that_may_each_be_the_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        list(read_counterparties(table(tmp_path, "Kunde;Endverwender;Land", "A;B;DE")))
    assert error.value.problems[0].what.code == "columns_alike"
