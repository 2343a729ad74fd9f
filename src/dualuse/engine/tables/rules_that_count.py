"""The law applied to the distinct combinations of a table: which rules count, wait and decide in each of them.

A rule *counts* for the reasons if it is a provision that applies or may apply, a relief from such a provision, or, where
nothing bears on the row at all, a provision that deserved a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import FALSE, TRUE, UNKNOWN, Arrays, leaves_within
from dualuse.engine.tables.ends import ends
from dualuse.engine.tables.nodes import Constant
from dualuse.engine.tables.rules import SEVERITIES, AnyRuleColumn, RuleColumn, TableLaw
from dualuse.law.language.logic import Leaf
from dualuse.law.language.provision import Provision, Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Flags, Truths

    Numbers: TypeAlias = NDArray[np.int64]
    Stated: TypeAlias = Mapping[str, tuple[tuple[str | None, ...], Numbers]]
    """Per fact with named values the values, and in each combination the place of its own among them."""


@dataclass(frozen=True, slots=True)
class JudgedColumn:
    """A provision over all combinations: its truth, the truth of its reliefs, and the most that it contributes."""

    rule: RuleColumn[Provision]
    truth: Truths
    reliefs: tuple[tuple[RuleColumn[Relief], Truths], ...]
    high: Truths


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCombinations:
    """The law applied to all combinations: the truth of every rule, and the outcome.

    ``alternatives``: provisions of which at least one gives the low end, though it is not known which, and where they do so.
    """

    arrays: Arrays
    judged: tuple[JudgedColumn, ...]
    low: Truths
    high: Truths
    alternatives: dict[str, Flags]


def judged_combinations(law: TableLaw, truths: Mapping[str, Truths], height: int) -> JudgedCombinations:
    """Apply the law to ``height`` combinations; ``truths``: for each column of a leaf, its truth in every combination."""
    of_all = ends(law, truths, height)
    judged = tuple(_judged(rule, law, of_all.arrays) for rule in law.provisions)
    alternatives = _alternatives(law, of_all.arrays, of_all.low, of_all.raised)
    return JudgedCombinations(
        arrays=of_all.arrays, judged=judged, low=of_all.low, high=of_all.high, alternatives=alternatives
    )


def _alternatives(law: TableLaw, arrays: Arrays, low: Truths, raised: Numbers) -> dict[str, Flags]:
    """For each citation, the combinations among ``raised`` in which the provision gives the low end of a case."""
    carrying_rows: dict[str, Flags] = {}
    for severity in SEVERITIES:
        rows = raised[low[raised] == severity]
        for case in law.cases if len(rows) else ():
            of_case = rows[arrays.taken(rows).truths_of(case.possible) == TRUE]
            part = arrays.taken(of_case)
            for provision in case.provisions if len(of_case) else ():
                if provision.effect >= severity:
                    carrying = of_case[part.truths_of(provision.unrelieved(severity)) == TRUE]
                    if len(carrying):
                        flags = carrying_rows.setdefault(
                            provision.citation, np.zeros(len(low), dtype=np.bool_)
                        )
                        flags[carrying] = True
    return carrying_rows


def _judged(rule: RuleColumn[Provision], law: TableLaw, arrays: Arrays) -> JudgedColumn:
    truth = arrays.truths_of(rule.column)
    reliefs = tuple((relief, arrays.truths_of(relief.column)) for relief in law.reliefs[rule.rule.citation])
    high = np.where(truth == FALSE, 0, int(rule.rule.effect)).astype(np.int8)
    for relief, relieved in reliefs:
        high = np.where(relieved == TRUE, np.minimum(high, int(relief.rule.effect)), high).astype(np.int8)
    return JudgedColumn(rule, truth, reliefs, high)


def counted(law: TableLaw, combinations: JudgedCombinations) -> Iterator[tuple[AnyRuleColumn, Truths, Flags]]:
    """The rules whose reasons are shown, each with its truth and the combinations in which it counts."""
    arrays = combinations.arrays
    nothing = combinations.high == FALSE
    possible = {judged.rule.rule.citation: judged for judged in combinations.judged}
    bearing: dict[str, Flags] = {}
    reliefs: dict[str, tuple[RuleColumn[Relief], Truths]] = {}
    for place, provision in enumerate(law.law.provisions):
        judged = possible.get(provision.citation)
        rule = judged.rule if judged else RuleColumn(provision, Constant(False), place)
        truth = judged.truth if judged else arrays.truths_of(Constant(False))
        bearing[provision.citation] = truth != FALSE
        shown = arrays.truths_of(law.worth_a_finding[place]) != FALSE
        yield rule, truth, bearing[provision.citation] | (nothing & shown)
        reliefs |= {
            relief.name: (relief, relieved) for relief, relieved in (judged.reliefs if judged else ())
        }
    for relief, truth in sorted(reliefs.values(), key=lambda pair: pair[0].place):
        yield (
            relief,
            truth,
            np.any([bearing[citation] for citation in relief.rule.of if citation in bearing], axis=0),
        )


def waiting(
    combinations: JudgedCombinations,
) -> Iterator[tuple[AnyRuleColumn, Truths, Flags, Flags]]:
    """The rules that can still move the outcome: their truth, where they are undecided, and where their truth matters.

    As in ``engine.wanted_facts``: provisions that could raise the low end, and reliefs that could lower such provisions.
    """
    low, high = combinations.low, combinations.high
    for judged in combinations.judged:
        relevant = (judged.truth != FALSE) & (judged.high > low) & (low != high)
        if not np.count_nonzero(relevant):
            continue
        yield judged.rule, judged.truth, relevant & (judged.truth == UNKNOWN), relevant
        for relief, relieved in judged.reliefs:
            lowers = relevant & (judged.high > int(relief.rule.effect))
            yield relief, relieved, lowers & (relieved == UNKNOWN), lowers


def deciding_leaves(rule: AnyRuleColumn, truth: Truths, taken: Arrays) -> Iterator[tuple[Leaf, Flags]]:
    """Each leaf of ``rule``, in the order of the text, with the rows in which it decides at one of its places."""
    decisive: dict[Leaf, Flags] = {}
    for _, leaf, here in taken.deciding(rule.rule.when, truth, np.ones(len(truth), dtype=np.bool_)):
        decisive[leaf] = decisive[leaf] | here if leaf in decisive else here
    nowhere = np.zeros(len(truth), dtype=np.bool_)
    for leaf in leaves_within(rule.rule.when):
        yield leaf, decisive.get(leaf, nowhere)
