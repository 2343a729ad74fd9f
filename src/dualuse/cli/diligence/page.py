"""A result as a page of text: what stops first, then open flags, then what is unknown; the proposal, the decision, what it sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from dualuse.cli.diligence.lines import (
    GENERAL,
    HOUSE_RULE,
    RECALL_NOTE,
    STEP_NAMES,
    answer_lines,
    mitigation_lines,
    name_of,
    wrapped,
)
from dualuse.i18n import N_, grouped, translate
from dualuse.schema.words import GRADE_WORDS

if TYPE_CHECKING:
    from dualuse.schema.diligence import CyberSurveillance, DiligenceResult, Flag, ShownAnswer

_SECTIONS: Final = (
    ("stop", "open", N_("Stops")),
    ("flag", "open", N_("Red flags that no measure answers")),
    ("flag", "promised", N_("Red flags with a promise")),
    ("flag", "mitigated", N_("Red flags with a measure that can be verified")),
    ("stop", "unknown", N_("Stops that are not ruled out")),
)
_TOLD_WITH_FLAGS: Final = frozenset(("stop", "notify", "flag_open", "flag_promised", "flag_mitigated"))


def page_lines(result: DiligenceResult, language: str) -> Iterator[str]:
    """The lines of the page."""
    from dualuse.diligence.reasons import proposal_text

    yield wrapped(translate(N_("Due diligence, {reference}"), language).format(reference=result.reference), 0)
    for kind, state, title in _SECTIONS:
        open_points = [
            flag
            for flag in result.flags
            if flag.state == state and (flag.shown.effect == "stop") == (kind == "stop")
        ]
        if open_points:
            yield f"\n{translate(title, language)} ({grouped(len(open_points), language)})"
            yield from (
                _unknown_lines(open_points, language)
                if state == "unknown"
                else chain.from_iterable(_flag_lines(flag, language) for flag in open_points)
            )
    yield from _open_lines(result.open_questions, result.examinations, language)
    reasons = [reason for reason in result.because if reason.code not in _TOLD_WITH_FLAGS]
    if reasons:
        yield "\n" + translate(N_("Why"), language)
        yield from (wrapped(reason.text, 4, "  -") for reason in reasons)
    yield "\n" + translate(N_("What it comes to"), language)
    yield wrapped(proposal_text(result.proposed, language), 2)
    yield from _decision_lines(result, language)
    yield from (wrapped(warning.text, 4, "  !") for warning in result.warnings)
    if result.verification == "recall":
        yield ""
        yield wrapped(translate(RECALL_NOTE, language), 0)


def _decision_lines(result: DiligenceResult, language: str) -> Iterator[str]:
    from dualuse.diligence.reasons import LEVEL_NAMES

    decision = result.decision
    if decision is None:
        yield wrapped(
            translate(N_("Nobody has decided what they come to: no knowledge is set."), language), 0
        )
    else:
        text = translate(N_("Decided: {level}, by {person}. {reason}"), language)
        level = translate(LEVEL_NAMES[decision.level], language)
        person = ", ".join(part for part in (decision.person, decision.time[:10]) if part)
        yield wrapped(text.format(level=level, person=person, reason=decision.reason), 2)
    if result.sets:
        sets = "; ".join(f"{path}: {_value(value)}" for path, value in result.sets)
        yield wrapped(translate(N_("Set in the transaction: {facts}"), language).format(facts=sets), 2)


def _value(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _flag_lines(flag: Flag, language: str) -> Iterator[str]:
    shown = flag.shown
    parts = [translate(N_("severity {grade}"), language).format(grade=_grade(flag.severity, language))]
    if flag.likelihood:
        parts.append(
            translate(N_("likelihood {grade}"), language).format(grade=_grade(flag.likelihood, language))
        )
    parts += _kinds(shown, language)
    yield wrapped(f"{name_of(shown)} · {', '.join(parts)}", 2)
    yield wrapped(shown.text, 6)
    if shown.answered is None:
        yield wrapped(translate(N_("not answered"), language), 6)
    else:
        yield from answer_lines(shown.answered, 6, language)
    for mitigation in flag.mitigations:
        yield from mitigation_lines(mitigation, 6, language)


def _unknown_lines(flags: Sequence[Flag], language: str) -> Iterator[str]:
    """Each question once, with all that it was not answered about."""
    for _, of_question in groupby(flags, key=lambda flag: flag.shown.question):
        same = list(of_question)
        shown = same[0].shown
        parts = [name_of(replace(shown, item="", party="")), ", ".join(_kinds(shown, language))]
        yield wrapped(" · ".join(part for part in parts if part), 2)
        yield wrapped(shown.text, 6)
        about = ", ".join(flag.shown.item or flag.shown.party for flag in same).strip(", ")
        text = translate(N_("not answered, or unknown"), language)
        yield wrapped(f"{text}: {about}" if about else text, 6)


def _kinds(shown: ShownAnswer, language: str) -> list[str]:
    """That the flag is general, and that it stops by a rule of this program, where it is so."""
    from dualuse.diligence import questions

    question = questions()[shown.question]
    kinds = {GENERAL: not question.of_repression, HOUSE_RULE: question.house_rule}
    return [translate(name, language) for name, is_so in kinds.items() if is_so]


def _grade(grade: str, language: str) -> str:
    return translate(GRADE_WORDS[grade], language)


def _open_lines(
    open_questions: Sequence[ShownAnswer], examinations: Sequence[CyberSurveillance], language: str
) -> Iterator[str]:
    """Ids by step: their words are in ``dualuse diligence questions``."""
    from dualuse.diligence import questions
    from dualuse.diligence.cyber_surveillance_criteria import is_voluntary

    if not open_questions:
        return
    title = translate(N_("Not answered, or unknown ({number}); see: dualuse diligence questions"), language)
    yield f"\n{title.format(number=grouped(len(open_questions), language))}"
    for step, of_step in groupby(open_questions, key=lambda question: question.step):
        yield f"  {translate(STEP_NAMES[step], language)}"
        by_subject: dict[str, list[str]] = {}
        for question in of_step:
            about = question.item or question.party
            if is_voluntary(questions()[question.question], question.item, examinations):
                voluntary = translate(N_("voluntary"), language)
                about = f"{about} ({voluntary})" if about else voluntary
            by_subject.setdefault(about, []).append(question.question)
        for about, names in by_subject.items():
            yield wrapped(f"{f'{about}: ' if about else ''}{', '.join(names)}", 4)
