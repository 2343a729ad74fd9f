"""Annex II: the Union general export authorisations EU001 to EU008 as reliefs of Art. 3(1).

The tables are data (``authorisations/EU001.toml`` …, compared section by section with the consolidated text
of 15.11.2025); this module gives them their shape: items, destinations, disqualifying knowledge,
circumstances, duties. The destination is where the items finally go, so that an authorisation reaches no end
user elsewhere, and a first stop elsewhere only as one on the way; where the purchaser sits no section of
Annex II asks. A consignee elsewhere is never settled by what the exporter says of going on: its authority's word on
the general authorisation is asked for (docs/decisions/0041). A relief lowers Art. 3(1) and nothing else: an authorisation for a listed item does not answer
Art. 4 or 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import (
    EXCLUDED_SETS,
    IDENTIFIERS,
    authorisation_places,
    excluded_items,
    group,
    named_items,
    software_and_technology,
    table,
)
from dualuse.law.eu_2021_821.facts import choice, circumstance, flag, ground, option
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE
from dualuse.law.eu_2021_821.facts.stated_facts import CONSIGNEES_IN, END_USERS_IN, FIRST_STOP
from dualuse.law.language.logic import AnyCode, Condition, EveryCode, InPlaces, every, some
from dualuse.law.language.provision import (
    Actor,
    Article,
    Due,
    Duty,
    Effect,
    Paragraph,
    Relief,
    Treatment,
    Validity,
    Verification,
)
from dualuse.law.measures.places import ARMS_EMBARGO, RESTRICTED
from dualuse.law.territories import MEMBER_STATES, UNION, PlaceSet, PlacesExcept

_EXCEPT_SETS: Final = {
    "EU001": authorisation_places("EU001"),
    "arms_embargo": ARMS_EMBARGO,
    "restricted": RESTRICTED,
}


def citation(identifier: str) -> str:
    """How the contract cites an authorisation: ``Annex II, EU008``."""
    return f"Annex II, {identifier}"


def _items(identifier: str, items: dict[str, Any]) -> Iterator[Condition]:
    match items["rule"]:
        case "named":
            yield EveryCode("item.entries", named_items(identifier))
        case "all_software_and_technology":
            yield EveryCode("item.entries", software_and_technology())
    for name in items.get("excluded_sets", ()):
        yield ~AnyCode("item.entries", EXCLUDED_SETS[name]())
    if items.get("excluded_codes") or items.get("excluded_parts"):
        yield ~AnyCode("item.entries", excluded_items(identifier))
    if "software_if" in items:
        yield ~(AnyCode("item.entries", group("software")) & ~circumstance(items["software_if"]))
    if "manner" in items:
        yield choice("manner", items["manner"])


def _destinations(identifier: str, destinations: dict[str, Any]) -> PlaceSet | PlacesExcept:
    named = authorisation_places(identifier)
    if destinations.get("rule") != "all_except":
        return named
    excluded = (named, *(_EXCEPT_SETS[name] for name in destinations["except_sets"]))
    label = Message("places.authorisation", N_("the destinations of {id}"), {"id": identifier})
    return PlacesExcept(f"{identifier}_destinations", label, excluded)


@lru_cache(maxsize=16)
def stops(identifier: str) -> PlacesExcept:
    """The places where the items only stop: outside the destinations of an authorisation of Annex II, and outside the Union."""
    return _outside(identifier, "stops")


def _outside(identifier: str, name: str) -> PlacesExcept:
    """The places outside the destinations and outside the Union, of which a person is asked by ``name``."""
    return PlacesExcept(
        f"{identifier}_{name}",
        Message(
            "places.stops",
            N_("the places outside the destinations of {id} and outside the Union"),
            {"id": identifier},
        ),
        (_destinations(identifier, table(identifier)["destinations"]), UNION),
    )


def _parties(identifier: str) -> Iterator[Condition]:
    """No end user outside the destinations and the Union, from where nothing is exported again without being judged; no first stop outside them and the Union, but on the way there; no
    consignee outside both, unless the items go on and the authority has said that this is covered, too."""
    outside = stops(identifier)
    yield ~InPlaces(END_USERS_IN, _outside(identifier, "elsewhere"))
    yield some(~InPlaces(CONSIGNEES_IN, outside, (FIRST_STOP,)), circumstance("onward_to_destination"))
    yield some(~InPlaces(CONSIGNEES_IN, outside), circumstance("consignee_accepted"))


def _knowledge(row: dict[str, Any]) -> Condition:
    if row["use"] == "art4_1":
        return ~uses("aware")
    if row["use"] == "security_service":
        return ~flag("parties.security_service")
    known: Condition = ground(row["use"], "aware")
    if "suspects_option" in row:
        known = known | (option(row["suspects_option"]) & ground(row["use"], "suspects"))
    return ~known


def _exporter(rules: dict[str, str]) -> Iterator[Condition]:
    if "member_state" in rules:
        yield InPlaces("exporter.country", MEMBER_STATES)
    if "icp" in rules:
        yield flag("exporter.icp")


def condition(identifier: str) -> Condition:
    """When the authorisation ``identifier`` may be used for the export of a listed item."""
    data = table(identifier)
    destinations = _destinations(identifier, data["destinations"])
    return every(
        *_items(identifier, data["items"]),
        InPlaces("destination", destinations),
        *_parties(identifier),
        *(_knowledge(row) for row in data["knowledge"]),
        *_exporter(data.get("exporter", {})),
        *(
            _circumstance(row["name"]) if row["must_be"] else ~_circumstance(row["name"])
            for row in data["circumstances"]
        ),
    )


def _circumstance(name: str) -> Condition:
    return flag(IN_FREE_ZONE) if name == "free_zone" else circumstance(name)


_DUTY_TEXTS: Final = {
    "declaration": (
        N_("state in the customs declaration that the items leave under {id}"),
        Due.WITH_DECLARATION,
        0,
    ),
    "declare_initial_authorisation": (
        N_(
            "state in the customs declaration the number of the first authorisation and the Member State that gave it"
        ),
        Due.WITH_DECLARATION,
        0,
    ),
    "evidence_on_request": (
        N_("have ready for customs: date of import, the repair or replacement, and that the items go back"),
        Due.ON_REQUEST,
        0,
    ),
    "icp": (N_("implement an internal compliance programme before {id} is used"), Due.BEFORE, 0),
    "technical_data": (N_("give technical data of the item when {authority} asks"), Due.ON_REQUEST, 0),
}
_ACTORS: Final = {
    "declaration": Actor.DECLARANT,
    "declare_initial_authorisation": Actor.DECLARANT,
    "icp": Actor.EXPORT_CONTROL,
}


def _first_use(data: dict[str, Any], reference: str, verification: Verification) -> Iterator[Duty]:
    match data["first_use"]:
        case "within_30_days_after":
            before = option("notice_before_first_use")
            yield Duty(
                citation=reference,
                text=N_("notify {authority} of the first use of {id} before that use"),
                due=Due.BEFORE,
                verification=verification,
                when=before,
            )
            yield Duty(
                citation=reference,
                text=N_("notify {authority} of the first use of {id} within 30 days after the first export"),
                due=Due.WITHIN_DAYS_AFTER,
                verification=verification,
                amount=30,
                when=~before,
                open_text=N_(
                    "notify {authority} of the first use of {id} within 30 days after the first export, or before it"
                    " if the Member State asks for that (not known here: ask)"
                ),
            )
        case "30_days_before":
            yield Duty(
                citation=reference,
                text=N_(
                    "notify {authority} of the first use of {id} at least 30 days before the first export"
                ),
                due=Due.DAYS_BEFORE,
                verification=verification,
                amount=30,
            )
        case "10_days_before":
            yield Duty(
                citation=reference,
                text=N_(
                    "notify {authority} of the first use of {id} at least 10 days before the first export"
                ),
                due=Due.DAYS_BEFORE,
                verification=verification,
                amount=10,
            )


def _registration(data: dict[str, Any], reference: str, verification: Verification) -> Duty:
    compulsory = data["registration"] == "compulsory"
    return Duty(
        citation=reference,
        text=N_(
            "register with {authority} before the first use of {id}, in time for its answer within 10 working days"
        ),
        due=Due.WORKING_DAYS_BEFORE,
        verification=verification,
        amount=10,
        when=None if compulsory else option("registration"),
        open_text=N_(
            "ask {authority} whether it wants registration before the first use of {id} (not known here)"
        ),
    )


def _report(data: dict[str, Any], reference: str, verification: Verification) -> Duty:
    match data["report"]:
        case "yearly":
            text = N_("report to {authority} on the use of {id} at least once a year")
            return Duty(
                citation=reference, text=text, due=Due.WITHIN_YEARS_AFTER, verification=verification, amount=1
            )
        case "on_request_yearly":
            text = N_("report to {authority} on the use of {id} when it asks, then at least once a year")
            return Duty(citation=reference, text=text, due=Due.ON_REQUEST, verification=verification)
    text = N_("report on the use of {id} as the Member State asks")
    return Duty(citation=reference, text=text, due=Due.ON_REQUEST, verification=verification)


def duties(identifier: str) -> tuple[Duty, ...]:
    """What the use of an authorisation entails, each with its place in Annex II."""
    data = table(identifier)
    rules, verification = data["duties"], Verification[data["verification"].upper()]

    def cite(part: str) -> str:
        return (
            f"{citation(identifier)}, {part.partition(':')[0].partition(';')[0]}"
            if part
            else citation(identifier)
        )

    tangible = ~choice("manner", "electronic") if rules.get("declaration_unless_electronic") else None
    simple = tuple(
        Duty(
            citation=cite(rules[name]),
            text=text,
            due=due,
            verification=verification,
            amount=amount,
            when=tangible if name == "declaration" else None,
            open_text=N_(
                "state in the customs declaration, where one is made, that the items leave under {id}"
            )
            if name == "declaration"
            else "",
            by=_ACTORS.get(name, Actor.SUPPLIER),
        )
        for name, (text, due, amount) in _DUTY_TEXTS.items()
        if name in rules
    )
    reimport = tuple(
        Duty(
            citation=cite("Part 3(1)"),
            text=N_("bring the items back into the Union, complete and unmodified, within 120 days"),
            due=Due.WITHIN_DAYS_AFTER,
            verification=verification,
            amount=rules["reimport_within_days"],
        )
        for _ in range("reimport_within_days" in rules)
    )
    return (
        *simple,
        *reimport,
        *_first_use(rules, cite(rules["first_use_reference"]), verification),
        _registration(
            rules, cite(rules.get("registration_reference", rules["first_use_reference"])), verification
        ),
        _report(rules, cite(rules.get("report_reference", rules["first_use_reference"])), verification),
    )


def relief(identifier: str) -> Relief:
    """The authorisation ``identifier`` as a relief of Art. 3(1)."""
    data = table(identifier)
    return Relief(
        citation=citation(identifier),
        of=("Art. 3(1)",),
        effect=Effect.GENERAL_AUTHORISATION,
        when=condition(identifier),
        summary=data["title"],
        source=data["source"],
        verification=Verification[data["verification"].upper()],
        validity=Validity(data["since"]),
        identifier=identifier,
        duties=duties(identifier),
    )


RELIEFS: Final[tuple[Relief, ...]] = tuple(relief(identifier) for identifier in IDENTIFIERS)

ARTICLE: Final = Article(
    "Annex II",
    N_("Union general export authorisations"),
    (
        *(Paragraph(item.citation, Treatment.EXECUTED, (item,)) for item in RELIEFS),
        Paragraph(
            "Annex II, Section I",
            Treatment.EXECUTED,
            note=N_("Excluded items, part of EU001, EU003, EU004 and EU007; complete with Annex IV."),
        ),
    ),
)
