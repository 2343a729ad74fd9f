"""A question as a person or a page shows it: its words, its allowed answers, who knows, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.assessment.fields import FIELDS, Field
from dualuse.assessment.text.words import range_words
from dualuse.i18n import N_, render, translate
from dualuse.i18n.statuses import ANSWER
from dualuse.interview.open_questions import is_narrowing, judged, open_fields
from dualuse.interview.ranking import best_field
from dualuse.interview.reasons import Reason, reasons
from dualuse.interview.state import Interview
from dualuse.law.eu_2021_821.control_list import edition_record, outline, title
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.schema.words import ASKED_OF

YES_OR_NO: Final[dict[bool, str]] = {True: ANSWER.short["yes"], False: ANSWER.short["no"]}
HINTS: Final[dict[str, str]] = {
    "place": N_("A country or territory: its code or its name, such as AE."),
    "codes": N_("Codes such as 5A001.f.1, with commas between them; none: classified, and not listed."),
    "narrower": N_("A code under the one given; several with commas between them."),
    "national_codes": N_(
        "The State and the code, such as DE:5A902, with commas between them; none: checked, and none names it."
    ),
    "amount": N_("Digits with a point, such as 180000.00; the currency may stand behind them."),
    "quantity": N_("A number and the unit behind it, such as 2 pieces or 5.5 kg."),
    "currency": N_("Three letters, such as EUR."),
    "customs_codes": N_(
        "Digits of the Combined Nomenclature, such as 84713000; four are enough where they settle it."
    ),
    "decision": N_(
        "And the day of the decision, such as 2026-08-20. Only one that was given for these items, these end users and consignees,"
        " and the use that is known or suspected is meant; what was decided on others answers nothing here."
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An allowed answer and its words."""

    value: Any
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question. ``fact``: the place where the answer goes, to be given to ``answer``.

    ``kind``: ``flag``, ``choice``, ``level``, ``place``, ``codes``, ``narrower`` (codes), ``national_codes``,
    ``amount``, ``quantity``, ``currency``, ``text``, ``decision``, or of those who take part ``name`` and ``party``. ``choices``: the allowed answers; for the kinds that take text, ``hint``
    says how it is written, and choices (of ``narrower``: the codes next below) are suggestions. ``item``: id of the
    item it is about, None for the whole transaction. ``asked_of``: ``exporter``, ``end_user``, ``authority`` or
    ``lawyer``. ``code`` and ``params`` are the same in every language.
    """

    fact: str
    code: str
    params: dict[str, Any]
    text: str
    kind: str
    choices: tuple[Choice, ...]
    hint: str
    item: str | None
    asked_of: str
    asked_of_text: str
    why: tuple[Reason, ...]


def next_question(state: Interview, language: str = "en") -> Question | None:
    """The question that settles most for the least trouble.

    None when the outcome is settled, and when only what the person does not know could still move it.
    """
    field = best_field(state)
    return question_at(state, field, language) if field else None


def open_points(state: Interview, language: str = "en") -> tuple[Question, ...]:
    """What the person did not know and could still move the outcome, each as a question that others may answer."""
    standing = judged(state)
    unknown = set(state.unknown)
    fields = {
        field.place: field
        for _, of_group in open_fields(state, standing)
        for field in of_group
        if field.place in unknown
    }
    return tuple(question_at(state, fields[place], language) for place in state.unknown if place in fields)


def question_at(state: Interview, field: Field, language: str) -> Question:
    """The question that ``field`` answers."""
    kind = _kind(state, field)
    hint = translate(HINTS[kind], language) if kind in HINTS else ""
    return Question(
        fact=field.place,
        code=field.question.code,
        params=field.question.plain_params(),
        text=render(field.question, language),
        kind=kind,
        choices=_choices(state, field, kind, language),
        hint=hint,
        item=None if field.item is None else state.transaction["items"][field.item]["id"],
        asked_of=field.asked_of,
        asked_of_text=translate(ASKED_OF[field.asked_of], language),
        why=reasons(state, field.settles, language),
    )


def _kind(state: Interview, field: Field) -> str:
    if field.name == "items.entries" and is_narrowing(state, field):
        return "narrower"
    if field.name.startswith("authority_decisions"):
        return "decision"
    if field.name in FIELDS:
        return FIELDS[field.name].kind
    fact = field.name.replace("items.", "item.", 1)
    return FACTS[fact].kind if fact in FACTS else "flag"


def _choices(state: Interview, field: Field, kind: str, language: str) -> tuple[Choice, ...]:
    match kind:
        case "flag":
            words: dict[Any, str] = dict(YES_OR_NO)
        case "decision":
            words = dict(DECIDED[field.place.partition(".")[2]].choices)
        case "narrower":
            return tuple(_narrower(field.question.params["codes"], state.day, language))
        case _:
            known = FIELDS.get(field.name) or FACTS.get(field.name)
            words = dict(known.values) if known else {}
    return tuple(Choice(value, translate(word, language)) for value, word in words.items())


def _narrower(codes: Iterable[str], day: date, language: str) -> Iterator[Choice]:
    """The codes directly under those that are too wide, with our titles."""
    edition = outline(edition_record(day)) or outline()
    assert edition is not None
    return (Choice(child, title(child, language) or "") for code in codes for child in edition.children(code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an interview is: the range so far (least, most) and in words, and how much was answered.

    ``settled``: both ends meet, of the transaction or, where that was asked for, of every item. ``open_items``: ids of
    the items whose own outcome is open, which may be so although the transaction as a whole is settled.
    """

    range: tuple[str, str]
    text: str
    settled: bool
    open_items: tuple[str, ...]
    answered: int
    unknown: int


def progress(state: Interview, language: str = "en") -> Progress:
    """How far the interview is."""
    standing = judged(state)
    ends = (standing.low.word, standing.high.word)
    return Progress(
        range=ends,
        text=range_words(*ends, language),
        settled=standing.settled(state.every_item),
        open_items=tuple(
            item.id or ""
            for item, outcome in zip(standing.transaction.items, standing.outcomes, strict=True)
            if not outcome.final
        ),
        answered=len(state.answered),
        unknown=len(state.unknown),
    )
