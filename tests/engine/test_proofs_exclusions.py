"""No general authorisation reaches an item, a destination or a use that it excludes (Annex II), in no case at all.

What is excluded is stated independently of the conditions: see ``tests/support/annex_ii_exclusions.py``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse.engine.compiled import epoch_of
from dualuse.law.language.logic import All

pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")

from dualuse.engine.proofs.formulas import conj, disj, neg
from dualuse.engine.proofs.prover import Prover, prover_on
from tests.support.annex_ii_exclusions import (
    IDENTIFIERS,
    answered,
    available,
    circumstance_fact,
    excluded_circumstances,
    excluded_destinations,
    excluded_exporters,
    excluded_items,
    excluded_manners,
    excluded_parties,
    excluded_uses,
    is_in,
    refuse,
    table,
)
from tests.support.sampling import EPOCHS, PROVED

every_authorisation = pytest.mark.parametrize("identifier", IDENTIFIERS)


@every_authorisation
def test_annex_ii_part_1_no_excluded_item(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    excluded = list(excluded_items(prover, identifier))
    assert excluded
    for what, formula in excluded:
        refuse(prover, identifier, formula, f"an item that Part 1 excludes ({what})")
    unlisted = neg(disj(prover.world.symbol("item.entries").values.values()))
    asked = prover.holds(_provision(prover, "Art. 3(1)"))
    refuse(prover, identifier, conj((unlisted, asked)), "an item that Annex I does not list")


@every_authorisation
def test_annex_ii_part_1_the_manner_of_export(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    for what, formula in excluded_manners(prover, identifier):
        refuse(prover, identifier, formula, what)


def _provision(prover: Prover, citation: str) -> Any:
    return next(provision for provision in prover.judged.provisions if provision.citation == citation)


@pytest.mark.parametrize("day", PROVED, ids=str)
@every_authorisation
def test_annex_ii_part_2_no_other_destination(identifier: str, day: date) -> None:
    prover = prover_on(day)
    for what, formula in excluded_destinations(prover, identifier):
        refuse(prover, identifier, formula, what)


def test_annex_ii_eu008_part_2_a_place_that_a_person_counts_under_an_arms_embargo() -> None:
    """Answers are taken one by one: the same person must not count the place among the destinations of EU008, too."""
    prover = prover_on(EPOCHS[-1])
    asked = [fact for fact in prover.facts() if fact.startswith("place.arms_embargo:")]
    assert asked
    for fact in asked:
        place = fact.partition(":")[2]
        there = is_in(prover, "destination", {place}.__contains__)
        also = f"place.EU008_destinations:{place}"
        consistent = neg(answered(prover, also)) if also in prover.facts() else conj(())
        counted = conj((there, answered(prover, fact), consistent))
        refuse(prover, "EU008", counted, f"{place}, which a person counts under an arms embargo")


def test_annex_ii_eu003_to_eu005_part_2_russia_until_4_may_2022() -> None:
    """Delegated Regulation (EU) 2022/699: before it, Russia was a destination."""
    for identifier in ("EU003", "EU004", "EU005"):
        for day, possible in ((date(2021, 9, 9), True), (date(2022, 5, 4), True), (date(2022, 5, 5), False)):
            prover = prover_on(epoch_of(day))
            to_russia = is_in(prover, "destination", {"RU"}.__contains__)
            is_reached = prover.is_possible(available(prover, identifier), to_russia)
            assert is_reached is possible, (identifier, day)


@pytest.mark.parametrize("day", [EPOCHS[0], EPOCHS[-1]], ids=str)
@every_authorisation
def test_annex_ii_part_3_no_excluded_use(identifier: str, day: date) -> None:
    prover = prover_on(day)
    uses = list(excluded_uses(prover, identifier))
    assert len(uses) >= 3
    for use, formula in uses:
        refuse(prover, identifier, formula, f"a use that Part 3 excludes ({use})")


@every_authorisation
def test_annex_ii_part_3_no_excluded_circumstance_or_exporter(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    circumstances = list(excluded_circumstances(prover, identifier))
    assert circumstances
    for what, formula in (*circumstances, *excluded_exporters(prover, identifier)):
        refuse(prover, identifier, formula, what)


@pytest.mark.parametrize("day", PROVED, ids=str)
@every_authorisation
def test_annex_ii_part_2_no_end_user_or_consignee_elsewhere(identifier: str, day: date) -> None:
    prover = prover_on(day)
    for what, excluded in excluded_parties(prover, identifier):
        refuse(prover, identifier, excluded, what)


@every_authorisation
def test_annex_ii_a_condition_that_is_forgotten_is_found(identifier: str) -> None:
    """Without any one part of its condition an authorisation would reach something that the tests above exclude."""
    prover = prover_on(EPOCHS[-1])
    (relief,) = [
        authorisation for authorisation in prover.scope.law.reliefs if authorisation.identifier == identifier
    ]
    excluded = [
        formula
        for kind in (
            excluded_items,
            excluded_manners,
            excluded_destinations,
            excluded_parties,
            excluded_uses,
            excluded_circumstances,
            excluded_exporters,
        )
        for _, formula in kind(prover, identifier)
    ]
    assert isinstance(relief.when, All)
    truths = [prover.judged.translation.truth(part) for part in relief.when.parts]
    for index, part in enumerate(relief.when.parts):
        forgetful = conj(truths[:index] + truths[index + 1 :])
        noticed = prover.is_possible(forgetful, disj(excluded))
        assert noticed, f"{identifier} without {part!r}"[:300]


@every_authorisation
def test_annex_ii_nothing_is_taken_as_no_while_it_is_unknown(identifier: str) -> None:
    """What an authorisation asks for must be known before it is known to be available."""
    prover = prover_on(EPOCHS[-1])
    (relief,) = [
        authorisation for authorisation in prover.scope.law.reliefs if authorisation.identifier == identifier
    ]
    known = prover.judged.translation.three_valued(relief.when)
    grounds = [row["use"] for row in table(identifier)["knowledge"]]
    uses = ["wmd", "illicit_military_parts"] if "art4_1" in grounds else []
    uses += [use for use in grounds if use not in ("art4_1", "security_service")]
    asked = [
        "item.entries",
        "destination",
        *(f"knowledge.{use}" for use in uses),
        *(circumstance_fact(row["name"]) for row in table(identifier)["circumstances"]),
        *(["parties.security_service"] if "security_service" in grounds else []),
    ]
    for fact in asked:
        case = prover.is_possible(known.true, neg(prover.world.symbol(fact).known))
        assert not case, f"{identifier} is known to be available although {fact} is not known"
    can_be_known = prover.is_possible(known.true)
    assert can_be_known
