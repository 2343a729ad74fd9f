"""A consignee is stated, and nobody who uses the items: asked where an embargo or a surveillance item turns on it."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.schema.determination import Determination
from tests.assessment.test_unexecuted import END_USER, judged, to

POINT = "unexecuted.end_user_unstated"
CONSIGNEE = {**END_USER, "role": "consignee", "name": "Sample Forwarding"}


def _judged(place: str, *parties: dict[str, Any], **item: Any) -> Determination:
    data = to(place, "84433210", "2026-08-01")
    data["items"] = [{**data["items"][0], **item}]
    return judged({**data, "parties": [{**party, "country": place} for party in parties]})


def _asked(result: Determination) -> bool:
    return any("no end user is stated" in row.act for row in result.not_examined if row.stops_release)


@pytest.mark.parametrize(
    ("place", "asked"), [("LB", True), ("SD", True), ("CN", True), ("BR", False), ("CH", False)]
)
def test_under_an_arms_embargo_the_end_user_is_asked(place: str, asked: bool) -> None:
    """Art. 4(1)(b): whether a use is military turns on who uses the items."""
    assert _asked(_judged(place, CONSIGNEE)) is asked


def test_an_end_user_who_is_stated_settles_it() -> None:
    assert not _asked(_judged("LB", CONSIGNEE, END_USER))
    assert not _asked(_judged("LB", END_USER))


@pytest.mark.parametrize(("stated", "asked"), [(True, True), (None, True), (False, False)])
def test_of_a_surveillance_item_the_end_user_is_asked(stated: bool | None, asked: bool) -> None:
    """Art. 5: of an item that is not listed, wherever it goes."""
    assert _asked(_judged("CH", CONSIGNEE, cyber_surveillance=stated)) is asked


@pytest.mark.parametrize(("given", "reason"), [(False, False), (True, True)])
def test_a_person_answers_in_its_place(given: bool, reason: bool) -> None:
    data = to("LB", "84433210", "2026-08-01", answers={POINT: given})
    result = judged({**data, "parties": [{**CONSIGNEE, "country": "LB"}]})
    assert _asked(result) is reason
    assert (result.release == "stop") is reason
