"""Entering denials that come from elsewhere, with what the record says of them: the digest of each row as it was entered, in the event of its import."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, Final

from dualuse.licensing.cases.models import Case
from dualuse.licensing.denials.denial import Denial
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import enter
from dualuse.licensing.events.chain import append, record_difference
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.reading import read_rows
from dualuse.licensing.events.rows import columns, parts, rows_digest, stated_row

CHAIN: Final = "denials"
_LABEL: Final = "denials.DenialRecord"
_PART: Final = 500


def enter_from_elsewhere(denials: Sequence[Denial], *, actor: str) -> None:
    """Enter denials that were exchanged elsewhere, or the new state of some that are here, in the transaction that runs.

    Args:
        denials: of other Member States; of one's own, which came from a case, the new state goes into the chain of that.
        actor: as events name it.
    """
    own = _own_cases(denials)
    for case in own:
        record_difference(case.chain)
    rows = [enter(denial) for denial in denials]
    for case in own:
        changed = [row.pk for row in rows if row.case_id == case.pk]
        append(case.chain, actor=actor, action="denial_changed", body={"denials": changed})
    salt = secrets.token_hex(16)
    keys = [row.pk for row in rows if row.case_id is None]
    digests = {str(key): rows_digest(salt, row) for key, row in _rows(keys)}
    append(
        CHAIN,
        actor=actor,
        action="denials_imported",
        body={"denials": len(denials)},
        content={"salt": salt, "rows": digests},
    )


def _own_cases(denials: Sequence[Denial]) -> list[Case]:
    """The cases of this service from which some denials came, their rows locked: before any row of the register, as a decision does it."""
    keys = {denial.key for denial in denials}
    rows = DenialRecord.objects.filter(case__isnull=False).values_list("member_state", "reference", "case")
    cases = {case for state, reference, case in rows.iterator() if f"{state}/{reference}" in keys}
    return list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk"))


def rows_that_differ() -> Iterator[str]:
    """Denials of others that are not as the event of their import says, came by none, or are gone: their names, or ``#`` and the key of one that is gone."""
    digests: dict[int, tuple[str, str]] = {}
    for event in Event.objects.filter(chain=CHAIN).select_related("content").order_by("number"):
        content = getattr(getattr(event, "content", None), "content", None) or {}
        digests |= {
            int(key): (content["salt"], digest) for key, digest in (content.get("rows") or {}).items()
        }
    names = dict(_names())
    for key, row in _rows(list(names)):
        salt, digest = digests.pop(key, ("", ""))
        if rows_digest(salt, row) != digest:
            yield names[key]
    # One that is said to come from a case now is in the seal of no case, or makes that differ, too.
    yield from (f"#{key}" for key in digests)


def _names() -> Iterator[tuple[int, str]]:
    rows = DenialRecord.objects.filter(case=None).order_by("pk")
    for key, state, reference in rows.values_list("pk", "member_state", "reference").iterator():
        yield key, f"{state}/{reference}"


def _rows(keys: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for part in parts(keys, _PART):
        for key, *row in read_rows(DenialRecord, "pk", columns(_LABEL), part):
            yield key, stated_row(_LABEL, row)
