"""The questions and sentences of facts that a transaction states, and of most that are derived from it.

What a derived fact rests on and which field answers it stands in ``derived.py`` beside; a fact that code
names in several places has its name here.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.language.fact import FactDefinition, choice_fact, flag_fact, ground_fact

PARTY_COUNTRIES: Final = "parties.countries"
OTHER_COUNTRIES: Final = "parties.other_countries"
"""Where parties are of whom a person says whether they are supplied: the roles in ``derived.OTHER_ROLES``."""
FIRST_STOP: Final = "route.first_stop"
"""Where the items are first sent, in a tuple: none where that is not stated."""
END_USERS_IN: Final = "parties.end_user_countries"
CONSIGNEES_IN: Final = "parties.consignee_countries"
WHERE_SOLD: Final = ("purchasing_country", PARTY_COUNTRIES)
"""Beside the destination: what is sold to a place is also what goes elsewhere."""
ON_THE_ROUTE: Final = (*WHERE_SOLD, OTHER_COUNTRIES, FIRST_STOP)
"""Beside the destination: what passes a consignee or a first stop behind a country may pass the country,
wherever it ends."""
SEVERAL_PLACES: Final = (PARTY_COUNTRIES, OTHER_COUNTRIES, FIRST_STOP, END_USERS_IN, CONSIGNEES_IN)
"""Place facts that hold any number of places."""
PLACE_FACTS: Final = ("destination", "purchasing_country", "exporter.country", *SEVERAL_PLACES)
"""All facts that hold places."""

FROM_UNION: Final = "export.from_union"
NATIONAL_DEPARTURE: Final = "item.national_departure"
"""Whether the list of the Member State from which the item leaves, not the exporter's, asks for an authorisation."""
"""Whether what is stated as an export leaves the Union: open where the items are stated to be outside it."""
OTHERS_SUPPLIED: Final = "parties.others_supplied"
UNPLACED: Final = "parties.unplaced"
"""Whether a party that is stated without a country is in the place asked about: never known to be."""
ITEM_LISTED: Final = "item.listed"
VALUE_EXEMPT: Final = "item.national_value_exempt"
NEEDS_AUTHORISATION: Final = "export.needs_authorisation"
GENERALLY_AUTHORISED: Final = "export.generally_authorised"

TRANSACTION: Final = (
    choice_fact(
        "activity",
        N_(
            "What is to be done: an export, brokering, technical assistance, a transit or an intra-Union transfer?"
        ),
        N_("the activity is {value}"),
        export=N_("an export"),
        brokering=N_("brokering"),
        technical_assistance=N_("technical assistance"),
        transit=N_("a transit"),
        intra_union_transfer=N_("a transfer within the Union"),
    ),
    choice_fact(
        "manner",
        N_("How does the item leave: permanently, for an exhibition, after repair, or electronically?"),
        N_("the item leaves {value}"),
        permanent=N_("permanently"),
        exhibition=N_("temporarily, for an exhibition or fair"),
        after_repair=N_("after repair or in replacement"),
        electronic=N_("electronically"),
    ),
    FactDefinition(
        "destination",
        "place",
        N_("Which country is the final destination?"),
        N_("the destination is {value}"),
    ),
    FactDefinition(
        "purchasing_country",
        "place",
        N_("In which country does the purchaser sit?"),
        N_("the purchasing country is {value}"),
    ),
    FactDefinition(
        "exporter.country",
        "place",
        N_("In which country is the exporter resident or established?"),
        N_("the exporter is established in {value}"),
    ),
    flag_fact(
        "exporter.icp",
        N_("Has the exporter an internal compliance programme in force (Art. 2(21))?"),
        N_("the exporter has an internal compliance programme"),
        N_("the exporter has no internal compliance programme"),
    ),
)

CUSTOMS_CODE: Final = "item.cn_code"
TANGIBLE: Final = "item.tangible"
"""Whether the item can be goods: it is none where it is stated as software or technology."""
MAY_HOLD_TECHNOLOGY: Final = "item.may_hold_technology"
"""Whether what is printed may be technology or software: it is, unless it is stated as goods."""

ITEM: Final = (
    flag_fact(
        MAY_HOLD_TECHNOLOGY,
        N_("May the printed matter be technology or software, not goods?"),
        N_("the item is not stated as goods, and may be technology or software in print"),
        N_("the item is stated as goods, not as technology or software"),
    ),
    flag_fact(
        TANGIBLE,
        N_("Is the item goods, not software or technology?"),
        N_("the item is goods"),
        N_("the item is software or technology"),
    ),
    FactDefinition(
        CUSTOMS_CODE,
        "customs_codes",
        N_(
            "Which customs code (Combined Nomenclature, eight digits) has the item; or of software or technology the goods"
            " that it is for?"
        ),
        N_("the customs code of the item is {value}"),
    ),
    FactDefinition(
        "item.entries",
        "codes",
        N_("Which provisions of Annex I list the item, if any (classify it)?"),
        N_("the item is classified as {value}"),
    ),
    flag_fact(
        ITEM_LISTED,
        N_("Is the item listed in Annex I (classify it)?"),
        N_("the item is listed in Annex I"),
        N_("the item is classified and not listed in Annex I"),
    ),
    flag_fact(
        "item.cyber_surveillance",
        N_(
            "Is the item specially designed for the covert surveillance of natural persons through data from"
            " information and telecommunication systems (Art. 2(20))?"
        ),
        N_("the item is a cyber-surveillance item"),
        N_("the item is not a cyber-surveillance item"),
    ),
    flag_fact(
        "item.national_own",
        N_(
            "Is the item on the national control list of the exporter's Member State, for this destination (Art. 9)? Entries of"
            " other lists do not tell."
        ),
        N_("the national list of the exporter's Member State reaches the item for this destination"),
        N_("no national list of the exporter's Member State reaches the item for this destination"),
        "authority",
    ),
    flag_fact(
        NATIONAL_DEPARTURE,
        N_(
            "Does the law of the Member State from which the item leaves, which is not the exporter's, ask for an authorisation under its"
            " own national list (Art. 9; Germany: § 8(1) no 2 AWV, whoever exports, goods above the 5 000 euro of § 8(3))?"
        ),
        N_("the national list of the Member State from which the item leaves asks for an authorisation"),
        N_("no national list of another Member State from which the item leaves asks for an authorisation"),
        "authority",
    ),
    flag_fact(
        "item.national_other",
        N_(
            "Is the item on the national control list of another Member State, for this destination (Art. 10)?"
        ),
        N_("the national list of another Member State reaches the item for this destination"),
        N_("no national list of another Member State reaches the item for this destination"),
    ),
    flag_fact(
        VALUE_EXEMPT,
        N_("Does the contract stay within the value below which the national list asks for nothing?"),
        N_("the contract stays within the value limit of the national list"),
        N_("the contract is above the value limit of the national list, or has none"),
    ),
    flag_fact(
        "parties.security_service",
        N_(
            "Is an end user or consignee a military, paramilitary, police or intelligence service, another security"
            " service of a government, or somebody acting for one?"
        ),
        N_("an end user or consignee is a security service of a government"),
        N_("no end user or consignee is a security service of a government"),
    ),
    flag_fact(
        "parties.military",
        N_("Is an end user or consignee a military service?"),
        N_("an end user or consignee is a military service"),
        N_("no end user or consignee is a military service"),
    ),
    flag_fact(
        "parties.military_or_border_guard",
        N_("Is an end user or consignee a military service or a border guard police?"),
        N_("an end user or consignee is a military service or a border guard police"),
        N_("no end user or consignee is a military service or a border guard police"),
    ),
    flag_fact(
        "authority.transit_prohibited",
        DECIDED["Art. 7(1)"].question,
        N_("the authority has prohibited the transit"),
        N_("the authority has not prohibited the transit"),
        "authority",
    ),
    flag_fact(
        "authority.transit_authorisation",
        DECIDED["Art. 7(2)"].question,
        N_("the authority has made the transit subject to an authorisation"),
        N_("the authority has not made the transit subject to an authorisation"),
        "authority",
    ),
    flag_fact(
        NEEDS_AUTHORISATION,
        N_("Would the direct export need an authorisation under Art. 3, 4, 5, 9 or 10?"),
        N_("the direct export would need an authorisation"),
        N_("the direct export would need no authorisation"),
    ),
    flag_fact(
        GENERALLY_AUTHORISED,
        N_("Does a Union general export authorisation cover the direct export?"),
        N_("a Union general export authorisation covers the direct export"),
        N_("no Union general export authorisation covers the direct export"),
    ),
    flag_fact(
        "transfer.mtcr_exempt",
        N_("Does the transfer serve a purpose named in the exceptions for missile technology of Annex IV?"),
        N_(
            "a missile technology exception of Annex IV is stated, and the item is missile technology of Annex IV"
        ),
        N_("no missile technology exception of Annex IV is stated"),
    ),
    FactDefinition(
        PARTY_COUNTRIES,
        "place",
        N_("In which countries are the end user, the consignee and the purchaser?"),
        N_("a party is in {value}"),
    ),
    FactDefinition(
        FIRST_STOP,
        "place",
        N_("To which place are the items first sent?"),
        N_("the items are first sent to {value}"),
        no=N_("no place is stated to which the items are first sent"),
    ),
    FactDefinition(
        OTHER_COUNTRIES,
        "place",
        N_("In which countries are intermediaries, agents, brokers and other parties?"),
        N_("an intermediary, agent, broker or other party is in {value}"),
        no=N_("no intermediary, agent, broker or other party there is stated"),
    ),
    flag_fact(
        OTHERS_SUPPLIED,
        N_(
            "An intermediary, agent, broker or other party is in a country under a restrictive measure: does it buy or receive the"
            " items, or have the use of them, is it paid or does it pay for them, so that they are sold, supplied or transferred to it,"
            " be it indirectly (Regulation (EU) No 833/2014, Arts 2(1) and 3k(1), and the like articles of other acts)?"
        ),
        N_("the intermediary, agent, broker or other party there is supplied, directly or indirectly"),
        N_("a person has said that the intermediary, agent, broker or other party there is not supplied"),
    ),
    flag_fact(
        UNPLACED,
        N_(
            "In which country is each party? Goods that a measure names must not be supplied to any person in the country under it,"
            " wherever they go."
        ),
        N_("a party that is stated without a country is there"),
        N_("the country of every party that is stated is known"),
    ),
    FactDefinition(
        END_USERS_IN,
        "place",
        N_("In which country is each end user?"),
        N_("an end user is in {value}"),
        no=N_("no end user in another country is stated"),
        asked_of="end_user",
    ),
    FactDefinition(
        CONSIGNEES_IN,
        "place",
        N_("In which country is each consignee?"),
        N_("a consignee is in {value}"),
        no=N_("no consignee in another country is stated"),
    ),
    flag_fact(
        "brokering.within_one_country",
        N_("Are the items already in the country of destination, so that they cross no border (Art. 2(7))?"),
        N_("the items are in the country of destination already"),
        N_("the items are not stated to be in the country of destination already"),
    ),
    flag_fact(
        FROM_UNION,
        N_("Do the items leave the Union, or are they outside it already (Art. 2(2))?"),
        N_("the items leave the Union"),
        N_("the items are outside the Union already"),
    ),
    flag_fact(
        "held.global",
        N_("Does the exporter hold a global authorisation that would cover the direct export?"),
        N_("a global authorisation covers the direct export"),
        N_("no global authorisation that covers the direct export is stated"),
    ),
)

KNOWLEDGE: Final = (
    ground_fact(
        "wmd",
        N_(
            "What is known of a use in connection with chemical, biological or nuclear weapons, or missiles that can"
            " carry them (Art. 4(1)(a))?"
        ),
        N_("knowledge of a use for weapons of mass destruction: {value}"),
    ),
    ground_fact(
        "military_end_use",
        N_("What is known of a military end use (Art. 4(1)(b))?"),
        N_("knowledge of a military end use: {value}"),
    ),
    ground_fact(
        "illicit_military_parts",
        N_(
            "What is known of a use as parts of military items exported from the Union without authorisation (Art. 4(1)(c))?"
        ),
        N_("knowledge of a use in illegally exported military items: {value}"),
    ),
    ground_fact(
        "internal_repression",
        N_(
            "What did due diligence find about a use for internal repression or for serious violations of human"
            " rights and humanitarian law (Art. 5(1))?"
        ),
        N_("knowledge of a use for internal repression or serious violations: {value}"),
    ),
    ground_fact(
        "human_rights",
        N_(
            "What is known of a use in violation of human rights, democratic principles or freedom of expression?"
        ),
        N_("knowledge of a use against human rights, democracy or expression: {value}"),
    ),
    ground_fact(
        "security_end_use",
        N_(
            "What is known of a military, police, intelligence, surveillance or other security end use by a government?"
        ),
        N_("knowledge of a governmental security end use: {value}"),
    ),
    ground_fact(
        "public_security",
        N_(
            "What is known of a use of concern for public security, including terrorism, or human rights (Art. 10)?"
        ),
        N_("knowledge of a use of concern for public security or human rights: {value}"),
    ),
    ground_fact(
        "reexport",
        N_("What is known of an onward export to places that the general authorisation does not permit?"),
        N_("knowledge of an onward export elsewhere: {value}"),
    ),
)
