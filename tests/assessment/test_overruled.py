"""What is stated in favour of a transaction and does not count is told, with the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released

TOLD = (
    "option_overruled", "answer_overruled", "limit_overruled", "exemption_of_assistance", "decision_on_others", "decision_before_information",
)  # fmt: skip


def told(changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The warnings of these kinds, by code."""
    warnings = json.loads(released(changes)[2])["warnings"]
    return {row["code"]: row for row in warnings if row["code"] in TOLD}


def decided(provision: str, **fields: Any) -> dict[str, Any]:
    decision = {"provision": provision, "result": "not_required", "date": "2026-07-20", **fields}
    return {"authority_decisions": [decision]}


@pytest.mark.parametrize(
    ("country", "option", "answer"),
    [("IE", "option.art4_3", False), ("AT", "option.art4_3", False), ("IE", "option.art5_3", False), ("DE", "option.german_law", False), ("DE", "option.art11_2", False), ("NL", "option.art6_3", False), ("AT", "option.art4_3_notify", True)],
)  # fmt: skip
def test_an_option_that_is_stated_away_is_told(country: str, option: str, answer: bool) -> None:
    """Arts 4(3), 5(3), 6(3), 11(2): what a State has made of an option is its law."""
    row = told({"exporter.country": country, "answers": {option: answer}})["option_overruled"]
    assert row["params"] == {"fact": option, "answer": str(answer).lower(), "state": country}


@pytest.mark.parametrize(
    ("country", "option", "answer"),
    [("IE", "option.art4_3", True), ("DE", "option.art4_3", False), ("ES", "option.art4_3", False), ("DE", "option.art4_3", True), ("IE", "option.art4_3_notify", True), ("DE", "option.german_law", True)],
)  # fmt: skip
def test_an_answer_that_counts_is_not(country: str, option: str, answer: bool) -> None:
    assert told({"exporter.country": country, "answers": {option: answer}}) == {}


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"items.0.national_entries": ["DE:5A902"], "destination": "IR", "answers": {"item.national_own": False}}, "item.national_own"),
        ({"items.0.national_entries": ["DE:5A902"], "items.0.value": "90000", "answers": {"item.national_value_exempt": True}}, "item.national_value_exempt"),
        ({"parties.0.service": "military", "items.0.answers": {"parties.military": False}}, "parties.military"),
        ({"items.0.national_entries": ["DE:5A902"], "answers": {"item.german_interception": False}}, "item.german_interception"),
    ],
)  # fmt: skip
def test_an_answer_that_fields_overrule_is_told(changes: dict[str, Any], fact: str) -> None:
    """Arts 9(1), 10(1), 215 TFEU, § 8(3) AWV."""
    row = told(changes)["answer_overruled"]
    assert (row["params"]["fact"], row["params"]["items"]) == (fact, ["1"])
    assert row["params"]["fields"]


def test_an_answer_that_fits_the_fields_is_not() -> None:
    assert told({"answers": {"item.national_own": False, "parties.military": False}}) == {}


@pytest.mark.parametrize(
    ("value", "kind", "country", "is_told"),
    [("90000", "goods", "DE", True), ("900", "goods", "DE", False), ("90000", "goods", "FR", False), ("900", "software", "DE", True)],
)  # fmt: skip
def test_a_limit_that_is_not_kept_is_told(value: str, kind: str, country: str, is_told: bool) -> None:
    """§§ 9(3) no 2, 11(5) no 3 AWV."""
    changes = {"items.0.value": value, "items.0.kind": kind, "exporter.country": country, "circumstances": {"nuclear_goods_within_limit": True}}  # fmt: skip
    assert ("limit_overruled" in told(changes)) is is_told


@pytest.mark.parametrize(
    ("activity", "name", "is_told"),
    [
        ("export", "public_domain", True), ("export", "mtcr_exception", True), ("brokering", "official_tasks", True), ("technical_assistance", "public_domain", False), ("intra_union_transfer", "mtcr_exception", False),
    ],
)  # fmt: skip
def test_an_exemption_of_technical_assistance_is_told_elsewhere(
    activity: str, name: str, is_told: bool
) -> None:
    """Art. 8(3), Annex IV."""
    changes = {"activity": activity, "manner": None, "circumstances": {name: True}}
    assert ("exemption_of_assistance" in told(changes)) is is_told
    assert "exemption_of_assistance" not in told(
        {"activity": activity, "manner": None, "circumstances": {name: False}}
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({**decided("Art. 4(2)", items=["99"]), "knowledge.wmd": "aware"}, "decision_on_others"),
        ({**decided("Art. 4(2)", parties=["Somebody Else AG"]), "knowledge.wmd": "aware"}, "decision_on_others"),
        ({**decided("Art. 4(2)"), "knowledge.wmd": "informed"}, "decision_before_information"),
        ({**decided("Art. 5(2)"), "knowledge.internal_repression": "informed", "items.0.cyber_surveillance": True}, "decision_before_information"),
    ],
)  # fmt: skip
def test_a_decision_that_frees_nothing_is_told(changes: dict[str, Any], code: str) -> None:
    """Arts 4(1), 4(2), 5(1), 5(2)."""
    assert set(told(changes)) == {code}


@pytest.mark.parametrize(
    "changes",
    [
        {**decided("Art. 4(2)", items=["1"], parties=["Rio Valves Ltda"]), "knowledge.wmd": "aware"},
        {**decided("Art. 4(2)"), "knowledge.wmd": "aware"},
        {**decided("Art. 4(2)", items=["99"], valid_until="2026-07-25"), "knowledge.wmd": "aware"},
        {**decided("Art. 4(2)", items=["99"], result="required"), "knowledge.wmd": "aware"},
    ],
)
def test_one_that_counts_or_may_or_frees_nothing_by_itself_is_not(changes: dict[str, Any]) -> None:
    assert told(changes) == {}
