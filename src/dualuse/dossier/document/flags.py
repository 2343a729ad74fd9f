"""Stops and red flags: a card for each stop, the red flags as one table by severity."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.documents.blocks import (
    Block,
    Fact,
    Line,
    Part,
    Table,
    Tone,
    facts,
    joined,
    name,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.questions import (
    Usual,
    answer_line,
    answers_of,
    lined,
    proof_lines,
    source_line,
    subject,
)
from dualuse.dossier.document.shared_blocks import by_whom, grouped_by, not_stated, proof_line
from dualuse.dossier.document.words import (
    DILIGENCE_EFFECTS,
    STATES,
)
from dualuse.i18n import N_
from dualuse.i18n.statuses import GRADE
from dualuse.schema.diligence import (
    Flag,
    FlagState,
    Mitigation,
)

_TONES: dict[FlagState, Tone] = {
    "open": "stop",
    "unknown": "ask",
    "promised": "ask",
    "mitigated": "go",
    "clear": "go",
}


def stop_cards(flags: list[Flag], speech: Speech, usual: Usual) -> tuple[Block, ...]:
    """A card for each stop, with its reasons and how it stands."""
    return tuple(
        Part(
            text(flag.shown.text),
            (facts(_flag_rows(flag, speech, usual)),),
            mark=_flag_mark(flag, speech),
            tone=_TONES[flag.state],
            card=True,
        )
        for flag in flags
    )


def flag_table(flags: list[Flag], speech: Speech, usual: Usual) -> tuple[Block, ...]:
    """The red flags as one table, the most severe first; a question asked of several parties stands once."""
    if not flags:
        return ()
    order = ("open", "promised", "mitigated")
    groups = grouped_by(
        ((flag.shown.question, flag.shown.text, flag.state, flag.severity, flag.likelihood), flag)
        for flag in sorted(flags, key=lambda flag: order.index(flag.state))
    )
    rows = tuple(_flag_row(same, speech, usual) for same in groups.values())
    head = (
        speech.say(N_("Severity · likelihood")),
        speech.say(N_("Question")),
        speech.say(N_("Answer, evidence, measures")),
        speech.say(N_("Asked by")),
    )
    return (Table(speech.say(N_("Red flags by severity")), head, rows, (8, 25, 23, 5)),)


def _flag_row(same: list[Flag], speech: Speech, usual: Usual) -> tuple[Line, ...]:
    first = same[0]
    grades = " · ".join(
        speech.word(GRADE.short, grade) if grade else "–" for grade in (first.severity, first.likelihood)
    )
    state = joined([strong(speech.word(STATES, first.state)), text(grades)], "\n")
    effect = "" if first.shown.effect == "raise" else speech.word(DILIGENCE_EFFECTS, first.shown.effect)
    answers = answers_of((flag.shown for flag in same), speech, usual)
    measures = (
        line for flag in same for measure in flag.mitigations for line in _measure(measure, speech, usual)
    )
    return (
        state,
        joined([text(first.shown.text), quiet(effect)]),
        lined((*answers, *dict.fromkeys(measures))),
        source_line(first.shown, usual),
    )


def _flag_mark(flag: Flag, speech: Speech) -> str:
    state = speech.word(STATES, flag.state)
    return speech.say(N_("STOP · {state}"), state=state) if flag.shown.effect == "stop" else state


def _flag_rows(flag: Flag, speech: Speech, usual: Usual) -> Iterator[Fact]:
    shown = flag.shown
    yield speech.say(N_("What it is")), joined([text(speech.word(DILIGENCE_EFFECTS, shown.effect)), text(subject(shown, speech))])  # fmt: skip
    severity, likelihood = (
        speech.word(GRADE.short, grade) if grade else speech.say(N_("not stated"))
        for grade in (flag.severity, flag.likelihood)
    )
    grades = N_("severity: {severity}; likelihood: {likelihood}")
    yield speech.say(N_("Weight")), text(speech.say(grades, severity=severity, likelihood=likelihood))
    yield speech.say(N_("Answer")), answer_line(shown, speech, usual)
    yield speech.say(N_("Evidence")), proof_lines(shown, speech) or not_stated(speech)
    lines = tuple(line for measure in flag.mitigations for line in _measure(measure, speech, usual))
    yield speech.say(N_("Measures")), lines or quiet(speech.say(N_("none was stated")))
    yield speech.say(N_("Asked by")), source_line(shown, usual)


def _measure(measure: Mitigation, speech: Speech, usual: Usual) -> Iterator[Line]:
    verified = speech.say(N_("verified by: {how}"), how=measure.verified_by) if measure.verified_by else speech.say(N_("no way to verify it was stated: a promise"))  # fmt: skip
    yield joined(
        [
            name(measure.text),
            text(verified),
            by_whom(speech, measure.person, measure.time)
            if (measure.person, measure.time) != usual.by
            else (),
        ]
    )
    yield from (proof_line(speech, document) for document in measure.proofs)
