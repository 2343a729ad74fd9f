"""Rules compiled once for all days on which they say the same: on each day what the law of that day says."""

from __future__ import annotations

import random
from datetime import date, timedelta

from dualuse.engine.compiled import CompiledRules, compiled_law, epoch_starts
from dualuse.i18n import Message
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import FIRST_STOP, OTHER_COUNTRIES
from dualuse.law.language.logic import Any_, Facts, InPlaces, evaluate
from dualuse.law.language.provision import Due, Duty, Validity, Verification
from dualuse.law.territories import Member, PlaceSet

CHANGE = date(2024, 5, 1)


def some_facts(rng: random.Random) -> Facts:
    places = sorted(place_names())
    return {
        "activity": rng.choice(sorted(FACTS["activity"].values)),
        "destination": rng.choice(places),
        "purchasing_country": rng.choice(places),
        "parties.countries": tuple(rng.choices(places, k=2)),
        FIRST_STOP: (),
        OTHER_COUNTRIES: (),
        "item.listed": rng.choice([True, False, None]),
    }


def test_every_rule_says_on_each_day_what_the_law_of_that_day_says() -> None:
    rng = random.Random(2021_821)
    starts = list(epoch_starts())
    rng.shuffle(starts)  # what is compiled first for a late day serves early ones, and the other way round
    for start in starts:
        law = compiled_law(start)
        facts = some_facts(rng)
        reliefs = [relief for provision in law.provisions for relief in provision.reliefs]
        for rule in (*law.provisions, *law.duties, *reliefs):
            assert rule.when.truth(facts) is evaluate(rule.conditions[0], facts, start), (rule.rule, start)


def test_few_rules_are_compiled_anew_in_the_next_epoch() -> None:
    earlier, later = (compiled_law(day) for day in epoch_starts()[-2:])
    shared = set(map(id, earlier.provisions)) & set(map(id, later.provisions))
    assert len(shared) > 0.9 * len(later.provisions)


def places(*members: Member) -> PlaceSet:
    return PlaceSet("of one key", Message("places", "places"), members)


def duty(*several: PlaceSet) -> Duty:
    when = Any_(tuple(InPlaces("destination", of_places) for of_places in several))
    return Duty(
        citation="Art. 1", text="", due=Due.BEFORE, when=when, source="", verification=Verification.OFFICIAL
    )


def test_a_set_that_changes_is_compiled_for_each_side_of_the_change() -> None:
    until = Validity(until=CHANGE - timedelta(days=1))
    rule, rules, facts = duty(places(Member("BR", until))), CompiledRules(), {"destination": "BR"}
    assert rules.rule(rule, CHANGE).when.truth(facts) is False
    assert rules.rule(rule, CHANGE - timedelta(days=1)).when.truth(facts) is True
    assert rules.rule(rule, date(2024, 1, 1)) is rules.rule(rule, CHANGE - timedelta(days=1))


def test_sets_of_one_key_in_rules_of_different_days_are_not_taken_for_each_other() -> None:
    rules, facts = CompiledRules(), {"destination": "BR"}
    assert rules.rule(duty(places(Member("BR"))), CHANGE).when.truth(facts) is True
    assert rules.rule(duty(places(Member("AR"))), CHANGE).when.truth(facts) is False
