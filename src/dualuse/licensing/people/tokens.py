"""Tokens by which programs sign in: shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Person, Token

_PREFIX = "du_"
_BYTES = 32


def new_token(
    person: Person, label: str, actions: Iterable[str] | None = None, expires: datetime | None = None
) -> str:
    """Make a token for a program of a person, and give it back: it is shown this once.

    Args:
        person: on whose behalf the program acts.
        label: what the person calls it.
        actions: what it may do of the person's permissions; None: all.
        expires: when it ends; None: when it is revoked.
    """
    text = _PREFIX + secrets.token_urlsafe(_BYTES)
    Token.objects.create(
        person=person,
        digest=_digest(text),
        label=label,
        actions=None if actions is None else sorted(actions),
        expires=expires,
    )
    return text


def token_of(text: str, now: datetime) -> Token | None:
    """The token that was shown as ``text``, if it holds at that time and its person has not left."""
    row = Token.objects.select_related("person").filter(digest=_digest(text), revoked=None).first()
    if row is None or (row.expires is not None and row.expires <= now) or not row.person.is_active:
        return None
    return row


def actor_by(token: Token, now: datetime) -> Actor:
    """Who acts by a token."""
    allowed = None if token.actions is None else frozenset(token.actions)
    return actor_of(token.person, now.date(), token=token.pk, allowed=allowed)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
