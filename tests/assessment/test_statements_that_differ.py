"""What a transaction states in words, or in two places, and differs: it asks, and is never passed over."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.serialisation import to_json
from tests.assessment.test_release_reasons import ANNEXES
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.scenarios import changed

CLEAR = ScreenerByHand()
QUIET: dict[str, Any] = {
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Havel Pumpen GmbH", "country": "DE"},
    "items": [
        {
            "id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False,
            "cn_code": "84818099", "value": "3000", "currency": "EUR",
        }
    ],
    "destination": "BR",
    "purchasing_country": "BR",
    "parties": [{"role": "end_user", "name": "Rio Valves Ltda", "country": "BR", "service": "none", "owners": []}],
    "knowledge": {
        "wmd": "none", "military_end_use": "none", "illicit_military_parts": "none", "internal_repression": "none",
        "human_rights": "none", "security_end_use": "none", "public_security": "none", "reexport": "none",
        "nuclear_facility": "none",
    },
    "end_use": "cooling water",
    # A person has compared the item with Annex I: what a description is like asks nothing here (tests/classification/test_resembled_goods.py).
    "sources": [{"fact": "items[0].entries", "document": "record 12"}],
}  # fmt: skip


def released(changes: dict[str, Any]) -> tuple[str, set[str], str]:
    """The release, the codes of its reasons, and the whole answer as text."""
    result = check(changed(copy.deepcopy(QUIET), changes), screener=CLEAR)
    return result.release, {reason.code for reason in result.release_because}, to_json(result)


def test_as_it_stands_it_may_go() -> None:
    assert released({})[0] == "go"


# A national list has the item, and no entry of one does (Arts 9(1), 10(1)).


@pytest.mark.parametrize("where", ["answers", "items.0.answers"])
@pytest.mark.parametrize("fact", ["item.national_own", "item.national_other"])
def test_an_answer_that_a_national_list_has_the_item_does_not_fit_that_none_does(
    where: str, fact: str
) -> None:
    release, reasons, text = released({where: {fact: True}, "knowledge.public_security": "informed"})
    assert release == "ask"
    assert "answer_contradicted" in reasons
    assert fact in text


@pytest.mark.parametrize("fact", ["item.national_own", "item.national_other"])
def test_an_answer_that_says_the_same_as_the_fields_asks_nothing(fact: str) -> None:
    assert released({"answers": {fact: False}})[0] == "go"


def test_an_answer_for_another_item_of_which_nothing_is_stated_counts_there() -> None:
    """Of the first item no entry is stated to be one; of the second the answer tells (Art. 9(1))."""
    second = {**QUIET["items"][0], "id": "2", "national_entries": None, "value": "90000"}
    release, reasons, _ = released({"items.1": second, "answers": {"item.national_own": True}})
    assert release == "stop"
    assert "answer_contradicted" not in reasons


def test_an_answer_of_a_military_receiver_does_not_fit_that_its_service_is_none() -> None:
    """Regulation (EU) No 401/2013, Art. 3a(1)."""
    release, reasons, _ = released({"answers": {"parties.military": True}})
    assert (release, "answer_contradicted" in reasons) == ("ask", True)


# Who exports (Arts 2(3), 12(2)).


@pytest.mark.parametrize("country", ["US", "CH", "RU", "IR"])
def test_an_exporter_outside_the_union_never_goes_in_silence(country: str) -> None:
    release, reasons, text = released({"exporter.country": country, "located_in": "DE"})
    assert release == "ask"
    assert "release.exporter_elsewhere" in reasons
    assert ("unexecuted.exporter_under_measures" in text) == (country in ("RU", "IR"))


def test_that_nobody_in_the_union_is_the_exporter_is_confirmed_by_a_person() -> None:
    answers = {"unexecuted.exporter_abroad": False}
    assert released({"exporter.country": "US", "located_in": "DE", "answers": answers})[0] == "go"
    release, reasons, _ = released({"exporter.country": "RU", "located_in": "DE", "answers": answers})
    assert (release, "release.exporter_elsewhere" in reasons) == ("ask", True)
    answers["unexecuted.exporter_under_measures"] = True
    assert released({"exporter.country": "RU", "located_in": "DE", "answers": answers})[0] == "stop"


def test_a_member_state_is_no_place_abroad_and_a_place_that_is_not_stated_asks_as_before() -> None:
    assert released({"exporter.country": "DE", "located_in": "DE"})[0] == "go"
    release, reasons, _ = released({"exporter.country": "US"})
    assert (release, "exporter_outside_union" in reasons) == ("ask", True)


# What it is for, told in words (Arts 4(1), 5(1)).


@pytest.mark.parametrize(
    "words",
    [
        "missile test range", "for a ballistic missile", "reactor fuel", "Brennelemente", "Raketenprüfstand",
        "uranium enrichment plant", "Urananreicherung", "combustible nucléaire", "essais de missiles", "fusée-sonde",
        "production of nerve agents", "Kampfstoffe", "armes chimiques", "Entwicklung von Lenkflugkörpern", "Prüfstand für Flugkörper",
        "Boden-Luft-Flugkörper", "Lenkraketen", "engins balistiques",
    ],
)  # fmt: skip
def test_an_end_use_in_words_asks_where_no_use_for_mass_destruction_is_stated(words: str) -> None:
    release, reasons, text = released({"end_use": words})
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert "knowledge.wmd" in text
    assert "unexecuted.words.wmd" in text


@pytest.mark.parametrize(
    "words",
    ["for the army's drones", "Drohnen der Armee", "pour les drones de l'armée", "Verteidigungsministerium", "artillery plant"],
)  # fmt: skip
@pytest.mark.parametrize(("place", "release"), [("LB", "ask"), ("ZW", "ask"), ("BR", "go")])
def test_a_military_use_in_words_asks_under_an_arms_embargo(words: str, place: str, release: str) -> None:
    """Art. 4(1)(b), with Art. 2(19): elsewhere nothing hangs on it for an item that is not listed."""
    changes = {
        "end_use": words,
        "destination": place,
        "purchasing_country": place,
        "parties.0.country": place,
    }
    answers = {"covered.32004R0314:1": False} if place == "ZW" else {}
    got, reasons, _ = released({**changes, "answers": answers})
    assert ("release.use_in_words" in reasons) == (release == "ask")
    if release == "go":
        assert got in ("go", "ask")


def test_the_name_of_a_receiver_is_words_too() -> None:
    release, reasons, _ = released({"parties.0.name": "Institute for Missile Research"})
    assert (release, "release.use_in_words" in reasons) == ("ask", True)


@pytest.mark.parametrize(
    "words",
    [
        "cooling water of a chemical reactor",
        "rocket salad packaging",
        "newspaper printing",
        "Lageregelung eines Raumflugkörpers",
        "Auswuchten von Drehkörpern",
    ],
)
def test_ordinary_words_ask_nothing(words: str) -> None:
    assert released({"end_use": words})[0] == "go"


def test_what_the_words_mean_is_answered_by_a_person() -> None:
    words = {"end_use": "missile test range"}
    assert (
        released({**words, "answers": {"unexecuted.words.wmd": False, "unexecuted.military_list": False}})[0]
        == "go"
    )
    assert released({**words, "answers": {"unexecuted.words.wmd": True}})[0] == "stop"


@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_words_are_never_milder_than_what_is_stated(level: str) -> None:
    """Art. 4(1)(a): what is suspected or known is judged for itself."""
    plain, _, _ = released({"knowledge.wmd": level})
    worded, reasons, _ = released({"knowledge.wmd": level, "end_use": "missile test range"})
    assert worded == plain
    assert "release.use_in_words" not in reasons


def test_within_the_union_words_ask_nothing() -> None:
    changes = {
        "activity": "intra_union_transfer", "destination": "FR", "purchasing_country": "FR", "parties.0.country": "FR",
        "dispatched_from": "DE", "consigned_to": "FR", "end_use": "missile test range",
    }  # fmt: skip
    _, reasons, _ = released(changes)
    assert "release.use_in_words" not in reasons


def test_a_nuclear_installation_in_words_asks_in_nine_countries() -> None:
    """§ 9(1) AWV."""
    places = {"destination": "PK", "purchasing_country": "PK", "parties.0.country": "PK"}
    _, reasons, text = released({**places, "end_use": "nuclear power plant"})
    assert "release.use_in_words" in reasons
    assert "unexecuted.words.nuclear_facility" in text
    assert released({"end_use": "nuclear power plant"})[0] == "go"


# What is known, or who owns a party, and no rule that is executed asks for anything.

CHIPS = {**QUIET["items"][0], "cn_code": "85423190"}
OWNED = [{"name": "Petr Example", "country": "RU", "share": "60"}]
AE = {
    "destination": "AE",
    "purchasing_country": "AE",
    "parties": [{**QUIET["parties"][0], "country": "AE", "owners": OWNED}],
}


def _holder(country: str | None, share: str, *, control: bool | None = None) -> dict[str, Any]:
    """One of several owners."""
    return {"name": f"Example Holding {share}", "country": country, "share": share, "control": control}


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),  # that none is known to go on is not enough where the owner holds more than half
        ({"parties.0.owners.0.share": "50"}, True),
        ({"parties.0.owners.0.share": None}, True),
        ({"parties.0.owners.0.share": "20"}, True),  # of whom the rest is, is not stated
        ({"parties.0.owners.0.share": "20", "parties.0.owners.0.control": True}, True),
        ({"parties.0.owners": [_holder("RU", "20"), _holder("AE", "80")]}, False),
        ({"parties.0.owners": [_holder("RU", "49"), _holder("AE", "51")]}, False),
        ({"parties.0.owners": [_holder("RU", "49"), _holder("AE", "50")]}, True),
        ({"parties.0.owners": [_holder("RU", "49")]}, True),
        ({"parties.0.owners": [_holder("RU", "25", control=False)] * 3}, True),
        ({"parties.0.owners": [_holder("RU", "30"), _holder("BY", "30"), _holder("AE", "40")]}, True),
        ({"parties.0.owners": [_holder("RU", "30"), _holder(None, "30"), _holder("AE", "40")]}, True),
        ({"parties.0.owners": [_holder("RU", "20"), _holder(None, "20"), _holder("AE", "60")]}, False),
        ({"parties.0.owners": [_holder("AE", "30")]}, False),
        ({"parties.0.owners.0.country": "BY"}, True),
        ({"parties.0.owners.0.country": "KZ"}, False),
        ({"items.0.cn_code": "61091000"}, False),
        ({"items.0.cn_code": "84137021"}, False),
        ({"items.0.cn_code": "38112100"}, True),  # Annex XX, sold with a clause against re-export (Art. 12g)
        ({"items.0.cn_code": None}, True),
        ({"date": "2024-06-24"}, False),
        ({"destination": "JP", "purchasing_country": "JP", "parties.0.country": "JP"}, True),
        ({"answers": {"unexecuted.32014R0833.owned": False}}, False),
        ({"knowledge.reexport": None, "parties.0.owners.0.share": "20"}, True),
        ({"knowledge.reexport": None}, True),
        ({"knowledge.reexport": None, "items.0.cn_code": "61091000"}, False),
        ({"knowledge.reexport": None, "items.0.cn_code": "84137021"}, True),  # Art. 3k(1)
        ({"knowledge.reexport": None, "answers": {"unexecuted.32014R0833.owned": False}}, False),
        ({"knowledge.reexport": None, "parties.0.owners": []}, False),
    ],
)
def test_an_owner_in_russia_raises_the_question_of_onward_export(changes: dict[str, Any], asks: bool) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1) and 12gb: common high priority goods for a party that somebody in Russia owns.

    Who sees the owner and states that nothing is known to go on has seen a sign of diversion: what was looked at is asked.
    """
    stated = changed(copy.deepcopy(QUIET), {**AE, "items": [CHIPS], **changes})
    result = check(stated, screener=CLEAR)
    reasons = " ".join(reason.text for reason in result.release_because)
    assert ("unexecuted.32014R0833.owned" in reasons) == asks
    assert result.release == "ask" or not asks


@pytest.mark.parametrize("activity", ["brokering", "transit"])
@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_a_use_for_weapons_of_mass_destruction_that_is_known_never_goes(activity: str, level: str) -> None:
    """Arts 6 and 7 reach listed items only; national bans reach whoever furthers such weapons."""
    places = (
        {"located_in": "CN"} if activity == "brokering" else {"located_in": "DE", "exporter.country": "US"}
    )
    stated = {"activity": activity, "knowledge.wmd": level, **places}
    release, _, text = released(stated)
    assert release != "go"
    assert "unexecuted.weapons_ban" in text
    assert "unexecuted.weapons_ban" not in released({**stated, "knowledge.wmd": "none"})[2]
    assert released({**stated, "answers": {"unexecuted.weapons_ban": True}})[0] == "stop"


@pytest.mark.parametrize("activity", ["brokering", "transit"])
def test_what_is_not_stated_of_such_a_use_is_no_milder_than_that_it_is_known(activity: str) -> None:
    places = (
        {"located_in": "CN"} if activity == "brokering" else {"located_in": "DE", "exporter.country": "US"}
    )
    release, _, text = released({"activity": activity, "knowledge.wmd": None, **places})
    assert release == "ask"
    assert "unexecuted.weapons_ban" in text
    assert released({"activity": activity, "knowledge.wmd": "none", **places})[0] == "go"


def test_a_suspicion_of_them_asks_of_a_broker_for_the_national_ban_and_to_clear_it_up() -> None:
    """Art. 6 reaches listed items only: whoever is aware of such a use waits for the authority, and so does whoever suspects one."""
    stated = {"activity": "brokering", "knowledge.wmd": "suspects", "located_in": "CN"}
    _, reasons, text = released(stated)
    assert {"suspicion", "release.unexecuted"} <= set(reasons)
    assert "unexecuted.weapons_ban" in text
    release, answered, _ = released({**stated, "answers": {"unexecuted.weapons_ban": False}})
    assert release == "ask"
    assert "suspicion" in answered
    assert "release.unexecuted" not in answered


# A transfer within the Union of what would be notified if it were exported (Art. 11(2)(b)).

TRANSFER = {
    "activity": "intra_union_transfer",
    "exporter.country": "NL",
    "dispatched_from": "NL",
    "consigned_to": "FR",
    "destination": "EG",
    "purchasing_country": "EG",
    "parties.0.country": "EG",
}
DECISION = {"provision": "Art. 11(2)", "date": "2026-06-01", "items": ["1"], "parties": ["Rio Valves Ltda"]}


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"knowledge.wmd": "aware"}, True),
        ({"knowledge.wmd": "none"}, False),
        ({"knowledge.wmd": "aware", "answers": {"option.art11_2": False}}, True),  # the Dutch rule is known
        ({"knowledge.wmd": "aware", "answers": {"option.art11_2": True}}, True),
        ({"knowledge.wmd": "aware", "authority_decisions": [{**DECISION, "result": "required"}]}, True),
        ({"knowledge.wmd": "aware", "authority_decisions": [{**DECISION, "result": "not_required"}]}, False),  # it has decided
        ({"knowledge.wmd": "aware", "authority_decisions": [{**DECISION, "result": "not_required", "items": ["2"]}]}, True),  # of another
        ({"knowledge.wmd": "aware", "exporter.country": "SE", "dispatched_from": "SE"}, True),
        ({"knowledge.wmd": "aware", "exporter.country": "DE", "dispatched_from": "DE"}, False),  # its own list alone
        ({"knowledge.wmd": "aware", "exporter.country": "LU", "dispatched_from": "LU", "answers": {"option.art11_2": False}}, True),
        ({"knowledge.wmd": "aware", "exporter.country": "FR", "dispatched_from": "FR", "consigned_to": "NL"}, True),
        ({"knowledge.wmd": "aware", "answers": {"option.art11_2": False}, "exporter.country": "FR", "dispatched_from": "FR", "consigned_to": "NL"}, False),
        ({"knowledge.wmd": "aware", "destination": "FR", "purchasing_country": "FR", "parties.0.country": "FR"}, False),
        ({"knowledge.wmd": "aware", "activity": "export", "consigned_to": None}, False),
    ],
)  # fmt: skip
def test_a_transfer_of_what_would_be_notified_waits_for_the_authority(
    changes: dict[str, Any], asks: bool
) -> None:
    release, reasons, _ = released({**TRANSFER, **changes})
    assert ("transfer_to_notify" in reasons) == asks
    assert release != "go" or not asks


# What is sent electronically is no goods (Art. 2(2)(d)).


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        pytest.param({"manner": "electronic"}, True, id="goods"),
        pytest.param({"manner": "electronic", "items.0.kind": None}, True, id="a customs code is one of goods"),
        pytest.param(
            {"manner": "electronic", "items.0.kind": None, "items.0.cn_code": None, "items.0.entries": ["3A002.c"]},
            True,
            id="an entry of goods",
        ),
        pytest.param(
            {"manner": "electronic", "items.0.kind": None, "items.0.cn_code": None}, False, id="it may be software"
        ),
        pytest.param(
            {"manner": "electronic", "items.0.kind": "software", "items.0.cn_code": None}, False, id="software"
        ),
        pytest.param(
            {"manner": "electronic", "items.0.kind": "technology", "items.0.cn_code": None}, False, id="technology"
        ),
        pytest.param({"manner": "permanent"}, False, id="goods that are carried"),
        pytest.param({"manner": None}, False, id="not stated how"),
    ],
)  # fmt: skip
def test_goods_are_not_sent_electronically(changes: dict[str, Any], asks: bool) -> None:
    release, _, text = released(changes)
    assert ("goods_electronic" in text) is asks
    assert release != "go" or not asks


@pytest.mark.parametrize("kind", ["software", "technology"])
def test_software_and_technology_may_go_electronically(kind: str) -> None:
    changes = {"manner": "electronic", "items.0.kind": kind, "items.0.cn_code": None}
    stated = changed(copy.deepcopy(QUIET), changes)
    assert check(stated, screener=ScreenerByHand({}, (UNION, ANNEXES))).release == "go"


@pytest.mark.parametrize("lists", [True, False])
def test_a_pump_to_brazil_waits_for_no_annex_that_names_parties(lists: bool) -> None:
    """Annex IV to Regulation (EU) No 833/2014 is about listed items and goods of Annexes VII and XL: a pump of the tariff is none of these."""
    pump = changed(copy.deepcopy(QUIET), {"items.0.cn_code": "84137021"})
    screener = ScreenerByHand({}, (UNION, ANNEXES) if lists else (UNION,))
    assert check(pump, screener=screener).release == "go"
    unclassified = changed(pump, {"items.0.entries": None})
    assert check(unclassified, screener=screener).release == "ask"
