"""Cases that exclude each other: where an unknown fact decides between provisions, each of its values is gone
through.

Kleene's logic takes every provision on its own. Whether an item is listed is the border between Art. 3(1) and
Art. 4(1); while that is not known neither is known to apply, although one of them may be certain to. So the
law is also asked in cases: for each activity, for a listed item and for one that is not, for a place in the
Union and for one outside, for what leaves the Union and for what lies outside it already. The outcome is known as far as all cases agree that are still possible.

Only these four facts stand at such a border (:data:`HINGES`); ``tests/engine/test_cases_solver.py`` compares
the range with the one that the solver finds over every way in which the unknown facts could turn out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import is_
from typing import Final, TypeAlias

from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.art02_definitions import LEAVES_UNION
from dualuse.law.eu_2021_821.facts import FACTS, choice, flag
from dualuse.law.eu_2021_821.facts.stated_facts import FROM_UNION, ITEM_LISTED
from dualuse.law.language.logic import All, Any_, Condition, Is, Leaf, Not, leaves
from dualuse.law.language.provision import Provision, Relief

TRUE: Final[Condition] = All(())
FALSE: Final[Condition] = Any_(())

_IN_UNION: Final = next(leaves(LEAVES_UNION))

HINGES: Final[tuple[tuple[Condition, ...], ...]] = (
    tuple(choice("activity", value) for value in FACTS["activity"].values),
    (flag(ITEM_LISTED), ~flag(ITEM_LISTED)),
    (_IN_UNION, ~_IN_UNION),
    (flag(FROM_UNION), ~flag(FROM_UNION)),
)
"""For each fact that provisions exclude each other by, its values as conditions, exactly one of which is
true."""

_NO_HINGE: Final = (False,) * len(HINGES)

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
    return _FOLDING.folded(condition, chosen)


_ByHinge: TypeAlias = "tuple[int | None, ...]"
"""Of each hinge the place of the value chosen; None where none is."""


@lru_cache(maxsize=1024)
def _by_hinge(chosen: Choice) -> _ByHinge:
    places = tuple(
        next((place for place, value in enumerate(values) if value in chosen), None) for values in HINGES
    )
    if len(chosen) != len(HINGES) - places.count(None):
        raise ValueError(f"these are not values of different hinges: {chosen!r}")
    return places


class _Folding:
    """Conditions where the hinges have certain values, remembered: the law of one day is much like that of
    another.

    What is left of conditions is one object where it is equal, so that it is compared at once.
    """

    def __init__(self) -> None:
        self._alike: Final[dict[object, Condition]] = {(All, ()): TRUE, (Any_, ()): FALSE}
        self._only: Final[dict[int, Condition]] = {}
        self._kept: Final[list[Condition]] = []
        self._folded: Final[dict[tuple[int, _ByHinge], Condition]] = {}
        self._hinges: Final[dict[int, tuple[bool, ...]]] = {}

    def folded(self, condition: Condition, chosen: Choice) -> Condition:
        """As the function of this name."""
        return self._fold(self._single(condition), _by_hinge(chosen))

    def _single(self, condition: Condition) -> Condition:
        """The one object for all conditions equal to ``condition``."""
        single = self._only.get(id(condition))
        if single is None:
            self._kept.append(condition)  # an id is only good while its owner lives
            single = self._only[id(condition)] = self._made_single(condition)
            self._only[id(single)] = single
        return single

    def _made_single(self, condition: Condition) -> Condition:
        match condition:
            case Not(of):
                inner = self._single(of)
                return self._alike.setdefault((Not, id(inner)), condition if inner is of else Not(inner))
            case All(parts) | Any_(parts):
                return self._joined(type(condition), tuple(map(self._single, parts)), condition)
        return self._alike.setdefault(condition, condition)

    def _joined(
        self, kind: type[All] | type[Any_], parts: tuple[Condition, ...], whole: Condition | None = None
    ) -> Condition:
        """``parts`` put together; ``whole``: a condition that consists of parts equal to these."""
        key = (kind, tuple(map(id, parts)))
        joined = self._alike.get(key)
        if joined is None:
            if isinstance(whole, (All, Any_)) and all(map(is_, whole.parts, parts)):
                joined = whole
            else:
                joined = kind(parts)
            joined = self._alike.setdefault(key, joined)
            self._only[id(joined)] = joined
        return joined

    def _fold(self, condition: Condition, chosen: _ByHinge) -> Condition:
        """``condition`` is a single one, and so is what is left of it."""
        asked = self._hinges_named(condition)
        if not any(asked):
            return condition
        key = (id(condition), tuple(itertools.compress(chosen, asked)))
        left = self._folded.get(key)
        if left is None:
            left = self._folded[key] = self._fold_anew(condition, chosen)
        return left

    def _fold_anew(self, condition: Condition, chosen: _ByHinge) -> Condition:
        match condition:
            case Not(of):
                inner = self._fold(of, chosen)
                return FALSE if inner is TRUE else TRUE if inner is FALSE else self._single(~inner)
            case All(parts):
                return self._left_of(All, parts, chosen, neutral=TRUE, absorbing=FALSE)
            case Any_(parts):
                return self._left_of(Any_, parts, chosen, neutral=FALSE, absorbing=TRUE)
        values = tuple(HINGES[hinge][place] for hinge, place in enumerate(chosen) if place is not None)
        truth = truth_in(condition, values)  # type: ignore[arg-type]
        return condition if truth is None else TRUE if truth else FALSE

    def _left_of(
        self,
        kind: type[All] | type[Any_],
        parts: tuple[Condition, ...],
        chosen: _ByHinge,
        *,
        neutral: Condition,
        absorbing: Condition,
    ) -> Condition:
        kept: list[Condition] = []
        for part in parts:
            inner = self._fold(part, chosen)
            if inner is absorbing:
                return absorbing
            if inner is not neutral:
                kept.append(inner)
        return kept[0] if len(kept) == 1 else self._joined(kind, tuple(kept))

    def _hinges_named(self, condition: Condition) -> tuple[bool, ...]:
        """Of each hinge whether ``condition``, a single one, speaks of it."""
        asked = self._hinges.get(id(condition))
        if asked is None:
            asked = self._hinges[id(condition)] = self._hinges_named_anew(condition)
        return asked

    def _hinges_named_anew(self, condition: Condition) -> tuple[bool, ...]:
        match condition:
            case Not(of):
                return self._hinges_named(of)
            case All(parts) | Any_(parts):
                of_parts = [self._hinges_named(part) for part in parts]
                return tuple(map(any, zip(*of_parts, strict=True))) or _NO_HINGE
        return tuple(truth_in(condition, values[:1]) is not None for values in HINGES)  # type: ignore[arg-type]


_FOLDING: Final = _Folding()


@dataclass(frozen=True, slots=True)
class FoldedProvision:
    """A provision in a case, with the reliefs that can lower it there: what is left of each condition."""

    provision: Provision
    when: Condition
    reliefs: tuple[tuple[Relief, Condition], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The provisions that can apply for any of ``chosen``, combinations of values that the law treats
    alike."""

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
    reliefs = {
        provision.citation: tuple(relief for relief in law.reliefs if provision.citation in relief.of)
        for provision in law.provisions
    }
    alike: dict[tuple[int, ...], FoldedProvision] = {}
    choices_by_rest: dict[tuple[int, ...], tuple[tuple[FoldedProvision, ...], list[Choice]]] = {}
    for chosen in choices():
        several = (
            folded_provision(provision, reliefs[provision.citation], chosen) for provision in law.provisions
        )
        left = tuple(alike.setdefault(_ids(rest), rest) for rest in several if rest is not None)
        choices_by_rest.setdefault(tuple(map(id, left)), (left, []))[1].append(chosen)
    by_size = sorted(choices_by_rest.values(), key=lambda case: len(case[0]))
    return tuple(Case(tuple(of_case), left) for left, of_case in by_size)


def _ids(provision: FoldedProvision) -> tuple[int, ...]:
    """Equal for the same provision where the same is left of its conditions: these are one object where they
    are equal."""
    reliefs = (id(part) for relief, left in provision.reliefs for part in (relief, left))
    return (id(provision.provision), id(provision.when), *reliefs)


def folded_provision(
    provision: Provision, reliefs: Iterable[Relief], chosen: Choice
) -> FoldedProvision | None:
    """A provision, with the reliefs that name it, where some hinges have the values of ``chosen``; None where
    it cannot apply."""
    when = folded(provision.when, chosen)
    if when is FALSE:
        return None
    several = ((relief, folded(relief.when, chosen)) for relief in reliefs)
    return FoldedProvision(
        provision, when, tuple((relief, left) for relief, left in several if left is not FALSE)
    )
