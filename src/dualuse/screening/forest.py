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

MOST_LEAVES: Final = 16


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one length. Shapes: ``column``, ``threshold``, ``kept`` [trees, questions]; ``leaf`` [trees, 16].

    ``kept``: the leaves, as bits, that remain after the answer "greater"; a question that a smaller tree lacks keeps all.
    """

    column: NDArray[np.int64]
    threshold: NDArray[np.float32]
    kept: NDArray[np.uint16]
    leaf: NDArray[np.float32]

    def sums(self, measures: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees. ``measures``: [pairs, columns]; the result: [pairs]."""
        total = np.zeros(len(measures), dtype=np.float32)
        trees = np.arange(len(self.leaf))[None, :]
        for start in range(0, len(measures), 256):
            some = measures[start : start + 256]
            greater = some[:, self.column] > self.threshold
            left = np.bitwise_and.reduce(np.where(greater, self.kept, np.uint16(0xFFFF)), axis=2)
            first = _LOWEST[left]
            total[start : start + 256] = self.leaf[trees, first].sum(axis=1)
        return total


_LOWEST: Final = np.array([(at & -at).bit_length() - 1 if at else 0 for at in range(65536)], dtype=np.uint8)


def forest_of(rows: Sequence[dict[str, Any]]) -> Forest:
    """The forest of trees written as ``{"ask": [[column, threshold, kept], …], "leaf": [values]}``."""
    questions = max((len(row["ask"]) for row in rows), default=1)
    column = np.zeros((len(rows), questions), dtype=np.int64)
    threshold = np.full((len(rows), questions), np.inf, dtype=np.float32)
    kept = np.full((len(rows), questions), 0xFFFF, dtype=np.uint16)
    leaf = np.zeros((len(rows), MOST_LEAVES), dtype=np.float32)
    for at, row in enumerate(rows):
        for place, (asked, value, remaining) in enumerate(row["ask"]):
            column[at, place], threshold[at, place], kept[at, place] = asked, value, remaining
        leaf[at, : len(row["leaf"])] = row["leaf"]
    return Forest(column, threshold, kept, leaf)
