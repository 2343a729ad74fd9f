"""What a parameter sheet is, once read: parameters with their questions, and the tests of provisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dualuse.classification.sheets.conditions import All, Condition, No, some
from dualuse.classification.substances import folded_text
from dualuse.law.language.provision import Verification

MEETS: Final = "meets."
"""``meets.6A003.b.3``: the yes/no parameter of a provision that no sheet covers."""


class Kind(StrEnum):
    """What the value of a parameter is."""

    YES_NO = "yes_no"
    QUANTITY = "quantity"
    WORDS = "words"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: its question for an engineer, and how its value is read.

    ``unit``: that in which the Annex states the quantity; empty for a pure number. ``judgement``: it rests on what an
    item was designed or is meant for; a person answers it, with reasons. ``about``: the code that the question names,
    of a question that the engine asks (:data:`MEETS`). ``names``: all words that its sheet asks for, normalised;
    ``other_names_asked``: the sheet itself asks a person whether an unknown word is another name of one of them.
    """

    name: str
    kind: Kind
    question: str
    unit: str = ""
    judgement: bool = False
    about: str = ""
    names: frozenset[str] = frozenset()
    other_names_asked: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A note that takes out what a provision would reach; ``note`` says where it stands."""

    note: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Tested:
    """The tests of a provision: it is met when ``when`` holds and no exclusion does.

    ``name``: what it lists, where it lists one thing with a name, such as a chemical.
    """

    path: str
    when: Condition
    unless: tuple[Exclusion, ...] = ()
    name: str = ""


def own_tests(row: Tested) -> Condition:
    """The tests of a provision with the notes of its entry: met, and not taken out."""
    if not row.unless:
        return row.when
    return All((row.when, No(some(tuple(note.when for note in row.unless)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The tests of one entry in one edition of Annex I.

    ``review``: ``reviewed`` where a person compared it with the text (``reviewed_by``, ``reviewed_on``), ``draft`` where it
    may not answer yet, else ``machine-read``.
    """

    entry: str
    edition: str
    review: str
    reference: str
    verification: Verification
    parameters: Mapping[str, Parameter]
    provisions: tuple[Tested, ...]
    file: str
    reviewed_by: str = ""
    reviewed_on: str = ""


def normal_word(text: str) -> str:
    """A word without case, blanks and accents, and with plain hyphens: ``75‑44‑5`` is ``75-44-5``."""
    return "".join(folded_text(text).split())
