"""The service as ``dualuse serve`` runs it, with its limits."""

from __future__ import annotations

from django.conf import settings

from dualuse.portal.serving import Served
from dualuse.portal.wsgi import application as program

application = Served(
    program,
    threads=settings.DUALUSE_THREADS,
    seconds=settings.DUALUSE_BODY_SECONDS,
    most_bytes=settings.DUALUSE_DOCUMENT_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)
