"""Cases that exclude each other: where an unknown fact decides between provisions, each of its values is gone through.

Kleene's logic takes every provision on its own. Whether an item is listed is the border between Art. 3(1) and Art. 4(1);
while that is not known neither is known to apply, although one of them may be certain to. So the law is also asked in
cases: for each activity, for a listed item and for one that is not, for a place in the Union and for one outside. The
outcome is known as far as all cases agree that are still possible.

Only these three facts stand at such a border (:data:`HINGES`); ``tests/engine/test_cases_solver.py`` compares the range with the one
that the solver finds over every way in which the unknown facts could turn out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.art02_definitions import LEAVES_UNION
from dualuse.law.eu_2021_821.facts import FACTS, choice, flag
from dualuse.law.language.logic import All, Any_, Condition, Is, Leaf, Not, leaves
from dualuse.law.language.provision import Provision, Relief

TRUE: Final[Condition] = All(())
FALSE: Final[Condition] = Any_(())

_IN_UNION: Final = next(leaves(LEAVES_UNION))

HINGES: Final[tuple[tuple[Condition, ...], ...]] = (
    tuple(choice("activity", value) for value in FACTS["activity"].values),
    (flag("item.listed"), ~flag("item.listed")),
    (_IN_UNION, ~_IN_UNION),
)
"""For each fact that provisions exclude each other by, its values as conditions, exactly one of which is true."""

Choice: TypeAlias = tuple[Condition, ...]
"""One value of each hinge, or of some of them."""


def choices() -> Iterator[Choice]:
    """Every combination of values of the hinges."""
    return itertools.product(*HINGES)


def truth_in(leaf: Leaf, chosen: Choice) -> bool | None:
    """The truth that ``chosen`` gives a leaf; None where it says nothing of it."""
    for value in chosen:
        stated = value.of if isinstance(value, Not) else value
        if stated == leaf:
            return stated is value
        if isinstance(leaf, Is) and isinstance(stated, Is) and leaf.fact == stated.fact:
            return stated.values[0] in leaf.values
    return None


def folded(condition: Condition, chosen: Choice) -> Condition:
    """``condition`` where the hinges have the values of ``chosen``: the same for every other fact."""
    match condition:
        case Not(of):
            inner = folded(of, chosen)
            return FALSE if inner == TRUE else TRUE if inner == FALSE else ~inner
        case All(parts):
            return _joined(All, parts, chosen, neutral=TRUE, absorbing=FALSE)
        case Any_(parts):
            return _joined(Any_, parts, chosen, neutral=FALSE, absorbing=TRUE)
    truth = truth_in(condition, chosen)  # type: ignore[arg-type]
    return condition if truth is None else TRUE if truth else FALSE


def _joined(
    kind: type[All] | type[Any_],
    parts: tuple[Condition, ...],
    chosen: Choice,
    *,
    neutral: Condition,
    absorbing: Condition,
) -> Condition:
    kept: list[Condition] = []
    for part in parts:
        inner = folded(part, chosen)
        if inner == absorbing:
            return absorbing
        if inner != neutral:
            kept.append(inner)
    return kept[0] if len(kept) == 1 else kind(tuple(kept))


@dataclass(frozen=True, slots=True)
class FoldedProvision:
    """A provision in a case, with the reliefs that can lower it there: what is left of each condition."""

    provision: Provision
    when: Condition
    reliefs: tuple[tuple[Relief, Condition], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The provisions that can apply for any of ``chosen``, combinations of values that the law treats alike."""

    chosen: tuple[Choice, ...]
    provisions: tuple[FoldedProvision, ...]

    @property
    def condition(self) -> Condition:
        """When this is the case."""
        return Any_(tuple(All(conditions) for conditions in self.chosen))


@lru_cache(maxsize=256)
def cases_on(day: date) -> tuple[Case, ...]:
    """The cases under the law of ``day``.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    return cases_of(law_as_of(day))


def cases_of(law: Law) -> tuple[Case, ...]:
    """The cases that ``law`` tells apart, those with fewest provisions first: these settle most often."""
    choices_by_rest: dict[tuple[FoldedProvision, ...], list[Choice]] = {}
    for chosen in choices():
        choices_by_rest.setdefault(provisions_in(law, chosen), []).append(chosen)
    by_size = sorted(choices_by_rest.items(), key=lambda pair: len(pair[0]))
    return tuple(Case(tuple(of_case), left) for left, of_case in by_size)


def provisions_in(law: Law, chosen: Choice) -> tuple[FoldedProvision, ...]:
    """The provisions that can apply where some hinges have the values of ``chosen``."""
    several = (
        folded_provision(
            provision, (relief for relief in law.reliefs if provision.citation in relief.of), chosen
        )
        for provision in law.provisions
    )
    return tuple(provision for provision in several if provision is not None)


def folded_provision(
    provision: Provision, reliefs: Iterable[Relief], chosen: Choice
) -> FoldedProvision | None:
    """A provision, with the reliefs that name it, where some hinges have the values of ``chosen``; None where it cannot apply."""
    when = folded(provision.when, chosen)
    if when == FALSE:
        return None
    several = ((relief, folded(relief.when, chosen)) for relief in reliefs)
    return FoldedProvision(
        provision, when, tuple((relief, left) for relief, left in several if left != FALSE)
    )
