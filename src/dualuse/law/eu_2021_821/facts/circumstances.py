"""Circumstances: yes/no facts that general authorisations and exemptions ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import (
    INFORMED_CIRCUMSTANCES,
    MEASURE_CIRCUMSTANCE_NAMES,
    MEASURE_CIRCUMSTANCES,
    TRANSIT_CIRCUMSTANCES,
    circumstance_fact,
)
from dualuse.law.germany import facts as german

_OF_THE_REGULATION: Final = (
    circumstance_fact(
        "free_zone",
        N_("Do the goods go to a customs-free zone or free warehouse at the destination?"),
        N_("the goods go to a free zone or free warehouse at the destination"),
        N_("the goods do not go to a free zone or free warehouse"),
    ),
    circumstance_fact(
        "reimported_for_repair",
        N_(
            "Were the items (or those they replace) brought back into the Union for maintenance, repair or replacement?"
        ),
        N_("the items came back to the Union for maintenance, repair or replacement"),
        N_("the items did not come back to the Union for maintenance, repair or replacement"),
    ),
    circumstance_fact(
        "unchanged_characteristics",
        N_(
            "Do the items keep their original characteristics, or are they replaced by the same quality and number?"
        ),
        N_("the original characteristics are unchanged"),
        N_("the original characteristics are changed"),
    ),
    circumstance_fact(
        "within_five_years",
        N_("Does the export take place within five years of the original authorisation?"),
        N_("the original authorisation is at most five years old"),
        N_("the original authorisation is more than five years old"),
    ),
    circumstance_fact(
        "initial_authorisation_valid",
        N_(
            "Was the first export authorised, and is that authorisation neither annulled, suspended, modified nor revoked?"
        ),
        N_("the first export was authorised and the authorisation stands"),
        N_("the first export was not authorised, or its authorisation no longer stands unchanged"),
    ),
    circumstance_fact(
        "original_end_user",
        N_("Do the items go back to the original end user?"),
        N_("the items go to the original end user"),
        N_("the items do not go to the original end user"),
    ),
    circumstance_fact(
        "same_end_use",
        N_("Is the end use the one of the original authorisation?"),
        N_("the end use is the one originally authorised"),
        N_("the end use differs from the one originally authorised"),
    ),
    circumstance_fact(
        "reimport_within_120_days",
        N_("Will the items be back in the Union within 120 days of the export?"),
        N_("the items will be back within 120 days"),
        N_("the items will not be back within 120 days"),
    ),
    circumstance_fact(
        "complete_and_unmodified",
        N_(
            "Can the exporter guarantee the return complete and unmodified, nothing removed, copied or passed on?"
        ),
        N_("the return complete and unmodified is guaranteed"),
        N_("the return complete and unmodified is not guaranteed"),
    ),
    circumstance_fact(
        "control_kept",
        N_("Does the exporter keep the items under its control during the whole time abroad?"),
        N_("the exporter keeps control of the items"),
        N_("the exporter does not keep control of the items"),
    ),
    circumstance_fact(
        "private_presentation",
        N_("Is it a private presentation or demonstration, for example in a showroom?"),
        N_("it is a private presentation"),
        N_("it is not a private presentation"),
    ),
    circumstance_fact(
        "sale_or_lease",
        N_("Does the export follow from a commercial transaction such as sale, rental or lease?"),
        N_("the export follows from a sale, rental or lease"),
        N_("the export does not follow from a sale, rental or lease"),
    ),
    circumstance_fact(
        "production_use",
        N_("Are the items to be merged into a production process?"),
        N_("the items are to be merged into a production process"),
        N_("the items are not merged into a production process"),
    ),
    circumstance_fact(
        "beyond_demonstration",
        N_(
            "Will the items be used beyond what a demonstration needs, or specific test outputs be given to others?"
        ),
        N_("the items are used beyond what a demonstration needs"),
        N_("the items are not used beyond what a demonstration needs"),
    ),
    circumstance_fact(
        "classified_information",
        N_("Are the items classified at CONFIDENTIEL UE/EU CONFIDENTIAL level or above, or an equivalent?"),
        N_("the items carry a security classification of CONFIDENTIAL or above"),
        N_("the items carry no security classification of CONFIDENTIAL or above"),
    ),
    circumstance_fact(
        "technology_transfer",
        N_("Is a transfer of technology connected with the presentation?"),
        N_("technology is transferred with the presentation"),
        N_("no technology is transferred with the presentation"),
    ),
    circumstance_fact(
        "stored_without_presentation",
        N_("Are the items only stored at the fair for sale, rent or lease, without being shown?"),
        N_("the items are only stored at the fair, not shown"),
        N_("the items are shown, not only stored"),
    ),
    circumstance_fact(
        "software_for_demonstration",
        N_("Is the software what the equipment needs in order to be demonstrated?"),
        N_("the software is needed for the demonstration"),
        N_("the software is not needed for the demonstration"),
    ),
    circumstance_fact(
        "intra_group",
        N_(
            "Does a legal person of the Union export to a company that it wholly owns and controls, or that the same"
            " parent wholly owns and controls?"
        ),
        N_("the export stays within wholly owned and controlled companies of the group"),
        N_("the export does not stay within wholly owned and controlled companies of the group"),
    ),
    circumstance_fact(
        "parent_in_union_or_eu001",
        N_(
            "Are the directly controlling parent and the ultimate controller established in the Union or an EU001 country?"
        ),
        N_("the controlling companies are established in the Union or an EU001 country"),
        N_("a controlling company is established elsewhere than in the Union or an EU001 country"),
    ),
    circumstance_fact(
        "parent_guarantee",
        N_(
            "Has the parent given its binding guarantee for the sister company (for a subsidiary: is none needed)?"
        ),
        N_("the parent's guarantee is given, or not needed"),
        N_("the parent's guarantee is missing"),
    ),
    circumstance_fact(
        "development_only",
        N_(
            "Is the use limited to commercial product development of the exporter and its subsidiary or sister?"
        ),
        N_("the use is limited to the group's own product development"),
        N_("the use goes beyond the group's own product development"),
    ),
    circumstance_fact(
        "under_complete_control",
        N_(
            "Do the items and what results from them stay under the exporter's (or parent's) complete control, unshared?"
        ),
        N_("the items and results stay under complete control"),
        N_("the items or results do not stay under complete control"),
    ),
    circumstance_fact(
        "return_and_delete",
        N_("Will everything be returned and deleted when development ends or the company is acquired?"),
        N_("return and deletion are agreed"),
        N_("return and deletion are not agreed"),
    ),
    circumstance_fact(
        "published_cryptography",
        N_(
            "Does the item use only published or commercial cryptographic standards of recognised standards bodies?"
        ),
        N_("only published or commercial cryptographic standards are used"),
        N_("other than published or commercial cryptographic standards are used"),
    ),
    circumstance_fact(
        "government_cryptography",
        N_(
            "Does the item use cryptographic standards specially designed for government use (TETRA, TETRAPOL, P25, …)?"
        ),
        N_("cryptographic standards for government use are used"),
        N_("no cryptographic standards for government use are used"),
    ),
    circumstance_fact(
        "user_changeable_cryptography",
        N_("Can the user easily change the cryptographic functionality?"),
        N_("the user can easily change the cryptography"),
        N_("the user cannot easily change the cryptography"),
    ),
    circumstance_fact(
        "classified_approval",
        N_(
            "Is the item approved for, or itself classified at, RESTREINT UE/EU RESTRICTED level or above (or in process)?"
        ),
        N_("the item is approved for, or carries, a classification of RESTRICTED or above"),
        N_("the item neither carries nor is approved for a classification of RESTRICTED or above"),
    ),
    circumstance_fact(
        "public_domain",
        N_("Is the information in the public domain or basic scientific research?"),
        N_("the information is in the public domain or basic scientific research"),
        N_("the information is neither in the public domain nor basic scientific research"),
    ),
    circumstance_fact(
        "official_tasks",
        N_("Is the assistance given by an authority of a Member State in its official tasks?"),
        N_("an authority of a Member State gives the assistance in its official tasks"),
        N_("the assistance is not an official task of a Member State's authority"),
    ),
    circumstance_fact(
        "member_state_armed_forces",
        N_("Is the assistance given for the armed forces of a Member State, on the basis of its tasks?"),
        N_("the assistance is for the armed forces of a Member State"),
        N_("the assistance is not for the armed forces of a Member State"),
    ),
    circumstance_fact(
        "mtcr_exception",
        N_("Does the assistance serve a purpose named in the exceptions for missile technology of Annex IV?"),
        N_("a missile technology exception of Annex IV is served"),
        N_("no missile technology exception of Annex IV is served"),
    ),
    circumstance_fact(
        "minimum_for_authorised_items",
        N_(
            "Is the assistance the minimum needed to install, operate, maintain, check or repair items whose export"
            " is authorised?"
        ),
        N_("the assistance is the minimum needed for items whose export is authorised"),
        N_("the assistance goes beyond the minimum for items whose export is authorised"),
    ),
    circumstance_fact(
        "processed_in_member_state",
        N_(
            "Will the items be processed or worked in the Member State that receives them (Art. 60(2) Union Customs Code)?"
        ),
        N_("the items are processed or worked in the receiving Member State"),
        N_("the items are not processed or worked in the receiving Member State"),
    ),
    circumstance_fact(
        "onward_to_destination",
        N_(
            "A consignee, or the place to which the items are first sent, is outside the Union and outside the destinations of"
            " the general authorisation: is it a mere stop, from which the items go on to the destination stated, to be used"
            " there?"
        ),
        N_("the items go on from the consignee or first stop to the destination stated, and are used there"),
        N_("the items do not go on from the consignee or first stop to the destination stated"),
    ),
    circumstance_fact(
        "consignee_accepted",
        N_(
            "Has your authority told you that the general authorisation covers the items although a consignee sits outside the"
            " Union and outside the destinations of that authorisation? That the items go on from there does not settle it; an"
            " individual authorisation that names the consignee does."
        ),
        N_(
            "the authority has said that the general authorisation covers the items although a consignee sits outside its"
            " destinations"
        ),
        N_(
            "the authority has not said that the general authorisation covers a consignee outside its destinations"
        ),
    ),
)

IN_FREE_ZONE: Final = "item.in_free_zone"
"""Whether the goods go to a free zone: what is sent electronically goes to none, unless it is stated all the same."""

FREE_ZONE_FACT: Final = replace(_OF_THE_REGULATION[0], name=IN_FREE_ZONE)

CIRCUMSTANCE_FACTS: Final = (
    *_OF_THE_REGULATION,
    *MEASURE_CIRCUMSTANCES,
    *INFORMED_CIRCUMSTANCES,
    *TRANSIT_CIRCUMSTANCES,
)

FREEING_CIRCUMSTANCES: Final = (
    *MEASURE_CIRCUMSTANCE_NAMES,
    "public_domain",
    "official_tasks",
    "member_state_armed_forces",
    "mtcr_exception",
    "minimum_for_authorised_items",
    "processed_in_member_state",
    "onward_to_destination",
    "consignee_accepted",
    *german.FREEING_CIRCUMSTANCES,
)
"""Circumstances that no file of an authorisation asks for and that free: from Arts 8(1), 8(2), 11(1), 11(2), from German law; of
a consignee or first stop outside the destinations of Annex II. Worse where they fall away."""

BURDENING_CIRCUMSTANCES: Final[tuple[str, ...]] = (
    *(fact.name.removeprefix("circumstances.") for fact in (*INFORMED_CIRCUMSTANCES, *TRANSIT_CIRCUMSTANCES)),
    *german.BURDENING_CIRCUMSTANCES,
)
"""Circumstances that no authorisation asks for and with which it is worse: a route through Russia, Belarus or Iran, German law."""
