"""Numbers with their units in the words of Annex I, and texts made comparable whatever signs and blanks they use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml
from dualuse.sources.annex.text import GAP

_SIGNS: Final = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "µ": "μ", "º": "°",
        "–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "…": "...",
    }
)  # fmt: skip
_STEPS: Final = (
    (re.compile(r"(?:\s|\|)+"), " "),  # "|" sets off the cells of a table
    (
        re.compile(r"(?<=\w)- (?=[a-z])(?!and\b|or\b|to\b)"),
        "-",
    ),  # "space- qualified", broken at the end of a line
    (re.compile(r"\b(UF|BF|NH|H) (?=[2-6]\b)"), r"\1"),
    (re.compile(r"(?<=\d) ?[x×*] ?(?=\d)"), " × "),
    (re.compile(r"(?<![\d,.])(\d{1,3}) (\d{3})(?![\d])"), r"\1\2"),  # 1 922 K
    (re.compile(r"(?<=\d) (?=[%°])"), ""),
    (re.compile(r"° (?=[CF]\b)"), "°"),
    (re.compile(r" (?=[;:.,)])"), ""),
    (re.compile(r"(?<=\() "), ""),
    (re.compile(r"(?<=\(-) (?=\d)"), ""),
)
_END: Final = re.compile(r"[\s;:.,]*(?:\b(and|or|und|oder|et|ou))?[\s;:.,]*$")
_CODES: Final = re.compile(r"\b[0-9][A-E][0-9]{3}(?:\.[a-z0-9]+)*")
_WORDS: Final = re.compile(r"\s+")

_NUMBER: Final = r"[±+-]?\d+(?:[.,]\d+)*(?: × 10\^-?[\d?]+)?|10\^-?[\d?]+"
_QUANTITY: Final = re.compile(
    rf"(?<![\w.^/§:-])(?P<number>{_NUMBER})(?![\d\w-]*-\d)(?P<unit>\s?[A-Za-zμΩ°%][A-Za-zμΩ°%^\d/.-]*)?"
)
_NAMED: Final = re.compile(r"(?:[A-Z]{2,}|Part|Note|Category|Annex|Article|No|Class|Table|Type|Parts) $")
_POWER: Final = re.compile(r"\^?-?\d+$")
_PUNCTUATION: Final = re.compile(r"[\s,;:.-]+")


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    groups: dict[str, list[str]] = read_toml(data_file("classification/units.toml"))
    return frozenset(unit for units in groups.values() for unit in units)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, if it has one, as the text writes them."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}".strip()

    def equals(self, other: Quantity) -> bool:
        """Whether both are the same; a power that a source has lost may be any."""
        if not _same_unit(self.unit, other.unit):
            return False
        if "?" not in self.number + other.number:
            return self.number.replace("10^1 ", "10 ") == other.number.replace("10^1 ", "10 ")
        return self.number.partition("10^")[0] == other.number.partition("10^")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """A text in three forms: ``plain`` for the eye, ``key`` without case and end, ``masked`` also without numbers.

    ``end``: the word that joins it to the next ("and", "or", ""); ``cut``: the source lacks what follows.
    """

    plain: str
    key: str
    masked: str
    end: str
    cut: bool
    quantities: tuple[Quantity, ...]

    def same(self, other: Comparable) -> bool:
        """Whether both say the same. Only "and" against "or" differs at the end: punctuation moves with the list."""
        if self.end and other.end and self.end != other.end:
            return False
        if self.cut or other.cut:
            short, long = sorted((self.key, other.key), key=len)
            return long.startswith(short)
        if self.key == other.key:
            return True
        return self.masked == other.masked and all(
            own.equals(others) for own, others in zip(self.quantities, other.quantities, strict=False)
        )


def comparable(text: str) -> Comparable:
    """``text`` made comparable."""
    cut = text.endswith(GAP)
    plain = text.removesuffix(GAP).translate(_SIGNS)
    for pattern, to in _STEPS:
        plain = pattern.sub(to, plain)
    plain = plain.strip()
    end = _END.search(plain)
    body = plain[: end.start()] if end else plain
    quantities = list(_quantities(body))
    pieces, last = [], 0
    for start, stop, _ in quantities:
        pieces.append(body[last:start])
        last = stop
    pieces.append(body[last:])
    return Comparable(
        plain=plain,
        key=body.casefold(),
        masked=_WORDS.sub(" ", " # ".join(pieces)).casefold(),
        end=end[1] or "" if end else "",
        cut=cut,
        quantities=tuple(quantity for _, _, quantity in quantities),
    )


def _same_unit(unit: str, other: str) -> bool:
    """Whether two units are one; a source may have lost the powers ("g/cm"), which no amendment takes away."""
    if unit.casefold() == other.casefold():
        return True
    bare = ["/".join(_POWER.sub("", part) for part in unit.split("/")) for unit in (unit, other)]
    return bare[0] == bare[1] and bool(unit) and (bare[0] in (unit, other))


def same_letters(text: Comparable, other: Comparable) -> bool:
    """Whether two texts differ in nothing but blanks, commas, full stops, colons and hyphens."""
    return not (text.end and other.end and text.end != other.end) and _PUNCTUATION.sub(
        "", text.key
    ) == _PUNCTUATION.sub("", other.key)


def without_codes(key: str) -> str:
    """A key in which references to provisions are one sign: they change where a provision is only renumbered."""
    return re.sub(r"§\.?", "§", _CODES.sub("§", key.upper().replace("§", ""))).casefold()


def _quantities(text: str) -> list[tuple[int, int, Quantity]]:
    """The numbers of a text with where they stand; parts of codes, CAS numbers and names of standards are none."""
    codes = [(match.start(), match.end()) for match in _CODES.finditer(text)]
    quantities = []
    for match in _QUANTITY.finditer(text):
        if any(start <= match.start() < stop for start, stop in codes) or _NAMED.search(
            text[: match.start()]
        ):
            continue
        unit = (match["unit"] or "").strip().rstrip(".-")
        is_unit = bool(unit) and all(_POWER.sub("", part) in _units() for part in unit.split("/") if part)
        stop = match.start("unit") + len(match["unit"].rstrip(".-")) if is_unit else match.end("number")
        quantities.append((match.start(), stop, Quantity(match["number"], unit if is_unit else "")))
    return quantities
