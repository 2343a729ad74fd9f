"""Conditions of the law as formulas: their truth where everything is known, and in three values.

One function for each node of the language, beside ``law.language.logic.evaluate``; ``tests/engine/test_proofs_model.py`` holds the two
equal on random facts, unknown ones included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from dualuse.engine.proofs.formulas import FALSE, TRUE, Formula, conj, disj, implies, neg
from dualuse.engine.proofs.partition import statements_by
from dualuse.engine.proofs.symbols import Scope, World
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE
from dualuse.law.language.logic import (
    LEVELS,
    All,
    Any_,
    AnyCode,
    AtLeast,
    CodeTest,
    Condition,
    EveryCode,
    Flag,
    InPlaces,
    Is,
    Leaf,
    Not,
    PlaceTest,
    facts_of,
    place_question,
)


@dataclass(frozen=True, slots=True, repr=False)
class ThreeValued:
    """The formulas for a condition known to be true and known to be false; otherwise it is unknown."""

    true: Formula
    false: Formula


_TAKEN: Final = ThreeValued(TRUE, FALSE)
_NOT_TAKEN: Final = ThreeValued(FALSE, TRUE)
"""Of a code that a set does not take: such a code, most of them, adds nothing to a formula."""


_ASKED: Final = 4096


@lru_cache(maxsize=_ASKED)
def leaf_facts(leaf: Leaf, scope: Scope) -> frozenset[str]:
    """Names of all facts that ``leaf`` can ask for: its own, and the questions about places and parts."""
    names = set(facts_of(leaf))
    match leaf:
        case InPlaces(_, places):
            names |= {
                place_question(places, place)
                for place in scope.places.names
                if places.contains(place, scope.on) is None
            }
        case AnyCode(_, codes) | EveryCode(_, codes):
            held = scope.goods if leaf.fact == CUSTOMS_CODE else scope.codes
            statements = statements_by(codes)
            names |= {question for code in held.names for question in statements[code].questions}
    return frozenset(names)


@dataclass(slots=True, repr=False)
class Translation:
    """Formulas of conditions in one world; what is translated once is remembered.

    ``base`` translates for the world that this one shares its facts with: a condition that asks for no fact that moved
    is the same formula in both.
    """

    world: World
    base: Translation | None = None
    _truths: dict[int, Formula] = field(default_factory=dict)
    _three_valued: dict[int, ThreeValued] = field(default_factory=dict)
    _leaves: dict[tuple[Condition, bool], ThreeValued] = field(default_factory=dict)
    _asks_moved: dict[int, bool] = field(default_factory=dict)
    _kept: list[Condition] = field(default_factory=list)

    def shared(self, condition: Condition) -> bool:
        """Whether ``condition`` asks for no fact that moved, so that it is the same in the world beneath."""
        return self.base is not None and not self._moved(condition)

    def _moved(self, condition: Condition) -> bool:
        asks = self._asks_moved.get(id(condition))
        if asks is None:
            self._kept.append(condition)  # an id is only good while its owner lives
            match condition:
                case All(parts) | Any_(parts):
                    asks = any(self._moved(part) for part in parts)
                case Not(of):
                    asks = self._moved(of)
                case Flag() | Is() | AtLeast() | InPlaces() | AnyCode() | EveryCode():
                    asks = not self.world.moved.isdisjoint(leaf_facts(condition, self.world.scope))
                case _:
                    raise TypeError(f"not a node of the language: {condition!r}")
            self._asks_moved[id(condition)] = asks
        return asks

    def truth(self, condition: Condition) -> Formula:
        """When ``condition`` holds, of facts that are all known."""
        if self.base is not None and not self._moved(condition):
            return self.base.truth(condition)
        formula = self._truths.get(id(condition))
        if formula is None:
            self._kept.append(condition)
            formula = self._truths[id(condition)] = self._truth(condition)
        return formula

    def _truth(self, condition: Condition) -> Formula:
        match condition:
            case All(parts):
                return conj(self.truth(part) for part in parts)
            case Any_(parts):
                return disj(self.truth(part) for part in parts)
            case Not(of):
                return neg(self.truth(of))
        return self._leaf(condition, known=False).true

    def three_valued(self, condition: Condition) -> ThreeValued:
        """When ``condition`` is known to hold and known not to hold, of facts that may be unknown."""
        if self.base is not None and not self._moved(condition):
            return self.base.three_valued(condition)
        pair = self._three_valued.get(id(condition))
        if pair is None:
            self._kept.append(condition)
            pair = self._three_valued[id(condition)] = self._kleene(condition)
        return pair

    def _kleene(self, condition: Condition) -> ThreeValued:
        match condition:
            case All(parts):
                pairs = [self.three_valued(part) for part in parts]
                return ThreeValued(conj(part.true for part in pairs), disj(part.false for part in pairs))
            case Any_(parts):
                pairs = [self.three_valued(part) for part in parts]
                return ThreeValued(disj(part.true for part in pairs), conj(part.false for part in pairs))
            case Not(of):
                inner = self.three_valued(of)
                return ThreeValued(inner.false, inner.true)
        return self._leaf(condition, known=True)

    def _leaf(self, leaf: Condition, *, known: bool) -> ThreeValued:
        pair = self._leaves.get((leaf, known))
        if pair is None:
            pair = self._leaves[leaf, known] = self._new_leaf(leaf, known)
        return pair

    def _new_leaf(self, leaf: Condition, known: bool) -> ThreeValued:
        match leaf:
            case Flag(fact):
                return self._flag(fact, known)
            case Is(fact, values):
                return self._member(fact, values, known)
            case AtLeast(fact, level):
                return self._member(fact, LEVELS[LEVELS.index(level) :], known)
            case InPlaces(_, places):
                by_fact = [self._places(fact, places, known) for fact in leaf.facts]
                return ThreeValued(disj(part.true for part in by_fact), conj(part.false for part in by_fact))
            case AnyCode(fact, codes):
                return self._any_code(fact, codes, known)
            case EveryCode(fact, codes):
                return self._every_code(fact, codes, known)
        raise TypeError(f"not a node of the language: {leaf!r}")

    def _flag(self, fact: str, known: bool) -> ThreeValued:
        symbol = self.world.symbol(fact)
        return _if_known(symbol.known if known else TRUE, symbol.values["true"])

    def _member(self, fact: str, values: tuple[str, ...], known: bool) -> ThreeValued:
        symbol = self.world.symbol(fact)
        among = disj(symbol.values[value] for value in values)
        return _if_known(symbol.known if known else TRUE, among)

    def _places(self, fact: str, places: PlaceTest, known: bool) -> ThreeValued:
        """One of the places held belongs to the set; where the set leaves it open, a person's answer counts."""
        symbol = self.world.symbol(fact)
        inside: list[Formula] = []
        perhaps_inside: list[Formula] = []
        for place, held in symbol.values.items():
            truth = places.contains(place, self.world.scope.on)
            if truth is True:
                inside.append(held)
                perhaps_inside.append(held)
            elif truth is None:
                answer = self._flag(place_question(places, place), known)
                inside.append(conj((held, answer.true)))
                perhaps_inside.append(conj((held, neg(answer.false))))
        known_place = symbol.known if known else TRUE
        return ThreeValued(conj((known_place, disj(inside))), conj((known_place, neg(disj(perhaps_inside)))))

    def _taken(self, codes: CodeTest, code: str, known: bool) -> ThreeValued:
        """Whether the set takes ``code``, which is narrow enough to be decided by the answers to questions."""
        truth, questions, _ = statements_by(codes)[code]
        if truth is not None:
            return _TAKEN if truth else _NOT_TAKEN
        answers = [self._flag(question, known) for question in questions]
        return ThreeValued(disj(answer.true for answer in answers), conj(answer.false for answer in answers))

    def _any_code(self, fact: str, codes: CodeTest, known: bool) -> ThreeValued:
        symbol, statements = self.world.symbol(fact), statements_by(codes)
        taken = [
            (held, self._taken(codes, code, known))
            for code, held in symbol.values.items()
            if statements[code].truth is not False
        ]
        known_codes = symbol.known if known else TRUE
        return ThreeValued(
            conj((known_codes, disj(conj((held, covers.true)) for held, covers in taken))),
            conj((known_codes, *(implies(held, covers.false) for held, covers in taken))),
        )

    def _every_code(self, fact: str, codes: CodeTest, known: bool) -> ThreeValued:
        symbol = self.world.symbol(fact)
        taken = [(held, self._taken(codes, code, known)) for code, held in symbol.values.items()]
        known_codes = symbol.known if known else TRUE
        holds_one = disj(symbol.values.values())
        return ThreeValued(
            conj((known_codes, holds_one, *(implies(held, covers.true) for held, covers in taken))),
            conj(
                (known_codes, disj((neg(holds_one), *(conj((held, covers.false)) for held, covers in taken))))
            ),
        )


def _if_known(known: Formula, holds: Formula) -> ThreeValued:
    return ThreeValued(conj((known, holds)), conj((known, neg(holds))))
