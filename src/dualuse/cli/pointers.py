"""Where an answer leads next: a search for an item without an entry, entries beside a customs code, the questions of due diligence."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, fill

if TYPE_CHECKING:
    from dualuse.schema.determination import Determination
    from dualuse.schema.transaction import Item, Transaction

_MOST_ITEMS: Final = 2
_CANDIDATES: Final = 3
_QUESTIONS: Final = 3


def pointers(determination: Determination, file: str, language: str) -> tuple[str, ...]:
    """A sentence for each place that the answer leads to, with the command.

    Args:
        file: of the transaction, as the command line named it.
    """
    from dualuse.schema.transaction import Transaction

    transaction = Transaction.model_validate(determination.transaction)
    return (
        *_unclassified(transaction, language),
        *_beside_customs_codes(transaction, language),
        *_diligence(transaction, determination, file, language),
    )


def _unclassified(transaction: Transaction, language: str) -> Iterator[str]:
    """The best candidates of the search that are near, for items of which nobody has said what entry they are in."""
    from dualuse.classification.search.classifier import classifier
    from dualuse.classification.search.classifying import answer, installed_texts

    open_items = [item for item in transaction.items if item.entries is None and item.description]
    for item in open_items[:_MOST_ITEMS]:
        candidates = answer(classifier(installed_texts()), item.description or "").near
        names = ", ".join(candidate.provision or candidate.entry for candidate in candidates[:_CANDIDATES])
        command = f"dualuse classify {shlex.quote(item.description or '')}"
        text = (
            N_("item {id} has no entry yet: {command} thinks of {entries}")
            if names
            else N_("item {id} has no entry yet: {command}")
        )
        yield fill(text, language, id=item.id or "–", command=command, entries=names)


def _beside_customs_codes(transaction: Transaction, language: str) -> Iterator[str]:
    """Entries that the Commission's table names beside the customs code and that the item is not in."""
    coded = [item for item in transaction.items if item.cn_code]
    if not coded:
        return
    from dualuse.sources.correlation_table import load
    from dualuse.sources.home import home

    table = load(home())
    if table is None:
        return
    for item in coded[:_MOST_ITEMS]:
        beside = [entry for entry in table.entries(item.cn_code or "") if not _is_among_entries(entry, item)]
        if beside:
            text = N_(
                "item {id}: beside customs code {code} the Commission's table names {entries}; are they excluded?"
            )
            yield fill(
                text, language, id=item.id or "–", code=item.cn_code, entries=", ".join(beside[:_CANDIDATES])
            )


def _is_among_entries(entry: str, item: Item) -> bool:
    return any(stated.startswith(entry[:5]) for stated in item.entries or ())


def _diligence(
    transaction: Transaction, determination: Determination, file: str, language: str
) -> Iterator[str]:
    """The questions that weigh most, where the item, the user or the destination asks for due diligence."""
    from dualuse.assessment.release_holds.suspicion import asks_for_diligence
    from dualuse.cli.diligence.about import about_transaction
    from dualuse.cli.diligence.in_turn import weight
    from dualuse.diligence import examine_findings
    from dualuse.schema.diligence import Findings

    if not asks_for_diligence(transaction, date.fromisoformat(determination.date)):
        return
    about = about_transaction(transaction)
    result = examine_findings(Findings(about.reference), about.items, about.parties, about.listed, language)
    asked = sorted(result.open_questions, key=weight)
    if asked:
        first = list(dict.fromkeys(shown.question for shown in asked))
        text = N_(
            "due diligence is asked for, {number} questions, {questions} first: dualuse diligence ask {file} --person '…'"
        )
        yield fill(
            text, language, questions=", ".join(first[:_QUESTIONS]), number=len(asked), file=shlex.quote(file)
        )
