"""What is left of an authorisation, and what lines draw on it: sums over a transaction, or over the rows of a table.

A line counts against every authorisation that could be its cover, so that no sum can come out too small. Where it does
not come out, one assignment of lines to authorisations that does is proof enough: each is then carried by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import plain_name
from dualuse.i18n import N_, Figure, Message
from dualuse.law.language.logic import Truth
from dualuse.schema.transaction import Authorisation, Item
from dualuse.schema.units import counted_as
from dualuse.version import legal_derivation

_NOUGHT: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of quantities, or a currency of values; ``name`` as it is compared, ``shown`` as it was stated."""

    name: str
    is_value: bool
    shown: str = field(compare=False, default="")

    def amount(self, item: Item) -> Decimal | None:
        """What an item draws in this measure; None where it is not stated in it."""
        if self.unstated(item) is not None:
            return None
        return item.value if self.is_value else item.quantity

    def unstated(self, item: Item) -> str | None:
        """The field of an item that is to be stated, in this measure, before it is known what it draws; nought states nothing."""
        amount, measured_in = (item.value, item.currency) if self.is_value else (item.quantity, item.unit)
        if not amount:
            return "items.value" if self.is_value else "items.quantity"
        if measured_in is None or compared_unit(measured_in) != self.name:
            return "items.currency" if self.is_value else "items.unit"
        return None


def measure_left(unit: str | None, currency: str | None) -> Measure | None:
    """The measure in which is stated what is left; None where none is."""
    if currency is not None:
        return Measure(compared_unit(currency), True, currency)
    return None if unit is None else Measure(compared_unit(unit), False, unit)


def compared_unit(unit: str) -> str:
    """A unit or a currency as it is compared: pieces are pieces, whatever they are called."""
    return counted_as(unit) or plain_name(unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What lines draw on an authorisation in a measure, against what is ``left``.

    ``least``: what surely draws on it; ``most``: what may; None where an amount is not known. ``counted``: ids of the lines
    that are in ``least``. ``unstated``: a field to state of a line whose amount is not known. ``stated``: what different rows of
    a table say is left, the least first.
    """

    left: Decimal
    least: Decimal
    most: Decimal | None
    counted: frozenset[str] | None
    unstated: str | None = None
    stated: tuple[Decimal, ...] = ()

    def with_item(self, measure: Measure, item: Item) -> Decimal:
        """The least that is drawn where ``item`` does; all rows of a table are counted."""
        if self.counted is None or (item.id or "") in self.counted:
            return self.least
        return self.least + (measure.amount(item) or _NOUGHT)


@dataclass(frozen=True, slots=True)
class Left:
    """What all rows of a table draw on an authorisation that they name by its reference.

    ``rows``: how many name it, rows that cannot be read among them; ``drawn``: per measure how many state an amount in
    it, and their sum; ``left``: the different amounts that rows state as left in a measure (:func:`amounts_with`), of which the
    least counts. ``differing``: fields of the authorisation
    of which the rows do not say the same.
    """

    rows: int
    drawn: Mapping[Measure, tuple[int, Decimal]]
    left: Mapping[Measure, tuple[Decimal, ...]]
    differing: tuple[str, ...] = ()


_SHOWN: Final = 4
"""Amounts that are named one by one, the least first, before the greatest."""


def amounts_with(amounts: tuple[Decimal, ...], amount: Decimal) -> tuple[Decimal, ...]:
    """Different amounts with one more, the least first; of many the least few and the greatest, whatever the order they come in."""
    different = tuple(sorted({*amounts, amount}))
    return different if len(different) <= _SHOWN + 2 else (*different[: _SHOWN + 1], different[-1])


LEFT_DIFFERS: Final = "held.left_differs"


def left_differs_message(params: Mapping[str, str]) -> Message:
    """The message that rows of a table state different amounts as left of an authorisation."""
    text = N_(
        "rows that name the authorisation {reference} say differently what is left of it ({amounts} {measure}): the least counts for all"
        " of them, {left} {measure} (state in each what is left before any of them)"
    )
    amounts = {name: Figure(params[name]) for name in ("amounts", "left")}
    return Message(LEFT_DIFFERS, text, {**params, **amounts})


def few_amounts_text(amounts: Sequence[Decimal]) -> str:
    """Different amounts in a row, those between the first few and the greatest left out."""
    texts = [plain_amount(amount) for amount in amounts]
    return ", ".join(texts if len(texts) < _SHOWN + 2 else (*texts[:_SHOWN], "…", texts[-1]))


def plain_amount(amount: Decimal) -> str:
    """An amount without noughts at its end: the same one is written alike."""
    return f"{amount.normalize():f}"


_LOOKS_LATIN: Final = str.maketrans(
    "авекмнорстухіјѕԛԝӏԁһαβεζηικμνορτυχϲı", "abekmhopctyxijsqwldhabezhikmnoptyxci"
)
"""Small letters of which the small or the capital form looks like a Latin one: Cyrillic, Greek, and i without a dot."""


@lru_cache(maxsize=16_384)
def written_reference(reference: str) -> str:
    """The letters and digits of a reference: blanks, case, width and punctuation are another way to write the same."""
    return "".join(letter for letter in plain_name(reference) if letter.isalnum())


@lru_cache(maxsize=16_384)
def reference_key(reference: str) -> str:
    """A reference as it is compared: another way to write it is no other authorisation, nor is one in letters or digits that look the same."""
    latin = written_reference(reference).translate(_LOOKS_LATIN)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in latin)


def drawn_by_rows(in_table: Mapping[str, Left], references: Iterable[str]) -> dict[str, Left]:
    """What all rows of a table draw on the authorisations that one of them names."""
    keys = {reference_key(text) for text in references}
    return {key: in_table[key] for key in keys & in_table.keys()}


@legal_derivation("Art. 12", "Annex III")
def measures_of(
    held: Authorisation,
    items: Iterable[Item],
    matches: Iterable[Truth],
    in_table: Mapping[str, Left] | None,
) -> dict[Measure, Drawn]:
    """What is drawn on an authorisation in each measure in which something is left of it.

    Args:
        held: the authorisation.
        items: the lines of the transaction.
        matches: for each whether the authorisation is for it, whatever is left.
        in_table: what the rows of a table draw, by :func:`reference_key`.
    """
    of_table = (in_table or {}).get(reference_key(held.reference))
    if of_table is not None and of_table.rows > 1:
        return {measure: _of_rows(of_table, measure, amounts) for measure, amounts in of_table.left.items()}
    measure = measure_left(held.left_unit, held.left_currency)
    if held.left is None or measure is None:
        return {}
    return {measure: _of_lines(held.left, measure, zip(items, matches, strict=True))}


def _of_rows(of_table: Left, measure: Measure, amounts: tuple[Decimal, ...]) -> Drawn:
    number, total = of_table.drawn.get(measure, (0, _NOUGHT))
    is_whole = number == of_table.rows
    unstated = None if is_whole else "items.value" if measure.is_value else "items.quantity"
    most = total if is_whole else None
    return Drawn(left=amounts[0], least=total, most=most, counted=None, unstated=unstated, stated=amounts)


def _of_lines(left: Decimal, measure: Measure, lines: Iterable[tuple[Item, Truth]]) -> Drawn:
    least, most = _NOUGHT, _NOUGHT
    counted: set[str] = set()
    unstated: str | None = None
    for item, matching in lines:
        if matching is False:
            continue
        amount = measure.amount(item)
        unstated = unstated or measure.unstated(item)
        most += amount or _NOUGHT
        if matching is True:
            least += amount or _NOUGHT
            counted.add(item.id or "")
    return Drawn(
        left=left, least=least, most=None if unstated else most, counted=frozenset(counted), unstated=unstated
    )


def left_of(drawn: Drawn, measure: Measure, item: Item) -> tuple[Truth, str | None]:
    """Whether what is drawn, ``item`` counted, stays within what is left, and a field that would tell."""
    if drawn.with_item(measure, item) > drawn.left:
        return False, None
    if drawn.most is not None and drawn.most <= drawn.left:
        return True, None
    return None, drawn.unstated


@legal_derivation("Art. 12", "Annex III")
def shared_out(
    stated: Sequence[Authorisation], items: Sequence[Item], matches: Sequence[Sequence[Truth]]
) -> dict[str, int] | None:
    """For each line that draws on what is limited the place of an authorisation that carries it, all within their limits.

    The lines with the fewest authorisations first, then the largest, each to the one with the most room. None where that
    does not come out, which is no proof that nothing does, or where one authorisation may be stated twice.
    """
    if len(stated) < 2 or len({reference_key(held.reference) for held in stated}) < len(stated):
        return None
    room = [held.left for held in stated]
    measures = [measure_left(held.left_unit, held.left_currency) for held in stated]
    shares: dict[str, int] = {}
    waiting: list[tuple[int, Decimal, Item, list[int]]] = []
    for place, item in enumerate(items):
        options = [number for number, of_held in enumerate(matches) if of_held[place] is True]
        unlimited = next((number for number in options if room[number] is None), None)
        if unlimited is not None:
            shares[item.id or ""] = unlimited
            continue
        measurable = [number for number in options if _amount(measures[number], item) is not None]
        if measurable:
            largest = max(_amount(measures[number], item) or _NOUGHT for number in measurable)
            waiting.append((len(measurable), -largest, item, measurable))
        elif not _reserve(room, measures, item, [of_held[place] is not False for of_held in matches]):
            return None
    for _, _, item, measurable in sorted(waiting, key=lambda line: line[:2]):
        best = max(
            measurable,
            key=lambda number: (room[number] or _NOUGHT) - (_amount(measures[number], item) or _NOUGHT),
        )
        rest = (room[best] or _NOUGHT) - (_amount(measures[best], item) or _NOUGHT)
        if rest < 0:
            return None
        room[best] = rest
        shares[item.id or ""] = best
    return shares


def _reserve(
    room: list[Decimal | None], measures: Sequence[Measure | None], item: Item, may_draw: Sequence[bool]
) -> bool:
    """Keep room for a line that may draw on limited authorisations, on each of them; whether that can be said."""
    for number, draws in enumerate(may_draw):
        left = room[number]
        if not draws or left is None:
            continue
        amount = _amount(measures[number], item)
        if amount is None or amount > left:
            return False
        room[number] = left - amount
    return True


def _amount(measure: Measure | None, item: Item) -> Decimal | None:
    return None if measure is None else measure.amount(item)
