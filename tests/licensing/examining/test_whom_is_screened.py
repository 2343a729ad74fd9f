"""Whom an application names beside its transaction is screened, and a global one is compared with denials by where it goes; on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, submit, write
from dualuse.licensing.cases.evidence import DENIALS, SCREENING, counting
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.register import enter
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.forms import form_fields
from tests.support.screening_home import Entry, install
from tests.support.service_people import FIELDS, TODAY, TRANSACTION, UNLISTED, WHOLE, People
from tests.support.service_people import apply_with_specification as apply

LISTED = "Orlowberg Quillon Trading"
BROKERING: dict[str, Any] = {
    **{name: value for name, value in UNLISTED.items() if name != "dispatched_from"},
    "activity": "brokering",
    "located_in": "IN",
}
BESIDE = {
    **{name: value for name, value in FIELDS.items() if name != "customs_member_state"},
    "origin_exporter_name": "Chennai Instruments",
    "origin_exporter_country": "IN",
    "exact_location": "Port of Chennai",
    "third_parties": "none",
    "end_use_statement_exemption": "to the user who has it",
}


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A list on which one firm stands."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(tmp_path, "xx_service", date.today().isoformat(), [Entry("P7", LISTED, "Organization")])


def examined(people: People, kind: str, data: dict[str, Any], fields: dict[str, Any]) -> Case:
    case = apply(people.exporter, kind, data, fields, authority="DE")
    if kind == "global":
        attach(people.exporter, case.reference, Upload("icp_description", "icp.txt", b"Who looks at what."))
    submit(people.exporter, case.reference)
    assign(people.officer, case.reference, "officer@example.org")
    return check_denials(people.officer, case.reference)


def screened(case: Case) -> dict[str, Any]:
    result: dict[str, Any] = counting(case, SCREENING).get().result
    return result


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("changed", "paths"),
    [
        ({"origin_exporter_name": LISTED}, {"fields.origin_exporter_name"}),
        ({"origin_exporter_name": "Orlowberg Quilon Trading"}, {"fields.origin_exporter_name"}),
        (
            {"third_parties": f"{LISTED}, Street 1, Dubai"},
            {"fields.third_parties[0]", "fields.third_parties"},
        ),
        ({"third_parties": "Agent One, Dubai; Orlowberg Quilon Trading, Dubai"}, {"fields.third_parties[1]"}),
        ({"third_parties": f"Agent One\n{LISTED}"}, {"fields.third_parties[1]", "fields.third_parties"}),
        ({"third_parties": f"The agent is {LISTED} of Dubai"}, {"fields.third_parties"}),
        ({"exact_location": f"Store of {LISTED}, Chennai"}, {"fields.exact_location"}),
    ],
)
def test_whoever_takes_part_in_brokering_is_met(
    people: People, changed: dict[str, str], paths: set[str]
) -> None:
    """Art. 13 and boxes 5 and 12 of Annex III B: the exporter in the third country, and third parties."""
    result = screened(examined(people, "brokering", BROKERING, {**BESIDE, **changed}))
    assert result["status"] in ("hit", "review")
    assert {hit["party"] for hit in result["hits"]} >= {
        min(paths, key=len) if len(paths) > 1 else next(iter(paths))
    }
    assert {hit["entity"] for hit in result["hits"]} == {"P7"}


@pytest.mark.usefixtures("listed")
def test_others_are_clear(people: People) -> None:
    result = screened(
        examined(people, "brokering", BROKERING, {**BESIDE, "third_parties": "Agent One, Dubai"})
    )
    assert (result["status"], result["hits"], result["not_screened"]) == ("clear", [], [])


def test_without_a_list_nobody_of_them_was_screened(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    result = screened(examined(people, "brokering", BROKERING, {**BESIDE, "third_parties": "Agent One"}))
    assert result["status"] == "not_screened"
    assert {"fields.origin_exporter_name", "fields.third_parties[0]"} <= set(result["not_screened"])


@pytest.mark.usefixtures("listed")
def test_another_third_party_is_screened_anew(people: People) -> None:
    case = examined(people, "brokering", BROKERING, BESIDE)
    amend(people.exporter, case.reference)
    write(people.exporter, case.reference, None, {"third_parties": LISTED})
    submit(people.exporter, case.reference)
    assert not counting(case, SCREENING).exists(), "what was screened was voided"


def test_a_field_that_names_a_party_has_its_country() -> None:
    fields = form_fields()
    named = {field.name: (field.names, field.country) for field in fields.values() if field.names}
    assert named == {
        "origin_exporter_name": ("party", "origin_exporter_country"),
        "third_parties": ("parties", ""),
    }
    assert all(fields[country].form == "place" for _, country in named.values() if country)


def denial(reference: str, destination: str, **changed: Any) -> Denial:
    whole: dict[str, Any] = {
        "member_state": "NL",
        "kind": "refused",
        "decided": date(2025, 3, 4),
        "parties": (DeniedParty(role="end_user", name="Zarqa Precision Works", country=destination),),
        "lines": (DeniedLine(description="Analyser", entries=("3A002.c",), is_listed=True),),
        "destination": destination,
    }
    return Denial(reference=reference, **{**whole, **changed})


GLOBAL: dict[str, Any] = {
    name: value for name, value in UNLISTED.items() if name not in ("destination", "parties")
}
NAMED = {
    **GLOBAL,
    "parties": [{**TRANSACTION["parties"][0], "name": "Zarqa Precision Works", "country": "JO"}],
}
COUNTRIES = {**{name: value for name, value in WHOLE.items() if name != "end_use_statement_exemption"}, "destinations": ["JO", "AE"]}  # fmt: skip


def met(case: Case) -> list[str]:
    keys: list[str] = counting(case, DENIALS).get().result["met"]
    return keys


def test_a_global_application_for_countries_meets_who_was_denied_there(people: People) -> None:
    """It names nobody, so that whoever was denied there may be its end user (Art. 2(22)): never "no match" for what is not stated."""
    enter(denial("D-1", "JO"))
    enter(denial("D-2", "EG"))
    enter(
        denial(
            "D-3", "JO", lines=(DeniedLine(description="Submersible", entries=("8A001",), is_listed=True),)
        )
    )
    enter(denial("D-4", "JO", revoked=TODAY))
    enter(denial("D-5", "", parties=(DeniedParty(role="end_user", name="Somebody", country="AE"),)))
    enter(denial("D-6", "", parties=(DeniedParty(role="end_user", name="Somebody"),)))
    case = examined(people, "global", GLOBAL, COUNTRIES)
    assert sorted(met(case)) == ["NL/D-1", "NL/D-5", "NL/D-6"]
    case = assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    refusal = why_not("propose", case, TODAY)
    assert (refusal or ("",))[0] == "denials"
    for key in met(case):
        consider_denial(people.officer, case.reference, key, "not_essentially_identical", "Another firm.")
    assert why_not("propose", Case.objects.get(pk=case.pk), TODAY) is None


def test_a_global_application_with_named_users_meets_those_wherever_they_were_denied(people: People) -> None:
    enter(denial("D-1", "JO"))
    enter(denial("D-2", "AE", parties=(DeniedParty(role="end_user", name="Somebody Else", country="AE"),)))
    enter(denial("D-3", "EG"))
    case = examined(people, "global", NAMED, COUNTRIES)
    assert sorted(met(case)) == ["NL/D-1", "NL/D-3"]


def test_an_individual_application_is_compared_by_its_users_alone(people: People) -> None:
    enter(denial("D-1", "AE"))
    assert met(examined(people, "individual", UNLISTED, WHOLE)) == []
