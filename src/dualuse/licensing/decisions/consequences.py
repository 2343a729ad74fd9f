"""What follows of a decision, in its own transaction: an authorisation of what is granted, a denial in the register of what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dualuse.licensing.authorisations.granting import destinations, grant
from dualuse.licensing.cases.changes import Change
from dualuse.licensing.cases.models import CaseVersion
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.denials.denial import DENIED_ROLES, Denial, DenialKind, DeniedLine, DeniedParty
from dualuse.licensing.denials.register import enter, revoke_denials_of
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.life.changing import tell_customs

_DENIALS: Final[Mapping[str, DenialKind]] = {
    "refused": "refused",
    "annulled": "annulled",
    "suspended": "suspended",
    "substantially_limited": "substantially_limited",
    "revoked": "revoked",
    "prohibited": "transit_prohibited",
}
"""What is notified to the other Member States as a denial (Art. 16(1), (3)), by the decision."""


def follow(change: Change, proposal: Proposal) -> None:
    """Write what follows of a proposal that is countersigned; the event of the change names it. What was denied by an earlier decision on the case is taken
    back: this one takes its place (Art. 16(1)).

    Args:
        change: of the case, with its row locked.
        proposal: countersigned in it.
    """
    case = change.case
    kind = kinds()[case.kind]
    version = case.versions.get(number=proposal.case_version)
    rows = list(proposal.lines.order_by("pk"))
    if granted := [row for row in rows if row.decision == "granted"]:
        if proposal.valid_until is None:
            raise ValueError(f"proposal {proposal.pk} grants without a last day")
        authorisation = grant(
            case,
            kind,
            version,
            granted,
            valid_until=proposal.valid_until,
            actor=str(change.actor.key),
            now=change.now,
        )
        change.body["authorisation"] = authorisation.number
        tell_customs(authorisation, "granted", change.now)
    if revoked := revoke_denials_of(case, change.now.date()):
        change.body["denials_revoked"] = revoked
    for decision, denial_kind in _DENIALS.items():
        if denied := [row for row in rows if row.decision == decision]:
            reference = f"{case.reference}-{proposal.number}"
            row = enter(_denial(change, kind, version, denied, reference, denial_kind), case)
            change.body.setdefault("denials", []).append(row.pk)


def _denial(
    change: Change,
    kind: Kind,
    version: CaseVersion,
    rows: Sequence[ProposedLine],
    reference: str,
    denial_kind: DenialKind,
) -> Denial:
    data = version.transaction
    items = dict(zip(line_ids(data), data.get("items") or (), strict=True))
    places = destinations(kind, version)
    return Denial(
        reference=reference,
        member_state=change.case.authority.member_state,
        kind=denial_kind,
        decided=change.now.date(),
        parties=tuple(map(_party, data.get("parties") or ())),
        lines=tuple(_line(items[row.line]) for row in rows),
        destination=places[0] if len(places) == 1 else "",
        end_use=data.get("end_use") or "",
    )


def _party(party: Mapping[str, Any]) -> DeniedParty:
    role = party.get("role")
    return DeniedParty(
        role=role if role in DENIED_ROLES else "other",
        name=party.get("name") or "",
        country=party.get("country") or "",
        address=party.get("address") or "",
        identifiers=party.get("identifiers") or {},
    )


def _line(item: Mapping[str, Any]) -> DeniedLine:
    entries = item.get("entries")
    return DeniedLine(
        description=item.get("description") or "",
        entries=tuple(entries or ()),
        is_listed=None if entries is None else bool(entries),
        cn_code=item.get("cn_code") or "",
        parameters={name: str(value) for name, value in (item.get("parameters") or {}).items()},
    )
