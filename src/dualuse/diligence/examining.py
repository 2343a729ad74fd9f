"""What findings come to: :func:`examine_findings`. Pure; no clock, no file but the questionnaires of the release.

The proposal is an interval of the levels of Art. 5(2). Its low end is what the answers say already, its high end what open questions could still
show, or what a person may see in a red flag with a measure against it. Art. 5 speaks of internal repression and serious violations: questions and
flags of another concern are shown, and do not move it. More adverse answers, a measure less, or "unknown" in place of an answer
that is not adverse never make it better (``tests/diligence/test_properties.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dualuse.diligence.caveats import warnings_of
from dualuse.diligence.cyber_surveillance_criteria import LISTED, examined, may_concern_rights
from dualuse.diligence.deciding import check_decision, facts_set, knowledge_set
from dualuse.diligence.flags import flags_of, is_adverse
from dualuse.diligence.questionnaire import VERIFICATIONS, Question, questionnaires, questions
from dualuse.diligence.reasons import effect_reason, examination_reason, flag_reasons, say
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
    of = subjects(items, parties)
    found = placed(findings, of)
    show = partial(_shown, language=language)
    examinations = tuple(_examination(item, found, listed_surveillance, show) for item in of.items)
    applying = asked_places(of, examinations, listed_surveillance)
    asked = _in_order(dict.fromkeys((*applying, *_left_unknown(found))))
    flags = flags_of(asked, found, show)
    answered = tuple(
        show(questions()[place.question], found.answers[place], place) for place in _in_order(found.answers)
    )
    open_places = [place for place in asked if _is_open(found.answers.get(place))]
    open_questions = tuple(
        show(questions()[place.question], found.answers.get(place), place) for place in open_places
    )
    proposed = _proposal(flags, answered, open_questions)
    stand = tuple(found.answers.values())
    check_decision(findings.decision, stand)
    knowledge = knowledge_set(findings.decision, stand, examinations, flags)
    doubted = {
        one.item
        for one in answered
        if one.question == LISTED
        and one.answered
        and one.answered.answer == "yes"
        and one.item not in listed_surveillance
    }
    used = {one.question for one in (*answered, *open_questions)}
    return DiligenceResult(
        reference=findings.reference,
        examinations=examinations,
        flags=flags,
        answered=answered,
        open_questions=open_questions,
        proposed=proposed,
        because=tuple(_because(flags, answered, open_questions, examinations, listed_surveillance, language)),
        decision=findings.decision,
        level=findings.decision.level if findings.decision else None,
        sets=facts_set(knowledge, examinations, doubted),
        questionnaires=tuple((one.name, one.version, one.checksum) for one in questionnaires()),
        verification=min((questions()[one].verification for one in used), key=VERIFICATIONS.index),
        warnings=tuple(warnings_of(findings, found, examinations, flags, open_questions, proposed, language)),
    )


def asked_places(
    of: Subjects, examinations: Sequence[CyberSurveillance], listed: frozenset[str]
) -> Iterator[Place]:
    """Every question that applies, with what it is asked of, in the order of the questionnaires."""
    concerned = {one.item for one in examinations if may_concern_rights(one)}
    for question in questions().values():
        if question.effect == "mitigate":
            continue
        for place in of.places(question):
            about_what = question.step == "examination" and question.scope == "item"
            if about_what and place.item in listed and not question.flags:
                continue
            if question.element and place.item not in concerned:
                continue
            if question.asked == "cyber_surveillance":
                about_one = question.scope == "item"
                if not concerned or (about_one and place.item not in concerned):
                    continue
            yield place


def _left_unknown(found: Placed) -> Iterator[Place]:
    """Questions that would count if answered adversely, though nothing calls for them, and that were answered "unknown": somebody asked, and
    what the answer is stays open."""
    for place, answered in found.answers.items():
        question = questions()[place.question]
        if answered.answer == "unknown" and (question.flags or question.effect == "aware"):
            yield place


def _examination(
    item: str, found: Placed, listed: frozenset[str], show: partial[ShownAnswer]
) -> CyberSurveillance:
    answers = {place.question: one for place, one in found.answers.items() if place.item == item}
    return examined(item, answers, item in listed, show)


def _is_open(answered: Answered | None) -> bool:
    return answered is None or answered.answer == "unknown"


def _in_order(places: Iterable[Place]) -> list[Place]:
    """In the order of the questionnaires; about one question, as they came."""
    order = {name: number for number, name in enumerate(questions())}
    return sorted(places, key=lambda place: order[place.question])


def _shown(question: Question, answered: Answered | None, place: Place, language: str) -> ShownAnswer:
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
    for one in answered:
        if one.effect == effect and is_adverse(questions()[one.question], one.answered):
            yield one


def _is_general(flag: Flag) -> bool:
    return not questions()[flag.shown.question].of_repression


def _proposal(
    flags: Sequence[Flag], answered: Sequence[ShownAnswer], open_questions: Sequence[ShownAnswer]
) -> tuple[Level, Level]:
    states = {flag.state for flag in flags if questions()[flag.shown.question].of_repression}
    open_questions = [one for one in open_questions if questions()[one.question].of_repression]
    low: Level = "no_indication"
    if states & {"open", "promised"}:
        low = "indication"
    if any(_adverse(answered, "aware")):
        low = "aware"
    high: Level = "indication" if open_questions or "mitigated" in states else "no_indication"
    if any(one.effect == "aware" for one in open_questions):
        high = "aware"
    return low, max(low, high, key=LEVELS.index)


def _because(
    flags: Sequence[Flag],
    answered: Sequence[ShownAnswer],
    open_questions: Sequence[ShownAnswer],
    examinations: Sequence[CyberSurveillance],
    listed: frozenset[str],
    language: str,
) -> Iterator[Reason]:
    yield from (effect_reason(one, language) for one in _adverse(answered, "aware"))
    yield from flag_reasons(flags, language)
    yield from (effect_reason(one, language) for one in _adverse(answered, "examine"))
    yield from (examination_reason(one, one.item in listed, language) for one in examinations)
    if open_questions:
        text = N_(
            "Questions that are not answered, or with “unknown”: {number}. What they would show is open."
        )
        yield say(language, "open_questions", text, number=Count(len(open_questions)))
    if any(one.effect == "aware" for one in open_questions):
        text = N_("Whether the intended use is known was not answered: awareness is not ruled out.")
        yield say(language, "open_awareness", text)
    if any(flag.state in ("open", "promised", "mitigated") and _is_general(flag) for flag in flags):
        text = N_(
            "Flags that do not speak of internal repression or serious violations are settled for themselves: they do not move the level of Art. 5."
        )
        yield say(language, "general_flags", text)
    if not open_questions and all(flag.state == "clear" for flag in flags):
        yield say(
            language, "all_clear", N_("Every question that applies is answered, and no flag is raised.")
        )
