"""A result as a page of text: what stops first, then open flags, then what is unknown; the proposal, the decision, what it sets."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from dualuse.cli.terminal import width
from dualuse.i18n import N_, grouped, translate
from dualuse.schema.words import ANSWER_WORDS, GRADE_WORDS

if TYPE_CHECKING:
    from dualuse.schema.diligence import (
        Answered,
        CyberSurveillance,
        DiligenceResult,
        Flag,
        Mitigation,
        Proof,
        ShownAnswer,
    )

STEP_NAMES: Final = {
    "examination": N_("What is the item?"),
    "misuse": N_("How could it be misused?"),
    "destination": N_("Where does it go?"),
    "parties": N_("To whom does it go?"),
    "awareness": N_("What is known?"),
    "mitigation": N_("What can be done?"),
}
HOUSE_RULE: Final = N_("a rule of this program, not of the source")
"""Said of a stop that the source does not call one."""
GENERAL: Final = N_("general: does not move the level")
"""Said of a flag that does not speak of internal repression or serious violations."""
RECALLED: Final = "*"
"""Marks what is recalled, not compared with its source."""
RECALL_NOTE: Final = N_(
    "* The question rests on what is remembered of its source, and was not compared with it (recall)."
)


def wrapped(text: str, indent: int, first: str = "") -> str:
    """``text`` in lines that fit, ``indent`` spaces before each; ``first`` stands in place of the first spaces."""
    from dualuse.inputs.problems import printable

    space = " " * indent
    start = first.ljust(indent) if first else space
    return textwrap.fill(
        printable(text),
        max(40, width()),
        initial_indent=start,
        subsequent_indent=space,
        break_on_hyphens=False,
        break_long_words=False,
    )


def name_of(shown: ShownAnswer) -> str:
    """``D09* (Example Trading FZE)``."""
    mark = RECALLED if shown.verification == "recall" else ""
    about = shown.item or shown.party
    return f"{shown.question}{mark}{f' ({about})' if about else ''}"


def answer_lines(answered: Answered, indent: int, language: str) -> Iterator[str]:
    """The answer with who gave it and when, its reason, and the evidence."""

    parts = [translate(ANSWER_WORDS[answered.answer], language), answered.person, answered.time[:10]]
    yield wrapped(" · ".join(part for part in parts if part), indent)
    if answered.reason:
        yield wrapped(answered.reason, indent)
    yield from (proof_line(proof, indent, language) for proof in answered.proofs)


def mitigation_lines(mitigation: Mitigation, indent: int, language: str) -> Iterator[str]:
    """A measure, and how it is verified."""
    name = f"{mitigation.measure}: " if mitigation.measure else ""
    measure = translate(N_("measure: {text}"), language).format(text=f"{name}{mitigation.text}")
    yield wrapped(measure, indent)
    if mitigation.verified_by:
        yield wrapped(
            translate(N_("verified by: {text}"), language).format(text=mitigation.verified_by), indent
        )
    else:
        yield wrapped(translate(N_("not said how it is verified: a promise"), language), indent)
    yield from (proof_line(proof, indent, language) for proof in mitigation.proofs)


def proof_line(proof: Proof, indent: int, language: str) -> str:
    """A piece of evidence in one line."""
    parts = [proof.document or proof.link, proof.place, f"“{proof.quote}”" if proof.quote else ""]
    if proof.seen:
        parts.append(translate(N_("seen {day}"), language).format(day=proof.seen))
    if proof.checksum:
        parts.append(f"sha256:{proof.checksum[:12]}")
    text = translate(N_("evidence: {text}"), language)
    return wrapped(text.format(text=", ".join(part for part in parts if part)), indent)


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
