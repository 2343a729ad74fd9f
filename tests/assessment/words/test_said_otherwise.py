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


# What was repaired goes back to who sent it, for the same, as it was (Annex II, EU003, Parts 1(1), 3(1), 3(2)(e) and 3(5)).

USER, USE, CHANGED = (
    f"unexecuted.words.{name}" for name in ("original_end_user", "same_end_use", "unchanged_characteristics")
)
SENT_BACK: dict[str, Any] = {
    **REPAIRED,
    "items.0.description": "Cooled thermal camera core",
    "parties.0.country": "AE",
    "circumstances": {
        "free_zone": False, "reimported_for_repair": True, "unchanged_characteristics": True, "within_five_years": True,
        "initial_authorisation_valid": True, "original_end_user": True, "same_end_use": True,
    },
    "answers": {"done.EU003": True},
}  # fmt: skip


def sent_back(end_use: str, **changes: Any) -> tuple[str, set[str], str]:
    return released({**SENT_BACK, "end_use": end_use, **changes})


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("sold to a new end user", USER),
        ("resale to a new customer", USER),
        ("delivered to another company", USER),
        ("Weiterverkauf an einen anderen Abnehmer", USER),
        ("geht an einen neuen Endverwender", USER),
        ("revente à un nouveau client", USER),
        ("pour un autre utilisateur", USER),
        ("different use than before", USE),
        ("now for another purpose", USE),
        ("andere Verwendung als zuvor", USE),
        ("Einsatz zu einem neuen Zweck", USE),
        ("pour une autre utilisation", USE),
        ("upgraded to 14 bit", CHANGED),
        ("bei der Reparatur aufgerüstet", CHANGED),
        ("mis à niveau lors de la réparation", CHANGED),
    ],
)
def test_words_of_another_user_use_or_state_after_a_repair_are_asked_about(end_use: str, point: str) -> None:
    release, reasons, text = sent_back(end_use)
    assert (release, "release.circumstance_in_words" in reasons, point in text) == ("ask", True, True)
    assert sent_back(end_use, answers={**SENT_BACK["answers"], point: True})[0] == "stop"
    stated = {
        **SENT_BACK["circumstances"],
        **dict.fromkeys(("original_end_user", "same_end_use", "unchanged_characteristics"), False),
    }
    assert "release.circumstance_in_words" not in sent_back(end_use, circumstances=stated)[1]


def test_a_description_tells_what_was_changed() -> None:
    description = "Thermal camera core, upgraded to 14 bit during repair"
    assert CHANGED in sent_back("process control", **{"items.0.description": description})[2]


@pytest.mark.parametrize(
    "end_use",
    [
        "process control in a steel mill, as before", "returned to the customer after repair", "same use, no different use", "not for resale",
        "kein neuer Endverwender", "Rückgabe an den Kunden nach Reparatur", "ohne Weiterverkauf", "gleiche Verwendung wie vor der Störung",
        "retour au client après réparation", "même utilisation, pas de revente", "sold to the end user in 2024, returned after repair",
        "repaired without any upgrade", "new shutter fitted, same type",
    ],
)  # fmt: skip
def test_a_repair_alone_and_what_is_denied_ask_nothing(end_use: str) -> None:
    release, reasons, _ = sent_back(end_use)
    assert "release.circumstance_in_words" not in reasons
    assert release == sent_back("process control")[0]


# What is called a transit and begins its way in the Union (Arts 2(2)(b), 2(11)).

REEXPORT = "unexecuted.words.reexport_of_transit"
IN_TRANSIT: dict[str, Any] = {
    "activity": "transit",
    "located_in": "DE",
    "items.0.entries": ["3A001.a.2"],
    "answers": {"unexecuted.32014R0833.annex_iv": False},
}


@pytest.mark.parametrize(
    "end_use",
    [
        "re-export from our bonded warehouse in Hamburg", "reexport", "out of a customs warehouse", "after inward processing",
        "Wiederausfuhr aus dem Zolllager", "nach aktiver Veredelung", "aus unserem Lager in Bremen", "réexportation", "sortie d'un entrepôt sous douane",
        "après perfectionnement actif",
    ],
)  # fmt: skip
def test_a_transit_of_whose_re_export_words_speak_is_asked_about(end_use: str) -> None:
    release, reasons, text = released({**IN_TRANSIT, "end_use": end_use})
    assert (release, "release.activity_in_words" in reasons, REEXPORT in text) == ("ask", True, True)
    confirmed = {**IN_TRANSIT["answers"], REEXPORT: False}
    assert (
        "release.activity_in_words"
        not in released({**IN_TRANSIT, "end_use": end_use, "answers": confirmed})[1]
    )
    assert released({**IN_TRANSIT, "end_use": end_use, "answers": {**confirmed, REEXPORT: True}})[0] == "stop"
    assert (
        "release.activity_in_words"
        not in released({**IN_TRANSIT, "end_use": end_use, "activity": "export"})[1]
    )


@pytest.mark.parametrize(
    "end_use", ["use in own plant", "will not be re-exported", "food processing", "Textilveredelung", "transformation du bois", "storage in a warehouse"]
)  # fmt: skip
def test_a_plain_transit_is_judged_as_before(end_use: str) -> None:
    release, reasons, _ = released({**IN_TRANSIT, "end_use": end_use})
    assert "release.activity_in_words" not in reasons
    assert release == released({**IN_TRANSIT, "end_use": "production in own plant"})[0] == "go"


def test_a_transit_that_is_dispatched_from_a_member_state_contradicts_itself() -> None:
    release, reasons, _ = released({**IN_TRANSIT, "dispatched_from": "DE"})
    assert (release, "transit_from_union" in reasons) == ("ask", True)
    release, reasons, _ = released({**IN_TRANSIT, "dispatched_from": "KR"})
    assert (release, "transit_from_union" in reasons) == ("go", False)
