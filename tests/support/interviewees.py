"""Persons who answer interviews in tests: each knows a whole transaction, and answers from it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dualuse import interview
from dualuse.i18n.places import place_names
from dualuse.interview.places import value_at
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS

DAY = date(2026, 8, 20)
EDITION = outline()
assert EDITION is not None
NARROW = sorted(code for code in EDITION.codes if not EDITION.children(code))
PLACES = [code for code in sorted(place_names()) if len(code) == 2]
FREQUENT = ["US", "JP", "CN", "AE", "IN", "TR", "BR", "KR", "IL", "RU", "IR", "BY", "MM", "FR", "XI", "SY"]
ACTIVITIES = ["export", "brokering", "technical_assistance", "transit", "intra_union_transfer"]
CUSTOMS_CODES = [
    "0901211111",
    "7318151111",
    "8471301111",
    "8526911111",
    "8802201111",
    "8411111111",
    "2710191111",
]
"""In no annex of a measure, and in some of them."""
LEVELS = ["none", "suspects", "aware", "informed"]


def complete_transaction(rng: random.Random) -> dict[str, Any]:
    """A transaction with every field stated, mostly harmless, sometimes not; the end user is where the items go."""
    transaction = _complete(rng)
    transaction["parties"][0]["country"] = transaction["destination"]
    return transaction


def _complete(rng: random.Random) -> dict[str, Any]:
    return {
        "date": DAY.isoformat(),
        "activity": rng.choices(ACTIVITIES, [6, 1, 1, 1, 1])[0],
        "manner": rng.choices(["permanent", "exhibition", "after_repair", "electronic"], [7, 1, 1, 1])[0],
        "exporter": {"country": rng.choice(["DE", "FR", "NL", "SE", "PL"]), "icp": rng.random() < 0.7},
        "items": [complete_item(rng)],
        "destination": rng.choice(FREQUENT if rng.random() < 0.7 else PLACES),
        "parties": [
            {
                "role": "end_user",
                "name": "Example Works",
                "service": rng.choices(["none", "police", "military", "paramilitary"], [8, 1, 1, 1])[0],
            }
        ],
        "knowledge": {ground: rng.choices(LEVELS, [85, 7, 5, 3])[0] for ground in GROUNDS},
        "circumstances": {name: rng.random() < 0.5 for name in CIRCUMSTANCES},
        "dispatched_from": "DE",
        "located_in": "DE",
    }


def complete_item(rng: random.Random) -> dict[str, Any]:
    """An item with every field stated."""
    return {
        "entries": rng.choice([[], [rng.choice(NARROW)], [rng.choice(NARROW)]]),
        "cyber_surveillance": rng.random() < 0.15,
        "national_entries": rng.choice([[], [], ["DE:5A902"], ["PL:7.1"]]),
        "kind": "goods",
        "value": rng.choice(["1000", "90000.50"]),
        "currency": rng.choice(["EUR", "EUR", "USD"]),
        "quantity": rng.choice(["1", "200"]),
        "unit": "piece",
        "cn_code": rng.choice(CUSTOMS_CODES),
    }


Person = Callable[[interview.Question], Any]


def person_who_knows(transaction: dict[str, Any], seed: int) -> Person:
    """Answers from ``transaction``; what has no field in it is made up, always the same.

    Of a customs code the heading may come first, and more digits when they are asked for.
    """

    def answer(question: interview.Question) -> Any:
        rng = random.Random(f"{seed} {question.fact}")
        if question.kind == "narrower":
            return [rng.choice(question.choices).value]
        stated = value_at(transaction, question.fact)
        if question.kind == "customs_codes" and question.code != "question.narrower":
            return stated[: rng.choice([4, 8, 10])]
        if stated is not None:
            return stated
        if question.fact.endswith("answers.item.national_own"):
            # Asked where the State is not known: its own entries are told by its code, and with it comes its value limit.
            return False
        if question.kind == "decision":
            decided = {"result": rng.choice(question.choices).value, "date": DAY.isoformat()}
            asked_for_uses = question.code == "question.authority_decisions.uses"
            return decided | ({"uses": list(question.params["uses"])} if asked_for_uses else {})
        if question.kind == "place":
            return rng.choice(FREQUENT)
        if question.kind == "name":
            return "Example Works"
        assert question.choices, question
        return rng.choice(question.choices).value

    return answer


def finished(state: interview.Interview, person: Person, limit: int = 80) -> interview.Interview:
    """The interview held to its end."""
    for _ in range(limit):
        question = interview.next_question(state)
        if question is None:
            return state
        state = interview.answer(state, question.fact, person(question))
    raise AssertionError("the interview does not end")


def name_of(place: str) -> str:
    """How ``missing`` of a determination calls a place: without positions, and without ``answers``."""
    plain = re.sub(r"\[\d+\]", "", place)
    if plain.startswith("authority_decisions"):
        return "authority_decisions"
    return re.sub(r"^(items\.)?answers\.", "", plain)
