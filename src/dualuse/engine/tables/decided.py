"""Outcome of each distinct combination of facts of a table, and keys of its reasons and of what is missing.

Combinations that differ only in what decided nothing have the same reasons: their key is made of what the rules say,
each by the leaves that decided it. A rule *counts* for the reasons where it is a provision that applies or may, a
relief of such a one, or, where nothing bears on the row at all, a provision that was worth a finding. Of one
combination for each key :func:`told` puts together what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import FALSE, TRUE, TRUTH, UNKNOWN, Arrays
from dualuse.engine.tables.keys import Keys
from dualuse.engine.tables.nodes import Constant, simplified
from dualuse.engine.tables.rules import (
    COVERED,
    NEEDS,
    SEVERITIES,
    AnyRuleColumn,
    RuleColumn,
    TableLaw,
)
from dualuse.law.language.logic import AtLeast, Is, Leaf, Truth, leaves
from dualuse.law.language.provision import Effect, Provision, Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Flags, Truths
    from dualuse.engine.tables.keys import Sums

    Numbers: TypeAlias = NDArray[np.int64]
    Asks: TypeAlias = Mapping[Leaf, tuple[str, Numbers]]
    Stated: TypeAlias = Mapping[str, tuple[tuple[str | None, ...], Numbers]]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What a rule says, and the leaves that decided it, each with its own truth, in the order of the text.

    Told apart by identity: combinations of which a rule says the same share what it says.

    ``values``: for each of these leaves the value that is stated, where it asks for a fact with named values.
    """

    rule: Provision | Relief
    truth: Truth
    deciding: tuple[tuple[Leaf, Truth], ...]
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Per combination: the ends of the outcome as numbers of ``Effect``, and keys of its reasons and what is missing.

    Combinations with the same ``case`` have the same reasons; those with the same ``lacking`` lack the same facts,
    ranked alike; it is zero where the outcome is final.
    """

    low: Truths
    high: Truths
    case: Sums
    lacking: Sums


@dataclass(frozen=True, slots=True)
class _Judged:
    """A provision over all combinations: its truth, that of its reliefs, the ends of what it contributes."""

    rule: RuleColumn[Provision]
    truth: Truths
    reliefs: tuple[tuple[RuleColumn[Relief], Truths], ...]
    high: Truths


@dataclass(frozen=True, slots=True)
class _Standing:
    """The law on combinations: the truths of all rules, and the outcome.

    ``alternatives``: provisions at least one of which gives the low end where none is known to, and where they do.
    """

    arrays: Arrays
    judged: tuple[_Judged, ...]
    low: Truths
    high: Truths
    alternatives: dict[str, Flags]


def _standing(law: TableLaw, truths: Mapping[str, Truths], height: int) -> _Standing:
    known = dict(truths)
    arrays = Arrays(law.columns, known, height)
    for name, node in law.definitions.items():
        known[name] = arrays.of(node)
    for rule in law.rules():
        if not isinstance(rule.node, Constant):
            known[rule.name] = arrays.of(rule.node)
    at_least = [arrays.of(node) for node in law.severities()]
    low: Truths = np.asarray(np.sum([truth == TRUE for truth in at_least], axis=0), dtype=np.int8)
    high: Truths = np.asarray(np.sum([truth != FALSE for truth in at_least], axis=0), dtype=np.int8)
    low, alternatives = _certain(law, arrays, low, high)
    judged = tuple(_judged(rule, law, arrays) for rule in law.provisions)
    return _Standing(arrays, judged, low, high, alternatives)


def _certain(law: TableLaw, arrays: Arrays, low: Truths, high: Truths) -> tuple[Truths, dict[str, Flags]]:
    """The low end: in combinations that more than one case is possible for, what is certain in all of these.

    And the provisions that give it in one of them, where that is more than they give without cases.
    """
    rows = np.flatnonzero(low < high)
    of_rows = arrays.taken(rows)
    possible = [of_rows.of(case.possible) == TRUE for case in law.cases]
    several = (
        np.sum([case.choices * of_case for case, of_case in zip(law.cases, possible, strict=True)], axis=0)
        > 1
    )
    rows = rows[several]
    least: Truths = np.full(len(rows), int(Effect.PROHIBITED), dtype=np.int8)
    for case, of_case in zip(law.cases, possible, strict=True):
        asked = of_case[several] & (least > low[rows])
        part = arrays.taken(rows[asked])
        reached = np.sum([part.of(case.reaches(severity)) == TRUE for severity in SEVERITIES], axis=0)
        least[asked] = np.minimum(least[asked], reached)
    raised_low = low.copy()
    raised_low[rows] = np.maximum(low[rows], least)
    raised = rows[raised_low[rows] > low[rows]]
    return raised_low, _alternatives(law, arrays, raised_low, raised)


def _alternatives(law: TableLaw, arrays: Arrays, low: Truths, raised: Numbers) -> dict[str, Flags]:
    """Per citation the combinations among ``raised`` in which it gives the low end in a case."""
    carrying_rows: dict[str, Flags] = {}
    for severity in SEVERITIES:
        rows = raised[low[raised] == severity]
        for case in law.cases if len(rows) else ():
            of_case = rows[arrays.taken(rows).of(case.possible) == TRUE]
            part = arrays.taken(of_case)
            for provision in case.provisions if len(of_case) else ():
                if provision.effect >= severity:
                    carrying = of_case[part.of(provision.unrelieved(severity)) == TRUE]
                    if len(carrying):
                        flags = carrying_rows.setdefault(
                            provision.citation, np.zeros(len(low), dtype=np.bool_)
                        )
                        flags[carrying] = True
    return carrying_rows


def decided(
    law: TableLaw, truths: Mapping[str, Truths], height: int, asks: Asks, stated: Stated, keys: Keys
) -> Decided:
    """Judge ``height`` combinations.

    Args:
        law: the rules on the table.
        truths: per column of a leaf its truth in each combination.
        height: the number of combinations.
        asks: per leaf the name of a group of leaves, and in each combination a number for what those of the group that
            are open ask for: it belongs to what is missing where such a leaf keeps a rule open.
        stated: per fact with named values the values, and in each combination the place of its own among them.
        keys: the numbers that keys are made of, of one day.
    """
    standing = _standing(law, truths, height)
    low, high = standing.low, standing.high
    case = keys.of_values(8, "low")[low] + keys.of_values(8, "high")[high]
    for rule, truth, where in _counted(law, standing):
        if where.any():
            _add_tellings(case, rule, truth, where=where, arrays=standing.arrays, stated=stated, keys=keys)
    for citation, flags in standing.alternatives.items():
        case = case + np.where(flags, keys.of(citation, "alternative"), np.uint64(0))
    lacking = _Lacking(standing.arrays, height, asks, keys)
    for rule, truth, where, matters in _waiting(standing):
        lacking.add_open(rule, truth, where, matters)
    _add_direct_export(lacking, law, standing.arrays)
    ends = keys.of_numbers(1 + low + 8 * high.astype(np.int64), "ends")
    return Decided(low, high, case, np.where(low != high, ends + lacking.total(), np.uint64(0)))


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules say of a combination, provisions in the order of the Regulation, then their reliefs.

    ``alternatives``: as in ``engine.outcome.ItemOutcome``.
    """

    tellings: tuple[Telling, ...]
    alternatives: tuple[str, ...]


def told(law: TableLaw, truths: Mapping[str, Truths], height: int, stated: Stated) -> list[Told]:
    """What is said of each combination."""
    standing = _standing(law, truths, height)
    tellings: list[list[Telling]] = [[] for _ in range(height)]
    for rule, truth, where in _counted(law, standing):
        for row, telling in _row_tellings(rule, truth, where, standing.arrays, stated):
            tellings[row].append(telling)
    return [
        Told(
            tuple(_in_order(of_row)),
            tuple(
                rule.rule.citation
                for rule in law.provisions
                if rule.rule.citation in standing.alternatives
                and standing.alternatives[rule.rule.citation][row]
            ),
        )
        for row, of_row in enumerate(tellings)
    ]


def _in_order(tellings: list[Telling]) -> list[Telling]:
    """What is said of a row, each relief where the first provision that bears on the row names it.

    So the order does not depend on the provisions that bear on other rows.
    """
    bearing = [
        telling.rule.citation
        for telling in tellings
        if isinstance(telling.rule, Provision) and telling.truth is not False
    ]
    places = {citation: place for place, citation in enumerate(bearing)}
    provisions = [telling for telling in tellings if isinstance(telling.rule, Provision)]
    reliefs = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Relief)]
    reliefs.sort(key=lambda pair: min(places.get(citation, len(places)) for citation in pair[0].of))
    return [*provisions, *(telling for _, telling in reliefs)]


def _judged(rule: RuleColumn[Provision], law: TableLaw, arrays: Arrays) -> _Judged:
    truth = arrays.of(rule.column)
    reliefs = tuple((relief, arrays.of(relief.column)) for relief in law.reliefs[rule.rule.citation])
    high = np.where(truth == FALSE, 0, int(rule.rule.effect)).astype(np.int8)
    for relief, relieved in reliefs:
        high = np.where(relieved == TRUE, np.minimum(high, int(relief.rule.effect)), high).astype(np.int8)
    return _Judged(rule, truth, reliefs, high)


def _counted(law: TableLaw, standing: _Standing) -> Iterator[tuple[AnyRuleColumn, Truths, Flags]]:
    """The rules whose reasons are told, each with its truth and where it counts."""
    arrays = standing.arrays
    nothing = standing.high == FALSE
    possible = {judged.rule.rule.citation: judged for judged in standing.judged}
    bearing: dict[str, Flags] = {}
    reliefs: dict[str, tuple[RuleColumn[Relief], Truths]] = {}
    for place, provision in enumerate(law.law.provisions):
        judged = possible.get(provision.citation)
        rule = judged.rule if judged else RuleColumn(provision, Constant(False), place)
        truth = judged.truth if judged else arrays.of(Constant(False))
        bearing[provision.citation] = truth != FALSE
        shown = arrays.of(simplified(provision.relevant_when, law.columns)) != FALSE
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


def _waiting(
    standing: _Standing,
) -> Iterator[tuple[AnyRuleColumn, Truths, Flags, Flags]]:
    """The rules that can still move the outcome, with their truth, where they wait, and where their truth matters.

    As in ``engine.missing``: provisions that could raise the low end, and reliefs that could lower those.
    """
    low, high = standing.low, standing.high
    for judged in standing.judged:
        relevant = (judged.truth != FALSE) & (judged.high > low) & (low != high)
        if not relevant.any():
            continue
        yield judged.rule, judged.truth, relevant & (judged.truth == UNKNOWN), relevant
        for relief, relieved in judged.reliefs:
            lowers = relevant & (judged.high > int(relief.rule.effect))
            yield relief, relieved, lowers & (relieved == UNKNOWN), lowers


def _add_tellings(
    case: Sums,
    rule: AnyRuleColumn,
    truth: Truths,
    *,
    where: Flags,
    arrays: Arrays,
    stated: Stated,
    keys: Keys,
) -> None:
    """Add what ``rule`` says to the keys of the combinations ``where`` it counts."""
    rows = np.flatnonzero(where)
    taken = arrays.taken(rows)
    of_rows = truth[rows]
    total = keys.of_values(4, rule.name)[of_rows + 1]
    for place, (leaf, flags) in enumerate(_deciding(rule, of_rows, taken)):
        truths = taken.truth(leaf)
        numbered = np.where(flags, truths + 1, 0)
        total += keys.of_values(4, rule.name, place)[numbered]
        if isinstance(leaf, (Is, AtLeast)) and leaf.fact in stated:
            values, numbers = stated[leaf.fact]
            of_fact = np.where(flags & (truths != UNKNOWN), numbers[rows] + 1, 0)
            total += keys.of_values(len(values) + 1, rule.name, place, "value")[of_fact]
    case[rows] += total


def _deciding(rule: AnyRuleColumn, truth: Truths, taken: Arrays) -> Iterator[tuple[Leaf, Flags]]:
    """Each leaf of ``rule``, in the order of the text, with the rows in which it decides at one of its places."""
    decisive: dict[Leaf, Flags] = {}
    for _, leaf, here in taken.deciding(rule.rule.when, truth, np.ones(len(truth), dtype=np.bool_)):
        decisive[leaf] = decisive[leaf] | here if leaf in decisive else here
    nowhere = np.zeros(len(truth), dtype=np.bool_)
    for leaf in dict.fromkeys(leaves(rule.rule.when)):
        yield leaf, decisive.get(leaf, nowhere)


def _row_tellings(
    rule: AnyRuleColumn, truth: Truths, where: Flags, arrays: Arrays, stated: Stated
) -> Iterator[tuple[int, Telling]]:
    """What ``rule`` says, combination by combination."""
    rows = np.flatnonzero(where)
    taken = arrays.taken(rows)
    deciding = [
        (leaf, flags, taken.truth(leaf)) for leaf, flags in _deciding(rule, truth[rows], taken) if flags.any()
    ]
    tellings: dict[bytes, Telling] = {}
    for position, (row, what) in enumerate(
        zip(rows.tolist(), _numbers_of_tellings(rows, truth, deciding, stated), strict=True)
    ):
        key = what.tobytes()
        if key not in tellings:
            decisive = tuple(
                (leaf, TRUTH[int(truths[position])]) for leaf, flags, truths in deciding if flags[position]
            )
            values = tuple(_value(leaf, row, stated) for leaf, _ in decisive)
            tellings[key] = Telling(rule.rule, TRUTH[int(truth[row])], decisive, values)
        yield row, tellings[key]


def _numbers_of_tellings(
    rows: Numbers, truth: Truths, deciding: list[tuple[Leaf, Flags, Truths]], stated: Stated
) -> Numbers:
    """Numbers for each of ``rows``: where they are the same, a rule says the same."""
    numbers: list[NDArray[Any]] = [truth[rows]]
    for leaf, flags, truths in deciding:
        numbers.append(np.where(flags, truths + 2, 0))
        if isinstance(leaf, (Is, AtLeast)) and leaf.fact in stated:
            numbers.append(np.where(flags, stated[leaf.fact][1][rows], -1))
    return np.stack(numbers, axis=1).astype(np.int64)


def _value(leaf: Leaf, row: int, stated: Stated) -> str | None:
    if not isinstance(leaf, (Is, AtLeast)) or leaf.fact not in stated:
        return None
    values, numbers = stated[leaf.fact]
    return values[int(numbers[row])]


def _add_direct_export(lacking: _Lacking, law: TableLaw, arrays: Arrays) -> None:
    """Where Art. 11(2) waits for the direct export, what that export waits for belongs to what is missing."""
    where = lacking.open_leaf(NEEDS) | lacking.open_leaf(COVERED)
    if not where.any():
        return
    exported = arrays.over(law.exported.columns)
    lacking.look_at(exported)
    for rule in law.exported.rules:
        truth = exported.of(rule.node)
        lacking.add_open(rule, truth, where & (truth == UNKNOWN), where, "export")


class _Lacking:
    """Collects what keeps combinations open, as sums of numbers."""

    def __init__(self, arrays: Arrays, height: int, asks: Asks, keys: Keys) -> None:
        self._arrays = arrays
        self._height = height
        self._asks = asks
        self._keys = keys
        self._total = np.zeros(height, dtype=np.uint64)
        self._open: dict[str, Numbers] = {}
        self._open_leaves: dict[Leaf, Flags] = {}

    def look_at(self, arrays: Arrays) -> None:
        """Read the truths of conditions from ``arrays`` from now on."""
        self._arrays = arrays

    def open_leaf(self, leaf: Leaf) -> Flags:
        """Where ``leaf`` keeps a rule open."""
        return self._open_leaves.get(leaf, np.zeros(self._height, dtype=np.bool_))

    def add_open(
        self, rule: AnyRuleColumn, truth: Truths, where: Flags, matters: Flags, activity: str = ""
    ) -> None:
        """The truth of ``rule`` where it matters, and where it is open each place in it that is open and decides.

        Place by place: what is still open, and how, tells what an answer would settle.
        """
        subject = (rule.name, activity)
        self._total += self._keys.of_values(4, *subject)[np.where(matters, truth + 1, 0)]
        rows = np.flatnonzero(where)
        if not len(rows):
            return
        taken = self._arrays.taken(rows)
        everywhere = np.ones(len(rows), dtype=np.bool_)
        for place, leaf, here in taken.deciding(rule.rule.when, truth[rows], everywhere):
            open_rows = rows[here]
            self._total[open_rows] += self._keys.of(*subject, "open", place)
            self._note_open(leaf, open_rows)

    def _note_open(self, leaf: Leaf, rows: Numbers) -> None:
        if leaf in (NEEDS, COVERED):
            flags = self.open_leaf(leaf)
            flags[rows] = True
            self._open_leaves[leaf] = flags
        if leaf in self._asks:
            group, numbers = self._asks[leaf]
            asked = self._open.setdefault(group, np.zeros(self._height, dtype=np.int64))
            asked[rows] = np.maximum(asked[rows], numbers[rows])

    def total(self) -> Sums:
        """The sums, with what the leaves that keep rules open ask for, group by group."""
        for group, numbers in self._open.items():
            self._total = self._total + self._keys.of_numbers(numbers, "asks", group)
        return self._total
