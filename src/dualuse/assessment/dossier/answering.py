"""The answer of an assessment in one paragraph: may it leave, what is required and why, what due diligence came to, what to do first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.words import range_words
from dualuse.contract.determination import Determination
from dualuse.contract.diligence import DiligenceResult, Flag, Reason
from dualuse.wording import N_, translate

RELEASES: Final = {
    "go": N_("The items may leave."),
    "stop": N_("The items must not leave now."),
    "ask": N_("It is not settled whether the items may leave: do not send them yet."),
}
LEVEL_WORDS: Final = {
    "no_indication": N_("no indication"),
    "indication": N_("an indication, not yet awareness"),
    "aware": N_("aware"),
}
_MOST: Final = 3


def release_of(
    determination: Determination, diligence: DiligenceResult | None, doubts: int, language: str
) -> tuple[str, tuple[str, ...]]:
    """May the items leave, of the whole walk, and why: never lighter than what the law alone says.

    A stop of due diligence that stands stops, whatever the law requires: who goes on knowing of it acts with awareness (Art. 5(2)). An open
    red flag, findings that nobody has decided on, and a doubtful classification ask a person first.
    """
    stops = [translate(text, language) for text in _diligence_stops(diligence)]
    asks = [translate(text, language) for text in _asks(diligence, doubts)]
    law = [one.text for one in determination.release_because]
    if determination.release == "stop" or stops:
        return "stop", (*(law if determination.release == "stop" else ()), *stops)
    if determination.release == "ask" or asks:
        return "ask", (*(law if determination.release == "ask" else ()), *asks)
    return "go", tuple(law)


def _diligence_stops(diligence: DiligenceResult | None) -> Iterator[str]:
    if diligence is not None and any(
        stands(flag) and flag.shown.effect == "stop" for flag in diligence.flags
    ):
        yield N_("a stop of due diligence stands")


def _asks(diligence: DiligenceResult | None, doubts: int) -> Iterator[str]:
    if diligence is not None:
        if diligence.decision is None:
            yield N_("nobody has decided what the findings of due diligence come to")
        elif diligence.level != "no_indication":
            yield N_("due diligence was decided to come to more than no indication")
        if any(stands(flag) for flag in diligence.flags):
            yield N_("red flags of due diligence are open")
    if doubts:
        yield N_("the classification is doubtful")


def answer(
    determination: Determination,
    diligence: DiligenceResult | None,
    release: str,
    because: tuple[str, ...],
    doubts: int,
    language: str,
) -> tuple[Reason, ...]:
    """The sentences of the paragraph, each with its code; ``release`` and ``because`` as :func:`release_of` gives them."""
    return tuple(_sentences(determination, diligence, release, because, doubts, language))


def _sentences(
    determination: Determination,
    diligence: DiligenceResult | None,
    release: str,
    because: tuple[str, ...],
    doubts: int,
    language: str,
) -> Iterator[Reason]:
    def say(code: str, text: str, **params: object) -> Reason:
        return Reason(code, translate(text, language).format(**params))

    yield say(f"answer.{release}", RELEASES[release])
    yield say("answer.why", N_("Why: {reasons}."), reasons="; ".join(because[:_MOST]))
    basis = sorted({citation for item in determination.items for citation in item.basis})
    outcome = range_words(*determination.range, language)
    if basis:
        yield say(
            "answer.outcome", N_("In law: {outcome} ({basis})."), outcome=outcome, basis=", ".join(basis)
        )
    else:
        yield say("answer.outcome", N_("In law: {outcome}."), outcome=outcome)
    yield from _diligence(diligence, language)
    if doubts:
        yield say("answer.doubts", N_("Doubts about the classification: {number}; see below."), number=doubts)
    first = next(iter(determination.missing), None)
    due = next((one for one in determination.obligations if one.due), None)
    if determination.release == "ask" and first is not None:
        yield say("answer.first", N_("First to be answered: {question}"), question=first.question)
    elif due is not None:
        yield say(
            "answer.due",
            N_("To be done by {due}: {duty} ({citation})."),
            due=due.due,
            duty=due.text,
            citation=due.citation,
        )


def _diligence(diligence: DiligenceResult | None, language: str) -> Iterator[Reason]:
    def say(code: str, text: str, **params: object) -> Reason:
        return Reason(code, translate(text, language).format(**params))

    if diligence is None:
        yield say("answer.no_diligence", N_("No due diligence was stated."))
        return
    stops = tuple(flag for flag in diligence.flags if stands(flag) and flag.shown.effect == "stop")
    raised = tuple(flag for flag in diligence.flags if stands(flag) and flag.shown.effect != "stop")
    unknown = len(diligence.open_questions)
    if diligence.decision is not None and diligence.level is not None:
        yield say(
            "answer.decided",
            N_("Due diligence: {level}, decided by {person}."),
            level=translate(LEVEL_WORDS[diligence.level], language),
            person=diligence.decision.person,
        )
    else:
        yield say("answer.undecided", N_("Due diligence: nobody has decided yet what the findings come to."))
    yield say(
        "answer.flags",
        N_("Stops: {stops}; open red flags: {raised}; unanswered questions: {unknown}."),
        stops=len(stops),
        raised=len(raised),
        unknown=unknown,
    )


def stands(flag: Flag) -> bool:
    """Whether a flag is raised, and no measure answers it that says how it is verified."""
    return flag.state in ("open", "promised")
