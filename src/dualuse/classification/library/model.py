"""What the library holds: products as stated, and classifications as decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

Standing = Literal["own", "ruling"]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)
"""Whose classification: a person's of the house, or an authority's ruling, which goes before it."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it was stated. ``parameters``: values for parameter sheets; ``cn_code``: eight digits, or ""."""

    id: str
    description: str
    cn_code: str = ""
    parameters: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the search found for a product: ``verdict`` as the search gives it, its likelihood of being listed (0 to 1), and the entries
    it thinks of, best first."""

    product: str
    verdict: str
    likelihood: float
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a classification rests on. ``document``: its name; ``place``: page or section; ``quote``: the words; ``file``: SHA-256
    of the copy in the workspace, or ""; ``link``: an address, or ""."""

    document: str
    place: str = ""
    quote: str = ""
    file: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An entry that might be thought of, and why it is not it."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A classification.

    Attributes:
        product: the id of the product; ``description``: as it stood then.
        entries: codes of Annex I; () means classified, and not listed.
        standing: see :data:`STANDINGS`.
        person: who decided, or entered the ruling; ``reason``: why.
        edition: the edition of Annex I that it was decided under (``2025-11-15``).
        review_by: the day by which it is to be looked at again; None for none.
        authority, reference: of a ruling: the State (ISO 3166-1, or a region of it) and the number of its paper.
        time: when it was recorded (UTC); ``number``: its place in the chain.
    """

    product: str
    description: str
    entries: tuple[str, ...]
    standing: Standing
    person: str
    reason: str
    edition: str
    evidence: tuple[Evidence, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    review_by: date | None = None
    authority: str = ""
    reference: str = ""
    time: str = ""
    number: int = 0

    def data(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "review_by": self.review_by.isoformat() if self.review_by else None}
