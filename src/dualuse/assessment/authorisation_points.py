"""What makes an authorisation one for an item of a transaction, point by point (Arts 2(12) to (14), 12, 13, Annex III).

Each point that fails says why, and each that is open asks for a field: of the authorisation, or of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dualuse.assessment.authorisations_left import Drawn, Measure, left_of
from dualuse.assessment.decisions import uses_decided
from dualuse.assessment.naming import is_same_name, names_item, names_party
from dualuse.assessment.national_general import doubt, issuers, last_seen
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import section_i
from dualuse.law.eu_2021_821.facts import FACTS, ground
from dualuse.law.language.logic import (
    Condition,
    Facts,
    Truth,
    any_truth,
    evaluate,
    every_truth,
    facts_of,
    opposite,
)
from dualuse.law.measures.acts import REGULATION
from dualuse.law.states import jurisdiction
from dualuse.schema.transaction import Authorisation, Item, Party, Transaction

_KINDS_BY_ACTIVITY: Final[dict[str, tuple[str, ...]]] = {
    "export": ("individual", "global", "large_project", "national_general"),
    "brokering": ("brokering",),
    "technical_assistance": ("technical_assistance",),
    "transit": ("transit",),
    "intra_union_transfer": ("intra_union_transfer",),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What an authorisation or the transaction does not say: the ``field`` that answers it, of which item if of one."""

    field: str
    question: Message
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an authorisation: its truth, what it asks while that is open, and why it fails."""

    truth: Truth
    asks: tuple[Ask, ...] = ()
    fails: Message | None = None


_PASSED: Final = Point(True)


def truth_of(points: Iterable[Point]) -> Truth:
    """Whether all points are met."""
    return every_truth(point.truth for point in points)


# The points that are the same for every item.


def points_of_transaction(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Kind, day, for whom, where, and for what."""
    yield _kind(transaction, held)
    yield from _days(held, day)
    match held.kind:
        case "global":
            yield from _as_global(transaction, held)
        case "national_general":
            yield from _as_national_general(transaction, held)
        case "large_project":
            # Art. 2(14): it is an individual or a global one; what it names has to be enough for the one or the other.
            yield _either(tuple(_as_individual(transaction, held)), tuple(_as_global(transaction, held)))
        case _:
            yield from _as_individual(transaction, held)


def granted_under(held: Authorisation, act: str) -> Point:
    """That it was granted under ``act`` (``833/2014``); one that does not say so is one under the Regulation.

    Whether that one lifts a restrictive measure too is asked (``authorisations_held``).
    """
    if act in (held.acts or (REGULATION,)):
        return _PASSED
    text = N_("the authorisation {reference} was granted under {acts}, not under {act}")
    return Point(False, fails=_about(held, "held.act", text, acts=tuple(held.acts or ()), act=act))


def _either(first: tuple[Point, ...], second: tuple[Point, ...]) -> Point:
    truth = any_truth((truth_of(first), truth_of(second)))
    asks = tuple(ask for point in first for ask in point.asks) if truth is None else ()
    fails = next((point.fails for point in first if point.fails), None) if truth is False else None
    return Point(truth, asks, fails)


def _kind(transaction: Transaction, held: Authorisation) -> Point:
    if transaction.activity is None:
        return Point(None, (Ask("activity", Message("question.activity", FACTS["activity"].question)),))
    if held.kind in _KINDS_BY_ACTIVITY[transaction.activity]:
        return _PASSED
    text = N_("the authorisation {reference} is none for this activity")
    return Point(False, fails=_about(held, "held.kind", text))


def _days(held: Authorisation, day: date) -> Iterator[Point]:
    if held.valid_from is not None and day < held.valid_from:
        text = N_("the authorisation {reference} is not valid before {day}")
        yield Point(False, fails=_about(held, "held.not_yet", text, day=held.valid_from.isoformat()))
    if held.valid_until is None:
        yield _asked(held, "valid_until", N_("Until which day is the authorisation {reference} valid?"))
    elif held.valid_until < day:
        text = N_("the authorisation {reference} was valid until {day}")
        yield Point(False, fails=_about(held, "held.expired", text, day=held.valid_until.isoformat()))


def _as_individual(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """Arts 2(12), 13, Annex III boxes 5 and 9: one for named end users and consignees at a destination."""
    users = _end_users_named(held)
    if not users:
        text = N_("Which end users does the authorisation {reference} name?")
        yield _asked(held, "end_users", text)
    else:
        yield from _users_are_named(transaction, held, users)
    yield from _consignees_are_named(transaction, held, _consignee_asked)
    places = _places_named(held)
    if not places:
        yield _asked(held, "destination", N_("For which destination is the authorisation {reference}?"))
    else:
        yield _destination(transaction, held, places)
        yield from _users_sit_there(transaction, held, places)
    if held.end_use is not None:
        yield _end_use(transaction, held)


def _as_global(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """Art. 2(13): for end users or countries that it names, and a use; consignees in its countries need no name."""
    users, places = _end_users_named(held), _places_named(held)
    if not users and not places:
        text = N_("Which end users or countries does the authorisation {reference} name?")
        yield _asked(held, "countries", text)
    if users:
        yield from _users_are_named(transaction, held, users)
    if places:
        yield _destination(transaction, held, places)
        yield from _users_sit_there(transaction, held, places, by_name=bool(users))
    yield from _consignees_are_named(transaction, held, _consignee_sits_there if places else _consignee_asked)
    if held.end_use is None:
        yield _asked(held, "end_use", N_("For which end use is the authorisation {reference}?"))
    else:
        yield _end_use(transaction, held)


def _as_national_general(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """Art. 12(6): for countries; whom it names besides, it is for."""
    users, places = _end_users_named(held), _places_named(held)
    if not places:
        text = N_("For which countries is the authorisation {reference}?")
        yield _asked(held, "countries", text)
    else:
        yield _destination(transaction, held, places)
        yield from _users_sit_there(transaction, held, places, by_name=bool(users))
    if users:
        yield from _users_are_named(transaction, held, users)
    if held.consignees is not None or places:
        yield from _consignees_are_named(transaction, held, _consignee_sits_there)
    if held.end_use is not None:
        yield _end_use(transaction, held)


def _end_users_named(held: Authorisation) -> tuple[str, ...]:
    return (held.end_user,) if held.end_user is not None else tuple(held.end_users or ())


def _places_named(held: Authorisation) -> tuple[str, ...]:
    return (held.destination,) if held.destination is not None else tuple(held.countries or ())


def _parties(transaction: Transaction, role: str) -> tuple[Party, ...]:
    return tuple(party for party in transaction.parties or () if party.role == role)


def _users_are_named(
    transaction: Transaction, held: Authorisation, users: tuple[str, ...]
) -> Iterator[Point]:
    stated = _parties(transaction, "end_user")
    if not stated:
        yield _asked(held, "parties.name", N_("Who is the end user? {reference} is for those it names"))
    for party in stated:
        yield _party_is_named(held, party, users)


def _party_is_named(held: Authorisation, party: Party, names: tuple[str, ...]) -> Point:
    truth = names_party(party.name, names)
    if truth is True:
        return _PASSED
    if party.name is None:
        text = N_("What is the name of every end user and consignee? {reference} is for those it names")
        return _asked(held, "parties.name", text)
    if truth is False:
        text = N_("the authorisation {reference} does not name {party}")
        return Point(False, fails=_about(held, "held.party", text, party=party.name))
    text = N_(
        "Is {party} named by the authorisation {reference}, which says {names}? Where it is, state the name as it says it"
    )
    return _asked(held, "parties.name", text, party=party.name, names=names)


_OfConsignee = Callable[[Authorisation, Party], Point]


def _consignees_are_named(
    transaction: Transaction, held: Authorisation, unnamed: _OfConsignee
) -> Iterator[Point]:
    """Consignees that are stated; one that is an end user named is named. ``unnamed``: where it names no consignees."""
    users = _end_users_named(held)
    for party in _parties(transaction, "consignee"):
        if held.consignees is not None:
            yield _party_is_named(held, party, (*held.consignees, *users))
        elif names_party(party.name, users) is not True:
            yield unnamed(held, party)


def _consignee_asked(held: Authorisation, party: Party) -> Point:
    text = N_("Which consignees does the authorisation {reference} name? {party} is stated as one")
    return _asked(held, "consignees", text, party=_shown_name(party))


def _consignee_sits_there(held: Authorisation, party: Party) -> Point:
    if party.country is None:
        return _country_asked(held, party)
    return _PASSED if party.country in _places_named(held) else _consignee_asked(held, party)


def _country_asked(held: Authorisation, party: Party) -> Point:
    text = N_("In which country is {party}? The authorisation {reference} is for where it says")
    return _asked(held, "parties.country", text, party=_shown_name(party))


def _destination(transaction: Transaction, held: Authorisation, places: tuple[str, ...]) -> Point:
    if transaction.destination is None:
        question = Message("question.destination", FACTS["destination"].question)
        return Point(None, (Ask("destination", question),))
    if transaction.destination in places:
        return _PASSED
    text = N_("the authorisation {reference} is for {places}, not for {place}")
    shown = tuple(map(PlaceName, places))
    place = PlaceName(transaction.destination)
    return Point(False, fails=_about(held, "held.destination", text, places=shown, place=place))


def _users_sit_there(
    transaction: Transaction, held: Authorisation, places: tuple[str, ...], *, by_name: bool = True
) -> Iterator[Point]:
    """An end user elsewhere may be another one of that name; without names it is the country that names it.

    Art. 13: one for technical assistance says where exactly the end user is.
    """
    for party in _parties(transaction, "end_user"):
        if party.country in places:
            continue
        if party.country is None:
            if held.kind == "technical_assistance" or not by_name:
                yield _country_asked(held, party)
        elif by_name:
            text = N_(
                "Is {party} the end user that the authorisation {reference} names? It is stated in {country}, the"
                " authorisation is for {places}"
            )
            there, here = PlaceName(party.country), tuple(map(PlaceName, places))
            yield _asked(held, "parties.country", text, party=_shown_name(party), country=there, places=here)
        else:
            text = N_("the authorisation {reference} is not for an end user in {country}")
            country = PlaceName(party.country)
            yield Point(False, fails=_about(held, "held.end_user_country", text, country=country))


def _shown_name(party: Party) -> str | Message:
    return party.name or Message("party.nameless", N_("a party without a name"))


def _end_use(transaction: Transaction, held: Authorisation) -> Point:
    """A use is the same in the same words; whether other words mean it, a person says."""
    assert held.end_use is not None
    if transaction.end_use is None:
        text = N_("What is the end use? The authorisation {reference} is for: {use}")
        return _asked(held, "end_use", text, own=False, use=held.end_use)
    if is_same_name(transaction.end_use, held.end_use) is True:
        return _PASSED
    text = N_(
        "Is the end use the one that the authorisation {reference} is for: {use}? Where it is, state it in these words"
    )
    return _asked(held, "end_use", text, own=False, use=held.end_use)


# The points of an item.


def points_of_item(
    held: Authorisation, drawn: Mapping[Measure, Drawn], item: Item, facts: Facts, *, carried: bool
) -> Iterator[Point]:
    """That it names the item, Art. 12(6), and what is left; ``carried``: it is known that it carries the item."""
    yield _item_is_named(held, item)
    if held.kind == "national_general":
        yield _outside_section_i(held, item)
        yield _not_aware(held, facts)
        yield _in_force_for(held, item, facts)
    else:
        yield _uses_were_known(held, item, facts)
    if not carried:
        yield from _enough_left(held, drawn, item)


def names(held: Authorisation, item: Item) -> Truth:
    """Whether it names the item; unknown where it does not say its items."""
    return names_item(item, held.items) if held.items else None


def _item_is_named(held: Authorisation, item: Item) -> Point:
    truth = names(held, item)
    if truth is True:
        return _PASSED
    if truth is False:
        text = N_("the authorisation {reference} does not name item {item}")
        return Point(False, fails=_about(held, "held.item", text, item=item.id or ""))
    if not held.items:
        return _asked(held, "items", N_("Which items does the authorisation {reference} name?"))
    is_unlisted = item.entries == [] and item.national_entries is None
    field = "national_entries" if is_unlisted else "entries"
    text = N_("Under which entries is item {item}? {reference} is for those it names")
    return _asked(held, f"items.{field}", text, of_item=item.id, item=item.id or "")


def _outside_section_i(held: Authorisation, item: Item) -> Point:
    """Art. 12(6)(a): no national general authorisation for the items of Section I."""
    text = N_("Under which entries is item {item}? {reference} is for those it names")
    if item.entries is None:
        return _asked(held, "items.entries", text, of_item=item.id, item=item.id or "")
    inside = any_truth(section_i().covers(code, item.answers or {}) for code in item.entries)
    if inside is True:
        fails = N_("item {item} is in Section I: no national general authorisation is for it (Art. 12(6))")
        return Point(False, fails=_about(held, "held.section_i", fails, item=item.id or ""))
    if inside is None:
        return _asked(held, "items.entries", text, of_item=item.id, item=item.id or "")
    return _PASSED


_AWARE: Final = uses("aware")


def _not_aware(held: Authorisation, facts: Facts) -> Point:
    """Art. 12(6): not for an exporter informed or aware of a use of Art. 4(1)."""
    truth = opposite(evaluate(_AWARE, facts, facts["day"]))
    if truth is True:
        return _PASSED
    if truth is False:
        text = N_("{reference} is no use to an exporter informed or aware of a use of Art. 4(1) (Art. 12(6))")
        return Point(False, fails=_about(held, "held.aware", text))
    unstated = [
        fact for fact in facts_of(_AWARE) if facts.get(fact) is None and fact.startswith("knowledge.")
    ]
    asks = tuple(Ask(fact, Message(f"question.{fact}", FACTS[fact].question)) for fact in unstated)
    return Point(None, asks)


COMPARED_WITHIN: Final = 60
"""Days for which a comparison with the text of a national general authorisation counts; a rule of this program."""


def _in_force_for(held: Authorisation, item: Item, facts: Facts) -> Point:
    """Art. 12(6): of the State where the exporter is established; what speaks against it, a person compares with its text."""
    country, day = facts.get("exporter.country"), facts["day"]
    known = issuers(held.reference)
    if known and country is not None and country not in {state.code for state in known}:
        text = N_("{reference} is for exporters of {state}, not of {country} (Art. 12(6))")
        states, here = tuple(PlaceName(state.code) for state in known), PlaceName(country)
        return Point(False, fails=_about(held, "held.other_state", text, state=states, country=here))
    state = None if country is None else jurisdiction(country)
    doubted = "" if state is None else doubt(held, state, item, day)
    if not doubted or state is None:
        return _PASSED
    if held.compared is not None and timedelta() <= day - held.compared <= timedelta(COMPARED_WITHIN):
        return _PASSED
    seen = last_seen(held, state)
    params = {
        "state": PlaceName(state.code),
        "item": item.id or "",
        "last_seen": "" if seen is None else seen.isoformat(),
    }
    text = N_(
        "On which day did a person compare {reference} with its text in force? {doubt}; ask the authority, and state the day (not more"
        " than {days} days before)"
    )
    reason = Message("held.doubt", doubted, params)
    return _asked(held, "compared", text, doubt=reason, days=str(COMPARED_WITHIN))


_CONCERN: Final[Mapping[str, Condition]] = {
    "wmd": ground("wmd", "suspects"),
    "military_end_use": ground("military_end_use", "suspects") & EMBARGOED,
    "illicit_military_parts": ground("illicit_military_parts", "suspects"),
    "internal_repression": ground("internal_repression", "suspects"),
    "human_rights": ground("human_rights", "suspects"),
    "nuclear_facility": ground("nuclear_facility", "suspects"),
}
"""Uses for which no authorisation is taken to have been granted that does not say so (Arts 4(1), 5(1), 15(1))."""


def _uses_were_known(held: Authorisation, item: Item, facts: Facts) -> Point:
    """A use of concern that is suspected or known: what was granted without knowledge of it may not cover it (Arts 12, 15, 16).

    An item that is not listed needs the authorisation because of that use, and so do brokering, assistance and transit
    (Arts 6 to 8): the authority knew, unless what is stated of its knowledge says otherwise. There the authority is notified of
    the use; of one of which it has decided that no authorisation is required, an authorisation on another ground need not know.
    """
    for_export = held.kind in _KINDS_BY_ACTIVITY["export"]
    granted_for_use = not for_export or (item.entries == [] and not item.national_entries)
    if granted_for_use and held.known_uses is None:
        return _PASSED
    unknown = [
        use
        for use, condition in _CONCERN.items()
        if use not in (held.known_uses or ())
        and not (granted_for_use and use in uses_decided(facts))
        and facts.get(f"knowledge.{use}") is not None
        and evaluate(condition, facts, facts["day"]) is not False
    ]
    if not unknown:
        return _PASSED
    text = N_(
        "Did the authority know of the use of concern stated when it granted {reference} ({uses})? State what it knew of, or ask it"
    )
    return _asked(held, "known_uses", text, uses=tuple(unknown))


def _enough_left(held: Authorisation, drawn: Mapping[Measure, Drawn], item: Item) -> Iterator[Point]:
    """What all lines draw, this one among them, stays within what is left; overdrawn, it covers none of them."""
    if held.left is not None and held.left_unit is None and held.left_currency is None:
        text = N_("In which unit or currency is stated what is left of the authorisation {reference}?")
        yield _asked(held, "left_unit", text)
    for measure, of_lines in drawn.items():
        truth, unknown = left_of(of_lines, measure, item)
        if truth is False:
            text = N_("the authorisation {reference} is overdrawn: {drawn} of {left} {measure}")
            numbers = {"drawn": str(of_lines.with_item(measure, item)), "left": str(of_lines.left)}
            fails = _about(held, "held.overdrawn", text, measure=measure.shown, **numbers)
            yield Point(False, fails=fails)
        elif truth is None:
            text = N_(
                "How much do all lines that use the authorisation {reference} draw on it, in {measure}? {left} are left"
            )
            field = measure.unstated(item) or unknown or "items.quantity"
            left = str(of_lines.left)
            yield _asked(
                held,
                field,
                text,
                of_item=item.id if measure.unstated(item) else None,
                measure=measure.shown,
                left=left,
            )


# How it is said.


def _about(held: Authorisation, code: str, text: str, **params: object) -> Message:
    return Message(code, text, {"reference": held.reference, **params})


_OWN: Final = frozenset(Authorisation.model_fields)


def _asked(
    held: Authorisation,
    field: str,
    text: str,
    *,
    own: bool = True,
    of_item: str | None = None,
    **params: object,
) -> Point:
    """A point that is open: what is asked is a field of the authorisation, or another one of the transaction."""
    path = f"authorisations.{field}" if own and field in _OWN else field
    question = _about(held, f"question.{path}", text, **params)
    return Point(None, (Ask(path, question, of_item),))
