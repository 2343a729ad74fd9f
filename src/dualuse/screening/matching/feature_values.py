"""The values of the features (:mod:`.features`) of pairs of names whose words were laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.alignment import INITIAL, MOST_WORDS, Aligned, Side
from dualuse.screening.matching.by_rows import Bits, Floats, any_of, number_of, total_of
from dualuse.screening.matching.features import FEATURES
from dualuse.screening.names.word_rarity import WordClass

Values = dict[str, NDArray[Any]]
"""Values by the name of their feature, each of shape [pairs]."""

_NOWHERE: Final = 10_000
"""A place behind all others: of a round in which nothing met. How many of them there are depends on the longest name that
is compared at the same time, and must not matter."""
_NO_WEIGHT: Final = 0.05
_SAME: Final = 0.99
_CLOSE: Final = 0.85
_MET: Final = 0.7
"""The likeness from which words count as met."""
_OF_INITIAL: Final = 0.7
"""The part of a word's weight that an initial meets."""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What features need beside the words, for each pair of names.

    ``run_likeness``, ``begins_alike``, ``cut_off`` and ``covered``: from 0 to 1, see :data:`~.features.FEATURES`.
    ``weak``: 1 for a weak alias. ``writing``: 1 where one name is of another alphabet, 2 where one is of syllables.
    ``other_writing``: 1 where the entry has a name in the letters asked and this one is in others. ``vowelless``: 1
    where one of the names was written without vowels.
    """

    run_likeness: Floats
    begins_alike: Floats
    cut_off: Floats
    weak: Floats
    covered: Floats
    writing: Floats
    other_writing: Floats
    vowelless: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _MetWords:
    """The words that met, round by round: shapes [pairs, rounds]. ``named``: both carry a name."""

    likeness: Floats
    left_weight: Floats
    right_weight: Floats
    left_kind: NDArray[np.integer]
    right_kind: NDArray[np.integer]
    letters: NDArray[np.integer]
    """Letters of the shorter word."""
    named: Bits
    initial: Bits


@dataclass(frozen=True, slots=True)
class _Unmet:
    """Of one name: the weight and the number of the words that carry it, and of those of them that met nothing."""

    weight: Floats
    unmet_weight: Floats
    words: Floats
    unmet_words: Floats


def feature_values(left: Side, right: Side, met: Aligned, facts: PairFacts) -> Floats:
    """The values of all columns for pairs of names. Shape: [pairs, len(COLUMNS)]."""
    values = _values(left, right, met, facts)
    columns: list[NDArray[Any]] = []
    for feature in FEATURES:
        value = values[feature.name]
        # Nothing up to a threshold, then rising to 1.
        above = (np.maximum(value - threshold, 0) / (1 - threshold) for threshold in feature.above)
        columns += [value, *above, *(value * values[other] for other in feature.times)]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _values(left: Side, right: Side, met: Aligned, facts: PairFacts) -> Values:
    words = _met_words(left, right, met)
    likeness, named = words.likeness, words.named
    weight = np.minimum(words.left_weight, words.right_weight)
    good = weight * likeness**2 * named
    met_weight = total_of(good)
    met_words = number_of(named & (likeness >= _MET))
    of_left, of_right = _unmet_of(left, met.left), _unmet_of(right, met.right)
    values = _weights_met(words, good, met_weight, of_left, of_right) | {
        "one_word_met": met_words == 1,
        "two_words_met": met_words == 2,
        "three_words_met": met_words >= 3,
        "mean_likeness": met_weight / np.maximum(total_of(weight * named * likeness), 1e-3),
        "least_likeness": np.ascontiguousarray(np.where(named & (likeness > 0), likeness, 1.0).T).min(axis=0),
        "order_kept": _keeps_order(met, named),
    }
    share_of_heavier = values["share_of_heavier"]
    values["common_words_met"] = (
        np.maximum(0.75 - met_weight / np.maximum(met_words, 1), 0) * share_of_heavier
    )
    values |= _rarest_words(left, right, met, met_words)
    values |= _spelling(left, right, words, met_words, facts)
    values |= _kinds_of_words(left, right, met, words, values["unmet_words_in_either"])
    values |= _whole_names(values, met_weight, met_words)
    values |= _single_words(of_left, of_right, facts.run_likeness)
    return values | {
        "covered_by_aliases": facts.covered,
        "covered_beyond": np.maximum(facts.covered - values["share_of_lighter"], 0),
        "weak_alias": facts.weak,
        "vowels_unwritten": facts.vowelless,
        "vowels_unwritten_unmet": facts.vowelless * (1 - share_of_heavier),
        "other_alphabet": facts.writing == 1,
        "in_syllables": facts.writing == 2,
        "other_writing": facts.other_writing,
        "other_writing_all_met": facts.other_writing * values["all_words_met"],
        "other_writing_unlike": facts.other_writing * (1 - values["mean_likeness"]),
    }


def _met_words(left: Side, right: Side, met: Aligned) -> _MetWords:
    pairs = np.arange(len(met.likeness))[:, None]
    on_left, on_right = met.left_at >= 0, met.right_at >= 0
    left_kind = np.where(on_left, left.kind[pairs, met.left_at], 255)
    right_kind = np.where(on_right, right.kind[pairs, met.right_at], 255)
    an_initial = (left_kind == WordClass.INITIAL) | (right_kind == WordClass.INITIAL)
    return _MetWords(
        likeness=met.likeness,
        left_weight=np.where(on_left, left.weight[pairs, met.left_at], 0),
        right_weight=np.where(on_right, right.weight[pairs, met.right_at], 0),
        left_kind=left_kind,
        right_kind=right_kind,
        letters=np.minimum(
            np.where(on_left, left.letters[pairs, met.left_at], 0),
            np.where(on_right, right.letters[pairs, met.right_at], 0),
        ),
        named=_carries_name(left_kind) & _carries_name(right_kind),
        initial=(met.likeness == INITIAL) & an_initial,
    )


def _weights_met(
    words: _MetWords, good: Floats, met_weight: Floats, of_left: _Unmet, of_right: _Unmet
) -> Values:
    """The weight of the words that met, and of those that met nothing. ``good``: of each word that met, [pairs, rounds]."""
    likeness = words.likeness
    initials_weight = total_of(np.maximum(words.left_weight, words.right_weight) * words.initial)
    all_met = met_weight + _OF_INITIAL * initials_weight
    lighter = np.maximum(np.minimum(of_left.weight, of_right.weight), _NO_WEIGHT)
    heavier = np.maximum(np.maximum(of_left.weight, of_right.weight), _NO_WEIGHT)
    unmet_in_both = np.minimum(of_left.unmet_weight, of_right.unmet_weight)
    unmet_in_either = np.maximum(of_left.unmet_weight, of_right.unmet_weight)
    return {
        "share_of_lighter": np.minimum(all_met / lighter, 1.0),
        "share_of_heavier": np.minimum(all_met / heavier, 1.0),
        "weight_met": np.log1p(met_weight),
        "weight_met_exactly": total_of(good * (likeness >= _SAME)),
        "weight_met_closely": total_of(good * ((likeness >= _CLOSE) & (likeness < _SAME))),
        "weight_met_roughly": total_of(good * ((likeness >= _MET) & (likeness < _CLOSE))),
        "weight_met_faintly": total_of(good * (likeness < _MET)),
        "unmet_in_both": unmet_in_both,
        "unmet_in_either": unmet_in_either,
        "unmet_share_of_lighter": unmet_in_both / lighter,
        "unmet_share_of_heavier": unmet_in_either / heavier,
        "unmet_words_in_both": np.minimum(of_left.unmet_words, of_right.unmet_words),
        "unmet_words_in_either": np.minimum(np.maximum(of_left.unmet_words, of_right.unmet_words), 5),
    }


def _spelling(
    left: Side, right: Side, words: _MetWords, met_words: NDArray[np.int64], facts: PairFacts
) -> Values:
    """The letters that met, and the names without spaces."""
    letters = total_of(words.letters * words.likeness * words.named)
    spelt = letters + number_of(words.initial)
    # The letters that count are those of words that carry a name, and initials.
    of_left, of_right = (
        total_of(np.where(side.kind <= WordClass.NUMBER, side.letters, 0)) for side in (left, right)
    )
    spelt_of_shorter = np.minimum(spelt / np.maximum(np.minimum(of_left, of_right), 1), 1)
    spelt_of_longer = np.minimum(spelt / np.maximum(np.maximum(of_left, of_right), 1), 1)
    return {
        "letters_met": np.minimum(letters / 20, 1),
        "spelt_of_shorter": spelt_of_shorter,
        "spelt_of_longer": spelt_of_longer,
        "spelt_by_one_word": spelt_of_shorter * (met_words == 1),
        "spelt_by_several_words": spelt_of_shorter * (met_words >= 2),
        "run_likeness": facts.run_likeness,
        "best_likeness": np.maximum(facts.run_likeness, spelt_of_longer),
        "begins_alike": facts.begins_alike,
        "cut_off": facts.cut_off,
    }


def _rarest_words(left: Side, right: Side, met: Aligned, met_words: NDArray[np.int64]) -> Values:
    left_likeness, left_rarity = _rarest_word(left, met.left)
    right_likeness, right_rarity = _rarest_word(right, met.right)
    in_both = np.minimum(left_likeness, right_likeness)
    return {
        "rarest_word_met_in_both": in_both,
        "rarest_word_met_in_either": np.maximum(left_likeness, right_likeness),
        "rarest_word_met_alone": (in_both >= 0.95) & (met_words == 1),
        "rarity_of_rarest_word": np.minimum(left_rarity, right_rarity),
    }


def _whole_names(values: Values, met_weight: Floats, met_words: NDArray[np.int64]) -> Values:
    all_met = (values["unmet_words_in_both"] == 0) & (met_words >= 2)
    return {
        "all_words_met": all_met,
        "all_words_met_weight": all_met * met_weight,
        "all_words_met_but_more": all_met * np.minimum(values["unmet_words_in_either"], 3),
    }


def _single_words(of_left: _Unmet, of_right: _Unmet, run_likeness: Floats) -> Values:
    fewer_words = np.minimum(of_left.words, of_right.words)
    single = fewer_words <= 1
    return {
        "single_word": single,
        "single_word_same": single & (run_likeness >= 0.995),
        "single_word_unlike": single * (1 - run_likeness),
        "words_of_shorter": np.minimum(fewer_words, 5),
        "words_of_longer": np.minimum(np.maximum(of_left.words, of_right.words), 8),
    }


def _kinds_of_words(
    left: Side, right: Side, met: Aligned, words: _MetWords, unmet_words_in_either: Floats
) -> Values:
    """What legal forms, numbers, initials and patronymics say."""
    left_form, right_form = left.kind == WordClass.FORM, right.kind == WordClass.FORM
    same_form = any_of(left_form & (met.left > 0))
    left_patronymic = words.left_kind == WordClass.PATRONYMIC
    right_patronymic = words.right_kind == WordClass.PATRONYMIC
    patronymic_met = any_of(left_patronymic & right_patronymic & (words.likeness > _MET))
    others_met = words.named & (words.likeness >= _MET) & ~left_patronymic & ~right_patronymic
    return {
        "legal_form_same": same_form,
        "legal_form_other": any_of(left_form) & any_of(right_form) & ~same_form,
        "numbers_differ": _both_unmet(left, right, met, WordClass.NUMBER),
        "number_in_one_alone": any_of(left.kind == WordClass.NUMBER)
        != any_of(right.kind == WordClass.NUMBER),
        "initials_met": np.minimum(number_of(words.initial), 3),
        "patronymics_differ": _both_unmet(left, right, met, WordClass.PATRONYMIC),
        "patronymic_met": patronymic_met,
        # A given name and a patronymic are half of a person's name.
        "family_name_unmet": patronymic_met & (number_of(others_met) <= 1) & (unmet_words_in_either > 0),
    }


def _carries_name(kind: NDArray[np.integer]) -> Bits:
    """Words that carry a name."""
    carries: Bits = (kind == WordClass.CORE) | (kind == WordClass.NUMBER) | (kind == WordClass.PATRONYMIC)
    return carries


def _unmet_of(side: Side, likeness: Floats) -> _Unmet:
    """``likeness``: at which each word of the side met its partner; a patronymic that meets nothing is not missed."""
    carries = _carries_name(side.kind)
    unmet = carries & (side.kind != WordClass.PATRONYMIC) & (likeness == 0)
    return _Unmet(
        total_of(side.weight * carries),
        total_of(side.weight * unmet),
        number_of(carries).astype(np.float32),
        number_of(unmet).astype(np.float32),
    )


def _rarest_word(side: Side, likeness: Floats) -> tuple[Floats, Floats]:
    """The likeness at which the rarest word of one side met, and how rare it is."""
    weight = np.where(_carries_name(side.kind), side.weight, -1)
    at = weight.argmax(axis=1)
    rows = np.arange(len(at))
    return likeness[rows, at], np.maximum(weight[rows, at], 0)


def _both_unmet(left: Side, right: Side, met: Aligned, kind: WordClass) -> Bits:
    """Whether both names have a word of the kind that met nothing."""
    return any_of((left.kind == kind) & (met.left == 0)) & any_of((right.kind == kind) & (met.right == 0))


def _keeps_order(met: Aligned, named: Bits) -> Bits:
    """Whether the words that met stand in the same order in both names."""
    # Both places as one number: sorted by the left one, that of the right one is its last digit.
    places = np.sort(
        np.where(named, met.left_at * MOST_WORDS + met.right_at, _NOWHERE).astype(np.int16), axis=1
    )
    right = places % MOST_WORDS
    return ~any_of((right[:, 1:] <= right[:, :-1]) & (places[:, 1:] != _NOWHERE))
