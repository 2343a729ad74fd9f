"""End uses that name a step in the making of ammunition, centrifuges, missiles or agents, in English, German and French; and ordinary works beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import pytest

from dualuse.law.measures.not_executed import words_called
from tests.assessment.authorisations.test_meeting_points import released, unlisted

USES: Final = tomllib.loads(Path(__file__).with_name("making_of_arms.toml").read_text(encoding="utf-8"))


def to_use(place: str, end_use: str) -> str:
    return released({**unlisted(place), "end_use": end_use})


@pytest.mark.parametrize("group", ["arms", "arms_after"])
def test_a_step_in_the_making_of_arms_asks_under_an_embargo(group: str) -> None:
    """Art. 4(1)(b)."""
    assert [use for use in USES[group] if to_use("CN", use) != "ask"] == []


@pytest.mark.parametrize("group", ["mass_destruction", "mass_destruction_after"])
def test_a_step_in_the_making_of_weapons_of_mass_destruction_asks_everywhere(group: str) -> None:
    """Art. 4(1)(a)."""
    assert [use for use in USES[group] if to_use("VN", use) != "ask"] == []


@pytest.mark.parametrize("group", ["ordinary", "ordinary_after"])
def test_ordinary_works_do_not(group: str) -> None:
    assert [use for use in USES[group] if to_use("CN", use) != "go"] == []


def test_each_step_is_said_of_each_thing() -> None:
    words = words_called("military use")
    assert {"filling of warhead", "warhead filling", "assemblage de têtes militaires|"} <= set(words)
    assert len(words) == len(set(words))
