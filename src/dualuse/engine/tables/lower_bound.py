"""The low end of the outcome on tables, case by case (``engine/case_split.py``).

In every case that is possible for a row some provision must be certain; where all facts that cases are made of are
known, one case is possible, and this is Kleene's "some provision holds". The high end needs no cases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dualuse.engine.case_split import FoldedProvision, cases_on
from dualuse.engine.tables.nodes import (
    Columns,
    Constant,
    Node,
    conjunction,
    disjunction,
    negation,
    possibly,
    simplified,
)
from dualuse.law.language.provision import Effect


@dataclass(frozen=True, slots=True)
class TableProvision:
    """A provision in a case, over the columns of leaves: its effect, its condition and those of its reliefs."""

    citation: str
    effect: Effect
    when: Node
    reliefs: tuple[tuple[Effect, Node], ...]

    def unrelieved(self, severity: Effect) -> Node:
        """That it applies, and nothing relieves it below ``severity``."""
        below = (negation(relief) for effect, relief in self.reliefs if effect < severity)
        return conjunction([self.when, *below])


@dataclass(frozen=True, slots=True)
class TableCase:
    """A case on a table: whether a row may be one, and the provisions that can apply in it."""

    possible: Node
    provisions: tuple[TableProvision, ...]

    def reaches(self, severity: Effect) -> Node:
        """That some provision of ``severity`` or more is certain, if this is the case."""
        return disjunction(
            provision.unrelieved(severity) for provision in self.provisions if provision.effect >= severity
        )


def table_cases(day: date, columns: Columns) -> tuple[TableCase, ...]:
    """The cases of ``day`` that some row may be one of.

    Raises:
        KeyError: a leaf of the law has no place in ``columns``.
    """
    cases = (
        TableCase(possibly(simplified(case.condition, columns)), tuple(_provisions(case.provisions, columns)))
        for case in cases_on(day)
    )
    return tuple(case for case in cases if case.possible != Constant(False))


def _provisions(folded: Iterable[FoldedProvision], columns: Columns) -> Iterable[TableProvision]:
    for provision in folded:
        when = simplified(provision.when, columns)
        if when != Constant(False):
            reliefs = ((relief.effect, simplified(left, columns)) for relief, left in provision.reliefs)
            yield TableProvision(
                provision.provision.citation,
                provision.provision.effect,
                when,
                tuple((effect, relief) for effect, relief in reliefs if relief != Constant(False)),
            )
