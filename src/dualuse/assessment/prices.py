"""What one of the goods costs, for measures that begin at a price."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from dualuse.law.language.logic import Truth
from dualuse.law.measures.provisions import price_questions
from dualuse.schema.transaction import Item
from dualuse.schema.units import counted_as
from dualuse.version import legal_derivation


@lru_cache(maxsize=1)
def _prices() -> tuple[tuple[str, Decimal], ...]:
    return tuple((fact, Decimal(fact.rpartition("_")[2])) for fact in price_questions())


@legal_derivation("Regulation (EU) No 833/2014, Art. 3h(2)")
def prices_above(item: Item) -> dict[str, Truth]:
    """For each price of a measure whether one of the goods costs more; unknown where value, currency or number are not stated.

    All of the line costs at least as much as one of it: where that stays within the price, the number does not matter.
    Values in other currencies than euros are not converted.
    """
    value = None if item.value is None or item.currency != "EUR" else Decimal(item.value)
    pieces = item.unit is not None and counted_as(item.unit) in ("piece", "set")
    number = Decimal(item.quantity) if pieces and item.quantity is not None else None
    return {fact: _above(value, number, price) for fact, price in _prices()}


def _above(value: Decimal | None, number: Decimal | None, price: Decimal) -> Truth:
    if value is None:
        return None
    if value <= price:
        return False
    if number is None or number <= 0:
        return None
    return value / number > price
