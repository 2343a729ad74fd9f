"""Due diligence under Art. 5(2) that no source records, and what a release rests on where one does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dualuse.assessment.ages import whole_months
from dualuse.assessment.named_sources import sources_with_document
from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.art05_cyber_surveillance import (
    DILIGENCE_EVIDENCED,
    SURVEILLANCE_LEAVES,
    SURVEILLANCE_SUPPLIED,
)
from dualuse.law.language.logic import Facts, Truth, any_truth, evaluate
from dualuse.law.measures.not_executed import words_called
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Item, Source, Transaction
from dualuse.version import legal_derivation

DILIGENCE: Final = "knowledge.internal_repression"
"""The fact that due diligence under Art. 5(2) finds; a source of it is the record that it was carried out."""
OWN_DOCUMENT: Final = N_("due diligence")
"""What the document of due diligence is called that is kept here."""
RELIED_ON: Final = "diligence_relied_on"
"""The code of the message that names the record on which a release rests."""


def record_of_diligence(
    transaction: Transaction, day: date, rules: Rules, *, by_digest: bool
) -> Source | None:
    """The newest source that names the document of the due diligence under Art. 5(2), and a day on which it was seen that has not aged; None: none does.

    A note, a quote or an address alone shows nobody what was examined, and what was seen years ago does not show who the end user is now.
    ``by_digest``: a name alone does not, either: the file is told by its checksum, as that of a decision recorded here is.
    """
    current = [
        source
        for source in sources_with_document(transaction, DILIGENCE)
        if _is_current(source, day, rules) and (source.sha256 is not None or not by_digest)
    ]
    return max(current, key=lambda source: source.seen or date.min, default=None)


@legal_derivation("Art. 5(2)")
def unrecorded_diligence(
    transaction: Transaction, items: Iterable[Facts], day: date, rules: Rules
) -> Iterator[Message]:
    """The items, each with its facts, that wait for due diligence. What is stated to be known does not show what was looked at.

    Of an item of which it is not stated whether it is for surveillance, that is asked where a security service is the end user. Where
    a record stands, it is named: a release rests on it.
    """
    waiting: dict[Truth, list[str]] = {True: [], None: []}
    exported, concerned, serves_a_service = False, False, False
    for item, facts in zip(transaction.items, items, strict=True):
        surveys = facts["item.cyber_surveillance"]
        leaves = evaluate(SURVEILLANCE_LEAVES, facts, day)
        is_or_may_be = surveys is True or (surveys is None and facts["parties.security_service"] is True)
        supplied = any_truth((leaves, evaluate(SURVEILLANCE_SUPPLIED, facts, day)))
        if not is_or_may_be or supplied is False:
            continue
        concerned = True
        serves_a_service = (
            serves_a_service
            or facts["parties.security_service"] is not False
            or _names_a_service(item, transaction)
        )
        if evaluate(DILIGENCE_EVIDENCED, facts, day) is not False:
            waiting[surveys].append(item.id or "")
            exported = exported or leaves is not False
    record = record_of_diligence(transaction, day, rules, by_digest=serves_a_service)
    if record is not None:
        if concerned:
            text = N_(
                "the answer rests on due diligence of which you state: {document}, seen on {seen}; whether it bears that out, this program did not look"
            )
            seen = record.seen.isoformat() if record.seen else ""
            yield Message(RELIED_ON, text, {"document": _in_words(record.document), "seen": seen})
        return
    if waiting[True]:
        params = {
            "items": tuple(waiting[True]),
            "fact": DILIGENCE,
            "why": _why_none_counts(transaction, day, rules),
        }
        yield Message("diligence_unrecorded", _OF_EXPORTS if exported else _OF_OTHERS, params)
    if waiting[None]:
        text = N_(
            "the end user is a security service, and it is not stated whether the items {items} are designed for covert surveillance (Arts "
            "2(20), 5): state it (items.cyber_surveillance); if they are, due diligence is to be recorded"
        )
        yield Message("surveillance_unstated", text, {"items": tuple(waiting[None])})


_OF_EXPORTS: Final = N_(
    "due diligence on the cyber-surveillance items {items} is not recorded (Art. 5(2)): {why}. Carry it out (dualuse assess), or"
    " name under sources the document that it stands in and the day on which it was seen (document, seen; sha256 is its checksum), as a"
    " source of {fact}; neither a note, an address nor that nothing is known replaces it"
)
_OF_OTHERS: Final = N_(
    "due diligence on the cyber-surveillance items {items} is not recorded: {why}. Art. 5(2) asks exporters for it, and this program whoever"
    " brokers such items, assists with them or takes them through (a rule of its own, not of the law): carry it out (dualuse assess), or name"
    " under sources the document that it stands in and the day on which it was seen (document, seen; sha256 is its checksum), as a source of"
    " {fact}; neither a note, an address nor that nothing is known replaces it"
)


@legal_derivation("Art. 5(1)", "Art. 5(2)")
def _names_a_service(item: Item, transaction: Transaction) -> bool:
    """Whether the end use, or what the item is called, names a security service and does not deny it: whoever buys, it may be for one."""
    end_use = TextOfUse("end_use", transaction.end_use or "", "end_use")
    services = words_called("security services")
    return any(text.tells(services, none_is_known=True) for text in (end_use, description_of(item)))


def _in_words(document: str | None) -> str | Message:
    """The document as it was named; that which this program keeps itself, in the reader's words."""
    return Message(document, document) if document == OWN_DOCUMENT else document or ""


def _why_none_counts(transaction: Transaction, day: date, rules: Rules) -> Message:
    """Why no source is a record of due diligence: of the one that comes nearest."""
    named = list(sources_with_document(transaction, DILIGENCE))
    if not named:
        return Message("diligence.no_document", N_("no document of it is named"))
    if record := record_of_diligence(transaction, day, rules, by_digest=False):
        text = N_(
            "of {document} a name alone is stated, and who receives the items, or whom the end use or a description names, is, or may be, a "
            "security service (a rule of this program): state the checksum of the file beside it (sha256), or record what was decided (dualuse assess)"
        )
        return Message("diligence.no_digest", text, {"document": record.document})
    aged = [source for source in named if source.seen is not None and source.seen <= day]
    if aged:
        last = max(aged, key=lambda source: source.seen or date.min)
        seen = last.seen.isoformat() if last.seen else ""
        text = N_(
            "{document} was seen on {seen}, and after {months} months this program asks again (a rule of its own, not of the law)"
        )
        params = {"document": _in_words(last.document), "seen": seen, "months": rules.diligence_age_months}
        return Message("diligence.old", text, params)
    text = N_("of {document} it is not stated on which day, by the day judged, it was seen")
    return Message("diligence.unseen", text, {"document": _in_words(named[0].document)})


def _is_current(source: Source, day: date, rules: Rules) -> bool:
    return source.seen is not None and source.seen <= day and not _is_old(source.seen, day, rules)


def _is_old(seen: date, day: date, rules: Rules) -> bool:
    return whole_months(seen, day) >= rules.diligence_age_months
