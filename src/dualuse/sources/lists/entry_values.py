"""Values of an entry as lists print them: dates in words, numbers beside labels, countries, scripts; each once.

Nothing is guessed that the text does not say.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from dualuse.sources.countries import countries
from dualuse.sources.lists.list_file import Unread
from dualuse.sources.lists.listed_party import Country, PartialDate

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CIRCA: Final = re.compile(
    r"\b(?:circa|approximately|approx|about|around|c|ca|estimated|between|possibly|probably|"
    r"presumed|presumably)\b\.?:?|^~\s*",
    re.IGNORECASE,
)
_EXACT_WORDS: Final = re.compile(r"\b(?:on|in|year|born|dob|the)\b[.:]?\s*", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"\s+(?:to|and|until)\s+|(?<=\d{4})\s*[-–—/]\s*(?=\d{4}\b)|\s+[-–—]\s+", re.IGNORECASE
)
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?:T[\d:.+Z-]*)?",
        r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})",
        r"(?P<m>\d{1,2})[./](?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?P<name>[a-z]{3,9})\.?,?[ -](?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?,? (?P<y>\d{4})",
    )
)


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """``1962``, ``1962-09`` or ``1962-09-03``; "" where there is no such date.

    Years before 1800 are those of another calendar here (``1343``), not of Christian reckoning: "" too.
    """
    if not 1800 <= year <= 2999 or not 0 <= month <= 12 or (day and not month):
        return ""
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else ""


def _exact_date(text: str) -> str:
    """The ISO form of a date that is neither a range nor vague, "" of anything else."""
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            parts = match.groupdict()
            name = parts.get("name")
            month = _MONTHS.get(name.lower(), -1) if name else int(parts.get("m") or 0)
            return iso(int(parts["y"]), month, int(parts.get("d") or 0)) if month >= 0 else ""
    return ""


@lru_cache(maxsize=50_000)
def partial_date(text: str) -> PartialDate | None:
    """The date of ``text``: ISO, ``28.2.2011`` (day first), ``12 Mar 1965``, ``circa 1962``, ``1955 to 1957``.

    Returns None where the text is no date that is understood; alternatives are for :func:`partial_dates`.
    """
    written = re.sub(r"(?<=\d)\. (?=\d)", ".", " ".join(text.split())).strip(" .,;")
    if len(written) > 80:
        return None
    bare = _CIRCA.sub(" ", written)
    circa = bare != written
    between = re.match(r"(?i)(?:approximately |circa )?between\b", written) is not None
    bare = " ".join(_EXACT_WORDS.sub("", bare.replace("()", "")).split()).strip(" .,;()")
    if whole := _exact_date(bare):
        return PartialDate(whole, circa=circa)
    ends = _RANGE.split(bare)
    if len(ends) != 2:
        return None
    first, last = _exact_date(ends[0].strip(" .,")), _exact_date(ends[1].strip(" .,"))
    if not first or not last or first > last:
        return None
    plain_circa = circa and not (between and _CIRCA.sub("", written, count=1) == _CIRCA.sub("", written))
    return PartialDate(first, until=last, circa=plain_circa)


_ALTERNATIVES: Final = re.compile(
    r"\s*(?:[,;]|\bor\b|/(?=\s?\d+\.))\s*|[\s,;]*\(?\b[a-z]{1,3}\)\s*", re.IGNORECASE
)


@lru_cache(maxsize=50_000)
def partial_dates(text: str) -> tuple[PartialDate, ...]:
    """Every date of ``text``: one, or alternatives (``(a) 1958, (b) 1.1.1959``, ``1963 or 1964``).

    Empty where any part of it is not understood, so that no half of a statement stands for the whole.
    """
    whole = partial_date(text)
    if whole or len(text) > 300:
        return (whole,) if whole else ()
    parts = [part.strip(" ()") for part in _ALTERNATIVES.split(text) if part.strip(" .()")]
    alternatives = tuple(partial_date(part) for part in parts)
    return tuple(each for each in alternatives if each) if len(parts) > 1 and all(alternatives) else ()


def iso_date(text: str) -> str:
    """A day (or month, or year) that a list prints as a date of its own, such as a listing date; "" if none."""
    day = partial_date(text)
    return day.value if day and not day.until else ""


Record = TypeVar("Record")

_NOTED: Final = re.compile(r"(\S[^()]*\d[^()]*?)\s*\(([^()]+)\)")
_LABELLED: Final = re.compile(
    r"((?:[^\d:()]*\b)?(?:number|no|nr|card|id|ssn|tin|inn|ogrn|passport)\b\.?|[^\d:()]+:):?\s*(\S*\d\S*(?: \S*\d\S*)*)",
    re.IGNORECASE,
)
_LONGEST_NUMBER: Final = 200
"""Characters: what is longer is no number, and would take these expressions long."""

_SCRIPTS: Final = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "HEBREW": "Hebr", "CJK": "Hani",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Kore", "THAI": "Thai", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "TELUGU": "Telu", "GUJARATI": "Gujr", "GURMUKHI": "Guru",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "ORIYA": "Orya", "SINHALA": "Sinh", "MYANMAR": "Mymr", "KHMER": "Khmr",
    "LAO": "Laoo", "TIBETAN": "Tibt", "ETHIOPIC": "Ethi", "SYRIAC": "Syrc", "THAANA": "Thaa", "MONGOLIAN": "Mong",
    "BOPOMOFO": "Bopo", "TIFINAGH": "Tfng", "NKO": "Nkoo", "FULLWIDTH": "Latn", "HALFWIDTH": "Jpan",
}  # fmt: skip
"""The first word of a letter's Unicode name to its ISO 15924 code."""


def distinct(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each record once, where it stood first."""
    return tuple(dict.fromkeys(records))


def texts(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each text once, with single spaces; empty ones are left out."""
    return distinct(text for value in values if value and (text := " ".join(value.split())))


def number_label_note(printed: str) -> tuple[str, str, str]:
    """The number, the label before it and the note in brackets behind it: ``SSN 1-2 (expired)``.

    A number is an exact key and must not hold "SSN" or "(expired)". It is separated only where the label is one of a
    document or ends in a colon, so that no letters that belong to a number are taken from it; else the whole is the
    number.
    """
    text = " ".join(printed.split())
    note = label = ""
    if len(text) > _LONGEST_NUMBER:
        return text, label, note
    noted = _NOTED.fullmatch(text)
    if noted and len(noted[2]) > 2:
        text, note = noted[1], noted[2]
    if labelled := _LABELLED.fullmatch(text):
        label, text = labelled[1].strip(" :"), labelled[2]
    return text, label, note


def named_countries(printed: Iterable[str]) -> tuple[Country, ...]:
    """The countries that the texts name, each once: by its code, or by its text where it was not understood."""
    countries_by_code = {
        country.code or country.text: country for text in printed for country in countries(text)
    }
    return tuple(countries_by_code.values())


def birth_dates(
    printed: Iterable[tuple[str, Sequence[PartialDate]]], party_id: str, unread: list[Unread]
) -> tuple[tuple[PartialDate, ...], list[str]]:
    """The birth dates of a party, from texts with the dates read of each; and a remark for each text that is none.

    Such texts are also added to ``unread``.
    """
    dates: list[PartialDate] = []
    remarks: list[str] = []
    for text, readable in printed:
        dates.extend(readable)
        if not readable:
            remarks.append(f"birth date: {text}")
            unread.append(Unread(party_id, "birth_dates", text))
    return distinct(dates), remarks


@lru_cache(maxsize=8_192)
def _script_of_letter(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "Zyyy") if character.isalpha() else ""


def script(text: str) -> str:
    """The script of most letters of ``text`` (ISO 15924): ``Latn``, ``Cyrl``, …; ``Zyyy`` for none or an unknown one.

    Han characters beside kana are ``Jpan``.
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counted = Counter(filter(None, map(_script_of_letter, text)))
    if not counted:
        return "Zyyy"
    if "Jpan" in counted and counted["Jpan"] + counted["Hani"] > counted["Latn"]:
        return "Jpan"
    return max(counted, key=lambda code: (counted[code], code))
