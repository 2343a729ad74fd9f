"""Amounts of a line: a quantity and a value, each exact, or none where the line has no such limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

NOUGHT: Final = Decimal(0)
_Reckoning: TypeAlias = Callable[[Decimal, Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Amounts:
    """A quantity, in the unit of its line, and a value, in its currency; None: the line is not limited by it, and nothing is counted.

    What is reckoned with one another is of the same line: where one has no quantity, none has.
    """

    quantity: Decimal | None = None
    value: Decimal | None = None

    def __add__(self, other: Amounts) -> Amounts:
        return self._each(other, lambda mine, theirs: mine + theirs)

    def __sub__(self, other: Amounts) -> Amounts:
        return self._each(other, lambda mine, theirs: mine - theirs)

    def least(self, other: Amounts) -> Amounts:
        """Of each amount the smaller one."""
        return self._each(other, min)

    def above(self, other: Amounts) -> Amounts:
        """By how much each is more than the other; nought where it is not."""
        return self._each(other, lambda mine, theirs: max(mine - theirs, NOUGHT))

    @property
    def nothing(self) -> Amounts:
        """Nought of each that is counted."""
        return self._each(self, lambda mine, theirs: NOUGHT)

    @property
    def counted(self) -> tuple[Decimal, ...]:
        """The amounts that are counted."""
        return tuple(amount for amount in (self.quantity, self.value) if amount is not None)

    def is_within(self, other: Amounts) -> bool:
        """Whether none is more than the other's."""
        return not any(self.above(other).counted)

    def _each(self, other: Amounts, reckon: _Reckoning) -> Amounts:
        return Amounts(
            _reckoned(self.quantity, other.quantity, reckon), _reckoned(self.value, other.value, reckon)
        )


def _reckoned(mine: Decimal | None, theirs: Decimal | None, reckon: _Reckoning) -> Decimal | None:
    if (mine is None) is not (theirs is None):
        raise ValueError("amounts of lines with different limits")
    return None if mine is None or theirs is None else reckon(mine, theirs)
