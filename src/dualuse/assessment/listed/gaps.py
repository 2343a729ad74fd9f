"""What was not stated of the parties, or not looked at, and the days of the lists: it holds up no release, and a "go" names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.derived_fact import RECEIVER_ROLES
from dualuse.law.measures.act_numbers import act_cited
from dualuse.law.measures.listings.meaning import holds_party_annexes, holds_union_freezes
from dualuse.law.measures.listings.reading import Annex, annexes
from dualuse.schema.screening import ListUsed
from dualuse.schema.transaction import Party, Transaction
from dualuse.sources.lists.known_lists import allowed_age, gathered_names

_SHOWN: Final = 5
"""Annexes that are named; there are more."""
_FORBIDDING: Final = ("named_user", "carriage", "transaction")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was left out: ``warning`` says what that means, ``named`` is its name within a sentence."""

    warning: Message
    named: Message


def left_out(transaction: Transaction, lists: Iterable[ListUsed], day: date) -> Iterator[LeftOut]:
    """What is not stated of the parties, and what is stated or published and not compared."""
    parties = tuple(enumerate(transaction.parties or ()))
    yield from _owners(parties)
    yield from _end_user(parties)
    yield from _vessels(parties)
    yield from _countries(parties)
    yield from _birth_dates(parties)
    yield from _addresses(transaction, parties)
    yield from _annexes(lists, day)


_Parties = tuple[tuple[int, Party], ...]


def _left_out_of(parties: Iterable[str], warning: tuple[str, str], named: tuple[str, str]) -> LeftOut:
    """What was left out of ``parties``, each once; ``warning`` and ``named``: a code and a text about ``{parties}``."""
    params = {"parties": tuple(dict.fromkeys(parties))}
    return LeftOut(Message(*warning, params), Message(*named, params))


def _owners(parties: _Parties) -> Iterator[LeftOut]:
    # Who stands there in several roles states them once.
    stated = {(party.name, party.country) for _, party in parties if party.name and party.owners is not None}
    unstated = [
        party.name or f"parties[{position}]"
        for position, party in parties
        if party.owners is None
        and party.birth_date is None
        and party.role in RECEIVER_ROLES
        and (party.name, party.country) not in stated
    ]
    if unstated:
        text = N_(
            "owners are not stated of {parties}: who is owned by half or more, or controlled, by listed persons counts"
            " like them"
        )
        yield _left_out_of(
            unstated, ("owners_unstated", text), ("left_out.owners", N_("the owners of {parties}"))
        )


def _end_user(parties: _Parties) -> Iterator[LeftOut]:
    """Without any receiver the release asks; a consignee alone says nothing of who uses the items."""
    roles = {party.role for _, party in parties}
    if "consignee" in roles and "end_user" not in roles:
        text = N_("no end user is stated: who finally uses the items was not screened")
        yield LeftOut(Message("end_user_unstated", text), Message("left_out.end_user", N_("the end user")))


def _vessels(parties: _Parties) -> Iterator[LeftOut]:
    """A vessel with a name and no number at all: names of vessels change, and many bear the same."""
    unnumbered = [
        party.name for _, party in parties if party.role == "vessel" and party.name and not party.identifiers
    ]
    if unnumbered:
        text = N_(
            "no IMO number is stated of {parties}: vessels change their names, and were compared by these alone"
        )
        yield _left_out_of(
            unnumbered, ("vessel_unnumbered", text), ("left_out.vessels", N_("the IMO number of {parties}"))
        )


_CARRIERS: Final = ("carrier", "vessel")


def _countries(parties: _Parties) -> Iterator[LeftOut]:
    """Measures on Iranian and North Korean owners, and on carriers and vessels of Russia, Belarus and North Korea, turn on it."""
    owners = (owner.name for _, party in parties for owner in party.owners or () if owner.country is None)
    carriers = (party.name for _, party in parties if party.role in _CARRIERS and party.country is None)
    unplaced = [name for name in (*owners, *carriers) if name]
    if unplaced:
        text = N_(
            "no country is stated of {parties}: whether an owner sits in Iran or North Korea, and whether who carries the items is of"
            " Russia, Belarus or North Korea (of a vessel: its flag), was not looked at"
        )
        yield _left_out_of(
            unplaced, ("country_unstated", text), ("left_out.countries", N_("the country of {parties}"))
        )


def _birth_dates(parties: _Parties) -> Iterator[LeftOut]:
    """Dates on which nobody can be born, as ``screen`` tells them: the names were compared without them."""
    from dualuse.screening.properties import UNREAD_DATE, read_date

    persons = (person for _, party in parties for person in (party, *(party.owners or ())))
    unread = {
        person.name or person.birth_date: person.birth_date
        for person in persons
        if person.birth_date and not read_date(person.birth_date)
    }
    for name, text in unread.items():
        unread_date = Message("birth_date_unread", UNREAD_DATE, {"text": text})
        warning = Message(
            "birth_date_unread", N_("{party}: {unread}"), {"party": name, "unread": unread_date}
        )
        named = Message("left_out.birth_date", N_("the date of birth of {parties}"), {"parties": (name,)})
        yield LeftOut(warning, named)


def _addresses(transaction: Transaction, parties: _Parties) -> Iterator[LeftOut]:
    exporter = transaction.exporter
    addressed = [
        *(["exporter"] if exporter is not None and _too_short(exporter.address) else ()),
        *(f"parties[{position}]" for position, party in parties if _too_short(party.address)),
    ]
    if addressed:
        text = N_(
            "addresses that cannot be compared with those on the lists: {parties}; state street, number and town"
        )
        yield _left_out_of(
            addressed,
            ("addresses_not_compared", text),
            ("left_out.addresses", N_("the addresses of {parties}")),
        )


def _too_short(address: str | None) -> bool:
    from dualuse.screening.index.addresses import is_comparable_address

    return bool(address) and not is_comparable_address(address or "")


def _annexes(lists: Iterable[ListUsed], day: date) -> Iterator[LeftOut]:
    """Annexes that name military end users, vessels or bans on transactions are not in the list of asset freezes."""
    if any(holds_party_annexes(edition.list) for edition in lists):
        return
    forbidding = (
        row for row in annexes() if row.acts and row.rule in _FORBIDDING and row.validity.covers(day)
    )
    annexes_by_citation = {row.citation: _annex(row) for row in forbidding}
    text = N_(
        "annexes of acts that name parties without freezing their assets were not compared, since no list of them is installed:"
        " {annexes} and others; they are in the tables transcribed from the Official Journal (eu_journal_…), which dualuse lists"
        " add takes"
    )
    named = Message("left_out.annexes", N_("the annexes that name parties without freezing their assets"))
    yield LeftOut(
        Message("annexes_not_compared", text, {"annexes": tuple(annexes_by_citation.values())[:_SHOWN]}),
        named,
    )


def _annex(row: Annex) -> Message:
    params = {"annex": row.annexes[0] if row.annexes else "–", "act": act_cited(row.citation)}
    return Message(row.citation, N_("Annex {annex} to {act}"), params)


def points_of_lists(lists: Sequence[ListUsed], day: date, list_age: int | None = None) -> Iterator[Message]:
    """Why nobody is clear by these lists on a day, whatever was found in them: ``check`` and ``screen --gate`` ask alike.

    The Union's list is missing, a list is older than it may be, of unknown age or of a day still to come, or it is not all there.
    ``list_age``: days that a list may be old at most.
    """
    if not any(holds_union_freezes(edition.list) for edition in lists):
        text = N_(
            "the Union's list of asset freezes (eu_fsf) was not among the lists: clear against {lists} is not clear in"
            " the Union"
        )
        names = gathered_names(edition.list for edition in lists)
        yield Message("union_list_missing", text, {"lists": names or ("–",)})
    stale = gathered_names(edition.list for edition in lists if edition.stale)
    if stale:
        text = N_("lists are older than they may be, or of unknown age: {lists}")
        yield Message("lists_stale", text, {"lists": stale})
    yield from too_old_for(lists, day, list_age)
    partial = gathered_names(edition.list for edition in lists if edition.partial)
    if partial:
        text = N_("of these lists not all entries are there, or can be compared with: {lists}")
        yield Message("lists_partial", text, {"lists": partial})


_DAY: Final = 10


def too_old_for(lists: Iterable[ListUsed], day: date, most: int | None = None) -> tuple[Message, ...]:
    """Lists that are older on the day of the transaction than they may be; those told as too old already are left out."""
    old = [edition.list for edition in lists if not edition.stale and _too_old(edition, day, most)]
    if not old:
        return ()
    text = N_("on {day}, the day of the transaction, these lists are older than they may be: {lists}")
    params = {"day": day.isoformat(), "lists": gathered_names(old)}
    return (Message("lists_older_than_transaction", text, params),)


def newer_than(lists: Iterable[ListUsed], day: date) -> tuple[Message, ...]:
    """Lists whose edition is of a later day than the transaction."""
    newer = [edition.list for edition in lists if (dated := _day(edition.dated)) is not None and dated > day]
    if not newer:
        return ()
    text = N_(
        "the transaction is of {day}, and these lists are newer: {lists}; who was listed then and was taken off since is not"
        " found in them: look at the edition of that day"
    )
    params = {"day": day.isoformat(), "lists": gathered_names(newer)}
    return (Message("lists_newer_than_transaction", text, params),)


def _too_old(edition: ListUsed, day: date, most: int | None) -> bool:
    """Counted from the last day on which the list is known to have been this one. Without any day it is told as stale."""
    days = [known_day for text in (edition.dated, edition.confirmed) if (known_day := _day(text)) is not None]
    return bool(days) and day - max(days) > timedelta(days=allowed_age(edition.list, most))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:_DAY])
    except ValueError:
        return None
