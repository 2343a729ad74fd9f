"""What happens to names on their way into an order: classes of change, each a pure function of a name and a random source.

A function gives nothing where its class does not apply to the name. What it gives always differs from the name.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from training.screening.by_ear import by_ear, middle_left_out
from training.screening.naming import WORD

Perturbation: TypeAlias = Callable[[str, random.Random], str | None]
VOWELS: Final = frozenset("aeiouyAEIOUY")


@cache
def variants() -> dict[str, Any]:
    """The tables of ``variants.toml``."""
    return tomllib.loads((Path(__file__).parent / "variants.toml").read_text(encoding="utf-8"))


def perturbed(kind: str, name: str, rng: random.Random) -> str | None:
    """``name`` changed as ``kind`` says; nothing where that does not change it or leaves too little of it."""
    new = KINDS[kind](name, rng)
    if new is None or new == name or len(WORD.findall(new)) == 0:
        return None
    return new


def words_cut(name: str, rng: random.Random) -> str | None:
    """The last words are missing, as where a field is too short."""
    words = name.split()
    if len(words) < 3:
        return None
    new = " ".join(words[: rng.randint(max(2, (len(words) + 1) // 2), len(words) - 1)])
    return new if len(new) >= 0.55 * len(name) else None


def letters_cut(name: str, rng: random.Random) -> str | None:
    """The end of the last word is missing."""
    words = name.split()
    if len(words) < 2 or len(words[-1]) < 5:
        return None
    return name[: -rng.randint(1, max(1, len(words[-1]) - 2))].rstrip()


def field_cut(name: str, rng: random.Random) -> str | None:
    """All that a field of fixed width holds: 20 characters for a vessel's AIS, 35 for a payment, others elsewhere."""
    width = rng.choice([16, 18, 20, 20, 24, 30, 35])
    return name[:width].rstrip() if width < len(name) <= 2 * width else None


def vowels_dropped(name: str, rng: random.Random) -> str | None:
    """Only consonants, and the first letters of words."""
    return _each_word(
        name, lambda word: word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS), least=3
    )


def initials(name: str, rng: random.Random) -> str | None:
    """One or all words but the longest or last as their first letter."""
    words = name.split()
    if len(words) < 2 or not all(word[0].isalpha() for word in words[:-1]):
        return None
    short = range(len(words) - 1) if rng.random() < 0.4 else [0]
    dot = rng.choice([".", ""])
    return " ".join(word[0] + dot if place in short else word for place, word in enumerate(words))


def order(name: str, rng: random.Random) -> str | None:
    """The words in another order; the last one first in half of the cases."""
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return None
    if rng.random() < 0.5:
        return f"{words[-1]}{rng.choice([',', ''])} {' '.join(words[:-1])}"
    return " ".join(rng.sample(words, len(words)))


def word_dropped(name: str, rng: random.Random) -> str | None:
    """One of at least three words is missing, not the last."""
    words = name.split()
    if len(words) < 3:
        return None
    del words[rng.randrange(len(words) - 1)]
    return " ".join(words)


def transposed(name: str, rng: random.Random) -> str | None:
    """Two letters beside each other exchanged."""
    places = [i for i in range(len(name) - 1) if name[i : i + 2].isalpha() and name[i] != name[i + 1]]
    if len(name) < 5 or not places:
        return None
    place = rng.choice(places)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def typed(name: str, rng: random.Random) -> str | None:
    """A slip on the keyboard: one letter replaced by its neighbour, left out, or one put in."""
    places = [i for i, letter in enumerate(name) if letter.isascii() and letter.isalpha()]
    if len(places) < 5:
        return None
    place = rng.choice(places)
    near = _neighbour(name[place], rng)
    new = rng.choice([near, near, "", name[place] + near])
    return name[:place] + new + name[place + 1 :]


def scanned(name: str, rng: random.Random) -> str | None:
    """One or two letters read wrongly by a scanner."""
    for _ in range(rng.choice([1, 1, 2])):
        name = _exchanged(name, variants()["ocr"], rng, both=False) or name
    return name


def transliterated(name: str, rng: random.Random) -> str | None:
    """One to three spellings of the same sounds under another system of transliteration."""
    for _ in range(rng.choice([1, 1, 2, 3])):
        name = _exchanged(name, variants()["transliterations"], rng, both=True) or name
    return name


def sounding(name: str, rng: random.Random) -> str | None:
    """One or two letters written as they sound."""
    for _ in range(rng.choice([1, 2])):
        name = _exchanged(name, variants()["sounds"], rng, both=True) or name
    return name


def diacritics(name: str, rng: random.Random) -> str | None:
    """Marks lost, or written out as in German and Danish."""
    expanded = {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
    }
    if rng.random() < 0.3 and any(letter in expanded for letter in name):
        return "".join(expanded.get(letter, letter) for letter in name)
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )


def titled(name: str, rng: random.Random) -> str | None:
    """A title before or after the name."""
    if rng.random() < 0.15:
        return f"{name} {rng.choice(variants()['titles_after'])}"
    return f"{rng.choice(variants()['titles'])} {name}"


def particles(name: str, rng: random.Random) -> str | None:
    """A particle (al, bin, de, von …) left out, joined to the next word or set apart from it."""
    known = variants()["particles"]
    matches = [
        match
        for match in WORD.finditer(name)
        if match[0].casefold() in known and name[match.end() :].strip(" -'’")
    ]
    if not matches:
        return None
    match = rng.choice(matches)
    before, after = name[: match.start()], name[match.end() :].lstrip(" -'’")
    return before + rng.choice(["", f"{match[0]} ", f"{match[0]}-", match[0]]) + after


def doubled(name: str, rng: random.Random) -> str | None:
    """A letter twice, or two equal letters once."""
    pairs = [i for i in range(len(name) - 1) if name[i].isalpha() and name[i] == name[i + 1]]
    if pairs and rng.random() < 0.6:
        place = rng.choice(pairs)
        return name[:place] + name[place + 1 :]
    places = [i for i, letter in enumerate(name) if letter.isalpha()]
    if not places:
        return None
    place = rng.choice(places)
    return name[:place] + name[place] * 2 + name[place + 1 :]


def homoglyphs(name: str, rng: random.Random) -> str | None:
    """One to three letters replaced by letters of another script that look the same."""
    glyphs: Mapping[str, str] = variants()["homoglyphs"]
    places = [i for i, letter in enumerate(name) if letter in glyphs]
    chosen = set(rng.sample(places, min(len(places), rng.randint(1, 3))))
    return "".join(glyphs[letter] if i in chosen else letter for i, letter in enumerate(name))


def invisible(name: str, rng: random.Random) -> str | None:
    """One or two characters that nobody sees, within words."""
    for _ in range(rng.choice([1, 2])):
        place = rng.randrange(1, len(name)) if len(name) > 1 else 1
        name = name[:place] + rng.choice(variants()["invisible"]) + name[place:]
    return name


def punctuation(name: str, rng: random.Random) -> str | None:
    """Points, commas, quotation marks and hyphens gone or exchanged."""
    if not re.search(r"[^\w\s]", name):
        return name.replace(" ", rng.choice(["-", ", ", ". "]), 1)
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]", rng.choice(["", " "]), name)).strip()


def legal_form(name: str, rng: random.Random) -> str | None:
    """The legal form left out, written otherwise, or another one."""
    for group in variants()["legal_forms"]:
        for form in group:
            match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", name, re.IGNORECASE)
            if match:
                others = [other for other in group if other != form]
                new = rng.choice(["", *others, *others, rng.choice(rng.choice(variants()["legal_forms"]))])
                changed = name[: match.start()] + _as(new, match[0]) + name[match.end() :]
                return re.sub(r"\s+", " ", changed).strip(" ,")
    return f"{name} {_as(rng.choice(rng.choice(variants()['legal_forms'])), name)}"


def abbreviated(name: str, rng: random.Random) -> str | None:
    """One or all business words shortened (``Intl``, ``Tech``, ``Mfg``)."""
    short: Mapping[str, str] = variants()["abbreviations"]
    matches = [match for match in WORD.finditer(name) if match[0].casefold() in short]
    if not matches:
        return None
    chosen = {match.start() for match in (matches if rng.random() < 0.5 else [rng.choice(matches)])}
    return WORD.sub(
        lambda match: _as(short[match[0].casefold()], match[0]) if match.start() in chosen else match[0], name
    )


def joined(name: str, rng: random.Random) -> str | None:
    """Two words without the space between them."""
    places = [match.start() for match in re.finditer(r"(?<=\w)[ -](?=\w)", name)]
    if not places:
        return None
    place = rng.choice(places)
    return name[:place] + name[place + 1 :]


def parted(name: str, rng: random.Random) -> str | None:
    """A long word in two."""
    long = [match for match in WORD.finditer(name) if len(match[0]) >= 7]
    if not long:
        return None
    match = rng.choice(long)
    place = match.start() + rng.randint(3, len(match[0]) - 3)
    return name[:place] + rng.choice([" ", "-"]) + name[place:]


def twice(name: str, rng: random.Random) -> str | None:
    """Two changes at once, of the light classes."""
    light = (
        "order",
        "typed",
        "transliterated",
        "doubled",
        "initials",
        "diacritics",
        "punctuation",
        "word_dropped",
    )
    for kind in rng.sample(light, 2):
        name = KINDS[kind](name, rng) or name
    return name


KINDS: Final[Mapping[str, Perturbation]] = {
    each.__name__: each
    for each in (
        words_cut, letters_cut, field_cut, vowels_dropped, initials, order, word_dropped, transposed, typed, scanned,
        transliterated, sounding, diacritics, titled, particles, doubled, homoglyphs, invisible, punctuation,
        legal_form, abbreviated, joined, parted, twice, by_ear, middle_left_out,
    )
}  # fmt: skip
FOR_PERSONS: Final = frozenset(KINDS) - {"legal_form", "abbreviated"}
FOR_OTHERS: Final = frozenset(KINDS) - {"titled", "particles", "by_ear", "middle_left_out"}


def _each_word(name: str, change: Callable[[str], str], least: int) -> str:
    return WORD.sub(lambda match: change(match[0]) if len(match[0]) >= least else match[0], name)


def _exchanged(name: str, pairs: Sequence[Sequence[str]], rng: random.Random, *, both: bool) -> str | None:
    """One occurrence of one of ``pairs`` exchanged; OCR pairs mind the case, others do not."""
    ways = [(a, b) for a, b in pairs] + ([(b, a) for a, b in pairs] if both else [])
    lower = name.casefold() if both and len(name.casefold()) == len(name) else name
    ways = [(old, new) for old, new in ways if old in lower]
    if not ways:
        return None
    old, new = rng.choice(ways)
    place = rng.choice([match.start() for match in re.finditer(re.escape(old), lower)])
    return (
        name[:place] + (_as(new, name[place : place + len(old)]) if both else new) + name[place + len(old) :]
    )


def _as(word: str, like: str) -> str:
    """``word`` in the case of ``like``."""
    if like.isupper() and (len(like) > 1 or len(word) == 1):
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _neighbour(letter: str, rng: random.Random) -> str:
    for row in variants()["keyboard"]:
        place = row.find(letter.casefold())
        if place >= 0:
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            return _as(rng.choice(near), letter)
    return rng.choice("aeiou")
