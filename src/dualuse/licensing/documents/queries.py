"""Which documents an actor may have: those of the cases it may see, and an authority only those of versions that were submitted."""

from __future__ import annotations

from django.db.models import F, Q

from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import scoped
from dualuse.licensing.documents.models import Document, DocumentRows
from dualuse.licensing.people.actors import Actor

_ACTION = "view_document"


def documents_for(actor: Actor) -> DocumentRows:
    """The documents that an actor may have; none for a stranger."""
    allowed = Q(pk__in=())
    for scope, in_it in scoped(actor, _ACTION):
        cases = Case.objects.filter(in_it)
        seen = Q() if scope == "organisation" else Q(since__lte=F("case__current"))
        allowed |= seen & Q(case__in=cases)
    return Document.objects.filter(allowed)
