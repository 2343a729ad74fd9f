"""Every feature the matcher weighs, on one screen: its name, which way it may speak, and what it means.

A feature is a number for a pair of names, the same whichever of the two comes first. One row gives one column of numbers,
``above`` one more for each threshold (``share_of_lighter_above_60``: 0 up to 0.60, then rising to 1), ``times`` one more for
each feature it is multiplied with (``run_likeness_times_letters_met``). :mod:`.feature_values` computes them.

Its weight stands under the name of its column in ``weights.json``, once for each model (``models.person.weights``); the small
trees there ask for columns by their number in ``features``. ``FOR`` never has a weight below zero and ``AGAINST`` none above:
training holds them to that (``training/screening/fit.py``). What dates, countries and kinds say (:data:`EVIDENCE`) is weighed
apart, once for each listed party (``models.person.evidence``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from typing import Final, Literal

Direction = Literal["for", "against", "either"]
FOR: Final[Direction] = "for"
AGAINST: Final[Direction] = "against"
EITHER: Final[Direction] = "either"


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature and the columns that follow from it; ``direction`` holds for all of them."""

    name: str
    direction: Direction
    means: str
    above: tuple[float, ...] = ()
    _: KW_ONLY
    times: tuple[str, ...] = ()

    def columns(self) -> Iterator[str]:
        """The names of its columns, in order."""
        yield self.name
        for threshold in self.above:
            yield f"{self.name}_above_{threshold * 100:.0f}"
        for other in self.times:
            yield f"{self.name}_times_{other}"


# Words have a weight by their rarity. Of two names the lighter has less of it, the shorter fewer letters or words.
FEATURES: Final = (
    # What met
    Feature("share_of_lighter", FOR, "weight that met, as a share of the lighter name", (0.6, 0.8, 0.95), times=("share_of_heavier",)),
    Feature("share_of_heavier", FOR, "weight that met, as a share of the heavier name", (0.5, 0.7, 0.85)),
    Feature("weight_met", FOR, "logarithm of the weight that met"),
    Feature("weight_met_exactly", FOR, "weight of the words that are the same"),
    Feature("weight_met_closely", EITHER, "weight of the words that are alike by 0.85 and more"),
    Feature("weight_met_roughly", EITHER, "weight of the words that are alike by 0.7 to 0.85"),
    Feature("weight_met_faintly", EITHER, "weight of the words that are alike by less than 0.7"),
    Feature("one_word_met", EITHER, "one word met, at a likeness of 0.7 and more"),
    Feature("two_words_met", EITHER, "two words met so"),
    Feature("three_words_met", EITHER, "three words or more met so"),
    Feature("mean_likeness", FOR, "mean likeness of the words that met, by weight"),
    Feature("least_likeness", FOR, "likeness of the words that met worst", times=("share_of_heavier",)),
    Feature("common_words_met", EITHER, "how common the words that met are, by the share of the heavier name"),
    Feature("all_words_met", FOR, "all words of the shorter name met, two or more", times=("letters_met", "least_likeness", "rarest_word_met_in_both")),
    Feature("all_words_met_weight", FOR, "the weight that met, where all words met"),
    Feature("all_words_met_but_more", AGAINST, "words the longer name has beside, where all words met"),
    Feature("order_kept", FOR, "the words that met stand in the same order"),
    # What was left over
    Feature("unmet_in_both", AGAINST, "weight that met nothing, in both names", (0.3,)),
    Feature("unmet_in_either", AGAINST, "weight that met nothing, in the name with more of it"),
    Feature("unmet_share_of_lighter", AGAINST, "unmet_in_both as a share of the lighter name"),
    Feature("unmet_share_of_heavier", AGAINST, "unmet_in_either as a share of the heavier name"),
    Feature("unmet_words_in_both", AGAINST, "words that met nothing, in both names"),
    Feature("unmet_words_in_either", AGAINST, "words that met nothing, in the name with more of them"),
    # The rarest word of each name
    Feature("rarest_word_met_in_both", FOR, "likeness at which the rarest word of both names met", (0.7, 0.9), times=("share_of_heavier",)),
    Feature("rarest_word_met_in_either", FOR, "likeness at which the rarest word of one of them met"),
    Feature("rarest_word_met_alone", EITHER, "one word met, the rarest of both names"),
    Feature("rarity_of_rarest_word", EITHER, "weight of the rarest word, of the name of commoner words"),
    # Letters
    Feature("letters_met", FOR, "letters of the words that met, out of twenty"),
    Feature("spelt_of_shorter", FOR, "letters that met, as a share of the shorter name", (0.7, 0.85, 0.95), times=("spelt_of_longer", "letters_met")),
    Feature("spelt_of_longer", FOR, "letters that met, as a share of the longer name", (0.6, 0.75, 0.9)),
    Feature("spelt_by_one_word", EITHER, "spelt_of_shorter, where one word met"),
    Feature("spelt_by_several_words", EITHER, "spelt_of_shorter, where two words or more met"),
    Feature("run_likeness", FOR, "likeness of the names without spaces", (0.7, 0.8, 0.9, 0.97), times=("share_of_heavier", "letters_met")),
    Feature("best_likeness", FOR, "the better of run_likeness and spelt_of_longer", (0.7, 0.8, 0.9, 0.97), times=("spelt_of_shorter", "letters_met")),
    Feature("begins_alike", FOR, "how far the shorter name begins the longer one", times=("share_of_lighter",)),
    Feature("cut_off", FOR, "the shorter name ends within a word of the longer one, as a field too short leaves it"),
    # Names of one word
    Feature("single_word", EITHER, "one of the names is one word", times=("run_likeness",)),
    Feature("single_word_same", EITHER, "one of the names is one word, and they are the same without spaces"),
    Feature("single_word_unlike", AGAINST, "one of the names is one word: how unlike they are"),
    Feature("words_of_shorter", EITHER, "words of the shorter name, five at most"),
    Feature("words_of_longer", EITHER, "words of the longer name, eight at most"),
    # Kinds of words
    Feature("legal_form_same", FOR, "both have the same legal form"),
    Feature("legal_form_other", AGAINST, "both have a legal form, and no form is the same"),
    Feature("numbers_differ", AGAINST, "both have a number that met nothing"),
    Feature("number_in_one_alone", AGAINST, "one has a number, the other has none: sister ships and branches"),
    Feature("initials_met", EITHER, "single letters that met a word they begin, three at most"),
    Feature("patronymics_differ", AGAINST, "both have a patronymic that met nothing"),
    Feature("patronymic_met", FOR, "a patronymic met a patronymic"),
    Feature("family_name_unmet", AGAINST, "a patronymic met, one other name at most, and another did not"),
    # The other names of the entry
    Feature("covered_by_aliases", FOR, "share of both names that met some name of the entry"),
    Feature("covered_beyond", FOR, "how much that is more than share_of_lighter"),
    Feature("weak_alias", AGAINST, "the list calls the name a weak alias"),
    # Writing
    Feature("vowels_unwritten", EITHER, "one of the names has no vowels", times=("run_likeness", "spelt_of_shorter", "letters_met")),
    Feature("vowels_unwritten_unmet", EITHER, "one of the names has no vowels: how much of the heavier one met nothing"),
    Feature("other_alphabet", EITHER, "one name is in another alphabet, written by ear", times=("all_words_met",)),
    Feature("in_syllables", FOR, "one name is written in syllables"),
    Feature("other_writing", AGAINST, "the letters differ although the entry has a name in the letters asked"),
    Feature("other_writing_all_met", EITHER, "so, where all words met"),
    Feature("other_writing_unlike", AGAINST, "so, by how unlike the words are that met"),
)  # fmt: skip

EVIDENCE: Final = (
    Feature("birth_same_day", FOR, "born on the same day"),
    Feature("birth_same_year", FOR, "born in the same year, as far as is known"),
    Feature("birth_near", AGAINST, "born a year apart"),
    Feature("birth_other", AGAINST, "born at another time"),
    Feature("country_same", FOR, "a country is the same"),
    Feature("country_other", AGAINST, "countries are known, and none is the same"),
    Feature("kind_same", FOR, "the same kind of party, or a kind is not known"),
    Feature("kind_other", AGAINST, "kinds that cannot be one party"),
)

COLUMNS: Final = tuple(column for feature in FEATURES for column in feature.columns())
"""The names of all columns, in the order of :func:`~dualuse.screening.matching.feature_values.feature_values`."""
