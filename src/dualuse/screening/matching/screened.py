"""What screening is asked, and what it answers."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal

Status = Literal["hit", "review", "clear", "not_screened"]


@dataclass(frozen=True, slots=True)
class Query:
    """A party to screen: one or more names, and what else is known of it.

    ``kind`` as in :class:`~dualuse.sources.lists.listed_party.ListedParty` (``unknown``: any). Countries are
    ISO 3166-1 alpha-2 codes in upper case; dates are ISO and may be partial; ``identifiers`` are pairs of
    kind and value; ``addresses`` as they are written. ``is_text``: the names are no names, but texts in which one may stand.
    """

    names: tuple[str, ...]
    id: str = ""
    kind: str = "unknown"
    _: KW_ONLY
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    is_text: bool = False


Direction = Literal["for", "against", "neither"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against a hit: a code, its parameters, and for which side it ``speaks``."""

    code: str
    params: dict[str, Any]
    speaks: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A listed party that may be the party asked about.

    ``entity`` and ``list`` name the entry, ``score`` is from 0 to 1 (calibrated; see docs/screening.md),
    ``status`` is ``hit`` or ``review``, ``queried`` and ``name`` are the two names that met.
    """

    entity: str
    list: str
    score: float
    status: Literal["hit", "review"]
    queried: str
    name: str
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """The answer on one query; ``hits`` best first. ``clear`` holds only for the lists in ``editions``."""

    id: str
    status: Status
    hits: tuple[Hit, ...]
