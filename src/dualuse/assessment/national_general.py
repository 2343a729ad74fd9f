"""National general authorisations that may fit a transaction (Art. 12(6)): named to be asked about, never counted.

Their texts were not read. What is known of one (which codes, which destinations, until when it was last seen) only leaves it
out where it cannot fit; that it is named says nothing of whether it is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dualuse.engine.outcome import ItemOutcome
from dualuse.law.eu_2021_821.authorisations.reading import section_i
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.law.language.logic import Facts, every_truth
from dualuse.law.language.provision import Effect
from dualuse.law.states import Jurisdiction, NationalGeneral
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Item, Transaction

_BEFORE_NATIONAL = frozenset({"EU001", "EU002", "EU003", "EU004", "EU005", "EU006"})
_KNOWN = ("aware", "informed")


def fitting(
    state: Jurisdiction | None,
    transaction: Transaction,
    items: Sequence[Facts],
    outcomes: Sequence[ItemOutcome],
    day: date,
) -> tuple[NationalGeneral, ...]:
    """Those of the State that may fit: all of which nothing more is known, of the others those for such an export."""
    if state is None:
        return ()
    judged = tuple(zip(transaction.items, items, outcomes, strict=True))
    return tuple(
        row
        for row in state.general_authorisations
        if row.last_seen is None
        or (
            _may_be_exported(transaction, day)
            and _may_go_to(row, transaction.destination)
            and any(_may_fit(row, item, facts, outcome) for item, facts, outcome in judged)
        )
    )


def _may_be_exported(transaction: Transaction, day: date) -> bool:
    leaves = transaction.destination is None or UNION.contains(transaction.destination, day) is not True
    return transaction.activity in (None, "export") and leaves


def _may_go_to(row: NationalGeneral, destination: str | None) -> bool:
    return destination is None or not row.places or destination in row.places


def _may_fit(row: NationalGeneral, item: Item, facts: Facts, outcome: ItemOutcome) -> bool:
    asked = outcome.low < Effect.PROHIBITED and outcome.high >= Effect.AUTHORISATION_REQUIRED
    covered = any(
        judged.relief.identifier in _BEFORE_NATIONAL and judged.judgement.truth is True
        for judged in outcome.general_authorisations
    )
    return (
        (asked or covered)
        and not (row.not_beside_union and covered)
        and not any(facts.get(f"knowledge.{use}") in _KNOWN for use in ("wmd", "illicit_military_parts"))
        and (item.kind is None or not row.kinds or item.kind in row.kinds)
        and _takes(row, item)
    )


def _takes(row: NationalGeneral, item: Item) -> bool:
    """Whether it may take a code of the item; none takes what Section I of Annex II names (Art. 12(6)(a))."""
    if item.entries is None:
        return True
    if not item.entries:
        return not row.codes and item.national_entries != []
    in_section_i = every_truth(section_i().covers(code, item.answers or {}) for code in item.entries)
    if in_section_i is True:
        return False
    return not row.codes or any(_alike(code, taken) for code in item.entries for taken in row.codes)


def _alike(code: str, taken: str) -> bool:
    """Whether a code and one that is taken may name the same: one of them begins the other."""
    return code.startswith(taken) or is_under(taken, code)
