"""Substances that a description is of: their entries come first, by the provision that lists them.

Words alone lead to neighbours ("hydrogen fluoride" to "ammonium hydrogen fluoride"), whose tests are then not met: a name or a CAS number that a sheet
has tells more than likeness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dualuse.classification.search.bm25 import Scores
from dualuse.classification.search.words import Word, end_of_thing, form_words
from dualuse.classification.substances import (
    Substance,
    folded_text,
    provisions_of_name,
    substances_in,
    what_has_all,
)

_STEP: Final = 1e-4
"""Between the scores of an entry that is put first and the next one: no more than tells them apart."""


def substances_of(text: str) -> tuple[Substance, ...]:
    """The substances that a text has: by number, or by name, which may be an abbreviation where it says nothing else beside an amount."""
    return substances_in(text) or _of_whole_text(folded_text(text))


def in_what_it_is(substances: Sequence[Substance], text: str, words: Sequence[Word]) -> tuple[Substance, ...]:
    """Those that the text itself is of: by number wherever it stands, by name before "for", "with" and the like: a pump for hydrogen fluoride is none."""
    ends = frozenset(form_words()["heads_end"])
    marks = [at for at, word in enumerate(words) if at and word.plain in ends]
    end = min((*marks, end_of_thing(words)))
    thing = (
        _before(folded_text(text), folded_text(words[end].written)) if end < len(words) else folded_text(text)
    )
    names = {substance.written for substance in substances_of(thing)}
    return tuple(substance for substance in substances if substance.is_number or substance.written in names)


def _before(text: str, word: str) -> str:
    """What stands before the first place of a word by itself; the whole text where it has none."""
    front, mark, _ = f"{text} ".partition(f" {word} ")
    return front if mark else text


def _of_whole_text(text: str) -> tuple[Substance, ...]:
    """The substance whose name, be it an abbreviation, is all that a text says beside an amount."""
    name = _AMOUNT.sub("", text)
    provisions = provisions_of_name(name)
    return (Substance(name, provisions, False),) if provisions else ()


_AMOUNT: Final = re.compile(
    r"[ ,;:]+[<>~≥≤]?[ ]?\d[\d.,]*[ ]?(?:%|percent|prozent|pour ?cent|[kmnuµ]?[gl])?$"
)


def codes_by_entry(substances: Sequence[Substance]) -> Mapping[str, str]:
    """For each entry that lists one of the substances the narrowest code that has all of them there, in their order."""
    provisions: dict[str, list[str]] = {}
    for path in (path for substance in substances for path in substance.provisions):
        provisions.setdefault(path[:5], []).append(path)
    return {entry: what_has_all(tuple(paths)) for entry, paths in provisions.items()}


def put_first(scores: Scores, rows: Sequence[int]) -> None:
    """Lift the scores of these entries over all others, the first highest; no other is lowered."""
    for row in reversed(rows):
        scores[row] = max(float(scores.max(initial=0.0)) + _STEP, _LEAST_OF_NAMED)


_LEAST_OF_NAMED: Final = 0.5
"""The score of an entry that a name or number leads to, at least."""
