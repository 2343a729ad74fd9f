"""What bare statements do not settle: a consignee elsewhere, an export from outside the Union, an activity or manner that nobody states."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.support.hits_by_hand import UNION, ScreenerByHand

_ITEM: dict[str, Any] = {
    "id": "1", "description": "spectrum analyser", "kind": "goods", "entries": ["3A002.c"], "national_entries": [],
    "cyber_surveillance": False, "cn_code": "90308400", "quantity": "10", "unit": "piece", "value": "20000", "currency": "EUR",
}  # fmt: skip
_NO_WAY = {
    "free_zone": False, "russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False,
    "iran_2023_1529_through_iran": False,
}  # fmt: skip


def _party(role: str, country: str) -> dict[str, Any]:
    return {"role": role, "name": f"Nishi {role}", "country": country, "service": "none", "owners": []}


def judged(destination: str = "JP", *others: dict[str, Any], **changes: Any) -> Determination:
    stated = {
        "date": "2026-08-03", "activity": "export", "manner": "permanent",
        "exporter": {"name": "Weidenau Technik GmbH", "country": "DE"},
        "items": [_ITEM], "destination": destination, "end_use": "work in the plant",
        "parties": [_party("end_user", destination), *others],
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "answers": {"done.EU001": True, "done.EU002": True, "unexecuted.32014R0833.annex_iv": False},
        **changes,
        "circumstances": {**_NO_WAY, **changes.get("circumstances", {})},
    }  # fmt: skip
    return check(stated, screener=ScreenerByHand({}, (UNION,)))


@pytest.mark.parametrize(("destination", "place"), [("JP", "SA"), ("TR", "AE"), ("US", "VN")])
def test_going_on_does_not_settle_a_consignee_elsewhere(destination: str, place: str) -> None:
    consignee = _party("consignee", place)
    goes_on = {"onward_to_destination": True}
    result = judged(destination, consignee, circumstances=goes_on)
    reasons = {reason.code: reason for reason in result.release_because}
    assert (result.release, [row.fact for row in result.missing]) == (
        "ask", ["circumstances.consignee_accepted"],
    )  # fmt: skip
    assert "Nishi consignee" in reasons["consignee_elsewhere"].text
    assert "individual authorisation" in reasons["consignee_elsewhere"].text
    assert {row.status for row in result.items[0].general_authorisations} <= {"undetermined", "not_available"}
    assert not [row for row in result.customs if row.code in ("X060", "X061", "X062")]
    accepted = judged(destination, consignee, circumstances={**goes_on, "consignee_accepted": True})
    assert accepted.release == "go"
    refused = judged(destination, consignee, circumstances={**goes_on, "consignee_accepted": False})
    assert refused.release == "stop"


def test_a_consignee_in_another_destination_or_in_the_union_is_asked_nothing() -> None:
    for place in ("US", "FR"):
        assert judged("JP", _party("consignee", place)).release == "go"


@pytest.mark.parametrize("field", ["located_in", "dispatched_from"])
def test_an_export_of_what_lies_outside_the_union_is_open_in_the_data(field: str) -> None:
    result = judged("PK", **{field: "CN"})
    assert (result.release, result.outcome, result.range) == (
        "ask", "undetermined", ("not_controlled", "authorisation_required"),
    )  # fmt: skip
    assert [row.fact for row in result.missing] == ["activity"]
    status = {row.provision: row.status for row in result.findings}
    assert status["Art. 3(1)"] == "undetermined"
    assert not [row for row in result.not_examined if row.code.startswith("national_general")]


def test_the_unlisted_twin_misses_the_activity_too() -> None:
    result = judged("PK", located_in="CN", items=[{**_ITEM, "entries": [], "cn_code": "84818019"}])
    assert (result.release, [row.fact for row in result.missing]) == ("ask", ["activity"])


def test_what_lies_outside_the_union_stays_forbidden_for_russia() -> None:
    assert judged("RU", located_in="CN").range == ("prohibited", "prohibited")


def test_no_national_general_authorisation_is_named_where_a_ban_may_forbid_it() -> None:
    router = {**_ITEM, "description": "encrypting router", "entries": ["5A002.a.1"], "cn_code": "85176200"}

    def national(destination: str) -> list[str]:
        rows = judged(destination, items=[router]).not_examined
        return [row.code for row in rows if row.code.startswith("national_general")]

    assert national("IR") == []
    assert national("BR") != []


def test_an_activity_that_nobody_states_asks() -> None:
    result = judged("TR", activity=None)
    assert (result.release, "activity" in {row.fact for row in result.missing}) == ("ask", True)


def test_a_go_beside_what_is_missing_says_so() -> None:
    licence = {
        "kind": "individual", "reference": "A-9", "items": ["5A001.f.2"], "end_users": ["Nishi end_user"], "destination": "AE",
        "end_use": "work in the plant", "valid_from": "2026-01-01", "valid_until": "2027-12-31", "left": "10", "left_unit": "piece",
        "acts": ["2021/821"], "known_uses": [],
    }  # fmt: skip
    item = {
        **_ITEM,
        "description": "radio unit",
        "entries": ["5A001.f.2"],
        "cyber_surveillance": True,
        "cn_code": "85176200",
    }
    result = judged("AE", manner=None, authorisations=[licence], items=[item])
    assert (result.release, result.outcome) == ("go", "undetermined")
    (reason,) = result.release_because
    assert "covers either way" in reason.text


@pytest.mark.parametrize("destination", ["TR", "KZ"])
def test_a_suspicion_of_what_must_not_go_there_names_russia_and_the_article(destination: str) -> None:
    item = {**_ITEM, "description": "processors", "entries": [], "cn_code": "85423190"}
    knowledge = {**dict.fromkeys(GROUNDS, "none"), "reexport": "suspects"}
    result = judged(destination, items=[item], knowledge=knowledge)
    text = next(reason.text for reason in result.release_because if reason.code == "suspicion")
    assert all(part in text for part in ("Russia", "Belarus", "12g"))
    assert "EU005" not in text
    wheat = judged(destination, items=[{**item, "cn_code": "10019900"}], knowledge=knowledge)
    assert not [row for row in wheat.release_because if "Russia" in row.text]


@pytest.mark.parametrize(
    ("kind", "code", "is_asked"),
    [("goods", "49019900", False), (None, "49019900", True), ("technology", "49019900", True),
     ("goods", "49060000", True), ("goods", "85232915", True)],
)  # fmt: skip
def test_printed_goods_are_not_asked_about_as_technology(
    kind: str | None, code: str, *, is_asked: bool
) -> None:
    book = {**_ITEM, "description": "novels", "kind": kind, "entries": [], "cn_code": code}
    asked_of = [
        row.fact for row in judged("IR", items=[book]).missing if row.fact.startswith("covered.32012R0267")
    ]
    assert bool(asked_of) is is_asked
    through = {"russia_833_2014_through_russia": True}
    way = judged("KZ", items=[book], circumstances=through)
    assert (way.release != "go") is is_asked


@pytest.mark.parametrize(("destination", "place"), [("JP", "SA"), ("TR", "AE"), ("US", "VN")])
def test_an_intermediary_elsewhere_is_asked_whether_the_items_go_to_it(destination: str, place: str) -> None:
    """A reseller may receive them, and is a consignee then; who buys, or only arranges the sale (Art. 2(7)), gets nothing."""
    result = judged(destination, _party("intermediary", place))
    reasons = {reason.code: reason.text for reason in result.release_because}
    assert (result.release, list(reasons)) == ("ask", ["intermediary_elsewhere"])
    assert "parties.others_supplied: false" in reasons["intermediary_elsewhere"]
    answers = {"done.EU001": True, "done.EU002": True, "unexecuted.32014R0833.annex_iv": False}
    receives_nothing = {**answers, "parties.others_supplied": False}
    assert judged(destination, _party("intermediary", place), answers=receives_nothing).release == "go"
    for role in ("broker", "agent"):
        assert judged(destination, _party(role, place)).release == "go"
    bought = judged(destination, _party("purchaser", place), purchasing_country=place)
    assert "intermediary_elsewhere" not in {reason.code for reason in bought.release_because}
    assert judged(destination, _party("consignee", place)).release == "ask"


def test_an_intermediary_in_a_destination_or_in_the_union_is_asked_nothing() -> None:
    for place in ("US", "FR"):
        assert judged("JP", _party("intermediary", place)).release == "go"


def test_where_it_is_said_to_be_supplied_the_question_stays() -> None:
    result = judged("US", _party("intermediary", "VN"), answers={"parties.others_supplied": True})
    assert "intermediary_elsewhere" in {reason.code for reason in result.release_because}


@pytest.mark.parametrize(
    ("entries", "known", "release", "ends"),
    [
        # Of a listed item both readings ask for it: Art. 3(1) of an export, Art. 6(1) or 6(2) of brokering.
        (["3A002.c"], "informed", "stop", ("authorisation_required", "authorisation_required")),
        (["3A002.c"], "aware", "stop", ("notification_required", "authorisation_required")),
        # Brokering asks for nothing where only grounds for suspicion, or nothing, is stated, nor of an unlisted item.
        (["3A002.c"], "suspects", "ask", ("not_controlled", "authorisation_required")),
        (["3A002.c"], "none", "ask", ("not_controlled", "authorisation_required")),
        ([], "informed", "ask", ("not_controlled", "authorisation_required")),
        ([], "aware", "ask", ("not_controlled", "notification_required")),
    ],
)
def test_what_is_an_export_or_brokering_stops_where_either_needs_what_is_not_held(
    entries: list[str], known: str, release: str, ends: tuple[str, str]
) -> None:
    """Arts 2(2) and 2(7): what lies in China and is sold to Pakistan leaves the Union, or is brokered."""
    stated = {
        "items": [{**_ITEM, "entries": entries}],
        "knowledge": {**dict.fromkeys(GROUNDS, "none"), "wmd": known},
    }
    result = judged("PK", located_in="CN", **stated)
    assert (result.release, result.range) == (release, ends)
    brokered = judged("PK", located_in="CN", activity="brokering", **stated)
    exported = judged("PK", **stated)
    if release == "stop":
        assert (brokered.release, exported.release) == ("stop", "stop")
    else:
        assert "stop" not in (result.release, brokered.release)


def test_within_one_third_country_it_is_no_brokering() -> None:
    """Art. 2(7): from one third country to another."""
    known = {**dict.fromkeys(GROUNDS, "none"), "wmd": "informed"}
    result = judged("PK", located_in="PK", knowledge=known)
    assert (result.release, result.range[0]) == ("ask", "not_controlled")
