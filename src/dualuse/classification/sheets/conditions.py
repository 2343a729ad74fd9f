"""The language of parameter sheets: conditions over parameters, in three values.

A condition is true, false or unknown (None) after S. C. Kleene, like those of the law (``dualuse.law.language.logic``); its
leaves are other ones: quantities with thresholds, words, codes, and the results of other provisions. The set of nodes
is closed (:data:`Condition`): no free Python stands in a sheet.

Sheets are read with the names of their own parameters. Before they are evaluated they are linked
(``namespaces.py``): names become those of the examination, and each :class:`Provision` holds the tests it refers to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from dualuse.classification.sheets.quantities import Measure
from dualuse.law.eu_2021_821.control_list import covers_code
from dualuse.law.language.logic import Truth

Value: TypeAlias = bool | Measure | tuple[str, ...]
"""What is known of a parameter: yes or no, a quantity, or words (normalised) or codes."""
Facts: TypeAlias = Mapping[str, Value]
"""Values by the name of the parameter; what is not there is unknown."""

COMPARATORS: Final = {"above": ">", "at_least": "≥", "below": "<", "at_most": "≤"}


@dataclass(frozen=True, slots=True)
class Yes:
    """A yes/no parameter that must be yes."""

    parameter: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold with the comparator of the Annex (a key of :data:`COMPARATORS`).

    ``other``: where the Annex states a temperature twice, "398 K (125 °C)", the figure of the scale that the parameter
    is not in. A value is compared with the figure of the scale it was stated in.
    """

    comparator: str
    threshold: Measure
    other: Measure | None = None

    @property
    def text(self) -> str:
        """``< 50 ns``."""
        twice = f" ({self.other.text})" if self.other else ""
        return f"{COMPARATORS[self.comparator]} {self.threshold.text}{twice}"

    def holds(self, measure: Measure) -> bool:
        """Whether the value lies on the right side; exact."""
        threshold = self.other if self.other and measure.other_scale else self.threshold
        match self.comparator:
            case "above":
                return measure.root > threshold.root
            case "at_least":
                return measure.root >= threshold.root
            case "below":
                return measure.root < threshold.root
            case _:
                return measure.root <= threshold.root


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity that must keep every limit."""

    parameter: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Words of which one must be among ``words`` (normalised); ``shown`` are those of the sheet."""

    parameter: str
    words: frozenset[str]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveredBy:
    """Codes of which one must lie under one of ``codes``; a wider code than these leaves it unknown."""

    parameter: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """The result of another provision: ``of`` holds its tests once linked; until then it is unknown."""

    code: str
    of: Condition | None = None


@dataclass(frozen=True, slots=True)
class No:
    """The opposite; unknown stays unknown."""

    of: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - `Any` is Python's own
    """At least one part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    """At least ``number`` of the parts must hold."""

    number: int
    parts: tuple[Condition, ...]


Leaf: TypeAlias = Yes | Quantity | OneOf | CoveredBy
Group: TypeAlias = All | Any_ | AtLeastOf
Condition: TypeAlias = Leaf | Provision | No | Group
UNRECOGNISED: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands among the words of a value for one that its sheet does not know."""


def some(parts: tuple[Condition, ...]) -> Condition:
    """Any of ``parts``; one part stays itself."""
    return parts[0] if len(parts) == 1 else Any_(parts)


def needed(group: Group) -> int:
    """How many parts of the group must hold."""
    match group:
        case All(parts):
            return len(parts)
        case Any_():
            return 1
        case AtLeastOf(number):
            return number


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """The truth of ``condition`` for what is known."""
    match condition:
        case No(of):
            inner = evaluate(of, facts)
            return None if inner is None else not inner
        case Provision(_, of):
            return None if of is None else evaluate(of, facts)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            return _group(condition, [evaluate(part, facts) for part in parts])
        case _:
            return _leaf(condition, facts)


def _group(group: Group, truths: list[Truth]) -> Truth:
    held, open_ = truths.count(True), truths.count(None)
    if held >= needed(group):
        return True
    return None if held + open_ >= needed(group) else False


def _leaf(leaf: Leaf, facts: Facts) -> Truth:
    value = facts.get(leaf.parameter)
    if value is None:
        return None
    match leaf, value:
        case Yes(), bool():
            return value
        case Quantity(_, limits), Measure():
            return all(limit.holds(value) for limit in limits)
        case OneOf(_, words, _), tuple():
            # A name that the sheet does not know may be another name of what it asks for: that is no "no".
            return True if not words.isdisjoint(value) else None if UNRECOGNISED in value else False
        case CoveredBy(_, codes), tuple():
            truths = [covers_code(row, code) for code in value for row in codes]
            return True if True in truths else None if None in truths else False
    raise TypeError(f"{leaf.parameter}: {type(value).__name__} does not fit {type(leaf).__name__}")


def deciding(condition: Condition, facts: Facts) -> tuple[tuple[Leaf | Provision, Truth], ...]:
    """The leaves that decided ``condition``, each with its own truth, in the order of the sheet.

    Of a false "all" these are the false parts, of a true "any" the true ones, of an unknown node the unknown ones;
    of a true "all" and a false "any", all parts. A reference to a provision counts as a leaf.
    """
    decided: dict[Leaf | Provision, Truth] = {}
    _collect(condition, evaluate(condition, facts), facts, decided)
    return tuple(decided.items())


def _collect(
    condition: Condition, truth: Truth, facts: Facts, decided: dict[Leaf | Provision, Truth]
) -> None:
    match condition:
        case No(of):
            _collect(of, None if truth is None else not truth, facts, decided)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            for part in parts:
                if evaluate(part, facts) is truth:
                    _collect(part, truth, facts, decided)
        case _:
            decided.setdefault(condition, truth)


def settled(condition: Condition, facts: Facts) -> tuple[tuple[Leaf | Provision, bool], ...]:
    """The leaves of an open ``condition`` that are settled already, each with its truth, in the order of the sheet.

    Of a part that is settled these are the leaves that decided it; a reference that is still open is entered.
    """
    leaves: dict[Leaf | Provision, bool] = {}
    _collect_settled(condition, facts, leaves)
    return tuple(leaves.items())


def _collect_settled(condition: Condition, facts: Facts, leaves: dict[Leaf | Provision, bool]) -> None:
    if evaluate(condition, facts) is not None:
        for leaf, truth in deciding(condition, facts):
            if truth is not None:
                leaves.setdefault(leaf, truth)
        return
    match condition:
        case No(of):
            _collect_settled(of, facts, leaves)
        case Provision(_, of):
            if of is not None:
                _collect_settled(of, facts, leaves)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            for part in parts:
                _collect_settled(part, facts, leaves)
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Settling:
    """Parameters of an open condition, in the order of the sheet, and which could make it true or false alone."""

    mentioned: tuple[str, ...] = ()
    true: frozenset[str] = frozenset()
    false: frozenset[str] = frozenset()

    @property
    def alone(self) -> frozenset[str]:
        """Parameters whose answer alone may settle the condition."""
        return self.true | self.false


_SETTLED: Final = Settling()


def settling(condition: Condition, facts: Facts) -> Settling:
    """The parameters that could still settle ``condition``; none where it is settled.

    Which of them could do so alone is an upper bound: two thresholds of one quantity may exclude each other.
    """
    return _settling(condition, facts)[1]


def _settling(condition: Condition, facts: Facts) -> tuple[Truth, Settling]:
    """The truth and what could settle it, in one pass: what a reference leads to can be large."""
    match condition:
        case No(of):
            truth, inner = _settling(of, facts)
            turned = Settling(inner.mentioned, inner.false, inner.true)
            return (None, turned) if truth is None else (not truth, _SETTLED)
        case Provision(_, of):
            return (None, _SETTLED) if of is None else _settling(of, facts)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            return _group_settling(condition, [_settling(part, facts) for part in parts])
        case _:
            truth = _leaf(condition, facts)
            name = frozenset((condition.parameter,))
            return truth, Settling((condition.parameter,), name, name) if truth is None else _SETTLED


def _group_settling(group: Group, parts: list[tuple[Truth, Settling]]) -> tuple[Truth, Settling]:
    truths = [truth for truth, _ in parts]
    truth = _group(group, truths)
    if truth is not None:
        return truth, _SETTLED
    held, open_ = truths.count(True), truths.count(None)
    inner = [settling_part for part, settling_part in parts if part is None]
    mentioned = tuple(dict.fromkeys(name for row in inner for name in row.mentioned))
    to_true, to_false = needed(group) - held, held + open_ - needed(group) + 1
    return None, Settling(
        mentioned,
        _in_enough([row.true for row in inner], to_true),
        _in_enough([row.false for row in inner], to_false),
    )


def _in_enough(sets: list[frozenset[str]], number: int) -> frozenset[str]:
    """Names that stand in at least ``number`` of the sets."""
    counted = Counter(name for names in sets for name in names)
    return frozenset(name for name, times in counted.items() if times >= number)


def nodes(condition: Condition) -> Iterator[Condition]:
    """``condition`` and every node in it, as the sheet has it: what a reference leads to is left out."""
    yield condition
    match condition:
        case No(of):
            yield from nodes(of)
        case All(parts) | Any_(parts) | AtLeastOf(_, parts):
            for part in parts:
                yield from nodes(part)


def parameters_of(condition: Condition) -> tuple[str, ...]:
    """Names of the parameters of a condition, each once, in the order of the sheet."""
    names = (
        node.parameter for node in nodes(condition) if isinstance(node, (Yes, Quantity, OneOf, CoveredBy))
    )
    return tuple(dict.fromkeys(names))


def references_of(condition: Condition) -> tuple[str, ...]:
    """Codes of the provisions a condition refers to, each once."""
    return tuple(dict.fromkeys(node.code for node in nodes(condition) if isinstance(node, Provision)))
