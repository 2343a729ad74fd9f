"""Several transactions judged in one call that draw on one authorisation: what they draw together is within what is left, or none goes by it.

Each is judged by itself, and says the same as if it were alone; that the others draw too holds its release. What is left may be
stated in each as it was before any of them, or less what the others drew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dualuse.assessment.authorisations.contradicted import UNLIKE, differing_here, differing_of_the_whole
from dualuse.assessment.authorisations.points_of_items import names
from dualuse.assessment.authorisations.remaining_amounts import Measure, measure_left, reference_key
from dualuse.i18n import N_, Message
from dualuse.schema.transaction import Authorisation, Transaction
from dualuse.version import legal_derivation

_UNLIKE: Final = "held.unlike"


@dataclass(frozen=True, slots=True)
class Draw:
    """A statement of an authorisation in a transaction, and what the lines of that one draw; None: that is not known."""

    held: Authorisation
    amounts: Mapping[Measure, Decimal | None]


@legal_derivation("Art. 2(12)", "Art. 2(13)", "Art. 12", "Annex III")
def held_by_others(
    transactions: Sequence[Transaction], unread: Iterable[Any] = ()
) -> tuple[tuple[Message, ...], ...]:
    """For each transaction what keeps it from going by an authorisation on which others of the same call draw.

    Args:
        transactions: those that could be read.
        unread: the plain data of those that could not be: what they draw is not known.
    """
    held_by_reference: dict[str, dict[int, list[Authorisation]]] = {}
    for place, transaction in enumerate(transactions):
        for held in transaction.authorisations or ():
            held_by_reference.setdefault(reference_key(held.reference), {}).setdefault(place, []).append(held)
    named_by_unread = {key for data in unread for key in _keys_named(data)}
    messages: tuple[list[Message], ...] = tuple([] for _ in transactions)
    for key, by_place in held_by_reference.items():
        if len(by_place) < 2 and key not in named_by_unread:
            continue
        reason = _reason(
            [_draw(transactions[place], held) for place, several in by_place.items() for held in several],
            key in named_by_unread,
        )
        of_reference = [row for several in by_place.values() for row in several]
        for place, several in by_place.items() if reason else ():
            messages[place].append(_of_place(reason, several, of_reference))  # type: ignore[arg-type]
    return tuple(map(tuple, messages))


def _of_place(
    reason: Message, here: Sequence[Authorisation], of_reference: Sequence[Authorisation]
) -> Message:
    """The reason as it is told of one transaction: where they do not say the same, in which fields this one says otherwise."""
    if reason.code != _UNLIKE:
        return reason
    return Message(_UNLIKE, reason.text, {**reason.params, "fields": differing_here(here, of_reference)})


def _keys_named(data: Any) -> Iterator[str]:
    """The references, as they are compared, in data that the contract refuses."""
    rows = data.get("authorisations") if isinstance(data, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("reference"), (str, int)):
            yield reference_key(str(row["reference"]))


def _draw(transaction: Transaction, held: Authorisation) -> Draw:
    lines = [item for item in transaction.items if names(held, item) is not False]
    measure = measure_left(held.left_unit, held.left_currency)
    measures = () if measure is None else (measure,)
    return Draw(held, {each: _sum(each.amount(item) for item in lines) for each in measures})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal()
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _reason(draws: Sequence[Draw], unread: bool) -> Message | None:
    """Why none of those that state an authorisation goes by it; None: what is left is enough for all, or has no limit."""
    reference = draws[0].held.reference
    if fields := differing_of_the_whole([draw.held for draw in draws]):
        return Message(_UNLIKE, UNLIKE, {"reference": reference, "fields": fields})
    if all(draw.held.left is None for draw in draws):
        return None
    measures = {measure for draw in draws for measure in draw.amounts}
    limited = [draw for draw in draws if draw.held.left is not None]
    amounts = [next(iter(draw.amounts.values()), None) for draw in draws]
    if unread or len(measures) != 1 or len(limited) < len(draws) or None in amounts:
        return Message(UNCLEAR, _UNCLEAR, {"reference": reference})
    (measure,) = measures
    total = sum((amount for amount in amounts if amount is not None), Decimal())
    lefts = [
        (draw.held.left or Decimal(), amount or Decimal())
        for draw, amount in zip(draws, amounts, strict=True)
    ]
    least = min(left for left, _ in lefts)
    if total <= least or _is_taken_off(lefts):
        return None
    params = {"reference": reference, "drawn": str(total), "left": str(least), "measure": measure.shown}
    return Message(DRAWN, _DRAWN, params)


def _is_taken_off(lefts: Iterable[tuple[Decimal, Decimal]]) -> bool:
    """Whether what is left is stated in an order in which each takes off what those before it drew."""
    room: Decimal | None = None
    for left, amount in sorted(lefts, reverse=True):
        if amount > left or (room is not None and left > room):
            return False
        room = left - amount
    return True


DRAWN: Final = "release.drawn_together"
UNCLEAR: Final = "release.drawn_together_unclear"
_DRAWN: Final = N_(
    "the transactions judged together draw {drawn} {measure} on the authorisation {reference}, of which {left} are left (Annex III): state in"
    " each what the others leave of it, or leave one of them out"
)
_UNCLEAR: Final = N_(
    "several of the transactions judged together draw on the authorisation {reference}, and it is not known of all of them how much, or how much is"
    " left (Annex III): state both, in one unit or currency"
)
