"""The words around a name as data: legal forms, titles, particles, business words of other scripts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.data_folders import data_file, read_text
from dualuse.inputs.data_files import read_toml
from dualuse.screening.names.transliteration import VOWELLESS, heard_names, transliterate

_VOWELS: Final = re.compile("(?<!^)[aeiou]")
_LONG_WORD: Final = 5
FORM: Final = "§"
"""Marks a word that stands for a legal form: ``§limited``."""


def _load(name: str) -> dict[str, Any]:
    return read_toml(data_file(f"screening/names/{name}"))


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, dict[tuple[str, ...], str]]:
    """Every way to write a legal form, as words, by its first word; the value is the form's mark."""
    forms: dict[str, dict[tuple[str, ...], str]] = {}
    for form, writings in _load("legal_forms.toml")["forms"].items():
        for writing in writings:
            words = tuple(writing.split())
            forms.setdefault(words[0], {}).setdefault(words, FORM + form)
            # As it is abbreviated by leaving the vowels out: lmtd, cmpny.
            bare = tuple(_VOWELS.sub("", word) if len(word) >= _LONG_WORD else word for word in words)
            if bare != words:
                forms.setdefault(bare[0], {}).setdefault(bare, FORM + form)
    return {first: dict(sorted(ways.items(), key=lambda way: -len(way[0]))) for first, ways in forms.items()}


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words before or after a name that are no part of it."""
    return frozenset(word.strip() for word in _load("words.toml")["titles"])


@lru_cache(maxsize=1)
def placeholders() -> frozenset[tuple[str, ...]]:
    """What stands where nobody is named, as words."""
    return frozenset(tuple(phrase.split()) for phrase in _load("words.toml")["placeholders"])


@lru_cache(maxsize=1)
def role_words() -> frozenset[str]:
    """The words of what a party is in a transaction, and of who is meant at it: ``consignee``, ``department``."""
    return frozenset(word for phrase in _load("words.toml")["roles"] for word in phrase.split())


@lru_cache(maxsize=1)
def words_beside_names() -> frozenset[str]:
    """Words of trade, and others that stand beside somebody's name in the name of a firm."""
    return trade_words() | frozenset(_load("words.toml")["beside_names"])


@lru_cache(maxsize=1)
def beside_persons() -> frozenset[str]:
    """What belongs to somebody, acts for them or says who they are, beside their name: ``estate``, ``yacht``, ``chairman``."""
    return frozenset(word for line in _load("words.toml")["beside_persons"] for word in line.split())


@lru_cache(maxsize=1)
def initials_beside_persons() -> frozenset[str]:
    """Titles and joining words in single letters: ``H.E.``, ``h.c.``, ``a/c``."""
    return frozenset(_load("words.toml")["beside_persons_initials"])


@lru_cache(maxsize=1)
def streets() -> frozenset[str]:
    """Words for a street, a square or a quarter, which are called after people."""
    return frozenset(_load("words.toml")["streets"])


@lru_cache(maxsize=1)
def joiners() -> frozenset[str]:
    """Words between a name and what is beside it that are part of nobody's name."""
    return frozenset(_load("words.toml")["joiners"])


@lru_cache(maxsize=1)
def for_whom() -> frozenset[str]:
    """Words of a text behind which somebody is named: ``customer``, ``Auftrag``, ``behalf``."""
    return frozenset(_load("words.toml")["for_whom"])


@lru_cache(maxsize=1)
def towards() -> frozenset[str]:
    """Words of a text behind which somebody may be named, and goods as well: ``for``, ``an``, ``durch``."""
    return frozenset(_load("words.toml")["towards"])


@dataclass(frozen=True, slots=True)
class WellKnown:
    """Short names of somebody listed. ``writings``: as words; ``listed``: as lists write them; ``alone``: they stand for nothing else."""

    writings: tuple[tuple[str, ...], ...]
    listed: tuple[str, ...]
    alone: bool


@lru_cache(maxsize=1)
def well_known() -> tuple[WellKnown, ...]:
    """The short names by which everybody knows somebody listed."""
    return tuple(
        WellKnown(
            tuple(tuple(writing.split()) for writing in row["writings"]),
            tuple(row["listed"]),
            row.get("alone", False),
        )
        for row in _load("well_known.toml")["names"]
    )


@lru_cache(maxsize=1)
def emblems() -> frozenset[str]:
    """Names of stars, gods, stones and animals, and words of praise, by which goods and firms of all countries are called."""
    return frozenset(word for line in _load("words.toml")["emblems"] for word in line.split())


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Articles, prepositions and words of descent that spelling drops, joins or moves."""
    return frozenset(_load("words.toml")["particles"])


@lru_cache(maxsize=1)
def business_words() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """By script: a pattern that finds the terms, the longest first, and what each means in English.

    In scripts that separate words a term must be a whole word.
    """
    patterns = {}
    for script, terms in _load("business_words.toml").items():
        terms = {unicodedata.normalize("NFKC", term).lower(): meaning for term, meaning in terms.items()}
        pattern = "|".join(sorted((re.escape(term) for term in terms), key=len, reverse=True))
        if script not in ("Hani", "Hang", "Thai"):
            pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
        patterns[script] = (re.compile(pattern), terms)
    return patterns


@lru_cache(maxsize=1)
def _meanings() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The numbers of the meanings of words, and of beginnings of words."""
    words: dict[str, tuple[int, ...]] = {}
    data = _load("same_meaning.toml")
    by_ear = (
        " ".join([*transliterate(name, "Cyrl"), *latin]) for name, latin in heard_names()["Cyrl"].items()
    )
    for number, line in enumerate((*data["business"], *data["given_names"], *by_ear)):
        for word in dict.fromkeys(line.split()):
            words[word] = (*words.get(word, ()), number)
    stems: dict[str, tuple[int, ...]] = {}
    for word, beginnings in data["stems"].items():
        for stem in beginnings.split():
            stems[stem] = (*stems.get(stem, ()), *words[word][:1])
    return words, stems


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(word for line in _load("same_meaning.toml")["given_names"] for word in line.split())


@lru_cache(maxsize=1)
def trade_words() -> frozenset[str]:
    """What firms and authorities call themselves by in any of the languages known here: ``factory``, ``zavod``, ``ministry``."""
    return frozenset(word for line in _load("same_meaning.toml")["business"] for word in line.split())


@lru_cache(maxsize=1)
def first_of_trade() -> frozenset[str]:
    """The words of trade as English has them."""
    return frozenset(line.split()[0] for line in _load("same_meaning.toml")["business"])


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words of ordinary texts, which name nobody by themselves, though firms are called so: of goods and uses (``rotor``, ``spectrum``), and
    those of :func:`general_words`.

    The tables ship (``python -m training.screening.ordinary_words``).
    """
    return general_words() | _words_of_table("ordinary_words.txt")


@lru_cache(maxsize=1)
def general_words() -> frozenset[str]:
    """English words that are none of goods and uses: ``argument``, ``arrow``."""
    return _words_of_table("general_words.txt")


def _words_of_table(name: str) -> frozenset[str]:
    return frozenset(read_text(data_file(f"screening/names/{name}")).split())


def is_given_name(word: str) -> bool:
    """Whether a word is a given name of those known here."""
    return word in _given_names()


@lru_cache(maxsize=200_000)
def meanings(word: str) -> tuple[int, ...]:
    """The numbers of the meanings a word has, of those that other languages write with other words."""
    words, stems = _meanings()
    if (numbers := words.get(word)) is not None:
        return numbers
    plain = word.lstrip(VOWELLESS)
    for length in range(min(len(plain), 11), 3, -1):
        if (numbers := stems.get(plain[:length])) is not None and length + 7 >= len(plain):
            return numbers
    return ()
