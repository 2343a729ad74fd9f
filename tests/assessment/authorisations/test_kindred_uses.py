"""What is stated of two uses of which one may be the other must fit where a general authorisation turns on it (Annex II, Sections E, G, H)."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.assessment.test_release_reasons import END_USER, judged, reasons

ENCRYPTION: dict[str, Any] = {
    **TRANSACTION,
    "items": [
        {"id": "1", "kind": "goods", "entries": ["5A002.a.2"], "national_entries": [], "cyber_surveillance": False}
    ],
    "destination": "BR",
    "parties": [{**END_USER, "country": "BR"}],
    "circumstances": {
        "free_zone": False, "published_cryptography": True, "government_cryptography": False,
        "user_changeable_cryptography": False, "classified_approval": False,
    },
    "answers": {"done.EU008": True},
}  # fmt: skip
QUIET = dict.fromkeys(GROUNDS, "none")
LICENCE = {
    "kind": "individual", "reference": "R-1", "items": ["5A002.a.2"], "end_users": [END_USER["name"]], "destination": "BR",
    "valid_from": "2026-01-01", "valid_until": "2026-12-31",
}  # fmt: skip


def answer(knowledge: dict[str, str | None], **changes: Any) -> Determination:
    return judged({**ENCRYPTION, "knowledge": {**QUIET, **knowledge}, **changes})


def test_encryption_of_which_nothing_is_known_goes_under_eu008() -> None:
    result = answer({})
    assert (result.outcome, result.release) == ("general_authorisation", "go")


@pytest.mark.parametrize(
    ("use", "kindred"),
    [("internal_repression", "human_rights"), ("military_end_use", "security_end_use")],
)
@pytest.mark.parametrize("level", ["aware", "informed"])
def test_more_of_one_use_than_of_the_other_is_asked_about(use: str, kindred: str, level: str) -> None:
    """Annex II, EU008, Part 3(1)(a)(ii) and (iv), (b)."""
    result = answer({use: level})
    assert (result.release, "kindred_use" in reasons(result)) == ("ask", True)
    assert f"knowledge.{kindred}" in reasons(result)["kindred_use"]
    as_much = answer({use: level, kindred: level})
    assert (as_much.outcome, as_much.release) == ("authorisation_required", "stop")


@pytest.mark.parametrize("use", ["internal_repression", "military_end_use"])
def test_where_nothing_is_stated_of_the_kindred_use_that_is_what_is_missing(use: str) -> None:
    kindred = "human_rights" if use == "internal_repression" else "security_end_use"
    result = answer({use: "aware", kindred: None})
    assert "kindred_use" not in reasons(result)
    assert (result.release, f"knowledge.{kindred}" in [row.fact for row in result.missing]) == ("ask", True)


def test_a_suspicion_counts_for_what_it_would_be_to_be_aware_of_it() -> None:
    """Whoever is aware of a serious violation of rights is aware of a violation: EU008 is not for that."""
    result = answer({"internal_repression": "suspects"})
    assert (result.release, "suspicion" in reasons(result)) == ("ask", True)
    assert "suspicion_alone" not in [row.code for row in result.warnings]


@pytest.mark.parametrize("use", ["internal_repression", "military_end_use"])
def test_where_no_general_authorisation_turns_on_it_nothing_is_asked(use: str) -> None:
    steel = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    result = answer({use: "aware"}, items=[{**steel, "cn_code": "73181500"}])
    assert "kindred_use" not in [row.code for row in result.warnings]
    if use == "military_end_use":
        assert result.release == "go"


@pytest.mark.parametrize("use", ["security_end_use", "military_end_use"])
def test_an_authority_that_named_no_service_is_asked_whether_it_knew(use: str) -> None:
    """Art. 16(1): it may annul what it granted without knowing of the use."""
    known = {use: "aware", "security_end_use": "aware"}
    held = answer(known, authorisations=[LICENCE])
    assert (held.release, "known_uses" in str(held.release_because)) == ("ask", True)
    knew = answer(known, authorisations=[{**LICENCE, "known_uses": sorted(known)}])
    assert "known_uses" not in str(knew.release_because)
    police = [{**END_USER, "country": "BR", "service": "police"}]
    named = answer({"security_end_use": "aware"}, authorisations=[LICENCE], parties=police)
    assert "known_uses" not in str(named.release_because)


def test_an_authority_that_named_the_police_is_asked_whether_it_knew_of_a_military_use() -> None:
    """Art. 16(1): who named a police service knew of its use, and of no other; what a party is, the exporter states."""
    known = {"military_end_use": "aware", "security_end_use": "aware"}
    for service, is_asked in (("police", True), ("other_security", True), ("military", True)):
        party = [{**END_USER, "country": "BR", "service": service}]
        held = answer(known, authorisations=[LICENCE], parties=party)
        assert ("known_uses" in str(held.release_because)) is is_asked, service


@pytest.mark.parametrize(("level", "release"), [(None, "ask"), ("none", "ask"), ("aware", "stop")])
def test_what_is_not_stated_of_the_kindred_use_is_asked_beside_a_decision_on_the_other(
    level: str | None, release: str
) -> None:
    """Art. 5(2): a decision on repression says nothing of human rights; what is not stated is no milder than that none is known."""
    item = {**ENCRYPTION["items"][0], "entries": [], "cyber_surveillance": True}
    decision = {
        "provision": "Art. 5(2)", "result": "not_required", "date": "2026-07-01", "items": ["1"],
        "parties": [END_USER["name"]], "uses": ["internal_repression"],
    }  # fmt: skip
    stated = {"items": [item], "authority_decisions": [decision], "date": "2026-08-01"}
    result = answer({"internal_repression": "aware", "human_rights": level}, **stated)
    assert result.release == release
    assert level == "aware" or "kindred_use" in reasons(result)
