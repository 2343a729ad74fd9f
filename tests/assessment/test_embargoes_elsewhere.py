"""A State under an arms embargo that is named elsewhere than as destination or purchasing country (Art. 4(1)(b), Art. 2(19)).

A military use in words, or a military service, must point there: alone the name of a State asks nothing.
"""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.signs.embargoes_elsewhere import words_for
from dualuse.law.measures.reading import arms_embargo_rows
from tests.assessment.test_statements_that_differ import released

WORDS = "unexecuted.words.military_end_use"
SERVICE = "unexecuted.service_under_embargo"
TURKEY: dict[str, Any] = {"destination": "TR", "purchasing_country": "TR", "parties.0.country": "TR"}


def beside(**fields: Any) -> dict[str, Any]:
    """A second party, stated to be no service and without owners."""
    return {
        **TURKEY,
        "parties.1": {"role": "consignee", "name": "Izmir Depo", "country": "TR", "service": "none", "owners": [], **fields},
    }  # fmt: skip


# Words of a military use, and the name of a place.


@pytest.mark.parametrize(
    "end_use",
    [
        "Truck parts for the army of Sudan",
        "For the Myanmar army",
        "Fahrzeuge der birmanischen Armee",
        "Für die Streitkräfte des Sudan",
        "Einbau in Drohnen der venezolanischen Luftwaffe",
        "Venezuelan armed forces",
        "Libyan National Army",
        "pour l'armée soudanaise",
        "Forces aériennes du Soudan",
        "Ejército venezolano",
        "Pickup trucks; final user: Rapid Support Forces, Sudan",
        "Depot of the navy, Caracas",
        "for the Chinese navy",
        "Irakische Armee",
        "armée centrafricaine",
    ],
)
@pytest.mark.parametrize("known", ["none", None])
def test_an_army_under_an_embargo_in_words_is_asked_about_wherever_the_items_go(
    end_use: str, known: str | None
) -> None:
    changes = {**TURKEY, "end_use": end_use, "knowledge.military_end_use": known}
    release, reasons, text = released(changes)
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert WORDS in text
    assert released({**changes, "answers": {WORDS: True}})[0] == "stop"


def test_a_person_says_what_the_words_mean() -> None:
    changes = {**TURKEY, "end_use": "For the Myanmar army"}
    assert released({**changes, "answers": {WORDS: False, "unexecuted.words.country": False}})[0] == "go"


@pytest.mark.parametrize(
    "changes",
    [
        {**TURKEY, "parties.0.name": "Sudan Trading"},
        {**TURKEY, "parties.0.name": "Sudan Trading", "parties.0.service": None},
        {**TURKEY, "parties.0.address": "Bagdad Caddesi 5, Istanbul"},
        {**TURKEY, "end_use": "spare parts for the Turkish army"},
        {**TURKEY, "items.0.description": "Chinese ball valve", "end_use": "workshop of the Turkish army"},
        {"destination": "US", "purchasing_country": "US", "parties.0.country": "US",
         "parties.0.address": "12 Main Street, Lebanon, Tennessee", "end_use": "Salvation Army kitchen"},
        beside(owners=[{"name": "Khartoum Holding", "country": "SD", "share": 100}]),
        beside(owners=[{"name": "Sudanese Armed Forces", "country": "SD", "share": 1, "control": False}]),
        beside(role="carrier", name="China Navy Road Shipping", country="CN"),
    ],
)  # fmt: skip
def test_a_name_without_a_military_use_and_a_use_elsewhere_ask_nothing(changes: dict[str, Any]) -> None:
    release, reasons, _ = released(changes)
    assert (release, reasons & {"release.use_in_words", "release.service_under_embargo"}) == ("go", set())


@pytest.mark.parametrize(
    "changes",
    [
        beside(name="Myanmar Air Force Procurement Office"),
        beside(
            name="Air Force Procurement Office", address="Khartoum Road 1, for the Sudanese Embassy, Ankara"
        ),
        beside(role="intermediary", name="Ministry of Defence", country="SD"),
        beside(role="other", name="Army Office of Sudan"),
        beside(owners=[{"name": "Sudanese Armed Forces", "country": "SD", "share": 100, "control": True}]),
        beside(owners=[{"name": "Sudanese Armed Forces"}]),
        {**TURKEY, "consigned_to": "SD", "end_use": "for the army"},
        {**TURKEY, "items.0.description": "gearbox for trucks of the Sudanese army"},
    ],
)
def test_names_addresses_owners_and_descriptions_are_words_too(changes: dict[str, Any]) -> None:
    release, reasons, text = released(changes)
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert WORDS in text


def test_an_embargo_counts_from_its_day_on() -> None:
    """Venezuela: since 13 November 2017, and so on every day judged; Haiti as a whole since 26 June 2024, before it in part."""
    for day in ("2022-06-01", "2025-06-01"):
        asked = "release.use_in_words" in released({**TURKEY, "end_use": "Haitian army", "date": day})[1]
        assert asked is (day > "2022-11-28")


def test_every_place_under_an_embargo_has_more_words_than_its_names() -> None:
    places = {place for row in arms_embargo_rows() for place in row.places}
    assert [place for place in sorted(places) if len(words_for(place)) < 4] == []


# A military service of such a State (Art. 4(1)(b)).


@pytest.mark.parametrize(
    "changes",
    [
        beside(name="Embassy of Sudan, Depot", service="military"),
        beside(name="Depot 7", service="military", address="Embassy of Sudan, Ankara"),
        {**beside(name="Depot 7", service="military"), "end_use": "trucks that go to Sudan"},
        {**beside(name="Depot 7", service="military"), "consigned_to": "SD"},
        beside(role="other", name="Depot 7", country="SD", service="military"),
        beside(role="broker", name="Depot 7", country="SD", service="intelligence"),
    ],
)
def test_the_service_of_such_a_state_is_asked_about_wherever_it_is_named(changes: dict[str, Any]) -> None:
    release, reasons, text = released(changes)
    assert (release, "release.service_under_embargo" in reasons) == ("ask", True)
    assert SERVICE in text
    assert "release.service_under_embargo" not in released({**changes, "answers": {SERVICE: False}})[1]


@pytest.mark.parametrize(
    "changes",
    [
        beside(name="Depot 7", service="military"),
        beside(name="Embassy of Sudan", service="none"),
        beside(name="Embassy of Sudan", service="police"),
        beside(role="other", name="Depot 7", country="SD", service=None),
        beside(role="other", name="Depot 7", country="SD", service="none"),
        {**beside(role="other", name="Depot 7", country="SD", service="military"), "answers": {"parties.others_supplied": False}},
    ],
)  # fmt: skip
def test_other_services_and_who_is_not_supplied_are_not(changes: dict[str, Any]) -> None:
    assert "release.service_under_embargo" not in released(changes)[1]


# A military end use is known, and such a State is named where the paragraph does not look.

ELSEWHERE = "unexecuted.embargo_elsewhere"
STOP_IN_SUDAN = {**TURKEY, "consigned_to": "SD"}


@pytest.mark.parametrize("known", ["suspects", "aware", None])
@pytest.mark.parametrize(
    "changes", [STOP_IN_SUDAN, beside(role="other", name="Nile Trade", country="SD"), beside(role="agent", country="IQ")]
)  # fmt: skip
def test_a_military_end_use_and_an_embargo_elsewhere_are_asked_about(
    changes: dict[str, Any], known: str | None
) -> None:
    stated = {**changes, "knowledge.military_end_use": known}
    release, _, text = released(stated)
    assert release == "ask"
    assert ELSEWHERE in text
    assert ELSEWHERE not in str(released({**stated, "answers": {ELSEWHERE: False}})[1])
    assert released({**stated, "answers": {ELSEWHERE: True}})[0] == "stop"


@pytest.mark.parametrize(
    ("changes", "known", "asked"),
    [
        (STOP_IN_SUDAN, "none", False),
        ({**TURKEY, "consigned_to": "AE"}, "aware", False),
        ({**TURKEY, "consigned_to": "HK"}, "aware", True),
        ({**TURKEY, "consigned_to": "HK"}, None, False),
        ({**TURKEY, "parties.0.name": "Sudan Trading"}, "aware", True),
        ({**TURKEY, "parties.0.name": "Sudan Trading"}, None, False),
        ({**TURKEY, "end_use": "goes on to Venezuela"}, "suspects", True),
        ({"destination": "SD", "purchasing_country": "SD", "parties.0.country": "SD", "consigned_to": "IQ"}, "aware", False),
        (beside(role="purchaser", country="SD"), "aware", False),
        ({**beside(role="other", country="SD"), "answers": {"parties.others_supplied": False}}, "aware", False),
    ],
)  # fmt: skip
def test_what_is_known_and_where_it_is_named_decide(
    changes: dict[str, Any], known: str | None, asked: bool
) -> None:
    """Where the paragraph looks itself it asks; of Hong Kong a person says whether the embargo counts."""
    assert (ELSEWHERE in released({**changes, "knowledge.military_end_use": known})[2]) is asked
