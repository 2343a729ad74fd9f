"""Typical answers with rough weights, with which candidates for the next question are tried.

They stand for what a field may hold: of places and codes one for each of the larger groups that the law treats alike.
Weights say how often an answer is to be expected (most exporters know of no use of concern). They order the questions
and do nothing else: no question is dropped, and no answer is taken for given, because of them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dualuse.assessment.fields import Field
from dualuse.assessment.questions import FIELDS
from dualuse.law.eu_2021_821.facts import FACTS

Weighted = tuple[float, Any]

_LEVELS: Final[tuple[Weighted, ...]] = ((0.8, "none"), (0.1, "suspects"), (0.07, "aware"), (0.03, "informed"))
_PLACES: Final[tuple[Weighted, ...]] = (
    (0.3, "VN"),  # named by no list
    (0.25, "US"),  # EU001
    (0.15, "BR"),  # some other general authorisations
    (0.1, "CN"),  # arms embargo, partly open
    (0.1, "FR"),  # in the Union
    (0.05, "IR"),  # arms embargo and measures
    (0.05, "RU"),  # everything listed is forbidden
)
_CODES: Final[tuple[Weighted, ...]] = (
    (0.4, []),
    (
        0.35,
        ["1A002.b"],
    ),  # more than half of the provisions: no list of a general authorisation singles them out
    (0.1, ["1E001"]),  # technology
    (0.1, ["0C001"]),  # Section I of Annex II
    (0.05, ["0B001"]),  # Annex IV
)
_MEMBER_STATES: Final[tuple[Weighted, ...]] = ((0.4, "DE"), (0.3, "FR"), (0.3, "PL"))
_YES_OR_NO: Final[tuple[Weighted, ...]] = ((0.5, True), (0.5, False))
_ON_A_LIST: Final[tuple[Weighted, ...]] = ((0.1, True), (0.9, False))
_FIXED: Final[dict[str, tuple[Weighted, ...]]] = {
    "destination": _PLACES,
    "purchasing_country": _PLACES,
    "exporter.country": _MEMBER_STATES,
    "dispatched_from": _MEMBER_STATES,
    "located_in": _MEMBER_STATES,
    "items.entries": _CODES,
    "items.national_entries": ((1.0, []),),
    "items.value": ((0.5, "1"), (0.5, "1000000")),
    "items.currency": ((1.0, "EUR"),),
    "items.cyber_surveillance": ((0.2, True), (0.8, False)),
    "circumstances.free_zone": ((0.1, True), (0.9, False)),
}
_USUAL: Final[dict[str, tuple[str, float]]] = {
    "activity": ("export", 0.6),
    "manner": ("permanent", 0.7),
    "parties.service": ("none", 0.7),
    "items.kind": ("goods", 0.7),
}


def typical_answers(field: Field, day: date) -> tuple[Weighted, ...]:
    """Answers to try at ``field``, with their weights, which sum to one."""
    if field.name in _FIXED:
        return _FIXED[field.name]
    if field.name == "authority_decisions":
        asked = "prohibited" if field.place.endswith("7(1)") else "required"
        results = ((0.1, asked), (0.9, "not_required"))
        return tuple((weight, {"result": result, "date": day.isoformat()}) for weight, result in results)
    if field.name.startswith("knowledge."):
        return _LEVELS
    if field.name.startswith("covered."):
        return _ON_A_LIST
    named = FIELDS.get(field.name) or FACTS.get(field.name)
    return _choice(field.name, tuple(named.values)) if named and named.values else _YES_OR_NO


def _choice(name: str, values: tuple[str, ...]) -> tuple[Weighted, ...]:
    usual, weight = _USUAL[name]
    rest = (1 - weight) / (len(values) - 1)
    return tuple((weight if value == usual else rest, value) for value in values)
