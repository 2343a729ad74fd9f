"""The short cuts of the look-up find what comparing everything finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays

from dualuse.screening.index.blocking_keys import whole_keys
from dualuse.screening.index.building import build_index
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import any_of, number_of
from dualuse.screening.matching.pairing import BONES, MEANING, asked_words, pairs_worth_comparing
from dualuse.screening.matching.word_similarity import SAME_MEANING, find_joined, find_like
from dualuse.screening.names.vocabulary import meanings
from dualuse.sources.lists.listed_party import ListedName, ListedParty

NAMES = (
    "Quillon Bank",
    "Orlow Quillonberg",
    "Zavod Quellen",
    "Factory Kvillan",
    "Hai Ge Trading",
    "Haige Trading",
    "Trading Company Ltd",
    "Alexander Orlov",
    "Oleksandr Arlov",
    "Quillonberger Holding",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    place = tmp_path_factory.mktemp("pairing") / "invented.index"
    build_index(
        (
            ListedParty(f"N{number}", "invented", "organisation", (ListedName(name, "primary"),))
            for number, name in enumerate(NAMES)
        ),
        place,
    )
    return Corpus(place)


def test_words_of_one_meaning_and_of_the_same_consonants_say_so(corpus: Corpus) -> None:
    words = ["zavod", "quillon", "alexander", "haige"]
    asked = asked_words(words)
    pairs = pairs_worth_comparing(corpus, asked)
    by_meaning, by_bones = set(pairs.places_by(MEANING).tolist()), set(pairs.places_by(BONES).tolist())
    for place, (asked_number, listed_number) in enumerate(
        zip(pairs.asked.tolist(), pairs.listed.tolist(), strict=True)
    ):
        listed = corpus.words[listed_number]
        shared = set(whole_keys(words[asked_number])) & set(whole_keys(listed))
        if (
            shared
            and not set(meanings(words[asked_number])).isdisjoint(meanings(listed))
            and corpus.bag[listed_number]
        ):
            assert place in by_meaning
        if len(asked.bones[asked_number]) >= 2 and asked.bones[asked_number] == corpus.bones[listed_number]:
            assert place in by_bones
    assert by_meaning
    assert by_bones


def test_words_of_one_meaning_are_found(corpus: Corpus) -> None:
    ((numbers, likeness),) = find_like(corpus, ["zavod"])
    assert likeness[numbers.tolist().index(corpus.words.index("factory"))] == pytest.approx(SAME_MEANING)


def test_words_asked_together_find_what_each_finds_alone(corpus: Corpus) -> None:
    words = [*corpus.words, "orlof", "quilon", "~kvln", "x", "77"]
    for find in (find_like, find_joined):
        for word, (numbers, likeness) in zip(words, find(corpus, words), strict=True):
            ((alone, alike),) = find(corpus, [word])
            assert numbers.tolist() == alone.tolist(), word
            assert likeness.tolist() == alike.tolist(), word
    assert find_joined(corpus, []) == []


def test_neighbours_joined_are_found(corpus: Corpus) -> None:
    ((numbers, likeness),) = find_joined(corpus, ["haige"])
    assert numbers.tolist() == [corpus.words.index("haige")]
    assert likeness.tolist() == [1.0]


def test_words_that_begin_with_a_word(corpus: Corpus) -> None:
    numbers, lengths = corpus.beginning_with(["quillon", "none", "trad"], 60)
    expected = [
        sorted(word for word in corpus.words if word.startswith(start))
        for start in ("quillon", "none", "trad")
    ]
    assert lengths.tolist() == [len(some) for some in expected]
    assert [corpus.words[number] for number in numbers.tolist()] == [
        word for some in expected for word in some
    ]
    assert corpus.beginning_with(["quillon"], 2)[1].tolist() == [2]


def test_names_that_begin_with_a_run(corpus: Corpus) -> None:
    at = corpus.arrays["name_run_at"]
    runs = [
        bytes(corpus.arrays["name_run"][at[name] : at[name + 1]]).decode() for name in range(corpus.names)
    ]
    for run in [*runs, *(run[:8] for run in runs), "quilonbergerholdingaga", "zzzzzzzzzz", "ééééééééé"]:
        if len(run) >= 8:
            names = sorted(corpus.names_beginning_with(run, 24).tolist())
            assert names == [name for name, other in enumerate(runs) if other.startswith(run)], run


def test_an_index_without_names_finds_nothing(tmp_path: Path) -> None:
    build_index((), tmp_path / "empty.index")
    empty = Corpus(tmp_path / "empty.index")
    assert empty.names_beginning_with("quillonberg", 24).tolist() == []
    assert [len(numbers) for numbers, _ in find_like(empty, ["quillonberg", "bank"])] == [0, 0]
    assert [len(numbers) for numbers, _ in find_joined(empty, ["haige"])] == [0]


@given(arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=14)))
def test_questions_by_columns_are_those_by_rows(bits: np.ndarray) -> None:
    assert any_of(bits).tolist() == bits.any(axis=1).tolist()
    assert number_of(bits).tolist() == bits.sum(axis=1).tolist()
