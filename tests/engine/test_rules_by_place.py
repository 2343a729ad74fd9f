"""The rules that activity and places leave in question: the same ones as by asking every rule."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from dualuse.engine.compiled import compiled_law
from dualuse.engine.compiled_cases import compiled_cases
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import FIRST_STOP, OTHER_COUNTRIES, UNPLACED

DAYS = (date(2022, 3, 1), date(2026, 1, 1), date(2026, 8, 1))
ACTIVITIES = (*FACTS["activity"].values, None)
PLACES = sorted(place_names())


def facts_at(places: tuple[str | None, str | None, tuple[str, ...]], activity: str | None) -> dict[str, Any]:
    destination, purchaser, of_parties = places
    return {
        "activity": activity,
        "destination": destination,
        "purchasing_country": purchaser,
        "parties.countries": of_parties,
        FIRST_STOP: (),
        OTHER_COUNTRIES: (),
        UNPLACED: False,
    }


def some_places(rng: random.Random) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Mostly the same place; now and then another purchaser, parties elsewhere, or nothing known."""
    destination = rng.choice([*PLACES, None])
    purchaser = rng.choice([destination, destination, rng.choice(PLACES), None])
    return destination, purchaser, tuple(rng.choices(PLACES, k=rng.choice([0, 0, 1, 2])))


@pytest.mark.parametrize("day", DAYS)
def test_no_rule_is_left_out_that_some_place_leaves_in_question(day: date) -> None:
    law, rng = compiled_law(day), random.Random(2021_821)
    everywhere = [(place, place, ()) for place in PLACES]
    for places in [*everywhere, *(some_places(rng) for _ in range(200))]:
        facts = {**facts_at(places, rng.choice(ACTIVITIES)), UNPLACED: rng.choice([False, None])}
        expected = [rule for rule in law.provisions if rule.is_possible(facts)]
        assert list(law.relevant.rules(facts)) == expected, facts
        due = [duty for duty in law.duties if duty.is_possible(facts)]
        assert list(law.relevant_duties.rules(facts)) == due, facts


def test_an_act_against_a_country_is_looked_at_in_its_territories_and_nowhere_else() -> None:
    law = compiled_law(DAYS[-1])

    def acts(places: tuple[str | None, str | None, tuple[str, ...]]) -> set[str]:
        rules = law.relevant.rules(facts_at(places, "export"))
        return {rule.rule.citation.partition(",")[0] for rule in rules if not rule.rule.article}

    assert "Regulation (EU) No 833/2014" in acts(("RU", "RU", ()))
    assert "Regulation (EU) No 833/2014" in acts(("AE", "AE", ("RU",)))
    assert "Regulation (EU) No 833/2014" in acts(("AE", None, ()))
    assert "Regulation (EC) No 314/2004" in acts(("ZW", "ZW", ()))
    assert "Regulation (EC) No 314/2004" not in acts(("RU", "RU", ()))
    # A ban on passing through Belarus reaches goods wherever they go.
    assert "Regulation (EC) No 765/2006" in acts(("RU", "RU", ()))
    assert not acts(("BR", "BR", ())) & acts(("RU", "RU", ())) - acts(("JP", "JP", ()))


def test_cases_hold_only_what_is_in_question() -> None:
    facts = facts_at(("BR", "BR", ()), "export")
    cases = list(compiled_cases(DAYS[-1]).possible(facts))
    in_question = {rule.rule.citation for rule in compiled_law(DAYS[-1]).relevant.rules(facts)}
    assert cases
    assert {provision.citation for case in cases for provision in case.provisions} <= in_question
