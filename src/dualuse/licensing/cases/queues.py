"""The queues of an authority: to which one a case comes when it is submitted or referred. Whom it is assigned to stays for people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from dualuse.i18n import N_
from dualuse.licensing.cases.models import Queue
from dualuse.licensing.kinds import kinds
from dualuse.licensing.people.models import Authority
from dualuse.licensing.people.recording import record
from dualuse.licensing.people.registering import named, refused
from dualuse.licensing.surveillance import may_be_surveillance

_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
CATEGORIES: Final = tuple("0123456789")
"""The categories of Annex I, by their digit."""


def queue_of(authority: Authority, kind: str, data: Mapping[str, Any], beside: Sequence[str] = ()) -> str:
    """The name of the queue that a case comes to; "" where none of the authority's fits.

    What is not known of an item counts as it may: an item that is not classified may belong to any category, and to surveillance.

    Args:
        authority: that decides.
        kind: of the case.
        data: the transaction, as the contract has it.
        beside: what the application says in words of its own.
    """
    items = list(data.get("items") or ())
    for queue in authority.queues.order_by("place"):
        if queue.kinds and kind not in queue.kinds:
            continue
        if queue.categories and not any(_may_be_of(item, queue.categories) for item in items):
            continue
        if queue.surveillance and not any(may_be_surveillance(data, item, beside) for item in items):
            continue
        return queue.name
    return ""


def _may_be_of(item: Mapping[str, Any], categories: Sequence[str]) -> bool:
    entries = item.get("entries")
    return entries is None or any(entry[:1] in categories for entry in entries)


def add_queue(
    code: str,
    name: str,
    of_kinds: Sequence[str] = (),
    categories: Sequence[str] = (),
    *,
    surveillance: bool = False,
) -> Queue:
    """Enter a queue of an authority, behind those that it has.

    Args:
        code: of the authority.
        name: of the queue: letters, digits and hyphens.
        of_kinds: the kinds of cases that come to it; none: all.
        categories: the categories of Annex I, by their digits; none: all.
        surveillance: only cases with an item that is, or may be, one for cyber-surveillance.

    Raises:
        InputError: there is no such authority, kind or category; the name is none, or that of a queue with other words.
    """
    authority = named(Authority, "code", code)
    if not _NAME.fullmatch(name):
        raise refused(
            "queue", N_("a name is letters, digits and hyphens, at most forty: {value}"), value=name
        )
    for kind in of_kinds:
        if kind not in kinds():
            text = N_("there is no kind {value}; known: {known}")
            raise refused("kind", text, value=kind, known=", ".join(kinds()))
    for category in categories:
        if category not in CATEGORIES:
            text = N_("there is no category {value} of Annex I; known: {known}")
            raise refused("category", text, value=category, known=", ".join(CATEGORIES))
    rule = {
        "kinds": sorted(set(of_kinds)),
        "categories": sorted(set(categories)),
        "surveillance": surveillance,
    }
    with transaction.atomic():
        last = authority.queues.aggregate(Max("place"))["place__max"] or 0
        queue, is_new = Queue.objects.get_or_create(
            authority=authority, name=name, defaults={**rule, "place": last + 1}
        )
        if not is_new and {field: getattr(queue, field) for field in rule} != rule:
            raise refused("queue", N_("{value} has this queue already, with another rule"), value=code)
        if is_new:
            record("queue_added", {"authority": authority.pk, "queue": name, **rule})
    return queue
