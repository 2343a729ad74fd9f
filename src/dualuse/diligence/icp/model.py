"""What a programme is asked, what was answered, and what it comes to: frozen data, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from dualuse.i18n import N_
from dualuse.schema.diligence import Answered, Reason

Purpose = Literal["global", "EU007", "human_rights"]
"""What a programme is needed for: a global authorisation (Art. 12(4)), EU007 (Annex II, Section G), diligence for human rights (Art. 5(2))."""
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
ATTESTED_PURPOSES: Final[tuple[Purpose, ...]] = ("global", "EU007")
"""Purposes for which the Regulation asks for a programme: these are attested."""

Status = Literal["in_place", "stated", "unknown", "partly", "missing"]
"""Of an element, from the best: every essential question is answered yes with evidence; yes, but said and not shown; something is not known and
nothing is known to lack; something essential lacks; everything essential lacks."""

Overall = Literal["complete", "undetermined", "not_complete"]

State = Literal["shown", "said", "unknown", "lacking"]
"""Of an answer: yes with evidence named, yes without, unknown or not answered, no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that yes answers well. ``verification``: ``recall`` (not compared with the Official Journal) or ``read``."""

    id: str
    text: str
    essential: bool
    reference: str
    verification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A core element (``H01`` to ``H07``), or what one purpose asks beside them. ``why``: what the law says of it, and what is our reading."""

    id: str
    title: str
    reference: str
    purposes: tuple[Purpose, ...]
    why: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of one version; ``checksum``: of the file they stand in."""

    version: str
    checksum: str
    groups: tuple[Group, ...]

    def questions(self) -> dict[str, Question]:
        """All questions by their id, in order."""
        return {question.id: question for group in self.groups for question in group.questions}


@dataclass(frozen=True, slots=True)
class Attester:
    """The person of the management who attests. ``date``: ISO."""

    name: str
    function: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme as stated. ``country``: ISO code; ``date``: the day it describes (ISO); ``person``: who answered."""

    exporter: str
    country: str
    date: str
    person: str
    answers: tuple[Answered, ...]
    attested_by: Attester | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """A question in the language asked for, its answer (None: not answered), and what that shows."""

    question: str
    text: str
    essential: bool
    reference: str
    verification: str
    state: State
    answered: Answered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementResult:
    """A group of questions and its status."""

    id: str
    title: str
    reference: str
    purposes: tuple[Purpose, ...]
    why: str
    status: Status
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something essential that a purpose still needs: it lacks, is not known, or is said and not shown."""

    question: str
    element: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class PurposeResult:
    """What the programme comes to for one purpose. ``missing``: the most important first."""

    purpose: Purpose
    overall: Overall
    missing: tuple[Lack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IcpResult:
    """What the answers come to. No authority has accepted anything; only a person of the management attests.

    ``review_by``: twelve months after ``date``, our rule and not law. ``recalled``: how many of the questions are not compared with
    their source. ``improve``: helpful questions, not essential ones, that are not answered with yes. ``verification``: the weakest.
    """

    exporter: str
    country: str
    date: str
    review_by: str
    person: str
    attested_by: Attester | None
    purposes: tuple[PurposeResult, ...]
    elements: tuple[ElementResult, ...]
    improve: tuple[str, ...]
    recalled: int
    verification: str
    questionnaire: tuple[str, str]
    warnings: tuple[Reason, ...] = ()

    def purpose(self, name: Purpose) -> PurposeResult:
        """The result for one purpose.

        Raises:
            KeyError: it was not examined for that.
        """
        return {result.purpose: result for result in self.purposes}[name]


PURPOSE_NAMES: Final = {
    "global": N_("Global authorisation (Art. 12(4))"),
    "EU007": N_("EU007, within a group of companies (Annex II, Section G)"),
    "human_rights": N_("Diligence for human rights (Art. 5(2))"),
}
OVERALL_NAMES: Final = {
    "complete": N_("complete"),
    "undetermined": N_("not determined"),
    "not_complete": N_("not complete"),
}
STATUS_NAMES: Final = {
    "in_place": N_("in place"),
    "stated": N_("stated, not shown"),
    "unknown": N_("not known"),
    "partly": N_("with gaps"),
    "missing": N_("lacking"),
}
STATE_NAMES: Final = {
    "shown": N_("yes, with evidence"),
    "said": N_("yes, without evidence"),
    "unknown": N_("not known"),
    "lacking": N_("no"),
}
LACK_NAMES: Final = {
    "lacking": N_("Lacks"),
    "unknown": N_("Not known"),
    "said": N_("Said, not shown"),
}
NO_ACCEPTANCE: Final = N_(
    "This is the exporter's own examination. No authority has examined or accepted the programme."
)
REVIEW: Final = N_(
    "To be looked at again by {day}: twelve months, a rule of this program and not of the law."
)
RECALLED: Final = N_(
    "{number} of the questions are written from memory of their source; nobody has compared them with the Official Journal. They are marked with an asterisk (*)."
)
