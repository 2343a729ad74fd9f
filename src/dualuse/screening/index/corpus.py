"""An opened index: the arrays, and the words as text for the comparisons that need letters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening import INDEX_FORMAT, MATCHER_VERSION
from dualuse.screening.index.arrays_file import read_arrays
from dualuse.screening.index.building import KINDS

_LETTERS: Final = 8
_OTHER: Final = 0x80
_ASCII: Final = bytes(range(0x80)) + bytes([_OTHER]) * 0x80


class OtherIndexError(ValueError):
    """The index was made by another version of the matcher: it is built anew, never used."""


class Corpus:
    """The arrays of :mod:`~dualuse.screening.index.building` by name, and what is looked up in them."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``.

        Raises:
            OtherIndexError: it is of another version.
            NotAnArraysFileError: it is no index, or cut short.
        """
        opened = read_arrays(path)
        facts = opened.facts
        if facts.get("format") != INDEX_FORMAT or facts.get("matcher") != MATCHER_VERSION:
            raise OtherIndexError(
                f"{path}: made by version {facts.get('matcher')}, this is {MATCHER_VERSION}"
            )
        self.facts: dict[str, Any] = facts
        self.lists: list[str] = facts["lists"]
        self.countries: dict[str, int] = {code: at for at, code in enumerate(facts["countries"])}
        self.country_codes: list[str] = facts["countries"]
        self.names: int = facts["names"]
        self.entities: int = facts["entities"]
        arrays = opened.arrays
        self.arrays = arrays
        self.word_weight = np.asarray(arrays["word_weight"])
        self.key = arrays["key"]
        self.key_word = arrays["key_word"]
        self.post_name = arrays["post_name"]
        self.post_at = np.asarray(arrays["post_at"])
        self.name_entity = arrays["name_entity"]
        self.name_word = arrays["name_word"]
        self.name_word_at = arrays["name_word_at"]
        self.slip_key = arrays["slip_key"]
        self.slip_name = arrays["slip_name"]
        self.run_key = np.asarray(arrays["run_key"])
        self.run_name = arrays["run_name"]
        self.name_mass = np.asarray(arrays["name_mass"])
        self.name_initials = np.asarray(arrays["name_initials"])
        self.words = _texts(arrays["word_text"], arrays["word_text_at"])
        # As arrays of texts, many of which are taken at once.
        self.spellings = np.array(self.words, dtype=object)
        # One place more than there are words: what stands where a name has no word.
        self.weight_or_none = np.append(self.word_weight, np.float32(0.0))
        self.class_or_none = np.append(np.asarray(arrays["word_class"]), np.uint8(255))
        self.bare = np.append(np.asarray(arrays["word_bare"]), np.uint8(0))
        self.heard = arrays["word_heard"]
        self.scanned = arrays["word_scanned"]
        self.voiced = arrays["word_voiced"]
        self.letters_or_none = np.append(np.asarray(arrays["word_letters"]), np.uint8(0))
        self.first_or_none = np.append(np.asarray(arrays["word_first"]), np.uint8(0))
        self.sounds = np.array(_texts(arrays["word_sound"], arrays["word_sound_at"]), dtype=object)
        self.bones = np.array(_texts(arrays["word_bones"], arrays["word_bones_at"]), dtype=object)
        self.bag = arrays["word_bag"]
        self._whole: dict[str, str] = {}
        self._beginnings: NDArray[np.uint64] | None = None
        self._sorted: tuple[NDArray[Any], NDArray[np.int64]] | None = None

    def beginning_with(self, starts: Sequence[str], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Up to ``most`` words that begin with each of ``starts``, and how many of each there are."""
        if self._sorted is None:
            text = np.array(self.words)
            order = np.argsort(text)
            self._sorted = text[order], order
        text, order = self._sorted
        low = np.searchsorted(text, np.array(starts, dtype=np.str_))
        high = np.searchsorted(text, np.array([start + "\uffff" for start in starts], dtype=np.str_))
        lengths = np.minimum(high - low, most)
        return order[ranges(low, low + lengths)], lengths

    def names_beginning_with(self, run: str, most: int) -> NDArray[np.int64]:
        """The names whose words run together begin with ``run`` (of eight letters and more), if there are no more than ``most``."""
        first, last = self._places_of_beginning(run)
        order = self.arrays["name_by_run"]

        def begins(place: int) -> str:
            return self._run_of(int(order[place]))[: len(run)]

        low = bisect_left(range(last), run, first, key=begins)
        if low + most < last and begins(low + most) == run:
            return np.zeros(0, dtype=np.int64)
        high = bisect_right(range(last), run, low, min(low + most, last), key=begins)
        return np.asarray(order[low:high]).astype(np.int64)

    def names_sounding(self, run: str, most: int) -> NDArray[np.int64]:
        """Up to ``most`` names whose words run together sound as ``run``: a name as the list writes it is always compared."""
        first, last = self._places_of_beginning(run)
        order = self.arrays["name_by_run"]
        low = bisect_left(range(last), run, first, key=lambda place: self._run_of(int(order[place])))
        names = order[low : min(low + most, last)].tolist()
        return np.array([name for name in names if self._run_of(name) == run], dtype=np.int64)

    def names_one_slip_from(self, keys: Sequence[int], most: int) -> NDArray[np.int64]:
        """Up to ``most`` names that have one of these keys of a slip (:func:`~.blocking_keys.slip_keys`), by the order of the keys."""
        sought = np.array(keys, dtype=np.uint32)
        low = np.searchsorted(self.slip_key, sought, "left")
        high = np.searchsorted(self.slip_key, sought, "right")
        return np.asarray(self.slip_name[ranges(low, high)[:most]]).astype(np.int64)

    def places_of_runs(self, keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where in ``run_name`` the names begin and end that are known by each key (:mod:`~dualuse.screening.names.standing_within`)."""
        low = np.searchsorted(self.run_key, keys, "left")
        high = low.copy()
        there = np.flatnonzero(self.run_key.take(low, mode="clip") == keys) if len(self.run_key) else low[:0]
        high[there] = np.searchsorted(self.run_key, keys[there], "right")
        return low, high

    def _places_of_beginning(self, run: str) -> tuple[int, int]:
        """Where in ``name_by_run`` the names stand whose runs have the same first eight letters: a handful to look through."""
        if self._beginnings is None:
            self._beginnings = self._first_letters()
        key = np.frombuffer(run[:_LETTERS].encode("ascii", "replace").ljust(_LETTERS, b"\0"), dtype=">u8")
        low, high = (int(np.searchsorted(self._beginnings, key, side)[0]) for side in ("left", "right"))
        return low, high

    def _first_letters(self) -> NDArray[np.uint64]:
        """The first eight letters of the names' words run together, as rising numbers."""
        order, at = self.arrays["name_by_run"][: self.names], self.arrays["name_run_at"]
        places = at[order][:, None] + np.arange(_LETTERS)
        letters = self.arrays["name_run"].take(places, mode="clip")
        letters[places >= at[order + 1][:, None]] = 0
        numbers: NDArray[np.uint64] = letters.view(">u8").ravel().astype(np.uint64)
        return numbers

    def _numbers(self, column: str, row: int) -> list[int]:
        at = self.arrays[column + "_at"]
        numbers: list[int] = self.arrays[column][at[row] : at[row + 1]].tolist()
        return numbers

    def _text(self, column: str, row: int) -> str:
        at = self.arrays[column + "_at"]
        return bytes(self.arrays[column][at[row] : at[row + 1]]).decode("utf-8", "surrogatepass")

    def _run_of(self, name: int) -> str:
        at = self.arrays["name_run_at"]
        return bytes(self.arrays["name_run"][at[name] : at[name + 1]]).decode("ascii", "replace")

    def texts(self, column: str, rows: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
        """Texts of a column of ASCII, and their lengths; another letter is ``_OTHER``."""
        if column not in self._whole:
            self._whole[column] = bytes(self.arrays[column]).translate(_ASCII).decode("latin-1")
        whole, at = self._whole[column], self.arrays[column + "_at"]
        low, high = at[rows], at[rows + 1]
        return [whole[start:end] for start, end in zip(low.tolist(), high.tolist(), strict=True)], high - low

    def words_of_name(self, name: int) -> tuple[str, ...]:
        """The words of a name, in order."""
        low, high = self.name_word_at[name], self.name_word_at[name + 1]
        return tuple(self.words[word] for word in self.name_word[low:high].tolist())

    def text_of_name(self, name: int) -> str:
        """The name as the list writes it."""
        return self._text("name_text", name)

    def names_in_other_letters(self) -> Iterator[tuple[int, str]]:
        """The names that hold another letter than those of ASCII, each with its number."""
        whole, ends = bytes(self.arrays["name_text"]), self.arrays["name_text_at"].tolist()
        for name in range(self.names):
            text = whole[ends[name] : ends[name + 1]]
            if not text.isascii():
                yield name, text.decode("utf-8", "surrogatepass")

    def id_of(self, entity: int) -> str:
        """The entry's id in its list."""
        return self._text("entity_id", entity)

    def list_of(self, entity: int) -> str:
        """The list of the entry."""
        return self.lists[int(self.arrays["entity_list"][entity])]

    def births_of(self, entity: int) -> list[int]:
        """The dates of birth of the entry, as :func:`~dualuse.screening.index.building.date_code` gives them."""
        return self._numbers("entity_birth", entity)

    def countries_of(self, entity: int) -> list[int]:
        """The countries of the entry, as places in ``country_codes``."""
        return self._numbers("entity_country", entity)

    def kind_of(self, entity: int) -> str:
        """The kind of the listed party."""
        return KINDS[int(self.arrays["entity_kind"][entity])]


def ranges(low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each ``low`` up to its ``high``, one after the other."""
    lengths = high - low
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, dtype=np.int64)
    return np.repeat(low - (np.cumsum(lengths) - lengths), lengths) + np.arange(total)


def _texts(text: NDArray[np.uint8], at: NDArray[np.int64]) -> list[str]:
    whole = bytes(text)
    ends = at.tolist()
    return [whole[ends[i] : ends[i + 1]].decode("utf-8", "surrogatepass") for i in range(len(ends) - 1)]
