"""The peer of the benchmark of Arts 3 to 5: its table is decided, and OpenFisca gives the outcomes of our single path."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import polars as pl
import pytest

from benchmarks.arts3to5.expected import PROVISIONS, RELIEFS, expected
from benchmarks.arts3to5.table import DENSE, LAW_DATE, REALISTIC, Mix, as_text, table
from dualuse.law.collection import law_as_of
from dualuse.law.language.provision import Effect

ROWS = 2_000


@pytest.fixture(scope="module")
def peer() -> ModuleType:
    """The peer, where its engine is installed: `make bench` installs it, the tests of this project do not need it."""
    pytest.importorskip(
        "openfisca_core",
        reason="OPENFISCA ABSENT: the peer of the benchmark was not compared; `make bench` installs and compares it",
    )
    from benchmarks.arts3to5 import openfisca_peer

    return openfisca_peer


@pytest.fixture(scope="module")
def dense() -> tuple[pl.DataFrame, Any]:
    """A table in which every provision has rows that it decides, and its outcomes."""
    rows = table(2 * ROWS, mix=DENSE)
    return rows, expected(rows)


def test_the_same_seed_gives_the_same_table() -> None:
    assert table(500).equals(table(500))
    assert not table(500).equals(table(500, seed=1))


def test_what_is_computed_is_all_of_arts_3_to_5_and_eu001() -> None:
    law = law_as_of(LAW_DATE)
    articles = ("Art. 3(", "Art. 4(", "Art. 5(")
    assert tuple(rule.citation for rule in law.provisions if rule.citation.startswith(articles)) == PROVISIONS
    assert set(RELIEFS) < {relief.citation for relief in law.reliefs}


@pytest.mark.parametrize("mix", [REALISTIC, DENSE], ids=["realistic", "dense"])
def test_every_row_is_decided_and_every_outcome_occurs(mix: Mix) -> None:
    outcomes = expected(table(ROWS, mix=mix))  # raises where a row is open
    assert set(outcomes) == set(Effect) - {Effect.PROHIBITED}


@pytest.mark.parametrize("mix", [REALISTIC, DENSE], ids=["realistic", "dense"])
@pytest.mark.parametrize("way", ["outcomes", "outcomes_documented"])
def test_the_peer_gives_the_outcomes_of_the_single_path(peer: ModuleType, mix: Mix, way: str) -> None:
    rows = table(ROWS, seed=7, mix=mix)
    wanted = expected(rows)
    for form in (rows, as_text(rows)):
        np.testing.assert_array_equal(getattr(peer, way)(form), wanted)


def test_every_rule_of_the_peer_is_needed(peer: ModuleType, dense: tuple[pl.DataFrame, Any]) -> None:
    """Where a provision, a shared fact or an option is taken out, the outcomes are others."""
    rows, wanted = dense
    arrays = peer.prepared(rows)
    unnoticed = set()
    for name, variable in peer.union().variables.items():
        if variable.formulas and name != "outcome":
            without = peer.union().clone()
            without.neutralize_variable(name)
            if np.array_equal(peer.calculated(peer.simulation(arrays, without)), wanted):
                unnoticed.add(name)
    # No Member State asks whoever is aware for an authorisation under Art. 5(3).
    assert unnoticed == {"option_art5_3_aware"}
