"""Reasons without the values of a single case: the same codes, sentences that hold for every row of a table alike."""

from __future__ import annotations

from typing import Final

from dualuse.engine.reason_sentences import contract_name, question_of
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import LEVELS, AnyCode, AtLeast, EveryCode, Flag, InPlaces, Is, Leaf, Truth

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
_NOT_KNOWN: Final = N_("not known: {question}")


def general_reason(leaf: Leaf, truth: Truth, value: str | None = None) -> Message:
    """Why ``leaf`` is true, false or unknown, without the place or the codes of a single case.

    ``value``: what is stated of a fact with named values, where that is known.

    The code is that of ``determination.because.reason``, except that an open part of a code is named by the item's
    entries here: which part it is depends on the code.
    """
    match leaf:
        case AnyCode(_, codes) | EveryCode(_, codes):
            return Message("items.entries", _CODES[truth], {"list": getattr(codes, "label", codes.key)})
        case InPlaces(fact, places, also):
            texts = _COUNTRIES if also else _EXPORTER if fact == "exporter.country" else _DESTINATION
            return Message(fact, texts[truth], {"list": getattr(places, "label", places.key)})
        case _:
            return _of_value(leaf, truth, value)


def _of_value(leaf: Flag | Is | AtLeast, truth: Truth, value: str | None) -> Message:
    if truth is None:
        return Message(contract_name(leaf.fact), _NOT_KNOWN, {"question": question_of(leaf.fact)})
    if leaf.fact not in FACTS:
        text = N_("yes to: {question}") if truth else N_("not answered with yes: {question}")
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
