"""What is measured of two names that were laid beside each other: the columns the model weighs.

Every measure is the same whichever of the two names comes first. ``mass`` is the weight of words; ``smaller`` and
``larger`` are of the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.alignment import INITIAL, MOST_WORDS, Aligned, Side
from dualuse.screening.matching.by_rows import any_of, number_of, total_of
from dualuse.screening.names.word_rarity import WordClass

Floats = NDArray[np.float32]

NAME_MEASURES: Final = (
    "share_smaller", "share_larger", "share_smaller_60", "share_smaller_80", "share_smaller_95", "share_larger_50", "share_larger_70",
    "share_larger_85", "open_smaller", "open_larger", "open_smaller_share", "open_larger_share", "open_both_30", "exact", "near", "middling",
    "low", "met_log", "one_met", "two_met", "three_met", "mean_likeness", "least_likeness", "run", "run_70", "run_80", "run_90", "run_97",
    "rarest", "rarest_70", "rarest_90", "rarest_larger", "rarest_95_alone", "single", "single_exact", "single_unlike", "same_form", "other_form", "numbers_differ",
    "initials", "patronymics_differ", "patronymic_met", "order_kept", "covered", "covered_more", "weak", "words_smaller", "words_larger",
    "all_common", "first_rarity", "open_words_smaller", "open_words_larger", "run_single", "bare", "begins", "begins_all_met", "shares", "run_share_larger", "rarest_share_larger", "letters", "run_letters", "is_bare", "bare_run", "least_share", "spelt_smaller", "spelt_larger", "spelt_smaller_70", "spelt_smaller_85",
    "spelt_smaller_95", "spelt_larger_60", "spelt_larger_75", "spelt_larger_90", "spelt_both", "best", "best_70", "best_80", "best_90",
    "best_97", "best_smaller", "bare_spelt", "best_letters", "spelt_letters", "spelt_few", "met_by_one", "bare_letters", "whole", "whole_mass", "whole_letters", "whole_least", "whole_more", "whole_rarest", "by_ear", "by_ear_whole", "syllables", "elsewhere", "elsewhere_whole", "elsewhere_unlike", "number_alone", "father_alone", "cut_off",
)  # fmt: skip
"""Names of the columns :func:`measure_names` gives, in order."""
_NOWHERE: Final = 10_000
"""A place behind all others: of a round in which nothing met. How many of them there are depends on the longest name that
is compared at the same time, and must not matter."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else the measures rest on, per pair: likeness of the names run together, how far one begins the other, whether it ends within a
    word of it, weak alias, best cover by aliases, whether their
    writings differ (see :mod:`~dualuse.screening.names.run_together`), whether the entry has a name in the writing asked while this one
    is in another, and whether one was written without vowels."""

    run: Floats
    begins: Floats
    cut_off: Floats
    weak: Floats
    covered: Floats
    writing: Floats
    elsewhere: Floats
    bare: Floats


def measure_names(left: Side, right: Side, met: Aligned, beside: Beside) -> Floats:
    """The measures of pairs of names. Shape: [pairs, len(NAME_MEASURES)]."""
    likeness = met.likeness
    pairs = np.arange(len(likeness))[:, None]
    left_weight = np.where(met.left_at >= 0, left.weight[pairs, met.left_at], 0)
    right_weight = np.where(met.right_at >= 0, right.weight[pairs, met.right_at], 0)
    left_kind = np.where(met.left_at >= 0, left.kind[pairs, met.left_at], 255)
    right_kind = np.where(met.right_at >= 0, right.kind[pairs, met.right_at], 255)
    weight = np.minimum(left_weight, right_weight)
    names = _carries(left_kind) & _carries(right_kind)
    initial = (likeness == INITIAL) & ((left_kind == WordClass.INITIAL) | (right_kind == WordClass.INITIAL))
    mass_of_left, open_left, words_left, open_words_left = _open(left, met.left)
    mass_of_right, open_right, words_right, open_words_right = _open(right, met.right)
    good = weight * likeness**2 * names
    met_mass = total_of(good)
    initial_mass = total_of(np.maximum(left_weight, right_weight) * initial)
    smaller = np.minimum(mass_of_left, mass_of_right)
    larger = np.maximum(mass_of_left, mass_of_right)
    share_smaller = np.minimum((met_mass + 0.7 * initial_mass) / np.maximum(smaller, 0.05), 1.0)
    share_larger = np.minimum((met_mass + 0.7 * initial_mass) / np.maximum(larger, 0.05), 1.0)
    open_smaller, open_larger = np.minimum(open_left, open_right), np.maximum(open_left, open_right)
    left_letters = np.where(met.left_at >= 0, left.letters[pairs, met.left_at], 0)
    right_letters = np.where(met.right_at >= 0, right.letters[pairs, met.right_at], 0)
    spelt = total_of(np.minimum(left_letters, right_letters) * likeness * names) + number_of(initial)
    letters_of_left = total_of(np.where(_counts(left.kind), left.letters, 0))
    letters_of_right = total_of(np.where(_counts(right.kind), right.letters, 0))
    spelt_smaller = np.minimum(spelt / np.maximum(np.minimum(letters_of_left, letters_of_right), 1), 1)
    spelt_larger = np.minimum(spelt / np.maximum(np.maximum(letters_of_left, letters_of_right), 1), 1)
    best = np.maximum(beside.run, spelt_larger)
    letters = np.minimum(total_of(np.minimum(left_letters, right_letters) * likeness * names) / 20, 1)
    counted = number_of(names & (likeness >= 0.7))
    core = names & (likeness > 0)
    least = np.ascontiguousarray(np.where(core, likeness, 1.0).T).min(axis=0)
    mean = total_of(good) / np.maximum(total_of(weight * names * likeness), 1e-3)
    rarest_left, rarity_left = _rarest(left, met.left)
    rarest_right, rarity_right = _rarest(right, met.right)
    rarest, rarest_larger = np.minimum(rarest_left, rarest_right), np.maximum(rarest_left, rarest_right)
    words_smaller = np.minimum(words_left, words_right)
    single = words_smaller <= 1
    same_form, other_form = _forms(left, right, met)
    numbers = _unmet(left, met.left, WordClass.NUMBER) & _unmet(right, met.right, WordClass.NUMBER)
    fathers = _unmet(left, met.left, WordClass.PATRONYMIC) & _unmet(right, met.right, WordClass.PATRONYMIC)
    father_met = any_of(
        (left_kind == WordClass.PATRONYMIC) & (right_kind == WordClass.PATRONYMIC) & (likeness > 0.7)
    )
    number_alone = _number_alone(left, right)
    counted_core = names & (likeness >= 0.7)
    counted_core &= (left_kind != WordClass.PATRONYMIC) & (right_kind != WordClass.PATRONYMIC)
    # A given name and a father's name are half of what tells a person.
    father_alone = (
        father_met & (number_of(counted_core) <= 1) & (np.maximum(open_words_left, open_words_right) > 0)
    )
    rising = _rising(met, names)
    run = beside.run
    # All words of the shorter name have met, at least two of them.
    whole = (np.minimum(open_words_left, open_words_right) == 0) & (counted >= 2)
    columns = [
        share_smaller, share_larger, _above(share_smaller, 0.6), _above(share_smaller, 0.8), _above(share_smaller, 0.95),
        _above(share_larger, 0.5), _above(share_larger, 0.7), _above(share_larger, 0.85), open_smaller, open_larger,
        open_smaller / np.maximum(smaller, 0.05), open_larger / np.maximum(larger, 0.05), _above(open_smaller, 0.3),
        total_of(good * (likeness >= 0.99)), total_of(good * ((likeness >= 0.85) & (likeness < 0.99))),
        total_of(good * ((likeness >= 0.7) & (likeness < 0.85))), total_of(good * (likeness < 0.7)), np.log1p(met_mass), counted == 1,
        counted == 2, counted >= 3, mean, least, run, _above(run, 0.7), _above(run, 0.8), _above(run, 0.9), _above(run, 0.97), rarest,
        _above(rarest, 0.7), _above(rarest, 0.9), rarest_larger, (rarest >= 0.95) & (counted == 1), single, single & (run >= 0.995),
        single * (1 - run), same_form, other_form, numbers, np.minimum(number_of(initial), 3), fathers, father_met, rising, beside.covered,
        np.maximum(beside.covered - share_smaller, 0), beside.weak, np.minimum(words_smaller, 5), np.minimum(np.maximum(words_left, words_right), 8),
        np.maximum(0.75 - met_mass / np.maximum(counted, 1), 0) * share_larger, np.minimum(rarity_left, rarity_right), np.minimum(open_words_left, open_words_right),
        np.minimum(np.maximum(open_words_left, open_words_right), 5), run * single, beside.bare * (1 - share_larger), beside.begins, beside.begins * share_smaller, share_smaller * share_larger, run * share_larger, rarest * share_larger, letters, run * letters, beside.bare, beside.bare * run, least * share_larger, spelt_smaller, spelt_larger,
        _above(spelt_smaller, 0.7), _above(spelt_smaller, 0.85), _above(spelt_smaller, 0.95), _above(spelt_larger, 0.6), _above(spelt_larger, 0.75),
        _above(spelt_larger, 0.9), spelt_smaller * spelt_larger, best, _above(best, 0.7), _above(best, 0.8), _above(best, 0.9), _above(best, 0.97),
        best * spelt_smaller, beside.bare * spelt_smaller, best * letters, spelt_smaller * letters, spelt_smaller * (counted >= 2), spelt_smaller * (counted == 1), beside.bare * letters, whole, whole * met_mass, whole * letters, whole * least, whole * np.minimum(np.maximum(open_words_left, open_words_right), 3), whole * rarest, beside.writing == 1, (beside.writing == 1) * whole, beside.writing == 2, beside.elsewhere, beside.elsewhere * whole, beside.elsewhere * (1 - mean), number_alone, father_alone, beside.cut_off,
    ]  # fmt: skip
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _above(values: Floats, start: float) -> Floats:
    """Nothing up to ``start``, then rising to 1."""
    risen: Floats = np.maximum(values - start, 0) / (1 - start)
    return risen


def _carries(kind: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Words that carry a name."""
    carried: NDArray[np.bool_] = (
        (kind == WordClass.CORE) | (kind == WordClass.NUMBER) | (kind == WordClass.PATRONYMIC)
    )
    return carried


def _counts(kind: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Words whose letters count: those that carry a name, and initials."""
    counted: NDArray[np.bool_] = _carries(kind) | (kind == WordClass.INITIAL)
    return counted


def _open(side: Side, likeness: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Of one side: the mass of the words that carry it, the part that met nothing; the same in numbers of words."""
    carries = _carries(side.kind)
    core = carries & (side.kind != WordClass.PATRONYMIC)
    none = core & (likeness == 0)
    return (
        total_of(side.weight * carries),
        total_of(side.weight * none),
        number_of(carries).astype(np.float32),
        number_of(none).astype(np.float32),
    )


def _rarest(side: Side, likeness: Floats) -> tuple[Floats, Floats]:
    """Of one side: how its rarest word met, and how rare it is."""
    weight = np.where(_carries(side.kind), side.weight, -1)
    at = weight.argmax(axis=1)
    rows = np.arange(len(at))
    return likeness[rows, at], np.maximum(weight[rows, at], 0)


def _unmet(side: Side, likeness: Floats, kind: WordClass) -> NDArray[np.bool_]:
    return any_of((side.kind == kind) & (likeness == 0))


def _number_alone(left: Side, right: Side) -> NDArray[np.bool_]:
    """Whether one name has a number and the other has none: sister ships and branches are told apart so."""
    ours, theirs = any_of(left.kind == WordClass.NUMBER), any_of(right.kind == WordClass.NUMBER)
    alone: NDArray[np.bool_] = ours != theirs
    return alone


def _forms(left: Side, right: Side, met: Aligned) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether both names have the same legal form, and whether both have one and none is the same."""
    left_form, right_form = left.kind == WordClass.FORM, right.kind == WordClass.FORM
    same = any_of(left_form & (met.left > 0))
    return same, any_of(left_form) & any_of(right_form) & ~same


def _rising(met: Aligned, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the words that met stand in the same order in both names."""
    # Both places as one number: sorted by the left one, that of the right one is its last digit.
    places = np.sort(
        np.where(names, met.left_at * MOST_WORDS + met.right_at, _NOWHERE).astype(np.int16), axis=1
    )
    right = places % MOST_WORDS
    falls = (right[:, 1:] <= right[:, :-1]) & (places[:, 1:] != _NOWHERE)
    return ~any_of(falls)
