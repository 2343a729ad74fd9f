"""Who acts: a broker or provider outside the Union, and what German law forbids beside the Regulation."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination

BROKER: dict[str, Any] = {
    "date": "2026-08-01",
    "activity": "brokering",
    "located_in": "TR",
    "exporter": {"name": "Example Broker", "country": "AT"},
    "items": [{"id": "1", "kind": "goods", "entries": ["2B201.a"], "national_entries": []}],
    "destination": "KE",
    "purchasing_country": "KE",
    "parties": [{"role": "end_user", "name": "Example Works", "country": "KE", "service": "none"}],
    "knowledge": dict.fromkeys(GROUNDS, "none"),
}


def judged(
    country: str | None, *, activity: str = "brokering", wmd: str | None = "none", **circumstances: bool
) -> Determination:
    """A service for a listed machine tool in Kenya."""
    return check(
        {
            **BROKER,
            "activity": activity,
            "exporter": {"name": "Example Broker", "country": country},
            "knowledge": {**BROKER["knowledge"], "wmd": wmd},
            "circumstances": circumstances,
        }
    )


def warning(result: Determination, code: str) -> str | None:
    return next((row.text for row in result.warnings if row.code == code), None)


@pytest.mark.parametrize(
    ("activity", "cites", "applied"),
    [("brokering", "Art. 2(8)", "Art. 6(2)"), ("technical_assistance", "Art. 2(10)", "Art. 8(2)")],
)
def test_a_service_from_switzerland_is_judged_and_where_it_is_given_from_is_asked(
    activity: str, cites: str, applied: str
) -> None:
    """Art. 2(8) and (10): who serves from the territory of the Union, wherever it is established. Art. 2(3) is of exporters."""
    result = judged("CH", activity=activity, wmd="aware")
    text = warning(result, "exporter_outside_union")
    assert text is not None
    assert cites in text
    assert "Art. 2(3)" not in text
    assert applied in {basis for item in result.items for basis in item.basis}
    assert judged("CH", activity=activity).release == "ask"


@pytest.mark.parametrize("country", ["AT", None])
def test_a_broker_in_the_union_or_in_no_stated_country_is_told_nothing_of_switzerland(
    country: str | None,
) -> None:
    assert warning(judged(country, wmd="aware"), "exporter_outside_union") is None


@pytest.mark.parametrize("activity", ["brokering", "technical_assistance", "export"])
@pytest.mark.parametrize("level", ["aware", "informed"])
def test_who_is_in_germany_and_knows_of_a_use_for_weapons_is_told_of_the_ban(
    activity: str, level: str
) -> None:
    """KrWaffKontrG §§ 17 to 21: forbidden whatever BAFA decides; the mark is said."""
    text = warning(judged("DE", activity=activity, wmd=level), "german_weapons_ban")
    assert text is not None
    assert "KrWaffKontrG §§ 17, 18" in text
    assert "unverified" in text


@pytest.mark.parametrize(
    ("country", "circumstances", "is_warned"),
    [
        ("FR", {}, False),
        ("FR", {"german_national": True}, True),  # § 21: Germans abroad
        ("CH", {"german_national": False}, False),
        (None, {}, True),  # who acts is not stated
        (None, {"german_national": False}, False),
    ],
)
def test_german_law_reaches_germans_elsewhere(
    country: str | None, circumstances: dict[str, bool], is_warned: bool
) -> None:
    result = judged(country, wmd="aware", **circumstances)
    assert (warning(result, "german_weapons_ban") is not None) is is_warned


@pytest.mark.parametrize("level", ["none", "suspects", None])
def test_where_no_use_for_weapons_is_known_nothing_is_said_of_the_ban(level: str | None) -> None:
    assert warning(judged("DE", wmd=level), "german_weapons_ban") is None


def test_the_ban_changes_no_answer() -> None:
    """Art. 6(2)."""
    german = judged("DE", wmd="aware")
    assert (german.release, german.outcome) == ("stop", "notification_required")
