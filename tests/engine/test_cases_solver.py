"""Ranges are as tight as the solver's, over every way in which the unknown facts can turn out, and never too tight."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; ranges were not compared")

import z3

from dualuse import interview
from dualuse.engine.case_split import cases_on
from dualuse.engine.proofs.formulas import conj, disj, neg
from dualuse.engine.proofs.outcomes import SEVERE, Judged
from dualuse.engine.proofs.symbols import World, scope_on
from dualuse.interview.open_questions import judged
from dualuse.law.language.provision import Effect
from tests.interview.test_questions import begun
from tests.support.interviewees import DAY
from tests.support.sampling import PROVED
from tests.support.solver_ranges import solver_range


@given(st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_the_range_is_neither_too_wide_nor_too_narrow(seed: int) -> None:
    share = (0.4, 0.8, 1.2, 1.6)[seed % 4]
    state, person, rng = begun(seed, share=share)
    for _ in itertools.count():
        standing = judged(state)
        exact = solver_range(standing.known.items[0], DAY)
        assert exact in (None, (standing.low, standing.high)), state.transaction
        question = interview.next_question(state)
        if question is None:
            return
        known = rng.random() > 0.15
        state = (
            interview.answer(state, question.fact, person(question))
            if known
            else interview.dont_know(state, question.fact)
        )


@pytest.mark.parametrize("day", PROVED, ids=str)
def test_the_high_end_needs_no_cases(day: date) -> None:
    judged = Judged(world=World(scope_on(day)))
    three_valued = judged.translation.three_valued

    def reached(effect: Effect) -> Any:
        return disj(
            conj(
                (
                    neg(three_valued(case.condition).false),
                    neg(three_valued(folded.when).false),
                    *(
                        neg(three_valued(when).true)
                        for relief, when in folded.reliefs
                        if relief.effect < effect
                    ),
                )
            )
            for case in cases_on(day)
            for folded in case.provisions
            if folded.provision.effect >= effect
        )

    lost = disj(conj((judged.high_at_least(effect), neg(reached(effect)))) for effect in SEVERE)
    solver = z3.SolverFor("QF_FD")
    solver.add(*judged.world.rules(), lost)
    assert solver.check() == z3.unsat
