"""What stands in the data files that the package itself brings: each reader says which tables and fields a
file has.

A field with a slip in its name, or a value of another kind, is one clear error; none is passed over in
silence. Which files a folder holds: ``dualuse/data_folders.py``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import tomli

from dualuse.data_folders import PACKAGE, DataError, data_file, path_in_package, read_text

DATA: Final = (".toml", ".json")
"""Endings of data files."""
_BYTE_ORDER_MARK: Final = "\ufeff"
"""What Notepad writes at the head of a file."""


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        DataError: it is no TOML, or a file of the package that is missing, says nothing or cannot be read.
        OSError: it is a file of somebody else that cannot be read.
    """
    text = read_text(path, "TOML").removeprefix(_BYTE_ORDER_MARK)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise DataError(f"{path_in_package(path)}: no TOML: {_broken_off(str(error), text)}") from None
    if not data and path.is_relative_to(PACKAGE):
        raise DataError(f"{path_in_package(path)}: nothing stands in it")
    return data


def read_checked(name: str, shape: Table) -> dict[str, Any]:
    """The tables of a TOML file of the package, called by its path there, which must have that shape.

    Raises:
        DataError: it is no TOML, or holds something else.
    """
    path = data_file(name)
    data = read_toml(path)
    shape.check(data, path_in_package(path))
    return data


_AT_LINE: Final = re.compile(r"(?P<reason>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)")


def _broken_off(error: str, text: str) -> str:
    """Where a reader of TOML broke off, with the line as it stands there, and what to look for."""
    match = _AT_LINE.fullmatch(error)
    if match is None:
        return f"{error}; look at the end of the file for a quote or bracket that is not closed"
    line = text.splitlines()[int(match["line"]) - 1].strip()
    return (
        f"line {match['line']}, column {match['column']}, {line!r}: {match['reason']}. Look there and just before for a quote,"
        " bracket or comma that is missing, a name that stands twice, or a day that no calendar has"
    )


def read_language(folder: Path, name: str, language: str) -> dict[str, Any]:
    """The tables of ``name`` (``words.{}.toml``) in a language; a row that its file has not, or all where it
    has none, in English.

    Raises:
        DataError: one of the files is no TOML.
    """
    english = read_toml(folder / name.format("en"))
    path = folder / name.format(language)
    own = read_toml(path) if language != "en" and path.exists() else {}
    return {table: {**rows, **own.get(table, {})} for table, rows in english.items()}


# The shape of a file


class Shape:
    """What a value may be; :meth:`check` refuses one that does not fit."""

    def check(self, value: Any, place: str) -> None:
        """Check that a value fits.

        Raises:
            DataError: it does not; the message begins with ``place``.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Of(Shape):
    """A value of a type that ``fits``, in words ``what``; ``meant``: of a text with a slip what it may stand
    for, if that is clear."""

    what: str
    kind: type
    fits: Callable[[Any], bool] = lambda value: True
    meant: Callable[[str], str | None] = lambda text: None

    def check(self, value: Any, place: str) -> None:
        """Check that the type is this one (no subclass: True is no number) and that the value fits.

        Raises:
            DataError: it does not, with what a text with a slip may stand for; the message begins with ``place``.
        """
        # True is an int, and a time is a date, to Python only.
        if type(value) is not self.kind or not self.fits(value):
            written = value.isoformat() if isinstance(value, date) else repr(value)
            meant = self.meant(value) if isinstance(value, str) else None
            hint = f"; perhaps {meant} is meant" if meant else ""
            raise DataError(f"{place}: {written} is not {self.what}{hint}")


TEXT: Final = Of("a text", str, lambda text: bool(text.strip()))
ANY_TEXT: Final = Of("a text", str)
DAY: Final = Of(
    "a day between 1950 and 2049, which is written 2026-12-31, without quotes",
    date,
    lambda day: 1950 <= day.year <= 2049,
)
FLAG: Final = Of("true or false", bool)
NUMBER: Final = Of("a whole number from 0 on", int, lambda number: number >= 0)


@dataclass(frozen=True, slots=True)
class OneOf(Shape):
    """One of some words."""

    words: tuple[str, ...]

    def check(self, value: Any, place: str) -> None:
        """Check that the value is one of the words.

        Raises:
            DataError: it is none, with the word that is nearest; the message begins with ``place``.
        """
        if value not in self.words:
            raise DataError(f"{place}: {value!r} is not known{_suggestion(str(value), self.words)}")


@dataclass(frozen=True, slots=True)
class Each(Shape):
    """A list of values of one shape; ``least`` of them at least."""

    shape: Shape
    least: int = 0

    def check(self, value: Any, place: str) -> None:
        """Check that the value is a list that is long enough, and each of its values.

        Raises:
            DataError: it is not, or one of them does not fit; the message begins with ``place``.
        """
        if not isinstance(value, list):
            raise DataError(f"{place}: not a list")
        if len(value) < self.least:
            raise DataError(f"{place}: {len(value)} of at least {self.least}")
        for number, inner in enumerate(value):
            self.shape.check(inner, f"{place}[{number}]")


@dataclass(frozen=True, slots=True)
class Table(Shape):
    """A table with fields that it must and fields that it may have; ``of`` is what these are called."""

    needed: Mapping[str, Shape]
    optional: Mapping[str, Shape]
    of: str = "field"

    def check(self, value: Any, place: str) -> None:
        """Check that the value is a table with the fields it must have and no other, and each of them.

        Raises:
            DataError: it is not, or a field is missing, unknown or does not fit; the message begins with ``place``.
        """
        if not isinstance(value, dict):
            raise DataError(f"{place}: not a table")
        known = {**self.needed, **self.optional}
        for name, inner in value.items():
            if name not in known:
                raise DataError(f"{place}: there is no {self.of} called {name}{_suggestion(name, known)}")
            known[name].check(inner, f"{place}: {name}" if place.endswith(".toml") else f"{place}.{name}")
        if missing := [name for name in self.needed if name not in value]:
            raise DataError(f"{place}: missing: {', '.join(missing)}")


@dataclass(frozen=True, slots=True)
class AnyTable(Shape):
    """A table whose names are free, with values of one shape."""

    shape: Shape

    def check(self, value: Any, place: str) -> None:
        """Check that the value is a table, and each of its values.

        Raises:
            DataError: it is not, or one of them does not fit; the message begins with ``place``.
        """
        if not isinstance(value, dict):
            raise DataError(f"{place}: not a table")
        for name, inner in value.items():
            self.shape.check(inner, f"{place}.{name}")


@dataclass(frozen=True, slots=True)
class Cases(Shape):
    """A table whose fields depend on the value of one of them; what only another value reads is refused."""

    by: str
    tables: Mapping[str, Table]

    def check(self, value: Any, place: str) -> None:
        """Check the value as the table for which its field ``by`` stands.

        Raises:
            DataError: it is no table, or does not fit that one; the message begins with ``place``.
        """
        if not isinstance(value, dict):
            raise DataError(f"{place}: not a table")
        OneOf(tuple(self.tables)).check(value.get(self.by), f"{place}.{self.by}")
        self.tables[value[self.by]].check(value, place)


def _suggestion(word: str, known: Iterable[str]) -> str:
    """What a word with a slip may stand for, to be put behind the sentence that refuses it."""
    known = tuple(known)
    near = difflib.get_close_matches(word, known, n=1)
    return f"; perhaps {near[0]} is meant" if near else f"; known: {', '.join(known)}"
