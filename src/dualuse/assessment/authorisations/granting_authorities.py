"""Which State's authority granted an authorisation: the competent one, and no other (Arts 12(2), 13(1)).

The authority of the State in which the exporter is established grants it, or that of the State where the items are, where the exporter is outside the
Union. Another one's covers nothing, whatever it is worth at home. Where the granting State is not stated, it is presumed to be the competent one, unless
the reference names an authority of another State: then it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.points import PASSED, Point, about, asked
from dualuse.assessment.member_state import responsible_state
from dualuse.data_folders import data_file
from dualuse.i18n import N_, PlaceName
from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import FLAG, TEXT, Each, Table, read_toml
from dualuse.law.shapes import PLACE, VERIFICATION
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import MEMBER_STATES
from dualuse.schema.transaction import Authorisation, Transaction
from dualuse.version import legal_derivation

_FILE: Final = "assessment/authorisations/authorities.toml"
_WORDS: Final = Each(TEXT, least=1)
_ROWS: Final = Table(
    {
        "authorities": Each(
            Table(
                {"state": PLACE, "verification": VERIFICATION},
                {"names": _WORDS, "abbreviations": _WORDS, "beside": _WORDS, "until": FLAG},
            )
        )
    },
    {},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Names of authorities of a State. ``names``: in any case; ``abbreviations``: in capitals, and beside one of the words ``beside``, if any;
    ``is_until``: before a day they are the German word for "until"."""

    state: str
    names: re.Pattern[str] | None
    abbreviations: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    is_until: bool


@dataclass(frozen=True, slots=True)
class AuthorityMet:
    """A name of an authority as a text has it, and its State."""

    written: str
    state: str


@lru_cache(maxsize=1)
def authorities() -> tuple[Authority, ...]:
    """All rows of the file, in its order.

    Raises:
        DataError: a field has a slip in its name, or a place is none.
    """
    data = read_toml(data_file(_FILE))
    _ROWS.check(data, _FILE)
    return tuple(
        Authority(
            state=row["state"],
            names=_whole_words(tuple(map(without_accents, row.get("names", ())))),
            abbreviations=_whole_words(tuple(row.get("abbreviations", ()))),
            beside=_whole_words(tuple(map(without_accents, row.get("beside", ())))),
            is_until=row.get("until", False),
        )
        for row in data["authorities"]
    )


def _whole_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """The pattern of any of the words; letters stand neither before nor behind it, and ``*`` is any end of it."""
    if not words:
        return None
    alternatives = "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s_-]+")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W\d_])")


@lru_cache(maxsize=4096)
def authorities_in(text: str) -> tuple[AuthorityMet, ...]:
    """The authorities that a text names, each State once."""
    plain = without_accents(text)
    met = {
        authority.state: written for authority in authorities() for written in _named(authority, text, plain)
    }
    return tuple(AuthorityMet(written, state) for state, written in met.items())


def _named(authority: Authority, text: str, plain: str) -> Iterator[str]:
    if authority.names and (match := authority.names.search(plain)):
        # Texts without accents may be longer or shorter than they were written.
        yield text[match.start() : match.end()] if len(text) == len(plain) else match[0]
    if authority.abbreviations is None:
        return
    for match in authority.abbreviations.finditer(text):
        rest = without_accents(f"{text[: match.start()]} ; {text[match.end() :]}")
        is_until = authority.is_until and _UNTIL.match(text, match.end()) is not None
        if not is_until and (authority.beside is None or authority.beside.search(rest)):
            yield match[0]


_UNTIL: Final = re.compile(
    r"\s+(?:(?:zum|einschl\w*|auf|ende|mitte|anfang)\s+)?(?:\d{1,2}\.|\d{4}|(?:jan|feb|mar|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*)",
    re.IGNORECASE,
)
"""A day."""


@legal_derivation("Art. 12(2)", "Art. 13(1)")
def granted_where_competent(transaction: Transaction, authorisation: Authorisation, day: date) -> Point:
    """That the authority of the competent State granted it; where another State's is named and the granting one is not stated, that is asked."""
    state = responsible_state(transaction)
    if authorisation.granted_by is not None:
        return _granted_by(transaction, authorisation, state, day)
    if state is None:
        return PASSED
    for text in _texts(transaction, authorisation):
        for met in authorities_in(text):
            if met.state != state.code:
                question = N_(
                    "Which State's authority granted the authorisation {reference}? {written} is one of {country}, and competent is that of {place} (Art. 12(2)):"
                    " state it under granted_by"
                )
                return asked(
                    authorisation,
                    "granted_by",
                    question,
                    written=met.written,
                    country=PlaceName(met.state),
                    place=PlaceName(state.code),
                )
    return PASSED


def _granted_by(
    transaction: Transaction, authorisation: Authorisation, state: Jurisdiction | None, day: date
) -> Point:
    """Whether a granting State that is stated is the competent one; open where it is not known which one is."""
    if state is None:
        field = _tells_the_state(transaction, day)
        if field is None:
            return PASSED
        question = N_(
            "The authority of which State is competent? {reference} was granted by {country} (Art. 12(2))"
        )
        country = PlaceName(authorisation.granted_by or "")
        return asked(authorisation, field, question, own=False, country=country)
    if authorisation.granted_by == state.code:
        return PASSED
    text = N_(
        "the authorisation {reference} was granted by {country}, and the authority of {place} is the one that is competent (Art. 12(2))"
    )
    fails = about(
        authorisation,
        "held.granted_by",
        text,
        country=PlaceName(authorisation.granted_by or ""),
        place=PlaceName(state.code),
    )
    return Point(False, fails=fails)


def _tells_the_state(transaction: Transaction, day: date) -> str | None:
    """The field that is not stated and tells which State is competent; None where nothing stated next would."""
    country = transaction.exporter.country if transaction.exporter else None
    if transaction.activity is None:
        return None  # asked of its kind
    if country is None:
        return "exporter.country"
    is_somewhere = transaction.located_in is not None or transaction.dispatched_from is not None
    return None if is_somewhere or MEMBER_STATES.contains(country, day) is True else "located_in"


def _texts(transaction: Transaction, authorisation: Authorisation) -> Iterator[str]:
    """The reference, and documents that are sources of it."""
    yield authorisation.reference
    for source in transaction.sources or ():
        if source.fact.partition(".")[0] == "authorisations":
            yield from filter(None, (source.document, source.quote, source.note))
