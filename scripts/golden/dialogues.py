"""Interviews walked through with answers that are the same each time: also "I do not know", and going back."""

from __future__ import annotations

import random
import re
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from dualuse import InputError, interview

from .transactions import words

_DAY: Final = date(2026, 8, 20)
_PLACES: Final = words("JP US CN AE IN TR RU IR BY MM FR XI")
_MOST_STEPS: Final = 60


def plain(value: Any) -> Any:
    """A dataclass of an answer as plain data, as JSON would hold it."""
    return TypeAdapter(type(value)).dump_python(value, mode="json")


def dialogue(
    transaction: dict[str, Any], stated: dict[str, Any], seed: int, language: str
) -> list[dict[str, Any]]:
    """Every step of an interview that begins with ``stated``; ``transaction`` is what the person knows."""
    draw = random.Random(seed)
    state = interview.start(stated, today=_DAY, every_item=seed % 3 == 0)
    steps: list[dict[str, Any]] = []
    while len(steps) < _MOST_STEPS and (question := interview.next_question(state, language)):
        step: dict[str, Any] = {"asked": _question(question)}
        turn = draw.random()
        if turn < 0.08 and steps:
            step["does"] = "back"
            state = interview.back(state)
        elif turn < 0.2:
            step["does"] = "do not know"
            state = interview.dont_know(state, question.fact)
        else:
            value = _answer(question, transaction, draw)
            step["does"] = {"answer": value}
            try:
                state = interview.answer(state, question.fact, value)
            except InputError as error:
                step["refused"] = {"text": str(error)}
                state = interview.dont_know(state, question.fact)
        steps.append({**step, "progress": plain(interview.progress(state, language))})
    end = {
        "open": [_question(question) for question in interview.open_points(state, language)],
        "saved": interview.saved(state),
        "determination": plain(interview.determination(state)),
    }
    return [*steps, {"end": end}]


def _question(question: Any) -> dict[str, Any]:
    """A question as plain data; every sentence in it stands under ``text``."""
    data = asdict(question)
    return {**data, "hint": {"text": data["hint"]}, "asked_of_text": {"text": data["asked_of_text"]}}


def _answer(question: Any, transaction: dict[str, Any], draw: random.Random) -> Any:
    known = _value_at(transaction, question.fact)
    match question.kind:
        case "narrower" if question.choices:
            return [draw.choice(question.choices).value]
        case _ if known is not None:
            return known
        case "decision":
            return {"result": draw.choice(question.choices).value, "date": _DAY.isoformat()}
        case "place":
            return draw.choice(_PLACES)
        case "amount":
            return "4900.00"
        case "currency":
            return "EUR"
        case _ if question.choices:
            return draw.choice(question.choices).value
        case _:
            return []


def _value_at(data: Any, place: str) -> Any:
    """The value at a place such as ``items[0].entries``; None where there is none."""
    for part in re.findall(r"[^.\[\]]+", place):
        try:
            data = data[int(part)] if isinstance(data, list) else data[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return data
