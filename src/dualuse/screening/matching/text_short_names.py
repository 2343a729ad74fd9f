"""Short names in texts: those by which everybody knows somebody listed (``FSB``), and persons by their initials (``R. A. Kadyrov``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.contained import runs_met
from dualuse.screening.matching.parted import names_with, numbers_of_words
from dualuse.screening.matching.text_places import Before, before, is_in_capitals, sets_apart
from dualuse.screening.names.standing_within import without_forms
from dualuse.screening.names.vocabulary import ordinary_words, well_known
from dualuse.screening.names.word_rarity import tells, weight_of
from dualuse.screening.names.words import every_word_of

_INITIALS: Final = r"(?:[^\W\d_]{1,2}\.[ -]?){1,3}"
_SURNAME: Final = r"[^\W\d_](?:[^\W\d_]|[-'’](?=[^\W\d_])){3,}"
_INITIALLED: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<initials>{_INITIALS})\s?(?P<surname>{_SURNAME})|(?P<first>{_SURNAME}),?\s(?P<behind>{_INITIALS}))"
)
_RARE: Final = 0.86
_RARE_OF_TWO: Final = 0.7
"""What a surname weighs beside one initial, and beside two that both are those of the listed person."""


def well_known_names(text: str, corpus: Corpus) -> Iterator[int]:
    """The listed names that the short names in a text stand for."""
    words = every_word_of(text)[1]
    joined = f" {' '.join(words)} "
    for known in well_known():
        if any(
            f" {' '.join(writing)} " in joined and (known.alone or _is_meant(text, words, writing))
            for writing in known.writings
        ):
            for listed in known.listed:
                yield from names_written(listed, corpus)


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
