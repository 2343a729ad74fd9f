"""The law of a day on rows, as expressions over two-valued columns: for each truth whether it *holds* and whether it *may*.

Kleene's connectives keep the two apart: "all" holds where all parts hold and may where all may, "not" holds where its
part may not. Two columns of plain truths are several times cheaper than one with nulls, on every engine.

Leaves come from numbered fields: small integers on the rows, with the truth of each leaf per number. What a condition
asks of one field only is worked out per number beforehand and becomes one column, however many leaves it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Final, TypeAlias

import narwhals as nw
import numpy as np

from dualuse.determination.tables.arrays import FALSE, TRUE, UNKNOWN
from dualuse.determination.tables.nodes import (
    Column,
    Conjunction,
    Constant,
    Disjunction,
    Negation,
    Node,
    Possibly,
    conjunction,
    disjunction,
    negation,
)
from dualuse.determination.tables.rules import SEVERITIES, RuleColumn, TableLaw
from dualuse.law.logic import Flag, Truth

if TYPE_CHECKING:
    from dualuse.determination.tables.arrays import Truths

Numbered: TypeAlias = "Mapping[str, tuple[str, Truths]]"
"""Per column of a leaf the field that it follows from, and its truth for each number of the field."""


@dataclass(frozen=True, slots=True)
class Known:
    """A truth that follows from the number in ``column``: ``truths`` by number (``tables.arrays``), as bytes."""

    column: str
    truths: bytes


@dataclass(frozen=True, slots=True)
class PlaneOf:
    """A column ``name``: true where the number in ``column`` is one of ``numbers``; ``size`` numbers there are."""

    name: str
    column: str
    size: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Where a truth holds, and where it may."""

    holds: nw.Expr
    may: nw.Expr


@dataclass
class Compiled:
    """``planes`` are to be added to the rows first, then ``stages``, one after the other; the last has low and high."""

    planes: list[PlaneOf] = field(default_factory=list)
    stages: list[list[nw.Expr]] = field(default_factory=list)


_Part: TypeAlias = "Known | Node"


def compiled(law: TableLaw, numbered: Numbered) -> Compiled:
    """The outcome as expressions: ``low`` and ``high``, the numbers of ``Effect``, from the numbers in the fields."""
    compiler = _Compiler(numbered)
    compiler.add_columns(law.definitions.items())
    compiler.add_columns(
        (rule.name, rule.node) for rule in law.rules() if not isinstance(rule.node, Constant)
    )
    plain = [rule for rule in law.provisions if not law.reliefs[rule.rule.citation]]
    names = {severity: f"plain_{severity}" for severity in SEVERITIES}
    compiler.add_columns(
        (names[severity], disjunction(rule.column for rule in plain if rule.rule.effect == severity))
        for severity in SEVERITIES
    )
    relieved = [rule for rule in law.provisions if law.reliefs[rule.rule.citation]]
    at_least = [
        compiler.pair(
            disjunction(
                [
                    *(_column(names[other]) for other in SEVERITIES if other >= severity),
                    *(_unrelieved(law, rule, severity) for rule in relieved if rule.rule.effect >= severity),
                ]
            )
        )
        for severity in SEVERITIES
    ]
    low = nw.sum_horizontal(*(pair.holds.cast(nw.Int8) for pair in at_least))
    high = nw.sum_horizontal(*(pair.may.cast(nw.Int8) for pair in at_least))
    compiler.found.stages.append([low.cast(nw.Int8).alias("low"), high.cast(nw.Int8).alias("high")])
    return compiler.found


def _column(name: str) -> Node:
    return Column(Flag(name), name)


def _unrelieved(law: TableLaw, rule: RuleColumn, severity: int) -> Node:
    below = [relief for relief in law.reliefs[rule.rule.citation] if relief.rule.effect < severity]
    return conjunction([rule.column, *(negation(relief.column) for relief in below)])


_SAME: Final = "{}"
_MAY: Final = "{}_may"


class _Compiler:
    """Turns nodes into pairs of expressions, and notes the planes that they need."""

    def __init__(self, numbered: Numbered) -> None:
        self.found: Final = Compiled()
        self._numbered: Final = numbered
        self._planes: Final[dict[tuple[str, bytes], str]] = {}
        self._added: Final[dict[str, Pair]] = {}

    def add_columns(self, nodes: Iterable[tuple[str, Node]]) -> None:
        """A stage with the columns of ``nodes``, by name."""
        stage: list[nw.Expr] = []
        added: dict[str, Pair] = {}
        for name, node in nodes:
            pair = self.pair(node)
            stage.append(pair.holds.alias(name))
            added[name] = Pair(nw.col(name), nw.col(name))
            if pair.may is not pair.holds:
                stage.append(pair.may.alias(_MAY.format(name)))
                added[name] = Pair(nw.col(name), nw.col(_MAY.format(name)))
        self._added.update(added)
        if stage:
            self.found.stages.append(stage)

    def pair(self, node: Node) -> Pair:
        """Where ``node`` holds, and where it may."""
        return self._pair(self._fused(node))

    def _pair(self, part: _Part) -> Pair:
        match part:
            case Known(column, truths):
                return self._looked_up(column, np.frombuffer(truths, dtype=np.int8))
            case Constant(truth):
                same = nw.lit(truth is True, dtype=nw.Boolean)
                return Pair(same, nw.lit(True, dtype=nw.Boolean)) if truth is None else Pair(same, same)
            case Column(_, name):
                return self._added[name]
            case Negation(of):
                inner = self._pair(of)
                holds = ~inner.may
                return Pair(holds, holds if inner.may is inner.holds else ~inner.holds)
            case Possibly(of):
                may = self._pair(of).may
                return Pair(may, may)
            case Conjunction(parts):
                return _joined(and_, [self._pair(one) for one in parts])
            case Disjunction(parts):
                return _joined(or_, [self._pair(one) for one in parts])

    def _looked_up(self, column: str, truths: Truths) -> Pair:
        holds = self._plane(column, truths == TRUE)
        return Pair(holds, holds if UNKNOWN not in truths[1:] else self._plane(column, truths != FALSE))

    def _plane(self, column: str, flags: Truths) -> nw.Expr:
        key = (column, flags[1:].tobytes())
        if key not in self._planes:
            name = f"plane_{len(self._planes)}"
            self._planes[key] = name
            numbers = tuple(int(number) for number in np.flatnonzero(flags) if number)
            self.found.planes.append(PlaneOf(name, column, len(flags), numbers))
        return nw.col(self._planes[key])

    def _fused(self, node: Node) -> _Part:
        match node:
            case Column(_, name):
                if name not in self._numbered:
                    return node
                column, truths = self._numbered[name]
                return _known(column, truths)
            case Negation(of):
                inner = self._fused(of)
                return _known(inner.column, _negated(inner)) if isinstance(inner, Known) else negation(inner)
            case Possibly(of):
                inner = self._fused(of)
                if not isinstance(inner, Known):
                    return Possibly(inner)
                return _known(inner.column, np.where(_array(inner) == FALSE, FALSE, TRUE).astype(np.int8))
            case Conjunction(parts):
                return self._merged(parts, conjunctive=True)
            case Disjunction(parts):
                return self._merged(parts, conjunctive=False)
        return node

    def _merged(self, parts: Iterable[Node], *, conjunctive: bool) -> _Part:
        """Parts about one field become one; where that one is the same for all its numbers, it is no part any more."""
        merge = np.minimum if conjunctive else np.maximum
        by_column: dict[str, Truths] = {}
        found: list[_Part] = []
        for part in parts:
            fused = self._fused(part)
            if not isinstance(fused, Known):
                found.append(fused)
            elif fused.column in by_column:
                by_column[fused.column] = merge(by_column[fused.column], _array(fused))
            else:
                by_column[fused.column] = _array(fused)
        found += [_known(column, truths) for column, truths in by_column.items()]
        joined = conjunction if conjunctive else disjunction
        return joined(found)  # type: ignore[arg-type]


def _array(known: Known) -> Truths:
    return np.frombuffer(known.truths, dtype=np.int8)


def _negated(known: Known) -> Truths:
    return (TRUE - _array(known)).astype(np.int8)


def _known(column: str, truths: Truths) -> _Part:
    """Number 0 stands for refused cells: what it says decides nothing, and is the same for all."""
    kinds = set(truths[1:].tolist())
    if len(kinds) == 1:
        return Constant(_TRUTH_OF[kinds.pop()])
    kept = truths.astype(np.int8)
    kept[0] = UNKNOWN
    return Known(column, kept.tobytes())


_TRUTH_OF: Final[dict[int, Truth]] = {FALSE: False, UNKNOWN: None, TRUE: True}


def _joined(join: object, pairs: list[Pair]) -> Pair:
    assert callable(join)
    holds: nw.Expr = reduce(join, [pair.holds for pair in pairs])
    if all(pair.may is pair.holds for pair in pairs):
        return Pair(holds, holds)
    may: nw.Expr = reduce(join, [pair.may for pair in pairs])
    return Pair(holds, may)
