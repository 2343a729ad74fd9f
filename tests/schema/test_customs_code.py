"""Customs codes: as the acts print them, and those that no goods have."""

from __future__ import annotations

import pytest

from dualuse import check
from dualuse.inputs.problems import InputError
from dualuse.schema.customs_code import customs_code
from dualuse.schema.tables.cell_forms import form_check
from dualuse.schema.tables.columns import column_path
from dualuse.schema.transaction import Item

GATHERING = ["9880", "9880 84 00", "9880.00.00", "9905 00 00", "9919", "9930 24 00", "9931.99.00", "9950"]
"""Headings of the Combined Nomenclature that gather goods of many kinds."""
WRITTEN = ["84713000", "8471 30 00", "8471.30.00", "8471.30 00", "8471\u00a030\u00a000", " 8471 30 00 "]


@pytest.mark.parametrize("text", WRITTEN)
def test_blanks_and_dots_between_digits_are_left_out(text: str) -> None:
    assert Item(cn_code=text).cn_code == customs_code(text) == "84713000"


@pytest.mark.parametrize("text", WRITTEN)
def test_the_answer_is_the_same_however_the_code_is_written(text: str) -> None:
    stated = {"date": "2026-08-01", "destination": "RU", "activity": "export"}
    plain = check({**stated, "items": [{"cn_code": "84713000"}]}, screener=None)
    assert check({**stated, "items": [{"cn_code": text}]}, screener=None).findings == plain.findings


@pytest.mark.parametrize("text", ["8471-30", "847", "84713000123", "eight", "8471,30,00", "8471 3x", ""])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(InputError) as error:
        check({"items": [{"cn_code": text}]})
    assert [problem.what.code for problem in error.value.problems] == ["cn_code_malformed"]


@pytest.mark.parametrize(
    "text", ["99999999", "77010000", "7701", "00119900", "9801 00 10", "9881", "9906.00.00", "9951"]
)
def test_a_code_of_no_goods_is_refused_and_not_read_as_in_no_list(text: str) -> None:
    assert customs_code(text) is None
    with pytest.raises(InputError) as error:
        check({"destination": "RU", "items": [{"cn_code": text}]})
    assert [problem.what.code for problem in error.value.problems] == ["cn_code_of_no_goods"]


@pytest.mark.parametrize("text", GATHERING)
def test_a_code_that_gathers_goods_is_read_and_says_nothing_of_what_they_are(text: str) -> None:
    item = Item(cn_code=text)
    assert item.cn_code == customs_code(text) == "".join(filter(str.isdigit, text))
    assert item.own_code is None
    assert Item(cn_code="84713000").own_code == "84713000"


@pytest.mark.parametrize(
    "text", [*WRITTEN, *GATHERING, "97019100", "0101", "99999999", "9801", "7701", "8471-30", "847", "988"]
)
def test_a_table_takes_and_refuses_the_same(text: str) -> None:
    column = column_path("items.cn_code")
    assert column is not None
    assert form_check(column)(text.strip()) is (customs_code(text) is None)
