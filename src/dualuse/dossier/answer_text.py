"""Whether the items may leave after the whole walk, and the answer of an assessment in one paragraph: may it leave, what is required and why, what due diligence came to, what to do first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final

from dualuse.assessment.authorisations.decisions import freed_under
from dualuse.assessment.duties_in_order import duties_in_order
from dualuse.assessment.next_steps import is_carried_out, is_idle
from dualuse.assessment.release_holds.doubted_entries import DOUBTED, DOUBTFUL_ITEM
from dualuse.assessment.release_holds.suspicion import why_diligence_is_asked
from dualuse.assessment.text.assumed import assumed, rests_on_policies, verdict
from dualuse.assessment.text.sentences import DeterminationSentences, reason_in_short
from dualuse.diligence.reasons import titled
from dualuse.dossier.document.words import NO_DILIGENCE
from dualuse.i18n import N_, fill, semicolon, translate
from dualuse.i18n.statuses import DILIGENCE_LEVEL
from dualuse.law.eu_2021_821.art05_cyber_surveillance import ARTICLE as SURVEILLANCE
from dualuse.law.eu_2021_821.art05_cyber_surveillance import AWARE
from dualuse.law.eu_2021_821.art27_records import ARTICLE as RECORDS
from dualuse.law.language.provision import article_of
from dualuse.schema.assessment import ClassifiedItem
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult, Reason
from dualuse.schema.rules import RULES, rules_of
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

ANSWER_ASSUMED: Final = "answer.assumed"
"""The code of the sentence on what ``--assume`` took for granted; what the contract supplies alone has a code of its own."""
_COULD_RAISE: Final = ("stop", "raise", "notify", "aware")
"""Effects of questions whose answer could stop, or ask somebody first."""


def doubtful_items(classification: Iterable[ClassifiedItem], language: str) -> Iterator[str]:
    """Each doubt about the classification as a reason, with the item that it is about."""
    for item in classification:
        for doubt in item.doubts:
            yield fill(DOUBTFUL_ITEM, language, item=item.item or "–", doubt=doubt.text)


@legal_derivation("Art. 5(2)")
def release_of(
    determination: Determination, diligence: DiligenceResult | None, doubts: Sequence[str], language: str
) -> tuple[str, tuple[str, ...]]:
    """The release and its reasons, a doubtful classification first, then those of the law. ``doubts``: as :func:`doubtful_items` gives them; the first is a reason.

    A stop of due diligence that stands stops, whatever the law requires: that is a rule of this program, not of the law. Awareness that nobody has
    drawn the consequence of stops too (Art. 5(2): the exporter notifies and waits). Open red flags, findings that nobody has decided on,
    questions that could raise a flag and are not answered, and a doubtful classification ask a person first. Where the authority has decided on the
    transaction that no authorisation is required, what due diligence found is before it, and does not ask again.
    """
    decided = decided_by_authority(determination)
    stops = [] if decided else list(_stops(diligence, language))
    asks = [] if decided else [translate(text, language) for text in _asks(diligence)]
    is_asked = determination.release == "ask" and any(
        reason.code == DOUBTED for reason in determination.release_because
    )
    doubted = () if is_asked else doubts[:1]
    law = [reason_in_short(reason, determination) for reason in determination.release_because]
    if determination.release == "stop" or stops:
        return "stop", (*(law if determination.release == "stop" else ()), *stops)
    if determination.release == "ask" or asks or doubted:
        # What is in doubt is whether the law reaches the item at all: it leads.
        return "ask", (*doubted, *(law if determination.release == "ask" else ()), *asks)
    return "go", tuple(law)


def decided_by_authority(determination: Determination) -> bool:
    """Whether the authority decided under Art. 5 that no authorisation is required, for each item that the Article may concern."""
    if not determination.transaction.get("authority_decisions"):
        return False
    transaction = Transaction.model_validate(determination.transaction)
    day = date.fromisoformat(determination.date)
    concerned = [item for item in transaction.items if item.cyber_surveillance is not False]
    configured = determination.configuration
    rules = rules_of(configured.rules) if configured else RULES
    return bool(concerned) and all(
        freed_under(SURVEILLANCE.number, transaction, item, day, rules) for item in concerned
    )


def _stops(diligence: DiligenceResult | None, language: str) -> Iterator[str]:
    if diligence is None:
        return
    if stops := [flag.shown for flag in diligence.flags if flag.is_stop and flag.stands]:
        names = dict.fromkeys(titled(row, language) for row in stops)
        yield fill(N_("a stop of due diligence stands: {questions}"), language, questions=", ".join(names))
    if diligence.must_notify:
        text = N_(
            "the exporter is aware of the intended use, or was informed of it: notify the authority and wait (Art. 5(1), (2))"
        )
        yield translate(text, language)


def _asks(diligence: DiligenceResult | None) -> Iterator[str]:
    if diligence is None:
        return
    if diligence.decision is None:
        yield N_("nobody has decided what the findings of due diligence come to")
    elif diligence.level != "no_indication":
        yield N_("due diligence was decided to come to more than no indication")
    if any(flag.stands for flag in diligence.flags):
        yield N_("red flags of due diligence are open")
    if any(question.effect in _COULD_RAISE for question in diligence.open_questions):
        yield N_("questions of due diligence that could raise a flag are not answered")


_MOST: Final = 3


def answer(
    determination: Determination,
    diligence: DiligenceResult | None,
    release: str,
    *,
    because: tuple[str, ...],
    doubts: Sequence[str],
    language: str,
) -> tuple[Reason, ...]:
    """The sentences of the paragraph, each with its code; ``release`` and ``because`` as :func:`release_of` gives them."""
    return tuple(
        _sentences(determination, diligence, release, because=because, doubts=doubts, language=language)
    )


def _sentences(
    determination: Determination,
    diligence: DiligenceResult | None,
    release: str,
    *,
    because: tuple[str, ...],
    doubts: Sequence[str],
    language: str,
) -> Iterator[Reason]:
    say = partial(Reason.in_language, language)
    yield say(f"answer.{release}", verdict(determination, release).sentence)
    yield say("answer.why", N_("Why: {reasons}."), reasons=semicolon(language).join(because[:_MOST]))
    age = determination.law_age
    if age is not None and age.old and release != "stop" and age.text not in because[:_MOST]:
        yield Reason("answer.law_age", f"{age.text[:1].upper()}{age.text[1:]}.")
    sentences = DeterminationSentences(determination)
    is_doubted = bool(doubts) and release == "ask"
    yield Reason("answer.outcome", sentences.answer(is_doubted=is_doubted))
    if taken := assumed(determination, release):
        yield Reason(ANSWER_ASSUMED if rests_on_policies(determination) else "answer.taken", taken)
    for text in sentences.general_authorisations():
        yield Reason("answer.general", f"{text[:1].upper()}{text[1:]}.")
    yield from _diligence(determination, diligence, language)
    if doubts:
        text = N_("Doubts about the classification: {number}; see below.")
        yield say("answer.doubts", text, number=len(doubts))
    yield from _first_steps(determination, diligence, language)


_TELL_UNDER_LAW: Final = N_(
    "First: tell the authority, {authority}, what due diligence found (Art. 5(2)); awareness since {day}."
)
_TELL_BY_HOUSE_RULE: Final = N_(
    "First: tell the authority, {authority}, what due diligence found (a rule of this program, not of Art. 5(2)); awareness since {day}."
)


@legal_derivation("Art. 5(2)")
def is_notified_under_law(determination: Determination) -> bool:
    """Whether Art. 5(2) makes the exporter notify what due diligence found, or may: its items are not listed, or may not be."""
    return any(
        finding.provision == AWARE.citation and finding.status != "does_not_apply"
        for finding in determination.findings
    )


@legal_derivation("Art. 5(2)", "Art. 12", "Art. 27")
def _first_steps(
    determination: Determination, diligence: DiligenceResult | None, language: str
) -> Iterator[Reason]:
    """What to do first: the authority hears of awareness, then what is missing, else the first duty, with its day if that is still to come."""

    say = partial(Reason.in_language, language)
    if diligence is not None and (diligence.awareness or diligence.level == "aware"):
        day = diligence.decision.time[:10] if diligence.decision and diligence.level == "aware" else ""
        authority = determination.authority.name if determination.authority else "–"
        yield say(
            "answer.notify",
            _TELL_UNDER_LAW if is_notified_under_law(determination) else _TELL_BY_HOUSE_RULE,
            authority=authority,
            day=day or translate(N_("a day that is not stated"), language),
        )
    missing = next(iter(determination.missing), None)
    duty = next(
        (
            obligation
            for obligation, _ in duties_in_order(determination, determination.obligations)
            if obligation.due
            and not obligation.authorisation
            and not is_idle(obligation, determination, diligence)
            and not is_carried_out(obligation, determination, diligence)
            and article_of(obligation.citation) != RECORDS.number
        ),
        None,
    )
    if determination.release == "ask" and missing is not None:
        yield say("answer.first", N_("First to be answered: {question}"), question=missing.question)
    elif duty is not None:
        yield say(
            "answer.duty",
            N_("Before anything leaves: {duty} ({citation})."),
            duty=duty.text,
            citation=duty.citation,
        )


def _diligence(
    determination: Determination, diligence: DiligenceResult | None, language: str
) -> Iterator[Reason]:
    say = partial(Reason.in_language, language)
    if diligence is None:
        why = why_diligence_is_asked(determination)
        if why is not None:
            text = N_("Due diligence is asked for ({why}), and none was stated.")
            yield say("answer.diligence_asked", text, why=why)
        else:
            yield say("answer.no_diligence", NO_DILIGENCE)
        return
    stops = tuple(flag for flag in diligence.flags if flag.stands and flag.is_stop)
    raised = tuple(flag for flag in diligence.flags if flag.stands and not flag.is_stop)
    unknown = len(diligence.open_questions)
    if diligence.decision is not None and diligence.level is not None:
        yield say(
            "answer.decided",
            N_("Due diligence: {level}, decided by {person}."),
            level=translate(DILIGENCE_LEVEL.short[diligence.level], language),
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
