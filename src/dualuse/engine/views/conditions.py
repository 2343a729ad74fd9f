"""Conditions in words: each node of the language as a phrase, groups as nested lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dualuse.engine.reason_sentences import question_of
from dualuse.engine.views.words import say, wrapped
from dualuse.i18n import N_, Message, PlaceName, render
from dualuse.law.eu_2021_821.facts import FACTS, LEVEL_WORDS
from dualuse.law.language.logic import (
    LEVELS,
    All,
    Any_,
    AnyCode,
    AtLeast,
    Condition,
    EveryCode,
    Flag,
    InPlaces,
    Is,
    Leaf,
    Not,
)
from dualuse.law.measures.provisions import asked_of_annex, measure_questions
from dualuse.law.territories import PlaceSet

_OR: Final = N_("or")
_SHORT: Final = 3
_PLACES: Final[dict[str, str]] = {
    "destination": N_("the destination"),
    "purchasing_country": N_("the purchasing country"),
    "exporter.country": N_("the country of the exporter"),
    "parties.countries": N_("the country of a party"),
}
_GROUPS: Final[dict[tuple[type[Condition], bool], str]] = {
    (All, True): N_("all of:"),
    (All, False): N_("not all of:"),
    (Any_, True): N_("any of:"),
    (Any_, False): N_("none of:"),
}
_CODES: Final[dict[tuple[type[Condition], bool], str]] = {
    (AnyCode, True): N_("a code of the item belongs to {list}"),
    (AnyCode, False): N_("no code of the item belongs to {list}"),
    (EveryCode, True): N_("every code of the item belongs to {list}"),
    (EveryCode, False): N_("not every code of the item belongs to {list}"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of text and the lines under it."""

    text: str
    parts: tuple[Phrase, ...] = ()


def bullets(phrase: Phrase, depth: int = 0) -> Iterator[str]:
    """``phrase`` as a nested Markdown list (four spaces a level)."""
    indent = "    " * depth
    yield from wrapped(phrase.text, f"{indent}- ", f"{indent}  ")
    for part in phrase.parts:
        yield from bullets(part, depth + 1)


def phrase(condition: Condition, language: str, holds: bool = True) -> Phrase:
    """``condition`` in words, or where ``holds`` is false its opposite."""
    match condition:
        case Not(of):
            return phrase(of, language, not holds)
        case All(parts) | Any_(parts):
            head = say(_GROUPS[type(condition), holds], language)
            return Phrase(head, tuple(phrase(part, language) for part in parts))
        case Flag() | Is() | AtLeast() | InPlaces() | AnyCode() | EveryCode():
            return Phrase(statement(condition, language, holds))
    raise TypeError(f"not a node of the language: {condition!r}")


def statement(leaf: Leaf, language: str, holds: bool = True) -> str:
    """``leaf`` as a sentence, or where ``holds`` is false its opposite."""
    match leaf:
        case Flag(fact):
            return _flag(fact, language, holds)
        case Is(fact, values):
            return _choice(fact, values, language, holds)
        case AtLeast(fact, level):
            return say(FACTS[fact].yes, language, value=_level(level, language, holds))
        case InPlaces():
            return _place(leaf, language, holds)
        case AnyCode(_, codes) | EveryCode(_, codes):
            return say(_CODES[type(leaf), holds], language, list=label(codes, language))
    raise TypeError(f"not a leaf: {leaf!r}")


def label(named: object, language: str) -> str:
    """The name of a set of places or codes; its key where it has no other."""
    name = getattr(named, "label", None)
    return render(name, language) if isinstance(name, Message) else str(getattr(named, "key", named))


def is_short(places: object) -> bool:
    """Whether a set is written out where it is named: up to three places, none of them open."""
    if not isinstance(places, PlaceSet) or any(member.open for member in places.members):
        return False
    return 0 < len({member.place for member in places.members}) <= _SHORT


def question(fact: str, language: str) -> str:
    """The question that ``fact`` answers; of a part named outside Annex I, that of the part."""
    known = fact
    if fact.startswith("named.") and asked_of_annex(fact) in measure_questions():
        known = asked_of_annex(fact)
    text = render(question_of(known), language)
    return (
        text
        if known == fact
        else say(N_("although Annex I does not list it: {question}"), language, question=text)
    )


def _flag(fact: str, language: str, holds: bool) -> str:
    if fact in FACTS:
        return say(FACTS[fact].yes if holds else FACTS[fact].no, language)
    text = N_("yes to: {question}") if holds else N_("no to: {question}")
    return say(text, language, question=question(fact, language))


def _choice(fact: str, values: tuple[str, ...], language: str, holds: bool) -> str:
    definition = FACTS[fact]
    words = _either([say(definition.values[value], language) for value in values], language)
    if definition.kind == "level" and values != ("none",):
        words = say(N_("exactly {level}"), language, level=words)
    statement = say(definition.yes, language, value=words)
    return statement if holds else say(N_("not: {statement}"), language, statement=statement)


def _level(level: str, language: str, holds: bool) -> str:
    """At least ``level``, or where ``holds`` is false at most the level under it."""
    rank = LEVELS.index(level)
    if not holds:
        word = say(LEVEL_WORDS[LEVELS[max(rank - 1, 0)]], language)
        return word if rank <= 1 else say(N_("at most {level}"), language, level=word)
    word = say(LEVEL_WORDS[level], language)
    return word if level == LEVELS[-1] else say(N_("at least {level}"), language, level=word)


def _place(leaf: InPlaces, language: str, holds: bool) -> str:
    place = _either([say(_PLACES.get(fact, fact), language) for fact in leaf.facts], language)
    if isinstance(leaf.places, PlaceSet) and is_short(leaf.places):
        codes = dict.fromkeys(member.place for member in leaf.places.members)
        named = _either([PlaceName(code).in_language(language) for code in codes], language)
        text = N_("{place} is {list}") if holds else N_("{place} is not {list}")
    else:
        named = label(leaf.places, language)
        text = N_("{place} belongs to {list}") if holds else N_("{place} does not belong to {list}")
    return say(text, language, place=place, list=named)


def _either(words: list[str], language: str) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say(_OR, language)} {words[-1]}"
