"""German law beside the scenarios: general authorisations to ask about, languages, the interview, what is held."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.law.collection import NATIONAL, whole_law
from dualuse.law.germany import citations
from dualuse.law.language.provision import Duty, Effect, Provision, Relief
from dualuse.law.states import jurisdiction
from dualuse.schema.determination import Determination, NotExamined

QUIET = dict.fromkeys(
    (
        *("wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights"),
        *("security_end_use", "public_security", "reexport", "nuclear_facility", "surveillance_assistance"),
    ),
    "none",
)


def export(**changes: Any) -> dict[str, Any]:
    item = {"id": "1", "entries": ["2B350.g"], "kind": "goods", "national_entries": []}
    return {
        "date": "2026-08-01",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "DE"},
        "items": [{**item, **changes.pop("item", {})}],
        "destination": "IN",
        "parties": [{"role": "end_user", "country": changes.get("destination", "IN"), "service": "none"}],
        "knowledge": {**QUIET, **changes.pop("knowledge", {})},
        "circumstances": {"free_zone": False},
        **changes,
    }


def assistance(code: str, **changes: Any) -> dict[str, Any]:
    no = dict.fromkeys(
        (
            *("public_domain", "official_tasks", "member_state_armed_forces", "mtcr_exception"),
            *("minimum_for_authorised_items", "german_national"),
        ),
        False,
    )
    item = {"entries": [code], "cyber_surveillance": True}
    data = export(item=item, activity="technical_assistance", destination="KE", circumstances=no)
    data.pop("manner")
    return {**data, **changes}


def general(result: Determination) -> list[NotExamined]:
    return [row for row in result.not_examined if row.code.startswith("national_general")]


def named(**changes: Any) -> set[str]:
    return {name for row in general(check(export(**changes))) for name in row.params["names"]}


UNCONFIRMED = {"AGG 39", "AGG 40", "AGG 41", "AGG 42", "AGG 43", "AGG 44"}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, {"AGG 12", "AGG 13", "AGG 14", *UNCONFIRMED}),
        ({"item": {"entries": ["5D002.a"], "kind": "software"}}, {"AGG 12", "AGG 13", "AGG 16", "AGG 38", *UNCONFIRMED}),
        ({"item": {"entries": ["3A225"]}}, {"AGG 12", "AGG 13", "AGG 17", *UNCONFIRMED}),
        ({"destination": "UY"}, {"AGG 12", "AGG 13", "AGG 14", "AGG 37", *UNCONFIRMED}),
        # EU001 covers it: AGG 12 to 17 may not be used beside.
        ({"destination": "US", "item": {"entries": ["2B001.a"]}}, UNCONFIRMED),
        # Section I of Annex II is for no national general authorisation (Art. 12(6)(a)).
        ({"item": {"entries": ["1C351"]}}, set()),
        ({"item": {"entries": []}}, set()),
        ({"activity": "brokering"}, set()),
        ({"destination": "FR"}, set()),
        ({"knowledge": {"wmd": "aware"}}, set()),
        ({"destination": "RU"}, set()),
    ],
)  # fmt: skip
def test_general_authorisations_are_named_where_they_may_fit(
    changes: dict[str, Any], names: set[str]
) -> None:
    assert named(**changes) == names


def test_a_general_authorisation_is_to_be_asked_about_and_never_available() -> None:
    result = check(export())
    first, second = general(result)
    assert (first.params["last_seen"], second.params["last_seen"]) == ("2026-03-31", "2025-12-31")
    assert second.params["names"] == ["AGG 42"]
    assert all(row.params["verification"] == "secondary" for row in (first, second))
    assert "not read" in first.why
    assert "Ask Bundesamt" in first.why
    assert "Heat exchangers" in first.act
    assert result.outcome == "authorisation_required"
    assert not any(row.id.startswith("AGG") for item in result.items for row in item.general_authorisations)


def test_no_general_authorisation_for_military_goods_is_offered() -> None:
    state = jurisdiction("DE")
    assert state is not None
    numbers = {int(row.identifier.removeprefix("AGG ")) for row in state.general_authorisations}
    assert numbers.isdisjoint({*range(18, 37), 45, 46, 47})
    assert all(row.last_seen is not None for row in state.general_authorisations)


def test_rules_that_are_executed_are_no_longer_named_as_not_examined() -> None:
    rules = {row.params["reference"] for row in check(export()).not_examined if row.code == "national_rule"}
    assert not any(
        f"§ {number}" in rule for rule in rules for number in ("9", "11", "47", "49", "50", "51", "52")
    )


@pytest.mark.parametrize("code", ["4A005", "4D004", "4E001.c", "5A001.f", "5A001.f.2", "5A001.j", "5D001.e"])
def test_every_surveillance_entry_is_notified(code: str) -> None:
    result = check(assistance(code))
    assert result.outcome == "notification_required"
    assert result.items[0].basis == ("§ 52a(2) AWV",)
    assert result.release == "stop"


@pytest.mark.parametrize("code", ["4A004", "4E001.a", "5A001.b", "5A002.a", "5D001.a"])
def test_no_other_entry_is(code: str) -> None:
    result = check(assistance(code))
    assert not any(finding.provision.startswith("§ 52a") for finding in result.findings)


@pytest.mark.parametrize(
    ("language", "words"), [("de", "unterrichten Sie das BAFA"), ("fr", "notifier au BAFA")]
)
def test_the_duty_is_told_in_every_language(language: str, words: str) -> None:
    result = check(assistance("5A001.j"), language=language)
    assert any(words in duty.text for duty in result.obligations)


def test_an_authorisation_that_is_held_answers_german_law() -> None:
    """It is no restrictive measure, which no authorisation under the Regulation would answer."""
    held = {"kind": "technical_assistance", "reference": "A-17", "items": ["1"], "end_user": "Rift Works", "destination": "KE"}  # fmt: skip
    data = assistance("5A001.j", knowledge={**QUIET, "surveillance_assistance": "informed"})
    data |= {"parties": [{"role": "end_user", "name": "Rift Works", "country": "KE", "service": "none"}]}
    assert any(duty.citation == "§ 1(1) AWV" for duty in check(data).obligations)
    result = check({**data, "end_use": "repair", "authorisations": [{**held, "end_use": "repair", "valid_from": "2024-01-01", "valid_until": "2027-01-01"}]})  # fmt: skip
    assert not any(duty.citation == "§ 1(1) AWV" for duty in result.obligations)
    assert result.release != "stop"


def test_every_german_rule_is_named_among_the_citations() -> None:
    """Who asks for an authorisation is applied to, who must notify waits: by the lists that other Articles use."""
    rules = [rule for article in NATIONAL for paragraph in article.paragraphs for rule in paragraph.rules]
    provisions = [rule for rule in rules if isinstance(rule, Provision)]
    asking = {rule.citation for rule in provisions if rule.effect is Effect.AUTHORISATION_REQUIRED}
    notified = {rule.citation for rule in provisions if rule.effect is Effect.NOTIFICATION_REQUIRED}
    assert asking == set(citations.REQUIREMENTS)
    assert notified == set(citations.NOTIFIED)
    known = {rule.citation for rule in whole_law().provisions}
    assert all(set(rule.of) <= known for rule in rules if isinstance(rule, Relief))
    assert all(set(rule.after) <= known for rule in rules if isinstance(rule, Duty))
    assert not any(rule.is_measure for rule in provisions)
