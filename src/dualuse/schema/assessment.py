"""An assessment: one walk from the product to what follows, with all that it rests on; written, it is the
dossier.

Frozen data. As JSON (:func:`dualuse.assessment.serialisation.to_json`, one line, fields in this order, no
time of the clock) the same inputs and editions give the same bytes; ``checksum`` is over everything else.
HTML and PDF are made from this JSON alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult, Findings, Reason

Origin = Literal["stated", "house", "ruling", "none"]
"""Where the entries of an item come from: the transaction, the library of products, an authority's ruling in
it, nowhere."""


DESCRIBED_AS_LISTED: Final = "search_listed"
DESCRIBED_AS_OTHER: Final = "search_other"
DOUBTS_OF_WORDS: Final = (DESCRIBED_AS_LISTED, DESCRIBED_AS_OTHER)
"""Doubts about a classification that a description makes: goods of an entry that are stated to be in none, or in another one."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the parameter sheet of an entry says of the stated parameters: ``listed``, ``not_listed`` or
    ``open``, with its review state."""

    entry: str
    verdict: str
    missing: tuple[str, ...]
    review: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry the search thinks of, never a classification."""

    entry: str
    provision: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class ClassifiedItem:
    """How an item is classified, and on what that rests. ``entries``: None where it is not classified.

    ``titles``: of the entries, in our words. ``decided``: the record of the library
    (:meth:`dualuse.classification.library.Decided.data`), if any.
    """

    item: str
    description: str
    entries: tuple[str, ...] | None
    titles: tuple[str, ...]
    origin: Origin
    decided: dict[str, Any] | None
    examined: tuple[Examined, ...]
    candidates: tuple[Candidate, ...]
    doubts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ContextValue:
    """An index beside the destination: never joined with another. ``state``: ``data``, ``no_data`` or
    ``not_imported``.

    ``better``: ``higher`` or ``lower`` values mean more respect for rights; ``scale``: from, to, or
    categories; ``age``: in years.
    """

    index: str
    name: str
    publisher: str
    state: Literal["data", "no_data", "not_imported"]
    value: str
    low: str
    high: str
    year: int | None
    age: int | None
    scale: str
    better: Literal["higher", "lower"]
    link: str
    licence: str
    checksum: str


@dataclass(frozen=True, slots=True)
class SourceUsed:
    """An edition of a source that the assessment relies on."""

    kind: Literal[
        "law", "annex", "list", "index", "questionnaire", "matcher", "sheet", "search", "icp", "software"
    ]
    name: str
    edition: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when (ISO) the dossier must be kept, and under which provision.

    ``citation`` is "" where the period is a rule of this program alone.
    """

    until: str | None
    citation: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A stated fact that is another now. ``before``, ``after``: None where it was, or is, not stated."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """An earlier answer for the same reference, of other stated facts. ``date``: the day it was assessed.

    ``changed``: what is stated otherwise now; None where what it stated is kept no longer. ``reason``: why its
    facts were others than those before it, or None.
    """

    date: str
    release: str
    outcome: str
    checksum: str
    changed: tuple[ChangedFact, ...] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The dossier.

    ``release``: ``go``, ``stop`` or ``ask``, of the whole walk: never lighter than the determination's, and
    never "go" while a stop or a red flag of due diligence is open, nobody has decided what it comes to, or
    the classification is doubtful; ``answer`` says why.
    ``transaction``: as stated; ``findings``: the diligence as stated; ``determination``: its ``transaction``
    is the one judged, with the facts that evidence set. ``facts``: (path, value, room) of those facts.
    ``context_place``: the destination that ``context`` is about.
    ``review_by``: the day after which it is to be opened again (twelve months). ``verification``: the weakest
    it rests on. ``assessed_by``: who had it made, as far as it was said; dossiers of earlier releases say it nowhere.
    ``earlier``: answers for the same reference that other facts were stated for, the oldest first, None where
    there was none at hand; ``reason``: why the facts are others now.
    """

    format: str
    reference: str
    date: str
    language: str
    release: str
    answer: tuple[Reason, ...]
    transaction: dict[str, Any]
    policies: tuple[str, ...]
    classification: tuple[ClassifiedItem, ...]
    findings: Findings | None
    diligence: DiligenceResult | None
    context_place: str
    context: tuple[ContextValue, ...]
    facts: tuple[tuple[str, Any, str], ...]
    determination: Determination
    sources: tuple[SourceUsed, ...]
    verification: str
    retention: Retention
    review_by: str
    software: str
    assessed_by: str | None = None
    earlier: tuple[EarlierAnswer, ...] | None = None
    reason: str | None = None
    checksum: str = ""


_SEAL: Final = re.compile(rb'"checksum":"sha256:([0-9a-f]{64})"\}\s*\Z')


def seal_holds(content: bytes) -> bool:
    """Whether the checksum at the end of a dossier's JSON matches the rest: if so, nobody has changed it
    without sealing it anew."""
    seal = _SEAL.search(content, max(0, len(content) - 200))
    if seal is None:
        return False
    digest = hashlib.sha256(content[: seal.start()] + b'"checksum":""}').hexdigest()
    return digest.encode() == seal[1]
