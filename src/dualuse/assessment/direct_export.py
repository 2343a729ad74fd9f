"""The direct export of Art. 11(2)(b): what it would need, judged in place of the transfer within the Union.

Two facts follow from it: whether it would need an authorisation, and whether one of general kind covers it. The rules
of the export are not written a second time; they are judged with the activity replaced, and what these facts wait for
is what those rules wait for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from dualuse.assessment.member_state import any_truth
from dualuse.engine.missing import open_leaves
from dualuse.engine.outcome import (
    BareJudgement,
    JudgedProvision,
    JudgedRelief,
    bare_judgements,
    judge_item,
)
from dualuse.engine.relevance import Leaves, OpenLeaf, every_way, some_way, ways
from dualuse.law.derivation import legal_derivation
from dualuse.law.language.logic import Condition, Facts, Leaf, Truth, evaluate
from dualuse.law.language.provision import Effect, Provision

NEEDS: Final = "export.needs_authorisation"
COVERED: Final = "export.generally_authorised"
DERIVED: Final = (NEEDS, COVERED)
_ARTICLES: Final = ("Art. 3(", "Art. 4(", "Art. 5(", "Art. 9(", "Art. 10(")


@legal_derivation("Art. 11(2)(b)")
def direct_export(facts: dict[str, Any], day: date) -> dict[str, Truth]:
    """Art. 11(2)(b): the two facts, where the activity is a transfer within the Union or not known."""
    if facts["activity"] not in ("intra_union_transfer", None):
        return {}
    judgements = bare_judgements(_as_export(facts), day)
    needs = any_truth(
        _unexempted(judged) for judged in judgements if _asks_for_authorisation(judged.provision)
    )
    covered = any_truth(
        truth
        for judged in judgements
        if judged.truth is not False
        for relief, truth in judged.reliefs
        if relief.identifier
    )
    return {NEEDS: needs, COVERED: covered}


def _as_export(facts: Facts) -> dict[str, Any]:
    return {**facts, "activity": "export"}


def _asks_for_authorisation(provision: Provision) -> bool:
    """Whether the provision is one of those that Art. 11(2)(b) names."""
    return provision.citation.startswith(_ARTICLES) and provision.effect is Effect.AUTHORISATION_REQUIRED


def _unexempted(judged: BareJudgement) -> Truth:
    """Whether the provision applies and no exemption (other than a general authorisation) frees from it."""
    truth = judged.truth
    exempt = any_truth(freed for relief, freed in judged.reliefs if not relief.identifier)
    if truth is False or exempt is True:
        return False
    return None if None in (truth, exempt) else True


def _bearing(fact: str, export: Facts, day: date) -> Iterator[tuple[JudgedProvision, list[JudgedRelief]]]:
    """The provisions that ``fact`` rests on and that may apply, each with its exemptions or general authorisations."""
    needs = fact == NEEDS
    for judged in judge_item(export, day).provisions:
        reliefs = [one for one in judged.reliefs if bool(one.relief.identifier) is not needs]
        relevant = _asks_for_authorisation(judged.provision) if needs else bool(reliefs)
        if relevant and judged.judgement.truth is not False:
            yield judged, reliefs


def waits_for(fact: str, facts: Facts, day: date) -> tuple[Facts, tuple[tuple[str, tuple[Leaf, ...]], ...]]:
    """What an open fact of the direct export waits for: the facts of that export, and open leaves by citation."""
    export = _as_export(facts)
    found: list[tuple[str, tuple[Leaf, ...]]] = []
    for judged, reliefs in _bearing(fact, export, day):
        rules = [(judged.provision.citation, judged.judgement)]
        rules += [(one.relief.citation, one.judgement) for one in reliefs]
        found += [
            (citation, tuple(open_leaves(judgement)))
            for citation, judgement in rules
            if judgement.truth is None
        ]
    return export, tuple(found)


def ways_to(fact: str, target: bool, facts: Facts, day: date, open_leaf: OpenLeaf) -> Leaves | None:
    """``determination.relevance.ways`` for an open fact of the direct export."""
    export = _as_export(facts)
    truths: dict[Leaf, Truth] = {}

    def truth_of(leaf: Leaf) -> Truth:
        if leaf not in truths:
            truths[leaf] = evaluate(leaf, export, day)
        return truths[leaf]

    def to(condition: Condition, wanted: bool) -> Leaves | None:
        return ways(condition, wanted, truth_of, open_leaf)

    found: list[Leaves | None] = []
    for judged, reliefs in _bearing(fact, export, day):
        when, conditions = judged.provision.when, [one.relief.when for one in reliefs]
        if fact == NEEDS and target:
            found.append(every_way([to(when, True), *(to(one, False) for one in conditions)]))
        elif fact == NEEDS:
            found.append(some_way([to(when, False), *(to(one, True) for one in conditions)]))
        elif target:
            found += [to(one, True) for one in conditions]
        else:
            found += [some_way([to(when, False), to(one, False)]) for one in conditions]
    return some_way(found) if target else every_way(found)
