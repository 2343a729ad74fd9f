"""Substances, agents and toxins that the sheets know by name or number, as they stand in a description.

Entries 1C350, 1C351, 1C354 and 1C450 list by name: what a description calls so is listed but for its share of a mixture, its purpose or its packing,
which is for a person to say. Usual names in other languages, and others in English, stand in ``substance_names.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dualuse.data_folders import PACKAGE, data_file
from dualuse.inputs.accents import without_accents_once

ENTRIES: Final = ("1C350", "1C351", "1C354", "1C450")
_SHEETS: Final = PACKAGE / "classification/sheets/data"
_OTHER_NAMES: Final = "classification/substance_names.toml"
_SHORTEST: Final = 6
"""Letters of a name that is looked for within a text: shorter ones are abbreviations, which other trades have, too (``DF``, ``BZ``)."""
_NUMBER: Final = re.compile(r"(?<![\d-])\d{2,7}-\d{2}-\d(?![\d-])")
_IN_BRACKETS: Final = re.compile(r"\s+\([^()]*\)")
_BETWEEN_NAMES: Final = " or "
_APOSTROPHES: Final = re.compile("[’‘ʼ`´]")


class Substance(NamedTuple):
    """``written``: the name or number in the text; ``provisions``: all that list it; ``is_number``: of the Chemical Abstracts Service."""

    written: str
    provisions: tuple[str, ...]
    is_number: bool

    @property
    def provision(self) -> str:
        """The narrowest that lists it: of several of one entry what they all lie under, of several entries that of the first."""
        return what_has_all(tuple(path for path in self.provisions if path[:5] == self.provisions[0][:5]))


def substance_in(text: str) -> Substance | None:
    """The first substance that a text has the number or the name of, if any."""
    return next(iter(substances_in(text)), None)


@lru_cache(maxsize=4096)
def substances_in(text: str) -> tuple[Substance, ...]:
    """The substances that a text has the numbers or the names of, each name once, the numbers first."""
    plain = folded_text(text)
    numbers = dict.fromkeys(
        match[0] for match in _NUMBER.finditer(plain) if match[0] in _provisions_by_name()
    )
    names = dict.fromkeys(match[0] for match in _pattern().finditer(plain))
    return (
        *(Substance(number, _provisions_by_name()[number], True) for number in numbers),
        *(Substance(name, _provisions_by_name()[name], False) for name in names),
    )


def provisions_of_name(name: str) -> tuple[str, ...]:
    """The provisions that list what has exactly this name or number, abbreviations among them; none for any other."""
    return _provisions_by_name().get(folded_text(name), ())


def provisions_of_word(word: str) -> tuple[str, ...]:
    """The provisions that list a name or number as sheets compare it, without blanks; none for any other."""
    return _provisions_by_word().get(word, ())


@lru_cache(maxsize=1)
def _provisions_by_word() -> Mapping[str, tuple[str, ...]]:
    return {"".join(name.split()): paths for name, paths in _provisions_by_name().items()}


def what_has_all(provisions: tuple[str, ...]) -> str:
    """The narrowest code that all of these, of one entry, are or lie under."""
    levels = zip(*(path.split(".") for path in provisions), strict=False)
    shared: list[str] = []
    for level in levels:
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)


def with_substance(title: str, code: str, language: str) -> str:
    """A title, and behind it the substance that the provision ``code`` lists, if it lists one: the title of its entry is that of all others, too."""
    return " · ".join(filter(None, (title, substance_of_provision(code, language))))


def substance_of_provision(code: str, language: str = "en") -> str:
    """The name of what a provision lists, in that language where it is at hand, else in English; "" where it lists no one substance."""
    if code[:5] not in ENTRIES:
        return ""
    names = _other_names().get(code, {}).get(language, ()) if language != "en" else ()
    return next(iter(names), "") or _first_names().get(code, "")


@lru_cache(maxsize=1)
def _first_names() -> Mapping[str, str]:
    """The first name of each provision as its sheet writes it."""
    rows = (row for entry in ENTRIES for row in _provisions(entry))
    return {
        path: next(name for name in names if not _NUMBER.fullmatch(name))
        for path, names in rows
        if any(not _NUMBER.fullmatch(name) for name in names)
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Any name between what is no letter, the longest first."""
    rows = (name for name in _provisions_by_name() if len(name) >= _SHORTEST and not _NUMBER.fullmatch(name))
    names = sorted(rows, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@lru_cache(maxsize=1)
def _provisions_by_name() -> Mapping[str, tuple[str, ...]]:
    """Each number and each name, as it is compared, with its provisions in the order of the Annex."""
    provisions: dict[str, dict[str, None]] = {}
    for entry in ENTRIES:
        for path, names in _provisions(entry):
            for name in (*names, *(other for row in _other_names().get(path, {}).values() for other in row)):
                provisions.setdefault(folded_text(name), {})[path] = None
    return {name: tuple(paths) for name, paths in provisions.items()}


@lru_cache(maxsize=1)
def _other_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By provision and language the names that its sheet does not have."""
    rows = tomllib.loads(data_file(_OTHER_NAMES).read_text("utf-8"))
    return {path: {language: tuple(names) for language, names in row.items()} for path, row in rows.items()}


def _provisions(entry: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each provision of the sheet with its names. Only these are read: a sheet made ready for tests takes a second."""
    sheet = tomllib.loads((_SHEETS / f"{entry}.toml").read_text("utf-8"))
    for provision in sheet["provisions"]:
        words = _words(provision["when"])
        is_one_thing = any(map(_NUMBER.fullmatch, words))
        own = _IN_BRACKETS.sub("", provision.get("name", "")) if is_one_thing else ""
        each = own.split(_BETWEEN_NAMES) if own else []
        yield provision["path"], tuple(dict.fromkeys((*filter(None, (own, *each)), *words)))


def _words(condition: Any) -> tuple[str, ...]:
    """The names that are enough, but for figures and what a person answers of every agent: a bacterium of a certain serotype has no name of its own."""
    rows = [
        row
        for part in condition.get("all", (condition,))
        for row in part.get("any", (part,))
        if "words" in row
    ]
    return tuple(name for row in rows for name in row.get("one_of", ()))


def folded_text(text: str) -> str:
    """A text without case and accents, with plain hyphens and apostrophes and single blanks."""
    plain = _APOSTROPHES.sub("'", re.sub("[‐‑‒–—−]", "-", without_accents_once(text)))
    return " ".join(plain.split())
