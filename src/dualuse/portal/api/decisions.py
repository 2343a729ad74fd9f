"""The table of decisions as the authority and the Union's reader see it; what the public sees are releases."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router

from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.rows import decision_rows, rows_of_ending
from dualuse.licensing.people.actors import Actor
from dualuse.portal.api.authorisations import plain_amount
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.api.requests import signed_in

router = Router(tags=["decisions"])


@router.get("decisions")
def get_decisions(request: HttpRequest, after: str | None = None, limit: int = USUAL) -> dict[str, Any]:
    """Decisions, the newest first; each with its rows of the table of decisions."""
    actor = signed_in(request, "view_decisions")
    rows = (
        _decided(actor)
        .select_related("case", "case__authority")
        .prefetch_related("lines", "case__versions", "case__proposals__lines")
    )
    return page_of(rows, after, limit, _whole)


def _decided(actor: Actor) -> Any:
    seen = Q(pk__in=())
    for scope, position in actor.where("view_decisions"):
        if scope == "everywhere":
            seen |= Q(pk__isnull=False)
        elif scope == "authority" and position.authority is not None:
            seen |= Q(case__authority_id=position.authority)
    return Proposal.objects.filter(seen, standing="countersigned")


def _whole(proposal: Proposal) -> dict[str, Any]:
    return {
        "case": proposal.case.reference,
        "kind": proposal.case.kind,
        "authority": proposal.case.authority.code,
        "rows": [_plain(asdict(row)) for row in (*decision_rows(proposal), *rows_of_ending(proposal))],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Amounts and days as texts, lists as lists, what is not known as null."""
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return plain_amount(value)
    return value if value is None or isinstance(value, bool) else str(value) or None
