"""One decision of an authority, as everything public counts it: the row of the table of decisions.

A row is one decision on one application (or one decision without any: a prohibition, a revocation). It may name several
entries of the control list and several destinations; statistics by entry or destination count it under each of them and
say so. What a source does not tell stays empty: an empty cell is "not known", never "none".

Source: Art. 26(2) of Regulation (EU) 2021/821 (number and value of authorisations by type of item and by destination,
denials, prohibitions; applications for cyber-surveillance items) and Recommendation (EU) 2024/214 (``unverified``: its
chapters were seen, not its tables).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final, Literal, get_args

Kind = Literal[
    "individual", "global", "large_project", "national_general", "union_general", "prohibition", "unknown"
]  # fmt: skip
"""What was decided on (Art. 2(12) to (16), Art. 12); ``prohibition``: no application, Art. 8(4) or 9; ``unknown``: not told."""

Result = Literal[
    "granted", "refused", "annulled", "revoked", "suspended", "modified", "withdrawn", "prohibited", "pending"
]  # fmt: skip
"""What became of it. ``withdrawn``: the applicant took the application back; ``pending``: received, not yet decided."""

EndUserCategory = Literal[
    "military", "paramilitary", "police", "intelligence", "other_security", "other_public", "state_company", "company",
    "research", "individual", "international_organisation", "unknown",
]  # fmt: skip
"""Who uses the items in the end; ``unknown``: the source does not say."""

Criterion = Literal[
    "international_obligations", "sanctions", "national_foreign_and_security_policy", "end_use_and_diversion",
    "internal_repression", "human_rights", "internal_armed_conflict", "regional_stability", "proliferation",
    "military_end_use", "terrorism", "other", "unknown",
]  # fmt: skip
"""Why it was refused: the considerations of Art. 15(1), taken apart."""

KINDS: Final[tuple[str, ...]] = get_args(Kind)
RESULTS: Final[tuple[str, ...]] = get_args(Result)
END_USERS: Final[tuple[str, ...]] = get_args(EndUserCategory)
CRITERIA: Final[tuple[str, ...]] = get_args(Criterion)
NO_COUNTRY: Final[tuple[str, ...]] = (
    "VARIOUS", "WORLD", "WORLD_BUT", "EU", "EURATOM", "SHELF", "NONE",
)  # fmt: skip
"""Destinations that are no country: several that are not named, the world, the world but for sensitive countries, the Union, the States
of the Euratom Treaty, a continental shelf, and "does not apply"."""
APPLICATIONS: Final = frozenset({"granted", "refused", "withdrawn", "pending"})
"""The results that say that an application was received."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. Texts are empty, tuples ``()`` and other values None where the source does not tell.

    Attributes:
        id: unique in the table, stable from release to release.
        date: the day of the decision.
        applied: the day of the application.
        authority: the State (ISO 3166-1), or a region of it (ISO 3166-2) that decides itself.
        kind: see :data:`Kind`.
        decision: see :data:`Result`.
        entries: codes of Annex I, dotted (``5A001.f.1``); ``entries_text`` as the source writes them.
        item_types: category and group of each entry (``5A2``: category 5 part 2, group A); derived from ``entries``.
        families: surveillance families of the entries; derived from ``entries`` where not given.
        destination: codes of places (ISO 3166-1, or that of a named territory), or words of :data:`NO_COUNTRY`.
        via: codes of places on the way; ``destination_text`` as the source writes both.
        end_user_category: see :data:`EndUserCategory`.
        end_use: what the items are for, as the source writes it.
        value: what the decision names, in ``currency`` (ISO 4217): licensed, not shipped.
        quantity, unit: how much of what.
        criteria: why refused, see :data:`Criterion`.
        framework: whether it is a framework of many deliveries (value is its limit); None: not known.
        expires: the last day of an authorisation.
        source: the short name of the source; ``source_line`` the place in it.
        remarks: what had to be repaired or left out on the way here (codes of :mod:`~.importing.remarks`).
        temporary: whether the items are to come back; None: not known.
    """

    id: str
    date: datetime.date | None
    authority: str
    kind: Kind
    decision: Result
    applied: datetime.date | None = None
    entries: tuple[str, ...] = ()
    entries_text: str = ""
    item_types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    destination_text: str = ""
    end_user_category: EndUserCategory = "unknown"
    end_use: str = ""
    value: Decimal | None = None
    currency: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    criteria: tuple[Criterion, ...] = ()
    framework: bool | None = None
    expires: datetime.date | None = None
    source: str = ""
    source_line: str = ""
    remarks: tuple[str, ...] = ()
    temporary: bool | None = None


COLUMNS: Final = tuple(field.name for field in fields(Decision))
"""The columns of the table, in order."""
