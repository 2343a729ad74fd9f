"""A document that was attached to a case. Its content lies in the folder of the organisation (``contents``); here stands what it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dualuse.licensing.cases.models import Case
from dualuse.licensing.columns import BoundedText
from dualuse.licensing.documents.content.file_types import BY_MEDIA_TYPE
from dualuse.licensing.documents.scanning import NO_SCANNER, SCANS


class DocumentRows(models.QuerySet["Document"]):
    """Rows of documents."""

    def in_version(self, number: int) -> DocumentRows:
        """Those that belong to a version of their case."""
        return self.filter(Q(removed_in__isnull=True) | Q(removed_in__gt=number), since__lte=number)

    def waiting(self) -> DocumentRows:
        """Those that a scanner has still to look at."""
        scans = ["unscanned"]
        if settings.DUALUSE_SCANNER != NO_SCANNER:
            scans.append("not_scanned_by_choice")
        return self.filter(scan__in=scans)


class Document(models.Model):
    """A document of the versions ``since`` to before ``removed_in`` (None: of all later ones) of a case.

    ``number`` is its name in the contract, and tells nothing. ``name`` is cleaned; ``media_type`` was found in the content. ``finding`` is how the
    scanner calls what it found.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    number = BoundedText(max_length=40, unique=True)
    kind = BoundedText(max_length=40)
    name = BoundedText(max_length=120)
    media_type = BoundedText(
        max_length=100, choices=[(media_type, media_type) for media_type in BY_MEDIA_TYPE]
    )
    size = models.PositiveIntegerField()
    digest = BoundedText(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded = models.DateTimeField()
    scan = BoundedText(max_length=24, choices=[(scan, scan) for scan in SCANS])
    scanned = models.DateTimeField(null=True, blank=True)
    finding = BoundedText(max_length=100, blank=True)
    since = models.PositiveIntegerField()
    removed_in = models.PositiveIntegerField(null=True, blank=True)

    objects = DocumentRows.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["case", "since"], name="documents_of_case"),
            models.Index(fields=["digest"], name="documents_by_digest"),
            models.Index(fields=["scan"], name="documents_by_scan"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it may be served: it was scanned, and nothing found; or nothing is scanned here, which is only for a try."""
        return self.scan == "clean" or (
            self.scan == "not_scanned_by_choice" and settings.DUALUSE_SCANNER == NO_SCANNER
        )

    @property
    def is_waiting(self) -> bool:
        """Whether it was not scanned, and has to be."""
        return self.scan != "infected" and not self.is_open
