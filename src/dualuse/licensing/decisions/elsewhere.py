"""Items in another Member State than the one that decides: its authority is consulted before an individual authorisation is granted (Art. 14(1)).

What it answers binds, and within which time, is for the procedure; here nothing is granted before the exchange is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.authorisations.reading import annex_iv, authorisation_places
from dualuse.law.territories import member_states, state_of
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.kinds import kinds
from dualuse.version import legal_derivation

CONSULTED_UNDER: Final = "Art. 14(1)"
_CLOCK: Final = "art14_1"
"""The clock of the kinds for which it is asked."""


def why_not_consulted(case: Case, version: CaseVersion, on: date) -> Message | None:
    """Why nothing is granted yet: another Member State in which the items are was not consulted on what is stated now; None: it was, or none is.

    Args:
        case: of any kind; others than individual ones ask for no such consultation.
        version: that holds.
        on: today, at the service.
    """
    if _CLOCK not in kinds()[case.kind].clocks or not asks_for_consultation(version.transaction, on):
        return None
    rows = case.consultations.filter(under=CONSULTED_UNDER, recorded__gte=version.submitted or case.created)
    answered = {state for row in rows for state in row.states}
    silent = sorted(states_of_items(version.transaction) - {case.authority.member_state} - answered)
    if not silent:
        return None
    text = N_(
        "the items are in another Member State, which is consulted before anything is granted (Art. 14(1)): {states}; record it by the action consult"
    )
    return Message("located_unconsulted", text, {"states": ", ".join(silent)})


def states_of_items(transaction: Mapping[str, Any]) -> set[str]:
    """The Member States in which the items are, or from which they set out."""
    places = (transaction.get("located_in"), transaction.get("dispatched_from"))
    return {state_of(place) for place in places if place} & {*member_states()}


@legal_derivation("Art. 14(1)")
def asks_for_consultation(transaction: Mapping[str, Any], on: date) -> bool:
    """Whether Art. 14(1) covers it: a destination that is none of EU001, or an item of Annex IV to any; what is not known counts as covered.

    Args:
        transaction: plain data, as the contract has it.
        on: the day.
    """
    destination = transaction.get("destination")
    if not destination or authorisation_places("EU001").contains(destination, on) is not True:
        return True
    items = transaction.get("items") or ()
    return any(
        item.get("entries") is None
        or any(annex_iv().covers(code, {}) is not False for code in item["entries"])
        for item in items
    )
