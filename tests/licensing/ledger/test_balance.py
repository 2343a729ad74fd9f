"""What is left of a line, against a second reckoning that keeps nothing but the list of what was said (Implementing Regulation (EU) 2024/2145, Arts 6 to 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.licensing.ledger.amounts import Amounts
from dualuse.licensing.ledger.balance import (
    Balance,
    Drawn,
    NotEnoughError,
    amend,
    beginning,
    consume,
    free,
    reserve,
    withdraw,
)
from tests.support.turns import WHOLE

VERBS = ("reserve", "override", "consume", "free", "amend", "withdraw")


def of(quantity: int | str) -> Amounts:
    return Amounts(quantity=Decimal(quantity))


@dataclass
class Line:
    """A line as the program keeps it, and the list of what was said of it."""

    balance: Balance
    drawn: list[Drawn] = field(default_factory=list)
    said: list[tuple[str, int, Amounts]] = field(default_factory=list)

    def say(self, verb: str, place: int, amounts: Amounts) -> bool:
        """Whether it was taken."""
        try:
            if verb in ("reserve", "override"):
                self.balance, drawn = reserve(self.balance, amounts, overrides=verb == "override")
                place = len(self.drawn)
                self.drawn.append(drawn)
            elif not self.drawn:
                return False
            else:
                place %= len(self.drawn)
                before = self.drawn[place]
                after = {"consume": consume, "free": free, "amend": amend, "withdraw": withdraw}[verb](
                    before, amounts
                )
                self.balance, self.drawn[place] = self.balance.moved(before, after), after
        except NotEnoughError:
            return False
        self.said.append((verb, place, amounts))
        return True


def reckoned(said: list[tuple[str, int, Amounts]], name: str, granted: Decimal) -> dict[str, Decimal]:
    """The same by one amount alone, from the list, by numbers that are never below nought."""
    reserved: dict[int, Decimal] = {}
    consumed: dict[int, Decimal] = {}
    for verb, place, amounts in said:
        amount: Decimal = getattr(amounts, name)
        if verb in ("reserve", "override"):
            reserved[place], consumed[place] = amount, Decimal(0)
        elif verb == "consume":
            reserved[place] -= min(amount, reserved[place])
            consumed[place] += amount
        elif verb == "free":
            reserved[place] -= amount
        elif verb == "amend":
            consumed[place] = amount
        else:
            consumed[place] -= amount
    rest = granted - sum(reserved.values()) - sum(consumed.values())
    overridden = any(verb == "override" for verb, _, _ in said)
    return {
        "reserved": sum(reserved.values(), Decimal(0)),
        "consumed": sum(consumed.values(), Decimal(0)),
        "left": rest if overridden else max(rest, Decimal(0)),
    }


amount = st.decimals(0, 30, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Amounts, list[tuple[str, int, Amounts]]]:
    counted = draw(st.sampled_from([("quantity",), ("value",), ("quantity", "value")]))

    def amounts() -> Amounts:
        return Amounts(**{name: draw(amount) for name in counted})

    steps = draw(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), max_size=25))
    return amounts(), [(verb, place, amounts()) for verb, place in steps]


@settings(max_examples=10_000 if WHOLE else 1_000)
@given(histories())
def test_a_history_reckoned_twice(history: tuple[Amounts, list[tuple[str, int, Amounts]]]) -> None:
    granted, steps = history
    line = Line(beginning(granted))
    for step in steps:
        line.say(*step)
    for name in ("quantity", "value"):
        if (limit := getattr(granted, name)) is None:
            assert getattr(line.balance.left, name) is None
            continue
        again = reckoned(line.said, name, limit)
        for what in again:
            assert getattr(getattr(line.balance, what), name) == again[what], what
        overridden = any(verb == "override" for verb, _, _ in line.said)
        assert getattr(line.balance.left, name) >= 0 or overridden
        for drawn in line.drawn:
            assert getattr(drawn.reserved, name) >= 0
            assert getattr(drawn.consumed, name) >= 0
            assert 0 <= getattr(drawn.excess, name) <= getattr(drawn.consumed, name)


def test_no_more_is_reserved_than_is_left() -> None:
    """Art. 6(1)(b)."""
    balance, _ = reserve(beginning(of(20)), of(15))
    with pytest.raises(NotEnoughError) as refused:
        reserve(balance, of("5.000001"))
    assert refused.value.there == of(5)
    balance, _ = reserve(balance, of(5))
    assert balance.left == of(0)
    assert not balance.is_exhausted()


def test_a_part_leaves_and_the_rest_is_freed() -> None:
    """Art. 6(3) and (4): of ten reserved seven are released, three not."""
    balance, drawn = reserve(beginning(of(20)), of(10))
    after = free(consume(drawn, of(7)), of(3))
    assert balance.moved(drawn, after).left == of(13)
    assert after.reserved == of(0)
    with pytest.raises(NotEnoughError):
        free(after, of("0.01"))


def test_what_left_above_its_reservation_is_told_and_counts() -> None:
    balance, drawn = reserve(beginning(of(20)), of(10))
    after = consume(drawn, of(12))
    balance = balance.moved(drawn, after)
    assert (balance.excess, balance.left, after.reserved) == (of(2), of(8), of(0))
    # More left than there ever was: nothing is left, and the excess says by how much.
    more = consume(after, of(15))
    balance = balance.moved(after, more)
    assert (balance.left, balance.consumed, balance.excess) == (of(0), of(27), of(17))
    assert balance.is_exhausted()


def test_customs_overrides_and_answers_for_it() -> None:
    """Art. 8(1): then, and only then, less than nought is left."""
    balance, _ = reserve(beginning(of(20)), of(25), overrides=True)
    assert balance.left == of(-5)
    with pytest.raises(NotEnoughError):
        reserve(balance, of(1))


def test_an_amendment_and_an_invalidation() -> None:
    """Art. 7: what was consumed is another amount, or none."""
    balance, drawn = reserve(beginning(of(20)), of(10))
    left = consume(drawn, of(10))
    amended = amend(left, of(8))
    assert balance.moved(drawn, amended).left == of(12)
    assert withdraw(amended, of(8)).consumed == of(0)
    with pytest.raises(NotEnoughError):
        withdraw(amended, of(9))
    assert amend(left, of(13)).excess == of(3)
    assert amend(amend(left, of(13)), of(9)).excess == of(0)


@pytest.mark.parametrize(
    "other", [Amounts(value=Decimal(1)), Amounts(Decimal(1), Decimal(1)), Amounts()], ids=str
)
def test_amounts_of_other_limits_are_not_reckoned_together(other: Any) -> None:
    with pytest.raises(ValueError, match="different limits"):
        of(1) + other
    assert Amounts() + Amounts() == Amounts()
    assert Amounts().is_within(Amounts())
