"""Kyrgyzstan told beside another destination: goods of Annex XXXIII must not be sold to anybody there, or for use there (Regulation (EU) No 833/2014, Art. 12f)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

NAMED = "unexecuted.32014R0833.named_in_texts_kyrgyzstan"
OWNED = "unexecuted.32014R0833.owned_kyrgyzstan"
LATHE, SWITCH, SHOES, PLASTICS = "84581120", "85176200", "64039991", "39269097"


WAYS: dict[str, Any] = {
    "circumstances": {
        "free_zone": False,
        "russia_833_2014_through_russia": False,
        "belarus_765_2006_through_belarus": False,
        "iran_2023_1529_through_iran": False,
    },
    "dispatched_from": "DE",
    "located_in": "DE",
}


def going_straight_to(place: str, **answers: bool) -> dict[str, Any]:
    """A sale on whose way, and of whose persons, nothing is left open."""
    answers = {"unexecuted.32014R0833.annex_iv": False, **answers}
    return {**going_to(place), **WAYS, "consigned_to": place, "answers": answers}


def selling(
    code: str | None, place: str = "KZ", answers: dict[str, bool] | None = None, **changes: Any
) -> dict[str, Any]:
    """A sale since the annex names goods for Kyrgyzstan."""
    return {**going_straight_to(place, **(answers or {})), "items.0.cn_code": code, **changes}


TOLD: tuple[dict[str, Any], ...] = (
    {"end_use": "turning shop at the works in Bishkek, Kyrgyzstan"},
    {"end_use": "Werkstatt in Kirgisistan"},
    {"parties.0.address": "Lenin street 5, Bishkek"},
    {"parties.0.address": "Jalal-Abad, Lenin street 5"},
    {"parties.0.address": "Works, tel. +996 312 123 456"},
    {"parties.0.name": "Kyrgyz Trading LLC"},
    {"parties.0.name": "OsOO Alfa"},
    {"items.0.description": "set for Bishkek"},
    {
        "sources": [
            {"fact": "destination", "document": "mail", "quote": "final user: Mobile, Kyrgyz Republic"}
        ]
    },
    {"sources": [{"fact": "destination", "url": "https://works.kg/order"}]},
    {"consigned_to": "KG"},
)


@pytest.mark.parametrize("told", TOLD, ids=str)
@pytest.mark.parametrize("place", ["KZ", "AE", "TR", "CN"])
def test_goods_that_the_annex_may_name_are_asked_about(told: dict[str, Any], place: str) -> None:
    for code in (LATHE, SWITCH):
        release, _, text = released(selling(code, place, **told))
        assert release != "go"
        assert NAMED in text


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_other_goods_go(told: dict[str, Any]) -> None:
    assert released(selling(SHOES, **told))[0] == "go"


def test_goods_without_a_code_or_described_otherwise_are_asked_about() -> None:
    told: dict[str, Any] = {"end_use": "for a shop in Bishkek"}
    assert NAMED in released(selling(None, **told))[2]
    described: dict[str, Any] = {"items.0.description": "radio relay", **told}
    assert NAMED in released(selling(PLASTICS, "BR", **described))[2]
    assert NAMED not in released(selling(PLASTICS, "BR", **told))[2]


def test_an_owner_in_kyrgyzstan_is_asked_about() -> None:
    owners: dict[str, Any] = {
        "parties.0.owners": [{"name": "Example Holding", "country": "KG", "share": "20"}]
    }
    assert OWNED in released(selling(LATHE, **owners))[2]
    assert released(selling(LATHE, **owners, answers={OWNED: False}))[0] == "go"
    assert released(selling(SHOES, **owners))[0] == "go"


@pytest.mark.parametrize(
    "changes",
    [
        {"end_use": "turning of shafts in its own shop in Almaty"},
        {"end_use": "turning of shafts in its own shop in Almaty, not for Kyrgyzstan"},
        {"end_use": "turning of shafts in its own shop in Bishkek", "answers": {NAMED: False}},
        {"parties.0.name": "Example GmbH & Co. KG"},
        {"parties.0.address": "Works, tel. +49 996 312 123"},
        {"items.0.unit": "KG"},
    ],
    ids=str,
)
def test_what_does_not_tell_kyrgyzstan_goes(changes: dict[str, Any]) -> None:
    assert released(selling(LATHE, **changes))[0] == "go"


def test_before_its_annex_kyrgyzstan_is_a_country_behind_which_goods_go_on() -> None:
    """Before 24.4.2026 a lathe goes where the answer says that it does not go on."""
    changes: dict[str, Any] = {
        "end_use": "turning of shafts in its own shop in Bishkek",
        "date": "2026-03-02",
    }
    release, _, answers = released(selling(LATHE, **changes))
    assert release == "ask"
    assert NAMED not in answers
    assert released(selling(LATHE, **changes, answers={"unexecuted.words.country": False}))[0] == "go"


@pytest.mark.parametrize(
    ("address", "release"), [("Jalal-Abad, Lenin street 5", "go"), ("Jalalabad, street 5", "ask")]
)
def test_a_town_spelt_as_in_kyrgyzstan_is_none_of_afghanistan(address: str, release: str) -> None:
    changes: dict[str, Any] = {"parties.0.address": address}
    assert released(selling(SHOES, **changes))[0] == release
