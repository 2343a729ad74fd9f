"""Fits the weights that ship: ``python -m training.screening.fit --lists DIR``.

Three models: persons, vessels, all others; each the mean of a logistic model and of small boosted trees. A listed
party asked for is one example: its best pair of names. Somebody not listed gives the worst false alarms. Which pairs
these are depends on the weights, so fitting and choosing alternate. Features that speak against are bounded to weights
of zero or less. The thresholds are set on the parts of the material that were not fitted.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from dualuse.screening import MATCHER_VERSION
from dualuse.screening.matching.features import AGAINST, COLUMNS, EVIDENCE, FEATURES, FOR
from dualuse.screening.matching.model import GROUPS
from training.screening.material import make, names_of_cases
from training.screening.official import official_parties
from training.screening.pairs import ALIKE, About, Pairs, described, groups_of, measured

WEIGHTS: Final = Path(__file__).parents[2] / "src/dualuse/screening/matching/weights.json"
ROUNDS: Final = 4
TREES: Final = 240
LEAVES: Final = 16
LEARNING: Final = 0.1
RIDGE: Final = 3.0
ALARMS: Final = {
    "person": (("persons_of_the_world", 0.0043, 0.0005),),
    "other": (("organisations_replaced", 0.183, 0.03), ("organisations_of_the_world", 0.02, 0.002)),
    "vessel": (("vessels_invented", 0.03, 0.004),),
}
"""Per model: the kinds of those not listed, the share of them that may be shown, and the share that may be a hit. What
ships was then moved by a twentieth of a unit (persons) and a fifth (others) on the development cases."""
EVIDENCE_WEIGHTS: Final = {
    "birth_same_day": 4.0,
    "birth_same_year": 0.4,
    "birth_near": -0.8,
    "birth_other": -5.0,
    "country_same": 0.5,
    "country_other": -1.8,
    "kind_same": 0.2,
    "kind_other": -3.0,
}
"""What evidence says, in the sums of the names. Set by us, not fitted: the material knows each party's own dates, while
lists are often wrong about them, so that a fit would let an equal rare name be cleared by a date."""
HOPELESS: Final = 0.06
NAMESAKES: Final = 0.003
DIRECTIONS: Final = [feature.direction for feature in FEATURES for _ in feature.columns()]
"""Of each column: its weight is never below zero where it is for, and never above where it is against."""

EVIDENCE_BOUNDS: Final = {
    "birth_same_day": (0.0, 4.0), "birth_same_year": (0.0, 2.0), "birth_near": (-1.5, 0.0), "birth_other": (-3.5, 0.0),
    "country_same": (0.0, 1.5), "country_other": (-1.5, 0.0), "kind_same": (0.0, 0.5), "kind_other": (-4.0, 0.0),
}  # fmt: skip
"""While the names' weights are fitted, evidence stands beside them within these bounds, so that a name is not blamed for
what a date said. What ships for evidence is ``EVIDENCE_WEIGHTS``."""


def bounds() -> list[tuple[float | None, float | None]]:
    """The range of each weight, the constant last."""
    limits = {FOR: (0.0, None), AGAINST: (None, 0.0)}
    names = [limits.get(direction, (None, None)) for direction in DIRECTIONS]
    return [*names, *(EVIDENCE_BOUNDS[feature.name] for feature in EVIDENCE), (None, None)]


def fit_once(
    rows: NDArray[np.float32],
    true: NDArray[np.bool_],
    weight: NDArray[np.float64],
    ridge: float,
    start: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """One weighted logistic regression with bounds; the constant last."""
    spread = np.maximum(rows.std(axis=0), 1e-3).astype(np.float64)
    x = np.column_stack([rows / spread, np.ones(len(rows))])
    sign = np.where(true, 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (x @ weights)
        value = float((weight * np.logaddexp(0, -margin)).sum() + ridge * (weights[:-1] ** 2).sum())
        pull = -(weight * sign / (1 + np.exp(np.clip(margin, -50, 50))))
        slope = x.T @ pull
        slope[:-1] += 2 * ridge * weights[:-1]
        return value, slope

    begin = np.zeros(x.shape[1]) if start is None else start * np.append(spread, 1.0)
    spreads = np.append(spread, 1.0)
    limits = [
        (low if low is None else low * by, high if high is None else high * by)
        for (low, high), by in zip(bounds(), spreads, strict=True)
    ]
    scaled = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 150}).x
    return scaled / np.append(spread, 1.0)


def best_of(
    pairs: Pairs, among: NDArray[np.int64], sums: NDArray[np.float64], most: int
) -> NDArray[np.int64]:
    """Of each example the ``most`` pairs with the highest sums."""
    order = among[np.lexsort((-sums[among], pairs.example[among]))]
    example = pairs.example[order]
    start = np.r_[True, np.diff(example) != 0]
    begin = np.flatnonzero(start)
    rank = np.arange(len(order)) - np.repeat(begin, np.diff(np.r_[begin, len(order)]))
    return order[rank < most]


def logistic(
    pairs: Pairs, listed: NDArray[np.bool_], weight: NDArray[np.float64], among: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Alternate choosing and fitting over the pairs ``among``. ``listed`` and ``weight`` are per example."""
    sums = pairs.rows[:, ALIKE].sum(axis=1).astype(np.float64)
    weights = np.zeros(pairs.rows.shape[1] + 1)
    for _ in range(ROUNDS):
        chosen = taught(pairs, listed, among, sums, 2)
        example = pairs.example[chosen]
        weights = fit_once(pairs.rows[chosen], listed[example], weight[example], RIDGE, weights)
        sums = pairs.rows @ weights[:-1] + weights[-1]
    return weights


def taught(
    pairs: Pairs,
    listed: NDArray[np.bool_],
    among: NDArray[np.int64],
    sums: NDArray[np.float64],
    wrongs: int,
) -> NDArray[np.int64]:
    """The pairs that teach: the best of each party asked for, the worst false alarms of each that is not listed."""
    true = listed[pairs.example[among]]
    right, wrong = best_of(pairs, among[true], sums, 1), best_of(pairs, among[~true], sums, wrongs)
    # A name that shares nothing with the one asked for teaches nothing, nor does a perfect namesake.
    right = right[sums[right] >= np.quantile(sums[right], HOPELESS)]
    wrong = wrong[sums[wrong] <= np.quantile(sums[wrong], 1 - NAMESAKES)]
    return np.concatenate([right, wrong])


def boosted(
    pairs: Pairs,
    listed: NDArray[np.bool_],
    weight: NDArray[np.float64],
    among: NDArray[np.int64],
    first: NDArray[np.float64],
) -> Any:
    """Boosted trees on the features of names, as monotone as the logistic model; choosing starts from its sums."""
    signs = {FOR: 1, AGAINST: -1}
    names = len(COLUMNS)
    sums, model = first, None
    for _ in range(2):
        chosen = taught(pairs, listed, among, sums, 3)
        example = pairs.example[chosen]
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=LEAVES,
            max_iter=TREES,
            learning_rate=LEARNING,
            l2_regularization=5.0,
            min_samples_leaf=40,
            max_bins=64,
            monotonic_cst=[signs.get(direction, 0) for direction in DIRECTIONS],
            early_stopping=False,
            random_state=0,
        )
        model.fit(pairs.rows[chosen][:, :names], listed[example], sample_weight=weight[example])
        sums = np.full(len(pairs.rows), -99.0)
        sums[among] = model.decision_function(pairs.rows[among][:, :names])
    return model


def written_trees(model: Any) -> list[dict[str, Any]]:
    """The trees as :mod:`dualuse.screening.matching.model` reads them; each leaf halved, for the mean of two models."""
    return [_tree(predictor[0].nodes) for predictor in model._predictors]


def _tree(nodes: Any) -> dict[str, Any]:
    asked: list[list[Any]] = []
    leaves: list[float] = []

    def walk(at: int) -> tuple[int, int]:
        """The first leaf under a node and the one after the last."""
        node = nodes[at]
        start = len(leaves)
        if node["is_leaf"]:
            leaves.append(round(float(node["value"]) / 2, 5))
            return start, start + 1
        row: list[Any] = [int(node["feature_idx"]), float(np.float32(node["num_threshold"])), 0]
        asked.append(row)
        low, middle = walk(int(node["left"]))
        _, high = walk(int(node["right"]))
        row[2] = 0xFFFF & ~((1 << middle) - (1 << low))
        return low, high

    walk(0)
    return {"ask": asked, "leaf": leaves}


def fitted(pairs: Pairs, groups: NDArray[np.int64], group: int, name: str, about: About) -> dict[str, Any]:
    """One model as the weights file holds it, thresholds set on what was not fitted."""
    own = np.flatnonzero(groups == group)
    train = own[about.train[pairs.example[own]]]
    weights = logistic(pairs, about.listed, about.weight, train)
    first = pairs.rows @ weights[:-1] + weights[-1]
    model = boosted(pairs, about.listed, about.weight, train, first)
    names = len(COLUMNS)
    evidence = np.array([EVIDENCE_WEIGHTS[feature.name] for feature in EVIDENCE])
    baseline = float(np.ravel(model._baseline_prediction)[0])
    rows = pairs.rows[own]
    half = (rows[:, :names] @ weights[:names] + weights[-1] + baseline) / 2
    sums = half + (model.decision_function(rows[:, :names]) - baseline) / 2 + rows[:, names:] @ evidence
    review, hit = _thresholds(name, about, pairs.example[own], sums)
    shown = np.flatnonzero((sums >= review) & about.listed[pairs.example[own]])
    scale = [(review - 12, 0.0), (review - 4, 0.15), (review, 0.5), (hit, 0.8), (hit + 5, 0.99)]
    return {
        "weights": dict(zip(COLUMNS, _rounded(weights[:names] / 2), strict=True)),
        "constant": round(float((weights[-1] + baseline) / 2), 5),
        "open_below": round(float(np.quantile(half[shown], 0.0005)), 3),
        "trees": written_trees(model),
        "evidence": {
            feature.name: weight for feature, weight in zip(EVIDENCE, _rounded(evidence), strict=True)
        },
        "review": round(review, 4),
        "hit": round(hit, 4),
        "scale": [[round(total, 4), score] for total, score in scale],
    }


def _thresholds(
    name: str, about: About, example: NDArray[np.int64], sums: NDArray[np.float64]
) -> tuple[float, float]:
    """From which sum on a pair is shown, and is a hit: by the alarms of those not listed and not fitted."""
    best = np.full(len(about.kind), -99.0)
    np.maximum.at(best, example, sums)
    held_out = ~about.train

    def at(kind: str, share: float) -> float:
        return float(np.quantile(best[held_out & (about.kind == kind)], 1 - share))

    review = max(at(kind, shown) for kind, shown, _ in ALARMS[name])
    hit = max(review + 1.0, *(at(kind, hits) for kind, _, hits in ALARMS[name]))
    listed_sums = best[held_out & about.listed & (best > -99)]
    print(
        f"  {name}: shown {(listed_sums >= review).mean():.3f}, hit {(listed_sums >= hit).mean():.3f} of the listed",
        flush=True,
    )
    return review, hit


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 5) for value in values]


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the material, fit, write the weights, say what was reached."""
    parser = argparse.ArgumentParser(prog="python -m training.screening.fit", description=__doc__)
    parser.add_argument("--lists", type=Path, required=True, help="folder with the official lists")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    parser.add_argument("--size", type=float, default=1.0, help="more or less material of every kind")
    parser.add_argument(
        "--leave-out", type=Path, action="append", default=[], help="cases whose names no example may ask for"
    )
    parser.add_argument("--keep", type=Path, help="a file that keeps the measured pairs for the next fitting")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    if options.keep and options.keep.exists():
        pairs, about, groups = pickle.loads(options.keep.read_bytes())
    else:
        asked = frozenset[str]().union(*map(names_of_cases, options.leave_out))
        material = make(official_parties(options.lists), size=options.size, leave_out=asked)
        print(f"material: {len(material.examples):,} in {time.perf_counter() - start:.0f} s", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            pairs = measured(material, Path(folder))
        about, groups = described(material.examples), groups_of(pairs, material.examples)
        if options.keep:
            options.keep.write_bytes(pickle.dumps((pairs, about, groups)))
    print(f"measured: {len(pairs.rows):,} pairs in {time.perf_counter() - start:.0f} s", flush=True)
    models = {name: fitted(pairs, groups, number, name, about) for number, name in enumerate(GROUPS)}
    data = {
        "matcher": MATCHER_VERSION,
        "features": list(COLUMNS),
        "models": models,
    }
    options.output.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"written: {options.output} in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
