"""Words of surveillance and interception beside a general authorisation that excludes such a use, and beside a licence for it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dualuse import check
from tests.assessment.test_statements_that_differ import CLEAR

POINT = "unexecuted.words.security_end_use"
GATEWAY: dict[str, Any] = {
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Nordkrypt AB", "country": "DE"},
    "items": [
        {"id": "1", "description": "Gateway", "kind": "goods", "entries": ["5A002.a.2"], "national_entries": [], "cn_code": "85176200", "quantity": 1, "unit": "piece"}
    ],
    "destination": "BR",
    "parties": [{"role": "end_user", "name": "Example Banco SA", "country": "BR", "service": "none"}],
    "knowledge": dict.fromkeys(
        ("wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights", "security_end_use", "public_security", "reexport"), "none"
    ),
    "circumstances": {"free_zone": False, "government_cryptography": False, "classified_approval": False, "published_cryptography": True, "user_changeable_cryptography": False},
    "answers": {"done.EU008": True, "done.EU001": True, "unexecuted.32014R0833.annex_iv": False},
}  # fmt: skip


def _released(end_use: str, **changes: Any) -> tuple[str, bool]:
    """The release, and whether the point is asked."""
    result = check({**copy.deepcopy(GATEWAY), "end_use": end_use, **changes}, screener=CLEAR)
    return result.release, POINT in str([row.params for row in result.release_because])


@pytest.mark.parametrize(
    "end_use",
    ["Lawful interception", "Abhören von Mobilfunk", "Telefonüberwachung", "wiretapping", "Écoutes téléphoniques", "covert surveillance", "interception of phone calls", "avlyssning", "盗聴"],
)  # fmt: skip
def test_under_eu008_words_of_interception_are_asked_about(end_use: str) -> None:
    """Annex II, EU008, Part 3(1): not for who is aware of a surveillance use."""
    assert _released(end_use) == ("ask", True)
    unstated = {key: value for key, value in GATEWAY["knowledge"].items() if key != "security_end_use"}
    assert _released(end_use, knowledge=unstated) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    ["Protection of the bank's own branch network", "Netzüberwachung im eigenen Rechenzentrum", "supervision du réseau interne", "no interception of communications", "Network monitoring of own servers"],
)  # fmt: skip
def test_other_words_are_not(end_use: str) -> None:
    assert _released(end_use) == ("go", False)


def test_a_person_answers() -> None:
    answers = {**GATEWAY["answers"], POINT: False}
    assert _released("Lawful interception", answers=answers)[0] == "go"
    assert _released("Lawful interception", answers={**answers, POINT: True})[0] == "stop"


def test_eu001_excludes_no_such_use() -> None:
    """Annex II, EU001, Part 3, names no surveillance."""
    end_user = [{**GATEWAY["parties"][0], "country": "US"}]
    assert _released("Lawful interception", destination="US", parties=end_user) == ("go", False)


def test_who_granted_a_licence_for_that_use_knew_of_it() -> None:
    """Art. 12(4): an individual authorisation is granted for the end use that it names."""
    licence = {
        "kind": "individual", "reference": "A-1/2026", "granted_by": "DE", "items": ["5A002.a.2"], "end_users": ["Example Banco SA"], "destination": "BR", "end_use": "Lawful interception",
        "valid_from": "2026-01-10", "valid_until": "2027-12-31", "left": 2, "left_unit": "piece", "known_uses": [],
    }  # fmt: skip
    assert not _released("Lawful interception", authorisations=[licence])[1]
    assert _released("Lawful interception", authorisations=[{**licence, "end_use": "Bank network"}])[1]


@pytest.mark.parametrize(
    "end_use",
    ["Monitoring of demonstrations", "Überwachung von Demonstrationen", "surveillance des manifestations", "vigilancia de protestas", "Demonstrationsüberwachung"],
)  # fmt: skip
def test_who_watches_assemblies_is_asked_about(end_use: str) -> None:
    """Annex II, EU008, Part 3(1); Art. 5(1)."""
    assert _released(end_use)[0] == "ask"


@pytest.mark.parametrize(
    "end_use",
    ["Monitoring of the demonstration plant", "Überwachung von Maschinen", "Demonstration of the product"],
)
def test_a_demonstration_of_goods_is_no_assembly(end_use: str) -> None:
    assert _released(end_use)[0] == "go"


@pytest.mark.parametrize(
    "end_use",
    ["TETRA network of the fire brigade", "Government encrypted radio", "Behördenfunk", "réseau TETRA", "NATO SECRET network", "Netz für Verschlusssachen", "réseau diffusion restreinte"],
)  # fmt: skip
def test_cryptography_for_governments_is_none_of_eu008(end_use: str) -> None:
    """Annex II, EU008, Part 1: not what is designed for governments, or approved for classified information."""
    assert _released(end_use)[0] == "ask"
    described = [{**GATEWAY["items"][0], "description": f"Gateway, {end_use}"}]
    assert _released("Own network", items=described)[0] == "ask"


@pytest.mark.parametrize(
    "end_use",
    ["Network of the Tetra Pak plant", "not for classified information", "no TETRA radio", "Secret Garden hotel network", "Netz der Gemeinde"],
)  # fmt: skip
def test_other_networks_are_not_asked_about(end_use: str) -> None:
    assert _released(end_use)[0] == "go"


@pytest.mark.parametrize("end_use", ["Border control", "Grenzkontrolle", "contrôle aux frontières"])
def test_border_control_is_a_security_end_use(end_use: str) -> None:
    """Annex II, EU008, Part 3(1)."""
    assert _released(end_use) == ("ask", True)
