"""How long an authorisation is valid: what is unusual, or no longer known, is shown (Arts 12(3), 12(6)).

Such an authorisation ends on a day of its own, and its authority prolongs it, amends it, or does not. Past the last day that is known, the day of
a comparison alone frees nothing: where the prolongation stands is named under ``sources`` (a rule of this program).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.national_general import first_end, last_seen
from dualuse.assessment.authorisations.points import Point, asked
from dualuse.assessment.named_sources import has_source
from dualuse.i18n import N_
from dualuse.law.states import jurisdiction
from dualuse.schema.transaction import Authorisation, Transaction
from dualuse.version import legal_derivation

PROLONGATION: Final = "authorisations.valid_until"
"""The fact of which a source is the notice that prolonged it."""


USUAL_YEARS: Final = {"individual": 2, "global": 2, "large_project": 4}
"""Art. 12(3): for how long such a one is valid unless its authority decides otherwise; five of others (a rule of this program)."""
_OF_OTHERS: Final = 5


@legal_derivation("Art. 12(3)")
def unusually_long(transaction: Transaction, held: Authorisation) -> Iterator[Point]:
    """The point that asks for the document of an authorisation that is valid for twice as long as those of its kind are, and of which no source is named.

    The authority may decide otherwise, and prolongs, so that not every longer term is a slip (a rule of this program): what it says stands in
    the document. The term is known by a secondary source, its text was not read.
    """
    if (
        held.kind == "national_general"
        or held.valid_from is None
        or held.valid_until is None
        or _has_source(transaction)
    ):
        return
    years = USUAL_YEARS.get(held.kind, _OF_OTHERS)
    until = held.valid_until
    if is_longer_than(2 * years, held.valid_from, until):
        yield asked(
            held,
            "valid_until",
            _LONG,
            begins=held.valid_from.isoformat(),
            ends=until.isoformat(),
            years=years,
            fact=PROLONGATION,
        )


_LONG: Final = N_(
    "Is the authorisation {reference} really valid from {begins} until {ends}? One of its kind is for {years} years unless the authority decides otherwise"
    " (Art. 12(3)), and this is more than twice as long: mend the days, or name under sources the document that says so (document or url), as a source of {fact}"
)
_PROLONGED: Final = N_(
    "Has {authority} prolonged {reference}? It is known here to have been in force until {last_seen}, and that a person compared a text"
    " does not tell that it still is: ask {authority}, and name under sources the notice that prolonged it (document or url), as a source of"
    " {fact}"
)
_NAMED_OTHERWISE: Final = N_(
    "Which general authorisation of {authority} is {reference}, and is it still in force? None is known here by that name, and of those that are"
    " known the first was last seen in force until {last_seen}: ask {authority}, and name under sources the text or the notice that prolonged it"
    " (document or url), as a source of {fact}"
)


def is_longer_than(years: int, begins: date, ends: date) -> bool:
    """Whether more than so many years lie between two days."""
    return (ends.year, ends.month, ends.day) > (begins.year + years, begins.month, begins.day)


@legal_derivation("Art. 12(6)")
def prolongation(transaction: Transaction, held: Authorisation, day: date) -> Iterator[Point]:
    """The point that asks for the notice, where the day judged lies past the last one that is known, and no source is named.

    Args:
        transaction: checked.
        held: one of its authorisations.
        day: the one judged.
    """
    exporter = transaction.exporter.country if transaction.exporter else None
    state = None if exporter is None else jurisdiction(exporter)
    if held.kind != "national_general" or state is None:
        return
    # That it is a national general authorisation is stated: its reference only tells which of those that are known.
    named = last_seen(held, state)
    seen = named or first_end(state)
    if seen is None or day <= seen or _has_source(transaction):
        return
    text = _PROLONGED if named is not None else _NAMED_OTHERWISE
    yield asked(
        held,
        "sources",
        text,
        own=False,
        authority=state.authority,
        last_seen=seen.isoformat(),
        fact=PROLONGATION,
    )


def _has_source(transaction: Transaction) -> bool:
    """Whether a source says in which document, or at which address, the prolongation stands."""
    return has_source(transaction, PROLONGATION)
