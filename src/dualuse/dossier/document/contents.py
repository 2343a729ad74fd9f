"""The content of a dossier, from an assessment: the answer, who, what, what for, what follows, its limits, what it rests on."""

from __future__ import annotations

from dualuse.assessment.text.assumed import verdict
from dualuse.assessment.text.sentences import DeterminationSentences
from dualuse.documents.blocks import (
    RELEASE_TONES,
    Answer,
    Document,
    Facts,
    FrameWords,
    Line,
    Span,
    facts,
    link,
    quiet,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.answer_text import ANSWER_ASSUMED
from dualuse.dossier.document.consequences import consequences
from dualuse.dossier.document.first_page import first_page, reasons
from dualuse.dossier.document.purpose import purpose
from dualuse.dossier.document.shared_blocks import mark, name_or_not, not_stated
from dualuse.dossier.document.sources_and_limits import annex, known, limits
from dualuse.dossier.document.steps import without_options
from dualuse.dossier.document.what import what
from dualuse.dossier.document.who import who
from dualuse.dossier.document.words import ACTIVITIES
from dualuse.i18n import N_
from dualuse.i18n.statuses import RELEASE
from dualuse.schema.assessment import Assessment

__all__ = ["dossier_of"]


def dossier_of(it: Assessment) -> Document:
    """The document for an assessment, in its language."""
    speech = Speech.in_language(it.language)
    parts = (who, what, purpose, consequences, limits, known, annex)
    return Document(
        language=speech.language,
        title=speech.say(N_("Export assessment under Regulation (EU) 2021/821")),
        reference=it.reference,
        date=it.date,
        facts=head(it, speech),
        answer=answer(it, speech),
        first=first_page(it, speech),
        parts=tuple(part(it, speech) for part in parts),
        frame_words=_frame_words(speech),
    )


def _frame_words(speech: Speech) -> FrameWords:
    return FrameWords(
        contents=speech.say(N_("Contents")),
        page=speech.say(N_("Page {page} of {pages}")),
        attachment=speech.say(N_("The assessment as data: this document was made from it alone")),
        signs_title=speech.say(N_("Signs")),
        signs_some=speech.say(
            N_(
                "No font here has these characters, or they are not for printing; they are shown as code points: {signs}."
            )
        ),
        wide=speech.say(N_("Table: {caption}")),
    )


_STEPS = 3
_TOLD_ELSEWHERE = (
    "answer.no_diligence",
    "answer.outcome",
    "answer.why",
    "answer.notify",
    "answer.first",
    "answer.duty",
    ANSWER_ASSUMED,
)
"""Sentences whose matter stands on page one already: the first sentence says what the law says, the list above it why, and the
table below what is to be done first."""


def head(it: Assessment, speech: Speech) -> Facts:
    """Reference, date, State and authority, what is done and where to."""
    authority = it.determination.authority
    stated = it.transaction
    activity = stated.get("activity")
    place = stated.get("destination")
    return facts(
        [
            (speech.say(N_("Reference")), name_or_not(speech, it.reference)),
            (speech.say(N_("Date of the transaction")), text(speech.day(it.determination.date))),
            (speech.say(N_("Assessed on")), text(speech.day(it.date))),
            (
                speech.say(N_("State")),
                text(speech.place(authority.country)) if authority else _unknown(speech),
            ),
            (
                speech.say(N_("Competent authority")),
                (
                    *link(authority.name, authority.url),
                    Span(" "),
                    *mark(authority.verification),
                )
                if authority
                else _unknown(speech),
            ),
            (
                speech.say(N_("Activity")),
                text(speech.word(ACTIVITIES, str(activity))) if activity else not_stated(speech),
            ),
            (speech.say(N_("Destination")), text(speech.place(place)) if place else not_stated(speech)),
        ]
    )


def _unknown(speech: Speech) -> Line:
    return quiet(speech.say(N_("not known here")))


def answer(it: Assessment, speech: Speech) -> Answer:
    """The answer in one paragraph: the outcome in law, then why and what to do."""
    determination = it.determination
    release = RELEASE.known(it.release, "ask")
    words = verdict(determination, release)
    told_elsewhere = (f"answer.{it.release}", *_TOLD_ELSEWHERE)
    beyond = [reason.text for reason in it.answer if reason.code not in told_elsewhere]
    outcome_text = next((row.text for row in it.answer if row.code == "answer.outcome"), "")
    outcome = outcome_text or DeterminationSentences(determination).answer()
    sentences = [speech.with_days(_sentence(sentence)) for sentence in (outcome, *beyond)]
    spans = [Span(sentences[0], "strong"), *(Span(" " + sentence) for sentence in sentences[1:])]
    steps = [_sentence(duty.text) for duty in determination.obligations if not duty.authorisation][:_STEPS]
    todo = [_sentence(determination.missing[0].question)] if determination.missing else steps
    if todo and not it.answer:
        spans.append(Span(" " + speech.say(N_("What to do:")) + " " + " ".join(todo)))
    return Answer(
        speech.say(N_("The answer")),
        RELEASE_TONES[release],
        speech.say(words.short),
        speech.say(words.advice),
        tuple(spans),
        tuple(text(speech.with_days(_sentence(without_options(reason)))) for reason in reasons(it)),
    )


def _sentence(text_: str) -> str:
    """It begins large and ends with a full stop."""
    text_ = text_.strip()
    return text_[:1].upper() + text_[1:] + ("" if text_.endswith((".", "?", "!", "。")) else ".")
