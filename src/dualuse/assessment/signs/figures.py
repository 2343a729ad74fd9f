"""Figures that a transaction says of an item, from which Annex I lists what it is.

How long, how far and with how much an unmanned aircraft flies; how many images a thermal camera takes; at which frequency a converter works; how many
axes a machine tool has, and how exactly it works; how stiff and strong a carbon fibre is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dualuse.assessment.signs.goods import begins
from dualuse.assessment.signs.texts_of_use import called, texts_of_use
from dualuse.free_text.figures import Figure, figures_in_text, figures_of_parameters
from dualuse.free_text.patterns import words_in
from dualuse.free_text.readings import readings
from dualuse.free_text.what_it_is import says_what_it_is
from dualuse.inputs.accents import without_accents
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import FigureInWords
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation(
    "Annex I, 9A012 and 9A112", "Annex I, 3A225 and 6A003", "Annex I, 1C010, 1C210, 2B001 and 2B201"
)
def says_a_listed_figure(sign: FigureInWords, transaction: Transaction, item: Item) -> bool:
    """Whether the item is what the sign names, and a text or a parameter says a figure from which it is listed, or one without a unit."""
    is_such = (item.own_code is not None and begins(sign.near, item.own_code)) or says_what_it_is(
        sign.words, called(item)
    )
    return is_such and any(_counts(sign, figure) for figure in _figures(transaction, item))


def figures_met(sign: FigureInWords, transaction: Transaction, item: Item) -> Iterator[str]:
    """The figures, as they are read, from which the item may be listed."""
    return (
        figure.written for figure in _figures(transaction, item) if _counts(sign, figure) and figure.written
    )


@legal_derivation("Annex I, 9A012 and 9A112", "Annex I, 3A225")
def is_below_what_is_listed(entry: str, item: Item) -> bool:
    """Whether a description or a parameter says a figure, by the name of its measure, that rules an entry out, and none from which it lists the item.

    Args:
        entry: five characters.
        item: whose own words and parameters are read.
    """
    signs = [sign for sign in signs_of(FigureInWords) if entry in sign.rules_out]
    return any(_rules_out(sign, tuple(_figures_of(item)), _words_of(item)) for sign in signs)


def _rules_out(sign: FigureInWords, figures: tuple[Figure, ...], words: str) -> bool:
    """Whether a figure is an upper bound below what is listed; beside a word that makes it something else, or a speed by which it matters little, none is."""
    if _AT_LEAST.search(words) or _FAST.search(words) or _has(sign.rules_nothing_out, words):
        return False
    is_stated = any(
        figure.measure == sign.rules_out_by
        and _has(sign.measures, figure.beside)
        and not _has(sign.another_measure, figure.beside)
        for figure in figures
    )
    return is_stated and not any(_counts(sign, figure) for figure in figures)


_AT_LEAST: Final = re.compile(
    r"[>≥⩾]|(?<!\w)(?:over|above|exceeding|more than|from|ab|uber|mehr als|a partir de|plus de)\s+\d[\d.,]*+\s*+(?:k?hz|min(?:utes?|uten)?)?+"
    r"(?!\s*(?:to|up|bis|a|-|–|\.\.|…))",
    re.IGNORECASE,
)
"""A figure that is the least, and no range: over 400 Hz, but not from 0 to 400 Hz."""
_FAST: Final = re.compile(
    r"(?<![0-9.,])(?:[2-9][0-9]{2}|[0-9][0-9.,]{3,})\s?(?:km ?/ ?h|kmh|kph|kt|kts|kn|knots|knoten|nœuds|noeuds|mph)|(?<!\w)mach(?!\w)"
    r"|(?<![0-9.,])(?:[6-9][0-9]|[1-9][0-9]{2,})\s?m ?/ ?s(?!\w)",
    re.IGNORECASE,
)
"""Speeds from some two hundred kilometres an hour on."""


def _words_of(item: Item) -> str:
    """What a description and the parameters say, names and values."""
    parameters = " ".join(f"{name} {value}" for name, value in (item.parameters or {}).items())
    return without_accents(f"{called(item)} {parameters}".replace("_", " "))


def _counts(sign: FigureInWords, figure: Figure) -> bool:
    names_measure = _has(sign.measures, figure.beside)
    if not figure.measure:
        return names_measure
    if figure.measure in ("minutes", "hertz", "micrometres", "megapascals") and _has(
        sign.another_measure, figure.beside
    ):
        return False
    if figure.measure in ("kilograms", "micrometres") and not names_measure:
        return False
    if figure.measure == "micrometres":
        return figure.amount <= sign.micrometres
    if figure.measure == "megapascals" and figure.amount >= _NO_STRENGTH:  # it is a modulus
        return 0 < sign.gigapascals * 1000 <= figure.amount
    least = int(getattr(sign, figure.measure))
    return least > 0 and figure.reaches(least)


_NO_STRENGTH: Final = 20_000
"""Megapascals: no fibre is as strong, and none that is carbon is less stiff."""


def _has(words: tuple[str, ...], plain: str) -> bool:
    return next(words_in(words, plain), None) is not None


def _figures(transaction: Transaction, item: Item) -> Iterator[Figure]:
    """Those of the item, of the end use and of sources."""
    yield from _figures_of(item)
    for text in texts_of_use(transaction, ()):
        yield from _figures_in(text.words)


def _figures_of(item: Item) -> Iterator[Figure]:
    """Those of the description and of parameters."""
    yield from _figures_in(called(item))
    yield from figures_of_parameters(item.parameters or {})


def _figures_in(text: str) -> Iterator[Figure]:
    return (figure for plain in readings(text)[:1] for figure in figures_in_text(plain))
