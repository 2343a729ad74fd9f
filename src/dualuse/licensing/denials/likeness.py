"""How like a line of an application and one of a denial are: entries, parameters, customs codes, words, each told with what it saw.

What cannot be compared is ``unknown`` and never "different": an officer looks at it. "Essentially identical parameters or technical
characteristics" (Art. 2(22)) is a person's judgement; how near two figures must be to be shown as near is a rule of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal

from rapidfuzz.fuzz import token_set_ratio

from dualuse.classification.sheets.quantities import NotAQuantity, number_of, unit_of
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.licensing.denials.denial import DeniedLine

Compared = Literal["same", "near", "different", "unknown"]
NEAR: Final = Fraction(1, 10)
"""A rule of this program: figures that differ by no more than a tenth of the larger are shown as near."""
LIKE_WORDS: Final = 80
"""A rule of this program: descriptions whose words agree to this many of a hundred are near; others say nothing."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One comparison: of what (``entries``, ``cn_code``, ``description``, ``parameters.`` and a name), its result, and both sides as written."""

    name: str
    result: Compared
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class LineLikeness:
    """A line of the application beside one of the denial: every feature, and what they come to."""

    line: str
    denied: int
    features: tuple[Feature, ...]

    @property
    def result(self) -> Compared:
        """``different`` only where a figure or an entry contradicts; ``same`` or ``near`` where a parameter or an entry says so."""
        by_name = {feature.name: feature.result for feature in self.features}
        figures = [
            result
            for name, result in by_name.items()
            if name.startswith("parameters.") and result != "unknown"
        ]
        if "different" in figures or (by_name["entries"] == "different" and by_name["description"] != "near"):
            return "different"
        if figures:
            return "near" if "near" in figures else "same"
        return (
            "near"
            if "same" in (by_name["entries"], by_name["cn_code"]) or by_name["description"] == "near"
            else "unknown"
        )


def line_likeness(line: str, item: Mapping[str, Any], number: int, denied: DeniedLine) -> LineLikeness:
    """Compare an item (plain data of the contract) with a line of a denial, the ``number``-th of it."""
    entries = item.get("entries")
    features = (
        Feature("entries", _entries(entries, denied), _listed(entries), _listed(denied.entries)),
        Feature(
            "cn_code",
            _codes(item.get("cn_code") or "", denied.cn_code),
            item.get("cn_code") or "",
            denied.cn_code,
        ),
        _description(str(item.get("description") or ""), denied.description),
        *_parameters(item.get("parameters") or {}, denied.parameters),
    )
    return LineLikeness(line, number, features)


def _listed(entries: Iterable[str] | None) -> str:
    return "; ".join(entries or ())


def _entries(ours: Iterable[str] | None, denied: DeniedLine) -> Compared:
    """``same``: one lies under the other; ``unknown``: one side is not classified; an item in no entry is another than a listed one."""
    if ours is None or (not denied.entries and denied.is_listed is not False):
        return "unknown"
    codes = tuple(ours)
    if not codes and not denied.entries:
        return "unknown"  # that neither is listed says nothing of what they are
    meets = any(is_under(code, other) or is_under(other, code) for code in codes for other in denied.entries)
    return "same" if meets else "different"


def _codes(ours: str, theirs: str) -> Compared:
    """Customs codes by the six digits that all countries share; other codes may be given to the same goods."""
    return "same" if ours and theirs and ours[:6] == theirs[:6] else "unknown"


def _description(ours: str, theirs: str) -> Feature:
    near = bool(ours and theirs) and token_set_ratio(ours.casefold(), theirs.casefold()) >= LIKE_WORDS
    return Feature("description", "near" if near else "unknown", ours, theirs)


def _parameters(ours: Mapping[str, Any], theirs: Mapping[str, str]) -> Iterable[Feature]:
    for name in sorted(ours.keys() & theirs.keys()):
        own, other = _text(ours[name]), _text(theirs[name])
        yield Feature(f"parameters.{name}", compare_values(own, other), own, other)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("value")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str("" if value is None else value).split())


def compare_values(ours: str, theirs: str) -> Compared:
    """Two values as they are written: quantities by their units, ``1550 nm`` is ``1.55 µm``; words by their letters.

    ``unknown`` where one is empty, or one is a quantity of another kind than the other.
    """
    if not ours or not theirs:
        return "unknown"
    own, other = _quantity(ours), _quantity(theirs)
    if own is None or other is None:
        alike = ours.casefold() == theirs.casefold()
        return "same" if alike else "different" if own is other else "unknown"
    if own[1] != other[1]:
        return "unknown"
    if own[0] == other[0]:
        return "same"
    return "near" if abs(own[0] - other[0]) <= NEAR * max(abs(own[0]), abs(other[0])) else "different"


def _quantity(text: str) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]] | None:
    """A number in root units and its dimension; None where the text is no quantity that can be read in one way."""
    try:
        number, written = number_of(text)
        unit = unit_of(written)
    except NotAQuantity:
        return None
    return number * unit.factor + unit.offset, tuple(sorted(unit.dimension.items()))
