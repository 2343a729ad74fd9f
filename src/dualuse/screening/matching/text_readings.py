"""How a text reads besides as it stands: a dash for a hyphen, a genitive, Arabic words before which others were joined; and the names
that stand in letters without blanks between words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.contained import CRAFT
from dualuse.screening.names.words import LONGEST_FIELD, LONGEST_NAME

_DASH: Final = re.compile(r"(?<=\w)\s+[-–—]\s+(?=\w)")
_GENITIVE: Final = re.compile(r"(?<![^\W_])([^\W\d_]{5,})['’]?s(?![^\W_])", re.IGNORECASE)
_ARABIC_WORD: Final = re.compile("[\u0621-\u064a\u0671-\u06d3]{4,}")
_JOINED_ARABIC: Final = (
    (re.compile("^[وف]?لل"), "ال"),
    (re.compile("^[وف]?[لبك]"), ""),
    (re.compile("^[وف]"), ""),
)
"""``for the``, ``for`` or ``by``, ``and`` before an Arabic word, and what stands in its place."""
_MOST_WORDS: Final = 12
_UNSPACED: Final = re.compile(
    "[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{3,}"
)
"""Letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer, which write no blanks between words."""
_WITHIN: Final = re.compile(
    "(?<=[\u3005\u3040-\u30ff\u3400-\u9fff])[\\s()·・]+(?=[\u3005\u3040-\u30ff\u3400-\u9fff])"
)
_FORMS: Final = re.compile("(?:股份)?有限(?:责任)?公司$|股份公司$|集团公司$|株式会社$|^株式会社|公司$")
_FEWEST_LETTERS: Final = 4
_FEWEST_BARE: Final = 5
"""Letters of a name in such letters, and of one without its legal form."""
_THAI_TO_KHMER: Final = re.compile("[\u0e00-\u17ff]")
_FEWEST_OF_ALPHABET: Final = 8
"""The same where a letter is a sound, not a syllable or word."""


def parts_of(text: str) -> Iterator[str]:
    """A text in parts that are read whole, each with the end of the one before: a name stands in one of them."""
    step = LONGEST_FIELD - LONGEST_NAME
    yield from (
        text[start : start + LONGEST_FIELD] for start in range(0, max(len(text) - LONGEST_NAME, 1), step)
    )


def text_readings(text: str) -> Iterator[str]:
    """The text, and how it reads besides."""
    text = text[:LONGEST_FIELD]
    readings = dict.fromkeys([text, _DASH.sub("-", text), _GENITIVE.sub(r"\1", text)])
    yield from readings
    yield from behind_joined_arabic(text)


def behind_joined_arabic(text: str) -> Iterator[str]:
    """From each Arabic word that may have others joined before it: the word without them, and what follows."""
    for word in _ARABIC_WORD.finditer(text):
        for joined, instead in _JOINED_ARABIC:
            if match := joined.match(word[0]):
                bare = instead + word[0][match.end() :]
                yield " ".join([bare, *text[word.end() :].split()[:_MOST_WORDS]])


def names_without_blanks(text: str, corpus: Corpus) -> Iterator[int]:
    """The listed names that stand in the runs of such letters of a text."""
    runs = _UNSPACED.findall(_run_together(text[:LONGEST_FIELD]))
    if not runs:
        return
    names, lengths = _unspaced_names(corpus)
    for run in runs:
        for start in range(len(run)):
            for length in lengths[: bisect_right(lengths, len(run) - start)]:
                yield from names.get(run[start : start + length], ())


_KNOWN: Final[WeakKeyDictionary[Corpus, tuple[dict[str, list[int]], list[int]]]] = WeakKeyDictionary()


def _unspaced_names(corpus: Corpus) -> tuple[dict[str, list[int]], list[int]]:
    """The listed names in such letters, each also without its legal form, and the lengths there are."""
    if corpus not in _KNOWN:
        names: dict[str, list[int]] = {}
        for name, text in corpus.names_in_other_letters():
            runs = _UNSPACED.findall(_run_together(text))
            if len(runs) != 1 or _kind(corpus, name) in CRAFT:
                continue  # of several runs none alone is the name
            for run in runs:
                for writing, fewest in ((run, _FEWEST_LETTERS), (_FORMS.sub("", run), _FEWEST_BARE)):
                    least = _FEWEST_OF_ALPHABET if _THAI_TO_KHMER.search(writing) else fewest
                    if len(writing) >= least:
                        names.setdefault(writing, []).append(name)
        _KNOWN[corpus] = names, sorted({len(writing) for writing in names})
    return _KNOWN[corpus]


def _run_together(text: str) -> str:
    """A text without the blanks, dots and brackets between such letters: ``（深圳）`` stands within a name."""
    return _WITHIN.sub("", unicodedata.normalize("NFKC", text))


def _kind(corpus: Corpus, name: int) -> str:
    return KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])]
