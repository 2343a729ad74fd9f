"""What no case at all can do: proofs over the law of every epoch (docs/proofs.md says over which facts).

A test that fails shows a counterexample as facts; what is not named there is false, "none" or empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821 import art06_brokering, art08_technical_assistance
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.art11_intra_union import ANNEX_IV, CONTROLLED_BY_ANNEX_IV, IN_ANNEX_IV, ONWARD
from dualuse.law.eu_2021_821.facts import GROUNDS, flag
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_FACTS
from dualuse.law.language.logic import All
from dualuse.law.language.provision import Duty, Effect, Provision, Relief
from tests.support.paths import REPOSITORY

pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")

from dualuse.engine.proofs.adverse_steps import Step
from dualuse.engine.proofs.formulas import TRUE, conj, disj, neg
from dualuse.engine.proofs.lowering import Lowering, declared_for, lowerings, without_effect
from dualuse.engine.proofs.outcomes import SEVERE
from dualuse.engine.proofs.prover import Pair, Prover, prover_on
from dualuse.engine.proofs.symbols import scope_on
from tests.support.proof_claims import arises, example, matters, occurs, undeclared, unsettled, unsound, used
from tests.support.sampling import EPOCHS, PROVED

NEWEST_FIRST = tuple(reversed(EPOCHS))
every_epoch = pytest.mark.parametrize("day", PROVED, ids=str)


def _in_force(rule: Provision | Relief | Duty) -> list[date]:
    return [day for day in NEWEST_FIRST if rule.validity.covers(day)]


# Everything can fire.


@every_epoch
def test_every_outcome_can_be_reached(day: date) -> None:
    prover = prover_on(day)
    for effect in Effect:
        case = prover.case(prover.judged.exactly(effect), quiet=False)
        assert case is not None, f"no case on {day} ends at {effect.word}"
        assert case.outcome is effect, f"the solver finds {effect.word}, the evaluator\n{case.text()}"


def test_every_provision_can_hold() -> None:
    for provision in whole_law().provisions:
        provers = (prover_on(day) for day in _in_force(provision))
        can_hold = any(prover.is_possible(prover.holds(provision)) for prover in provers)
        assert can_hold, f"{provision.citation} can hold on no day: it is dead letter"


def test_every_relief_can_be_used() -> None:
    for relief in whole_law().reliefs:
        provers = (prover_on(day) for day in _in_force(relief))
        can_be_used = any(prover.is_possible(used(prover, relief)) for prover in provers)
        assert can_be_used, f"{relief.citation} can be used on no day"


def test_every_duty_can_arise() -> None:
    law = whole_law()
    newest = prover_on(NEWEST_FIRST[0])
    duties = [(prover_on(_in_force(duty)[0]), duty, TRUE) for duty in law.duties]
    duties += [(newest, duty, used(newest, relief)) for relief in law.reliefs for duty in relief.duties]
    for prover, duty, in_use in duties:
        can_arise = prover.is_possible(in_use, arises(prover, duty))
        assert can_arise, f"the duty of {duty.citation} can never arise: {duty.text}"


# Nothing is redundant.


def _matters(rule: Provision | Relief, days: Iterable[date]) -> bool:
    return any(prover_on(day).is_possible(matters(prover_on(day), rule)) for day in days)


def test_every_rule_changes_an_outcome_or_is_declared() -> None:
    declared = {row.citation for row in without_effect()}
    idle = {
        rule.citation
        for rule in (*whole_law().provisions, *whole_law().reliefs)
        # That one which is declared is idle on every day is looked at for some of the days each time.
        if not _matters(
            rule, [day for day in _in_force(rule) if rule.citation not in declared or day in PROVED]
        )
    }
    assert idle - declared == set(), (
        "without these no outcome would be another one: remove them, or declare why they stand there in"
        " engine/proofs/exceptions.toml, [[without_effect]]"
    )
    assert declared - idle == set(), "declared as without effect, but they change outcomes"


def test_a_rule_that_says_nothing_new_is_found() -> None:
    """The test above can fail: Art. 3(1) once more, for fewer cases, changes nothing."""
    day = NEWEST_FIRST[0]
    scope = scope_on(day)
    listed = next(provision for provision in scope.law.provisions if provision.citation == "Art. 3(1)")
    again = Provision(
        citation="Art. 3(1) again",
        effect=Effect.GENERAL_AUTHORISATION,
        when=listed.when,
        summary=listed.summary,
        source=listed.source,
        verification=listed.verification,
    )
    law = type(scope.law)((*scope.law.provisions, again), scope.law.reliefs, scope.law.duties)
    prover = Prover(replace(scope, law=law))
    assert prover.is_possible(prover.holds(again))
    assert not prover.is_possible(matters(prover, again))


# More is known, or it is worse: never a milder answer.


@every_epoch
def test_no_more_adverse_fact_makes_an_answer_milder_unless_declared(day: date) -> None:
    pairs = [pair.text() for pair in undeclared(prover_on(day))]
    assert not pairs, (
        f"on {day} an answer becomes milder although more is known, or it is worse. Mend the law, or declare it with"
        " its reason in engine/proofs/exceptions.toml, [[lowering]]:\n\n" + "\n\n".join(pairs)
    )


def _ids(row: Lowering) -> str:
    return f"{row.citation}|{row.fact}|{row.falls_to.word}"


@pytest.mark.parametrize("row", lowerings(), ids=_ids)
def test_every_declared_exception_occurs(row: Lowering) -> None:
    assert row.judged in ("law", "reading", "open")
    for citation in row.provisions:
        assert any(occurs(prover_on(day), row, citation) for day in NEWEST_FIRST), (
            f"{citation} no longer falls to {row.falls_to.word} along {row.fact}: {row.before} → {row.after};"
            " delete it from engine/proofs/exceptions.toml"
        )


def test_every_declared_exception_is_told_in_the_documentation() -> None:
    text = (REPOSITORY / "docs/proofs.md").read_text(encoding="utf-8")
    table = text.partition("## The exceptions that are declared")[2].partition("*Law*")[0]
    for row in lowerings():
        assert any(row.citation in line and row.judged in line for line in table.splitlines()), (
            f"{row.citation} ({row.judged})"
        )


def test_exceptions_are_judged_by_the_evaluator_as_declared() -> None:
    for row in lowerings():
        pair = next(lowered for day in NEWEST_FIRST if (lowered := example(prover_on(day), row)) is not None)
        assert pair.before.outcome > pair.after.outcome, pair.text()
        assert pair.after.outcome is row.falls_to, pair.text()
        assert set(pair.before.basis) & set(row.provisions), pair.text()


def test_an_exception_that_is_not_declared_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The known one: what Annex I takes over from a national list may come under EU001."""
    from dualuse.engine.proofs import lowering

    rest = tuple(row for row in lowerings() if "Art. 9(1)" not in row.provisions)
    assert len(rest) == len(lowerings()) - 1
    monkeypatch.setattr(lowering, "lowerings", lambda: rest)
    (pair,) = undeclared(prover_on(NEWEST_FIRST[0]))
    assert pair.steps == (Step("item.entries", "none", "some"),)
    assert {"Art. 9(1)", "Art. 10(1)"} & set(pair.before.basis)
    assert pair.after.outcome is Effect.GENERAL_AUTHORISATION
    assert "item.listed: true" in pair.text()


def _less_for_who_is_informed(prover: Prover) -> Pair | None:
    """A case in which a provision asks for something, and the answer is milder once the authority has informed."""
    stepped = prover.after(*(step for step in prover.steps() if step.after == "informed"))
    return prover.pair(stepped, disj(stepped.fallen(provision) for provision in prover.judged.provisions))


@every_epoch
def test_nobody_is_asked_for_less_by_being_informed(day: date) -> None:
    """Of all provisions, under whatever options: nothing is declared along these steps, so nothing is let through."""
    prover = prover_on(day)
    steps = [step for step in prover.steps() if step.after == "informed"]
    assert {step.fact for step in steps} == {f"knowledge.{ground}" for ground in GROUNDS}
    assert [row for step in steps for row in declared_for(step)] == []
    pair = _less_for_who_is_informed(prover)
    assert pair is None, pair.text() if pair else ""


@pytest.mark.parametrize("article", [art06_brokering, art08_technical_assistance])
def test_a_notification_that_leaves_out_who_is_informed_is_found(article: ModuleType) -> None:
    """The test above can fail: Arts 6(4) and 8(5) as they would be for who suspects or is aware, and no further."""
    scope = scope_on(NEWEST_FIRST[0])
    narrow = next(rule for rule in article.SUSPECTS if rule.effect is Effect.NOTIFICATION_REQUIRED)
    replaced = replace(narrow, when=narrow.when & ~uses("informed"))
    provisions = tuple(replaced if rule is narrow else rule for rule in scope.law.provisions)
    law = type(scope.law)(provisions, scope.law.reliefs, scope.law.duties)
    pair = _less_for_who_is_informed(Prover(replace(scope, law=law)))
    assert pair is not None
    # Cases are judged under the law as it is: there who is informed is asked for the same.
    assert pair.before.basis == pair.after.basis == (narrow.citation,)


# Annex IV and the exceptions for missile technology.


@every_epoch
def test_no_item_that_the_missile_technology_exceptions_free_falls_between_the_paragraphs(day: date) -> None:
    """Art. 11: whoever would need an authorisation for an item outside Annex IV needs one for an item of it."""
    prover = prover_on(day)
    translation = prover.judged.translation
    other = ONWARD.when
    assert isinstance(other, All)
    assert ~CONTROLLED_BY_ANNEX_IV in other.parts
    like_any_other = All(tuple(part for part in other.parts if part != ~CONTROLLED_BY_ANNEX_IV))
    free = (neg(prover.holds(ANNEX_IV)), neg(prover.holds(ONWARD)))
    case = prover.case(translation.truth(like_any_other), *free)
    assert case is None, case.text() if case else ""
    assert prover.is_possible(translation.truth(IN_ANNEX_IV & like_any_other), neg(prover.holds(ANNEX_IV)))


# Authorisations and exemptions lower what they name, and nothing else.


@every_epoch
def test_no_relief_lowers_a_restrictive_measure_but_its_own_exceptions_that_are_stated(day: date) -> None:
    prover = prover_on(day)
    nothing_told = [neg(prover.judged.translation.truth(flag(fact.name))) for fact in TOLD_FACTS]
    for provision in prover.judged.provisions:
        if provision.is_measure:
            milder = conj(
                (prover.holds(provision), neg(prover.judged.at_least(provision.effect)), *nothing_told)
            )
            case = prover.case(milder)
            assert case is None, f"{provision.citation} holds, and yet:\n{case.text() if case else ''}"


# Unknown facts.


@every_epoch
def test_what_is_known_is_true_however_unknown_facts_turn_out(day: date) -> None:
    assert unsound(scope_on(day)) == ()


@every_epoch
def test_learning_a_fact_unsettles_nothing_and_widens_no_interval(day: date) -> None:
    assert unsettled(scope_on(day)) == ()


def test_all_effects_but_the_least_are_severe() -> None:
    assert [Effect.NOT_CONTROLLED, *SEVERE] == list(Effect)
