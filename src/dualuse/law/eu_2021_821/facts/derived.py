"""Derived facts: what provisions ask for and no field of a transaction holds by that name.

Each is declared once, with its citation, what it rests on, the fields that answer it while it is open and,
where the language of the law can say it, its condition. The derivations of a transaction
(``assessment/derivations.py``), the columns that bulk brings together, the questions of an interview and the
ties of the proofs all follow these declarations; what needs sums, several parties or the data of a State is
worked out in ``assessment`` under the name declared here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dualuse.i18n import Message
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import circumstance, flag
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD, TOLD_CIRCUMSTANCES
from dualuse.law.eu_2021_821.facts.derived_authorities import (
    COVERING,
    COVERING_GLOBALLY,
    DECISIONS_TAKEN,
    DIRECT_EXPORTS,
    POWERS,
    TRANSFER_OPTION,
    TRANSFER_RULES_REACHED,
    TRANSFERS_CONTROLLED,
)
from dualuse.law.eu_2021_821.facts.derived_fact import (
    EVERY_INPUT,
    OTHER_ROLES,
    PRICE_FIELDS,
    RECEIVER_ROLES,
    RESPONSIBLE_STATE,
    SERVICE_TESTS,
    STATE_INPUTS,
    DerivedFact,
    stated_party,
)
from dualuse.law.eu_2021_821.facts.derived_supply import (
    LEAVES_FROM_UNION,
    PRINTED_TECHNOLOGY,
    TANGIBLE_ITEM,
    WITHIN_ONE_COUNTRY,
)
from dualuse.law.eu_2021_821.facts.options import OPTIONS, options_per_use
from dualuse.law.eu_2021_821.facts.stated_facts import (
    CONSIGNEES_IN,
    END_USERS_IN,
    FIRST_STOP,
    ITEM_LISTED,
    NATIONAL_DEPARTURE,
    OTHER_COUNTRIES,
    OTHERS_SUPPLIED,
    PARTY_COUNTRIES,
    UNPLACED,
    VALUE_EXEMPT,
)
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.germany.facts import NUCLEAR_LIMIT
from dualuse.law.language.logic import (
    AnyCode,
    Condition,
    EveryCode,
    Facts,
    Flag,
    Truth,
)
from dualuse.law.measures.provisions import measure_questions, named_by_annex, price_questions


class Categories(CodeSet):
    """All codes of some Categories of Annex I, by their first digits."""

    def __init__(self, key: str, label: Message, digits: str) -> None:
        super().__init__(key, label, ())
        self.digits: Final = digits

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether ``code`` is of one of the Categories."""
        return code[0] in self.digits


def _categories(key: str, digits: str) -> Categories:
    return Categories(f"derived.{key}", Message(key, key), digits)


ANNEX_I: Final = _categories("annex_i", "0123456789")
MISSILE_CATEGORIES: Final = _categories("categories_7_9", "79")
"""The Categories whose items the exceptions of Annex IV for missile technology are for."""


PURCHASER_COUNTRY: Final = DerivedFact(
    name="purchasing_country",
    citation="Annex II: the destination, unless another country is stated, of the purchase or of a purchaser",
    inputs=("purchasing_country", "parties.purchaser.country", "destination"),
    answered_by=(("purchasing_country",),),
)
RECEIVER_COUNTRIES: Final = DerivedFact(
    name=PARTY_COUNTRIES,
    citation="restrictive measures: to a person in the country",
    inputs=tuple(f"parties.{role}.country" for role in RECEIVER_ROLES),
)
FIRST_STOPS: Final = DerivedFact(
    name=FIRST_STOP,
    citation="restrictive measures: goods must not pass through a country on their way",
    inputs=("consigned_to",),
)
COUNTRIES_OF_OTHERS: Final = DerivedFact(
    name=OTHER_COUNTRIES,
    citation="restrictive measures: to a person in the country, directly or indirectly",
    inputs=tuple(f"parties.{role}.country" for role in OTHER_ROLES),
)
OTHERS_ARE_SUPPLIED: Final = DerivedFact(
    name=OTHERS_SUPPLIED,
    citation="restrictive measures: whether such a person is supplied is left to a person",
    inputs=tuple(f"parties.{role}.country" for role in OTHER_ROLES),
    answer=OTHERS_SUPPLIED,
    adverse=True,
)
PARTIES_UNPLACED: Final = DerivedFact(
    name=UNPLACED,
    citation="restrictive measures: to any person in the country; a party without a country may be such a person",
    inputs=(
        *(f"parties.{role}.country" for role in (*RECEIVER_ROLES, *OTHER_ROLES)),
        *(stated_party(role) for role in (*RECEIVER_ROLES, *OTHER_ROLES)),
        "purchasing_country",
        f"answers.{OTHERS_SUPPLIED}",
    ),
    answered_by=(("parties.country",),),
    adverse=True,
)
END_USER_COUNTRIES: Final = DerivedFact(
    name=END_USERS_IN,
    citation="Annex II: the destination is where the end users are",
    inputs=("parties.end_user.country", stated_party("end_user"), "destination"),
    answered_by=(("parties.end_user.country",),),
)
CONSIGNEE_COUNTRIES: Final = DerivedFact(
    name=CONSIGNEES_IN,
    citation="Annex II: the destination is where the items finally go",
    inputs=("parties.consignee.country", "destination"),
)
GOES_TO_FREE_ZONE: Final = DerivedFact(
    name=IN_FREE_ZONE,
    citation="Annex II, Part 3(1)(c): exported to a customs-free zone, where only goods go",
    inputs=("manner", "circumstances.free_zone"),
    answered_by=(("circumstances.free_zone",),),
    adverse=True,
)


def _service_fact(
    name: str, citation: str, *, answer: str = "", condition: Condition | None = None
) -> DerivedFact:
    return DerivedFact(
        name=name,
        citation=citation,
        inputs=(
            *(f"parties.{role}.service" for role in SERVICE_TESTS[name].roles),
            stated_party("consignee"),
        ),
        answered_by=(("parties.service",),),
        answer=answer,
        condition=condition,
        sufficient=condition is not None,
        adverse=True,
    )


SERVICES: Final = (
    _service_fact("parties.security_service", "Annex II, EU007 Part 3(2)(d), EU008 Part 3(1)(e)"),
    _service_fact(
        "parties.military", "restrictive measures: for military end users", answer="parties.military"
    ),
    _service_fact(
        "parties.military_or_border_guard",
        "Regulation (EU) No 36/2012 and like acts: a military receiver is a military or border guard one",
        answer="parties.military_or_border_guard",
        condition=flag("parties.military"),
    ),
)

LISTED: Final = DerivedFact(
    name=ITEM_LISTED,
    citation="Art. 3(1): an item is listed where it has an entry of Annex I",
    inputs=("items.entries",),
    answered_by=(("items.entries",),),
    condition=AnyCode("item.entries", ANNEX_I),
)
CYBER_SURVEILLANCE: Final = DerivedFact(
    name="item.cyber_surveillance",
    citation="Art. 2(20): the listed surveillance items are cyber-surveillance items of themselves, and food or furniture cannot be",
    inputs=("items.cyber_surveillance", "items.entries", "items.cn_code", "items.kind", "answers.covered.*"),
    answered_by=(("items.cyber_surveillance",),),
    condition=AnyCode("item.entries", SURVEILLANCE),
    sufficient=True,
    adverse=True,
)
MTCR_EXEMPT: Final = DerivedFact(
    name="transfer.mtcr_exempt",
    citation="Annex IV, missile technology exceptions: where stated, for items of Categories 7 and 9 only",
    inputs=("circumstances.mtcr_exception", "items.entries"),
    answered_by=(("circumstances.mtcr_exception",), ("items.entries",)),
    condition=circumstance("mtcr_exception") & EveryCode("item.entries", MISSILE_CATEGORIES),
    while_open=False,
)

NATIONAL_LISTS: Final = tuple(
    DerivedFact(
        name=name,
        citation=citation,
        inputs=("items.national_entries", "exporter.country", "destination", *places),
        answered_by=(("items.national_entries",), ("exporter.country", "destination"), places[1:]),
        answer=name,
        adverse=True,
    )
    for name, citation, places in (
        ("item.national_own", "Art. 9(1)", ()),
        (NATIONAL_DEPARTURE, "Art. 9(1), § 8(1) no 2 AWV", ("dispatched_from", "located_in")),
        ("item.national_other", "Art. 10(1)", ()),
    )
)
NATIONAL_VALUE_EXEMPT: Final = DerivedFact(
    name=VALUE_EXEMPT,
    citation="Art. 9(1), and the national law on the list",
    inputs=(
        *STATE_INPUTS,
        "reference",
        *(f"items.{field}" for field in ("national_entries", "kind", "value", "currency")),
    ),
    answered_by=(("items.value", "items.currency", "items.kind", "items.national_entries"),),
    answer=VALUE_EXEMPT,
    adverse=False,
)
WITHIN_NUCLEAR_LIMIT: Final = DerivedFact(
    name=NUCLEAR_LIMIT,
    citation="§§ 9(3), 11(5) AWV",
    inputs=(
        "circumstances.nuclear_goods_within_limit",
        *(f"items.{field}" for field in ("kind", "value", "currency")),
    ),
    answered_by=(("circumstances.nuclear_goods_within_limit",),),
    adverse=False,
)

OPTIONS_USED: Final = tuple(
    DerivedFact(
        name=definition.name,
        citation="the Article that leaves the option to the responsible State",
        inputs=STATE_INPUTS,
        answered_by=((RESPONSIBLE_STATE,),),
        answer=".".join(definition.name.split(".")[:2]),
        answer_prevails=True,
    )
    for definition in (*OPTIONS, *options_per_use())
    if definition.name != TRANSFER_OPTION
)


def _price(name: str) -> DerivedFact:
    return DerivedFact(
        name=name,
        citation="restrictive measures: goods that cost more than a price each",
        inputs=tuple(f"items.{field}" for field in PRICE_FIELDS),
        answered_by=(("items.value",), ("items.currency",), ("items.quantity", "items.unit")),
        answer=name,
        adverse=True,
    )


ASSISTANCE_IN_GERMANY: Final = DerivedFact(
    name="assistance.in_germany",
    citation="§ 51 AWV: in Germany, where that is stated; else the destination is the place of the assistance",
    inputs=("circumstances.assistance_in_germany",),
    answered_by=(("circumstances.assistance_in_germany",),),
    condition=circumstance("assistance_in_germany"),
    while_open=False,
)
GERMAN_INTERCEPTION: Final = DerivedFact(
    name="item.german_interception",
    citation="§ 52b AWV: the entries 5A902, 5D902 and 5E902 of the German list",
    inputs=("items.national_entries",),
    answered_by=(("items.national_entries",),),
    answer="item.german_interception",
    adverse=True,
)


def _counts_as_told(name: str) -> DerivedFact:
    return DerivedFact(
        name=f"{TOLD}{name}",
        citation="restrictive measures: an exception counts where a person has stated it",
        inputs=(f"circumstances.{name}",),
        answered_by=((f"circumstances.{name}",),),
        condition=circumstance(name),
        while_open=False,
    )


def _named(asked: str) -> DerivedFact:
    return DerivedFact(
        name=named_by_annex(asked),
        citation="restrictive measures: an annex names the item where a person has said so",
        inputs=(f"answers.{asked}",),
        answer=asked,
        condition=Flag(asked),
        while_open=False,
    )


TOLD_OF_MEASURES: Final = tuple(map(_counts_as_told, TOLD_CIRCUMSTANCES))


@lru_cache(maxsize=1)
def named_by_annexes() -> tuple[DerivedFact, ...]:
    """That an annex names an item, for each annex of which a person is asked that."""
    return tuple(map(_named, measure_questions()))


@lru_cache(maxsize=1)
def prices_exceeded() -> tuple[DerivedFact, ...]:
    """That each of the goods costs more, for each price that a measure names."""
    return tuple(map(_price, price_questions()))


@lru_cache(maxsize=1)
def derived_facts() -> Mapping[str, DerivedFact]:
    """Every derived fact by its name, in the order in which one may rest on another."""
    declared = (
        PURCHASER_COUNTRY,
        RECEIVER_COUNTRIES,
        FIRST_STOPS,
        COUNTRIES_OF_OTHERS,
        OTHERS_ARE_SUPPLIED,
        PARTIES_UNPLACED,
        END_USER_COUNTRIES,
        CONSIGNEE_COUNTRIES,
        WITHIN_ONE_COUNTRY,
        LEAVES_FROM_UNION,
        GOES_TO_FREE_ZONE,
        *SERVICES,
        LISTED,
        CYBER_SURVEILLANCE,
        MTCR_EXEMPT,
        *named_by_annexes(),
        *NATIONAL_LISTS,
        NATIONAL_VALUE_EXEMPT,
        WITHIN_NUCLEAR_LIMIT,
        TANGIBLE_ITEM,
        PRINTED_TECHNOLOGY,
        *prices_exceeded(),
        *TOLD_OF_MEASURES,
        *OPTIONS_USED,
        *DECISIONS_TAKEN,
        *POWERS,
        ASSISTANCE_IN_GERMANY,
        GERMAN_INTERCEPTION,
        *TRANSFER_RULES_REACHED,
        TRANSFERS_CONTROLLED,
        COVERING,
        COVERING_GLOBALLY,
        *DIRECT_EXPORTS,
    )
    return {fact.name: fact for fact in declared}


@lru_cache(maxsize=1)
def left_to_a_person() -> tuple[str, ...]:
    """Derived facts that may stay open although every field they rest on is stated, and then are answered by
    their name.

    A national list that is not at hand, a paramilitary service. Where the derivation itself knows, that
    counts.
    """
    return tuple(
        fact.name
        for fact in derived_facts().values()
        if fact.answer == fact.name and not fact.answer_prevails
    )


@lru_cache(maxsize=1)
def settled_by_others() -> tuple[str, ...]:
    """Derived facts that have one value only for any values of the others: no field of a transaction holds
    them."""
    return tuple(
        fact.name
        for fact in derived_facts().values()
        if (fact.condition and not fact.sufficient and not fact.answer) or EVERY_INPUT in fact.inputs
    )
