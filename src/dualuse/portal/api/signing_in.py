"""How a program says who it is: ``Authorization: Bearer …``. No session is read here, so no page of another site can act in a person's name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.tokens import actor_by, token_of


class BearerToken(HttpBearer):
    """Signs a request in by its token; the actor stands in the request as ``auth``."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Who acts; None: nobody, which ninja answers with 401."""
        now = timezone.now()
        row = token_of(token, now)
        return None if row is None else actor_by(row, now)


def actor(request: Any) -> Actor:
    """Who acts in a request that was signed in."""
    return request.auth  # type: ignore[no-any-return]
