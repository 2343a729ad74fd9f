"""Every reason for which a release asks tells a program where it is settled: by a missing fact, a field or an answer."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given, settings

from dualuse import check
from dualuse.assessment.settled_by import SETTLED_BY
from dualuse.assessment.warnings.contradictions import CONTRADICTIONS
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.assessment.test_properties import transactions
from tests.law.test_points import cases
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.settled import untold

SCREENED: Final = ScreenerByHand({}, (UNION,))


def judged(transaction: Any) -> Determination:
    return check(transaction, date_of_law=date(2026, 8, 1), screener=SCREENED)


def test_every_reason_of_the_points_names_its_fields() -> None:
    """Of the cases of every point that is not executed; those of the scenarios are looked at where each is judged."""
    results = [judged(case.transaction) for case in cases()]
    assert [(result.reference, *told) for result in results if (told := [*untold(result)])] == []
    asking = {
        reason.code for result in results if result.release == "ask" for reason in result.release_because
    }
    assert len(asking) > 25, sorted(asking)
    assert len(asking.intersection(CONTRADICTIONS)) > 8


@given(transactions)
@settings(max_examples=100, deadline=None)
def test_every_reason_of_any_transaction_does(data: dict[str, Any]) -> None:
    assert [*untold(judged(data))] == []


def test_a_likeness_tells_a_program_what_it_tells_a_reader() -> None:
    """The range is closed and nothing is missing: only the reason says what is open."""
    item = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "description": "fermenter"}
    partner = {"destination": "JP", "parties": [{**TRANSACTION["parties"][0], "country": "JP"}]}
    result = judged({**TRANSACTION, **partner, "items": [{**item, "cyber_surveillance": False}]})
    (reason,) = [row for row in result.release_because if row.code == "release.classification_doubtful"]
    assert (result.release, result.missing) == ("ask", ())
    assert (reason.params["entries"], reason.params["parameter"]) == ("2B352", "fermenter_volume")
    assert reason.params[SETTLED_BY] == [
        "items.answers.unexecuted.words.entries",
        "items.entries",
        "items.parameters",
    ]


@pytest.mark.parametrize(
    ("place", "value", "is_settled"),
    [
        (("items", "answers"), {"unexecuted.words.entries": False}, True),
        (("items", "parameters"), {"endurance": "25 min"}, True),
        (("items", "parameters"), {"endurance": "45 min"}, False),
        # Of the whole transaction nobody compares an item.
        (("answers",), {"unexecuted.words.entries": False}, False),
    ],
)
def test_what_settles_a_likeness_settles_it_where_the_reason_says(
    place: tuple[str, ...], value: dict[str, Any], is_settled: bool
) -> None:
    item = {
        "id": "1",
        "kind": "goods",
        "entries": [],
        "national_entries": [],
        "description": "camera drone",
        "cyber_surveillance": False,
    }
    partner = {"destination": "JP", "parties": [{**TRANSACTION["parties"][0], "country": "JP"}]}
    stated = {**TRANSACTION, **partner, "items": [{**item, **({place[1]: value} if place[1:] else {})}]}
    result = judged(stated if place[1:] else {**stated, place[0]: value})
    reasons = {reason.code for reason in result.release_because}
    doubts = {"release.classification_doubtful", "release.figures_in_words"}
    assert doubts.isdisjoint(reasons) is is_settled


def brokered(**stated: Any) -> Determination:
    item = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    return judged({**TRANSACTION, "activity": "brokering", "items": [item], **stated})


def test_where_brokered_items_are_is_missing_while_it_is_not_stated() -> None:
    """Art. 2(7): what is in the Union is exported, and nothing else of the answer need be open."""
    result = brokered()
    (missing,) = [row for row in result.missing if row.fact == "located_in"]
    assert (result.release, missing.would_settle, missing.items) == ("ask", ("Art. 2(7)",), ("1",))
    (reason,) = [row for row in result.release_because if row.code == "brokering_location"]
    assert reason.params[SETTLED_BY] == ["located_in"]
    assert "located_in" not in [row.fact for row in brokered(located_in="CN").missing]


def test_so_is_where_a_transfer_is_first_sent() -> None:
    transfer = {"activity": "intra_union_transfer", "destination": "AE", "dispatched_from": "DE"}
    result = brokered(**transfer)
    assert ("consigned_to" in [row.fact for row in result.missing]) is (result.release == "ask")
    assert "consigned_to" not in [row.fact for row in brokered(**transfer, consigned_to="FR").missing]


@pytest.mark.parametrize(
    ("released", "destination", "entries"), [("go", "JP", []), ("stop", "KP", ["2B001.a"])]
)
def test_only_what_asks_names_fields(released: str, destination: str, entries: list[str]) -> None:
    party = {**TRANSACTION["parties"][0], "country": destination}
    item = {
        "id": "1",
        "kind": "goods",
        "entries": entries,
        "national_entries": [],
        "cyber_surveillance": False,
    }
    result = judged({**TRANSACTION, "destination": destination, "parties": [party], "items": [item]})
    assert result.release == released
    assert all(SETTLED_BY not in reason.params for reason in result.release_because)
