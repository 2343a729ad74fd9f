"""A city or an emirate in place of a State: asked about, never taken."""

from __future__ import annotations

import pytest

from dualuse import InputError, check, interview
from dualuse.i18n.places import place_names, place_of_city, places_by_name
from dualuse.interview.parse_answer import understood
from dualuse.law.territories import find_place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dubai", "AE"),
        ("DUBAÏ", "AE"),
        ("abu  dhabi", "AE"),
        ("Istanbul", "TR"),
        ("Moskau", "RU"),
        ("Simferopol", "UA-43"),
        ("Famagusta", None),
        ("Nowhere", None),
        ("AE", None),
    ],
)
def test_a_known_city_leads_to_its_state(text: str, code: str | None) -> None:
    place = place_of_city(text)
    assert (place.code if place else None) == code


@pytest.mark.parametrize("city", ["Dubai", "Moscow", "abu dhabi"])
def test_a_city_is_never_taken_for_its_state(city: str) -> None:
    state = place_of_city(city)
    assert state is not None
    assert find_place(city) is None
    for field in ("destination", "purchasing_country"):
        with pytest.raises(InputError) as refused:
            check({"activity": "export", field: city, "items": [{"entries": []}]})
        (problem,) = refused.value.problems
        assert f"Perhaps {state.in_language('en')} is meant: write its code" in problem.text("en")
    question = interview.next_question(interview.start())
    assert question is not None
    assert question.kind == "place"
    with pytest.raises(InputError) as asked:
        understood(question, city)
    assert state.in_language("en") in asked.value.problems[0].text("en")


def test_no_name_of_a_country_counts_as_a_city() -> None:
    from dualuse.i18n.places import _cities

    assert set(_cities()) & set(places_by_name()) == set()
    assert set(_cities().values()) <= set(place_names())
