"""Fields that are no texts of use, and tell a place under measures all the same: numbers, units, documents, the exporter."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_kyrgyzstan import going_straight_to

RUSSIA, BELARUS, IRAN, KOREA = (
    f"unexecuted.{act}.named_in_texts" for act in ("32014R0833", "32006R0765", "32012R0267", "32017R1509")
)


def source(**fields: str) -> dict[str, Any]:
    return {"sources": [{"fact": "destination", **fields}]}


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"items.0.unit": "pieces for Minsk Tractor Works"}, BELARUS),
        ({"items.0.id": "spare part for the works in Minsk"}, BELARUS),
        (source(url="https://belaz.by/order"), BELARUS),
        (source(url="https://www.kamaz.ru/order"), RUSSIA),
        (source(document="Lieferschein Minsk.pdf"), BELARUS),
        (source(document="delivery_note_Moscow.pdf"), RUSSIA),
        (source(document="order.pdf", page="3, office in Moscow"), RUSSIA),
        ({"exporter.address": "Moscow, Tverskaya 1"}, RUSSIA),
        ({"exporter.identifiers": {"INN": "7707083893"}}, RUSSIA),
        ({"parties.0.identifiers": {"inn": "7707083893"}}, RUSSIA),
        ({"parties.0.identifiers": {"ИНН": "500100732259"}}, RUSSIA),
        ({"parties.0.address": "Works, INN 7707083893"}, RUSSIA),
    ],
    ids=str,
)
def test_a_field_that_tells_a_place_is_asked_about(changes: dict[str, Any], point: str) -> None:
    """833/2014 Arts 2(1), 2a(1), 3k(1); 765/2006 Arts 1e(1), 1f(1), 1s(1)."""
    release, _, text = released({**going_straight_to("KZ"), **changes})
    assert (release, point in text) == ("ask", True)
    assert released({**going_straight_to("KZ", **{point: False}), **changes})[0] == "go"


@pytest.mark.parametrize(
    "changes",
    [
        {"items.0.unit": "pcs"},
        {"items.0.id": "RU-7"},
        {"items.0.id": "IR-100"},
        source(url="https://eur-lex.europa.eu/eli/reg/2014/833/oj"),
        source(url="https://mail.ru/inbox"),
        source(document="Regulation (EU) No 833/2014 Russia.pdf", page="12"),
        source(document="No-Russia clause.pdf"),
        source(document="Russia_declaration_signed.pdf"),
        source(document="Russland-Erklärung Kunde.pdf"),
        source(document="EUC_no_re-export_Russia_Belarus.pdf"),
        {"exporter.address": "Moskauer Straße 3, 99091 Erfurt"},
        {"parties.0.identifiers": {"INN": "12345678901234"}},
        {"parties.0.address": "Holiday Inn 7707083893, Almaty"},
    ],
    ids=str,
)
def test_an_ordinary_field_asks_nothing(changes: dict[str, Any]) -> None:
    assert released({**going_straight_to("KZ"), **changes})[0] == "go"


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("electrodes for a smelter on Kish", IRAN), ("plant in Hamedan", IRAN), ("factory in Votkinsk", RUSSIA), ("plant, SPb", RUSSIA), ("mine in the Urals", RUSSIA),
        ("factory in Lida", BELARUS), ("port of Rason", KOREA),
    ],
)  # fmt: skip
def test_more_places(end_use: str, point: str) -> None:
    assert point in released({**going_straight_to("AE"), "end_use": end_use})[2]


@pytest.mark.parametrize(
    ("place", "end_use", "asks"),
    [
        ("MM", "for the Junta", True), ("PK", "pump for SUPARCO", True), ("PK", "pump for PAEC", True), ("IN", "BARC Trombay", True),
        ("PK", "National Defence Complex", True), ("PK", "generator for the Air Weapons Complex", True), ("SY", "Mechanical Construction Factory", True),
        ("IR", "Shahid Karimi Industries", True), ("PH", "National Sports Complex", False),
        ("MX", "junta tórica", False), ("AE", "crucible of kish graphite at the plant of the buyer", True),
    ],
)  # fmt: skip
def test_more_users(place: str, end_use: str, asks: bool) -> None:
    """Arts 4(1)(a) and (b)."""
    assert (released({**going_straight_to(place), "end_use": end_use})[0] == "ask") is asks
