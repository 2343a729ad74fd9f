"""What of the acts is known and not executed: asked for last, point by point, where nothing else stands in
the way.

The answer moves no provision: it says whether the item may leave
(``assessment/release_holds/unexecuted.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from dualuse.assessment.check import points_left
from dualuse.assessment.determination.preconditions import DONE_UNSTATED
from dualuse.assessment.duties_by_code import WAITS_FOR_CODE
from dualuse.assessment.fields import Field
from dualuse.assessment.judgement import judged
from dualuse.assessment.listed.evidence import LEFT_OUT, PartyScreener
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.release_holds.unexecuted import point_of
from dualuse.assessment.warnings.diversion import is_asked_about_the_way
from dualuse.i18n import N_, Message, fill, render, semicolon, translate
from dualuse.interview.question import YES_OR_NO, Choice, Question, question_at
from dualuse.interview.state import Interview
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS
from dualuse.law.language.provision import Effect
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.schema.reading.validation import DONE, checked_transaction
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import ASKED_OF

_REACHES: Final = N_(
    "{act}: does this forbid the transaction, or ask for an authorisation that is not in hand?"
)
_NOT_EXECUTED: Final = N_(
    "For counsel, or who knows this act: the program does not decide it. Answer yes or no only as they tell you; “unknown” keeps the question open,"
    " and the answer asks. What it is about: {why}"
)


def points_of_acts(
    state: Interview, screener: PartyScreener | InstalledLists | None
) -> tuple[NotExaminedRow, ...]:
    """The points that the answer would name as left to a person, those not known by the person among them."""
    transaction = checked_transaction(dict(state.transaction), state.day)
    return points_left(transaction, state.day, screener, state.rules)


def question_of_the_way(state: Interview, language: str) -> Question | None:
    """The question on onward export where a "go" waits for its answer and no provision does; None where it
    was asked."""
    transaction = checked_transaction(dict(state.transaction), state.day)
    if _ONWARD in state.unknown:
        return None
    of_goods = is_asked_about_the_way(transaction, state.day)
    if not of_goods and not _waits_beside_a_decision(transaction, state):
        return None
    question = Message(f"question.{_ONWARD}", FACTS[_ONWARD].question)
    field = Field(place=_ONWARD, name=_ONWARD, question=question, asked_of="exporter", settles=())
    of_field = question_at(state, field, language)
    return replace(of_field, hint=translate(_WHY_THE_WAY, language)) if of_goods else of_field


def _waits_beside_a_decision(transaction: Transaction, state: Interview) -> bool:
    """Whether a decision is stated, and something hangs on onward export, of which nothing is."""
    if not transaction.authority_decisions:
        return False
    answer = judged(transaction, state.day, "en", (), LEFT_OUT, rules=state.rules)
    return any(
        _ONWARD in message.params["fields"]
        for message in answer.because
        if message.code == "decision_use_unstated"
    )


_ONWARD: Final = "knowledge.reexport"
_WHY_THE_WAY: Final = N_(
    "Also to Russia or Belarus: goods of this customs code are looked for there, and often go on from where these go."
)


def question_of_code(state: Interview, language: str) -> Question | None:
    """The question for the customs code of an item where acts that go by the code reach it and none is known well enough.

    A ban that waits for the code is asked about before; here the seller's own duties do, also where a way is not known that a ban
    goes by. None where no code is waited for, what is waited for is forbidden anyway, or each was asked.
    """
    transaction = checked_transaction(dict(state.transaction), state.day)
    answer = judged(transaction, state.day, language, (), LEFT_OUT, rules=state.rules)
    items = [item.id for item in transaction.items]
    for message in answer.warnings:
        if message.code != WAITS_FOR_CODE or "questions" in message.params:
            continue
        position = items.index(message.params["id"])
        place = f"items[{position}].cn_code"
        if place in state.unknown or answer.outcomes[position].low is Effect.PROHIBITED:
            continue
        question = Message("question.items.cn_code", FACTS[CUSTOMS_CODE].question)
        field = Field(
            place=place,
            name="items.cn_code",
            question=question,
            asked_of="exporter",
            settles=(),
            item=position,
        )
        of_field = question_at(state, field, language)
        acts = dict.fromkeys(citation.partition(", ")[0] for citation in message.params["duties"])
        why = fill(
            _WHY_THE_CODE, language, acts=semicolon(language).join(translate(act, language) for act in acts)
        )
        return replace(of_field, hint=f"{of_field.hint} {why}")
    return None


_WHY_THE_CODE: Final = N_("Duties of the seller depend on the full code ({acts}).")


def question_before_use(state: Interview, language: str) -> Question | None:
    """The question whether what a general authorisation asks before its first use was done; None where each
    was asked."""
    transaction = checked_transaction(dict(state.transaction), state.day)
    answer = judged(transaction, state.day, language, (), LEFT_OUT, rules=state.rules)
    for message in answer.because:
        for name in message.params["answers"] if message.code == DONE_UNSTATED else ():
            place = f"answers.{name}"
            if place not in state.unknown:
                asked = Message(
                    "question.done", _DONE, {**message.params, "authorisation": name.removeprefix(DONE)}
                )
                return _flag(place, asked, "", "exporter", language)
    return None


_DONE: Final = N_(
    "Before the first use of {authorisation} the exporter must do this once: {duties}. Has it been done? (no: it cannot be used yet)"
)


def next_point(state: Interview, rows: Iterable[NotExaminedRow], language: str) -> Question | None:
    """The next question on one of ``rows``; None where each was asked."""
    places = {f"answers.{point_of(row)}": row for row in reversed(tuple(rows))}
    asked = (place for place in reversed(places) if place not in state.unknown)
    place = next(asked, None)
    return None if place is None else _question(place, places[place], language)


def _question(place: str, row: NotExaminedRow, language: str) -> Question:
    names = [translate(name, language) for name in (row.act, row.article) if name]
    message = Message("question.unexecuted", _REACHES, {"act": ", ".join(names)})
    why = Message("question.unexecuted.why", _NOT_EXECUTED, {"why": Message("not_examined.why", row.why)})
    return _flag(place, message, render(why, language), "lawyer", language)


def _flag(place: str, message: Message, hint: str, asked_of: str, language: str) -> Question:
    return Question(
        fact=place,
        code=message.code,
        params=message.plain_params(),
        text=render(message, language),
        kind="flag",
        choices=tuple(Choice(value, translate(word, language)) for value, word in YES_OR_NO.items()),
        hint=hint,
        item=None,
        asked_of=asked_of,
        asked_of_text=translate(ASKED_OF[asked_of], language),
        why=(),
    )
