"""The register as the database holds it: entered, changed, and opened for matching, once for each of its states in a process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from django.db.models import Max, QuerySet

from dualuse.licensing.cases.interests import own_applications
from dualuse.licensing.cases.models import Case
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.matching import DenialMatch, DenialRegister, likeliest_first
from dualuse.licensing.denials.models import DenialRecord

_lock = threading.Lock()
_MOST_CHANGES: Final = 500
"""So many changes are kept in an index of their own, or a fiftieth of the register where that is more."""
_PART: Final = 500


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
        case: one's own case that it comes from; None: it is another State's, or stays of the case that it came from.
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
            **({} if case is None else {"case": case}),
            "revision": last + 1,
            "stamp": secrets.token_hex(16),
        },
    )
    return row


def denials_for(person: int, on: date) -> QuerySet[DenialRecord]:
    """The register as somebody may read it: without what came from a case in whose application that person has a part."""
    return DenialRecord.objects.exclude(case__in=Case.objects.filter(own_applications(person, on)))


def revoke_denials_of(case: Case, on: date) -> list[int]:
    """Take back what a case denied and still stands in the register, where another end takes the place of its refusal (Art. 16(1)); the keys of the rows."""
    standing = DenialRecord.objects.filter(case=case, revoked=None).order_by("pk")
    return [enter(replace(denial_of(row), revoked=on), case).pk for row in standing]


class OpenRegister:
    """The register as one of its editions has it: an index that was made once, and a small one of what changed since.

    An index of a hundred thousand denials takes half a minute; one of a day's changes no time that anybody notices. What belongs to the first
    is known by the stamp of each row, so that one that was changed, or taken back, is never met in it.
    """

    def __init__(self) -> None:
        self._stamps = dict(DenialRecord.objects.values_list("pk", "stamp"))
        self._keys = {
            pk: f"{state}/{name}"
            for pk, state, name in DenialRecord.objects.values_list("pk", "member_state", "reference")
        }
        self._whole = DenialRegister(map(denial_of, DenialRecord.objects.all().iterator()))
        self._changes = DenialRegister(())
        self._replaced: frozenset[str] = frozenset()
        self.edition = ""

    def brought_to(self, edition_now: str) -> bool:
        """Bring it to another edition; False: too much has changed, and the index is made anew."""
        stamps = dict(DenialRecord.objects.values_list("pk", "stamp"))
        changed = [pk for pk, stamp in stamps.items() if self._stamps.get(pk) != stamp]
        if len(changed) > max(_MOST_CHANGES, len(self._stamps) // 50):
            return False
        self._changes.close()
        self._changes = DenialRegister(map(denial_of, _rows(changed)))
        gone = [pk for pk in self._stamps if pk not in stamps]
        self._replaced = frozenset(self._keys[pk] for pk in (*changed, *gone) if pk in self._keys)
        self.edition = edition_now
        return True

    def matches(
        self, transaction: Mapping[str, Any], on: date, destinations: Sequence[str] | None = None
    ) -> tuple[DenialMatch, ...]:
        """See :meth:`~dualuse.licensing.denials.matching.DenialRegister.matches`."""
        before = (
            match
            for match in self._whole.matches(transaction, on, destinations)
            if match.denial.key not in self._replaced
        )
        return likeliest_first((*before, *self._changes.matches(transaction, on, destinations)))

    def close(self) -> None:
        """Remove both indices."""
        self._whole.close()
        self._changes.close()


_opened: Final[dict[str, OpenRegister]] = {}
"""By database, the register as this process looked at it last."""


def opened(using: str) -> OpenRegister:
    """The register of today, with its index: brought up to date where the register changed since this process looked.

    Args:
        using: what tells one database from another in this process.
    """
    now = edition()
    with _lock:
        register = _opened.get(using)
        if register is not None and register.edition != now and not register.brought_to(now):
            register.close()
            register = None
        if register is None:
            register = _opened[using] = OpenRegister()
            register.edition = now
    return register


def _rows(keys: Sequence[int]) -> Iterator[DenialRecord]:
    """Rows by their keys, in parts that every database takes."""
    for start in range(0, len(keys), _PART):
        yield from DenialRecord.objects.filter(pk__in=keys[start : start + _PART])


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def denial_of(row: DenialRecord) -> Denial:
    """A denial as the matcher reads it."""
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
