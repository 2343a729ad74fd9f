"""A case and what belongs to it. Nothing here decides anything: the services beside do, in one transaction with the event.

Lines are stable and versions are facts: a line keeps its id, and each version says what was stated of it. What an amendment changed voids the
evidence that looked at it, and nothing else.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import models

from dualuse.licensing.columns import BoundedText
from dualuse.licensing.people.models import Authority, Organisation
from dualuse.licensing.transitions import STATES

CHAIN: Final = "case"
"""With what the names of chains of cases begin."""
_STATES = [(state, state) for state in STATES]


class Queue(models.Model):
    """Where an authority's cases wait for somebody who knows them: by kind, by category of Annex I, or because of surveillance items.

    The first one that fits, in the order of ``place``, gets a case; an empty list asks for nothing.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="queues")
    name = BoundedText(max_length=40)
    place = models.PositiveIntegerField()
    kinds: models.JSONField[Any, Any] = models.JSONField(default=list)
    categories: models.JSONField[Any, Any] = models.JSONField(default=list)
    surveillance = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="queue_once_in_its_authority"),
            models.UniqueConstraint(fields=["authority", "place"], name="queue_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """Something to decide: an application, or what the authority or another State opened.

    ``current`` is the number of the version that holds (0: none was submitted), ``drafted`` that of the one being written (0: none).
    ``version`` rises with each change, so that nobody writes over what it has not seen; ``applicant_version`` with what the applicant may see of
    them, as a number that rises tells that something was done. ``queue``: the name of the one it came to at its authority; "": none. ``organisation`` None: nobody applied. ``erased``: since when it says nothing of people and firms.
    """

    reference = BoundedText(max_length=40, unique=True)
    kind = BoundedText(max_length=40)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    opened_by = BoundedText(max_length=20)
    state = BoundedText(max_length=20, choices=_STATES)
    queue = BoundedText(max_length=40, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assigned_cases"
    )
    current = models.PositiveIntegerField(default=0)
    drafted = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    applicant_version = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()
    submitted = models.DateTimeField(null=True, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    erased = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "state", "-submitted", "-id"], name="cases_of_authority"),
            models.Index(fields=["authority", "assignee", "-submitted", "-id"], name="cases_of_assignee"),
            models.Index(fields=["authority", "queue", "-id"], name="cases_of_queue"),
            models.Index(fields=["organisation", "-created", "-id"], name="cases_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The name of its chain of events."""
        return f"{CHAIN}:{self.reference}"


class CaseVersion(models.Model):
    """What was stated: the transaction of the contract, and the fields of the application itself, for all and for each line."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    transaction: models.JSONField[Any, Any] = models.JSONField()
    fields: models.JSONField[Any, Any] = models.JSONField()
    lines: models.JSONField[Any, Any] = models.JSONField()
    created = models.DateTimeField()
    submitted = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="version_once_of_its_case")]

    def __str__(self) -> str:
        return f"{self.case_id} version {self.number}"


class CaseLine(models.Model):
    """A line of a case, by the id that it keeps through all versions."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_lines")
    line = BoundedText(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "line"], name="line_once_in_its_case")]

    def __str__(self) -> str:
        return self.line


class Question(models.Model):
    """What the authority asked, and the answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="question_once_in_its_case")]

    def __str__(self) -> str:
        return f"{self.case_id} question {self.number}"


class Consultation(models.Model):
    """What was exchanged with other authorities outside this service: with whom, under which Article, in words."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    number = models.PositiveIntegerField()
    states: models.JSONField[Any, Any] = models.JSONField()
    under = BoundedText(max_length=40)
    text = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="consultation_once_in_its_case")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} consultation {self.number}"


class Note(models.Model):
    """An internal note of the authority."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} note"


class Evidence(models.Model):
    """What was examined: ``seen`` is the digest of what it looked at, ``editions`` the lists and law it used. ``voided`` None: it counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    kind = BoundedText(max_length=40)
    line = BoundedText(max_length=40, blank=True)
    seen = BoundedText(max_length=64)
    editions: models.JSONField[Any, Any] = models.JSONField(default=dict)
    result: models.JSONField[Any, Any] = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made = models.DateTimeField()
    voided = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "kind", "voided"], name="evidence_that_counts")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
