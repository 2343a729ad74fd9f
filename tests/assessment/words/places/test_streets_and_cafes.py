"""Streets and cafés of Central Asia that bear the name of a town of Russia or Belarus, and spellings of such towns."""

from __future__ import annotations

import pytest

from tests.assessment.test_statements_that_differ import released

IN_ALMATY = {
    "destination": "KZ",
    "purchasing_country": "KZ",
    "parties.0.country": "KZ",
    "items.0.cn_code": "09012100",
    "circumstances": {
        "russia_833_2014_through_russia": False,
        "belarus_765_2006_through_belarus": False,
        "iran_2023_1529_through_iran": False,
    },
}
RUSSIA, BELARUS = "unexecuted.32014R0833.named_in_texts", "unexecuted.32006R0765.named_in_texts"


@pytest.mark.parametrize(
    "address",
    [
        "12 Minskaya street, Almaty", "ul. Minskaya 12, Almaty", "Minskaya 12, Almaty", "улица Минская 12, Алматы", "ul. Moskovskaya 5, Bishkek", "Volgograd Cafe, Abaya 5, Almaty",
        "Cafe Volgograd, Abaya 5",
    ],
)  # fmt: skip
def test_a_street_or_a_cafe_is_no_town(address: str) -> None:
    assert released({**IN_ALMATY, "parties.0.address": address})[0] == "go"


@pytest.mark.parametrize("name", ["Volgograd Cafe", "Cafe Volgograd LLP", "Restaurant Minsk"])
def test_nor_is_who_is_called_after_one(name: str) -> None:
    assert released({**IN_ALMATY, "parties.0.name": name})[0] == "go"


@pytest.mark.parametrize(
    ("address", "point"),
    [
        ("Minsk, ul. Lenina 5", BELARUS), ("Moskovskaya oblast, Khimki", RUSSIA), ("Minskaya oblast 12, Zhodino", BELARUS), ("ul. Minskaya 12, Moscow", RUSSIA), ("Tverskaya 5", RUSSIA),
        ("Cafe, Volgograd", RUSSIA), ("Volgograd, Cafe building 3", RUSSIA), ("Minskaya 220030", BELARUS),
    ],
)  # fmt: skip
def test_a_town_is_one(address: str, point: str) -> None:
    """Regulations (EU) No 833/2014 and (EC) No 765/2006."""
    release, _, text = released({**IN_ALMATY, "parties.0.address": address})
    assert (release, point in text) == ("ask", True)


@pytest.mark.parametrize("field", ["end_use", "parties.0.address"])
@pytest.mark.parametrize(
    ("place", "point"),
    [
        ("Mogilew", BELARUS), ("Baranowitschi", BELARUS), ("Belorussiya", BELARUS), ("Belorusskaya firma", BELARUS), ("Schodino", BELARUS),
        ("Petersburg", RUSSIA), ("Sankt-Petersbourg", RUSSIA), ("Derbent", RUSSIA), ("Russl.", RUSSIA), ("Nowotscherkassk", RUSSIA),
    ],
)  # fmt: skip
def test_other_spellings_are_read(field: str, place: str, point: str) -> None:
    release, _, text = released({"destination": "TR", field: f"plant 5, {place}"})
    assert (release, point in text) == ("ask", True)


@pytest.mark.parametrize("address", ["Derbent, Konya", "12 Petersburg Street, Ankara"])
def test_a_namesake_in_turkiye_is_none(address: str) -> None:
    assert released({"destination": "TR", "parties.0.country": "TR", "parties.0.address": address})[0] == (
        "go"
    )
