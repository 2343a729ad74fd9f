"""What is left of a field without the names of places: ``VTB`` of ``VTB, Moscow`` and ``Moscow VTB (Russia)``.

Where somebody sits makes nobody another one. A town, a region or a country stands before a name, behind it or in brackets, with what is said of
it there (``Region Moscow``, ``Hamburg branch``, ``in``, a postcode).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.data_folders import data_file
from dualuse.i18n.places import cities, places_by_name
from dualuse.inputs.data_files import read_toml
from dualuse.screening.names.vocabulary import FORM, is_given_name, joiners, particles
from dualuse.screening.names.words import LONGEST_NAME, words_of
from dualuse.sources.countries import alpha_3_codes, country

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’‘`´ʼ′.&+]+[^\W_]+)*\.?")
POSTCODE: Final = re.compile(r"\d{4,6}")
_CODE: Final = re.compile(r"[A-Z]{2,3}")
MOST_TOKENS: Final = 24
"""Words of a field in which places are looked for; a longer one is no name beside a town."""
_SPELT_OTHERWISE: Final = ("BY", "RU", "UA")
APART: Final = re.compile(r"[,،、;:()\[\]{}/|·•\r\n\t]|\s[-–—]+\s|[–—]")


@dataclass(frozen=True, slots=True)
class WithoutPlaces:
    """What is left of a field. ``places``: what was taken for places, as it is written; ``apart``: whether a sign parts it from the rest."""

    text: str
    places: tuple[str, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a field as it is written. ``start``, ``end``: where it stands; ``words``: as it is compared."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=4096)
def without_places(field: str) -> tuple[WithoutPlaces, ...]:
    """What is left of a field without the places behind it, before it, on both sides, and anywhere; of a field of places alone each of them.

    None where the field names no place, or nothing but one.
    """
    tokens = tokens_in(field[:LONGEST_NAME])
    if not 1 < len(tokens) <= MOST_TOKENS:
        return ()
    places = _places_in(field, tokens)
    if not places:
        return ()
    taken = _with_words_beside(field, tokens, places)
    left: dict[str, WithoutPlaces] = {}
    for chosen in _choices(tokens, places, taken):
        rest = _rest(field, tokens, chosen)
        if rest and words_of(rest) != words_of(field):
            names = tuple(name for start, end in chosen for name in written_in(field, tokens[start:end]))
            apart = bool(
                APART.search(field[tokens[0].end : tokens[-1].start]) or field.rstrip()[-1:] in ")]}"
            )
            left.setdefault(rest, WithoutPlaces(rest, names, apart))
    return tuple(left.values())


def lie_under_embargo(places: Sequence[str]) -> bool:
    """Whether one of some places is a country whose towns stand beside many listed names, or lies there."""
    return any(
        words[start:end] in _under_embargo()
        for words in map(words_of, places)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


@lru_cache(maxsize=1)
def _under_embargo() -> frozenset[tuple[str, ...]]:
    codes = {code for code in place_data()["codes"] if len(code) == len("RU")}
    countries = (name for name, code in places_by_name().items() if code in codes)
    towns = (town for code in codes for town in _in_other_letters(code, place_data()["towns"][code]))
    return frozenset(words_of(name) for name in (*countries, *towns, *place_data()["codes"]))


def without_every_place(field: str) -> str:
    """A field without all of its places; the field itself where it names none, or nothing else."""
    left = without_places(field)
    return left[-1].text if left else field


def tokens_in(text: str) -> list[Token]:
    """The words of a field."""
    return [Token(match.start(), match.end(), words_of(match[0])) for match in _TOKEN.finditer(text)]


def _places_in(field: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The first and the next token of every name of a place, the longest first where several begin there."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        length = _tokens_of_place(tokens, at) or _tokens_of_code(field, tokens, at)
        if length:
            spans.append((at, at + length))
        at += length or 1
    return spans


def _tokens_of_place(tokens: Sequence[Token], at: int) -> int:
    first = tokens[at].words[:1]
    for name in known_places().get(first[0], ()) if first else ():
        words: tuple[str, ...] = ()
        for token in range(at, len(tokens)):
            words += tokens[token].words
            if words == name:
                return token + 1 - at
            if len(words) >= len(name):
                break
    return 0


def _tokens_of_code(field: str, tokens: Sequence[Token], at: int) -> int:
    """1 for the code of a country in capitals behind a sign, ``VTB (RU)``; behind a blank for those that are no legal forms, either."""
    code, behind = field[tokens[at].start : tokens[at].end], field[tokens[at].end :].strip()
    if not at or not _CODE.fullmatch(code) or behind not in ("", ")", "]"):
        return 0
    between = field[tokens[at - 1].end : tokens[at].start]
    if between.isspace():
        return int(code in place_data()["codes"])
    is_place_code = code in alpha_3_codes() or (len(code) == 2 and bool(country(code).code))
    return int(is_place_code and bool(APART.search(between)))


def _with_words_beside(
    field: str, tokens: Sequence[Token], places: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The places with the words beside them that say what of them is meant, and with what stands between two places."""
    wide: list[tuple[int, int]] = []
    for start, end in places:
        least = wide[-1][1] if wide else 0
        while start > least and _belongs_to_place(field, tokens[start - 1]):
            start -= 1
        while end < len(tokens) and _belongs_to_place(field, tokens[end]):
            end += 1
        if wide and wide[-1][1] >= start:
            wide[-1] = (wide[-1][0], max(end, wide[-1][1]))
        else:
            wide.append((start, end))
    return wide


def _belongs_to_place(field: str, token: Token) -> bool:
    text = field[token.start : token.end]
    if POSTCODE.fullmatch(text):
        return True
    return bool(token.words) and all(
        word in _beside() or word in joiners() or word in particles() for word in token.words
    )


def _choices(
    tokens: Sequence[Token], places: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> Iterator[Sequence[tuple[int, int]]]:
    """Which places are taken away: all by themselves, and with what stands beside them those behind, before, on both sides, all; of a field
    that is nothing but places, all but one."""
    if not _own_tokens(tokens, taken):
        for place in range(len(places)):
            yield [*places[:place], *places[place + 1 :]]
        return
    if any(span not in places for span in taken):
        yield places
    behind = [span for span in taken if not _own_tokens(tokens[span[1] :], ())]
    before = [span for span in taken if not _own_tokens(tokens[: span[0]], ())]
    for chosen in (behind, before, [*before, *behind], taken):
        if chosen:
            yield chosen


def _own_tokens(tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether more than legal forms is left of some tokens."""
    within = {at for start, end in taken for at in range(start, end)}
    return any(
        at not in within and not all(word.startswith(FORM) for word in token.words)
        for at, token in enumerate(tokens)
    )


def _rest(field: str, tokens: Sequence[Token], chosen: Sequence[tuple[int, int]]) -> str:
    """The field without some of its places, and without the signs that parted them from it."""
    pieces, start = [], 0
    for first, end in chosen:
        pieces.append(field[start : tokens[first].start])
        start = tokens[end - 1].end
    pieces.append(field[start:])
    return " ".join(filter(None, (_trimmed(piece) for piece in pieces)))


def written_in(field: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Places as they are written, each for itself where a sign parts them."""
    yield from filter(None, map(_trimmed, APART.split(field[tokens[0].start : tokens[-1].end])))


def _trimmed(piece: str) -> str:
    return re.sub(r"[(\[{]\s*$|^\s*[)\]}]", "", piece).strip(" ,،、;:/|·•-–—\r\n\t")


@lru_cache(maxsize=1)
def place_data() -> dict[str, Any]:
    """The places and what stands beside them (``towns.toml``)."""
    return read_toml(data_file("screening/names/towns.toml"))


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return frozenset(word for text in place_data()["beside"] for word in words_of(text))


@lru_cache(maxsize=1)
def known_places() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The names of places as words, by their first word, the longest first. A name of one word counts unless it is a given name, too, or a word of firms."""
    names: dict[str, list[tuple[str, ...]]] = {}
    no_places = frozenset(place_data()["no_places"])
    for name in {words_of(text) for text in {text.lower() for text in _names_of_places()}}:
        if name and (len(name) > 1 or not (is_given_name(name[0]) or name[0] in no_places)):
            names.setdefault(name[0], []).append(name)
    return {first: sorted(known, key=lambda name: (-len(name), name)) for first, known in names.items()}


def _names_of_places() -> Iterator[str]:
    yield from places_by_name()
    yield from cities()
    for code, towns in place_data()["towns"].items():
        yield from _in_other_letters(code, towns)


def _in_other_letters(code: str, towns: Sequence[str]) -> Iterator[str]:
    """The towns of a country, also as German and French spell the Russian names of some."""
    yield from towns
    if code in _SPELT_OTHERWISE:
        for letters in place_data()["spelt"].values():
            spelt = re.compile("|".join(sorted(letters, key=len, reverse=True)))
            yield from (
                spelt.sub(lambda match, letters=letters: letters[match[0]], town.lower())  # type: ignore[misc]
                for town in towns
                if town.isascii()
            )
