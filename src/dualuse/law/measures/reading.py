"""Reading the files of Union restrictive measures: one TOML file per act, dated rows.

Rows: ``[[provisions]]`` become provisions above every authorisation, ``[[arms_embargoes]]`` facts for Art. 4(1)(b),
``[[not_examined]]`` what we cannot execute (annexes by customs code or description), named in every answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.law.language.provision import Validity, Verification

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A prohibition or authorisation requirement of an act, as its file states it.

    ``candidates``: with ``items = "part"``, the codes of Annex I that the annex of the act can meet at all (none: any).
    """

    act: str
    celex: str
    url: str
    article: str
    summary: str
    effect: str
    activities: tuple[str, ...]
    places: tuple[str, ...]
    items: str
    codes: tuple[str, ...]
    candidates: tuple[str, ...]
    question: str
    end_use: str
    validity: Validity
    exceptions: tuple[str, ...]
    reference: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class EmbargoRow:
    """An arms embargo; ``scope`` is ``country``, or ``part`` where a person must say whether it counts."""

    act: str
    places: tuple[str, ...]
    scope: str
    note: str
    since: date
    until: date | None
    reference: str
    verification: Verification


@dataclass(frozen=True, slots=True, eq=False)
class NotExaminedRow:
    """A part of an act that is not executed; no places means every destination.

    ``dual_use``: ``open`` where a person must say whether the act is a measure on dual-use items (EU008 Part 2(c)).
    ``screened``: examined where the parties were screened against the Union's list of asset freezes.
    """

    act: str
    url: str
    article: str
    places: tuple[str, ...]
    why: str
    validity: Validity
    dual_use: str = ""
    screened: bool = False


@lru_cache(maxsize=1)
def _files() -> tuple[dict[str, Any], ...]:
    files = []
    for path in sorted(_HERE.glob("*.toml")):
        with path.open("rb") as stream:
            files.append(tomllib.load(stream))
    return tuple(files)


def measure_rows() -> tuple[MeasureRow, ...]:
    """All provisions of all acts."""
    return tuple(
        MeasureRow(
            act=file["act"],
            celex=file["celex"],
            url=file["url"],
            article=row["article"],
            summary=row["summary"],
            effect=row["effect"],
            activities=tuple(row["activities"]),
            places=tuple(row["places"]),
            items=row["items"],
            codes=tuple(row.get("codes", ())),
            candidates=tuple(row.get("candidates", ())),
            question=row.get("question", ""),
            end_use=row.get("end_use", "any"),
            validity=Validity(row["since"], row.get("until")),
            exceptions=tuple(row.get("exceptions", ())),
            reference=row.get("reference", ""),
            verification=Verification[row["verification"].upper()],
        )
        for file in _files()
        for row in file.get("provisions", ())
    )


def arms_embargo_rows() -> tuple[EmbargoRow, ...]:
    """All arms embargoes."""
    return tuple(
        EmbargoRow(
            act=row.get("act", file["act"]),
            places=tuple(row["places"]),
            scope=row["scope"],
            note=row["note"],
            since=row["since"],
            until=row.get("until"),
            reference=row.get("reference", ""),
            verification=Verification[row["verification"].upper()],
        )
        for file in _files()
        for row in file.get("arms_embargoes", ())
    )


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
        if row.items in BESIDE_ANNEX_I and "export" in row.activities:
            why = BESIDE_ANNEX_I[row.items]
            yield NotExaminedRow(row.act, row.url, row.article, row.places, why, row.validity)


def _stated_not_examined() -> tuple[NotExaminedRow, ...]:
    return tuple(
        NotExaminedRow(
            act=row.get("act", file["act"]),
            url=row.get("url", file["url"]),
            article=row.get("article", ""),
            places=tuple(row["places"]),
            why=row["why"],
            validity=Validity(row.get("since", date.min), row.get("until")),
            dual_use=row.get("dual_use", ""),
            screened=row.get("screened", False),
        )
        for file in _files()
        for row in file.get("not_examined", ())
    )
