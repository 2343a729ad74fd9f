"""Who has been informed by the authority of a use of concern is never let go on the silence of the rules (Arts 4(1), 5(1), 8(1); § 9 AWV)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.warnings.diversion import diversion_left_out
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.transaction import Transaction

QUIET = dict.fromkeys(GROUNDS, "none")
NAME = "Harrow Fixture Works"
BASE: dict[str, Any] = {
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "items": [
        {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False, "cn_code": "84137059"}
    ],
    "destination": "PK",
    "parties": [{"role": "end_user", "name": NAME, "country": "PK", "service": "none"}],
    "circumstances": {"free_zone": False},
}  # fmt: skip
ELSEWHERE: dict[str, dict[str, Any]] = {
    "a transfer within the Union": {"activity": "intra_union_transfer", "manner": None, "dispatched_from": "DE", "consigned_to": "FR"},
    "assistance in a country of EU001": {
        "activity": "technical_assistance", "manner": None, "destination": "JP",
        "parties": [{"role": "end_user", "name": NAME, "country": "JP", "service": "none"}],
        "circumstances": {"free_zone": False, "assistance_in_germany": False, "german_national": True, "oral_assistance": False},
    },
    "brokering within one country": {
        "activity": "brokering", "manner": None, "destination": "CN", "located_in": "CN",
        "parties": [{"role": "end_user", "name": NAME, "country": "CN", "service": "none"}],
    },
}  # fmt: skip
DECISION = {
    "provision": "Art. 4(2)",
    "result": "not_required",
    "date": "2026-07-20",
    "items": ["1"],
    "parties": [NAME],
}


def codes(knowledge: Mapping[str, str | None], **changes: Any) -> set[str]:
    stated = {**BASE, "knowledge": {**QUIET, **knowledge}, **changes}
    return {each.code for each in check(stated, screener=None).release_because}


@pytest.mark.parametrize("changes", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("use", ["wmd", "military_end_use", "illicit_military_parts"])
def test_also_where_no_rule_reaches_it_the_authority_is_asked(use: str, changes: dict[str, Any]) -> None:
    """Arts 4(1), 6(1), 8(1): a transfer, a country of EU001 or one third country is out of their reach."""
    assert "informed" in codes({use: "informed"}, **changes)


@pytest.mark.parametrize(
    "use", ["military_end_use", "internal_repression", "human_rights", "nuclear_facility"]
)
def test_an_export_that_no_rule_reaches_is_asked_about(use: str) -> None:
    """Arts 4(1)(b), 5(1), § 9 AWV: no arms embargo, no surveillance item, none of the nine countries."""
    country = "KE" if use == "nuclear_facility" else "PK"
    parties = [{"role": "end_user", "name": NAME, "country": country, "service": "none"}]
    assert "informed" in codes({use: "informed"}, destination=country, parties=parties)


@pytest.mark.parametrize("level", ["none", "aware", None])
def test_who_was_not_informed_is_not_told_so(level: str | None) -> None:
    """Art. 4(1): awareness has rules of its own, and what is not stated is asked about as ever."""
    assert "informed" not in codes({"military_end_use": level})


def test_where_a_rule_asks_for_an_authorisation_that_is_the_answer() -> None:
    """Art. 4(1): an authorisation is required, and nothing milder is said beside it."""
    assert "informed" not in codes({"wmd": "informed"})


@pytest.mark.parametrize(
    ("decisions", "asks"),
    [
        ([DECISION], False),
        ([{**DECISION, "provision": "Art. 8(2)"}], False),
        ([{**DECISION, "uses": ["military_end_use"]}], False),
        ([{**DECISION, "uses": ["wmd"]}], True),
        ([{**DECISION, "items": ["2"]}], True),
        ([{**DECISION, "items": None}], True),
        ([{**DECISION, "parties": None}], True),
        ([{**DECISION, "valid_until": "2026-08-19"}], True),
        ([DECISION, {**DECISION, "result": "required", "date": "2026-07-21"}], True),
    ],
)
def test_a_decision_of_the_authority_on_it_clears(decisions: list[dict[str, Any]], asks: bool) -> None:
    """Art. 4(2): on the item or the party, on that use, still standing, and the last one."""
    changes = ELSEWHERE["a transfer within the Union"]
    because = codes({"military_end_use": "informed"}, authority_decisions=decisions, **changes)
    assert ("informed" in because) is asks


def test_of_two_uses_a_decision_that_names_none_clears_neither() -> None:
    """Art. 4(1): it is not clear which of them it was given for."""
    knowledge, changes = (
        {"wmd": "informed", "military_end_use": "informed"},
        ELSEWHERE["a transfer within the Union"],
    )
    assert "informed" in codes(knowledge, authority_decisions=[DECISION], **changes)
    named = {**DECISION, "uses": ["wmd", "military_end_use"]}
    assert "informed" not in codes(knowledge, authority_decisions=[named], **changes)


# For whom the items may be meant (Regulation (EU) No 833/2014, Arts 2a, 3k; Regulation (EC) No 765/2006, Arts 1bb, 1f).

FOR_RUSSIA = "russia_833_2014_informed"
FOR_BELARUS = "belarus_765_2006_informed"


def of_the_way(*names: str, stated: bool | None = True, **changes: Any) -> list[str]:
    """What holds the release on that account, the authority having informed of the ways called ``names``."""
    values = dict.fromkeys(names, stated)
    data = {**BASE, "knowledge": QUIET, **changes, "circumstances": {"free_zone": False, **values}}
    because = check(data, screener=None).release_because
    return [each.text for each in because if each.code == "informed_of_the_way"]


@pytest.mark.parametrize("day", ["2024-03-10", "2025-03-10", "2026-08-20"])
@pytest.mark.parametrize(("name", "place"), [(FOR_RUSSIA, "Russia"), (FOR_BELARUS, "Belarus")])
def test_who_was_told_that_they_may_be_meant_for_a_country_under_bans_asks_first(
    name: str, place: str, day: str
) -> None:
    """Arts 2a(1) and 3k(1), 1bb(1) and 1f(1): directly or indirectly; the licence of para. 1aa is for some goods, from a day on."""
    (text,) = of_the_way(name, date=day)
    assert place in text


@pytest.mark.parametrize("stated", [False, None])
def test_who_was_told_nothing_of_the_way_is_not_asked(stated: bool | None) -> None:
    """Art. 2a(1aa): it counts where it is stated."""
    assert of_the_way(FOR_RUSSIA, FOR_BELARUS, stated=stated) == []


def test_where_para_1aa_asks_for_an_authorisation_that_is_the_answer() -> None:
    """Art. 2a(1aa) with Annex VII Part B: since 20 July 2025."""
    items = [{**BASE["items"][0], "cn_code": "85423190"}]
    assert of_the_way(FOR_RUSSIA, items=items) == []
    assert len(of_the_way(FOR_RUSSIA, items=items, date="2025-03-10")) == 1


def test_a_decision_clears_the_way_as_it_does_a_use() -> None:
    """One that names a use is on that; one that names none is on the way where no use is open."""
    assert of_the_way(FOR_RUSSIA, authority_decisions=[DECISION]) == []
    assert of_the_way(FOR_RUSSIA, FOR_BELARUS, authority_decisions=[DECISION]) == []
    named = {**DECISION, "uses": ["wmd"]}
    assert len(of_the_way(FOR_RUSSIA, authority_decisions=[named])) == 1
    informed = {
        **ELSEWHERE["a transfer within the Union"],
        "knowledge": {**QUIET, "wmd": "informed"},
    }
    assert len(of_the_way(FOR_RUSSIA, authority_decisions=[DECISION], **informed)) == 1
    assert len(of_the_way(FOR_RUSSIA, authority_decisions=[named], **informed)) == 1
    assert of_the_way(FOR_RUSSIA, authority_decisions=[named, DECISION], **informed) == []


FOR_BOTH = {FOR_RUSSIA: "RU", FOR_BELARUS: "BY"}


@pytest.mark.parametrize(
    ("stated", "day", "named"),
    [
        ({}, "2026-08-20", [FOR_RUSSIA, FOR_BELARUS]),
        ({FOR_RUSSIA: False}, "2026-08-20", [FOR_BELARUS]),
        ({FOR_RUSSIA: False, FOR_BELARUS: False}, "2026-08-20", None),
        ({}, "2025-07-19", None),
    ],
)
def test_who_was_told_of_onward_export_says_whether_it_was_to_one_of_two_countries(
    stated: dict[str, bool], day: str, named: list[str] | None
) -> None:
    """Regulation (EU) No 833/2014, Art. 2a(1aa), Regulation (EC) No 765/2006, Art. 1f(1aa), since 20 July 2025; else it is asked as ever."""
    bearings = [{**BASE["items"][0], "cn_code": "84821010"}]
    knowledge = {**QUIET, "reexport": "informed"}
    data = {**BASE, "date": day, "items": bearings, "knowledge": knowledge, "circumstances": stated}
    result = check(data, screener=None)
    held = {each.code: each.params for each in result.release_because}
    assert result.release == "ask"
    if named is None:
        assert "informed" in held
        assert "informed_of_onward_export" not in held
    else:
        assert held["informed_of_onward_export"]["fields"] == [f"circumstances.{name}" for name in named]
        assert "informed" not in held


@pytest.mark.parametrize(("code", "release"), [("84821010", "stop"), ("94033000", "ask")])
@pytest.mark.parametrize("name", FOR_BOTH)
def test_onward_export_to_one_of_them_needs_an_authorisation(name: str, code: str, release: str) -> None:
    """Art. 2a(1aa) with Annex VII, Art. 1f(1aa) with Annex Va: bearings; of a chair the authority is asked."""
    items = [{**BASE["items"][0], "cn_code": code}]
    knowledge = {**QUIET, "reexport": "informed"}
    data = {**BASE, "items": items, "knowledge": knowledge, "circumstances": {name: True}}
    assert check(data, screener=None).release == release


def test_who_was_told_of_no_onward_export_is_not_asked_where_to() -> None:
    """Art. 2a(1aa): what is known without the authority has rules of its own."""
    for level in ("none", "aware"):
        assert "informed_of_onward_export" not in codes({"reexport": level})


@pytest.mark.parametrize(
    ("stated", "left"),
    [
        ({}, ["RU", "BY"]),
        ({FOR_RUSSIA: False}, ["BY"]),
        ({FOR_BELARUS: False}, ["RU"]),
        ({FOR_RUSSIA: False, FOR_BELARUS: False}, []),
    ],
)
def test_a_go_names_the_country_alone_of_which_it_is_not_stated(
    stated: dict[str, bool], left: list[str]
) -> None:
    """Art. 2a(1aa), Art. 1f(1aa): what a person has stated is not said to be wanting."""
    data = {
        **BASE,
        "knowledge": {**QUIET, "reexport": "none"},
        "items": [{**BASE["items"][0], "cn_code": "85423190"}],
        "circumstances": stated,
    }
    left_out = diversion_left_out(Transaction.model_validate(data), date(2026, 8, 20))
    named = [[place.code for place in each.params["places"]] for each in left_out]
    assert named == ([left] if left else [])


def test_a_use_of_concern_is_named_in_words() -> None:
    """The sentence named it by its field: "(wmd)"."""
    changes = ELSEWHERE["brokering within one country"]
    result = check({**BASE, "knowledge": {**QUIET, "wmd": "informed"}, **changes}, screener=None)
    (text,) = [row.text for row in result.release_because if row.code == "informed"]
    assert "weapons of mass destruction (Art. 4(1)(a))" in text
    assert "(wmd)" not in text
