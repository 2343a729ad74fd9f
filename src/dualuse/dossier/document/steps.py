"""The steps of a dossier: what is to be done, by whom, until when; which of them page one has room for, and which stand in no table of the law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from dualuse.assessment.duties_in_order import duties_in_order, is_act_of_release, is_notification
from dualuse.assessment.next_steps import (
    APPLY_IF_NOT_COVERED,
    APPLY_LATER,
    NOT_YET,
    authority_if_not_covered,
    authority_not_to_apply_to_yet,
    authority_to_apply_to,
    is_carried_out,
    is_condition,
    is_forbidden,
    is_idle,
    is_premature,
    lasts_until,
)
from dualuse.assessment.text.assumed import EXAMINE_ASSUMED, examines_assumed
from dualuse.assessment.text.sentences import asked_together
from dualuse.assessment.text.step_sentences import (
    ban_steps,
    codes_step,
    place_of_upkeep,
    upkeep_steps,
)
from dualuse.assessment.text.words import (
    AT_ALL_TIMES,
    AT_ONCE,
    BEFORE_YOU_PROCEED,
    IF_USED,
    SCREEN_THE_PARTIES,
    SCREEN_WHO_WAS_NOT,
    UNTIL_DAY,
    WITH_DECLARATION,
)
from dualuse.assessment.warnings.diversion import DIVERTED
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, labelled, translate
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE
from dualuse.law.language.provision import Due
from dualuse.schema.assessment import Assessment
from dualuse.schema.determination import Determination, Missing, Obligation
from dualuse.schema.screening import IS_IT_LISTED, ScreeningHit
from dualuse.schema.words import ASKED_OF, DONE_BY, supplier

NO_DAY: Final = N_("no day is set")
_MOST_STEPS: Final = 8
_MOST_ACTS: Final = 6
"""Acts that were not examined which a step names."""
Step = tuple[str, str, str]
"""What is to be done, by whom, until when."""


def steps(it: Assessment, speech: Speech) -> Iterator[Step]:
    """What is to be done, the first of it first, with days as the page writes them."""
    return (_as_written(step, speech) for step in _steps(it, speech))


def steps_of_page_one(it: Assessment, speech: Speech) -> tuple[list[Step], list[Step]]:
    """The steps that page one has room for, and those that it only counts."""
    all_steps = list(steps(it, speech))
    # One more takes no more room than the line that counts it.
    number = _MOST_STEPS + (len(all_steps) == _MOST_STEPS + 1)
    return all_steps[:number], all_steps[number:]


def steps_of_no_table(it: Assessment, speech: Speech) -> list[Step]:
    """Of the steps that page one only counts those that are neither duties nor questions, which the dossier has in tables of their own."""
    _, counted = steps_of_page_one(it, speech)
    obligations = duties_in_order(it.determination, it.determination.obligations)
    in_tables = {speech.with_days(question_step(row, speech)) for row in it.determination.missing}
    in_tables |= {_as_written(_of_duty(*row, it, speech), speech)[0] for row in obligations}
    return [step for step in counted if step[0] not in in_tables]


def steps_of_conditions(it: Assessment, speech: Speech) -> set[str]:
    """What is to be done as a condition of the general authorisation that is used, as :func:`steps` has it."""
    obligations = duties_in_order(it.determination, it.determination.obligations)
    return {
        _as_written(_of_duty(*row, it, speech), speech)[0]
        for row in obligations
        if is_condition(row[0], it.determination)
    }


def _as_written(step: Step, speech: Speech) -> Step:
    what, who, when = step
    return speech.with_days(what), who, speech.with_days(when)


def _steps(it: Assessment, speech: Speech) -> Iterator[Step]:
    """What forbids, and the acts that the answer names; what clears it; then the other duties, by day."""
    determination = it.determination
    now, actor = speech.say(BEFORE_YOU_PROCEED), speech.say(DONE_BY[supplier(it.transaction.get("activity"))])
    for step in ban_steps(determination):
        yield step, actor, speech.say(AT_ONCE)
    duties = duties_in_order(determination, _duties_to_do(it))
    leading = [row for row in duties if is_act_of_release(row[0], determination)]
    if notify := next((reason.text for reason in it.answer if reason.code == "answer.notify"), ""):
        yield notify.partition(":")[2].strip().removesuffix("."), actor, now
    for row in leading:
        # What due diligence found is told once, with the day of the awareness.
        if not (notify and _tells_of_diligence(row[0], determination)):
            yield _of_duty(*row, it, speech)
    yield from _of_applications(it, speech)
    yield from _on_lists(it, speech)
    if not is_forbidden(determination):
        yield from _on_items(it, speech)
    for missing in asked_together(determination.missing):
        yield question_step(missing, speech), _asks_or_answers(missing, speech), now
    if not is_forbidden(determination):
        yield from _of_diligence(it, speech)
        yield from _not_examined(determination, speech)
    yield from _of_law(it, [row for row in duties if row not in leading], speech)


def _tells_of_diligence(duty: Obligation, determination: Determination) -> bool:
    return duty.citation == DILIGENCE.citation and is_notification(duty, determination.language)


def _duties_to_do(it: Assessment) -> Iterator[Obligation]:
    """The duties that are neither carried out nor idle nor premature."""
    determination, diligence = it.determination, it.diligence
    return (
        duty
        for duty in determination.obligations
        if (determination.range[1] == "general_authorisation" or not duty.authorisation)
        and not is_carried_out(duty, determination, diligence)
        and not is_idle(duty, determination, diligence)
        and not is_premature(duty, determination)
    )


_FILL_SHEET: Final = N_(
    "fill in the parameter sheet of {entry} of item {item}, which is open: {number} questions (dualuse examine --ask)"
)
_ENGINEERS: Final = N_("technical department")
_ASK_AUTHORITY: Final = N_("ask the authority: {question}")
_AUTHORITY: Final = "authority"


def question_step(missing: Missing, speech: Speech) -> str:
    """A question as a step: what the authority knows the house asks it."""
    if missing.asked_of == _AUTHORITY:
        return speech.say(_ASK_AUTHORITY, question=missing.question)
    return missing.question


def _asks_or_answers(missing: Missing, speech: Speech) -> str:
    """Who does something about a question: who can answer it, or whoever asks the authority."""
    if missing.asked_of == _AUTHORITY:
        return speech.say(DONE_BY["export_control_officer"])
    return speech.word(ASKED_OF, missing.asked_of)


def _on_lists(it: Assessment, speech: Speech) -> Iterator[Step]:
    """Who the parties are."""
    determination = it.determination
    now, officer = speech.say(BEFORE_YOU_PROCEED), speech.say(DONE_BY["export_control_officer"])
    if _to_decide(determination):
        yield speech.say(N_("decide whether the entries found on lists are the parties")), officer, now
    if determination.screening.status == "not_screened":
        some = any(party.status != "not_screened" for party in determination.screening.parties)
        yield speech.say(SCREEN_WHO_WAS_NOT if some else SCREEN_THE_PARTIES), officer, now


def _on_items(it: Assessment, speech: Speech) -> Iterator[Step]:
    """What is to be looked at again of items and uses before anything leaves."""
    determination = it.determination
    now, officer = speech.say(BEFORE_YOU_PROCEED), speech.say(DONE_BY["export_control_officer"])
    if examines_assumed(determination, it.release):
        yield speech.say(EXAMINE_ASSUMED), officer, now
    for item in it.classification:
        for doubt in item.doubts[:1]:
            text_ = N_("look at the classification of item {item} again: {doubt}")
            yield speech.say(text_, item=item.item, doubt=doubt.text), speech.say(ASKED_OF["lawyer"]), now
    for item in it.classification:
        for sheet in item.examined:
            if sheet.verdict == "open":
                number, place = len(sheet.missing), {"entry": sheet.entry, "item": item.item or "–"}
                yield speech.say(_FILL_SHEET, **place, number=number), speech.say(_ENGINEERS), now
    for warning in determination.warnings:
        if warning.code == DIVERTED:
            text_ = N_(
                "ask whether item {item} goes on to Russia or Belarus, and state what is known of it: it is one of the common high priority items, or may be"
            )
            yield speech.say(text_, item=warning.params.get("id") or "–"), officer, now
    if any(reason.code == "suspicion" for reason in determination.release_because):
        yield speech.say(N_("clear up the grounds for suspicion, or ask the authority")), officer, now


def _of_diligence(it: Assessment, speech: Speech) -> Iterator[Step]:
    """What due diligence still asks for."""
    diligence = it.diligence
    now, officer = speech.say(BEFORE_YOU_PROCEED), speech.say(DONE_BY["export_control_officer"])
    if any(reason.code == "answer.diligence_asked" for reason in it.answer):
        text_ = N_("carry out due diligence: dualuse diligence ask, with the file of the transaction")
        yield speech.say(text_), officer, now
    if diligence is not None and diligence.open_questions:
        text_ = N_("answer the open questions of due diligence: {number}")
        yield speech.say(text_, number=len(diligence.open_questions)), officer, now
    if diligence is not None and diligence.decision is None:
        yield speech.say(N_("decide what the findings of due diligence come to")), officer, now


def _not_examined(determination: Determination, speech: Speech) -> Iterator[Step]:
    """That somebody must look at what is in force and was not examined."""
    if near := [act.act for act in determination.not_examined if act.stops_release]:
        named = speech.semicolon.join([*near[:_MOST_ACTS], *(["…"] if len(near) > _MOST_ACTS else [])])
        text_ = N_("settle what is in force and was not examined: {acts}")
        officer = speech.say(DONE_BY["export_control_officer"])
        yield speech.say(text_, acts=named), officer, speech.say(BEFORE_YOU_PROCEED)


def _of_applications(it: Assessment, speech: Speech) -> Iterator[Step]:
    """Applications that wait, and until when."""
    determination, diligence = it.determination, it.diligence
    actor = speech.say(DONE_BY[supplier(it.transaction.get("activity"))])
    for text_, authority in (
        (APPLY_LATER, authority_to_apply_to(determination, diligence)),
        (NOT_YET, authority_not_to_apply_to_yet(determination, diligence)),
        (APPLY_IF_NOT_COVERED, authority_if_not_covered(determination)),
    ):
        if authority:
            yield speech.say(text_, authority=authority), actor, speech.say(BEFORE_YOU_PROCEED)


def _of_law(
    it: Assessment, duties: list[tuple[Obligation, tuple[str, ...]]], speech: Speech
) -> Iterator[Step]:
    """What else the law asks, by its day; lists and law are brought up to date among it."""
    determination = it.determination
    upkeep = place_of_upkeep((duty for duty, _ in duties), day=determination.date, release=it.release)
    yield from (_of_duty(*row, it, speech) for row in duties[:upkeep])
    officer = speech.say(DONE_BY["export_control_officer"])
    yield from ((step, officer, speech.say(BEFORE_YOU_PROCEED)) for step in upkeep_steps(determination))
    yield from (_of_duty(*row, it, speech) for row in duties[upkeep:])
    waits = authority_not_to_apply_to_yet(determination, it.diligence)
    if not waits and (step := codes_step(determination)):
        yield step, speech.say(DONE_BY["declarant"]), speech.say(WITH_DECLARATION)


def _of_duty(duty: Obligation, citations: Iterable[str], it: Assessment, speech: Speech) -> Step:
    supplies = supplier(it.transaction.get("activity"))
    when = speech.say(undated(duty)) if duty.due is None else day_of_duty(duty.due, duty, speech)
    cited = speech.semicolon.join(translate(citation, speech.language) for citation in citations)
    what = labelled(cited, duty.text, speech.language)
    if duty.authorisation and duty.authorisation not in duty.text:
        what += f" · {speech.say(IF_USED, id=duty.authorisation)}"
    doer = speech.say(DONE_BY[duty.done_by or supplies])
    return what, doer, speech.say(BEFORE_YOU_PROCEED) if duty.due == it.determination.date else when


def _to_decide(determination: Determination) -> list[ScreeningHit]:
    """The entries about which somebody must decide, and which no question of the answer names."""
    params_of_questions = [row.params for row in determination.missing if row.code == IS_IT_LISTED]
    return [
        hit
        for hit in determination.screening.hits
        if hit.counts
        and hit.is_undecided
        and not hit.behind
        and not any(_is_asked(hit, params) for params in params_of_questions)
    ]


def _is_asked(hit: ScreeningHit, params: Mapping[str, Any]) -> bool:
    """Whether a question is about the entry; of many entries it names the best, and how many there are."""
    if (params.get("queried"), params.get("list")) != (hit.queried, hit.list):
        return False
    return params.get("entity") == (hit.reference or hit.entity) or params.get("number", 1) > 1


def undated(duty: Obligation) -> str:
    """What stands for the day of a duty that has none."""
    return AT_ALL_TIMES if duty.code.endswith(f".{Due.STANDING}") else NO_DAY


def day_of_duty(due: str, duty: Obligation, speech: Speech) -> str:
    """The day of a duty in words, under a heading that asks by when."""
    return speech.say(UNTIL_DAY, day=speech.day(due)) if lasts_until(duty) else speech.day(due)


_OPTIONS: Final = re.compile(r"\s*\((?:--[\w-]+(?:, )?)+\)|\s*\(dualuse [a-z ]+\)")


def without_options(sentence: str) -> str:
    """A sentence of page one without the commands and options in brackets that a terminal says it with: a page is signed, not typed."""
    return _OPTIONS.sub("", sentence)
