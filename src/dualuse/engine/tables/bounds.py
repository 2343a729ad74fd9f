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
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import narwhals as nw
import numpy as np

from dualuse.engine.tables.arrays import FALSE, TRUE, TRUTH, UNKNOWN
from dualuse.engine.tables.expressions import Expressions
from dualuse.engine.tables.nodes import (
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
from dualuse.engine.tables.rules import SEVERITIES, TableCase, TableLaw, TableProvision
from dualuse.law.language.logic import Flag
from dualuse.law.language.provision import Effect

if TYPE_CHECKING:
    from dualuse.engine.tables.arrays import Flags, Truths

Numbered: TypeAlias = "Mapping[str, tuple[str, Truths]]"
"""Per column of a leaf the field that it follows from, and its truth for each number of the field."""


@dataclass(frozen=True, slots=True)
class Known:
    """A truth that follows from the number in ``column``: ``truths`` by number (``tables.arrays``), as bytes."""

    column: str
    truths: bytes


@dataclass(frozen=True, slots=True)
class PlaneOf:
    """A column ``name``: true where ``flags`` is for the number in ``column``; that for 0 does not matter."""

    name: str
    column: str
    flags: Flags


@dataclass(frozen=True, slots=True)
class Pair:
    """The rows in which a truth holds, and those in which it may."""

    holds: nw.Expr
    may: nw.Expr


@dataclass
class Compiled:
    """``planes`` are to be added to the rows first, then ``stages``, one after the other; the last has low and high."""

    planes: list[PlaneOf] = field(default_factory=list)
    stages: list[list[nw.Expr]] = field(default_factory=list)


_Part: TypeAlias = "Known | Node"
Side: TypeAlias = Literal["both", "holds", "may"]


def compiled(law: TableLaw, numbered: Numbered, make: Expressions) -> Compiled:
    """The outcome as expressions: ``low`` and ``high``, the numbers of ``Effect``, from the numbers in the fields."""
    compiler = _Compiler(numbered, make)
    compiler.add_columns(law.definitions.items())
    high = make.sum_horizontal(*(node.may.cast(make.Int8) for node in _reached(law, compiler)))
    low = make.sum_horizontal(*(node.holds.cast(make.Int8) for node in _certain(law.cases, compiler)))
    compiler.found.stages.append([low.cast(make.Int8).alias("low"), high.cast(make.Int8).alias("high")])
    return compiler.found


def _reached(law: TableLaw, compiler: _Compiler) -> list[Pair]:
    """For each severity whether the outcome may reach it."""
    relieved = [rule for rule in law.provisions if law.reliefs[rule.rule.citation]]
    reliefs = {relief.name: relief for rule in relieved for relief in law.reliefs[rule.rule.citation]}
    compiler.add_columns(
        ((rule.name, rule.node) for rule in reliefs.values() if not isinstance(rule.node, Constant)),
        side="holds",
    )
    plain = [rule for rule in law.provisions if rule not in relieved]
    at_most = {
        severity: compiler.any_of(rule.node for rule in plain if rule.rule.effect == severity)
        for severity in SEVERITIES
    }
    may = [(f"may_{severity}", node) for severity, node in at_most.items()]
    may += [(rule.name, rule.node) for rule in relieved if not isinstance(rule.node, Constant)]
    compiler.add_columns(may, side="may")
    return [
        compiler.pair(
            disjunction(
                [
                    *(_column(f"may_{other}") for other in SEVERITIES if other >= severity),
                    *(law.unrelieved(rule, severity) for rule in relieved if rule.rule.effect >= severity),
                ]
            )
        )
        for severity in SEVERITIES
    ]


def _certain(cases: tuple[TableCase, ...], compiler: _Compiler) -> list[Pair]:
    """For each severity whether the outcome is certain to reach it: in every case that is possible."""
    compiler.add_columns((f"case_{index}", case.possible) for index, case in enumerate(cases))
    ways = _Ways(cases, compiler)
    pairs = []
    for severity in SEVERITIES:
        # Cases in which the same is certain are one.
        alike: dict[tuple[Node, ...], list[Node]] = {}
        for index in range(len(cases)):
            alike.setdefault(ways.to_reach(index, severity), []).append(_column(f"case_{index}"))
        pairs.append(
            compiler.pair(
                conjunction(
                    disjunction([negation(disjunction(possible)), *certain])
                    for certain, possible in alike.items()
                )
            )
        )
    return pairs


class _Ways:
    """The columns of which one holds where a severity is certain in a case.

    Provisions that stand in the same cases share a column; reliefs have columns of their own.
    """

    def __init__(self, cases: tuple[TableCase, ...], compiler: _Compiler) -> None:
        standing: dict[TableProvision, list[int]] = {}
        for index, case in enumerate(cases):
            for provision in case.provisions:
                standing.setdefault(provision, []).append(index)
        reliefs = {relief: f"lowering_{n}" for n, relief in enumerate(_reliefs(standing))}
        compiler.add_columns(((name, node) for node, name in reliefs.items()), side="may")
        grouped: dict[tuple[tuple[int, ...], Effect], list[Node]] = {}
        self._relieved: Final[list[tuple[list[int], TableProvision]]] = []
        holding: list[tuple[str, Node]] = []
        for provision, indices in standing.items():
            if not provision.reliefs:
                grouped.setdefault((tuple(indices), provision.effect), []).append(provision.when)
                continue
            name = f"relieved_{len(self._relieved)}"
            holding.append((name, provision.when))
            columns = tuple((effect, _column(reliefs[node])) for effect, node in provision.reliefs)
            self._relieved.append(
                (indices, TableProvision(provision.citation, provision.effect, _column(name), columns))
            )
        self._groups: Final = {key: f"certain_{n}" for n, key in enumerate(grouped)}
        holding += [(name, compiler.any_of(grouped[key])) for key, name in self._groups.items()]
        compiler.add_columns(holding, side="holds")

    def to_reach(self, case: int, severity: Effect) -> tuple[Node, ...]:
        """The ways in which ``severity`` is certain in a case."""
        plain = (
            _column(name)
            for (indices, effect), name in self._groups.items()
            if case in indices and effect >= severity
        )
        relieved = (
            provision.unrelieved(severity)
            for indices, provision in self._relieved
            if case in indices and provision.effect >= severity
        )
        return (*plain, *relieved)


def _reliefs(provisions: Iterable[TableProvision]) -> dict[Node, None]:
    return dict.fromkeys(node for provision in provisions for _, node in provision.reliefs)


def side_by_side(numbered: Numbered, first: str, second: str, sizes: tuple[int, int], name: str) -> Numbered:
    """The leaves of two fields as those of one, ``name``, whose numbers are ``first * sizes[1] + second``.

    Most rules ask for the State and for places: what they ask of both becomes one column.
    """

    def over_both(column: str, truths: Truths) -> tuple[str, Truths]:
        if column not in (first, second):
            return column, truths
        of_numbers = truths.copy()
        of_numbers[0] = of_numbers[-1]  # refused cells: whatever is said of others; there may be none
        both = np.repeat(of_numbers, sizes[1]) if column == first else np.tile(of_numbers, sizes[0])
        return name, both

    return {leaf: over_both(*of_leaf) for leaf, of_leaf in numbered.items()}


def _column(name: str) -> Node:
    return Column(Flag(name), name)


_SAME: Final = "{}"
_MAY: Final = "{}_may"


class _Compiler:
    """Turns nodes into pairs of expressions, and notes the planes that they need."""

    def __init__(self, numbered: Numbered, make: Expressions) -> None:
        self.found: Final = Compiled()
        self._make: Final = make
        self._numbered: Final = numbered
        self._planes: Final[dict[tuple[str, bytes], str]] = {}
        self._added: Final[dict[str, Pair]] = {}

    def add_columns(self, nodes: Iterable[tuple[str, Node]], side: Side = "both") -> None:
        """A stage with the columns of ``nodes``, by name; ``side``: what is needed of them."""
        stage: list[nw.Expr] = []
        added: dict[str, Pair] = {}
        for name, node in nodes:
            pair = self.pair(node)
            if side != "both":
                stage.append((pair.holds if side == "holds" else pair.may).alias(name))
                absent = self._make.col(f"{name} was not asked for")
                added[name] = Pair(
                    *((self._make.col(name), absent) if side == "holds" else (absent, self._make.col(name)))
                )
                continue
            stage.append(pair.holds.alias(name))
            added[name] = Pair(self._make.col(name), self._make.col(name))
            if pair.may is not pair.holds:
                stage.append(pair.may.alias(_MAY.format(name)))
                added[name] = Pair(self._make.col(name), self._make.col(_MAY.format(name)))
        self._added.update(added)
        if stage:
            self.found.stages.append(stage)

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """Any of ``nodes``; those that differ in what they ask of one field only become one."""
        merged: dict[tuple[str, frozenset[_Part]], Truths] = {}
        others: list[_Part] = []
        for node in nodes:
            fused = self._fused(node)
            parts = fused.parts if isinstance(fused, Conjunction) else (fused,)
            known = [part for part in parts if isinstance(part, Known)]
            if not known:
                others.append(fused)
                continue
            widest = max(known, key=lambda part: len(part.truths))
            key = (widest.column, frozenset(part for part in parts if part is not widest))
            truths = _array(widest)
            merged[key] = np.maximum(merged[key], truths) if key in merged else truths
        for (column, rest), truths in merged.items():
            others.append(conjunction([_part_of_column(column, truths), *rest]))  # type: ignore[list-item]
        return disjunction(others)  # type: ignore[arg-type]

    def pair(self, node: Node) -> Pair:
        """The rows in which ``node`` holds, and those in which it may."""
        return self._pair(self._fused(node))

    def _pair(self, part: _Part) -> Pair:
        match part:
            case Known(column, truths):
                return self._looked_up(column, np.frombuffer(truths, dtype=np.int8))
            case Constant(truth):
                same = self._make.lit(truth is True, dtype=self._make.Boolean)
                return (
                    Pair(same, self._make.lit(True, dtype=self._make.Boolean))
                    if truth is None
                    else Pair(same, same)
                )
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
                return _joined(and_, [self._pair(part) for part in parts])
            case Disjunction(parts):
                return _joined(or_, [self._pair(part) for part in parts])

    def _looked_up(self, column: str, truths: Truths) -> Pair:
        holds = self._plane(column, truths == TRUE)
        return Pair(holds, holds if UNKNOWN not in truths[1:] else self._plane(column, truths != FALSE))

    def _plane(self, column: str, flags: Flags) -> nw.Expr:
        key = (column, flags[1:].tobytes())
        if key not in self._planes:
            name = f"plane_{len(self._planes)}"
            self._planes[key] = name
            self.found.planes.append(PlaneOf(name, column, flags))
        return self._make.col(self._planes[key])

    def _fused(self, node: _Part) -> _Part:
        match node:
            case Known():
                return node
            case Column(_, name):
                if name not in self._numbered:
                    return node
                column, truths = self._numbered[name]
                return _part_of_column(column, truths)
            case Negation(of):
                inner = self._fused(of)
                return (
                    _part_of_column(inner.column, _negated(inner))
                    if isinstance(inner, Known)
                    else negation(inner)
                )
            case Possibly(of):
                inner = self._fused(of)
                if not isinstance(inner, Known):
                    return Possibly(inner)
                return _part_of_column(
                    inner.column, np.where(_array(inner) == FALSE, FALSE, TRUE).astype(np.int8)
                )
            case Conjunction(parts):
                return self._merged(parts, conjunctive=True)
            case Disjunction(parts):
                return self._merged(parts, conjunctive=False)
        return node

    def _merged(self, parts: Iterable[_Part], *, conjunctive: bool) -> _Part:
        """Parts about one field become one; where that one is the same for all its numbers, it is no part any more."""
        merge = np.minimum if conjunctive else np.maximum
        by_column: dict[str, Truths] = {}
        fused_parts: list[_Part] = []
        for part in parts:
            fused = self._fused(part)
            if not isinstance(fused, Known):
                fused_parts.append(fused)
            elif fused.column in by_column:
                by_column[fused.column] = merge(by_column[fused.column], _array(fused))
            else:
                by_column[fused.column] = _array(fused)
        fused_parts += [_part_of_column(column, truths) for column, truths in by_column.items()]
        joined = conjunction if conjunctive else disjunction
        return joined(fused_parts)  # type: ignore[arg-type]


def _array(known: Known) -> Truths:
    return np.frombuffer(known.truths, dtype=np.int8)


def _negated(known: Known) -> Truths:
    return (TRUE - _array(known)).astype(np.int8)


def _part_of_column(column: str, truths: Truths) -> _Part:
    """Number 0 stands for refused cells: what it says decides nothing, and is the same for all; they may be all there are."""
    of_numbers = truths[1:]
    if not len(of_numbers):
        return Constant(None)
    if (of_numbers == of_numbers[0]).all():
        return Constant(TRUTH[int(of_numbers[0])])
    kept = truths.astype(np.int8)
    kept[0] = UNKNOWN
    return Known(column, kept.tobytes())


def _joined(join: object, pairs: list[Pair]) -> Pair:
    assert callable(join)
    holds: nw.Expr = reduce(join, [pair.holds for pair in pairs])
    if all(pair.may is pair.holds for pair in pairs):
        return Pair(holds, holds)
    may: nw.Expr = reduce(join, [pair.may for pair in pairs])
    return Pair(holds, may)
