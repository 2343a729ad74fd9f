"""What the rules say of combinations of facts of a table, put together once for all that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import TRUTH, Arrays, row_keys
from dualuse.engine.tables.rules import AnyRuleColumn, TableLaw
from dualuse.engine.tables.rules_that_count import counted, deciding_leaves, judged_combinations
from dualuse.law.language.logic import AtLeast, Is, Leaf, Truth
from dualuse.law.language.provision import Provision, Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Flags, Truths
    from dualuse.engine.tables.rules_that_count import Stated

    Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What a rule says, and the leaves that decided it, each with its own truth, in the order of the text.

    Told apart by identity: combinations of which a rule says the same share what it says.

    ``values``: for each of these leaves the value that is stated, where it asks for a fact with named values.
    """

    rule: Provision | Relief
    truth: Truth
    deciding: tuple[tuple[Leaf, Truth], ...]
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Tellings:
    """What the rules say of a combination, provisions in the order of the Regulation, then their reliefs.

    ``alternatives``: as in ``engine.outcome.ItemOutcome``.
    """

    tellings: tuple[Telling, ...]
    alternatives: tuple[str, ...]


def tellings(law: TableLaw, truths: Mapping[str, Truths], height: int, stated: Stated) -> list[Tellings]:
    """What is said of each combination."""
    of_all = judged_combinations(law, truths, height)
    of_rows: list[list[Telling]] = [[] for _ in range(height)]
    for rule, truth, where in counted(law, of_all):
        for row, telling in _row_tellings(rule, truth, where, of_all.arrays, stated):
            of_rows[row].append(telling)
    return [
        Tellings(
            tuple(_in_order(of_row)),
            tuple(
                rule.rule.citation
                for rule in law.provisions
                if rule.rule.citation in of_all.alternatives and of_all.alternatives[rule.rule.citation][row]
            ),
        )
        for row, of_row in enumerate(of_rows)
    ]


def _in_order(tellings: list[Telling]) -> list[Telling]:
    """What is said of a row, each relief where the first provision that bears on the row names it.

    So the order does not depend on the provisions that bear on other rows.
    """
    bearing = [
        telling.rule.citation
        for telling in tellings
        if isinstance(telling.rule, Provision) and telling.truth is not False
    ]
    places = {citation: place for place, citation in enumerate(bearing)}
    provisions = [telling for telling in tellings if isinstance(telling.rule, Provision)]
    reliefs = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Relief)]
    reliefs.sort(key=lambda pair: min(places.get(citation, len(places)) for citation in pair[0].of))
    return [*provisions, *(telling for _, telling in reliefs)]


def _row_tellings(
    rule: AnyRuleColumn, truth: Truths, where: Flags, arrays: Arrays, stated: Stated
) -> Iterator[tuple[int, Telling]]:
    """What ``rule`` says, combination by combination."""
    rows = np.flatnonzero(where)
    taken = arrays.taken(rows)
    deciding = [
        (leaf, flags, taken.truth(leaf))
        for leaf, flags in deciding_leaves(rule, truth[rows], taken)
        if np.count_nonzero(flags)
    ]
    tellings: dict[bytes, Telling] = {}
    keys = row_keys(_numbers_of_tellings(rows, truth, deciding, stated))
    for position, (row, key) in enumerate(zip(rows.tolist(), keys, strict=True)):
        if key not in tellings:
            decisive = tuple(
                (leaf, TRUTH[int(truths[position])]) for leaf, flags, truths in deciding if flags[position]
            )
            values = tuple(_value(leaf, row, stated) for leaf, _ in decisive)
            tellings[key] = Telling(rule.rule, TRUTH[int(truth[row])], decisive, values)
        yield row, tellings[key]


def _numbers_of_tellings(
    rows: Numbers, truth: Truths, deciding: list[tuple[Leaf, Flags, Truths]], stated: Stated
) -> Numbers:
    """Numbers for each of ``rows``: where they are the same, a rule says the same."""
    numbers: list[NDArray[Any]] = [truth[rows]]
    for leaf, flags, truths in deciding:
        numbers.append(np.where(flags, truths + 2, 0))
        if isinstance(leaf, (Is, AtLeast)) and leaf.fact in stated:
            numbers.append(np.where(flags, stated[leaf.fact][1][rows], -1))
    return np.stack(numbers, axis=1).astype(np.int64)


def _value(leaf: Leaf, row: int, stated: Stated) -> str | None:
    if not isinstance(leaf, (Is, AtLeast)) or leaf.fact not in stated:
        return None
    values, numbers = stated[leaf.fact]
    return values[int(numbers[row])]
