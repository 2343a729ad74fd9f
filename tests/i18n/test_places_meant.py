"""A part of a State, a former name and one in another language lead to the right place, which is asked about and never assumed."""

from __future__ import annotations

import pytest

from dualuse.free_text.sure_places import near_place, sure_place
from dualuse.i18n import render
from dualuse.i18n.places import place_names
from dualuse.i18n.places_meant import _MEANT, place_meant
from dualuse.inputs.problems import InputError
from dualuse.interview.parse_answer import _place
from dualuse.schema.reading.validation import checked_transaction
from dualuse.screening.properties import no_country

MEANT = [
    ("England", "GB"), ("Scotland", "GB"), ("Wales", "GB"), ("Schottland", "GB"), ("Pays de Galles", "GB"), ("ecosse", "GB"), ("Burma", "MM"), ("Holland", "NL"),
    ("UAE", "AE"), ("USA", "US"), ("U.S.A.", "US"), ("Russland", "RU"), ("Elfenbeinküste", "CI"), ("Macedonia", "MK"), ("Siberia", "RU"), ("Zaire", "CD"),
    ("Persia", "IR"), ("Formosa", "TW"), ("Ceylon", "LK"), ("KSA", "SA"), ("Bayern", "DE"), ("Россия", "RU"), ("España", "ES"), ("Polska", "PL"),
]  # fmt: skip


def remedy_of(destination: str) -> str:
    with pytest.raises(InputError) as error:
        checked_transaction({"items": [{}], "destination": destination})
    return render(error.value.problems[0].remedy)


@pytest.mark.parametrize(("name", "code"), MEANT)
def test_a_transaction_is_told_which_place_may_be_meant(name: str, code: str) -> None:
    told = remedy_of(name)
    # A name that is surely that of one country is told as that, by the problem; of another it is said which may be meant.
    assert told in (
        f"Perhaps {place_names()[code][0]} ({code}) is meant: write its code",
        f"Write {code}, its code",
    )


@pytest.mark.parametrize(("name", "code"), MEANT)
def test_a_table_and_a_screening_are_told_the_same(name: str, code: str) -> None:
    assert near_place(name) == code
    assert f"({code})" in render(no_country(name).remedy)


@pytest.mark.parametrize("name", ["England", "Wales", "Bayern", "Siberia", "Formosa"])
def test_a_part_is_never_taken_for_the_whole(name: str) -> None:
    assert sure_place(name) == ""
    with pytest.raises(InputError, match="meant"):
        _place(name)


@pytest.mark.parametrize(("name", "codes"), [("Korea", ("KP", "KR")), ("Kongo", ("CD", "CG"))])
def test_what_two_states_are_called_names_both(name: str, codes: tuple[str, ...]) -> None:
    assert place_meant(name) == codes
    assert all(f"({code})" in remedy_of(name) for code in codes)


def test_every_place_that_is_meant_is_one() -> None:
    assert {code for codes in _MEANT for code in codes.split(", ")} <= place_names().keys()


@pytest.mark.parametrize(
    ("name", "code"),
    [("Japanien", "JP"), ("Schpanien", "ES"), ("Itlien", "IT"), ("Guinea-Bisau", "GW"), ("Maschine", "")],
)
def test_a_slip_is_seldom_in_the_first_letters(name: str, code: str) -> None:
    """A clerk who follows the hint must not make a transfer within the Union of an export."""
    assert near_place(name) == code
