"""Words are looked for by letters they always have: the same is found as by trying the pattern of every word, in whatever form."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.assessment.signs import places
from dualuse.free_text import patterns, words
from dualuse.free_text.patterns import occurrences
from dualuse.free_text.words import names_in
from dualuse.inputs.accents import without_accents
from dualuse.law.measures.not_executed import not_examined_rows, signs_of, words_called
from dualuse.law.measures.signs import NamedInTexts
from dualuse.law.measures.words.reading import AS_WRITTEN, WORD_LISTS

ENDINGS = ("", "s", "en", "ern", "x", "у", "ами", "ского", "ом", "и", "e", "i", "-", " ")


@lru_cache(maxsize=1)
def every_word() -> tuple[str, ...]:
    lists = (words_called(name) for name in WORD_LISTS)
    signs = [row.sign for row in not_examined_rows()]
    of_signs = (word for name in ("words", "receivers") for sign in signs for word in getattr(sign, name, ()))
    return tuple(dict.fromkeys((*(word for name in lists for word in name), *of_signs)))


@lru_cache(maxsize=1)
def every_name() -> tuple[str, ...]:
    signs = signs_of(NamedInTexts)
    return tuple(dict.fromkeys(name for sign in signs for name in places._words_of_addresses(sign)))


@lru_cache(maxsize=1)
def every_pattern() -> tuple[re.Pattern[str], ...]:
    """The pattern of each word, without an index."""
    return tuple(map(pattern_of, every_word()))


@lru_cache(maxsize=2)
def patterns_of_names(whole: bool) -> tuple[re.Pattern[str], ...]:
    """The pattern of each name, without an index: kept here, since there are more of them than the program remembers."""
    return tuple(words._pattern(without_accents(name), whole=whole) for name in every_name())


def pattern_of(word: str) -> re.Pattern[str]:
    script = next((each for each in patterns._ELSEWHERE if each[0].match(folded(word))), None)
    return patterns._with_written_onto(script[1], word) if script else patterns._pattern(word)


def spans_of_every_pattern(plain: str) -> set[tuple[int, int]]:
    return {match.span() for pattern in every_pattern() for match in pattern.finditer(plain)}


def folded(word: str) -> str:
    return without_accents(word.lstrip(AS_WRITTEN))


def text_with(word: str, cut: int, ending: str) -> str:
    letters = re.sub(r"[*|=]", "", without_accents(word))
    return f"for the {letters[: len(letters) - cut]}{ending} of goods"


@settings(max_examples=40)
@given(
    word=st.deferred(lambda: st.sampled_from(every_word())),
    cut=st.integers(min_value=0, max_value=2),
    ending=st.sampled_from(ENDINGS),
)
def test_the_index_finds_what_every_pattern_finds(word: str, cut: int, ending: str) -> None:
    plain = text_with(word, cut, ending)

    assert {match.span() for match in occurrences(every_word(), plain)} == spans_of_every_pattern(plain)


@pytest.mark.parametrize("whole", [True, False])
@given(
    name=st.deferred(lambda: st.sampled_from(every_name())),
    cut=st.integers(min_value=0, max_value=2),
    ending=st.sampled_from(ENDINGS),
)
def test_the_index_of_names_finds_what_every_pattern_finds(
    whole: bool, name: str, cut: int, ending: str
) -> None:
    plain = text_with(name, cut, ending)

    anywhere = {match.span() for pattern in patterns_of_names(whole) for match in pattern.finditer(plain)}
    assert anywhere <= {match.span() for match in names_in(every_name(), plain, whole=whole)}


def test_each_word_is_found_wherever_its_pattern_stands() -> None:
    for word, pattern in zip(every_word(), every_pattern(), strict=True):
        for cut, ending in ((0, ""), (0, "s"), (1, "i"), (2, "ого")):
            plain = text_with(word, cut, ending)
            spans = {match.span() for match in pattern.finditer(plain)}
            assert spans == {match.span() for match in occurrences((word,), plain)}, (word, plain)
