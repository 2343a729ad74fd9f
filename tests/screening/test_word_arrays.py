"""What the index makes for all its words at once is what a query makes for each of its words."""

from __future__ import annotations

import itertools
from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dualuse.screening.index.blocking_keys import (
    exact_key,
    heard_code,
    letters_of,
    scanned_code,
    shortened_keys,
    voiced_code,
    whole_keys,
)
from dualuse.screening.index.checksums import checksums, packed, shortened_checksums
from dualuse.screening.index.word_arrays import text_arrays, word_arrays
from dualuse.screening.names import sound
from dualuse.screening.names.sound import forms_of
from dualuse.screening.names.vocabulary import legal_forms, trade_words
from dualuse.screening.names.word_rarity import class_of, weight_of
from dualuse.screening.names.words import words_of

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
READ = TEXTS.flatmap(lambda text: st.sampled_from(words_of(text) or ("x",)))
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=14)
MARKS = [mark for ways in legal_forms().values() for mark in ways.values()]
WORDS = st.one_of(
    LETTERS,
    LETTERS.map(lambda word: "~" + word),
    st.sampled_from(MARKS),
    st.sampled_from(sorted(trade_words())),
    READ,
)
MANY = st.lists(WORDS, unique=True, max_size=40)


@given(MANY)
def test_forms_of_many_words_are_those_of_each(words: list[str]) -> None:
    forms = forms_of(words)
    assert forms.sounds == [sound.sound(word) for word in words]
    assert forms.bones == [sound.skeleton(word) for word in words]
    assert forms.voiced == [sound.voiced(word) for word in words]
    assert forms.scanned == [sound.scanned(word) for word in words]
    assert forms.transcribed == [sound.transcribed(word) for word in words]


@given(st.lists(TEXTS, max_size=20), st.binary(max_size=2))
def test_checksums_of_many_texts_are_those_of_zlib(texts: list[str], prefix: bytes) -> None:
    contents = [text.encode() for text in texts]
    assert checksums(packed(texts), prefix).tolist() == [crc32(prefix + content) for content in contents]
    shortened, owner = shortened_checksums(packed(texts), prefix)
    expected = [
        (number, crc32(prefix + content[:at] + content[at + 1 :]))
        for number, content in enumerate(contents)
        for at in range(len(content))
    ]
    assert list(zip(owner.tolist(), shortened.tolist(), strict=True)) == expected


@given(st.lists(TEXTS, max_size=20))
def test_packed_texts_are_read_back(texts: list[str]) -> None:
    arrays = text_arrays("text", texts)
    whole, at = arrays["text"].tobytes(), arrays["text_at"].tolist()
    assert [whole[start:end].decode() for start, end in itertools.pairwise(at)] == texts


@given(MANY, st.lists(LETTERS, unique=True, max_size=8))
def test_keys_and_facts_of_many_words_are_those_of_each(words: list[str], joined: list[str]) -> None:
    new = [word for word in joined if word not in words]
    sounds = [sound.sound(word) for word in new]
    arrays = word_arrays([*words, *new], [class_of(word) for word in words], forms_of(words), sounds)
    expected = sorted(
        (key, number)
        for number, word in enumerate([*words, *new])
        for key in (
            whole_keys(word) + shortened_keys(word)
            if number < len(words)
            else [exact_key(word), crc32(b"P" + sound.sound(word).encode())]
        )
    )
    assert list(zip(arrays["key"].tolist(), arrays["key_word"].tolist(), strict=True)) == expected
    none = [0] * len(new)
    assert arrays["word_bag"].tolist() == [*map(letters_of, words), *none]
    assert arrays["word_heard"].tolist() == [*map(heard_code, words), *none]
    assert arrays["word_scanned"].tolist() == [*map(scanned_code, words), *none]
    assert arrays["word_voiced"].tolist() == [*map(voiced_code, words), *none]
    weights = np.array([weight_of(word) for word in words], dtype=np.float32)
    assert arrays["word_weight"].tolist() == [*weights.tolist(), *([1.0] * len(new))]


def test_an_index_of_nothing_has_no_words() -> None:
    assert forms_of([]) == forms_of(())
    arrays = word_arrays([], [], forms_of([]), [])
    assert len(arrays["key"]) == 0
