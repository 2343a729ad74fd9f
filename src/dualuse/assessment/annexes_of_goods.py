"""The annexes with goods by customs code that an answer speaks of, and up to when each is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import AnyCode, leaves
from dualuse.law.language.provision import Provision
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.goods.reading import AnnexGoods

_ANNEXES: Final[dict[tuple[str, date], tuple[AnnexGoods, ...]]] = {}
"""By citation and first day: conditions are long sums to hash."""


def annexes_asked(outcome: ItemOutcome) -> Iterator[AnnexGoods]:
    """The annexes that the findings on an item speak of."""
    for judged in outcome.provisions:
        if judged.shown:
            yield from _annexes_of(judged.provision)


def known_up_to(outcomes: Iterable[ItemOutcome]) -> dict[str, str]:
    """Of the annexes that findings speak of the day up to which each is known, the earliest first."""
    asked = {annex.name: annex for outcome in outcomes for annex in annexes_asked(outcome)}
    in_order = sorted(asked.values(), key=lambda annex: (annex.known_up_to, annex.name))
    return {annex.name: annex.known_up_to.isoformat() for annex in in_order}


def _annexes_of(provision: Provision) -> tuple[AnnexGoods, ...]:
    key = (provision.citation, provision.validity.since)
    if key not in _ANNEXES:
        lists = (leaf.codes for leaf in leaves(provision.when) if isinstance(leaf, AnyCode))
        _ANNEXES[key] = tuple(dict.fromkeys(goods.annex for goods in lists if isinstance(goods, GoodsList)))
    return _ANNEXES[key]
