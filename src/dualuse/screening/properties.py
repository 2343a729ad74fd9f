"""The party to screen, from properties that are named as FollowTheMoney names them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, get_args

from dualuse.i18n import N_, Message, PlaceName
from dualuse.inputs.hidden_signs import canonical_name
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.inputs.line_problems import is_broken, no_text
from dualuse.inputs.problem_words import TOO_LONG
from dualuse.inputs.problems import Problem, new_problem, printable, suggestion
from dualuse.screening.matching.screened import Query
from dualuse.sources.countries import is_no_country, near_country
from dualuse.sources.lists.formats.follow_the_money_party import IDENTIFIERS, PARTY_KINDS
from dualuse.sources.lists.listed_party import IdentifierKind, Kind

SCHEMAS: Final[dict[str, Kind]] = {
    **{name.casefold(): kind for name, kind in PARTY_KINDS.items()},
    **{kind: kind for kind in get_args(Kind)},
    "": "unknown",
}
"""Schemas of FollowTheMoney, and the kinds of this product by their own names, in small letters."""

NAMES: Final = ("name", "alias", "weakAlias", "previousName")
BIRTH_DATES: Final = ("birthDate",)
COUNTRIES: Final = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
ADDRESSES: Final = ("address",)
PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
"""Parts of a person's name, in their order; put together where no whole name is given."""
MOST_VALUES: Final = 2_000
"""Names, dates, addresses and other values that are read of one party; each name is compared with all lists."""
KNOWN: Final = frozenset((*NAMES, *BIRTH_DATES, *COUNTRIES, *IDENTIFIERS, *ADDRESSES, *PARTS))

IDENTIFIER_KINDS: Final[tuple[str, ...]] = get_args(IdentifierKind)

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.+Z-]*)?", re.ASCII)
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_EARLIEST: Final = date(1800, 1, 1)
_IMO: Final = re.compile(r"\bIMO[\s.:#-]*(?:no|nr)?[\s.:#-]*(\d{7})\b", re.IGNORECASE)
_SIMPLE: Final = {re.sub(r"[^a-z]", "", name.casefold()): name for name in KNOWN}


UNREAD_COUNTRY: Final = N_("not understood, and left out: the country {text}")
UNREAD_DATE: Final = N_(
    "{text} is not a date of birth, and was left out: write it as 1962-09-03, 1962-09 or 1962"
)


@dataclass(frozen=True, slots=True)
class Counterparty:
    """A party to screen, from a line of a file; ``unread``, ``unread_dates``: countries, and dates of birth that cannot be, which were
    left out."""

    query: Query
    unread: tuple[str, ...] = ()
    unread_dates: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Countries among the unread that no country bears: slips, to be mended by whoever wrote them."""
        return tuple(no_country(text) for text in self.unread if is_no_country(text))

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was left out, in words: the name is screened all the same, and finds more without it, not less."""
        return (
            *(Message("country_unread", UNREAD_COUNTRY, {"text": text}) for text in self.unread),
            *(Message("birth_date_unread", UNREAD_DATE, {"text": text}) for text in self.unread_dates),
        )


def _unusable(identifier: str, properties: Mapping[str, Sequence[str]]) -> Problem | None:
    """What is wrong with properties before any is understood: too many, one misspelt, one that is no text or too long."""
    if (number := sum(map(len, properties.values()))) > MOST_VALUES:
        return new_problem(
            "too_many_values",
            N_("{number} names and other values are stated of one party; at most {most} are read"),
            N_("State each party in a line of its own"),
            path="properties",
            number=number,
            most=MOST_VALUES,
        )
    for name in properties:
        if name not in KNOWN and (meant := _SIMPLE.get(re.sub(r"[^a-z]", "", name.casefold()))):
            return new_problem(
                "property_unknown",
                N_("there is no property called {name}"),
                suggestion(meant, (meant,)),
                path="properties",
                name=name[:40],
            )
    texts = (identifier, *(text for texts in properties.values() for text in texts))
    if broken := next(filter(is_broken, texts), ""):
        return no_text("", broken)
    return _too_long({"id": (identifier,), **{name: properties[name] for name in KNOWN & properties.keys()}})


def _too_long(properties: Mapping[str, Sequence[str]]) -> Problem | None:
    """What is wrong with the first property that is longer than a text may be."""
    for name in sorted(properties):
        if (number := max(map(len, properties[name]), default=0)) > LONGEST_TEXT:
            return new_problem(
                "text_too_long",
                TOO_LONG,
                N_("State the name alone, and each further name, address or number as a value of its own"),
                path=name,
                number=number,
                most=LONGEST_TEXT,
            )
    return None


def counterparty(
    identifier: str, schema: str, properties: Mapping[str, Sequence[str]]
) -> Counterparty | Problem:
    """The party that properties state, or the first thing wrong with them.

    A country that is not understood, and a date of birth that cannot be, is left out and reported: without it more is found, not less.
    A name of a property that differs from a known one in its writing alone (``birthdate``) is refused.
    """
    kind = SCHEMAS.get(schema.strip().casefold())
    if kind is None:
        return new_problem(
            "schema_unknown",
            N_("there is no schema called {name}"),
            suggestion(schema, ("Person", "Company", "Organization", "Vessel", "LegalEntity")),
            path="schema",
            name=schema[:40],
        )
    if (problem := _unusable(identifier, properties)) is not None:
        return problem
    names = _names_in(properties)
    identifiers: tuple[tuple[str, str], ...] = tuple(
        (of_kind, value) for name, (of_kind, _) in IDENTIFIERS.items() for value in properties.get(name, ())
    )
    identifiers = (*identifiers, *(number for number in numbers_in(names) if number not in identifiers))
    if not names and not identifiers:
        return new_problem(
            "name_missing",
            N_("there is neither a name nor an identifier"),
            N_("Give the name of the party"),
            path="name",
        )
    birth_texts = _values_of(properties, BIRTH_DATES)
    dates = {text: read_date(text) for text in birth_texts}
    codes, unread = read_countries(_values_of(properties, COUNTRIES))
    addresses = tuple(_values_of(properties, ADDRESSES))
    births = tuple(filter(None, dates.values()))
    return Counterparty(
        Query(
            names,
            identifier,
            kind,
            birth_dates=births,
            countries=codes,
            identifiers=identifiers,
            addresses=addresses,
        ),
        unread,
        tuple(printable(text)[:40] for text, day in dates.items() if not day),
    )


def no_country(text: str) -> Problem:
    """The problem that a text is the name of no country."""
    near = near_country(text)
    if near:
        remedy = Message("remedy.country_meant", N_("Perhaps {place} is meant"), {"place": PlaceName(near)})
    else:
        remedy = Message(
            "remedy.country_code", N_("Write its name, or its code of two letters, such as AE"), {}
        )
    return new_problem(
        "no_country", N_("{value} is no country that is known here"), remedy, path="country", value=text
    )


def numbers_in(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """IMO numbers that are written into a name (``Gundrel Star, IMO 9074729``): whoever writes one there means the ship."""
    return tuple(dict.fromkeys(("imo", number) for name in names for number in _IMO.findall(name)))


def read_date(text: str) -> str:
    """A date of birth, as exact as it is known: ``1962``, ``1962-09`` or ``1962-09-03``; "" where nobody can be born then."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        # 03.09.1962 is the third of September to everybody who writes points; 03/09/1962 is that of some.
        dotted = _DOTTED.fullmatch(text.strip())
        return read_date("-".join(reversed(dotted.groups()))) if dotted else ""
    value = "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    return value if _is_lifetime(value) else ""


def _is_lifetime(value: str) -> bool:
    """Whether somebody who is alive may be born then, in the calendar of the lists: another one would clear by its years."""
    day = value + "-01-01"[len(value) - 4 :]
    try:
        return _EARLIEST <= date.fromisoformat(day) <= date.today() + timedelta(days=1)
    except ValueError:
        return False


def read_countries(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of countries, each once, and what was not understood."""
    from dualuse.sources.countries import country

    codes = [country(text).code for text in texts]
    unread = (printable(text)[:60] for text, code in zip(texts, codes, strict=True) if not code)
    return tuple(dict.fromkeys(filter(None, codes))), tuple(unread)


def _names_in(properties: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    names = _values_of(properties, NAMES)
    if not names:
        parts = [part for name in PARTS for part in list(properties.get(name, ()))[:1]]
        names = [" ".join(parts)] if parts else []
    return tuple(dict.fromkeys(map(canonical_name, names)))


def _values_of(properties: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[str]:
    return [value for name in names for value in properties.get(name, ())]


def values_of(value: Any) -> list[str] | None:
    """The texts that a property holds: one, several, or numbers; None where it holds anything else."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if any(isinstance(part, bool) or not isinstance(part, (str, int)) for part in values):
        return None
    return [text for part in values if (text := str(part).strip())]
