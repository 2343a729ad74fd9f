"""Fits the weights that ship: ``python -m training.screening.fit --lists DIR``.

Two logistic models, persons and others. A listed party asked for is one example: its best pair of names. Somebody not
listed gives the worst false alarms. Which pairs these are depends on the weights, so fitting and choosing alternate.
Measures that speak against are bounded to weights of zero or less. The thresholds are set on the parts of the material
that were not fitted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dualuse.screening.comparing import Comparer
from dualuse.screening.corpus import Corpus
from dualuse.screening.evidence import AGAINST, EVIDENCE, evidence_row, kinds_speak
from dualuse.screening.index import build_index
from dualuse.screening.life_dates import date_code, dates_speak
from dualuse.screening.measures import NAME_MEASURES
from training.screening.examples import Example
from training.screening.material import Material, make
from training.screening.official import official_parties

WEIGHTS: Final = Path(__file__).parents[2] / "src/dualuse/screening/weights.json"
ROUNDS: Final = 6
KEPT: Final = 10
"""Pairs kept of each example, the most alike."""
NEGATIVE: Final = -1
NEVER_POSITIVE: Final = ("open_smaller", "open_larger", "open_smaller_share", "open_larger_share", "open_both_30", "other_form", "numbers_differ", "patronymics_differ", "weak", "all_common")  # fmt: skip


@dataclass(frozen=True)
class Pairs:
    """The pairs of all examples: ``rows`` [pairs, measures + evidence], and of each its example and kind of model."""

    rows: NDArray[np.float32]
    example: NDArray[np.int64]
    person: NDArray[np.bool_]


def measured(material: Material, folder: Path) -> Pairs:
    """The pairs of every example with what it is asked against."""
    rows, owner, persons = [], [], []
    for target, parties in material.targets.items():
        build_index(parties, folder / target)
        corpus = Corpus(folder / target)
        comparer = Comparer(corpus)
        place = {(corpus.list_of(at), corpus.id_of(at)): at for at in range(corpus.entities)}
        numbers = [at for at, example in enumerate(material.examples) if example.target == target]
        for start in range(0, len(numbers), 16):
            some = numbers[start : start + 16]
            examples = [material.examples[at] for at in some]
            names = [
                comparer.look_up(at, example.query.names[0])
                for at, example in enumerate(examples)
                if example.query.names
            ]
            if not names:
                continue
            compared = comparer.compare(names)
            query = np.array([name.query for name in names])[compared.query_name]
            for at, example in enumerate(examples):
                chosen = np.flatnonzero(query == at)
                if example.expected:
                    wanted = [place[one] for one in example.expected if one in place]
                    chosen = chosen[np.isin(compared.entity[chosen], wanted)]
                if not len(chosen):
                    continue
                alike = compared.measures[chosen][:, [0, 1, 23]].sum(axis=1)
                chosen = chosen[np.argsort(-alike)[:KEPT]]
                for pair in chosen.tolist():
                    entity = int(compared.entity[pair])
                    rows.append(np.concatenate([compared.measures[pair], evidence(corpus, example, entity)]))
                    owner.append(some[at])
                    persons.append("person" in (example.query.kind, corpus.kind_of(entity)))
        print(f"  {target}: {len(numbers):,} examples", flush=True)
    return Pairs(np.array(rows, dtype=np.float32), np.array(owner), np.array(persons))


def evidence(corpus: Corpus, example: Example, entity: int) -> NDArray[np.float32]:
    """What the known facts of the example say of the entry."""
    at = corpus.arrays["entity_birth_at"]
    listed = corpus.arrays["entity_birth"][at[entity] : at[entity + 1]].tolist()
    births = [code for date in example.query.birth_dates for code in date_code(date)]
    at = corpus.arrays["entity_country_at"]
    countries = {
        corpus.country_codes[code]
        for code in corpus.arrays["entity_country"][at[entity] : at[entity + 1]].tolist()
    }
    ours = set(example.query.countries)
    return evidence_row(
        dates_speak(births, listed) if births and listed else 0,
        0 if not ours or not countries else 1 if ours & countries else -1,
        kinds_speak(example.query.kind, corpus.kind_of(entity)),
    )


def bounds() -> list[tuple[float | None, float | None]]:
    """The range of each weight, the constant last."""
    found: list[tuple[float | None, float | None]] = []
    for name in (*NAME_MEASURES, *EVIDENCE):
        if name in AGAINST or name in NEVER_POSITIVE:
            found.append((None, 0.0))
        elif name in EVIDENCE:
            found.append((0.0, None))
        else:
            found.append((None, None))
    return [*found, (None, None)]


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
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds(), options={"maxiter": 250}).x
    return found / np.append(spread, 1.0)


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


def fit(
    pairs: Pairs,
    listed: NDArray[np.bool_],
    weight: NDArray[np.float64],
    train: NDArray[np.bool_],
    ridge: float,
) -> NDArray[np.float64]:
    """Alternate choosing and fitting. ``listed``, ``weight``, ``train`` are per example."""
    sums = pairs.rows[:, [0, 1, 23]].sum(axis=1).astype(np.float64)
    weights = np.zeros(pairs.rows.shape[1] + 1)
    for _ in range(ROUNDS):
        among = np.flatnonzero(train[pairs.example])
        true = listed[pairs.example]
        chosen = np.concatenate(
            [best_of(pairs, among[true[among]], sums, 1), best_of(pairs, among[~true[among]], sums, 3)]
        )
        weights = fit_once(pairs.rows[chosen], true[chosen], weight[pairs.example[chosen]], ridge, weights)
        sums = pairs.rows @ weights[:-1] + weights[-1]
    return weights


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the material, fit, write the weights, say what was reached."""
    parser = argparse.ArgumentParser(prog="python -m training.screening.fit", description=__doc__)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument(
        "--keep", type=Path, help="keep the measured pairs here, and use them where they are there"
    )
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    material = make(official_parties(options.lists), size=options.size)
    print(f"material: {len(material.examples):,} examples in {time.perf_counter() - start:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        pairs = measured(material, Path(folder))
    print(f"measured: {len(pairs.rows):,} pairs in {time.perf_counter() - start:.0f} s", flush=True)
    if options.keep:
        import pickle

        options.keep.write_bytes(
            pickle.dumps(
                (
                    pairs,
                    [
                        (e.kind, e.split, bool(e.expected), bool(e.query.birth_dates), e.query)
                        for e in material.examples
                    ],
                )
            )
        )


if __name__ == "__main__":
    main()
