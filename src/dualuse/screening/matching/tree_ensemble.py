"""Small trees added up: what corrects the sum of measures where they do not simply add.

Every tree has at most sixteen leaves. All its questions are asked at once; each answer "no" crosses out the leaves to
the left of the question, and the first leaf left is the tree's (the QuickScorer algorithm; Lucchese and others, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.by_rows import added

MOST_LEAVES: Final = 16


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one length. Shapes: ``column``, ``threshold``, ``crossed`` [questions, trees]; ``leaf`` [trees, 16].

    ``crossed``: the leaves, as bits, that the answer "greater" crosses out; a question that a smaller tree lacks crosses none.
    """

    column: NDArray[np.int64]
    threshold: NDArray[np.float32]
    crossed: NDArray[np.uint16]
    leaf: NDArray[np.float32]

    def sums(self, measures: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees. ``measures``: [pairs, columns]; the result: [pairs]."""
        total = np.zeros(len(measures), dtype=np.float32)
        trees = len(self.leaf)
        column, leaf = self.column.ravel(), self.leaf.ravel()
        threshold, crossed = self.threshold.reshape(-1, 1), self.crossed.reshape(-1, 1)
        first = np.arange(0, trees * MOST_LEAVES, MOST_LEAVES)[:, None]
        for start in range(0, len(measures), _TOGETHER):
            # One row per measure: what a question asks of all pairs then lies together.
            some = np.ascontiguousarray(measures[start : start + _TOGETHER].T)
            out = (some.take(column, axis=0) > threshold) * crossed
            gone = np.bitwise_or.reduce(out.reshape(-1, trees, some.shape[1]), axis=0)
            total[start : start + _TOGETHER] = added(leaf.take(_LOWEST.take(~gone) + first))
        return total


_LOWEST: Final = np.array([(at & -at).bit_length() - 1 if at else 0 for at in range(65536)], dtype=np.uint8)
_TOGETHER: Final = 256


def forest_of(rows: Sequence[dict[str, Any]]) -> Forest:
    """The forest of trees written as ``{"ask": [[column, threshold, kept], …], "leaf": [values]}``."""
    questions = max((len(row["ask"]) for row in rows), default=1)
    column = np.zeros((questions, len(rows)), dtype=np.int64)
    threshold = np.full((questions, len(rows)), np.inf, dtype=np.float32)
    crossed = np.zeros((questions, len(rows)), dtype=np.uint16)
    leaf = np.zeros((len(rows), MOST_LEAVES), dtype=np.float32)
    for at, row in enumerate(rows):
        for place, (asked, value, remaining) in enumerate(row["ask"]):
            column[place, at], threshold[place, at], crossed[place, at] = asked, value, 0xFFFF & ~remaining
        leaf[at, : len(row["leaf"])] = row["leaf"]
    return Forest(column, threshold, crossed, leaf)
