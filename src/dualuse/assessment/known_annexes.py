"""How far the annexes are known on which an answer rests: those that its findings, its duties and its questions speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dualuse.assessment.duties_by_code import duties_of_measures
from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import AnyCode, Condition, Facts, leaves
from dualuse.law.measures.goods.lists import GoodsList, goods_on
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.law.measures.provisions import citation
from dualuse.law.measures.reading import measure_rows
from dualuse.law.measures.signs import PersonsOfAnnex
from dualuse.schema.transaction import Item

AnnexKnown: TypeAlias = tuple[str, date]
"""The name of an annex, and the day up to which it is known here."""


def annexes_known_up_to(
    items: Iterable[Item],
    facts: Iterable[Facts],
    outcomes: Iterable[ItemOutcome],
    *,
    asked: Iterable[NotExaminedRow],
    day: date,
) -> dict[str, str]:
    """By the name of each annex the day up to which it is known, the earliest first.

    Args:
        items: of the transaction; ``facts`` and ``outcomes``: of each.
        asked: what of acts is not executed, and asked of a person.
        day: the one judged.
    """
    rows = tuple(asked)
    spoken_of = {
        annex
        for item, facts_of_item, outcome in zip(items, facts, outcomes, strict=True)
        for annex in (
            *_of_findings(outcome),
            *_of_duties(item, facts_of_item, outcome),
            *_of_questions(item, rows, day),
        )
    }
    return {
        name: known_up_to.isoformat()
        for name, known_up_to in sorted(spoken_of, key=lambda annex: (annex[1], annex[0]))
    }


def _of_findings(outcome: ItemOutcome) -> Iterator[AnnexKnown]:
    for judged in outcome.provisions:
        yield from _of_condition(judged.provision.when)
        yield from _described().get(judged.provision.citation, ())


def _of_duties(item: Item, facts: Facts, outcome: ItemOutcome) -> Iterator[AnnexKnown]:
    """Of the duties that arise, or may: the annexes that name the item, or may."""
    for rule in duties_of_measures(outcome, facts):
        for goods in _lists(rule.rule.when) if rule.rule.when is not None else ():
            if item.cn_code is None or goods.covers(item.cn_code, facts) is not False:
                yield _known(goods.annex)


def _of_questions(item: Item, asked: Iterable[NotExaminedRow], day: date) -> Iterator[AnnexKnown]:
    for row in asked:
        of_sign = row.sign.goods if isinstance(row.sign, PersonsOfAnnex) else ()
        for annex in (*row.what.goods, *row.what.among, *of_sign):
            if item.cn_code is None or goods_on(annex, day).covers(item.cn_code, {}) is not False:
                yield _known(annex)


@lru_cache(maxsize=4096)
def _of_condition(condition: Condition) -> tuple[AnnexKnown, ...]:
    return tuple(_known(goods.annex) for goods in _lists(condition))


@lru_cache(maxsize=4096)
def _lists(condition: Condition) -> tuple[GoodsList, ...]:
    lists = (leaf.codes for leaf in leaves(condition) if isinstance(leaf, AnyCode))
    return tuple(dict.fromkeys(goods for goods in lists if isinstance(goods, GoodsList)))


def _known(annex: AnnexGoods) -> AnnexKnown:
    return annex.name, annex.known_up_to


@lru_cache(maxsize=1)
def _described() -> dict[str, tuple[AnnexKnown, ...]]:
    """By citation what is known of annexes that are asked about by description."""
    known: dict[str, tuple[AnnexKnown, ...]] = {}
    for row in measure_rows():
        if row.described is not None:
            annex = (f"{row.act}, Annex {row.described['annex']}", row.described["known_up_to"])
            known[citation(row)] = tuple(dict.fromkeys((*known.get(citation(row), ()), annex)))
    return known
