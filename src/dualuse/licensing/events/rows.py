"""What the rows of a case or an authorisation say, sealed in each event of its chain: a row that is changed behind the service's back is found.

An event holds, for each table, a digest over every column of every row that belongs to the owner of its chain, as they stand when it is appended:
it comes last in its transaction. So the last event says what has to stand there now. The digests are salted, and the salt goes when the contents of the
chain are erased: nobody who guesses a name finds it.

A change that is made to what differs already would seal it. So who changes something looks first (:func:`record_difference`), and an event keeps
that it did differ, for good.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from dualuse.licensing.events.reading import UNREADABLE, read_rows

Seal = dict[str, str]
"""By table, the digest of its rows; a table without rows is not in it."""
SEAL: Final = "rows"
"""Where the seal stands in the body of an event."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What has a chain: its model, the field that names it, and the tables that belong to it, with the way from a row to the owner."""

    model: str
    field: str
    tables: Mapping[str, str]


OWNERS: Final[Mapping[str, Owner]] = {
    "case": Owner(
        "cases.Case",
        "reference",
        {
            "cases.Case": "pk",
            "cases.CaseVersion": "case",
            "cases.CaseLine": "case",
            "cases.Question": "case",
            "cases.Consultation": "case",
            "cases.Note": "case",
            "cases.Evidence": "case",
            "documents.Document": "case",
            "decisions.Proposal": "case",
            "decisions.ProposedLine": "proposal__case",
            "denials.DenialRecord": "case",
            "denials.Consideration": "case",
        },
    ),
    "authorisation": Owner(
        "authorisations.Authorisation",
        "number",
        {
            "authorisations.Authorisation": "pk",
            "authorisations.AuthorisationVersion": "authorisation",
            "authorisations.AuthorisationLine": "version__authorisation",
        },
    ),
}
"""By the beginning of the names of their chains. Every column of these tables is a fact, and looked at."""
PEOPLE: Final[Mapping[str, Owner]] = {
    "person": Owner(
        "people.Person",
        "pk",
        {
            "people.Person": "pk",
            "people.Position": "person",
            "people.Token": "person",
            "people.Deputy": "person",
            "signing_in.Invitation": "person",
            "mfa.Authenticator": "user",
            "socialaccount.SocialAccount": "user",
        },
    ),
    # Of the service as a whole, in one chain: firms and authorities, and what holds between them.
    "people": Owner(
        "",
        "",
        dict.fromkeys(
            (
                "people.Organisation",
                "people.Authority",
                "people.ClosedDay",
                "people.Mandate",
                "people.Deployment",
            ),
            "",
        ),
    ),
}
"""Who may do what, by the beginning of the names of their chains; one without a model has all rows of its tables."""
LEFT_OUT: Final[Mapping[str, str]] = {
    "people.Person.last_login": "written at each signing in",
    "mfa.Authenticator.last_used_at": "written with each code",
    "socialaccount.SocialAccount.last_login": "written at each signing in",
    "socialaccount.SocialAccount.extra_data": "emptied at each signing in: nothing of it is used",
}
"""Columns that change without an event, each with its reason. Of recovery codes it is which were used, as well."""
_USED: Final = "used_mask"
_ALL: Final = 0
"""The key of what owns all rows."""


def owner_of(chain: str) -> tuple[Owner, str] | None:
    """What a chain is of, and how that is called; None: of nothing that has rows here."""
    kind, _, name = chain.partition(":")
    owner = OWNERS.get(kind) or PEOPLE.get(kind)
    return None if owner is None or bool(name) != bool(owner.model) else (owner, name)


def seal_of(chain: str, salt: str) -> Seal | None:
    """The seal of the rows that belong to the owner of a chain, as they stand now; None: it is of nothing that has rows here, or is gone."""
    if (owned := owner_of(chain)) is None:
        return None
    owner, name = owned
    if not owner.model:
        return sealed(rows_of(owner, [_ALL])[_ALL], salt)
    key = _model(owner.model)._base_manager.filter(**{owner.field: name}).values_list("pk", flat=True).first()
    return None if key is None else sealed(rows_of(owner, [key])[key], salt)


def rows_of(owner: Owner, keys: Sequence[int]) -> dict[int, dict[str, list[Any]]]:
    """Of owners, by their keys: by table, every row that belongs to each, with every column, in the order in which they were made."""
    rows: dict[int, dict[str, list[Any]]] = {key: defaultdict(list) for key in keys}
    for label, way in owner.tables.items():
        for key, *values in _values(label, way, keys):
            rows[key][label].append(stated_row(label, values))
    return rows


def sealed(rows: Mapping[str, Sequence[Any]], salt: str) -> Seal:
    """The seal of rows, by table."""
    return {label: rows_digest(salt, values) for label, values in rows.items()}


def rows_digest(salt: str, rows: Any) -> str:
    """The salted digest of rows or of one row: what they say, however the database writes it."""
    written = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(salt.encode() + b"\0" + written.encode("utf-8", "surrogatepass")).hexdigest()


def differing(before: Seal, now: Seal) -> list[str]:
    """The tables in which two seals differ."""
    return sorted(label for label in before.keys() | now.keys() if before.get(label) != now.get(label))


def stated_row(label: str, values: Sequence[Any]) -> dict[str, Any]:
    """What a row says, by column. What a column holds that nobody has written to is left out: a column that a later version adds changes no digest.

    Args:
        label: of its table.
        values: of all :func:`columns`.
    """
    if values == [UNREADABLE]:
        return {"": UNREADABLE}
    row = {
        field.attname: value
        for field, value in zip(_fields(label), values, strict=True)
        if value != field.get_default()
    }
    if label == "mfa.Authenticator" and isinstance(data := row.get("data"), dict):
        row["data"] = {name: value for name, value in data.items() if name != _USED}
    return row


def columns(label: str) -> list[str]:
    """The columns of a table that are facts: all but those of :data:`LEFT_OUT`."""
    return [field.attname for field in _fields(label)]


def _fields(label: str) -> list[Any]:
    return [
        field for field in _model(label)._meta.concrete_fields if f"{label}.{field.attname}" not in LEFT_OUT
    ]


def _values(label: str, way: str, keys: Sequence[int]) -> Sequence[Sequence[Any]]:
    model = _model(label)
    try:
        rows = read_rows(model, way, columns(label), keys)
    except (ValueError, TypeError, ArithmeticError):
        # SQLite keeps whatever is written into a column; the service writes nothing that it cannot read.
        read = model._base_manager.order_by("pk")
        read = read.filter(**{f"{way}__in": keys}) if way else read
        return [(key if way else _ALL, UNREADABLE) for key in read.values_list(way or "pk", flat=True)]
    return rows if way else [(_ALL, *values) for values in rows]


def _model(label: str) -> type[Model]:
    return apps.get_model(label)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def parts(values: Iterable[int], size: int) -> Iterator[list[int]]:
    """Values in parts of a size."""
    part: list[int] = []
    for value in values:
        part.append(value)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
