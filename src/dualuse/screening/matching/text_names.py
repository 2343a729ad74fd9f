"""Listed names in free text: the use, the description of an item, a note. They are looked for as a person would see them.

A text is no name: most of its words name nobody, and many firms are called by words of goods. A listed name that stands whole in it
is looked up (``contained``). It counts where its words say enough: two and more that are rare together, or one that is no ordinary word. Capitals
in a text that has small letters beside them set a name apart; without them the words must say more. What stands there in capitals
is compared with the lists as well, as a name that may be spelt otherwise, and counts only where it is a hit. Ships and aircraft bear
the names of goods, towns and stars, and are known in a text by their number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.contained import CRAFT, Contained, Run, has_same_form, runs_met
from dualuse.screening.matching.screened import Query
from dualuse.screening.names.standing_within import PARTED, spellings_of, stands_in_one_part
from dualuse.screening.names.vocabulary import is_given_name, ordinary_words, particles, trade_words
from dualuse.screening.names.word_rarity import tells, weight_of
from dualuse.screening.names.words import every_word_of

_ENOUGH: Final = 0.85
"""What the words of a name weigh together that is set apart by capitals."""
_ENOUGH_ALIKE: Final = 1.0
"""The same where the whole text is written alike, and one of its words is no ordinary one."""
_ENOUGH_ORDINARY: Final = 1.8
"""The same of three ordinary words and more."""
_RARE_WORD: Final = 0.86
_RARE_WITH_FORM: Final = 0.75
"""What one word weighs that names a firm alone, and beside its legal form."""
_FEWEST_LETTERS: Final = 5
_FEWEST_ALIKE: Final = 9
"""Letters of one word that names a firm, where capitals set it apart, and where they do not."""
_PERSON: Final = "person"
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_FEWEST_SMALL: Final = 1
_SMALL_SHARE: Final = 3
"""One word of so many begins with a small letter at least, where a capital says something."""
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[.'’&-](?=[^\W_]))*\.?|[^\w\s]|_")
_TYPE: Final = re.compile(r"[ -](?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]+|-[^\W_]+-?\d")
_MOST_PIECES: Final = 40
"""Names that one text is compared for; it has four thousand letters at most."""
_MOST_WORDS: Final = 8


def names_in_texts(queries: Sequence[Query], corpus: Corpus) -> list[Contained]:
    """The listed names that stand whole in the texts of queries."""
    contained: dict[tuple[int, int], Contained] = {}
    texts = [(number, text) for number, query in enumerate(queries) if query.is_text for text in query.names]
    for run, name in runs_met(texts, corpus):
        pair = run.query, name
        if pair not in contained and _names(run, name, corpus):
            contained[pair] = Contained(run.query, corpus.text_of_name(name), name)
    return list(contained.values())


def pieces_in_capitals(text: str) -> Iterator[str]:
    """What in a text is written as a name: words in capitals one after the other, with the small words that stand between them.

    None where capitals say nothing, and none of ordinary words only.
    """
    pieces = dict.fromkeys(
        " ".join(piece)
        for piece in _runs_of_capitals(text)
        if _may_name(piece) and _sets_apart(text, every_word_of(" ".join(piece))[1])
    )
    yield from list(pieces)[:_MOST_PIECES]


def _names(run: Run, name: int, corpus: Corpus) -> bool:
    """Whether a run of words of a text is the listed name, and names it."""
    listed = corpus.words_of_name(name)
    text = corpus.text_of_name(name)
    bare, written = spellings_of(text, listed)
    spelt = written if run.field.written else bare
    if not bare or run.words != spelt or not (PARTED.search(text) or stands_in_one_part(run.field, spelt)):
        return False
    kind = KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])]
    if kind in CRAFT:
        return False
    telling = [word for word in bare if tells(word) and len(word) > 1 and not word.isdigit()]
    own = [word for word in telling if word not in ordinary_words() and word not in trade_words()]
    apart = _sets_apart(run.field.text, run.words)
    in_capitals = apart and _is_in_capitals(run.field.text, run.words)
    weak = bool(corpus.arrays["name_weak"][name])
    if len(telling) > 1:
        weight = float(sum(map(weight_of, bare)))
        if in_capitals:
            return weight >= _ENOUGH
        if own and not weak and weight >= _ENOUGH_ALIKE:
            return True
        return len(telling) > 2 and weight >= _ENOUGH_ORDINARY
    if not telling or weak or kind == _PERSON or is_given_name(telling[0]):
        return False
    (word,) = telling
    if has_same_form(run, listed) and (in_capitals or (own and not apart)):
        return weight_of(word) >= _RARE_WITH_FORM
    if not own or _is_mark_of_goods(run.field.text, word):
        return False
    fewest = _FEWEST_LETTERS if in_capitals else _FEWEST_ALIKE
    return weight_of(word) >= _RARE_WORD and len(word) >= fewest


def _sets_apart(text: str, name: Sequence[str]) -> bool:
    """Whether capitals set a name apart in a text: of the other words enough begin with a small letter."""
    others = [word for word in _LETTERS.findall(text) if not set(every_word_of(word)[1]) <= set(name)]
    small = len([word for word in others if word[0].islower()])
    return small >= _FEWEST_SMALL and small * _SMALL_SHARE >= len(others)


def _is_in_capitals(text: str, words: Sequence[str]) -> bool:
    """Whether the words that say something stand in the text with a capital, or in letters that have none."""
    capitals = {
        word
        for part in _WORD.findall(text)
        if not part[0].islower()
        for reading in every_word_of(part)
        for word in reading
    }
    return all(word in capitals for word in words if tells(word) and len(word) > 2)


def _is_mark_of_goods(text: str, word: str) -> bool:
    """Whether a word stands only before a type, as the mark of goods does: ``Cortex-M4``, ``Quillon DS9``."""
    places = [part for part in _WORD.finditer(text) if word in every_word_of(part[0])[1]]
    return bool(places) and all(_TYPE.match(text, part.end()) for part in places)


def _runs_of_capitals(text: str) -> Iterator[list[str]]:
    """Words in capitals one after the other; a small word between two of them belongs to both."""
    piece: list[str] = []
    waiting: list[str] = []
    for part in (*_TOKEN.findall(text), "."):
        small = part.casefold()
        if part[0].isalnum() and not part[0].islower() and len(piece) + len(waiting) < _MOST_WORDS:
            piece += [*waiting, part]
            waiting = []
            continue
        if piece and not waiting and (small == "of" or small in particles()):
            waiting = [part]
            continue
        if piece:
            yield piece
            yield from _parts_of(piece)
        starts = part[0].isalnum() and not part[0].islower()
        piece, waiting = ([part] if starts else []), []


def _parts_of(piece: list[str]) -> Iterator[list[str]]:
    """What stands on the sides of the small words of a piece, which need not be parts of one name (``Quillon in May``)."""
    small = [-1, *(place for place, word in enumerate(piece) if word[0].islower()), len(piece)]
    if len(small) > 2:
        yield from (piece[start + 1 : end] for start, end in pairwise(small))


def _may_name(piece: Sequence[str]) -> bool:
    """Whether words in capitals may be somebody's name: two that are no ordinary ones, or one and another, or one that is long."""
    words = [
        word
        for word in every_word_of(" ".join(piece))[0]
        if tells(word) and len(word) > 1 and not word.isdigit()
    ]
    own = [
        word
        for word in words
        if word not in ordinary_words() and word not in trade_words() and word.isalpha()
    ]
    if len(words) > 1:
        return bool(own)
    return bool(own) and len(own[0]) >= _FEWEST_ALIKE
