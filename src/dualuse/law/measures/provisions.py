"""Union restrictive measures as provisions: no relief ever names them, so no authorisation lowers them.

What an act takes of Annex I and cannot be drawn with codes is a question (``covered.<celex>:<number>``).
Exceptions whose facts have no name in the contract are not presumed: they stand in ``exceptions`` and become
warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet
from dualuse.law.eu_2021_821.facts import (
    CUSTOMS_CODE,
    MAY_HOLD_TECHNOLOGY,
    TANGIBLE,
    choice,
    circumstance,
    flag,
    ground,
)
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.eu_2021_821.facts.stated_facts import (
    FIRST_STOP,
    ITEM_LISTED,
    ON_THE_ROUTE,
    OTHER_COUNTRIES,
    OTHERS_SUPPLIED,
    UNPLACED,
    WHERE_SOLD,
)
from dualuse.law.language.logic import AnyCode, Condition, EveryCode, Flag, InPlaces, every, some
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.law.measures.goods.lists import GoodsList, PlainCodes
from dualuse.law.measures.goods.reading import AnnexGoods, annexes_of_goods
from dualuse.law.measures.reading import (
    DutyRow,
    LiftedRow,
    MeasureRow,
    lifted_rows,
    measure_rows,
)
from dualuse.law.territories import UNION, Member, PlaceSet


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """The question whether an annex of an act names the item; ``fact`` is its name."""

    fact: str
    text: str


@lru_cache(maxsize=1)
def measure_questions() -> dict[str, MeasureQuestion]:
    """The questions of all acts by fact; equal questions of one act share a fact."""
    numbers: dict[tuple[str, str], int] = {}
    for row in measure_rows():
        if row.question and (row.celex, row.question) not in numbers:
            numbers[row.celex, row.question] = sum(1 for celex, _ in numbers if celex == row.celex) + 1
    return {
        f"covered.{celex}:{number}": MeasureQuestion(f"covered.{celex}:{number}", text)
        for (celex, text), number in numbers.items()
    }


def named_by_annex(asked: str) -> str:
    """The fact that an annex names the item as a person has said: it follows from the answer to the question
    ``asked``."""
    return asked.replace("covered.", "named.", 1)


def asked_of_annex(named: str) -> str:
    """The question whose answer says whether an annex names the item: the opposite of
    :func:`named_by_annex`."""
    return named.replace("named.", "covered.", 1)


def _question(row: MeasureRow) -> Flag:
    return next(
        Flag(question.fact)
        for question in measure_questions().values()
        if question.text == row.question and question.fact.startswith(f"covered.{row.celex}:")
    )


def question_of_article(act: str, article: str) -> str:
    """The fact that answers whether an article of an act takes an item.

    Raises:
        KeyError: no provision of the article asks a question.
    """
    for row in measure_rows():
        if (row.act, row.article) == (act, article) and row.question:
            return _question(row).fact
    raise KeyError(f"{act}, {article}")


def _candidates(row: MeasureRow) -> Condition:
    if not row.candidates:
        return flag(ITEM_LISTED)
    label = Message(
        "codes.measure_candidates", N_("what the annex of {article} can name"), {"article": row.article}
    )
    key = f"{row.celex} {row.article} candidates"
    return AnyCode("item.entries", CodeSet(key, label, (CodeRow(code) for code in row.candidates)))


def price_fact(euros: int) -> str:
    """The fact that each of the goods costs more than ``euros``."""
    return f"item.price_above_{euros}"


@lru_cache(maxsize=1)
def price_questions() -> dict[str, Message]:
    """The questions about the price of each of the goods, by fact, the lowest first."""
    prices = {group.above for annex in annexes_of_goods().values() for group in annex.groups if group.above}
    text = N_("Is one of the goods worth more than EUR {price}?")
    return {
        price_fact(price): Message(f"question.{price_fact(price)}", text, {"price": price})
        for price in sorted(prices)
    }


def _goods(row: MeasureRow) -> Condition:
    """The goods that an annex takes, those that it takes from a price on only where they cost more."""
    taken: list[Condition] = []
    for annex in row.goods:
        for price in sorted({group.above for group in annex.groups}):
            goods = GoodsList(annex, row.validity.since, price)
            if goods.groups:
                named = AnyCode(CUSTOMS_CODE, goods)
                taken.append(named & Flag(price_fact(price)) if price else named)
    return every(some(*taken), _question(row)) if row.question else some(*taken)


def _outside_annex_i(row: MeasureRow) -> Condition:
    """What the annex names outside Annex I: asked about where the row says which goods it can mean, else
    where a person has said so; an answer counts whatever the customs code, but for goods that the article
    itself leaves out."""
    if row.but_not_codes:
        return _named_or_near(row) & ~named_codes(row, row.but_not_codes)
    return _named_or_near(row)


def _named_or_near(row: MeasureRow) -> Condition:
    if not row.near:
        return _named(row)
    match row.only:
        case "goods":
            return (_near(row) & flag(TANGIBLE) & _question(row)) | _named(row)
        case "software":  # which has no code of its own
            return (some(_near(row), ~flag(TANGIBLE)) & _question(row)) | _named(row)
    return (_near(row) & _question(row)) | _named(row)


_PRINTED: Final = ("4901", "4902", "4903", "4904", "4905", "4908", "4909", "4910", "4911")
"""Printed matter that is no technology where it is stated as goods: books, newspapers, music, maps, calendars, pictures. Plans and drawings
(4906) hold technology whatever they are called, and what gives a right to something (4907) may be for software: both are asked about."""


def _near(row: MeasureRow) -> Condition:
    """The goods that the annex can mean, by their customs codes; printed matter, unless it is stated as goods."""
    printed = frozenset(_printed(row))
    others = tuple(code for code in row.near if code not in printed)
    in_print = (_in_print(row) & flag(MAY_HOLD_TECHNOLOGY),) if printed else ()
    return some(*((_of_codes(row, others),) if others else ()), *in_print)


def _printed(row: MeasureRow) -> tuple[str, ...]:
    return tuple(code for code in row.near if code.startswith(_PRINTED))


def _in_print(row: MeasureRow) -> AnyCode:
    return _of_codes(row, _printed(row), " in print")


def _of_codes(row: MeasureRow, codes: tuple[str, ...], part: str = "") -> AnyCode:
    label = Message("goods.near", N_("the goods that {article} can mean"), {"article": row.article})
    key = f"{row.celex} {row.article} near{part} {row.validity.since}"
    return AnyCode(CUSTOMS_CODE, PlainCodes(key, label, codes))


def _named(row: MeasureRow) -> Flag:
    return Flag(named_by_annex(_question(row).fact))


def _items(row: MeasureRow) -> Condition:
    match row.items:
        case "annex_i":
            return flag(ITEM_LISTED)
        case "part":
            # What the annex names outside Annex I counts where a person has said so; else it stands as not
            # examined.
            return (_candidates(row) & _question(row)) | _outside_annex_i(row)
        case "interception":
            # The annexes of interception equipment take out every item that Annex I lists (their general
            # note).
            kinds = (flag("item.cyber_surveillance"), *((_near(row),) if row.near else ()))
            # What a person says of printed matter counts, whatever it is stated as.
            named = (_in_print(row) & _named(row),) if _printed(row) else ()
            return ~flag(ITEM_LISTED) & some(*kinds, *named) & _question(row)
        case "codes":
            label = Message("codes.measure", N_("the items of {article}"), {"article": row.article})
            rows = (CodeRow(code) for code in row.codes)
            return AnyCode("item.entries", CodeSet(f"{row.celex} {row.article}", label, rows))
        case "annex_i_except":
            label = Message(
                "codes.left_out", N_("what {article} leaves out in part"), {"article": row.article}
            )
            key = f"{row.celex} {row.article} left out"
            left_out = EveryCode("item.entries", CodeSet(key, label, map(CodeRow, row.codes)))
            return flag(ITEM_LISTED) & (~left_out | _question(row))
        case "goods":
            return _goods(row)
        case "described":
            return _outside_annex_i(row) if row.near else _question(row)
        case "military_service":
            return _military_service(row)
    raise ValueError(f"{row.act}, {row.article}: items = {row.items!r} is not known")


# "Are or may be intended" for military use: grounds for suspicion are enough.
_END_USES: Final = {
    "military": ground("military_end_use", "suspects") | flag("parties.military"),
    "military_or_border_guard": ground("military_end_use", "suspects")
    | flag("parties.military_or_border_guard"),
}


def _military_service(row: MeasureRow) -> Condition:
    """A service for a military end use, whatever the items are: a ban on services related to arms or to
    military activities.

    A military end use in the sense of Art. 4(1)(b) is one in or for military items; whoever is aware of it
    need not be asked again where the act bans services related to arms of all types (``aware``). The Common
    Military List is for a person to compare.
    """
    asked = _END_USES["military"] & _question(row)
    return ground("military_end_use", "aware") | asked if row.aware else asked


def _end_use(row: MeasureRow) -> Iterator[Condition]:
    if row.end_use != "any":
        yield _END_USES[row.end_use]


def _route(row: MeasureRow) -> Iterator[Condition]:
    if row.through:
        yield circumstance(row.through) | _first_sent_there(row)


def _first_sent_there(row: MeasureRow) -> Condition:
    """What is first sent to the country passes through it, whatever else is stated of its way."""
    return InPlaces(FIRST_STOP, _passed(row))


def _passed(row: MeasureRow) -> PlaceSet:
    label = Message("places.measure", N_("the places of {citation}"), {"citation": citation(row)})
    return PlaceSet(f"{citation(row)} passes", label, (Member(row.passes),))


def citation(row: MeasureRow) -> str:
    """``Regulation (EU) No 833/2014, Art. 2(1)``."""
    return f"{row.act}, {row.article}"


@lru_cache(maxsize=1)
def measure_provisions() -> tuple[Provision, ...]:
    """All measures of all times as provisions."""
    return tuple(_provision(row) for row in measure_rows())


@lru_cache(maxsize=1)
def measure_reliefs() -> tuple[Relief, ...]:
    """Exemptions and derogations of measures: they count where a person states them, never where nobody
    does."""
    return tuple(relief for row in lifted_rows() for relief in _reliefs(row))


def _reliefs(row: LiftedRow) -> Iterator[Relief]:
    """What ``row`` frees of: measures all of whose activities it frees, where none is asked for again, and
    the others.

    So each measure knows its severest end without its activities being told apart (``engine/case_split.py``).
    """
    freed = frozenset(_activities(row.activities)) if row.activities else None
    of = tuple(f"{row.act}, {article}" for article in row.of)
    whole = tuple(cited for cited in of if freed is None or _activities_of(cited) <= freed)
    if whole:
        yield _relief(row, whole, ())
    if others := tuple(cited for cited in of if cited not in whole):
        yield _relief(row, others, row.activities)


@lru_cache(maxsize=256)
def _activities_of(cited: str) -> frozenset[str]:
    """The activities that the measure forbids or makes subject to authorisation, in all its rows."""
    return frozenset(
        activity
        for row in measure_rows()
        if citation(row) == cited
        for activity in _activities(row.activities)
    )


def _relief(row: LiftedRow, of: tuple[str, ...], activities: tuple[str, ...]) -> Relief:
    def goods(annexes: tuple[AnnexGoods, ...]) -> Condition:
        return some(*(AnyCode(CUSTOMS_CODE, GoodsList(annex, row.validity.since)) for annex in annexes))

    conditions: list[Condition] = [flag(f"{TOLD}{row.circumstance}")]
    if row.civil:
        conditions.append(~_END_USES["military"])
    if row.only:
        conditions.append(goods(row.only))
    if row.but_not:
        conditions.append(~goods(row.but_not))
    if activities:
        conditions.append(choice("activity", *_activities(activities)))
    if row.codes:
        conditions.append(named_codes(row, row.codes))
    if row.but_not_codes:
        conditions.append(~named_codes(row, row.but_not_codes))
    return Relief(
        citation=f"{row.act}, {row.article}",
        of=of,
        effect=Effect[row.effect.upper()],
        when=every(*conditions),
        summary=row.summary,
        source=row.url,
        verification=row.verification,
        validity=row.validity,
    )


def named_codes(row: MeasureRow | LiftedRow | DutyRow, codes: tuple[str, ...]) -> Condition:
    """The goods of customs codes that an article names itself."""
    label = Message("goods.codes", N_("the customs codes that {article} names"), {"article": row.article})
    return AnyCode(CUSTOMS_CODE, PlainCodes(f"{row.act} {row.article}", label, codes))


def _activities(activities: tuple[str, ...]) -> tuple[str, ...]:
    """To supply "directly or indirectly" includes a transfer within the Union whose final destination is
    known."""
    return (*activities, "intra_union_transfer") if "export" in activities else activities


def _on_the_way(row: MeasureRow, asked_for: PlaceSet) -> Condition:
    """Any destination behind the country; asked about where such a way is likely from any place that is
    stated of the route, elsewhere only where somebody states it, or that the items are first sent there.

    Software and technology that are sent electronically pass through no territory on their way: our reading.
    """
    behind = ~InPlaces("destination", UNION) & ~InPlaces("destination", _passed(row))
    asked: Condition = InPlaces("destination", asked_for, also=ON_THE_ROUTE)
    if row.only != "goods":
        asked &= flag(TANGIBLE) | ~choice("manner", "electronic")
    return behind & some(asked, flag(f"{TOLD}{row.through}"), _first_sent_there(row))


def _names_goods(row: MeasureRow) -> bool:
    """Whether the item can be told to be none of the row's by what is stated of it; else a party without a
    country would be asked about whatever it gets."""
    return row.items != "described" or bool(row.near)


def _provision(row: MeasureRow) -> Provision:
    cited = citation(row)
    label = Message("places.measure", N_("the places of {citation}"), {"citation": cited})
    places = PlaceSet(
        f"{cited} {row.validity.since}", label, (Member(place, row.validity) for place in row.places)
    )
    # "To any person in, or for use in": the destination, the purchaser's country, and the countries stated of
    # parties.
    concerned: Condition = InPlaces("destination", places, also=WHERE_SOLD)
    # "Directly or indirectly": of a party in another role there a person says whether it is supplied.
    concerned |= InPlaces(OTHER_COUNTRIES, places) & flag(OTHERS_SUPPLIED)
    if _names_goods(row):
        concerned |= flag(UNPLACED)
    if row.through:
        concerned = _on_the_way(row, places)
    if row.third_countries:
        concerned = ~InPlaces("destination", UNION)
    scope = every(choice("activity", *_activities(row.activities)), concerned)
    if row.told:
        scope = every(scope, flag(f"{TOLD}{row.told}"))
    return Provision(
        citation=cited,
        effect=Effect[row.effect.upper()],
        when=every(scope, _items(row), *_end_use(row), *_route(row)),
        summary=row.summary,
        source=row.url,
        verification=row.verification,
        validity=row.validity,
        scope=scope,
        exceptions=row.exceptions,
    )
