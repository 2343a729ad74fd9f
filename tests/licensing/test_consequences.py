"""What follows of a countersigned decision: an authorisation, a denial, rows of the table of decisions; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.authorisations.standing import authorisations_for, status_on
from dualuse.licensing.cases.applications import submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons, proposal_faults
from dualuse.licensing.decisions.rows import decision_rows
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.kinds import Term, kinds
from dualuse.licensing.refusals import Malformed
from dualuse.transparency.table import frame_of
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, apply_with_specification

ITEM = UNLISTED["items"][0]
SECOND_ITEM = {**ITEM, "id": "20", "description": "Network analyser", "quantity": "3", "value": "30000.00"}
TWO_LINES = {**UNLISTED, "items": [ITEM, SECOND_ITEM]}
FIELDS = {**WHOLE, "lines.20.origin": "DE"}
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")
LAST_DAY = TODAY + timedelta(days=365)


def examined(
    people: People, transaction: dict[str, Any] = TWO_LINES, fields: dict[str, Any] = FIELDS
) -> Case:
    reference = apply_with_specification(
        people.exporter, "individual", transaction, fields, authority="DE"
    ).reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    return check_denials(people.officer, reference)


def decided(people: People, lines: dict[str, LineDecision], **changes: Any) -> Proposal:
    case = examined(people)
    propose(people.officer, case.reference, lines, REASONS, **{"valid_until": LAST_DAY, **changes})
    countersign(people.second, case.reference, "")
    return Proposal.objects.get(case=case)


def test_a_grant_is_an_authorisation_with_its_lines(people: People) -> None:
    proposal = decided(
        people,
        {
            "10": LineDecision("granted", Decimal(1), conditions="No re-export."),
            "20": LineDecision("granted"),
        },
    )
    authorisation = Authorisation.objects.get()
    assert authorisation.number.startswith("DE-")
    assert (authorisation.kind, authorisation.holder.reference) == ("individual", "O-1")
    version = authorisation.versions.get()
    assert (version.valid_until, version.destinations, version.end_use) == (
        LAST_DAY,
        ["AE"],
        UNLISTED["end_use"],
    )
    lines = {row.line: row for row in version.lines.all()}
    assert (lines["10"].limited_by, lines["10"].quantity, lines["10"].unit, lines["10"].value) == (
        "quantity",
        1,
        "piece",
        None,
    )
    assert (lines["20"].quantity, lines["10"].conditions) == (3, "No re-export.")
    assert list(faults(authorisation.chain)) == []
    event = Event.objects.filter(chain=proposal.case.chain).order_by("number").last()
    assert event is not None
    assert event.body["authorisation"] == authorisation.number


def test_what_is_refused_is_a_denial_and_no_authorisation(people: People) -> None:
    decided(
        people,
        dict.fromkeys(("10", "20"), LineDecision("refused")),
        criteria=("human_rights",),
        valid_until=None,
    )
    assert not Authorisation.objects.exists()
    denial = DenialRecord.objects.get()
    assert (denial.member_state, denial.kind, denial.destination, denial.case is None) == (
        "DE",
        "refused",
        "AE",
        False,
    )
    assert [party["name"] for party in denial.parties] == ["Example Directorate"]
    assert [line["entries"] for line in denial.lines] == [["3A002.c"], ["3A002.c"]]


def test_a_partial_grant_is_one_application_of_two_rows(people: People) -> None:
    proposal = decided(
        people, {"10": LineDecision("granted"), "20": LineDecision("refused")}, criteria=("human_rights",)
    )
    granted, refused = decision_rows(proposal)
    assert (granted.decision, refused.decision) == ("granted", "refused")
    assert granted.application == refused.application == proposal.case.reference
    assert (granted.value, granted.currency, granted.quantity) == (Decimal("180000.00"), "EUR", Decimal(2))
    assert (refused.value, refused.criteria, granted.criteria) == (Decimal("30000.00"), ("human_rights",), ())
    assert (granted.expires, refused.expires) == (LAST_DAY, None)
    assert (granted.entries, granted.destination, granted.end_user_category) == (
        ("3A002.c",),
        ("AE",),
        "police",
    )
    assert (granted.kind, granted.framework, granted.temporary) == ("individual", False, False)
    assert [line.line for line in Authorisation.objects.get().versions.get().lines.all()] == ["10"]
    # What the table of decisions takes, it takes of the service too.
    assert frame_of([granted, refused]).height == 2


def test_a_proposal_that_was_not_countersigned_has_no_rows(people: People) -> None:
    case = examined(people)
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    with pytest.raises(ValueError, match="no decision"):
        list(decision_rows(Proposal.objects.get()))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (LineDecision("granted", Decimal(3)), "amount_above"),
        (LineDecision("granted", Decimal(0)), "amount_nought"),
        (LineDecision("granted", value=Decimal("180000.01")), "amount_no_limit"),
        (LineDecision("granted", value=Decimal(1)), "amount_no_limit"),
        (LineDecision("not_required", Decimal(1)), "amount_ungranted"),
    ],
)
def test_no_line_is_granted_more_than_was_applied_for(people: People, line: LineDecision, code: str) -> None:
    case = examined(people)
    with pytest.raises(Malformed) as refused:
        propose(people.officer, case.reference, {"10": line}, REASONS, valid_until=LAST_DAY)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_limited_line_says_its_limit(people: People) -> None:
    case = examined(people)
    version = case.versions.get()
    version.transaction["items"][0].pop("quantity")
    decided_lines = {"10": LineDecision("granted"), "20": LineDecision("granted")}
    rest: dict[str, Any] = {"criteria": (), "valid_until": LAST_DAY, "today": TODAY}
    problems = proposal_faults(kinds()["individual"], version, decided_lines, REASONS, **rest)
    assert [(problem.path, problem.code) for problem in problems] == [("lines.10.quantity", "amount_missing")]


def test_a_term_that_nobody_may_prolong_is_kept(people: People) -> None:
    version = examined(people).versions.get()
    kind = replace(
        kinds()["individual"], term=Term(2, "never", "Art. 12(3)", kinds()["individual"].verification)
    )
    decided_lines = {"10": LineDecision("granted"), "20": LineDecision("granted")}
    rest: dict[str, Any] = {"criteria": (), "today": TODAY}
    late = (
        TODAY.replace(year=TODAY.year + 2) + timedelta(days=1)
        if (TODAY.month, TODAY.day) != (2, 29)
        else TODAY + timedelta(days=732)
    )
    assert [
        row.code for row in proposal_faults(kind, version, decided_lines, REASONS, valid_until=late, **rest)
    ] == ["valid_too_long"]
    assert not proposal_faults(
        kind, version, decided_lines, REASONS, valid_until=late - timedelta(days=2), **rest
    )


def test_what_an_authorisation_is_on_a_day_is_computed(people: People) -> None:
    decided(people, dict.fromkeys(("10", "20"), LineDecision("granted")))
    authorisation = Authorisation.objects.get()
    version = authorisation.versions.get()

    def status(days: int) -> str:
        return status_on(authorisation, version, version.valid_from + timedelta(days=days))

    assert (status(-1), status(0), status(365), status(367)) == ("not_yet_valid", "valid", "valid", "expired")
    authorisation.suspended = version.valid_from + timedelta(days=3)
    assert (status(2), status(3)) == ("valid", "suspended")
    authorisation.revoked = authorisation.suspended
    assert status(367) == "revoked"
    authorisation.annulled = authorisation.suspended
    assert status(367) == "annulled"


def test_who_sees_an_authorisation(people: People) -> None:
    decided(people, dict.fromkeys(("10", "20"), LineDecision("granted")))
    sees = {name: authorisations_for(getattr(people, name)).exists() for name in people.__dataclass_fields__}
    assert {name for name, may in sees.items() if may} == {
        "exporter",
        "reader",
        "officer",
        "second",
        "supervisor",
    }
