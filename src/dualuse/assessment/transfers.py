"""Transfers within the Union of what leaves it later: its export is another matter (Arts 3(1), 11(2))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dualuse.engine.outcome import judge_item
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.art11_intra_union import DIRECT_EXPORT_ARTICLES
from dualuse.law.eu_2021_821.facts.derived_authorities import TRANSFER_MAY_BE_CONTROLLED
from dualuse.law.eu_2021_821.facts.stated_facts import NEEDS_AUTHORISATION
from dualuse.law.language.logic import Facts, evaluate
from dualuse.law.language.provision import Effect
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@legal_derivation("Art. 11(2)(b)")
def transfers_to_notify(transaction: Transaction, items: Sequence[Facts], day: date) -> Iterator[Message]:
    """The items whose direct export is notified: whether it needs an authorisation is for the authority to
    decide.

    Until it has, nobody knows whether the Member State of departure may ask for one for the transfer, unless
    it asks for none at all. A suspicion asks where the State may ask for an authorisation on it: who is aware
    is not better off.

    Args:
        transaction: checked.
        items: the facts of its items, in order.
        day: the one judged.
    """
    if transaction.activity != "intra_union_transfer" or transaction.destination is None:
        return
    if UNION.contains(transaction.destination, day) is True:
        return
    notified: dict[str, list[str]] = {}
    for item, facts in zip(transaction.items, items, strict=True):
        if evaluate(TRANSFER_MAY_BE_CONTROLLED, facts, day) is False:
            continue
        for judged in judge_item({**facts, "activity": "export"}, day).provisions:
            provision = judged.provision
            if (
                provision.article in DIRECT_EXPORT_ARTICLES
                and provision.effect is Effect.NOTIFICATION_REQUIRED
                and judged.high is Effect.NOTIFICATION_REQUIRED
            ):
                notified.setdefault(provision.citation, []).append(item.id or "")
    if notified:
        text = N_(
            "the direct export of item {items} would be notified ({citations}), and whether it needs an authorisation is for the authority to "
            "decide; where it does, the Member State of departure may ask for one for the transfer (Art. 11(2)(b)): notify it, and state its "
            "decision (authority_decisions)"
        )
        items_named = tuple(dict.fromkeys(name for names in notified.values() for name in names))
        yield Message("transfer_to_notify", text, {"items": items_named, "citations": tuple(notified)})


@legal_derivation("Art. 3(1)", "Art. 11(2)")
def transfers_exported_onward(
    transaction: Transaction, items: Sequence[Facts], day: date
) -> Iterator[Message]:
    """The items that go on to a place outside the Union, where that export needs an authorisation, or may: it
    is not judged here.

    Args:
        transaction: checked.
        items: the facts of its items, in order.
        day: the one judged.
    """
    first, destination = transaction.consigned_to, transaction.destination
    if transaction.activity != "intra_union_transfer" or first is None or destination is None:
        return
    if UNION.contains(first, day) is False or UNION.contains(destination, day) is True:
        return
    going_on = tuple(
        item.id or ""
        for item, facts in zip(transaction.items, items, strict=True)
        if facts[NEEDS_AUTHORISATION] is not False
    )
    if going_on:
        text = N_(
            "this answer is on the transfer to {first} alone: the export of item {items} from there to {place} needs, or may need, an"
            " authorisation of its own (Arts 3 to 10, 12(2)): judge it by itself, as an export of whoever exports it"
        )
        yield Message(
            "onward_export",
            text,
            {"first": PlaceName(first), "items": going_on, "place": PlaceName(destination)},
        )
