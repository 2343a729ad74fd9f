"""An answer is the same to the last digit whoever is asked beside it: no sum depends on what is summed at the same time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.screening.matching.by_rows import total_of
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.model import GROUPS, models

SEEDS = st.integers(0, 10_000)


def _values(seed: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(seed).random((rows, columns), dtype=np.float32)


@given(SEEDS, st.integers(1, 12), st.integers(1, 40), st.integers(0, 30))
def test_a_sum_knows_nothing_of_empty_places_and_other_rows(
    seed: int, rows: int, columns: int, empty: int
) -> None:
    values = _values(seed, rows, columns)
    wider = np.hstack([values, np.zeros((rows, empty), dtype=np.float32)])
    alone = np.concatenate([total_of(row[None, :]) for row in values])
    assert total_of(values).tolist() == total_of(wider).tolist() == alone.tolist()


@pytest.mark.parametrize("group", GROUPS)
@given(seed=SEEDS, rows=st.integers(1, 40), cut=st.integers(0, 40))
def test_a_model_gives_a_pair_the_same_sum_in_any_company(group: str, seed: int, rows: int, cut: int) -> None:
    model = models()[group]
    features = _values(seed, rows, len(COLUMNS))
    parts = [model.sums_of(some) for some in (features[:cut], features[cut:]) if len(some)]
    alone = [model.sums_of(row[None, :])[0] for row in features]
    assert model.sums_of(features).tolist() == np.concatenate(parts).tolist() == alone
    assert model.trees.sums(features).tolist() == [model.trees.sums(row[None, :])[0] for row in features]
