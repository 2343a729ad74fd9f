"""Who holds an authorisation: the exporter, broker or provider that it names, and nobody else (Arts 12(2), 13(1), Annex III)."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.serialisation import to_json
from tests.assessment.test_authorisations_held import ASK, BASE, GO, HELD, STOP, mildness

NAMED = {"name": "Meridian Signals GmbH", "country": "DE"}


def judged(holder: str | None, exporter: dict[str, Any] = NAMED, **changes: Any) -> Any:
    held = {**HELD, **({"holder": holder} if holder else {}), **changes}
    return check({**BASE, "exporter": exporter, "authorisations": [held]}, screener=None)


@pytest.mark.parametrize(
    ("holder", "release"),
    [
        ("Meridian Signals GmbH", GO),
        ("MERIDIAN  signals GmbH", GO),
        ("Meridian Signals", ASK),  # without the form it may be another one of the group
        ("Meridian Signals AG", ASK),
        ("Havel Pumpen GmbH", STOP),
        (None, GO),
    ],
)
def test_an_authorisation_is_for_the_holder_it_names(holder: str | None, release: int) -> None:
    assert mildness(judged(holder)) == release


@pytest.mark.parametrize("kind", ["individual", "global", "large_project", "national_general"])
def test_one_of_somebody_else_is_none_of_whatever_kind(kind: str) -> None:
    """One clearing somebody else is a stop."""
    result = judged("Havel Pumpen GmbH", kind=kind, end_use="Network testing")
    assert result.release == "stop"
    assert "was granted to Havel Pumpen GmbH, not to Meridian" in to_json(result)


def test_without_a_name_of_the_exporter_it_is_asked() -> None:
    result = judged("Meridian Signals GmbH", {"country": "DE"})
    assert mildness(result) == ASK
    assert "exporter.name" in {row.fact for row in result.missing}


def test_two_statements_of_one_authorisation_that_name_two_holders_are_asked_about() -> None:
    held = [{**HELD, "holder": holder} for holder in ("Meridian Signals GmbH", "Meridian Optics GmbH")]
    result = check({**BASE, "exporter": NAMED, "authorisations": held}, screener=None)
    assert result.release != "go"
    assert mildness(result) == ASK


def test_a_broker_and_a_provider_hold_theirs() -> None:
    """Art. 13(1)."""
    changes = {"activity": "brokering", "located_in": "KR", "knowledge": {"wmd": "informed"}}
    held = {**HELD, "kind": "brokering", "known_uses": ["wmd"], "holder": "Havel Pumpen GmbH"}
    result = check({**BASE, **changes, "exporter": NAMED, "authorisations": [held]}, screener=None)
    assert result.release == "stop"
