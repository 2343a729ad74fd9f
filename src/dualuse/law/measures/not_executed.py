"""What acts of restrictive measures hold and is not executed: rows that every answer names, and points that a person answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import product
from typing import Any, Final, TypeVar

from dualuse.data_folders import DataError
from dualuse.i18n import N_
from dualuse.inputs.data_files import Shape
from dualuse.law.germany.lists import listed
from dualuse.law.language.provision import Validity
from dualuse.law.measures.limits import ANY_ITEM, WHATEVER_IS_KNOWN, Known, What
from dualuse.law.measures.reading import act_files, annex_named, codes_near, measure_rows
from dualuse.law.measures.shape import (
    ANNEXES,
    CONCEPT_LANGUAGES,
    FURTHER_LANGUAGES,
    NEAR,
    SIGN_FIELDS,
    WHAT_FIELDS,
    WORDS,
)
from dualuse.law.measures.signs import FORMS, LicensedUserIsAService, OwnerIsAService, Sign, UseInWords
from dualuse.law.measures.words.reading import WordList, words_of_languages


@dataclass(frozen=True, eq=False, kw_only=True)
class NotExaminedRow:
    """A part of an act that is not executed; no places means every destination. In the file ``places_of`` names a list of German law instead.

    What is told of it: ``act``, ``article``, ``why``; ``dual_use``: ``open`` where a person must say whether the act is a measure on dual-use items
    (EU008 Part 2(c)); ``screened``: it is examined where the parties were screened against the Union's list of asset freezes.

    Answered by: ``point``, the name under which a person answers that it reaches a transaction, or does not; or ``asked_by``, the
    article of the same act whose question is that answer.

    What it can concern: ``activities``, where not anything; ``not_to``: a general authorisation to whose destinations it never goes;
    ``what``: the items; ``known``: what is known of a use; ``sign``: what is looked for in the transaction.
    """

    act: str
    url: str
    article: str
    places: tuple[str, ...]
    why: str
    validity: Validity
    dual_use: str = ""
    screened: bool = False
    point: str = ""
    asked_by: str = ""
    activities: tuple[str, ...] = ()
    not_to: str = ""
    what: What = ANY_ITEM
    known: Known = WHATEVER_IS_KNOWN
    sign: Sign | None = None

    @cached_property
    def is_told_unfound(self) -> bool:
        """Whether it is told of every transaction: of what was looked for and is not there nothing is left to tell."""
        return not self.known.wmd and (self.sign is None or self.sign.is_told_unfound)

    @cached_property
    def asks_for_knowledge(self) -> bool:
        """Whether it hangs on what the exporter knows of a use."""
        return self.known != WHATEVER_IS_KNOWN or isinstance(self.sign, UseInWords)

    @cached_property
    def uses_asked(self) -> frozenset[str]:
        """The grounds of concern on the knowledge of which it hangs: what is stated of the others changes nothing."""
        of_levels = (field.name for field in fields(self.known) if getattr(self.known, field.name))
        of_sign = (self.sign.use,) if isinstance(self.sign, UseInWords) else ()
        return frozenset((*of_levels, *of_sign, *(self.sign.uses_read if self.sign is not None else ())))


class Rows(tuple[NotExaminedRow, ...]):
    """Rows of which something is remembered. They are looked up in each transaction, and their hash is worked out once."""

    def __hash__(self) -> int:
        """That of the tuple."""
        remembered: int | None = self.__dict__.get("hash")
        if remembered is None:
            remembered = self.__dict__["hash"] = super().__hash__()
        return remembered


@lru_cache(maxsize=1)
def not_examined_rows() -> tuple[NotExaminedRow, ...]:
    """All parts of acts that are not executed; of an annex that is asked about, what it names beside Annex I."""
    return (*_stated_not_examined(), *_beside_annex_i())


BESIDE_ANNEX_I: Final = {
    "part": N_(
        "its annex may name items that Annex I does not list; say so under answers if it names this one"
    ),
    "interception": N_("its annex may name equipment that is not specially designed for covert surveillance"),
}
"""Why parts of an annex that is asked about are not examined, by what the provision reaches; told to who states a transaction."""


def _beside_annex_i() -> Iterator[NotExaminedRow]:
    for row in measure_rows():
        if row.items in BESIDE_ANNEX_I and "export" in row.activities and not row.near:
            why = BESIDE_ANNEX_I[row.items]
            near = row.beside or _NEAR_ANNEX
            yield NotExaminedRow(
                act=row.act,
                url=row.url,
                article=row.article,
                places=row.places,
                why=why,
                validity=row.validity,
                what=What(near=near),
                asked_by=row.article,
            )


_NO_EQUIPMENT: Final = (44, 45, 46, 47, 57, 66, 67, 77, 92, 97)
_OF_CHAPTERS: Final = {
    30: (
        "3001",
        "3002",
        "3003",
        "300440",
        "300441",
        "300442",
        "300443",
        "300449",
        "300460",
        "300490",
        "3005",
        "3006",
    ),
    49: ("4906", "4911"),
    94: ("9401", "9405", "9406"),
}
_NEAR_ANNEX: Final = tuple(
    heading
    for chapter in range(25, 98)
    if chapter not in _NO_EQUIPMENT
    for heading in _OF_CHAPTERS.get(chapter, (f"{chapter:02}",))
)
"""Chapters of the tariff in which such goods are found where nothing else is known, and headings of three: no food, drink, tobacco, wood,
carpet, umbrella, musical instrument, work of art, book, desk, mattress or dose of antibiotics, insulin, hormones or vitamins is equipment or a chemical
(our reading)."""
UNEXECUTED: Final = "unexecuted."
"""Begins the answers whether a part of an act that is not executed reaches a transaction."""


@lru_cache(maxsize=1)
def points() -> frozenset[str]:
    """The names of all answers whether a part of an act reaches a transaction, but those that a provision asks for."""
    return frozenset(row.point for row in _stated_not_examined() if row.point)


@lru_cache(maxsize=32)
def words_called(name: str) -> WordList:
    """The list of words of that name which several rules look for, in every language; one that ends in ``*`` begins others."""
    words = next(tuple(file["words"][name]) for file in act_files() if name in file.get("words", {}))
    return WordList(
        dict.fromkeys((*words, *_phrases_of(name), *_concepts_of(name), *words_of_languages(name)))
    )


def _phrases_of(name: str) -> Iterator[str]:
    """The phrases of a list: of each way to say it, what is done to what ("filling of shells", "shell filling")."""
    for rows in act_files():
        for row in rows.get("phrases", ()):
            if name in row["lists"]:
                for form, step, thing in product(row["forms"], row["steps"], row["things"]):
                    yield form.format(step=step, thing=thing)


def _concepts_of(name: str) -> Iterator[str]:
    """What the things that a list looks for are called, in each language."""
    for rows in act_files():
        for row in rows.get("concepts", ()):
            if name in row["lists"]:
                for language in (*CONCEPT_LANGUAGES, *FURTHER_LANGUAGES):
                    yield from row.get(language, ())


@lru_cache(maxsize=256)
def words_and_receivers(sign: UseInWords | OwnerIsAService | LicensedUserIsAService) -> WordList:
    """The words of the sign, and those for who receives; the same list where there are none, so that it is looked up as one."""
    if isinstance(sign.words, WordList) and not sign.receivers:
        return sign.words
    return WordList((*sign.words, *sign.receivers))


SignT = TypeVar("SignT", bound=Sign)


def signs_of(form: type[SignT]) -> Iterator[SignT]:
    """The signs of one form, of all rows."""
    return (row.sign for row in not_examined_rows() if isinstance(row.sign, form))


# Reading the rows.


def _stated_not_examined() -> tuple[NotExaminedRow, ...]:
    return tuple(_row(file, row) for file in act_files() for row in file.get("not_examined", ()))


def _row(file: dict[str, Any], row: dict[str, Any]) -> NotExaminedRow:
    read = partial(_value, file, row)
    sign = row.get("sign")
    return NotExaminedRow(
        act=row.get("act", file["act"]),
        url=row.get("url", file["url"]),
        article=row.get("article", ""),
        places=listed(row["places_of"]) if "places_of" in row else tuple(row["places"]),
        why=row["why"],
        validity=Validity(row.get("since", date.min), row.get("until")),
        dual_use=row.get("dual_use", ""),
        screened=row.get("screened", False),
        point=f"{UNEXECUTED}{row['point']}" if "point" in row else "",
        asked_by=row.get("asked_by", ""),
        activities=tuple(row.get("activities", ())),
        not_to=row.get("not_to", ""),
        what=What(
            **{
                "near": () if sign else _near_annex(file, row),
                **{name: read(WHAT_FIELDS[name], value) for name, value in row.get("what", {}).items()},
            }
        ),
        known=_known_levels(row["known"]) if "known" in row else WHATEVER_IS_KNOWN,
        sign=None
        if sign is None
        else FORMS[sign["kind"]](
            **{name: read(SIGN_FIELDS[name], value) for name, value in sign.items() if name != "kind"}
        ),
    )


def _known_levels(levels_of_uses: dict[str, list[str]]) -> Known:
    return Known(**{use: tuple(levels) for use, levels in levels_of_uses.items()})


def _value(file: dict[str, Any], row: dict[str, Any], shape: Shape, value: Any) -> Any:
    """What a field of a row holds, by its shape: words and codes that it may name, annexes, or what stands there."""
    if shape is WORDS:
        return _words(file, value)
    if shape is NEAR:
        return codes_near(value)
    if shape is ANNEXES:
        return tuple(annex_named("", annex, row["article"]) for annex in value)
    return tuple(value) if isinstance(value, list) else value


def _words(file: dict[str, Any], stated: str | list[str]) -> WordList:
    """The words of a row: its own, or those of a list that several rows look for."""
    if not isinstance(stated, str):
        return WordList(stated)
    if not any(stated in other.get("words", {}) for other in act_files()):
        raise DataError(
            f"measures/{file['title']}: no list of words is called {stated!r}; add it under words"
        )
    return words_called(stated)


def _near_annex(file: dict[str, Any], row: dict[str, Any]) -> tuple[str, ...]:
    """The annex codes of the article whose question asks about this row."""
    asking = (other for other in file.get("provisions", ()) if other["article"] == row.get("asked_by"))
    return next(
        (
            codes_near(other.get("beside", [])) or _NEAR_ANNEX
            for other in asking
            if other["items"] in BESIDE_ANNEX_I
        ),
        (),
    )
