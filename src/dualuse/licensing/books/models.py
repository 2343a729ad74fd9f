"""An entry of a book, and its versions: an application says what it took from one of them, whatever becomes of the entry."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from dualuse.licensing.columns import BoundedText
from dualuse.licensing.people.models import Organisation


class BookEntry(models.Model):
    """A party or a product that an organisation keeps; ``current`` is the number of the version that holds, ``name`` what it is found by."""

    reference = BoundedText(max_length=40, unique=True)
    book = BoundedText(max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="book_entries")
    name = BoundedText(max_length=300)
    current = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "book", "-id"], name="entries_of_a_book")]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The name of its chain of events."""
        return f"book:{self.reference}"


class BookVersion(models.Model):
    """What an entry said from a moment on, as the contract has it; ``list_edition``: of the list that its entries are of ("": it names none)."""

    entry = models.ForeignKey(BookEntry, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    data: models.JSONField[Any, Any] = models.JSONField()
    list_edition = BoundedText(max_length=60, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="version_once_of_its_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id} version {self.number}"
