"""The part of the law that a table can be about: nothing is left out that a transaction of it leaves in question."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from dualuse.engine.compiled import compiled_law, epoch_of, epoch_starts, period_of, period_starts
from dualuse.engine.reach import reach_of, within
from dualuse.i18n.places import place_names
from dualuse.law.collection import law_as_of, whole_law
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD, TOLD_CIRCUMSTANCES
from dualuse.law.eu_2021_821.facts.stated_facts import UNPLACED

DAYS = (date(2022, 3, 1), date(2024, 1, 1), date(2026, 8, 1))
ACTIVITIES = tuple(FACTS["activity"].values)
PLACES = sorted(place_names())
NOTHING_TOLD = dict.fromkeys((f"{TOLD}{name}" for name in TOLD_CIRCUMSTANCES), False)
UNTOLD = frozenset(TOLD_CIRCUMSTANCES)


def facts_at(destination: str, purchaser: str, of_parties: tuple[str, ...], activity: str) -> dict[str, Any]:
    return {
        **NOTHING_TOLD,
        "activity": activity,
        "destination": destination,
        "purchasing_country": purchaser,
        "parties.countries": of_parties,
        "parties.other_countries": of_parties,
        "route.first_stop": of_parties,
        UNPLACED: False,
    }


@pytest.mark.parametrize("day", DAYS)
def test_what_is_out_of_reach_is_possible_for_no_transaction(day: date) -> None:
    law, rng = compiled_law(day), random.Random(2021_821)
    tables = [(place,) for place in PLACES] + [tuple(rng.sample(PLACES, 3)) for _ in range(100)]
    for places in tables:
        reach = reach_of(frozenset(places), UNTOLD)
        facts = facts_at(places[0], places[-1], places[1:], rng.choice(ACTIVITIES))
        beyond = [rule for rule in law.provisions if rule.rule.citation not in reach]
        assert not [rule.rule.citation for rule in beyond if rule.is_possible(facts)], places


def test_a_circumstance_that_may_be_stated_brings_what_rests_on_it() -> None:
    nothing = reach_of(frozenset({"US"}), UNTOLD)
    through = reach_of(frozenset({"US"}), UNTOLD - {"russia_833_2014_through_russia"})
    assert nothing < through
    assert all("833/2014" in citation for citation in through - nothing)
    assert reach_of(frozenset({"RU"}), UNTOLD) > nothing


def test_all_of_the_law_is_in_reach_where_nothing_is_known() -> None:
    law = whole_law()
    assert within(law, None) is law
    assert reach_of(frozenset(PLACES), frozenset()) == {rule.citation for rule in law.provisions}


def test_a_day_that_is_no_border_changes_nothing_in_reach() -> None:
    reach = reach_of(frozenset({"US", "JP", "CH"}), UNTOLD)
    assert set(period_starts(reach)) < set(period_starts())
    for start in epoch_starts()[1:]:
        before = start - timedelta(days=1)
        if epoch_of(start) not in epoch_starts(reach):
            laws = [within(law_as_of(day), reach) for day in (before, start)]
            assert [id(rule) for rule in laws[0].provisions] == [id(rule) for rule in laws[1].provisions]
            assert [id(rule) for rule in laws[0].reliefs] == [id(rule) for rule in laws[1].reliefs]
        if start not in period_starts(reach):
            assert period_of(before, reach) == period_of(start, reach)
