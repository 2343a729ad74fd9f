"""What an application states and its kind cannot authorise is named before it is submitted, and no grant rests on it; the rules themselves, and by the service."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import missing, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import note
from dualuse.licensing.contradictions import contradictions
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.kinds import kinds
from dualuse.licensing.moments import now
from dualuse.licensing.refusals import Guarded, Malformed
from tests.licensing.examining.test_whom_is_screened import BESIDE, BROKERING, COUNTRIES, GLOBAL
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.support.service_people import UNLISTED, WHOLE, People, apply_with_specification

pytestmark = pytest.mark.usefixtures("specification_attached")


def codes(kind: str, data: dict[str, Any], fields: dict[str, Any]) -> list[tuple[str, str]]:
    """What contradicts the kind: each by its path and code."""
    return [(row.path, row.text.code) for row in contradictions(kinds()[kind], data, fields)]


def with_item(**changed: Any) -> dict[str, Any]:
    return {**UNLISTED, "items": [{**UNLISTED["items"][0], **changed}]}


def used_in(place: str, data: dict[str, Any] = UNLISTED) -> dict[str, Any]:
    """A transaction whose end user is established where the items go."""
    return {**data, "destination": place, "parties": [{**UNLISTED["parties"][0], "country": place}]}


ELSEWHERE = {**WHOLE, "end_user_elsewhere": "At its works in Sohar"}


@pytest.mark.parametrize(("kind", "data", "fields"), [
    ("individual", UNLISTED, WHOLE), ("brokering", BROKERING, BESIDE), ("global", GLOBAL, COUNTRIES),
    ("global", {**GLOBAL, "destination": "AE"}, COUNTRIES),
    # Outside the customs territory, though parts of Member States.
    ("individual", used_in("ES-CE"), WHOLE), ("brokering", {**BROKERING, **used_in("ES-CE", BROKERING)}, BESIDE),
    # Used elsewhere than its user is established, in words; a part of a State is that State's.
    ("individual", {**UNLISTED, "destination": "OM"}, ELSEWHERE), ("brokering", {**BROKERING, "destination": "OM"}, {**BESIDE, "end_user_elsewhere": "At its works in Sohar"}),
    ("individual", with_item(value="0"), WHOLE),
])  # fmt: skip
def test_what_a_kind_is_for(kind: str, data: dict[str, Any], fields: dict[str, Any]) -> None:
    """Art. 2(2), 2(7): out of the customs territory of the Union; from one third country to another. What is free of charge has no value."""
    assert codes(kind, data, fields) == []


@pytest.mark.parametrize(
    "activity", ["transit", "brokering", "technical_assistance", "intra_union_transfer", None]
)
def test_another_activity_is_of_another_kind(activity: str | None) -> None:
    """Art. 2(12): an individual export authorisation is for exports."""
    data = {name: value for name, value in {**UNLISTED, "activity": activity}.items() if value is not None}
    assert codes("individual", data, WHOLE) == [("transaction.activity", "other_activity")]
    assert codes("global", {**GLOBAL, "activity": "transit"}, COUNTRIES) == [
        ("transaction.activity", "other_activity")
    ]
    assert codes("brokering", {**BROKERING, "activity": "export"}, BESIDE) == [
        ("transaction.activity", "other_activity")
    ]


@pytest.mark.parametrize(("kind", "data", "fields", "gap"), [
    # Art. 2(2): what stays in the customs territory is no export; nor is what never was in it.
    ("individual", {"destination": "DE"}, {}, ("transaction.destination", "within_union")),
    ("individual", {"destination": "FR"}, {}, ("transaction.destination", "within_union")),
    ("individual", {"dispatched_from": "CN"}, {}, ("transaction.dispatched_from", "outside_union")),
    ("global", {}, {"destinations": ["ZA", "FR"]}, ("fields.destinations", "within_union")),
    ("global", {"destination": "IR"}, {"destinations": ["ZA"]}, ("transaction.destination", "other_destination")),
    # Art. 2(7): from a third country to any other third country.
    ("brokering", {"located_in": "DE"}, {}, ("transaction.located_in", "no_third_country")),
    ("brokering", {"destination": "FR"}, {}, ("transaction.destination", "no_third_country")),
    ("brokering", {}, {"origin_exporter_country": "DE"}, ("fields.origin_exporter_country", "no_third_country")),
    ("brokering", {"destination": "IN"}, {}, ("transaction.destination", "same_country")),
    ("individual", {"items": with_item(quantity="0")["items"]}, {}, ("transaction.items[0].quantity", "nought")),
    ("individual", {"items": with_item(quantity="0.000")["items"]}, {}, ("transaction.items[0].quantity", "nought")),
])  # fmt: skip
def test_what_no_kind_authorises(
    kind: str, data: dict[str, Any], fields: dict[str, Any], gap: tuple[str, str]
) -> None:
    whole = {"individual": (UNLISTED, WHOLE), "global": (GLOBAL, COUNTRIES), "brokering": (BROKERING, BESIDE)}
    transaction, own = whole[kind]
    assert codes(kind, {**transaction, **data}, {**own, **fields}) == [gap]


@pytest.mark.parametrize("country", ["RU", "DE", "OM"])
@pytest.mark.parametrize("words", [None, "x", "n/a"])
def test_an_end_user_of_another_country_is_explained(country: str, words: str | None) -> None:
    """Art. 2(12), 12(3): where the items go in the end is where their end user is, or it is said where they stay."""
    parties = [{**UNLISTED["parties"][0], "country": country}]
    gap = [("transaction.parties[0].country", "end_user_elsewhere")]
    own = {} if words is None else {"end_user_elsewhere": words}
    assert codes("individual", {**UNLISTED, "parties": parties}, {**WHOLE, **own}) == gap
    assert codes("brokering", {**BROKERING, "parties": parties}, {**BESIDE, **own}) == gap


def test_what_is_in_a_third_country_does_not_set_out_from_the_union() -> None:
    """Art. 2(2)."""
    assert codes("individual", {**UNLISTED, "located_in": "CN"}, WHOLE) == [
        ("transaction.located_in", "outside_union")
    ]
    assert codes("individual", {**UNLISTED, "located_in": "NL"}, WHOLE) == []


@pytest.mark.parametrize(("name", "code"), [
    ("the end user", "incomparable"), ("siehe Anhang", "incomparable"), ("as per EUC", "incomparable"), ("our customer in Pune", "incomparable"), ("Herr Müller", "incomparable"), ("Mr. Smith", "incomparable"),
    ("XY", "incomparable"), ("no one we know of", "incomparable"), ("unbekannter Endverwender", "incomparable"), ("University", "incomparable"), ("Anlage 1", "incomparable"), ("le client", "incomparable"),
    ("University of Pune", ""), ("Mr John Smith", ""), ("HP Inc.", ""), ("Agent One", ""), ("The Boeing Company", ""), ("Ministry of Defence", ""), ("Our Lady Hospital Pune", ""),
    ("-", "incomparable"), ("X", "incomparable"), ("none", "incomparable"), ("???", "incomparable"), ("to be determined", "incomparable"), ("GmbH", "incomparable"),
    ("Example Directorate", ""),
])  # fmt: skip
def test_whoever_is_named_by_no_name_is_named_early(name: str, code: str) -> None:
    """Art. 15(1)(b): whom no list can be asked for is known before anybody examines."""
    party = {**UNLISTED["parties"][0], "name": name}
    assert codes("individual", {**UNLISTED, "parties": [party]}, WHOLE) == (
        [("transaction.parties[0].name", code)] if code else []
    )


def test_a_number_by_which_a_firm_is_registered_is_enough() -> None:
    party = {**UNLISTED["parties"][0], "name": "AB GmbH", "identifiers": {"registration": "HRB 12345"}}
    assert codes("individual", {**UNLISTED, "parties": [party]}, WHOLE) == []


def test_the_box_stands_beside_it(people: People) -> None:
    party = {**UNLISTED["parties"][0], "name": "???"}
    data = {**with_item(quantity="0"), "destination": "FR", "parties": [party]}
    case = apply_with_specification(people.exporter, "individual", data, WHOLE)
    gaps = {row.path: row.box for row in missing(case, case.versions.get())}
    assert gaps == {
        "transaction.destination": "12",
        "transaction.items[0].quantity": "18",
        "transaction.parties[0].name": "9",
    }
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert refused.value.guard == "incomplete"


@pytest.mark.parametrize(
    "change", [{"activity": "transit"}, {"destination": "FR"}, {"items": with_item(quantity="0")["items"]}]
)
def test_one_that_came_before_is_not_granted_and_can_be_ended(people: People, change: dict[str, Any]) -> None:
    """Submitted when nobody asked: what does not fit is no reason to keep it for ever."""
    case = examined(people, UNLISTED, WHOLE)
    version = case.versions.get()
    version.transaction = {**version.transaction, **change}
    version.save()
    _examined_anew(people, case)
    with pytest.raises((Guarded, Malformed)):
        propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    propose(people.officer, case.reference, {"10": LineDecision("not_required")}, REASONS)
    assert countersign(people.second, case.reference, "").state == "decided"


def _examined_anew(people: People, case: Case) -> None:
    case.evidence.update(voided=now())
    note(people.officer, case.reference, "Looked at.")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, case.reference)
