"""Words of ordinary texts, which name nobody by themselves: ``python -m training.screening.ordinary_words [--texts FILE…] [--general FILE]``.

Firms on the lists are called Rotor, Spectrum or Potassium. In the name of a party that is a name; in the description of an item it is a
word. The table ships (:func:`dualuse.screening.names.vocabulary.ordinary_words`) and holds single words: of our own messages in all languages, of
the vocabulary of classification, and of further texts about goods, such as the nomenclature, that whoever trains has. What a list of the words
of a language has beside them makes a table of its own (``--general``): such a word names a firm sooner than one of goods.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from dualuse.i18n.places import place_names
from dualuse.screening.names.word_rarity import tells
from dualuse.screening.names.words import every_word_of, words_of

ROOT: Final = Path(__file__).parents[2]
TABLE: Final = ROOT / "src/dualuse/screening/names/ordinary_words.txt"
GENERAL: Final = TABLE.with_name("general_words.txt")
SHORTEST: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_CATALOGS: Final = tuple(sorted((ROOT / "src/dualuse").rglob("*.po")))
_MESSAGE: Final = re.compile(r'^msg(?:id|str) "(.*)"$|^"(.*)"$', re.MULTILINE)
_CALENDAR: Final = (
    "january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag"
    " sonntag janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi"
    " vendredi samedi dimanche arabic german english french spanish italian portuguese polish dutch latin nordic greek hebrew"
    " deutsch englisch arabisch allemand anglais arabe"
)
"""Words that texts write with a capital letter, and that name nobody."""


def texts_of_repository() -> Iterator[str]:
    """Our messages, and the words that classification knows things by."""
    for catalog in _CATALOGS:
        yield from _messages(catalog)
    for file in sorted((ROOT / "src/dualuse/classification").rglob("*.toml")):
        yield from _texts_in(tomllib.loads(file.read_text(encoding="utf-8")))


def german_nouns() -> set[str]:
    """Words that our German messages write with a capital and our others do not: those that all do are names."""
    everywhere = set.intersection(*(set(_words(_messages(catalog), capital=True)) for catalog in _CATALOGS))
    (german,) = (catalog for catalog in _CATALOGS if "/de/" in catalog.as_posix())
    return set(_words(_messages(german), capital=True)) - everywhere


def _messages(catalog: Path) -> Iterator[str]:
    for left, right in _MESSAGE.findall(catalog.read_text(encoding="utf-8")):
        yield (left or right).replace("\\n", " ")


def _words(texts: Iterable[str], *, capital: bool) -> Iterator[str]:
    """Words of texts as they are compared; ``capital``: those that begin with one, else the others."""
    for text in texts:
        for part in _WORD.findall(text):
            if part[0].isupper() is capital:
                yield from every_word_of(part)[1]


def _texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield str(name)
            yield from _texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts_in(value)


def texts_of_files(files: Iterable[Path]) -> Iterator[str]:
    """The cells of CSV files, the lines of others."""
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            if file.suffix == ".csv":
                for row in csv.reader(stream):
                    yield from row
            else:
                yield from stream


def ordinary(texts: Iterable[str]) -> list[str]:
    """The words of texts that say something of themselves, sorted; names of places say where, and stay what they are."""
    places = {word for names in place_names().values() for name in names for word in words_of(name)}
    words = {*_words(texts, capital=False), *german_nouns()}
    return sorted(
        word
        for word in words - places
        if len(word) >= SHORTEST and word.isascii() and word.isalpha() and tells(word)
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.screening.ordinary_words", description=__doc__)
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="further texts about goods, CSV or plain"
    )
    parser.add_argument("--general", type=Path, help="words of a language, one a line: write these alone")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    if options.general is not None:
        known = set(TABLE.read_text(encoding="utf-8").split())
        words = [word for word in ordinary(texts_of_files([options.general])) if word not in known]
    else:
        words = ordinary((*texts_of_repository(), *texts_of_files(options.texts), *_CALENDAR.split()))
    output = options.output or (TABLE if options.general is None else GENERAL)
    output.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(len(words), output)


if __name__ == "__main__":
    main()
