"""Keeping a book: a new entry, a new version of it, none any more. Each is one function, in one transaction with its event.

A book is of its organisation alone: no authority sees it, and nothing of it is in the events, which name versions by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from dualuse.licensing.books.books import Book, checked_entry, list_edition
from dualuse.licensing.books.models import BookEntry, BookVersion
from dualuse.licensing.cases.applications import own_organisation
from dualuse.licensing.cases.changes import other_version, see_allowed
from dualuse.licensing.events.chain import append
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.references import new_reference
from dualuse.licensing.refusals import NotThere, OtherVersion


def entries_for(actor: Actor, book: Book) -> QuerySet[BookEntry]:
    """The entries of a book that an actor may see and change; none for a stranger."""
    firms = {key for _, position in actor.where(book.action) for key in position.organisations}
    return BookEntry.objects.filter(book=book.name, organisation__in=sorted(firms))


def add_entry(
    actor: Actor, book: Book, data: Mapping[str, Any], organisation: str | None = None
) -> BookEntry:
    """Keep something new.

    Args:
        actor: who keeps it.
        book: in which.
        data: see :func:`~dualuse.licensing.books.books.checked_entry`.
        organisation: the reference of the one that keeps it; None: the actor's only one.

    Raises:
        Forbidden: no position of the actor allows it. NotThere: it is none of the actor's organisations. Malformed: it is not what it should be.
    """
    see_allowed(actor, book.action)
    firm = own_organisation(actor, book.action, organisation)
    written = checked_entry(book, data, now().date())
    with transaction.atomic():
        entry = BookEntry(
            reference=new_reference(book.prefix), book=book.name, organisation=firm, created=now()
        )
        return _written(actor, book, entry, written)


def change_entry(
    actor: Actor, book: Book, reference: str, data: Mapping[str, Any], version: int | None = None
) -> BookEntry:
    """State something of an entry otherwise: a new version, with fields merged (null takes one away). Applications keep what they took.

    Args:
        actor: who changes it.
        book: of the entry.
        reference: of it.
        data: the fields that change.
        version: the number of the version that the actor saw; None: whichever it is.

    Raises:
        Forbidden, NotThere, OtherVersion; Malformed: it is not what it should be then.
    """
    see_allowed(actor, book.action)
    with transaction.atomic():
        entry = looked_up_entry(actor, book, reference, version)
        before = entry.versions.get(number=entry.current)
        merged = {name: value for name, value in {**before.data, **data}.items() if value is not None}
        written = checked_entry(book, merged, now().date())
        # Who changes a telephone number has not classified anew: what its entries are of stays.
        same = written.get("entries") == before.data.get("entries")
        return _written(actor, book, entry, written, before.list_edition if same else None)


def remove_entry(actor: Actor, book: Book, reference: str, version: int | None = None) -> None:
    """Remove an entry with all its versions, and what was answered to programs of it; applications keep what they took.

    Raises:
        Forbidden, NotThere, OtherVersion: see :func:`change_entry`.
    """
    see_allowed(actor, book.action)
    with transaction.atomic():
        entry = looked_up_entry(actor, book, reference, version)
        append(
            entry.chain, actor=str(actor.key), action=f"{book.name}_removed", body={"version": entry.current}
        )
        apps.get_model("answers.Answer")._default_manager.filter(about=entry.reference).delete()
        entry.delete()


def looked_up_entry(actor: Actor, book: Book, reference: str, version: int | None) -> BookEntry:
    """An entry among those of an actor, its row locked where a transaction runs.

    Raises:
        NotThere: there is none. OtherVersion: it was changed since.
    """
    rows = entries_for(actor, book).filter(reference=reference)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    if (entry := rows.first()) is None:
        raise NotThere.of_entry(reference)
    if version is not None and version != entry.current:
        raise OtherVersion(other_version(entry.current))
    return entry


def _written(
    actor: Actor, book: Book, entry: BookEntry, data: dict[str, Any], edition: str | None = None
) -> BookEntry:
    moment = now()
    entry.current += 1
    entry.name = str(data[book.wanted])[:300]
    entry.save()
    BookVersion.objects.create(
        entry=entry,
        number=entry.current,
        data=data,
        list_edition=list_edition(data, moment.date()) if edition is None else edition,
        written_by_id=actor.key,
        written=moment,
    )
    append(entry.chain, actor=str(actor.key), action=f"{book.name}_kept", body={"version": entry.current})
    return entry
