"""A case that is decided a second time: what was denied before is taken back, rows of the table name what they take the place of; by service and API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.deciding import countersign, propose, reopen
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.decisions.rows import decision_rows
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.refusals import Malformed
from dualuse.transparency.statistics import Statistic, compute
from dualuse.transparency.table import frame_of
from tests.licensing.test_api import Caller, callers
from tests.licensing.test_consequences import REASONS, examined
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, people_there

__all__ = ["callers"]
LAST_DAY = TODAY + timedelta(days=300)
REFUSED, GRANTED = LineDecision("refused"), LineDecision("granted")


def decide(people: People, reference: str, lines: dict[str, LineDecision]) -> Case:
    propose(people.officer, reference, lines, REASONS, criteria=("human_rights",), valid_until=LAST_DAY)
    return countersign(people.second, reference, "")


def again(people: People, reference: str) -> None:
    """Take it up again, and look at everything once more, at its own denials too."""
    reopen(people.supervisor, reference, "The appeal was allowed.")
    assess(people.officer, reference, dict.fromkeys("abcd", "Looked at once more."))
    check_denials(people.officer, reference)
    for row in DenialRecord.objects.filter(revoked=None):
        consider_denial(people.officer, reference, str(row), "essentially_identical", "It is this one.")


def test_a_grant_takes_back_what_was_refused(people: People) -> None:
    """Art. 16(1): other States are told that it is not refused any more."""
    reference = examined(people, UNLISTED, WHOLE).reference
    decide(people, reference, {"10": REFUSED})
    again(people, reference)
    case = decide(people, reference, {"10": GRANTED})
    denial = DenialRecord.objects.get()
    assert denial.revoked == TODAY
    event = Event.objects.filter(chain=case.chain, action="countersign").latest("number")
    assert event.body["denials_revoked"] == [denial.pk]
    refused, granted = (next(decision_rows(row)) for row in Proposal.objects.order_by("number"))
    assert (refused.concerns, granted.concerns) == ("", refused.id)
    assert list(record_faults()) == []


def test_another_refusal_takes_the_place_of_the_first(people: People) -> None:
    reference = examined(people, UNLISTED, WHOLE).reference
    decide(people, reference, {"10": REFUSED})
    again(people, reference)
    decide(people, reference, {"10": REFUSED})
    first, second = DenialRecord.objects.order_by("pk")
    assert (first.revoked, second.revoked) == (TODAY, None)


def test_each_row_that_is_replaced_is_named(people: People) -> None:
    """Two lines that were refused for themselves, and then one granted and one refused; and the other way about."""
    reference = examined(people).reference
    decide(people, reference, {"10": REFUSED, "20": LineDecision("withdrawn")})
    again(people, reference)
    decide(people, reference, {"10": GRANTED, "20": GRANTED})
    first, second = Proposal.objects.order_by("number")
    before, after = list(decision_rows(first)), list(decision_rows(second))
    assert {row.concerns for row in after} == {row.id for row in before}
    assert len({row.id for row in (*before, *after)}) == 4
    assert {row.decision for row in after} == {"granted"}


def test_figures_count_it_once(people: People) -> None:
    reference = examined(people, UNLISTED, WHOLE).reference
    decide(people, reference, {"10": REFUSED})
    again(people, reference)
    decide(people, reference, {"10": GRANTED})
    rows = [row for proposal in Proposal.objects.order_by("number") for row in decision_rows(proposal)]
    statistic = Statistic("results", "", ("kind", "decision"))
    counted = compute(statistic, frame_of(rows).lazy()).collect().to_dicts()
    assert counted == [{"kind": "individual", "decision": "granted", "decisions": 1}]


def test_the_table_says_it_over_the_api(callers: dict[str, Caller]) -> None:
    people = people_there()
    reference = examined(people, UNLISTED, WHOLE).reference
    decide(people, reference, {"10": REFUSED})
    again(people, reference)
    decide(people, reference, {"10": GRANTED})
    items = callers["supervisor"].send("GET", "decisions").json()["items"]
    (granted,), (refused,) = (item["rows"] for item in items)
    assert (granted["concerns"], refused["concerns"]) == (refused["id"], None)
    assert (granted["quantity"], granted["value"]) == ("2", "180000"), "as everywhere"


@pytest.mark.parametrize(("days", "longer", "path"), [
    (729, "", ""), (760, "", "longer"), (760, " ", "longer"), (760, "The project lasts three years.", ""),
])  # fmt: skip
def test_longer_than_two_years_has_its_reason(people: People, days: int, longer: str, path: str) -> None:
    """Art. 12(3): two years, unless the authority decides otherwise."""
    case = examined(people, UNLISTED, WHOLE)
    arguments: dict[str, Any] = {"valid_until": TODAY + timedelta(days=days), "longer": longer}
    if path:
        with pytest.raises(Malformed) as refused:
            propose(people.officer, case.reference, {"10": GRANTED}, REASONS, **arguments)
        assert [fault.path for fault in refused.value.problems] == [path]
        return
    propose(people.officer, case.reference, {"10": GRANTED}, REASONS, **arguments)
    content = Event.objects.filter(chain=case.chain).latest("number").content.content  # type: ignore[attr-defined]
    assert content.get("longer", "") == longer
