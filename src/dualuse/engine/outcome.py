"""From facts to an outcome: provisions raise, reliefs lower the ones they name, unknowns leave an interval.

The outcome of an item is the most severe effect that applies, relieved where a relief applies. Its low end takes
unknown provisions as not applying and unknown reliefs as applying, its high end the opposite; where both meet, the
outcome is final although facts may be missing. Where an unknown fact decides between provisions, each of its values is
gone through (``engine/case_split.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dualuse.engine.compiled import (
    CompiledLaw,
    CompiledProvision,
    CompiledRule,
    Judgement,
    compiled_law,
)
from dualuse.engine.compiled_cases import compiled_cases
from dualuse.law.language.logic import Facts, Truth
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class JudgedRelief:
    """A relief and what it says; ``rule`` carries its compiled form."""

    rule: CompiledRule[Relief]
    judgement: Judgement

    @property
    def relief(self) -> Relief:
        """The relief itself."""
        return self.rule.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedProvision:
    """A provision of which a finding is made, what it says, and the reliefs that name it.

    ``low`` and ``high``: the least and the most that it contributes to the outcome.
    """

    rule: CompiledProvision
    judgement: Judgement
    reliefs: tuple[JudgedRelief, ...]
    low: Effect
    high: Effect

    @property
    def provision(self) -> Provision:
        """The provision itself."""
        return self.rule.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """The provisions that apply to one item, may apply or are worth a finding, and the interval that follows.

    ``open``: the provisions whose contribution can still change; ``settled``: the most severe of the others. Learning
    a fact never brings back a provision that is false. ``alternatives``: citations of the provisions at least one of
    which gives the low end, whichever case it is, where none is known to. ``beside``: citations of what gives the low
    end beside the provisions (a listed party; see :func:`raised`).
    """

    law: CompiledLaw
    provisions: tuple[JudgedProvision, ...]
    low: Effect
    high: Effect
    open: tuple[JudgedProvision, ...]
    settled: Effect
    alternatives: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether both ends meet."""
        return self.low == self.high

    @property
    def word(self) -> str:
        """The outcome as a word: an effect, or ``undetermined``."""
        return self.low.word if self.final else "undetermined"

    def truths(self) -> Iterator[tuple[Provision, Truth]]:
        """The provisions, each with its truth; one that an exemption takes away altogether does not apply."""
        return (
            (judged.provision, judged.judgement.truth if judged.high > Effect.NOT_CONTROLLED else False)
            for judged in self.provisions
        )

    def covered_by_general(self) -> dict[str, Truth]:
        """By the citation of a provision whether a general authorisation covers what it asks for; none where it surely does not."""
        return {
            judged.provision.citation: judged.high <= Effect.GENERAL_AUTHORISATION or None
            for judged in self.provisions
            if judged.judgement.truth is not False
            and any(
                relief.relief.identifier and relief.judgement.truth is not False for relief in judged.reliefs
            )
        }

    @property
    def general_authorisations(self) -> tuple[JudgedRelief, ...]:
        """The Union general authorisations, while the provision they relieve applies or may apply."""
        return tuple(
            judged
            for provision in self.provisions
            if provision.judgement.truth is not False
            for judged in provision.reliefs
            if judged.relief.identifier
        )

    @property
    def basis(self) -> tuple[str, ...]:
        """Citations that the outcome rests on: the weightiest provisions that apply, and what relieves them.

        Where one of several applies and it is not known which: all of these.
        """
        if self.alternatives:
            return self.alternatives
        applying = [judged for judged in self.provisions if judged.judgement.truth is True]
        weight = max((judged.high for judged in applying), default=Effect.NOT_CONTROLLED)
        if self.beside and weight < self.low:
            return self.beside
        rules = (
            (
                judged.provision,
                [relief.relief for relief in judged.reliefs if relief.judgement.truth is True],
            )
            for judged in applying
        )
        return tuple(dict.fromkeys((*self.beside, *weightiest(rules))))


@legal_derivation("Arts 3 to 12")
def weightiest(applying: Iterable[tuple[Provision, list[Relief]]]) -> tuple[str, ...]:
    """Citations of the provisions that weigh most, each with the reliefs that leave that much; each citation once.

    ``applying``: provisions that apply, each with the reliefs of it that hold.
    """
    weighed = [
        (min([provision.effect, *(relief.effect for relief in reliefs)]), provision, reliefs)
        for provision, reliefs in applying
    ]
    most = max((weight for weight, _, _ in weighed), default=Effect.NOT_CONTROLLED)
    citations: dict[str, None] = {}
    for weight, provision, reliefs in weighed:
        if weight == most:
            citations[provision.citation] = None
            citations.update((relief.citation, None) for relief in reliefs if relief.effect == most)
    return tuple(citations)


@legal_derivation("Art. 215 TFEU")
def raised(outcome: ItemOutcome, low: Effect, high: Effect, beside: tuple[str, ...]) -> ItemOutcome:
    """The outcome where something beside the provisions gives at least ``low`` and may give ``high``.

    It never lowers an end. ``beside``: the citations that give ``low``.
    """
    least, most = max(outcome.low, low), max(outcome.high, low, high)
    gives = beside if low >= outcome.low and beside else ()
    return replace(
        outcome,
        low=least,
        high=most,
        settled=max(outcome.settled, low),
        alternatives=() if gives else outcome.alternatives,
        beside=gives,
    )


@legal_derivation("Arts 3 to 12", "Annex II")
def judge_item(facts: Facts, day: date) -> ItemOutcome:
    """Judge one item under the law of ``day``.

    Args:
        facts: values by name (see ``law/eu_2021_821/facts``); a name that is missing or None is unknown.
        day: the date whose law applies, 2021-09-09 or later.

    Raises:
        ValueError: ``day`` lies before 9.9.2021.
    """
    law = compiled_law(day)
    provisions = tuple(_judged(law.relevant.rules(facts), facts))
    low = high = settled = Effect.NOT_CONTROLLED
    undecided: list[JudgedProvision] = []
    for judged in provisions:
        if judged.low != judged.high:
            undecided.append(judged)
        elif judged.low > settled:
            settled = judged.low
        if judged.low > low:
            low = judged.low
        if judged.high > high:
            high = judged.high
    least = least_in_cases(facts, day, low) if low < high else low
    return ItemOutcome(
        law=law,
        provisions=provisions,
        low=least,
        high=high,
        open=tuple(undecided),
        settled=settled,
        alternatives=alternatives(facts, day, least) if least > low else (),
    )


def judge_those_asking(facts: Facts, day: date, names: frozenset[str]) -> tuple[JudgedProvision, ...]:
    """What the provisions of ``day`` say that ask for one of the facts ``names``: with other values of these, only they may say another thing."""
    return tuple(_judged(_asking(compiled_law(day).relevant.rules(facts), names), facts))


@lru_cache(maxsize=1024)
def _asking(rules: tuple[CompiledProvision, ...], names: frozenset[str]) -> tuple[CompiledProvision, ...]:
    return tuple(rule for rule in rules if rule.speaks_of(names))


def least_in_cases(facts: Facts, day: date, low: Effect) -> Effect:
    """The least that follows in every case that is possible, where that is more than ``low``.

    The most that can follow needs no cases: it rests on one provision alone (``tests/engine/test_cases_solver.py`` proves it).
    """
    cases = compiled_cases(day)
    if all(hinge(facts) is not None for hinge in cases.hinges):
        return low
    least = Effect.PROHIBITED
    for case in cases.possible(facts):
        least = min(least, case.least(facts))
        if least <= low:
            return low
    return least


def alternatives(facts: Facts, day: date, low: Effect) -> tuple[str, ...]:
    """Citations of the provisions that give ``low`` or more in one of the cases, in the order of the Regulation."""
    law = compiled_law(day)
    carrying = {
        citation for case in compiled_cases(day).possible(facts) for citation in case.carrying(facts, low)
    }
    return tuple(rule.rule.citation for rule in law.provisions if rule.rule.citation in carrying)


@dataclass(frozen=True, slots=True)
class BareJudgement:
    """A provision's truth and those of its reliefs, without reasons."""

    provision: Provision
    truth: Truth
    reliefs: tuple[tuple[Relief, Truth], ...]


def bare_judgements(
    facts: Facts, day: date, bears: Callable[[Provision, Iterable[Relief]], bool]
) -> tuple[BareJudgement, ...]:
    """What the provisions of ``day`` say, without reasons: for derivations that judge a transaction of their own.

    ``bears``: whether the derivation rests on a provision with these reliefs, on any day; the others are not judged.
    """
    return tuple(
        BareJudgement(
            rule.rule,
            rule.when.truth(facts),
            tuple((relief.rule, relief.when.truth(facts)) for relief in rule.reliefs),
        )
        for rule in _bearing(compiled_law(day).relevant.rules(facts), bears)
    )


@lru_cache(maxsize=1024)
def _bearing(
    rules: tuple[CompiledProvision, ...], bears: Callable[[Provision, Iterable[Relief]], bool]
) -> tuple[CompiledProvision, ...]:
    return tuple(rule for rule in rules if bears(rule.rule, (relief.rule for relief in rule.reliefs)))


def _judged(rules: Iterable[CompiledProvision], facts: Facts) -> Iterator[JudgedProvision]:
    """The judgement of each rule that applies or may apply, and of those that do not apply but are worth a finding."""
    nothing = Effect.NOT_CONTROLLED
    for rule in rules:
        when = rule.when
        truth = when.truth(facts)
        if truth is False:
            if rule.scope.truth(facts) is not False:
                judgement = Judgement(when.decider, facts, truth)
                yield JudgedProvision(rule=rule, judgement=judgement, reliefs=(), low=nothing, high=nothing)
            continue
        low = high = rule.rule.effect
        reliefs: list[JudgedRelief] = []
        for relief in rule.reliefs:
            judgement = relief.when.judge(facts)
            reliefs.append(JudgedRelief(relief, judgement))
            if judgement.truth is not False:
                effect = relief.rule.effect
                low = min(low, effect)
                if judgement.truth:
                    high = min(high, effect)
        least = low if truth else nothing
        judgement = Judgement(when.decider, facts, truth)
        yield JudgedProvision(rule=rule, judgement=judgement, reliefs=tuple(reliefs), low=least, high=high)


def intervals(
    facts: Facts, outcome: ItemOutcome, changes: Sequence[Facts]
) -> Iterator[tuple[Effect, Effect]]:
    """The interval if facts that are unknown until now were known too, for each of ``changes``, which change the same ones."""
    lowest, highest = max(outcome.low, outcome.settled), outcome.settled
    asking: list[CompiledProvision] = []
    for judged in outcome.open:
        if judged.rule.speaks_of(changes[0]):
            asking.append(judged.rule)
        else:
            lowest, highest = max(lowest, judged.low), max(highest, judged.high)
    asking.sort(key=lambda rule: rule.rule.effect, reverse=True)
    for changed in changes:
        overlay = {**facts, **changed}
        low, high = lowest, highest
        for rule in asking:
            if rule.rule.effect <= low:
                break  # neither this one nor the weaker ones behind it move an end
            least, most, _ = provision_ends(rule, overlay)
            low, high = max(low, least), max(high, most)
        yield low, max(low, high)


def provision_ends(rule: CompiledProvision, facts: Facts) -> tuple[Effect, Effect, tuple[str, ...]]:
    """The least and the most that a provision contributes, and the names of the facts of what is undecided in it."""
    truth = rule.when.truth(facts)
    if truth is False:
        return Effect.NOT_CONTROLLED, Effect.NOT_CONTROLLED, ()
    names = rule.when.names if truth is None else ()
    least = most = rule.rule.effect
    for relief in rule.reliefs:
        relieved = relief.when.truth(facts)
        if relieved is not False:
            least = min(least, relief.rule.effect)
            if relieved is True:
                most = min(most, relief.rule.effect)
            else:
                names += relief.when.names
    return (least if truth is True else Effect.NOT_CONTROLLED), most, names
