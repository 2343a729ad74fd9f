"""An answer that was given, for as long as its request may come again."""

from __future__ import annotations

from typing import Any

from django.db import models

from dualuse.licensing.columns import BoundedText
from dualuse.licensing.people.models import Token


class Answer(models.Model):
    """The answer to a request of a token with a key; ``request`` is the digest of the route and of what was sent, ``about`` the reference of what it
    is about, so that it is erased with it."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key = BoundedText(max_length=200)
    request = BoundedText(max_length=64)
    status = models.PositiveSmallIntegerField()
    body: models.JSONField[Any, Any] = models.JSONField()
    about = BoundedText(max_length=60, blank=True)
    created = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_for_its_key")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
