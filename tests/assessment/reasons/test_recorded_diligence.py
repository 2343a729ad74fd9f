"""What counts as recorded due diligence (docs/decisions/0026): a document, by its name, and the day on which it was seen; for every activity."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.release_holds.suspicion import why_diligence_is_asked
from dualuse.assessment.text.assumed import headline, verdict
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.inputs.placeholders import names_a_document
from dualuse.inputs.problems import InputError
from dualuse.schema.determination import Configuration, Determination
from tests.assessment.test_release_reasons import DIGEST, FACT, SURVEILLANCE, judged, reasons

POLICE = {
    **SURVEILLANCE,
    "items": [{**SURVEILLANCE["items"][0], "cn_code": "85198100"}],
    "parties": [{**SURVEILLANCE["parties"][0], "service": "police"}],
}
NAMED = {"fact": FACT, "document": "DD report 2026-7", "seen": "2026-06-30"}
REPORT = {**NAMED, "sha256": DIGEST}


@pytest.mark.parametrize(
    "source",
    [
        {"document": "no due diligence was carried out"},
        {"document": "none"},
        {"document": "."},
        {"document": "-"},
        {"document": "x"},
        {"document": "to be done"},
        {"document": "wird nachgereicht"},
        {"document": "keine Prüfung durchgeführt"},
        {"document": "aucune diligence effectuée"},
        {"url": "https://example.org", "document": None},
        {"seen": "2019-01-01"},
        {"seen": None},
        {"seen": "2025-08-01"},  # a year to the day
        {"seen": "2026-08-02"},  # after the day judged
    ],
)
def test_what_names_no_document_or_no_day_of_late_holds_the_release(source: dict[str, Any]) -> None:
    stated = {name: value for name, value in {**REPORT, **source}.items() if value is not None}
    result = judged({**POLICE, "sources": [stated]})
    assert (result.release, list(reasons(result))) == ("ask", ["diligence_unrecorded"])


def test_a_release_names_the_record_that_it_rests_on_and_asks_for_it_no_more() -> None:
    result = judged({**POLICE, "sources": [REPORT]})
    assert (result.release, list(reasons(result))[1:]) == ("go", ["diligence_relied_on"])
    assert "DD report 2026-7, seen on 2026-06-30" in reasons(result)["diligence_relied_on"]
    assert "carry out due diligence" not in _screen(result)
    assert why_diligence_is_asked(result) is None
    without = judged(POLICE)
    assert "carry out due diligence" in _screen(without)
    assert why_diligence_is_asked(without) is not None


@pytest.mark.parametrize("service", ["police", "intelligence", None])
def test_a_name_alone_frees_nothing_for_whom_is_or_may_be_a_service(service: str | None) -> None:
    """Art. 5(2): one line of text is no finding; the file is told by its checksum, or a decision is recorded."""
    party = {**POLICE["parties"][0], "service": service}
    data = {**POLICE, "parties": [{name: value for name, value in party.items() if value is not None}]}
    result = judged({**data, "sources": [NAMED]})
    assert result.release == "ask"
    reason = reasons(result)["diligence_unrecorded"]
    assert (
        "state the checksum of the file beside it (sha256), or record what was decided (dualuse assess)"
        in reason
    )
    assert "diligence_unrecorded" not in reasons(judged({**data, "sources": [REPORT]}))


def test_a_name_and_a_day_are_enough_where_no_service_receives() -> None:
    assert judged({**SURVEILLANCE, "sources": [NAMED]}).release == "go"


@pytest.mark.parametrize(
    "digest",
    [
        "0" * 64,
        "f" * 64,
        "5b" * 32,
        "0123456789abcdef" * 4,
        sha256(b"").hexdigest(),
        sha256().hexdigest().upper(),
    ],
)
def test_the_checksum_of_no_document_is_refused(digest: str) -> None:
    """Art. 5(2): what an empty file or a row of zeros records is no due diligence."""
    with pytest.raises(InputError) as refused:
        judged({**POLICE, "sources": [{**NAMED, "sha256": digest}]})
    (problem,) = refused.value.problems
    assert (problem.what.code, problem.path) == ("checksum_of_nothing", "sources[0].sha256")


@pytest.mark.parametrize(
    ("changed", "release"),
    [
        ({"end_use": "Location of mobile phones in investigations of the police"}, "ask"),
        ({"end_use": "Ortung für die Kriminalpolizei"}, "ask"),
        ({"end_use": "Écoutes pour les services secrets"}, "ask"),
        ({"end_use": "Quality of the operator's own network"}, "go"),
        ({"end_use": "Quality of the operator's own network, not for the police"}, "go"),
        ({}, "go"),
    ],
)
def test_a_name_alone_frees_nothing_that_is_for_a_service_by_its_end_use(
    changed: dict[str, Any], release: str
) -> None:
    """Art. 5(1), (2): a company that is no service may buy for one; a name and a checksum free it."""
    data = {**SURVEILLANCE, **changed}
    result = judged({**data, "sources": [NAMED]})
    assert ("ask" if "diligence_unrecorded" in reasons(result) else "go") == release
    assert "diligence_unrecorded" not in reasons(judged({**data, "sources": [REPORT]}))


def _screen(result: Determination) -> str:
    return " ".join(" ".join(ShortText(result).lines()).split())


def test_the_reason_says_why_a_record_counts_no_more() -> None:
    old = judged({**POLICE, "sources": [{**REPORT, "seen": "2019-01-01"}]})
    assert "was seen on 2019-01-01, and after 12 months" in reasons(old)["diligence_unrecorded"]
    unseen = {name: value for name, value in REPORT.items() if name != "seen"}
    assert (
        "not stated on which day" in reasons(judged({**POLICE, "sources": [unseen]}))["diligence_unrecorded"]
    )


def test_a_house_may_let_it_age_sooner() -> None:
    stated = {**POLICE, "sources": [REPORT]}
    house = Configuration(file="dualuse.toml", taken={}, rules={"diligence_age_months": 1})
    strict = check(stated, configuration=house)
    assert "diligence_unrecorded" in [row.code for row in strict.release_because]


OTHER: dict[str, Any] = {
    "brokering": {"located_in": "IL"},
    "technical_assistance": {
        "circumstances": dict.fromkeys(
            (
                "public_domain", "official_tasks", "member_state_armed_forces", "mtcr_exception", "minimum_for_authorised_items",
                "oral_assistance", "german_listed_technology", "free_zone",
            ),
            False,
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("activity", OTHER)
def test_no_activity_serves_a_service_with_surveillance_unexamined(activity: str) -> None:
    """Art. 5(2) asks exporters alone: that it holds others too is a rule of this program, and the reason says so."""
    supply = {**POLICE, "activity": activity, **OTHER[activity]}
    supply.pop("manner", None)
    result = judged(supply)
    assert result.release == "ask"
    assert "a rule of its own, not of the law" in reasons(result)["diligence_unrecorded"]
    recorded = judged({**supply, "sources": [REPORT]})
    assert "diligence_unrecorded" not in reasons(recorded)
    other = {**supply["items"][0], "cyber_surveillance": False}
    assert "diligence_unrecorded" not in reasons(judged({**supply, "items": [other]}))
    unstated = {name: value for name, value in other.items() if name != "cyber_surveillance"}
    assert "surveillance_unstated" in reasons(judged({**supply, "items": [unstated]}))


@pytest.mark.parametrize(
    "name",
    [
        "DD-2026-7.pdf",
        "Prüfvermerk ohne Befund",
        "DD report, no objections",
        "Note no. 12",
        "2026/118",
        "order form",
        "Denied party screening 2026-09-01",
        "rapport de vigilance, aucune remarque",
    ],
)
def test_a_document_is_one_by_its_name(name: str) -> None:
    assert names_a_document(name)


def test_a_go_over_due_diligence_that_is_still_to_be_carried_out_says_so_at_every_head() -> None:
    """Art. 5(2) asks for it among close partners, too; recorded, it is a duty no more."""
    partner = {**SURVEILLANCE["parties"][0], "country": "GB"}
    data = {**SURVEILLANCE, "destination": "GB", "parties": [partner]}
    result = judged(data)
    assert (result.release, result.release_because[0].code) == ("go", "release.go_with_duties_as_stated")
    assert "meet the duties under Art. 5(2);" in result.release_because[0].text
    assert _screen(result).startswith("GO, once its duties are met ")
    assert headline(result) == "GO, once its duties are met"
    assert "GO, once the duties under “What to do” are met" in determination_text(result)
    assert verdict(result).sentence == "The items may leave once the duties named are met."
    assert headline(judged({**data, "sources": [REPORT]})) == "GO"
