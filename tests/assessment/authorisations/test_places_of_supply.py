"""Acts that are not executed reach who buys and receives as they reach the destination: "to any person in, or for use in" a country."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse.assessment.places_of_parties import places_of_supply
from dualuse.assessment.warnings.regimes import regimes_in_parts, regimes_not_examined
from dualuse.schema.reading.validation import checked_transaction
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import codes, to

SHIELD, DESK = "39269097", "94033000"
DAY = "2026-08-03"


def with_party(destination: str, code: str, role: str, country: str | None, **fields: Any) -> dict[str, Any]:
    """An export of unlisted goods to an end user at the destination, and to somebody beside."""
    sale = to(destination, code, DAY, **fields)
    beside = {**END_USER, "role": role, "name": "Omega Trade", "country": country}
    return {**sale, "parties": [*sale["parties"], beside]}


@pytest.mark.parametrize("country", ["SY", "MM", "VE", "ZW", "LY"])
@pytest.mark.parametrize("role", ["consignee", "purchaser", "end_user", "agent", "intermediary", "broker"])
def test_repression_equipment_asks_where_a_party_is_in_the_country(role: str, country: str) -> None:
    """Regulation (EU) No 36/2012, Arts 2a and 2b, and like acts."""
    result = judged(with_party("TR", SHIELD, role, country))
    assert result.release == "ask"
    assert "release.unexecuted" in codes(result)


@pytest.mark.parametrize("role", ["consignee", "purchaser", "agent", "other"])
def test_any_goods_ask_of_annexes_where_a_party_is_in_iran(role: str) -> None:
    """Regulation (EU) No 267/2012: whatever the destination is."""
    assert "release.unexecuted" in codes(judged(with_party("AE", DESK, role, "IR")))


@pytest.mark.parametrize("field", ["purchasing_country", "consigned_to"])
def test_country_of_purchase_and_first_stop_count(field: str) -> None:
    """Regulation (EU) No 36/2012, Art. 2a: directly or indirectly."""
    assert "release.unexecuted" in codes(judged(to("TR", SHIELD, DAY, **{field: "SY"})))
    assert judged(to("TR", SHIELD, DAY, **{field: "FR"})).release == "go"


@pytest.mark.parametrize("country", ["FR", "TR"])
@pytest.mark.parametrize("role", ["consignee", "purchaser", "agent"])
def test_where_nobody_is_in_such_a_country_nothing_is_asked(role: str, country: str) -> None:
    assert judged(with_party("TR", SHIELD, role, country)).release == "go"


def test_who_is_said_not_to_be_supplied_does_not_count_and_a_carrier_never_does() -> None:
    """Regulation (EU) No 267/2012: whether an agent is supplied is for a person to say, and open until then."""
    not_supplied = {"parties.others_supplied": False}
    assert judged(with_party("AE", DESK, "agent", "IR", answers=not_supplied)).release == "go"
    assert "release.unexecuted" in codes(
        judged(with_party("AE", DESK, "consignee", "IR", answers=not_supplied))
    )
    carried = checked_transaction(with_party("AE", DESK, "carrier", "IR"))
    assert places_of_supply(carried) == ("AE",)


def test_party_without_a_country_adds_no_place() -> None:
    """It may be anywhere: of it is asked where it is, not what reaches a country."""
    assert places_of_supply(checked_transaction(with_party("TR", SHIELD, "consignee", None))) == ("TR",)


def test_rows_of_several_places_stand_once() -> None:
    """In the order of the acts."""
    transaction = checked_transaction(with_party("IR", DESK, "consignee", "SY"))
    of_places, everywhere = regimes_in_parts(transaction, date(2026, 8, 3))
    assert {"IR", "SY"} <= {place for row in of_places for place in row.places}
    assert len(set(of_places)) == len(of_places)
    assert regimes_not_examined(transaction, date(2026, 8, 3)) == (*of_places, *everywhere)
