"""An amount that may be thousands, nought, or below nought lets no licence go (Art. 12, Annex III)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.authorisations.remaining_amounts import measure_left
from dualuse.inputs.problems import InputError
from tests.assessment.test_authorisations_held import ASK, BASE, GO, HELD, judged
from tests.bulk.test_authorisations_held import HELD as ROW
from tests.bulk.test_authorisations_held import judged as judged_rows

LINE: dict[str, Any] = BASE["items"][0]
WORDS = "1.000 may be thousands, or an amount with three decimals"


@pytest.mark.parametrize("field", ["quantity", "value"])
def test_a_point_before_three_digits_is_refused_in_a_line(field: str) -> None:
    line = {**LINE, field: "1.000", **({"currency": "EUR"} if field == "value" else {})}
    with pytest.raises(InputError) as error:
        judged([HELD], items=[line])
    (problem,) = error.value.problems
    assert (problem.path, problem.text("en").count(WORDS)) == (f"items[0].{field}", 1)


def test_a_point_before_three_digits_is_refused_in_what_is_left() -> None:
    with pytest.raises(InputError) as error:
        judged([{**HELD, "left": "1.000"}])
    (problem,) = error.value.problems
    assert (problem.path, problem.text("en").count(WORDS)) == ("authorisations[0].left", 1)


@pytest.mark.parametrize("quantity", ["1", "1.0", "1.00", "1.0000", "2", 2, Decimal("1.000")])
def test_what_can_be_read_in_one_way_is_read(quantity: Any) -> None:
    assert judged([HELD], items=[{**LINE, "quantity": quantity}]) == GO


def test_a_part_of_what_is_measured_is_read_and_of_what_is_counted_refused() -> None:
    measured = {**HELD, "left_unit": "kg"}
    assert judged([measured], items=[{**LINE, "quantity": "0.125", "unit": "kg"}]) == GO
    with pytest.raises(InputError):
        judged([HELD], items=[{**LINE, "quantity": "0.125"}])


@pytest.mark.parametrize("below", ["-1", -1, Decimal(-1)])
@pytest.mark.parametrize("field", ["quantity", "left"])
def test_nothing_is_drawn_below_nought(field: str, below: Any) -> None:
    line, held = ({**each, **({field: below} if field in each else {})} for each in (LINE, HELD))
    with pytest.raises(InputError, match="-1 is not an amount"):
        judged([held], items=[line])


@pytest.mark.parametrize("nought", ["0", "0.00", 0])
def test_nought_states_no_quantity(nought: Any) -> None:
    stated = {**BASE, "items": [{**LINE, "quantity": nought}], "authorisations": [HELD]}
    assert judged([HELD], items=stated["items"]) == ASK
    assert "items.quantity" in {row.fact for row in check(stated, screener=None).missing}


def test_nought_states_no_value_either() -> None:
    by_value = {**HELD, "left": "100", "left_unit": None, "left_currency": "EUR"}
    lines = [{**LINE, "value": value, "currency": "EUR"} for value in ("0", "100")]
    assert [judged([by_value], items=[line]) for line in lines] == [ASK, GO]


def test_rows_of_a_table_are_read_alike(tmp_path: Path) -> None:
    rows = [
        {**ROW, "reference": "a", "items.quantity": "0"},
        {**ROW, "reference": "b", "items.quantity": "2"},
    ]
    answers = judged_rows(tmp_path, *rows)
    assert ["items.quantity" in row["missing"] for row in answers] == [True, True]  # one unclear, the sum is
    (alone,) = judged_rows(tmp_path, rows[1])
    assert "items.quantity" not in alone["missing"]


def test_a_row_that_may_be_thousands_is_a_row_to_mend(tmp_path: Path) -> None:
    rows = [{**ROW, "authorisations.left": "1.000"}, {**ROW, "items.quantity": "1.000"}, ROW]
    assert len(judged_rows(tmp_path, *rows)) == 1


@pytest.mark.parametrize("unit", ["pcs", "PCE", "Stück", "ea", "pieces"])
def test_pieces_are_pieces_whatever_the_authorisation_calls_them(unit: str) -> None:
    """Annex III: quantity and unit; 5 pieces cover 5 pieces, and no 6."""
    assert measure_left(unit, None) == measure_left("piece", None)
    assert measure_left("kg", None) != measure_left("piece", None) != measure_left("set", None)
