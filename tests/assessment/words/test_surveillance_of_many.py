"""What watches everybody who passes or writes, told in words: asked about outside the countries of EU001, unless it is for something ordinary."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import to

POINT = "unexecuted.words.cyber_surveillance"
CAMERA = "85258900"


def asks(place: str, description: str, code: str | None = CAMERA, **fields: Any) -> bool:
    data = to(place, code, "2026-08-01")
    data["items"][0] |= {"description": description, "kind": "goods" if code else "software"}
    result = judged({**data, **fields})
    named = any(POINT in row.text for row in result.release_because)
    assert named is (result.release == "ask")
    return named


@pytest.mark.parametrize("place", ["AE", "SA", "EG", "TR"])
@pytest.mark.parametrize(
    "description",
    [
        "social media monitoring platform", "OSINT analytics software", "open-source intelligence suite", "lawful interception analytics",
        "ANPR camera", "automatic number plate recognition", "Kennzeichenerfassung", "Auswertung sozialer Netzwerke", "système de lecture de plaques",
        "surveillance des réseaux sociaux", "reconocimiento de matrículas", "riconoscimento targhe", "plaka tanıma sistemi", "распознавание автомобильных номеров", "车牌识别系统",
    ],
)  # fmt: skip
def test_what_watches_many_is_asked_about(place: str, description: str) -> None:
    """Arts 2(20) and 5(2)."""
    assert asks(place, description)


@pytest.mark.parametrize("code", [CAMERA, None])
@pytest.mark.parametrize(
    "description",
    ["ANPR camera for a car park", "Kennzeichenerkennung für Parkhäuser", "lecture de plaques pour le péage", "social media monitoring for marketing"],
)  # fmt: skip
def test_what_is_for_an_ordinary_use_is_not(description: str, code: str | None) -> None:
    assert not asks("BR", description, code)


@pytest.mark.parametrize("description", ["ANPR camera", "social media monitoring platform"])
def test_nor_what_goes_where_eu001_goes(description: str) -> None:
    """Annex II, EU001: as it was."""
    assert not asks("CH", description)


def test_a_police_force_is_asked_about_whatever_it_is_for() -> None:
    police = {**END_USER, "country": "CH", "name": "Polizei Beispiel", "service": "police"}
    assert asks("CH", "ANPR camera for a car park", parties=[police])
