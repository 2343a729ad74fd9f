"""Due diligence: what was asked, what was answered by whom on what evidence, what it comes to, and what a person decided.

Frozen data, shared by the questionnaires (``dualuse.diligence``), the assessment and its dossier. Nothing here is a score: flags stay
flags until they are answered, and the level is a person's decision (Art. 5(2) of Regulation (EU) 2021/821).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

from dualuse.i18n import fill
from dualuse.version import legal_derivation

Answer = Literal["yes", "no", "unknown"]
ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)

Level = Literal["no_indication", "indication", "aware"]
"""What the exporter's findings come to, from the least: no indication; an indication, not yet awareness; aware."""
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

Effect = Literal["stop", "raise", "notify", "element", "exclude", "examine", "info", "mitigate", "aware"]
"""What an adverse answer does. ``stop``: a legal block, or a flag that no mitigation takes away; ``raise``: a red flag; ``notify``: a matter
for the authority; ``element``, ``exclude``: parts of the test of Art. 2(20); ``examine``: leads to a closer look; ``info``: informs only;
``mitigate``: a measure; ``aware``: positive knowledge of the intended use."""
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)

FlagState = Literal["open", "promised", "mitigated", "unknown", "clear"]
"""``open``: raised, nothing answers it; ``promised``: a measure without a way to verify it; ``mitigated``: one that names how it is verified;
``unknown``: not answered, or answered "unknown"; ``clear``: answered, and not adverse."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What an answer rests on. ``document``: the name of a file; ``checksum``: its SHA-256 (64 hexadecimal digits) if a copy is kept, else "";
    ``link``: an address; ``place``: page or section; ``quote``: its words; ``seen``: the day it was seen (ISO), or ""."""

    document: str = ""
    checksum: str = ""
    link: str = ""
    place: str = ""
    quote: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a question. ``item``, ``party``: the id of the line, the name of the party that it is about, "" for the whole transaction.

    ``person``, ``time`` (ISO, UTC, or a day): who answered, when. ``severity``: ``low``, ``medium``, ``high`` or "" (as the question says).
    """

    question: str
    answer: Answer
    reason: str = ""
    item: str = ""
    party: str = ""
    proofs: tuple[Proof, ...] = ()
    severity: str = ""
    likelihood: str = ""
    person: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Mitigation:
    """A measure against a flag. ``measure``: the id of a measure of the questionnaire, or ""; ``text``: what is done.

    ``verified_by``: how it is verified, and by whom; without it the measure is a promise.
    """

    flag: str
    text: str
    measure: str = ""
    item: str = ""
    party: str = ""
    verified_by: str = ""
    proofs: tuple[Proof, ...] = ()
    person: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided the findings come to, and why."""

    level: Level
    reason: str
    person: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was stated about one transaction. ``version``: of the questionnaires it was answered under, or "" for the newest.

    Of several answers to one question about the same item and party the last stands; the others stay in the record.
    """

    reference: str
    version: str = ""
    answers: tuple[Answered, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question with what was answered: its words in the language asked for, and how well it is known that the source asks it.

    ``verification``: ``read`` or ``recall`` (recalled, not compared with the source).
    """

    question: str
    step: str
    text: str
    effect: Effect
    answered: Answered | None
    source: str
    reference: str
    verification: str
    item: str = ""
    party: str = ""

    @property
    def named(self) -> str:
        """``D09 (Example Trading FZE)``: the question, and what it is asked of."""
        about = self.item or self.party
        return f"{self.question} ({about})" if about else self.question

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes an answer one of its own: the question, and the item and party it is asked of."""
        return self.question, self.item, self.party


@legal_derivation("Art. 5(2)")
@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag or stop, with its state. ``severity`` (``low``, ``medium``, ``high``) goes before ``likelihood`` in every order."""

    shown: ShownAnswer
    state: FlagState
    severity: str
    likelihood: str
    mitigations: tuple[Mitigation, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it is raised, and no measure answers it that says how it is verified."""
        return self.state in ("open", "promised")

    @property
    def is_stop(self) -> bool:
        """Whether it stops, whatever the law requires."""
        return self.shown.effect == "stop"


@dataclass(frozen=True, slots=True)
class CyberSurveillance:
    """The examination of an item under Art. 2(20).

    ``result``: yes, no, or unknown; ``elements``: each with its answer; ``fails_on``: the elements answered so that the item falls out;
    ``voluntary``: nothing but "covert" or "specially designed" takes it out, so that the human-rights questions are asked all the same,
    voluntarily.
    """

    item: str
    result: Answer
    elements: tuple[ShownAnswer, ...]
    fails_on: tuple[str, ...]
    voluntary: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the result: stable ``code`` and the ``text`` in the language asked for."""

    code: str
    text: str

    @classmethod
    def in_language(cls, language: str, code: str, text: str, /, **params: object) -> Self:
        """The sentence ``text``, marked with ``N_``, in a language, with its braces filled in."""
        return cls(code, fill(text, language, **params))


@legal_derivation("Art. 5(1)", "Art. 5(2)")
@dataclass(frozen=True, slots=True)
class DiligenceResult:
    """What the findings come to.

    ``proposed``: (least, most) level that the answers allow; both equal: the proposal. ``level``: the person's decision, else None: then
    no knowledge is set, unless an authority has informed the exporter (Art. 5(1)). ``flags``: stops first, then by severity, then by likelihood. ``open_questions``: not answered, or "unknown".
    ``sets``: facts for the transaction by path (``knowledge.internal_repression``, ``items.10.cyber_surveillance``).
    ``questionnaires``: name, version and checksum of each that was used. ``verification``: the weakest of the questions used.
    """

    reference: str
    examinations: tuple[CyberSurveillance, ...]
    flags: tuple[Flag, ...]
    answered: tuple[ShownAnswer, ...]
    open_questions: tuple[ShownAnswer, ...]
    proposed: tuple[Level, Level]
    because: tuple[Reason, ...]
    decision: Decision | None
    level: Level | None
    sets: tuple[tuple[str, str | bool], ...]
    questionnaires: tuple[tuple[str, str, str], ...]
    verification: str
    warnings: tuple[Reason, ...] = ()

    @property
    def awareness(self) -> tuple[ShownAnswer, ...]:
        """The answers by which the exporter is aware of the intended use, or was informed of it (Art. 5(1), (2))."""
        return tuple(
            answer
            for answer in self.answered
            if answer.effect == "aware" and answer.answered is not None and answer.answered.answer == "yes"
        )

    @property
    def stop_stands(self) -> bool:
        """Whether a stop stands."""
        return any(flag.is_stop and flag.stands for flag in self.flags)

    @property
    def must_notify(self) -> bool:
        """Whether the exporter is aware of the intended use and nobody has drawn the consequence: the authority decides first (Art. 5(2))."""
        return bool(self.awareness) and self.level != "aware"
