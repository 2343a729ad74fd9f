"""Where neither the exporter's State is stated nor another one is responsible, nothing goes (Arts 2(3), 12(2), 13(1))."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from tests.assessment.test_informed import BASE, QUIET
from tests.support.hits_by_hand import UNION, ScreenerByHand

SCREENER = ScreenerByHand({}, (UNION,))
PLAIN: dict[str, Any] = {
    **BASE,
    "date": "2026-08-01",
    "destination": "JP",
    "parties": [{"role": "end_user", "name": "Harrow Fixture Works", "country": "JP", "service": "none"}],
    "knowledge": QUIET,
}
FRENCH = {
    "dispatched_from": "FR",
    "consigned_to": "IT",
    "destination": "IT",
    "activity": "intra_union_transfer",
    "manner": None,
}


def codes(**changes: Any) -> list[str]:
    stated = {name: value for name, value in {**PLAIN, **changes}.items() if value is not None}
    return [row.code for row in check(stated, screener=SCREENER).release_because]


def test_whose_state_is_not_stated_is_asked_about() -> None:
    """Art. 2(3): it may be established outside the Union."""
    result = check({**PLAIN, "exporter": {"name": "Meridian Signals GmbH"}}, screener=SCREENER)
    (reason,) = result.release_because
    assert (result.release, reason.code) == ("ask", "release.exporter_unstated")
    assert "Art. 2(3)" in reason.text
    assert "exporter.country" in reason.text


def test_where_no_exporter_is_stated_nothing_goes_either() -> None:
    assert codes(exporter=None) == ["exporter_unstated"]  # nobody has screened it


@pytest.mark.parametrize(
    ("changes", "is_missing"),
    [
        ({"exporter": None}, True),
        ({"exporter": {"name": "Meridian Signals GmbH"}}, True),
        ({"exporter": {"name": "Meridian Signals GmbH", "country": "DE"}}, False),
        ({"exporter": None, **FRENCH, "parties": [{**PLAIN["parties"][0], "country": "IT"}]}, False),
    ],
)
def test_the_state_that_is_asked_is_among_what_is_missing(
    changes: dict[str, Any], *, is_missing: bool
) -> None:
    """Arts 2(3), 12(2): where nothing else is asked of the items, too; where a rule waits for it, it is asked once."""
    stated = {name: value for name, value in {**PLAIN, **changes}.items() if value is not None}
    facts = [row.fact for row in check(stated, screener=SCREENER).missing]
    assert facts.count("exporter.country") == is_missing
    suspicious = {**stated, "knowledge": {**QUIET, "wmd": "suspects"}}
    assert [row.fact for row in check(suspicious, screener=SCREENER).missing].count("exporter.country") <= 1


@pytest.mark.parametrize("country", ["DE", "FR"])
def test_one_of_a_member_state_goes(country: str) -> None:
    exporter = {"name": "Meridian Signals GmbH", "country": country}
    assert check({**PLAIN, "exporter": exporter}, screener=SCREENER).release == "go"


@pytest.mark.parametrize("country", [None, "DE"])
def test_a_general_authorisation_is_used_under_the_authority_of_a_member_state(country: str | None) -> None:
    """Arts 12(2), 13(1); Annex II, Part A: registration and notice are those of the Member State of the exporter."""
    stated = {
        **PLAIN,
        "exporter": {"name": "Meridian Signals GmbH", **({"country": country} if country else {})},
        "items": [{**PLAIN["items"][0], "entries": ["3A002.c"]}],
    }
    assert (check(stated, screener=SCREENER).release == "go") <= (country is not None)


def test_where_another_state_is_responsible_it_is_not_asked() -> None:
    """Art. 11(3): the Member State of departure."""
    lines = [{**PLAIN["items"][0], "entries": ["3A002.c"]}]
    parties = [{**PLAIN["parties"][0], "country": "IT"}]
    assert "release.exporter_unstated" not in codes(exporter=None, items=lines, parties=parties, **FRENCH)


def test_it_is_the_last_that_is_asked() -> None:
    """What is wanting beside it is asked first, and as before."""
    asked = codes(exporter=None, knowledge={**QUIET, "military_end_use": "informed"})
    assert asked[0] == "informed"
    assert "release.exporter_unstated" not in asked
