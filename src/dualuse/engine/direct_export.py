"""The direct export of Art. 11(2)(b): what it would need, judged in place of the transfer within the Union.

Two facts follow from it: whether it would need an authorisation, and whether one of general kind covers it.
The rules of the export are not written a second time: they are taken with the activity replaced, and put
together in one way for truths, for the nodes of tables, for the conditions of proofs and for what could still
settle the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeAlias, TypeVar

from dualuse.engine.levers import Leaves, OpenLeaf, every_way, some_way, ways
from dualuse.engine.outcome import JudgedProvision, JudgedRelief, bare_judgements, judge_item
from dualuse.engine.wanted_facts import open_leaves
from dualuse.law.eu_2021_821.art11_intra_union import DIRECT_EXPORT_ARTICLES
from dualuse.law.eu_2021_821.facts import choice
from dualuse.law.eu_2021_821.facts.stated_facts import GENERALLY_AUTHORISED, NEEDS_AUTHORISATION
from dualuse.law.language.logic import (
    Condition,
    Facts,
    Leaf,
    Truth,
    any_truth,
    evaluate,
    every_truth,
    opposite,
)
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.version import legal_derivation

DIRECT_EXPORT: Final = (NEEDS_AUTHORISATION, GENERALLY_AUTHORISED)

AS_EXPORT: Final[Condition] = choice("activity", "export")
"""What is supposed of the activity; all other facts are those of the transfer."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Algebra(Generic[T]):
    """How what rules come to is put together. ``possibly``: that something does not fail."""

    every: Callable[[Sequence[T]], T]
    some: Callable[[Sequence[T]], T]
    negation: Callable[[T], T]
    possibly: Callable[[T], T]


@dataclass(frozen=True, slots=True)
class ExportRule(Generic[T]):
    """A provision put to the item as an export and the reliefs that name it, each with what it comes to."""

    provision: Provision
    holds: T
    reliefs: tuple[tuple[Relief, T], ...]

    @property
    def exemptions(self) -> tuple[T, ...]:
        """What frees from the provision other than a general authorisation."""
        return tuple(freed for relief, freed in self.reliefs if not relief.identifier)

    @property
    def general_authorisations(self) -> tuple[T, ...]:
        """The general authorisations that name the provision."""
        return tuple(freed for relief, freed in self.reliefs if relief.identifier)


@legal_derivation("Art. 11(2)(b)")
def needs_authorisation(rules: Iterable[ExportRule[T]], algebra: Algebra[T]) -> T:
    """Art. 11(2)(b): a provision of the Articles named there asks for an authorisation, and no exemption
    frees from it."""
    return algebra.some(
        [
            algebra.every([rule.holds, *(algebra.negation(freed) for freed in rule.exemptions)])
            for rule in rules
            if asks_for_authorisation(rule.provision)
        ]
    )


@legal_derivation("Art. 11(2)(b)")
def generally_authorised(rules: Iterable[ExportRule[T]], algebra: Algebra[T]) -> T:
    """Art. 11(2)(b): a Union general authorisation covers what a provision asks for or may ask for."""
    return algebra.some(
        [
            algebra.every([algebra.possibly(rule.holds), covers])
            for rule in rules
            for covers in rule.general_authorisations
        ]
    )


def _bears(provision: Provision, reliefs: Iterable[Relief]) -> bool:
    """Whether one of the two facts rests on the provision: it asks for an authorisation, or a general one
    names it."""
    return asks_for_authorisation(provision) or any(relief.identifier for relief in reliefs)


def asks_for_authorisation(provision: Provision) -> bool:
    """Whether the provision is one of those that Art. 11(2)(b) names."""
    return provision.effect is Effect.AUTHORISATION_REQUIRED and provision.article in DIRECT_EXPORT_ARTICLES


# For one case: truths, and while they are open what they wait for.


_TRUTHS: Final[Algebra[Truth]] = Algebra(
    every_truth,
    any_truth,
    opposite,
    lambda truth: truth is not False,
)


@legal_derivation("Art. 11(2)(b)")
def direct_export(facts: Facts, day: date) -> dict[str, Truth]:
    """Art. 11(2)(b): the two facts, where the activity is a transfer within the Union or not known."""
    if facts["activity"] not in ("intra_union_transfer", None):
        return {}
    rules = [
        ExportRule(judged.provision, judged.truth, judged.reliefs)
        for judged in bare_judgements(_as_export(facts), day, _bears)
    ]
    return {
        NEEDS_AUTHORISATION: needs_authorisation(rules, _TRUTHS),
        GENERALLY_AUTHORISED: generally_authorised(rules, _TRUTHS),
    }


def _as_export(facts: Facts) -> dict[str, Any]:
    return {**facts, "activity": "export"}


def _bearing(fact: str, export: Facts, day: date) -> Iterator[tuple[JudgedProvision, list[JudgedRelief]]]:
    """The provisions that ``fact`` rests on and that may apply, each with its exemptions or general
    authorisations."""
    needs = fact == NEEDS_AUTHORISATION
    for judged in judge_item(export, day).provisions:
        reliefs = [relief for relief in judged.reliefs if bool(relief.relief.identifier) is not needs]
        relevant = asks_for_authorisation(judged.provision) if needs else bool(reliefs)
        if relevant and judged.judgement.truth is not False:
            yield judged, reliefs


def waits_for(fact: str, facts: Facts, day: date) -> tuple[Facts, tuple[tuple[str, tuple[Leaf, ...]], ...]]:
    """What an open fact of the direct export waits for: the facts of that export, and open leaves by
    citation."""
    export = _as_export(facts)
    waiting: list[tuple[str, tuple[Leaf, ...]]] = []
    for judged, reliefs in _bearing(fact, export, day):
        rules = [(judged.provision.citation, judged.judgement)]
        rules += [(relief.relief.citation, relief.judgement) for relief in reliefs]
        waiting += [
            (citation, tuple(open_leaves(judgement)))
            for citation, judgement in rules
            if judgement.truth is None
        ]
    return export, tuple(waiting)


Ways: TypeAlias = Callable[[bool], "Leaves | None"]
"""What could make something become true, or false (``levers.ways``)."""


def _every_of(parts: Sequence[Ways]) -> Ways:
    return lambda target: (every_way if target else some_way)([part(target) for part in parts])


def _some_of(parts: Sequence[Ways]) -> Ways:
    return lambda target: (some_way if target else every_way)([part(target) for part in parts])


def _opposite(part: Ways) -> Ways:
    return lambda target: part(not target)


def _possibly(part: Ways) -> Ways:
    """Of what may hold: that it does not fail is so already."""
    return lambda target: () if target else part(False)


_WAYS: Final[Algebra[Ways]] = Algebra(_every_of, _some_of, _opposite, _possibly)


def ways_to(fact: str, target: bool, facts: Facts, day: date, open_leaf: OpenLeaf) -> Leaves | None:
    """``levers.ways`` for an open fact of the direct export."""
    export = _as_export(facts)
    truths: dict[Leaf, Truth] = {}

    def truth_of(leaf: Leaf) -> Truth:
        if leaf not in truths:
            truths[leaf] = evaluate(leaf, export, day)
        return truths[leaf]

    def ways_of(condition: Condition) -> Ways:
        return lambda wanted: ways(condition, wanted, truth_of, open_leaf)

    rules = [
        ExportRule(
            judged.provision,
            ways_of(judged.provision.when),
            tuple((relief.relief, ways_of(relief.relief.when)) for relief in reliefs),
        )
        for judged, reliefs in _bearing(fact, export, day)
    ]
    put_together = needs_authorisation if fact == NEEDS_AUTHORISATION else generally_authorised
    return put_together(rules, _WAYS)(target)
