"""Open provisions of which every quantity that they ask for is stated and met: only other facts (is it a capacitor?) are not known.

An exception that is not known takes nothing out, whatever quantity it asks for; one whose limit is not kept (an array of more than 16 elements) counts as a quantity that is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.classification.sheets.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    Facts,
    No,
    Provision,
    Quantity,
    evaluate,
    needed,
    nodes,
    settling,
)
from dualuse.classification.sheets.library import FOLDER
from dualuse.classification.sheets.parameter_values import read_stated
from dualuse.classification.sheets.subject import is_foreign, subject_of_code

FEWEST: Final = 2
"""Quantities that must be met: a single one (5 kW, 1.5 um) is of much that no entry is about."""


@dataclass(frozen=True, slots=True)
class WithinThresholds:
    """An open provision, the quantities of it that are met, and the parameters that are open."""

    path: str
    met: frozenset[str]
    open: tuple[str, ...]


def provisions_within(
    code: str, parameters: Mapping[str, Any], folder: Path = FOLDER
) -> tuple[WithinThresholds, ...]:
    """The open provisions of a code whose quantities are all met, :data:`FEWEST` at least.

    Raises:
        InputError: the code, or names and values of parameters do not fit.
        SheetError: a sheet does not keep the rules.
    """
    subject = subject_of_code(code, None, folder)
    values = read_stated(
        parameters, subject.names, lambda name: is_foreign(name, subject), subject.library.edition
    )
    rows = []
    for row in subject.rows:
        if any(evaluate(condition, values.facts) for _, condition in row.releases):
            continue
        met = met_quantities(row.own, values.facts)
        if (
            not met
            or len({limit.parameter for limit in met}) < FEWEST
            or all(limit.is_exception for limit in met)
        ):
            continue
        conditions = (row.own, *(condition for _, condition in row.releases))
        names = dict.fromkeys(
            name for condition in conditions for name in settling(condition, values.facts).mentioned
        )
        if names:
            rows.append(
                WithinThresholds(row.tested.path, frozenset(limit.parameter for limit in met), tuple(names))
            )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class MetLimit:
    """A quantity that keeps the limits of a provision, or does not keep those of an exception from it."""

    parameter: str
    is_exception: bool = False


def met_quantities(condition: Condition, facts: Facts) -> frozenset[MetLimit] | None:
    """The quantities by which a condition holds once the other facts that are open are as it asks; None where a quantity is missing, or it cannot hold."""
    match condition:
        case No(of):
            return None if evaluate(of, facts) is True else frozenset(_not_kept(of, facts))
        case Provision(_, of):
            return frozenset() if of is None else met_quantities(of, facts)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            sets = [limits for part in parts if (limits := met_quantities(part, facts)) is not None]
            chosen = sorted(sets, key=len, reverse=True)[: needed(condition)]
            return frozenset().union(*chosen) if len(chosen) == needed(condition) else None
        case Quantity(parameter, _):
            return frozenset((MetLimit(parameter),)) if evaluate(condition, facts) else None
        case _:
            return None if evaluate(condition, facts) is False else frozenset()


def _not_kept(exception: Condition, facts: Facts) -> Iterator[MetLimit]:
    for node in nodes(exception):
        if isinstance(node, Quantity) and evaluate(node, facts) is False:
            yield MetLimit(node.parameter, is_exception=True)
