"""The pairs of names that the models are fitted to, valued as a screening values them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.building import build_index
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.comparing import Comparer
from dualuse.screening.matching.evidence import agreement, stated_facts
from dualuse.screening.matching.features import COLUMNS
from training.screening.examples import Example
from training.screening.material import Material

KEPT: Final = 6
"""Pairs kept of each example, the most alike."""
ALIKE: Final = [COLUMNS.index(name) for name in ("share_of_lighter", "share_of_heavier", "best_likeness")]
WEIGHT: Final = {
    "persons_of_the_world": 3.0,
    "persons_recombined": 0.2,
    "namesakes": 0.05,
    "organisations_replaced": 0.6,
    "organisations_recombined": 0.8,
    "organisations_of_the_world": 1.5,
    "vessels_invented": 1.5,
    "near_miss": 0.3,
    "near_miss:word_swapped": 0.5,
    "near_miss:edited_beyond": 0.2,
    "as_listed": 2.0,
    "original_script": 2.0,
    "perturbed:letters_cut": 2.0,
    "perturbed:words_cut": 1.0,
    "perturbed:field_cut": 2.0,
    "perturbed:vowels_dropped": 3.0,
    "perturbed:initials": 3.0,
    "perturbed:scanned": 1.5,
    "perturbed:typed": 1.5,
    "alias_left_out": 2.0,
}
"""How much an example of a kind counts, 1 if not named. Recombined names often are a listed person's: they count little."""


@dataclass(frozen=True)
class Pairs:
    """The pairs of all examples: ``rows`` [pairs, features + evidence], and of each its example and kind of model."""

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
            names = comparer.look_up(
                [(at, example.query.names[0]) for at, example in enumerate(examples) if example.query.names]
            )
            if not names:
                continue
            compared = comparer.compare(names)
            query = np.array([name.query for name in names])[compared.query_name]
            for at, example in enumerate(examples):
                chosen = np.flatnonzero(query == at)
                if example.expected:
                    wanted = [place[party_id] for party_id in example.expected if party_id in place]
                    chosen = chosen[np.isin(compared.entity[chosen], wanted)]
                if not len(chosen):
                    continue
                alike = compared.features[chosen][:, ALIKE].sum(axis=1)
                chosen = chosen[np.argsort(-alike)[:KEPT]]
                for pair in chosen.tolist():
                    entity = int(compared.entity[pair])
                    rows.append(np.concatenate([compared.features[pair], evidence(corpus, example, entity)]))
                    owner.append(some[at])
                    persons.append("person" in (example.query.kind, corpus.kind_of(entity)))
        print(f"  {target}: {len(numbers):,} examples", flush=True)
    return Pairs(np.array(rows, dtype=np.float32), np.array(owner), np.array(persons))


def evidence(corpus: Corpus, example: Example, entity: int) -> NDArray[np.float32]:
    """What the known facts of the example say of the entry."""
    return agreement(stated_facts(example.query, corpus), corpus, entity).values()


@dataclass(frozen=True)
class About:
    """Per example: its kind, whether it is for fitting, whether it is listed, how much it counts."""

    kind: NDArray[np.str_]
    train: NDArray[np.bool_]
    listed: NDArray[np.bool_]
    weight: NDArray[np.float64]


def described(examples: Sequence[Example]) -> About:
    """What fitting needs to know of the examples."""
    kinds = [example.kind for example in examples]
    return About(
        np.array(kinds),
        np.array([example.split == "train" for example in examples]),
        np.array([bool(example.expected) for example in examples]),
        np.array([WEIGHT.get(kind, WEIGHT.get(kind.split(":")[0], 1.0)) for kind in kinds]),
    )


def groups_of(pairs: Pairs, examples: Sequence[Example]) -> NDArray[np.int64]:
    """The model of each pair: 0 persons, 1 others, 2 vessels."""
    vessel = np.array([example.query.kind == "vessel" for example in examples])[pairs.example]
    return np.where(pairs.person, 0, np.where(vessel, 2, 1))
