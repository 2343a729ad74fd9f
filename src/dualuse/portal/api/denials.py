"""The register of denials, for those who decide. What is not in it may have been denied all the same: each answer says so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from dualuse.i18n import N_, translate
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import denials_for
from dualuse.licensing.moments import now
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.requests import signed_in

router = Router(tags=["authority"])
NO_CLEARANCE = N_("denials that were never entered here are not in it: no match is no clearance")


@router.get("denials")
def get_denials(
    request: HttpRequest, q: str | None = None, after: str | None = None, limit: int = USUAL
) -> dict[str, Any]:
    """The denials that were entered, one's own and those of other States, the newest first; ``q``: the beginning of a reference.

    Who has a part in an application sees no denial of its case.
    """
    actor = signed_in(request, "view_denial")
    rows = denials_for(actor.key, now().date())
    if q:
        rows = rows.filter(reference__istartswith=q)
    return {**page_of(rows, after, limit, _whole), "note": translate(NO_CLEARANCE, language_of(request))}


def _whole(row: DenialRecord) -> dict[str, Any]:
    return {
        "denial": f"{row.member_state}/{row.reference}",
        "member_state": row.member_state,
        "kind": row.kind,
        "decided": row.decided.isoformat(),
        "revoked": None if row.revoked is None else row.revoked.isoformat(),
        "destination": row.destination or None,
        "end_use": row.end_use or None,
        "parties": row.parties,
        "lines": row.lines,
    }
