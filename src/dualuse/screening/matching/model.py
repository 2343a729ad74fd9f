"""The weights of the features: three models, each a weighted sum and small trees, for persons, for vessels and for all others.

The weights are data (``weights.json``), made from the official lists' own material by a script anyone can rerun
(``training/``). A feature that speaks against never has a positive weight; the training holds it to that, and this module
refuses a file that does not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from dualuse.screening.matching.by_rows import Floats, Integers, total_of
from dualuse.screening.matching.features import AGAINST, COLUMNS, EVIDENCE
from dualuse.screening.matching.tree_ensemble import TreeEnsemble, read_trees

PERSON: Final = "person"
VESSEL: Final = "vessel"
OTHER: Final = "other"
GROUPS: Final = (PERSON, OTHER, VESSEL)


@dataclass(frozen=True, slots=True)
class Model:
    """One model and its thresholds.

    ``weights`` (of the features numbered in ``columns``) and ``constant`` give a first sum; a pair whose first sum is below
    ``open_below`` is never shown, the others get that of the ``trees`` added. ``evidence``: the weights of
    :data:`~.features.EVIDENCE`. ``review`` and ``hit`` are sums (log-odds) from which on a pair is shown, and shown as a hit;
    ``scale`` maps sums to scores: pairs of (sum, score), rising in both.
    """

    columns: Integers
    weights: Floats
    trees: TreeEnsemble
    evidence: Floats
    constant: float
    open_below: float
    review: float
    hit: float
    scale: tuple[Floats, Floats]

    def sums_of(self, features: Floats) -> Floats:
        """The sum of names alone; minus infinity for pairs that are out of the question.

        Args:
            features: the values of :data:`~.features.COLUMNS`, [pairs, columns].

        Returns:
            Log-odds, [pairs].
        """
        features = features.take(self.columns, axis=1)
        first: Floats = total_of(features * self.weights) + np.float32(self.constant)
        likely = np.flatnonzero(first >= self.open_below)
        sums = np.full(len(first), -np.inf, dtype=np.float32)
        sums[likely] = first[likely] + self.trees.sums(features[likely])
        return sums

    def score(self, total: float) -> float:
        """The score, from 0 to 1, of a sum."""
        return float(np.interp(total, self.scale[0], self.scale[1]))


@lru_cache(maxsize=1)
def models() -> dict[str, Model]:
    """The models that ship, by group."""
    return read_models(
        json.loads((files("dualuse.screening.matching") / "weights.json").read_text(encoding="utf-8"))
    )


def read_models(data: dict[str, Any]) -> dict[str, Model]:
    """The models of a weights file.

    The file lists its ``features`` in an order of its own: sums are added in this order, and trees number them by it.

    Raises:
        ValueError: the file was made for other features, or gives evidence against a positive weight.
    """
    if sorted(data["features"]) != sorted(COLUMNS):
        raise ValueError("weights.json was made for other features: run training/screening again")
    columns = np.array([COLUMNS.index(name) for name in data["features"]], dtype=np.int64)
    return {group: _read_model(group, data["models"][group], columns) for group in GROUPS}


def _read_model(group: str, row: dict[str, Any], columns: Integers) -> Model:
    for feature in EVIDENCE:
        if feature.direction == AGAINST and row["evidence"][feature.name] > 0:
            raise ValueError(f"weights.json: {group}.{feature.name} speaks against and must not be positive")
    sums, scores = zip(*row["scale"], strict=True)
    return Model(
        columns,
        np.array([row["weights"][COLUMNS[column]] for column in columns.tolist()], dtype=np.float32),
        read_trees(row["trees"]),
        np.array([row["evidence"][feature.name] for feature in EVIDENCE], dtype=np.float32),
        row["constant"],
        row["open_below"],
        row["review"],
        row["hit"],
        (np.array(sums, dtype=np.float32), np.array(scores, dtype=np.float32)),
    )
