"""Common high priority items with signs of diversion are asked about before they go: Annex XL to Regulation (EU) No 833/2014."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.text.one_screen import ShortText
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import to

DAY = "2025-10-01"
CHIPS = "85423190"
WAYS = {
    "russia_833_2014_through_russia": False,
    "belarus_765_2006_through_belarus": False,
    "iran_2023_1529_through_iran": False,
}
FORWARDER = {**END_USER, "role": "consignee", "name": "Example Forwarder"}


def chips_to(
    place: str, parties: list[dict[str, Any]], code: str | None = CHIPS, **known: str | None
) -> dict[str, Any]:
    """Goods by customs code, with ``parties``; of re-export nothing is known unless ``known`` says it."""
    stated = to(place, code, DAY, answers={"unexecuted.32014R0833.annex_iv": False})
    knowledge = {**stated["knowledge"], "reexport": None, **known}
    return {
        **stated,
        "parties": parties,
        "knowledge": {name: value for name, value in knowledge.items() if value is not None},
        "circumstances": {**stated.get("circumstances", {}), **WAYS},
    }


@pytest.mark.parametrize(
    ("place", "parties"),
    [
        pytest.param("TR", [{**FORWARDER, "country": "TR"}], id="a forwarder alone"),
        pytest.param("HK", [], id="nobody"),
        pytest.param(
            "AE",
            [{**END_USER, "country": "AE"}, {**FORWARDER, "country": "KG"}],
            id="a consignee behind Russia",
        ),
        pytest.param("KZ", [{**END_USER, "country": "KZ"}], id="a destination behind Russia"),
        pytest.param(
            "JP",
            [{**END_USER, "country": "JP"}, {**FORWARDER, "country": "KG"}],
            id="to a partner by Kyrgyzstan",
        ),
    ],
)
def test_a_sign_of_diversion_asks_for_the_end_user_and_what_is_known_of_reexport(
    place: str, parties: list[dict[str, Any]]
) -> None:
    result = judged(chips_to(place, parties))
    texts = [row.text for row in result.release_because if row.code == "high_priority_diversion"]
    assert result.release == "ask"
    names_end_user = any(party["role"] == "end_user" and party.get("name") for party in parties)
    # Who is named is not asked for again.
    assert [
        "knowledge.reexport" in text and ("end user" in text) is not names_end_user for text in texts
    ] == [True]
    assert "goes on to Russia or Belarus" in " ".join(str(ShortText(result)).split())


@pytest.mark.parametrize("place", ["AE", "HK", "IN", "MY", "RS", "SG", "TH", "TR"])
def test_where_firms_are_named_that_got_such_goods_a_named_end_user_is_asked_about_too(place: str) -> None:
    """Annex IV to Regulation (EU) No 833/2014 names firms there."""
    result = judged(chips_to(place, [{**END_USER, "country": place}]))
    assert result.release == "ask"
    assert "high_priority_diversion" in [row.code for row in result.release_because]


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"end_use": "stock for resale"}, "speak of stock, resale or re-export"),
        ({"end_use": "Wiederausfuhr"}, "speak of stock, resale or re-export"),
        ({"end_use": "réexportation vers Almaty"}, "speak of stock, resale or re-export"),
        ({"name": "Andina Freight Forwarders"}, "forwards goods by its name"),
        ({"free_zone": True}, "a free zone"),
        ({"end_use": "pumps of its own works"}, ""),
        ({"end_use": "Handelsregister"}, ""),
    ],
)
def test_words_a_forwarder_and_a_free_zone_are_signs_wherever_it_goes(
    changed: dict[str, Any], sign: str
) -> None:
    stated = chips_to("BR", [{**END_USER, "country": "BR", "name": changed.get("name", "Example")}])
    stated["end_use"] = changed.get("end_use", "own production")
    stated["circumstances"] |= {"free_zone": changed.get("free_zone", False)}
    result = judged(stated)
    assert result.release == ("ask" if sign else "go")
    assert sign in " ".join(row.text for row in result.release_because)
    # That a text names Almaty, where nothing that is stated is, is asked for itself, and so are words that say that goods go on.
    answers = {"unexecuted.words.country": False} if "Almaty" in stated["end_use"] else {}
    none_goes_on = {**stated, "answers": answers, "knowledge": {**stated["knowledge"], "reexport": "none"}}
    assert judged(none_goes_on).release == ("ask" if "speak of" in sign else "go")
    answers["unexecuted.words.goes_on"] = False
    assert judged({**none_goes_on, "answers": answers}).release == "go"


UNTOLD = (
    "for customer's customer", "the customer does not say", "n/a", "N.A.", "tba", "unknown", "end use: unknown", "-", "???", "confidential", "various", "trading",
    "nicht bekannt", "unbekannt", "k.A.", "Kunde sagt es nicht", "für den Kunden unseres Kunden", "Verwendungszweck: wird nachgereicht", "s.o.", "Handelsware",
    "inconnu", "non communiqué", "à définir", "pour le client du client", "le client ne le précise pas", "sans objet", "da definire", "onbekend",
)  # fmt: skip
TOLD = (
    "pumps of its own works", "industrial use", "power distribution in a hospital", "customer service desk", "Handelsregister", "unknown samples are measured in a laboratory",
    "military use not known; pumps of a water works", "Wasserwerk, militärische Verwendung nicht bekannt", "retail tills", "office use", "Verkaufsautomaten", "contrôle des stations de vente",
)  # fmt: skip


@pytest.mark.parametrize(
    ("end_use", "tells"), [*((use, False) for use in UNTOLD), *((use, True) for use in TOLD)]
)
def test_an_end_use_that_says_nothing_is_a_sign_wherever_it_goes(end_use: str, tells: bool) -> None:
    """Regulation (EU) No 833/2014, Art. 12gb: who gets common high priority goods, and what for, is looked at."""
    stated = {**chips_to("BR", [{**END_USER, "country": "BR"}]), "end_use": end_use}
    result = judged(stated)
    assert result.release == ("go" if tells else "ask")
    assert (
        "the end use stated does not say what the items are for" in str(result.release_because[0].text)
    ) is not tells
    # What is known of re-export answers it, and other goods are not asked about.
    assert judged({**stated, "knowledge": {**stated["knowledge"], "reexport": "none"}}).release == "go"
    coffee = chips_to("BR", [{**END_USER, "country": "BR"}], "09012100")
    assert judged({**coffee, "end_use": end_use}).release == "go"


def test_an_end_use_left_away_is_asked_about_where_there_are_signs() -> None:
    """Without one, and without a sign, a "go" names what is not stated; of banned goods sold to where they go on from, a text that tells no use is a sign."""
    stated = chips_to("KZ", [{**END_USER, "country": "KZ"}])
    assert judged({name: value for name, value in stated.items() if name != "end_use"}).release == "ask"
    assert "banned_goods_sold_on" in sold_on("KZ", "84818099", "Example Works", "Verwendung unbekannt")


def test_that_nothing_goes_on_cannot_be_said_of_nobody() -> None:
    assert judged(chips_to("AE", [{**FORWARDER, "country": "AE"}], reexport="none")).release == "ask"


@pytest.mark.parametrize(
    ("place", "country", "code", "known"),
    [
        pytest.param("KZ", "KZ", CHIPS, "none", id="it stays there"),
        pytest.param("BR", "BR", CHIPS, None, id="an end user elsewhere"),
        pytest.param("AE", "AE", CHIPS, "none", id="it stays where firms are named"),
        pytest.param("JP", "JP", CHIPS, None, id="a partner country"),
        pytest.param("KZ", "KZ", "09012100", None, id="other goods"),
    ],
)
def test_without_a_sign_it_goes_as_before(place: str, country: str, code: str, known: str | None) -> None:
    stated = chips_to(place, [{**END_USER, "country": country}], code, reexport=known)
    result = judged({**stated, "end_use": "built into toys in its own factory"})
    assert "high_priority_diversion" not in [row.code for row in result.warnings]
    assert result.release == "go"


def sold_on(place: str, code: str, name: str, end_use: str = "own use", **known: str | None) -> set[str]:
    stated = chips_to(place, [{**END_USER, "name": name, "country": place}], code, **known)
    return {row.code for row in judged({**stated, "end_use": end_use}).release_because}


@pytest.mark.parametrize(
    ("place", "code", "name", "end_use", "asks"),
    [
        ("KG", "84818099", "Osh Freight Forwarding", "own use", True),
        ("KZ", "84818099", "Example Works", "for stock", True),
        ("AE", "84713000", "Gulf Logistics", "own use", True),
        ("TR", "84818099", "Example Works", "resale", True),
        ("KZ", "84818099", "Example Works", "own use", False),
        ("KG", "84461000", "Osh Freight Forwarding", "own use", False),  # weaving machines are in no annex
        ("BR", "84818099", "Rio Freight Forwarding", "for stock", False),
    ],
)
def test_goods_banned_by_code_ask_where_somebody_sells_on_from_where_they_often_go_on(
    place: str, code: str, name: str, end_use: str, asks: bool
) -> None:
    """833/2014, Arts 3k(1) and 12; 765/2006, Arts 1bb(1) and 8i: who accepts that they go on takes part in it."""
    assert ("banned_goods_sold_on" in sold_on(place, code, name, end_use)) is asks
    assert "banned_goods_sold_on" not in sold_on(place, code, name, end_use, reexport="none")


@pytest.mark.parametrize("place", ["AM", "KZ", "TR"])
@pytest.mark.parametrize("code", [CHIPS, "84137030"])
def test_a_suspicion_is_not_passed_over_since_a_person_says_that_nothing_reaches_it(
    place: str, code: str
) -> None:
    """Who suspects onward export, and says that none is supplied indirectly, contradicts themselves where who knows of it is asked."""
    parties = [{**END_USER, "country": place}]
    answered = {
        "unexecuted.32014R0833.annex_iv": False,
        "unexecuted.onward_export": False,
        "unexecuted.way_of_diversion": False,
    }
    for level in ("suspects", "aware"):
        result = judged({**chips_to(place, parties, code, reexport=level), "answers": answered})
        assert result.release == "ask"
    assert judged({**chips_to(place, parties, code, reexport="none"), "answers": answered}).release == "go"


@pytest.mark.parametrize("place", ["AE", "AM", "CN", "HK", "KG", "KZ", "TR"])
def test_a_customs_code_left_away_makes_no_answer_milder(place: str) -> None:
    """Annexes XL and XXXIII to Regulation (EU) No 833/2014: what asks of chips asks of goods of which nobody says that they are none."""
    end_user = [{**END_USER, "country": place}]
    result = judged(chips_to(place, end_user, None))
    assert (result.release, "uncoded_diversion" in {row.code for row in result.release_because}) == (
        "ask",
        True,
    )
    assert judged(chips_to(place, end_user, None, reexport="none")).release == "go"
    assert judged(chips_to(place, end_user, "09012100")).release == "go"


@pytest.mark.parametrize("place", ["BR", "CH", "JP", "US", "ZA"])
def test_elsewhere_a_missing_customs_code_asks_nothing(place: str) -> None:
    assert judged(chips_to(place, [{**END_USER, "country": place}], None)).release == "go"


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),
        ({"kind": None}, True),
        ({"kind": "software"}, False),
        ({"entries": ["3A001"]}, False),  # what it is, is known
    ],
)
def test_of_what_has_no_customs_code_none_is_asked(changes: dict[str, Any], asks: bool) -> None:
    stated = chips_to("TR", [{**END_USER, "country": "TR"}], None)
    stated["items"][0] |= changes
    codes = {row.code for row in judged(stated).warnings}
    assert ("uncoded_diversion" in codes) is asks


def test_chips_by_way_of_kyrgyzstan_without_a_code() -> None:
    consignee = {**FORWARDER, "country": "KG"}
    assert judged(chips_to("JP", [{**END_USER, "country": "JP"}, consignee], None)).release == "ask"
