"""Common high priority items that may go on to Russia or Belarus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import INFORMED_CIRCUMSTANCE_NAMES
from dualuse.law.language.provision import legal_derivation
from dualuse.law.measures.duties import common_high_priority, partners
from dualuse.law.measures.places import BANS_BY_CODE
from dualuse.law.territories import UNDER_THE_TREATIES
from dualuse.schema.transaction import Item, Transaction

_COMMON_HIGH_PRIORITY_SINCE: Final = date(2024, 6, 25)


def diversion_warnings(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """Common high priority items for a third country of which it is not said that they stay there."""
    known = getattr(transaction.knowledge, "reexport", None)
    if known != "none" and _may_be_diverted(transaction, item, day):
        yield Message(
            "common_high_priority",
            N_(
                "item {id} ({code}) is one of the common high priority items that Russia looks for, or may be: ask whether it goes on"
                " to Russia or Belarus, and state what is known under knowledge.reexport"
            ),
            {"id": item.id or "", "code": item.cn_code},
        )


def _may_be_diverted(transaction: Transaction, item: Item, day: date) -> bool:
    """Whether it is, or may be, a common high priority item for a third country that is no partner."""
    destination, code = transaction.destination, item.cn_code
    if code is None or destination is None or day < _COMMON_HIGH_PRIORITY_SINCE:
        return False
    if destination in partners() or UNDER_THE_TREATIES.contains(destination, day) is not False:
        return False
    return (
        BANS_BY_CODE.contains(destination, day) is False
        and common_high_priority(day).covers(code, {}) is not False
    )


@legal_derivation("Regulation (EU) No 833/2014, Art. 2a(1aa)", "Regulation (EC) No 765/2006, Art. 1f(1aa)")
def diversion_left_out(transaction: Transaction, day: date) -> Iterator[Message]:
    """What is not stated of items that may be diverted: a "go" names it.

    Regulation (EU) No 833/2014, Art. 2a(1aa), and Regulation (EC) No 765/2006, Art. 1f(1aa), forbid what the authority has told
    the exporter is or may be meant for Russia or Belarus.
    """
    items = tuple(item.id or "" for item in transaction.items if _may_be_diverted(transaction, item, day))
    if not items:
        return
    params: dict[str, object] = {"items": items}
    if getattr(transaction.knowledge, "reexport", None) is None:
        yield Message("left_out.reexport", N_("whether the items {items} go on to Russia or Belarus"), params)
    if any(getattr(transaction.circumstances, name, None) is None for name in INFORMED_CIRCUMSTANCE_NAMES):
        text = N_(
            "whether the authority has informed you that the items {items} may be meant for Russia or Belarus"
        )
        yield Message("left_out.informed", text, params)
