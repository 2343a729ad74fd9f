"""Reasons: a deciding leaf of a condition as a sentence with a code and parameters.

Of one case (``reason``), or without its values, so that the sentence holds for every row of a table alike
(``general_reason``).
"""

from __future__ import annotations

from typing import Any, Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS, FactDefinition
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED, OTHER_COUNTRIES
from dualuse.law.language.logic import (
    LEVELS,
    AnyCode,
    AtLeast,
    EveryCode,
    Facts,
    Flag,
    InPlaces,
    Is,
    Leaf,
    Truth,
)
from dualuse.law.measures.goods.gathering import gathers
from dualuse.law.measures.provisions import asked_of_annex, measure_questions, price_questions

_NOT_YES: Final = N_("not answered with yes: {question}")
_OPEN: Final = N_("not known: {question}")

_OF_ITEMS: Final = {"item.entries": "items.entries", CUSTOMS_CODE: "items.cn_code"}
"""Facts of one item that the list of items states."""


def contract_name(fact: str) -> str:
    """The name that the contract gives to ``fact``: of a derived one the field that answers it."""
    if fact.startswith(("decision.", "authority.")):
        return "authority_decisions"
    if fact.startswith("option."):
        return ".".join(fact.split(".")[:2])
    declared = derived_facts().get(fact)
    return declared.stated_as if declared else _OF_ITEMS.get(fact, fact)


def question_of(fact: str) -> Message:
    """The question that ``fact`` answers; also for answers about parts and places."""
    if fact in FACTS:
        return Message(f"question.{fact}", FACTS[fact].question)
    if fact in price_questions():
        return price_questions()[fact]
    asked = asked_of_annex(fact)
    if asked in measure_questions():
        return Message(f"question.{asked}", measure_questions()[asked].text)
    raise KeyError(fact)


def _holds(truth: Truth) -> str:
    return "unknown" if truth is None else "yes" if truth else "no"


def reason(leaf: Leaf, truth: Truth, facts: Facts) -> Message:
    """Why ``leaf`` is true, false or unknown."""
    match leaf:
        case AnyCode(_, codes) | EveryCode(_, codes):
            return _code_reason(leaf, truth, facts, codes)
        case InPlaces():
            return _place_reason(leaf, truth, facts)
        case Flag(fact) if fact not in FACTS:
            question = question_of(fact)
            no = _NOT_YES if fact.startswith("named.") else N_("no to: {question}")
            text = {True: N_("yes to: {question}"), False: no, None: _OPEN}[truth]
            return Message(fact, text, {"question": question, "holds": _holds(truth)})
        case Flag(fact) if fact.startswith(TOLD) and not truth:
            text = N_("not stated: {question}")
            return Message(contract_name(fact), text, {"question": question_of(fact), "holds": _holds(truth)})
        case Flag(fact):
            definition = FACTS[fact]
            if truth is None:
                return _open(definition)
            # Answers name the field here, as those recorded before it was derived do.
            code = contract_name(fact) if fact == IN_FREE_ZONE else fact
            return Message(code, definition.yes if truth else definition.no, {"holds": _holds(truth)})
        case Is(fact, _) | AtLeast(fact, _):
            definition = FACTS[fact]
            value = facts.get(fact)
            if value is None:
                return _open(definition)
            word = Message(value, definition.values[value])
            return Message(fact, definition.yes, {"value": word, "holds": _holds(truth)})
    raise TypeError(f"not a leaf: {leaf!r}")


def _open(definition: FactDefinition) -> Message:
    question = Message(f"question.{definition.name}", definition.question)
    return Message(contract_name(definition.name), _OPEN, {"question": question, "holds": "unknown"})


_ONE_PLACE: Final[dict[Truth, str]] = {
    True: N_("{statement}: it belongs to {list}"),
    False: N_("{statement}: it does not belong to {list}"),
    None: N_("{statement}: whether it belongs to {list} is for a person to say"),
}
_SEVERAL_PLACES: Final[dict[Truth, str]] = {
    True: N_("{statement}: at least one of them belongs to {list}"),
    False: N_("{statement}: none of them belongs to {list}"),
    None: N_("{statement}: whether one of them belongs to {list} is for a person to say"),
}


def _place_reason(leaf: InPlaces, truth: Truth, facts: Facts) -> Message:
    """Among facts that hold places: the unknown one, or else all that are stated."""
    stated = [(name, facts.get(name)) for name in leaf.facts]
    if truth is None:
        for name, value in stated:
            if value is None:
                return _open(FACTS[name])
    values = list(dict.fromkeys(place for _, value in stated for place in _places(value)))
    names = tuple(PlaceName(place) for place in values)
    statement = Message(leaf.fact, _statement(leaf, stated), {"value": names})
    if not values:
        return Message(contract_name(leaf.fact), FACTS[leaf.fact].no, {"holds": _holds(truth)})
    label = getattr(leaf.places, "label", None) or Message("places", str(leaf.places))
    return Message(
        leaf.fact,
        (_ONE_PLACE if len(names) <= 1 else _SEVERAL_PLACES)[truth],
        {
            "statement": statement,
            "value": names[0] if len(names) == 1 else names,
            "list": label,
            "holds": _holds(truth),
        },
    )


def _places(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _statement(leaf: InPlaces, stated: list[tuple[str, Any]]) -> str:
    """The sentence that says where the items go, or where they go and who buys and receives them."""
    places = {place for _, value in stated for place in _places(value)}
    if len(places) <= 1:
        return FACTS[leaf.fact].yes
    return N_("the countries of destination, purchaser and parties are {value}")


def _code_reason(leaf: AnyCode | EveryCode, truth: Truth, facts: Facts, codes: object) -> Message:
    held: tuple[str, ...] | None = facts.get(leaf.fact)
    assert isinstance(codes, CodeSet)
    if held is None:
        return _open(FACTS[leaf.fact])
    stated_at = contract_name(leaf.fact)
    if not held:
        return Message(stated_at, FACTS[ITEM_LISTED].no, {"holds": _holds(truth)})
    decisive = tuple(code for code in held if codes.covers(code, facts) is truth) or held
    params = {"codes": decisive, "list": codes.label, "holds": _holds(truth)}
    if truth is not None:
        text = N_("{codes} belongs to {list}") if truth else N_("{codes} does not belong to {list}")
        return Message(stated_at, text, params)
    questions = open_parts(codes, decisive, facts)
    if questions:
        texts = tuple(question for _, question in questions)
        return Message(
            questions[0][0],
            N_("{list} takes only a part of {codes}: {question}"),
            {**params, "question": texts},
        )
    text = (
        N_("{codes} gathers goods of many kinds, which {list} may name: their own customs code is needed")
        if leaf.fact == CUSTOMS_CODE and any(map(gathers, decisive))
        else N_("{codes} is wider than what {list} names: more digits are needed")
        if leaf.fact == CUSTOMS_CODE
        else N_("{codes} is wider than what {list} names: the narrower provision is needed")
    )
    return Message(stated_at, text, params)


def open_parts(codes: CodeSet, held: tuple[str, ...], facts: Facts) -> list[tuple[str, Message]]:
    """The unanswered questions about parts of ``held`` that ``codes`` takes: name of the fact and
    question."""
    unanswered = []
    for code in held:
        for fact in codes.questions(code):
            question = codes.question(fact)
            if question is not None and facts.get(fact) is None:
                unanswered.append((fact, question))
    return unanswered


_DESTINATION: Final[dict[Truth, str]] = {
    True: N_("the destination belongs to {list}"),
    False: N_("the destination does not belong to {list}"),
    None: N_("whether the destination belongs to {list} is not known"),
}
_EXPORTER: Final[dict[Truth, str]] = {
    True: N_("the exporter's country belongs to {list}"),
    False: N_("the exporter's country does not belong to {list}"),
    None: N_("whether the exporter's country belongs to {list} is not known"),
}
_OTHERS: Final[dict[Truth, str]] = {
    True: N_("the country of an intermediary, agent, broker or other party belongs to {list}"),
    False: N_("the country of no intermediary, agent, broker or other party belongs to {list}"),
    None: N_(
        "whether the country of an intermediary, agent, broker or other party belongs to {list} is not known"
    ),
}
_PLACE_REASONS: Final = {"exporter.country": _EXPORTER, OTHER_COUNTRIES: _OTHERS}
_COUNTRIES: Final[dict[Truth, str]] = {
    True: N_("the country of destination, purchaser or a party belongs to {list}"),
    False: N_("neither destination nor purchaser nor a party belongs to {list}"),
    None: N_("whether destination, purchaser or a party belongs to {list} is not known"),
}
_CODES: Final[dict[Truth, str]] = {
    True: N_("the codes of the item belong to {list}"),
    False: N_("the codes of the item do not belong to {list}"),
    None: N_("whether the codes of the item belong to {list} is not known"),
}


_CUSTOMS_CODES: Final[dict[Truth, str]] = {
    True: N_("the customs code of the item belongs to {list}"),
    False: N_("the customs code of the item does not belong to {list}"),
    None: N_("whether the customs code of the item belongs to {list} is not known"),
}


def general_reason(leaf: Leaf, truth: Truth, value: str | None = None) -> Message:
    """Why ``leaf`` is true, false or unknown, without the place or the codes of a single case.

    ``value``: what is stated of a fact with named values, where that is known.

    The code is that of :func:`reason`, except that an open part of a code is named by the item's
    entries here: which part it is depends on the code.
    """
    match leaf:
        case AnyCode(_, codes) | EveryCode(_, codes):
            texts = _CUSTOMS_CODES if leaf.fact == CUSTOMS_CODE else _CODES
            return Message(
                contract_name(leaf.fact), texts[truth], {"list": getattr(codes, "label", codes.key)}
            )
        case InPlaces(fact, places, also):
            texts = _COUNTRIES if also else _PLACE_REASONS.get(fact, _DESTINATION)
            return Message(fact, texts[truth], {"list": getattr(places, "label", places.key)})
        case _:
            return _value_reason(leaf, truth, value)


def _value_reason(leaf: Flag | Is | AtLeast, truth: Truth, value: str | None) -> Message:
    if truth is None:
        return Message(contract_name(leaf.fact), _OPEN, {"question": question_of(leaf.fact)})
    if leaf.fact not in FACTS:
        text = N_("yes to: {question}") if truth else _NOT_YES
        return Message(leaf.fact, text, {"question": question_of(leaf.fact)})
    definition = FACTS[leaf.fact]
    if isinstance(leaf, Flag):
        return Message(leaf.fact, definition.yes if truth else definition.no)
    if value is not None:
        return Message(leaf.fact, definition.yes, {"value": Message(value, definition.values[value])})
    holding = leaf.values if isinstance(leaf, Is) else LEVELS[LEVELS.index(leaf.level) :]
    possible = [name for name in definition.values if (name in holding) is truth]
    words = tuple(Message(name, definition.values[name]) for name in possible)
    statement = Message(leaf.fact, definition.yes, {"value": words})
    if len(words) == 1:
        return statement
    return Message(leaf.fact, N_("one of these is so: {statement}"), {"statement": statement})
