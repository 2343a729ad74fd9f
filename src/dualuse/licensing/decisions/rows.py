"""A countersigned decision as rows of the table of decisions, which every public figure is counted from (DESIGN, section 6).

The rows are computed from what the case and the proposal state, and never change: what was decided stands. A row is one decision on lines that
share their answer (and, where a case was taken up again, the row before whose place they take); rows of one application name it, so that a partial grant is one application in every statistic. Free text of the
applicant is in none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from dualuse.licensing.authorisations.granting import destinations, granted_amounts
from dualuse.licensing.cases.models import CaseVersion
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.decisions.proposal_faults import REFUSING
from dualuse.licensing.events.models import Event
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.transitions import ENDING
from dualuse.transparency.decision import ENTRY, Decision
from dualuse.transparency.item_types import item_types, surveillance_families

_AMOUNTS: Final = ("quantity", "value")
_TEMPORARY: Final[Mapping[str, bool]] = {"permanent": False, "exhibition": True, "after_repair": False}
"""Whether the items come back, by ``manner``; of an electronic transmission it is not known."""


def decision_rows(proposal: Proposal) -> Iterator[Decision]:
    """The rows of a countersigned proposal: one for each answer, its lines together.

    Args:
        proposal: countersigned; its case with authority and versions, and its lines, are read (prefetched, where there are many proposals).

    Raises:
        ValueError: it is not countersigned: nothing was decided.
    """
    if proposal.standing != "countersigned" or proposal.settled is None:
        raise ValueError(f"proposal {proposal.pk} is no decision")
    case = proposal.case
    kind = kinds()[case.kind]
    version = next(row for row in case.versions.all() if row.number == proposal.case_version)
    items = dict(zip(line_ids(version.transaction), version.transaction.get("items") or (), strict=True))
    before = _rows_before(proposal)
    groups: dict[tuple[str, str], list[ProposedLine]] = {}
    for row in sorted(proposal.lines.all(), key=lambda line: line.pk):
        groups.setdefault((row.decision, before.get(row.line, "")), []).append(row)
    numbers: Counter[str] = Counter()
    for (answer, concerns), rows in groups.items():
        numbers[answer] += 1
        entries = _entries([items[row.line] for row in rows])
        value, currency = _sum(kind, rows, items, "value", "currency")
        quantity, unit = _sum(kind, rows, items, "quantity", "unit")
        yield Decision(
            id=_row_id(proposal, answer, numbers[answer]),
            date=proposal.settled.date(),
            authority=case.authority.member_state,
            kind=kind.statistics,  # type: ignore[arg-type]
            decision=answer,  # type: ignore[arg-type]
            applied=None if case.submitted is None else case.submitted.date(),
            entries=entries,
            item_types=item_types(entries),
            families=surveillance_families(entries),
            destination=tuple(destinations(kind, version)),
            end_user_category=_end_user(version),
            value=value,
            currency=currency,
            quantity=quantity,
            unit=unit,
            criteria=tuple(proposal.criteria) if answer in REFUSING else (),
            framework=None if kind.destinations == "none" else kind.destinations == "many",
            expires=proposal.valid_until if answer == "granted" else None,
            source=case.authority.code,
            temporary=_TEMPORARY.get(version.transaction.get("manner") or ""),
            application=case.reference if case.opened_by == "exporter" else "",
            concerns=concerns,
        )


def rows_of_ending(proposal: Proposal) -> Iterator[Decision]:
    """The rows that take the place of a decision whose case was taken up again and ended without another one: withdrawn, or referred to another State.

    Args:
        proposal: countersigned; see :func:`decision_rows`. Of one that is not the last of its case, or whose case did not end so, there are none.
    """
    case = proposal.case
    numbers = [row.number for row in case.proposals.all() if row.standing == "countersigned"]
    if case.state != "withdrawn" or proposal.number != max(numbers):
        return
    last = Event.objects.filter(chain=case.chain, action__in=ENDING).order_by("-number").first()
    if last is None or last.effective_at is None:
        return
    for row in decision_rows(proposal):
        yield replace(
            row,
            id=f"{row.id}-ended",
            date=last.effective_at.date(),
            decision="withdrawn",
            criteria=(),
            expires=None,
            concerns=row.id,
        )


def _row_id(proposal: Proposal, answer: str, number: int) -> str:
    """The id of a row: the first of an answer has no number."""
    return f"{proposal.case.reference}-{proposal.number}-{answer}" + (f"-{number}" if number > 1 else "")


def _rows_before(proposal: Proposal) -> dict[str, str]:
    """By line, the id of the row that decided of it before, where the case was taken up again: this decision takes its place."""
    earlier = [
        row
        for row in proposal.case.proposals.all()
        if row.standing == "countersigned" and row.number < proposal.number
    ]
    if not earlier:
        return {}
    last = max(earlier, key=lambda row: row.number)
    before, ids = _rows_before(last), dict[tuple[str, str], str]()
    numbers: Counter[str] = Counter()
    by_line = {}
    for row in sorted(last.lines.all(), key=lambda line: line.pk):
        group = (row.decision, before.get(row.line, ""))
        if group not in ids:
            numbers[row.decision] += 1
            ids[group] = _row_id(last, row.decision, numbers[row.decision])
        by_line[row.line] = ids[group]
    return by_line


def _entries(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The codes of Annex I that items state, each once; other lists have codes of their own, which the table has no column for."""
    codes = (code for item in items for code in item.get("entries") or ())
    return tuple(dict.fromkeys(code for code in codes if re.search(ENTRY, code)))


def _sum(
    kind: Kind,
    rows: Sequence[ProposedLine],
    items: Mapping[str, Mapping[str, Any]],
    amount: str,
    measure: str,
) -> tuple[Decimal | None, str]:
    """What lines come to in one measure; unknown where one does not say, or they are of several."""
    amounts = [_amount(kind, row, items[row.line], amount) for row in rows]
    measures = {items[row.line].get(measure) or "" for row in rows}
    whole = [number for number in amounts if number is not None]
    if len(whole) < len(rows) or len(measures) != 1 or "" in measures:
        return None, ""
    return sum(whole, Decimal(0)), measures.pop()


def _amount(kind: Kind, row: ProposedLine, item: Mapping[str, Any], amount: str) -> Decimal | None:
    """What was decided on of a line, as a quantity or a value: of a grant what it comes to, of everything else what was applied for.

    What a part of a line is worth is not known where only its quantity is stated: a piece of several that differ has no price, and what was
    applied for was not granted.
    """
    applied = {name: None if (text := item.get(name)) is None else Decimal(text) for name in _AMOUNTS}
    if row.decision != "granted":
        return applied[amount]
    limits = dict(zip(_AMOUNTS, granted_amounts(kind, row, item), strict=True))
    if (limit := limits[amount]) is not None:
        return limit
    is_whole = all(number is None or number == applied[name] for name, number in limits.items())
    return applied[amount] if is_whole else None


def _end_user(version: CaseVersion) -> Any:
    """The category of the end user where it is a security service of a State; of others it is not known."""
    services = {
        party.get("service")
        for party in version.transaction.get("parties") or ()
        if party.get("role") == "end_user"
    }
    return services.pop() if len(services) == 1 and not services & {None, "none"} else "unknown"
