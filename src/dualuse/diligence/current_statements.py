"""What stands after many statements: the last answer at each question about each subject, the measures, the last decision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from dualuse.diligence.flags_and_decisions import is_adverse, refusal
from dualuse.diligence.questionnaire import questions
from dualuse.diligence.subjects import Place
from dualuse.inputs.problems import Problem
from dualuse.schema.diligence import Answered, Decision, Findings, Mitigation


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A withdrawal: the answer and measures at ``question`` about this subject no longer count, and why."""

    question: str
    reason: str
    item: str = ""
    party: str = ""
    person: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A statement at ``question`` about a party whose name was erased: nobody can say any more what it was."""

    question: str
    person: str = ""
    time: str = ""


Stated = TypeVar("Stated", Answered, Mitigation, Decision)
Statement = Answered | Mitigation | Decision | Withdrawal | Erased


@dataclass(slots=True)
class CurrentStatements:
    """Statements one after the other, each with the version of the questionnaires that it was made under."""

    _answers: dict[Place, tuple[Answered, str]] = field(default_factory=dict)
    _mitigations: dict[Mitigation, tuple[Mitigation, str]] = field(default_factory=dict)
    _decision: tuple[Decision, str] | None = None
    _decided_last: bool = False

    def add(self, stated: Statement, version: str) -> None:
        """One more statement. Positive knowledge sets aside a lower decision that was taken before it, and a stop of repression a decision "no
        indication"; a decision that they refuse does not stand."""
        self._decided_last = isinstance(stated, Decision)
        match stated:
            case Answered():
                self._answers.pop(place_of(stated), None)
                self._answers[place_of(stated)] = (stated, version)
                if self._decision and refusal(self._decision[0], [stated]):
                    self._decision = None
            case Mitigation():
                self._mitigations[without_time(stated)] = (stated, version)
            case Decision():
                self._decision = None if self.refusal(stated) else (stated, version)
            case Withdrawal():
                self._remove(Place(stated.question, stated.item, stated.party))
            case Erased():
                self._after_erasure(stated.question)

    def findings(self, reference: str) -> Findings:
        """What stands now; its version is the oldest of those that it was stated under."""
        stated = [*self._answers.values(), *self._mitigations.values()]
        versions = [version for _, version in (*stated, *filter(None, [self._decision]))]
        return Findings(
            reference,
            min(versions, default=""),
            tuple(answered for answered, _ in self._answers.values()),
            mitigations=tuple(mitigation for mitigation, _ in self._mitigations.values()),
            decision=self._decision[0] if self._decision else None,
        )

    def has(self, stated: Answered | Mitigation | Decision) -> bool:
        """Whether the same stands already, be it stated at another time; a decision only where nothing was stated after it."""
        match stated:
            case Answered():
                answer_there = self._answers.get(place_of(stated))
                return answer_there is not None and without_time(answer_there[0]) == without_time(stated)
            case Mitigation():
                return without_time(stated) in self._mitigations
        same = self._decision is not None and without_time(self._decision[0]) == without_time(stated)
        return same and self._decided_last

    def has_anything_at(self, place: Place) -> bool:
        """Whether an answer or a measure stands at ``place``."""
        return place in self._answers or any(
            place_of(mitigation) == place for mitigation in self._mitigations
        )

    def refusal(self, decision: Decision) -> Problem | None:
        """Why ``decision`` cannot stand beside what is answered now, or None."""
        return refusal(decision, [answered for answered, _ in self._answers.values()])

    def _remove(self, place: Place) -> None:
        self._answers.pop(place, None)
        self._mitigations = {
            mitigation: known
            for mitigation, known in self._mitigations.items()
            if place_of(mitigation) != place
        }

    def _after_erasure(self, name: str) -> None:
        """Only adverse answers outlive the erasure of a later statement to the same question: the one erased may have gone against the others."""
        question = questions().get(name)
        self._answers = {
            place: known
            for place, known in self._answers.items()
            if place.question != name or question is None or is_adverse(question, known[0])
        }
        self._mitigations = {
            mitigation: known for mitigation, known in self._mitigations.items() if mitigation.flag != name
        }


def place_of(stated: Answered | Mitigation) -> Place:
    """The key of a statement: its question and its subject."""
    name = stated.question if isinstance(stated, Answered) else stated.flag
    return Place(name, stated.item, stated.party)


def without_time(stated: Stated) -> Stated:
    """The statement without its time."""
    return replace(stated, time="")
