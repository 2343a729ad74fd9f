"""Reading the words of concern of each language: one TOML file per language, lists that have the names of those for all acts.

A word counts as it is written, or as it begins where it ends in ``*``; so does each part of a phrase (``ministerstv* obran*``).
No ending of our languages is added to it. They are from memory, and only ever make an answer stricter.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.inputs.data_files import TEXT, Each, Table, read_toml
from dualuse.law.measures.words.romanised import ROMANISED, romanised

WORD_LISTS: Final = (
    "security services",
    "weapons of mass destruction",
    "military use",
    "arms",
    "military places",
    "made for forces",
    "repression",
    "nuclear installation",
    "covert surveillance",
    "perhaps surveillance",
    "onward sale",
    "goes abroad",
    "leaves the country",
    "export alone",
    "kept for sale",
    "trade",
    "making use",
    "own use",
    "no object",
    "of its own",
    "own things",
    "use untold",
    "use untold alone",
    "unknown buyers",
    "forwarder",
    "something else",
    "machine tools and telecommunications",
    "unmanned aircraft",
    "machine tools that cut",
)
"""Lists of words that several rows of a file may look for, by name."""
AS_WRITTEN: Final = "="
"""Begins a word to which no endings are added."""
_LANGUAGE: Final = Table(
    {"language": TEXT, "words": Table({}, dict.fromkeys(WORD_LISTS, Each(TEXT, least=1)))}, {}
)


class WordList(tuple[str, ...]):
    """Words that texts are searched for. The list is looked up at each text, and its hash is worked out once."""

    def __hash__(self) -> int:
        """That of the tuple."""
        known: int | None = self.__dict__.get("hash")
        if known is None:
            known = self.__dict__["hash"] = super().__hash__()
        return known


@lru_cache(maxsize=32)
def words_of_languages(name: str) -> tuple[str, ...]:
    """The words of a list in each language that has a file; those of Russian in Latin letters, too, of some lists."""
    by_language = words_by_language()
    latin = romanised(by_language[_RUSSIAN].get(name, ())) if name in ROMANISED else ()
    words = (word for lists in by_language.values() for word in lists.get(name, ()))
    return tuple(dict.fromkeys((*words, *latin)))


_RUSSIAN: Final = "ru"


@lru_cache(maxsize=1)
def words_by_language() -> dict[str, dict[str, tuple[str, ...]]]:
    """The lists of each language, by the name of its file.

    Raises:
        DataError: a file is not what the folder holds, or a word stands twice in a list of it.
    """
    return {path.stem: _lists(path) for path in data_files(Path(__file__).parent, "*.toml")}


def _lists(path: Path) -> dict[str, tuple[str, ...]]:
    data = read_toml(path)
    _LANGUAGE.check(data, path_in_package(path))
    for name, words in data["words"].items():
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise DataError(f"{path_in_package(path)}: {name}: {twice[0]} stands twice")
    return {name: tuple(f"{AS_WRITTEN}{word}" for word in words) for name, words in data["words"].items()}
