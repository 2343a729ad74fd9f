"""The weights of the measures: three models, each a weighted sum and small trees, for persons, for vessels and for all others, made by ``training/``.

The weights are data (``weights.json``), made from the official lists' own material by a script anyone can rerun. A
measure that speaks against never has a positive weight; the training holds it to that, and this module refuses a file
that does not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.by_rows import total_of
from dualuse.screening.matching.evidence import AGAINST, EVIDENCE
from dualuse.screening.matching.features import NAME_MEASURES
from dualuse.screening.matching.tree_ensemble import Forest, forest_of

Floats = NDArray[np.float32]
PERSON: Final = "person"
VESSEL: Final = "vessel"
OTHER: Final = "other"
GROUPS: Final = (PERSON, OTHER, VESSEL)


@dataclass(frozen=True, slots=True)
class Model:
    """One model and its thresholds.

    ``names`` and ``constant`` give a first sum; a pair whose first sum is below ``open_below`` is never shown, the others
    get that of the ``forest`` added. ``review`` and ``hit`` are sums (log-odds) from which on a pair is shown, and shown as a hit; ``scale`` maps sums
    to scores: pairs of (sum, score), rising in both.
    """

    names: Floats
    forest: Forest
    evidence: Floats
    constant: float
    open_below: float
    review: float
    hit: float
    scale: tuple[Floats, Floats]

    def of_names(self, measures: Floats) -> Floats:
        """The sum of names alone; minus infinity for pairs that are out of the question. Shape: [pairs]."""
        total: Floats = total_of(measures * self.names) + np.float32(self.constant)
        likely = np.flatnonzero(total >= self.open_below)
        sums = np.full(len(total), -np.inf, dtype=np.float32)
        sums[likely] = total[likely] + self.forest.sums(measures[likely])
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

    Raises:
        ValueError: the file was made for other measures, or lets evidence against speak for.
    """
    if tuple(data["measures"]) != NAME_MEASURES or tuple(data["evidence"]) != EVIDENCE:
        raise ValueError("weights.json was made for other measures: run training/screening again")
    found = {}
    for kind in GROUPS:
        row = data["models"][kind]
        for name, weight in zip(EVIDENCE, row["evidence"], strict=True):
            if name in AGAINST and weight > 0:
                raise ValueError(f"weights.json: {kind}.{name} speaks against and must not be positive")
        sums, scores = zip(*row["scale"], strict=True)
        found[kind] = Model(
            np.array(row["names"], dtype=np.float32),
            forest_of(row["trees"]),
            np.array(row["evidence"], dtype=np.float32),
            row["constant"],
            row["open_below"],
            row["review"],
            row["hit"],
            (np.array(sums, dtype=np.float32), np.array(scores, dtype=np.float32)),
        )
    return found
