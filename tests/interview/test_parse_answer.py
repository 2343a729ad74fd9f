"""What is typed is never taken for an answer by letters that nobody sees, nor a number for a name, nor money for a unit."""

from __future__ import annotations

import pytest

from dualuse.inputs.problems import InputError
from dualuse.interview.parse_answer import stated_behind, understood
from dualuse.interview.question import Choice, Question


def question(fact: str, kind: str, choices: tuple[Choice, ...] = ()) -> Question:
    return Question(
        fact=fact, code="", params={}, text="", kind=kind, choices=choices, hint="", item=None, asked_of="", asked_of_text="", why=(),
    )  # fmt: skip


ACTS = (
    Choice("export", "eine Ausfuhr"),
    Choice("intra_union_transfer", "eine Verbringung innerhalb der Union"),
)


@pytest.mark.parametrize("text", ["IN", "in", "inn"])
def test_a_country_is_no_act(text: str) -> None:
    with pytest.raises(InputError, match="none of the answers"):
        understood(question("activity", "choice", ACTS), text)


@pytest.mark.parametrize("text", ["eine V", "Verbringung", "intra_union_transfer", "intra", "2"])
def test_first_letters_words_and_numbers_are_taken(text: str) -> None:
    assert understood(question("activity", "choice", ACTS), text) == "intra_union_transfer"


@pytest.mark.parametrize("text", ["1", "120500", "4711-1"])
def test_a_number_is_no_name(text: str) -> None:
    with pytest.raises(InputError, match="a number screens nobody"):
        understood(question("parties[1].name", "name"), text)


def test_a_name_with_a_number_is_one() -> None:
    assert understood(question("parties[1].name", "name"), "3M") == "3M"


@pytest.mark.parametrize("text", ["120500 EUR", "EUR", "euro", "12"])
def test_an_amount_is_no_unit(text: str) -> None:
    with pytest.raises(InputError, match="no unit"):
        understood(question("items[0].unit", "text"), text)


def test_money_behind_a_quantity_is_no_unit() -> None:
    asked_for = question("items[0].quantity", "quantity")
    assert stated_behind(asked_for, "12 kg") == ("items[0].unit", "kg")
    with pytest.raises(InputError, match="currency, and no unit"):
        stated_behind(asked_for, "120500 EUR")
