"""What signing in keeps beside the person: invitations, and what counts for a short while."""

from __future__ import annotations

from django.db import models

from dualuse.licensing.columns import BoundedText
from dualuse.licensing.people.models import Person


class Invitation(models.Model):
    """A link by which a person chooses a password, once and until ``expires``: only its digest is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    digest = BoundedText(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class Kept(models.Model):
    """Codes that were used and attempts that were counted, for a short while: the table of Django's cache, which all processes share."""

    cache_key = BoundedText(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
