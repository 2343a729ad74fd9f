"""The facts of one item as symbols of the solver: finite, every value one boolean.

A flag is one boolean; a choice, a level of knowledge and a place are one boolean for each value, exactly one
of them true; the codes of an item and the countries of the parties are one boolean for each class, any number
of them true, so that items under several entries and any number of parties are covered. Beside its values
every fact has a boolean ``known``; where it is false the values say what the fact *is*, not what is known of
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dualuse.engine.proofs.formulas import Formula, boolean, disj, exactly_one
from dualuse.engine.proofs.partition import (
    Partition,
    code_sets,
    conditions_of,
    goods_lists,
    partition_codes,
    partition_goods,
    partition_places,
    place_sets,
)
from dualuse.engine.proofs.ties import ties
from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import SEVERAL_PLACES
from dualuse.law.language.logic import LEVELS, Condition


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Scope:
    """A law and the classes of places and codes that its conditions, and those ``beside``, tell apart."""

    on: date
    law: Law
    places: Partition
    codes: Partition
    goods: Partition


def scope_of(law: Law, on: date, beside: Iterable[Condition] = ()) -> Scope:
    """The scope of ``law`` on the day ``on``; ``beside``: further conditions whose sets are to be told
    apart."""
    conditions = (*conditions_of(law), *(tie.condition for tie in ties(on)), *beside)
    return Scope(
        on=on,
        law=law,
        places=partition_places(place_sets(conditions), on),
        codes=partition_codes(code_sets(conditions)),
        goods=partition_goods(goods_lists(conditions)),
    )


@lru_cache(maxsize=64)
def scope_on(on: date) -> Scope:
    """The scope of the law in force on the day ``on``."""
    return scope_of(law_as_of(on), on)


@dataclass(frozen=True, slots=True, repr=False)
class Symbol:
    """A fact: its values, each with its boolean (of a flag the one value ``true``), and whether it is
    known."""

    fact: str
    kind: str
    values: dict[str, Formula]
    known: Formula

    def rules(self) -> Iterator[Formula]:
        """What holds of the values: of a choice, a level or a single place exactly one is true."""
        if self.kind == "one":
            yield exactly_one(self.values.values())


def kind_of(fact: str) -> str:
    """``flag``, ``one`` (exactly one value) or ``several`` (any number of values)."""
    definition = FACTS.get(fact)
    if definition is None or definition.kind == "flag":
        return "flag"
    return "several" if definition.kind in ("codes", "customs_codes") or fact in SEVERAL_PLACES else "one"


def values_of(fact: str, scope: Scope) -> tuple[str, ...]:
    """The values that ``fact`` can have in ``scope``."""
    definition = FACTS.get(fact)
    if definition is None or definition.kind == "flag":
        return ("true",)
    match definition.kind:
        case "level":
            return LEVELS
        case "place":
            return scope.places.names
        case "codes":
            return scope.codes.names
        case "customs_codes":
            return scope.goods.names
    return tuple(definition.values)


@dataclass(slots=True, repr=False)
class World:
    """The facts of one item. A world made from ``base`` shares every fact with it but those in ``moved``."""

    scope: Scope
    name: str = "x"
    base: World | None = None
    moved: frozenset[str] = frozenset()
    symbols: dict[str, Symbol] = field(default_factory=dict)

    def symbol(self, fact: str) -> Symbol:
        """The symbol of ``fact``, made when first asked for."""
        if self.base is not None and fact not in self.moved:
            return self.base.symbol(fact)
        symbol = self.symbols.get(fact)
        if symbol is None:
            kind = kind_of(fact)
            is_known = boolean(f"{self.name}|{fact}|known")
            values = {value: boolean(f"{self.name}|{fact}|{value}") for value in values_of(fact, self.scope)}
            symbol = self.symbols[fact] = Symbol(fact, kind, values, is_known)
        return symbol

    def is_true(self, fact: str) -> Formula:
        """The formula that the flag ``fact`` is true."""
        return self.symbol(fact).values["true"]

    def is_one_of(self, fact: str, values: Iterable[str]) -> Formula:
        """The formula that ``fact`` has one of ``values`` (at least one, if it holds several)."""
        values_known = self.symbol(fact).values
        return disj(values_known[value] for value in values)

    def rules(self) -> Iterator[Formula]:
        """What holds of all symbols asked for so far."""
        for symbol in self.symbols.values():
            yield from symbol.rules()
