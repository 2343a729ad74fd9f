"""The names within a name as it was stated: every part of a field is read, or the party is told as not screened.

Whoever is named "care of", "formerly", "on behalf of", in brackets, after a stroke or among other words is screened too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from dualuse.inputs.formulas import is_error_of_sheet
from dualuse.inputs.hidden_signs import readings, turned
from dualuse.screening.names.joining_words import BETWEEN, FIRST_WORDS, SIGN
from dualuse.screening.names.unread_letters import unescaped
from dualuse.screening.names.vocabulary import (
    FORM,
    joiners,
    legal_forms,
    placeholders,
    role_words,
    streets,
    titles,
    trade_words,
)
from dualuse.screening.names.word_rarity import WordClass, carries_name, class_of, tells, weight_of
from dualuse.screening.names.words import INVISIBLE, LONGEST_FIELD, LONGEST_NAME, words_of
from dualuse.sources.countries import country

MOST_COMPARED: Final = 12
"""Words of a name that are laid beside those of a listed one; a longer field is read in parts."""
_WINDOW, _STEP = 8, 4
"""Words of such a part, and after how many the next one begins: a name of up to five words stands in one of them whole."""
_FEWEST_WINDOWED: Final = 9
"""Words of a field from which on the words are asked in small windows, too: among so many others a short name is not found."""
_SMALL_WINDOWS: Final = (2, 3, 4)
_LONGEST_FORM: Final = 5
"""Words of a legal form with which a name may begin."""
_ANY_NAME: Final = "orlow"
"""A name behind which a legal form is told from words."""
_MOST_NAMES: Final = 600
"""Names and parts of a field that are read: nobody is named by more."""
BRACKETS: Final = re.compile(r"[(\[{（【〔]([^()\[\]{}（）【】〔〕]*)[)\]}）】〕]")
"""Words in brackets, which hold no other brackets."""
_QUOTED: Final = re.compile(r"[\"„“”«»「」『』《》〈〉]|(?:^|(?<=\s))['‘’‚‹›]|['‘’‚‹›](?=\s|$)")
"""Where a name in quotes begins or ends; firms and nicknames stand in quotes as well."""
_DIVIDED: Final = re.compile(
    r"[()\[\]{}（）【】〔〕<>=:•·~*^|\\→]|//|\s[-–—]+>?\s|\s\+\s|(?:^|\s)[(#]?\d{1,2}[.)]\s|"
    r"(?<=[^\W\d_][^\W\d_])[+/&%_#!?](?=[^\W\d_]{2})|" + _QUOTED.pattern
)
"""Where a name may end, or go on."""
_NUMBERED: Final = re.compile(r"(?:^|(?<=\s))\((?:[a-h]|i{1,3}|iv|vi{0,3}|\d{1,2})\)(?=\s)", re.IGNORECASE)
"""A letter or number in brackets before each of several names."""
_RARE: Final = 0.55
_SHORTEST_FIELD: Final = 3
"""Words of a field that may hold more than a name."""
_LISTED: Final = re.compile(r"\s*(?:[,،、/+&]|\b(?:and|und|et|y|и)\b)\s*", re.IGNORECASE)
"""Between several names, where each part has two telling words; within one name it stands as well."""
_OF_A_FIRM: Final = 3
"""Words of a firm's name that may be made of common words alone."""
_OF_A_NAME: Final = 2
"""Telling words that a name has at least, to be one of several."""
_COMMA: Final = re.compile(r"\s*[,،、]\s*")
_PART_OF_ADDRESS: Final = re.compile(
    r"[,،、;|/\r\n\t]|\s[-–—]\s|\b\S*\d\S*|\bp\.?\s?o\.?\s?b(?:ox)?\b|\bpostfach\b|\bbo[iî]te postale\b|\bb\.?p\.?\b",
    re.IGNORECASE,
)
"""Where a part of an address ends: a sign, a number, the word for a box."""
_WITHIN: Final = re.compile(r"(?<=[a-zа-яα-ω])(?=[A-ZА-ЯΑ-Ω][a-zа-яα-ω])")
"""Where a capital follows a small letter within a word."""
_LETTERS: Final = re.compile("[a-z]+")
_DISGUISED: Final = re.compile(
    r"(?<![\w@$!|])(?=[^\s]*[^\W\d_])(?=[^\s]*[@0134578$!|])[\w@$!|]{3,}(?![\w@$!|])"
)
"""A word of letters with signs in it that stand for letters: ``R@mzan``, ``M0hammad``."""
_DISGUISES: Final = frozenset("@0134578$!|")
_STANDS_FOR: Final = str.maketrans("@0345$!|78", "aoeassiltb")


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[str, ...]:
    """The name as it stands, and the names in it; empty where nobody is named.

    ``Acme Ltd c/o Quillon Bank`` gives itself, ``Acme Ltd`` and ``Quillon Bank``; of a field of more than twelve words each part of
    eight, so that who is named among other words is read.
    """
    return tuple(_names(text))[:_MOST_NAMES]


def _names(text: str) -> dict[str, None]:
    names: dict[str, None] = {}
    for reading in readings(text):
        if is_comparable(reading):
            whole = [reading, *other_readings(reading)]
            known = {words_of(each) for each in whole}
            parts = [
                part
                for each in (*whole, *turned(text))
                for part in (*_parts(each), *_behind_forms(each), *_beside_roles(each))
                if _is_name(part)
            ] + [part for part in turned(text) if _is_name(part)]
            apart = [part for part in parts if words_of(part) not in known]
            names |= dict.fromkeys(window for name in [*whole, *apart] for window in _windows(name))
    return names


def _parts(text: str) -> Iterator[str]:
    """What stands between connectors, brackets, strokes and commas."""
    if text.replace(" ", "").isalpha() and len(text.split()) < _SHORTEST_FIELD:
        return
    if not SIGN.search(text) and FIRST_WORDS.isdisjoint(text.lower().replace(".", " ").split()):
        return
    text = _NUMBERED.sub("; ", text)
    pieces = []
    while inner := BRACKETS.findall(text):
        pieces += inner
        text = BRACKETS.sub(" ", text)
    for piece in (text, *pieces):
        for part in map(_trimmed, BETWEEN.split(piece)):
            yield part
            yield from _several(part)
            # A name in quotes beside its legal form is the whole name.
            divided = [text for text in map(_trimmed, _DIVIDED.split(part)) if text and not is_form(text)]
            if len(divided) > 1:
                yield from (each for each in divided if _may_name(each))


def _behind_forms(text: str) -> Iterator[str]:
    """What stands behind a legal form in the middle, with and without its first word: ``Acme Oy UBO Orlow Quillonberg``.

    A firm's name ends with its form; whatever word joins somebody else to it, and in whatever language, stands behind it.
    """
    tokens = text.split()
    for at, token in enumerate(tokens[1:-2], 1):
        words = words_of(token)
        if (
            len(words) == 1
            and words in legal_forms().get(words[0], {})
            and not is_form(" ".join(tokens[: at + 1]))
        ):
            for start in range(at + 1, min(at + 5, len(tokens) - 1)):
                rest = _trimmed(" ".join(tokens[start:]))
                if _names_alone(rest):
                    yield rest


def _beside_roles(text: str) -> Iterator[str]:
    """What stands between words for a party to a transaction: ``Customer 4711 Orlow Quillonberg``, ``Orlow Quillonberg, sales office``."""
    if role_words().isdisjoint(words_of(text)):
        return
    for beside, tokens in groupby(text.split(), key=_stands_beside):
        part = _trimmed(" ".join(tokens))
        if not beside and _names_alone(part) and _has_own_word(part):
            yield part


def as_its_field_writes_it(part: str, fields: Sequence[str]) -> str:
    """A part of a field as it is shown: one that begins with a particle with the word before it, for an office is called by it, too
    (``Oficina de Seguridad Integral``, compared without ``Oficina`` as well)."""
    first = words_of(part.partition(" ")[0])
    if not first or any(class_of(word) is not WordClass.LIGHT for word in first):
        return part
    for field in fields:
        before, is_within, _ = field.partition(f" {part}")
        word = before.rpartition(" ")[2]
        if is_within and word[-1:].isalpha() and _stands_beside(word):
            return f"{word} {part}"
    return part


@lru_cache(maxsize=10_000)
def _stands_beside(token: str) -> bool:
    """Whether a token is a number, or a word for a party or between two names."""
    words = words_of(token)
    return bool(words) and all(word in role_words() or word in joiners() or word.isdigit() for word in words)


def is_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else: ``Joint Stock Company``. Alone it reads as words."""
    *form, _ = words_of(f"{text} {_ANY_NAME}") or ("",)
    return bool(form) and all(word.startswith(FORM) for word in form)


def _trimmed(part: str) -> str:
    return part.strip(" ,.-\"'«»„“”")


def _has_rare_word(text: str) -> bool:
    """Whether a part has a word that few parties bear: what stands behind a dash is often a form, a place or a trade."""
    return any(tells(word) and len(word) > 1 and weight_of(word) >= _RARE for word in words_of(text))


def _may_name(text: str) -> bool:
    """Whether a part that only a sign parts from the rest may be a name of its own: it has a rare word, or is as long as a firm's name."""
    return _has_rare_word(text) or _is_firm(text)


def _is_firm(text: str) -> bool:
    """Whether a part has three words that tell, or initials and a legal form: ``E. S. Co.``"""
    words = words_of(text)
    return _telling(text) >= _OF_A_FIRM or (len(words) >= _OF_A_FIRM and words[-1].startswith(FORM))


def _names_alone(text: str) -> bool:
    """Whether words that nothing but a comma or a blank parts from others may be a name of their own."""
    return _is_firm(text) or (_telling(text) >= _OF_A_NAME and _has_rare_word(text))


def _several(text: str) -> Iterator[str]:
    """Several names one after the other: each of two telling words and more, or the words after a comma that begin with a title."""
    parts = [part for part in _LISTED.split(text) if _telling(part) >= _OF_A_NAME and _has_rare_word(part)]
    if len(parts) > 1 and not trade_words() & set(words_of(text)):
        yield from parts
    before, *others = _COMMA.split(text)
    if others and (len(others) > 1 or _telling(before) >= _OF_A_NAME):
        for part in (before, *others):
            if _names_alone(part):
                yield part
    for number, part in enumerate(others, 1):
        first = words_of(part)[:1]
        if first and first[0] in titles() and _telling(part):
            yield part
            yield " ".join([before, *others[: number - 1]])


def _telling(text: str) -> int:
    return sum(len(word) > 1 and tells(word) for word in words_of(text))


def _windows(name: str) -> Iterator[str]:
    """The name; if it has more words than are compared, each part of it in turn."""
    yield name
    tokens = name.split()
    if len(tokens) < _FEWEST_WINDOWED and len(words_of(name)) <= MOST_COMPARED:
        return
    yield from _small_windows(tokens)
    if len(name) < LONGEST_NAME and len(words_of(name)) <= MOST_COMPARED:
        return
    starts = range(0, max(len(tokens) - _WINDOW, 0) + _STEP, _STEP)
    for start in starts:
        window = tokens[start : start + _WINDOW]
        part = " ".join(window)
        if len(words_of(part)) <= MOST_COMPARED:
            if is_comparable(part):
                yield part
            continue
        yield from (token for token in window if is_comparable(token))


def _small_windows(tokens: Sequence[str]) -> Iterator[str]:
    form = max((end for end in range(1, _LONGEST_FORM + 1) if is_form(" ".join(tokens[:end]))), default=0)
    tokens = tokens[form:]
    for size in _SMALL_WINDOWS:
        for start in range(len(tokens) - size + 1):
            part = _trimmed(" ".join(tokens[start : start + size]))
            if _names_alone(part) and _has_own_word(part) and is_comparable(part) and not is_form(part):
                yield part


def _has_own_word(text: str) -> bool:
    """Whether a telling word of a text is none of trade, or none tells: a firm's name holds runs such as ``research and production``
    that are nobody's, and a firm may be initials alone."""
    telling = [word for word in words_of(text) if len(word) > 1 and tells(word)]
    return not telling or any(word not in trade_words() for word in telling)


def names_in_address(address: str) -> tuple[str, ...]:
    """The people named in an address: those after ``c/o``, ``attn`` or another word that introduces a name."""
    named = []
    for reading in readings(address):
        _, *behind = BETWEEN.split(reading)
        firsts = (_COMMA.split(part)[0] for part in behind)
        named += [name for first in map(_trimmed, firsts) if _is_name(first) for name in names_in(first)]
    return tuple(dict.fromkeys(named))


def parts_of_address(address: str) -> tuple[str, ...]:
    """What may be somebody's name in an address without a word that says so: words between its signs and numbers, none of a street."""
    parts = (
        _trimmed(part)
        for line in address.splitlines()
        for reading in readings(line)
        for part in _PART_OF_ADDRESS.split(reading)
        if streets().isdisjoint(words_of(part))
    )
    return tuple(dict.fromkeys(part for part in parts if _telling(part) >= _OF_A_NAME and _is_name(part)))


def is_read_whole(text: str) -> bool:
    """Whether every part of a field is among the names asked."""
    if len(text) < LONGEST_NAME // 2 or len(text) > LONGEST_FIELD:
        return len(text) <= LONGEST_FIELD
    names = _names(text)
    return len(names) <= _MOST_NAMES and all(len(token) <= LONGEST_NAME // 4 for token in text.split())


def other_readings(text: str) -> list[str]:
    """The text as it reads where a program has changed it: signs written as ``&#97;`` or ``%20``, an invisible sign or nothing at all
    between words (``RamzanKadyrov``), signs in place of letters (``R@mzan``)."""
    plain = unescaped(text)
    apart = INVISIBLE.sub(" ", plain)
    glued = _WITHIN.sub(" ", apart) if " " not in apart.strip() else apart
    own = words_of(text)
    ways = dict.fromkeys((plain, apart, glued, *_undisguised(apart)))
    return [reading for reading in ways if words_of(reading) not in ((), own)]


def _undisguised(text: str) -> Iterator[str]:
    """The text with letters in place of the signs that look like them; 1 may be i or l."""
    if not _DISGUISES.isdisjoint(text) and _DISGUISED.search(text):
        for letter in "il":
            yield _DISGUISED.sub(lambda match, letter=letter: _in_letters(match[0], letter), text)  # type: ignore[misc]


def _in_letters(word: str, letter: str) -> str:
    """A word of two letters and more, in letters alone."""
    return word.translate(_STANDS_FOR).replace("1", letter) if sum(map(str.isalpha, word)) >= 2 else word


def is_placeholder(text: str) -> bool:
    """Whether the text stands where nobody is named: ``n/a``, ``same as purchaser``, ``#REF!``."""
    return (
        words_of(text) in placeholders()
        or tuple(_LETTERS.findall(text.lower())) in placeholders()
        or is_error_of_sheet(text)
    )


@lru_cache(maxsize=4096)
def is_comparable(text: str) -> bool:
    """Whether the text names anybody: a legal form alone, a dash or ``unknown`` is compared with nothing."""
    words = words_of(text)
    if not words or is_placeholder(text) or not carries_name(words):
        return False
    return not all((word,) in legal_forms().get(word, {}) for word in words)


def _is_name(part: str) -> bool:
    """Whether a part of a name is a name: a country in brackets is where a firm is, not its name."""
    return is_comparable(part) and sum(letter.isalpha() for letter in part) >= 3 and not country(part).code
