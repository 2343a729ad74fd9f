"""What is ruled out for a transaction is not there: texts made of the words of all signs, held against looking for each sign by itself."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from itertools import chain, pairwise
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.assessment.release_holds.unexecuted import point_of, unexecuted
from dualuse.assessment.signs import ruled_out
from dualuse.i18n.places import place_names
from dualuse.law.measures.not_executed import Rows, not_examined_rows
from dualuse.schema.reading.validation import checked_transaction

DAY: Final = date(2026, 8, 1)
_TEXTS: Final = (
    ("end_use",),
    ("reference",),
    ("exporter", "address"),
    ("exporter", "name"),
    ("items", 0, "description"),
    ("items", 0, "product"),
    ("items", 0, "id"),
    ("items", 0, "unit"),
    ("items", 0, "parameters", "type"),
    ("items", 1, "description"),
    ("parties", 0, "name"),
    ("parties", 0, "address"),
    ("parties", 0, "identifiers", "VAT"),
    ("parties", 1, "name"),
    ("parties", 1, "address"),
    ("parties", 1, "owners", 0, "name"),
    ("sources", 0, "document"),
    ("sources", 0, "page"),
    ("sources", 0, "quote"),
    ("sources", 0, "note"),
    ("sources", 0, "url"),
    ("authorisations", 0, "end_use"),
)
"""The places of a transaction in which a text may stand."""
_BESIDE: Final = (
    "",
    "",
    "for ",
    "Kunde in ",
    "client en ",
    "not for ",
    "aircraft ",
    "MMSI ",
    "call sign ",
    "Tel. ",
    "customer (",
    "Endverbleib: ",
)
_MARKS: Final = (
    "RA-12345", "EP-ABC", "273123456", "UBAB7", "+7 812 555", "8 (495) 123-45-67", "x@firma.ru", "www.firma.by", "IBAN RU12", "BIC SABRRUMM",
    "R.F.", "RF", "OOO Romaschka", "C.A.", "ИНН 7701234567", "35 minutes", "400 km", "30 Hz", "PLA", "FSB", "IRGC", "614000",
)  # fmt: skip
"""What tells a place, a service or a listed figure and is no word of a list."""


@cache
def _rows() -> Rows:
    return Rows(row for row in not_examined_rows() if point_of(row) and row.validity.covers(DAY))


@cache
def _words() -> tuple[str, ...]:
    """All words of all signs, without the marks that say how they are looked for; names of countries, and marks."""
    words: dict[str, None] = dict.fromkeys((*_MARKS, *chain.from_iterable(place_names().values())))
    for row in _rows():
        if row.sign is None:
            continue
        for field in dataclasses.fields(row.sign):
            values = getattr(row.sign, field.name)
            if isinstance(values, tuple) and values and all(isinstance(value, str) for value in values):
                words |= dict.fromkeys(value.rstrip("*|") for value in values)
    return tuple(filter(None, words))


@cache
def _codes() -> tuple[str, ...]:
    """Customs codes near which a sign looks, and some that none does."""
    near = (code for row in _rows() for code in getattr(row.sign, "near", ()) if code.isdigit())
    return tuple(dict.fromkeys((*(code.ljust(8, "0")[:8] for code in near), "84821010", "09012100")))


def _put(transaction: Any, place: tuple[str | int, ...], text: str) -> None:
    inner = transaction
    for step, following in pairwise(place):
        if isinstance(inner, dict):
            inner = inner.setdefault(step, [] if isinstance(following, int) else {})
        else:
            while len(inner) <= int(step):
                inner.append({})
            inner = inner[int(step)]
    inner[place[-1]] = text


@st.composite
def transactions(draw: st.DrawFn) -> dict[str, Any]:
    levels = st.sampled_from(("none", "suspects", "aware", None))
    transaction: dict[str, Any] = {
        "date": DAY.isoformat(),
        "activity": draw(
            st.sampled_from(
                (
                    "export",
                    "export",
                    "brokering",
                    "technical_assistance",
                    "transit",
                    "intra_union_transfer",
                    None,
                )
            )
        ),
        "destination": draw(st.sampled_from(("TR", "KZ", "KG", "AE", "CN", "US", "FR", "RU", "IR", None))),
        "exporter": {"country": draw(st.sampled_from(("DE", "FR", "RU", None)))},
        "items": [
            {
                "entries": draw(st.sampled_from(([], ["3A001"], None))),
                "cn_code": draw(st.sampled_from((*_codes(), None, None))),
                "currency": draw(st.sampled_from(("EUR", "EUR", "RUB", None))),
                "cyber_surveillance": False,
            }
            for _ in range(draw(st.integers(1, 2)))
        ],
        "parties": [
            {
                "role": draw(st.sampled_from(("end_user", "consignee", "carrier", "purchaser"))),
                "country": draw(st.sampled_from(("TR", "KZ", "DE", "RU", None))),
                "service": draw(st.sampled_from(("none", "military", "police", None))),
            }
            for _ in range(2)
        ],
        "knowledge": {use: draw(levels) for use in ("wmd", "military_end_use", "reexport")},
        "dispatched_from": draw(st.sampled_from((None, None, None, "DE", "RU"))),
    }
    for place in draw(st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=2, unique=True)):
        parts = draw(st.lists(st.sampled_from(_MARKS) | st.sampled_from(_words()), min_size=1, max_size=2))
        _put(transaction, place, draw(st.sampled_from(_BESIDE)) + " ".join(parts))
    return _complete(transaction)


def _complete(transaction: dict[str, Any]) -> dict[str, Any]:
    """With what the contract asks of whatever a text was put into."""
    for party in transaction["parties"]:
        for owner in party.get("owners", ()):
            owner.setdefault("name", "Muster")
    for source in transaction.get("sources", ()):
        source["fact"] = "end_use"
    for held in transaction.get("authorisations", ()):
        held |= {"kind": "individual", "reference": "A-1"}
    return transaction


@settings(max_examples=400)
@given(stated=transactions())
def test_what_is_ruled_out_is_not_there(stated: dict[str, Any]) -> None:
    """A row left out for want of what its form needs would have asked nothing: in doubt it is looked for."""
    transaction = checked_transaction(stated, DAY)
    asked = unexecuted(transaction, (_rows(),), DAY)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ruled_out, "NEEDS", {})
        assert unexecuted(transaction, (_rows(),), DAY) == asked
