"""The shapes of answers that are no determination: what ``screen``, ``rescreen``, ``classify``, ``bulk`` and ``watch`` write with ``--json``.

JSON values; each answer names its format (:mod:`dualuse.inputs.formats`). ``dualuse schema NAME`` prints the schemas made from here.
A field that is not required is there only where it says something.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from dualuse.schema.assessment import EarlierAnswer
from dualuse.schema.screening import PartyStatus


class Sentence(TypedDict):
    """A sentence: its stable code, what fills it, and its text in the language asked for."""

    code: str
    params: dict[str, Any]
    text: str


class HitReason(TypedDict):
    """A reason of the matcher, and for which side it speaks."""

    code: str
    speaks: Literal["for", "against", "neither"]
    params: dict[str, Any]
    text: str


class DecisionOnHit(TypedDict):
    """What a person decided about a party and an entry. ``stands``: neither has changed since; ``changed`` names what has.

    ``trusted``: its workspace is trusted; ``evidence``: digests of files in the workspace; ``time``: UTC, ISO 8601.
    """

    decision: Literal["true_match", "false_positive", "undecided"]
    stands: bool
    changed: list[str]
    trusted: bool
    person: str
    second: str
    time: str
    reason: str
    evidence: list[str]
    links: list[str]
    edition: str
    matcher: str
    number: int


class Hit(TypedDict):
    """An entry of a list that the party may be. ``score``: 0 to 1; ``queried``, ``name``: the names that met.

    ``counts``: no decision in force says that it is another party.
    """

    entity: str
    list: str
    score: float
    status: Literal["hit", "review", "clear", "not_screened"]
    counts: bool
    queried: str
    name: str
    because: list[HitReason]
    edition: str
    decision: NotRequired[DecisionOnHit]


class ScreeningAnswer(TypedDict):
    """The answer of ``screen`` on one party; hits best first, those that do not count last.

    ``not_screened`` is never "clear": ``why`` or ``problem`` says what kept it from being compared. ``lists`` is the digest of all
    lists together, ``editions`` (of a single party) the edition of each.
    """

    format: str
    id: str
    status: PartyStatus
    hits: list[Hit]
    why: NotRequired[str]
    problem: NotRequired[str]
    warnings: NotRequired[list[Sentence]]
    matcher: NotRequired[str]
    lists: NotRequired[str]
    editions: NotRequired[dict[str, str]]


class HitBefore(TypedDict):
    """How a hit stood at the run before."""

    score: float
    status: str
    counts: bool


class ChangedHit(TypedDict):
    """A hit that came, changed, went or was decided; ``why``: codes of what made the difference."""

    id: str
    party: str
    list: str
    entity: str
    name: str
    queried: str
    score: float
    status: str
    why: list[str]
    edition: str
    before: NotRequired[HitBefore]


class RecordedAs(TypedDict):
    """The event of the workspace in which it was recorded."""

    number: int
    hash: str


class RescreeningReport(TypedDict):
    """What ``rescreen`` found since the run before (``since``, UTC; null at the first). ``counts`` are numbers by what they count."""

    format: str
    counterparties: str
    mode: str
    matcher: str
    matcher_before: str | None
    editions: dict[str, str]
    editions_before: dict[str, str]
    since: str | None
    counts: dict[str, Any]
    new: list[ChangedHit]
    changed: list[ChangedHit]
    gone: list[ChangedHit]
    decided: list[ChangedHit]
    warnings: list[Sentence]
    record: RecordedAs


class CandidateAnswer(TypedDict):
    """An entry that the text may belong to. ``score``: 0 to 1, to order by; ``far``: hardly a word of the text leads there.

    ``line``: the words of the provision; ``exclusions``: notes that may release the product; ``questions``: what decides whether it is met.
    """

    entry: str
    provision: str
    score: float
    far: bool
    because: list[Sentence]
    line: str
    exclusions: list[str]
    questions: list[Sentence]


class ClassificationAnswer(TypedDict):
    """The answer of ``classify`` on one description; never a classification. ``likelihood``: 0 to 1, that it is listed.

    ``words``: content words of the description, ``unknown_words`` those that mean nothing to the search.
    """

    format: str
    id: str
    verdict: Literal["probably_listed", "unsure", "probably_not_listed"]
    candidates: list[CandidateAnswer]
    likelihood: NotRequired[float]
    languages: NotRequired[list[str]]
    notes: NotRequired[list[Sentence]]
    words: NotRequired[int]
    unknown_words: NotRequired[list[str]]
    problem: NotRequired[str]


class WatchedChange(Sentence):
    """A change; ``worse``: it makes the answer more severe (true), less (false), or neither (null)."""

    kind: str
    worse: bool | None


class WatchAnswer(TypedDict):
    """A dossier that changes, or that an earlier answer of other stated facts goes before, as ``watch`` found it.

    ``recorded``: the workspace holds its digest. ``earlier``: the earlier answers for its reference; ``reason``: why the facts are others.
    """

    format: str
    file: str
    reference: str
    recorded: bool
    changes: list[WatchedChange]
    earlier: list[EarlierAnswer]
    reason: str | None


class RunLogLine(TypedDict):
    """A run of ``watch``, ``rescreen`` or ``lists sync`` that nobody watched (``--log-file``): no names, no search terms.

    ``began``: UTC, ISO 8601; ``exit``: the exit code; ``counts``: numbers by what they count; ``problems``: codes of what ended it, was
    wrong or was not looked at; docs/unattended.md lists both.
    """

    format: str
    command: str
    began: str
    seconds: float
    exit: int
    counts: dict[str, int]
    problems: list[str]
    software: str


class BulkSummary(TypedDict):
    """What became of the rows of a table (``bulk``): numbers of rows by outcome, by release, by what is missing.

    ``bad_rows``: rows that could not be judged, which stand in ``bad_file``; days are ISO.
    """

    format: str
    output: str
    rows: int
    outcomes: dict[str, int]
    releases: NotRequired[dict[str, int]]
    bad_rows: int
    bad_file: str | None
    columns_not_read: list[str]
    sheets_not_read: list[str]
    law_current_to: str
    rows_of_a_later_day: int
    cells_guarded: NotRequired[int]
    rows_under_old_law: int
    rows_under_old_law_not_accepted: int
    law_age_accepted: dict[str, str] | None
    settings: dict[str, Any] | None
    rows_missing: dict[str, int]
    rows_assumed: dict[str, int]
    rows_free_on_assumptions: int
    rows_asking_for_diligence: int
    rows_like_listed_goods: int
    rows_with_candidates: int
    screening: NotRequired[dict[str, Any]]
    export: NotRequired[dict[str, Any]]
