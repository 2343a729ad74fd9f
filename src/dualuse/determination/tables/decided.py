"""Outcome and case of each distinct combination of facts of a table.

Combinations that differ only in what decided nothing are one case: a case is judged once, by the evaluator of single
transactions, and its reasons hold for all of them. A rule *counts* for the reasons where it is a provision that applies
or may, a relief of such a one, or, where nothing bears on the row at all, a provision that was worth a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from dualuse.determination.tables.arrays import FALSE, TRUE, UNKNOWN, Arrays
from dualuse.determination.tables.nodes import Constant, simplified
from dualuse.determination.tables.rules import COVERED, NEEDS, RuleColumn, TableLaw
from dualuse.law.collection import law_as_of
from dualuse.law.logic import Leaf, Truth, leaves
from dualuse.law.provision import Provision, Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.determination.tables.arrays import Flags, Truths

    Numbers: TypeAlias = NDArray[np.int64]
    Asks: TypeAlias = Mapping[Leaf, tuple[str, Numbers]]

_FIELDS_PER_WORD: Final = 31


@dataclass(frozen=True, slots=True)
class Telling:
    """What a rule says, and the leaves that decided it, each with its own truth, in the order of the text."""

    rule: Provision | Relief
    truth: Truth
    deciding: tuple[tuple[Leaf, Truth], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A rule over all combinations: ``numbers`` say which of ``tellings`` holds, counted from 1; 0 where it says nothing."""

    tellings: tuple[Telling, ...]
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Decided:
    """Per combination: the ends of the outcome as numbers of ``Effect``, the reasons, and what is missing.

    ``told``: what the rules say that bear on it, provisions in the order of the Regulation, then reliefs. Combinations
    with the same integers in ``missing`` lack the same facts, ranked alike; all are zero where the outcome is final.
    """

    low: Truths
    high: Truths
    told: tuple[Told, ...]
    missing: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A provision over all combinations: its truth, that of its reliefs, the ends of what it contributes."""

    rule: RuleColumn
    truth: Truths
    reliefs: tuple[tuple[RuleColumn, Truths], ...]
    high: Truths


def decided(law: TableLaw, truths: Mapping[str, Truths], height: int, asks: Asks) -> Decided:
    """Judge ``height`` combinations.

    Args:
        law: the rules on the table.
        truths: per column of a leaf its truth in each combination.
        height: the number of combinations.
        asks: per leaf the name of a group of leaves, and in each combination a number for what those of the group that
            are open ask for: it belongs to what is missing where such a leaf keeps a rule open.
    """
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
    judged = tuple(_judged(rule, law, arrays) for rule in law.provisions)
    told = tuple(
        _told(rule, truth, where, arrays)
        for rule, truth, where in _counted(law, judged, arrays, high)
        if where.any()
    )
    missing = _Fields(arrays, known, height, asks)
    for rule, truth, where, matters in _waiting(judged, low, high):
        missing.add_open(rule, truth, where, matters)
    _add_direct_export(missing, law, known, height)
    is_open = low != high
    ends = np.where(is_open, 1 + low + 8 * high.astype(np.int64), 0).astype(np.int64)
    return Decided(
        low,
        high,
        told,
        (ends, *missing.joined(), *missing.asked()),
    )


def _judged(rule: RuleColumn, law: TableLaw, arrays: Arrays) -> _Judged:
    truth = arrays.of(rule.column)
    reliefs = tuple((relief, arrays.of(relief.column)) for relief in law.reliefs[rule.rule.citation])
    high = np.where(truth == FALSE, 0, int(rule.rule.effect)).astype(np.int8)
    for relief, relieved in reliefs:
        high = np.where(relieved == TRUE, np.minimum(high, int(relief.rule.effect)), high).astype(np.int8)
    return _Judged(rule, truth, reliefs, high)


def _counted(
    law: TableLaw, judged: tuple[_Judged, ...], arrays: Arrays, high: Truths
) -> Iterator[tuple[RuleColumn, Truths, Flags]]:
    """The rules whose reasons are told, each with its truth and where it counts."""
    nothing = high == FALSE
    possible = {one.rule.rule.citation: one for one in judged}
    bearing: dict[str, Flags] = {}
    reliefs: dict[str, tuple[RuleColumn, Truths]] = {}
    for provision in law_as_of(law.day).provisions:
        one = possible.get(provision.citation)
        rule = one.rule if one else RuleColumn(provision, Constant(False), "")
        truth = one.truth if one else arrays.of(Constant(False))
        bearing[provision.citation] = truth != FALSE
        shown = arrays.of(simplified(provision.relevant_when, law.columns)) != FALSE
        yield rule, truth, bearing[provision.citation] | (nothing & shown)
        reliefs |= {
            relief.rule.citation: (relief, relieved) for relief, relieved in (one.reliefs if one else ())
        }
    for relief, truth in reliefs.values():
        assert isinstance(relief.rule, Relief)
        yield (
            relief,
            truth,
            np.any([bearing[citation] for citation in relief.rule.of if citation in bearing], axis=0),
        )


def _waiting(
    judged: tuple[_Judged, ...], low: Truths, high: Truths
) -> Iterator[tuple[RuleColumn, Truths, Flags, Flags]]:
    """The rules that can still move the outcome, with their truth, where they wait, and where their truth matters.

    As in ``determination.missing``: provisions that could raise the low end, and reliefs that could lower those.
    """
    for one in judged:
        relevant = (one.truth != FALSE) & (one.high > low) & (low != high)
        if not relevant.any():
            continue
        yield one.rule, one.truth, relevant & (one.truth == UNKNOWN), relevant
        for relief, relieved in one.reliefs:
            lowers = relevant & (one.high > int(relief.rule.effect))
            yield relief, relieved, lowers & (relieved == UNKNOWN), lowers


_OF_NUMBER: Final[dict[int, Truth]] = {FALSE: False, UNKNOWN: None, TRUE: True}
_LEAVES_PER_KEY: Final = 30


def _told(rule: RuleColumn, truth: Truths, where: Flags, arrays: Arrays) -> Told:
    """What ``rule`` says, and by which leaves, in the combinations ``where`` it counts."""
    rows = np.flatnonzero(where)
    deciding: dict[Leaf, Flags] = {}
    for leaf, here in arrays.deciding(rule.rule.when, truth, where):
        deciding[leaf] = deciding[leaf] | here if leaf in deciding else here
    truths = {leaf: arrays.truth(leaf)[rows] for leaf in deciding}
    here_only = {leaf: flags[rows] for leaf, flags in deciding.items()}
    key = truth[rows].astype(np.int64)
    for number, (leaf, flags) in enumerate(here_only.items(), 1):
        if number % _LEAVES_PER_KEY == 0:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
        key = key * 4 + np.where(flags, truths[leaf] + 1, 0)
    _, first, numbers = np.unique(key, return_index=True, return_inverse=True)
    everywhere = np.zeros(len(where), dtype=np.int64)
    everywhere[rows] = numbers + 1
    order = {leaf: place for place, leaf in enumerate(dict.fromkeys(leaves(rule.rule.when)))}
    inside = sorted(here_only, key=order.__getitem__)
    return Told(
        tuple(
            Telling(
                rule.rule,
                _OF_NUMBER[int(truth[rows[position]])],
                tuple(
                    (leaf, _OF_NUMBER[int(truths[leaf][position])])
                    for leaf in inside
                    if here_only[leaf][position]
                ),
            )
            for position in first
        ),
        everywhere,
    )


def _add_direct_export(missing: _Fields, law: TableLaw, known: Mapping[str, Truths], height: int) -> None:
    """Where Art. 11(2) waits for the direct export, what that export waits for belongs to what is missing."""
    waiting = [missing.open_leaf(leaf) for leaf in (NEEDS, COVERED)]
    where = waiting[0] | waiting[1]
    if not where.any():
        return
    exported = Arrays(law.exported.columns, known, height)
    missing.look_at(exported)
    for rule in law.exported.rules:
        truth = exported.of(rule.node)
        missing.add_open(rule, truth, where & (truth == UNKNOWN), where)


class _Fields:
    """Collects what makes a case: two bits a field."""

    def __init__(self, arrays: Arrays, known: Mapping[str, Truths], height: int, asks: Asks) -> None:
        self._arrays = arrays
        self._known = known
        self._height = height
        self._asks = asks
        self._fields: list[Truths] = []
        self._open: dict[str, Numbers] = {}
        self._open_leaves: dict[Leaf, Flags] = {}

    def look_at(self, arrays: Arrays) -> None:
        """Read the truths of conditions from ``arrays`` from now on."""
        self._arrays = arrays

    def open_leaf(self, leaf: Leaf) -> Flags:
        """Where ``leaf`` keeps a rule open."""
        return self._open_leaves.get(leaf, np.zeros(self._height, dtype=np.bool_))

    def add_open(self, rule: RuleColumn, truth: Truths, where: Flags, told: Flags) -> None:
        """The truth of ``rule`` where it is told, and where it is open each place in it that is open and decides.

        Place by place: what is still open, and how, tells what an answer would settle.
        """
        self._fields.append(np.where(told, truth + 1, 0).astype(np.int8))
        if not where.any():
            return
        for leaf, here in self._arrays.deciding(rule.rule.when, truth, where):
            self._fields.append(here.astype(np.int8))
            self._open_leaves[leaf] = self.open_leaf(leaf) | here
            if leaf in self._asks:
                group, numbers = self._asks[leaf]
                before = self._open.get(group)
                asked = np.where(here, numbers, 0)
                self._open[group] = asked if before is None else np.maximum(before, asked)

    def joined(self) -> Iterator[Numbers]:
        """The fields as few integers."""
        yield from _joined(self._fields)

    def asked(self) -> Iterator[Numbers]:
        """What the leaves that keep rules open ask for, group by group."""
        yield from self._open.values()


def _joined(fields: list[Truths]) -> Iterator[Numbers]:
    for start in range(0, len(fields), _FIELDS_PER_WORD):
        total = np.zeros(len(fields[0]), dtype=np.int64)
        for place, field in enumerate(fields[start : start + _FIELDS_PER_WORD]):
            total |= field.astype(np.int64) << (2 * place)
        yield total
