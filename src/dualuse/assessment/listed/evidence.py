"""What a screener is asked of a transaction, and what it answers: evidence, without any law in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from dualuse.schema.screening import ListUsed, ScreeningHit
from dualuse.schema.transaction import Exporter, Owner, Party, Transaction
from dualuse.screening.index.identifiers import canonical_identifier, wrong_numbers

Absence = Literal["", "no_lists", "left_out"]
"""Why nobody was screened: no list is installed, or it was not asked for."""


EXPORTER: Final = "exporter"
OWNER: Final = "owner"
TEXT: Final = "text"
"""The role of what is no party: a text of the transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody to screen. ``path``: ``exporter``, ``parties[0]`` or ``parties[0].owners[1]``.

    ``kind``, ``countries``, ``birth_dates``, ``identifiers`` and ``address`` as in
    :class:`dualuse.screening.matching.screened.Query`. Of the role :data:`TEXT` the name is a text of the
    transaction, in which a listed name may stand (``end_use``, ``items[0].description``).
    """

    path: str
    role: str
    name: str
    kind: str = "unknown"
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    address: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text of the transaction rather than a party."""
        return self.role == TEXT

    @property
    def designation(self) -> str:
        """What identifies it: its name, else its first identifier (``IMO 9074729``)."""
        if self.name or not self.identifiers:
            return self.name
        kind, value = self.identifiers[0]
        return value if value.casefold().startswith(kind.casefold()) else f"{kind.upper()} {value}"

    @property
    def wrong_numbers(self) -> tuple[str, ...]:
        """Numbers that nobody can have, so that they clear nobody."""
        return wrong_numbers(self.identifiers, self.kind)

    @property
    def told_by_number(self) -> bool:
        """Whether it has no name, but a number by which alone nobody else is told: a vessel by its IMO
        number."""
        return not self.name and any(
            kind in _NUMBERED and canonical_identifier(kind, value) for kind, value in self.identifiers
        )


_NUMBERED: Final = ("imo",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a screener found. ``screened``: the paths of those it screened; ``hits`` carry no effects yet.

    ``day``: when it screened; ``matcher``: the version that did. ``absence``: why nobody was screened.
    """

    lists: tuple[ListUsed, ...] = ()
    screened: tuple[str, ...] = ()
    hits: tuple[ScreeningHit, ...] = ()
    day: str = ""
    matcher: str = ""
    absence: Absence = ""


NO_LISTS: Final = Evidence(absence="no_lists")
LEFT_OUT: Final = Evidence(absence="left_out")


class PartyScreener(Protocol):
    """Screens the parties of a transaction. Nobody without a name or an identifier is handed to it."""

    def __call__(self, subjects: Sequence[Subject]) -> Evidence:
        """What was found on each of ``subjects``: parties, and texts in which listed names are looked for."""
        ...


def subjects_of(transaction: Transaction) -> Iterator[Subject]:
    """Everybody stated in the transaction: the exporter, parties in every role, their owners. Without a name
    too."""
    if transaction.exporter is not None:
        yield _exporter_subject(transaction.exporter)
    for position, party in enumerate(transaction.parties or ()):
        path = f"parties[{position}]"
        yield _party_subject(party, path)
        for number, owner in enumerate(party.owners or ()):
            yield _owner_subject(owner, f"{path}.owners[{number}]")


def texts_of(transaction: Transaction) -> Iterator[Subject]:
    """The texts of the transaction in which somebody may be named, each once: the end use, what the items
    are, whom authorisations name, evidence, and whatever else has words in which a name may stand."""
    paths: dict[str, str] = {}
    for path, text in _texts(transaction):
        if text:
            paths.setdefault(text, path)
    return (Subject(path=path, role=TEXT, name=text) for text, path in paths.items())


def _texts(transaction: Transaction) -> Iterator[tuple[str, str | None]]:
    yield "end_use", transaction.end_use
    yield from ((path, text) for path, text in _where_no_name_belongs(transaction) if text and may_name(text))
    for position, item in enumerate(transaction.items):
        yield f"items[{position}].description", item.description
        yield f"items[{position}].product", item.product
        yield from _stated_in(item.parameters, f"items[{position}].parameters")
    yield from _named_by_authorisations(transaction)
    for position, source in enumerate(transaction.sources or ()):
        yield from ((f"sources[{position}].{field}", getattr(source, field)) for field in TEXTS_OF_SOURCES)


def _where_no_name_belongs(transaction: Transaction) -> Iterator[tuple[str, str | None]]:
    """Numbers, references and units, in which somebody is named all the same now and then."""
    yield "reference", transaction.reference
    for position, item in enumerate(transaction.items):
        yield f"items[{position}].id", item.id
        yield f"items[{position}].unit", item.unit
    if transaction.exporter is not None:
        yield from _stated_in(transaction.exporter.identifiers, "exporter.identifiers")
    for position, party in enumerate(transaction.parties or ()):
        yield from _stated_in(party.identifiers, f"parties[{position}].identifiers")
        for number, owner in enumerate(party.owners or ()):
            yield from _stated_in(owner.identifiers, f"parties[{position}].owners[{number}].identifiers")
    for position, held in enumerate(transaction.authorisations or ()):
        yield f"authorisations[{position}].reference", held.reference
    for position, decided in enumerate(transaction.authority_decisions or ()):
        yield f"authority_decisions[{position}].reference", decided.reference


def may_name(text: str) -> bool:
    """Whether a text has two words of letters, as somebody's name has; letters without blanks between words
    may be a name at once."""
    return len(_LETTERS.findall(text)) > 1 or any(
        letter.isalpha() and letter > _LAST_SPACED for letter in text
    )


TEXTS_OF_NUMBERS: Final = ("reference", "id", "unit")
"""Fields in which nobody is named as a rule; beside them the values of ``identifiers``."""
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_LAST_SPACED: Final = "\u2fff"
"""Letters behind it are Chinese, Japanese and Korean."""
TEXTS_OF_SOURCES: Final = ("quote", "note", "document", "url")
NAMES_ON_AUTHORISATIONS: Final = ("holder", "end_user", "end_users", "consignees")


def _named_by_authorisations(transaction: Transaction) -> Iterator[tuple[str, str | None]]:
    """Whom authorisations and decisions of an authority name beside those who take part and are screened
    themselves, and the end use."""
    screened = {subject.name for subject in subjects_of(transaction)}
    for position, held in enumerate(transaction.authorisations or ()):
        path = f"authorisations[{position}]"
        yield f"{path}.end_use", held.end_use
        for field in NAMES_ON_AUTHORISATIONS:
            for where, name in _stated_in(getattr(held, field), f"{path}.{field}"):
                if name not in screened:
                    yield where, name
    for position, decided in enumerate(transaction.authority_decisions or ()):
        for where, name in _stated_in(decided.parties, f"authority_decisions[{position}].parties"):
            if name not in screened:
                yield where, name


def _stated_in(stated: object, path: str) -> Iterator[tuple[str, str | None]]:
    """The texts of what a table or a list holds, however deep."""
    if isinstance(stated, str):
        yield path, stated
    elif isinstance(stated, dict):
        for name, value in stated.items():
            yield from _stated_in(value, f"{path}.{name}")
    elif isinstance(stated, list | tuple):
        for number, value in enumerate(stated):
            yield from _stated_in(value, f"{path}[{number}]")


def owned_by(path: str) -> str:
    """The path of the party that an owner belongs to (``parties[0].owners[1]`` gives ``parties[0]``); any
    other path stays as it is."""
    return path.partition(".owners[")[0] if is_owner(path) else path


def party_at(transaction: Transaction, path: str) -> Party:
    """The party of a path, its own or that of one of its owners."""
    return (transaction.parties or [])[int(path.partition("[")[2].partition("]")[0])]


def is_party(path: str) -> bool:
    """Whether a path is that of a party, or of its owner: not of the exporter, nor of a text."""
    return path.startswith("parties[") and path.endswith("]")


def is_owner(path: str) -> bool:
    """Whether a path is that of an owner."""
    return ".owners[" in path and path.endswith("]")


def _exporter_subject(exporter: Exporter) -> Subject:
    return Subject(
        path=EXPORTER,
        role=EXPORTER,
        name=exporter.name or "",
        countries=_countries(exporter.country),
        identifiers=_identifiers(exporter.identifiers),
        address=exporter.address or "",
    )


def _party_subject(party: Party, path: str) -> Subject:
    return Subject(
        path=path,
        role=party.role,
        name=party.name or "",
        kind="vessel" if party.role == "vessel" else "unknown",
        countries=_countries(party.country),
        birth_dates=_births(party.birth_date),
        identifiers=_identifiers(party.identifiers),
        address=party.address or "",
    )


def _owner_subject(owner: Owner, path: str) -> Subject:
    return Subject(
        path=path,
        role=OWNER,
        name=owner.name,
        countries=_countries(owner.country),
        birth_dates=_births(owner.birth_date),
        identifiers=_identifiers(owner.identifiers),
    )


def _births(stated: str | None) -> tuple[str, ...]:
    """What can be a date of birth; without one more is found, not less."""
    from dualuse.screening.properties import read_date

    return tuple(filter(None, [read_date(stated or "")]))


_COUNTRY: Final = re.compile(r"[A-Z]{2}(-[0-9A-Z]+)?")


def _countries(place: str | None) -> tuple[str, ...]:
    """The country of a place: a named territory (``UA-43``) counts as its country, other names are left
    out."""
    return (place[:2],) if place and _COUNTRY.fullmatch(place) else ()


_KINDS: Final[dict[str, str]] = {
    "imo": "imo",
    "mmsi": "mmsi",
    "callsign": "call_sign",
    "passport": "passport",
    "nationalid": "national_id",
    "idnumber": "national_id",
    "identitycard": "national_id",
    "tax": "tax",
    "taxnumber": "tax",
    "vat": "tax",
    "vatnumber": "tax",
    "tin": "tax",
    "inn": "tax",
    "registration": "registration",
    "registrationnumber": "registration",
    "companynumber": "registration",
    "ogrn": "registration",
    "lei": "lei",
    "bic": "bic",
    "swift": "bic",
    "swiftbic": "bic",
    "duns": "duns",
    "account": "account",
    "iban": "account",
    "wallet": "wallet",
    "aircraft": "aircraft",
}


def _identifiers(stated: dict[str, str] | None) -> tuple[tuple[str, str], ...]:
    """What the transaction calls them, in the words of the lists; what we do not know by name stays
    ``other``."""
    pairs = (stated or {}).items()
    return tuple((_KINDS.get(re.sub(r"[^a-z]", "", name.lower()), "other"), value) for name, value in pairs)
