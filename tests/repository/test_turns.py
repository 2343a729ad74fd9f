"""Tests that run in turn: each has its day, and nothing else is ever left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.turns import IN_TURN, in_turn


@pytest.mark.parametrize("family", IN_TURN)
def test_within_its_days_each_test_of_a_family_runs_once(family: str) -> None:
    names = [f"{family}::test_{number}" for number in range(25)]
    days = [in_turn(names, day) for day in range(740_000, 740_000 + IN_TURN[family])]
    assert all(sum(runs) == 1 for runs in zip(*days, strict=True))


def test_every_other_test_runs_each_day() -> None:
    assert (
        in_turn(["tests/law/test_scenarios.py::test_a", "tests/schema/test_bad_input.py::test_b"], 740_001)
        == [True] * 2
    )


def test_the_families_are_there() -> None:
    assert [name for name in IN_TURN if not Path(name.partition("::")[0]).exists()] == []
