"""What is left of a line, and what each verb of customs does to it: nothing but reckoning, so that it can be reckoned again.

Left is what was granted less what is reserved and what was consumed. Only what is asked for beforehand can be refused (``reserve``, ``free``): what customs reports of
goods that have left is a fact, and counts whatever it comes to. What was consumed above its reservation is told as excess, and counts too: goods that are gone
are not left. Nothing is ever less than nought, but for an override, for which customs answers (Art. 8 of Implementing Regulation (EU) 2024/2145).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dualuse.licensing.ledger.amounts import Amounts


class NotEnoughError(ValueError):
    """More is asked for than there is: ``there`` says how much is."""

    def __init__(self, there: Amounts) -> None:
        super().__init__("not enough")
        self.there = there


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands under one reservation: what is still reserved, what was consumed, and how much of that above what was reserved."""

    reserved: Amounts
    consumed: Amounts
    excess: Amounts


@dataclass(frozen=True, slots=True)
class Balance:
    """A line as it stands: what was granted, the sums of what is reserved and was consumed, of that the excess, and whether customs has ever overridden it."""

    granted: Amounts
    reserved: Amounts
    consumed: Amounts
    excess: Amounts
    is_overridden: bool = False

    @property
    def left(self) -> Amounts:
        """What may still be reserved; below nought only where customs has overridden the line."""
        rest = self.granted - self.reserved - self.consumed
        return rest if self.is_overridden else rest.above(rest.nothing)

    def is_exhausted(self) -> bool:
        """Whether of an amount that limits the line nothing is left, and nothing is reserved that could come back."""
        rest = self.granted - self.consumed
        return any(amount <= 0 for amount in rest.counted)

    def moved(self, before: Drawn, after: Drawn) -> Balance:
        """The line after something that stood as ``before`` stands as ``after``."""
        return replace(
            self,
            reserved=self.reserved - before.reserved + after.reserved,
            consumed=self.consumed - before.consumed + after.consumed,
            excess=self.excess - before.excess + after.excess,
        )


def beginning(granted: Amounts) -> Balance:
    """A line on which nothing was drawn."""
    return Balance(granted, granted.nothing, granted.nothing, granted.nothing)


def nothing_drawn(balance: Balance) -> Drawn:
    """What stands under a reservation before it is made."""
    nothing = balance.granted.nothing
    return Drawn(nothing, nothing, nothing)


def reserve(balance: Balance, amounts: Amounts, *, overrides: bool = False) -> tuple[Balance, Drawn]:
    """Set amounts aside for goods that are declared.

    Args:
        balance: of the line.
        amounts: what is declared.
        overrides: customs answers for it, whatever is left.

    Raises:
        NotEnoughError: less is left, and customs does not override it.
    """
    if not overrides and not amounts.is_within(balance.left):
        raise NotEnoughError(balance.left)
    before = nothing_drawn(balance)
    after = replace(before, reserved=amounts)
    return replace(balance.moved(before, after), is_overridden=balance.is_overridden or overrides), after


def consume(drawn: Drawn, amounts: Amounts) -> Drawn:
    """What was reserved has left the Union: all of it or a part, the rest stays reserved; what is above it is excess, and counts."""
    return Drawn(
        reserved=drawn.reserved.above(amounts),
        consumed=drawn.consumed + amounts,
        excess=drawn.excess + amounts.above(drawn.reserved),
    )


def free(drawn: Drawn, amounts: Amounts) -> Drawn:
    """What was reserved does not leave: all of it or a part.

    Raises:
        NotEnoughError: less is reserved.
    """
    if not amounts.is_within(drawn.reserved):
        raise NotEnoughError(drawn.reserved)
    return replace(drawn, reserved=drawn.reserved - amounts)


def amend(drawn: Drawn, amounts: Amounts) -> Drawn:
    """The declaration was amended: what was consumed is this much (Art. 7). What is more than before is excess; what is less was no excess first."""
    more = amounts.above(drawn.consumed)
    less = drawn.consumed.above(amounts)
    return replace(drawn, consumed=amounts, excess=(drawn.excess + more).above(less))


def withdraw(drawn: Drawn, amounts: Amounts) -> Drawn:
    """The declaration was invalidated: so much of what was consumed never was (Art. 7).

    Raises:
        NotEnoughError: less was consumed.
    """
    if not amounts.is_within(drawn.consumed):
        raise NotEnoughError(drawn.consumed)
    return amend(drawn, drawn.consumed - amounts)
