"""What makes an authorisation one for a transaction whatever its items are: kind, holder, days, for whom, where, and for what (Arts 2(12) to (14), 12, 13, Annex III).

Each point that fails says why, and each that is open asks for a field: of the authorisation, or of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.granting_authorities import granted_where_competent
from dualuse.assessment.authorisations.naming import is_same_name, names_party
from dualuse.assessment.authorisations.national_general import is_union_general, issuers
from dualuse.assessment.authorisations.points import PASSED, Ask, Point, about, asked, truth_of
from dualuse.assessment.authorisations.points_of_parties import (
    consignee_asked,
    consignee_sits_there,
    consignees_are_named,
    end_users_named,
    others_are_named,
    places_named,
    users_are_named,
    users_sit_there,
)
from dualuse.assessment.authorisations.prolonged import unusually_long
from dualuse.i18n import N_, Message, PlaceName
from dualuse.inputs.placeholders import names_a_grant, names_a_use
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import any_truth
from dualuse.law.measures.act_numbers import REGULATION
from dualuse.schema.transaction import Authorisation, Transaction

KINDS_BY_ACTIVITY: Final[dict[str, tuple[str, ...]]] = {
    "export": ("individual", "global", "large_project", "national_general"),
    "brokering": ("brokering",),
    "technical_assistance": ("technical_assistance",),
    "transit": ("transit",),
    "intra_union_transfer": ("intra_union_transfer",),
}


def points_of_transaction(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Kind, holder, day, for whom, where, and for what."""
    yield _kind(transaction, held)
    yield _granted(held)
    yield granted_where_competent(transaction, held, day)
    if held.holder is not None:
        yield _holder(transaction, held, held.holder)
    yield from _days(held, day)
    yield from unusually_long(transaction, held)
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


def _granted(authorisation: Authorisation) -> Point:
    """It was granted: what stands for a reference is one, and does not say that it is still applied for."""
    if names_a_grant(authorisation.reference):
        return PASSED
    text = N_(
        "Has the authorisation been granted, and what is its number? “{reference}” is the reference of none: name the licence as its document does"
    )
    return asked(authorisation, "reference", text)


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
    users = end_users_named(held)
    if not users:
        text = N_("Which end users does the authorisation {reference} name?")
        yield asked(held, "end_users", text)
    else:
        yield from users_are_named(transaction, held, users)
    yield from consignees_are_named(transaction, held, consignee_asked)
    places = places_named(held)
    yield from others_are_named(transaction, held, (), day)
    if not places:
        yield asked(held, "destination", N_("For which destination is the authorisation {reference}?"))
    else:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
        yield from users_sit_there(transaction, held, places)
    yield _end_use(transaction, held)


def _as_global(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """Art. 2(13): for end users or countries that it names, and a use; consignees in its countries need no name."""
    users, places = end_users_named(held), places_named(held)
    if not users and not places:
        text = N_("Which end users or countries does the authorisation {reference} name?")
        yield asked(held, "countries", text)
    if users:
        yield from users_are_named(transaction, held, users)
    if places:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
        yield from users_sit_there(transaction, held, places, by_name=bool(users))
    yield from consignees_are_named(transaction, held, consignee_sits_there if places else consignee_asked)
    yield from others_are_named(transaction, held, places, day)
    yield _end_use(transaction, held)


def _as_national_general(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """Art. 12(6): the authorisation is for countries, and also for the people it names."""
    users, places = end_users_named(held), places_named(held)
    if not places:
        text = N_("For which countries is the authorisation {reference}?")
        yield asked(held, "countries", text)
    else:
        yield _destination(transaction, held, places)
        yield from _first_stop(transaction, held, places)
        yield from users_sit_there(transaction, held, places, by_name=bool(users))
    if users:
        yield from users_are_named(transaction, held, users)
    if held.consignees is not None or places:
        yield from consignees_are_named(transaction, held, consignee_sits_there)
    if held.end_use is not None:
        yield _end_use(transaction, held)


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


def _end_use(transaction: Transaction, held: Authorisation) -> Point:
    """A use is the same in the same words; whether other words mean it, a person says."""
    if held.end_use is None or not names_a_use(held.end_use):
        return asked(held, "end_use", N_("For which end use is the authorisation {reference}?"))
    if transaction.end_use is None or not names_a_use(transaction.end_use):
        text = N_("What is the end use? The authorisation {reference} is for: {use}")
        return asked(held, "end_use", text, own=False, use=held.end_use)
    if is_same_name(transaction.end_use, held.end_use) is True:
        return PASSED
    text = N_(
        "Is the end use the one that the authorisation {reference} is for: {use}? Where it is, state it in these words"
    )
    return asked(held, "end_use", text, own=False, use=held.end_use)
