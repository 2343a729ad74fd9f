"""A grant becomes an authorisation: its number, its first version, a line for each line that was granted. Called in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dualuse.licensing.authorisations.models import Authorisation, AuthorisationLine, AuthorisationVersion
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.models import ProposedLine
from dualuse.licensing.events.chain import append
from dualuse.licensing.kinds import Kind
from dualuse.licensing.references import new_code, new_reference


def grant(
    case: Case,
    kind: Kind,
    version: CaseVersion,
    lines: Iterable[ProposedLine],
    *,
    valid_until: date,
    actor: str,
    now: datetime,
) -> Authorisation:
    """Write the authorisation of what a case grants, valid from the day of the decision, with the first event of its chain.

    Args:
        case: which an organisation applied for.
        kind: its manifest.
        version: of the case, on which was decided.
        lines: the lines that are granted.
        valid_until: its last day.
        actor: who decided, as events name it.
        now: the moment of the decision.

    Raises:
        ValueError: nobody applied, so that nobody holds it.
    """
    if case.organisation is None:
        raise ValueError(f"{case.reference} has no applicant, and grants nothing")
    authorisation = Authorisation.objects.create(
        number=new_reference(f"{case.authority.code}-{now.year}"),
        code=new_code(),
        kind=case.kind,
        authority=case.authority,
        holder=case.organisation,
        case=case,
        granted=now,
    )
    data = version.transaction
    first = AuthorisationVersion.objects.create(
        authorisation=authorisation,
        number=1,
        valid_from=now.date(),
        valid_until=valid_until,
        destinations=destinations(kind, version),
        parties=data.get("parties") or [],
        end_use=data.get("end_use") or "",
        made=now,
    )
    items = dict(zip(line_ids(data), data.get("items") or (), strict=True))
    AuthorisationLine.objects.bulk_create(_line(first, kind, row, items[row.line]) for row in lines)
    append(
        authorisation.chain,
        actor=actor,
        action="granted",
        body={"case": case.reference, "version": 1, "until": valid_until.isoformat()},
        effective_at=now,
    )
    return authorisation


def destinations(kind: Kind, version: CaseVersion) -> list[str]:
    """Where the items of a case go, as codes of places: the one of the transaction, or all that a global application names."""
    if kind.destinations == "many":
        return list(version.fields.get("destinations") or ())
    destination = version.transaction.get("destination")
    return [destination] if destination else []


def granted_amounts(
    kind: Kind, row: ProposedLine, item: Mapping[str, Any]
) -> tuple[Decimal | None, Decimal | None]:
    """The quantity and the value that limit a line: what was proposed, else what was applied for; None where the kind sets no such limit."""
    quantity = row.quantity if row.quantity is not None else _decimal(item.get("quantity"))
    value = row.value if row.value is not None else _decimal(item.get("value"))
    return (
        quantity if kind.is_limited_by("quantity") else None,
        value if kind.is_limited_by("value") else None,
    )


def _line(
    version: AuthorisationVersion, kind: Kind, row: ProposedLine, item: Mapping[str, Any]
) -> AuthorisationLine:
    quantity, value = granted_amounts(kind, row, item)
    return AuthorisationLine(
        version=version,
        line=row.line,
        description=item.get("description") or "",
        entries=item.get("entries") or [],
        cn_code=item.get("cn_code") or "",
        limited_by=kind.limited_by,
        quantity=quantity,
        unit="" if quantity is None else item.get("unit") or "",
        value=value,
        currency="" if value is None else item.get("currency") or "",
        conditions=row.conditions,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
