"""Words that speak of sanctions, of towns by their adjectives, of crossings of a border and of works; and what denies or only sounds like it."""

from __future__ import annotations

import pytest

from tests.assessment.words.places.test_places_in_texts import BELARUS, IRAN, RUSSIA
from tests.assessment.words.test_contacts_and_craft import held_for, with_use

ONWARD = "words.reexport"


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("customer cannot be named because of sanctions", ONWARD),
        ("supply to a market closed by sanctions", ONWARD),
        ("Lieferung in ein Sanktionsland", ONWARD),
        ("pour un pays sous sanctions", ONWARD),
        ("para países sancionados", ONWARD),
        ("для подсанкционной страны", ONWARD),
        ("в обход санкций", ONWARD),
        ("для перепродажи в третьи страны", ONWARD),
        ("yaptırım uygulanan ülke için", ONWARD),
        ("paralel ithalat", ONWARD),
        ("import równoległy", ONWARD),
        ("Parallelimport", ONWARD),
        ("Moskauer Kunde", RUSSIA),
        ("Werft in der Nähe, Petersburger Kunde", RUSSIA),
        ("client moscovite", RUSSIA),
        ("sibirische Mine", RUSSIA),
        ("Moskovalı müşteri için", RUSSIA),
        ("delivery via Verkhny Lars", RUSSIA),
        ("rail via Zabaikalsk", RUSSIA),
        ("spare parts for the KAMAZ plant", RUSSIA),
        ("S7 Airlines fleet", RUSSIA),
        ("TurkStream pipeline", RUSSIA),
        ("Akkuyu NPP", RUSSIA),
        ("plant in Russian territory", RUSSIA),
        ("English and Russian customers", RUSSIA),
        ("client russe", RUSSIA),
        ("русскоязычные клиенты", RUSSIA),
        ("Caspian Airlines", IRAN),
        ("Minsker Traktorenwerk", BELARUS),
        ("Teheraner Werk", IRAN),
    ],
)
def test_what_such_words_say_is_asked_about(end_use: str, point: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2 to 2aa and 12, and its likes: indirect supply is forbidden like direct."""
    assert point in held_for(with_use(end_use))


@pytest.mark.parametrize(
    "words",
    [
        "no resale to sanctioned countries",
        "not intended for any sanctioned country",
        "keine Lieferung in Sanktionsländer",
        "pas de revente vers des pays sous sanctions",
        "sanctions compliance software",
        "parallel import of medicines",
        "Siberian larch cladding",
        "maintenance of KAMAZ trucks",
        "gas plant",
        "bakery; manual in Russian",
        "Bäckerei, Anleitung in russischer Sprache",
        "boulangerie, notice en russe",
        "пекарня, инструкция на русском языке",
        "Russian language school",
        "charger",
        "Mecheler",
        "Moskauer Straße 5",
        "komşu fabrikalar",
    ],
)
def test_what_denies_it_or_only_sounds_like_it_asks_nothing(words: str) -> None:
    assert held_for(with_use(words)) == "go"


@pytest.mark.parametrize(
    "quote",
    [
        "The customer declares that it will not circumvent sanctions.",
        "Der Kunde bestätigt, dass die Ware nicht in Sanktionsländer geliefert wird.",
        "We confirm that the goods will not be re-exported to any sanctioned country.",
    ],
)
def test_a_certificate_that_denies_it_asks_nothing(quote: str) -> None:
    data = with_use("bakery")
    data["sources"] = [{"fact": "end_use", "document": "statement.pdf", "quote": quote}]
    assert held_for(data) == "go"
