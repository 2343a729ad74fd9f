"""Words of trade in German and French, and what they are in English (``glosses/*.toml``).

Most names of trade, and all parameter sheets, are in English: by these a German or French name reaches the entries that its
English one does. A compound is taken apart into words of the table, or words that German shares with English, as long as
nothing of it is left over: ``Netzwerk-Monitoring-Sonde`` and ``Netzwerkmonitoringsonde`` are a network monitoring probe.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.classification.search.words import JOINING, LINKS, Word, stemmer, stop_words, words_of
from dualuse.data_folders import DataError, data_file, data_files, path_in_package
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import TEXT, AnyTable, Table, read_toml

_HERE: Final = Path(__file__).parent / "glosses"
_SHORTEST: Final = 3
"""Letters of a word of the table within a compound."""
_SHORTEST_SHARED: Final = 5
"""Letters of a word shared with English within a compound: shorter ones are met by chance."""
_LONGEST: Final = 60
Known = Callable[[str], bool]
"""Whether English has a word, as far as it is known here."""


def plain_letters(word: str) -> str:
    """A word as those write it who have no other letters: ``réseau`` is ``reseau``, ``Überwachung`` is ``ueberwachung``."""
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(letter, written)
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Glosses:
    """The words of one language in English."""

    def __init__(
        self, language: str, words: Mapping[str, str], by_figure: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.language: Final = language
        self._stem: Final = stemmer(language)
        self._joins: Final = language in JOINING
        self._english: Final[dict[str, str]] = {}
        for word, english in words.items():
            for key in (word, plain_letters(word), self._stem(word), self._stem(plain_letters(word))):
                self._english.setdefault(key, english)
        self._by_figure: Final = {
            key: meanings
            for word, meanings in by_figure.items()
            for key in (word, plain_letters(word), self._stem(word), self._stem(plain_letters(word)))
        }
        self._taken: Final[dict[str, tuple[str, ...]]] = {}

    def __contains__(self, plain: str) -> bool:
        return plain in self._english or self._stem(plain) in self._english

    def whole(self, plain: str) -> str:
        """The English of a word that stands in the table as it is, not by its stem or its parts; "" where it does not."""
        return self._english.get(plain, "")

    def in_english(self, plain: str, known: Known) -> tuple[str, ...]:
        """A word (in small letters) in English, part by part; () where it is not known."""
        taken = self._taken.get(plain)
        if taken is None:
            taken = self._taken_apart(plain, known) if len(plain) <= _LONGEST else ()
            if len(self._taken) < 200_000:
                self._taken[plain] = taken
        return taken

    def meant(self, plain: str, kinds: Iterable[str]) -> tuple[str, ...]:
        """The English of a word of several meanings that a figure beside it tells: a "Kondensator" of 5 kV is no condenser.

        ``kinds``: of the figures of the text; () where none of them tells.
        """
        meanings = self._by_figure.get(plain) or self._by_figure.get(self._stem(plain), {})
        return next(((meanings[kind],) for kind in kinds if kind in meanings), ())

    def _own(self, plain: str) -> str:
        return self._english.get(plain) or self._english.get(self._stem(plain), "")

    def _taken_apart(self, plain: str, known: Known) -> tuple[str, ...]:
        if own := self._own(plain):
            return (own,)
        if not self._joins or not plain.isalpha():
            return ()
        parts = self._split(plain, known)
        return parts if "".join(parts) != plain else ()

    def _split(self, plain: str, known: Known) -> tuple[str, ...]:
        """The parts of a compound in English, the longest first word first; () where something is left over."""
        best: dict[int, tuple[str, ...]] = {len(plain): ()}
        for start in range(len(plain) - _SHORTEST, -1, -1):
            for end in range(len(plain), start + _SHORTEST - 1, -1):
                part = self._part(plain[start:end], known)
                rest = next(
                    (
                        best[end + len(link)]
                        for link in LINKS
                        if plain.startswith(link, end) and end + len(link) in best
                    ),
                    None,
                )
                if part and rest is not None:
                    best.setdefault(start, (part, *rest))
        return best.get(0, ())

    def _part(self, part: str, known: Known) -> str:
        return self._own(part) or (part if len(part) >= _SHORTEST_SHARED and known(part) else "")


@lru_cache(maxsize=1)
def glosses() -> dict[str, Glosses]:
    """The glosses of every language that has some."""
    table = Table({"words": AnyTable(TEXT)}, {"by_figure": AnyTable(AnyTable(TEXT))})
    by_language: dict[str, Glosses] = {}
    for path in data_files(data_file("classification/search/glosses"), "*.toml"):
        if path.stem not in LANGUAGES:
            raise DataError(f"{path_in_package(path)}: it is not spoken here")
        data = read_toml(path)
        table.check(data, path_in_package(path))
        by_language[path.stem] = Glosses(path.stem, data["words"], data.get("by_figure", {}))
    return by_language


def in_english(words: Sequence[Word], language: str, known: Known, kinds: Sequence[str] = ()) -> list[Word]:
    """The words of a text in English, as far as they are known: those of ``language``, and in an English text those of others.

    Words that carry nothing in their language are left out, so that what was apart by "für" or "de" stands together. No
    words where nothing was put into English. ``kinds``: of the figures of the text, such as "voltage".
    """
    own = glosses().get(language)
    tables = [own] if own is not None else list(glosses().values()) if language == "en" else []
    if not tables:
        return []
    english: list[Word] = []
    changed = False
    for word in words:
        if own is not None and word.plain in stop_words(language):
            continue
        if not word.names_something or (own is None and known(word.plain)):
            english.append(word)
            continue
        told = (table.meant(word.plain, kinds) or table.in_english(word.plain, known) for table in tables)
        parts = next(filter(None, told), ())
        changed = changed or bool(parts)
        english += [Word(part.plain, word.written) for text in parts for part in words_of(text)] or [word]
    return english if changed else []
