"""Page one: what is to be done, who and by when; what it is about in a line each; the place for the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dualuse.assessment.next_steps import (
    forbidding,
)
from dualuse.assessment.text.sentences import reason_in_short
from dualuse.assessment.text.words import RESTS_ON, without_full
from dualuse.documents.blocks import Blanks, Fact, Line, Paragraph, Part, Table, facts, joined, name, text
from dualuse.documents.speech import Speech
from dualuse.dossier.answer_text import ANSWER_ASSUMED, doubtful_items
from dualuse.dossier.document.earlier import EARLIER_ANSWERS, earlier_in_short
from dualuse.dossier.document.shared_blocks import legend, mappings_in, not_stated, nothing_stated
from dualuse.dossier.document.steps import steps_of_page_one, without_options
from dualuse.dossier.document.what import entries_in_short
from dualuse.dossier.document.who import result_of_screening
from dualuse.dossier.document.words import LAW_KNOWN_UP_TO
from dualuse.i18n import N_, labelled
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.assessment import Assessment

_MOST_NAMED: Final = 6
"""Items, parties and lists that a line of page one names."""
_BETWEEN: Final = re.compile(r"\s*; ")
"""Between reasons that stand in one sentence; French sets a space before it."""


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
    doubts = [*doubtful_items(it.classification, it.language)]
    forbids = forbidding(it.determination)
    why = next((reason.text for reason in it.answer if reason.code == "answer.why"), "")
    if not why:
        return (*assumed, *law, *forbids)
    left = why.partition(":")[2].strip().removesuffix(".")
    named = []
    while left:
        reason = next(
            (text_ for text_ in (*law, *doubts) if text_ and left.startswith(text_)),
            _BETWEEN.split(left, 1)[0],
        )
        if not reason:
            break
        named.append(reason)
        left = _BETWEEN.sub("", left[len(reason) :], count=1)
    return (*assumed, *named, *forbids)


def _to_do(it: Assessment, speech: Speech) -> tuple[Table | Paragraph, ...]:
    here, counted = steps_of_page_one(it, speech)
    if not here:
        return tuple(
            block
            for block in nothing_stated(speech, N_("Nothing is left to do."))
            if isinstance(block, Paragraph)
        )
    rows = tuple(
        (
            text(number),
            text(without_options(what[:1].upper() + what[1:])),
            text(who),
            text(when),
        )
        for number, (what, who, when) in enumerate(here, 1)
    )
    head = (
        speech.say(N_("No.")),
        speech.say(N_("What to do")),
        speech.say(N_("Who")),
        speech.say(N_("By when")),
    )
    table = Table(speech.say(N_("Next steps, in order")), head, rows, (1, 14, 4, 4))
    if not counted:
        return (table,)
    return (
        table,
        Paragraph(
            text(speech.say(N_("and {number} more, under “What follows”"), number=len(counted))), quiet=True
        ),
    )


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
    if weakest := RESTS_ON.get(it.verification, ""):
        yield speech.say(N_("Verification")), text(without_full(speech.say(weakest)))
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
