"""Where what an application states cannot be what its kind authorises: another activity, a way that is no export or no brokering, nothing of an item,
somebody who cannot be compared with a list.

Each stands among what is missing, before anybody has examined anything: what is left of it when it is decided is no authorisation of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.inputs.persons import in_words
from dualuse.law.territories import UNION, state_of
from dualuse.licensing.kinds import Kind
from dualuse.licensing.moments import now
from dualuse.licensing.named import everybody, is_comparable

Data = Mapping[str, Any]
ELSEWHERE: Final = "end_user_elsewhere"
"""The field in which an applicant says why an end user of another country uses the items where they go."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be: at which path, and in words. ``field``: the name of what stands there."""

    path: str
    field: str
    text: Message


def contradictions(kind: Kind, transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """Everything in an application that contradicts its kind, in the order of the form.

    Args:
        kind: the manifest.
        transaction: plain data, as the contract has it.
        fields: of the application itself.
    """
    yield from activity_contradictions(kind, transaction)
    ways = [
        row
        for activity in kind.activities
        if activity in _WAYS and transaction.get("activity") == activity
        for row in _WAYS[activity](kind, transaction, fields)
    ]
    yield from ways
    yield from _destinations(kind, transaction, fields)
    # A destination that cannot be is changed first.
    if not any(row.path == "transaction.destination" for row in ways):
        yield from _elsewhere(kind, transaction, fields)
    yield from _amounts(kind, transaction)
    yield from _incomparable(transaction, fields)


def activity_contradictions(kind: Kind, transaction: Data) -> Iterator[Contradiction]:
    """That the activity is none that the kind is for, or is not stated."""
    activity = transaction.get("activity")
    if activity in kind.activities:
        return
    params = {"kind": Message(f"kind.{kind.code}", kind.title), "activities": ", ".join(kind.activities)}
    if activity is None:
        text = N_("the activity is not stated; {kind} is for: {activities}")
    else:
        text = N_("the activity is {activity}, and {kind} is for: {activities}")
        params["activity"] = activity
    yield Contradiction("transaction.activity", "activity", Message("other_activity", text, params))


def _export(kind: Kind, transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """Where nothing leaves the customs territory of the Union there is no export (Art. 2(2))."""
    for path, place in _ends(kind, transaction, fields):
        if _is_in_union(place) is True:
            text = N_(
                "what goes to {place} stays in the customs territory of the Union, and is no export (Art. 2(2))"
            )
            yield _at(path, "within_union", text, place)
    for path in ("dispatched_from", "located_in"):
        start = transaction.get(path)
        if not start or _is_in_union(start) is not False:
            continue
        text = N_(
            "what sets out from {place} does not leave the customs territory of the Union, and is no export (Art. 2(2)); where somebody in the Union arranges it, it may"
            " be brokering (Art. 2(7))"
        )
        yield _at(f"transaction.{path}", "outside_union", text, start)


def _brokering(kind: Kind, transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """Brokering is between third countries: the items are in one and go to another (Art. 2(7))."""
    places = (
        ("transaction.located_in", transaction.get("located_in")),
        ("transaction.dispatched_from", transaction.get("dispatched_from")),
        ("fields.origin_exporter_country", fields.get("origin_exporter_country")),
        *_ends(kind, transaction, fields),
    )
    text = N_(
        "{place} is in the customs territory of the Union, and brokering is between third countries (Art. 2(7))"
    )
    for path, place in places:
        if place and _is_in_union(place) is True:
            yield _at(path, "no_third_country", text, place)
    start = transaction.get("located_in")
    for path, place in _ends(kind, transaction, fields):
        if place == start:
            same = N_(
                "the items are in {place} and stay there, and brokering is from one third country to another (Art. 2(7))"
            )
            yield _at(path, "same_country", same, place)


_WAYS: Final[Mapping[str, Callable[[Kind, Data, Data], Iterator[Contradiction]]]] = {
    "export": _export,
    "brokering": _brokering,
}
"""By activity, what its way has to be."""


def _ends(kind: Kind, transaction: Data, fields: Data) -> list[tuple[str, str]]:
    """Where the items go, each at its path."""
    if kind.destinations == "many":
        return [("fields.destinations", place) for place in fields.get("destinations") or ()]
    destination = transaction.get("destination")
    return [("transaction.destination", destination)] if destination else []


def _destinations(kind: Kind, transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """That one destination is stated of all items, and the destinations that are applied for do not name it."""
    destination, places = transaction.get("destination"), fields.get("destinations") or ()
    if kind.destinations == "many" and destination and places and destination not in places:
        text = N_("the items go to {place}, which is none of the destinations that are applied for")
        yield _at("transaction.destination", "other_destination", text, destination)


def _elsewhere(kind: Kind, transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """That the end user is established elsewhere than the items go to, and no words say where they are used: what goes on from there is no part of what is applied for."""
    destination = transaction.get("destination")
    if kind.destinations != "one" or not destination or in_words(fields.get(ELSEWHERE) or ""):
        return
    text = N_(
        "the end user is established in {country}, and the items go to {place}: state the destination where they are used, or say in fields.{field} at which place they are, and who runs it"
    )
    for number, party in enumerate(transaction.get("parties") or ()):
        country = party.get("country")
        if party.get("role") == "end_user" and country and state_of(country) != state_of(destination):
            params = {"country": PlaceName(country), "place": PlaceName(destination), "field": ELSEWHERE}
            path = f"transaction.parties[{number}].country"
            yield Contradiction(path, "end_user_country", Message("end_user_elsewhere", text, params))


def _amounts(kind: Kind, transaction: Data) -> Iterator[Contradiction]:
    """That nothing of an item is applied for, or nothing of what would limit it."""
    text = N_("it has to be more than nought")
    for number, item in enumerate(transaction.get("items") or ()):
        for name in ("quantity", "value"):
            amount = item.get(name)
            is_asked_for = name == "quantity" or kind.is_limited_by(name)
            if amount is not None and is_asked_for and Decimal(amount) <= 0:
                yield Contradiction(f"transaction.items[{number}].{name}", name, Message("nought", text))


def _incomparable(transaction: Data, fields: Data) -> Iterator[Contradiction]:
    """Whoever is named by what is no name: nobody can be compared with the sanctions lists by it."""
    text = N_(
        "{name} cannot be compared with the sanctions lists: write the whole name, or a number by which it is registered (identifiers)"
    )
    nameless = N_("somebody without a name cannot be compared with the sanctions lists: write it")
    for subject in everybody(transaction, fields):
        if is_comparable(subject):
            continue
        is_own = subject.path.startswith("fields.")
        path = subject.path.partition("[")[0] if is_own else f"transaction.{subject.path}.name"
        words = (
            Message("incomparable", text, {"name": subject.designation})
            if subject.designation
            else Message("nameless", nameless)
        )
        yield Contradiction(path, path.rpartition(".")[2] if is_own else f"{subject.role}_name", words)


def _at(path: str, code: str, text: str, place: str) -> Contradiction:
    return Contradiction(path, path.rpartition(".")[2], Message(code, text, {"place": PlaceName(place)}))


def _is_in_union(place: str) -> bool | None:
    """Whether a place is in the customs territory of the Union; None where that is for a person to say."""
    return UNION.contains(place, now().date())
