"""The answer of an examination: plain frozen data, written as JSON field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal["listed", "not_listed", "open"]
NO_SHEET: Final = "no_sheet"
"""``review`` of an entry that has no sheet: a person answers for every provision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test that decided: what was asked for, what was given, and whether it holds (None: not known).

    ``subject`` is a parameter, or the code of another provision; ``requirement`` is ``yes``, ``< 50 ns``, ``∈ a, b``
    or ``met``. ``because``: of another provision the tests that decided it, with their values.
    """

    subject: str
    requirement: str
    given: str
    holds: bool | None
    because: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A provision that is met, with the tests that carried it."""

    path: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class NotMet:
    """A provision that is not met: by the tests that failed, or because a note (``released_by``) takes the item out."""

    path: str
    tests: tuple[Test, ...]
    released_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A provision that is not settled, and the parameters that could settle it.

    ``may_be_released_by``: its own tests are met, and these general notes may still release the item. ``tests``: those
    of the provision that are settled already, met or not.
    """

    path: str
    parameters: tuple[str, ...]
    may_be_released_by: tuple[str, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is missing: a parameter, its question, and how much hangs on it.

    ``kind``: ``yes_no``, ``quantity`` (in ``unit`` or one that fits; none for a pure number), ``words`` or ``codes``.
    ``settles``: how many of the open provisions its answer alone may settle; ``concerns``: all that it is about.
    """

    parameter: str
    question: str
    kind: str
    unit: str
    judgement: bool
    settles: int
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetElsewhere:
    """That what is stated leads to a provision which was not examined: ``written`` is the substance by its name or number, "" where other values
    meet the provision; ``text`` says it to the reader."""

    provision: str
    written: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetUsed:
    """A sheet whose tests took part."""

    entry: str
    review: str
    reference: str
    verification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What the tests of an entry or provision say of an item.

    ``uncovered``: provisions without tests, each a question ``meets.<code>``. ``brought_in_by``: general notes by which
    the item counts as listed although its own tests are not met. ``without_reasons``: judgements that were given
    without a reason. ``asked``: the questions of the parameters that decided, by their names. ``warnings``: provisions outside ``code`` that what is stated leads to. ``verification`` is the weakest of all that
    took part.
    """

    code: str
    edition: str
    verdict: Verdict
    met: tuple[Met, ...]
    not_met: tuple[NotMet, ...]
    open: tuple[Open, ...]
    brought_in_by: tuple[str, ...]
    questions: tuple[Question, ...]
    uncovered: tuple[str, ...]
    without_reasons: tuple[str, ...]
    review: str
    reference: str
    verification: str
    sheets: tuple[SheetUsed, ...]
    warnings: tuple[MetElsewhere, ...]
    asked: Mapping[str, str]
