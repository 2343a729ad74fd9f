"""A limit that is stated is a limit that is granted, and what the table of decisions says of a part; by service, API and page, on both databases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.proposal_faults import LineDecision, proposal_faults
from dualuse.licensing.decisions.rows import decision_rows
from dualuse.licensing.kinds import kinds
from dualuse.licensing.refusals import Malformed
from tests.licensing.pages.conftest import codes
from tests.licensing.test_api import Caller, callers
from tests.licensing.test_consequences import LAST_DAY, REASONS, decided, examined
from tests.support.service_desk import new_desk
from tests.support.service_pages import Codes
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, people_there

__all__ = ["callers", "codes"]


@pytest.mark.parametrize(
    ("kind", "refused"),
    [("individual", {"value"}), ("brokering", {"value"}), ("global", {"quantity", "value"})],
)
@pytest.mark.parametrize("amount", ["quantity", "value"])
def test_an_amount_that_limits_nothing_is_refused(
    people: People, kind: str, refused: set[str], amount: str
) -> None:
    version = examined(people, UNLISTED, WHOLE).versions.get()
    line = replace(LineDecision("granted"), **{amount: Decimal(1)})
    rest: dict[str, Any] = {"criteria": (), "valid_until": LAST_DAY, "today": TODAY}
    faults = proposal_faults(kinds()[kind], version, {"10": line}, REASONS, **rest)
    expected = [(f"lines.10.{amount}", "amount_no_limit")] if amount in refused else []
    assert [(fault.path, fault.code) for fault in faults] == expected


def test_nothing_is_proposed_with_it(people: People) -> None:
    case = examined(people)
    with pytest.raises(Malformed):
        propose(
            people.officer,
            case.reference,
            {"10": LineDecision("granted", Decimal(1), Decimal(100))},
            REASONS,
            valid_until=LAST_DAY,
        )
    assert not case.proposals.exists()


def test_the_api_names_the_field(callers: dict[str, Caller]) -> None:
    from tests.licensing.deciding.test_leaving_a_proposal import PROPOSAL

    case = examined(people_there(), UNLISTED, WHOLE)
    body = {**PROPOSAL, "lines": {"10": {"decision": "granted", "quantity": "1", "value": "100"}}}
    refused = callers["officer"].send("POST", f"cases/{case.reference}/propose", body)
    assert refused.status_code == 422
    assert [row["path"] for row in refused.json()["problems"]] == ["lines.10.value"]


def test_the_page_has_no_such_box(people: People, codes: Codes) -> None:
    desk = new_desk(people, codes)
    page = desk.visitor("officer").get(f"/cases/{desk.case}/propose").content.decode()
    assert 'name="lines.10.quantity"' in page
    assert 'name="lines.10.value"' not in page


def test_a_part_is_not_reported_with_the_value_of_the_whole(people: People) -> None:
    (row,) = decision_rows(
        decided(people, {"10": LineDecision("granted", Decimal(1)), "20": LineDecision("granted")})
    )
    assert (row.quantity, row.unit) == (Decimal(4), "piece")
    assert (row.value, row.currency) == (None, ""), "what one of two pieces is worth nobody has stated"


def test_a_whole_is_and_so_is_what_is_refused(people: People) -> None:
    granted, refused = decision_rows(
        decided(
            people,
            {"10": LineDecision("granted", Decimal(2)), "20": LineDecision("refused")},
            criteria=("human_rights",),
        )
    )
    assert (granted.value, granted.quantity) == (Decimal("180000.00"), Decimal(2))
    assert (refused.value, refused.quantity) == (Decimal("30000.00"), Decimal(3))


@pytest.mark.parametrize("quantity", ["0", "0.00"])
def test_nothing_is_not_granted(people: People, quantity: str) -> None:
    """However it was submitted: an authorisation of nought pieces is none."""
    version = examined(people, UNLISTED, WHOLE).versions.get()
    item = {**version.transaction["items"][0], "quantity": quantity}
    version.transaction = {**version.transaction, "items": [item]}
    rest: dict[str, Any] = {"criteria": (), "valid_until": LAST_DAY, "today": TODAY}
    faults = proposal_faults(kinds()["individual"], version, {"10": LineDecision("granted")}, REASONS, **rest)
    assert [(fault.path, fault.code) for fault in faults] == [("lines.10.quantity", "amount_nought")]
