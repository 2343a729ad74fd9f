"""Several authorisations held for one line: asked, where together they may cover it; never covered, and no stop (Annex III)."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.schema.determination import Determination
from tests.assessment.test_statements_that_differ import CLEAR, QUIET
from tests.support.scenarios import changed

LINE = {**QUIET["items"][0], "entries": ["2B350.g"], "quantity": "5", "unit": "piece"}
INDIA = {"destination": "IN", "purchasing_country": "IN", "parties.0.country": "IN"}
OTHER = {"role": "end_user", "name": "Delhi Works", "country": "IN", "service": "none", "owners": []}


def held(reference: str, **fields: Any) -> dict[str, Any]:
    return {
        "kind": "individual", "reference": reference, "items": ["1", "2"], "end_user": "Rio Valves Ltda", "destination": "IN",
        "end_use": "cooling water", "valid_from": "2026-01-01", "valid_until": "2027-07-31", **fields,
    }  # fmt: skip


def answer(authorisations: list[dict[str, Any]], changes: dict[str, Any] | None = None) -> Determination:
    stated = {**INDIA, "items": [LINE], "authorisations": authorisations, **(changes or {})}
    stated["answers"] = {"unexecuted.32014R0833.annex_iv": False}
    return check(changed(QUIET, stated), screener=CLEAR)


def left(number: str) -> dict[str, str]:
    return {"left": number, "left_unit": "piece"}


def test_a_line_for_more_than_is_left_of_each_is_asked_where_it_is_left_of_both() -> None:
    result = answer([held("L-1", **left("2")), held("L-2", **left("3"))])
    assert result.release == "ask"
    assert "none of the authorisations L-1, L-2 covers item 1 alone" in result.release_because[0].text


def test_what_is_left_of_all_does_not_suffice() -> None:
    assert answer([held("L-1", **left("2")), held("L-2", **left("2"))]).release == "stop"


def test_a_line_for_each_quantity_is_covered() -> None:
    """The quantity of each line is drawn on one that names it."""
    lines = [{**LINE, "quantity": "2"}, {**LINE, "id": "2", "quantity": "3"}]
    assert answer([held("L-1", **left("2")), held("L-2", **left("3"))], {"items": lines}).release == "go"


def test_two_end_users_of_whom_each_has_an_authorisation_are_asked() -> None:
    parties = {"parties": [{**QUIET["parties"][0], "country": "IN"}, OTHER]}
    result = answer([held("L-1"), held("L-2", end_user="Delhi Works")], parties)
    assert result.release == "ask"
    assert "state an item for each" in result.release_because[0].text


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"end_user": "Somebody Else"}, id="nobody names the second end user"),
        pytest.param({"end_user": "Delhi Works", "valid_until": "2026-07-31"}, id="the second one is over"),
        pytest.param({"end_user": "Delhi Works", "destination": "PK"}, id="for another destination"),
        pytest.param({"end_user": "Delhi Works", "items": ["2"]}, id="for another item"),
        pytest.param({"end_user": "Delhi Works", "kind": "brokering"}, id="for another activity"),
        pytest.param({"end_user": "Delhi Works", "acts": ["833/2014"]}, id="under another act"),
        pytest.param({"end_user": "Delhi Works", "reference": "L-1"}, id="the same one twice"),
    ],
)
def test_two_that_do_not_cover_it_together_stop(second: dict[str, Any]) -> None:
    parties = {"parties": [{**QUIET["parties"][0], "country": "IN"}, OTHER]}
    reference = second.pop("reference", "L-2")
    assert answer([held("L-1"), held(reference, **second)], parties).release == "stop"
