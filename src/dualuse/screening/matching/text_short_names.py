"""Short names in texts: those by which everybody knows somebody listed (``FSB``), persons by their initials (``R. A. Kadyrov``), and firms by
the one word of their name that is their own (``Quillonkosmos`` of "State Corporation Quillonkosmos")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.contained import CRAFT, runs_met
from dualuse.screening.matching.lost_blanks import names_with, numbers_of_words
from dualuse.screening.matching.text_places import (
    Before,
    before,
    ends_there,
    is_in_capitals,
    is_mark_of_goods,
    sets_apart,
)
from dualuse.screening.matching.text_readings import behind_joined_arabic
from dualuse.screening.names.standing_within import without_forms
from dualuse.screening.names.vocabulary import (
    emblems,
    is_given_name,
    ordinary_words,
    trade_words,
    well_known,
)
from dualuse.screening.names.word_rarity import tells, weight_of
from dualuse.screening.names.words import every_word_of

_INITIALS: Final = r"(?:[^\W\d_]{1,2}\.[ -]?){1,3}"
_SURNAME: Final = r"[^\W\d_](?:[^\W\d_]|[-'’](?=[^\W\d_])){3,}"
_INITIALLED: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<initials>{_INITIALS})\s?(?P<surname>{_SURNAME})|(?P<first>{_SURNAME}),?\s(?P<behind>{_INITIALS}))"
)
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_FEWEST_LETTERS: Final = 7
_BODIES: Final = frozenset(
    [
        "state",
        "national",
        "government",
        "federal",
        "public",
        "corporation",
        "company",
        "companies",
        "group",
        "holding",
        "holdings",
        "concern",
        "consortium",
        "enterprise",
        "organisation",
        "organization",
        "agency",
        "gosudarstvennaya",
        "korporatsiya",
        "korporatsia",
        "kontsern",
        "gruppa",
        "gruppe",
        "konzern",
    ]
)
"""Words of a name that say what kind of body somebody is."""
_RARE: Final = 0.86
_RARE_OF_TWO: Final = 0.7
"""What a surname weighs beside one initial, and beside two that both are those of the listed person."""


def well_known_names(text: str, corpus: Corpus) -> Iterator[int]:
    """The listed names that the short names in a text stand for."""
    for reading in (text, *behind_joined_arabic(text)):
        yield from _well_known_names(reading, corpus)


def _well_known_names(text: str, corpus: Corpus) -> Iterator[int]:
    words = every_word_of(text)[1]
    joined = f" {' '.join(words)} "
    for known in well_known():
        if any(
            f" {' '.join(writing)} " in joined and (known.alone or _is_meant(text, words, writing))
            for writing in _as_compared(known.writings)
        ):
            for listed in known.listed:
                yield from names_written(listed, corpus)


@lru_cache(maxsize=256)
def _as_compared(writings: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Writings as the words of texts are compared: those in letters of their own by their sounds."""
    return tuple(
        writing if all(map(str.isascii, writing)) else every_word_of(" ".join(writing))[1]
        for writing in writings
    )


def _is_meant(text: str, words: Sequence[str], writing: tuple[str, ...]) -> bool:
    """Whether letters that also stand for something else stand for somebody: by themselves, or behind a word that says so."""
    if tuple(words) == writing:
        return True
    place = before(text, writing)
    if place == Before.PARTY:
        return True
    apart = not sets_apart(text, writing) or is_in_capitals(text, writing)
    return place == Before.TOWARDS and apart


def names_written(listed: str, corpus: Corpus) -> Iterator[int]:
    """The names of the index that have the words of a name and no others."""
    sought = without_forms(every_word_of(listed)[0])
    for run, name in runs_met([(0, listed)], corpus):
        if run.words == sought == without_forms(corpus.words_of_name(name)):
            yield name


def firms_by_own_word(text: str, corpus: Corpus) -> Iterator[int]:
    """The listed firms and authorities of whose name one word is their own and stands alone in a text, where somebody is named."""
    for part in dict.fromkeys(_WORD.findall(text)):
        for word in _own_words(part):
            if _names_somebody(text, word):
                for number in numbers_of_words({word}, corpus).values():
                    names = names_with(number, corpus).tolist()
                    yield from (name for name in names if _is_own_word_of(word, name, corpus))


@lru_cache(maxsize=50_000)
def _own_words(part: str) -> tuple[str, ...]:
    return tuple(filter(_is_own_word, every_word_of(part)[0]))


def _is_own_word(word: str) -> bool:
    if len(word) < _FEWEST_LETTERS or not word.isalpha() or not tells(word) or weight_of(word) < _RARE:
        return False
    return not (word in ordinary_words() or word in trade_words() or word in emblems() or is_given_name(word))


def _names_somebody(text: str, word: str) -> bool:
    """Whether a word stands in a text as somebody's name: alone, behind the word for a party, or set apart between "for" and the end."""
    words = (word,)
    if every_word_of(text)[1] == words:
        return True
    if is_mark_of_goods(text, word):
        return False
    place = before(text, words)
    apart = not sets_apart(text, words) or is_in_capitals(text, words)
    return place == Before.PARTY or (place == Before.TOWARDS and apart and ends_there(text, words))


def _is_own_word_of(word: str, name: int, corpus: Corpus) -> bool:
    """Whether the other words of a listed name say what kind of body it is, and nothing of what it does: a plant bears the name of its town."""
    kind = KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])]
    if kind == "person" or kind in CRAFT:
        return False
    others = [other for other in without_forms(corpus.words_of_name(name)) if other != word and tells(other)]
    return bool(others) and _BODIES.issuperset(others)


def initialled_names(text: str, corpus: Corpus) -> Iterator[int]:
    """The listed persons whose rare surname stands beside their initials in a text."""
    for match in _INITIALLED.finditer(text):
        surname = every_word_of(match["surname"] or match["first"])[0]
        initials = [
            word[0] for word in every_word_of((match["initials"] or match["behind"]).replace(".", " "))[0]
        ]
        if len(surname) != 1 or not initials or surname[0] in ordinary_words() or not tells(surname[0]):
            continue
        if weight_of(surname[0]) < (_RARE if len(initials) == 1 else _RARE_OF_TWO):
            continue
        yield from _persons(surname[0], initials, corpus)


def _persons(surname: str, initials: Sequence[str], corpus: Corpus) -> Iterator[int]:
    """The persons with a surname, first or last in their name, whose other names begin with the initials."""
    numbers = numbers_of_words({surname}, corpus).values()
    for name in (name for number in numbers for name in names_with(number, corpus).tolist()):
        words = [word for word in corpus.words_of_name(name) if tells(word)]
        if len(words) < 2 or surname not in (words[0], words[-1]):
            continue
        if KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])] != "person":
            continue
        others = words[1:] if words[0] == surname else words[:-1]
        if len(initials) <= len(others) and all(
            other.startswith(initial) for other, initial in zip(others, initials, strict=False)
        ):
            yield name
