"""The small language provisions are written in: conditions over named facts, in three values.

A condition is true (``True``), false (``False``) or unknown (``None``), after S. C. Kleene, Introduction to
Metamathematics (1952), § 64: an unknown fact never counts as "no". Conditions are built from a *closed* set of
node types (:data:`NODES`), all frozen data, so that every use of the law can read every condition: the single
evaluator below, bulk expressions, tables, diagrams and proofs. There is no lambda and no free Python in a condition.

Limit: Kleene logic is sound, not complete. ``x | ~x`` is unknown while ``x`` is. Where two provisions stand on either side
of an unknown fact, ``engine/case_split.py`` goes through its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeAlias

Truth: TypeAlias = bool | None
"""True, False, or None for unknown."""

Facts: TypeAlias = Mapping[str, Any]
"""Facts by name. A name that is missing, or maps to None, is unknown."""

LEVELS: Final[tuple[str, ...]] = ("none", "suspects", "aware", "informed")
"""Knowledge of a ground of concern, weakest first (Arts 4, 5, 6, 8: three levels beside "none")."""

_RANK: Final[dict[str, int]] = {level: rank for rank, level in enumerate(LEVELS)}


class PlaceTest(Protocol):
    """A named, dated set of places."""

    @property
    def key(self) -> str:
        """The name of the set, as conditions are compared and shown by."""
        ...

    @property
    def verification(self) -> Any:
        """How well the set is known, the weakest of its members (``language.provision.Verification``)."""
        ...

    def contains(self, place: str, on: date) -> Truth:
        """Whether ``place`` belongs to the set on the day ``on``; None where the law leaves it open."""
        ...


class CodeTest(Protocol):
    """A named set of control list codes."""

    @property
    def key(self) -> str:
        """The name of the set, as conditions are compared and shown by."""
        ...

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether the set takes ``code`` whole; None where it takes a part of it and the part is not known."""
        ...

    def questions(self, code: str) -> tuple[str, ...]:
        """Names of the facts that decide whether the set takes ``code``, where it takes only a part."""
        ...


class Condition:
    """Base of all nodes: ``&``, ``|`` and ``~`` combine conditions."""

    __slots__ = ()

    def __and__(self, other: Condition) -> All:
        return All(_flatten(All, self, other))

    def __or__(self, other: Condition) -> Any_:
        return Any_(_flatten(Any_, self, other))

    def __invert__(self) -> Condition:
        return self.of if isinstance(self, Not) else Not(self)


@dataclass(frozen=True, slots=True)
class Flag(Condition):
    """A yes/no fact that must be true."""

    fact: str


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """A fact with named values must have one of ``values``."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast(Condition):
    """Knowledge of a ground must have reached ``level`` (see :data:`LEVELS`)."""

    fact: str
    level: str


@dataclass(frozen=True, slots=True)
class InPlaces(Condition):
    """A place held by ``fact``, or by one of ``also``, must belong to ``places``.

    A fact may hold several places (a tuple): one of them is enough.
    """

    fact: str
    places: PlaceTest
    also: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts that hold places."""
        return (self.fact, *self.also)


@dataclass(frozen=True, slots=True)
class AnyCode(Condition):
    """At least one of the codes held by ``fact`` is taken by ``codes``. No codes: false."""

    fact: str
    codes: CodeTest


@dataclass(frozen=True, slots=True)
class EveryCode(Condition):
    """Each of the codes held by ``fact`` is taken by ``codes``, and there is at least one."""

    fact: str
    codes: CodeTest


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The opposite; unknown stays unknown."""

    of: Condition


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_(Condition):  # noqa: N801 - `Any` is Python's own
    """At least one part must hold."""

    parts: tuple[Condition, ...]


Leaf: TypeAlias = Flag | Is | AtLeast | InPlaces | AnyCode | EveryCode
NODES: Final = (Flag, Is, AtLeast, InPlaces, AnyCode, EveryCode, Not, All, Any_)


def _flatten(kind: type[All] | type[Any_], *conditions: Condition) -> tuple[Condition, ...]:
    parts: list[Condition] = []
    for condition in conditions:
        parts.extend(condition.parts if isinstance(condition, kind) else (condition,))
    return tuple(parts)


def every(*conditions: Condition) -> Condition:
    """All of ``conditions``, flattened; one condition stays itself."""
    return conditions[0] if len(conditions) == 1 else All(_flatten(All, *conditions))


def some(*conditions: Condition) -> Condition:
    """Any of ``conditions``, flattened; one condition stays itself."""
    return conditions[0] if len(conditions) == 1 else Any_(_flatten(Any_, *conditions))


def evaluate(condition: Condition, facts: Facts, on: date) -> Truth:
    """The truth of ``condition`` for ``facts`` under the law of the day ``on``."""
    match condition:
        case All(parts):
            return every_truth(evaluate(part, facts, on) for part in parts)
        case Any_(parts):
            return any_truth(evaluate(part, facts, on) for part in parts)
        case Not(of):
            return opposite(evaluate(of, facts, on))
        case _:
            return _leaf(condition, facts, on)


def _leaf(leaf: Condition, facts: Facts, on: date) -> Truth:
    match leaf:
        case Flag(fact):
            return facts.get(fact)
        case Is(fact, values):
            value = facts.get(fact)
            return None if value is None else value in values
        case AtLeast(fact, level):
            value = facts.get(fact)
            return None if value is None else _RANK[value] >= _RANK[level]
        case InPlaces(_, places):
            return any_truth(place_truth(places, facts.get(name), facts, on) for name in leaf.facts)
        case AnyCode(fact, codes):
            return codes_truth(codes, facts.get(fact), facts, every_code=False)
        case EveryCode(fact, codes):
            return codes_truth(codes, facts.get(fact), facts, every_code=True)
    raise TypeError(f"not a node of the language: {leaf!r}")


def place_truth(places: PlaceTest, value: str | tuple[str, ...] | None, facts: Facts, on: date) -> Truth:
    """Whether a place, or one of several, belongs to ``places``; a person's answer counts where the law is open."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return any_truth(place_truth(places, place, facts, on) for place in value)
    truth = places.contains(value, on)
    return facts.get(place_question(places, value)) if truth is None else truth


def any_truth(truths: Iterable[Truth]) -> Truth:
    """Kleene's "any": true if one is true, else unknown if one is unknown, else false."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def every_truth(truths: Iterable[Truth]) -> Truth:
    """Kleene's "all": false if one is false, else unknown if one is unknown, else true."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def opposite(truth: Truth) -> Truth:
    """Kleene's "not": unknown stays unknown."""
    return None if truth is None else not truth


def place_question(places: PlaceTest, place: str) -> str:
    """Name of the fact by which a person says whether ``place`` counts, where the law leaves it open."""
    return f"place.{places.key}:{place}"


def codes_truth(codes: CodeTest, held: tuple[str, ...] | None, facts: Facts, *, every_code: bool) -> Truth:
    """Whether ``codes`` takes a code of those held, or every one; none is taken where none is held."""
    if not held:
        return None if held is None else False
    return (every_truth if every_code else any_truth)(codes.covers(code, facts) for code in held)


def deciding(condition: Condition, facts: Facts, on: date) -> tuple[tuple[Leaf, Truth], ...]:
    """The leaves that decided ``condition``, each with its own truth, in the order of the text.

    Of a false "all" these are the false parts, of a true "any" the true parts, of an unknown node the unknown
    parts; of a true "all" and a false "any", all parts.
    """
    leaves: dict[Leaf, Truth] = {}
    _collect(condition, evaluate(condition, facts, on), facts, on, leaves)
    return tuple(leaves.items())


def _collect(condition: Condition, truth: Truth, facts: Facts, on: date, leaves: dict[Leaf, Truth]) -> None:
    match condition:
        case Not(of):
            _collect(of, opposite(truth), facts, on, leaves)
        case All(parts) | Any_(parts):
            for part in parts:
                if evaluate(part, facts, on) is truth:
                    _collect(part, truth, facts, on, leaves)
        case Flag() | Is() | AtLeast() | InPlaces() | AnyCode() | EveryCode():
            leaves.setdefault(condition, truth)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of ``condition``, in the order of the text, with repetitions."""
    match condition:
        case Not(of):
            yield from leaves(of)
        case All(parts) | Any_(parts):
            for part in parts:
                yield from leaves(part)
        case Flag() | Is() | AtLeast() | InPlaces() | AnyCode() | EveryCode():
            yield condition


def facts_of(condition: Condition) -> tuple[str, ...]:
    """Names of the facts that ``condition`` speaks of, each once, in the order of the text."""
    return tuple(dict.fromkeys(name for leaf in leaves(condition) for name in facts_of_leaf(leaf)))


def facts_of_leaf(leaf: Leaf) -> tuple[str, ...]:
    """Names of the facts of a leaf: one, or several of a test of places."""
    return leaf.facts if isinstance(leaf, InPlaces) else (leaf.fact,)


def is_well_formed(condition: object) -> bool:
    """Whether ``condition`` is built from the closed set of nodes only."""
    if type(condition) not in NODES:
        return False
    match condition:
        case Not(of):
            return is_well_formed(of)
        case All(parts) | Any_(parts):
            return bool(parts) and all(is_well_formed(part) for part in parts)
    return True
