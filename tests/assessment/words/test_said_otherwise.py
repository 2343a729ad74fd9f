"""A circumstance that is stated and words that say the opposite: a person says which is right (Annex II, EU003, EU004)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released

SALE, PRODUCTION, ZONE, BACK = (
    f"unexecuted.words.{name}" for name in ("sale_or_lease", "production_use", "free_zone", "reimport_within_120_days")
)  # fmt: skip
AT_A_FAIR: dict[str, Any] = {
    "manner": "exhibition",
    "items.0.entries": ["6A003.b.4.b"],
    "circumstances": {
        "free_zone": False, "reimport_within_120_days": True, "complete_and_unmodified": True, "control_kept": True,
        "private_presentation": False, "sale_or_lease": False, "production_use": False, "beyond_demonstration": False,
        "classified_information": False, "technology_transfer": False, "stored_without_presentation": False,
    },
    "answers": {"done.EU004": True},
}  # fmt: skip


def at_a_fair(end_use: str, **changes: Any) -> tuple[str, set[str], str]:
    return released({**AT_A_FAIR, "end_use": end_use, **changes})


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("Messe São Paulo, anschließend Verkauf an den Kunden", SALE),
        ("fair, then sold to the visitor", SALE),
        ("trade fair, leasing to a customer", SALE),
        ("salon, puis vente au client", SALE),
        ("feria, venta posterior", SALE),
        ("targi, potem sprzedaż", SALE),
        ("beurs, daarna verkoop", SALE),
        ("fuar, sonra satış", SALE),
        ("if not sold it comes back", SALE),
        ("fair, then use in own production", PRODUCTION),
        ("Messe, danach Einsatz in der Produktion", PRODUCTION),
        ("salon, puis ligne de production", PRODUCTION),
        ("fair, then remains with the customer", BACK),
        ("Messe, verbleibt beim Kunden", BACK),
        ("salon, reste sur place", BACK),
        ("fair in a free trade zone", ZONE),
    ],
)
def test_a_fair_after_which_something_is_sold_used_or_left_is_asked_about(end_use: str, point: str) -> None:
    release, reasons, text = at_a_fair(end_use)
    assert (release, "release.circumstance_in_words" in reasons, point in text) == ("ask", True, True)
    confirmed = {**AT_A_FAIR["answers"], point: False}
    assert at_a_fair(end_use, answers=confirmed)[0] == at_a_fair("fair")[0]
    assert at_a_fair(end_use, answers={**AT_A_FAIR["answers"], point: True})[0] == "stop"


@pytest.mark.parametrize(
    "end_use",
    [
        "Messe São Paulo", "trade fair", "no sale, demonstration only", "kein Verkauf", "wird nicht verkauft", "not to be sold",
        "pas de vente", "sans vente", "not in a free zone", "nicht in einer Freizone", "niet in een vrije zone", "no está en una zona franca", "remains in our control", "salon de Paris",
        "demonstration of a production machine", "pasta exhibition", "Wholesalers' fair hall 3",
    ],
)  # fmt: skip
def test_a_fair_alone_and_what_is_denied_ask_nothing(end_use: str) -> None:
    release, reasons, _ = at_a_fair(end_use)
    assert "release.circumstance_in_words" not in reasons
    assert release == at_a_fair("fair")[0]


def test_it_goes_where_nothing_says_otherwise() -> None:
    persons = {"unexecuted.32014R0833.annex_iv": False}
    answers = {**AT_A_FAIR["answers"], **persons}
    assert at_a_fair("fair", answers=answers)[0] == "go"


REPAIRED: dict[str, Any] = {
    "manner": "after_repair",
    "items.0.entries": ["6A003.b.4.b"],
    "destination": "AE",
    "purchasing_country": "AE",
    "circumstances": {"free_zone": False},
}


@pytest.mark.parametrize(
    ("name", "address", "asked"),
    [
        ("Jebel Ali Free Zone Logistics FZE", "Jebel Ali Free Zone", True),
        # The form of a firm does not tell where goods go.
        ("Gulf Vision FZE", "Dubai", False),
        ("Gulf Vision FZ-LLC", "Dubai", False),
        ("Gulf Vision", "Plot 7, JAFZA South", True),
        ("Gulf Vision", "Zone franche de Tanger", True),
        ("Gulf Vision", "Serbest Bölgesi, Mersin", True),
        ("Gulf Vision LLC", "Sheikh Zayed Road, Dubai", False),
        ("Dow Freeport", "Freeport, TX 77541", False),
        ("Free Zones Law Firm Freedom Zoo", "Industrial Zone 5", True),
        ("Freedom Zoo", "Industrial Zone 5", False),
    ],
)
def test_a_free_zone_in_a_name_or_an_address_is_asked_about(name: str, address: str, asked: bool) -> None:
    """Annex II, EU003, Part 3(2)(c)."""
    party = {"parties.0.name": name, "parties.0.address": address, "parties.0.country": "AE"}
    text = released({**REPAIRED, **party})[2]
    assert (ZONE in text) is asked
    stated = {**REPAIRED, **party, "circumstances": {"free_zone": True}}
    assert ZONE not in released(stated)[2]


def test_of_what_is_not_listed_or_sent_electronically_no_zone_is_asked() -> None:
    party = {"parties.0.name": "Jebel Ali Free Zone Logistics", "parties.0.country": "AE"}
    assert ZONE not in released({**REPAIRED, **party, "items.0.entries": []})[2]
    assert ZONE not in released({**REPAIRED, **party, "manner": "electronic"})[2]


def test_sale_is_ordinary_where_nothing_is_exhibited() -> None:
    assert SALE not in released({"end_use": "sale", "circumstances": {"sale_or_lease": False}})[2]
