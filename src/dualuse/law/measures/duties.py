"""Duties of who exports goods that annexes of restrictive measures name by customs code, and whom these
annexes look for."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, TANGIBLE, choice, flag
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.eu_2021_821.facts.stated_facts import WHERE_SOLD
from dualuse.law.language.logic import AnyCode, Condition, InPlaces, every, some
from dualuse.law.language.provision import AFTER_RELIEF, Due, Duty, Validity
from dualuse.law.measures.goods.lists import DutyGoods, GoodsList
from dualuse.law.measures.goods.reading import annex_of_goods
from dualuse.law.measures.provisions import named_codes
from dualuse.law.measures.reading import DutyRow, duty_rows, spans
from dualuse.law.territories import UNDER_THE_TREATIES, UNION, Member, PlaceSet, PlacesExcept


@lru_cache(maxsize=1)
def measure_duties() -> tuple[Duty, ...]:
    """Duties of who exports goods that annexes name by customs code; they hold no release."""
    return tuple(
        Duty(
            citation=f"{row.act}, {row.article}",
            text=row.text,
            due=Due.STANDING if row.standing else Due.BEFORE,
            verification=row.verification,
            when=_duty_arises(row, begins),
            source=row.url,
            validity=Validity(begins, until),
            after=(AFTER_RELIEF,) if row.told else (),
        )
        for row in duty_rows()
        for begins, until in spans(row.validity, row.goods)
    )


@lru_cache(maxsize=1)
def citations_of_duties() -> frozenset[str]:
    """Citations of the duties under restrictive measures."""
    return frozenset(duty.citation for duty in measure_duties())


@lru_cache(maxsize=1)
def partners() -> frozenset[str]:
    """The partner countries of Annex VIII to Regulation (EU) No 833/2014: nobody is warned of diversion there
    (Art. 12gb)."""
    return frozenset(place for row in duty_rows() if row.article == "Art. 12gb" for place in row.but_not_to)


@lru_cache(maxsize=512)
def common_high_priority(day: date) -> GoodsList:
    """The common high priority items: Annex XL to Regulation (EU) No 833/2014."""
    return GoodsList(annex_of_goods("32014R0833", "XL"), day)


def _duty_arises(row: DutyRow, on: date) -> Condition:
    def places(use: str, members: tuple[str, ...]) -> PlaceSet:
        label = Message("places.partners", N_("the partner countries of {article}"), {"article": row.article})
        if use != "partners":
            label = Message(
                "places.measure", N_("the places of {citation}"), {"citation": f"{row.act}, {row.article}"}
            )
        return PlaceSet(f"{row.act} {row.article} {use}", label, map(Member, members))

    def receives(use: str, members: tuple[str, ...]) -> Condition:
        return InPlaces("destination", places(use, members), also=WHERE_SOLD)

    def third_countries(row: DutyRow) -> PlacesExcept:
        label = Message(
            "places.third_countries",
            N_("the third countries of {citation}"),
            {"citation": f"{row.act}, {row.article}"},
        )
        excluded = [UNDER_THE_TREATIES]
        if row.but_not_to:
            excluded.append(places("partners", row.but_not_to))
        return PlacesExcept(f"{row.act} {row.article} third countries", label, excluded)

    conditions: list[Condition] = [choice("activity", *row.activities), ~InPlaces("destination", UNION)]
    if row.only:
        electronic = choice("activity", "export") & choice("manner", "electronic")
        conditions.append(~flag(TANGIBLE) | electronic)
    if row.within:
        conditions.append(receives("within", row.within))
    else:
        conditions.append(InPlaces("destination", third_countries(row), also=WHERE_SOLD))
    if row.not_within:
        conditions.append(~receives("not within", row.not_within))
    if row.told:
        conditions.append(flag(f"{TOLD}{row.told}"))
    conditions += (~AnyCode(CUSTOMS_CODE, GoodsList(annex, on)) for annex in row.but_not)
    if row.codes:
        conditions.append(named_codes(row, row.codes))
    elif row.goods:
        lists = (DutyGoods(annex, on) for annex in row.goods)
        # An annex that begins later names nothing yet.
        conditions.append(some(*(AnyCode(CUSTOMS_CODE, goods) for goods in lists if goods.groups)))
    return every(*conditions)
