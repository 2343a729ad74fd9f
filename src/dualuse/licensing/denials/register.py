"""The register as the database holds it: entered, changed, and opened for matching, once for each of its states in a process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import Max

from dualuse.licensing.cases.models import Case
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.matching import DenialRegister
from dualuse.licensing.denials.models import DenialRecord

_lock = threading.Lock()
_opened: dict[str, tuple[str, DenialRegister]] = {}


def edition() -> str:
    """What tells this state of the register from all others: the number of its last change and the stamp of that; "0" while it is empty.

    What was examined against another one is stale.
    """
    last = DenialRecord.objects.order_by("-revision").values_list("revision", "stamp").first()
    return "0" if last is None else f"{last[0]}-{last[1]}"


def enter(denial: Denial, case: Case | None = None) -> DenialRecord:
    """Enter a denial, or the new state of one that is there (a revocation, say).

    Args:
        denial: what it is.
        case: one's own case that it comes from.
    """
    last = DenialRecord.objects.aggregate(last=Max("revision"))["last"] or 0
    row, _ = DenialRecord.objects.update_or_create(
        member_state=denial.member_state,
        reference=denial.reference,
        defaults={
            "kind": denial.kind,
            "decided": denial.decided,
            "destination": denial.destination,
            "end_use": denial.end_use,
            "parties": [_plain(asdict(party)) for party in denial.parties],
            "lines": [_plain(asdict(line)) for line in denial.lines],
            "revoked": denial.revoked,
            "case": case,
            "revision": last + 1,
            "stamp": secrets.token_hex(16),
        },
    )
    return row


def opened(using: str) -> DenialRegister:
    """The register of today, with its index: made anew where the register changed since this process made it.

    Args:
        using: what tells one database from another in this process.
    """
    now = edition()
    with _lock:
        entry = _opened.get(using)
        if entry is None or entry[0] != now:
            if entry is not None:
                entry[1].close()
            entry = _opened[using] = (
                now,
                DenialRegister(map(_denial, DenialRecord.objects.all().iterator())),
            )
    return entry[1]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _denial(row: DenialRecord) -> Denial:
    return Denial(
        reference=row.reference,
        member_state=row.member_state,
        kind=row.kind,  # type: ignore[arg-type]
        decided=row.decided,
        parties=tuple(DeniedParty(**party) for party in row.parties),
        lines=tuple(DeniedLine(**{**line, "entries": tuple(line["entries"])}) for line in row.lines),
        destination=row.destination,
        end_use=row.end_use,
        revoked=row.revoked,
    )
