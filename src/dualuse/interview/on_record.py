"""What a dossier records of the items and no rule waits for: offered once nothing more is asked, and never asked by itself.

Art. 27(3) asks for records that hold description and quantity; the value and the customs code stand on page one of a dossier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dualuse.assessment.fields import FIELDS
from dualuse.i18n import N_, Message, render, translate
from dualuse.interview.places import value_at
from dualuse.interview.question import HINTS, Question
from dualuse.interview.state import Interview
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import CUSTOMS_CODE
from dualuse.schema.words import ASKED_OF

LEAVE: Final = N_("Enter leaves it open.")
_DESCRIPTION: Final = N_("What is the item, in your own words?")
_QUANTITY: Final = N_("How much of the item is there, and in which unit?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A field of an item. ``second``: the field that its answer may name too, such as the unit behind a quantity."""

    name: str
    word: str
    kind: str
    text: str
    second: str = ""


_FIELDS: Final = (
    _Field(name="description", word=N_("description"), kind="text", text=_DESCRIPTION),
    _Field(name="quantity", word=N_("quantity"), kind="quantity", text=_QUANTITY, second="unit"),
    _Field(name="value", word=N_("value"), kind="amount", text=FIELDS["items.value"].text, second="currency"),
    _Field(name="cn_code", word=N_("customs code"), kind="customs_codes", text=FACTS[CUSTOMS_CODE].question),
)


def words_lacking(state: Interview, language: str) -> tuple[str, ...]:
    """The words of the fields that an item lacks."""
    items = range(len(state.transaction["items"]))
    return tuple(
        translate(field.word, language)
        for field in _FIELDS
        if any(_lacks(state, position, field.name) for position in items)
    )


def next_on_record(state: Interview, left: frozenset[str], language: str) -> Question | None:
    """The next question on what the items lack; ``left``: places that the person leaves open."""
    questions = (question for question in _questions(state, language) if question.fact not in left)
    return next(questions, None)


def _questions(state: Interview, language: str) -> Iterator[Question]:
    """Item by item; of a quantity or value that was just stated without it, the unit or currency."""
    for position in range(len(state.transaction["items"])):
        for field in _FIELDS:
            if _lacks(state, position, field.name):
                yield _question(state, position, field.name, field.kind, field.text, language)
            elif field.second and _lacks(state, position, field.second):
                second = FIELDS[f"items.{field.second}"]
                yield _question(state, position, field.second, second.kind, second.text, language)


def _lacks(state: Interview, position: int, name: str) -> bool:
    return value_at(state.transaction, f"items[{position}].{name}") is None


def _question(state: Interview, position: int, name: str, kind: str, text: str, language: str) -> Question:
    message = Message(f"question.record.{name}", text)
    hints: dict[str, Any] = {**HINTS, "text": ""}
    return Question(
        fact=f"items[{position}].{name}",
        code=message.code,
        params=message.plain_params(),
        text=render(message, language),
        kind=kind,
        choices=(),
        hint=" ".join(translate(hint, language) for hint in (hints[kind], LEAVE) if hint),
        item=state.transaction["items"][position]["id"],
        asked_of="exporter",
        asked_of_text=translate(ASKED_OF["exporter"], language),
        why=(),
    )
