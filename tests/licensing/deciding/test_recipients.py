"""How many end users and consignees an authorisation is for (Art. 2(12), 2(13)): by service and API, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import apply, missing, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.completeness import Draft, Lacking, lacking
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.kinds import kinds
from dualuse.licensing.refusals import Guarded
from tests.licensing.test_api import BODY, Caller, callers
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

__all__ = ["callers"]
pytestmark = pytest.mark.usefixtures("specification_attached")
USER: dict[str, Any] = UNLISTED["parties"][0]
SECOND_USER = {**USER, "name": "Second Directorate"}
CONSIGNEE = {**USER, "role": "consignee", "name": "Harbour Store"}
OTHER_CONSIGNEE = {**CONSIGNEE, "name": "Airport Store"}
BUYER = {**USER, "role": "purchaser", "name": "Buying Office"}


def too_many(kind: str, parties: list[dict[str, Any]]) -> list[Lacking]:
    """What a draft with these parties lacks because they are too many."""
    draft = Draft(
        transaction={**UNLISTED, "parties": parties},
        fields={},
        lines={},
        organisation={},
        documents=frozenset(),
    )
    return [row for row in lacking(kinds()[kind], draft) if row.text.code == "recipients"]


@pytest.mark.parametrize(
    "parties", [[USER], [USER, CONSIGNEE], [USER, CONSIGNEE, BUYER, {**BUYER, "name": "Other"}], []]
)
def test_one_end_user_and_one_consignee_are_for_one(parties: list[dict[str, Any]]) -> None:
    """Annex III has box 5 for the consignee and box 9 for the end user "if different from consignee"."""
    assert too_many("individual", parties) == []
    assert too_many("brokering", parties) == []


@pytest.mark.parametrize(
    ("kind", "parties", "box", "path"),
    [
        ("individual", [USER, SECOND_USER], "9", "transaction.parties.end_user"),
        ("individual", [USER, USER], "9", "transaction.parties.end_user"),
        ("individual", [USER, CONSIGNEE, OTHER_CONSIGNEE], "5", "transaction.parties.consignee"),
        ("brokering", [USER, SECOND_USER], "10", "transaction.parties.end_user"),
    ],
)
def test_two_of_either_are_too_many(kind: str, parties: list[dict[str, Any]], box: str, path: str) -> None:
    """Art. 2(12): "one end-user or consignee in a third country"."""
    (row,) = too_many(kind, parties)
    assert (row.box, row.path) == (box, path)
    assert "one application for each" in row.text.text
    assert ("{kind}" in row.text.text) is (kind == "individual"), "a global one is for export alone"


@pytest.mark.parametrize("kind", ["global", "prohibition"])
def test_a_kind_for_many_takes_many(kind: str) -> None:
    """Art. 2(13): one or more end users; Art. 7: whoever is there."""
    assert too_many(kind, [USER, SECOND_USER, CONSIGNEE, OTHER_CONSIGNEE]) == []


def test_such_an_application_is_not_submitted(people: People) -> None:
    case = apply(people.exporter, "individual", {**UNLISTED, "parties": [USER, SECOND_USER]}, WHOLE)
    (gap,) = missing(case, case.versions.get())
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert (refused.value.guard, [row.path for row in refused.value.problems]) == ("incomplete", [gap.path])


def test_one_that_came_before_is_neither_proposed_nor_countersigned(people: People) -> None:
    """Submitted when nobody counted: the guard says why, in words."""
    case = examined(people, UNLISTED, WHOLE)
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    version = case.versions.get()
    version.transaction = {**version.transaction, "parties": [USER, SECOND_USER]}
    version.save()
    with pytest.raises(Guarded) as refused:
        countersign(people.second, case.reference, "")
    guard, why = why_not("propose", Case.objects.get(pk=case.pk), TODAY) or ("", refused.value.why)
    assert guard == "incomplete"
    assert why.params["what"].code == "recipients"


def test_the_api_says_what_to_do(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    made = exporter.send(
        "POST", "applications", {**BODY, "transaction": {**UNLISTED, "parties": [USER, SECOND_USER]}}
    ).json()
    (row,) = made["missing"]
    assert row["text"] == (
        "2 are named as end user, and this kind is for one (Art. 2(12); Art. 12(1)(a), (2), (3)): make one application for each, or one for: Global"
        " export authorisation"
    )
    path = f"applications/{made['reference']}"
    refused = exporter.send("POST", f"{path}/submit", {})
    assert (refused.status_code, refused.json()["guard"]) == (409, "incomplete")
    assert exporter.send("PATCH", path, {"transaction": {"parties": [USER]}}).json()["missing"] == []
    assert exporter.send("POST", f"{path}/submit", {}).status_code == 200
