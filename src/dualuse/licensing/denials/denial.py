"""A denial, as the register keeps it: who was refused what, for whom, and whether it is still in force (Art. 16).

Structured, so that what is essentially identical can be looked for: parties by their names and countries, items by entry, customs code,
description and parameters. An item that no entry lists has none (Arts 4(6) and 5(8)). A denial stands until it is revoked; a review that is
late does not end it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

DenialKind = Literal[
    "refused", "annulled", "suspended", "substantially_limited", "revoked", "transit_prohibited", "would_not_be_authorised",
]  # fmt: skip
"""What was notified (Art. 16(1), (3)); the last one: an answer before any application."""
DENIAL_KINDS: Final[tuple[DenialKind, ...]] = get_args(DenialKind)
DeniedRole = Literal["end_user", "consignee", "purchaser", "intermediary", "broker", "other"]
DENIED_ROLES: Final[tuple[DeniedRole, ...]] = get_args(DeniedRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedParty:
    """A party of the transaction that was denied; ``country`` is a code, "" where it is not known."""

    role: DeniedRole
    name: str
    country: str = ""
    address: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedLine:
    """An item of it: entries of Annex I (``()``: none lists it, or they are not told: see ``is_listed``), and what is known of its parameters.

    ``is_listed``: None where the notification does not say.
    """

    description: str
    entries: tuple[str, ...] = ()
    is_listed: bool | None = None
    cn_code: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """One denial.

    Attributes:
        reference: unique within ``member_state``, the State that denied (ISO 3166-1).
        decided: the day of the decision; ``revoked``: the day on which it was taken back; None: it stands.
        destination: the code of the final destination, "" where it is not told.
    """

    reference: str
    member_state: str
    kind: DenialKind
    decided: date
    parties: tuple[DeniedParty, ...]
    lines: tuple[DeniedLine, ...]
    destination: str = ""
    end_use: str = ""
    revoked: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it stands on a day (Art. 16(5): all valid ones are examined)."""
        return self.decided <= on and (self.revoked is None or on < self.revoked)

    @property
    def key(self) -> str:
        """What tells it from all others: ``NL/D-2025-17``."""
        return f"{self.member_state}/{self.reference}"
