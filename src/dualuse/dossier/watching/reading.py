"""What a dossier says, as far as something of today can change it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from dualuse.assessment.release_holds.law_age import LawAgeAcceptance, recorded_acceptance
from dualuse.dossier.earlier_answers import earlier_from
from dualuse.dossier.placing import finish_if_possible
from dualuse.i18n import N_, Message
from dualuse.inputs.formats import ASSESSMENT, later_format
from dualuse.schema.assessment import EarlierAnswer, seal_holds
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction

SUFFIX: Final = ".json"


class _Law(TypedDict):
    version: str
    annex_i: str


class _Authorisation(TypedDict):
    id: str
    status: str


class _Item(TypedDict):
    id: str
    basis: list[str]
    general_authorisations: list[_Authorisation]


class _Warning(TypedDict):
    code: str


class _Determination(TypedDict):
    """What of a determination can be compared with today: its findings and sentences, most of a file, are not even built."""

    date: str
    law: _Law
    release: str
    range: tuple[str, str]
    items: list[_Item]
    screening: dict[str, Any]
    transaction: dict[str, Any]
    policies: list[str]
    software: NotRequired[dict[str, str] | None]
    warnings: list[_Warning]
    law_age: NotRequired[dict[str, Any] | None]


class _Value(TypedDict):
    index: str
    state: str
    value: str
    year: int | None


class _Diligence(TypedDict):
    questionnaires: list[tuple[str, str, str]]


class _Dossier(TypedDict):
    format: str
    reference: str
    date: str
    language: str
    review_by: str
    context_place: str
    context: list[_Value]
    diligence: _Diligence | None
    determination: _Determination
    earlier: NotRequired[list[dict[str, Any]] | None]
    reason: NotRequired[str | None]


_DOSSIER: Final = TypeAdapter(_Dossier)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A dossier. ``determination``: as its file holds it; ``lists``: edition by list; ``questionnaires``: version by name; ``context``: value
    and year by index, where there are data; ``digest``: the SHA-256 of its file; ``earlier``: answers for its reference of other stated facts, None
    where a release wrote it that named none; ``reason``: why the facts are others."""

    file: str
    reference: str
    date: str
    review_by: str
    determination: Mapping[str, Any]
    lists: Mapping[str, str]
    matcher: str
    place: str
    context: Mapping[str, tuple[str, int | None]]
    questionnaires: Mapping[str, str]
    language: str
    digest: str = ""
    earlier: tuple[EarlierAnswer, ...] | None = None
    reason: str | None = None

    @property
    def stated(self) -> Mapping[str, Any]:
        """The transaction that was judged, as the file holds it."""
        stated: Mapping[str, Any] = self.determination["transaction"]
        return stated

    @cached_property
    def transaction(self) -> Transaction:
        """The transaction that was judged, without its day: that of today's law.

        Raises:
            InputError: the contract of today does not take it.
        """
        return checked_transaction({name: value for name, value in self.stated.items() if name != "date"})

    @property
    def accepted(self) -> LawAgeAcceptance | None:
        """Who accepted, when it was made, that the law is older than allowed."""
        return recorded_acceptance(self.determination.get("law_age"))

    @property
    def asked_for_age(self) -> bool:
        """Whether the law was too old for it when it was made, and nobody had accepted that."""
        age, accepted = self.determination.get("law_age"), self.accepted
        return bool(age and age["old"]) and not (
            accepted is not None and self.determination["date"] <= accepted.until.isoformat()
        )

    @property
    def annex(self) -> str:
        """The edition of Annex I it was made under."""
        return str(self.determination["law"]["annex_i"])

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of all its items."""
        return tuple(
            dict.fromkeys(code for item in self.stated["items"] for code in item.get("entries") or ())
        )

    @property
    def hits(self) -> frozenset[tuple[str, str, str]]:
        """Path of the party, list and entry of each hit that counts."""
        return frozenset(
            (hit["party"], hit["list"], hit["entity"])
            for hit in self.determination["screening"]["hits"]
            if hit["counts"]
        )


def dossier_files(folder: Path) -> Iterator[Path]:
    """The files of dossiers in a folder, by name; not those put aside. What a writer who was killed left is finished first."""
    finish_if_possible(folder)
    yield from sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file() and path.name[0] != ".")


_UNREADABLE: Final = Message(
    "watch.unreadable", N_("the file is not the JSON of a dossier, or was changed since it was made")
)


def read_known(path: Path) -> Known | Message:
    """The dossier in a file, or why it cannot be read: it is none, was changed since it was made, or a later release wrote it."""
    try:
        content = path.read_bytes()
        data = _DOSSIER.validate_json(content)
        if data["format"] != ASSESSMENT or not seal_holds(content):
            return _why_unreadable(content)
        determination = data["determination"]
        diligence = data["diligence"]
        return Known(
            file=path.name,
            reference=data["reference"],
            date=data["date"],
            review_by=data["review_by"],
            determination=determination,
            lists={edition["list"]: edition["edition"] for edition in determination["screening"]["lists"]},
            matcher=determination["screening"]["matcher"],
            place=data["context_place"],
            context={
                index["index"]: (index["value"], index["year"])
                for index in data["context"]
                if index["state"] == "data"
            },
            questionnaires={name: version for name, version, _ in diligence["questionnaires"]}
            if diligence
            else {},
            language=data["language"],
            digest=hashlib.sha256(content).hexdigest(),
            earlier=earlier_from(data["earlier"] or ()) if "earlier" in data else None,
            reason=data.get("reason"),
        )
    except OSError:
        return _UNREADABLE
    except (ValueError, KeyError, TypeError):
        return _why_unreadable(content)


def _why_unreadable(content: bytes) -> Message:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return _UNREADABLE
    later = later_format(data.get("format"), ASSESSMENT) if isinstance(data, dict) else None
    return later.what if later else _UNREADABLE
