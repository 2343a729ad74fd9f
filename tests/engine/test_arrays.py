"""Conditions over many rows side by side: what is the same in each row is folded, and nothing of it is told otherwise."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from dualuse.engine.tables.arrays import NUMBER, TRUTH, Arrays
from dualuse.law.language.logic import All, Any_, Condition, Flag, Not, Truth, evaluate

TODAY = date(2026, 8, 1)
FACTS = tuple("abcdef")
TRUTHS: tuple[Truth, ...] = (True, False, None)
HEIGHT = 7


def condition(rng: random.Random, depth: int) -> Condition:
    if depth == 0 or rng.random() < 0.2:
        return Flag(rng.choice(FACTS))
    if rng.random() < 0.25:
        return Not(condition(rng, depth - 1))
    parts = tuple(condition(rng, depth - 1) for _ in range(rng.randint(1, 4)))
    return rng.choice((All, Any_))(parts)


def rows(rng: random.Random) -> tuple[list[dict[str, Any]], Arrays]:
    """Rows of facts, some of which are the same in each, and their truths side by side."""
    same = {fact: rng.choice(TRUTHS) for fact in rng.sample(FACTS, 3)}
    of_rows = [{**{fact: rng.choice(TRUTHS) for fact in FACTS}, **same} for _ in range(HEIGHT)]
    columns: dict[Any, Any] = {Flag(fact): same.get(fact, f"column_{fact}") for fact in FACTS}
    truths = {
        f"column_{fact}": np.array([NUMBER[row[fact]] for row in of_rows], dtype=np.int8)
        for fact in FACTS
        if fact not in same
    }
    return of_rows, Arrays(columns, truths, HEIGHT)


@pytest.mark.parametrize("seed", range(40))
def test_each_row_has_the_truth_of_its_facts(seed: int) -> None:
    rng = random.Random(seed)
    of_rows, arrays = rows(rng)
    some = np.array(sorted(rng.sample(range(HEIGHT), 3)), dtype=np.int64)
    for _ in range(20):
        asked = condition(rng, 4)
        expected = [evaluate(asked, row, TODAY) for row in of_rows]
        assert [TRUTH[int(truth)] for truth in arrays.truth(asked)] == expected
        assert [TRUTH[int(truth)] for truth in arrays.taken(some).truth(asked)] == [
            expected[row] for row in some
        ]


@pytest.mark.parametrize("seed", range(40))
def test_an_answer_changes_what_asks_for_it_and_nothing_else(seed: int) -> None:
    rng = random.Random(seed)
    of_rows, arrays = rows(rng)
    asked = [condition(rng, 4) for _ in range(8)]
    some = np.array(sorted(rng.sample(range(HEIGHT), 3)), dtype=np.int64)
    for fact in FACTS:
        for answer in (True, False):
            known = arrays.knowing(fact, {Flag(fact): answer})
            for each in asked:
                expected = [evaluate(each, {**row, fact: answer}, TODAY) for row in of_rows]
                assert [TRUTH[int(truth)] for truth in known.truth(each)] == expected
                assert [TRUTH[int(truth)] for truth in known.taken(some).truth(each)] == [
                    expected[row] for row in some
                ]


def test_what_is_the_same_in_each_row_cannot_be_written_into() -> None:
    of_all = Arrays({Flag("a"): None}, {}, HEIGHT).truth(Flag("a"))
    with pytest.raises(ValueError, match="read-only"):
        of_all[0] = 2
