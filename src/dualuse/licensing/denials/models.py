"""The register of denials in the database; the matcher reads it as :class:`~dualuse.licensing.denials.denial.Denial`."""

from __future__ import annotations

from typing import Any

from django.db import models

from dualuse.licensing.cases.models import Case
from dualuse.licensing.columns import BoundedText


class DenialRecord(models.Model):
    """A denial: one's own, by a case, or another State's, by a file. ``revision`` rises through the whole register with each change of a row; ``stamp`` tells one
    state of a row from all others, those that were taken back too."""

    reference = BoundedText(max_length=60)
    member_state = BoundedText(max_length=2)
    kind = BoundedText(max_length=30)
    decided = models.DateField()
    destination = BoundedText(max_length=12, blank=True)
    end_use = models.TextField(blank=True)
    parties: models.JSONField[Any, Any] = models.JSONField()
    lines: models.JSONField[Any, Any] = models.JSONField()
    revoked = models.DateField(null=True, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="denials")
    revision = models.PositiveBigIntegerField(unique=True)
    stamp = BoundedText(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member_state", "reference"], name="denial_once_of_its_state")
        ]
        indexes = [models.Index(fields=["-decided", "-id"], name="denials_by_day")]

    def __str__(self) -> str:
        return f"{self.member_state}/{self.reference}"


class Consideration(models.Model):
    """What was concluded of a denial for a case (Art. 16(5)): essentially identical or not, and why, on what the case stated then."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="considerations")
    denial = models.ForeignKey(DenialRecord, models.PROTECT, related_name="considerations")
    seen = BoundedText(max_length=64)
    stamp = BoundedText(max_length=32)
    conclusion = BoundedText(max_length=40)
    text = models.TextField()
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.denial_id}: {self.conclusion}"
