"""Sites of concern wherever they stand as a place, makers of launch vehicles, and night vision, thermal imagers and gyroscopes in languages of trade."""

from __future__ import annotations

import pytest

from tests.assessment.words.test_national_goods import codes_of, judged, transaction


@pytest.mark.parametrize(
    ("end_use", "destination"),
    [
        ("cooling circuit in Dimona", "IL"),
        ("Dimona plant", "IL"),
        ("site: Dimona", "IL"),
        ("Standort Dimona", "IL"),
        ("pompes pour le site de Dimona", "IL"),
        ("Soreq", "IL"),
        ("valves for Soreq", "IL"),
        ("Tuwaitha site", "IQ"),
        ("pump skid in Es Salam", "DZ"),
        ("réacteur Es Salam", "DZ"),
        ("Ain Oussera", "DZ"),
        ("Ramtha JRTR", "JO"),
        ("Khushab cooling tower", "PK"),
        ("Kühlkreis für Chashma", "PK"),
        ("CASC", "MY"),
        ("Soreq centre", "IL"),
        ("Ain Oussera, Es Salam", "DZ"),
        ("Long March 5B final assembly", "MY"),
        ("tank welding for Long March", "MY"),
    ],
)
def test_a_site_of_concern_is_asked_about_wherever_it_stands_as_a_place(
    end_use: str, destination: str
) -> None:
    stated = {**transaction("pump", destination=destination), "end_use": end_use}
    assert "release.use_in_words" in codes_of(judged(stated))


@pytest.mark.parametrize(
    ("end_use", "destination"),
    [
        ("valves for Soreq desalination plant", "IL"),
        ("textile works in Dimona industrial park", "IL"),
        ("spare parts for Super Dimona HK36", "BR"),
        ("beds for the Es Salam hospital", "DZ"),
        ("poultry farm near Ain Oussera town", "DZ"),
        ("works in Dar es Salaam", "TZ"),
        ("Chashma barrage", "PK"),
        ("museum of the Long March of 1934", "MY"),
        ("school in Ramtha", "JO"),
    ],
)
def test_what_bears_their_name_asks_nothing(end_use: str, destination: str) -> None:
    stated = {**transaction("pump", destination=destination), "end_use": end_use}
    assert "release.use_in_words" not in codes_of(judged(stated))


@pytest.mark.parametrize(
    "description",
    [
        "Termowizor chłodzony 640x512", "Noctovizor generacji 3", "Noktowizor generacji 3", "Visore notturno Gen 3", "Visor nocturno", "Visão noturna Gen 2",
        "žiroskop", "Žyroskop laserowy", "Гироскоп волоконно-оптический", "Giroscopio laser", "Jiroskop", "Tepelná termokamera", "прибор ночного видения", "Gece görüş dürbünü",
    ],
)  # fmt: skip
def test_listed_goods_are_asked_about_in_each_language(description: str) -> None:
    assert judged(transaction(description, destination="BR")).release == "ask"


@pytest.mark.parametrize(
    "description",
    [
        "Lampka nocna",
        "Lampada notturna",
        "Crema notturna",
        "Toy gyroscope",
        "Termometr",
        "Termostato",
        "Ночной крем",
        "Gece lambası",
    ],
)
def test_night_lamps_and_thermometers_ask_nothing(description: str) -> None:
    assert "release.entries_in_words" not in codes_of(judged(transaction(description, destination="BR")))
