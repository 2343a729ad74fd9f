"""Items in another Member State: its authority is consulted before an individual authorisation is granted (Art. 14(1)); on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import consult
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.elsewhere import asks_for_consultation
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.refusals import Guarded
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People


def where(**places: Any) -> dict[str, Any]:
    return {**UNLISTED, **places}


def why_refused(people: People, case: Case) -> str:
    with pytest.raises(Guarded) as refused:
        propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    assert refused.value.guard == "incomplete"
    return refused.value.why.code


@pytest.mark.parametrize("places", [{"located_in": "NL"}, {"dispatched_from": "NL"}])
def test_its_state_is_consulted_first(people: People, places: dict[str, str]) -> None:
    case = examined(people, where(**places), WHOLE)
    assert why_refused(people, case) == "located_unconsulted"
    consult(people.officer, case.reference, ["NL"], "Art. 16(5)", "They denied nothing of it.")
    consult(people.officer, case.reference, ["FR"], "Art. 14(1)", "It is in Lyon no more.")
    assert why_refused(people, case) == "located_unconsulted"
    consult(people.officer, case.reference, ["NL"], "Art. 14(1)", "No objection.")
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    assert countersign(people.second, case.reference, "").state == "decided"


@pytest.mark.parametrize("decision", ["refused", "withdrawn", "not_required"])
def test_a_refusal_waits_for_nobody(people: People, decision: str) -> None:
    case = examined(people, where(located_in="NL"), WHOLE)
    criteria = ("sanctions",) if decision == "refused" else ()
    propose(people.officer, case.reference, {"10": LineDecision(decision)}, REASONS, criteria=criteria)
    assert countersign(people.second, case.reference, "").state == "decided"


@pytest.mark.parametrize(("destination", "entries", "is_asked"), [
    ("AE", ["3A002.c"], True), ("US", ["3A002.c"], False), ("NO", [], False), ("US", None, True),
    # Of Annex IV, or maybe: to any destination.
    ("US", ["5A004.a"], True), ("US", ["5A004"], True), ("US", ["1C351.a"], False), (None, ["3A002.c"], True),
])  # fmt: skip
def test_whom_it_is_asked_for(destination: str | None, entries: list[str] | None, is_asked: bool) -> None:
    item = {
        name: value for name, value in {"description": "Set", "entries": entries}.items() if value is not None
    }
    data = {"items": [item], **({"destination": destination} if destination else {})}
    assert asks_for_consultation(data, TODAY) is is_asked


def test_where_they_are_at_home_nobody_is_asked(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    assert countersign(people.second, case.reference, "").state == "decided"
