"""Two days compared: what changed in the law, and one transaction whose answer changed (``dualuse law diff --json``).

Frozen data. ``change`` is ``began``, ``ended`` or ``replaced``; whether a list names a place is ``yes``, ``no`` or
``open`` (for a person to say); words for effects as in a determination.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A provision or relief. ``day``: its first day, of one that ended its last.

    ``differs``: of one that was replaced, which of effect, condition, customs codes, exceptions and verification are others;
    none: only its dates and sources are.
    """

    citation: str
    kind: str
    change: str
    day: str
    effect: str
    differs: tuple[str, ...]
    text: str
    source: str
    verification: str


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """A place on a list of the law; ``name`` is that of the list."""

    list: str
    name: str
    place: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``check`` said: the outcome, its interval and what it rests on."""

    outcome: str
    range: tuple[str, str]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A transaction (without its date), the questions that its ``answers`` answer, and what follows on the two days.

    ``entries_before`` and ``entries_after`` are set where its entry is new: then the same item is classified differently,
    and is taken not to have been listed before.
    """

    transaction: dict[str, Any]
    questions: dict[str, str]
    before: Answer
    after: Answer
    entries_before: tuple[str, ...] | None = None
    entries_after: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class OptionChanged:
    """An option that a Member State has taken up, or dropped; ``witness``: a transaction whose answer changed with it."""

    state: str
    option: str
    since: str
    text: str
    reference: str
    verification: str
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class CodeChanged:
    """A code of Annex I, the number of codes under it that changed too, and our title."""

    code: str
    under: int
    title: str


@dataclass(frozen=True, slots=True)
class AnnexIChanged:
    """Two editions; where not both are at hand (``complete`` false) ``came`` holds only entries known to be new."""

    before: str
    before_act: str
    after: str
    after_act: str
    complete: bool
    came: tuple[CodeChanged, ...]
    went: tuple[CodeChanged, ...]


@dataclass(frozen=True, slots=True)
class EmbargoChanged:
    """An arms embargo that began or ended, or took another form."""

    act: str
    places: tuple[str, ...]
    change: str
    day: str
    text: str
    verification: str


@dataclass(frozen=True, slots=True)
class NotExaminedChanged:
    """A part of an act that changed and is not executed here; no places means every destination."""

    act: str
    article: str
    change: str
    day: str
    text: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What could not be compared."""

    code: str
    params: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class LawDiff:
    """The whole comparison. ``tried``: how many transactions were judged on both days in the search for the witness."""

    earlier: str
    later: str
    law: str
    changed: bool
    rules: tuple[RuleChanged, ...]
    places: tuple[PlaceChanged, ...]
    options: tuple[OptionChanged, ...]
    embargoes: tuple[EmbargoChanged, ...]
    annex_i: AnnexIChanged | None
    not_examined: tuple[NotExaminedChanged, ...]
    witness: Witness | None
    tried: int
    limits: tuple[Limit, ...] = field(default_factory=tuple)
    language: str = "en"
