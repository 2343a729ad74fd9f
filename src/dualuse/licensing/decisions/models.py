"""A proposal with its lines and three reasons; countersigned, it is the decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dualuse.licensing.cases.models import Case
from dualuse.licensing.columns import BoundedText

_STANDINGS = [(standing, standing) for standing in ("proposed", "returned", "countersigned", "lapsed")]

_SETTLED_BY_NOBODY = ["proposed", "lapsed"]


class Proposal(models.Model):
    """What an officer proposes on a version of a case: for all lines, with what is told to whom.

    ``second`` settled it: countersigned it, which is never who proposed it, or gave it back, which may be. ``lapsed``: the case left the state in which
    somebody could.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    case_version = models.PositiveIntegerField()
    standing = BoundedText(max_length=20, choices=_STANDINGS, default="proposed")
    valid_until = models.DateField(null=True, blank=True)
    criteria: models.JSONField[Any, Any] = models.JSONField(default=list)
    internal = models.TextField()
    to_applicant = models.TextField()
    public = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed = models.DateTimeField()
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="proposal_once_in_its_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(standing="proposed"), name="one_proposal_at_a_time"),
            models.CheckConstraint(
                name="four_eyes", condition=~Q(standing="countersigned") | Q(~Q(second=models.F("proposed_by")), second__isnull=False)
            ),
            models.CheckConstraint(
                name="settled_by_somebody",
                condition=Q(standing__in=_SETTLED_BY_NOBODY, second__isnull=True) | Q(~Q(standing__in=_SETTLED_BY_NOBODY), second__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} proposal {self.number}"


class ProposedLine(models.Model):
    """What is proposed of a line: exact amounts in words of digits; None: no limit."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="lines")
    line = BoundedText(max_length=40)
    decision = BoundedText(max_length=30)
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "line"], name="line_once_in_its_proposal")]

    def __str__(self) -> str:
        return f"{self.line}: {self.decision}"
