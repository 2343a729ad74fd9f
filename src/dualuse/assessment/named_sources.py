"""Sources of a fact that name where it was looked at: what denies that there is a document, or stands in for its name, names none."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.inputs.placeholders import names_a_document
from dualuse.schema.transaction import Source, Transaction


def sources_with_document(transaction: Transaction, fact: str) -> Iterator[Source]:
    """The sources of ``fact`` that name a document."""
    return (source for source in _sources(transaction, fact) if names_a_document(source.document))


def has_source(transaction: Transaction, fact: str) -> bool:
    """Whether a source of ``fact`` names a document, or an address and no document that is none."""
    return any(
        names_a_document(source.document) if source.document else bool(source.url)
        for source in _sources(transaction, fact)
    )


def _sources(transaction: Transaction, fact: str) -> Iterator[Source]:
    return (source for source in transaction.sources or () if source.fact == fact)
