"""Names that are one letter apart: a letter lost, added, changed, or two that changed places.

Who types a name loses a letter sooner than a word. Such a name is always compared with the listed one, however common its words are
(the index holds each name with one letter less), and :mod:`.name_rules` says which of these never clear.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA

from dualuse.screening.index.blocking_keys import SHORTEST_SLIP
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers, any_of, number_of, total_of
from dualuse.screening.matching.comparing import Compared
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.names.transliteration import SYLLABLES, letters_of_name
from dualuse.screening.names.word_rarity import WordClass, tells

_LETTERS: Final = np.array([6, 5, 4])
"""Letters that a listed name of each group of models (persons, others, vessels) has at least, for the others of it to tell."""
_LETTERS_BESIDE: Final = 3
"""Letters of it, where they are the same and one letter of a legal form or title beside it is another."""
_SAME_WORD: Final = 0.985
_MOST_WORDS: Final = 2
"""Words that a slip changes: one, or two where it joins or parts them."""
_RUN_LIKENESS: Final = COLUMNS.index("run_likeness")
_MOST_BYTES: Final = 2
"""How much two names one letter apart differ in length: a letter has two bytes at most where one is lost."""
_OTHERS: Final = 255
"""No kind of letters: a syllable more or less is another name."""
_LIKE_WITH_FORMS: Final = 0.6
_LIKE: Final = 0.7
"""How alike the sounds of two names are that one letter may part: a letter changes several sounds at most."""


def one_slip_apart(asked: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether the words of two names are the same but for one letter, in whatever order they stand.

    Numbers are no letters: ``Unit 35`` and ``Unit 36`` are two.
    """
    common = Counter(asked) & Counter(listed)
    ours, theirs = _left_over(asked, common), _left_over(listed, common)
    if not ours or not theirs or OSA.distance(ours, theirs, score_cutoff=1) > 1:
        return False
    return _digits(ours) == _digits(theirs)


def one_letter_apart(ours: str, theirs: str) -> bool:
    """Whether the letters of two names as they are written are the same but for one: it may have slipped in a legal form or a title."""
    if min(len(ours), len(theirs)) < SHORTEST_SLIP or OSA.distance(ours, theirs, score_cutoff=1) > 1:
        return False
    return _digits(ours) == _digits(theirs)


def slips(
    corpus: Corpus,
    asked: Sequence[tuple[str, tuple[str, ...]]],
    compared: Compared,
    group_of: Integers,
    may: Bits,
) -> Bits:
    """The pairs of names that are one letter apart, and have letters enough for the other ones to tell.

    Letters slip where they are typed: what was put into other letters differs by more than slips. Where the slip is in a legal form
    or a title, and what carries the name is the same, fewer letters are enough.

    Args:
        corpus: the index.
        asked: text and words of each name asked.
        compared: the pairs.
        group_of: the group of models of each pair.
        may: the pairs to look at.
    """
    left, right, met = compared.left, compared.right, compared.met
    letters = np.array([letters_of_name(text) for text, _ in asked], dtype=np.uint8)
    letters = np.where(letters == SYLLABLES, _OTHERS, letters)[compared.query_name]
    alike = compared.features[:, _RUN_LIKENESS]
    telling = right.kind <= WordClass.NUMBER
    whole = any_of(telling) & ~any_of(telling & (met.right < _SAME_WORD))
    ours = number_of((left.kind <= WordClass.NUMBER) & (met.left < _SAME_WORD))
    theirs = number_of(telling & (met.right < _SAME_WORD))
    may = may & ((ours > 0) | (theirs > 0)) & (letters == corpus.arrays["name_letters"][compared.name])
    may &= (ours <= _MOST_WORDS) & (theirs <= _MOST_WORDS)
    at = corpus.arrays["name_text_at"]
    lengths = np.array([len(text.encode("utf-8", "surrogatepass")) for text, _ in asked], dtype=np.int64)
    longer = at[compared.name + 1] - at[compared.name] - lengths[compared.query_name]
    enough = total_of(np.where(telling, right.letters, 0).astype(np.int64))
    in_name = may & (enough >= _LETTERS[group_of])
    beside = may & whole & (enough >= _LETTERS_BESIDE)
    is_slip = np.zeros(len(may), dtype=bool)
    plain = [_letters(text) for text, _ in asked]
    written = (np.abs(longer) <= _MOST_BYTES) & (beside | (in_name & (alike >= _LIKE_WITH_FORMS)))
    for pair in np.flatnonzero(written).tolist():
        listed = corpus.text_of_name(int(compared.name[pair]))
        is_slip[pair] = one_letter_apart(plain[compared.query_name[pair]], _letters(listed))
    for pair in np.flatnonzero(in_name & ~is_slip & (alike >= _LIKE)).tolist():
        words = corpus.words_of_name(int(compared.name[pair]))
        is_slip[pair] = one_slip_apart(asked[compared.query_name[pair]][1], words)
    return is_slip


def _left_over(words: Sequence[str], common: Counter[str]) -> str:
    """The words that the other name does not have, one after the other; of a name that keeps others, without what is beside a name."""
    spare = common.copy()
    left: list[str] = []
    for word in words:
        if spare[word]:
            spare[word] -= 1
        else:
            left.append(word)
    return "".join([word for word in left if tells(word)] or left)


def _letters(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
