"""The weights of the features: three models, each a weighted sum and small trees, for persons, for vessels and for all others.

The trees correct the sum where features do not simply add. Each has at most sixteen leaves. All its questions are asked at
once; each answer "greater" crosses out the leaves to the left of the question, and the first leaf left is the tree's (the
QuickScorer algorithm; Lucchese and others, 2015).

The weights are data (``weights.json``), made from the official lists' own material by a script anyone can rerun
(``training/``). A feature that speaks against never has a positive weight; the training holds it to that, and this module
refuses a file that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.data_folders import data_file, read_json
from dualuse.screening.matching.by_rows import Floats, Integers, column_sums, total_of
from dualuse.screening.matching.features import AGAINST, COLUMNS, EVIDENCE

MOST_LEAVES: Final = 16
_PAIRS_AT_ONCE: Final = 256
_LOWEST_BIT: Final = np.array(
    [(bits & -bits).bit_length() - 1 if bits else 0 for bits in range(65536)], dtype=np.uint8
)


@dataclass(frozen=True, slots=True)
class TreeEnsemble:
    """Trees of one length. Shapes: ``column``, ``threshold``, ``crossed`` [questions, trees]; ``leaf`` [trees, 16].

    ``crossed``: the leaves, as bits, that the answer "greater" crosses out; a question that a smaller tree lacks crosses none.
    """

    column: Integers
    threshold: Floats
    crossed: NDArray[np.uint16]
    leaf: Floats

    def sums(self, features: Floats) -> Floats:
        """The sum over all trees, [pairs]. ``features``: [pairs, columns], in the order the trees number them."""
        total = np.zeros(len(features), dtype=np.float32)
        trees = len(self.leaf)
        column, leaf = self.column.ravel(), self.leaf.ravel()
        threshold, crossed = self.threshold.reshape(-1, 1), self.crossed.reshape(-1, 1)
        first = np.arange(0, trees * MOST_LEAVES, MOST_LEAVES)[:, None]
        for start in range(0, len(features), _PAIRS_AT_ONCE):
            # One row per feature: what a question asks of all pairs then lies together.
            rows = np.ascontiguousarray(features[start : start + _PAIRS_AT_ONCE].T)
            out = (rows.take(column, axis=0) > threshold) * crossed
            gone = np.bitwise_or.reduce(out.reshape(-1, trees, rows.shape[1]), axis=0)
            total[start : start + _PAIRS_AT_ONCE] = column_sums(leaf.take(_LOWEST_BIT.take(~gone) + first))
        return total


def read_trees(trees: Sequence[dict[str, Any]]) -> TreeEnsemble:
    """The trees of a weights file, each written as ``{"ask": [[column, threshold, kept], …], "leaf": [values]}``."""
    questions = max((len(tree["ask"]) for tree in trees), default=1)
    column = np.zeros((questions, len(trees)), dtype=np.int64)
    threshold = np.full((questions, len(trees)), np.inf, dtype=np.float32)
    crossed = np.zeros((questions, len(trees)), dtype=np.uint16)
    leaf = np.zeros((len(trees), MOST_LEAVES), dtype=np.float32)
    for at, tree in enumerate(trees):
        for place, (asked, value, remaining) in enumerate(tree["ask"]):
            column[place, at], threshold[place, at], crossed[place, at] = asked, value, 0xFFFF & ~remaining
        leaf[at, : len(tree["leaf"])] = tree["leaf"]
    return TreeEnsemble(column, threshold, crossed, leaf)


PERSON: Final = "person"
VESSEL: Final = "vessel"
OTHER: Final = "other"
GROUPS: Final = (PERSON, OTHER, VESSEL)


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def most_against(self) -> float:
        """How much all evidence but a date of birth can take from a sum: log-odds."""
        return float(-np.minimum(self.evidence[4:], 0).sum())

    def score(self, total: float) -> float:
        """The score, from 0 to 1, of a sum."""
        return float(np.interp(total, self.scale[0], self.scale[1]))


@lru_cache(maxsize=1)
def models() -> dict[str, Model]:
    """The models that ship, by group."""
    return read_models(read_json(data_file("screening/matching/weights.json")))


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
        columns=columns,
        weights=np.array([row["weights"][COLUMNS[column]] for column in columns.tolist()], dtype=np.float32),
        trees=read_trees(row["trees"]),
        evidence=np.array([row["evidence"][feature.name] for feature in EVIDENCE], dtype=np.float32),
        constant=row["constant"],
        open_below=row["open_below"],
        review=row["review"],
        hit=row["hit"],
        scale=(np.array(sums, dtype=np.float32), np.array(scores, dtype=np.float32)),
    )
