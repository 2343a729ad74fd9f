"""A national general authorisation past the last day on which it is known here to be in force: its prolongation is shown (Art. 12(6)).

Such an authorisation ends on a day of its own, and its authority prolongs it, amends it, or does not. Past the last day that is known, the day of
a comparison alone frees nothing: where the prolongation stands is named under ``sources`` (a rule of this program).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.national_general import first_end, last_seen
from dualuse.assessment.authorisations.points import Point, asked
from dualuse.i18n import N_
from dualuse.law.states import jurisdiction
from dualuse.schema.transaction import Authorisation, Transaction
from dualuse.version import legal_derivation

PROLONGATION: Final = "authorisations.valid_until"
"""The fact of which a source is the notice that prolonged it."""


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
    return any(
        source.fact == PROLONGATION and (source.document or source.url)
        for source in transaction.sources or ()
    )
