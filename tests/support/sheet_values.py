"""Values for the parameters of sheets: what hypothesis draws, and witnesses that meet or fail a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from dualuse.classification.sheets.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    CoveredBy,
    Group,
    Leaf,
    No,
    OneOf,
    Provision,
    Quantity,
    Yes,
    evaluate,
    needed,
    nodes,
)
from dualuse.classification.sheets.quantities import MAXIMUM_DIGITS, Measure, unit_of

Facts = dict[str, Any]
STRANGE_WORD = "none"
STRANGE_CODE = "0B001.a"


@dataclass(frozen=True)
class Domain:
    """Values to try for each parameter: around every threshold, words and codes that are named, and strange ones."""

    values: dict[str, list[Any]]


def domain(conditions: list[Condition]) -> Domain:
    """The values worth trying, of all conditions that speak of the same parameters."""
    thresholds: dict[str, set[Fraction]] = {}
    values: dict[str, list[Any]] = {}
    for leaf in (node for condition in conditions for node in deep(condition)):
        match leaf:
            case Yes(name):
                values[name] = [True, False]
            case Quantity(name, limits):
                thresholds.setdefault(name, set()).update(limit.threshold.root for limit in limits)
            case OneOf(name, words, _):
                known = values.setdefault(name, [(STRANGE_WORD,)])
                known += [(word,) for word in sorted(words)[:3]]
            case CoveredBy(name, codes):
                values.setdefault(name, [(STRANGE_CODE,)]).extend((code,) for code in codes[:3])
    for name, roots in thresholds.items():
        values[name] = [Measure(root, "") for root in _around(sorted(roots))]
    return Domain(values)


def _around(roots: list[Fraction]) -> Iterator[Fraction]:
    yield from roots
    yield from ((low + high) / 2 for low, high in pairwise(roots))
    width = max(abs(roots[0]), abs(roots[-1]), Fraction(1))
    # Below the lowest, but not below nought where no threshold is: most quantities are never that.
    yield roots[0] - width if roots[0] < 0 else roots[0] / 2
    yield roots[-1] + width


def deep(condition: Condition) -> Iterator[Condition]:
    """Every node, with what references lead to."""
    for node in nodes(condition):
        yield node
        if isinstance(node, Provision) and node.of is not None:
            yield from deep(node.of)


def witnesses(condition: Condition, wanted: bool, facts: Facts, known: Domain) -> Iterator[Facts]:
    """Facts, those given and more, that make the condition ``wanted``; lazily, by trying."""
    if (truth := evaluate(condition, facts)) is not None:
        if truth is wanted:
            yield facts
        return
    match condition:
        case No(of):
            yield from witnesses(of, not wanted, facts, known)
        case Provision(_, of):
            assert of is not None
            yield from witnesses(of, wanted, facts, known)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            yield from _group(condition, parts, wanted, facts, known)
        case _:
            yield from _leaf(condition, wanted, facts, known)


def _leaf(leaf: Leaf, wanted: bool, facts: Facts, known: Domain) -> Iterator[Facts]:
    for value in known.values[leaf.parameter]:
        tried = {**facts, leaf.parameter: value}
        if evaluate(leaf, tried) is wanted:
            yield tried


def _group(
    group: Group, parts: tuple[Condition, ...], wanted: bool, facts: Facts, known: Domain
) -> Iterator[Facts]:
    number = needed(group) if wanted else len(parts) - needed(group) + 1
    for chosen in combinations(parts, number):
        yield from _every(chosen, wanted, facts, known)


def _every(parts: tuple[Condition, ...], wanted: bool, facts: Facts, known: Domain) -> Iterator[Facts]:
    if not parts:
        yield facts
        return
    for witness in witnesses(parts[0], wanted, facts, known):
        yield from _every(parts[1:], wanted, witness, known)


def in_unit(root: Fraction, unit: str) -> Fraction:
    """A value in root units, in ``unit``."""
    known_unit = unit_of(unit)
    return (root - known_unit.offset) / known_unit.factor


def is_decimal(number: Fraction) -> bool:
    """Whether it can be written with a finite number of decimals, not too many."""
    return (number * 10**30).denominator == 1 and abs(number) < 10**30


def decimal(number: Fraction, places: int = 30) -> str:
    """The number in plain digits; exact where :func:`is_decimal`."""
    places = min(places, MAXIMUM_DIGITS - len(str(abs(number.numerator) // number.denominator)))
    scaled = abs(number) * 10**places
    whole = scaled.numerator // scaled.denominator
    digits = str(whole).rjust(places + 1, "0")
    text = (digits[:-places] + "." + digits[-places:]).rstrip("0").rstrip(".")
    return ("-" if number < 0 else "") + text


def given_text(value: Any, unit: str) -> Any:
    """A value as a person would give it."""
    if not isinstance(value, Measure):
        return list(value) if isinstance(value, tuple) else value
    number = decimal(in_unit(value.root, unit))
    if len(number.partition(".")[2]) == 3:  # by hand that may be thousands
        number += "0"
    return f"{number} {unit}".strip()
