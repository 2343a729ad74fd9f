"""Lists by cursor: the key of the last row seen, so that a page costs the same however far it is, and rows that come meanwhile shift nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from cryptography.fernet import InvalidToken
from django.db.models import Model, Q, QuerySet

from dualuse.i18n import N_, Message
from dualuse.licensing.refusals import Fault, Malformed
from dualuse.portal.ciphers import cipher

MOST: Final = 200
"""How many rows a page has at most."""
USUAL: Final = 50
Row = TypeVar("Row", bound=Model)


def page_of(
    rows: QuerySet[Row], after: str | None, limit: int, row_shown: Callable[[Row], dict[str, Any]]
) -> dict[str, Any]:
    """A page of rows, the newest first, and the cursor of the next one (None: it is the last).

    Args:
        rows: whatever the asker may see, filtered; in no order yet.
        after: a cursor that an earlier page gave.
        limit: rows a page, from 1 to :data:`MOST`.
        row_shown: a row as it is answered.

    Raises:
        Malformed: the cursor is none, or the limit is out of bounds.
    """
    see_limit(limit)
    if after is not None:
        rows = rows.filter(Q(pk__lt=_key(rows, after)))
    page = list(rows.order_by("-pk")[: limit + 1])
    more = len(page) > limit
    return {
        "items": [row_shown(row) for row in page[:limit]],
        "next": _cursor(rows, page[limit - 1].pk) if more else None,
    }


def see_limit(limit: int) -> None:
    """Refuse a page of more rows than :data:`MOST`, or of none.

    Raises:
        Malformed: so it is.
    """
    if not 1 <= limit <= MOST:
        text = N_("a page has 1 to {most} rows")
        raise Malformed(
            Message("malformed", text, {"most": MOST}),
            [Fault("limit", "limit", Message("limit", text, {"most": MOST}))],
        )


def see_value(name: str, value: str | None, permitted: Sequence[str]) -> None:
    """Refuse a filter by a value that no row can have: a slip would be taken for "there is none".

    Args:
        name: of the filter.
        value: that is asked for; None: the filter is left out.
        permitted: every value that there is.

    Raises:
        Malformed: it is none of them; with those there are.
    """
    if value is None or value in permitted:
        return
    text = N_("{value} is no value of {name}; known: {known}")
    why = Message(f"{name}_unknown", text, {"name": name, "value": value[:80], "known": ", ".join(permitted)})
    raise Malformed(why, [Fault(name, f"{name}_unknown", why)])


def _cursor(rows: QuerySet[Any], key: int) -> str:
    """Enciphered: keys rise through the whole service, and who could read them would see how much is done by others."""
    return cipher("cursor").encrypt(f"{rows.model._meta.label} {key}".encode()).decode().rstrip("=")


def _key(rows: QuerySet[Any], cursor: str) -> int:
    try:
        words = cipher("cursor").decrypt(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
    except (InvalidToken, ValueError):
        words = []
    if len(words) == 2 and words[0] == rows.model._meta.label:
        return int(words[1])
    text = N_("this is no cursor; take the one that the page before gave as next")
    raise Malformed(Message("malformed", text), [Fault("after", "cursor", Message("cursor", text))])
