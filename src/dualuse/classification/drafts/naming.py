"""Names of parameters from the words of a line: ``a wall thickness of`` becomes ``wall_thickness``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dualuse.classification.sheets.quantities import unit_of

_MAXIMUM_WORDS: Final = 5
_DROPPED_WORDS: Final = (
    "a an the of any its their other than is are to from be being been by as on with at in for and or having each every"
    " which that this these those such not but specified following all both either one more least most rated capable"
    " therefor exceeding less greater equal"
)
_DROPPED: Final = frozenset(_DROPPED_WORDS.split())
_CUTS: Final = re.compile(
    r"[,;:()\[\]]|\b(?:having|with|and|or|at|in|for|by|capable of|capable|providing|containing|whose|that|which|when|over|to"
    r"|than|rated|designed|using|within|against|between|from)\b",
    re.IGNORECASE,
)
_AFTER_STOP: Final = re.compile(
    r"[,;:()\[\].]|\b(?:per|for|and|or|with|having|when|at|in|which|to)\b", re.IGNORECASE
)
_DIMENSIONS: Final = {
    (("meter", 1),): "length",
    (("meter", 2),): "area",
    (("meter", 3),): "volume",
    (("second", 1),): "time",
    (("second", -1),): "frequency",
    (("kelvin", 1),): "temperature",
    (("gram", 1),): "mass",
    (("gram", 1), ("meter", 2), ("second", -3)): "power",
    (("gram", 1), ("meter", 2), ("second", -2)): "energy",
    (("gram", 1), ("meter", -1), ("second", -2)): "pressure",
}


def words_of(text: str) -> list[str]:
    """The words of a text that say something, small and in plain letters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if letter.isascii())
    return [
        word
        for word in re.findall(r"[a-z][a-z0-9]*", letters)
        if word not in _DROPPED and not re.fullmatch("[a-e][0-9]{3}", word)
    ]


def snake(words: list[str]) -> str:
    """Words as a name in snake_case."""
    return "_".join(words)


def quantity_name(before: str, after: str, unit: str) -> str:
    """The name of a quantity from the words before its comparison, for shares and counts from those after it.

    Empty where neither says anything: a name by :func:`dimension_name` and the path is taken then.
    """
    phrase = phrase_before(before)
    words = words_of(phrase)
    if re.search(r"\bcapable of(?: an?| the)?\s*$", before):
        following = words_of(_AFTER_STOP.split(after)[0])[:3]
        words = following or words
    if words and not (unit in ("", "percent") and set(words) <= {"alloys", "containing", "made"}):
        return snake(words[-_MAXIMUM_WORDS:])
    if unit in ("", "percent"):
        cut = re.sub(r"^ ?of|\bby (?:weight|volume|mass)\b", "", after)
        words = words_of(_AFTER_STOP.split(cut)[0])[:3]
        return snake([*words, "share"] if words and unit else words)
    return ""


def phrase_before(before: str) -> str:
    """The last words before a comparison that belong together: ``Rings with a wall thickness of`` is ``a wall thickness``."""
    pieces = _CUTS.split(re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", before))
    for piece in reversed(pieces[-3:]):
        if words_of(piece):
            return re.sub(r"(?:\s+(?:of|is|are|the|an?))+$", "", piece.strip())
    return ""


def dimension_name(unit: str) -> str:
    """What is measured in a unit, in one word: ``length``, ``time``, else ``value``."""
    if unit == "percent":
        return "share"
    dimension = tuple((name, int(power)) for name, power in unit_of(unit).dimension.items())
    return _DIMENSIONS.get(dimension, "value" if unit else "number")


def path_suffix(path: str) -> str:
    """The part of a path that tells it apart in its entry: ``a_3``; nothing for the entry itself."""
    return path[6:].replace(".", "_")
