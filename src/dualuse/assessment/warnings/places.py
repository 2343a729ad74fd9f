"""Places that do not fit: what is done with the items, where the end user is, where the exporter is established."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.naming import is_same_name
from dualuse.assessment.places_of_parties import leaves_from_outside, purchaser_countries
from dualuse.assessment.signs.ways import countries_passed
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.language.provision import Effect
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import UNION, with_wholes
from dualuse.schema.transaction import Party, Transaction
from dualuse.version import legal_derivation


def kind_of_supply_warnings(transaction: Transaction, day: date) -> Iterator[Message]:
    """Warn of places that are missing or do not fit the activity stated."""
    destination, located = transaction.destination, transaction.located_in
    if transaction.activity == "export" and destination and UNION.contains(destination, day) is True:
        yield Message(
            "export_within_union",
            N_(
                "{place} lies in the customs territory of the Union, so this is no export: state the activity intra_union_transfer if"
                " it stays in the Union, else the final destination"
            ),
            {"place": PlaceName(destination)},
        )
    if transaction.activity == "brokering" and located and UNION.contains(located, day) is True:
        yield Message(
            "brokering_from_union",
            N_(
                "the items are in the Union ({place}): sending them out is an export, not brokering (Art. 2(7))"
            ),
            {"place": PlaceName(located)},
        )
    dispatched = transaction.dispatched_from
    if transaction.activity == "transit" and dispatched and UNION.contains(dispatched, day) is True:
        yield Message(
            "transit_from_union",
            N_(
                "a transit is of non-Union goods that come from outside the Union and only pass through it (Art. 2(11)), and they are stated to be"
                " dispatched from {place}: what begins its way in the Union, from a customs warehouse too, is exported or re-exported (Art."
                " 2(2)); state the activity export, or where they were dispatched before they entered the Union"
            ),
            {"place": PlaceName(dispatched)},
        )
    departure = located or dispatched
    if departure is not None and leaves_from_outside(transaction, day):
        yield Message(
            "export_from_third_country",
            N_(
                "the items are in {place}, outside the Union: nothing leaves the Union (Art. 2(2)); selling them from there"
                " to another third country is brokering (Art. 2(7)): state that activity, or where the items leave the Union"
            ),
            {"place": PlaceName(departure)},
        )
    if transaction.activity == "brokering" and located is not None and located == destination:
        yield Message(
            "brokering_within_one_country",
            N_(
                "the items are in {place} and stay there: brokering is from one third country to another (Art. 2(7)); what"
                " restrictive measures and national law say of it was judged all the same, as far as it is known here"
            ),
            {"place": PlaceName(located)},
        )
    if transaction.activity == "brokering" and located is None:
        yield Message(
            "brokering_location",
            N_(
                "where the items are is not stated (located_in): brokering is between third countries (Art. 2(7))"
            ),
        )
    yield from _transfer_warnings(transaction, day)


def _transfer_warnings(transaction: Transaction, day: date) -> Iterator[Message]:
    """Art. 11 moves items inside the Union; what leaves it at once is an export (Arts 2(2), 3(1))."""
    if transaction.activity != "intra_union_transfer" or transaction.destination is None:
        return
    first = transaction.consigned_to
    if first is not None and UNION.contains(first, day) is False:
        yield Message(
            "transfer_leaves_union",
            N_(
                "the items are first sent to {place}, outside the Union: that is an export (Art. 2(2)), not an intra-Union"
                " transfer; judge it as an export"
            ),
            {"place": PlaceName(first)},
        )
    if first is None and UNION.contains(transaction.destination, day) is False:
        yield Message(
            "transfer_first_stop",
            N_(
                "the Member State to which the items are first sent is not stated (consigned_to): sent straight to"
                " {place} they are exported (Art. 2(2)), not transferred within the Union"
            ),
            {"place": PlaceName(transaction.destination)},
        )


@legal_derivation(
    "Regulation (EU) No 833/2014, Art. 2(1a)",
    "Regulation (EC) No 765/2006, Art. 1e(1a)",
    "Regulation (EU) 2023/1529, Art. 2(1)",
)
def first_stop_denied(transaction: Transaction) -> Iterator[Message]:
    """Warn where the items are first sent to a country through which they are stated not to pass: the stop counts.

    What ends there passes through nothing.
    """
    stop = transaction.consigned_to
    for through, passed in sorted(countries_passed().items()):
        denied = getattr(transaction.circumstances, through, None) is False
        if denied and stop == passed != transaction.destination:
            yield Message(
                "first_stop_denied",
                N_(
                    "the items are first sent to {place} (consigned_to), and {field} says that they do not pass through it: one of both"
                    " is wrong; until that is mended, the first stop counts"
                ),
                {"place": PlaceName(passed), "field": f"circumstances.{through}"},
            )


CLOSE_PARTNERS: Final = "EU001"


def _goes_to_close_partners(outcomes: Iterable[ItemOutcome]) -> bool:
    """Whether every item goes under EU001: it is for the destination and for every end user then, and asks the same of each.

    Other authorisations, licences and measures may ask another thing of another destination.
    """
    return all(
        any(
            judged.relief.identifier == CLOSE_PARTNERS and judged.judgement.truth is True
            for judged in outcome.general_authorisations
        )
        and outcome.high <= Effect.GENERAL_AUTHORISATION
        for outcome in outcomes
    )


@legal_derivation("Annex II, EU001, Part 2")
def end_user_warnings(
    transaction: Transaction, outcomes: Iterable[ItemOutcome], day: date
) -> Iterator[Message]:
    """An end user is in another country than the destination, and not both of them are those of EU001, under which all items go."""
    if not _goes_to_close_partners(outcomes):
        yield from end_users_elsewhere(transaction, day)
    yield from end_users_in_union(transaction, day)


def end_users_elsewhere(transaction: Transaction, day: date) -> Iterator[Message]:
    """The end users in another country than the destination, but for those in the Union of what leaves it."""
    destination = transaction.destination
    for party in transaction.parties or ():
        if (
            party.role == "end_user"
            and party.country
            and destination
            and party.country not in with_wholes((destination,))
            and not _is_in_union_of_what_leaves_it(party, transaction, day)
        ):
            yield Message(
                "end_user_elsewhere",
                N_(
                    "an end user is in {country}, the destination stated is {place}: the destination is where the items"
                    " finally go: state which is right; where a general authorisation is needed, it must reach {country} too"
                ),
                {"country": PlaceName(party.country), "place": PlaceName(destination)},
            )


def _is_in_union_of_what_leaves_it(party: Party, transaction: Transaction, day: date) -> bool:
    return (
        party.country is not None
        and UNION.contains(party.country, day) is True
        and transaction.destination is not None
        and UNION.contains(transaction.destination, day) is False
    )


@legal_derivation("Annex II, EU004, Part 3(1), (6)")
def end_users_in_union(transaction: Transaction, day: date) -> Iterator[Message]:
    """An end user in the Union of items that go to a place outside it: somebody uses them there, who is not stated.

    The exporter itself does at a fair, where it shows them and from where it brings them back.
    """
    for party in transaction.parties or ():
        if (
            party.role == "end_user"
            and _is_in_union_of_what_leaves_it(party, transaction, day)
            and not (transaction.manner == "exhibition" and _is_exporter(party, transaction))
        ):
            text = N_(
                "an end user is in {country}, in the Union, and the items go to {place}: who uses them there is not stated. State that one as"
                " end user; where the exporter shows them itself at a fair or exhibition and brings them back, state that under manner"
            )
            places = {"country": party.country or "", "place": transaction.destination or ""}
            params = {name: PlaceName(place) for name, place in places.items()}
            yield Message("end_user_in_union", text, params)


def _is_exporter(party: Party, transaction: Transaction) -> bool:
    exporter = transaction.exporter
    return (
        exporter is not None
        and exporter.country == party.country
        and bool(exporter.name and party.name)
        and is_same_name(exporter.name or "", party.name or "") is True
    )


@legal_derivation("Art. 4(1)(b)")
def purchaser_warnings(transaction: Transaction) -> Iterator[Message]:
    """The purchasing country is stated, and no purchaser of whom a country is stated sits there: one of the two is wrong."""
    place, purchasers = transaction.purchasing_country, purchaser_countries(transaction)
    if place and purchasers and set(purchasers).isdisjoint(with_wholes((place,))):
        text = N_(
            "the purchasing country stated is {place}, and the purchaser sits in {countries}: mend the one or the other"
            " (purchasing_country, or the country of the purchaser under parties)"
        )
        params = {"place": PlaceName(place), "countries": tuple(map(PlaceName, purchasers))}
        yield Message("purchaser_elsewhere", text, params)


@legal_derivation("Art. 2(3)", "Art. 12(2)", "Art. 13(1)")
def exporter_unstated(transaction: Transaction, state: Jurisdiction | None) -> Iterator[Message]:
    """That neither the State of the exporter, broker or provider is stated nor another one is responsible.

    It may be established outside the Union: then it is no exporter of these items, and nobody's authority, registration or notice counts for it.
    """
    country = transaction.exporter.country if transaction.exporter else None
    if country is None and state is None:
        text = N_(
            "the State in which the exporter, broker or provider is established is not stated: outside the Union, it is none under the "
            "Regulation (Art. 2(3)), and a general authorisation is registered with, and used under, the authority of a Member State (Arts "
            "12(2), 13(1)): state it (exporter.country)"
        )
        yield Message("release.exporter_unstated", text)


def exporter_warnings(transaction: Transaction, day: date, state: Jurisdiction | None) -> Iterator[Message]:
    """That the exporter, broker or provider is established outside the Union, where no other State is responsible."""
    exporter = transaction.exporter.country if transaction.exporter else None
    if (
        exporter and UNION.contains(exporter, day) is False and state is not None and not state.union_member
    ) or (exporter and state is None and UNION.contains(exporter, day) is False):
        yield _outside_union(transaction.activity, exporter, transaction.located_in)


_SERVICES_FROM_UNION: Final = {
    "brokering": N_(
        "the broker is established in {place}, outside the Union: a broker is who brokers from the customs territory of the Union into"
        " a third country, wherever it is established (Art. 2(8)); whether this is done from the Union is not stated, and Art. 6 was"
        " applied all the same. If it is, the Member State from which it is done decides (Art. 13(1)); if it is not, Art. 6 does not"
        " reach it"
    ),
    "technical_assistance": N_(
        "the provider is established in {place}, outside the Union: Art. 8 reaches who assists from the customs territory of the Union,"
        " or as its resident (Art. 2(10)); whether this is done from the Union is not stated, and Art. 8 was applied all the same. If it"
        " is, the Member State from which it is done decides (Art. 13(1)); if it is not, Art. 8 does not reach it"
    ),
}


def _outside_union(activity: str | None, country: str, located: str | None) -> Message:
    """An exporter is another one then (Art. 2(3)); a service counts by where it is given from."""
    if activity in _SERVICES_FROM_UNION:
        return Message(
            "exporter_outside_union", _SERVICES_FROM_UNION[activity], {"place": PlaceName(country)}
        )
    return _exporter_outside(country, located)


def _exporter_outside(country: str, located: str | None) -> Message:
    if located is not None:
        return Message(
            "exporter_outside_union",
            N_(
                "the exporter is established in {place}, outside the Union, and the items are stated to be in {located}, which is no Member State "
                "either: the contracting party in the Union counts as exporter (Art. 2(3)): state that one as exporter, or the Member State that the "
                "items leave or pass through (located_in)"
            ),
            {"place": PlaceName(country), "located": PlaceName(located)},
        )
    return Message(
        "exporter_outside_union",
        N_(
            "the exporter is established in {place}, outside the Union: the contracting party in the Union counts as exporter (Art. 2(3)), or "
            "the Member State where the items are decides (Art. 12(2)): state that one (located_in)"
        ),
        {"place": PlaceName(country)},
    )
