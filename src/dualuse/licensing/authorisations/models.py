"""An authorisation, its versions and lines. Whether it is valid today is computed, never stored."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dualuse.licensing.cases.models import Case
from dualuse.licensing.columns import BoundedText
from dualuse.licensing.kinds import LIMITS
from dualuse.licensing.people.models import Authority, Organisation

_LIMITS = [(limit, limit) for limit in LIMITS]


class Authorisation(models.Model):
    """What an authority granted to a holder, by the number that customs and the public know; ``code`` stands on its paper, for whoever holds that to ask by.

    ``current`` is the number of the version that holds; ``version`` rises with each change. Days of what ended or stopped it are None while
    nothing did.
    """

    number = BoundedText(max_length=40, unique=True)
    code = BoundedText(max_length=40, blank=True, default="")
    kind = BoundedText(max_length=40)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="authorisations")
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="authorisations")
    case = models.ForeignKey(Case, models.PROTECT, related_name="authorisations")
    current = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    granted = models.DateTimeField()
    annulled = models.DateField(null=True, blank=True)
    revoked = models.DateField(null=True, blank=True)
    surrendered = models.DateField(null=True, blank=True)
    suspended = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="code_once"),
        ]
        indexes = [
            models.Index(fields=["authority", "-id"], name="authorisations_of_authority"),
            models.Index(fields=["holder", "-id"], name="authorisations_of_holder"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def chain(self) -> str:
        """The name of its chain of events."""
        return f"authorisation:{self.number}"


class AuthorisationVersion(models.Model):
    """What it says from one change to the next: its days, where to, for whom and for what."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    destinations: models.JSONField[Any, Any] = models.JSONField()
    parties: models.JSONField[Any, Any] = models.JSONField()
    end_use = models.TextField(blank=True)
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authorisation", "number"], name="version_once_of_its_authorisation"),
            models.CheckConstraint(name="authorisation_ends_after_it_begins", condition=Q(valid_until__gte=models.F("valid_from"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.authorisation_id} version {self.number}"


class AuthorisationLine(models.Model):
    """A line of a version, by the id that it keeps through all versions.

    ``quantity`` and ``value`` are what was granted, exact; None: ``limited_by`` names no such limit.
    """

    version = models.ForeignKey(AuthorisationVersion, models.PROTECT, related_name="lines")
    line = BoundedText(max_length=40)
    description = models.TextField()
    entries: models.JSONField[Any, Any] = models.JSONField()
    cn_code = BoundedText(max_length=20, blank=True)
    limited_by = BoundedText(max_length=10, choices=_LIMITS)
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = BoundedText(max_length=40, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    currency = BoundedText(max_length=3, blank=True)
    conditions = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="line_once_in_its_version"),
            models.CheckConstraint(
                name="line_has_its_limit",
                condition=Q(limited_by="none", quantity__isnull=True, value__isnull=True)
                | Q(limited_by="quantity", quantity__isnull=False, value__isnull=True)
                | Q(limited_by="value", quantity__isnull=True, value__isnull=False)
                | Q(limited_by="both", quantity__isnull=False, value__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} line {self.line}"
