"""Circumstances: yes/no facts that general authorisations and exemptions ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dualuse.i18n import N_
from dualuse.law.germany import facts as german
from dualuse.law.language.fact import FactDefinition


def _circumstance(name: str, question: str, yes: str, no: str) -> FactDefinition:
    return FactDefinition(f"circumstances.{name}", "flag", question, yes, no)


_OF_THE_REGULATION: Final = (
    _circumstance(
        "free_zone",
        N_("Do the goods go to a customs-free zone or free warehouse at the destination?"),
        N_("the goods go to a free zone or free warehouse at the destination"),
        N_("the goods do not go to a free zone or free warehouse"),
    ),
    _circumstance(
        "reimported_for_repair",
        N_(
            "Were the items (or those they replace) brought back into the Union for maintenance, repair or replacement?"
        ),
        N_("the items came back to the Union for maintenance, repair or replacement"),
        N_("the items did not come back to the Union for maintenance, repair or replacement"),
    ),
    _circumstance(
        "unchanged_characteristics",
        N_(
            "Do the items keep their original characteristics, or are they replaced by the same quality and number?"
        ),
        N_("the original characteristics are unchanged"),
        N_("the original characteristics are changed"),
    ),
    _circumstance(
        "within_five_years",
        N_("Does the export take place within five years of the original authorisation?"),
        N_("the original authorisation is at most five years old"),
        N_("the original authorisation is more than five years old"),
    ),
    _circumstance(
        "initial_authorisation_valid",
        N_(
            "Was the first export authorised, and is that authorisation neither annulled, suspended, modified nor revoked?"
        ),
        N_("the first export was authorised and the authorisation stands"),
        N_("the first export was not authorised, or its authorisation no longer stands unchanged"),
    ),
    _circumstance(
        "original_end_user",
        N_("Do the items go back to the original end user?"),
        N_("the items go to the original end user"),
        N_("the items do not go to the original end user"),
    ),
    _circumstance(
        "same_end_use",
        N_("Is the end use the one of the original authorisation?"),
        N_("the end use is the one originally authorised"),
        N_("the end use differs from the one originally authorised"),
    ),
    _circumstance(
        "reimport_within_120_days",
        N_("Will the items be back in the Union within 120 days of the export?"),
        N_("the items will be back within 120 days"),
        N_("the items will not be back within 120 days"),
    ),
    _circumstance(
        "complete_and_unmodified",
        N_(
            "Can the exporter guarantee the return complete and unmodified, nothing removed, copied or passed on?"
        ),
        N_("the return complete and unmodified is guaranteed"),
        N_("the return complete and unmodified is not guaranteed"),
    ),
    _circumstance(
        "control_kept",
        N_("Does the exporter keep the items under its control during the whole time abroad?"),
        N_("the exporter keeps control of the items"),
        N_("the exporter does not keep control of the items"),
    ),
    _circumstance(
        "private_presentation",
        N_("Is it a private presentation or demonstration, for example in a showroom?"),
        N_("it is a private presentation"),
        N_("it is not a private presentation"),
    ),
    _circumstance(
        "sale_or_lease",
        N_("Does the export follow from a commercial transaction such as sale, rental or lease?"),
        N_("the export follows from a sale, rental or lease"),
        N_("the export does not follow from a sale, rental or lease"),
    ),
    _circumstance(
        "production_use",
        N_("Are the items to be merged into a production process?"),
        N_("the items are to be merged into a production process"),
        N_("the items are not merged into a production process"),
    ),
    _circumstance(
        "beyond_demonstration",
        N_(
            "Will the items be used beyond what a demonstration needs, or specific test outputs be given to others?"
        ),
        N_("the items are used beyond what a demonstration needs"),
        N_("the items are not used beyond what a demonstration needs"),
    ),
    _circumstance(
        "classified_information",
        N_("Are the items classified at CONFIDENTIEL UE/EU CONFIDENTIAL level or above, or an equivalent?"),
        N_("the items carry a security classification of CONFIDENTIAL or above"),
        N_("the items carry no security classification of CONFIDENTIAL or above"),
    ),
    _circumstance(
        "technology_transfer",
        N_("Is a transfer of technology connected with the presentation?"),
        N_("technology is transferred with the presentation"),
        N_("no technology is transferred with the presentation"),
    ),
    _circumstance(
        "stored_without_presentation",
        N_("Are the items only stored at the fair for sale, rent or lease, without being shown?"),
        N_("the items are only stored at the fair, not shown"),
        N_("the items are shown, not only stored"),
    ),
    _circumstance(
        "software_for_demonstration",
        N_("Is the software what the equipment needs in order to be demonstrated?"),
        N_("the software is needed for the demonstration"),
        N_("the software is not needed for the demonstration"),
    ),
    _circumstance(
        "intra_group",
        N_(
            "Does a legal person of the Union export to a company that it wholly owns and controls, or that the same"
            " parent wholly owns and controls?"
        ),
        N_("the export stays within wholly owned and controlled companies of the group"),
        N_("the export does not stay within wholly owned and controlled companies of the group"),
    ),
    _circumstance(
        "parent_in_union_or_eu001",
        N_(
            "Are the directly controlling parent and the ultimate controller established in the Union or an EU001 country?"
        ),
        N_("the controlling companies are established in the Union or an EU001 country"),
        N_("a controlling company is established elsewhere than in the Union or an EU001 country"),
    ),
    _circumstance(
        "parent_guarantee",
        N_(
            "Has the parent given its binding guarantee for the sister company (for a subsidiary: is none needed)?"
        ),
        N_("the parent's guarantee is given, or not needed"),
        N_("the parent's guarantee is missing"),
    ),
    _circumstance(
        "development_only",
        N_(
            "Is the use limited to commercial product development of the exporter and its subsidiary or sister?"
        ),
        N_("the use is limited to the group's own product development"),
        N_("the use goes beyond the group's own product development"),
    ),
    _circumstance(
        "under_complete_control",
        N_(
            "Do the items and what results from them stay under the exporter's (or parent's) complete control, unshared?"
        ),
        N_("the items and results stay under complete control"),
        N_("the items or results do not stay under complete control"),
    ),
    _circumstance(
        "return_and_delete",
        N_("Will everything be returned and deleted when development ends or the company is acquired?"),
        N_("return and deletion are agreed"),
        N_("return and deletion are not agreed"),
    ),
    _circumstance(
        "published_cryptography",
        N_(
            "Does the item use only published or commercial cryptographic standards of recognised standards bodies?"
        ),
        N_("only published or commercial cryptographic standards are used"),
        N_("other than published or commercial cryptographic standards are used"),
    ),
    _circumstance(
        "government_cryptography",
        N_(
            "Does the item use cryptographic standards specially designed for government use (TETRA, TETRAPOL, P25, …)?"
        ),
        N_("cryptographic standards for government use are used"),
        N_("no cryptographic standards for government use are used"),
    ),
    _circumstance(
        "user_changeable_cryptography",
        N_("Can the user easily change the cryptographic functionality?"),
        N_("the user can easily change the cryptography"),
        N_("the user cannot easily change the cryptography"),
    ),
    _circumstance(
        "classified_approval",
        N_(
            "Is the item approved for, or itself classified at, RESTREINT UE/EU RESTRICTED level or above (or in process)?"
        ),
        N_("the item is approved for, or carries, a classification of RESTRICTED or above"),
        N_("the item neither carries nor is approved for a classification of RESTRICTED or above"),
    ),
    _circumstance(
        "public_domain",
        N_("Is the information in the public domain or basic scientific research?"),
        N_("the information is in the public domain or basic scientific research"),
        N_("the information is neither in the public domain nor basic scientific research"),
    ),
    _circumstance(
        "official_tasks",
        N_("Is the assistance given by an authority of a Member State in its official tasks?"),
        N_("an authority of a Member State gives the assistance in its official tasks"),
        N_("the assistance is not an official task of a Member State's authority"),
    ),
    _circumstance(
        "member_state_armed_forces",
        N_("Is the assistance given for the armed forces of a Member State, on the basis of its tasks?"),
        N_("the assistance is for the armed forces of a Member State"),
        N_("the assistance is not for the armed forces of a Member State"),
    ),
    _circumstance(
        "mtcr_exception",
        N_("Does the assistance serve a purpose named in the exceptions for missile technology of Annex IV?"),
        N_("a missile technology exception of Annex IV is served"),
        N_("no missile technology exception of Annex IV is served"),
    ),
    _circumstance(
        "minimum_for_authorised_items",
        N_(
            "Is the assistance the minimum needed to install, operate, maintain, check or repair items whose export"
            " is authorised?"
        ),
        N_("the assistance is the minimum needed for items whose export is authorised"),
        N_("the assistance goes beyond the minimum for items whose export is authorised"),
    ),
    _circumstance(
        "processed_in_member_state",
        N_(
            "Will the items be processed or worked in the Member State that receives them (Art. 60(2) Union Customs Code)?"
        ),
        N_("the items are processed or worked in the receiving Member State"),
        N_("the items are not processed or worked in the receiving Member State"),
    ),
    _circumstance(
        "onward_to_destination",
        N_(
            "A consignee is outside the Union and outside the destinations of the general authorisation: is it a mere stop,"
            " from which the items go on to the destination stated, to be used there?"
        ),
        N_("the items go on from the consignee to the destination stated, and are used there"),
        N_("the items do not go on from the consignee to the destination stated"),
    ),
)

_NOT_STATED: Final = N_("it is not stated")

MEASURE_CIRCUMSTANCES: Final = (
    _circumstance(
        "russia_833_2014_humanitarian",
        N_(
            "Are the items for humanitarian purposes, a health emergency, the urgent prevention or mitigation of a serious event, or"
            " a natural disaster, with non-military use and a non-military end user (Regulation (EU) No 833/2014, Arts 2(3)(a) and"
            " 2a(3)(a))?"
        ),
        N_("the items serve a humanitarian or emergency purpose of Arts 2(3)(a) and 2a(3)(a)"),
        _NOT_STATED,
    ),
    _circumstance(
        "russia_833_2014_medical",
        N_(
            "Are the items for medical or pharmaceutical purposes, with non-military use and a non-military end user (Regulation (EU)"
            " No 833/2014, Arts 2(3)(b) and 2a(3)(b))?"
        ),
        N_("the items serve a medical or pharmaceutical purpose"),
        _NOT_STATED,
    ),
    _circumstance(
        "russia_833_2014_former_exemption",
        N_(
            "Did one of the exemptions apply that Arts 2(3) and 2a(3) of Regulation (EU) No 833/2014 named until 24 February 2025: news"
            " media, software updates, consumer communication devices, personal effects, for non-military use and end users?"
        ),
        N_("one of the exemptions applied that ended on 24 February 2025"),
        _NOT_STATED,
    ),
    _circumstance(
        "russia_833_2014_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Regulation (EU) No 833/2014 forbids for these items (Arts"
            " 2(4), 2a(4), 3(4) to (6), 3c(5) to (6f), 3h(4), 3k(5) to (5i)), and no military end user, person of Annex IV, or"
            " aviation, space or energy sector stands in its way (Art. 2(7))?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "russia_833_2014_former_contract",
        N_(
            "Does the supply perform a contract concluded before 24 October 2025, whose run-off Art. 3k(3aj) or (3ak) of Regulation"
            " (EU) No 833/2014 allowed for some goods?"
        ),
        N_("the supply performs a contract of before 24 October 2025"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_humanitarian",
        N_(
            "Are the items for humanitarian purposes, a health emergency, the urgent prevention or mitigation of a serious event, or"
            " a natural disaster, with non-military use and a non-military end user (Regulation (EC) No 765/2006, Arts 1e(3) and 1f(3))?"
        ),
        N_("the items serve a humanitarian or emergency purpose of Arts 1e(3) and 1f(3)"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_emergency",
        N_(
            "Do the items serve a health emergency, the urgent prevention or mitigation of a serious event, or the aftermath of a"
            " natural disaster, with non-military use and a non-military end user (Regulation (EC) No 765/2006, Art. 1bb(11))?"
        ),
        N_("the items serve an emergency of Art. 1bb(11)"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Regulation (EC) No 765/2006 forbids for these items (Arts"
            " 1e(4), 1f(4), 1bb, 1s)?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_former_contract",
        N_(
            "Does the supply perform a contract concluded before 1 July 2024, whose run-off Art. 1bb(4), (5) or (6) or Art. 1gc(3) of"
            " Regulation (EC) No 765/2006 allowed until 2 October 2024 (for CN 2602 until 2 August 2024, for CN 8708 99 until 2"
            " January 2025)?"
        ),
        N_("the supply performs a contract of before 1 July 2024"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_contract_before_20_july_2025",
        N_(
            "Does the supply perform a contract concluded before 20 July 2025, whose run-off Art. 1bb(3a) or (3b) of Regulation (EC) No"
            " 765/2006 allowed for some goods?"
        ),
        N_("the supply performs a contract of before 20 July 2025"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_contract_before_24_october_2025",
        N_(
            "Does the supply perform a contract concluded before 24 October 2025, whose run-off Art. 1bb(3c) or (3d) of Regulation (EC)"
            " No 765/2006 allows for some goods?"
        ),
        N_("the supply performs a contract of before 24 October 2025"),
        _NOT_STATED,
    ),
    _circumstance(
        "iran_267_2012_derogation",
        N_(
            "Are the items for food, agricultural, medical or humanitarian purposes, so that the authority may authorise them under"
            " Art. 7 of Regulation (EU) No 267/2012?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "iran_267_2012_former_contract",
        N_(
            "Does the supply perform a contract concluded before 30 September 2025, and are the conditions met under which Arts 10(1),"
            " 10c(2), 10f or 15c of Regulation (EU) No 267/2012 let it run until 1 January 2026 (for Annexes VI and VIA notice to the"
            " authority 20 working days before; for Annex VIA also an investment in Iran made before that day)?"
        ),
        N_("the supply performs a contract of before 30 September 2025"),
        _NOT_STATED,
    ),
    _circumstance(
        "iran_2023_1529_derogation",
        N_(
            "Are the items for medical, pharmaceutical, humanitarian or emergency purposes, with non-military use and a non-military end"
            " user, so that the authority may authorise them under Art. 2(3) of Regulation (EU) 2023/1529?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "north_korea_2017_1509_derogation",
        N_(
            "Are the items for food, agricultural, medical or other humanitarian purposes, so that the authority may authorise them"
            " under Art. 8(1) of Regulation (EU) 2017/1509, or has the Security Council approved them?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "crimea_692_2014_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Art. 2b of Regulation (EU) No 692/2014 forbids (consular,"
            " medical or humanitarian purposes, urgent prevention of a serious event)?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
    _circumstance(
        "ukraine_areas_2022_263_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Art. 4 of Regulation (EU) 2022/263 forbids (consular,"
            " medical or humanitarian purposes, urgent prevention of a serious event)?"
        ),
        N_("a ground applies on which the authority may authorise it"),
        _NOT_STATED,
    ),
)
"""Exceptions of restrictive measures, each named after its act: they count where a person states them."""

MEASURE_CIRCUMSTANCE_NAMES: Final = tuple(
    fact.name.removeprefix("circumstances.") for fact in MEASURE_CIRCUMSTANCES
)

_TRANSIT_CIRCUMSTANCES: Final = (
    _circumstance(
        "russia_833_2014_through_russia",
        N_("Do the items pass through the territory of Russia on their way?"),
        N_("the items pass through the territory of Russia"),
        N_("the items do not pass through the territory of Russia"),
    ),
    _circumstance(
        "belarus_765_2006_through_belarus",
        N_("Do the items pass through the territory of Belarus on their way?"),
        N_("the items pass through the territory of Belarus"),
        N_("the items do not pass through the territory of Belarus"),
    ),
    _circumstance(
        "iran_2023_1529_through_iran",
        N_("Do the items pass through the territory of Iran on their way?"),
        N_("the items pass through the territory of Iran"),
        N_("the items do not pass through the territory of Iran"),
    ),
)
"""A way through the country of an act: asked about where such a way is likely, and true wherever it is stated."""

TRANSIT_CIRCUMSTANCE_NAMES: Final = tuple(
    fact.name.removeprefix("circumstances.") for fact in _TRANSIT_CIRCUMSTANCES
)

TOLD: Final = "told."
"""Begins the names of the facts that a person has stated a circumstance of a measure: what is not stated does not count."""

_INFORMED: Final = (
    _circumstance(
        "russia_833_2014_informed",
        N_(
            "Has the authority informed you that the items are or may be meant for Russia (Regulation (EU) No 833/2014, Art. 2a(1aa))?"
        ),
        N_("the authority has informed the exporter that the items are or may be meant for Russia"),
        _NOT_STATED,
    ),
    _circumstance(
        "belarus_765_2006_informed",
        N_(
            "Has the authority informed you that the items are or may be meant for Belarus (Regulation (EC) No 765/2006, Art. 1f(1aa))?"
        ),
        N_("the authority has informed the exporter that the items are or may be meant for Belarus"),
        _NOT_STATED,
    ),
)
"""What the authority has told: it counts where a person states it."""

TOLD_CIRCUMSTANCES: Final = (
    *MEASURE_CIRCUMSTANCE_NAMES,
    *(fact.name.removeprefix("circumstances.") for fact in _INFORMED),
    *TRANSIT_CIRCUMSTANCE_NAMES,
)

IN_FREE_ZONE: Final = "item.in_free_zone"
"""Whether the goods go to a free zone: what is sent electronically goes to none, unless it is stated all the same."""

FREE_ZONE_FACT: Final = replace(_OF_THE_REGULATION[0], name=IN_FREE_ZONE)

TOLD_FACTS: Final = tuple(
    FactDefinition(f"{TOLD}{fact.name.partition('.')[2]}", "flag", fact.question, fact.yes, fact.no)
    for fact in (*MEASURE_CIRCUMSTANCES, *_INFORMED, *_TRANSIT_CIRCUMSTANCES)
)

CIRCUMSTANCE_FACTS: Final = (*_OF_THE_REGULATION, *MEASURE_CIRCUMSTANCES, *_INFORMED, *_TRANSIT_CIRCUMSTANCES)

FREEING_CIRCUMSTANCES: Final = (
    *MEASURE_CIRCUMSTANCE_NAMES,
    "public_domain",
    "official_tasks",
    "member_state_armed_forces",
    "mtcr_exception",
    "minimum_for_authorised_items",
    "processed_in_member_state",
    "onward_to_destination",
    *german.FREEING_CIRCUMSTANCES,
)
"""Circumstances that no file of an authorisation asks for and that free: from Arts 8(1), 8(2), 11(1), 11(2), from German law; of
a consignee outside the destinations of Annex II. Worse where they fall away."""

BURDENING_CIRCUMSTANCES: Final[tuple[str, ...]] = (
    *(fact.name.removeprefix("circumstances.") for fact in (*_INFORMED, *_TRANSIT_CIRCUMSTANCES)),
    *german.BURDENING_CIRCUMSTANCES,
)
"""Circumstances that no authorisation asks for and with which it is worse: a route through Russia, Belarus or Iran, German law."""
