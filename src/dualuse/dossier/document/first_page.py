"""Page one: what is to be done, who and by when; what it is about in a line each; the place for the signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dualuse.assessment.next_steps import (
    APPLY_IF_NOT_COVERED,
    APPLY_LATER,
    NOT_YET,
    authority_if_not_covered,
    authority_not_to_apply_to_yet,
    authority_to_apply_to,
    forbidding,
    is_carried_out,
    is_forbidden,
    is_idle,
    is_premature,
)
from dualuse.assessment.text.assumed import EXAMINE_ASSUMED, examines_assumed
from dualuse.assessment.text.sentences import asked_together, reason_in_short
from dualuse.assessment.text.step_sentences import (
    ban_steps,
    codes_step,
    duties_by_day,
    place_of_upkeep,
    upkeep_steps,
)
from dualuse.assessment.text.words import (
    AT_ONCE,
    BEFORE_YOU_PROCEED,
    IF_USED,
    SCREEN_THE_PARTIES,
    SCREEN_WHO_WAS_NOT,
    WITH_DECLARATION,
)
from dualuse.documents.blocks import Blanks, Fact, Line, Paragraph, Part, Table, facts, joined, name, text
from dualuse.documents.speech import Speech
from dualuse.dossier.answer_text import ANSWER_ASSUMED
from dualuse.dossier.document.consequences import day_of_duty, undated
from dualuse.dossier.document.earlier import EARLIER_ANSWERS, earlier_in_short
from dualuse.dossier.document.shared_blocks import legend, mappings_in, not_stated, nothing_stated
from dualuse.dossier.document.what import entries_in_short
from dualuse.dossier.document.who import result_of_screening
from dualuse.dossier.document.words import LAW_KNOWN_UP_TO
from dualuse.i18n import N_, labelled, translate
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.assessment import Assessment
from dualuse.schema.determination import Determination, Obligation
from dualuse.schema.screening import IS_IT_LISTED, ScreeningHit
from dualuse.schema.words import ASKED_OF, DONE_BY, supplier

_MOST_STEPS: Final = 8
_MOST_NAMED: Final = 6
"""Items, parties and lists that a line of page one names."""
_BETWEEN: Final = re.compile(r"\s*; ")
"""Between reasons that stand in one sentence; French sets a space before it."""
_NESTED: Final = re.compile(r"\(([^()]*) \(([^()]+)\)\)")
"""Brackets within brackets: an authority with its short name, "(Office of Exports (OE))"."""
Step = tuple[str, str, str]
"""What is to be done, by whom, until when."""


def first_page(it: Assessment, speech: Speech) -> tuple[Part, ...]:
    """The parts of page one after the answer."""
    return (
        Part(text(speech.say(N_("To do: who, by when"))), _to_do(it, speech), id="to-do"),
        Part(text(speech.say(N_("In short"))), (facts(in_short(it, speech)),), id="in-short"),
        Part(
            text(speech.say(N_("Signature"))),
            (
                Blanks(
                    (
                        speech.say(N_("Name and function")),
                        speech.say(N_("Place and day")),
                        speech.say(N_("Signature")),
                    )
                ),
                Paragraph(legend(speech), quiet=True),
            ),
            id="signature",
        ),
    )


def reasons(it: Assessment) -> tuple[str, ...]:
    """The reasons that the answer names, one by one, what was only assumed before them; those of the law as they stand in the determination."""
    assumed = [reason.text for reason in it.answer if reason.code == ANSWER_ASSUMED]
    law = [reason_in_short(reason, it.determination) for reason in it.determination.release_because]
    forbids = forbidding(it.determination)
    why = next((reason.text for reason in it.answer if reason.code == "answer.why"), "")
    if not why:
        return (*assumed, *law, *forbids)
    left = why.partition(":")[2].strip().removesuffix(".")
    named = []
    while left:
        reason = next(
            (text_ for text_ in law if text_ and left.startswith(text_)), _BETWEEN.split(left, 1)[0]
        )
        if not reason:
            break
        named.append(reason)
        left = _BETWEEN.sub("", left[len(reason) :], count=1)
    return (*assumed, *named, *forbids)


_OPTIONS: Final = re.compile(r"\s*\((?:--[\w-]+(?:, )?)+\)|\s*\(dualuse [a-z ]+\)")


def without_options(sentence: str) -> str:
    """A sentence of page one without the commands and options in brackets that a terminal says it with: a page is signed, not typed."""
    return _OPTIONS.sub("", sentence)


def _to_do(it: Assessment, speech: Speech) -> tuple[Table | Paragraph, ...]:
    to_do = list(steps(it, speech))
    if not to_do:
        return tuple(
            block
            for block in nothing_stated(speech, N_("Nothing is left to do."))
            if isinstance(block, Paragraph)
        )
    # One more takes no more room than the line that counts it.
    number_shown = _MOST_STEPS + (len(to_do) == _MOST_STEPS + 1)
    rows = tuple(
        (
            text(number),
            text(without_options(what[:1].upper() + what[1:])),
            text(who),
            text(when),
        )
        for number, (what, who, when) in enumerate(to_do[:number_shown], 1)
    )
    head = (
        speech.say(N_("No.")),
        speech.say(N_("What to do")),
        speech.say(N_("Who")),
        speech.say(N_("By when")),
    )
    table = Table(speech.say(N_("Next steps, in order")), head, rows, (1, 14, 4, 4))
    more = len(to_do) - number_shown
    if more <= 0:
        return (table,)
    return (
        table,
        Paragraph(text(speech.say(N_("and {number} more, under “What follows”"), number=more)), quiet=True),
    )


def steps(it: Assessment, speech: Speech) -> Iterator[Step]:
    """What is to be done, the first of it first, with days as the page writes them."""
    return (
        (_NESTED.sub(r"(\1, \2)", speech.with_days(what)), who, speech.with_days(when))
        for what, who, when in _steps(it, speech)
    )


def _steps(it: Assessment, speech: Speech) -> Iterator[Step]:
    determination = it.determination
    actor = speech.say(DONE_BY[supplier(it.transaction.get("activity"))])
    for step in ban_steps(determination):
        yield step, actor, speech.say(AT_ONCE)
    notify = next((reason.text for reason in it.answer if reason.code == "answer.notify"), "")
    if notify:
        yield notify.partition(":")[2].strip().removesuffix("."), actor, speech.say(BEFORE_YOU_PROCEED)
    yield from _on_lists(it, speech)
    if not is_forbidden(determination):
        yield from _on_items(it, speech)
    now = speech.say(BEFORE_YOU_PROCEED)
    for missing in asked_together(determination.missing):
        yield missing.question, speech.word(ASKED_OF, missing.asked_of), now
    if not is_forbidden(determination):
        yield from _of_diligence(it, speech)
    if not is_forbidden(determination):
        yield from _not_examined(determination, speech)
    yield from _of_law(it, speech)


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
        named = speech.semicolon.join([*near[:_MOST_NAMED], *(["…"] if len(near) > _MOST_NAMED else [])])
        text_ = N_("settle what is in force and was not examined: {acts}")
        officer = speech.say(DONE_BY["export_control_officer"])
        yield speech.say(text_, acts=named), officer, speech.say(BEFORE_YOU_PROCEED)


def _of_law(it: Assessment, speech: Speech) -> Iterator[Step]:
    """Applications, and what else the law asks, by its day; lists and law are brought up to date among them."""
    determination, diligence = it.determination, it.diligence
    now = speech.say(BEFORE_YOU_PROCEED)
    actor = speech.say(DONE_BY[supplier(it.transaction.get("activity"))])
    if authority := authority_to_apply_to(determination, diligence):
        yield speech.say(APPLY_LATER, authority=authority), actor, now
    if authority := authority_not_to_apply_to_yet(determination, diligence):
        yield speech.say(NOT_YET, authority=authority), actor, now
    if authority := authority_if_not_covered(determination):
        yield speech.say(APPLY_IF_NOT_COVERED, authority=authority), actor, now
    to_do = (
        duty
        for duty in determination.obligations
        if (determination.range[1] == "general_authorisation" or not duty.authorisation)
        and not is_carried_out(duty, determination, diligence)
        and not is_idle(duty, determination, diligence)
        and not is_premature(duty, determination)
    )
    by_day = duties_by_day(to_do)
    upkeep = place_of_upkeep((duty for duty, _ in by_day), day=determination.date, release=it.release)
    yield from (_of_duty(*row, it, speech) for row in by_day[:upkeep])
    officer = speech.say(DONE_BY["export_control_officer"])
    yield from ((step, officer, now) for step in upkeep_steps(determination))
    yield from (_of_duty(*row, it, speech) for row in by_day[upkeep:])
    waits = authority_not_to_apply_to_yet(determination, diligence)
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


def in_short(it: Assessment, speech: Speech) -> Iterator[Fact]:
    """What is sold to whom for how much, who was screened, and how old lists and law are: a line each."""
    items = [
        joined([text(item.item), name(item.description), entries_in_short(item, speech)])
        for item in it.classification
    ]
    yield speech.say(N_("Items")), _named(items, speech)
    parties = [
        joined(
            [
                text(speech.word(ROLE_WORDS, str(party.get("role", "")))),
                joined([name(party.get("name") or "–"), text(party.get("country") or "")], ", "),
            ],
            speech.colon,
        )
        for party in mappings_in(it.transaction, "parties")
    ]
    yield speech.say(N_("Parties")), _named(parties, speech)
    exporter = it.transaction.get("exporter")
    if isinstance(exporter, Mapping) and exporter.get("name"):
        yield speech.say(N_("Exporter")), name(exporter["name"])
    place = it.transaction.get("destination")
    where = text(speech.place(place) if place else speech.say(N_("destination not stated")))
    values = _values(mappings_in(it.transaction, "items"), speech)
    yield speech.say(N_("Value and destination")), joined([text(values), where])
    screening = it.determination.screening
    yield speech.say(N_("Screening")), result_of_screening(it, speech)
    lists = [
        text(
            labelled(
                used.list, speech.say(N_("edition of {day}"), day=speech.day(used.dated)), speech.language
            )
            if used.dated
            else used.list
        )
        for used in screening.lists
    ]
    # How many days old a list may be counts from when its address last gave it, which no dossier knows: it is said of its edition only.
    none = text(speech.say(N_("none: no list was compared with")))
    yield speech.say(N_("Lists")), _named(lists, speech) if lists else none
    age = it.determination.law_age
    accepted = (
        speech.say(N_("accepted by {person}"), person=age.accepted_by) if age and age.accepted_by else ""
    )
    # The day that holds a release for old law, as the reasons and the sources say it, not that on which the answer was made.
    of_law = text(_age(it.determination.law.current_to, it.determination.date, speech))
    yield speech.say(LAW_KNOWN_UP_TO), joined([of_law, name(accepted)], ", ")
    if it.earlier:
        yield speech.say(EARLIER_ANSWERS), text(earlier_in_short(it, speech))
    if it.assessed_by:
        yield speech.say(N_("Assessed by")), name(it.assessed_by)


def _named(lines: list[Line], speech: Speech) -> Line:
    """The first of them on one line, with a count of the others."""
    more = len(lines) - _MOST_NAMED
    rest = [text(speech.say(N_("and {number} more"), number=more))] if more > 0 else []
    return joined([*lines[:_MOST_NAMED], *rest], speech.semicolon) or not_stated(speech)


def _values(items: list[Mapping[str, Any]], speech: Speech) -> str:
    """The sum in each currency; what is no amount stands as stated, and an item without a value is told."""
    unstated = sum(item.get("value") is None for item in items)
    if unstated == len(items):
        return speech.say(N_("value not stated"))
    amounts = _amounts(items, speech)
    if not unstated:
        return amounts
    without = speech.say(N_("items without a stated value: {number}"), number=unstated)
    return f"{amounts} ({without})"


def _amounts(items: list[Mapping[str, Any]], speech: Speech) -> str:
    sums: dict[object, Decimal] = {}
    for item in items:
        if item.get("value") is None:
            continue
        try:
            sums[item.get("currency")] = sums.get(item.get("currency"), Decimal()) + Decimal(
                str(item["value"])
            )
        except InvalidOperation:
            return speech.semicolon.join(str(row["value"]) for row in items if row.get("value") is not None)
    return " + ".join(speech.money(value, currency) for currency, value in sums.items())


def _age(day: str, today: str, speech: Speech) -> str:
    try:
        days = (date.fromisoformat(today) - date.fromisoformat(day[:10])).days
    except ValueError:
        return day
    if days < 0:
        return speech.day(day)
    if not days:
        return speech.day(day)
    return speech.say(N_("{day}, {number} days before the day judged"), day=speech.day(day), number=days)
