"""Findings for the tests of due diligence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dualuse.diligence import examine_findings, questions
from dualuse.schema.diligence import (
    Answer,
    Answered,
    Decision,
    DiligenceResult,
    Findings,
    Level,
    Mitigation,
)

ITEM, PARTY = "10", "Example Directorate"
MEETS: dict[str, Answer] = {
    "A02": "yes", "A03": "no", "A04": "yes", "A05": "yes", "A06a": "yes", "A06b": "no", "A06c": "no", "A06d": "no", "A07": "yes",
}  # fmt: skip
"""The answers by which an item is one for cyber-surveillance."""


def opposite(adverse: str) -> Answer:
    """The answer that is not adverse."""
    return "no" if adverse != "no" else "yes"


def answer_to(name: str, answer: Answer, reason: str = "datasheet", **more: str) -> Answered:
    """An answer about the one item or party, as the question asks."""
    scope = questions()[name].scope
    place = {"item": {"item": ITEM}, "party": {"party": PARTY}}.get(scope, {})
    return Answered(name, answer, reason, person="A. Muster", **(place | more))  # type: ignore[arg-type]


def clean(but: Mapping[str, Answer | None] = {}, elements: Mapping[str, Answer] = MEETS) -> list[Answered]:
    """Every question answered, none adversely but the elements; ``but``: other answers, or None for none."""
    answers_by_question: dict[str, Answer | None] = {
        question.id: elements.get(question.id) or opposite(question.adverse)
        for question in questions().values()
        if question.effect != "mitigate"
    }
    answers_by_question |= but
    return [answer_to(name, answer) for name, answer in answers_by_question.items() if answer]


def result_of(
    answers: Iterable[Answered] = (),
    mitigations: Iterable[Mitigation] = (),
    level: Level | None = None,
    items: tuple[str, ...] = (ITEM,),
    parties: tuple[str, ...] = (PARTY,),
    listed: frozenset[str] = frozenset(),
    language: str = "en",
) -> DiligenceResult:
    """What these statements come to."""
    decision = Decision(level, "weighed", "B. Beispiel") if level else None
    findings = Findings("Q-1", "", tuple(answers), mitigations=tuple(mitigations), decision=decision)
    return examine_findings(findings, items, parties, listed, language)


def measure(flag: str, verified_by: str = "", **more: str) -> Mitigation:
    """A measure against a flag."""
    return Mitigation(flag, "reduced build", verified_by=verified_by, person="A. Muster", **more)
