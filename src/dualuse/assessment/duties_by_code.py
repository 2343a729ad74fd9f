"""Duties of a seller that follow from the customs code: where none is stated, or one that is too wide, they
wait for it.

They hold no release, but they are not passed over: whether the contract must forbid re-export to Russia or
Belarus cannot be told. A code that the nomenclature has replaced is in none of today's lists: it is asked for
anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.signs.goods import begins
from dualuse.engine.compiled import CompiledRule
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.customs import REPLACED, replaced_by
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE
from dualuse.law.eu_2021_821.facts.stated_facts import PARTY_COUNTRIES
from dualuse.law.language.logic import AnyCode, Condition, Facts, leaves
from dualuse.law.language.provision import Duty
from dualuse.law.measures.duties import citations_of_duties, partners
from dualuse.law.measures.goods.gathering import gathers
from dualuse.law.measures.goods.lists import GoodsList, PlainCodes, goods_on
from dualuse.law.measures.goods.reading import annexes_of_goods
from dualuse.law.measures.not_executed import not_examined_rows
from dualuse.law.measures.reading import MeasureRow, measure_rows
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

WAITS_FOR_CODE: Final = "duties_by_code"
"""The code of what says that duties wait for a customs code."""
OF_RIGHTS: Final = "Regulation (EU) No 833/2014, Art. 12ga"
"""The duty of who sells or licenses rights, by the code of the goods that they are for: it spares no partner
country."""


@legal_derivation("Regulation (EU) No 833/2014, Arts 12g, 12ga", "Regulation (EC) No 765/2006, Art. 8g")
def duties_waiting(
    transaction: Transaction, items: Iterable[Facts], outcomes: Iterable[ItemOutcome]
) -> Iterator[Message]:
    """Per item the duties that depend on a customs code which is not known well enough.

    Args:
        transaction: the one that is judged.
        items: the facts of each item.
        outcomes: what the law says of each.
    """
    for item, facts, outcome in zip(transaction.items, items, outcomes, strict=True):
        if facts["activity"] is None or facts["destination"] is None:
            continue
        goods = _may_be_goods(item, facts)
        if goods and partners().issuperset(_where_sold(facts)):
            continue  # few duties reach as far as there: a question about each sale to a partner country would be read by nobody
        waiting = tuple(
            rule.rule
            for rule in duties_of_measures(outcome, facts)
            if rule.when.truth(facts) is None
            and _waits_for_code(rule.rule, item.cn_code, facts)
            and (goods or rule.rule.citation == OF_RIGHTS)
        )
        if not waiting:
            continue
        params: dict[str, object] = {
            "id": item.id or "",
            "duties": tuple(dict.fromkeys(duty.citation for duty in waiting)),
        }
        if item.cn_code is None and not goods:
            text = N_(
                "item {id} has no customs code of its own: state that of the goods that it is for: where rights to use it are sold or"
                " licensed to a third country, what the contract must forbid under {duties} depends on it"
            )
            yield Message(WAITS_FOR_CODE, text, params)
            continue
        if item.cn_code is None:
            text = N_(
                "item {id}: state the full customs code: whether the seller has duties under {duties} depends on it"
            )
            yield Message(WAITS_FOR_CODE, text, params)
            continue
        lists = {goods for duty in waiting if duty.when for goods in _lists_of(duty.when)}
        yield _of_code(item.cn_code, lists, facts, params)


def duties_of_measures(outcome: ItemOutcome, facts: Facts) -> Iterator[CompiledRule[Duty]]:
    """The duties under restrictive measures that arise for an item, or may."""
    for rule in _of_measures(outcome.law.relevant_duties.rules(facts)):
        if rule.when.truth(facts) is not False:
            yield rule


def _waits_for_code(duty: Duty, code: str | None, facts: Facts) -> bool:
    """Whether it is the code that leaves open if the duty arises, not something else that is not stated."""
    lists = _lists_of(duty.when) if duty.when else ()
    return code is None or any(goods.covers(code, facts) is None for goods in lists)


@lru_cache(maxsize=1024)
def _of_measures(rules: tuple[CompiledRule[Duty], ...]) -> tuple[CompiledRule[Duty], ...]:
    return tuple(rule for rule in rules if rule.rule.citation in citations_of_duties())


def _of_code(code: str, lists: set[PlainCodes], facts: Facts, params: dict[str, object]) -> Message:
    if gathers(code):
        text = N_(
            "item {id}: customs code {code} gathers goods of many kinds: state the one that the item has by itself: whether the seller"
            " has duties under {duties} depends on it"
        )
        return Message(WAITS_FOR_CODE, text, {**params, "code": code})
    if any(goods.is_wider(code) for goods in lists):
        text = N_(
            "item {id}: customs code {code} is too wide: state the full one: whether the seller has duties under {duties} depends"
            " on it"
        )
        return Message(WAITS_FOR_CODE, text, {**params, "code": code})
    questions = {
        name: question
        for goods in sorted(lists, key=lambda goods: goods.key)
        for name in goods.questions(code)
        if facts.get(name) is None and (question := goods.question(name)) is not None
    }
    text = N_(
        "item {id}: of customs code {code} an annex takes a part only; if the item is of that part, the seller has duties under {duties}: "
        "{questions} State under answers ({answers}) true if it is (the duties apply) or false if it is not (they do not)"
    )
    params |= {"code": code, "questions": tuple(questions.values()), "answers": tuple(questions)}
    return Message(WAITS_FOR_CODE, text, params)


def _where_sold(facts: Facts) -> Iterator[str]:
    """The destination, and where the purchaser and the parties that receive the items are."""
    yield from (facts[name] for name in ("destination", "purchasing_country") if facts[name] is not None)
    yield from facts[PARTY_COUNTRIES]


def _lists_of(condition: Condition) -> Iterator[PlainCodes]:
    for leaf in leaves(condition):
        if isinstance(leaf, AnyCode) and leaf.fact == CUSTOMS_CODE and isinstance(leaf.codes, PlainCodes):
            yield leaf.codes


def _may_be_goods(item: Item, facts: Facts) -> bool:
    """Software and technology have no customs code of their own."""
    if item.entries:
        return any(code[1] in "ABC" for code in item.entries)
    return item.kind in (None, "goods") and facts["manner"] != "electronic"


@legal_derivation("Regulation (EEC) No 2658/87")
def codes_replaced(transaction: Transaction, day: date) -> Iterator[Message]:
    """Items whose customs code no longer exists on the day judged, and which an annex that may be looked at names by it or by one of today, or a sign tells apart.

    Of others the code is told (``customs_code_renamed``) and holds nothing: chairs for Japan are in no annex that reaches there.
    """
    for item in transaction.items:
        new = replaced_by(item.cn_code) if item.cn_code and day >= REPLACED else ()
        if not new:
            continue
        params = {
            "code": item.cn_code or "",
            "id": item.id or "",
            "day": REPLACED.isoformat(),
            "codes": new,
        }
        codes = (item.cn_code or "", *new)
        if _are_other_goods_to_a_sign(codes[0], new) or _is_named_for(
            _places_of(transaction), _circumstances_that_hold(transaction), codes, day
        ):
            text = N_(
                "customs code {code} of item {id} was replaced on {day} by {codes}: the annexes name the codes of today; state"
                " the one that the item has now"
            )
            yield Message("customs_code_replaced", text, params)
        else:
            text = N_(
                "customs code {code} of item {id} was replaced on {day} by {codes}: the declaration asks for the one of today"
            )
            yield Message("customs_code_renamed", text, params)


def _places_of(transaction: Transaction) -> frozenset[str | None]:
    """The places that are stated of where the items go and who takes part; None where no destination is."""
    named = (
        transaction.purchasing_country,
        transaction.consigned_to,
        *(party.country for party in transaction.parties or ()),
    )
    return frozenset((transaction.destination, *(place for place in named if place is not None)))


def _circumstances_that_hold(transaction: Transaction) -> frozenset[str]:
    """The circumstances that are stated to be so, of those by which a measure reaches other places, too."""
    return frozenset(
        name for name in circumstances_that_reach() if getattr(transaction.circumstances, name, None) is True
    )


@lru_cache(maxsize=1)
def circumstances_that_reach() -> tuple[str, ...]:
    """The circumstances by which a measure reaches places that it does not name: a way through a country, the word of an authority."""
    return tuple(sorted({name for row in measure_rows() for name in (row.told, row.through) if name}))


@lru_cache(maxsize=4096)
def _is_named_for(
    places: frozenset[str | None], ways: frozenset[str], codes: tuple[str, ...], day: date
) -> bool:
    """Whether a measure that reaches one of the places, or may, names one of the codes; or any annex does, and a place is none of the partner countries,
    to which no duty of a seller reaches and from which nothing goes on to Russia or Belarus."""
    if not places <= partners() and any(
        goods_on(annex, day).covers(code, {}) is not False
        for annex in annexes_of_goods().values()
        for code in codes
    ):
        return True
    return any(
        _names(row, codes)
        for row in measure_rows()
        if row.validity.covers(day)
        and (
            None in places
            or (row.third_countries and not row.told)
            or not ways.isdisjoint((row.told, row.through))
            or not places.isdisjoint(row.places)
        )
    )


def _names(row: MeasureRow, codes: tuple[str, ...]) -> bool:
    """Whether the row may take goods of one of the codes."""
    return any(
        begins((*row.near, *row.beside, *row.but_not_codes), code)
        or any(
            GoodsList(annex, row.validity.since, price).covers(code, {}) is not False
            for annex in row.goods
            for price in {group.above for group in annex.groups}
        )
        for code in codes
    )


@lru_cache(maxsize=1024)
def _are_other_goods_to_a_sign(code: str, new: tuple[str, ...]) -> bool:
    """Whether a sign of a part of an act has one of the codes of today among its own and not the code, or the other way round."""
    return any(begins(near, code) != begins(near, today) for near in _codes_of_signs() for today in new)


@lru_cache(maxsize=1)
def _codes_of_signs() -> frozenset[tuple[str, ...]]:
    """The beginnings of customs codes that signs of parts of acts name, wherever they are looked for."""
    signs = (row.sign for row in not_examined_rows() if not row.places)
    fields = ("near", "near_where")
    return frozenset(near for sign in signs for name in fields if (near := getattr(sign, name, ())))


@legal_derivation("Regulation (EU) No 833/2014, Art. 12g")
def left_out(waiting: Iterable[Message]) -> tuple[Message, ...]:
    """What a "go" names of it."""
    waiting = tuple(waiting)
    parts = tuple(message.params["id"] for message in waiting if "questions" in message.params)
    codes = tuple(message.params["id"] for message in waiting if "questions" not in message.params)
    left: list[Message] = []
    if codes:
        text = N_("the full customs code of item {items}, on which duties of the seller depend")
        left.append(Message("left_out.customs_code", text, {"items": codes}))
    if parts:
        text = N_(
            "whether item {items} is of the part of its customs code that an annex takes, on which duties of the seller depend"
        )
        left.append(Message("left_out.part_of_code", text, {"items": parts}))
    return tuple(left)
