"""Conditions in words: each node of the language as a phrase, groups as nested lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.engine.reason_sentences import question_of
from dualuse.i18n import N_, Message, PlaceName, fill, render
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.law.eu_2021_821.facts import FACTS, LEVEL_WORDS
from dualuse.law.eu_2021_821.facts.stated_facts import (
    CONSIGNEES_IN,
    END_USERS_IN,
    FIRST_STOP,
    OTHER_COUNTRIES,
    PARTY_COUNTRIES,
)
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
from dualuse.law.language.provision import (
    IN_FORCE,
    Definition,
    Due,
    Duty,
    Provision,
    Relief,
    Treatment,
    Validity,
)
from dualuse.law.measures.provisions import asked_of_annex, measure_questions
from dualuse.law.territories import PlaceSet

WIDTH: Final = 100

AnyRule = Provision | Relief | Duty | Definition

TREATMENTS: Final[dict[Treatment, str]] = {
    Treatment.EXECUTED: N_("executed"),
    Treatment.BY_A_PART: N_("executed by another part"),
    Treatment.PLANNED: N_("planned"),
    Treatment.OTHERS: N_("addressed to others"),
}
KINDS: Final[dict[type[AnyRule], str]] = {
    Provision: N_("provision"),
    Relief: N_("relief"),
    Duty: N_("duty"),
    Definition: N_("definition"),
}
_DUE: Final[dict[Due, str]] = {
    Due.BEFORE: N_("before the transaction"),
    Due.WITH_DECLARATION: N_("with the customs declaration"),
    Due.WITHIN_DAYS_AFTER: N_("within {amount} days after"),
    Due.DAYS_BEFORE: N_("at least {amount} days before"),
    Due.WITHIN_YEARS_AFTER: N_("within {amount} years after"),
    Due.WORKING_DAYS_BEFORE: N_("at least {amount} working days before"),
    Due.END_OF_YEAR_PLUS: N_("until {amount} years after the end of the year"),
    Due.ON_REQUEST: N_("when asked"),
    Due.STANDING: N_("at all times"),
}


def say(text: str, language: str, /, **params: Any) -> str:
    """``text`` in ``language``, with ``params`` (already in that language) in its braces."""
    return fill(text, language, **params)


def due_words(duty: Duty, language: str) -> str:
    """By when ``duty`` is due."""
    if duty.due is Due.WITHIN_YEARS_AFTER and duty.amount == 1:
        return say(N_("within a year after"), language)
    return say(_DUE[duty.due], language, amount=duty.amount)


def duty_text(text: str, language: str, identifier: str = "") -> str:
    """The text of a duty, without naming a particular authority."""
    return say(text, language, authority=say(N_("the competent authority"), language), id=identifier)


def validity_words(validity: Validity) -> str:
    """First and last day, ``2014-08-01 – 2022-02-25``; the last one is left out while in force."""
    until = "" if validity.until is None else f" {validity.until.isoformat()}"
    return f"{validity.since.isoformat()} –{until}"


def limits(since: date, until: date | None, language: str) -> str:
    """Dates worth a word: a start after the Regulation's first day, an end; empty where there is none."""
    if since <= IN_FORCE:
        return "" if until is None else say(N_("until {until}"), language, until=until.isoformat())
    if until is None:
        return say(N_("since {since}"), language, since=since.isoformat())
    return say(N_("{since} to {until}"), language, since=since.isoformat(), until=until.isoformat())


def wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """``text`` in lines of at most :data:`WIDTH`; no line starts what Markdown would read as a list."""
    lines = wrapped_lines(text, WIDTH, first, later)
    return [lines[0], *(_plain_start(line) for line in lines[1:])] if lines else []


def _plain_start(line: str) -> str:
    return re.sub(r"^(\s*)(?:([-+*#>])|(\d+)([.)]))(?=\s)", r"\1\3\\\2\4", line)


def grid(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table whose columns are as wide as their widest cell."""
    cells = [tuple(cell.replace("|", "\\|") for cell in row) for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


_OR: Final = N_("or")
_SHORT: Final = 3
_PLACES: Final[dict[str, str]] = {
    "destination": N_("the destination"),
    "purchasing_country": N_("the purchasing country"),
    "exporter.country": N_("the country of the exporter"),
    PARTY_COUNTRIES: N_("the country of a party"),
    FIRST_STOP: N_("the place to which the items are first sent"),
    OTHER_COUNTRIES: N_("the country of an intermediary, agent, broker or other party"),
    END_USERS_IN: N_("the country of an end user"),
    CONSIGNEES_IN: N_("the country of a consignee"),
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
    fact_asked = fact
    if fact.startswith("named.") and asked_of_annex(fact) in measure_questions():
        fact_asked = asked_of_annex(fact)
    text = render(question_of(fact_asked), language)
    return (
        text
        if fact_asked == fact
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
