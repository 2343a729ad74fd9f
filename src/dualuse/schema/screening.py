"""Screening as a determination records it: against which lists, who was screened, which entries they may be, and why.

What a screener found stands here as evidence, so that the determination can be given again without the lists of that
day; ``effects`` and ``text`` are written by the assessment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

PartyStatus = Literal["clear", "hit", "review", "not_screened"]

IS_IT_LISTED: Final = "question.screening.match"
"""The code of the question whether a party is the entry that was found."""


@dataclass(frozen=True, slots=True)
class ListUsed:
    """A list that was screened against: its edition, the day in it (ISO, "" if none), SHA-256 of the file.

    ``retrieved``: when it was read in (UTC). ``stale``: older on the day of screening than it may be. ``confirmed``: the
    last day on which its official address gave it, "" if it never did.
    ``partial``: known not to be all of the list, or to hold entries that nothing can be compared with.
    """

    list: str
    edition: str
    dated: str
    checksum: str
    retrieved: str = ""
    stale: bool = False
    confirmed: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """A party of the transaction: ``clear``, ``hit``, ``review`` or ``not_screened`` (it has no name).

    A vessel without a name is screened by its IMO number.
    """

    party: str
    role: str
    name: str
    status: PartyStatus


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """What an entry is listed for, as the list has it."""

    kind: str
    act: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class HitBecause:
    """A reason of the matcher; ``speaks``: ``for``, ``against`` or ``neither``."""

    code: str
    params: dict[str, Any]
    speaks: Literal["for", "against", "neither"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class HitDecision:
    """What a person decided about the pair: ``true_match``, ``false_positive`` or ``undecided``.

    ``stands``: neither side changed since; a false positive that does not stand counts for nothing. ``trusted``: it is in a workspace
    that a person named or trusted; one that a file of settings alone names clears nobody.
    """

    verdict: Literal["true_match", "false_positive", "undecided"]
    stands: bool
    person: str = ""
    time: str = ""
    reason: str = ""
    second: str = ""
    number: int = 0
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A step from the entry found to one that stands behind it on the list: an owner or a controller."""

    role: str
    entity: str
    name: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class HitEffect:
    """What a measure of the entry means for the transaction.

    ``status`` as of a finding, the strongest over the items; ``effect``: ``not_controlled`` where it is only to be
    considered.
    """

    provision: str
    effect: str
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class ScreeningHit:
    """An entry that a party, or an owner of one, may be.

    ``party``: its path (``parties[0]``, ``parties[0].owners[1]``, ``exporter``). ``queried`` and ``name`` are the names
    that met. ``edition``, ``dated`` and ``checksum`` name the list's edition. ``behind``: where the entry is not the one
    found, but stands behind it on the list. ``counts``: not decided to be another party. ``effect``: the most severe
    that applies or may.
    ``weak``: all that met is a weak name of the entry. ``remarks``: what the list says in words and bears on the measure.
    """

    party: str
    role: str
    queried: str
    entity: str
    list: str
    edition: str
    dated: str
    checksum: str
    name: str
    kind: str
    score: float
    status: Literal["hit", "review"]
    because: tuple[HitBecause, ...] = ()
    measures: tuple[ListedMeasure, ...] = ()
    programmes: tuple[str, ...] = ()
    reference: str = ""
    source: str = ""
    listed_on: str = ""
    ends_on: str = ""
    behind: tuple[ListedLink, ...] = ()
    decision: HitDecision | None = None
    counts: bool = True
    effect: str = ""
    effects: tuple[HitEffect, ...] = ()
    weak: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has decided about it, or what was decided is open again."""
        made = self.decision
        return made is None or made.verdict == "undecided" or not made.stands or not made.trusted


@dataclass(frozen=True, slots=True)
class Screening:
    """Screening of the parties: ``clear``, ``hit``, ``review`` or ``not_screened``.

    ``clear`` holds only for the ``lists`` named. ``day``: when it was screened; ``matcher``: the version that did. ``texts``: the paths
    of the texts in which listed names were looked for; their hits have the role ``text``.
    """

    status: PartyStatus
    hits: tuple[ScreeningHit, ...] = ()
    lists: tuple[ListUsed, ...] = ()
    parties: tuple[ScreenedParty, ...] = ()
    day: str = ""
    matcher: str = ""
    texts: tuple[str, ...] = ()
