"""Small trees added up: what corrects the sum of features where they do not simply add.

Every tree has at most sixteen leaves. All its questions are asked at once; each answer "greater" crosses out the leaves to
the left of the question, and the first leaf left is the tree's (the QuickScorer algorithm; Lucchese and others, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.by_rows import Floats, Integers, column_sums

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
