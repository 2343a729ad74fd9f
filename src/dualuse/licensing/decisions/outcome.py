"""What the applicant is told of a decision: its lines, the reason that is meant for it, and what was granted; nothing else of the proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dualuse.licensing.authorisations.granting import granted_amounts
from dualuse.licensing.cases.models import Case
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.models import ProposedLine
from dualuse.licensing.kinds import Kind, kinds


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What was decided of a line. ``quantity`` and ``value``: what limits a grant, exact; None: nothing does, or nothing was granted."""

    line: str
    decision: str
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    currency: str
    conditions: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision as its applicant may read it. ``authorisation``: the number of what was granted; "" and None where nothing was."""

    decided: date
    lines: tuple[LineOutcome, ...]
    reason: str
    valid_until: date | None
    authorisation: str


def outcome_of(case: Case) -> Outcome | None:
    """The decision on a case; None while there is none, which is so again once a case was taken up again."""
    if case.state != "decided":
        return None
    proposal = case.proposals.filter(standing="countersigned").order_by("-number").first()
    if proposal is None or proposal.settled is None:
        return None
    data = case.versions.get(number=proposal.case_version).transaction
    items = dict(zip(line_ids(data), data.get("items") or (), strict=True))
    rows = list(proposal.lines.order_by("pk"))
    is_granted = any(row.decision == "granted" for row in rows)
    granted = case.authorisations.filter(granted=proposal.settled).first() if is_granted else None
    return Outcome(
        decided=proposal.settled.date(),
        lines=tuple(_line(kinds()[case.kind], row, items.get(row.line, {})) for row in rows),
        reason=proposal.to_applicant,
        valid_until=proposal.valid_until if is_granted else None,
        authorisation="" if granted is None else granted.number,
    )


def _line(kind: Kind, row: ProposedLine, item: Mapping[str, Any]) -> LineOutcome:
    limits = granted_amounts(kind, row, item) if row.decision == "granted" else (None, None)
    quantity, value = limits
    return LineOutcome(
        line=row.line,
        decision=row.decision,
        quantity=quantity,
        unit="" if quantity is None else item.get("unit") or "",
        value=value,
        currency="" if value is None else item.get("currency") or "",
        conditions=row.conditions,
    )
