"""The short name of a firm beside words that nobody knows: ``VTB`` of ``VTB Wilhelmshaven`` and ``VTB, Hauptstr. 5, Bad Homburg``.

No table has all towns of the world. What stands beside a firm's short name and is no name, no trade and no word of ordinary texts may be one, and
is taken for one; how much the name must be the listed one then, :mod:`dualuse.screening.matching.parts_shown` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dualuse.screening.names.beside_places import (
    APART,
    MOST_TOKENS,
    POSTCODE,
    Token,
    WithoutPlaces,
    place_data,
    tokens_in,
    written_in,
)
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.sound import without_vowels
from dualuse.screening.names.transliteration import heard_names
from dualuse.screening.names.vocabulary import FORM, is_given_name, legal_forms, ordinary_words
from dualuse.screening.names.word_rarity import WordClass, class_of, tells
from dualuse.screening.names.words import LONGEST_NAME, words_of

_LONGEST_FORM: Final = 5
"""Words of a legal form."""
_ANY_NAME: Final = "orlow"
"""A name behind which a legal form is told from words."""
_SHORTEST: Final = 3
"""Letters of a firm's short name."""
_LONGEST_INITIALS: Final = 6
"""Letters of one that is made of initials."""
_MOST_WORDS: Final = 2
"""Words of a short name, which a hyphen joins."""
_LONGEST_PLACE: Final = 3
"""Words of a place that no sign parts from the name."""

Counts = Literal["whole", "short"]
"""How such a name counts: where it is the whole name of a listed firm, or also where it is the one word of its own that the firm has."""


@dataclass(frozen=True, slots=True)
class ShortName:
    """What may be a firm's short name. ``rest``: it, and what stands beside it."""

    rest: WithoutPlaces
    counts: Counts


def short_names(field: str) -> Iterator[ShortName]:
    """The words of a field that may be a firm's short name among nothing but words that nobody knows.

    It stands first or last; where a sign parts it from the others they may be any but given names.
    """
    field = field[:LONGEST_NAME]
    if len(field.split()) > _LONGEST_PLACE + _LONGEST_FORM + 1 and not APART.search(field):
        return
    tokens = _telling_tokens(field)
    number = POSTCODE.search(field)
    if number and len(tokens) == 1 and _may_be_short_name(tokens[0]):
        yield _short_name(field, tokens[0], (number[0],))
    if not 1 < len(tokens) <= MOST_TOKENS:
        return
    for own, others in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if not _may_be_short_name(own):
            continue
        initials = may_be_initials(field[own.start : own.end], field)
        if _may_stand_beside(field, own, others, initials=initials):
            yield _short_name(field, own, tuple(written_in(field, others)))


def _short_name(field: str, own: Token, beside: tuple[str, ...]) -> ShortName:
    text = field[own.start : own.end]
    return ShortName(
        WithoutPlaces(text, beside, apart=True), "short" if may_be_initials(text, field) else "whole"
    )


def may_be_initials(text: str, field: str) -> bool:
    """Whether a word of a field is written as initials are, or cannot be spoken."""
    if len(text) > _LONGEST_INITIALS or not text.isalpha():
        return False
    return without_vowels(text.lower()) or (text.isupper() and not field.isupper())


def is_unspeakable(word: str) -> bool:
    """Whether a word is none of ordinary texts and cannot be spoken: nobody but who is called so writes it."""
    return len(word) >= _SHORTEST and without_vowels(word) and word not in ordinary_words()


def _telling_tokens(field: str) -> list[Token]:
    """The tokens of a field without legal forms, postcodes and particles."""
    tokens = tokens_in(field)
    telling: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        length = _tokens_of_form(field, tokens, at)
        if (
            not length
            and any(map(tells, token.words))
            and not POSTCODE.fullmatch(field[token.start : token.end])
        ):
            telling.append(token)
        at += length or 1
    return telling


def _tokens_of_form(field: str, tokens: Sequence[Token], at: int) -> int:
    """How many tokens from one on are a legal form; 0 where none is."""
    if tokens[at].words[:1] and tokens[at].words[0] not in legal_forms():
        return 0
    lengths = range(min(_LONGEST_FORM, len(tokens) - at), 0, -1)
    return next((n for n in lengths if _is_form(field[tokens[at].start : tokens[at + n - 1].end])), 0)


@lru_cache(maxsize=4096)
def _is_form(text: str) -> bool:
    """Whether a text is a legal form beside a name; alone it reads as words."""
    words = words_of(f"{_ANY_NAME} {text}")[1:]
    return bool(words) and all(word.startswith(FORM) for word in words)


def _may_be_short_name(token: Token) -> bool:
    words = token.words
    letters = sum(map(str.isalpha, "".join(words)))
    return (
        len(words) <= _MOST_WORDS
        and letters >= min(_SHORTEST, len("".join(words)) - 1)
        and letters > 1
        and any(
            class_of(word) == WordClass.CORE and plainness < Plainness.ORDINARY
            for word, plainness in _plain(words)
        )
        and not any(map(is_given_name, words))
    )


def _plain(words: tuple[str, ...]) -> Iterator[tuple[str, Plainness]]:
    return zip(words, plainness_of(words), strict=True)


def _may_stand_beside(field: str, own: Token, others: Sequence[Token], *, initials: bool) -> bool:
    """Whether what stands beside a short name may be a place, and no half of a name."""
    words = [word for token in others for word in token.words]
    attached = all(
        plainness == Plainness.ATTACHED for token in others for _, plainness in _plain(token.words)
    )
    if any(map(is_given_name, words)) or (not attached and not _heard_given_names().isdisjoint(own.words)):
        return False
    between = (
        field[own.end : others[0].start] if own.start < others[0].start else field[others[-1].end : own.start]
    )
    if APART.search(between) and own.start < others[0].start:
        return True
    if len(others) > _LONGEST_PLACE or (len(others) > 1 and not initials and _of_towns().isdisjoint(words)):
        return False
    trade = any(map(is_unspeakable, own.words))
    return all(_may_be_place(token, of_several=len(others) > 1, trade=trade) for token in others)


def _may_be_place(token: Token, *, of_several: bool, trade: bool) -> bool:
    """Whether nothing is known of the words of a token but that they may be of a place; ``trade``: or of a trade."""
    kinds_allowed = {Plainness.UNKNOWN, Plainness.ATTACHED, *([Plainness.TRADE] if trade else [])}
    return all(
        (plainness in kinds_allowed and class_of(word) != WordClass.LIGHT)
        or (of_several and word in _of_towns())
        or _is_form_of_firms(word)
        for word, plainness in _plain(token.words)
    )


def _is_form_of_firms(word: str) -> bool:
    return word in place_data()["forms"]


@lru_cache(maxsize=1)
def _of_towns() -> frozenset[str]:
    return frozenset(word for text in place_data()["of_towns"] for word in words_of(text))


@lru_cache(maxsize=1)
def _heard_given_names() -> frozenset[str]:
    return frozenset(word for script in heard_names().values() for names in script.values() for word in names)
