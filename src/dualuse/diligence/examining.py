"""What findings come to: :func:`examine_findings`. Pure; no clock, no file but the questionnaires of the release.

The proposal is an interval of the levels of Art. 5(2). Its low end is what the answers say already, its high end what open questions could still
show, or what a person may see in a red flag with a measure against it. Art. 5 speaks of internal repression and serious violations: questions and
flags of another concern are shown, and do not move it. More adverse answers, a measure less, or "unknown" in place of an answer
that is not adverse never make it better (``tests/diligence/test_properties.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dualuse.diligence.cyber_surveillance_criteria import LISTED, examined, may_concern_rights
from dualuse.diligence.flags_and_decisions import (
    check_decision,
    facts_set,
    flags_of,
    is_adverse,
    knowledge_set,
)
from dualuse.diligence.questionnaire import VERIFICATIONS, Question, questionnaires, questions
from dualuse.diligence.reasons import effect_reason, examination_reason, flag_reasons, new_reason, warnings_of
from dualuse.diligence.subjects import Place, Placed, Subjects, placed, subjects
from dualuse.i18n import N_, Count, translate
from dualuse.schema.diligence import (
    LEVELS,
    Answered,
    CyberSurveillance,
    DiligenceResult,
    Findings,
    Flag,
    Level,
    Reason,
    ShownAnswer,
)
from dualuse.version import legal_derivation


def examine_findings(
    findings: Findings,
    items: Sequence[str],
    parties: Sequence[str],
    listed_surveillance: frozenset[str] = frozenset(),
    language: str = "en",
) -> DiligenceResult:
    """What ``findings`` come to.

    Args:
        findings: all that was stated.
        items: the ids of the transaction's items; parties: the names of its parties.
        listed_surveillance: the items that are listed as surveillance items: they are not examined under Art. 2(20).
        language: of the texts.

    Raises:
        InputError: an answer is about an unknown question, item or party; or a person decided below awareness though positive knowledge is
            answered, or "no indication" over a stop of repression.
    """
    concerned = subjects(items, parties)
    statements = placed(findings, concerned)
    show = partial(_shown_answer, language=language)
    examinations = tuple(
        _examination(item, statements, listed_surveillance, show) for item in concerned.items
    )
    applying = asked_places(concerned, examinations, listed_surveillance)
    asked = _in_order(dict.fromkeys((*applying, *_left_unknown(statements))))
    flags = flags_of(asked, statements, show)
    answered = tuple(
        show(questions()[place.question], statements.answers[place], place)
        for place in _in_order(statements.answers)
    )
    open_places = [place for place in asked if _is_open(statements.answers.get(place))]
    open_questions = tuple(
        show(questions()[place.question], statements.answers.get(place), place) for place in open_places
    )
    proposed = _proposal(flags, answered, open_questions)
    stand = tuple(statements.answers.values())
    check_decision(findings.decision, stand)
    knowledge = knowledge_set(findings.decision, stand, examinations, flags)
    used = {shown.question for shown in (*answered, *open_questions)}
    return DiligenceResult(
        reference=findings.reference,
        examinations=examinations,
        flags=flags,
        answered=answered,
        open_questions=open_questions,
        proposed=proposed,
        because=tuple(_reasons(flags, answered, open_questions, examinations, listed_surveillance, language)),
        decision=findings.decision,
        level=findings.decision.level if findings.decision else None,
        sets=facts_set(knowledge, examinations, _doubted(answered, listed_surveillance)),
        questionnaires=tuple(
            (questionnaire.name, questionnaire.version, questionnaire.checksum)
            for questionnaire in questionnaires()
        ),
        verification=min((questions()[name].verification for name in used), key=VERIFICATIONS.index),
        warnings=tuple(
            warnings_of(findings, statements, examinations, flags, open_questions, proposed, language)
        ),
    )


@legal_derivation("Art. 2(20)")
def _doubted(answered: Sequence[ShownAnswer], listed: frozenset[str]) -> set[str]:
    """The items that an answer takes for listed surveillance items, and the transaction does not."""
    return {
        shown.item
        for shown in answered
        if shown.question == LISTED
        and shown.answered
        and shown.answered.answer == "yes"
        and shown.item not in listed
    }


@legal_derivation("Art. 2(20)", "Art. 5(2)")
def asked_places(
    of: Subjects, examinations: Sequence[CyberSurveillance], listed: frozenset[str]
) -> Iterator[Place]:
    """Every question that applies, with what it is asked of, in the order of the questionnaires."""
    concerned = {examination.item for examination in examinations if may_concern_rights(examination)}
    for question in questions().values():
        if question.effect != "mitigate":
            yield from (
                place
                for place in of.places(question)
                if _applies(question, place.item, place.item in listed, concerned)
            )


def _applies(question: Question, item: str, is_listed: bool, concerned: set[str]) -> bool:
    """Whether a question is asked of an item. Listed items are not asked what they are; elements and human rights are asked only of items they concern."""
    of_item = question.scope == "item"
    if is_listed and of_item and question.step == "examination" and not question.flags:
        return False
    if question.element and item not in concerned:
        return False
    return question.asked != "cyber_surveillance" or (bool(concerned) and (item in concerned or not of_item))


def _left_unknown(statements: Placed) -> Iterator[Place]:
    """Questions that would count if answered adversely, though nothing calls for them, and that were answered "unknown": somebody asked, and
    what the answer is stays open."""
    for place, answered in statements.answers.items():
        question = questions()[place.question]
        if answered.answer == "unknown" and (question.flags or question.effect == "aware"):
            yield place


def _examination(
    item: str, statements: Placed, listed: frozenset[str], show: partial[ShownAnswer]
) -> CyberSurveillance:
    answers = {
        place.question: answered for place, answered in statements.answers.items() if place.item == item
    }
    return examined(item, answers, item in listed, show)


def _is_open(answered: Answered | None) -> bool:
    return answered is None or answered.answer == "unknown"


def _in_order(places: Iterable[Place]) -> list[Place]:
    """In the order of the questionnaires; about one question, as they came."""
    order = {name: number for number, name in enumerate(questions())}
    return sorted(places, key=lambda place: order[place.question])


def _shown_answer(question: Question, answered: Answered | None, place: Place, language: str) -> ShownAnswer:
    return ShownAnswer(
        question=question.id,
        step=question.step,
        text=translate(question.text, language),
        effect=question.effect,
        answered=answered,
        source=question.source,
        reference=question.reference,
        verification=question.verification,
        item=place.item,
        party=place.party,
    )


def _adverse(answered: Sequence[ShownAnswer], effect: str) -> Iterator[ShownAnswer]:
    for shown in answered:
        if shown.effect == effect and is_adverse(questions()[shown.question], shown.answered):
            yield shown


def _proposal(
    flags: Sequence[Flag], answered: Sequence[ShownAnswer], open_questions: Sequence[ShownAnswer]
) -> tuple[Level, Level]:
    states = {flag.state for flag in flags if questions()[flag.shown.question].of_repression}
    open_questions = [question for question in open_questions if questions()[question.question].of_repression]
    low: Level = "no_indication"
    if states & {"open", "promised"}:
        low = "indication"
    if any(_adverse(answered, "aware")):
        low = "aware"
    high: Level = "indication" if open_questions or "mitigated" in states else "no_indication"
    if any(question.effect == "aware" for question in open_questions):
        high = "aware"
    return low, max(low, high, key=LEVELS.index)


def _reasons(
    flags: Sequence[Flag],
    answered: Sequence[ShownAnswer],
    open_questions: Sequence[ShownAnswer],
    examinations: Sequence[CyberSurveillance],
    listed: frozenset[str],
    language: str,
) -> Iterator[Reason]:
    yield from (effect_reason(shown, language) for shown in _adverse(answered, "aware"))
    yield from flag_reasons(flags, language)
    yield from (effect_reason(shown, language) for shown in _adverse(answered, "examine"))
    yield from (
        examination_reason(examination, examination.item in listed, language) for examination in examinations
    )
    if open_questions:
        yield new_reason(
            language,
            "open_questions",
            N_("Questions that are not answered, or with “unknown”: {number}. What they would show is open."),
            number=Count(len(open_questions)),
        )
    if any(question.effect == "aware" for question in open_questions):
        yield new_reason(
            language,
            "open_awareness",
            N_("Whether the intended use is known was not answered: awareness is not ruled out."),
        )
    if any(
        flag.state in ("open", "promised", "mitigated") and not questions()[flag.shown.question].of_repression
        for flag in flags
    ):
        yield new_reason(
            language,
            "general_flags",
            N_(
                "Flags that do not speak of internal repression or serious violations are settled for themselves: they do not move the level of Art. 5."
            ),
        )
    if not open_questions and all(flag.state == "clear" for flag in flags):
        yield new_reason(
            language, "all_clear", N_("Every question that applies is answered, and no flag is raised.")
        )
