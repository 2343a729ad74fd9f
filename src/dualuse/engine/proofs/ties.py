"""What ties derived facts together: true of every set of facts that the derivations
(``assessment/derivations.py``) make.

A tie is a condition in the language of the law itself, so that one definition serves twice: it is translated
for the solver, and a test evaluates it on the facts derived from random transactions and fails where it is
false. A tie that says too much would hide counterexamples; one that says too little would only show cases
that cannot occur.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.engine.case_split import folded
from dualuse.engine.direct_export import (
    AS_EXPORT,
    Algebra,
    ExportRule,
    generally_authorised,
    needs_authorisation,
)
from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.facts import FACTS, choice, flag
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.stated_facts import GENERALLY_AUTHORISED, NEEDS_AUTHORISATION
from dualuse.law.language.logic import Condition, Flag, Not, every, some


@dataclass(frozen=True, slots=True)
class Tie:
    """A condition that holds of the facts of every item; ``citation`` says where the tie comes from."""

    name: str
    citation: str
    condition: Condition


def _implies(premise: Condition, conclusion: Condition) -> Condition:
    return ~premise | conclusion


def _same(left: Condition, right: Condition) -> Condition:
    return _implies(left, right) & _implies(right, left)


def _declared_ties() -> Iterator[Tie]:
    """Of the facts with a condition or a few values; a tie never speaks of what an answer could say
    otherwise."""
    for fact in derived_facts().values():
        if fact.values and fact.name in FACTS:
            yield Tie(fact.name, fact.citation, choice(fact.name, *fact.values))
        elif fact.condition is not None and not fact.answer_prevails:
            tied = _implies if fact.sufficient else _same
            yield Tie(fact.name, fact.citation, tied(fact.condition, Flag(fact.name)))


_CONDITIONS: Final[Algebra[Condition]] = Algebra(
    lambda parts: every(*parts), lambda parts: some(*parts), Not, lambda condition: condition
)
"""Where everything is known, what may hold does hold."""


def _transfer_ties(law: Law) -> Iterator[Tie]:
    """The tie of the direct export, which is asked of transfers only."""
    rules = [
        ExportRule(
            provision,
            _exported(provision.when),
            tuple(
                (relief, _exported(relief.when)) for relief in law.reliefs if provision.citation in relief.of
            ),
        )
        for provision in law.provisions
    ]
    transfer = choice("activity", "intra_union_transfer")
    for name, condition in (
        (NEEDS_AUTHORISATION, needs_authorisation(rules, _CONDITIONS)),
        (GENERALLY_AUTHORISED, generally_authorised(rules, _CONDITIONS)),
    ):
        yield Tie(name, derived_facts()[name].citation, _implies(transfer, _same(flag(name), condition)))


def _exported(condition: Condition) -> Condition:
    return folded(condition, (AS_EXPORT,))


@lru_cache(maxsize=64)
def ties(day: date) -> tuple[Tie, ...]:
    """What ties the facts of an item together under the law of ``day``."""
    return (*_declared_ties(), *_transfer_ties(law_as_of(day)))
