"""One authorisation stated twice: where the rows of one reference do not say the same, which is right is asked.

An authorisation has one last day, one destination, one list of end users. Two rows of one reference that differ in these contradict each
other, and so does what is left where both may be for the same line; for other lines each row may state what is left of its own. Neither
row is taken, and least of all the milder one. References that look the same, in letters of two alphabets, are one reference, stated in two ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.assessment.authorisations.naming import plain_name
from dualuse.assessment.authorisations.points import Point, asked
from dualuse.assessment.authorisations.points_of_items import names
from dualuse.assessment.authorisations.remaining_amounts import (
    Left,
    compared_unit,
    reference_key,
    written_reference,
)
from dualuse.i18n import N_
from dualuse.schema.transaction import Authorisation, Item
from dualuse.version import legal_derivation


def _names(texts: Sequence[str] | None) -> frozenset[str] | None:
    return None if texts is None else frozenset(map(plain_name, texts))


def _end_users(held: Authorisation) -> frozenset[str] | None:
    return _names([held.end_user] if held.end_user is not None else held.end_users)


def _places(held: Authorisation) -> frozenset[str] | None:
    places = [held.destination] if held.destination is not None else held.countries
    return None if places is None else frozenset(places)


OF_THE_WHOLE: Final[Mapping[str, Callable[[Authorisation], Any]]] = {
    "reference": lambda held: written_reference(held.reference),
    "kind": lambda held: held.kind,
    "granted_by": lambda authorisation: authorisation.granted_by,
    "holder": lambda held: None if held.holder is None else plain_name(held.holder),
    "end_users": _end_users,
    "consignees": lambda held: _names(held.consignees),
    "consignee_countries": lambda held: (
        None if held.consignee_countries is None else frozenset(held.consignee_countries)
    ),
    "other_parties": lambda authorisation: _names(authorisation.other_parties),
    "destination": _places,
    "end_use": lambda held: None if held.end_use is None else plain_name(held.end_use),
    "valid_from": lambda held: held.valid_from,
    "valid_until": lambda held: held.valid_until,
    "acts": lambda held: None if held.acts is None else frozenset(held.acts),
    "known_uses": lambda held: None if held.known_uses is None else frozenset(held.known_uses),
    "compared": lambda held: held.compared,
}
"""What an authorisation says once, whatever line draws on it, as it is compared."""
_OF_LINES: Final[Mapping[str, Callable[[Authorisation], Any]]] = {
    "left": lambda held: held.left,
    "left_unit": lambda held: None if held.left_unit is None else compared_unit(held.left_unit),
    "left_currency": lambda held: held.left_currency,
}
"""What it may say for each of its lines."""


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Annex III")
def contradictions(stated: Sequence[Authorisation], items: Sequence[Item]) -> tuple[tuple[Point, ...], ...]:
    """For each authorisation the point that asks which row is right, where another row of its reference says otherwise.

    Args:
        stated: the authorisations, in their order.
        items: the lines of the transaction.
    """
    if len(stated) < 2:
        return ((),) * len(stated)
    keys = [reference_key(held.reference) for held in stated]
    return tuple(
        tuple(_contradictions(held, [stated[other] for other in _others(keys, place)], items))
        for place, held in enumerate(stated)
    )


UNLIKE: Final = N_(
    "Which is right? The authorisation {reference} is stated more than once, and not alike in {fields}: state it as it was granted, alike"
    " wherever it stands"
)
"""Asked of an authorisation whose statements differ; its parameters are ``reference`` and ``fields``."""


def _which_is_right(held: Authorisation, fields: tuple[str, ...]) -> Point:
    return asked(held, fields[0], UNLIKE, fields=fields)


def differing_of_the_whole(stated: Sequence[Authorisation]) -> tuple[str, ...]:
    """The fields of the whole authorisation in which those of one reference do not say the same."""
    if len(stated) < 2:
        return ()
    first, *others = stated
    return tuple(
        field
        for field, value in OF_THE_WHOLE.items()
        if any(value(other) != value(first) for other in others)
    )


def differing_here(here: Sequence[Authorisation], of_reference: Sequence[Authorisation]) -> tuple[str, ...]:
    """Of the fields in which those of one reference differ, the ones in which those of one place say otherwise than most; all where they do not."""
    fields = differing_of_the_whole(of_reference)
    usual = {field: Counter(map(OF_THE_WHOLE[field], of_reference)).most_common(1)[0][0] for field in fields}
    unusual = (
        field
        for field in fields
        if any(OF_THE_WHOLE[field](authorisation) != usual[field] for authorisation in here)
    )
    return tuple(unusual) or fields


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Annex III")
def contradicted_by_rows(held: Authorisation, in_table: Mapping[str, Left] | None) -> Iterator[Point]:
    """The point that asks which row of a table is right, where those that name the authorisation do not say the same of it."""
    of_table = (in_table or {}).get(reference_key(held.reference))
    if of_table is not None and of_table.differing:
        yield _which_is_right(held, of_table.differing)


def _others(keys: Sequence[str], place: int) -> Iterator[int]:
    return (other for other, key in enumerate(keys) if other != place and key == keys[place])


def _contradictions(
    held: Authorisation, others: Sequence[Authorisation], items: Sequence[Item]
) -> Iterator[Point]:
    fields = tuple(dict.fromkeys(field for other in others for field in _differing(held, other, items)))
    if fields:
        yield _which_is_right(held, fields)


def _differing(held: Authorisation, other: Authorisation, items: Sequence[Item]) -> Iterator[str]:
    """The fields in which two rows of one authorisation do not say the same; what one leaves out, it does not say."""
    compared = dict(OF_THE_WHOLE)
    if any(names(held, item) is not False and names(other, item) is not False for item in items):
        compared |= _OF_LINES
    return (field for field, value in compared.items() if value(held) != value(other))
