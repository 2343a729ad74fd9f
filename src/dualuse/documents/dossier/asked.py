"""A question of the questionnaires as it is shown: what it is about, its answer, its evidence, who asks it."""

from __future__ import annotations

from dualuse.documents.blocks import Line, Span, joined, name, text
from dualuse.documents.dossier.stated import by_whom, known, proof
from dualuse.documents.dossier.words import ANSWERS
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.diligence import ShownAnswer


def about(shown: ShownAnswer, speech: Speech) -> str:
    """Which item and party a question is about, or nothing for the whole transaction."""
    parts = [
        speech.say(N_("item {item}"), item=shown.item) if shown.item else "",
        speech.say(N_("party {party}"), party=shown.party) if shown.party else "",
    ]
    return ", ".join(part for part in parts if part)


def given(shown: ShownAnswer, speech: Speech) -> Line:
    """The answer with its reason and who gave it."""
    one = shown.answered
    if one is None:
        return (Span(speech.say(N_("not answered")), "quiet"),)
    return joined(
        [
            (Span(speech.word(ANSWERS, one.answer), "strong"),),
            name(one.reason) if one.reason else (Span(speech.say(N_("no reason stated")), "quiet"),),
            by_whom(speech, one.person, one.time),
        ]
    )


def proofs(shown: ShownAnswer, speech: Speech) -> tuple[Line, ...]:
    """The evidence of an answer, line by line."""
    return tuple(proof(speech, one) for one in shown.answered.proofs) if shown.answered else ()


def source(shown: ShownAnswer, speech: Speech) -> Line:
    """Where a question comes from, and how well that is known."""
    parts = [text(shown.source), text(shown.reference), (Span(known(speech, shown.verification), "quiet"),)]
    return joined([*parts, (Span(shown.question, "code"),)])
