"""Appending to a chain, and verifying one.

An event counts when the transaction in which it was appended is committed: whoever changes something appends in the same one. The chain is
locked by the row of its case or authorisation, which the caller holds; where two append all the same, the second fails on the number.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from dualuse.licensing.events.models import Event, EventContent
from dualuse.licensing.events.rows import SEAL, differing, seal_of
from dualuse.licensing.moments import now

ERASED: Final = "erased"
"""The event that names which contents were erased."""
DIFFERED: Final = "rows_differed"
"""The event that names the tables whose rows were changed behind the service's back, before the one that follows it."""
_SALT_BYTES: Final = 16


def append(
    chain: str,
    *,
    actor: str,
    action: str,
    body: Mapping[str, Any],
    content: Mapping[str, Any] | None = None,
    effective_at: datetime | None = None,
) -> Event:
    """Append an event in the transaction that runs, after everything that it tells was written: it seals the rows that belong to the chain as they stand
    (:mod:`dualuse.licensing.events.rows`).

    Args:
        chain: of which case or authorisation.
        actor: the id of the person, or the name of what acted by itself.
        action: what was done.
        body: ids and codes; plain JSON values.
        content: what has to be erased one day: names, texts. The body gets its salted digest.
        effective_at: since when it holds; now, where it is left out.

    Raises:
        RuntimeError: no transaction runs: what happened and its event would not stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is appended in the transaction of what it tells")
    last = Event.objects.filter(chain=chain).order_by("-number").first()
    moment = now()
    salt = secrets.token_hex(_SALT_BYTES)
    seal = seal_of(chain, salt)
    words = dict(content or {}) if seal is not None or content is not None else None
    whole = {
        **body,
        **({} if seal is None else {SEAL: seal}),
        **({} if words is None else {"content": content_digest(salt, words)}),
    }
    event = Event(
        chain=chain,
        number=1 if last is None else last.number + 1,
        recorded_at=moment,
        effective_at=effective_at or moment,
        actor=actor,
        action=action,
        body=whole,
        before=beginning(chain) if last is None else last.hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    if words is not None:
        EventContent.objects.create(event=event, salt=salt, content=words)
    return event


def record_difference(chain: str) -> list[str]:
    """Look whether the rows that belong to a chain are as its last event says, before they are changed; an event keeps it where they are not.

    The owner's row is locked. A change that is refused takes the event back, and the next one finds the same.

    Returns:
        The tables whose rows are not.

    Raises:
        RuntimeError: see :func:`append`.
    """
    last = Event.objects.filter(chain=chain).select_related("content").order_by("-number").first()
    tables = [] if last is None else tables_that_differ(last)
    if tables:
        append(chain, actor="service", action=DIFFERED, body={"tables": tables})
    return tables


def differed_since(chain: str, action: str) -> bool:
    """Whether an event keeps that rows had been changed by none, and comes after the last one of an action."""
    events = Event.objects.filter(chain=chain)
    last = events.filter(action=action).order_by("-number").first()
    return last is not None and events.filter(action=DIFFERED, number__gt=last.number).exists()


def tables_that_differ(last: Event) -> list[str]:
    """The tables whose rows are not as the last event of a chain says; none where it is of nothing that has rows."""
    kept = getattr(last, "content", None)
    now = seal_of(last.chain, "" if kept is None else kept.salt)
    return [] if now is None else differing(last.body.get(SEAL) or {}, now)


def erase_contents(chain: str, *, actor: str) -> Event:
    """Erase what the events of a chain say of people, and the salts of it, with an event that names each: without it, the chain does not verify.

    Raises:
        RuntimeError: see :func:`append`.
    """
    rows = EventContent.objects.filter(event__chain=chain, content__isnull=False)
    numbers = sorted(rows.values_list("event__number", flat=True))
    rows.update(content=None, salt="")
    return append(chain, actor=actor, action=ERASED, body={"contents": numbers})


def beginning(chain: str) -> str:
    """What stands for the hash before the first event: it names the chain, so that chains cannot be exchanged."""
    return hashlib.sha256(b"dualuse service chain " + chain.encode()).hexdigest()


def event_hash(event: Event) -> str:
    """The hash of an event with that of the one before it."""
    whole = {
        "chain": event.chain,
        "number": event.number,
        "recorded_at": _instant(event.recorded_at),
        "effective_at": _instant(event.effective_at),
        "actor": event.actor,
        "action": event.action,
        "body": event.body,
        "before": event.before,
    }
    return hashlib.sha256(_written(whole)).hexdigest()


def content_digest(salt: str, content: Mapping[str, Any]) -> str:
    """The digest of a content with its salt, so that nobody who guesses a name finds it in the chain."""
    return hashlib.sha256(salt.encode() + b"\0" + _written(content)).hexdigest()


def faults(chain: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a chain: the number of an event and a code (``gap``, ``before``, ``changed``, ``content``, ``erased``); nothing where it is whole.

    A content that was erased is no fault where a later event of the chain says that it was.
    """
    for _, number, code in _faults(Event.objects.filter(chain=chain)):
        yield number, code


def faults_of_all() -> Iterator[tuple[str, int, str]]:
    """What is wrong with any chain, by its name, as :func:`faults` says it: in two questions, however many chains there are."""
    return _faults(Event.objects.all())


def _faults(events: QuerySet[Event]) -> Iterator[tuple[str, int, str]]:
    """Of whole chains, one after the other."""
    erased = events.filter(action=ERASED).order_by("chain", "number")
    erasing = {
        (chain, content): number
        for chain, number, numbers in erased.values_list("chain", "number", "body__contents")
        for content in numbers or ()
    }
    in_order = events.order_by("chain", "number").select_related("content").iterator()
    for chain, of_chain in groupby(in_order, key=attrgetter("chain")):
        for number, code in _faults_in_order(chain, of_chain, erasing):
            yield chain, number, code


def _faults_in_order(
    chain: str, events: Iterable[Event], erasing: Mapping[tuple[str, int], int]
) -> Iterator[tuple[int, str]]:
    """Of one chain. ``erasing``: by a chain and the number of a content, the number of the event that says that it was erased."""
    before = beginning(chain)
    for number, event in enumerate(events, start=1):
        if event.number != number:
            yield event.number, "gap"
            return
        if event.before != before:
            yield number, "before"
        if event_hash(event) != event.hash:
            yield number, "changed"
        kept = getattr(event, "content", None)
        digest = event.body.get("content")
        if (kept is None) != (digest is None) or (
            kept is not None
            and kept.content is not None
            and content_digest(kept.salt, kept.content) != digest
        ):
            yield number, "content"
        elif kept is not None and kept.content is None and erasing.get((chain, number), 0) <= number:
            yield number, "erased"
        before = event.hash


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _written(data: Mapping[str, Any]) -> bytes:
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
