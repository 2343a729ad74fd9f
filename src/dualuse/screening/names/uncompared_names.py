"""Why a party of which nothing was found is not clear by its names: they name nobody, or are in letters that are hardly read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from dualuse.inputs.formulas import is_unevaluated
from dualuse.inputs.hidden_signs import readings
from dualuse.screening.names.asked_names import is_comparable, is_form, is_placeholder, is_read_whole
from dualuse.screening.names.beside_places import without_every_place
from dualuse.screening.names.transliteration import ALPHABETS, mixes_alphabets, script_of
from dualuse.screening.names.unread_letters import READ_LETTERS
from dualuse.screening.names.vocabulary import is_given_name
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import words_of

_ANY_LETTERS: Final = re.compile(r"[^\W\d_]+")
_READ: Final = re.compile(f"[{READ_LETTERS}]{{2}}")
"""Two such letters. Korean names are found in Korean letters, foreign ones not."""
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
Uncompared = Literal["", "no_name", "no_word", "given_name", "letters", "mixed_letters", "too_long"]
"""Why nothing was found of a party does not mean that it is clear: nobody is named; titles, legal forms and particles alone
are no name; a given name alone is half of one; names in these letters alone are mostly not found (docs/screening.md); a word is
written in letters of two alphabets, or one of two words in another, as who wants not to be found writes it; a field holds more than is read."""


def uncompared(names: Sequence[str], kind: str) -> Uncompared:
    """The reason why a party without hits is not clear by its names; "" if it is."""
    read = [readings(name)[0] for name in names]
    named = [
        name for name in read if words_of(name) and not is_placeholder(name) and not is_unevaluated(name)
    ]
    if not named:
        return "no_name"
    comparable = [name for name in named if is_comparable(name) and _is_named(without_every_place(name))]
    if not comparable:
        return "no_word"
    if not all(map(is_read_whole, comparable)):
        return "too_long"
    if any(mixes_alphabets(word) for name in comparable for word in _ANY_LETTERS.findall(name)):
        return "mixed_letters"
    if kind in ("person", "unknown") and any(map(_is_half_in_another_alphabet, comparable)):
        return "mixed_letters"
    if all(_hardly_read(name, kind) for name in comparable):
        return "letters"
    if kind in ("person", "unknown") and all(_is_given_name_alone(words_of(name)) for name in comparable):
        return "given_name"
    return ""


def _is_named(rest: str) -> bool:
    """Whether what is left without places is a name, or a legal form alone: a firm may be called by its town."""
    return is_comparable(rest) or is_form(rest)


def _is_given_name_alone(words: tuple[str, ...]) -> bool:
    telling = [word for word in words if tells(word)]
    return len(telling) == 1 and is_given_name(telling[0])


def _is_half_in_another_alphabet(name: str) -> bool:
    """Whether one word of a name is in Latin letters and others are not: a whole name in each is found by either."""
    telling = {word: any(map(tells, words_of(word))) for word in _ANY_LETTERS.findall(name)}
    latin = [word for word, tells_much in telling.items() if tells_much and {"Latn"} == _scripts(word)]
    others = [word for word, tells_much in telling.items() if tells_much and ALPHABETS & _scripts(word)]
    return len(latin) == 1 and bool(others)


def _scripts(word: str) -> set[str]:
    return {script_of(letter) for letter in word if letter.isalpha()}


def _hardly_read(name: str, kind: str) -> bool:
    """Letters of which so few names of such parties are found that finding none says nothing."""
    return not _READ.search(name) and not (kind == "person" and _ARABIC.search(name))
