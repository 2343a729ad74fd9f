"""A line that reads like a surveillance item is treated as one, whatever its applicant says (Art. 2(20), 5); by service and API, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, apply, missing, submit, write
from dualuse.licensing.cases.evidence import surveillance_lines
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queues import add_queue
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.examining import assess, check_denials, current_version
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.refusals import Malformed
from dualuse.licensing.surveillance import is_stated_as_surveillance, may_be_surveillance
from tests.licensing.test_api import BODY, Caller, callers
from tests.licensing.test_consequences import LAST_DAY, REASONS
from tests.support.service_diligence import examined_itself
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

__all__ = ["callers"]
pytestmark = pytest.mark.usefixtures("specification_attached")
POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")
DENIED = {**WHOLE, "surveillance_denial": "It measures fields and hears nobody."}


def with_item(**changes: Any) -> dict[str, Any]:
    """A transaction whose item is stated to be no surveillance item."""
    return {**UNLISTED, "items": [{**UNLISTED["items"][0], **changes}]}


ALIKE = with_item(description="5A001.f.2 interception set", entries=[])


@pytest.mark.parametrize(
    ("changes", "is_alike"),
    [
        ({"description": "5A001.f.2 interception set", "entries": []}, True),
        ({"description": "Rack unit, as 5A001.f.2", "entries": []}, True),
        ({"description": "IMSI catcher", "entries": ["3A002.c"]}, True),
        (
            {
                "description": "Unit K 7",
                "entries": [],
                "product": "Portable interception set for mobile networks",
            },
            True,
        ),
        ({"description": "Network analyser", "entries": ["3A002.c"]}, False),
        ({"description": "Machine tool, 2B001.b.2", "entries": []}, False),
        ({"entries": ["3A002.c"], "cyber_surveillance": None}, True),
        ({"entries": ["5A001.f.2"]}, True),
    ],
)
def test_words_and_codes_tell_whatever_is_stated(changes: dict[str, Any], is_alike: bool) -> None:
    data = with_item(**changes)
    assert may_be_surveillance(data, data["items"][0]) is is_alike


def test_what_cannot_be_read_may_be_one() -> None:
    data = with_item(quantity="many")
    assert not is_stated_as_surveillance(data["items"][0])
    assert may_be_surveillance(data, data["items"][0])


def test_its_applicant_declares_or_denies(people: People) -> None:
    case = apply(people.exporter, "individual", ALIKE, WHOLE)
    (gap,) = missing(case, case.versions.get())
    assert (gap.path, gap.text.code) == ("documents.management_declaration", "reads_like_surveillance")
    assert (gap.text.params["lines"], gap.text.params["field"]) == ("10", "fields.surveillance_denial")
    write(people.exporter, case.reference, None, {"surveillance_denial": DENIED["surveillance_denial"]})
    assert submit(people.exporter, case.reference).state == "submitted"


@pytest.mark.parametrize(
    "changes", [{"cyber_surveillance": True}, {"cyber_surveillance": None}, {"entries": ["5A001.f.2"]}]
)
def test_no_words_deny_what_is_stated_or_listed(people: People, changes: dict[str, Any]) -> None:
    case = apply(people.exporter, "individual", with_item(**changes), DENIED)
    assert [gap.path for gap in missing(case, case.versions.get())] == ["documents.management_declaration"]


def in_work(people: People, data: dict[str, Any], fields: dict[str, Any]) -> Case:
    reference = submit(
        people.exporter, apply(people.exporter, "individual", data, fields).reference
    ).reference
    assign(people.officer, reference, "officer@example.org")
    assess(people.officer, reference, POINTS)
    return check_denials(people.officer, reference)


def test_the_authority_examines_it_itself_though_it_was_denied(people: People) -> None:
    add_queue("DE", "surveillance", surveillance=True)
    case = in_work(people, ALIKE, DENIED)
    assert case.queue == "surveillance"
    assert (why_not("propose", case, TODAY) or ("",))[0] == "own_diligence"
    examined_itself(people.officer, case.reference)
    assert propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY).state == "proposed"


@pytest.mark.parametrize("is_one", [True, False])
def test_what_an_officer_says_of_a_line_is_never_milder(people: People, is_one: bool) -> None:
    """That it is one asks for the diligence; that it is none takes it from no line."""
    for data, fields in ((UNLISTED, WHOLE), (ALIKE, DENIED)):
        case = in_work(people, data, fields)
        before = set(surveillance_lines(current_version(case)))
        assess(people.officer, case.reference, POINTS, surveillance={"10": is_one})
        after = set(surveillance_lines(current_version(case)))
        assert after == (before | {"10"} if is_one else before)
        assert (why_not("propose", case, TODAY) is None) == (not after)


def test_what_an_officer_has_said_outlives_its_assessment(people: People) -> None:
    """Else an amendment of a telephone number, or another assessment without it, would take the doubt away."""
    case = in_work(people, UNLISTED, WHOLE)
    assess(people.officer, case.reference, POINTS, surveillance={"10": True})
    assess(people.officer, case.reference, POINTS, surveillance={"10": False})
    amend(people.exporter, case.reference)
    write(people.exporter, case.reference, {"end_use": "Testing of the network of the harbour"}, None)
    submit(people.exporter, case.reference)
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    assert (why_not("propose", Case.objects.get(pk=case.pk), TODAY) or ("",))[0] == "own_diligence"
    examined_itself(people.officer, case.reference)
    assert why_not("propose", Case.objects.get(pk=case.pk), TODAY) is None


def test_a_line_that_there_is_not_is_refused(people: People) -> None:
    case = in_work(people, UNLISTED, WHOLE)
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, surveillance={"11": True})
    assert [fault.path for fault in refused.value.problems] == ["surveillance.11"]


def test_by_the_api(callers: dict[str, Caller]) -> None:
    exporter, officer = callers["exporter"], callers["officer"]
    made = exporter.send("POST", "applications", {**BODY, "transaction": ALIKE}).json()
    (row,) = made["missing"]
    assert row["text"] == (
        "missing: declaration of the management on surveillance items; by words or codes these read like cyber-surveillance items (Art. 2(20)): 10. Where none"
        " is one, say why: fields.surveillance_denial"
    )
    path = f"applications/{made['reference']}"
    assert (
        exporter.send("PATCH", path, {"fields": {"surveillance_denial": "It hears nobody."}}).json()[
            "missing"
        ]
        == []
    )
    assert exporter.send("POST", f"{path}/submit", {}).status_code == 200
    case = f"cases/{made['reference']}"
    officer.send("POST", f"{case}/assign", {"person": "officer@example.org"})
    for wrong in ({"10": "yes"}, {"11": True}):
        assert officer.send("POST", f"{case}/assess", {**POINTS, "surveillance": wrong}).status_code == 422
    answered = officer.send("POST", f"{case}/assess", {**POINTS, "surveillance": {"10": False}}).json()
    assert answered["evidence"][-1]["result"]["surveillance"] == {"10": False}
    officer.send("POST", f"{case}/check_denials", {})
    offered = {row["action"]: row["guard"] for row in officer.send("GET", case).json()["actions"]}
    assert offered["propose"] == "own_diligence"
