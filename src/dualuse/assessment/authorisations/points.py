"""A point of an authorisation: whether it is met, what is asked while that is open, and why it fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dualuse.i18n import Message
from dualuse.law.language.logic import Truth, every_truth
from dualuse.schema.transaction import Authorisation


@dataclass(frozen=True, slots=True)
class Ask:
    """What an authorisation or the transaction does not say: the ``field`` that answers it, of which item if of one."""

    field: str
    question: Message
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an authorisation: its truth, what it asks while that is open, and why it fails."""

    truth: Truth
    asks: tuple[Ask, ...] = ()
    fails: Message | None = None


PASSED: Final = Point(True)


def truth_of(points: Iterable[Point]) -> Truth:
    """Whether all points are met."""
    return every_truth(point.truth for point in points)


def about(held: Authorisation, code: str, text: str, **params: object) -> Message:
    """A sentence about an authorisation, which it names by its reference."""
    return Message(code, text, {"reference": held.reference, **params})


_OWN: Final = frozenset(Authorisation.model_fields)


def asked(
    held: Authorisation,
    field: str,
    text: str,
    *,
    own: bool = True,
    of_item: str | None = None,
    **params: object,
) -> Point:
    """A point that is open: what is asked is a field of the authorisation, or another one of the transaction."""
    path = f"authorisations.{field}" if own and field in _OWN else field
    question = about(held, f"question.{path}", text, **params)
    return Point(None, (Ask(path, question, of_item),))
