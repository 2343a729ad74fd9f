"""The facts that provisions speak of: their names, kinds, questions and sentences.

Names are those of the contract (``destination``, ``knowledge.wmd``, ``circumstances.free_zone``, …); names that a
transaction does not hold itself (``item.listed``, ``option.art5_3``, ``decision.…``) are derived before the
provisions run, each with its citation. "Aware", "specially designed", "may be intended" are facts with a question,
never computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from dualuse.law.logic import AtLeast, Flag, Is
from dualuse.wording import N_


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact: ``kind`` is flag, choice, level, place or codes; ``yes`` and ``no`` are sentences for a flag.

    For the other kinds ``yes`` is the sentence with the value (``{value}``). ``asked_of`` says who can answer:
    exporter, end_user, authority or lawyer.
    """

    name: str
    kind: str
    question: str
    yes: str
    no: str = ""
    asked_of: str = "exporter"
    values: dict[str, str] = field(default_factory=dict)


USES: Final = ("wmd", "military_end_use", "illicit_military_parts")
"""The grounds of Art. 4(1), points (a), (b) and (c)."""

OPTIONS_PER_USE: Final = ("art4_3", "art6_3", "art6_4", "art7_3", "art8_4", "art8_5")
"""Options that national law may limit to some uses of Art. 4(1)."""

LEVEL_WORDS: Final[dict[str, str]] = {
    "none": N_("no indication"),
    "suspects": N_("grounds for suspicion"),
    "aware": N_("awareness"),
    "informed": N_("informed by the authority"),
}


def _choice(name: str, question: str, yes: str, **values: str) -> FactDefinition:
    return FactDefinition(name, "choice", question, yes, values=values)


def _flag(name: str, question: str, yes: str, no: str, asked_of: str = "exporter") -> FactDefinition:
    return FactDefinition(name, "flag", question, yes, no, asked_of)


def _ground(name: str, question: str, yes: str) -> FactDefinition:
    return FactDefinition(f"knowledge.{name}", "level", question, yes, values=LEVEL_WORDS)


_TRANSACTION: Final = (
    _choice(
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
    _choice(
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
    _flag(
        "exporter.icp",
        N_("Has the exporter an internal compliance programme in force (Art. 2(21))?"),
        N_("the exporter has an internal compliance programme"),
        N_("the exporter has no internal compliance programme"),
    ),
)

_ITEM: Final = (
    FactDefinition(
        "item.entries",
        "codes",
        N_("Which provisions of Annex I list the item, if any (classify it)?"),
        N_("the item is classified as {value}"),
    ),
    _flag(
        "item.listed",
        N_("Is the item listed in Annex I (classify it)?"),
        N_("the item is listed in Annex I"),
        N_("the item is classified and not listed in Annex I"),
    ),
    _flag(
        "item.cyber_surveillance",
        N_(
            "Is the item specially designed for the covert surveillance of natural persons through data from"
            " information and telecommunication systems (Art. 2(20))?"
        ),
        N_("the item is a cyber-surveillance item"),
        N_("the item is not a cyber-surveillance item"),
    ),
    _flag(
        "item.national_own",
        N_(
            "Is the item on the national control list of the exporter's Member State, for this destination (Art. 9)?"
        ),
        N_("the national list of the exporter's Member State reaches the item for this destination"),
        N_("no national list of the exporter's Member State reaches the item for this destination"),
        "authority",
    ),
    _flag(
        "item.national_other",
        N_(
            "Is the item on the national control list of another Member State, for this destination (Art. 10)?"
        ),
        N_("the national list of another Member State reaches the item for this destination"),
        N_("no national list of another Member State reaches the item for this destination"),
    ),
    _flag(
        "item.national_value_exempt",
        N_("Does the contract stay within the value below which the national list asks for nothing?"),
        N_("the contract stays within the value limit of the national list"),
        N_("the contract is above the value limit of the national list, or has none"),
    ),
    _flag(
        "parties.security_service",
        N_(
            "Is an end user or consignee a military, paramilitary, police or intelligence service, another security"
            " service of a government, or somebody acting for one?"
        ),
        N_("an end user or consignee is a security service of a government"),
        N_("no end user or consignee is a security service of a government"),
    ),
    _flag(
        "parties.military",
        N_("Is an end user or consignee a military service?"),
        N_("an end user or consignee is a military service"),
        N_("no end user or consignee is a military service"),
    ),
    _flag(
        "parties.military_or_border_guard",
        N_("Is an end user or consignee a military service or a border guard police?"),
        N_("an end user or consignee is a military service or a border guard police"),
        N_("no end user or consignee is a military service or a border guard police"),
    ),
    _flag(
        "authority.transit_prohibited",
        N_("Has the authority prohibited the transit (Art. 7(1))?"),
        N_("the authority has prohibited the transit"),
        N_("the authority has not prohibited the transit"),
        "authority",
    ),
    _flag(
        "authority.transit_authorisation",
        N_("Has the authority made the transit subject to an authorisation (Art. 7(2))?"),
        N_("the authority has made the transit subject to an authorisation"),
        N_("the authority has not made the transit subject to an authorisation"),
        "authority",
    ),
    _flag(
        "export.needs_authorisation",
        N_("Would the direct export need an authorisation under Art. 3, 4, 5, 9 or 10?"),
        N_("the direct export would need an authorisation"),
        N_("the direct export would need no authorisation"),
    ),
    _flag(
        "export.generally_authorised",
        N_("Does a Union general export authorisation cover the direct export?"),
        N_("a Union general export authorisation covers the direct export"),
        N_("no Union general export authorisation covers the direct export"),
    ),
    _flag(
        "transfer.mtcr_exempt",
        N_("Does the transfer serve a purpose named in the exceptions for missile technology of Annex IV?"),
        N_(
            "a missile technology exception of Annex IV is stated, and the item is missile technology of Annex IV"
        ),
        N_("no missile technology exception of Annex IV is stated"),
    ),
    FactDefinition(
        "parties.countries",
        "place",
        N_("In which countries are the end user, the consignee and the purchaser?"),
        N_("a party is in {value}"),
    ),
    _flag(
        "held.global",
        N_("Does the exporter hold a global authorisation that would cover the direct export?"),
        N_("a global authorisation covers the direct export"),
        N_("no global authorisation that covers the direct export is stated"),
    ),
)

_KNOWLEDGE: Final = (
    _ground(
        "wmd",
        N_(
            "What is known of a use in connection with chemical, biological or nuclear weapons, or missiles that can"
            " carry them (Art. 4(1)(a))?"
        ),
        N_("knowledge of a use for weapons of mass destruction: {value}"),
    ),
    _ground(
        "military_end_use",
        N_("What is known of a military end use (Art. 4(1)(b))?"),
        N_("knowledge of a military end use: {value}"),
    ),
    _ground(
        "illicit_military_parts",
        N_(
            "What is known of a use as parts of military items exported from the Union without authorisation (Art. 4(1)(c))?"
        ),
        N_("knowledge of a use in illegally exported military items: {value}"),
    ),
    _ground(
        "internal_repression",
        N_(
            "What did due diligence find about a use for internal repression or for serious violations of human"
            " rights and humanitarian law (Art. 5(1))?"
        ),
        N_("knowledge of a use for internal repression or serious violations: {value}"),
    ),
    _ground(
        "human_rights",
        N_(
            "What is known of a use in violation of human rights, democratic principles or freedom of expression?"
        ),
        N_("knowledge of a use against human rights, democracy or expression: {value}"),
    ),
    _ground(
        "security_end_use",
        N_(
            "What is known of a military, police, intelligence, surveillance or other security end use by a government?"
        ),
        N_("knowledge of a governmental security end use: {value}"),
    ),
    _ground(
        "public_security",
        N_(
            "What is known of a use of concern for public security, including terrorism, or human rights (Art. 10)?"
        ),
        N_("knowledge of a use of concern for public security or human rights: {value}"),
    ),
    _ground(
        "reexport",
        N_("What is known of an onward export to places that the general authorisation does not permit?"),
        N_("knowledge of an onward export elsewhere: {value}"),
    ),
)


def _circumstance(name: str, question: str, yes: str, no: str) -> FactDefinition:
    return FactDefinition(f"circumstances.{name}", "flag", question, yes, no)


_CIRCUMSTANCES: Final = (
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
)


def _option(name: str, question: str, yes: str, no: str) -> FactDefinition:
    return FactDefinition(f"option.{name}", "flag", question, yes, no, "authority")


_OPTIONS: Final = (
    _option(
        "art4_3",
        N_(
            "Does the exporter's Member State ask for an authorisation already on grounds for suspicion (Art. 4(3))?"
        ),
        N_("the exporter's Member State has extended Art. 4 to grounds for suspicion"),
        N_("the exporter's Member State has not extended Art. 4 to grounds for suspicion"),
    ),
    _option(
        "art5_3",
        N_(
            "Does the exporter's Member State ask for an authorisation already on grounds for suspicion (Art. 5(3))?"
        ),
        N_("the exporter's Member State has extended Art. 5 to grounds for suspicion"),
        N_("the exporter's Member State has not extended Art. 5 to grounds for suspicion"),
    ),
    _option(
        "art6_3",
        N_("Has the broker's Member State extended the rules on brokering to non-listed items (Art. 6(3))?"),
        N_("the broker's Member State has extended brokering controls to non-listed items"),
        N_("the broker's Member State has not extended brokering controls to non-listed items"),
    ),
    _option(
        "art6_4",
        N_(
            "Does the broker's Member State ask for an authorisation already on grounds for suspicion (Art. 6(4))?"
        ),
        N_("the broker's Member State has extended brokering controls to grounds for suspicion"),
        N_("the broker's Member State has not extended brokering controls to grounds for suspicion"),
    ),
    _option(
        "art7_3",
        N_("Has the Member State concerned extended transit controls to non-listed items (Art. 7(3))?"),
        N_("the Member State has extended transit controls to non-listed items"),
        N_("the Member State has not extended transit controls to non-listed items"),
    ),
    _option(
        "art8_4",
        N_(
            "Has the provider's Member State extended the rules on technical assistance to non-listed items (Art. 8(4))?"
        ),
        N_("the provider's Member State has extended technical assistance controls to non-listed items"),
        N_("the provider's Member State has not extended technical assistance controls to non-listed items"),
    ),
    _option(
        "art8_5",
        N_(
            "Does the provider's Member State ask for an authorisation already on grounds for suspicion (Art. 8(5))?"
        ),
        N_("the provider's Member State has extended technical assistance controls to grounds for suspicion"),
        N_(
            "the provider's Member State has not extended technical assistance controls to grounds for suspicion"
        ),
    ),
    _option(
        "art11_2",
        N_(
            "Does the Member State of departure ask for an authorisation to transfer such items within the Union when"
            " they go on to a third country (Art. 11(2))?"
        ),
        N_("the Member State of departure controls such transfers within the Union"),
        N_("the Member State of departure does not control such transfers within the Union"),
    ),
    _option(
        "art11_8",
        N_(
            "Does the Member State ask for further information on transfers of information security items (Art. 11(8))?"
        ),
        N_("the Member State asks for information on transfers of information security items"),
        N_("the Member State asks for no information on transfers of information security items"),
    ),
    _option(
        "eu007_suspects",
        N_("Has the exporter's Member State extended the exclusions of EU007 to grounds for suspicion?"),
        N_("the exporter's Member State has extended the exclusions of EU007 to grounds for suspicion"),
        N_("the exporter's Member State has not extended the exclusions of EU007 to grounds for suspicion"),
    ),
    *(
        _option(
            f"{name}_notify",
            N_(
                "Does the Member State's rule on suspicion ask to notify and leave the decision to the authority?"
            ),
            N_("on grounds for suspicion the Member State asks to be notified and decides then"),
            N_("on grounds for suspicion the Member State asks for an authorisation at once"),
        )
        for name in ("art4_3", "art5_3", "art6_4", "art8_5")
    ),
    *(
        _option(
            f"{name}_aware",
            N_("Does the Member State also ask to be notified by who is aware, for non-listed items?"),
            N_("who is aware must notify for non-listed items too"),
            N_("who is aware need not notify for non-listed items"),
        )
        for name in ("art6_3", "art8_4")
    ),
    _option(
        "registration",
        N_("Does the exporter's Member State ask for registration before the first use of EU001 to EU006?"),
        N_("registration is needed before the first use"),
        N_("no registration is needed before the first use"),
    ),
    _option(
        "notice_before_first_use",
        N_(
            "Does the exporter's Member State ask for the first-use notice before the first use (EU001 to EU006)?"
        ),
        N_("the first-use notice is due before the first use"),
        N_("the first-use notice is due within 30 days after the first export"),
    ),
)

_DECISION_VALUES: Final[dict[str, str]] = {
    "none": N_("not taken"),
    "unstated": N_("not stated"),
    "required": N_("an authorisation is required"),
    "not_required": N_("no authorisation is required"),
    "prohibited": N_("prohibited"),
}


def _decision(citation: str, question: str) -> FactDefinition:
    return FactDefinition(
        f"decision.{citation}",
        "choice",
        question,
        N_("decision of the authority: {value}"),
        asked_of="authority",
        values=_DECISION_VALUES,
    )


_DECISIONS: Final = (
    _decision("Art. 4(2)", N_("What has the authority decided on the notification under Art. 4(2)?")),
    _decision("Art. 5(2)", N_("What has the authority decided on the notification under Art. 5(2)?")),
    _decision("Art. 6(2)", N_("What has the authority decided on the notification under Art. 6(2)?")),
    _decision("Art. 8(2)", N_("What has the authority decided on the notification under Art. 8(2)?")),
    *(
        _decision(
            citation, N_("What has the authority decided on the notification made on grounds for suspicion?")
        )
        for citation in ("Art. 4(3)", "Art. 5(3)", "Art. 6(4)", "Art. 8(5)")
    ),
    *(
        _decision(citation, N_("What has the authority decided on the notification for the non-listed item?"))
        for citation in ("Art. 6(3)", "Art. 8(4)")
    ),
    _decision("Art. 7(1)", N_("Has the authority prohibited the transit (Art. 7(1))?")),
    _decision("Art. 7(2)", N_("Has the authority made the transit subject to an authorisation (Art. 7(2))?")),
)


def _per_use() -> Iterator[FactDefinition]:
    """An option of Arts 4, 6, 7 and 8 for each use of Art. 4(1): national law may reach only some."""
    for definition in _OPTIONS:
        if definition.name.removeprefix("option.") in OPTIONS_PER_USE:
            yield from (replace(definition, name=f"{definition.name}.{use}") for use in USES)


FACTS: Final[dict[str, FactDefinition]] = {
    definition.name: definition
    for definition in (
        *_TRANSACTION,
        *_ITEM,
        *_KNOWLEDGE,
        *_CIRCUMSTANCES,
        *_OPTIONS,
        *_per_use(),
        *_DECISIONS,
    )
}

GROUNDS: Final = tuple(name.removeprefix("knowledge.") for name in FACTS if name.startswith("knowledge."))
CIRCUMSTANCES: Final = tuple(
    name.removeprefix("circumstances.") for name in FACTS if name.startswith("circumstances.")
)


def flag(name: str) -> Flag:
    """The condition that the yes/no fact ``name`` is true."""
    return Flag(_known(name, "flag"))


def option_for(name: str, use: str) -> Flag:
    """The condition that the option ``name`` is used, and reaches the ground ``use`` of Art. 4(1)."""
    return flag(f"option.{name}.{use}")


def circumstance(name: str) -> Flag:
    """The condition that ``circumstances.name`` is true."""
    return flag(f"circumstances.{name}")


def option(name: str) -> Flag:
    """The condition that the Member State concerned has used the option ``name``."""
    return flag(f"option.{name}")


def choice(name: str, *values: str) -> Is:
    """The condition that the fact ``name`` has one of ``values``."""
    unknown = set(values) - set(FACTS[_known(name, "choice")].values)
    if unknown:
        raise ValueError(f"{name} has no value {sorted(unknown)}")
    return Is(name, values)


def decided(citation: str, *results: str) -> Is:
    """The condition that the authority's decision under ``citation`` is one of ``results``."""
    return choice(f"decision.{citation}", *results)


def ground(name: str, level: str) -> AtLeast:
    """The condition that knowledge of the ground ``name`` has reached ``level``."""
    return AtLeast(_known(f"knowledge.{name}", "level"), level)


def only(name: str, level: str) -> Is:
    """The condition that knowledge of the ground ``name`` is exactly at ``level``."""
    return Is(_known(f"knowledge.{name}", "level"), (level,))


def _known(name: str, kind: str) -> str:
    if name not in FACTS or FACTS[name].kind != kind:
        raise ValueError(f"no {kind} fact is called {name!r}")
    return name
