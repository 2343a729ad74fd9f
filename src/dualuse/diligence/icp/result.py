"""From answers to statuses: three-valued, and no adverse answer ever makes anything better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from dualuse.diligence.flags_and_decisions import a_year_after
from dualuse.diligence.icp.model import (
    PURPOSES,
    ElementResult,
    Group,
    IcpResult,
    Lack,
    Overall,
    Programme,
    Purpose,
    PurposeResult,
    Questionnaire,
    QuestionResult,
    State,
    Status,
)
from dualuse.i18n import N_, Message, render, translate
from dualuse.schema.diligence import Answered, Reason
from dualuse.version import legal_derivation

CORE: Final = "H"
"""The ids of the core elements begin so, followed by a number."""
_PRESSING: Final[tuple[State, ...]] = ("lacking", "unknown", "said")


def examined(
    programme: Programme,
    asked: Questionnaire,
    language: str = "en",
    purposes: Sequence[Purpose] = PURPOSES,
) -> IcpResult:
    """What the answers of ``programme`` come to for ``purposes``, in ``language``. Pure: no clock, no file."""
    answers = {answer.question: answer for answer in programme.answers}
    groups = [group for group in asked.groups if set(group.purposes) & set(purposes)]
    elements = tuple(_element(group, answers, language) for group in groups)
    results = [result for element in elements for result in element.questions]
    recalled = sum(result.verification == "recall" for result in results)
    return IcpResult(
        exporter=programme.exporter,
        country=programme.country,
        date=programme.date,
        review_by=a_year_after(date.fromisoformat(programme.date)).isoformat(),
        person=programme.person,
        attested_by=programme.attested_by,
        purposes=tuple(_purpose(name, elements) for name in purposes),
        elements=elements,
        improve=tuple(
            result.question for result in results if not result.essential and result.state != "shown"
        ),
        recalled=recalled,
        verification="recall" if recalled else "read",
        questionnaire=(asked.version, asked.checksum),
        warnings=tuple(_warnings(results, language)),
    )


def state_of(answered: Answered | None) -> State:
    """What an answer shows; none given is unknown, never no."""
    if answered is None or answered.answer == "unknown":
        return "unknown"
    if answered.answer == "no":
        return "lacking"
    return "shown" if answered.proofs else "said"


def status_of(states: Iterable[State]) -> Status:
    """The status of an element by the states of its essential questions.

    One that lacks decides that there are gaps; what is unknown beside it makes it neither better nor worse.
    """
    all_states = list(states)
    if all(state == "lacking" for state in all_states):
        return "missing"
    if "lacking" in all_states:
        return "partly"
    if "unknown" in all_states:
        return "unknown"
    return "stated" if "said" in all_states else "in_place"


def overall_of(statuses: Iterable[Status]) -> Overall:
    """Complete only if every element is in place; not complete only if something is known to lack."""
    all_statuses = set(statuses)
    if all_statuses & {"missing", "partly"}:
        return "not_complete"
    return "undetermined" if all_statuses & {"unknown", "stated"} else "complete"


@legal_derivation("Art. 2(21)", "Annex II, EU007")
def icp_fact(result: IcpResult, purpose: Purpose = "global", on: date | None = None) -> bool | None:
    """The fact ``exporter.icp`` of a transaction (Art. 2(21)), as far as the programme says it.

    True only if it is complete for ``purpose`` and a person of the management attests it; ``on``: the day of the transaction; before
    its ``date`` the programme says nothing, after its ``review_by`` it is not True. False only if a core element is answered to be missing altogether. Else None: a question to a person.
    """
    if on is not None and on.isoformat() < result.date:
        return None
    core = [element for element in result.elements if is_core(element.id)]
    if any(element.status == "missing" for element in core):
        return False
    if on is not None and on.isoformat() > result.review_by:
        return None
    complete = result.purpose(purpose).overall == "complete"
    return True if complete and result.attested_by is not None else None


def is_core(group: str) -> bool:
    """Whether a group is one of the seven core elements."""
    return group.startswith(CORE) and group[len(CORE) :].isdigit()


def _element(group: Group, answers: dict[str, Answered], language: str) -> ElementResult:
    results = tuple(
        QuestionResult(
            question=question.id,
            text=translate(question.text, language),
            essential=question.essential,
            reference=translate(question.reference, language),
            verification=question.verification,
            state=state_of(answers.get(question.id)),
            answered=answers.get(question.id),
        )
        for question in group.questions
    )
    return ElementResult(
        id=group.id,
        title=translate(group.title, language),
        reference=translate(group.reference, language),
        purposes=group.purposes,
        why=translate(group.why, language),
        status=status_of(result.state for result in results if result.essential),
        questions=results,
    )


def _purpose(name: Purpose, elements: tuple[ElementResult, ...]) -> PurposeResult:
    own = [element for element in elements if name in element.purposes]
    lacks = [
        Lack(result.question, element.id, result.state, result.text)
        for state in _PRESSING
        for element in own
        for result in element.questions
        if result.essential and result.state == state
    ]
    return PurposeResult(name, overall_of(element.status for element in own), tuple(lacks))


def _warnings(results: list[QuestionResult], language: str) -> Iterable[Reason]:
    for result in results:
        for proof in result.answered.proofs if result.answered else ():
            if proof.document and not proof.checksum:
                message = Message(
                    "evidence_absent",
                    N_("{question}: {file} is named, but not at hand here: it has no checksum"),
                    {"question": result.question, "file": proof.document},
                )
                yield Reason(message.code, render(message, language))
