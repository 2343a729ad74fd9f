"""The entity, the enumerations, and the two tests that formulas make of enumerations."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray

from benchmarks.arts3to5.table import DECIDED, RESULTS, entries, places

Truths: TypeAlias = NDArray[np.bool_]
Period: TypeAlias = Any
Parameters: TypeAlias = Any
Population: TypeAlias = Any
"""OpenFisca's own classes carry no types that could be checked."""

Item: Final = build_entity(
    key="item",
    plural="items",
    label="Item of a transaction",
    doc="One line of a transaction: what leaves, from where, to whom, for what.",
    is_person=True,
)


UNDECIDED: Final = "none"
"""The authority has taken no decision: the last value of its enumerations, an empty cell in the table."""


class Activity(Enum):
    """What is done; the order is that of the table."""

    export = "An export"
    brokering = "Brokering"
    technical_assistance = "Technical assistance"
    transit = "A transit"
    intra_union_transfer = "A transfer within the Union"


class Level(Enum):
    """Knowledge of a use of concern, weakest first."""

    none = "No indication"
    suspects = "Grounds for suspicion"
    aware = "Awareness"
    informed = "Informed by the authority"


class Outcome(Enum):
    """What the law asks, least severe first."""

    not_controlled = "Nothing is required"
    general_authorisation = "A general authorisation may be used"
    notification_required = "A notification is required"
    authorisation_required = "An authorisation is required"


Place: Final = Enum("Place", [(code, code) for code in places()])
Code: Final = Enum("Code", [(code, code) for code in entries()])
DecidedProvision: Final = Enum("DecidedProvision", [(name, name) for name in (*DECIDED, UNDECIDED)])
Result: Final = Enum("Result", [(name, name) for name in (*RESULTS, UNDECIDED)])


@lru_cache(maxsize=64)
def _table(domain: Any, members: tuple[str, ...]) -> Truths:
    """For each index of ``domain`` whether it is one of ``members``."""
    return np.isin(domain.names, members)


def among(values: Any, members: list[str]) -> Truths:
    """Which of the enumerated ``values`` are among ``members``."""
    is_member: Truths = np.take(_table(values.possible_values, tuple(members)), values.view(np.ndarray))
    return is_member


def at_least(levels: Any, level: Any) -> Truths:
    """Which knowledge has reached ``level``."""
    reached: Truths = levels.view(np.ndarray) >= level.index
    return reached


def most_severe(*asked: tuple[Truths, Any]) -> Any:
    """The most severe of the outcomes that are asked; where none is, nothing is required."""
    numbers = np.zeros(len(asked[0][0]), np.int8)
    for truths, outcome in asked:
        np.maximum(numbers, truths.view(np.int8) * np.int8(outcome.index), out=numbers)
    return EnumArray(numbers.astype(np.int16), Outcome)
