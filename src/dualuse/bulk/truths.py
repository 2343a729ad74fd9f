"""The truths of many leaves for one combination of cells after another.

Leaves about places are most of what is asked, and all ask the same of a place: they are judged side by side, as the bits
of two numbers, where each *holds* and where it *may*, once for each place. "Any of these places" is the "or" of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from dualuse.engine.fast_evaluator import ANSWERS, Judge
from dualuse.law.language.logic import Facts, InPlaces, Leaf, Truth, place_truth

Bits: TypeAlias = tuple[int, int]


_TOGETHER: Final = 12
"""So few that what they say together comes up again and again."""


class Truths:
    """The truths of ``leaves`` on ``day``, in their order."""

    def __init__(self, leaves: Sequence[Leaf], day: date, judge: Callable[[Leaf], Judge]) -> None:
        self._judges: Final = tuple(judge(leaf) for leaf in leaves)
        by_facts: dict[tuple[str, ...], list[int]] = {}
        for position, leaf in enumerate(leaves):
            if isinstance(leaf, InPlaces):
                by_facts.setdefault(tuple(leaf.facts), []).append(position)
        self._places: Final = [
            _OfPlaces(facts, [leaves[n] for n in positions[start : start + _TOGETHER]], day)
            for facts, positions in by_facts.items()
            for start in range(0, len(positions), _TOGETHER)
        ]
        spread = [position for positions in by_facts.values() for position in positions]
        self._others: Final = [n for n in range(len(leaves)) if n not in set(spread)]
        order = [*self._others, *spread]
        self._order: Final = sorted(range(len(order)), key=order.__getitem__)

    def of(self, facts: Facts) -> tuple[Truth, ...]:
        """The truths for ``facts``."""
        if facts.get(ANSWERS):  # which may be about the very places
            return tuple([judge(facts) for judge in self._judges])
        judges = self._judges
        found = [judges[position](facts) for position in self._others]
        for leaves in self._places:
            found += leaves.truths(facts)
        return tuple([found[place] for place in self._order])


class _OfPlaces:
    """Leaves about the same facts, each of them a place, or several."""

    def __init__(self, facts: tuple[str, ...], leaves: Iterable[Leaf], day: date) -> None:
        self._facts: Final = facts
        self._tests: Final = [leaf.places for leaf in leaves if isinstance(leaf, InPlaces)]
        self._day: Final = day
        self._nothing: Final[Bits] = (0, (1 << len(self._tests)) - 1)
        self._bits: Final[dict[Any, Bits]] = {None: self._nothing}
        self._truths: Final[dict[Bits, tuple[Truth, ...]]] = {}

    def truths(self, facts: Facts) -> tuple[Truth, ...]:
        """Of each leaf."""
        holds = may = 0
        for fact in self._facts:
            of_fact = self._of(facts.get(fact))
            holds |= of_fact[0]
            may |= of_fact[1]
        bits = (holds, may)
        if bits not in self._truths:
            self._truths[bits] = tuple(
                True if holds >> n & 1 else None if may >> n & 1 else False for n in range(len(self._tests))
            )
        return self._truths[bits]

    def _of(self, value: Any) -> Bits:
        if value not in self._bits:
            truths = [place_truth(places, value, {}, self._day) for places in self._tests]
            holds = sum(1 << n for n, truth in enumerate(truths) if truth is True)
            self._bits[value] = holds, holds | sum(1 << n for n, truth in enumerate(truths) if truth is None)
        return self._bits[value]
