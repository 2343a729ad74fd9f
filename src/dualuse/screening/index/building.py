"""The index of all listed names: one file, made once per edition of the lists, opened in no time.

Arrays (N names, E entities, V words; ``*_at`` are the offsets of ragged arrays, one longer than their rows):

* words: ``word_text`` (bytes), ``word_at``; ``word_class``, ``word_weight``, ``word_first`` (letter), ``word_letters`` (how many),
  ``word_bare`` (written without vowels), ``word_bag`` (letters as bits), ``word_sound``, ``word_bones`` (texts),
  ``word_heard``, ``word_voiced``, ``word_scanned`` (keys); ``key``, ``key_word`` (sorted by key)
* names: ``name_entity``; ``name_word``, ``name_word_at`` (words in order); ``name_mass``; ``name_weak``; ``name_letters`` (kind); ``name_initials`` (bits);
  ``name_text``,
  ``name_text_at`` (as the list writes it); ``name_run``, ``name_sorted`` (the sounds of its words run together, in order
  and sorted); ``name_by_run``: the names in the order of these runs; ``slip_key`` (sorted), ``slip_name``: the names by
  their letters, and by these with one less; ``run_key`` (sorted), ``run_name``: the names by the letters under which they are
  found within a field
* postings: ``post_name``, ``post_at``: the names that hold a word, also as two neighbouring words joined
* entities: ``entity_name_at``; ``entity_kind``; ``entity_writings`` (bits: in which kinds of letters it has names);
  ``entity_list``; ``entity_id``, ``entity_id_at``; ``entity_country``, ``…_at``; ``entity_birth``, ``…_at``
* identifiers: ``identifier_key`` (sorted), ``identifier_entity``
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.inputs.garbage import no_collection
from dualuse.screening import INDEX_FORMAT, MATCHER_VERSION
from dualuse.screening.index.arrays_file import write_arrays
from dualuse.screening.index.blocking_keys import (
    LONGEST_SLIP,
    SECOND_WORD,
    SHORTEST_SLIP,
    SLIP_PREFIX,
    letter_bit,
)
from dualuse.screening.index.checksums import checksums, packed, shortened_checksums
from dualuse.screening.index.identifiers import identifier_key
from dualuse.screening.index.word_arrays import text_arrays, word_arrays
from dualuse.screening.names.sound import forms_of, one_after_other, run_of_sounds
from dualuse.screening.names.standing_within import RUN_PREFIX, spellings_of
from dualuse.screening.names.transliteration import letters_of_name
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.word_rarity import BESIDE_A_NAME, WordClass, class_of
from dualuse.screening.names.words import analyse
from dualuse.sources.countries import country
from dualuse.sources.lists.listed_party import ListedParty

KINDS: Final = ("unknown", "person", "organisation", "vessel", "aircraft")
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{3,40})[)\]]")
_ISO_DATE: Final = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LONGEST_SPAN: Final = 30
"""Years that a date of birth may span."""
SHORT_NEIGHBOUR: Final = 5
"""Neighbouring words are also indexed joined where one of them is as short as a syllable or particle."""


@dataclass
class _Ragged:
    """Rows of differing length, gathered."""

    values: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=lambda: [0])

    def add(self, row: Iterable[int]) -> None:
        self.values.extend(row)
        self.ends.append(len(self.values))


class IndexBuilder:
    """Gathers parties, then writes the index. A list's own names, in its order; equal ones of a party once."""

    def __init__(self) -> None:
        self._word: dict[str, int] = {}
        self._class: list[WordClass] = []
        self._tells: list[bool] = []
        self._read: dict[str, tuple[int, ...]] = {}
        self._name_word = _Ragged()
        self._name_entity: list[int] = []
        self._name_weak: list[int] = []
        self._name_letters: list[int] = []
        self._name_text: list[str] = []
        self._entity_name_at = [0]
        self._entity_id: list[str] = []
        self._entity_writings: list[int] = []
        self._entity_list: list[int] = []
        self._entity_kind: list[int] = []
        self._entity_country = _Ragged()
        self._entity_birth = _Ragged()
        self._identifiers: list[tuple[int, int]] = []
        self._lists: dict[str, int] = {}
        self._countries: dict[str, int] = {}

    def add(self, party: ListedParty) -> None:
        """Add one party; a party without any name that can be read is kept for its identifiers."""
        entity = len(self._entity_kind)
        seen: set[tuple[int, ...]] = set()
        writings = 0
        several = len(party.names) > 1
        for name in party.names:
            words = self._words(name.text)
            if not words or words in seen or (several and not any(self._tells[word] for word in words)):
                continue
            seen.add(words)
            self._name_word.add(words)
            self._name_entity.append(entity)
            self._name_weak.append(name.quality == "weak")
            self._name_letters.append(letters := letters_of_name(name.text))
            writings |= 1 << letters
            self._name_text.append(name.text)
        self._entity_name_at.append(len(self._name_entity))
        self._entity_writings.append(writings)
        self._entity_id.append(party.id)
        self._entity_list.append(self._lists.setdefault(party.list, len(self._lists)))
        self._entity_kind.append(KINDS.index(party.kind))
        self._entity_country.add(
            sorted(
                self._countries.setdefault(code, len(self._countries)) for code in sorted(countries_of(party))
            )
        )
        self._entity_birth.add(
            code for birth in party.birth_dates for code in date_code(birth.value, birth.until)
        )
        for identifier in party.identifiers:
            for key in identifier_key(identifier.kind, identifier.value):
                self._identifiers.append((key, entity))

    def _words(self, text: str) -> tuple[int, ...]:
        read = self._read.get(text)
        if read is None:
            known = self._word
            words = analyse(text)
            for word in words:
                if word not in known:
                    known[word] = len(known)
                    self._class.append(class_of(word))
                    self._tells.append(self._class[-1] not in BESIDE_A_NAME)
            read = self._read[text] = tuple([known[word] for word in words])
        return read

    def write(self, path: Path, facts: dict[str, Any] | None = None) -> None:
        """Write the index to ``path``, in one move."""
        names = len(self._name_entity)
        name_word = np.array(self._name_word.values, dtype=np.int32)
        name_word_at = np.array(self._name_word.ends, dtype=np.int64)
        row = np.repeat(np.arange(names, dtype=np.int32), np.diff(name_word_at))
        forms = forms_of(list(self._word))
        joined_word, joined_name, joined_sounds = self._joined(name_word, row, forms.sounds)
        words = list(self._word)
        of_words = word_arrays(words, self._class, forms, joined_sounds)
        post_name, post_at = _postings(
            np.concatenate([name_word, joined_word]), np.concatenate([row, joined_name]), len(words)
        )
        weight = of_words["word_weight"]
        mass = np.bincount(row, weights=weight[name_word], minlength=names) if names else np.zeros(0)
        write_arrays(
            path,
            {
                **(facts or {}),
                "format": INDEX_FORMAT,
                "matcher": MATCHER_VERSION,
                "lists": list(self._lists),
                "countries": list(self._countries),
                "names": names,
                "entities": len(self._entity_kind),
            },
            {
                **of_words,
                "post_name": post_name,
                "post_at": post_at,
                "name_word": name_word,
                "name_word_at": name_word_at,
                "name_mass": mass.astype(np.float32),
                "name_initials": _initials(words, name_word, row, names),
                **self._name_arrays(forms.sounds),
                **self._slip_arrays(words),
                **self._run_arrays(words),
                **self._entity_arrays(),
            },
        )

    def _name_arrays(self, sounds: list[str]) -> dict[str, NDArray[Any]]:
        """What is kept of each name beside its words."""
        # The sound of a legal form, where a name is nothing else, is that of its letters.
        sounds = [sound.lstrip(FORM) for sound in sounds]
        tells, ends = self._tells, self._name_word.ends
        runs: list[str] = []
        in_order: list[str] = []
        for start, end in pairwise(ends):
            words = self._name_word.values[start:end]
            run, ordered = run_of_sounds(
                [sounds[word] for word in words if tells[word]] or [sounds[word] for word in words]
            )
            runs.append(run)
            in_order.append(ordered)
        return {
            "name_entity": np.array(self._name_entity, dtype=np.int32),
            "name_letters": np.array(self._name_letters, dtype=np.uint8),
            "name_weak": np.array(self._name_weak, dtype=np.uint8),
            **text_arrays("name_text", self._name_text),
            **text_arrays("name_run", runs),
            "name_by_run": np.array(sorted(range(len(runs)), key=runs.__getitem__) or [0], dtype=np.int32),
            **text_arrays("name_sorted", in_order),
        }

    def _slip_arrays(self, words: list[str]) -> dict[str, NDArray[Any]]:
        """The names by the checksums of their words without spaces, whole and with one letter less."""
        runs = [
            "".join([words[word] for word in self._name_word.values[start:end]])
            for start, end in pairwise(self._name_word.ends)
        ]
        fits = [
            number for number, run in enumerate(runs) if SHORTEST_SLIP <= len(run.encode()) <= LONGEST_SLIP
        ]
        texts = packed([runs[number] for number in fits])
        names = np.array(fits, dtype=np.int64)
        shortened, owner = shortened_checksums(texts, SLIP_PREFIX)
        keys = np.concatenate([checksums(texts, SLIP_PREFIX), shortened]).astype(np.uint64)
        both = np.unique((keys << np.uint64(32)) | np.concatenate([names, names[owner]]).astype(np.uint64))
        return {
            "slip_key": (both >> np.uint64(32)).astype(np.uint32),
            "slip_name": (both & np.uint64(0xFFFFFFFF)).astype(np.int32),
        }

    def _run_arrays(self, words: list[str]) -> dict[str, NDArray[Any]]:
        """The names that are looked for within a field, by the letters they are known by there."""
        texts: list[str] = []
        owners: list[int] = []
        for name, (start, end) in enumerate(pairwise(self._name_word.ends)):
            own = [words[word] for word in self._name_word.values[start:end]]
            for letters in {"".join(spelling) for spelling in spellings_of(self._name_text[name], own)} - {
                ""
            }:
                texts.append(letters)
                owners.append(name)
        keys = checksums(packed(texts), RUN_PREFIX)
        names = np.array(owners, dtype=np.int64)
        both = np.unique((keys.astype(np.uint64) << np.uint64(32)) | names.astype(np.uint64))
        return {
            "run_key": (both >> np.uint64(32)).astype(np.uint32),
            "run_name": (both & np.uint64(0xFFFFFFFF)).astype(np.int32),
        }

    def _entity_arrays(self) -> dict[str, NDArray[Any]]:
        """What is kept of each party, and the identifiers of all."""
        identifiers = sorted(set(self._identifiers))
        return {
            "entity_name_at": np.array(self._entity_name_at, dtype=np.int64),
            "entity_kind": np.array(self._entity_kind, dtype=np.uint8),
            "entity_writings": np.array(self._entity_writings, dtype=np.uint8),
            "entity_list": np.array(self._entity_list, dtype=np.int32),
            **text_arrays("entity_id", self._entity_id),
            "entity_country": np.array(self._entity_country.values, dtype=np.int32),
            "entity_country_at": np.array(self._entity_country.ends, dtype=np.int64),
            "entity_birth": np.array(self._entity_birth.values, dtype=np.int64).reshape(-1),
            "entity_birth_at": np.array(self._entity_birth.ends, dtype=np.int64),
            "identifier_key": np.array([key for key, _ in identifiers], dtype=np.int64),
            "identifier_entity": np.array([entity for _, entity in identifiers], dtype=np.int32),
        }

    def _joined(
        self, name_word: NDArray[np.int32], row: NDArray[np.int32], sounds: list[str]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], list[str]]:
        """Neighbours joined to one word where one of them is short: ``hai ge`` is also found as ``haige``.

        Words, names, and the sounds of the words that are new.
        """
        words = list(self._word)
        fits = np.array(
            [
                kind in (WordClass.CORE, WordClass.LIGHT) and word.isalpha()
                for word, kind in zip(words, self._class, strict=True)
            ]
            or [False],
            dtype=bool,
        )
        short = np.array([len(word) <= SHORT_NEIGHBOUR for word in words] or [False], dtype=bool)
        first, second = name_word[:-1], name_word[1:]
        usable = (row[:-1] == row[1:]) & fits[first] & fits[second] & (short[first] | short[second])
        at = np.flatnonzero(usable)
        known = self._word
        ids = []
        new: list[str] = []
        for left, right in zip(first[at].tolist(), second[at].tolist(), strict=True):
            text = words[left] + words[right]
            if (number := known.get(text)) is None:
                number = known[text] = len(known)
                # The sound of both, one after the other: what two letters make at the seam is rare, and nothing hangs on it.
                new.append(one_after_other(sounds[left], sounds[right]))
            ids.append(number)
        return np.array(ids, dtype=np.int32), row[:-1][at], new


def countries_of(party: ListedParty) -> set[str]:
    """The codes of a party's countries; where the list states none, those of its addresses, or in brackets in its names.

    ``Ministry of Defence [Syria]`` is not the ministry of another State.
    """
    codes = {place.code for place in (*party.nationalities, *party.countries)} - {""}
    if codes:
        return codes
    lived = {address.country.code for address in party.addresses} - {""}
    if lived:
        return lived
    inner = {word for name in party.names for word in _IN_BRACKETS.findall(name.text)}
    return {country(word).code for word in inner} - {""}


def date_code(value: str, until: str = "") -> list[int]:
    """A date as a number, ``year * 10000 + month * 100 + day``, 0 for what is not known.

    A span up to ``until`` gives one number for each of its years; a text that is no date gives none.
    """
    first = _ISO_DATE.match(value)
    if first is None:
        return []
    last = _ISO_DATE.match(until)
    if last is not None and int(last[1]) > int(first[1]):
        years = range(int(first[1]), min(int(last[1]), int(first[1]) + _LONGEST_SPAN) + 1)
        return [year * 10000 for year in years]
    return [int(first[1]) * 10000 + int(first[2] or 0) * 100 + int(first[3] or 0)]


def _postings(
    word: NDArray[np.int32], name: NDArray[np.int32], words: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    order = np.argsort(word, kind="stable")
    at = np.zeros(words + 1, dtype=np.int64)
    np.cumsum(np.bincount(word, minlength=words), out=at[1:])
    return name[order].astype(np.int32), at


def _initials(
    words: list[str], name_word: NDArray[np.int32], row: NDArray[np.int32], names: int
) -> NDArray[np.uint64]:
    """The first letters of the words of each name as bits, so that the namesakes whose other names fit are found among thousands.

    ``name_word``: the words of all names, ``row``: the name of each of these.
    """
    bits = np.array([letter_bit(word) for word in words] or [0], dtype=np.uint64)
    initials = np.zeros(names, dtype=np.uint64)
    place = np.arange(len(row)) - np.searchsorted(row, row)
    for at in range(int(place.max(initial=-1)) + 1):
        chosen = np.flatnonzero(place == at)
        bit, name = bits[name_word[chosen]], row[chosen]
        initials[name] |= bit | ((initials[name] & bit) << np.uint64(SECOND_WORD))
    return initials


def build_index(parties: Iterable[ListedParty], path: Path, facts: dict[str, Any] | None = None) -> None:
    """Build the index of ``parties`` at ``path`` (replaced in one move; ``facts`` are kept in its head)."""
    builder = IndexBuilder()
    with no_collection():
        for party in parties:
            builder.add(party)
        builder.write(path, facts)
