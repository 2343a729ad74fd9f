"""A name as a list of words that can be compared, whatever its script and spelling.

The words are in Latin letters and lower case, without accents or invisible characters. A legal form is one word with
a mark (``§llc``), a word of a script without vowels bears ``~``. The same text always gives the same words: the
index and every query go through this function.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Final

from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.screening.names.transliteration import (
    ALPHABETS,
    VOWELLESS,
    mixes_alphabets,
    one_alphabet,
    rare_letters,
    script_of,
    transliterate,
)
from dualuse.screening.names.vocabulary import FORM, business_words, legal_forms, titles

LONGEST_NAME: Final = 400
"""Characters of a name that are read; what lies behind is no name of anybody."""
LONGEST_FIELD: Final = LONGEST_TEXT
"""Characters of a field that are read for listed names that stand in it whole; a longer one is not screened."""
MOST_WORDS: Final = 24
FEWEST_SPACED_OUT: Final = 4

INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_MARKS: Final = re.compile("[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0\ufe20-\ufe2f]")
_APOSTROPHES: Final = re.compile("['’‘`´ʿʾʼʹʺ′＇‛]")
_DOTTED: Final = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?|\b[a-z](?:/[a-z]){1,3}\b")
_WORD: Final = re.compile(r"[a-z0-9]+")
_ANY_WORD: Final = re.compile(
    r"[^\W_]+(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0e7f\u1780-\u17ff])*"
)
_SERVANT: Final = re.compile(
    r"^(?!.*(?:ev|ov|eva|ova|yev|yeva|in|ina)$)abd(?:[aeiou]?l|[aeu]([rszndt])(?=\1)|[aeu](?=[rszndt]{2}))(?=[a-z]{3})"
)
_GOD: Final = re.compile(r"^(?:abd)?[aeou]?l+[aeo]h$")
_MAY_BE_ARABIC: Final = re.compile(r"abd|d(?:i|ee|ie|y)ne?\b|dheen|l[aeo]h\b|ulla\b|rr[aeu]h")
_FAITH: Final = re.compile(
    r"^([a-z]{3,}?)(?:[aeou]{1,2}(?:dd(?:i|ee|ie|y)ne?|ld(?:i|ee|ie|y)n)|edine|(?<=[a-z]{4})u(?:din|dheen))$"
)
_FAITH_ALONE: Final = re.compile(r"^(?:[aeou](?:dd|ld)(?:i|ee|ie|y)ne?)$")
_OF_GOD: Final = re.compile(r"^([a-z]{3,}?)(?:(?:[aou]|ou)ll?oh|(?:[aou]|ou)llah|ulah|(?<=[a-z]{4})ulla)$")
_OF_MERCY: Final = re.compile(r"^([a-z]{3,}?)[aeu]rr[aeu]hh?man$")
_RARE_LATIN: Final = re.compile("[\u0180-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua722-\ua7ff]")
_OTHER_SCRIPT: Final = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3000-\U0010ffff]")
_LATIN_FOLD: Final = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ə": "a"})  # fmt: skip


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, in order.

    Args:
        text: a name in any script; the first 400 characters count.

    Returns:
        At most 24 words; empty where the text holds no letter and no digit.
    """
    return analyse(text)


def analyse(text: str) -> tuple[str, ...]:
    """Like :func:`words_of`, but without a cache: building an index reads each name once."""
    latin, words = _as_written(text[:LONGEST_NAME])
    return tuple(_canonical(latin, words[: MOST_WORDS * 2])[:MOST_WORDS])


@lru_cache(maxsize=1024)
def every_word_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a whole field, however many: as :func:`words_of` makes them, and as they are written."""
    latin, words = _as_written(text[:LONGEST_FIELD])
    return tuple(_canonical(latin, words)), tuple(words)


def _as_written(text: str) -> tuple[str, list[str]]:
    """A text in Latin letters, and its words, legal forms as they are spelt."""
    latin = text.lower() if text.isascii() else _latin(text)
    words = _WORD.findall(
        _DOTTED.sub(_joined_abbreviation, _APOSTROPHES.sub("", latin))
        if "." in latin or "/" in latin or "'" in latin or "`" in latin
        else latin
    )
    return latin, words if text.isascii() else _with_marks(latin, words)


def _canonical(latin: str, words: list[str]) -> list[str]:
    words = _with_forms(_joined_letters(words))
    return _arabic_servants(words) if _MAY_BE_ARABIC.search(latin) else words


def _joined_letters(words: list[str]) -> list[str]:
    """Four single letters in a row and more are one word that was spaced out: ``S B E R B A N K``."""
    if len(words) < FEWEST_SPACED_OUT or sum(len(word) == 1 for word in words) < FEWEST_SPACED_OUT:
        return words
    joined: list[str] = []
    for single, group in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        run = list(group)
        joined += ["".join(run)] if single and len(run) >= FEWEST_SPACED_OUT else run
    return joined


def _with_marks(latin: str, words: list[str]) -> list[str]:
    """The words again, those of scripts without vowels bearing their mark."""
    if VOWELLESS not in latin:
        return words
    marked = set(re.findall(VOWELLESS + r"([a-z0-9]+)", _APOSTROPHES.sub("", latin)))
    return [VOWELLESS + word if word in marked else word for word in words]


def _joined_abbreviation(match: re.Match[str]) -> str:
    """``j.s.c.`` is one word where it is longer than two letters, ``s.a.`` a legal form at the end; else initials."""
    letters = re.sub(r"[./]", "", match.group())
    if letters in titles():
        return letters + " "
    last = not match.string[match.end() :].strip()
    if len(letters) > 2 or (letters in legal_forms() and last):
        return letters + " "
    return " ".join(letters) + " "


def _latin(text: str) -> str:
    """Text of any script in Latin letters, words apart."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    if not _OTHER_SCRIPT.search(text):
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().translate(_LATIN_FOLD)))
        # A tilde somebody wrote is no mark of a script without vowels.
        folded = _APOSTROPHES.sub("", folded).replace(VOWELLESS, " ")
        # Letters that are no letter with a mark: those of phonetics, turned ones, ƶ.
        return (
            folded if folded.isascii() else _RARE_LATIN.sub(lambda match: rare_letters(match.group()), folded)
        )
    scripts = {script_of(letter) for letter in text}
    for script, (pattern, terms) in business_words().items():
        if script in scripts:
            text = pattern.sub(partial(_english_term, terms), text)
    # What is left of marks after composing is stress: it is written in dictionaries and splits no word.
    text = _MARKS.sub("", _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)))
    return " ".join(part for word in _ANY_WORD.findall(text) for part in _latin_words(word))


def _english_term(terms: dict[str, str], match: re.Match[str]) -> str:
    return f" {terms[match.group()]} "


@lru_cache(maxsize=65_536)
def _latin_words(word: str) -> tuple[str, ...]:
    """One word, or a run of letters of several scripts, in Latin words."""
    scripts = [script_of(letter) for letter in word]
    if len(set(scripts)) > 1:
        if ALPHABETS & set(scripts) and "Latn" in scripts:
            word = one_alphabet(word)
            scripts = [script_of(letter) for letter in word]
        parts = tuple(
            part
            for script, letters in groupby(zip(word, scripts, strict=True), key=itemgetter(1))
            for part in transliterate("".join(letter for letter, _ in letters), script)
        )
        # Letters of two alphabets stand for one word: signs of other scripts stand beside a Latin one as words of their own.
        return ("".join(parts),) if mixes_alphabets(word) else parts
    if scripts[0] == "Latn":
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", word.lower().translate(_LATIN_FOLD)))
        return (rare_letters(plain),)
    return tuple(transliterate(word, scripts[0]))


def _with_forms(words: list[str]) -> list[str]:
    """Legal forms, of one word or several, as one marked word each; a name that is nothing else stays as it is."""
    forms = legal_forms()
    if forms.keys().isdisjoint(words):
        return words
    marked: list[str] = []
    at = 0
    while at < len(words):
        ways = forms.get(words[at])
        for writing, mark in ways.items() if ways else ():
            if tuple(words[at : at + len(writing)]) == writing:
                marked.append(mark)
                at += len(writing)
                break
        else:
            marked.append(words[at])
            at += 1
    return marked if any(not word.startswith(FORM) for word in marked) else words


def _arabic_servants(words: list[str]) -> list[str]:
    """``Abd al-Rahman``, ``Abdul Rahman`` and ``Abdurrahman`` give the same words: ``abd``, ``rahman``."""
    split: list[str] = []
    for word in words:
        if (
            word.startswith("abd")
            and len(word) > 6
            and (match := _SERVANT.match(word))
            and not _GOD.match(word)
        ):
            split += ["abd", word[match.end() :]]
        elif split and split[-1] in ("abd", "~abd", "abdul", "abdel", "abdal") and _GOD.match(word):
            split[-1] = "abdallah"
        elif word.startswith("abd") and _GOD.match(word):
            split.append("abdallah")
        elif (
            split
            and split[-1] in ("abd", "~abd")
            and word in ("al", "el", "ul", "ar", "ur", "as", "us", "an", "er", "ol")
        ):
            continue
        elif word in ("abdul", "abdel", "abdal", "abdoul", "abdol"):
            split.append("abd")
        else:
            split += _arabic_compound(word)
    return split


def _arabic_compound(word: str) -> list[str]:
    """``Jalaluddin``, ``Rahmatullah`` and ``Shamsurrahman`` give the words that Arabic writes apart."""
    if word[-1] not in "nehoa" or word in titles():
        return [word]
    if _FAITH_ALONE.match(word):
        return ["din"]
    if _GOD.match(word):
        return ["allah"]
    for pattern, second in ((_FAITH, "din"), (_OF_GOD, "allah"), (_OF_MERCY, "rahman")):
        if match := pattern.match(word):
            return [match[1], second]
    return [word]
