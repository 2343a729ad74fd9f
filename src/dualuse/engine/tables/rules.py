"""The rules of a day on a table, and the outcome as an interval.

For a severity L let ``A(L)`` be Kleene's "some provision of at least L holds and nothing relieves it below
L". Then the high end of the outcome is the number of severities where ``A`` is not false, the low end at
least the number where it is true: the same fold as ``engine.outcome``. What is certain beyond that is found
case by case (``engine/case_split.py``): in every case that is possible for a row some provision must be
certain; where all facts that cases are made of are known, one case is possible, and this is Kleene's "some
provision holds". The high end needs no cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeAlias, TypeVar

from dualuse.engine.case_split import Case, FoldedProvision, cases_of, cases_on, truth_in
from dualuse.engine.direct_export import (
    AS_EXPORT,
    Algebra,
    ExportRule,
    generally_authorised,
    needs_authorisation,
)
from dualuse.engine.reach import Reach, within
from dualuse.engine.tables.nodes import (
    Column,
    Columns,
    Constant,
    Hashed,
    Node,
    Simplifier,
    conjunction,
    disjunction,
    is_false,
    negation,
    possibly,
    simplified,
)
from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.facts.stated_facts import GENERALLY_AUTHORISED, NEEDS_AUTHORISATION
from dualuse.law.language.logic import Condition, Flag, Leaf, Truth, leaves
from dualuse.law.language.provision import Effect, Provision, Relief


@dataclass(frozen=True, slots=True)
class TableProvision(Hashed):
    """A provision in a case, over the columns of leaves: its effect, its condition and those of its
    reliefs."""

    citation: str
    effect: Effect
    when: Node
    reliefs: tuple[tuple[Effect, Node], ...]

    def __hash__(self) -> int:
        return self.remembered_hash(self.citation, self.effect, self.when, self.reliefs)

    def unrelieved(self, severity: Effect) -> Node:
        """The expression that the rule applies and nothing relieves it below ``severity``."""
        below = (negation(relief) for effect, relief in self.reliefs if effect < severity)
        return conjunction([self.when, *below])


@dataclass(frozen=True, slots=True)
class TableCase:
    """A case on a table: whether a row may be one, and the provisions that can apply in it.

    ``choices``: how many combinations of values make up the case; ``reaching``: for each severity that some
    provision of it or more is certain, if this is the case.
    """

    possible: Node
    provisions: tuple[TableProvision, ...]
    choices: int = 1
    reaching: tuple[Node, ...] = field(init=False)

    def __post_init__(self) -> None:
        reaching = (
            disjunction(
                provision.unrelieved(severity)
                for provision in self.provisions
                if provision.effect >= severity
            )
            for severity in SEVERITIES
        )
        object.__setattr__(self, "reaching", tuple(reaching))


@lru_cache(maxsize=256)
def _cases_on(day: date, reach: Reach) -> tuple[Case, ...]:
    return cases_on(day) if reach is None else cases_of(within(law_as_of(day), reach))


def table_cases(day: date, columns: Columns, reach: Reach = None) -> tuple[TableCase, ...]:
    """The cases of ``day`` that some row may be one of, with the provisions in ``reach``.

    Raises:
        KeyError: a leaf of the law has no place in ``columns``.
    """
    simplifier = Simplifier(columns)
    provisions: dict[int, TableProvision | None] = {}
    cases = (
        TableCase(
            possibly(simplifier.node(case.condition)),
            tuple(_provisions(case.provisions, simplifier, provisions)),
            len(case.chosen),
        )
        for case in _cases_on(day, reach)
    )
    return tuple(case for case in cases if not is_false(case.possible))


def _provisions(
    folded: Iterable[FoldedProvision],
    simplifier: Simplifier,
    known: dict[int, TableProvision | None],
) -> Iterator[TableProvision]:
    """Those that can apply in some row; ``known``: by the identity of what several cases share, what became
    of it."""
    for provision in folded:
        if id(provision) not in known:
            known[id(provision)] = _table_provision(provision, simplifier)
        on_table = known[id(provision)]
        if on_table is not None:
            yield on_table


def _table_provision(folded: FoldedProvision, simplifier: Simplifier) -> TableProvision | None:
    when = simplifier.node(folded.when)
    if is_false(when):
        return None
    reliefs = ((relief.effect, simplifier.node(left)) for relief, left in folded.reliefs)
    return TableProvision(
        folded.provision.citation,
        folded.provision.effect,
        when,
        tuple((effect, relief) for effect, relief in reliefs if not is_false(relief)),
    )


NEEDS: Final = Flag(NEEDS_AUTHORISATION)
COVERED: Final = Flag(GENERALLY_AUTHORISED)
"""What the direct export would need, and whether it is under a general authorisation: defined here by the law
itself."""

_NODES: Final[Algebra[Node]] = Algebra(conjunction, disjunction, negation, possibly)

SEVERITIES: Final = tuple(effect for effect in Effect if effect is not Effect.NOT_CONTROLLED)


RuleT = TypeVar("RuleT", bound="Provision | Relief", covariant=True)


@dataclass(frozen=True, slots=True)
class RuleColumn(Generic[RuleT]):
    """A rule on a table: its condition with constants folded, and its place among those of its kind in the
    law of the day."""

    rule: RuleT
    node: Node
    place: int

    @property
    def name(self) -> str:
        """The name of the column of its truth: it identifies the rule, as a citation that several reliefs
        share does not."""
        return f"{'relief' if isinstance(self.rule, Relief) else 'provision'}_{self.place}"

    @property
    def column(self) -> Node:
        """The rule as a node, once its column exists."""
        return self.node if isinstance(self.node, Constant) else Column(Flag(self.name), self.name)


AnyRuleColumn: TypeAlias = RuleColumn[Provision | Relief]


@dataclass(frozen=True, slots=True)
class DirectExport:
    """The rules on the table as if the activity were an export (Art. 11(2)(b)), and where their leaves
    stand."""

    columns: Columns
    rules: tuple[AnyRuleColumn, ...]


@dataclass(frozen=True, kw_only=True)
class TableLaw:
    """The rules of a day on a table; ``law``: all of them, also those that hold in no row.

    ``definitions``: columns to be added first, by name, for leaves that are worked out from others;
    ``provisions``: those that can hold in some row; ``reliefs``: by citation of the provision; ``cases``:
    what is certain, case by case;
    ``exported``: the direct export; ``severities``: ``A(L)`` for each severity above "not controlled", least
    severe first, over the columns of the rules.
    """

    law: Law
    columns: Columns
    definitions: dict[str, Node]
    provisions: tuple[RuleColumn[Provision], ...]
    reliefs: dict[str, tuple[RuleColumn[Relief], ...]]
    cases: tuple[TableCase, ...]
    exported: DirectExport
    severities: tuple[Node, ...] = field(init=False)

    @cached_property
    def worth_a_finding(self) -> tuple[Node, ...]:
        """Where each provision of the law is worth a finding, also where it does not hold: reasons alone ask for it."""
        return tuple(simplified(rule.relevant_when, self.columns) for rule in self.law.provisions)

    def rules(self) -> tuple[AnyRuleColumn, ...]:
        """Every rule once: provisions in the order of the Regulation, then their reliefs."""
        reliefs = {
            relief.name: relief
            for provision in self.provisions
            for relief in self.reliefs[provision.rule.citation]
        }
        return (*self.provisions, *reliefs.values())

    def __post_init__(self) -> None:
        of_severities = (
            disjunction(
                self.unrelieved(rule, severity) for rule in self.provisions if rule.rule.effect >= severity
            )
            for severity in SEVERITIES
        )
        object.__setattr__(self, "severities", tuple(of_severities))

    def unrelieved(self, rule: RuleColumn[Provision], severity: Effect) -> Node:
        """The expression that ``rule`` holds and nothing relieves it below ``severity``."""
        below = [relief for relief in self.reliefs[rule.rule.citation] if relief.rule.effect < severity]
        return conjunction([rule.column, *(negation(relief.column) for relief in below)])


Only: TypeAlias = "frozenset[str] | None"
"""Citations that the law is restricted to, where it is to be compared with less than all of it; None: all of
it."""


@lru_cache(maxsize=256)
def leaves_on(day: date, only: Only = None, reach: Reach = None) -> tuple[Leaf, ...]:
    """Every leaf of the provisions and reliefs of ``day``, and of what makes a finding of them, each once.

    ``reach``: of the provisions in reach, and their reliefs.
    """
    law = _law_on(day, only, reach)
    conditions: list[Condition] = [rule.when for rule in law.provisions]
    conditions += [rule.when for rule in law.reliefs]
    conditions += [rule.relevant_when for rule in law.provisions]
    return tuple(dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition)))


def _law_on(day: date, only: Only, reach: Reach) -> Law:
    law = within(law_as_of(day), reach)
    if only is None:
        return law
    return Law(
        tuple(rule for rule in law.provisions if rule.citation in only),
        tuple(rule for rule in law.reliefs if rule.citation in only),
        law.duties,
    )


def table_law(
    day: date,
    columns: Columns,
    definitions: dict[Leaf, Condition],
    only: Only = None,
    reach: Reach = None,
) -> TableLaw:
    """The law of ``day`` for a table.

    Args:
        columns: where the truth of each leaf stands, except the defined ones and those of the direct export.
        definitions: leaves that stand for a condition over others.
        only: citations that the law is restricted to; Art. 11(2), which rests on many others, cannot be one
            of them.
        reach: the provisions that rows can be about.

    Raises:
        KeyError: a leaf of the law has no place.
        ValueError: ``day`` lies before 9.9.2021.
    """
    columns_of_leaves: dict[Leaf, str | Truth] = dict(columns)
    defined: dict[str, Node] = {}

    def define(leaf: Leaf, node: Node) -> None:
        name = f"defined_{len(defined)}"
        columns_of_leaves[leaf] = node.truth if isinstance(node, Constant) else name
        if not isinstance(node, Constant):
            defined[name] = node

    for leaf, condition in definitions.items():
        define(leaf, simplified(condition, columns_of_leaves))
    law = _law_on(day, only, reach)
    exported = DirectExport({}, ())
    if only is None:
        needs, covered, exported = _direct_export(law, columns_of_leaves)
        define(NEEDS, needs)
        define(COVERED, covered)
    provisions, reliefs = _rules(law, columns_of_leaves)
    cases = (
        table_cases(day, columns_of_leaves, reach)
        if only is None
        else (_unconditional_case(provisions, reliefs),)
    )
    return TableLaw(
        law=law,
        columns=columns_of_leaves,
        definitions=defined,
        provisions=provisions,
        reliefs=reliefs,
        cases=cases,
        exported=exported,
    )


def _unconditional_case(
    provisions: tuple[RuleColumn[Provision], ...], reliefs: dict[str, tuple[RuleColumn[Relief], ...]]
) -> TableCase:
    """A part of the law taken as it stands, each provision on its own."""
    return TableCase(
        Constant(True),
        tuple(
            TableProvision(
                rule.rule.citation,
                rule.rule.effect,
                rule.node,
                tuple((relief.rule.effect, relief.node) for relief in reliefs[rule.rule.citation]),
            )
            for rule in provisions
        ),
    )


def _rules(
    law: Law, columns: Columns
) -> tuple[tuple[RuleColumn[Provision], ...], dict[str, tuple[RuleColumn[Relief], ...]]]:
    simplifier = Simplifier(columns)
    provisions = [
        RuleColumn(rule, simplifier.node(rule.when), index) for index, rule in enumerate(law.provisions)
    ]
    possible = tuple(rule for rule in provisions if not is_false(rule.node))
    reliefs = [RuleColumn(rule, simplifier.node(rule.when), index) for index, rule in enumerate(law.reliefs)]
    of = {
        rule.rule.citation: tuple(relief for relief in reliefs if rule.rule.citation in relief.rule.of)
        for rule in possible
    }
    return possible, of


def _direct_export(law: Law, columns: Columns) -> tuple[Node, Node, DirectExport]:
    """Art. 11(2)(b): the law put to the item as an export.

    Only transfers within the Union ask for it; those rules do not ask for it again, so that it is unknown
    within.
    """
    exported: dict[Leaf, str | Truth] = {**columns, **dict(_as_export(columns)), NEEDS: None, COVERED: None}
    provisions, reliefs = _rules(law, exported)
    rules = [
        ExportRule(
            rule.rule,
            rule.node,
            tuple((relief.rule, relief.node) for relief in reliefs[rule.rule.citation]),
        )
        for rule in provisions
    ]
    unique = {rule.name: rule for group in reliefs.values() for rule in group}
    return (
        needs_authorisation(rules, _NODES),
        generally_authorised(rules, _NODES),
        DirectExport(exported, (*provisions, *unique.values())),
    )


def _as_export(columns: Columns) -> Iterator[tuple[Leaf, Truth]]:
    for leaf in columns:
        truth = truth_in(leaf, (AS_EXPORT,))
        if truth is not None:
            yield leaf, truth
