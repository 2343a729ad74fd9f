"""The annexes with goods by customs code that an answer speaks of, and up to when each is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dualuse.engine.compiled import CompiledProvision
from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import AnyCode, leaves
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.goods.reading import AnnexGoods


def annexes_asked(outcome: ItemOutcome) -> Iterator[AnnexGoods]:
    """The annexes that the findings on an item speak of."""
    for judged in outcome.provisions:
        yield from _annexes_of(judged.rule)


def known_up_to(outcomes: Iterable[ItemOutcome]) -> dict[str, str]:
    """Of the annexes that findings speak of the day up to which each is known, the earliest first."""
    asked = {annex.name: annex for outcome in outcomes for annex in annexes_asked(outcome)}
    in_order = sorted(asked.values(), key=lambda annex: (annex.known_up_to, annex.name))
    return {annex.name: annex.known_up_to.isoformat() for annex in in_order}


@lru_cache(maxsize=4096)
def _annexes_of(rule: CompiledProvision) -> tuple[AnnexGoods, ...]:
    lists = (leaf.codes for leaf in leaves(rule.rule.when) if isinstance(leaf, AnyCode))
    return tuple(dict.fromkeys(goods.annex for goods in lists if isinstance(goods, GoodsList)))
