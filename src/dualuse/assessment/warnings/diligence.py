"""Due diligence under Art. 5(2) that no source records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE_EVIDENCED, SURVEILLANCE_LEAVES
from dualuse.law.language.logic import Facts, Truth, evaluate
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

DILIGENCE: Final = "knowledge.internal_repression"
"""The fact that due diligence under Art. 5(2) finds; a source of it is the record that it was carried out."""


def is_recorded(transaction: Transaction) -> bool:
    """Whether a source says in which document, or at which address, the due diligence under Art. 5(2) is to be found.

    A note or a quote alone shows nobody where anything was looked at.
    """
    return any(
        source.fact == DILIGENCE and (source.document or source.url) for source in transaction.sources or ()
    )


@legal_derivation("Art. 5(2)")
def unrecorded_diligence(transaction: Transaction, items: Iterable[Facts], day: date) -> Iterator[Message]:
    """The items, each with its facts, that wait for due diligence. What is stated to be known does not show what was looked at.

    Of an item of which it is not stated whether it is for surveillance, that is asked where a security service is the end user.
    """
    if is_recorded(transaction):
        return
    waiting: dict[Truth, list[str]] = {True: [], None: []}
    for item, facts in zip(transaction.items, items, strict=True):
        surveys = facts["item.cyber_surveillance"]
        if (
            (surveys is True or (surveys is None and facts["parties.security_service"] is True))
            and evaluate(SURVEILLANCE_LEAVES, facts, day) is not False
            and evaluate(DILIGENCE_EVIDENCED, facts, day) is not False
        ):
            waiting[surveys].append(item.id or "")
    if waiting[True]:
        text = N_(
            "due diligence on the cyber-surveillance items {items} is not recorded (Art. 5(2)): carry it out (dualuse assess), or"
            " name under sources the document that it stands in (document; sha256 is its checksum), as a source of {fact}; neither a note nor"
            " that nothing is known replaces it"
        )
        yield Message("diligence_unrecorded", text, {"items": tuple(waiting[True]), "fact": DILIGENCE})
    if waiting[None]:
        text = N_(
            "the end user is a security service, and it is not stated whether the items {items} are designed for covert surveillance (Arts "
            "2(20), 5): state it (items.cyber_surveillance); if they are, due diligence is to be recorded"
        )
        yield Message("surveillance_unstated", text, {"items": tuple(waiting[None])})
