"""What makes an authorisation one for an item of a transaction, point by point (Arts 2(12) to (14), 12, 13, Annex III).

Each point that fails says why, and each that is open asks for a field: of the authorisation, or of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.naming import is_same_name, names_party
from dualuse.assessment.authorisations.national_general import is_union_general, issuers
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import (
    Truth,
    any_truth,
    every_truth,
)
from dualuse.law.measures.act_numbers import REGULATION
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Authorisation, Party, Transaction

KINDS_BY_ACTIVITY: Final[dict[str, tuple[str, ...]]] = {
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


PASSED: Final = Point(True)


def truth_of(points: Iterable[Point]) -> Truth:
    """Whether all points are met."""
    return every_truth(point.truth for point in points)


# The points that are the same for every item.


def points_of_transaction(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Kind, holder, day, for whom, where, and for what."""
    yield _kind(transaction, held)
    if held.holder is not None:
        yield _holder(transaction, held, held.holder)
    yield from _days(held, day)
    match held.kind:
        case "global":
            yield from _as_global(transaction, held, day)
        case "national_general":
            yield from _as_national_general(transaction, held)
        case "large_project":
            # Art. 2(14): it is an individual or a global one; what it names has to be enough for the one or the other.
            yield _either(
                tuple(_as_individual(transaction, held, day)), tuple(_as_global(transaction, held, day))
            )
        case _:
            yield from _as_individual(transaction, held, day)


def granted_under(held: Authorisation, act: str) -> Point:
    """That it was granted under ``act`` (``833/2014``); one that does not say so is one under the Regulation.

    Whether that one lifts a restrictive measure too is asked (``authorisations_held``).
    """
    if act in (held.acts or (REGULATION,)):
        return PASSED
    text = N_("the authorisation {reference} was granted under {acts}, not under {act}")
    return Point(False, fails=about(held, "held.act", text, acts=tuple(held.acts or ()), act=act))


def _either(first: tuple[Point, ...], second: tuple[Point, ...]) -> Point:
    truth = any_truth((truth_of(first), truth_of(second)))
    asks = tuple(ask for point in first for ask in point.asks) if truth is None else ()
    fails = next((point.fails for point in first if point.fails), None) if truth is False else None
    return Point(truth, asks, fails)


def _kind(transaction: Transaction, held: Authorisation) -> Point:
    if transaction.activity is None:
        return Point(None, (Ask("activity", Message("question.activity", FACTS["activity"].question)),))
    if held.kind not in KINDS_BY_ACTIVITY[transaction.activity]:
        text = N_("the authorisation {reference} is none for this activity")
        return Point(False, fails=about(held, "held.kind", text))
    if is_union_general(held.reference):
        text = N_(
            "{reference} is a general authorisation of the Union: nobody holds it, its own conditions decide"
            " (Annex II)"
        )
        return Point(False, fails=about(held, "held.union_general", text))
    if held.kind != "national_general" and issuers(held.reference):
        text = N_("By its name, {reference} is a national general authorisation: of which kind is it?")
        return asked(held, "kind", text)
    return PASSED


def _holder(transaction: Transaction, held: Authorisation, holder: str) -> Point:
    """Arts 12(2), 13(1), Annex III, box 1: it is granted to the exporter, broker or provider that it names, and to nobody else."""
    name = transaction.exporter.name if transaction.exporter else None
    truth = names_party(name, (holder,))
    if truth is True:
        return PASSED
    if truth is False:
        text = N_("the authorisation {reference} was granted to {holder}, not to {party}")
        return Point(False, fails=about(held, "held.holder", text, holder=holder, party=name))
    if name is None:
        text = N_("What is the name of the exporter, broker or provider? {reference} was granted to {holder}")
        return asked(held, "exporter.name", text, own=False, holder=holder)
    text = N_(
        "Is {party} the one to whom the authorisation {reference} was granted, {holder}? Where it is, state the name as it says it"
    )
    return asked(held, "exporter.name", text, own=False, holder=holder, party=name)


def _days(held: Authorisation, day: date) -> Iterator[Point]:
    if held.valid_from is None and not _was_in_force(held, day):
        yield asked(held, "valid_from", N_("From which day is the authorisation {reference} valid?"))
    elif held.valid_from is not None and day < held.valid_from:
        text = N_("the authorisation {reference} is not valid before {day}")
        yield Point(False, fails=about(held, "held.not_yet", text, day=held.valid_from.isoformat()))
    if held.valid_until is None:
        yield asked(held, "valid_until", N_("Until which day is the authorisation {reference} valid?"))
    elif held.valid_until < day:
        text = N_("the authorisation {reference} was valid until {day}")
        yield Point(False, fails=about(held, "held.expired", text, day=held.valid_until.isoformat()))


def _was_in_force(held: Authorisation, day: date) -> bool:
    """Whether somebody compared a national general authorisation with its text in force by that day: it had begun then."""
    return held.kind == "national_general" and held.compared is not None and held.compared <= day


def _as_individual(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Arts 2(12), 13, Annex III boxes 5 and 9: one for named end users and consignees at a destination."""
    users = _end_users_named(held)
    if not users:
        text = N_("Which end users does the authorisation {reference} name?")
        yield asked(held, "end_users", text)
    else:
        yield from _users_are_named(transaction, held, users)
    yield from _consignees_are_named(transaction, held, _consignee_asked)
    places = _places_named(held)
    yield from _others_are_named(transaction, held, (), day)
    if not places:
        yield asked(held, "destination", N_("For which destination is the authorisation {reference}?"))
    else:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
        yield from _users_sit_there(transaction, held, places)
    yield _end_use(transaction, held)


def _as_global(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Art. 2(13): for end users or countries that it names, and a use; consignees in its countries need no name."""
    users, places = _end_users_named(held), _places_named(held)
    if not users and not places:
        text = N_("Which end users or countries does the authorisation {reference} name?")
        yield asked(held, "countries", text)
    if users:
        yield from _users_are_named(transaction, held, users)
    if places:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
        yield from _users_sit_there(transaction, held, places, by_name=bool(users))
    yield from _consignees_are_named(transaction, held, _consignee_sits_there if places else _consignee_asked)
    yield from _others_are_named(transaction, held, places, day)
    yield _end_use(transaction, held)


def _as_national_general(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """Art. 12(6): the authorisation is for countries, and also for the people it names."""
    users, places = _end_users_named(held), _places_named(held)
    if not places:
        text = N_("For which countries is the authorisation {reference}?")
        yield asked(held, "countries", text)
    else:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
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
        yield asked(held, "parties.name", N_("Who is the end user? {reference} is for those it names"))
    for party in stated:
        yield _party_is_named(held, party, users)


def _party_is_named(held: Authorisation, party: Party, names: tuple[str, ...]) -> Point:
    truth = names_party(party.name, names)
    if truth is True:
        return PASSED
    if party.name is None:
        text = N_("What is the name of every end user and consignee? {reference} is for those it names")
        return asked(held, "parties.name", text)
    if truth is False:
        text = N_("the authorisation {reference} does not name {party}")
        return Point(False, fails=about(held, "held.party", text, party=party.name))
    text = N_(
        "Is {party} named by the authorisation {reference}, which says {names}? Where it is, state the name as it says it"
    )
    return asked(held, "parties.name", text, party=party.name, names=names)


_OfConsignee = Callable[[Authorisation, Party], Point]


def _consignees_are_named(
    transaction: Transaction, held: Authorisation, unnamed: _OfConsignee
) -> Iterator[Point]:
    """Consignees that are stated; one that is an end user named is named. ``unnamed``: where it names no consignees."""
    users = _end_users_named(held)
    for party in _parties(transaction, "consignee"):
        if held.consignees is not None:
            yield _party_is_named(held, party, (*held.consignees, *users))
            yield _named_where_it_sits(transaction, held, party)
        elif names_party(party.name, users) is True:
            yield _named_where_it_sits(transaction, held, party)
        else:
            yield unnamed(held, party)


def _named_where_it_sits(transaction: Transaction, held: Authorisation, party: Party) -> Point:
    """Annex III names a consignee with an address: one of that name in another country may be another one.

    Whose country is not stated is taken to be where the authorisation has it; the exporter's own country is where the items leave from.
    """
    places = _places_named(held)
    if _sits_where_named(transaction, held, party.country):
        return PASSED
    text = N_(
        "Where does the authorisation {reference} say that {party} sits? It is stated in {country}, the authorisation is for {places}:"
        " state as consignee_countries the countries where it says that consignees sit"
    )
    there, here = PlaceName(party.country or ""), tuple(map(PlaceName, places))
    return asked(held, "consignee_countries", text, party=_shown_name(party), country=there, places=here)


def _sits_where_named(transaction: Transaction, held: Authorisation, country: str | None) -> bool:
    """Whether the authorisation has somebody in the country, or names none; one that is not stated is taken to be where it has it."""
    places = _places_named(held)
    exporter = transaction.exporter.country if transaction.exporter else None
    return not places or country in (None, exporter, *places, *(held.consignee_countries or ()))


def _consignee_asked(held: Authorisation, party: Party) -> Point:
    text = N_("Which consignees does the authorisation {reference} name? {party} is stated as one")
    return asked(held, "consignees", text, party=_shown_name(party))


def _consignee_sits_there(held: Authorisation, party: Party) -> Point:
    if party.country is None:
        return _country_asked(held, party)
    return PASSED if party.country in _places_named(held) else _consignee_asked(held, party)


def _country_asked(held: Authorisation, party: Party) -> Point:
    text = N_("In which country is {party}? The authorisation {reference} is for where it says")
    return asked(held, "parties.country", text, party=_shown_name(party))


_OTHERS_NAMED: Final = ("purchaser", "intermediary")
"""Who has a box of its own in an application for one, beside end users and consignees (Annex III)."""


def _others_are_named(
    transaction: Transaction, authorisation: Authorisation, places: tuple[str, ...], day: date
) -> Iterator[Point]:
    """Purchasers and intermediaries outside the Union and ``places``: one whom it does not name its authority may not have known.

    A purchaser of whom no country is stated sits in the purchasing country; where that is not stated either, it may sit anywhere.
    """
    named = (*_end_users_named(authorisation), *(authorisation.consignees or ()))
    for party in transaction.parties or ():
        if (
            party.role not in _OTHERS_NAMED
            or names_party(party.name, authorisation.other_parties or ()) is True
        ):
            continue
        country = party.country or (transaction.purchasing_country if party.role == "purchaser" else None)
        if country is not None and (country in places or UNION.contains(country, day) is True):
            continue
        if names_party(party.name, named) is True:
            yield _is_of_that_name(transaction, authorisation, party, country)
            continue
        text = N_(
            "Does the authorisation {reference} name {party}, who purchases, or stands between? State under other_parties whom it names beside"
            " end users and consignees, as it names them (Annex III)"
        )
        yield asked(authorisation, "other_parties", text, party=_shown_name(party))


def _is_of_that_name(
    transaction: Transaction, held: Authorisation, party: Party, country: str | None
) -> Point:
    """Who purchases or stands between, and has the name of an end user or consignee named: elsewhere it may be another one of that name."""
    if country is None or _sits_where_named(transaction, held, country):
        return PASSED
    text = N_(
        "Is {party}, who purchases, or stands between, the one that the authorisation {reference} names? It is stated in {country}, the"
        " authorisation is for {places}: where it names it there, state the name under other_parties, too (Annex III)"
    )
    there, places = PlaceName(country), tuple(map(PlaceName, _places_named(held)))
    return asked(held, "other_parties", text, party=_shown_name(party), country=there, places=places)


def _destination(transaction: Transaction, held: Authorisation, places: tuple[str, ...]) -> Point:
    if transaction.destination is None:
        question = Message("question.destination", FACTS["destination"].question)
        return Point(None, (Ask("destination", question),))
    if transaction.destination in places:
        return PASSED
    text = N_("the authorisation {reference} is for {places}, not for {place}")
    shown = tuple(map(PlaceName, places))
    place = PlaceName(transaction.destination)
    return Point(False, fails=about(held, "held.destination", text, places=shown, place=place))


def _first_stop(transaction: Transaction, held: Authorisation, places: tuple[str, ...]) -> Iterator[Point]:
    """Items that are first sent to another country are consigned there: to somebody whom the authorisation need not name."""
    stop = transaction.consigned_to
    if stop is None or stop in places or transaction.activity == "intra_union_transfer":
        return
    if stop == (transaction.exporter and transaction.exporter.country):
        return
    text = N_(
        "Who receives the items in {country}, to which they are first sent? {reference} is for {places}"
    )
    here = tuple(map(PlaceName, places))
    yield asked(held, "consigned_to", text, own=False, country=PlaceName(stop), places=here)


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
            yield asked(held, "parties.country", text, party=_shown_name(party), country=there, places=here)
        else:
            text = N_("the authorisation {reference} is not for an end user in {country}")
            country = PlaceName(party.country)
            yield Point(False, fails=about(held, "held.end_user_country", text, country=country))


def _shown_name(party: Party) -> str | Message:
    return party.name or Message("party.nameless", N_("a party without a name"))


def _end_use(transaction: Transaction, held: Authorisation) -> Point:
    """A use is the same in the same words; whether other words mean it, a person says."""
    if held.end_use is None:
        return asked(held, "end_use", N_("For which end use is the authorisation {reference}?"))
    if transaction.end_use is None:
        text = N_("What is the end use? The authorisation {reference} is for: {use}")
        return asked(held, "end_use", text, own=False, use=held.end_use)
    if is_same_name(transaction.end_use, held.end_use) is True:
        return PASSED
    text = N_(
        "Is the end use the one that the authorisation {reference} is for: {use}? Where it is, state it in these words"
    )
    return asked(held, "end_use", text, own=False, use=held.end_use)


# How it is said.


def about(held: Authorisation, code: str, text: str, **params: object) -> Message:
    """A sentence about an authorisation, which it names by its reference."""
    return Message(code, text, {"reference": held.reference, **params})


_OWN: Final = frozenset(Authorisation.model_fields)


def asked(
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
    question = about(held, f"question.{path}", text, **params)
    return Point(None, (Ask(path, question, of_item),))
